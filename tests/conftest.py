"""What every test may ask for: Chromium, a folder for screenshots and other output, and not to be measured again.

A test marked `measured(FILE or FOLDER, ...)` takes long and can only change with those files, itself and the libraries.
`pytest --measure -n 0 FILE` runs it and notes in `tests/measured.json` that it passed, and with which files; until one
of them changes it is skipped, and after that it runs again.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from course_utils.authoring.source import spare_grammars
from course_utils.checks.progress import PATH_VARIABLE
from course_utils.environment import CHROMIUM_NAMES
from course_utils.environment import chromium as find_chromium
from course_utils.grading.sandbox.ready import leave_operations_bare

ROOT = Path(__file__).parents[1]
MEASURED = Path(__file__).with_name("measured.json")
spare_grammars()
# Tests check functions all the time: nobody's own progress may come from them.
_PLACE = tempfile.TemporaryDirectory(prefix="course-progress-")
os.environ[PATH_VARIABLE] = f"{_PLACE.name}/progress.json"
# Where a script runs the tests in its background, Control-C is ignored by them and by all that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
# The whole of WCAG 2.1 A and AA that a program can decide, and axe's advice beyond it.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
OF_COLOURS = ["link-in-text-block"]  # beside contrast, which contrast.js measures
CONTRAST = ROOT / "tests" / "accessibility" / "contrast.js"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _why_no_browser() -> str | None:
    said = os.environ.get("COURSE_SKIP_BROWSER")
    if said:
        return said
    return None if find_chromium() else f"none of {', '.join(CHROMIUM_NAMES)} is installed"


# `pytestmark = ...` of a file, up to the next line that begins at the margin.
_OF_THE_FILE = re.compile(r"^pytestmark = .*(?:\n[ \t\])].*)*", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Import no file of which every test would be deselected: all together, they cost as much as their imports."""
    if collection_path.suffix != ".py" or not collection_path.name.startswith("test_"):
        return None
    unwanted = excluded(config.getoption("markexpr"))
    return bool(unwanted and unwanted & marks_of(collection_path.read_text("utf-8"))) or None


def excluded(expression: str) -> set[str]:
    """The marks that `-m EXPRESSION` names after `not`, where it is made of nothing else."""
    terms = expression.split(" and ")
    return {term.removeprefix("not ") for term in terms} if all(re.fullmatch(r"not \w+", term) for term in terms) else set()


def marks_of(text: str) -> set[str]:
    """The marks that every test of a file carries."""
    return {mark for line in _OF_THE_FILE.findall(text) for mark in re.findall(r"pytest\.mark\.(\w+)", line)}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--measure", action="store_true", help="run what is `measured`, and note that it passed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):  # with long files first, no worker is left alone with one at the end
        long = {item.path for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: item.path not in long)
    reason = _why_no_browser()
    known = {} if config.getoption("--measure") else _measured()
    for item in items:
        if reason is not None and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"browser test: {reason}"))
        if item.nodeid in known and known[item.nodeid] == _state(item):
            item.add_marker(pytest.mark.skip(reason="measured before, and nothing that it hangs on has changed"))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[object]:
    """Nothing of what is imported and collected goes: no search for cycles walks through it while it grows."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was collected stays to the end: no search for cycles walks through it, a tenth of the gate's work.

    TensorFlow, which some modules import, works as in the grader: a quarter of the time of what builds networks.
    """
    if hasattr(session.config, "workerinput") and not session.config.option.xmlpath:
        from tests.workers import send_less

        send_less(session.config)
    if "tensorflow" in sys.modules:
        leave_operations_bare()
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)  # the usual 700 is a search, and Hypothesis's note of it, every millisecond


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    if config.getoption("dist") != "loadscope":
        return None
    from tests.workers import Scheduling  # a project with a copy of this file has none

    return Scheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    yield  # what fails ends here
    if item.config.getoption("--measure") and item.get_closest_marker("measured"):
        noted = _measured() | {item.nodeid: _state(item)}
        MEASURED.write_text(json.dumps(noted, indent=1, sort_keys=True) + "\n", "utf-8")


def _measured() -> dict[str, str]:
    return dict(json.loads(MEASURED.read_text("utf-8"))) if MEASURED.is_file() else {}


def _state(item: pytest.Item) -> str:
    """A digest of all that a measured test hangs on.

    Raises:
        FileNotFoundError: a file that its mark names does not exist.
    """
    mark = item.get_closest_marker("measured")
    digest = hashlib.sha256(" ".join(map(version, ("keras", "numpy"))).encode())
    for path in (item.path, *(ROOT / name for name in (mark.args if mark else ()))):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.read_bytes())
        path.stat()
    return digest.hexdigest()[:16]


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
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=120_000)  # milliseconds; five seconds are short where others use the machine
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Any]:
    """The one JupyterLab of a run, on a student's copy of the course."""
    from tests.lab import course_lab

    with course_lab(ROOT, tmp_path_factory.mktemp("student")) as started:
        yield started


@pytest.fixture(scope="session")
def lab_page(course: Any, browser: Any) -> Iterator[Any]:
    """One page of JupyterLab for all tests: loading it takes longer than most of them."""
    from tests.lab import load

    context = browser.new_context(viewport={"width": 1340, "height": 900})
    context.set_default_timeout(180_000)
    page = context.new_page()
    load(course, page, "lab")
    yield page
    context.close()


class Watched(NamedTuple):
    """A page without a network, the addresses that it asked for beyond files, and what went wrong in it."""

    page: Any
    requests: list[str]
    errors: list[str]
    printed: list[str]


@pytest.fixture(scope="session")
def _kept_page(browser: Any) -> Iterator[Watched]:
    context = browser.new_context(offline=True)
    kept = Watched(context.new_page(), [], [], [])
    files = ("file:", "data:", "blob:")
    kept.page.on("request", lambda request: request.url.startswith(files) or kept.requests.append(request.url))
    kept.page.on("pageerror", lambda error: kept.errors.append(str(error)))
    kept.page.on("console", lambda message: message.type == "error" and kept.printed.append(message.text))
    yield kept
    context.close()


@pytest.fixture
def watched_page(_kept_page: Watched, tmp_path: Path) -> Watched:
    """An empty page, the same for all tests: another one takes a second of a processor."""
    page, *heard = _kept_page
    (tmp_path / "empty.html").write_text("<!doctype html><title></title>")
    page.set_viewport_size({"width": 1180, "height": 900})
    page.emulate_media(color_scheme="light", media="screen")
    page.goto((tmp_path / "empty.html").as_uri())
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    for said in heard:
        said.clear()
    return _kept_page


@pytest.fixture
def offline_page(watched_page: Watched) -> Iterator[Any]:
    """A page without a network; an error in it, or a request for anything but a file, fails the test."""
    yield watched_page.page
    assert watched_page.errors + watched_page.requests == []


@pytest.fixture(scope="session")
def output_dir() -> Path:
    """`tests/output`, which git ignores: screenshots and reports to look at."""
    folder = ROOT / "tests" / "output"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def bring_compiled() -> Callable[[Path], Path]:
    """A function: lays beside the modules of a copied package what Python compiled of the course's own."""
    from tests.compiled import bring_compiled  # a project with a copy of this file has none

    return bring_compiled


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder of pyproject.toml."""
    return ROOT


def _words(violation: dict[str, Any]) -> list[str]:
    def why(node: dict[str, Any]) -> str:
        return next((one["message"] for one in [*node["any"], *node["all"], *node["none"]]), violation["help"])

    return [f"{violation['id']}: {why(node)}: {node['html'][:160]}" for node in violation["nodes"][:5]]


@pytest.fixture(scope="session")
def audit() -> Callable[..., list[str]]:
    """A function: the faults of what `root` selects in a page by axe-core and by the contrast of every text.

    One line each; `without` names rules that axe leaves out. `recoloured`: the page was looked at in other colours, and
    axe applies only the rule that hangs on them.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    contrast = CONTRAST.read_text("utf-8")

    def look(page: Any, root: str = "body", without: tuple[str, ...] = (), recoloured: bool = False) -> list[str]:
        if page.evaluate("!window.axe"):
            page.evaluate(AXE_SCRIPT)
        script = "([root, options]) => axe.run({ include: [[root]] }, options)"
        off = {name: {"enabled": False} for name in (*without, "color-contrast")}  # contrast.js measures every text
        kinds = ["violations", "incomplete"]  # of what passes one place is named, not thousands
        rules = {"runOnly": {"type": "rule", "values": OF_COLOURS}} if recoloured else {"runOnly": RULES, "rules": off}
        report = page.evaluate(script, [root, rules | {"resultTypes": kinds}])
        assert recoloured or report["passes"], "axe looked at nothing"
        undecided = [fault for fault in report["incomplete"] if fault["id"].startswith("aria-")]
        texts = page.evaluate(contrast, root)
        assert texts["seen"], "no text was measured"
        return [line for fault in [*report["violations"], *undecided] for line in _words(fault)] + texts["faults"]

    return look
