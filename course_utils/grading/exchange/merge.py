"""Two gradebooks of one class as one: in whatever order they are merged, and however often, the same comes out.

What was only ever added is kept from both. Of what can be taken back, the audit trail tells which came last. Students
are the same by a number that both gradebooks have for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from course_utils.errors import UsageError
from course_utils.grading.exchange.content import Content, Record, order

_BY_ASSIGNMENT = ("moodle",)  # systems that call a student by several numbers
_LATEST = "9999"  # after every time


def merge(ours: Content, theirs: Content) -> Content:
    """What both hold; raises UsageError where two people would become one, or one two."""
    names = _names(ours, theirs)
    tables = sorted({*ours, *theirs})
    both = {
        table: [
            record
            for content in (ours, theirs)
            for record in _numbered([_renamed(record, names) for record in content.get(table, [])], table)
        ]
        for table in tables
    }
    trail = _trail(both.get("audit", []))
    merged = {table: _RULES.get(table, _united)(records, trail) for table, records in both.items()}
    return {table: sorted(records, key=_ORDERS.get(table, order)) for table, records in merged.items()}


Trail = Mapping[tuple[str, str], str]  # of a student ("" or a notebook): the last thing that was done
Rule = Callable[[list[Record], Trail], list[Record]]


def _trail(audit: Iterable[Record]) -> Trail:
    states = ("active", "withdrawn"), ("excused", "not excused")
    last = dict[tuple[str, str], str]()
    for line in sorted(audit, key=lambda record: (record["at"], order(record))):
        if any(line["action"] in actions for actions in states):
            last[line["student"], line["notebook"]] = line["action"]
    return last


def _united(records: list[Record], _trail: Trail) -> list[Record]:
    return list({order(record): record for record in records}.values())


def _chosen(*key: str, best: Callable[[Record], Any]) -> Rule:
    """Of the records that agree in `key`, the one that comes first by `best`."""

    def rule(records: list[Record], _trail: Trail) -> list[Record]:
        groups = _grouped(records, key)
        return [min(group, key=lambda record: (best(record), order(record))) for group in groups]

    return rule


def _grouped(records: Iterable[Record], key: Iterable[str]) -> list[list[Record]]:
    groups: dict[tuple[Any, ...], list[Record]] = {}
    for record in records:
        groups.setdefault(tuple(record[name] for name in key), []).append(record)
    return list(groups.values())


def _overrides(records: list[Record], _trail: Trail) -> list[Record]:
    """Each once, with the attempt it was made for and, where one gradebook has it withdrawn, the first withdrawal."""
    owned = ("override_attempt", "withdrawal")
    key = sorted({name for record in records for name in record if name not in owned})
    merged = []
    for group in _grouped(records, key):
        parts = {name: sorted((row for record in group for row in record[name]), key=order)[:1] for name in owned}
        merged.append(group[0] | parts)
    return merged


def _numbered(records: list[Record], table: str) -> list[Record]:
    """Hand-ins of one gradebook; those of the same bytes at no known time are numbered as they were seen."""
    if table != "hand_in":
        return records
    groups = _grouped(sorted(records, key=_ORDERS["hand_in"]), ("student", "notebook", "sha256"))
    timeless = ([record for record in group if record["submitted_at"] is None] for group in groups)
    numbered = [{**record, "occurrence": place} for group in timeless for place, record in enumerate(group)]
    return [{**record, "occurrence": -1} for record in records if record["submitted_at"] is not None] + numbered


def _hand_ins(records: list[Record], _trail: Trail) -> list[Record]:
    """Of the same bytes, those at different times are different ones.

    Where no time is known, the first of each gradebook are one, the second, and so on.
    """
    same = _grouped(records, ("student", "notebook", "sha256", "submitted_at", "occurrence"))
    merged = [min(each, key=_ORDERS["hand_in"]) for each in same]
    return [{name: value for name, value in record.items() if name != "occurrence"} for record in merged]


def _people(records: list[Record], trail: Trail) -> list[Record]:
    merged = []
    for group in _grouped(records, ("student",)):
        student = group[0]["student"]
        known = {name: max(record[name] for record in group) for name in ("name", "section")}
        state = trail.get((student, ""), max(record["state"] for record in group))
        merged.append({"student": student, **known, "state": state})
    return merged


def _excused(records: list[Record], trail: Trail) -> list[Record]:
    kept = _united(records, trail)
    return [record for record in kept if trail.get((record["student"], record["notebook"])) != "not excused"]


_GRADED_ONCE = ("student", "notebook", "sha256", "version", "seed")
_RULES: Mapping[str, Rule] = {
    "submission": _chosen(*_GRADED_ONCE, best=lambda record: (record["unchecked"], record["graded_at"])),
    "override": _overrides,
    "hand_in": _hand_ins,
    "regrade": _chosen(
        "student", "notebook", "exercise", "reason", "at", best=lambda record: (record["answered_at"] or _LATEST)
    ),
    "setting": _chosen("key", best=lambda record: record["value"]),
    "person": _people,
    "identifier": _chosen("system", "value", best=lambda record: record["student"]),
    "excused": _excused,
}
_ORDERS: Mapping[str, Callable[[Record], Any]] = {
    "submission": lambda record: (record["graded_at"], order(record)),
    "override": lambda record: (record["at"], order(record)),
    "hand_in": lambda record: (record["seen_at"], _without(record, "occurrence")),
    "regrade": lambda record: (record["at"], order(record)),
    "audit": lambda record: (record["at"], order(record)),
}


def _without(record: Record, name: str) -> str:
    return order({key: value for key, value in record.items() if key != name})


def _renamed(record: Record, names: Mapping[str, str]) -> Record:
    return {**record, "student": names.get(record["student"], record["student"])} if "student" in record else record


def _names(ours: Content, theirs: Content) -> dict[str, str]:
    """The one name of each student whom the gradebooks call by two: that of a roster, of several the first."""
    numbers = [_numbers(content) for content in (ours, theirs)]
    _require_same(*numbers)
    groups = dict[str, set[str]]()
    bearers: dict[tuple[str, str], str] = {}
    for student, pairs in (item for own in numbers for item in own.items()):
        groups.setdefault(student, {student})
        for pair in pairs:
            joined = groups[student] | groups[bearers.setdefault(pair, student)]
            groups |= dict.fromkeys(joined, joined)
    listed = {record["student"] for content in (ours, theirs) for record in content.get("person", [])}
    names = {student: min(group, key=lambda name: (name not in listed, name)) for student, group in groups.items()}
    _require_apart(names, ours, theirs)
    return names


def _numbers(content: Content) -> dict[str, set[tuple[str, str]]]:
    numbers: dict[str, set[tuple[str, str]]] = {}
    for record in content.get("identifier", []):
        numbers.setdefault(record["student"], set()).add((record["system"], record["value"]))
    return numbers


def _require_same(ours: Mapping[str, set[tuple[str, str]]], theirs: Mapping[str, set[tuple[str, str]]]) -> None:
    """Raise UsageError for two students of one name whose numbers say that they are two."""
    for student in ours.keys() & theirs.keys():
        mine, others = dict(ours[student]), dict(theirs[student])
        lasting = (mine.keys() & others.keys()) - {*_BY_ASSIGNMENT}
        if not ours[student] & theirs[student] and any(mine[system] != others[system] for system in lasting):
            raise UsageError(
                f"Both gradebooks have a {student!r}, and their numbers say that these are two people.",
                "Add the class's list to both with `course class add`, then import again. Nothing was changed.",
            )


def _require_apart(names: Mapping[str, str], *contents: Content) -> None:
    """Raise UsageError where two students of one gradebook would become one."""
    for content in contents:
        own = {record["student"] for record in content.get("person", [])}
        became: dict[str, str] = {}
        for student in sorted(own):
            other = became.setdefault(names.get(student, student), student)
            if other != student:
                raise UsageError(
                    f"The other gradebook has numbers of {other!r} and {student!r} for one student.",
                    "Mend the roster there, export and import again. Nothing was changed.",
                )
