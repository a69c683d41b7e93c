"""The import law: a module imports only from layers below its own, and pure stations touch nothing outside."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "qualcode"
LAYERS = [
    {"errors", "memory", "terms", "version"},
    {"text", "settings"},
    {"ingest", "rules"},
    {"codebook"},
    {"coding"},
    {"journal", "workshop", "analysis", "export", "pseudonyms", "reliability"},
    {"project"},
    {"tui"},
    {"cli"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
ROOMS = [
    {"study", "sheets"},
    {"job"},
    {"codebooks", "doctor", "pseudonyms", "results", "teams"},
    {"codings", "intake", "quotes", "words"},
    {"agreement", "audits", "checks", "desk", "passages"},
    {"library"},
    {"report"},
]
ROOM_LEVEL = {name: level for level, names in enumerate(ROOMS) for name in names}
"""The folders of `project`: the same law holds between them."""
DOORS = {"__init__", "__main__"}
PURE_STATIONS = {
    *("errors", "terms", "version", "text", "rules", "coding", "analysis", "pseudonyms", "reliability"),
}
_JOURNAL = (
    *(
        "align",
        "anchor",
        "events",
        "fit",
        "fold",
        "marks",
        "passages",
        "rounds",
        "state",
        "union",
        "versions",
    ),
)
PURE_FILES = {
    "codebook/model.py",
    *(f"journal/{name}.py" for name in _JOURNAL),
}
OUTSIDE = {
    *("os", "io", "sys", "pathlib", "sqlite3", "csv", "zipfile"),
    *("typer", "click", "rich", "textual", "matplotlib"),
}
TOUCHING = {"print", "open", "input"}
HEAVY = {"pandas", "scipy", "sklearn", "spacy", "jieba", "lxml", "matplotlib", "textual", "ruamel"}
_DESK = ("change", "lines", "marks", "picking", "rulings", "standing")
PURE_FILES |= {f"project/desk/{name}.py" for name in _DESK}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def station(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def is_pure(path: Path) -> bool:
    return station(path) in PURE_STATIONS or name_of(path) in PURE_FILES


def names_of(node: ast.AST, package: tuple[str, ...]) -> set[str]:
    """Dotted names that an import statement brings in; relative ones made absolute."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        base = package[: len(package) - node.level + 1] if node.level else ()
        stem = ".".join((*base, *filter(None, [node.module])))
        return {stem} | {f"{stem}.{alias.name}" for alias in node.names}
    return set()


def at_module_level(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes that run when the module is imported: function bodies and type checking blocks do not."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from at_module_level(child)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path, nodes: Iterator[ast.AST]) -> set[str]:
    package = ("qualcode", *path.relative_to(ROOT).parent.parts)
    return set().union(*(names_of(node, package) for node in nodes))


def upward(path: Path, names: set[str]) -> list[str]:
    """Stations of the same layer or a higher one among the imported names."""
    here = station(path)
    if here not in LEVEL:
        return []
    used = {name.split(".")[1] for name in names if name.startswith("qualcode.")}
    return sorted(name for name in used & set(LEVEL) if name != here and LEVEL[name] >= LEVEL[here])


def room(path: Path) -> str:
    return path.relative_to(ROOT / "project").parts[0]


def upstairs(path: Path, names: set[str]) -> list[str]:
    """Folders of `project`, at the same level or a higher one, among the imported names."""
    dotted = (name.split(".") for name in names if name.startswith("qualcode.project."))
    used = {parts[2] for parts in dotted} & set(ROOM_LEVEL) - {room(path)}
    return sorted(name for name in used if ROOM_LEVEL[name] >= ROOM_LEVEL[room(path)])


MODULES = sorted(path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.stem not in DOORS)
PURE = [path for path in MODULES if is_pure(path)]


def told(breaches: Iterator[tuple[Path, object]]) -> str:
    """The modules that break a law, a line each with what breaks it."""
    return "\n".join(f"{name_of(path)}: {bad}" for path, bad in breaches if bad)


def test_every_module_is_in_a_layer():
    lost = told((path, station(path) not in LEVEL) for path in MODULES)
    assert not lost, f"in no layer: decide where it belongs before it imports anything\n{lost}"


def test_modules_import_only_from_lower_layers():
    bad = told((path, upward(path, imported(path, ast.walk(parsed(path))))) for path in MODULES)
    assert not bad, f"imports of the same layer or a higher one\n{bad}"


def test_every_folder_of_project_has_its_level():
    folders = {path.name for path in (ROOT / "project").iterdir() if any(path.glob("*.py"))}
    assert folders == set(ROOM_LEVEL)


def test_folders_of_project_import_only_from_lower_ones():
    inside = [path for path in MODULES if path.parent.parent == ROOT / "project"]
    assert inside
    bad = told((path, upstairs(path, imported(path, ast.walk(parsed(path))))) for path in inside)
    assert not bad, f"imports of the same level or a higher one\n{bad}"


def test_the_manual_names_every_folder():
    page = (ROOT.parent / "docs" / "inside.md").read_text(encoding="utf-8")
    first = {
        cell
        for row in page.splitlines()
        if row.startswith("| `")
        for cell in row.split("|")[1].split("`")[1::2]
    }
    assert first == set(LEVEL) | set(ROOM_LEVEL)


def test_no_module_imports_the_front_door():
    def plain(path: Path) -> Iterator[ast.AST]:
        return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Import))

    bad = told((path, "qualcode" in imported(path, plain(path))) for path in MODULES)
    assert not bad, f"the front door imports everything: name the station\n{bad}"


def test_pure_modules_touch_no_outside_world():
    def roots(path: Path) -> set[str]:
        return {name.split(".")[0] for name in imported(path, ast.walk(parsed(path)))}

    bad = told((path, sorted(roots(path) & OUTSIDE)) for path in PURE)
    assert not bad, f"pure, but it imports the following; move that to project, ingest, export or cli\n{bad}"


def test_pure_modules_neither_print_nor_open():
    def called(path: Path) -> set[str]:
        calls = (node.func for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))
        return {call.id for call in calls if isinstance(call, ast.Name)}

    bad = told((path, sorted(called(path) & TOUCHING)) for path in PURE)
    assert not bad, f"pure, but it calls the following\n{bad}"


def test_heavy_libraries_are_imported_where_they_are_needed():
    def heavy(path: Path) -> list[str]:
        own = {"textual"} if station(path) == "tui" else set()  # the desk is loaded by its command only
        names = imported(path, at_module_level(parsed(path)))
        return sorted({name.split(".")[0] for name in names} & (HEAVY - own))

    bad = told((path, heavy(path)) for path in MODULES)
    assert not bad, f"imported at the top; import it in the function that needs it\n{bad}"


def test_a_breach_is_told_with_its_module():
    assert (
        told(iter([(ROOT / "text/words.py", ["coding"]), (ROOT / "terms.py", [])]))
        == "text/words.py: ['coding']"
    )


@pytest.mark.parametrize(
    ("file", "source", "bad"),
    [
        ("text/words.py", "from qualcode.coding.coded import Coded", ["coding"]),
        ("ingest/gather.py", "from qualcode import rules", ["rules"]),
        ("rules/parse.py", "from ..ingest import gather", ["ingest"]),
        ("coding/apply.py", "from qualcode.rules.syntax import Expr\nfrom qualcode.coding import units", []),
    ],
)
def test_the_law_sees_a_breach(file: str, source: str, bad: list[str]):
    path = ROOT / file
    assert upward(path, imported(path, ast.walk(ast.parse(source)))) == bad


def test_the_law_sees_a_breach_between_folders():
    names = {"qualcode.project.report.writing", "qualcode.project.study.folder", "qualcode.project.desk"}
    assert upstairs(ROOT / "project/agreement/units.py", names) == ["desk", "report"]


def test_the_law_tells_top_level_from_inside():
    tree = ast.parse("if x:\n    import pandas\ndef f():\n    import scipy\nclass C:\n    import lxml")
    assert imported(ROOT / "text/words.py", at_module_level(tree)) == {"pandas", "lxml"}
