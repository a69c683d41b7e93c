"""The report of a folder of results: what stands in it, what it leaves out, and when it is refused."""

import base64
import csv
import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

import qualcode
from qualcode.errors import ReadError, UsageError
from qualcode.export.figures import fonts
from qualcode.export.report.content import Figure
from qualcode.project.job.options import CodeOptions
from qualcode.project.report import content as report_content
from qualcode.project.report.writing import report
from qualcode.project.results.run import run
from tests.export.figures.drawn import CHINESE
from tests.project.small_study import all_bytes, run_process, table_of, write_study

EVIL = (
    "问：谁是能人？</script><img src=x onerror=alert(1)>\n\n"
    "答：😀 他是能人<b>，我们信任他</b>。 <!-- <script> 能人也多。\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study, coded."""
    folder = tmp_path_factory.mktemp("study")
    write_study(folder)
    (folder / "talks" / "11_evil.txt").write_text(EVIL, encoding="utf-8")
    done = run_process("code", "talks", "-c", "codebook.yaml", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def english(made: Path) -> str:
    """The page in English."""
    done = run_process("report", "--lang", "en", "-o", "english.html", cwd=made)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "english.html: written\n"
    return (made / "english.html").read_text(encoding="utf-8")


@pytest.fixture
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures take seconds, and most tests are of other things."""
    monkeypatch.setattr(report_content, "figure_drawn", lambda kind, tables, **options: Figure(kind, kind))


@pytest.fixture
def study(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in which the test works."""
    shutil.copytree(made, tmp_path / "study")
    monkeypatch.chdir(tmp_path / "study")
    return tmp_path / "study"


class Page(HTMLParser):
    """Elements of a page with their attributes, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str | None, str]] = []
        self.is_inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.is_inside = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.is_inside:
            tag, attributes = self.elements[-1]
            self.raw.append((tag, attributes.get("type"), data))


def written(**options) -> str:
    (file,) = report("results", **options).files
    return Path(file).read_text(encoding="utf-8")


def coded(**options) -> None:
    run(CodeOptions(("talks",), "codebook.yaml", "results", **options))


def test_the_page_needs_nothing_from_elsewhere_and_its_policy_knows_its_script_and_style(english):
    page = Page(english)
    (policy,) = [
        one["content"] for tag, one in page.elements if one.get("http-equiv") == "Content-Security-Policy"
    ]
    for kind, wanted in (("script", None), ("style", None)):
        (text,) = [text for tag, type, text in page.raw if (tag, type) == (kind, wanted)]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        assert all(re.match("#|data:image/", attributes.get(name) or "#") for name in ("href", "src"))
    assert not {tag for tag, _ in page.elements} & {"link", "iframe", "object", "base"}


def test_what_people_said_is_text_wherever_it_stands(english):
    page = Page(english)
    data = [json.loads(text) for tag, type, text in page.raw if type == "application/json"]
    texts = [one["text"] for one in data if "text" in one]
    assert EVIL.strip() in [text.strip() for text in texts]
    sources = [one.get("src") for tag, one in page.elements if tag == "img"]
    assert all(source and source.startswith("data:image/") for source in sources)
    assert len([1 for tag, _ in page.elements if tag == "script"]) == len(texts) + 3


def test_every_link_of_a_table_leads_to_something_that_is_there(english):
    page = Page(english)
    ids = {one["id"] for _, one in page.elements if one.get("id")}
    places = [one["href"] for tag, one in page.elements if tag == "a"]
    assert {place for place in places if "=" not in place} <= {f"#{id}" for id in ids}
    assert "#code=elite" in places
    assert "#code=elite&doc=1_%E8%8A%B1%E5%9B%AD" in places
    assert "#code=elite&with=trust" in places
    assert "#code=elite&by=role&value=head" in places


def test_the_parts_of_a_report(study, no_figures):
    text = written(lang="en", title="Streets & people")
    assert "<h1>Streets &amp; people</h1>" in text
    heads = re.findall(r"<h2>(.*?)</h2>", text)
    assert heads == [
        "Methods",
        "How often each code occurs",
        "By kind of respondent",
        "Codes that occur together",
        "Documents",
        "Quotes",
        "Limits",
        "Codebook: Street",
    ]
    assert re.findall(r"<caption[^>]*>(.*?)</caption>", text)[:2] == [
        "Table 1. Code frequencies",
        "Table 2. Code frequencies by role",
    ]
    assert "The codebook “Street”, version 1.2.0" in text


def test_quotes_are_numbered_and_the_table_of_frequencies_names_them(english):
    numbers = [int(one) for one in re.findall(r'<blockquote id="quote-(\d+)">', english)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert '<a href="#quote-1">1–' in english


def test_in_chinese(study, no_figures):
    text = written(lang="zh")
    assert '<html lang="zh-CN">' in text
    heads = re.findall(r"<h2>(.*?)</h2>", text)
    assert heads[:3] == ["研究方法", "编码频次", "分组比较"]
    assert "上级" in text
    assert "材料来源数" in text
    assert "典型引语（编号）" in text
    assert "编码频次（按身份分组）" in text


def test_without_transcripts_nothing_that_was_said_is_in_it(study, no_figures):
    text = written(lang="en", without_transcripts=True)
    with open("results/codings.csv", encoding="utf-8-sig", newline="") as lines:  # noqa: PTH123
        said = [row["text"] for row in csv.DictReader(lines)]
    assert len(said) > 10
    assert not [one for one in said if one in text]
    assert "<script" not in text
    assert "script-src 'none'" in text
    assert "This report holds no transcripts and quotes no passages." in text
    assert "#code=" not in text


def test_without_transcripts_but_with_quotes(study, no_figures):
    text = written(lang="en", without_transcripts=True, quotes=True)
    assert "<blockquote" in text
    assert '<a href="#quote-1">' in text
    assert "<script" not in text
    assert "This report holds no transcripts, but it quotes passages." in text


def test_without_quotes(study, no_figures):
    text = written(lang="en", quotes=False)
    assert "<blockquote" not in text
    assert 'id="text-0"' in text


def test_without_rules(study, english, no_figures):
    assert "Coded where" in english
    assert "Coded where" not in written(lang="en", rules=False)


@CHINESE
def test_in_word_and_markdown(study):
    done = report("results", lang="en", formats=["docx", "md"], output="paper")
    assert done.files == (
        "paper/report.docx",
        "paper/report.md",
        "paper/report_frequencies.png",
        "paper/report_network.png",
        "paper/report_code_by_document.png",
    )
    document = Document("paper/report.docx")
    said = "\n".join(one.text for one in document.paragraphs)
    text = Path("paper/report.md").read_text(encoding="utf-8")
    for one in (said, text):
        assert "The codebook “Street”, version 1.2.0" in one
        assert "Rules see words." in one
        assert "Table 1. Code frequencies" in one
        assert "Codebook: Street" in one
    assert len(document.inline_shapes) == 3
    assert [table.cell(0, 0).text for table in document.tables][:2] == ["Parent", "Code"]
    assert "![Figure 1. Codings of each code](report_frequencies.png)" in text


def test_a_file_says_its_format(study, no_figures):
    assert report("results", formats="docx", output="a/my report.docx").files == ("a/my report.docx",)
    with pytest.raises(UsageError) as caught:
        report("results", formats="html", output="report.docx")
    assert caught.value.slug == "kind"


def test_frequencies_by_attributes(study, no_figures):
    text = written(lang="en", by=["community", "role"])
    assert "Table 2. Code frequencies by community" in text
    assert "Table 3. Code frequencies by role" in text
    assert "#code=elite&amp;by=community&amp;value=L" in text
    with pytest.raises(UsageError):
        report("results", by="shoe_size")


def test_an_attribute_with_too_many_values_is_refused(study, no_figures):
    for n in range(20):
        Path(f"talks/x{n}.txt").write_text(f"A{n}：能人。\n", encoding="utf-8")
    coded()
    with pytest.raises(UsageError) as caught:
        report("results", by="document")
    assert caught.value.slug == "by"


def test_the_codes_may_have_been_told_otherwise_since(study, no_figures):
    file = Path("codebook.yaml")
    file.write_text(
        file.read_text("utf-8").replace("信任, en: Trust", "信赖, en: Reliance"), encoding="utf-8"
    )
    done = report("results", lang="en")
    assert done.warnings == ("codebook.yaml: its texts have changed since the run; its rules have not",)
    assert "Reliance" in Path(done.files[0]).read_text(encoding="utf-8")


def test_tables_that_were_changed_by_hand_are_told(study, no_figures):
    file = Path("results/codings.csv")
    lines = file.read_text("utf-8-sig").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8")
    done = report("results", lang="en")
    assert done.warnings == (
        "results/codings.csv was changed after the run wrote it (provenance.json has another SHA-256): its "
        "numbers and texts are taken as they stand in the file now",
    )
    assert "removed by hand" not in Path(done.files[0]).read_text(encoding="utf-8")


def other_rules() -> None:
    file = Path("codebook.yaml")
    file.write_text(file.read_text("utf-8").replace("信任 NOT", "信赖 NOT"), encoding="utf-8")


def other_text() -> None:
    Path("talks/11_evil.txt").write_text(EVIL + "\n答：还有。\n", encoding="utf-8")


def no_text() -> None:
    Path("talks/11_evil.txt").unlink()


def no_codebook() -> None:
    Path("codebook.yaml").unlink()


def no_record() -> None:
    Path("results/provenance.json").unlink()


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (other_rules, "other-rules"),
        (other_text, "changed"),
        (no_text, "moved"),
        (no_codebook, "moved"),
        (no_record, "results"),
    ],
)
def test_results_that_do_not_belong_to_what_is_there_are_refused(study, change, slug):
    change()
    with pytest.raises(ReadError) as caught:
        report("results")
    assert caught.value.slug == slug
    assert not Path("results/report.html").exists()


def test_results_of_a_program_that_codes_otherwise_are_refused(study, no_figures):
    file, record = Path("results/codings.csv"), Path("results/provenance.json")
    lines = file.read_text("utf-8-sig").splitlines(keepends=True)
    old = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_text("".join(lines[:-1]), encoding="utf-8")
    new = hashlib.sha256(file.read_bytes()).hexdigest()
    record.write_text(record.read_text("utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        report("results")
    assert caught.value.slug == "other-rules"


def test_transcripts_that_have_moved_are_named_again(study, no_figures):
    Path("talks").rename("elsewhere")
    with pytest.raises(ReadError):
        report("results")
    assert report("results", ["elsewhere"]).files == ("results/report.html",)


def test_more_transcripts_than_there_were_do_not_matter(study, no_figures):
    before = written(lang="en")
    Path("talks/12_new.txt").write_text("Anna: A capable person.\n", encoding="utf-8")
    assert written(lang="en") == before


@pytest.mark.parametrize("options", [{"lang": "fr"}, {"formats": "pdf"}])
def test_wrong_choices(study, options):
    with pytest.raises(UsageError):
        report("results", **options)


def test_an_audit_stands_in_the_methods(study, no_figures):
    Path("talks/more/empty.txt").unlink()
    documents = qualcode.read_transcripts("talks")
    book = qualcode.load_codebook("codebook.yaml")
    drawn = qualcode.audit_draw(documents, book, "trust", hits=3, misses=4)
    drawn.write("audit.csv")
    lines = Path("audit.csv").read_text("utf-8-sig").splitlines()
    with open("audit.csv", encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        rows = list(csv.DictReader(file))
    assert len(lines) > len(rows)
    for row in rows:
        row["judge_1"] = "yes"
    with open("audit.csv", "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    text = written(lang="en", audits=["audit.csv"])
    assert "To audit the rules of the code Trust" in text
    assert "no audit was given" not in text
    other_rules()
    coded()
    with pytest.raises(UsageError) as caught:
        report("results", audits=["audit.csv"])
    assert caught.value.slug == "other-rules"


def test_without_a_chinese_font_the_figures_are_left_out_and_it_is_said(study, monkeypatch):
    monkeypatch.setattr(fonts, "chinese_font", lambda: "")
    text = written(lang="zh")
    assert "<img" not in text
    assert "本机没有中文字体，未能绘图：请安装一种" in text
    assert "no font" not in text


@CHINESE
def test_the_same_bytes_whatever_the_hash_seed(study):
    found = []
    for seed in ("1", "2"):
        call = ("report", "results", "--format", "html,docx,md", "-o", f"out{seed}")
        done = run_process(*call, cwd=study, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        found.append(all_bytes(study / f"out{seed}"))
    assert found[0] == found[1]
    assert len(found[0]) == 6


def test_documents_outside_the_population_are_not_counted(study, no_figures):
    (study / "talks" / "12_nobody.txt").write_text("问：有人吗？\n\n问：没有人。\n", encoding="utf-8")
    coded(excel_safe=True)
    n = sum(int(row["population_tokens"]) > 0 for row in table_of(Path("results/documents.csv")))
    total = len(table_of(Path("results/documents.csv")))
    page = written(lang="zh", formats="md")
    assert n < total
    assert f"访谈 {n} 份" in page
    assert f"材料为 {total} 份访谈文本，其中 {n} 份有统计范围内的发言。" in page
    assert f"材料来源 {n} 份。" in page
