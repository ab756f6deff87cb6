"""What `course_utils` is inside the sandbox: names that do nothing, and closed doors."""

import subprocess
import sys

import pytest

from course_utils.grading.sandbox.stubs import Inert, graded


def inside(code):
    """Run code where the stubs are installed; its last printed line, or its error."""
    start = "import course_utils.exercises.registry\nfrom course_utils.grading.sandbox import stubs\nstubs.install()\n"
    done = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip().splitlines()[-1]


def test_decorators_widgets_and_checks_do_nothing():
    def f():
        return 3

    assert graded(f) is f
    inert = Inert()
    assert inert(1, key=2).anything.at("all") is not None
    with pytest.raises(AttributeError):
        _ = inert.__array__


@pytest.mark.slow
@pytest.mark.parametrize("facade", ["start", "week1", "week2", "week3", "week4"])
def test_every_facade_offers_any_name(facade):
    code = f"from course_utils.{facade} import check, graded, hint, whatever\nprint(check(1) is whatever(2), graded(len) is len)"
    assert inside(code) in ("True True", "False True")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["exercises.registry", "exercises.hidden.week1_2_step_by_step", "layers.convolution.conv", "grading.oracle", "week5"])
def test_every_other_part_of_the_course_is_closed(name):
    assert inside(f"import course_utils.{name}").endswith("is closed while your work is graded")


def test_modules_that_were_loaded_before_are_gone():
    code = "import sys\nprint(sorted(name for name in sys.modules if name.startswith('course_utils') and 'week' not in name))"
    assert inside(code) == "['course_utils', 'course_utils.start']"


def test_special_attributes_of_a_facade_are_missing_not_inert():
    assert inside("import course_utils.week1 as w\nprint(hasattr(w, '__path__'), hasattr(w, 'show_padding'))") == "False True"
