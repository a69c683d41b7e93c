"""The keys of the screens beside the desk: tables by which they are bound and told in their help."""

from qualcode.tui.keys import DIGITS, GO, HELP, STOP, Key

DECIDE, CHOOSE, ANSWER, WRITE, ALWAYS = "Decide", "Choose", "Answer", "Write", "On every screen"
OVER_LIST = "up,down,home,end,pageup,pagedown"
NUMBERS = ",".join(DIGITS)
_LEAVE = Key(ALWAYS, STOP, "", "Ctrl+C Ctrl+Q", "leave the desk")
_HELP = Key(ALWAYS, HELP, "help", "? F1", "these keys")
_HELP_IN_TEXT = Key(ALWAYS, "f1", "help", "F1", "these keys")
"""Where one writes, a question mark is a character."""

SETTLING = (
    Key(DECIDE, "space", "", "Space", "tick the highlighted code, or free it"),
    Key(DECIDE, NUMBERS, "", "1-9", "tick what this coder gave, and nothing else"),
    Key(DECIDE, "c,slash", "code", "c /", "tick a code by its name, or free it"),
    Key(DECIDE, "enter", "decide", "Enter", "decide for what is ticked; the reason is asked for"),
    Key(DECIDE, "u,ctrl+z", "undo", "u Ctrl+Z", "take the last decision back"),
    Key(GO, OVER_LIST, "", "↑ ↓ Home End PgUp PgDn", "up and down the codes"),
    Key(GO, "n", "step(1)", "n p", "next, previous passage; nothing is decided"),
    Key(GO, "p", "step(-1)", "", ""),
    Key(GO, "right_square_bracket", "scroll(1)", "] [", "down, up in a long passage"),
    Key(GO, "left_square_bracket", "scroll(-1)", "", ""),
    Key(GO, "q", "leave", "q", "leave; all is saved already"),
    _HELP,
    _LEAVE,
)
"""Differences between coders."""

ASK = (
    Key(ANSWER, "y,enter", "answer(True)", "y Enter", "yes"),
    Key(ANSWER, "n,escape", "answer(False)", "n Esc", "no"),
    Key(ANSWER, OVER_LIST, "", "↑ ↓ Home End PgUp PgDn", "scroll"),
    _HELP,
    _LEAVE,
)
"""A question."""

PICK = (
    Key(CHOOSE, OVER_LIST, "", "↑ ↓ Home End PgUp PgDn", "up and down the list"),
    Key(CHOOSE, "enter", "", "Enter", "choose the highlighted line"),
    Key(CHOOSE, NUMBERS, "", "1-9", "choose the line of this number"),
    Key(CHOOSE, "escape", "leave", "Esc", "back, without a choice"),
    _HELP,
    _LEAVE,
)
"""One of a list."""

SOME = (
    Key(CHOOSE, OVER_LIST, "", "↑ ↓ Home End PgUp PgDn", "up and down the list"),
    Key(CHOOSE, "space", "", "Space", "tick the highlighted line, or free it"),
    Key(CHOOSE, "a", "all", "a", "tick all, or none"),
    Key(CHOOSE, "enter", "done", "Enter", "done: what is ticked is chosen"),
    Key(CHOOSE, "escape", "leave", "Esc", "back, nothing is changed"),
    _HELP,
    _LEAVE,
)
"""Any number of a list."""

LINE = (
    Key(WRITE, "enter", "", "Enter", "done"),
    Key(WRITE, "escape", "leave", "Esc", "back, nothing is changed"),
    _HELP_IN_TEXT,
    _LEAVE,
)
"""A line of text."""

PALETTE = (
    Key(CHOOSE, "", "", "letters", "narrow the list"),
    Key(CHOOSE, "down,ctrl+n", "step(1)", "↓ ↑ Ctrl+N Ctrl+P", "down and up the list"),
    Key(CHOOSE, "up,ctrl+p", "step(-1)", "", ""),
    Key(CHOOSE, "enter", "", "Enter", "choose the highlighted line"),
    Key(CHOOSE, "escape", "leave", "Esc", "back, without a choice"),
    _HELP_IN_TEXT,
    _LEAVE,
)
"""A list that narrows while one types."""

NOTE = (
    Key(WRITE, "ctrl+s", "done", "Ctrl+S", "save"),
    Key(WRITE, "ctrl+d", "remove", "Ctrl+D", "remove the older memo that was taken up"),
    Key(WRITE, "tab,shift+tab", "across", "Tab", "from the text to the older memos and back"),
    Key(WRITE, OVER_LIST, "", "↑ ↓ Home End PgUp PgDn", "about in the text, up and down the memos"),
    Key(WRITE, "enter", "", "Enter", "a new line; among the memos: take one up to change it"),
    Key(WRITE, "escape", "leave", "Esc", "back; what is not saved: Esc once more"),
    _HELP_IN_TEXT,
    _LEAVE,
)
"""A memo."""

FORM = (
    Key(WRITE, "tab", "", "Tab Shift+Tab", "next, previous line"),
    Key(WRITE, "shift+tab", "", "", ""),
    Key(WRITE, "ctrl+s", "done", "Ctrl+S", "save"),
    Key(WRITE, "enter", "", "Enter", "save; in the list of codes: open it, choose"),
    Key(WRITE, "up,down,space", "", "↑ ↓ Space", "in the list of codes: open it"),
    Key(WRITE, "escape", "leave", "Esc", "back, nothing is added"),
    _HELP_IN_TEXT,
    _LEAVE,
)
"""A new code."""

TABLES = (SETTLING, ASK, PICK, SOME, LINE, PALETTE, NOTE, FORM)
