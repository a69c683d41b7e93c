"""Bad input, in real processes: cause, place and cure on stderr, the right status, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import app, main
from tests.ingest.worddoc import docx, para
from tests.project.small_study import clean_environment, provenance_of, run_process, table_of

BOOK = """\
format: 1
codebook:
  name: Street
  languages: [zh, en]
codes:
  - id: elite
    name: {zh: 能人, en: Elite}
    rules: [能人, capable person]
  - id: trust
    rules: [信任, trust*]
"""
TALK = "访谈者：有能人吗？\n\n王主任：有能人，大家信任他。\n"
SOUND = ("-c", "book.yaml", "-o", "out")
BINARY = bytes(range(256)) * 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound codebook and a folder with one sound transcript."""
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "a.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


def put(folder: Path, files: Mapping[str, bytes | str]) -> None:
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)


def tree(folder: Path) -> dict[str, bytes | None]:
    """All that lies in a folder, with the content of files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def fails(folder: Path, *arguments: str, status: int = 1) -> str:
    """What a command that must fail says on stderr; it must leave everything as it was."""
    before = tree(folder)
    done = run_process(*arguments, cwd=folder)
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert tree(folder) == before
    return done.stderr


def refuses(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command line says on stderr to wrong usage; in this process, for speed."""
    before = tree(Path())
    monkeypatch.setattr(sys, "argv", ["qualcode", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert (ended.value.code, said.out, tree(Path())) == (2, "", before)
    return said.err


def goes_on(folder: Path, *arguments: str, status: int = 0) -> str:
    """What a command that must do its work says on stderr."""
    done = run_process(*arguments, cwd=folder)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert not list(folder.rglob("*.part"))
    assert (folder / "out" / "provenance.json").is_file()
    return done.stderr


TRANSCRIPTS = {
    "empty file": ("x.txt", b"", "this file is empty", "leave it out"),
    "only blanks": ("x.txt", b"\xef\xbb\xbf \n\n", "this file is empty", "leave it out"),
    "binary file": ("x.txt", BINARY, "binary file", "name text files only"),
    "binary table": ("x.csv", BINARY, "binary file", "name text files only"),
    "wrong suffix": ("x.xls", b"\xd0\xcf", "files ending in .xls are not read", "save it as .xlsx or .csv"),
    "no suffix": ("x", TALK.encode(), "a file without suffix", ".docx"),
    "text called docx": ("x.docx", TALK.encode(), "damaged or cut short", "save it again as .docx"),
    "truncated docx": ("x.docx", docx(para("居民：能人"))[:200], "damaged or cut short", "save it again"),
    "docx without text": ("x.docx", docx(para("")), "this file is empty", "leave it out"),
    "unreadable bytes": ("x.txt", TALK.encode() + b"\xff\x81", "(0xff, line", "--encoding"),
}


@pytest.mark.parametrize(("name", "content", "cause", "cure"), TRANSCRIPTS.values(), ids=TRANSCRIPTS)
def test_a_transcript_that_cannot_be_read(folder, name, content, cause, cure):
    put(folder, {name: content})
    said = fails(folder, "code", name, *SOUND)
    assert said.startswith(f"error: {name}: ")
    assert cause in said
    assert cure in said


def test_beside_others_it_is_left_out_and_the_status_says_so(folder):
    bad = {
        f"bad{number}{Path(name).suffix}": body
        for number, (name, body, *_) in enumerate(TRANSCRIPTS.values())
    }
    put(folder, bad)
    said = goes_on(folder, "code", *bad, "talks", *SOUND, status=1)
    assert [line.split(": ")[1] for line in said.splitlines()] == sorted(bad)
    assert all(line.startswith("not read: bad") for line in said.splitlines())
    record = provenance_of(folder / "out")
    assert [one["file"] for one in record["skipped"]] == sorted(bad)
    assert [row["document"] for row in table_of(folder / "out" / "documents.csv")] == ["talks/a"]


def test_in_a_folder_it_is_named_and_the_status_is_good(folder):
    put(folder, {"talks/empty.txt": b"", "talks/picture.jpg": b"\xff\xd8", "talks/cut.docx": b"PK"})
    said = goes_on(folder, "code", "talks", *SOUND)
    for name in ("empty.txt", "picture.jpg", "cut.docx"):
        assert f"not read: talks/{name}: " in said


def test_no_speaker_at_all(folder):
    put(folder, {"x.txt": "他是个能人。大家信任他。\n"})
    assert goes_on(folder, "code", "x.txt", *SOUND) == ""
    assert "no speaker labels found" in table_of(folder / "out" / "documents.csv")[0]["note"]
    assert [row["code"] for row in table_of(folder / "out" / "codings.csv")] == ["elite", "trust"]


def test_no_speaker_and_units_that_need_one(folder):
    put(folder, {"x.txt": "我们这儿有能人。\n"})
    for asked in ("--unit", "--count-by"):
        said = fails(folder, "code", "x.txt", *SOUND, asked, "exchange", status=2)
        assert said.startswith("error: x.txt: no speaker is an interviewer")
        assert "choose the unit turn" in said


PIECES = ["大家都说这里能人多，", "and they all trust each other ", "王：", "(", "高技能人才"]


@pytest.mark.parametrize("piece", PIECES)
def test_one_line_of_two_megabytes(folder, monkeypatch, piece):
    monkeypatch.chdir(folder)
    took = []
    for size in (1000, 250_000, 2_000_000):  # the first loads what is needed
        put(folder, {"x.txt": piece * (size // len(piece.encode())) + "\n"})
        begun = time.process_time()
        done = CliRunner().invoke(app, ["code", "x.txt", *SOUND], catch_exceptions=False)
        assert done.exit_code == 0, done.stderr
        took.append(time.process_time() - begun)
    assert took[2] < 16 * (took[1] + 0.1), took  # 8 times the text; what grows with the square takes 64 times
    assert not list(folder.rglob("*.part"))
    assert (folder / "out" / "provenance.json").is_file()


@pytest.mark.parametrize("names", [("x.txt", "x.md"), ("one/x.txt", "one/X.csv"), ("a/x.docx", "A/X.txt")])
def test_two_inputs_with_one_id(folder, names):
    put(folder, dict.fromkeys(names, TALK))
    said = fails(folder, "code", *names, "-c", "book.yaml")
    assert names[0] in said
    assert names[1] in said
    assert "would both be called" in said
    assert "rename one of them" in said


def test_one_input_named_twice_is_one_document(folder):
    goes_on(folder, "code", "talks", "talks/a.txt", "./talks/a.txt", str(folder / "talks"), *SOUND)
    assert [row["document"] for row in table_of(folder / "out" / "documents.csv")] == ["a"]


def test_a_file_that_is_not_there(folder):
    said = fails(folder, "code", "gone.txt", *SOUND)
    assert said.startswith(
        "error: gone.txt: there is no transcript to code\n  gone.txt: there is no such file"
    )


@pytest.mark.parametrize(
    ("files", "cure"),
    [
        ({}, ".txt, .md, .docx, "),
        ({"f/README.md": "x", "f/attributes.csv": "document\n"}, "a README is not a transcript"),
        ({"f/x.xls": "x", "f/.hidden.txt": TALK}, "f/x.xls: files ending in .xls are not read"),
    ],
)
def test_a_folder_with_no_transcripts(folder, files, cure):
    (folder / "f").mkdir()
    put(folder, files)
    said = fails(folder, "code", "f", *SOUND)
    assert said.startswith("error: f: there is no transcript to code\n")
    assert cure in said


def test_the_results_of_an_earlier_run_are_no_transcripts(folder):
    goes_on(folder, "code", "talks", "-c", "book.yaml", "-o", "talks/results", "-o", "out")
    put(folder, {f"talks/results/{name}": content for name, content in tree(folder / "out").items()})
    said = goes_on(folder, "code", "talks", *SOUND)
    assert "not read: talks/results: holds the results of an earlier run" in said
    assert len(table_of(folder / "out" / "documents.csv")) == 1


def test_no_codebook(folder):
    said = fails(folder, "code", "talks", "-c", "gone.yaml")
    assert said.startswith("gone.yaml: error: there is no such file\n")
    assert "cure: check the path" in said


@pytest.mark.parametrize(
    ("content", "cause"),
    [(b"", "empty"), (BINARY, "no text file"), (b"PK\x03\x04" + BINARY, "no text file"), (b"hello", "hello")],
)
def test_a_file_that_is_no_codebook(folder, content, cause):
    put(folder, {"bad.yaml": content})
    said = fails(folder, "code", "talks", "-c", "bad.yaml")
    assert said.startswith("bad.yaml:")
    assert cause in said
    assert "cure: " in said


MISTAKES = """\
format: 1
codebook:
  naem: Street
  unit: sentense
  nested: both
codes:
  - id: elite
    colour: red
    rules:
      - 能人 NEAR/x 带头
      - '"能人'
      - NOT 能人
  - id: elite
    rules: [A1 NEAR/3 (B1 AND C1), '/(a/']
  - id: with blank
    rules: ['code:nobody']
"""
PLACES = ["3:3", "4:9", "5:11", "8:5", "10:12", "11:10", "12:9", "13:9", "14:23", "14:37", "15:9", "16:14"]


def test_ten_mistakes_are_told_at_once(folder):
    put(folder, {"bad.yaml": MISTAKES})
    said = fails(folder, "code", "talks", "-c", "bad.yaml")
    assert [
        line.split(":", 1)[1].split(": error")[0] for line in said.splitlines() if ": error: " in line
    ] == PLACES
    assert said.count("cure: ") == len(PLACES)
    assert "name" in said
    assert "sentence" in said
    assert "color" in said
    assert f"the codebook has {len(PLACES)} problems: nothing was done" in said


RULES = {
    "no number": ("能人 NEAR/ 带头", "NEAR needs a number", "from 0 to 99"),
    "a letter for the number": ("能人 NEAR/x 带头", "NEAR needs a number", "A NEAR/5 B"),
    "a number too large": ("能人 NEAR/100 带头", "the number must be from 0 to 99", "A NEAR/5 B"),
    "NOT alone": ("NOT 能人", "NOT alone", "A NOT B"),
    "AND beside NEAR": ("A1 NEAR/3 (B1 AND C1)", "AND cannot stand beside NEAR", "take AND out"),
    "open quote": ("'\"能人'", "is never closed", "add \" behind the text"),
    "closed only": ("能人”", "a closing ” without its “", "add the opening “"),
    "open bracket": ("(能人 OR 带头", "the bracket is never closed", "cure: "),
    "bad regex": ("/(a/", "the regular expression cannot be read", "RE2"),
    "empty regex": ("/a*/", "matches the empty string", "+ in place of *"),
    "mapping": ("{能人,带头人}精英", "beginning of a mapping", "single quotes: '{能人,带头人}精英'"),
    "list": ("[能人] 精英", "beginning of a list", "single quotes"),
    "alias": ("*能人", "as an alias", "single quotes"),
    "anchor": ("&能人", "as an anchor", "single quotes"),
    "tag": ("!能人 a", "as a tag", "single quotes"),
    "block": ("|能人", "a block of text", "single quotes"),
    "folded block": (">能人", "a block of text", "single quotes"),
    "percent": ("%能人", "a sign of its own", "single quotes"),
    "at": ("@能人", "a sign of its own", "single quotes"),
    "backquote": ("`能人`", "a sign of its own", "single quotes"),
    "colon": ("能人: 好", "before the colon as a key", "single quotes"),
    "backspace": ('"能人\\b"', "control character (U+0008)", "single quotes"),
    "pattern": ("pattern: [{LEMA: go}]", "unknown attribute LEMA", "did you mean LEMMA?"),
    "lemma": ("lemma:go*", "a wildcard has no inflected forms", "leave lemma: out"),
    "negated": ("negated:/能人/", "negated: needs a term", "negated:trust"),
}  # fmt: skip


def test_rules_that_cannot_be_read(folder):
    """All in one file: each is told with its line, its own words and its cure."""
    readable = [rule for rule, *_ in RULES.values()]
    put(
        folder,
        {
            "bad.yaml": "format: 1\ncodes:\n  - id: a\n    rules:\n"
            + "".join(f"      - {r}\n" for r in readable)
        },
    )
    said = fails(folder, "code", "talks", "-c", "bad.yaml")
    told = dict(enumerate(said.split("\nbad.yaml:"), 5))
    assert len(told) == len(RULES)
    for line, (rule, cause, cure) in enumerate(RULES.values(), 5):
        part = told[line].removeprefix("bad.yaml:")
        assert part.startswith(f"{line}:")
        assert rule in part
        assert cause in part
        assert cure in part


def test_a_regex_that_looks_catastrophic(folder):
    rules = ["/(a+)+b/", "/(a|a)*c/", "/(.*.*)*d/", "/(信+任?)+e/"]
    put(
        folder,
        {"bad.yaml": "format: 1\ncodes:\n  - id: a\n    rules:\n" + "".join(f"      - {r}\n" for r in rules)},
    )
    put(folder, {"x.txt": "王：" + "a" * 50_000 + "信" * 50_000 + "。\n"})
    begun = time.monotonic()
    goes_on(folder, "code", "x.txt", "-c", "bad.yaml", "-o", "out")
    assert time.monotonic() - begun < 30
    assert table_of(folder / "out" / "codings.csv") == []


@pytest.mark.parametrize("place", ["book.yaml", "book.yaml/deep/er", "talks/a.txt"])
def test_an_output_folder_that_cannot_be_made(folder, place):
    said = fails(folder, "code", "talks", "-c", "book.yaml", "-o", place)
    assert said.startswith(f"error: {place}: cannot be written (a file stands where a folder is needed)\n")
    assert "-o" in said


def test_a_table_that_cannot_take_its_place(folder):
    put(folder, {"out/documents.csv/keep.txt": "mine", "out/codings.csv": "old", "out/provenance.json": "{}"})
    said = fails(folder, "code", "talks", *SOUND)
    assert said.startswith("error: out/documents.csv: cannot be written (there is a folder of that name)")


def test_a_table_of_that_name_that_no_run_wrote(folder):
    put(folder, {"out/documents.csv": "mine"})
    said = fails(folder, "code", "talks", *SOUND)
    assert said.startswith("error: out/documents.csv: a file of this name is there already")


def test_a_demonstration_folder_that_cannot_be_made(folder):
    said = fails(folder, "demo", "-o", "book.yaml")
    assert "book.yaml" in said
    assert "cannot be written" in said


USAGE = {
    "unknown option": (("--frobnicate",), "No such option"),
    "no such unit": (("--unit", "sentense"), "there is no unit 'sentense'"),
    "finer than the unit": (("--unit", "turn", "--count-by", "sentence"), "finer than the coding unit turn"),
    "no such count": (("--count-by", "page"), "nothing can be counted by 'page'"),
    "no size": (("--count-by", "window:0"), "a whole number from 1"),
    "no condition": (("--where", "community"), "--where community is no condition"),
    "no such base": (("--base", "none"), "there is no base 'none'"),
    "no such measure": (("--measure", "kappa"), "'kappa' is no measure"),
    "measure of another count": (("--measure", "lift", "--count-by", "overlap"), "counted by overlap"),
    "no such language": (("--lang", "fr"), "no names in 'fr'"),
    "no such encoding": (("--encoding", "klingon"), "no encoding is called 'klingon'"),
    "bad pattern": (("--speaker-pattern", "("), "is no regular expression"),
    "bad answer": (("--wrapped", "perhaps"), "--wrapped perhaps"),
    "less than no workers": (("--workers", "-1"), "--workers"),
}


@pytest.mark.parametrize(("arguments", "cause"), USAGE.values(), ids=USAGE)
def test_wrong_usage(folder, monkeypatch, capsys, arguments, cause):
    monkeypatch.chdir(folder)
    assert cause in refuses(monkeypatch, capsys, "code", "talks", *SOUND, *arguments)


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (("code", "", *SOUND), "transcripts"),
        (("code", "talks", "", *SOUND), "transcripts"),
        (("code", "talks", "-c", ""), "--codebook"),
        (("code", "talks", "-c", "book.yaml", "-o", ""), "--output"),
        (("code", "talks", *SOUND, "--attributes", ""), "--attributes"),
        (("code", "talks", *SOUND, "--settings", ""), "--settings"),
        (("demo", "-o", ""), "--output"),
    ],
)
def test_an_empty_path(folder, monkeypatch, capsys, arguments, place):
    monkeypatch.chdir(folder)
    assert refuses(monkeypatch, capsys, *arguments).startswith(f"error: {place}: the path is empty\n  name")


@pytest.mark.parametrize("output", ["talks", "./talks/"])
def test_results_among_the_transcripts(folder, monkeypatch, capsys, output):
    monkeypatch.chdir(folder)
    said = refuses(monkeypatch, capsys, "code", "talks", "-c", "book.yaml", "-o", output)
    assert said.startswith("error: talks: the tables cannot stand among the transcripts")
    assert "(talks/a.txt)\n  choose another folder with -o" in said


def test_wrong_usage_in_a_process(folder):
    said = fails(folder, "code", "talks", *SOUND, "--unit", "turn", "--count-by", "sentence", status=2)
    assert said.startswith("error: counting by sentence is finer than the coding unit turn")
    assert "No such option" in fails(folder, "code", "talks", *SOUND, "--frobnicate", status=2)


@pytest.mark.parametrize("arguments", [("nonsense",), ("codebook", "nonsense"), ("demo", "x")])
def test_a_command_put_together_wrongly(tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    assert "Usage: " in refuses(monkeypatch, capsys, *arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("code",), "no transcripts are named"), (("code", "talks"), "no codebook is named")],
)
def test_what_a_command_needs_outside_a_study(tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert refuses(monkeypatch, capsys, *arguments).startswith(f"error: {said}\n")


@pytest.mark.parametrize(
    ("arguments", "place"),
    [(("--attributes", "gone.csv"), "gone.csv"), (("--settings", "gone.toml"), "gone.toml")],
)
def test_a_side_file_that_is_not_there(folder, arguments, place):
    assert fails(folder, "code", "talks", *SOUND, *arguments).startswith(f"error: {place}: ")


def test_faults_in_side_files(folder):
    put(
        folder,
        {"talks/attributes.csv": "document,text\na,x\n", "study.toml": "format = 1\nencodign = 'utf-8'\n"},
    )
    assert "must not be called text" in fails(folder, "code", "talks", *SOUND)
    put(folder, {"talks/attributes.csv": "document,age\na,6\n"})
    said = fails(folder, "code", "talks", *SOUND, "--settings", "study.toml")
    assert said.startswith("error: study.toml:2: there is no setting 'encodign'\n  did you mean encoding?")


@pytest.mark.parametrize(
    ("arguments", "warning"),
    [
        (
            ("--speakers", "nobody"),
            "--speakers nobody: nobody has this name or role; "
            "there are roles interviewer, participant; names 王主任, 访谈者",
        ),
        (("--speakers", "role:王主任"), "--speakers role:王主任: nobody has this name or role"),
        (
            ("--where", "colour=red"),
            "--where colour=red: nobody has an attribute of this name; there are community",
        ),
        (("--where", "community=Z"), "--where community=Z: nobody has this value; there are L"),
        (("--speakers", "访谈者", "--where", "community=Z"), "--where community=Z: nobody has this value"),
    ],
)
def test_a_population_that_fits_nobody_is_told(folder, arguments, warning):
    put(folder, {"talks/attributes.csv": "document,community\na,L\n"})
    assert goes_on(folder, "code", "talks", *SOUND, *arguments).startswith(f"warning: {warning}")
    assert provenance_of(folder / "out")["warnings"][0].startswith(warning)
    assert {row["N"] for row in table_of(folder / "out" / "frequencies.csv")} == {"0"}


def test_a_population_that_fits_someone_is_not(folder):
    put(folder, {"talks/attributes.csv": "document,community\na,L\n"})
    fitting = ("--speakers", "role:participant,name:王主任", "--where", "Community=l")
    assert goes_on(folder, "code", "talks", *SOUND, *fitting) == ""


def test_interviewers_only(folder):
    put(folder, {"x.txt": "访谈者：有能人吗？\n\n访谈者：有吗？\n"})
    assert "warning: the population says nothing" in goes_on(folder, "code", "x.txt", *SOUND)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process there")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_leaves_nothing_behind(folder, workers):
    turn = "访谈者：有能人吗？\n\n王主任：有能人，大家信任他。后来就没有了，谁也说不清楚。\n\n"
    put(folder, {f"many/{number}.txt": turn * 20_000 for number in range(12)})
    put(folder, {"out/codings.csv": "old", "out/provenance.json": "{}"})
    before = tree(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "qualcode", "code", "many", *SOUND, "--workers", str(workers)],
        cwd=folder,
        env=clean_environment()
        | {"PYTHONWARNINGS": "error,ignore::ResourceWarning"},  # of a file half opened
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_for_part_of(folder / "out", process)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, ("", "interrupted: nothing was written\n"))
    assert tree(folder) == before


def wait_for_part_of(folder: Path, process: "subprocess.Popen[str]") -> None:
    """Until the first rows of a table are written."""
    while not any(part.stat().st_size for part in folder.glob(".*.part")):
        assert process.poll() is None, "it ended before it could be interrupted"
        time.sleep(0.005)


@pytest.mark.skipif(os.name == "nt", reason="arguments are Unicode there")
@pytest.mark.parametrize(
    "arguments",
    [("--speakers", "\udcb7"), ("--where", "a=\udcb7"), ("--split-at", "\udcb7"), ("\udcb7.txt",)],
)
def test_arguments_that_are_no_text(folder, monkeypatch, capsys, arguments):
    monkeypatch.chdir(folder)
    said = refuses(monkeypatch, capsys, "code", "talks", *SOUND, *arguments)
    assert said.startswith("error: ?")
    assert "is not UTF-8\n" in said
