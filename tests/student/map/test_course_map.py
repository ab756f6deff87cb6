"""The map on START_HERE: every notebook with goals, time, prerequisites and progress, from the notebooks themselves."""

import re

import pytest

from course_utils.checks import progress
from course_utils.data.paths import course_root
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.exercises.questions.quizzes import QUIZZES
from course_utils.student.map import course_map


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "progress.json"))


@pytest.fixture
def lessons():
    return course_map.places(course_root() / "workbook")


def test_every_notebook_names_its_goals_time_and_prerequisites(lessons):
    assert [place.notebook for place in lessons] == list(questions.lessons())
    for place in lessons:
        assert len(place.goals) >= 2, place
        assert "hour" in place.time or (place.notebook in QUIZZES and place.time == "fifteen minutes"), place
        assert len(place.needs) > 5, place
        assert not re.search(r"[*`\]\[]", f"{place.title}{place.goals}{place.time}{place.needs}"), place


def test_every_link_of_the_map_leads_to_a_notebook(lessons):
    links = re.findall(r'href="([^"]+)"', course_map.as_html(lessons, progress.of_course()))
    assert {f"{name}.ipynb" for name in questions.lessons()} == set(links)
    assert all((course_root() / "workbook" / link).is_file() for link in links)


def test_the_map_shows_progress_and_the_next_step(lessons):
    first = registry.exercise_set(registry.notebooks()[0]).exercises
    progress.record((exercise.name, "passed") for exercise in first)
    text = course_map.as_text(lessons, progress.of_course())
    assert f"{len(first)} of {len(first)} functions pass, 100 of 100 points, 0 of 8 questions answered. All done." in text
    every = sum(len(group.exercises) for group in registry.all_sets())
    in_all = sum(len(questions.asked(name)) for name in questions.lessons())
    assert f"{len(first)} of {every} functions pass, 0 of {in_all} questions are answered. Next step: zero_pad in A" in text
    place, function = course_map.next_step(lessons, progress.of_course())
    assert (place.notebook, function) == ("week1/2_step_by_step", "zero_pad")


def test_a_finished_course_says_so(lessons):
    progress.record((exercise.name, "passed") for group in registry.all_sets() for exercise in group.exercises)
    place, question = course_map.next_step(lessons, progress.of_course())
    assert (place.notebook, place.title, question) == ("week1/QUIZ", "Quiz of week 1", QUIZZES["week1/QUIZ"][0])
    for id in (id for ids in QUIZZES.values() for id in ids):
        progress.record_answer(id, is_right=False)
    assert course_map.next_step(lessons, progress.of_course()) is None
    assert course_map.as_text(lessons, progress.of_course()).endswith("You have finished the course.")


def test_a_notebook_that_is_away_or_damaged_keeps_its_place(tmp_path):
    (tmp_path / "week1").mkdir()
    (tmp_path / "week1/2_step_by_step.ipynb").write_text("{broken")
    lessons = course_map.places(tmp_path)
    assert [place.title for place in lessons if place.notebook not in QUIZZES] == [group.title for group in registry.all_sets()]
    assert [place.title for place in lessons if place.notebook in QUIZZES] == [f"Quiz of week {week}" for week in range(1, 5)]
