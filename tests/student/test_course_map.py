"""The map on START_HERE: every notebook with goals, time, prerequisites and progress, from the notebooks themselves."""

import re

import pytest

from course_utils.checks import progress
from course_utils.data.paths import course_root
from course_utils.exercises import registry
from course_utils.student import course_map


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "progress.json"))


@pytest.fixture
def lessons():
    return course_map.places(course_root() / "workbook")


def test_every_notebook_names_its_goals_time_and_prerequisites(lessons):
    assert [place.notebook for place in lessons] == list(registry.notebooks())
    for place in lessons:
        assert len(place.goals) >= 2, place
        assert "hour" in place.time, place
        assert len(place.needs) > 5, place
        assert not re.search(r"[*`\]\[]", f"{place.title}{place.goals}{place.time}{place.needs}"), place


def test_every_link_of_the_map_leads_to_a_notebook(lessons):
    links = re.findall(r'href="([^"]+)"', course_map.as_html(lessons, progress.of_course()))
    assert {f"{name}.ipynb" for name in registry.notebooks()} == set(links)
    assert all((course_root() / "workbook" / link).is_file() for link in links)


def test_the_map_shows_progress_and_the_next_step(lessons):
    first = registry.exercise_set(registry.notebooks()[0]).exercises
    progress.record((exercise.name, "passed") for exercise in first)
    text = course_map.as_text(lessons, progress.of_course())
    assert f"{len(first)} of {len(first)} functions pass, 100 of 100 points. All done." in text
    every = sum(len(group.exercises) for group in registry.all_sets())
    assert f"{len(first)} of {every} functions pass. Next step: zero_pad in A convolutional network" in text
    place, function = course_map.next_step(lessons, progress.of_course())
    assert (place.notebook, function) == ("week1/2_step_by_step", "zero_pad")


def test_a_finished_course_says_so(lessons):
    progress.record((exercise.name, "passed") for group in registry.all_sets() for exercise in group.exercises)
    assert course_map.next_step(lessons, progress.of_course()) is None
    assert course_map.as_text(lessons, progress.of_course()).endswith("You have finished the course.")


def test_a_notebook_that_is_away_or_damaged_keeps_its_place(tmp_path):
    (tmp_path / "week1").mkdir()
    (tmp_path / "week1/2_step_by_step.ipynb").write_text("{broken")
    lessons = course_map.places(tmp_path)
    assert [place.title for place in lessons] == [group.title for group in registry.all_sets()]
