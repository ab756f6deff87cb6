"""`keras.backend` as Keras 2 had it, by today's operations: they take arrays, tensors and tensors of a model."""

from __future__ import annotations

from typing import Any

from course_utils.checks.classic.libraries.overlay import Overlay
from course_utils.checks.classic.old import session
from course_utils.types import Tensor

# Function of the old backend → the name in keras.ops that does the same.
_SAME = (
    "abs all any arange argmax argmin cast clip cos dot equal exp expand_dims eye flatten greater greater_equal "
    "less less_equal log logical_and max maximum mean min minimum not_equal one_hot ones ones_like prod relu "
    "repeat reshape round sigmoid sign sin softmax sqrt square squeeze stack std stop_gradient sum "
    "tanh tile transpose var zeros zeros_like"
)
_RENAMED = {
    "pow": "power", "batch_dot": "matmul", "permute_dimensions": "transpose",
    "switch": "where", "identity": "copy",
}  # fmt: skip
# What said, before layers did it themselves, whether a network learns, and where channels stand.
_SETTINGS = ("set_learning_phase", "set_image_dim_ordering", "set_image_data_format", "clear_session", "set_session")


def backend() -> Overlay:
    """The backend's functions, for arrays, tensors and tensors of a model that is being built."""
    import keras
    import tensorflow as tf
    from keras import ops

    names: dict[str, object] = {name: getattr(ops, name) for name in _SAME.split() if hasattr(ops, name)}
    names |= {name: getattr(ops, today) for name, today in _RENAMED.items()}
    names |= dict.fromkeys(_SETTINGS, _nothing)
    names |= {
        "gather": lambda reference, indices: ops.take(reference, indices, axis=0),
        "concatenate": lambda tensors, axis=-1: ops.concatenate(tensors, axis=axis),
        "batch_flatten": lambda x: ops.reshape(x, (ops.shape(x)[0], -1)),
        "shape": tf.shape,
        "int_shape": lambda x: tuple(x.shape),
        "ndim": lambda x: len(x.shape),
        "variable": _variable,
        "constant": lambda value, dtype="float32", shape=None, name=None: tf.constant(value, dtype, shape),
        "placeholder": _placeholder,
        "get_session": session,
        "eval": _eval,
        "get_value": _eval,
        "learning_phase": lambda: 0,
        "image_dim_ordering": lambda: "tf",
        "l2_normalize": lambda x, axis=None: tf.math.l2_normalize(x, axis=axis),
        "binary_crossentropy": keras.losses.binary_crossentropy,
        "categorical_crossentropy": keras.losses.categorical_crossentropy,
        "control_flow_ops": tf.compat.v1,
        "tf": tf,
    }
    return Overlay("keras.backend", names, keras.backend)


def _nothing(*args: object, **named: object) -> None:
    """A setting that today's layers do not need."""


def _variable(value: Any, dtype: str | None = None, name: str | None = None, **_: object) -> Tensor:
    import tensorflow as tf

    return tf.compat.v1.Variable(value, dtype=dtype or "float32", name=name)


def _placeholder(shape: Any = None, ndim: int | None = None, dtype: str = "float32", **_: object) -> Tensor:
    import tensorflow as tf

    return tf.compat.v1.placeholder(dtype, shape if shape is not None or ndim is None else [None] * ndim)


def _eval(x: Any) -> Any:
    return x.numpy() if hasattr(x, "numpy") else x.eval()
