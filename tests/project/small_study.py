"""A small bilingual study in several formats, real runs of the command line on it, and its tables."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qualcode.project.job.options import CodeOptions
from qualcode.project.results.run import Report, run
from tests.forked import run_forked
from tests.ingest.worddoc import docx, para, table

CODEBOOK = """\
format: 1
codebook:
  name: Street
  version: 1.2.0
  languages: [zh, en]
  shields: [能人街]
codes:
  - id: leading
    name: {zh: 领导, en: Leading}
    children:
      - id: elite
        name: {zh: 能人, en: Capable people}
        rules: ['{能人,带头人}', capable person]
        children:
          - id: founder
            name: {zh: 发起人, en: Founder}
            rules: [发起, found*]
      - id: office
        name: {zh: 干部, en: Office}
        rules: [书记 OR 主任, secretary]
  - id: trust
    name: {zh: 信任, en: Trust}
    rules: [信任 NOT 不信任, trust*, 放心 NEAR/3 交给]
  - id: told
    name: {zh: 转述, en: Told}
    rules: ['code:elite AND code:trust']
  - id: by_hand
    name: {zh: 手工, en: By hand}
"""

GARDEN = """\
访谈时间：2025-03-12
访谈地点：能人街

访谈者：花园是谁发起的？能人吗？

李阿姨：是王书记发起的。他是能人，大家信任他（笑），放心都交给他。

居民B：我不信任谁。书记来过两次。

访谈者：后来呢？

李阿姨：能人街那边没人管。我们这边有带头人，发起了三次。信任慢慢有了！
"""
OFFICE = "问：您是书记吗？\n\n答：我是副书记。居民信任我们，能人也多。\n\n问：谁带头？\n\n答：老党员，带头人嘛。发起的人不少，信任是攒出来的。\n"
LANE = """\
---
community: Willow
role: resident
mood: =good, very
---
Interviewer: Who is a capable person here?

**Mrs Lin**: Anna is. She founded the garden, and we trust her. Trusting takes time.

Interviewer: And the secretary?

**Mrs Lin**: The secretary came once. A capable person would have come twice.
"""
MEETING = (
    para("座谈记录"),
    table(
        ("访谈员", "谁是能人？"),
        ("赵经理", "物业这边不信任我们。书记信任。"),
        ("居民A", "能人是赵经理。他发起的，我信任他。"),
        ("居民A", "-1 分，我说。"),
    ),
)
ROWS = 'speaker,text\nInterviewer,Do people trust each other?\nAnna,"They do, mostly: I trust them."\nBen,No capable person left. 能人走了。\n'
PLAIN = "我们这里没有能人。大家信任书记，\n也信任主任。\n\n就这样。\n"
MARKET = """\
訪談者：這裡有能人嗎？大家覺得怎麼樣？

陳太：有，大家都信任她，這件事情就是她發起的。我們住在這裡二十年了，鄰居之間很熟。

訪談者：主任來過嗎？

陳太：主任來過兩次，後來沒有再來。我們自己的事情自己做，東西放心交給她。
"""
ATTRIBUTES = """\
document,speaker,role,case,community,age
1_花园,,,,L,
1_花园,李阿姨,head,P-1,,66
2_书记.txt,答,secretary,P-2,M,
10_lane,Mrs Lin,,P-1,,
"""


def write_study(folder: Path) -> Path:
    """Write `talks/` (seven transcripts, three other files) and `codebook.yaml` into `folder`."""
    talks = folder / "talks"
    (talks / "more").mkdir(parents=True)
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    files = {
        "1_花园.txt": GARDEN.encode(),
        "2_书记.txt": OFFICE.encode("gb18030"),
        "10_lane.md": LANE.encode("utf-8-sig"),
        "more/3_座谈.docx": docx(*MEETING),
        "more/4_rows.csv": ROWS.encode(),
        "more/5_plain.txt": PLAIN.encode("utf-16"),
        "more/6_big5.txt": MARKET.encode("big5"),
        "attributes.csv": ATTRIBUTES.encode("utf-8-sig"),
        "README.md": "# talks\n能人\n".encode(),
        "more/empty.txt": b"",
        "more/notes.jpg": b"\xff\xd8",
    }
    for name, content in files.items():
        (talks / name).write_bytes(content)
    return talks


def run_process(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, as it is run from a terminal that is not watched.

    It is forked from one that has loaded all libraries, where neither `environment` nor the system forbids that.
    """
    words = [*map(str, arguments)]
    if hasattr(os, "fork") and not any(name.startswith("PYTHON") for name in environment):
        return run_forked(words, cwd, clean_environment() | environment)
    return subprocess.run(
        [sys.executable, "-m", "qualcode", *words],
        cwd=cwd,
        env=clean_environment() | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def clean_environment() -> dict[str, str]:
    """The environment of a process: UTF-8 output, and this checkout found from any folder."""
    root = str(Path(__file__).parents[2])
    return os.environ | {"PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"}


def table_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table by column."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def rows_of(path: Path) -> list[list[str]]:
    """All lines of a table as lists of fields, the header first."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def provenance_of(folder: Path) -> dict[str, Any]:
    """What provenance.json says."""
    content: dict[str, Any] = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    return content


def all_bytes(folder: Path) -> Mapping[str, bytes]:
    """The content of each file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def coded(folder: Path, output: Path, **options: Any) -> Report:
    """Run the main job on the study in `folder`, in this process."""
    inputs = options.pop("inputs", (str(folder / "talks"),))
    return run(CodeOptions(tuple(map(str, inputs)), str(folder / "codebook.yaml"), str(output), **options))
