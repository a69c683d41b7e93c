"""The text of a codebook file to a Codebook, with all its problems at once."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from qualcode.codebook import schema
from qualcode.codebook.canonical import rules_sha256
from qualcode.codebook.conflicts import report_marks
from qualcode.codebook.faults import Faults, Place, allowed, in_order
from qualcode.codebook.levels import check_levels, read_levels
from qualcode.codebook.model import Code, Codebook, Example
from qualcode.codebook.negation import read_negation
from qualcode.codebook.nodes import Items, Node, Pairs, Reported, Text, read_nodes
from qualcode.codebook.references import check_patterns, check_references
from qualcode.codebook.relations import RelationLine, check_relations, read_relations
from qualcode.codebook.rulelines import RuleLine, read_rule
from qualcode.codebook.traps import EXAMPLE_KEYS
from qualcode.errors import Problem
from qualcode.rules.negators import BUILT_IN
from qualcode.rules.syntax import Expr
from qualcode.terms import BOUNDARIES, NESTINGS, UNIT_KINDS, Boundaries, Nesting, UnitKind
from qualcode.text.digest import sha256_of
from qualcode.version import __version__

TEXT_FIELDS = ("name", "definition", "include", "exclude", "source")


@dataclass(slots=True)
class Draft:
    """A codebook while it is read: its codes so far, and where ids and rules stand."""

    faults: Faults
    codebook: Codebook = field(default_factory=lambda: Codebook(()))
    codes: list[Code] = field(default_factory=list)
    ids: dict[str, Text] = field(default_factory=dict)
    rules: list[RuleLine] = field(default_factory=list)
    relations: list[RelationLine] = field(default_factory=list)
    levels: Node | None = None
    core: Text | None = None
    whole: bool = True


def read_codebook(
    text: str, *, file: str = "", advice: bool = True
) -> tuple[Codebook | None, tuple[Problem, ...], tuple[Problem, ...]]:
    """Read a codebook from its text.

    Parameters
    ----------
    text
        The text of the file, with any line ends, with or without a byte order mark.
    file
        The name to give in problems and to keep in the codebook.
    advice
        Whether to look for what is allowed but may not mean what was meant.

    Returns
    -------
    tuple
        The codebook, or None where there are errors; the errors; the warnings. Both are
        in the order of the file.
    """
    text = normalise(text)
    faults = Faults(file, unicodedata.normalize("NFC", text).split("\n"))
    if report_marks(faults):
        return None, tuple(faults.errors), ()
    root = read_nodes(faults)
    sha256 = "" if faults.errors else text_sha256(text)  # a sign that UTF-8 cannot hold is an error by now
    return codebook_of(root, faults, sha256=sha256, advice=advice)


def codebook_of(
    root: Node | None, faults: Faults, *, sha256: str = "", advice: bool = True
) -> tuple[Codebook | None, tuple[Problem, ...], tuple[Problem, ...]]:
    """A codebook from the tree of its keys and values, wherever that was read from.

    Errors that `faults` holds already count among those of the codebook. Returns what
    `read_codebook` returns.
    """
    draft = Draft(faults)
    _top(draft, root)
    if draft.whole:
        check_references(draft.codes, draft.rules, faults)
        check_relations(draft.relations, draft.codes, faults)
    check_patterns(draft.rules, draft.codebook.reading, faults)
    errors = in_order(faults.errors)
    if errors:
        return None, errors, ()
    relations = tuple(line.relation for line in draft.relations)
    codebook = replace(draft.codebook, codes=tuple(draft.codes), relations=relations)
    codebook = replace(codebook, file=faults.file, sha256=sha256)
    codebook = replace(codebook, rules_sha256=rules_sha256(codebook))
    if advice:
        from qualcode.codebook.advice import advise  # only a check needs it

        advise(codebook, draft.rules, faults)
        check_levels(codebook, draft.levels, faults)
    return codebook, (), in_order(faults.warnings)


def normalise(text: str) -> str:
    """`text` with `\\n` at the end of every line and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def text_sha256(text: str) -> str:
    """SHA-256 of a codebook's text in UTF-8, once its line ends are `\\n`."""
    return sha256_of(normalise(text))


def _top(draft: Draft, root: Node | None) -> None:
    faults = draft.faults
    if root is None or (isinstance(root, Text) and root.is_empty):
        if not faults.errors:
            cure = "begin it with: format: 1, then codebook: and codes:"
            faults.error("the codebook is empty", Place(1), cure=cure, slug="empty")
        return
    if not isinstance(root, Pairs):
        if not (isinstance(root, Reported) or faults.errors):
            cure = "begin it with: format: 1, then codebook: and codes:"
            message = "this is no codebook: there are no keys at the top"
            faults.error(message, root, cure=cure, slug="wrong-type")
        return
    draft.whole = root.whole
    if not _is_known_format(root, faults):
        return
    top = schema.fields(root, "at the top", faults)
    if "codebook" in top:
        _settings(draft, top["codebook"][1])
    if "relations" in top:
        draft.relations = read_relations(top["relations"][1], draft.codebook.languages, faults)
    if "codes" in top:
        _codes(draft, top["codes"][1], parent=None, depth=0)
    elif root.whole and all(key.value in schema.TOP_KEYS for key, _ in root.pairs):
        at = next((key for key, _ in root.pairs if key.value == "codes"), Place(1))
        faults.error("there are no codes", at, cure="add codes: with a list of codes", slug="missing")


def _is_known_format(root: Pairs, faults: Faults) -> bool:
    """Whether this version can read the file; a later format is not looked at any further."""
    value = next((value for key, value in root.pairs if key.value == "format"), None)
    if value is None or (isinstance(value, Text) and value.is_empty):
        if root.whole or root.pairs:
            at = Place(root.line, root.column)
            cure = "write format: 1 as the first line"
            faults.error("the format is not given", at, cure=cure, slug="format")
        return True
    written = schema.text(value, "format", faults)
    if not (written.isascii() and written.isdigit()) or int(written) < 1:
        if written:
            faults.error(f"there is no format {written}", value, cure="write format: 1", slug="format")
        return True
    if int(written) > schema.FORMAT:
        here = f"qualcode {__version__} reads format {schema.FORMAT}"
        message = f"format {written} needs a later version of qualcode: {here}"
        faults.errors.clear()
        faults.error(message, value, cure="install the newest qualcode", slug="format")
        return False
    return True


def _settings(draft: Draft, node: Node) -> None:
    """The section `codebook:`."""
    faults = draft.faults
    found = schema.fields(node, "below codebook", faults)
    values = {key: value for key, (_, value) in found.items()}
    given: dict[str, str] = {}
    for key in ("name", "version"):
        given[key] = schema.text(values[key], key, faults) if key in values else ""
    if "unit" in values:
        given["unit"] = _unit(values["unit"], faults)
    if "nested" in values:
        given["nested"] = schema.choice(values["nested"], "nested", NESTINGS, faults)
    inflections = "inflections" in values and schema.switch(values["inflections"], "inflections", faults)
    languages = schema.languages(values["languages"], faults) if "languages" in values else ()
    draft.levels = values.get("levels")
    draft.codebook = Codebook(
        (),
        name=given["name"],
        version=given["version"],
        languages=languages,
        levels=read_levels(values["levels"], languages, faults) if "levels" in values else {},
        unit=cast(UnitKind, given.get("unit") or "sentence"),
        nested=cast(Nesting, given.get("nested") or "code"),
        boundaries=cast(Boundaries, _boundaries(values, faults) or "crossing"),
        inflections=inflections,
        shields=_shields(values, faults),
        negation=read_negation(values["negation"], faults) if "negation" in values else BUILT_IN,
    )


def _unit(node: Node, faults: Faults) -> str:
    value = node.value if isinstance(node, Text) else ""
    if value.startswith("window"):
        cure = f"{allowed('', UNIT_KINDS)}; windows count codings: --count-by {value}"
        faults.error(f"unit: {value} is no unit to code in", node, cure=cure, slug="bad-value")
        return ""
    return schema.choice(node, "unit", UNIT_KINDS, faults)


def _boundaries(values: Mapping[str, Node], faults: Faults) -> str:
    if "boundaries" not in values:
        return ""
    return schema.choice(values["boundaries"], "boundaries", BOUNDARIES, faults)


def _shields(values: Mapping[str, Node], faults: Faults) -> tuple[str, ...]:
    if "shields" not in values:
        return ()
    nodes = schema.text_items(values["shields"], "shields", faults)
    return tuple(dict.fromkeys(filter(None, (schema.text(node, "a shield", faults) for node in nodes))))


def _codes(draft: Draft, node: Node, *, parent: str | None, depth: int) -> None:
    """A list of codes, each before its children."""
    cure = "begin each code on a line of its own with: - id: its_name"
    what = "codes" if parent is None else "children"
    for item in schema.items(node, what, draft.faults, cure=cure):
        if isinstance(item, Text | Items):
            schema.wrong_type(item, "a code needs at least an id", draft.faults, cure=cure)
        elif isinstance(item, Pairs):
            _code(draft, item, parent=parent, depth=depth)
    if isinstance(node, Items) and not node.items and node.whole and parent is None:
        draft.faults.error("there are no codes", node, cure=cure, slug="missing")


def _code(draft: Draft, node: Pairs, *, parent: str | None, depth: int) -> None:
    faults = draft.faults
    found = schema.fields(node, "in a code", faults)
    values = {key: value for key, (_, value) in found.items()}
    schema.lost_color(node, faults)
    code_id = _id(draft, node, values)
    position = len(draft.codes)
    draft.codes.append(Code(id=code_id))
    draft.codes[position] = Code(
        id=code_id,
        parent=parent,
        depth=depth,
        boundaries=cast("Boundaries | Literal['']", _boundaries(values, faults)),
        color=schema.color(found["color"][0], values["color"], faults) if "color" in values else "",
        core=_core(draft, found["core"]) if "core" in found else False,
        rules=_rules(draft, values, position),
        shields=_shields(values, faults),
        examples=_examples(values, "examples", faults),
        non_examples=_examples(values, "non_examples", faults),
        line=node.line,
        **_texts(draft, values),
    )
    if "children" in values:
        _codes(draft, values["children"], parent=code_id, depth=depth + 1)


def _core(draft: Draft, found: tuple[Text, Node]) -> bool:
    """Whether a code is the core category; a second one is reported."""
    key, value = found
    is_core = schema.switch(value, "core", draft.faults)
    if is_core and draft.core:
        message = "there are two core categories, and a study has one"
        cure = f"keep core: true in one of the two (the other is in line {draft.core.line})"
        draft.faults.error(message, key, cure=cure, slug="two-cores")
    elif is_core:
        draft.core = key
    return is_core


def _texts(draft: Draft, values: Mapping[str, Node]) -> dict[str, dict[str, str]]:
    languages = draft.codebook.languages
    found = {
        key: schema.texts(values[key], key, languages, draft.faults) for key in TEXT_FIELDS if key in values
    }
    return {key: value for key, value in found.items() if value}


def _id(draft: Draft, node: Pairs, values: Mapping[str, Node]) -> str:
    """The id of a code; a missing or repeated one is reported and gives an empty text."""
    faults = draft.faults
    if "id" not in values:
        if node.whole:
            at = next((key for key, _ in node.pairs if key.value == "id"), node)
            cure = "write id: and a short name, such as elite_leadership"
            faults.error("a code has no id", at, cure=cure, slug="missing")
        return ""
    written = values["id"]
    if isinstance(written, Text) and not written.value.strip():
        cure = "write a short name, such as elite_leadership"
        faults.error("the id is empty", written, cure=cure, slug="missing")
    code_id = schema.code_id(written, faults)
    folded = unicodedata.normalize("NFC", code_id.casefold())
    if code_id and folded in draft.ids:
        other = draft.ids[folded]
        same = "" if other.value == code_id else f" (as {other.value}: ids that differ only in case are one)"
        message = f"the id {code_id} stands twice{same}"
        cure = f"give one of them another id (the other is in line {other.line})"
        faults.error(message, values["id"], cure=cure, slug="duplicate-id")
    elif code_id:
        draft.ids[folded] = cast(Text, values["id"])
    return code_id


def _rules(draft: Draft, values: Mapping[str, Node], position: int) -> tuple[Expr, ...]:
    if "rules" not in values:
        return ()
    cure = "write each rule on a line of its own, after a hyphen and a blank"
    lines = [
        read_rule(item, position, draft.faults)
        for item in schema.items(values["rules"], "rules", draft.faults, cure=cure)
    ]
    draft.rules.extend(line for line in lines if line)
    return tuple(line.expr for line in lines if line)


def _examples(values: Mapping[str, Node], key: str, faults: Faults) -> tuple[Example, ...]:
    if key not in values:
        return ()
    cure = "write each example on a line of its own, after a hyphen and a blank"
    nodes = schema.items(values[key], key, faults, cure=cure)
    return tuple(filter(None, (_example(node, key, faults) for node in nodes)))


def _example(node: Node, key: str, faults: Faults) -> Example | None:
    """A text, or a text with its speaker, role and attributes."""
    if not (isinstance(node, Pairs) and any(each.value in EXAMPLE_KEYS for each, _ in node.pairs)):
        item = schema.text_item(node, key, faults)
        said = schema.text(item, "an example", faults) if item else ""
        return Example(said, line=node.line) if said else None
    found = schema.fields(node, "in an example", faults)
    if "text" not in found and node.whole:
        faults.error("an example has no text", node, cure="write text: and what is said", slug="missing")
    given = {name: schema.text(value, name, faults) for name, (_, value) in found.items() if name != "where"}
    where = _where(found["where"][1], faults) if "where" in found else {}
    return Example(**given, where=where, line=node.line) if given.get("text") else None


def _where(node: Node, faults: Faults) -> Mapping[str, str]:
    if not isinstance(node, Pairs):
        if not isinstance(node, Reported):
            cure = "write where: {community: L}"
            schema.wrong_type(node, "where must give attributes and values", faults, cure=cure)
        return {}
    return {key.value: schema.text(value, key.value, faults) for key, value in node.pairs}
