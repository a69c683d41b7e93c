"""The keys of the desk: one table, by which they are bound, told in the help, and documented."""

import unicodedata
from collections.abc import Sequence
from string import ascii_uppercase
from typing import NamedTuple

from textual.binding import Binding, BindingType

MOVE, CODE, RULES, GO, LOOK, WORK = (
    "Move and select",
    "Code",
    "Codings by rule",
    "Go to",
    "Look",
    "Work",
)
GROUPS = (MOVE, CODE, RULES, GO, LOOK, WORK)


class Key(NamedTuple):
    """What one or more keys do.

    bound
        The keys as the program calls them, with commas between.
    action
        What the screen does; empty where one of its panes, or the whole program, takes the keys.
    shown
        The same as people read them; empty where the line before tells of these keys too.
    """

    group: str
    bound: str
    action: str
    shown: str
    does: str


def bindings(keys: Sequence[Key], *, priority: bool = True) -> list[BindingType]:
    """What a screen binds; `priority`: before its panes, so that what is typed fast keeps its order."""
    return [
        Binding(key.bound, key.action, key.does, show=False, priority=priority) for key in keys if key.action
    ]


ARROWS = "left,right,up,down,shift+left,shift+right,shift+up,shift+down"
WORDS = (
    "ctrl+left,ctrl+right,ctrl+shift+left,ctrl+shift+right,alt+left,alt+right,alt+shift+left,alt+shift+right"
)
PAGES = (
    "home,end,pageup,pagedown,shift+home,shift+end,shift+pageup,shift+pagedown,"
    "ctrl+home,ctrl+end,ctrl+shift+home,ctrl+shift+end"
)
_DIGITS = "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE".split()
DIGITS = tuple(f"{at},{unicodedata.lookup(f'FULLWIDTH DIGIT {name}')}" for at, name in enumerate(_DIGITS, 1))
LETTERS = tuple(
    f"{key},{unicodedata.lookup(f'FULLWIDTH LATIN CAPITAL LETTER {key}')}" for key in ascii_uppercase
)
"""1 to 9 and A to Z, also in the full width in which an input method may write them."""
CODES = ",".join((*DIGITS, *LETTERS))
HELP = "question_mark,f1,？"
"""Also as an input method writes it."""
STOP = "ctrl+c,ctrl+q"
"""What the program itself takes on all screens."""

KEYS = (
    Key(MOVE, ARROWS, "", "arrows", "move by a character or a line; with Shift: select"),
    Key(MOVE, WORDS, "", "Ctrl/Alt+arrows", "move by a word (in Chinese by a character)"),
    Key(MOVE, PAGES, "", "Home End PgUp PgDn", "line and page; with Ctrl: the whole text"),
    Key(MOVE, "v", "", "v", "select by moving, without Shift; again: stop"),
    Key(MOVE, "s", "select('sentence')", "s", "select the sentence; again: the next one of the turn too"),
    Key(MOVE, "t", "select('turn')", "t", "select the turn"),
    Key(MOVE, "w", "select('word')", "w", "select the word"),
    Key(MOVE, "", "", "mouse", "draw to select; two clicks: word, three: sentence"),
    Key(MOVE, "escape", "", "Esc", "select nothing; from the codebook: back to the text"),
    Key(CODE, CODES, "", "1-9 A-Z", "give the code of this key to what is selected, else to the sentence"),
    Key(CODE, "enter,c", "code", "Enter c", "give a code by its name; in the codebook: the highlighted one"),
    Key(CODE, "", "", "two clicks", "on a code of the codebook: give it; one click: read what it means"),
    Key(CODE, "i", "in_vivo", "i", "new code whose name is the selected words"),
    Key(CODE, "a", "new_code", "a", "new code, written into the codebook"),
    Key(CODE, "r", "recode", "r", "another code for the coding here"),
    Key(CODE, "g", "move", "g", "put the coding here on what is selected"),
    Key(CODE, "d,delete,backspace", "remove", "d Del Backspace", "remove the coding here"),
    Key(CODE, "m", "memo", "m", "memo on the coding, document, code or study"),
    Key(CODE, "u,ctrl+z", "undo", "u Ctrl+Z", "undo"),
    Key(CODE, "ctrl+r,ctrl+y", "redo", "Ctrl+R Ctrl+Y", "redo"),
    Key(RULES, "y", "accept", "y", "accept the coding by rule here, and go on"),
    Key(RULES, "x", "reject", "x", "reject the coding by rule here, and go on"),
    Key(RULES, "e", "explain", "e", "show why a coding by rule is there, or hide it"),
    Key(RULES, "j", "reasons(1)", "j k", "down, up in these reasons"),
    Key(RULES, "k", "reasons(-1)", "", ""),
    Key(GO, "full_stop", "jump('uncoded', 1)", ". ,", "next, previous sentence without a code"),
    Key(GO, "comma", "jump('uncoded', -1)", "", ""),
    Key(GO, "right_square_bracket", "jump('own', 1)", "] [", "next, previous coding of yours"),
    Key(GO, "left_square_bracket", "jump('own', -1)", "", ""),
    Key(
        GO,
        "right_curly_bracket",
        "jump('unreviewed', 1)",
        "} {",
        "next, previous undecided coding by rule",
    ),
    Key(GO, "left_curly_bracket", "jump('unreviewed', -1)", "", ""),
    Key(
        GO,
        "greater_than_sign",
        "jump('disputed', 1)",
        "> <",
        "next, previous passage that coders code differently",
    ),
    Key(GO, "less_than_sign", "jump('disputed', -1)", "", ""),
    Key(GO, "slash", "search", "/", "search"),
    Key(GO, "n", "again(1)", "n p", "next, previous place found"),
    Key(GO, "p", "again(-1)", "", ""),
    Key(LOOK, "b", "codebook", "b", "codebook: show or hide"),
    Key(LOOK, "tab,shift+tab", "across", "Tab", "from the transcript to the codebook and back"),
    Key(LOOK, "space", "", "Space", "in the codebook: close or open a code with others below it"),
    Key(LOOK, "f", "speakers", "f", "speakers: the others are dimmed"),
    Key(LOOK, "h", "hide", "h", "hide the other speakers, or show them dimmed"),
    Key(LOOK, "l", "light", "l", "dark or light"),
    Key(LOOK, HELP, "help", "? F1", "these keys"),
    Key(WORK, "o", "documents", "o", "open another document"),
    Key(WORK, "ctrl+f", "finish", "Ctrl+F", "finish this document, or reopen it"),
    Key(WORK, "q", "leave", "q Ctrl+C Ctrl+Q", "leave; all is saved already"),
    Key(WORK, STOP, "", "", ""),
)

MOVES: list[BindingType] = [
    *(
        Binding(f"{shift}{key}", f"go('{move}', {bool(shift)})", show=False, priority=True)
        for shift in ("", "shift+")
        for key, move in (
            ("left", "left"),
            ("right", "right"),
            ("up", "up"),
            ("down", "down"),
            ("home", "line_start"),
            ("end", "line_end"),
            ("pageup", "page_up"),
            ("pagedown", "page_down"),
        )
    ),
    *(
        Binding(keys, f"go('{move}', {extends})", show=False, priority=True)
        for keys, move, extends in (
            ("ctrl+left,alt+left", "word_left", False),
            ("ctrl+right,alt+right", "word_right", False),
            ("ctrl+shift+left,alt+shift+left", "word_left", True),
            ("ctrl+shift+right,alt+shift+right", "word_right", True),
            ("ctrl+home", "top", False),
            ("ctrl+end", "bottom", False),
            ("ctrl+shift+home", "top", True),
            ("ctrl+shift+end", "bottom", True),
        )
    ),
    Binding("v", "visual", show=False, priority=True),
    Binding("escape", "let_go", show=False, priority=True),
]
"""What moves the cursor of the transcript, and what begins and ends a selection."""
