"""What the oracle works on: a codebook and a transcript as plain values of its own."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PlainCode:
    """A code: its place in the tree, its rules as they are written, its own shields and word cuts.

    `boundaries` is empty where the codebook's hold.
    """

    id: str
    rules: tuple[str, ...]
    parent: str | None = None
    shields: tuple[str, ...] = ()
    boundaries: str = ""


@dataclass(frozen=True)
class Edit:
    """Changes to a built-in list: words added to it and dropped from it."""

    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


Words = Edit | tuple[str, ...]
"""Changes to a built-in list, or the words that replace it."""


@dataclass(frozen=True)
class PlainNegation:
    """How a codebook changes the lists of negation, and how far a negator reaches."""

    before: Words = Edit()
    after: Words = Edit()
    harmless: Words = Edit()
    clause_ends: Words = Edit()
    window: int = 10


@dataclass(frozen=True)
class PlainBook:
    """A codebook: parents stand before their children."""

    codes: tuple[PlainCode, ...]
    nested: str = "code"
    unit: str = "sentence"
    shields: tuple[str, ...] = ()
    boundaries: str = "crossing"
    inflections: bool = False
    negation: PlainNegation = PlainNegation()

    def family(self, code_id: str) -> set[str]:
        """The code and all its descendants."""
        members = {code_id}
        for code in self.codes:
            if code.parent in members:
                members.add(code.id)
        return members


@dataclass(frozen=True)
class PlainTurn:
    """A turn: where its label starts, where its speech starts and ends, and who speaks."""

    start: int
    speech: int
    end: int
    speaker: str | None = None
    role: str = "participant"
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PlainText:
    """A transcript: its fixed text, its turns, its remarks, what is known about it.

    `wrapped`: lines were broken by width, so that only a blank line ends a paragraph.
    """

    text: str
    turns: tuple[PlainTurn, ...]
    asides: tuple[tuple[int, int], ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)
    wrapped: bool = False


@dataclass(frozen=True)
class PlainUnit:
    """A unit as segmentation found it; `last_turn` is inclusive."""

    start: int
    end: int
    first_turn: int
    last_turn: int


def one_turn(text: str) -> PlainText:
    """A document without labels: one turn that is all speech."""
    return PlainText(text, (PlainTurn(0, 0, len(text)),))
