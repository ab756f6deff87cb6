"""Modules that notebooks were handed can be imported; none of them holds the answer to an exercise."""

import ast
import subprocess
import sys
from importlib import import_module

import numpy as np
import pytest

from course_utils.checks.classic import given, helpers
from course_utils.checks.classic.inert import NotDefined
from course_utils.checks.definitions import load
from course_utils.exercises import registry

EXERCISES = {name for notebook in registry.notebooks() for name in registry.names(notebook)}
NAMES = {name for names in given.MODULES.values() for name in names.split()}


@pytest.fixture
def finder(monkeypatch):
    """The finder, for one test; what it made is forgotten after it."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    given.install()
    yield
    for name in given.MODULES:
        sys.modules.pop(name, None)
    for handed in given.HANDED.values():
        handed.function = None


def test_no_helper_is_an_exercise_of_the_course():
    assert EXERCISES & helpers.HELPERS.keys() == set()


def test_every_handed_name_that_is_an_exercise_waits_for_its_function():
    assert given.HANDED.keys() >= NAMES & EXERCISES
    assert given.HANDED.keys() <= EXERCISES


def test_the_answers_are_not_loaded_beside_student_code():
    code = "import sys, course_utils.grading.sandbox.zygote\nprint(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "course_utils.checks.classic.given" in loaded
    assert [name for name in loaded if name.startswith("course_utils.layers")] == []


@pytest.mark.parametrize("module", given.MODULES)
def test_every_module_can_be_imported_in_both_ways(finder, module):
    space = {}
    exec(f"import {module}\nfrom {module} import *\nfrom {module} import something_else", space)
    assert {*given.MODULES[module].split()} <= space.keys()
    assert isinstance(space["something_else"], NotDefined)


def test_a_module_of_the_machine_goes_before_ours(finder, tmp_path, monkeypatch):
    (tmp_path / "kt_utils.py").write_text("mean_pred = 'the student’s own'\n")
    monkeypatch.syspath_prepend(tmp_path)
    space = {}
    exec("from kt_utils import mean_pred", space)
    assert space["mean_pred"] == "the student’s own"


def test_an_imported_exercise_is_not_defined_and_answers_once_it_was_judged(finder):
    cells = [
        (
            1,
            "from yolo_utils import scale_boxes\nfrom fr_utils import *\ndef corner(b):\n    return scale_boxes(b, (2., 3.))",
        )
    ]
    loaded = load(cells, {})
    assert loaded.function(["scale_boxes"]) is None
    with pytest.raises(NameError, match="scale_boxes is imported; write it in the notebook"):
        loaded.namespace["corner"](np.ones((1, 4)))
    given.supply({"scale_boxes": registry.find("scale_boxes")[1].reference})
    assert loaded.namespace["corner"](np.ones((1, 4))).tolist() == [[2.0, 3.0, 2.0, 3.0]]
    assert loaded.function(["scale_boxes"]) is None
    assert loaded.function(["img_to_encoding"]) is helpers.img_to_encoding


LAID_AROUND = """
from numba import jit, njit, prange, vectorize
from tqdm import tqdm, trange
from tqdm.notebook import tqdm as in_pages
@jit(nopython=True)
def squared(n):
    return n * n
@njit
def total(many):
    with in_pages(total=3) as bar:
        bar.update(len(tqdm(many, desc="loop", disable=True)))
    return sum(squared(many[i]) for i in prange(len(many))) + sum(trange(1, 3))
@vectorize
def halves(n):
    return n / 2
"""


def test_a_loop_runs_without_the_bar_or_the_compiler_around_it():
    with given.importable():
        space = load([(1, LAID_AROUND)], {}).namespace
    assert space["total"]([1, 2, 3]) == 17
    assert space["halves"](np.array([1, 3])).tolist() == [0.5, 1.5]


def test_the_modules_are_gone_again_where_they_were_wanted_for_a_moment():
    with given.importable():
        import cv2
        import kt_utils

        assert isinstance(kt_utils.anything, NotDefined)
        assert cv2.COLOR_BGR2RGB == 4
    assert {"cv2", "kt_utils"} & sys.modules.keys() == set()
    with pytest.raises(ModuleNotFoundError):
        import_module("kt_utils")


@pytest.mark.parametrize("name", given.HANDED)
def test_what_is_handed_before_others_are_judged_holds_no_answer_of_theirs(name):
    from course_utils.grading.closures import closure

    exercise = registry.find(name)[1]
    others = EXERCISES - {*exercise.names}
    defined = {node.name for node in ast.walk(ast.parse(closure(exercise.reference))) if hasattr(node, "name")}
    assert exercise.uses or not defined & others


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.tf] * (registry.find(name)[0].profile == "tensorflow"))
        for name in given.HANDED
    ],
)
def test_what_is_handed_is_the_course_s_own_and_right(name):
    """As it comes into the process that runs student code: by its closure."""
    from course_utils.checks.judge import Reply, answer, judge, questions
    from course_utils.grading.closures import closure

    group, exercise = registry.find(name)
    space = {}
    exec(closure(exercise.reference), space)
    given.supply({name: space[name]})
    posed = questions(exercise, (*exercise.cases, *registry.hidden_cases(group.notebook)[name]), 3)
    replies = [Reply(value=answer(exercise, given.HANDED[name], each.inputs)) for each in posed]
    given.HANDED[name].function = None
    assert judge(exercise, posed, replies).status == "passed"
