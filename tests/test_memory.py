"""How a run treats memory."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SET_ASIDE = """
import gc, sys
from qualcode.cli import main
sys.argv = ["qualcode", *sys.argv[1:]]
try:
    main()
finally:
    print(gc.get_freeze_count())
"""


@pytest.mark.parametrize("arguments", [["--version"], ["code", "no-such-folder", "-c", "none.yaml"], ["no"]])
def test_what_is_left_at_the_end_is_not_searched(arguments: list[str]):
    command = [sys.executable, "-c", SET_ASIDE, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert int(done.stdout.splitlines()[-1]) > 10_000
