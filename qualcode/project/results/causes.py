"""Why a run gave something else: two records of runs compared, input by input."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

FREQUENCIES = "frequencies.csv"
"""The table that holds the names of all codes."""
Written = Mapping[str, Any]
"""What provenance.json says."""


class Cause(NamedTuple):
    """What differs: what it is about (`codebook`, `transcript` …), its name, and a sentence about it."""

    about: str
    name: str
    what: str


def causes(old: Written, new: Written) -> list[Cause]:
    """What differs between what went into two runs, what surely matters first."""
    return [
        *_codebook(old, new),
        *_codings(old.get("codings"), new.get("codings")),
        *_documents(old, new),
        *_file("attributes", old["attributes"], new["attributes"]),
        *_file("settings", old["options"].get("settings"), new["options"].get("settings")),
        *_options(old["options"], new["options"]),
        *_program(old, new),
    ]


def _codebook(before: Written, now: Written) -> Iterator[Cause]:
    old, new = before["codebook"], now["codebook"]
    name = str(new["file"])
    if old["rules_sha256"] != new["rules_sha256"]:
        yield Cause("codebook", name, "its rules, or what else decides a coding, have changed")
    elif old["sha256"] != new["sha256"]:
        shown = [one["tables"].get(FREQUENCIES, {}).get("sha256") for one in (before, now)]
        same = "the file has changed, its rules and the names in the tables have not"
        other = "its texts have changed, its rules have not: names may differ, codings do not"
        yield Cause("codebook", name, same if shown[0] and shown[0] == shown[1] else other)
    if old["version"] != new["version"]:
        yield Cause("codebook", name, f"version {old['version'] or 'none'}, now {new['version'] or 'none'}")


def _codings(old: Written | None, new: Written | None) -> Iterator[Cause]:
    """What differs in a person's codings and in how far the person is; another coder is another option."""
    if not (old and new) or (old["coder"], old["round"]) != (new["coder"], new["round"]):
        return
    if old["sha256"] != new["sha256"]:
        yield Cause("codings", str(new["coder"]), "codings, decisions or codes on offer have changed")
    for what, one, other in (("is finished now", new, old), ("is no longer finished", old, new)):
        for name in one["finished"]:
            if name not in other["finished"]:
                yield Cause("codings", str(new["coder"]), f"{name} {what}")


def _documents(old: Written, new: Written) -> Iterator[Cause]:
    before = {one["document"]: one for one in old["documents"]}
    now = {one["document"]: one for one in new["documents"]}
    left = {one["file"]: one["reason"] for one in new["skipped"]}
    for name, one in before.items():
        if name not in now:
            why = left.get(one["file"])
            yield Cause("transcript", one["file"], f"cannot be read: {why}" if why else "is missing")
        elif what := _document(one, now[name]):
            yield Cause("transcript", now[name]["file"], what)
    for name, one in now.items():
        if name not in before:
            yield Cause("transcript", one["file"], "is new")


def _document(old: Written, new: Written) -> str:
    """What differs in a document; empty where nothing does."""
    is_other_file, is_other_text = (old[name] != new[name] for name in ("source_sha256", "sha256"))
    if is_other_file:
        return "has changed" if is_other_text else "its file has changed, its text has not"
    told = [
        f"{name} {old[name]}, now {new[name]}" for name in ("reader", "encoding") if old[name] != new[name]
    ]
    if is_other_text or told:
        return "; ".join(
            ["is the same file, read otherwise" if is_other_text else "is read otherwise", *told]
        )
    return ""


def _file(about: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> Iterator[Cause]:
    if old and not new:
        yield Cause(about, old["file"], "is missing, or is no longer used")
    elif new and not old:
        yield Cause(about, new["file"], "is new: the run had none")
    elif old and new and old["sha256"] != new["sha256"]:
        yield Cause(about, new["file"], "has changed")


def _options(old: Written, new: Written) -> Iterator[Cause]:
    for name, value in old.items():
        if name not in new:
            yield Cause("option", name, f"this version does not know it; the run had {_told(value)}")
        elif value != new[name] and name != "settings":
            yield Cause("option", name, f"{_told(value)}, now {_told(new[name])}")
    for name, value in new.items():
        if name not in old:
            yield Cause("option", name, f"the run did not know it; its default is {_told(value)}")


def _program(old: Written, new: Written) -> Iterator[Cause]:
    if old["qualcode"] != new["qualcode"]:
        yield Cause("program", "qualcode", f"{old['qualcode']}, now {new['qualcode']}")
    before, now = old["environment"], new["environment"]
    for name in dict.fromkeys([*before, *now]):
        if before.get(name) != now.get(name):
            yield Cause("environment", name, f"{before.get(name, 'none')}, now {now.get(name, 'none')}")


def _told(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value in (None, "") else str(value).lower() if isinstance(value, bool) else str(value)


MACHINE = ("qualcode", "environment")
"""Keys of provenance.json that may differ where nothing else does."""


def other_keys(old: Written, new: Written) -> list[str]:
    """Keys of provenance.json that say something else, but for the tables, which are compared themselves."""
    return [
        name for name in dict.fromkeys([*old, *new]) if name != "tables" and old.get(name) != new.get(name)
    ]
