"""`course release DIR`: the student bundle, without solutions, hidden cases and grader."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from course_utils.authoring import build, glossary, solutions
from course_utils.authoring.scaffold import refuse_todos
from course_utils.authoring.source import Source
from course_utils.data.paths import course_root
from course_utils.errors import BuildError, UsageError
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.exercises.variant import FILE, Variant
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import Notebook, read_notebook, write_notebook

_TEMPLATES = Path(__file__).parent / "bundle"
LEFT_OUT_ROOMS = ("exercises/hidden", "grading", "authoring", "data/make")
_GRADER_ONLY = {"sqlalchemy", "jinja2", "pyyaml", "py-landlock", "pyseccomp"}
_CLUTTER = shutil.ignore_patterns("__pycache__", "*.pyc", "*.part", ".*")
# These hold the course's own working functions: an unfinished `@graded` function falls back on them.
_REFERENCE_ROOMS = ("course_utils/layers", "course_utils/exercises")
_TEXT = {".py", ".js", ".css", ".md", ".toml", ".yml", ".json", ".ipynb", ".txt", ""}


def release(
    target: Path, root: Path | None = None, variant: Variant | None = None, names: Sequence[str] | None = None
) -> None:
    """Write the student bundle of the course in `root` (default: this course) to a new folder.

    With a `variant`, visible cases draw its seeds, and every notebook carries its cohort's mark. With `names`, the
    bundle has these notebooks only, in this order.

    Raises:
        UsageError: `target` exists and holds something, or cannot be written.
        BuildError: a source breaks a convention or has a TODO left, or a solution would be in the bundle.
    """
    root = root or course_root()
    _require_empty(target)
    if names is not None:
        _verify(names)
    refuse_todos(root)
    sources = build.verified_sources(root)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
            bundle = Path(folder) / "bundle"
            _write(root, bundle, sources, names)
            if variant is not None:
                _mark(bundle, variant)
            _refuse_leaks(bundle, sources)
            if target.is_dir():
                target.rmdir()
            bundle.rename(target)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.", "Choose another folder.") from None


def _require_empty(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file.", "Name a new folder.")
    if target.is_dir() and any(target.iterdir()):
        raise UsageError(f"{target} is not empty.", "Name a new folder: nothing is overwritten.")


def _write(root: Path, bundle: Path, sources: list[Source], names: Sequence[str] | None) -> None:
    bundle.mkdir()
    for name in ("LICENSE", "NOTICE", "requirements.lock"):
        shutil.copy(root / name, bundle)
    for name in ("README.md", "Makefile", "install.mk"):
        shutil.copy(_TEMPLATES / name, bundle)
    for name in ("datasets", "course_utils"):
        shutil.copytree(root / name, bundle / name, ignore=_CLUTTER)
    for room in LEFT_OUT_ROOMS:
        shutil.rmtree(bundle / "course_utils" / room)
    for source in sources:
        path = build.student_path(bundle, source.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(build.handed_out(root, source))
    order = registry.notebooks() if names is None else tuple(name for name in names if name in registry.notebooks())
    if order != registry.notebooks():
        _narrow(bundle, order)
    _keep_originals(bundle / "workbook")
    _write_requirements(root, bundle)


def _verify(names: Sequence[str]) -> None:
    """Raise UsageError for a notebook that the course does not have, and for none at all."""
    unknown = [name for name in names if name not in questions.lessons()]
    if unknown or not names:
        what = f"There is no notebook named {unknown[0]!r}." if unknown else "No notebook is left to hand out."
        raise UsageError(what, f"Known notebooks: {', '.join(questions.lessons())}.")
    quizzes = questions.quizzes([name for name in names if name in registry.notebooks()])
    for name in names:
        if name not in registry.notebooks() and name not in quizzes:
            raise UsageError(f"{name} asks about notebooks that are left out.", "Leave it out, too, or hand them out.")


def _narrow(bundle: Path, order: Sequence[str]) -> None:
    """Take the notebooks that are not in `order` out of a bundle: files, checks, map, links; keep their order.

    A quiz stays where all its facts do. What the course's pages showed of all notebooks is cleared: the student's own
    run shows it.
    """
    exercises = bundle / "course_utils" / "exercises"
    names = (*order, *questions.quizzes(order))
    for name in set(questions.lessons()) - set(names):
        (bundle / "workbook" / f"{name}.ipynb").unlink()
    for week in {_week(name) for name in registry.notebooks()} - {_week(name) for name in names}:
        for path in [*exercises.glob(f"{week}_*.py"), *exercises.glob(f"questions/{week}*.py")]:
            path.unlink()
    for folder in filter(Path.is_dir, sorted((bundle / "workbook").iterdir())):
        if not any(folder.iterdir()):
            folder.rmdir()
    (exercises / registry.ORDER).write_text(json.dumps(order, indent=1) + "\n", "utf-8")
    for path in sorted((bundle / "workbook").rglob("*.ipynb")):
        notebook = read_notebook(path.read_bytes())
        cells = tuple(_narrowed(cell, names) for cell in notebook.cells)
        if cells != notebook.cells:
            path.write_bytes(write_notebook(Notebook(cells, notebook.fields)))


def _week(notebook: str) -> str:
    return notebook.split("/")[0]


def _narrowed(cell: Cell, names: Sequence[str]) -> Cell:
    if cell.kind == "markdown":
        text = glossary.without_links(cell.source, names)
        return cell if text == cell.source else cell.changed(source=text.splitlines(keepends=True))
    outputs = json.dumps(cell.fields.get("outputs", []))
    return cell.changed(outputs=[], execution_count=None) if re.search(r"week\d+/\w+\.ipynb", outputs) else cell


def _keep_originals(workbook: Path) -> None:
    """Copy what is handed out: `course update` and `course reset` compare a student's notebooks with it."""
    for path in [path for path in sorted(workbook.rglob("*")) if path.is_file()]:
        copy = workbook / ".originals" / path.relative_to(workbook)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)


def _mark(bundle: Path, variant: Variant) -> None:
    (bundle / "course_utils" / "exercises" / FILE).write_text(variant.as_json(), "utf-8")
    for path in sorted((bundle / "workbook").rglob("*.ipynb")):
        notebook = read_notebook(path.read_bytes())
        notebook.metadata.setdefault("course", {})["cohort"] = variant.cohort
        path.write_bytes(write_notebook(notebook))


def _write_requirements(root: Path, bundle: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    kept = [line for line in project["dependencies"] if _name(line) not in _GRADER_ONLY]
    text = (_TEMPLATES / "pyproject.toml.in").read_text("utf-8")
    text = text.replace("@requires-python@", project["requires-python"])
    text = text.replace("@dependencies@", "\n".join(f"    {json.dumps(line)}," for line in kept))
    (bundle / "pyproject.toml").write_text(text, "utf-8")
    (bundle / "environment.yml").write_text(environment_yml(kept), "utf-8")


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower()


def environment_yml(dependencies: list[str]) -> str:
    """The conda environment of these requirements; pip installs them, then the course itself."""
    lines = "".join(f"      - {json.dumps(line)}\n" for line in dependencies)
    return (
        "# The requirements of pyproject.toml for conda; a test holds the two equal.\n"
        "name: cnn-workbook\nchannels:\n  - conda-forge\ndependencies:\n"
        f"  - python=3.11\n  - pip\n  - pip:\n{lines}      - -e .\n"
    )


def _refuse_leaks(bundle: Path, sources: list[Source]) -> None:
    leaked = sorted(set(leaks(bundle, sources)))
    if leaked:
        raise BuildError(
            f"{len(leaked)} lines of solutions would be in the bundle, first {leaked[0]}.",
            "Move them out of the files that students get, or word them differently.",
        )


def leaks(bundle: Path, sources: list[Source]) -> Iterator[str]:
    """`file: line` for each line of a solution in a text file of the bundle.

    The rooms that hold the course's reference functions are searched for whole solution blocks only.
    """
    secrets = frozenset[str]().union(*map(solutions.secret_lines, sources))
    blocks = [block for source in sources for block in solutions.solution_blocks(source)]
    for path in sorted(bundle.rglob("*")):
        if path.suffix not in _TEXT or not path.is_file():
            continue
        name, text = path.relative_to(bundle).as_posix(), _text(path)
        lines = solutions.normalised(text.splitlines())
        if not name.startswith(_REFERENCE_ROOMS):
            yield from (f"{name}: {line}" for line in secrets & set(lines))
        joined = "\n".join(lines)
        yield from (f"{name}: {block}" for block in blocks if block in joined)


def _text(path: Path) -> str:
    """A file's text; of a notebook, the text of its cells."""
    if path.suffix != ".ipynb":
        return path.read_text("utf-8", errors="replace")
    return "\n".join(cell.source for cell in read_notebook(path.read_bytes()).cells)
