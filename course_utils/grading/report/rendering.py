"""The pages of each student: by this process, or of a large class by several, each handed its students."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from course_utils.errors import CourseError, UsageError
from course_utils.grading.course.values import Course
from course_utils.grading.faults import Faults, cause, ends_the_run, record
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.projects.veil import for_students
from course_utils.grading.report.figures.member import Member
from course_utils.grading.report.names import page_name, student_path
from course_utils.grading.report.templating import write
from course_utils.grading.report.transfer import Packer, Unpacker

_FEW = 250  # students that one process writes before another has begun


@contextmanager
def rendering(
    classroom: Classroom, out: Path, faults: Faults, workers: int | None
) -> Iterator[Callable[[Member], None]]:
    """A function that writes a student's pages, or hands them to a process; all are written at the end.

    Raises UsageError when a page cannot be written.
    """
    cores = os.cpu_count() or 1 if workers is None else workers
    count = min(cores, len(classroom.book.students()) // _FEW)
    if count < 2:
        yield lambda member: write_member(out, classroom.course, faults, for_students(member, classroom))
        return
    writers = [Writer(out, classroom.course, faults.path) for _ in range(count)]
    turns = cycle(writers)
    try:
        yield lambda member: next(turns).write(for_students(member, classroom))
        for writer in writers:
            writer.end()
        faults.count += sum(writer.outcome() for writer in writers)
    finally:
        for writer in writers:
            writer.stop()


class Writer:
    """A process that writes pages: a new one, not a copy of this one, which may have threads.

    It takes a student when it is done with those before, but for the few that a pipe holds, and ends by itself if this
    process is killed.
    """

    def __init__(self, out: Path, course: Course, log: Path) -> None:
        context = get_context("spawn")
        members, self._members = context.Pipe(duplex=False)
        self._answer, answer = context.Pipe(duplex=False)
        self._pack = Packer()
        self._process = context.Process(target=_write_apart, args=(members, answer, out, course, log))
        self._process.start()
        members.close()
        answer.close()

    def write(self, member: Member) -> None:
        self._send(self._pack(member))

    def end(self) -> None:
        """Say that there are no more students."""
        self._send(b"")

    def _send(self, packed: bytes) -> None:
        try:
            self._members.send_bytes(packed)
        except OSError:  # it has ended already
            self.outcome()
            raise

    def outcome(self) -> int:
        """Wait for its end; how many faults there were. Raises what ended it."""
        try:
            said = json.loads(self._answer.recv_bytes())
        except EOFError:
            self._process.join()
            message = f"A process that writes pages ended (exit code {self._process.exitcode})."
            raise CourseError(message, "Write the report once more; grades are safe.") from None
        if "error" in said:
            raise UsageError(*said["error"])
        return int(said["faults"])

    def stop(self) -> None:
        self._process.terminate()  # nothing where it has ended
        self._process.join()


def _write_apart(members: Connection, answer: Connection, out: Path, course: Course, log: Path) -> None:
    faults, unpack = Faults(log), Unpacker()
    try:
        while packed := members.recv_bytes():
            write_member(out, course, faults, unpack(packed))
        said: dict[str, object] = {"faults": faults.count}
    except (EOFError, OSError):  # between two students, or in the middle of one
        return  # nobody waits for an answer
    except CourseError as error:
        said = {"error": [error.message, error.help]}
    answer.send_bytes(json.dumps(said).encode())


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
