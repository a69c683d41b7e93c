"""Put the real output of the commands into the pages that show it, or say where it is not theirs.

    python tools/page_outputs.py [--write]

Behind each line `<!-- output NAME -->` stands a block that this program makes. Without
`--write` the exit status is 1 where a block differs from what the program prints today.
"""

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from qualcode.cli.columns import cell_width

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "README.zh.md", "docs/study.md", "docs/study.zh.md")
MARK = re.compile(r"<!-- output ([a-z-]+) -->\n(?:```\w*\n.*?\n```\n)?", re.DOTALL)
WIDTH = "80"
BOOK = "codebooks/community_governance.yaml"


def qualcode(folder: Path, *arguments: str) -> str:
    """What a command prints on stdout in `folder`."""
    environment = {**os.environ, "COLUMNS": WIDTH, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "qualcode", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").split("\n"))


@cache
def demo(folder: Path) -> str:
    """The demonstration, whole."""
    return qualcode(folder, "demo")


def table(folder: Path, name: str, results: str = "results") -> list[dict[str, str]]:
    """The rows of one of the tables that were written."""
    with (folder / "qualcode-demo" / results / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _down(row: Mapping[str, str]) -> str:
    """A row, a column a line."""
    return "\n".join(f"{name:10} {value}".rstrip() for name, value in row.items())


def coding(folder: Path) -> str:
    """The first coding of the stranger society, a column a line."""
    return _down(next(row for row in table(folder, "codings.csv") if row["code"] == "stranger_society"))


def negated(folder: Path) -> str:
    """The first coding all of whose evidence is negated."""
    kept = ("document", "speaker", "code", "rule", "evidence", "negated", "text")
    row = next(
        row for row in table(folder, "codings.csv") if row["negated"] == "yes" and len(row["rule"]) < 100
    )
    return _down({name: row[name] for name in kept})


def documents(folder: Path) -> str:
    """What was read, and how."""
    kept = ("document", "language", "encoding", "turns", "speakers", "population_units")
    rows = [kept, *([row[name] for name in kept] for row in table(folder, "documents.csv"))]
    return _aligned(rows)


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns; a Chinese character is two cells wide."""
    widths = [max(cell_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = (
        "  ".join(f"{cell}{' ' * (wide - cell_width(cell))}" for cell, wide in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def tree(folder: Path) -> str:
    """The first two families of the codebook."""
    shown = qualcode(folder / "qualcode-demo", "codebook", "show", BOOK).split("\n")
    tops = [at for at, line in enumerate(shown) if line.startswith(("├", "└"))]
    return "\n".join([*shown[: tops[2]], "…"])


def aside(folder: Path) -> str:
    """What word cuts set aside."""
    summary = demo(folder).split("\n")
    start = next(at for at, line in enumerate(summary) if line.startswith("Set aside"))
    return "\n".join(summary[start : summary.index("", start)])


def groups(folder: Path) -> str:
    """The nine families in the words of those inside and outside the system."""
    import pandas as pd

    import qualcode as qc

    samples = folder / "qualcode-demo"
    transcripts = qc.read_transcripts(samples / "sample_transcripts")
    book = qc.load_codebook(samples / BOOK)
    columns = {}
    for system in ("inside", "outside"):
        results = qc.code(transcripts, book, where={"system": system}, rollup=True)
        families = qc.frequency(results).query("parent == ''").set_index("code")
        columns[system] = families["share_units"].round(3)
        columns[f"N_{system}"] = families["N"]
    return str(pd.DataFrame(columns).to_string())


def near(folder: Path) -> str:
    """The strongest pairs in windows of three sentences, families counted with what is below them."""
    return _pairs(_code(folder, "window", "--count-by", "window:3", "--rollup"))


def run_facts(folder: Path) -> str:
    """What a methods section needs, from provenance.json."""
    told = json.loads((folder / "qualcode-demo/results/provenance.json").read_text(encoding="utf-8"))
    book = {name: told["codebook"][name] for name in ("name", "version", "rules_sha256")}
    return json.dumps({"codebook": book, "population": told["population"]}, ensure_ascii=False, indent=2)


def window(folder: Path) -> str:
    """The strongest pairs, counted by windows of three sentences."""
    return _pairs(_code(folder, "results", "--count-by", "window:3"))


def residents(folder: Path) -> str:
    """The head of a run that counts residents only."""
    return "\n".join(_code(folder, "residents", "--speakers", "resident").split("\n")[:3])


def _code(folder: Path, results: str, *options: str) -> str:
    return qualcode(
        folder / "qualcode-demo", "code", "sample_transcripts", "-c", BOOK, "-o", results, *options
    )


def _pairs(summary: str) -> str:
    lines = summary.split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith("Strongest"))
    return "\n".join(lines[start : lines.index("", start)])


def check(folder: Path) -> str:
    """Check and examples of the codebook."""
    place = folder / "qualcode-demo"
    checked, tested = (qualcode(place, "codebook", verb, BOOK).split("\n") for verb in ("check", "test"))
    return f"{checked[0]}\n{tested[-1]}"


def explained(folder: Path, *options: str) -> str:
    """Why a near miss of the codebook is not coded."""
    text = ("--text", "我不是什么能人，就会修个水管。", "--code", "elite_leadership")
    return qualcode(folder, "explain", *text, "-c", f"qualcode-demo/{BOOK}", *options)


def explained_zh(folder: Path) -> str:
    """The same in Chinese."""
    return explained(folder, "--lang", "zh")


def python(folder: Path) -> str:
    """The beginning of a DataFrame."""
    import qualcode as qc

    samples = folder / "qualcode-demo"
    transcripts = qc.read_transcripts(samples / "sample_transcripts")
    book = qc.load_codebook(samples / BOOK)
    table = qc.frequency(qc.code(transcripts, book, count_by="window:3"))
    columns = ["code", "n_codings", "n_documents", "share_units", "per_1000_words", "per_1000_characters"]
    return str(table[columns].head(4).round(3).to_string())


OUTPUTS: Mapping[str, Callable[[Path], str]] = {
    "demo": demo,
    "coding": coding,
    "window": window,
    "residents": residents,
    "check": check,
    "explained": explained,
    "explained-zh": explained_zh,
    "python": python,
    "documents": documents,
    "tree": tree,
    "negated": negated,
    "aside": aside,
    "groups": groups,
    "near": near,
    "facts": run_facts,
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
