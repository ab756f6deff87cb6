"""Whose file a path is, as other systems write it into the names of files and folders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from os.path import commonprefix
from pathlib import PurePosixPath

from course_utils.grading.intake.moments import moment


@dataclass(frozen=True)
class Owner:
    """A student as a path tells: `name` in one form of Unicode, and the `number` that the system gave.

    `system` says which one: Canvas numbers a student once and for all, Moodle anew for each assignment.
    `is_late` is the system's own mark. The file times of a `is_download` are those of the download.
    """

    name: str
    system: str = ""
    number: str = ""
    is_late: bool = False
    is_download: bool = False


NOBODY = Owner("")


@dataclass(frozen=True)
class Form:
    """How a system writes a student into the first part of a path; `name` is a template of the pattern's groups.

    The group `at` is when it was handed in, by the system's own clock.
    """

    system: str
    pattern: re.Pattern[str]
    name: str = "{name}"


# Moodle: name (or Participant, in the site's language), the student's number in this assignment, what was handed in.
# Canvas: the sortable name in small letters, LATE, the student's number, the attachment's number, the file's own
# name (an attachment's number of one or two digits is rather a notebook's); with anonymous grading five letters in
# place of name and number. Brightspace and Blackboard: the time as well; before Blackboard's login stands the
# assignment. nbgrader's exchange: student+assignment+time. Google Classroom: the name before the file's.
PARTICIPANT = "Participante?|Teilnehmer(?:/?in)?|Partecipante|Deelnemer|Deltaker|Deltager|Deltagare|Uczestnik"
_ATTEMPT = "attempt|Versuch|tentative|tentativ[ao]|intento|poging"
FORMS = (
    Form(
        "moodle",
        re.compile(rf"^(?:{PARTICIPANT})[ _](?P<number>\d+)_assignsubmission_[a-z]+"),
        "Participant {number}",
    ),
    Form("moodle", re.compile(r"^(?P<name>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+")),
    Form(
        "canvas",
        re.compile(r"^(?:(?P<late>LATE)_)?anon_(?P<number>[0-9A-Za-z]{5})_(?:\d{3,}_.+|text\.html|link\.html)$"),
        "anon_{number}",
    ),
    Form(
        "canvas",
        re.compile(r"^anon_(?P<late>LATE)_(?P<number>[0-9A-Za-z]{5})_(?:\d{3,}_.+|text\.html|link\.html)$"),
        "anon_{number}",
    ),
    Form("blackboard", re.compile(rf"^(?P<name>.+)_(?:{_ATTEMPT})_(?P<at>\d{{4}}(?:-\d\d){{5}})(?:_.+|\.[a-z]+)$")),
    Form(
        "canvas",
        re.compile(r"^(?P<name>.+?)(?:_(?P<late>LATE))?_(?P<number>\d+)_(?:question_\d+_)?(?:\d{3,}_.+|text\.html|link\.html)$"),
    ),
    Form(
        "brightspace",
        re.compile(
            r"^(?P<number>\d+)-\d+ - (?P<name>[^-]+(?:-[^- ][^-]*)*) - "
            r"(?P<at>[^-]+ \d{1,2}:?\d\d(?: [AP]M)?)(?: - .+)?$"
        ),
    ),
    Form(
        "nbgrader",
        re.compile(
            r"^(?P<name>.+)\+[^+]+\+"
            r"(?P<at>\d{4}-\d\d-\d\d \d\d[:_-]\d\d[:_-]\d\d(?:\.\d+)?(?: [A-Za-z/_]+)?)(?:\+.*)?$"
        ),
    ),
    Form("google", re.compile(r"^(?P<name>\S.*?) - .+\.(?:ipynb|npz)$")),
)


def owner_of(part: str) -> Owner:
    """The owner whom the first part of a path names, a folder or the name of a file.

    >>> owner_of("Ada Lovelace_12345_assignsubmission_file_").name
    'Ada Lovelace'
    >>> owner_of("lovelaceada_LATE_77_901_2_step_by_step.ipynb").is_late
    True
    """
    part = unicodedata.normalize("NFC", part)
    for form in FORMS:
        if match := form.pattern.match(part):
            groups = match.groupdict("")
            name = form.name.format(**groups).strip()
            system = form.system if groups.get("number") or form.system == "blackboard" else ""
            return Owner(name, system, groups.get("number", ""), bool(groups.get("late")), is_download=True)
    name = PurePosixPath(part).stem if part.lower().endswith((".ipynb", ".zip", ".npz")) else part
    return Owner(name.strip() or name)


def written_time(part: str, zone: tzinfo | None) -> datetime | None:
    """When the part of a path says that it was handed in, in `zone` where it names none; None where it does not."""
    matches = (form.pattern.match(part) for form in FORMS if "at" in form.pattern.groupindex)
    at = next((match["at"] for match in matches if match), "")
    if not at:
        return None
    at = re.sub(r"^(\d{4}-\d\d-\d\d \d\d)[_-](\d\d)[_-]", r"\1:\2:", at)  # no colons in names on Windows
    return moment(re.sub(r" (\d{1,2})(\d\d)(?= [AP]M$|$)", r" \1:\2", at), zone)


def logins(owners: Iterable[Owner]) -> dict[Owner, Owner]:
    """Blackboard's owners without the assignment, which stands before all their logins and may hold the same sign.

    >>> owners = [owner_of(f"HW_1_{login}_attempt_2026-03-01-10-00-00_a.ipynb") for login in ("ada_l", "bo")]
    >>> [owner.name for owner in logins(owners).values()]
    ['ada_l', 'bo']
    """
    own = [owner for owner in owners if owner.system == "blackboard"]
    heads = sorted({owner.name for owner in own})
    shared = heads[0] if len(heads) == 1 else commonprefix(heads)  # noqa: RUF071 - letters are what is asked
    begin = shared.rfind("_") + 1
    return {owner: replace(owner, name=owner.name[begin:], number=owner.name[begin:]) for owner in own}


def told_apart(owners: Iterable[Owner]) -> dict[Owner, str]:
    """A name for each owner: two of one name and different numbers carry the number, and are two students."""
    numbers: dict[str, set[tuple[str, str]]] = {}
    owners = list(owners)
    for owner in owners:
        numbers.setdefault(owner.name, set()).add((owner.system, owner.number))
    return {
        owner: f"{owner.name} ({owner.number})" if len(numbers[owner.name]) > 1 and owner.number else owner.name
        for owner in owners
    }
