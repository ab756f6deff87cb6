"""What a grade depends on, as one fingerprint: grades made under another version are not reused.

The verdict on a notebook comes from its exercises and hidden cases, from the grader with its judge,
and from the student side of the sandbox. All that these import, at their top or inside a function,
takes part. Imports are read from the source, so nothing is loaded for this.
"""

from __future__ import annotations

import ast
import hashlib
import itertools
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import course_utils
from course_utils.exercises.questions.drawn import ask
from course_utils.exercises.questions.question import Question
from course_utils.exercises.variant import FILE
from course_utils.grading.questions import asked

PACKAGE = Path(course_utils.__file__).parent
# An import as it stands in our sources. To parse these lines alone takes a tenth of the time of parsing all.
_IMPORT = re.compile(rb"^[ \t]*((?:import|from)[ \t]+course_utils\b[^\n(]*(?:\([^)]*\))?)", re.MULTILINE)
# Of what questions are made; their files are not here, as one holds those of several notebooks.
OF_QUESTIONS = ("course_utils.grading.questions.answers", "course_utils.exercises.questions.code")
FOR_CLASS = "+"  # after a version, the class whose numbers a notebook without its mark was judged by
_VARIANTS = 3  # of a question, by which its text and its answer are known
JUDGES = ("course_utils.grading.grader", "course_utils.grading.sandbox.zygote")


@cache
def version(notebook: str) -> str:
    """The fingerprint of a notebook's verdicts; an unknown notebook raises CourseError."""
    asked.require(notebook)
    return fingerprint(notebook, PACKAGE, map(_said, asked.asked(notebook)))


def fingerprint(notebook: str, package: Path, questions: Iterable[str] = ()) -> str:
    """As `version`, of the course in the folder `package`; `questions` is all that the notebook's questions say."""
    digest = hashlib.sha256("\n".join(questions).encode())
    for path in sources(notebook, package):
        digest.update(f"{path.relative_to(package).as_posix()} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _said(question: Question) -> str:
    """What a question asks and takes for right, worked out: another one in the same file is nothing to it."""
    posed = [ask(question, number, "") for number in range(_VARIANTS)]
    said = [(each.prompt, each.picture, each.options, each.literal, each.misconceptions) for each in posed]
    kind = {name: value for name, value in vars(question.kind).items() if not callable(value)}
    explained = [each.verdict(each.literal).explanation for each in posed]
    return repr((question.id, type(question.kind).__name__, kind, question.points, said, explained))


def sources(notebook: str, package: Path) -> list[Path]:
    """All files that take part in the verdict on `notebook`, sorted."""
    stem = notebook.replace("/", "_", 1)
    waiting = {*OF_QUESTIONS, f"course_utils.exercises.{stem}", f"course_utils.exercises.hidden.{stem}"}
    if (package / "exercises" / f"{stem}.py").is_file():
        waiting |= set(JUDGES)
    files = {path for path in [package / "exercises" / FILE] if path.is_file()}
    seen = set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for path in _files(name, package) - files:
            files.add(path)
            waiting |= _imports(path.read_bytes()) - seen
    return sorted(files)


def _files(name: str, package: Path) -> set[Path]:
    """The module's file and those of the packages around it; none where `name` is no module, but a name in one."""
    _, *parts = name.split(".")
    folders = list(itertools.accumulate(parts, "{}/{}".format, initial=str(package)))
    files = [f"{folders[-1]}.py", *(f"{folder}/__init__.py" for folder in folders)]
    return {path for path in map(Path, files) if path.is_file()}


@cache
def _imports(source: bytes) -> frozenset[str]:
    """What a module imports of the course: modules, and names that may be modules."""
    names: list[str] = []
    for text in _IMPORT.findall(source):
        try:
            (node,) = ast.parse(text).body
        except (SyntaxError, ValueError):  # a line of prose that begins like an import
            continue
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            names += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return frozenset(name for name in names if name.split(".")[0] == course_utils.__name__)
