"""`qualcode codebook` add, rename, move, remove, rule: what is written, what is said, and the exit status."""

import json
from pathlib import Path

import pytest

from qualcode.cli.codebook_edit import by_language
from qualcode.errors import QualcodeError, UsageError
from tests.cli.terminal import at_terminal
from tests.project.small_study import run_process

BOOK = """\
format: 1
codebook:
  languages: [zh, en]
codes:
  # on trust
  - id: trust
    name: {zh: 信任, en: Trust}
    definition: "x"
    rules:
      - 信任
    children:
      - id: dis_trust
  - id: other
    definition: "x; see dis_trust"
    rules:
      - 邻居 NOT code:dis_trust
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(BOOK.encode("utf-8"))
    return path


run = at_terminal("codebook").run


def test_add(file: Path):
    result = run("add", file, "新码", "--under", "trust", "--name", "zh=新，en=New", "--rule", "{新,旧}词")
    assert result.exit_code == 0, result.exception
    assert result.stdout == f"{file.as_posix()}: 新码 stands in line 13, below trust\n"
    assert "warning: 新码 has rules and no definition" in result.stderr
    added = """\
      - id: 新码
        name: {zh: 新, en: New}
        rules:
          - '{新,旧}词'
"""
    assert file.read_text(encoding="utf-8") == BOOK.replace("id: dis_trust\n", f"id: dis_trust\n{added}")


def test_add_with_all_that_can_be_said(file: Path):
    result = run(
        *("add", file, "neu", "--after", "trust", "--definition", "d", "--include", "zh=i", "--exclude", "e"),
        *("--source", "s", "--color", "#AABBCC", "--rule", "新词", "--rule", "旧词", "--shield", "新词典"),
        *("--example", "用新词", "--non-example", "没有", "--name", "en=N, or M", "--name", "zh=新"),
    )
    assert (result.exit_code, result.stderr) == (0, "")
    added = """\
  - id: neu
    name: {en: "N, or M", zh: 新}
    definition: "d"
    include:
      zh: "i"
    exclude: "e"
    source: "s"
    color: "#AABBCC"
    rules:
      - 新词
      - 旧词
    shields: [新词典]
    examples:
      - "用新词"
    non_examples:
      - "没有"
"""
    assert file.read_text(encoding="utf-8") == BOOK.replace("  - id: other", f"{added}  - id: other")
    assert run("test", file).exit_code == 0


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (["Trust"], {"": "Trust"}),
        (["zh=信任,en=Trust"], {"zh": "信任", "en": "Trust"}),
        (["zh=信任，不多", "en=a, b=c"], {"zh": "信任，不多", "en": "a, b=c"}),
        (["zh-Hant=信任"], {"zh-Hant": "信任"}),
        (["1+1=2, en=x"], {"": "1+1=2, en=x"}),
    ],
)
def test_texts_by_language(values, texts):
    assert by_language(values, "--name") == texts


@pytest.mark.parametrize(
    "values", [["a", "b"], ["zh=a", "zh=b"], ["a", "zh=b"], ["zh=a", "b"], ["zh="], [""]]
)
def test_texts_that_contradict_each_other(values):
    with pytest.raises(UsageError):
        by_language(values, "--name")


def write_codings(folder: Path) -> dict[Path, bytes]:
    for coder, codes in (("wang", ["dis_trust", "dis_trust", "other"]), ("李", ["dis_trust"])):
        lines = [
            {
                "id": f"e{n}",
                "at": "",
                "coder": coder,
                "event": "add",
                "coding": f"c{n}",
                "document": "访谈1",
                "code": code,
            }
            for n, code in enumerate(codes)
        ]
        place = folder / "codings" / coder / "访谈1.jsonl"
        place.parent.mkdir(parents=True)
        place.write_text("".join(json.dumps(line) + "\n" for line in lines) + "{torn", encoding="utf-8")
    return {path: path.read_bytes() for path in folder.rglob("*.jsonl")}


def test_rename(file: Path):
    codings = write_codings(file.parent)
    result = run("rename", file, "dis_trust", "不信任")
    name = file.as_posix()
    assert result.exit_code == 0, result.exception
    assert result.stdout.splitlines() == [
        f"{name}: dis_trust is now 不信任; changed with it: line 16",
        f"{name}: dis_trust still stands in comments or texts: line 14",
        "3 human codings still name dis_trust (not changed):",
        "  wang  访谈1  2",
        "  李  访谈1  1",
    ]
    assert [line.count("cannot be read as a human coding") for line in result.stderr.splitlines()] == [1, 1]
    text = file.read_text(encoding="utf-8")
    assert text == BOOK.replace("- id: dis_trust", "- id: 不信任").replace("code:dis_trust", "code:不信任")
    assert {path: path.read_bytes() for path in codings} == codings


def test_many_groups_of_codings_are_cut_short(file: Path):
    for number in range(25):
        place = file.parent / "codings" / f"c{number:02}" / "d.jsonl"
        place.parent.mkdir(parents=True)
        place.write_text('{"id":"e","event":"add","coding":"c","code":"other"}\n', encoding="utf-8")
    lines = run("rename", file, "other", "o").stdout.splitlines()
    assert lines[1:3] == ["25 human codings still name other (not changed):", "  c00  d  1"]
    assert lines[-1] == "  … and 5 more"


def test_move_and_remove(file: Path):
    result = run("move", file, "trust", "--after", "other")
    assert isinstance(result.exception, QualcodeError) is False, result.exception
    assert result.stdout == f"{file.as_posix()}: trust stands in line 10, with 1 code below it\n"
    assert run("move", file, "trust", "--before", "other").exit_code == 0
    assert file.read_bytes() == BOOK.encode("utf-8")
    assert "is named elsewhere" in str(run("remove", file, "dis_trust").exception)
    write_codings(file.parent)
    assert run("rule", file, "other", "--remove", "1").stdout.endswith("other has 0 rules left\n")
    result = run("remove", file, "trust", "--with-children")
    assert result.stdout.splitlines() == [
        f"{file.as_posix()}: trust is removed, and with it dis_trust",
        "3 human codings still name trust, dis_trust (not changed):",
        "  wang  访谈1  dis_trust  2",
        "  李  访谈1  dis_trust  1",
    ]
    assert "trust\n" not in file.read_text(encoding="utf-8")


def test_rule(file: Path):
    result = run("rule", file, "trust", "相信 OR 信得过")
    assert result.stdout == f"{file.as_posix()}: the rule of trust stands in line 11\n"
    assert run("rule", file, "trust", "{相,置}信", "--replace", "信得过 OR 相信").exit_code == 1
    assert run("rule", file, "trust", "{相,置}信", "--replace", "相信  OR 信得过").exit_code == 0
    assert "      - 信任\n      - '{相,置}信'\n" in file.read_text(encoding="utf-8")
    assert run("rule", file, "trust", "--remove", "2").stdout.endswith("trust has 1 rule left\n")
    assert file.read_bytes() == BOOK.encode("utf-8")


@pytest.mark.parametrize(
    "options", [[], ["--remove", "1", "--replace", "1"], ["x", "--remove", "1"], ["--replace", "1"]]
)
def test_rule_without_sense(file: Path, options):
    assert isinstance(run("rule", file, "trust", *options).exception, UsageError)
    assert file.read_bytes() == BOOK.encode("utf-8")


def test_a_dry_run_prints_a_diff_and_writes_nothing(file: Path):
    file.write_bytes(BOOK.removesuffix("\n").replace("\n", "\r\n").encode("utf-8"))
    before = file.read_bytes()
    result = run("rule", file, "other", "新词", "--dry-run")
    name = file.as_posix()
    assert result.stdout.splitlines() == [
        f"--- {name}",
        f"+++ {name}",
        "@@ -13,4 +13,5 @@",
        "   - id: other",
        '     definition: "x; see dis_trust"',
        "     rules:",
        "-      - 邻居 NOT code:dis_trust",
        "\\ No newline at end of file",
        "+      - 邻居 NOT code:dis_trust",
        "+      - 新词",
        "\\ No newline at end of file",
    ]
    assert result.stderr.endswith("nothing was written (--dry-run)\n")
    assert file.read_bytes() == before
    for command in (
        ["add", file, "x"],
        ["rename", file, "trust", "x"],
        ["move", file, "other", "--under", "trust"],
    ):
        assert run(*command, "--dry-run").stdout.startswith("--- ")
    assert run("remove", file, "other", "--dry-run").stdout.startswith("--- ")
    assert file.read_bytes() == before


def test_as_a_process(file: Path):
    done = run_process("codebook", "add", "codebook.yaml", "x", "--rule", "(新词", cwd=file.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the bracket is never closed" in done.stderr
    done = run_process("codebook", "rename", "codebook.yaml", "trust", "other", cwd=file.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: codebook.yaml:13: there is a code other already\n"
        "  choose another id (ids that differ only in case are one)\n"
    )
    done = run_process("codebook", "rename", "codebook.yaml", "trust", "信任", cwd=file.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_bytes() == BOOK.replace("id: trust", "id: 信任").encode("utf-8")
    file.write_bytes(file.read_bytes().replace(b"rules", b"rule"))
    done = run_process("codebook", "move", "codebook.yaml", "other", "--under", "信任", cwd=file.parent)
    assert done.returncode == 1
    assert "unknown key rule" in done.stderr
    assert done.stderr.endswith("the codebook has 2 problems: nothing was done\n")
