"""What every test may ask for: Chromium, and a folder for screenshots and other output."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course_utils.checks.progress import PATH_VARIABLE
from course_utils.environment import CHROMIUM_NAMES
from course_utils.environment import chromium as find_chromium

ROOT = Path(__file__).parents[1]
# Tests check functions all the time: nobody's own progress may come from them.
_PLACE = tempfile.TemporaryDirectory(prefix="course-progress-")
os.environ[PATH_VARIABLE] = f"{_PLACE.name}/progress.json"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


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
def browser(chromium: str) -> Iterator[Any]:
    """One Chromium for all browser tests of a process: Playwright allows no second one there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture
def offline_page(browser: Any) -> Iterator[Any]:
    """A page without a network; an error in it, or a request for anything but a file, fails the test."""
    context = browser.new_context(offline=True, viewport={"width": 1180, "height": 900})
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: request.url.startswith(("file:", "data:")) or problems.append(request.url))
    yield page
    context.close()
    assert problems == []


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
