"""What the tests of several corpora share."""

import pytest

from course_utils.checks.locate import kernel
from course_utils.checks.session import asking

BUSY = 30  # times as long as a student waits: on a busy machine the clock ends what a student's own would have finished


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """What is said of an answer hangs on what it does, not on who else uses the machine."""
    monkeypatch.setattr(asking, "PATIENCE", BUSY * asking.PATIENCE)
    monkeypatch.setattr(kernel, "LONGEST", BUSY * kernel.LONGEST)
