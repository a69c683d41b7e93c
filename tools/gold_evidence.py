"""The shipped codebook's rules beside two coders who read, as the tables of `docs/evidence.md`.

    python -m tools.gold_evidence [tuned|untouched|agreement|all]

Unit by unit (sentences of the population): does the rule code what the coder coded? Precision
and recall are undefined (–) where the rules, or the coder, never used the code.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import qualcode

ROOT = Path(__file__).resolve().parent.parent
CODEBOOK = ROOT / "codebooks" / "community_governance.yaml"
GOLD = ROOT / "codebooks" / "gold"
SAMPLES = ROOT / "sample_transcripts"
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
    return f"{value / whole:.2f}" if whole else "–"


def retrieval(hand: Units, rule: Units) -> tuple[str, str, str]:
    """Precision, recall and F1 = 2TP / (2TP + FP + FN)."""
    both = len(hand & rule)
    f1 = number(2 * both, len(hand) + len(rule)) if hand and rule else "–"
    return number(both, len(rule)), number(both, len(hand)), f1


def retrieval_table(documents: Sequence[str]) -> Iterator[str]:
    """One row for each code that somebody or some rule used, then all codings together."""
    hand = by_hand("A", documents)
    rule, n_units = by_rule(documents)
    yield "| code | by hand | by rule | both | precision | recall | F1 |"
    yield "|---|---|---|---|---|---|---|"
    everything: list[Units] = [set(), set()]
    for code in qualcode.load_codebook(CODEBOOK).codes:
        one, other = hand[code.id], rule[code.id]
        if one or other:
            shares = " | ".join(retrieval(one, other))
            yield f"| `{code.id}` | {len(one)} | {len(other)} | {len(one & other)} | {shares} |"
        for whole, part in zip(everything, (one, other), strict=True):
            whole |= {(f"{document} {code.id}", unit) for document, unit in part}
    one, other = everything
    shares = " | ".join(retrieval(one, other))
    yield f"| **all {n_units} sentences** | {len(one)} | {len(other)} | {len(one & other)} | {shares} |"


def agreement_table() -> Iterator[str]:
    """Two coders: percent agreement, Holsti's 2 n11 / (nA + nB), and kappa for each code."""
    first, second = by_hand("A", TWICE), by_hand("B", TWICE)
    n = by_rule(TWICE)[1]
    yield "| code | A | B | both | agreement | Holsti | kappa |"
    yield "|---|---|---|---|---|---|---|"
    observed, chance = [], []
    for code in qualcode.load_codebook(CODEBOOK).codes:
        a, b = first[code.id], second[code.id]
        if not (a or b):
            continue
        both = len(a & b)
        po = (both + n - len(a | b)) / n
        pe = (len(a) * len(b) + (n - len(a)) * (n - len(b))) / n**2
        observed.append(po)
        chance.append(pe)
        shares = f"{po:.2f} | {number(2 * both, len(a) + len(b))} | {number(po - pe, 1 - pe)}"
        yield f"| `{code.id}` | {len(a)} | {len(b)} | {both} | {shares} |"
    po, pe = (sum(column) / len(column) for column in (observed, chance))
    a, b, both = (
        sum(len(units) for units in coded.values())
        for coded in (first, second, {code: first[code] & second[code] for code in first})
    )
    shares = f"{po:.2f} | {number(2 * both, a + b)} | {number(po - pe, 1 - pe)} (pooled)"
    yield f"| **{len(observed)} codes, {n} sentences** | {a} | {b} | {both} | {shares} |"


def table(name: str) -> str:
    """One of the tables."""
    return "\n".join(agreement_table() if name == "agreement" else retrieval_table(PARTS[name]))


def main() -> int:
    """Print the tables that are asked for."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "all"
    for name in (*PARTS, "agreement") if asked == "all" else (asked,):
        print(f"\n{name}\n\n{table(name)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
