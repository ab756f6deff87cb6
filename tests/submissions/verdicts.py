"""What the three ways to a verdict say of one notebook: its own checks, `course check` and the grade."""

from __future__ import annotations

from course_utils.checks.classic import given
from course_utils.checks.classic.prelude import modules
from course_utils.checks.classic.room import ClassicRoom
from course_utils.checks.definitions import load
from course_utils.checks.local import check_notebook
from course_utils.checks.run import graded, report_of
from course_utils.exercises import registry
from course_utils.exercises.changes import Changed
from course_utils.grading.closures import closure
from course_utils.grading.intake.reading import Task
from course_utils.notebooks.file import read_cells


def in_the_notebook(name, cells):
    """Status and cases that pass, by exercise, as the notebook's own checks say them."""
    sources = [(cell.number, cell.source) for cell in cells]
    group = registry.exercise_set(name)
    names = {**modules(group.profile), "graded": graded}  # of modules that it came with, or of cells not shown
    with given.importable():  # a notebook of then lies beside them
        loaded = load(sources, names)
        seen = {}
        for exercise in group.exercises:
            function = loaded.function(exercise.names)
            if function is not None:
                report = report_of(exercise, function, ClassicRoom(lambda: sources, names))
                seen[exercise.name] = report.status, report.passed
    return seen


def in_the_grade(serial, name, cells):
    """The same of the grade, of visible cases alone."""
    seen = {}
    for result in serial.grade(Task("ada", name, "x.ipynb", "", cells)).results:
        visible = [outcome.status for outcome in result.report.outcomes if not outcome.hidden]
        status = next((status for status in visible if status != "passed"), "passed")
        seen[result.exercise] = status, visible.count("passed")
    return seen


def in_the_terminal(path):
    return {
        report.exercise: (report.status, int(report.message.partition("/")[0] or 0))
        for report, _ in check_notebook(path, agreed=True)
    }


def all_agree(serial, tmp_path, name, content, with_terminal=False):
    """Assert that they do, on every exercise that the notebook defines; what they say of it."""
    cells = read_cells(content)
    final, checked = in_the_grade(serial, name, cells), in_the_notebook(name, cells)
    assert {each: final[each] for each in checked} == checked
    if with_terminal:
        path = tmp_path / f"{name.split('/')[1]}.ipynb"
        path.write_bytes(content)
        assert {each: seen for each, seen in in_the_terminal(path).items() if each in checked} == checked
    return checked


def cell_of(exercise, mistake):
    """A known mistake as a student's cell: all that it needs, under the exercise's name; None where it has no source."""
    changed = isinstance(mistake.wrong, Changed)
    own = mistake.wrong.original if changed else mistake.wrong
    if not getattr(own, "__name__", "").isidentifier():  # a lambda
        return None
    try:
        text = closure(own, mistake.wrong.source if changed else "")
    except (ValueError, AttributeError, KeyError):
        return None
    if "__file__" in text:  # it reads files as the course does, from its own place
        return None
    return f"# GRADED FUNCTION: {exercise.name}\n{text}\n{exercise.name} = {own.__name__}\n"
