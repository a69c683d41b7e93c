"""The files of a run: headers, orders, number formats, and what must agree between them."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import qualcode
from qualcode.terms import INTERVIEWER, SEPARATOR
from tests.project.small_study import coded, provenance_of, rows_of, table_of, write_study

IDS = ["leading", "elite", "founder", "office", "trust", "told", "by_hand"]
DOCUMENTS = ["1_花园", "2_书记", "10_lane", "more/3_座谈", "more/4_rows", "more/5_plain", "more/6_big5"]
CODINGS = "document,unit,start,end,speaker,role,code,coder,rule,evidence,negated,text,case,community,age,mood"
FREQUENCIES = (
    "code,name,parent,n_codings,n_units,n_documents,n_speakers,share_units,share_documents,per_1000_words,"
    "per_1000_characters,tokens,coverage,counted_by,population,N,note"
)
PAIRS = (
    "code_1,code_2,n_1,n_2,n_both,n_shared,n_documents,jaccard,p_2_given_1,p_1_given_2,expected,lift,npmi,phi,"
    "counted_by,population,N,note"
)
OVERLAP_PAIRS = (
    "code_1,code_2,n_1,n_2,n_both,n_shared,n_documents,c,p_2_given_1,p_1_given_2,counted_by,population,N,note"
)
DOCUMENT_FIELDS = (
    "document,file,language,encoding,turns,speakers,units,words,characters,tokens,sha256,source_sha256,"
    "encoding_guessed,population_units,population_tokens,note"
)
HEADERS = {
    "codings.csv": CODINGS,
    "frequencies.csv": FREQUENCIES,
    "cooccurrence.csv": "code," + ",".join(IDS),
    "cooccurrence_pairs.csv": PAIRS,
    "code_by_document.csv": "document,units," + ",".join(IDS),
    "documents.csv": DOCUMENT_FIELDS,
}
RUNS: dict[str, dict[str, Any]] = {
    "plain": {},
    "everyone": {"speakers": ("all",)},
    "some": {"speakers": ("head", "Anna"), "where": ()},
    "where": {"where": (("community", "L"),)},
    "turns": {"unit": "turn"},
    "paragraphs": {"unit": "paragraph"},
    "documents": {"unit": "document"},
    "by turn": {"count_by": "turn"},
    "by document": {"count_by": "document"},
    "windows": {"count_by": "window:2"},
    "windows of turns": {"count_by": "window:2:turn"},
    "near": {"count_by": "near:1"},
    "overlap": {"count_by": "overlap"},
    "rollup": {"rollup": True},
    "rollup by turn": {"rollup": True, "count_by": "turn"},
    "coded": {"base": "coded"},
    "joined": {"join_turns": True, "split_at": "，；"},
}


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    write_study(folder)
    return folder


@pytest.fixture(scope="session")
def results(study: Path) -> dict[str, Path]:
    """The results folders of RUNS."""
    for name, options in RUNS.items():
        coded(study, study / name, **options)
    return {name: study / name for name in RUNS}


@pytest.fixture(params=RUNS)
def each(results: dict[str, Path], request: pytest.FixtureRequest) -> Path:
    """The results of each run in turn."""
    return results[request.param]


def cells(folder: Path, name: str) -> dict[str, dict[str, int]]:
    """A table of whole numbers by its first column."""
    first, *names = rows_of(folder / name)[0]
    return {row[first]: {name: int(row[name]) for name in names} for row in table_of(folder / name)}


@pytest.mark.parametrize("name", HEADERS)
def test_headers_and_the_mark_at_the_beginning(results, name):
    content = (results["plain"] / name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\n")[0] == HEADERS[name]
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_the_pairs_of_overlapping_codings_have_c(results):
    assert ",".join(rows_of(results["overlap"] / "cooccurrence_pairs.csv")[0]) == OVERLAP_PAIRS


def test_no_mark_where_none_is_wanted(study, tmp_path, results):
    coded(study, tmp_path / "out", bom=False)
    for name in HEADERS:
        marked = (results["plain"] / name).read_bytes()
        assert (tmp_path / "out" / name).read_bytes() == marked.removeprefix(b"\xef\xbb\xbf")


def test_fields_stand_in_quotes_only_where_they_must(results):
    for line in (results["plain"] / "codings.csv").read_text(encoding="utf-8").split("\n"):
        for quoted in re.findall(r'(?:^|,)"((?:[^"]|"")*)"(?=,|$)', line):
            assert re.search(r'[",\n\r]', quoted), line


def test_numbers_have_six_digits(each):
    for name, last_text in (("frequencies.csv", "parent"), ("cooccurrence_pairs.csv", "code_2")):
        header, *rows = rows_of(each / name)
        numbers = slice(header.index(last_text) + 1, header.index("counted_by"))
        assert rows
        for row in rows:
            assert all(cell in ("", f"{float(cell or 0):.6g}") for cell in row[numbers])


def test_whole_numbers_are_whole(each):
    for name, fields in (
        ("codings.csv", ["unit", "start", "end"]),
        ("frequencies.csv", ["n_codings", "n_units", "n_documents", "n_speakers", "tokens", "N"]),
        ("cooccurrence_pairs.csv", ["n_1", "n_2", "n_both", "n_shared", "n_documents", "N"]),
        (
            "documents.csv",
            ["turns", "speakers", "units", "words", "characters", "tokens", "population_units"],
        ),
    ):
        for row in table_of(each / name):
            assert all(row[field].isdecimal() for field in fields)


def test_documents_stand_in_natural_order(each):
    for name in ("documents.csv", "code_by_document.csv"):
        assert [row["document"] for row in table_of(each / name)] == DOCUMENTS
    assert [one["document"] for one in provenance_of(each)["documents"]] == DOCUMENTS


def test_codes_stand_in_the_order_of_the_codebook(each):
    assert [row["code"] for row in table_of(each / "frequencies.csv")] == IDS
    assert [row["code"] for row in table_of(each / "cooccurrence.csv")] == IDS


def test_codings_are_sorted(each):
    keys = [
        (DOCUMENTS.index(row["document"]), int(row["start"]), int(row["end"]), IDS.index(row["code"]))
        for row in table_of(each / "codings.csv")
    ]
    assert keys == sorted(set(keys))
    assert {row["coder"] for row in table_of(each / "codings.csv")} <= {"rules"}


def test_pairs_are_sorted(each):
    def key(row):
        strength = row.get("jaccard", row.get("c")) or "-1"
        return (-int(row["n_both"]), -float(strength), IDS.index(row["code_1"]), IDS.index(row["code_2"]))

    rows = table_of(each / "cooccurrence_pairs.csv")
    assert rows == sorted(rows, key=key)
    assert all(IDS.index(row["code_1"]) < IDS.index(row["code_2"]) for row in rows)


def test_codings_by_code_are_n_codings(each):
    counted = Counter(row["code"] for row in table_of(each / "codings.csv"))
    told = {row["code"]: int(row["n_codings"]) for row in table_of(each / "frequencies.csv")}
    if provenance_of(each)["options"]["rollup"]:
        counted = Counter({code: sum(counted[one] for one in [code, *BELOW.get(code, ())]) for code in IDS})
    assert told == {code: counted[code] for code in IDS}


BELOW = {"leading": ("elite", "founder", "office"), "elite": ("founder",)}


def test_documents_add_up_to_n_codings(each):
    table = cells(each, "code_by_document.csv")
    told = {row["code"]: int(row["n_codings"]) for row in table_of(each / "frequencies.csv")}
    assert {code: sum(row[code] for row in table.values()) for code in IDS} == told
    n = {row["N"] for row in table_of(each / "frequencies.csv")}
    assert n == {str(sum(row["units"] for row in table.values()))}


def test_codings_by_document_and_unit(results):
    """Counted by hand from codings.csv."""
    table = cells(results["plain"], "code_by_document.csv")
    counted = Counter((row["document"], row["code"]) for row in table_of(results["plain"] / "codings.csv"))
    assert all(table[document][code] == counted[document, code] for document in DOCUMENTS for code in IDS)


def test_the_matrix_is_symmetric_with_n_units_on_its_diagonal(each):
    matrix = cells(each, "cooccurrence.csv")
    assert all(matrix[one][two] == matrix[two][one] for one in IDS for two in IDS)
    options = provenance_of(each)["options"]
    own = "n_codings" if options["count_by"] == "overlap" else "n_units"
    told = {row["code"]: int(row[own]) for row in table_of(each / "frequencies.csv")}
    if not options["count_by"].startswith("window"):  # a code may lie in several windows
        assert {code: matrix[code][code] for code in IDS} == told


def test_the_pairs_are_the_upper_triangle(each):
    matrix = cells(each, "cooccurrence.csv")
    kin = {frozenset(("leading", one)) for one in BELOW["leading"]} | {frozenset(("elite", "founder"))}
    rollup = provenance_of(each)["options"]["rollup"]
    expected = {
        (one, two): (matrix[one][one], matrix[two][two], matrix[one][two])
        for i, one in enumerate(IDS)
        for two in IDS[i + 1 :]
        if matrix[one][one] and matrix[two][two] and not (rollup and {one, two} in kin)
    }
    found = {
        (row["code_1"], row["code_2"]): (int(row["n_1"]), int(row["n_2"]), int(row["n_both"]))
        for row in table_of(each / "cooccurrence_pairs.csv")
    }
    assert found == expected


def test_text_and_evidence_lead_back_to_the_transcripts(study, each):
    files = [study / one["file"] for one in provenance_of(each)["documents"]]
    texts = {one.id: one.text for one in qualcode.read_transcripts(*files)}
    rows = table_of(each / "codings.csv")
    assert rows
    for row in rows:
        text, start, end = texts[row["document"]], int(row["start"]), int(row["end"])
        assert row["text"] == text[start:end] == text[start:end].strip()
        for piece in filter(None, row["evidence"].split(SEPARATOR)):
            found = re.fullmatch(r"(.+)\[([0-9]+):([0-9]+)\]", piece, re.DOTALL)
            assert start <= int(found[2]) < int(found[3]) <= end
            assert found[1] == text[int(found[2]) : int(found[3])]


def test_the_interviewer_is_left_out_unless_all_are_wanted(results):
    roles = {name: {row["role"] for row in table_of(results[name] / "codings.csv")} for name in results}
    assert not any(INTERVIEWER in role for name, role in roles.items() if name != "everyone")
    assert INTERVIEWER in roles["everyone"]
    assert {row["population"] for row in table_of(results["everyone"] / "frequencies.csv")} == {
        "speakers=all"
    }


def test_the_population_of_some(results):
    assert {row["speaker"] for row in table_of(results["some"] / "codings.csv")} == {"李阿姨", "Anna"}
    assert {row["document"] for row in table_of(results["where"] / "codings.csv")} == {"1_花园"}
    (population,) = {row["population"] for row in table_of(results["where"] / "cooccurrence_pairs.csv")}
    assert population == "speakers!=interviewer; where community=L"


def test_numbers_of_units_do_not_change_with_the_population(results):
    places = {
        name: {
            (row["document"], row["start"]): row["unit"] for row in table_of(results[name] / "codings.csv")
        }
        for name in ("plain", "everyone", "some", "where")
    }
    for name in ("some", "where", "plain"):
        assert places[name].items() <= places["everyone"].items()


def test_rollup_counts_a_unit_once_and_sums_codings(results):
    plain, rolled = (
        {row["code"]: row for row in table_of(results[name] / "frequencies.csv")}
        for name in ("plain", "rollup")
    )
    units = {
        (row["document"], row["unit"])
        for row in table_of(results["plain"] / "codings.csv")
        if row["code"] in BELOW["leading"]
    }
    assert int(rolled["leading"]["n_units"]) == len(units)
    assert int(rolled["leading"]["n_codings"]) == sum(
        int(plain[code]["n_codings"]) for code in BELOW["leading"]
    )
    assert rolled["trust"] == plain["trust"]
    assert (results["rollup"] / "codings.csv").read_bytes() == (results["plain"] / "codings.csv").read_bytes()


def test_base_coded_counts_units_with_a_code(results):
    units = {(row["document"], row["unit"]) for row in table_of(results["coded"] / "codings.csv")}
    assert {row["N"] for row in table_of(results["coded"] / "cooccurrence_pairs.csv")} == {str(len(units))}
    assert {row["N"] for row in table_of(results["coded"] / "frequencies.csv")} == {"32"}


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("plain", "sentence", "sentence"),
        ("turns", "turn", "turn"),
        ("by turn", "turn", "turn"),
        ("by document", "document", "document"),
        ("windows", "sentence", "window:2"),
        ("windows of turns", "sentence", "window:2:turn"),
        ("near", "sentence", "near:1"),
        ("overlap", "sentence", "overlap"),
    ],
)
def test_what_was_counted_stands_in_every_table(results, name, kind, label):
    assert {row["counted_by"] for row in table_of(results[name] / "frequencies.csv")} == {kind}
    assert {row["counted_by"] for row in table_of(results[name] / "cooccurrence_pairs.csv")} == {label}


def test_counting_by_document(results):
    frequencies = {row["code"]: row for row in table_of(results["by document"] / "frequencies.csv")}
    assert all(row["n_units"] == row["n_documents"] for row in frequencies.values())
    assert {row["N"] for row in frequencies.values()} == {"7"}
    matrix = cells(results["by document"], "cooccurrence.csv")
    coded_in = {}
    for row in table_of(results["by document"] / "codings.csv"):
        coded_in.setdefault(row["code"], set()).add(row["document"])
    assert all(
        matrix[one][two] == len(coded_in.get(one, set()) & coded_in.get(two, set()))
        for one in IDS
        for two in IDS
    )


def test_near_counts_pairs_of_sentences(results):
    """Counted by hand: sentences of the population in order, at most one apart."""
    order = population_order(results["plain"])
    found = {code: {key for key in order if code in order[key][1]} for code in IDS}
    matrix = cells(results["near"], "cooccurrence.csv")
    for one in IDS:
        for two in IDS:
            if one != two:
                pairs = [
                    (s, t)
                    for s in found[one]
                    for t in found[two]
                    if s[0] == t[0] and abs(order[s][0] - order[t][0]) <= 1
                ]
                assert matrix[one][two] == len(pairs), (one, two)


def population_order(folder: Path) -> dict[tuple[str, str], tuple[int, set[str]]]:
    """Each coded sentence with its place among the sentences of the population and its codes.

    In this study nobody but the interviewer is left out, and the interviewer says two sentences of
    1_花园 before the first answer and one of each other document, so places follow from numbers.
    """
    asked = {
        "1_花园": [1, 2, 7], "2_书记": [1, 4], "10_lane": [1, 5], "more/3_座谈": [1],
        "more/4_rows": [1], "more/5_plain": [], "more/6_big5": [1, 2, 5],
    }  # fmt: skip
    order: dict[tuple[str, str], tuple[int, set[str]]] = {}
    for row in table_of(folder / "codings.csv"):
        number = int(row["unit"])
        place = number - sum(one < number for one in asked[row["document"]])
        order.setdefault((row["document"], row["unit"]), (place, set()))[1].add(row["code"])
    return order


def test_windows_hold_neighbouring_sentences(results):
    order = population_order(results["plain"])
    units = {
        row["document"]: int(row["population_units"]) for row in table_of(results["plain"] / "documents.csv")
    }
    windows = [
        set().union(
            *(codes for key, (place, codes) in order.items() if key[0] == one and begin <= place < begin + 2)
        )
        for one, n in units.items()
        for begin in range(1, max(1, n - 1) + 1)
    ]
    matrix = cells(results["windows"], "cooccurrence.csv")
    assert {row["N"] for row in table_of(results["windows"] / "cooccurrence_pairs.csv")} == {
        str(len(windows))
    }
    assert all(
        matrix[one][two] == sum({one, two} <= window for window in windows) for one in IDS for two in IDS
    )


def test_names_in_the_language_that_is_asked_for(study, tmp_path, results):
    coded(study, tmp_path / "out", lang="en")
    assert [row["name"] for row in table_of(results["plain"] / "frequencies.csv")][:2] == ["领导", "能人"]
    assert [row["name"] for row in table_of(tmp_path / "out" / "frequencies.csv")][:2] == [
        "Leading",
        "Capable people",
    ]


def test_a_measure_in_the_matrix(study, tmp_path, results):
    coded(study, tmp_path / "out", measure="jaccard")
    matrix = {row["code"]: row for row in table_of(tmp_path / "out" / "cooccurrence.csv")}
    for row in table_of(results["plain"] / "cooccurrence_pairs.csv"):
        assert matrix[row["code_1"]][row["code_2"]] == row["jaccard"] == matrix[row["code_2"]][row["code_1"]]
    assert matrix["leading"]["trust"] == matrix["by_hand"]["by_hand"] == ""


def test_excel_safe_marks_what_looks_like_a_formula(study, tmp_path, results):
    coded(study, tmp_path / "out", excel_safe=True)
    safe, plain = (table_of(folder / "codings.csv") for folder in (tmp_path / "out", results["plain"]))
    assert {row["mood"] for row in plain} == {"", "=good, very"}
    assert {row["mood"] for row in safe} == {"", "'=good, very"}
    assert [row | {"mood": ""} for row in safe] == [row | {"mood": ""} for row in plain]
    npmi = [row["npmi"] for row in table_of(tmp_path / "out" / "cooccurrence_pairs.csv")]
    assert "-1" in npmi


def test_excel_safe_marks_names_of_columns_too(tmp_path):
    talks = write_study(tmp_path)
    (talks / "attributes.csv").write_text("document,=A1,-x\n1_花园,+1,@b\n", encoding="utf-8")
    coded(tmp_path, tmp_path / "out", excel_safe=True)
    header, first, *_ = rows_of(tmp_path / "out" / "codings.csv")
    assert header[12:14] == ["'=A1", "'-x"]
    assert first[12:14] == ["'+1", "'@b"]


def test_attributes_of_speakers_go_before_those_of_documents(results):
    who = {
        (row["document"], row["speaker"]): (
            row["role"],
            row["case"],
            row["community"],
            row["age"],
            row["mood"],
        )
        for row in table_of(results["plain"] / "codings.csv")
    }
    assert who["1_花园", "李阿姨"] == ("head", "P-1", "L", "66", "")
    assert who["1_花园", "居民B"] == ("participant", "", "L", "", "")
    assert who["2_书记", "答"] == ("secretary", "P-2", "M", "", "")
    assert who["10_lane", "Mrs Lin"] == ("resident", "P-1", "Willow", "", "=good, very")
    assert who["more/5_plain", ""] == ("participant", "", "", "", "")


def test_speakers_are_cases_where_they_have_one(results):
    counted = {row["code"]: int(row["n_speakers"]) for row in table_of(results["plain"] / "frequencies.csv")}
    # 李阿姨 and Mrs Lin are one person; then 答, 居民A, Ben, and who speaks without a label
    assert counted["elite"] == 5


def test_every_input_is_a_document_or_left_out(study, each):
    record = provenance_of(each)
    read = {row["file"] for row in table_of(each / "documents.csv")}
    left = {one["file"] for one in record["skipped"]}
    talks = study / "talks"
    there = {path.relative_to(study).as_posix() for path in talks.rglob("*") if path.is_file()}
    assert read | left == there - {"talks/attributes.csv"}
    assert not read & left


def test_rates_stand_where_the_language_does(results):
    some, where = (table_of(results[name] / "frequencies.csv") for name in ("some", "where"))
    assert all(row["per_1000_words"] for row in some)  # Anna
    assert all(row["per_1000_characters"] for row in some)  # 李阿姨
    assert {(row["per_1000_words"], row["note"]) for row in where} == {
        ("", "coverage of whole sentences || no English document")
    }
    assert len(some) == len(where) == 7


def test_the_report_says_what_stands_in_the_files(study, tmp_path):
    report = coded(study, tmp_path / "out")
    assert (report.n_documents, report.n_codings, report.exit_status) == (7, 42, 0)
    assert sorted(report.files) == sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [one.code_1 + "+" + one.code_2 for one in report.strongest] == [
        "founder+trust",
        "office+trust",
    ]


def test_results_inside_the_transcripts_are_not_read(study, tmp_path):
    talks = write_study(tmp_path)
    out = talks / "results"
    coded(tmp_path, out)
    first = {name: (out / name).read_bytes() for name in HEADERS}
    report = coded(tmp_path, out)
    assert ("talks/results", "holds the results of an earlier run") in report.skipped
    assert {name: (out / name).read_bytes() for name in HEADERS} == first
