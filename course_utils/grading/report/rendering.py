"""The pages of each student: by this process, or of a large class by several that read their part of the gradebook."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess as Process
from pathlib import Path

from course_utils.errors import CourseError, UsageError
from course_utils.grading.course.values import Course
from course_utils.grading.faults import Faults, cause, ends_the_run, record
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.gradebook.records import Span
from course_utils.grading.projects.veil import for_students
from course_utils.grading.report.figures.member import Member, members
from course_utils.grading.report.names import page_name, student_path
from course_utils.grading.report.templating import write

_FEW = 250  # students that one process writes before another has begun


@contextmanager
def rendering(
    classroom: Classroom, out: Path, faults: Faults, workers: int | None
) -> Iterator[Callable[[Member], None]]:
    """A function that writes a student's pages; with workers they are at it already, and all done at the end.

    Raises UsageError when a page cannot be written.
    """
    cores = os.cpu_count() or 1 if workers is None else workers
    count = min(cores, len(classroom.book.students()) // _FEW)
    if count < 2:
        yield lambda member: write_member(out, classroom.course, faults, for_students(member, classroom))
        return
    started = [_started(classroom, out, faults.path, span) for span in classroom.spans(count)]
    try:
        yield lambda member: None
        faults.count += sum(map(_outcome, started))
    finally:
        for process, _ in started:
            process.terminate()  # nothing where it has ended
            process.join()


def _started(classroom: Classroom, out: Path, log: Path, span: Span) -> tuple[Process, Connection]:
    """A process of its own, not a copy of this one, which may have threads; it ends by itself if this one is killed."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    given = there, classroom.book.target, classroom.course, classroom.mean, out, log, span
    process = context.Process(target=_write_apart, args=given)
    process.start()
    there.close()
    return process, here


def _outcome(started: tuple[Process, Connection]) -> int:
    """How many faults there were; raises what ended the process."""
    try:
        said = json.loads(started[1].recv_bytes())
    except EOFError:
        message = f"A process that writes pages ended (exit code {started[0].exitcode})."
        raise CourseError(message, "Write the report once more; grades are safe.") from None
    if "error" in said:
        raise UsageError(*said["error"])
    return int(said["faults"])


def _write_apart(
    answer: Connection, target: str | Path, course: Course, mean: float, out: Path, log: Path, span: Span
) -> None:
    try:
        said: dict[str, object] = {"faults": write_span(target, course, mean, out, log, span)}
    except CourseError as error:
        said = {"error": [error.message, error.help]}
    answer.send_bytes(json.dumps(said).encode())


def write_span(target: str | Path, course: Course, mean: float, out: Path, log: Path, span: Span) -> int:
    """Write the pages of a part of the class; returns how many of them failed, which stand in the `log`."""
    faults = Faults(log)
    with Gradebook.open(target) as book:
        classroom = Classroom(book, course, mean)
        for member in members(classroom, span):
            write_member(out, course, faults, for_students(member, classroom))
    return faults.count


def write_member(out: Path, rules: Course, log: Faults, member: Member) -> None:
    """A student's feedback on each notebook, and the page that sums it up."""
    path = out / student_path(member.student)
    folder = path.parent
    for standing in member.standings:
        name = page_name(standing.graded.notebook, standing.graded.file)
        with _contained(folder / name, member, standing.graded.file, log):
            write(folder / name, "feedback.html", standing=standing, policy=rules, up="../" * name.count("/"))
    with _contained(path, member, "", log):
        write(path, "student.html", member=member, policy=rules)


@contextmanager
def _contained(path: Path, member: Member, file: str, faults: Faults) -> Iterator[None]:
    """A page that fails is replaced by one that says so; the grade stands in the gradebook and in the tables."""
    try:
        yield
    except Exception as error:
        if ends_the_run(error):
            raise
        faults.add(member.student, file, record(error))
        write(path, "fault.html", student=member.student, cause=cause(error))
