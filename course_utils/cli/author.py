"""What an author runs: build the notebooks, release the student bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course_utils.cli.app import AUTHORS, app, need


@app.command(**AUTHORS)
def build(
    check: Annotated[bool, typer.Option("--check", help="Only say which notebooks are stale.")] = False,
    only: Annotated[str | None, typer.Option(help="Build one notebook, as week1/2_step_by_step.")] = None,
) -> None:
    """Build student and solution notebooks from their sources."""
    need("authoring")
    from course_utils.authoring.build import build as build_all
    from course_utils.data.paths import course_root

    build_all(course_root(), only=only, check=check)


@app.command(**AUTHORS)
def release(
    target: Annotated[Path, typer.Argument(help="A new folder for the bundle.")],
    check: Annotated[bool, typer.Option("--check", help="Then install it offline and run a notebook.")] = False,
    wheelhouse: Annotated[bool, typer.Option("--wheelhouse", help="Add all packages, for a class offline.")] = False,
    zip: Annotated[bool, typer.Option("--zip", help="Write TARGET.zip too.")] = False,
    course: Annotated[Path | None, typer.Option(help="The class's folder, or its course.toml: its notebooks.")] = None,
    cohort: Annotated[str | None, typer.Option(help="Draw this cohort's own visible inputs; mark notebooks.")] = None,
    seed: Annotated[int | None, typer.Option(help="Of the cohort's inputs. Default: by its name.")] = None,
) -> None:
    """Write the student bundle: no solved notebook, no hidden case, no grader."""
    need("authoring")
    from course_utils.authoring.handout import Extras, hand_out

    for line in hand_out(target, Extras(check, wheelhouse, zip, cohort, seed, _notebooks(course))):
        print(line, flush=True)


def _notebooks(course: Path | None) -> tuple[str, ...] | None:
    """The notebooks that a course file names; None where it names none."""
    if course is None:
        return None
    need("grading")
    from course_utils.grading.course.file import load
    from course_utils.grading.course.folder import COURSE

    return tuple(load(course / COURSE if course.is_dir() else course).notebooks) or None


@app.command(**AUTHORS)
def book(
    out: Annotated[Path, typer.Argument(help="A new folder for the web site, or one with an older book.")],
    solutions: Annotated[bool, typer.Option("--solutions", help="Of the solved notebooks: for instructors.")] = False,
    page: Annotated[list[str] | None, typer.Option(help="Only this page, as week1/2_step_by_step. Repeatable.")] = None,
) -> None:
    """Write all notebooks as a web site that needs no kernel and no network."""
    need("authoring")
    from course_utils.data.paths import course_root
    from course_utils.errors import UsageError

    try:
        from course_utils.authoring.book.site import make_book
    except ModuleNotFoundError as error:
        raise UsageError(f"The book needs {error.name}, of the developers' packages.", "make setup-dev") from None
    pages = make_book(course_root(), out, lambda text: print(text, flush=True), solutions, page or ())
    print(f"The book: {len(pages)} pages. Open {out / 'index.html'}.")


@app.command(**AUTHORS)
def new_exercise(
    name: Annotated[str, typer.Argument(help="The graded function's name, as sum_of_squares.")],
    notebook: Annotated[str, typer.Option(help="Its notebook, new or not, as week2/5_my_notebook.")],
) -> None:
    """Begin an exercise: its files work at once and say TODO where they wait for you."""
    need("authoring")
    from course_utils.authoring.scaffold import new_exercise as scaffold
    from course_utils.authoring.scaffold import todos
    from course_utils.data.paths import course_root

    root = course_root()
    written = [path.relative_to(root).as_posix() for path in scaffold(root, name, notebook)]
    waiting = [todo for todo in todos(root) if todo.startswith(tuple(written))]
    print(f"It works: `course build --only {notebook}`. What waits for you:", *waiting, sep="\n  ")


@app.command(**AUTHORS)
def new_question(
    id: Annotated[str, typer.Argument(help="Its name, as how-many-places.")],
    source: Annotated[str, typer.Option(help="Where its fact stands, as week1/2_step_by_step#one-step.")],
    kind: Annotated[str, typer.Option(help="number, shape, place, layer or choice.")] = "number",
    pool: Annotated[bool, typer.Option("--pool", help="For quizzes and the review; no notebook asks it.")] = False,
) -> None:
    """Begin a question: it can be asked at once and says TODO where it waits for you."""
    need("authoring")
    from course_utils.authoring.scaffold import new_question as scaffold
    from course_utils.authoring.scaffold import todos
    from course_utils.data.paths import course_root

    root = course_root()
    written = [path.relative_to(root).as_posix() for path in scaffold(root, id, source, kind, pool)]
    waiting = [todo for todo in todos(root) if todo.startswith(tuple(written))]
    proof = f"`python -m pytest tests/exercises/test_questions.py -k {id}`"
    print(f"It can be asked. Prove it: {proof}. What waits for you:", *waiting, sep="\n  ")


@app.command(**AUTHORS)
def new_mistake(
    notebook: Annotated[str, typer.Argument(help="As week1/2_step_by_step.")],
    function: Annotated[str, typer.Argument(help="The graded function's name.")],
    cluster: Annotated[str, typer.Option("--from", help="A cluster of the class report, as its page names it.")],
    report: Annotated[Path, typer.Option(help="The folder of the class report.")] = Path("report"),
) -> None:
    """Begin a known mistake from wrong answers of a class that do the same."""
    need("authoring")
    from course_utils.authoring.scaffold import new_mistake as begin
    from course_utils.data.paths import course_root

    root = course_root()
    path, text = begin(root, notebook, function, cluster, report)
    print(f"One of these answers:\n\n{text.strip()}\n\nWhat waits for you: the TODOs in {path.relative_to(root)}")
