"""`course data`: list, verify, make and fetch data sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from course_utils.cli.app import STUDENTS, app, bar, has

if TYPE_CHECKING:
    from course_utils.data.manage import Generator

data_app = typer.Typer(help="List, verify, make and fetch data sets.", no_args_is_help=True)
app.add_typer(data_app, name="data", **STUDENTS)


@data_app.command("list")
def list_data() -> None:
    """Show every data set: shapes, size, licence, state."""
    from rich.console import Console
    from rich.table import Table

    from course_utils.data.manage import list_sets

    table = Table("Data set", "Shapes", "Size", "Licence", "State", "What to do")
    for row in list_sets():
        table.add_row(
            row.name,
            row.shapes,
            f"{row.bytes / 2**20:.1f} MB",
            row.licence,
            row.state,
            "" if row.state == "ok" else row.mend,
        )
    Console().print(table)


@data_app.command("verify")
def verify_data(name: Annotated[str | None, typer.Argument(help="One data set; default: all.")] = None) -> None:
    """Compare the files with their checksums."""
    from course_utils.data.manage import require_ok, verify

    states = verify(name)
    require_ok(states)
    print(f"{len(states)} files verified.")


@data_app.command("make")
def make_data(name: Annotated[str, typer.Argument(help="signs, faces, identities or streets")]) -> None:
    """Render a data set again with our own generator; the same libraries give the same pictures."""
    from course_utils.data.manage import make

    with bar("rendering") as progress:
        paths = make(name, _generators(), progress)
    print(*paths, sep="\n")


def _generators() -> dict[str, Generator]:
    """Nothing in the students' edition."""
    if not has("data.make"):
        return {}
    from course_utils.data.make.generators import GENERATORS

    return GENERATORS


@data_app.command("fetch")
def fetch_data(name: Annotated[str, typer.Argument(help="signs")]) -> None:
    """Download real photographs of a data set."""
    from course_utils.data.manage import fetch

    with bar("downloading") as progress:
        paths = fetch(name, progress)
    print(*paths, sep="\n")
