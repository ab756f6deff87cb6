"""The line of a message that says what happened."""

import pytest

from course_utils.checks.explain.table import first_line

KERNEL = "{{function_node __wrapped__AddV2_device_/job:localhost/replica:0/task:0/device:CPU:0}} "


@pytest.mark.parametrize("mark", [KERNEL, ""], ids=["in a function of its own", "bare"])
def test_tensorflows_own_marks_are_left_out(mark):
    """In a notebook each operation is a function of its own; here and in the grader it is bare."""
    assert first_line(f"{mark}Incompatible shapes: [2] vs. [3] [Op:AddV2] name: ") == "Incompatible shapes: [2] vs. [3]"


def test_an_envelope_is_skipped():
    assert first_line("Exception encountered when calling Dense.call().\n\nit is too flat") == "it is too flat"
