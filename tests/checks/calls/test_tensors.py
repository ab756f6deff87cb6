"""Arguments as tensors, and steps that run at once for a while."""

import numpy as np
import pytest

from course_utils.checks.calls.tensors import as_tensors, eagerly

pytestmark = pytest.mark.tf


def test_arrays_become_float32_tensors_under_their_names():
    import tensorflow as tf

    def compute_cost(Y, Z):
        assert tf.is_tensor(Y)
        return Y.dtype.name, Y.numpy().tolist(), Z.numpy().tolist()

    assert as_tensors(compute_cost, {"Z": np.ones((1, 2)), "Y": np.zeros(1, int)}) == ("float32", [0], [[1, 1]])


def test_steps_run_at_once_only_inside_also_after_an_error():
    import tensorflow as tf

    def step():
        with eagerly():
            return tf.config.functions_run_eagerly() / 0

    with eagerly():
        assert tf.config.functions_run_eagerly()
    with pytest.raises(ZeroDivisionError):
        step()
    assert not tf.config.functions_run_eagerly()
