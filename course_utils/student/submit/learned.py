"""A page of what was learned: functions, questions, goals reached, and a student's own pictures; to keep or print."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from course_utils.checks import progress
from course_utils.checks.progress import Progress
from course_utils.data.files import replace_file
from course_utils.notebooks.file import read_notebook
from course_utils.student.changes import failure, read_bytes
from course_utils.student.map.course_map import Place, places

FILE = "what-you-learned.html"
# Cells whose picture is kept, of each notebook: by id, and what it is called.
KEEPSAKES: dict[str, dict[str, str]] = {
    "week3/2_yolo_car_detection": {"detect": "What your detector finds", "own": "On your own picture"},
    "week4/2_style_transfer": {"result": "Your style transfer", "own-result": "Of your own pictures"},
}
_STYLE = """
:root { color-scheme: light dark; }
body { font: 17px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 1.6em; border-bottom: 1px solid currentColor; }
figure { margin: 1em 0; } figcaption { font-style: italic; } img { max-width: 100%; height: auto; }
.picture { background: #fff; color: #000; padding: .5em; overflow-x: auto; }
code { font-size: 92%; } li { margin: .15em 0; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } h2 { break-after: avoid; } }
@media print { figure { break-inside: avoid; } }
"""


def write(workbook: Path) -> Path:
    """Write the page of the student's progress to the workbook, in place of an older one.

    Raises:
        CourseError: the disk is full, or the folder cannot be written.
    """
    target = workbook / FILE
    try:
        replace_file(target, page(workbook, date.today()))
    except OSError as error:
        raise failure(error) from None
    return target


def page(workbook: Path, on: date) -> str:
    """The page as HTML: everything in one file, no script, nothing from elsewhere."""
    standings = progress.of_course()
    known = {place.notebook: place for place in places(workbook)}
    records = progress.read()
    functions, done = sum(len(row.names) for row in standings), sum(len(row.done) for row in standings)
    questions, right = sum(len(row.questions) for row in standings), sum(len(row.right) for row in standings)
    counts = f"{done} of {functions} functions written and right, {right} of {questions} questions answered right"
    sections = "".join(_section(workbook, known[row.notebook], row, records) for row in standings if _is_begun(row))
    nothing = "<p>Nothing yet. Write a first function, check it, and come back.</p>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>What you learned</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><main>'
        f"<h1>What you learned</h1><p>The CNN Workbook, {on:%d %B %Y}. {counts}.</p>{sections or nothing}"
        "</main></body></html>\n"
    )


def _is_begun(row: Progress) -> bool:
    return bool(row.done or row.answered)


def _section(workbook: Path, place: Place, row: Progress, records: dict[str, progress.Record]) -> str:
    parts = [f"<h2>{html.escape(place.title)}</h2><p>{html.escape(_sentence(row))}</p>"]
    if place.goals and not row.next:
        parts.append(f"<p>You can</p><ul>{''.join(f'<li>{html.escape(goal)}</li>' for goal in place.goals)}</ul>")
    if row.done:
        items = (f"<li><code>{name}</code>, {records[name].passed_on}</li>" for name in row.done)
        parts.append(f"<details open><summary>Functions you wrote</summary><ul>{''.join(items)}</ul></details>")
    for title, picture in keepsakes(workbook, row.notebook):
        caption = f"<figcaption>{html.escape(title)}</figcaption>"
        parts.append(f'<figure><div class="picture">{picture}</div>{caption}</figure>')
    return f"<section>{''.join(parts)}</section>"


def _sentence(row: Progress) -> str:
    functions = f"{len(row.done)} of {len(row.names)} functions, {row.reached}. "
    return f"{functions * (not row.is_quiz)}{row.counted()}."


def keepsakes(workbook: Path, notebook: str) -> Iterator[tuple[str, str]]:
    """Titles and pictures (as HTML) that the saved notebook holds of a student's own results."""
    wanted = KEEPSAKES.get(notebook, {})
    content = read_bytes(workbook / f"{notebook}.ipynb") if wanted else None
    if content is None:
        return
    for cell in read_notebook(content).cells:
        if cell.id in wanted and (picture := _picture(cell.fields.get("outputs", ()))):
            yield wanted[cell.id], picture


def _picture(outputs: Iterable[dict[str, Any]]) -> str:
    """The last figure of a cell; nothing of one that was not run, or that shows something else."""
    texts = ("".join(output.get("data", {}).get("text/html", ())) for output in outputs)
    return next((text for text in reversed(list(texts)) if "<img" in text and "<script" not in text), "")
