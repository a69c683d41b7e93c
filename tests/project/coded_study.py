"""A study whose transcripts two people coded, each for themselves."""

from collections.abc import Sequence
from pathlib import Path

from qualcode.journal.events import Event
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.folder import Study, begin_study
from qualcode.project.study.journals import append_events
from qualcode.text.digest import sha256_of

CODEBOOK = """\
format: 1
codebook:
  name: Street
  version: 1.0.0
  languages: [en, zh]
codes:
  - id: people
    name: {en: People, zh: 人}
    children:
      - id: leader
        name: {en: Leader, zh: 能人}
        rules: [能人, leader*]
      - id: helper
        name: {en: Helper, zh: 帮手}
        rules: [helper*]
  - id: trust
    name: {en: Trust, zh: 信任}
    rules: [信任, trust*]
  - id: by_hand
    name: {en: By hand, zh: 手工}
"""
TALKS = {
    "lane": "Interviewer: Who leads here?\n\n"
    "Lin: Anna is the leader. She has helpers. We trust her. It rained.\n\n"
    "Interviewer: Do you trust the office?\n\n"
    "Lin: The office came once. Nobody trusts it.\n",
    "花园": "访谈者：谁是能人？\n\n李阿姨：王书记是能人。大家信任他。下雨了。\n\n访谈者：后来呢？\n\n李阿姨：没有了。\n",
    "yard": "Interviewer: And the yard?\n\nBen: The yard has a leader. We trust nobody there.\n",
}
CODES = ("people", "leader", "helper", "trust", "by_hand")


def made(folder: Path) -> Study:
    """A study with three texts and a codebook, coded by nobody."""
    study = begin_study(folder).study
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    for name, text in TALKS.items():
        (folder / "transcripts" / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest_study(study)
    return study


def text_of(study: Study, document: str) -> str:
    """The fixed text of a document."""
    return (study.folder / "text" / f"{document}.txt").read_text(encoding="utf-8")


def code(
    study: Study,
    coder: str,
    document: str,
    marks: Sequence[tuple[str, str]],
    *,
    round: int = 1,
    codes: Sequence[str] | None = CODES,
    mode: str = "blind",
    finish: bool = True,
) -> None:
    """Let somebody code a document: (code, quote) each, the quote as it stands there first."""
    text = text_of(study, document)
    offered = {"round": round, "mode": mode, "codes": None if codes is None else tuple(codes)}
    events = [Event("open", **offered), *(add(text, code, quote, round) for code, quote in marks)]
    append_events(study.folder, coder, document, [*events, *([Event("finish", **offered)] if finish else [])])


def add(text: str, code: str, quote: str, round: int = 1) -> Event:
    """An event that adds a coding."""
    start = text.index(quote)
    place = {"start": start, "end": start + len(quote), "quote": quote, "sha256": sha256_of(text)}
    return Event("add", round=round, code=code, before="", after="", **place)


def coded(folder: Path) -> Study:
    """The same, two texts coded by li and by zhang, the third by zhang alone."""
    study = made(folder)
    code(
        study,
        "li",
        "lane",
        [("leader", "Anna is the leader."), ("trust", "We trust her."), ("helper", "helpers")],
    )
    code(
        study,
        "zhang",
        "lane",
        [("leader", "Anna"), ("trust", "trust her. It rained"), ("leader", "She has helpers.")],
    )
    code(study, "li", "花园", [("leader", "王书记是能人"), ("trust", "大家信任他。")])
    code(study, "zhang", "花园", [("leader", "能人。"), ("by_hand", "没有了。")])
    code(study, "zhang", "yard", [("leader", "leader")])
    return study
