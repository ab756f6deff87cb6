"""What the tests of several corpora share."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from busy import be_patient


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    be_patient(monkeypatch)
