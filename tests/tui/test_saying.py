import ast
from pathlib import Path

import qualcode.tui
from qualcode.tui.keys import GROUPS, KEYS
from qualcode.tui.other_keys import SETTLING, TABLES
from qualcode.tui.saying import Saying
from qualcode.tui.saying_zh import CHINESE

ROOT = Path(qualcode.tui.__file__).parent
SAYS = {"say", "_say", "code_by_name", "one_of", "_repeat"}


def said() -> set[str]:
    """What the desk says, as far as it stands in calls."""
    found: set[str] = set()
    for file in ROOT.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(
                getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", "")
            )
            if isinstance(node, ast.Call) and name in SAYS and node.args:
                constants = [
                    one for arg in node.args for one in ast.walk(arg) if isinstance(one, ast.Constant)
                ]
                found |= {one.value for one in constants if isinstance(one.value, str)}
    return found - {"new", "unreviewed"}


def test_all_that_is_said_is_said_in_chinese():
    tables = [key for table in (KEYS, *TABLES) for key in table]
    keys = {*GROUPS, *(key.does for key in tables if key.does), *(key.group for key in tables)}
    assert sorted((said() | keys) - set(CHINESE)) == []


def test_blanks_are_filled_in():
    assert Saying("zh")("{n} codings", n=3) == "3 条编码"
    assert Saying()("{n} codings", n=3) == "3 codings"
    for english, chinese in CHINESE.items():
        assert {part for part in english.split() if part.startswith("{")} <= {*english.split()}
        assert english.count("{") == chinese.count("{"), english


def test_the_manual_lists_all_keys():
    docs, zh = ROOT.parent.parent / "docs", Saying("zh")
    page, chinese = ((docs / name).read_text(encoding="utf-8") for name in ("desk.md", "desk.zh.md"))
    shown = [key for key in (*KEYS, *SETTLING) if key.shown]
    assert [key.shown for key in shown if f"| `{key.shown}` | {key.does} |" not in page] == []
    assert [one for one in shown if f"| `{zh(one.shown)}` | {zh(one.does)} |" not in chinese] == []
