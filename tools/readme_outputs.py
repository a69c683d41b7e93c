"""Put the real output of the commands into README.md and README.zh.md, or say where it is not theirs.

    python tools/readme_outputs.py [--write]

Behind each line `<!-- output NAME -->` stands a block that this program makes. Without
`--write` the exit status is 1 where a block differs from what the program prints today.
"""

import csv
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "README.zh.md")
MARK = re.compile(r"<!-- output ([a-z-]+) -->\n(?:```\w*\n.*?\n```\n)?", re.DOTALL)
WIDTH = "80"


def qualcode(folder: Path, *arguments: str) -> str:
    """What a command prints on stdout in `folder`."""
    environment = {**os.environ, "COLUMNS": WIDTH, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "qualcode", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").split("\n"))


def demo(folder: Path) -> str:
    """The demonstration, whole."""
    return qualcode(folder, "demo")


def coding(folder: Path) -> str:
    """The first coding of elite leadership, a column a line."""
    with (folder / "qualcode-demo/results/codings.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["code"] == "elite_leadership")
    return "\n".join(f"{name:10} {value}" for name, value in row.items())


def window(folder: Path) -> str:
    """The strongest pairs, counted by windows of three sentences."""
    return _pairs(_code(folder, "results", "--count-by", "window:3"))


def residents(folder: Path) -> str:
    """The head of a run that counts residents only."""
    return "\n".join(_code(folder, "residents", "--speakers", "resident").split("\n")[:3])


def _code(folder: Path, results: str, *options: str) -> str:
    book = "codebooks/community_governance.yaml"
    return qualcode(
        folder / "qualcode-demo", "code", "sample_transcripts", "-c", book, "-o", results, *options
    )


def _pairs(summary: str) -> str:
    lines = summary.split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith("Strongest"))
    return "\n".join(lines[start : lines.index("", start)])


def check(folder: Path) -> str:
    """Check and examples of the codebook."""
    book = "qualcode-demo/codebooks/community_governance.yaml"
    checked, tested = (qualcode(folder, "codebook", verb, book).split("\n") for verb in ("check", "test"))
    return f"{checked[0]}\n{tested[-1]}"


def python(folder: Path) -> str:
    """The beginning of a DataFrame."""
    import qualcode as qc

    samples = folder / "qualcode-demo"
    transcripts = qc.read_transcripts(samples / "sample_transcripts")
    book = qc.load_codebook(samples / "codebooks/community_governance.yaml")
    table = qc.frequency(qc.code(transcripts, book, count_by="window:3"))
    columns = ["code", "n_codings", "n_documents", "share_units", "per_1000_words", "per_1000_characters"]
    return str(table[columns].head(4).round(3).to_string())


OUTPUTS: Mapping[str, Callable[[Path], str]] = {
    "demo": demo,
    "coding": coding,
    "window": window,
    "residents": residents,
    "check": check,
    "python": python,
}


def made() -> dict[str, str]:
    """All outputs, by name."""
    with tempfile.TemporaryDirectory() as place:
        return {name: output(Path(place)) for name, output in OUTPUTS.items()}


def filled(page: str, outputs: Mapping[str, str]) -> str:
    """`page` with the outputs behind their marks."""
    return MARK.sub(lambda mark: f"<!-- output {mark[1]} -->\n```text\n{outputs[mark[1]]}\n```\n", page)


def main() -> int:
    """Fill the pages, or compare them."""
    outputs = made()
    stale = []
    for name in PAGES:
        page = (ROOT / name).read_text(encoding="utf-8")
        if filled(page, outputs) != page:
            stale.append(name)
            if "--write" in sys.argv:
                (ROOT / name).write_text(filled(page, outputs), encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{name}: {'written' if '--write' in sys.argv else 'is stale'}")
    return 1 if stale and "--write" not in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
