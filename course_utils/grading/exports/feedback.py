"""The feedback pages in the folders that Moodle's "Upload multiple feedback files in a zip" takes.

Moodle reads a folder's name as FULLNAME_NUMBER_assignsubmission_file_ and finds the student by the number alone
(mod/assign/feedback/file/importziplib.php); the number is that of the grading worksheet's first column.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from course_utils.data.files import drafted
from course_utils.errors import UsageError
from course_utils.grading.exports.filled import matched, read_sheet
from course_utils.grading.exports.points import Points
from course_utils.grading.report.names import feedback_path, safe_name
from course_utils.grading.roster.lists import people_of


def moodle_feedback(folder: Path, points: Points, source: Path, notebook: str, target: Path) -> Path:
    """Zip the pages of `folder` on one notebook for the students of the worksheet `source`.

    Raises UsageError for a worksheet without Moodle's numbers, and where nobody has a page.
    """
    sheet = read_sheet(source)
    numbers = {row: person.id("moodle") for row, person in people_of(sheet, source)}
    if not any(numbers.values()):
        raise UsageError(
            f"{source} has no column of Moodle's numbers: {', '.join(sheet.header)}.",
            "Pass the grading worksheet: Submissions, Download grading worksheet.",
        )
    pages = []
    for row, member in matched(sheet, source, points).items():
        standing = member.standings.get(notebook)
        if standing is None or not numbers[row]:
            continue
        page = folder / feedback_path(member.total.student, notebook, standing.graded.file)
        if page.is_file():
            pages.append((f"{_plain(member.person.name)}_{numbers[row]}_assignsubmission_file_", page))
    if not pages:
        raise UsageError(f"Nobody in {source} has feedback on {notebook}.", "Run `course report` first.")
    try:
        with drafted(target) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for place, page in sorted(pages):
                archive.write(page, f"{place}/feedback-{page.name}")
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.", "What was there is untouched.") from None
    return target


def _plain(name: str) -> str:
    """A name without the sign at which Moodle parts the folder's name."""
    return safe_name(" ".join(name.replace("_", " ").split()))
