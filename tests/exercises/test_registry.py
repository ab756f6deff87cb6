"""Sets are found by notebook and by function, and only the set that is asked for is imported."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.errors import CourseError
from course_utils.exercises import registry

PACKAGE = Path(registry.__file__).parents[1]


def test_the_names_read_off_a_file_are_those_of_its_exercises():
    for group in registry.all_sets():
        assert registry.names(group.notebook) == set(group.by_any_name), group.notebook


def test_a_function_is_found_with_its_set_also_by_another_generation_s_name():
    group, exercise = registry.find("happyModel")
    assert (group.notebook, exercise.name) == ("week2/1_keras_tutorial", "HappyModel")
    assert registry.find("conv_forward")[0] is registry.exercise_set("week1/2_step_by_step")


def test_two_sets_share_no_name():
    names = [name for notebook in registry.notebooks() for name in registry.names(notebook)]
    assert len(names) == len(set(names)) > 70


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('PAD = Exercise(\n    "pad",\n    5,\n)', {"pad"}),
        ("PAD = Exercise(name='pad', points=5)", {"pad"}),
        ('Exercise(\n    "pad",\n    aliases=("zero_padding", "padded"),\n)', {"pad", "zero_padding", "padded"}),
        ('SET = ExerciseSet("week1/9_more", "More", (PAD,))', set()),
        ("", set()),
    ],
)
def test_names_are_read_in_every_way_they_are_written(tmp_path, monkeypatch, text, names):
    monkeypatch.setattr(registry, "_FOLDER", tmp_path)
    (tmp_path / "week1_9_more.py").write_text(text)
    registry.names.cache_clear()
    assert registry.names("week1/9_more") == names


@pytest.mark.slow
@pytest.mark.parametrize("name", ["my_pad", "zero", "Exercise", "", "zero_pad "])
def test_a_name_of_no_set_is_refused_and_imports_none(name):
    code = (
        "import sys\nfrom course_utils.errors import CourseError\nfrom course_utils.exercises import registry\n"
        f"try: registry.find({name!r})\nexcept CourseError as error: print(error.message)\n"
        "print(*(name for name in sys.modules if name.startswith('course_utils.exercises.week')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{name!r} is not a graded function of this course.\n\n"


def test_an_unknown_notebook_lists_the_known_ones():
    with pytest.raises(CourseError, match="There is no notebook named 'week9/1'"):
        registry.exercise_set("week9/1")


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["def broken(:\n", "import a_package_that_nobody_has\n"])
def test_a_broken_week_4_breaks_no_check_of_week_1(tmp_path, bring_compiled, fault):
    shutil.copytree(PACKAGE, tmp_path / "course_utils", ignore=shutil.ignore_patterns("__pycache__", "*.npz"))
    bring_compiled(tmp_path / "course_utils")
    for path in (tmp_path / "course_utils" / "exercises").glob("week4_*.py"):
        path.write_text(path.read_text("utf-8") + fault)
    code = (
        "import course_utils, numpy as np\nfrom course_utils.week1 import check\n"
        "def zero_pad(X, pad):\n    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))\n"
        "check(zero_pad)\nprint(course_utils.__file__)"
    )
    place = {**os.environ, "PYTHONPATH": str(tmp_path), "COURSE_PROGRESS": str(tmp_path / "progress.json")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env=place)
    assert done.stdout.startswith("✓ zero_pad: all 3 cases pass.")
    assert done.stdout.rstrip().endswith(str(tmp_path / "course_utils" / "__init__.py"))


def test_hidden_cases_are_those_of_the_notebook_s_own_functions():
    for group in registry.all_sets():
        assert registry.hidden_cases(group.notebook).keys() == group.by_name.keys()
