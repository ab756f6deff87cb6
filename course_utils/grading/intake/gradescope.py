"""What Gradescope's export says of its folders: who handed in, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import yaml

from course_utils.errors import UsageError
from course_utils.grading.intake.moments import moment
from course_utils.grading.intake.owner import Owner

METADATA = "submission_metadata.yml"
_MOST = 50 * 2**20  # bytes; results of the autograder stand in it as well


@dataclass(frozen=True)
class HandIn:
    """One folder of the export: everybody of a group, and the time."""

    owners: tuple[Owner, ...]
    at: datetime | None


class _Loader(yaml.SafeLoader):
    """Plain values only: what Ruby tags as its own kind of table or time is read as the plain one."""


def _untagged(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


_Loader.add_multi_constructor("!", _untagged)


def read_metadata(data: bytes) -> dict[str, HandIn]:
    """Who and when, by the name of the folder.

    Raises UsageError for what is not as Gradescope writes it: without it nobody's work has a name.
    """
    try:
        if len(data) > _MOST:
            raise ValueError("it is too large")
        content = yaml.load(data, Loader=_Loader)
        return {str(folder): _hand_in(str(folder), entry) for folder, entry in content.items()}
    except (yaml.YAMLError, ValueError, AttributeError, TypeError, KeyError, RecursionError) as error:
        why = str(error).split("\n", 1)[0] or type(error).__name__
        help = "Download the export again, or pass a folder per student without this file."
        raise UsageError(f"{METADATA} is not as Gradescope writes it: {why}.", help) from None


def _hand_in(folder: str, entry: Mapping[str, Any]) -> HandIn:
    """Of a student who was deleted since, only the folder's name is left; years ago a time was a table of its own."""
    entry = _by_name(entry)
    owners = tuple(_owner(_by_name(person)) for person in entry["submitters"]) or (Owner(folder, "gradescope"),)
    at = entry.get("created_at")
    at = at.get("utc") if isinstance(at, dict) else at
    if isinstance(at, str):
        at = moment(at, UTC)
    return HandIn(owners, at.replace(tzinfo=at.tzinfo or UTC) if isinstance(at, datetime) else None)


def _by_name(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A table without the colons before Ruby's names, which another program may have dropped."""
    return {str(name).removeprefix(":"): value for name, value in entry.items()}


def _owner(person: Mapping[str, Any]) -> Owner:
    number = str(person.get("sid") or person.get("email") or "")
    name = str(person.get("name") or number)
    if not name:
        raise ValueError("a submitter has neither name nor number")
    return Owner(name, "gradescope", number, is_download=True)
