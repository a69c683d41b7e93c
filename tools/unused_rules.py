"""List at the end of the shipped codebook the rules that code nothing in the sample transcripts.

    python tools/unused_rules.py [--write]

Without `--write` the exit status is 1 where the list is not the one that the samples give.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import qualcode as qc
from qualcode.rules.show import show
from qualcode.terms import SEPARATOR

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "codebooks" / "community_governance.yaml"
SAMPLES = ROOT / "sample_transcripts"
HEAD = """
# Rules that code nothing in the sample transcripts. The samples tell much without the usual words, so
# these rules wait for other interviews. By code; each rule by its beginning, spelled as in codings.csv.
"""
WIDTH = 90


def unused_rules() -> list[tuple[str, str]]:
    """Code and canonical spelling of each rule that is never the reason for a coding, in file order."""
    book = qc.load_codebook(BOOK)
    codings = qc.codings(qc.code(qc.read_transcripts(SAMPLES), book))
    pairs = zip(codings["code"], codings["rule"], strict=True)
    used = {(code, rule) for code, rules in pairs for rule in rules.split(SEPARATOR)}
    every = [(code.id, show(rule)) for code in book.codes for rule in code.rules]
    return [rule for rule in every if rule not in used]


def listed() -> str:
    """The comment that lists them."""
    return HEAD + "".join(f"{line}\n" for line in _lines(unused_rules()))


def _lines(unused: list[tuple[str, str]]) -> Iterator[str]:
    for code in dict.fromkeys(code for code, _ in unused):
        yield f"# {code}"
        for owner, rule in unused:
            if owner == code:
                yield f"#   - {rule if len(rule) <= WIDTH else rule[:WIDTH].rstrip() + ' …'}"


def main() -> int:
    """Write the list, or compare it."""
    text = BOOK.read_text(encoding="utf-8")
    rest = text.partition(HEAD.splitlines()[1][:40])[0].rstrip("\n") + "\n"
    wanted = rest + listed()
    if wanted == text:
        return 0
    if "--write" not in sys.argv:
        print(f"{BOOK.name}: the list of unused rules is stale")
        return 1
    BOOK.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
