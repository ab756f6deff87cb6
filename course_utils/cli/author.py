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
def release(target: Annotated[Path, typer.Argument(help="A new folder for the bundle.")]) -> None:
    """Write the student bundle: no solutions, no hidden cases, no grader."""
    need("authoring")
    from course_utils.authoring.release import release as write_bundle

    write_bundle(target)
    print(f"The student bundle is in {target}.")
