"""The shipped codebook's rules beside two coders who read, as the tables of `docs/evidence.md`.

    python -m tools.gold_evidence [tuned|untouched|agreement|all] [--write]

Unit by unit (sentences of the population): does the rule code what the coder coded? Precision
and recall are undefined (–) where the rules, or the coder, never used the code. Rows that put
several codes together never hold a code with the one above it. `--write` puts the tables into the page.
"""

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import qualcode

ROOT = Path(__file__).resolve().parent.parent
CODEBOOK = ROOT / "codebooks" / "community_governance.yaml"
GOLD = ROOT / "codebooks" / "gold"
SAMPLES = ROOT / "sample_transcripts"
PAGE = ROOT / "docs" / "evidence.md"
PARTS = {"tuned": ("06", "07"), "untouched": ("10", "12")}
TWICE = ("07", "12")

Units = set[tuple[str, int]]
Coded = dict[str, Units]
"""For each code the units (document, number) that have it."""


def by_hand(coder: str, documents: Sequence[str]) -> Coded:
    """What one coder coded in the documents whose ids begin with these numbers."""
    coded: Coded = defaultdict(set)
    with (GOLD / f"coder_{coder}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["document"][:2] in documents:
                coded[row["code"]].add((row["document"], int(row["unit"])))
    return coded


def files(documents: Sequence[str]) -> list[str]:
    """The sample transcripts with these numbers."""
    return [str(path) for path in sorted(SAMPLES.iterdir()) if path.name[:2] in documents]


def by_rule(documents: Sequence[str]) -> tuple[Coded, int]:
    """What the rules code in them, and how many units there are."""
    transcripts = qualcode.read_transcripts(*files(documents), attributes=SAMPLES / "attributes.csv")
    results = qualcode.code(transcripts, qualcode.load_codebook(CODEBOOK))
    coded: Coded = defaultdict(set)
    for row in qualcode.codings(results).itertuples():
        coded[row.code].add((row.document, int(row.unit)))
    return coded, int(qualcode.documents(results)["population_units"].sum())


def number(value: float, whole: float) -> str:
    """A share with two digits, or – where it is undefined."""
    return f"{value / whole + 0:.2f}".replace("-0.00", "0.00") if whole else "–"


def leaves() -> list[str]:
    """The codes that have none below them: no unit is counted for a code and for its family."""
    codes = qualcode.load_codebook(CODEBOOK).codes
    return [code.id for code in codes if code.id not in {other.parent for other in codes}]


def families(coded: Coded) -> Coded:
    """The units of each top-level code together with those of all codes below it."""
    codes = {code.id: code for code in qualcode.load_codebook(CODEBOOK).codes}
    tops: Coded = defaultdict(set)
    for name, code in codes.items():
        top = code
        while top.parent:
            top = codes[top.parent]
        tops[top.id] |= coded[name]
    return tops


def retrieval(hand: Units, rule: Units) -> str:
    """By hand, by rule, both; precision, recall and F1 = 2TP / (2TP + FP + FN)."""
    both = len(hand & rule)
    shares = number(both, len(rule)), number(both, len(hand)), number(2 * both, len(hand) + len(rule))
    return f"{len(hand)} | {len(rule)} | {both} | {' | '.join(shares)} |"


def flat(coded: Coded, codes: Iterable[str]) -> Units:
    """All codings of these codes as one set."""
    return {(f"{document} {code}", unit) for code in codes for document, unit in coded[code]}


def retrieval_table(documents: Sequence[str]) -> Iterator[str]:
    """One row for each code that somebody or some rule used, then codings together, then families."""
    hand = by_hand("A", documents)
    rule, n_units = by_rule(documents)
    yield "| code | by hand | by rule | both | precision | recall | F1 |"
    yield "|---|---|---|---|---|---|---|"
    for code in qualcode.load_codebook(CODEBOOK).codes:
        if hand[code.id] or rule[code.id]:
            yield f"| `{code.id}` | {retrieval(hand[code.id], rule[code.id])}"
    for label, one, other, codes in _whole(hand, rule):
        yield f"| **{label}, {n_units} sentences** | {retrieval(flat(one, codes), flat(other, codes))}"


def _whole(one: Coded, other: Coded) -> Iterator[tuple[str, Coded, Coded, list[str]]]:
    """What the last rows put together: codes without codes below them, and the nine families."""
    yield f"the {len(leaves())} codes without codes below them", one, other, leaves()
    above, below = families(one), families(other)
    yield f"the {len(above)} families", above, below, list(above)


def agreement_table() -> Iterator[str]:
    """Two coders: percent agreement, Holsti's 2 n11 / (nA + nB), and kappa for each code."""
    first, second = by_hand("A", TWICE), by_hand("B", TWICE)
    n = by_rule(TWICE)[1]
    yield "| code | A | B | both | agreement | Holsti | kappa |"
    yield "|---|---|---|---|---|---|---|"
    for code in qualcode.load_codebook(CODEBOOK).codes:
        if first[code.id] or second[code.id]:
            yield f"| `{code.id}` | {agreement(first, second, [code.id], n)}"
    for label, one, other, codes in _whole(first, second):
        yield f"| **{label}, pooled, {n} sentences** | {agreement(one, other, codes, n)}"


def agreement(first: Coded, second: Coded, codes: Sequence[str], n: int) -> str:
    """Of one code; of several kappa is pooled: (mean Po - mean Pe) / (1 - mean Pe)."""
    pairs = [(first[code], second[code]) for code in codes]
    po = sum(len(a & b) + n - len(a | b) for a, b in pairs) / n / len(pairs)
    pe = sum(len(a) * len(b) + (n - len(a)) * (n - len(b)) for a, b in pairs) / n**2 / len(pairs)
    one, other, both = (sum(map(len, sets)) for sets in zip(*((a, b, a & b) for a, b in pairs), strict=True))
    shares = f"{number(po, 1)} | {number(2 * both, one + other)} | {number(po - pe, 1 - pe)}"
    return f"{one} | {other} | {both} | {shares} |"


def table(name: str) -> str:
    """One of the tables."""
    return "\n".join(agreement_table() if name == "agreement" else retrieval_table(PARTS[name]))


def put(page: str, name: str) -> str:
    """The page with this table as it is now, after the mark of its name."""
    return re.sub(rf"(?<=<!-- {name} -->\n)(\|.*\n)*", lambda _: f"{table(name)}\n", page)


def main() -> int:
    """Print the tables that are asked for, or write them where they stand."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tables", nargs="?", choices=[*PARTS, "agreement", "all"], default="all")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/evidence.md")
    asked = parser.parse_args()
    for name in [*PARTS, "agreement"] if asked.tables == "all" else [asked.tables]:
        if asked.write:
            PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), name), encoding="utf-8", newline="\n")
        else:
            print(f"\n{name}\n\n{table(name)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
