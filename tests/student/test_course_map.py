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
def found():
    return course_map.places(course_root() / "workbook")


def test_every_notebook_names_its_goals_time_and_prerequisites(found):
    assert [place.notebook for place in found] == list(registry.notebooks())
    for place in found:
        assert len(place.goals) >= 2, place
        assert "hour" in place.time, place
        assert len(place.needs) > 5, place
        assert not re.search(r"[*`\]\[]", f"{place.title}{place.goals}{place.time}{place.needs}"), place


def test_every_link_of_the_map_leads_to_a_notebook(found):
    links = re.findall(r'href="([^"]+)"', course_map.as_html(found, progress.of_course()))
    assert {f"{name}.ipynb" for name in registry.notebooks()} == set(links)
    assert all((course_root() / "workbook" / link).is_file() for link in links)


def test_the_map_shows_progress_and_the_next_step(found):
    first = registry.exercise_set(registry.notebooks()[0]).exercises
    progress.record((one.name, "passed") for one in first)
    text = course_map.as_text(found, progress.of_course())
    assert f"{len(first)} of {len(first)} functions pass, 100 of 100 points. All done." in text
    assert f"{len(first)} of 72 functions pass. Next step: zero_pad in A convolutional network" in text
    place, function = course_map.next_step(found, progress.of_course())
    assert (place.notebook, function) == ("week1/2_step_by_step", "zero_pad")


def test_a_finished_course_says_so(found):
    progress.record((one.name, "passed") for group in registry.all_sets() for one in group.exercises)
    assert course_map.next_step(found, progress.of_course()) is None
    assert course_map.as_text(found, progress.of_course()).endswith("You have finished the course.")


def test_a_notebook_that_is_away_or_damaged_keeps_its_place(tmp_path):
    (tmp_path / "week1").mkdir()
    (tmp_path / "week1/2_step_by_step.ipynb").write_text("{broken")
    found = course_map.places(tmp_path)
    assert [place.title for place in found] == [group.title for group in registry.all_sets()]
