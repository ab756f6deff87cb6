"""`course new-exercise`, `new-question`, `new-mistake`: what works at once, with a TODO for its author."""

from __future__ import annotations

import builtins
import json
import keyword
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from course_utils.authoring.insert import after_last_check, behind, into_collection, with_imports
from course_utils.authoring.source import find_sources, read
from course_utils.data.files import replace_file
from course_utils.errors import BuildError, UsageError
from course_utils.exercises import loops, registry
from course_utils.exercises.changes import Changed
from course_utils.exercises.questions import registry as questions

_TEMPLATES = Path(__file__).parent / "templates"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_NOTEBOOK = re.compile(r"(week\d+)/\d+_[a-z0-9_]+")
_ALIASES = ("np", "tf", "keras", "plt")
_TODO = re.compile(r"\bTODO\b.*")
_QUESTION_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PLACES = ("course_utils/exercises/week*.py", "course_utils/exercises/questions/week*.py",
           "course_utils/exercises/hidden/week*.py", "workbook/source/**/*.py")


def new_exercise(root: Path, name: str, notebook: str) -> list[Path]:
    """Write the exercise `name` of `notebook` into its three files, creating those that are missing.

    Returns the files written. What stood in them stays, byte by byte.

    Raises:
        UsageError: the name or the notebook is not one that can be used, or the name is taken.
        BuildError: a file has another form than the course's own files, so there is no place to write to.
    """
    _verify(root, name, notebook)
    stem = notebook.replace("/", "_", 1)
    exercises = root / "course_utils" / "exercises" / f"{stem}.py"
    hidden = root / "course_utils" / "exercises" / "hidden" / f"{stem}.py"
    source = root / "workbook" / "source" / f"{notebook}.py"
    words = {"name": name, "NAME": _constant(exercises, name), "id": name.replace("_", "-"), "notebook": notebook}
    words |= {"points": "0" if exercises.is_file() else "100"}
    written = {
        exercises: _exercises(root, exercises, words),
        hidden: _hidden(root, hidden, words),
        source: _source(root, source, words),
    }
    for path, text in written.items():
        replace_file(path, text.encode())
    return list(written)


def _verify(root: Path, name: str, notebook: str) -> None:
    """Raise UsageError unless everything is new and usable."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise UsageError(f"{name!r} is no name for a function.", "Write it as sum_of_squares.")
    week = _NOTEBOOK.fullmatch(notebook)
    if week is None:
        raise UsageError(f"{notebook!r} names no notebook.", "Write it as week2/5_my_notebook: week, number, words.")
    if not (root / "course_utils" / f"{week[1]}.py").is_file():
        known = ", ".join(sorted(path.stem for path in (root / "course_utils").glob("week*.py")))
        raise UsageError(f"There is no {week[1]}.", f"Weeks are: {known}. Each has a file of what notebooks import.")
    _verify_place(root, notebook)
    imported = (root / "course_utils" / f"{week[1]}.py").read_text("utf-8")
    if name in dir(builtins) or name in _ALIASES or f'"{name}"' in imported:
        raise UsageError(f"{name} means something else in a notebook already.", "Choose another name.")
    for group in registry.all_sets():
        if name in group.by_any_name:
            raise UsageError(f"{name} is an exercise of {group.notebook} already.", "Choose another name.")
    for path in sorted((root / "workbook" / "source").rglob("*.py")):
        if re.search(rf"^def {name}\(", path.read_text("utf-8"), re.MULTILINE):
            raise UsageError(f"{path.relative_to(root)} defines {name} already.", "Choose another name.")


def _verify_place(root: Path, notebook: str) -> None:
    """Raise UsageError when another notebook of the week has this one's number."""
    path = root / "workbook" / "source" / f"{notebook}.py"
    number = path.name.split("_")[0]
    others = [other.stem for other in sorted(path.parent.glob(f"{number}_*.py")) if other != path]
    if others:
        raise UsageError(f"Number {number} of the week is {others[0]} already.", "Take the next free number.")


def _constant(path: Path, name: str) -> str:
    """A name for the exercise's constant that its file does not use yet."""
    used = set(re.findall(r"\w+", path.read_text("utf-8"))) if path.is_file() else set[str]()
    upper = name.upper()
    return next(free for free in (upper, f"{upper}_EXERCISE", f"THE_{upper}") if free not in used)


def _filled(template: str, words: dict[str, str]) -> str:
    text = (_TEMPLATES / f"{template}.in").read_text("utf-8")
    return re.sub(r"@(\w+)@", lambda place: words[place[1]], text)


def _exercises(root: Path, path: Path, words: dict[str, str]) -> str:
    block = _filled("exercise.py", words)
    if not path.is_file():
        return _filled("exercises.py", {**words, "exercise": block})
    text = into_collection(root, path, "EXERCISES", words["NAME"])
    begin = re.search(r"^EXERCISES\b", text, re.MULTILINE)
    assert begin is not None, "into_collection found the assignment"
    return f"{text[: begin.start()]}{block}\n{text[begin.start() :]}"


def _hidden(root: Path, path: Path, words: dict[str, str]) -> str:
    block = _filled("hidden_case.py", words).rstrip("\n")
    if not path.is_file():
        return _filled("hidden.py", {**words, "hidden_case": block})
    return into_collection(root, path, "HIDDEN", f"\n{block}")


def _source(root: Path, path: Path, words: dict[str, str]) -> str:
    cells = _filled("cells.py", words)
    if not path.is_file():
        return _filled("source.py", {**words, "cells": cells})
    taken = {cell.id for cell in read(root, path).cells} & {words["id"], f"{words['id']}-task", f"check-{words['id']}"}
    if taken:
        raise BuildError(f"{path.relative_to(root)} has a cell {min(taken)!r} already.", "Choose another name.")
    return after_last_check(root, path, cells)


def todos(root: Path) -> Iterator[str]:
    """`file:line: TODO …` for each place that still waits for its author."""
    for pattern in _PLACES:
        for path in sorted(root.glob(pattern)):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
                todo = _TODO.search(line)
                if todo:
                    yield f"{path.relative_to(root).as_posix()}:{number}: {todo[0]}"


def refuse_todos(root: Path) -> None:
    """Raise BuildError, naming every place, while a TODO is left."""
    left = list(todos(root))
    if left:
        lines = "".join(f"\n  {todo}" for todo in left[:20])
        more = f"\n  … and {len(left) - 20} more" if len(left) > 20 else ""
        count = "1 place waits" if len(left) == 1 else f"{len(left)} places wait"
        raise BuildError(f"{count} for an author:{lines}{more}", "Write what each asks for and remove its TODO.")


# Of each kind: how it is written, a prompt, the right answer, two wrong ones, and what is drawn.
KINDS = {
    "number": ("Number()", "ask for a number of {n} and {k}, which are drawn.", "lambda n, k: n + k",
               "lambda n, k: n - k", "lambda n, k: n * k"),
    "shape": ("Shape()", "ask for a shape of {n} and {k}, which are drawn.", "lambda n, k: (n, n, k)",
              "lambda n, k: (n, n)", "lambda n, k: (k, n, n)"),
    "place": ("Place()", "ask for a pixel of {n} and {k}, which are drawn.", "lambda n, k: (n, k)",
              "lambda n, k: (k, n)", "lambda n, k: (n + 1, k + 1)"),
    "layer": ("Layer()", "ask for a layer by {n} and {k}, which are drawn.", "lambda n, k: n + k",
              "lambda n, k: n + k + 1", "lambda n, k: n + k - 1"),
    "choice": ("Choice()", "ask for one of several.", 'says("TODO: what is right")',
               'says("TODO: what is wrong")', 'says("TODO: what is wrong, too")'),
}  # fmt: skip


def new_question(root: Path, id: str, source: str, kind: str = "number", pool: bool = False) -> list[Path]:
    """Write the question `id`, whose fact stands in the cell `source` ("week/notebook#cell"); the files written.

    The notebook asks it behind that cell; with `pool` it is for quizzes and the review only.

    Raises:
        UsageError: the id, the kind or the place is not one that can be used, or the id is taken.
        BuildError: a file has another form than the course's own files, so there is no place to write to.
    """
    notebook, _, cell = source.partition("#")
    _verify_question(root, id, notebook, cell, kind)
    week = notebook.split("/")[0]
    path = root / "course_utils" / "exercises" / "questions" / f"{week}{'_pool' * pool}.py"
    written, prompt, right, *wrong = KINDS[kind]
    rows = [f'        Wrong("TODO: what is wrong with it.", {text}),' for text in wrong]
    draw = "" if kind == "choice" else '\n    lambda rng: {"n": whole(rng, 8, 30), "k": whole(rng, 2, 6)},'
    words = {"NAME": _constant(path, id.replace("-", "_")), "id": id, "source": source, "kind": written}
    words |= {"prompt": prompt, "answer": right, "wrong": "\n".join(rows), "draw": draw}
    text = into_collection(root, path, "QUESTIONS", words["NAME"])
    begin = re.search(r"^QUESTIONS\b", text, re.MULTILINE)
    assert begin is not None, "into_collection found the assignment"
    text = f"{text[: begin.start()]}{_filled('question.py', words)}\n{text[begin.start() :]}"
    names = {"kinds": [written.split("(")[0]], "question": ["Question", "Wrong", *["says"] * (kind == "choice")]}
    names["drawing"] = ["whole"] * (kind != "choice")
    for module, wanted in names.items():
        text = with_imports(text, f"course_utils.exercises.questions.{module}", wanted)
    replace_file(path, text.encode())
    if pool:
        return [path]
    place = find_sources(root)[notebook]
    replace_file(place, behind(root, place, cell, f'# %% id="predict-{id}"\npredict("{id}", ...)\n').encode())
    return [path, place]


def _verify_question(root: Path, id: str, notebook: str, cell: str, kind: str) -> None:
    if not _QUESTION_ID.fullmatch(id):
        raise UsageError(f"{id!r} is no name for a question.", "Write it as how-many-places.")
    if kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind that can be begun.", f"Kinds: {', '.join(KINDS)}.")
    if any(question.id == id for question in questions.every()):
        raise UsageError(f"There is a question {id!r} already.", "Choose another name.")
    if notebook not in registry.notebooks():
        raise UsageError(f"There is no notebook named {notebook!r}.", "Write --source week1/2_step_by_step#one-step.")
    cells = [each.id for each in read(root, find_sources(root)[notebook]).cells]
    if cell not in cells:
        raise UsageError(f"{notebook} has no cell {cell!r}.", "Name the cell where the fact stands.")


_MISTAKE = '''        Mistake("TODO: name of {cluster}",
                "TODO: what happened, and one thing to do.",
                changed({loop}, "TODO: what stands there", "TODO: what the answer has")),
'''


def new_mistake(root: Path, notebook: str, function: str, cluster: str, report: Path) -> tuple[Path, str]:
    """Begin a mistake of `function` from a cluster of a class report; the file written, and the answer to look at.

    Raises:
        UsageError: there is no such exercise, report or cluster.
        BuildError: the exercise's file has another form than the course's own files.
    """
    exercise = registry.exercise_set(notebook).by_any_name.get(function)
    if exercise is None:
        known = ", ".join(registry.exercise_set(notebook).by_name)
        raise UsageError(f"{function} is no exercise of {notebook}.", f"Its exercises are: {known}.")
    answers = _cluster(report, cluster, exercise.name)
    changes = (mistake.wrong for mistake in exercise.mistakes if isinstance(mistake.wrong, Changed))
    loop = next((f"{change.original.__name__}" for change in changes), exercise.name)
    path = root / "course_utils" / "exercises" / f"{notebook.replace('/', '_', 1)}.py"
    text = path.read_text("utf-8")
    place = _end_of_mistakes(text, exercise.name)
    if place is None:
        raise BuildError(f"{path.name} has no list of mistakes of {exercise.name}.", "Write the row by hand.")
    row = _MISTAKE.format(cluster=cluster, loop=_as_imported(text, loop))
    replace_file(path, f"{text[:place]}{row}{text[place:]}".encode())
    return path, str(answers["text"])


def _cluster(report: Path, cluster: str, exercise: str) -> dict[str, Any]:
    try:
        every = json.loads((report / "clusters.json").read_text("utf-8"))
    except (OSError, ValueError):
        raise UsageError(f"{report} holds no clusters.json.", "Pass the folder of a report with --report.") from None
    for known in every:
        if known["id"] == cluster and known["exercise"] == exercise:
            return dict(known)
    names = ", ".join(known["id"] for known in every if known["exercise"] == exercise) or "none"
    raise UsageError(f"{exercise} has no cluster {cluster!r} in this report.", f"Its clusters are: {names}.")


def _end_of_mistakes(text: str, name: str) -> int | None:
    """Where the list of the exercise's mistakes ends: before the line that closes it."""
    begin = re.search(rf"= Exercise\(\n    \"{name}\",", text)
    end = re.compile(r"^    \)+,\n    hints=", re.MULTILINE).search(text, begin.end()) if begin else None
    return end.start() if end else None


def _as_imported(text: str, loop: str) -> str:
    """How the file calls the loop: by its module, as `loops.conv_forward`, or by its name alone."""
    used = re.search(rf"changed\(\s*((?:\w+\.)?{loop})\b", text)
    if used:
        return used[1]
    imported = re.compile(r"^from course_utils\.exercises\.loops import (\w+)(?: as (\w+))?$", re.MULTILINE)
    for module, alias in imported.findall(text):
        if hasattr(import_module(f"{loops.__name__}.{module}"), loop):
            return f"{alias or module}.{loop}"
    return loop
