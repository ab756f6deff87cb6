"""`course build`: from one source to the student notebook and the executed solution notebook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from course_utils.authoring import first_cell, glossary, solutions
from course_utils.authoring.execute import execute
from course_utils.authoring.source import Source, find_sources, read
from course_utils.data.files import replace_file
from course_utils.errors import BuildError, NotebookError, UsageError
from course_utils.exercises import registry
from course_utils.notebooks.cell import Cell, Fields, complete
from course_utils.notebooks.file import Notebook, read_notebook, write_notebook


@dataclass(frozen=True)
class Stale:
    """A built notebook that is not what its source says, and why."""

    file: str
    why: str


def build(root: Path, only: str | None = None, check: bool = False) -> list[Path]:
    """Write the notebooks of every source, or of `only`; with `check` write nothing and compare.

    Returns the paths written (empty with `check`).

    Raises:
        UsageError: `only` names no source.
        BuildError: a source breaks a convention, a cell fails, or (with `check`) a notebook is stale.
    """
    sources = verified_sources(root, only)
    if not check:
        return _write_all(root, sources)
    stale = [fault for source in sources for fault in _stale(root, source)]
    if only is None:
        stale += _orphans(root)
    if stale:
        _refuse(stale, only)
    return []


def _refuse(stale: list[Stale], only: str | None) -> None:
    lines = "".join(f"\n  {fault.file}: {fault.why}" for fault in stale)
    command = f"course build --only {only}" if only else "course build"
    count = "1 built notebook is" if len(stale) == 1 else f"{len(stale)} built notebooks are"
    raise BuildError(f"{count} stale:{lines}", f"Run `{command}`, look at the difference and commit it.")


def verified_sources(root: Path, only: str | None = None) -> list[Source]:
    """Every source of the course (or `only`), parsed and held to the conventions; raises BuildError."""
    chosen = [_verified(root, path) for path in _chosen(root, only)]
    page = find_sources(root).get(glossary.PAGE)
    known = glossary.keys(read(root, page)) if page else frozenset()
    for source in chosen:
        glossary.verify(source, known)
    return chosen


def _chosen(root: Path, only: str | None) -> list[Path]:
    sources = find_sources(root)
    if not sources:
        raise BuildError("There is no source in workbook/source.", "Run this in the course folder.")
    if only is not None and only not in sources:
        raise UsageError(f"No source is named {only!r}.", f"Known sources: {', '.join(sources)}.")
    return list(sources.values()) if only is None else [sources[only]]


def _verified(root: Path, path: Path) -> Source:
    source = read(root, path)
    solutions.verify(source, graded_names(source.name))
    return source


def graded_names(notebook: str) -> Collection[str]:
    """Names of the exercises of a notebook; none when it has no exercise file."""
    if notebook not in registry.notebooks():
        return ()
    return tuple(registry.exercise_set(notebook).by_name)


def student_path(root: Path, name: str) -> Path:
    return root / "workbook" / f"{name}.ipynb"


def solution_path(root: Path, name: str) -> Path:
    return root / "workbook" / "solutions" / f"{name}.ipynb"


def executed_path(root: Path, source: Source) -> Path:
    """Where the edition with outputs lies: a page's own place, or the solution's."""
    return student_path(root, source.name) if source.is_page else solution_path(root, source.name)


def student_notebook(source: Source) -> Notebook:
    """The notebook a student opens: placeholders for solutions, no outputs."""

    def text(cell: Cell) -> str:
        return solutions.student_text(source, cell) if solutions.is_graded(cell) else glossary.resolved(cell, "../")

    return _notebook(source, text, {"edition": "student"})


def solution_notebook(source: Source) -> Notebook:
    """The same notebook solved (or a page), not yet executed; it remembers the source it was made from."""
    edition, way_up = ("page", "") if source.is_page else ("solution", "../../")

    def text(cell: Cell) -> str:
        return solutions.solved_text(cell) if cell.kind == "code" else glossary.resolved(cell, way_up)

    return _notebook(source, text, {"edition": edition, "source_sha256": source.fingerprint})


def original(root: Path, name: str) -> bytes:
    """What a student receives of the notebook `name`; raises BuildError and UsageError as `build` does."""
    (source,) = verified_sources(root, only=name)
    return handed_out(root, source)


def handed_out(root: Path, source: Source) -> bytes:
    """What a student receives: the notebook without outputs, or the executed page.

    Raises:
        BuildError: the page is not built.
    """
    if not source.is_page:
        return write_notebook(student_notebook(source))
    try:
        return student_path(root, source.name).read_bytes()
    except FileNotFoundError:
        raise BuildError(f"The page {source.name} is not built.", f"Run `course build --only {source.name}`.") from None


def _notebook(source: Source, text: Callable[[Cell], str], facts: dict[str, str]) -> Notebook:
    cells = [_fields(cell.kind, cell.id, text(cell), cell.metadata) for cell in source.cells]
    if source.name in registry.notebooks() or source.is_quiz:
        cells.insert(1, _fields("code", first_cell.ID, first_cell.text(source.name), first_cell.METADATA))
    note = f"Generated from {source.file} by `course build`; edit the source, not this file."
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    metadata = {
        "kernelspec": kernel,
        "language_info": {"name": "python"},
        "course": {"notebook": source.name, "note": note, **facts},
    }
    made = tuple(Cell.of(number, fields) for number, fields in enumerate(cells, start=1))
    return Notebook(made, {"metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _fields(kind: str, id: str, text: str, metadata: Fields) -> Fields:
    return complete({"cell_type": kind, "id": id, "metadata": metadata, "source": text.splitlines(keepends=True)})


def _write_all(root: Path, sources: list[Source]) -> list[Path]:
    from rich.console import Console
    from rich.progress import Progress

    written = list[Path]()
    with Progress(console=Console(stderr=True)) as progress:  # a bar and the time that remains
        for source in sources:
            codes = sum(cell.kind == "code" for cell in source.cells)
            task = progress.add_task(source.name, total=codes)
            written += _write(root, source, lambda task=task: progress.advance(task))  # type: ignore[misc]
    return written


def _write(root: Path, source: Source, advance: Callable[[], None]) -> list[Path]:
    student, target = student_path(root, source.name), executed_path(root, source)
    target.parent.mkdir(parents=True, exist_ok=True)
    solved = execute(solution_notebook(source), target.parent, source.file, advance)
    if not source.is_page:
        replace_file(student, write_notebook(student_notebook(source)))
    replace_file(target, write_notebook(solved))
    return sorted({student, target})


def _stale(root: Path, source: Source) -> Iterator[Stale]:
    student, executed = student_path(root, source.name), executed_path(root, source)
    if not student.is_file():
        yield Stale(student.relative_to(root).as_posix(), "is missing.")
    elif not source.is_page and student.read_bytes() != handed_out(root, source):
        yield Stale(student.relative_to(root).as_posix(), "differs from its source.")
    why = _why_executed_is_stale(executed, source)
    if why and (executed != student or student.is_file()):
        yield Stale(executed.relative_to(root).as_posix(), why)


def _why_executed_is_stale(path: Path, source: Source) -> str:
    """The first reason why a stored, executed notebook is not its source, executed; or nothing."""
    if not path.is_file():
        return "is missing."
    try:
        stored = read_notebook(path.read_bytes())
    except NotebookError as error:
        return f"cannot be read: {error.message}"
    wanted = solution_notebook(source)
    if [_content(cell) for cell in stored.cells] != [_content(cell) for cell in wanted.cells]:
        return "its cells differ from its source."
    if stored.course != wanted.course:
        return "was executed from another version of its source."
    return next(filter(None, map(_why_cell_is_stale, stored.cells)), "")


def _content(cell: Cell) -> tuple[str, str, str, Fields]:
    return cell.kind, cell.id, cell.source, cell.metadata


def _why_cell_is_stale(cell: Cell) -> str:
    if cell.kind != "code" or not cell.source.strip():
        return ""
    if cell.fields.get("execution_count") is None:
        return f"its cell {cell.id!r} was not executed."
    failed = any(output["output_type"] == "error" for output in cell.fields.get("outputs", ()))
    if failed and "raises-exception" not in cell.tags:
        return f"its cell {cell.id!r} stored an error."
    return ""


def _orphans(root: Path) -> Iterator[Stale]:
    """Built notebooks that no source makes any longer."""
    known = find_sources(root)
    for folder in (root / "workbook", root / "workbook" / "solutions"):
        for path in [*sorted(folder.glob("week*/*.ipynb")), *sorted(folder.glob("*.ipynb"))]:
            if path.relative_to(folder).with_suffix("").as_posix() not in known:
                yield Stale(path.relative_to(root).as_posix(), "has no source; delete it or write one.")
