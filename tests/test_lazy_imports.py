"""What a command imports: starting must stay cheap, and each library loads only where it is needed."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {"pandas", "scipy", "sklearn", "spacy", "jieba", "lxml", "matplotlib", "textual"}
RUN = """
import json, sys
sys.argv[:] = ["qualcode", *sys.argv[1:]]
status = 0
try:
    from qualcode.cli import main
    main()
except SystemExit as end:
    status = end.code or 0
print("\\n" + json.dumps([status, sorted(sys.modules)]))
"""
CODEBOOK = """\
format: 1
codebook:
  name: Street
  version: 1.0.0
  languages: [en]
codes:
  - id: elite
    name: Elite
    rules: [capable person, volunteer*, '{local,village} head']
  - id: trust
    name: Trust
    rules:
      - trust NEAR/5 neighbour
      - belong AND street
"""
TALK = "Interviewer: Who leads?\n\nLi: The village head does. We trust every neighbour. I belong to this street.\n"


def modules_after(code: str, *arguments: str) -> set[str]:
    """Names of all modules that a fresh interpreter has loaded after running `code`."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    status, names = json.loads(done.stdout.splitlines()[-1])
    assert status == 0, done.stdout + done.stderr
    return set(names)


def tops(names: Sequence[str] | set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    (folder / "transcripts").mkdir()
    (folder / "transcripts" / "talk.txt").write_text(TALK, encoding="utf-8")
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    return folder


def test_the_probe_sees_a_heavy_import():
    names = modules_after("import json, sys, lxml\nprint(json.dumps([0, sorted(sys.modules)]))")
    assert "lxml" in tops(names)


def test_version_imports_nothing_heavy():
    assert not tops(modules_after(RUN, "--version")) & (HEAVY | {"numpy", "ruamel"})


def test_help_imports_nothing_heavy():
    assert not tops(modules_after(RUN, "--help")) & HEAVY


def test_the_package_imports_nothing_heavy():
    names = modules_after("import json, sys, qualcode\nprint(json.dumps([0, sorted(sys.modules)]))")
    assert not tops(names) & HEAVY


def modules_after_coding(study: Path, codebook: str) -> set[str]:
    files = "-c", str(study / codebook), "-o", str(study / "results")
    return modules_after(RUN, "code", str(study / "transcripts"), *files)


def test_coding_to_csv_imports_numpy_only(study: Path):
    names = modules_after_coding(study, "codebook.yaml")
    assert (study / "results" / "codings.csv").is_file()
    assert "numpy" in tops(names)
    assert not tops(names) & HEAVY


def test_coding_loads_no_masked_arrays(study: Path):
    alone = modules_after("import json, sys, numpy\nprint(json.dumps([0, sorted(sys.modules)]))")
    assert "numpy.ma" not in modules_after_coding(study, "codebook.yaml") - alone


def test_coding_by_plain_rules_loads_nothing_for_patterns_and_units(study: Path):
    names = modules_after_coding(study, "codebook.yaml")
    assert not names & {"qualcode.coding.patterns", "qualcode.analysis.coded_units"}


def test_patterns_import_spacy_and_jieba_for_chinese_only(study: Path):
    pattern = "pattern: [{LEMMA: trust}, {}, {LOWER: neighbour}]"
    (study / "patterns.yaml").write_text(f"{CODEBOOK}      - {pattern}\n", encoding="utf-8")
    heavy = tops(modules_after_coding(study, "patterns.yaml")) & HEAVY
    assert "spacy" in heavy
    assert not heavy & {"pandas", "sklearn", "jieba", "lxml"}


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["freq", "--by", "role"], set()),
        (["matrix"], set()),
        (["cooc"], set()),
        (["cooc", "--test", "permutation"], {"scipy"}),
        (["crosstab", "--by", "role"], {"scipy"}),
        (["sequence"], {"scipy"}),
        (["saturation"], {"scipy"}),
        (["network"], set()),
        (["codemap", "--min", "1"], set()),
        (["epistemic"], {"scipy"}),
        (["levels"], set()),
        (["keyness", "--code", "elite"], {"scipy"}),
        (["collocations"], set()),
        (["dispersion"], {"scipy"}),
    ],
)
def test_analysis_imports_what_it_needs(study: Path, arguments: list[str], heavy: set[str]):
    files = str(study / "transcripts"), "-c", str(study / "codebook.yaml")
    assert tops(modules_after(RUN, "analyze", *arguments, *files)) & HEAVY == heavy


def test_the_desk_imports_textual_and_nothing_else_that_is_heavy():
    names = modules_after("import json, sys, qualcode.tui.start\nprint(json.dumps([0, sorted(sys.modules)]))")
    assert tops(names) & HEAVY == {"textual"}
