"""A few examples of every target of `make fuzz`: no traceback, bounded memory, bounded processor time."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fuzz import TARGETS

EXAMPLES = 250  # of each target: a thousand in all


@pytest.mark.slow
def test_a_thousand_examples_hold():
    run = [sys.executable, str(Path(__file__).with_name("fuzz.py")), str(EXAMPLES), "fixed"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=3_600)
    assert done.returncode == 0, done.stderr[-5_000:]
    assert done.stdout.splitlines() == [f"{target.__name__}: {EXAMPLES} examples held" for target in TARGETS]
