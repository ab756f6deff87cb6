"""All that a gradebook holds as plain records, read and written whole; numbers of rows stay behind.

A record is a row with the rows that belong to it, as {"student": …, "results": [{…}]}: what two gradebooks can compare.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Table, delete, insert, select
from sqlalchemy.orm import Session

from course_utils.grading.gradebook.tables import Base, UtcTime

Record = dict[str, Any]
Content = dict[str, list[Record]]


def roots() -> list[Table]:
    """The tables whose rows stand for themselves."""
    return [table for table in Base.metadata.sorted_tables if not table.foreign_keys]


def children(root: Table) -> list[Table]:
    """The tables whose rows belong to a row of `root`."""
    tables = Base.metadata.sorted_tables
    return [table for table in tables if any(key.column.table is root for key in table.foreign_keys)]


def columns(table: Table) -> list[Column[Any]]:
    """What a record says of a row: neither its number nor that of the row it belongs to."""
    return [column for column in table.columns if column.name != "id" and not column.foreign_keys]


def read(session: Session) -> Content:
    """The records of a gradebook, by table, in one order for all that hold the same."""
    return {root.name: sorted(_records(session, root), key=order) for root in roots()}


def order(record: Record) -> str:
    """A key by which records sort."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False)


def _records(session: Session, root: Table) -> Iterable[Record]:
    rows = session.execute(select(root)).mappings().all()
    owned = {child.name: _by_owner(session, child) for child in children(root)}
    for row in rows:
        record = _plain(root, row)
        for name, by_owner in owned.items():
            record[name] = sorted(by_owner.get(row["id"], []), key=order)
        yield record


def _by_owner(session: Session, child: Table) -> dict[int, list[Record]]:
    owner = next(column for column in child.columns if column.foreign_keys)
    by_owner: dict[int, list[Record]] = {}
    for row in session.execute(select(child)).mappings():
        by_owner.setdefault(row[owner.name], []).append(_plain(child, row))
    return by_owner


def _plain(table: Table, row: Mapping[Any, Any]) -> Record:
    values = {column.name: row[column.name] for column in columns(table)}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def write(session: Session, content: Content) -> None:
    """Put the records in place of all that the gradebook holds, in the order given."""
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(delete(table))
    for root in roots():
        records = content.get(root.name, [])
        numbers = _insert(session, root, [_values(root, record) for record in records])
        for child in children(root):
            owner = next(column.name for column in child.columns if column.foreign_keys)
            rows = [
                {owner: number, **_values(child, row)}
                for number, record in zip(numbers, records, strict=True)
                for row in record.get(child.name, [])
            ]
            _insert(session, child, rows)


def _insert(session: Session, table: Table, rows: list[Record]) -> list[int]:
    """Insert in order; returns the numbers that the database gives, of a table that numbers its rows."""
    if not rows:
        return []
    if "id" not in table.columns:
        session.execute(insert(table), rows)
        return [0] * len(rows)
    given = session.execute(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)
    return list(given.scalars())


def _values(table: Table, record: Record) -> Record:
    return {column.name: _typed(column, record[column.name]) for column in columns(table)}


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None or not isinstance(column.type, UtcTime):
        return value
    return datetime.fromisoformat(value).astimezone(UTC)
