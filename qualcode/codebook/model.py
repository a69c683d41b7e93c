"""Code and Codebook: what a codebook file says, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from qualcode.rules.negators import BUILT_IN, Negators
from qualcode.rules.syntax import Expr, Reading
from qualcode.terms import Boundaries, CodeId, Nesting, UnitKind

T = TypeVar("T")


def text_in(texts: Mapping[str, T], language: str) -> T | None:
    """What is given for `language`, else without a language, else for the first one; or None."""
    return texts.get(language) or texts.get("") or next(iter(texts.values()), None)


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that a code must (or must not) code, judged as one document of one turn."""

    text: str
    speaker: str = ""
    role: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """How one category bears on another: `source` does something to `target`.

    `type` says what, `memo` why; both map a language to the text, as a code's name does.
    """

    source: CodeId
    target: CodeId
    type: Mapping[str, str] = field(default_factory=dict)
    memo: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A named idea and the rules that find it.

    Texts that may differ by language (`name`, `definition`, `include`, `exclude`, `source`)
    map a language to the text; a text that was given without a language has the key "".
    `parent` is the id of the code above, or None; `depth` is 0 for a top-level code.
    `boundaries` is empty where the codebook's hold. `core` marks the core category of a study,
    of which a codebook has one at most.
    """

    id: CodeId
    parent: CodeId | None = None
    depth: int = 0
    name: Mapping[str, str] = field(default_factory=dict)
    definition: Mapping[str, str] = field(default_factory=dict)
    include: Mapping[str, str] = field(default_factory=dict)
    exclude: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    color: str = ""
    core: bool = False
    boundaries: Boundaries | Literal[""] = ""
    rules: tuple[Expr, ...] = ()
    shields: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    non_examples: tuple[Example, ...] = ()
    line: int = 0

    def name_in(self, language: str) -> str:
        """The name in `language`, else in any language that has one, else the id."""
        return text_in(self.name, language) or self.id


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes, parents before their children, in the order of the file.

    `sha256` is that of the file's text after its line ends were made `\\n`; `rules_sha256`
    that of all that decides a coding (ids, tree, rules in canonical spelling, shields,
    unit, nesting, word cuts, inflections, negation). Both are empty for a codebook that was made by hand.
    `levels` maps a language (or "") to the names of the depths of the tree, from the top.
    `spacy_model` is no part of the file: the trained pipeline that patterns are read by, or none.
    """

    codes: tuple[Code, ...]
    name: str = ""
    version: str = ""
    languages: tuple[str, ...] = ()
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit: UnitKind = "sentence"
    nested: Nesting = "code"
    boundaries: Boundaries = "crossing"
    inflections: bool = False
    shields: tuple[str, ...] = ()
    negation: Negators = BUILT_IN
    relations: tuple[Relation, ...] = ()
    spacy_model: str = ""
    file: str = ""
    sha256: str = ""
    rules_sha256: str = ""

    @property
    def reading(self) -> Reading:
        """How terms are read that no prefix stands above."""
        return Reading(inflections=self.inflections)

    def index(self) -> dict[CodeId, int]:
        """Position of each code by its id."""
        return {code.id: position for position, code in enumerate(self.codes)}

    def names_in(self, language: str = "") -> dict[CodeId, str]:
        """The name of each code in a language, by default the first of the codebook's."""
        chosen = language or next(iter(self.languages), "")
        return {code.id: code.name_in(chosen) for code in self.codes}

    def level_in(self, depth: int, language: str) -> str:
        """What the codes at `depth` (0: the top) are called in `language`, or an empty text."""
        names = text_in(self.levels, language) or ()
        return names[depth] if depth < len(names) else ""


def without_rules(codebook: Codebook) -> Codebook:
    """The codebook as people use it: codes without rules, nothing that only rules ask for."""
    codes = tuple(replace(code, rules=(), shields=(), boundaries="") for code in codebook.codes)
    return replace(codebook, codes=codes, shields=(), boundaries="none", spacy_model="")
