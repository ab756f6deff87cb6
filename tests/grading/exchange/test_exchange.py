"""Gradebooks of two machines become one: in any order, however often; what is no gradebook changes nothing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from course_utils.errors import UsageError
from course_utils.grading.exchange import file as exchange
from course_utils.grading.exchange.content import Content, order, read, roots
from course_utils.grading.exchange.merge import merge
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.people import People
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.roster.person import Person

STEP = "week1/2_step_by_step"
NOW = datetime(2026, 3, 1, tzinfo=UTC)

FEW = settings(max_examples=100, deadline=None, phases=[phase for phase in Phase if phase is not Phase.shrink])
times = st.integers(0, 3).map(lambda day: (NOW + timedelta(days=day)).isoformat())
shas = st.sampled_from(["a", "b"])


def records(**fields: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(fields), max_size=4)


def unique(strategy: st.SearchStrategy[list[dict[str, Any]]], *key: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    return strategy.map(lambda rows: list({tuple(row[name] for name in key): row for row in rows}.values()))


@st.composite
def contents(draw: st.DrawFn, names: tuple[str, ...] = ("Ada", "Bo", "ada-l")) -> Content:
    """Small gradebooks of three students, of whom the last may be known as the first by a number."""
    students = st.sampled_from(names)
    person = records(student=students, name=students, section=st.sampled_from(["", "A", "B"]), state=st.sampled_from(["active", "withdrawn"]))
    content = {
        "submission": draw(unique(records(student=students, notebook=st.just(STEP), sha256=shas, version=st.just("1"), seed=st.integers(1, 2),
                                          unchecked=st.booleans(), graded_at=times, result=st.just([])), "student", "sha256", "seed")),
        "hand_in": draw(records(student=students, notebook=st.just(STEP), sha256=shas, file=st.just("f"),
                                submitted_at=st.none() | times, seen_at=times)),
        "override": draw(unique(records(student=students, exercise=st.just("zero_pad"), points=st.integers(0, 2), at=times,
                                        override_attempt=st.sampled_from([[], [{"sha256": "a"}]]), withdrawal=st.sampled_from([[], [{"at": "1"}], [{"at": "2"}]])),
                                "student", "points", "at")),
        "regrade": draw(unique(records(student=students, notebook=st.just(STEP), exercise=st.just("f"), reason=st.just("r"), at=times,
                                       answer=st.sampled_from(["", "yes"]), answered_at=st.none() | times), "student", "at")),
        "audit": draw(records(at=times, who=st.just("x"), action=st.sampled_from(["graded", "active", "withdrawn", "excused", "not excused"]),
                              student=students, notebook=st.just(""), detail=st.just(""))),
        "setting": draw(unique(records(key=st.just("isolation"), value=st.sampled_from(["on", "off"])), "key")),
        "person": draw(unique(person, "student")),
        "identifier": draw(unique(records(system=st.just("sis"), value=st.sampled_from(["1"]), student=st.sampled_from(sorted({*names} - {"Bo"}))), "value")),
        "excused": draw(unique(records(student=students, notebook=st.just(STEP)), "student")),
    }  # fmt: skip
    if "ada-l" in names:  # each gradebook knows her by one name and by her number
        own = draw(st.sampled_from(["Ada", "ada-l"]))
        for table, rows in content.items():
            content[table] = [row for row in rows if row.get("student") in (None, own, "Bo")]
        content["identifier"] = [{"system": "sis", "value": "1", "student": own}]
    return content


@pytest.mark.slow
@FEW
@given(contents(), contents())
def test_merging_is_commutative_and_idempotent(first: Content, second: Content) -> None:
    both = merge(first, second)
    assert both == merge(second, first)
    assert merge(both, both) == both
    assert merge(both, first) == both == merge(both, second)


@pytest.mark.slow
@FEW
@given(contents(("Ada", "Bo")), contents(("Ada", "Bo")), contents(("Ada", "Bo")))
def test_merging_is_associative(first: Content, second: Content, third: Content) -> None:
    assert merge(merge(first, second), third) == merge(first, merge(second, third))


@pytest.fixture
def machines(tmp_path: Path, make_graded: Callable[..., Graded]) -> dict[str, Path]:
    """The class's laptop has a roster; the assistant's graded other work, and Ada's under her login only."""
    places = {name: tmp_path / f"{name}.sqlite" for name in ("laptop", "office")}
    with Gradebook.open(places["laptop"], who="ana") as book:
        people = People(book)
        people.add([Person("Ada Lovelace", frozenset({("canvas", "11")})), Person("Bo Ek", frozenset({("canvas", "12")}))])
        book.record(make_graded("Ada Lovelace", "1" * 64, statuses={"conv_forward": "failed"}))
        book.record(make_graded("Bo Ek", "2" * 64, statuses={"conv_forward": "passed"}))
        people.excuse("Bo Ek", STEP)
        Decisions(book).override("Bo Ek", STEP, "conv_forward", 4.0, "ana", "by hand")
    with Gradebook.open(places["office"], who="ben") as book:
        People(book).remember({("canvas", "11"): "lovelaceada"})
        book.record(make_graded("lovelaceada", "3" * 64, statuses={"conv_forward": "passed"}))
        book.record(make_graded("Cy Wu", "4" * 64, statuses={"conv_forward": "passed"}))
    return places


def content(path: Path) -> Content:
    with Gradebook.open(path) as book, book.session() as session:
        whole = read(session)
    return {table: sorted(rows, key=order) for table, rows in whole.items()}


def exported(machines: dict[str, Path], name: str) -> Path:
    target = machines[name].with_suffix(".gradebook")
    with Gradebook.open(machines[name]) as book:
        assert exchange.export(book, target) > 0
    return target


def imported(machines: dict[str, Path], name: str, source: Path) -> int:
    with Gradebook.open(machines[name]) as book:
        return exchange.merge_into(book, exchange.read_export(source))


def test_both_machines_hold_the_same_afterwards(machines: dict[str, Path]) -> None:
    laptop, office = exported(machines, "laptop"), exported(machines, "office")
    assert imported(machines, "laptop", office) > 0
    assert imported(machines, "office", laptop) > 0
    assert content(machines["laptop"]) == content(machines["office"])
    for _ in range(2):
        assert imported(machines, "laptop", office) == 0
    assert content(machines["laptop"]) == content(machines["office"])
    with Gradebook.open(machines["office"]) as book:
        points = {standing.graded.student: (standing.points, standing.attempts) for standing in book.submissions()}
        assert {person.student for person in People(book).all()} == {"Ada Lovelace", "Bo Ek"}
        assert book.record  # new work goes on from there
    assert points.keys() == {"Ada Lovelace", "Bo Ek", "Cy Wu"}
    assert points["Ada Lovelace"][1] == 2
    assert points["Bo Ek"][0] == 4


def test_a_class_moves_to_a_new_machine(machines: dict[str, Path], tmp_path: Path, make_graded: Callable[..., Graded]) -> None:
    source = exported(machines, "laptop")
    assert oct(source.stat().st_mode & 0o077) == "0o0"
    with Gradebook.open(tmp_path / "new.sqlite") as book:
        exchange.merge_into(book, exchange.read_export(source))
        assert book.record(make_graded("Dee", "5" * 64))
    assert {row["student"] for row in content(tmp_path / "new.sqlite")["submission"]} == {"Ada Lovelace", "Bo Ek", "Dee"}
    again = exported(machines, "laptop")
    assert again.read_bytes() == source.read_bytes()


def test_a_withdrawal_on_one_machine_and_a_later_return_on_the_other(machines: dict[str, Path]) -> None:
    imported(machines, "office", exported(machines, "laptop"))
    for name, state in (("laptop", "withdrawn"), ("office", "withdrawn"), ("office", "active")):
        with Gradebook.open(machines[name]) as book:
            People(book).set_state("Ada Lovelace", state)  # type: ignore[arg-type]
    with Gradebook.open(machines["office"]) as book:
        People(book).excuse("Bo Ek", STEP, excused=False)
    imported(machines, "laptop", exported(machines, "office"))
    with Gradebook.open(machines["laptop"]) as book:
        register = People(book).register()
    assert (register.place("Ada Lovelace"), register.excused) == ("", frozenset())


def test_two_people_never_become_one(machines: dict[str, Path]) -> None:
    with Gradebook.open(machines["office"]) as book:
        People(book).add([Person("Bo Ek", frozenset({("canvas", "99")}))])
    before = content(machines["laptop"])
    with pytest.raises(UsageError, match="these are two people"):
        imported(machines, "laptop", exported(machines, "office"))
    assert content(machines["laptop"]) == before


def test_what_is_foreign_or_damaged_changes_nothing(machines: dict[str, Path], tmp_path: Path) -> None:
    good = exported(machines, "office").read_bytes()
    lines = gzip.decompress(good).splitlines(keepends=True)
    swapped = json.loads(lines[-2])
    swapped["record"][min(swapped["record"])] = "changed"
    bad = tmp_path / "bad.gradebook"
    before = content(machines["laptop"])
    cases = {
        "no gradebook that was exported": [b"", b"hello", b"PK\3\4", gzip.compress(b""), gzip.compress(b"[1]\n"), gzip.compress(b'{"a": 1}\n'),
                                           machines["laptop"].read_bytes(), gzip.compress(b"\xff\xfe\n")],
        "damaged": [good[: len(good) // 2], good[:-9], gzip.compress(b"".join(lines[:-1])), gzip.compress(b"".join(lines[:3] + lines[4:])),
                    gzip.compress(b"".join(lines) + b"{}\n"), gzip.compress(b"".join([*lines[:-2], json.dumps(swapped).encode() + b"\n", lines[-1]])),
                    gzip.compress(lines[0] + b"{not json\n")],
        "of layout 99": [gzip.compress(lines[0].replace(b'"layout": "', b'"layout": "99'))],
        "another way": [gzip.compress(lines[0] + b'{"table": "grade", "record": {}}\n'), gzip.compress(lines[0] + b'{"table": "person", "record": {"x": 1}}\n')],
    }  # fmt: skip
    for why, texts in cases.items():
        for text in texts:
            bad.write_bytes(text)
            with pytest.raises(UsageError, match=why.replace("layout 99", "layout 99")):
                imported(machines, "laptop", bad)
    with pytest.raises(UsageError, match="cannot be read"):
        imported(machines, "laptop", tmp_path / "absent")
    assert content(machines["laptop"]) == before


def test_every_table_has_its_place_in_an_export() -> None:
    """A table that a later version adds is exported and merged by what it holds, as long as its rows have a student."""
    assert {root.name for root in roots()} >= {"submission", "hand_in", "override", "audit", "person", "identifier", "excused", "regrade"}
