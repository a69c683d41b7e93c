"""The differences of two codebooks and the passages they change, as text for people."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from qualcode.cli.columns import aligned, plural

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.codebook.diff import Change, Diff
    from qualcode.codebook.model import Codebook
    from qualcode.project.codebooks.comparing import Consequences
    from qualcode.workshop.consequences import Count, Passage

ADDED, REMOVED = "green", "red"
LONGEST = 300
"""Characters of a passage; a longer one is shown around its evidence."""
_SPAN = re.compile(r"\[(\d+):(\d+)\](?= \|\| |$)")


def as_text(found: "Diff", books: "tuple[Codebook, Codebook]") -> "Text":
    """What two codebooks differ in, grouped by code, and whether that can change a coding."""
    from rich.text import Text

    blocks = [
        Text("\n").join(_block([*changes]))
        for _, changes in groupby(found.changes, key=lambda change: (change.code, change.old_code))
    ]
    return Text("\n\n").join([*blocks, Text(_summary(found, books))])


def _block(changes: "Sequence[Change]") -> "Iterator[Text]":
    """One code, or the codebook itself."""
    from rich.text import Text

    first = changes[0]
    whole = {change.kind: change for change in changes if change.field == "code"}
    below = next((one.new or one.old for one in changes if one.field == "parent"), "")
    if "added" in whole:
        yield Text.assemble((f"+ {first.code}", f"bold {ADDED}"), f"  added{_below(below, ' ')}")
    elif "removed" in whole:
        yield Text.assemble((f"- {first.old_code}", f"bold {REMOVED}"), f"  removed{_below(below, ' ')}")
    elif "renamed" in whole:
        why = f"  renamed from {first.old_code}"
        yield Text.assemble((first.code, "bold"), why, (f"; {whole['renamed'].note}", "dim"))
    else:
        yield Text(first.code or "codebook", "bold")
    for change in changes:
        yield from _lines(change)


def _below(parent: str, before: str = "") -> str:
    return f"{before}below {parent}" if parent else ""


def _lines(change: "Change") -> "Iterator[Text]":
    """A change of a place, or of a piece with its sign."""
    from rich.text import Text

    if change.field == "code" or (change.field == "parent" and change.kind != "moved"):
        return
    if change.field == "parent":
        was, now = (_below(one) or "the top" for one in (change.old, change.new))
        yield Text(f"  moved from {was} to {now}")
    elif change.field == "order":
        was, now = (f"behind {one}" if one else "the first" for one in (change.old, change.new))
        yield Text(f"  now {now}, was {was}")
    else:
        first, last = _common(change.old, change.new)
        for sign, text, style in (("-", change.old, REMOVED), ("+", change.new, ADDED)):
            if text:
                shown = Text(text, style)
                if change.old and change.new:
                    shown.stylize("bold", first, len(text) - last)
                lines = Text("\n      ").join(shown.split("\n"))
                yield Text.assemble((f"  {sign} {_label(change)}: ", style), lines)


def _common(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning, and how many more at their end."""
    first = _prefix(old, new)
    return first, _prefix(old[first:][::-1], new[first:][::-1])


def _prefix(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _label(change: "Change") -> str:
    """`rule`, `name (zh)`, `negation (before)`."""
    from qualcode.codebook.fields import CODE_FIELDS

    items = {field.name: field.item for field in CODE_FIELDS}
    name = items.get(change.field) or change.field
    return f"{name} ({change.part})" if change.part else name


def _summary(found: "Diff", books: "tuple[Codebook, Codebook]") -> str:
    """How much has changed, and whether it can change a coding."""
    if not found.changes:
        same = books[0].sha256 == books[1].sha256
        rest = "the files are the same" if same else "the files differ in comments, layout or order only"
        return f"no differences: {rest}"
    decides = (
        "what decides a coding has changed (rules_sha256 differs)"
        if found.decides
        else "nothing that decides a coding has changed (rules_sha256 is the same)"
    )
    return f"{'; '.join(_numbers(found.changes))}\n{decides}"


def _numbers(changes: "Sequence[Change]") -> "Iterator[str]":
    """`codes: 1 added, 2 changed`, `rules: 3 added`, for what there is."""
    kinds: dict[tuple[str, str], set[str]] = {}
    for change in changes:
        kinds.setdefault((change.code, change.old_code), set()).add(change.kind)
    apart = ("added", "removed", "renamed", "moved")
    codes = Counter[str]()
    for (code, old_code), found in kinds.items():
        if not code or not old_code:
            codes.update(("added" if code else "removed",) if code or old_code else ())
        else:
            codes.update(found & set(apart[2:]))
            codes["changed"] += bool(found - set(apart[2:]))
    rules = Counter[str](change.kind for change in changes if change.field == "rules")
    for noun, counted in (("codes", codes), ("rules", rules)):
        told = [f"{counted[kind]:,} {kind}" for kind in (*apart, "changed") if counted[kind]]
        if told:
            yield f"{noun}: {', '.join(told)}"
    if ("", "") in kinds:
        yield "settings of the codebook changed"


def consequences_text(found: "Consequences", *, most: int, count: bool) -> "Text":
    """The passages of each code, document by document, then how many there are of each."""
    from rich.text import Text

    blocks = [] if count else [*_passage_blocks(found, most)]
    return Text("\n\n").join([*blocks, _table(found)])


def why_not_comparable(found: "Consequences") -> str:
    """What is said where the units are not the same."""
    old, new = found.units
    return (
        f"the unit has changed from {old} to {new}: no passage is the same, so none is listed; "
        f"choose one for both, such as --unit {new}, to see what else changed"
    )


def _passage_blocks(found: "Consequences", most: int) -> "Iterator[Text]":
    from rich.text import Text

    by_code: dict[tuple[str, str], list[Passage]] = {}
    for one in found.passages:
        if one.outcome != "changed":
            by_code.setdefault((one.code, one.old_code), []).append(one)
    for number in found.counts:
        passages = by_code.get((number.code, number.old_code), [])
        if passages or number.n_changed:
            lines = [_head(number), *_documents(passages, most or len(passages))]
            yield Text("\n").join(lines)


def _head(count: "Count") -> "Text":
    """`elite: 12 codings, now 14`, with the signs of the change."""
    from rich.text import Text

    was = f" (was {count.old_code})" if count.code and count.old_code not in ("", count.code) else ""
    gone = " (removed)" if not count.code else " (added)" if not count.old_code else ""
    return Text.assemble(
        (f"{count.code or count.old_code}", "bold"),
        f"{was}{gone}  {count.n_old:,} to {plural(count.n_new, 'coding')}: ",
        (f"{count.n_gained:,} gained", ADDED if count.n_gained else ""),
        ", ",
        (f"{count.n_lost:,} lost", REMOVED if count.n_lost else ""),
        f", {count.n_changed:,} by other rules or evidence" if count.n_changed else "",
    )


def _documents(passages: "Sequence[Passage]", most: int) -> "Iterator[Text]":
    """The first passages, below their documents, and how many more there are."""
    from rich.text import Text

    shown = passages[:most]
    signs = Counter((str(one.either["document"]), one.outcome) for one in passages)
    for document, some in groupby(shown, key=lambda one: str(one.either["document"])):
        gained, lost = (signs[document, outcome] for outcome in ("gained", "lost"))
        yield Text(f"  {document}: {gained:,} gained, {lost:,} lost", "dim")
        for one in some:
            yield from _passage(one)
    rest = passages[most:]
    if rest:
        n_documents = len({one.either["document"] for one in rest})
        where = f"in {plural(n_documents, 'document')} (--most 0 shows all)"
        yield Text(f"    … and {len(rest):,} more {where}", "dim")


def _passage(one: "Passage") -> "Iterator[Text]":
    """A passage with its place and evidence, and the rules that make it or made it."""
    from rich.text import Text

    row, sign, style = one.either, *(("+", ADDED) if one.outcome == "gained" else ("-", REMOVED))
    who = f" {row['speaker']}" if row["speaker"] else ""
    yield Text.assemble(f"    {sign} {row['document']}:{row['start']}{who}: ", _marked(row), style=style)
    yield Text(f"        by {row['rule']}" if row["rule"] else "", "dim")


def _marked(row: Mapping[str, Any]) -> "Text":
    """The text with its evidence marked, cut around it where it is long."""
    from rich.text import Text

    start, text = row["start"], Text(row["text"])
    spans = [(int(low) - start, int(high) - start) for low, high in _SPAN.findall(row["evidence"])]
    for low, high in spans:
        text.stylize("bold underline", low, high)
    if len(text) > LONGEST:
        first = max(0, min(spans[0][0] - LONGEST // 3 if spans else 0, len(text) - LONGEST))
        cut = text[first : first + LONGEST]
        text = Text.assemble("…" if first else "", cut, "…" if first + LONGEST < len(text) else "")
    return Text(" ").join(text.split("\n"))


def _table(found: "Consequences") -> "Text":
    """The codes whose codings are not the same, their sum, and what was coded."""
    from rich.text import Text

    shown = [one for one in found.counts if _differs(one)]
    where = f"{plural(found.n_units, found.units[1])} of {plural(found.n_documents, 'document')}"
    said = f"{where} ({found.population})"
    if found.comparable and not shown:
        return Text(f"every coding is the same, by the same rules and evidence, in {said}")
    rows = [(_called(one), *map(_cell, one.numbers)) for one in shown]
    total = [sum(one.numbers[at] or 0 for one in found.counts) for at in range(5)]
    comparable = total if found.comparable else [*total[:2], None, None, None]
    head = ("code", "before", "now", "gained", "lost", "other rules")
    lines = aligned([head, *rows, ("all codes", *map(_cell, comparable))], [False, *[True] * 5])
    rest = len(found.counts) - len(shown)
    alike = f"; {plural(rest, 'code')} without a difference" if rest else ""
    unlike = [] if found.comparable else [why_not_comparable(found)]
    return Text("\n".join([*lines, f"{said}{alike}", *unlike]))


def _differs(one: "Count") -> bool:
    if one.n_gained is None:
        return bool(one.n_old or one.n_new)
    return bool(one.n_gained or one.n_lost or one.n_changed)


def _called(one: "Count") -> str:
    if one.code and one.old_code and one.code != one.old_code:
        return f"{one.code} (was {one.old_code})"
    return one.code or f"{one.old_code} (removed)"


def _cell(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"
