"""What a student runs: the lab, checks, progress and the doctor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from course_utils.cli.app import STUDENTS, app

Notebook = Annotated[Path, typer.Argument(help="An .ipynb file.", show_default=False)]


@app.command(**STUDENTS)
def lab(
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Open JupyterLab in the workbook."""
    from course_utils.data.paths import course_root
    from course_utils.environment import lab as open_lab

    sys.exit(open_lab(course_root() / "workbook", browser, port))


@app.command(**STUDENTS)
def check(notebook: Notebook) -> None:
    """Check every graded function of one notebook."""
    from course_utils.checks.local import check_notebook

    reports = check_notebook(notebook)
    for _, text in reports:
        print(text + "\n")
    passed = sum(report.status == "passed" for report, _ in reports)
    print(f"{passed} of {len(reports)} functions pass.")
    sys.exit(0 if passed == len(reports) else 1)


@app.command(**STUDENTS)
def status(
    check: Annotated[bool, typer.Option("--check", help="Check every notebook first: a minute or two.")] = False,
) -> None:
    """Show your progress over all notebooks, as the checks noted it."""
    from rich.console import Console
    from rich.table import Table

    from course_utils.checks import progress
    from course_utils.checks.local import check_course
    from course_utils.data.paths import course_root

    console, table = Console(), Table("Notebook", "Functions", "Points", "Next")
    with console.status("checking the notebooks …" if check else "reading …"):
        for row in check_course(course_root() / "workbook") if check else progress.of_course():
            done, points = f"{len(row.done)} of {len(row.names)}", f"{row.points} of {row.max_points}"
            table.add_row(row.notebook, done, points, row.note or row.next or "✓ all done")
    console.print(table)
    print(f"The file of your progress: {progress.path()}")


@app.command(**STUDENTS)
def doctor() -> None:
    """Say what of the environment is missing and how to get it."""
    from rich.console import Console
    from rich.table import Table

    from course_utils.environment import doctor as examine

    findings = list(examine())
    table = Table("", "What", "Found", "What to do")
    for found in findings:
        table.add_row("✓" if found.ok else "✗", found.name, found.detail, "" if found.ok else found.remedy)
    Console().print(table)
    sys.exit(0 if all(found.ok for found in findings) else 1)
