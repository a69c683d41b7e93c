"""The reader of transcripts in a real browser: filters, search, keys, and cells that lead to their passages."""

import csv
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from qualcode.export.report.content import Figure
from qualcode.project.job.options import CodeOptions
from qualcode.project.report import content as report_content
from qualcode.project.report.writing import report
from qualcode.project.results.run import run
from tests.export.report.browser import acted
from tests.project.report.test_writing import EVIL
from tests.project.small_study import table_of, write_study


class Study:
    """A coded study, its tables, and its page."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.folder = folder
        run(CodeOptions(("talks",), "codebook.yaml", "results", **options))
        report("results", lang="en", by=["role", "community"], output="page.html")
        self.page = Path("page.html").read_text(encoding="utf-8")
        self.codings = table_of(Path("results/codings.csv"))

    def acted(self, script: str) -> dict[str, Any]:
        told = acted(self.page, script, self.folder)
        assert told["breaches"] == []
        return told

    def passages(self, **columns: str) -> set[tuple[str, str, str]]:
        """Documents and spans of the codings with these values."""
        mine = [row for row in self.codings if all(row[name] == value for name, value in columns.items())]
        return {(row["document"], row["start"], row["end"]) for row in mine}


def made(folder: Path, **options: Any) -> Study:
    here = Path.cwd()
    os.chdir(folder)
    patch = pytest.MonkeyPatch()
    patch.setattr(report_content, "figure_drawn", lambda kind, tables, **options: Figure(kind, kind))
    try:
        write_study(folder)
        Path("talks/11_evil.txt").write_text(EVIL, encoding="utf-8")
        return Study(folder, **options)
    finally:
        patch.undo()
        os.chdir(here)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return made(tmp_path_factory.mktemp("study"))


COUNT = """
told.seen = [];
for (const link of all("%s")) {
  const place = link.getAttribute("href");
  if (!place.includes("=")) continue;
  await go(place);
  const shown = one("#desk h1") && !one("#desk").hidden;
  const found = all(".item").length || new Set(all(".speech [data-at]").map(it => it.dataset.at)).size;
  told.seen.push([place, link.textContent, shown, found]);
}
"""


def test_the_page_opens_with_the_report_and_leads_to_the_reader_and_back(study: Study):
    told = study.acted(
        """
        told.first = [one("#report").hidden, one("#desk").hidden];
        await click("a.enter");
        told.reads = [one("#report").hidden, one("#desk").hidden, text("#desk h1")];
        told.documents = all(".documents a").map(link => one("strong", link).textContent);
        await click(".back");
        told.last = [one("#report").hidden, one("#desk").hidden];
        await click('nav a[href="#limits"]');
        told.plain = [one("#report").hidden, location.hash];
        """
    )
    assert told["first"] == told["last"] == [False, True]
    assert told["reads"] == [True, False, "All documents"]
    assert told["documents"][:2] == ["1_花园", "2_书记"]
    assert told["plain"] == [False, "#limits"]


def test_every_number_of_codings_leads_to_so_many_passages(study: Study):
    told = study.acted(COUNT % "#table-code_by_document td a")
    cells = [one for one in told["seen"] if "code=" in one[0]]
    assert len(cells) > 15
    assert [one for one in cells if not one[2] or int(one[1]) != one[3]] == []


def test_every_code_leads_to_its_passages(study: Study):
    told = study.acted(COUNT % "#table-frequencies tbody td:nth-child(4) a")
    rows = {row["code"]: int(row["n_codings"]) for row in table_of(study.folder / "results/frequencies.csv")}
    assert {one[0]: one[3] for one in told["seen"]} == {f"#code={code}": n for code, n in rows.items() if n}


def test_every_group_leads_to_its_passages(study: Study):
    told = study.acted(COUNT % "#table-by_role td a, #table-by_community td a")
    assert len(told["seen"]) > 8
    assert [one for one in told["seen"] if int(one[1].split()[0]) != one[3]] == []


def test_every_pair_leads_to_the_passages_with_both(study: Study):
    told = study.acted(COUNT % "#table-cooccurrence td a, #table-cooccurrence_pairs td.n:nth-child(3) a")
    pairs = [one for one in told["seen"] if "with=" in one[0]]
    assert len(pairs) > 5
    assert [one for one in told["seen"] if int(one[1]) != one[3]] == []


def near(codings: list[dict[str, str]], first: str, second: str, reach: int) -> int:
    """Passages of two codes that have one of the other code at most `reach` units of the population away."""
    units: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in codings:
        units[row["document"]][row["code"]].append(int(row["unit"]))
    found = set()
    for document, codes in units.items():
        for one in codes[first]:
            for other in codes[second]:
                if abs(one - other) <= reach:
                    found |= {(document, one), (document, other)}
    return len(found)


def test_pairs_of_windows_lead_to_what_is_near(tmp_path: Path):
    """All speech is counted, so that numbers of units are places in the population."""
    study = made(tmp_path, count_by="window:2", speakers=("all",))
    told = study.acted(COUNT % "#table-cooccurrence_pairs td.n:nth-child(3) a")
    assert len(told["seen"]) > 4
    for place, _, _, found in told["seen"]:
        first, second = (part.split("=")[1] for part in place.removeprefix("#").split("&"))
        assert found == near(study.codings, first, second, 1), place


def test_a_code_with_those_below_it(study: Study):
    told = study.acted(
        """
        await go("#code=elite");
        told.alone = all(".item").length;
        await click(".check input");
        told.family = all(".item").length;
        told.hash = location.hash;
        """
    )
    assert told["alone"] == len(study.passages(code="elite"))
    assert told["family"] == len(study.passages(code="elite") | study.passages(code="founder"))
    assert told["hash"] == "#code=elite&family=1"


def test_filters_by_who_speaks_and_by_document(study: Study):
    told = study.acted(
        """
        await go("#code=elite");
        const [documents, people] = all(".side select");
        await choose(people, "head");
        told.people = all(".item .meta .to").map(link => link.textContent);
        told.status = text(".status");
        await choose(documents, "1_花园");
        told.document = text("#desk h1");
        told.coded = [...new Set(all(".speech [data-at]").map(it => it.dataset.at))];
        await click(".clear");
        told.all = [...new Set(all(".speech [data-at]").map(it => it.dataset.at))].length;
        """
    )
    mine = study.passages(code="elite", role="head")
    assert len(told["people"]) == len(mine) > 0
    assert all("李阿姨 (head)" in one for one in told["people"])
    assert told["status"] == f"Passages: {len(mine)} · documents: 1"
    assert told["document"] == "1_花园"
    assert sorted(told["coded"], key=int) == sorted((start for _, start, _ in mine), key=int)
    assert told["all"] == len(study.passages(document="1_花园"))


def test_search_finds_and_marks_words(study: Study):
    told = study.acted(
        """
        await go("#reader");
        one("#search").value = "FOUNDED  the";
        one("form").requestSubmit();
        await rest();
        told.status = text(".status");
        told.hits = all("mark.hit").map(it => it.textContent);
        await click(".item .to");
        told.document = text("#desk h1");
        told.marked = all(".speech mark.hit").map(it => it.textContent);
        told.sought = one(".sought, .chosen") !== null;
        one("#search").value = "$^(nothing";
        one("form").requestSubmit();
        await rest();
        told.nothing = text(".status");
        """
    )
    assert told["status"] == "Places with “FOUNDED  the”: 1 · documents: 1"
    assert "".join(told["hits"]) == "founded the"
    assert told["document"] == "10_lane"
    assert "".join(told["marked"]) == "founded the"
    assert told["sought"]
    assert told["nothing"] == "Nothing fits this choice."


def test_search_among_the_passages_of_a_code(study: Study):
    told = study.acted(
        """
        await go("#code=trust&q=放心");
        told.items = all(".item").map(it => one("p", it).textContent);
        await go("#code=trust&q=东西");
        told.simplified = all(".item").map(it => one("p", it).textContent);
        """
    )
    assert told["simplified"] == ["我們自己的事情自己做，東西放心交給她。"]
    assert told["items"] == [
        "他是能人，大家信任他（笑），放心都交给他。",
        "我們自己的事情自己做，東西放心交給她。",
    ]


def test_a_passage_says_why_it_is_coded(study: Study):
    told = study.acted(
        """
        await go("#code=trust&with=elite&doc=1_花园");
        told.reasons = all(".reason").map(it => it.textContent);
        told.evidence = all(".reason:first-of-type .evidence mark").map(it => it.textContent);
        told.marked = all(".speech mark.proof").map(it => it.textContent);
        told.chosen = all(".speech .chosen").map(it => it.textContent).join("");
        told.codes = all(".reason h3").map(it => it.textContent);
        told.lines = getComputedStyle(one(".speech .chosen")).backgroundImage.split("linear-gradient").length - 1;
        """
    )
    assert told["codes"] == ["Capable people", "Trust"]
    assert told["chosen"] == "他是能人，大家信任他（笑），放心都交给他。"
    assert "coded by the rules · row " in told["reasons"][1]
    assert "放心 NEAR/3 交给" in told["reasons"][1]
    assert "信任 AND NOT 不信任" in told["reasons"][1]
    assert told["evidence"] == ["能人"]
    assert told["marked"] == ["能人", "信任", "放心", "交给"]
    assert told["lines"] == 2


def test_negated_evidence_is_said_to_be(study: Study):
    told = study.acted(
        """
        await go("#code=elite&doc=more%2F5_plain");
        told.turned = text(".turned");
        """
    )
    assert told["turned"] == "The evidence is negated where it stands."


def test_what_was_said_is_shown_as_it_was_said_also_outside_the_first_plane(study: Study):
    told = study.acted(
        """
        await go("#doc=11_evil");
        told.speech = all(".speech").map(it => it.textContent);
        told.marked = all(".speech mark.proof").map(it => it.textContent);
        told.strange = all("#desk img, #desk script").length + all("#desk .speech b").length;
        """
    )
    assert told["speech"] == [
        "谁是能人？</script><img src=x onerror=alert(1)>",
        "😀 他是能人<b>，我们信任他</b>。 <!-- <script> 能人也多。",
    ]
    assert told["marked"] == ["能人", "信任", "能人"]
    assert told["strange"] == 0


def test_keys(study: Study):
    told = study.acted(
        """
        await go("#doc=1_花园");
        told.help = one(".keys").textContent;
        const places = [];
        const chosen = () => one(".speech .chosen")?.dataset.at ?? null;
        for (const key of ["j", "j", "k"]) { await press(key); places.push(chosen()); }
        told.places = places;
        told.hash = location.hash;
        await press("]");
        told.next = text("#desk h1");
        await press("[");
        told.previous = text("#desk h1");
        await press("/");
        told.focus = document.activeElement.id;
        await press("j");
        told.typed = chosen();
        await press("Escape");
        told.blurred = document.activeElement.id;
        await press("Escape");
        told.list = text("#desk h1");
        await press("Escape");
        told.closed = [one("#report").hidden, location.hash];
        """
    )
    assert told["help"].startswith("j k")
    assert "object" not in told["help"]
    starts = sorted({int(start) for _, start, _ in study.passages(document="1_花园")})
    assert told["places"] == [str(starts[0]), str(starts[1]), str(starts[0])]
    assert told["hash"].endswith(f"&at={starts[0]}")
    assert (told["next"], told["previous"]) == ("2_书记", "1_花园")
    assert told["focus"] == "search"
    assert told["typed"] is None
    assert told["blurred"] == ""
    assert told["list"] == "All documents"
    assert told["closed"] == [False, "#back"]


def test_a_list_by_keys(study: Study):
    told = study.acted(
        """
        await go("#code=trust");
        await press("j");
        await press("j");
        told.chosen = all(".item.chosen").map(it => it.dataset.item);
        told.why = one(".why").classList.contains("open");
        await press("Enter");
        told.hash = location.hash;
        """
    )
    assert told["chosen"] == ["1"]
    assert told["why"]
    assert "code=trust" in told["hash"]
    assert "at=" in told["hash"]


def test_the_names_of_documents_and_codes_of_the_csv_are_those_of_the_reader(study: Study):
    told = study.acted(
        """
        await go("#reader");
        told.codes = all(".codes .name").map(it => it.textContent);
        told.counts = all(".codes .count").map(it => Number(it.textContent));
        """
    )
    with (study.folder / "results/frequencies.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert told["counts"] == [int(row["n_codings"]) for row in rows]
    assert told["codes"][:3] == ["Leading", "Capable people", "Founder"]


def test_long_rules_break_where_the_window_ends(study: Study):
    script = """
        one(".code dd p, .code dd li").textContent = '[{"LEMMA":"trust"}]'.repeat(40);
        told.widths = [document.documentElement.scrollWidth, innerWidth];
    """
    told = acted(study.page, script, study.folder, width=500)
    assert told["widths"][0] <= told["widths"][1]


def test_an_address_that_names_nothing_here_says_so(study: Study):
    told = study.acted("""
        await go("#code=nope");
        told.status = text(".status");
        told.listed = all("ul.documents").length;
        await click(".clear");
        told.after = all("ul.documents").length;
    """)
    assert told["status"] == "“nope”: this report has nothing of that name."
    assert (told["listed"], told["after"]) == (0, 1)


def test_people_without_a_value_are_called_so_as_in_the_tables(study: Study):
    told = study.acted("""
        await go("#reader");
        told.values = all("select optgroup option").map(option => option.textContent);
    """)
    assert "–" not in told["values"]
    assert "without a value" in told["values"]
