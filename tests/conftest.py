"""What every test may ask for: Chromium, and a folder for screenshots and other output."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from course_utils.environment import CHROMIUM_NAMES
from course_utils.environment import chromium as find_chromium

ROOT = Path(__file__).parents[1]


def _why_no_browser() -> str | None:
    said = os.environ.get("COURSE_SKIP_BROWSER")
    if said:
        return said
    return None if find_chromium() else f"none of {', '.join(CHROMIUM_NAMES)} is installed"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = _why_no_browser()
    if reason is None:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"browser test: {reason}"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; the test is skipped where there is none."""
    reason, path = _why_no_browser(), find_chromium()
    if reason is not None or path is None:
        pytest.skip(f"browser test: {reason}")
    return path


@pytest.fixture(scope="session")
def output_dir() -> Path:
    """`tests/output`, which git ignores: screenshots and reports to look at."""
    folder = ROOT / "tests" / "output"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder of pyproject.toml."""
    return ROOT
