"""Keras as it was in its first two versions: names of arguments, of modules and of layers. Loads on use."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from course_utils.checks.classic.inert import INERT
from course_utils.checks.classic.libraries.backend import backend
from course_utils.checks.classic.libraries.overlay import Overlay
from course_utils.types import Function, Symbolic

# Argument of an older Keras → today's; None: leave it out.
_ARGUMENTS = {
    "nb_filter": "filters", "border_mode": "padding", "subsample": "strides", "init": "kernel_initializer",
    "W_regularizer": "kernel_regularizer", "b_regularizer": "bias_regularizer", "bias": "use_bias",
    "output_dim": "units", "p": "rate", "gamma_init": "gamma_initializer", "beta_init": "beta_initializer",
    "lr": "learning_rate", "input": "inputs", "output": "outputs", "dim_ordering": None, "decay": None,
}  # fmt: skip
_LOST = {"BatchNormalization": ("mode",)}  # other layers have an argument of this name
_VALUES = {
    "kernel_initializer": {"normal": "random_normal", "uniform": "random_uniform"},
    "padding": {"SAME": "same", "VALID": "valid"},
}
_POOLS = ("AveragePooling2D", "MaxPooling2D", "AvgPool2D", "MaxPool2D")  # windows of 2×2 where none was said
_BASES = ("Layer", "Wrapper", "InputSpec", "Optimizer")  # answers derive classes of their own from these
_MERGES = {"sum": "add", "mul": "multiply", "ave": "average", "max": "maximum", "concat": "concatenate"}
# Modules whose names stand in one place today.
_PLACES = {
    "layers": (
        "normalization core convolutional pooling merge advanced_activations recurrent embeddings wrappers noise"
    ).split(),
    "utils": "data_utils vis_utils np_utils layer_utils generic_utils io_utils conv_utils".split(),
}


def keras() -> Overlay:
    """Keras with the modules, names and arguments of Keras 1 and 2; models and layers are those of today."""
    import keras as today

    layers = _layers(today.layers)
    model, backend_then = _with_old_arguments(today.Model, "Model"), backend()
    engine = {"topology": layers, "training": Overlay("keras.engine.training", {"Model": model}, today.models)}
    utils = {name: _Lenient(f"keras.utils.{name}", {}, today.utils) for name in _PLACES["utils"]}
    return Overlay(
        "keras",
        {
            "layers": layers,
            "Model": model,
            "models": Overlay("keras.models", {"Model": model}, today.models),
            "backend": Overlay("keras.backend", {"tensorflow_backend": backend_then}, backend_then),
            "engine": Overlay("keras.engine", {**engine, "Layer": today.Layer, "InputSpec": today.InputSpec}, layers),
            "optimizers": _Factory("keras.optimizers", {}, today.optimizers),
            "utils": _Lenient("keras.utils", utils, today.utils),
            "objectives": today.losses,
        },
        today,
    )


class _Factory(Overlay):
    """A module whose classes take the arguments of older versions."""

    def __getattr__(self, name: str) -> Any:
        value = super().__getattr__(name)
        made = isinstance(value, type) and name not in _BASES
        return _with_old_arguments(value, name) if made else value


class _Lenient(Overlay):
    """A module of tools for pictures and files: a lost one does nothing."""

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattr__(name)
        except AttributeError:
            if name.startswith("_"):
                raise
            return INERT


def _layers(today: ModuleType) -> Overlay:
    layers = _Factory("keras.layers", {}, today)
    layers.__dict__.update(dict.fromkeys(_PLACES["layers"], layers))
    layers.__dict__["merge"] = _Merge("keras.layers.merge", {}, layers)
    experimental = Overlay("keras.layers.experimental", {"preprocessing": layers}, layers)
    layers.__dict__.update(experimental=experimental, preprocessing=layers)
    return layers


class _Merge(Overlay):
    """`keras.layers.merge`: a function of Keras 1, a module of Keras 2."""

    def __call__(self, tensors: Sequence[Symbolic], mode: str = "sum", concat_axis: int = -1, **_: object) -> Symbolic:
        axis = {"axis": concat_axis} if mode == "concat" else {}
        merged: Symbolic = getattr(self, _MERGES[mode])(tensors, **axis)
        return merged


def _with_old_arguments(made: type, name: str) -> Function:
    """`made`, found under a `name`, called with today's names of the arguments."""

    @functools.wraps(made, updated=())
    def make(*args: Any, **named: Any) -> object:
        if name == "Convolution2D" and len(args) >= 3:  # rows and columns of Keras 1: no stride yet
            args = (args[0], args[1:3], *args[3:])
        if "nb_row" in named:
            named["kernel_size"] = (named.pop("nb_row"), named.pop("nb_col"))
        for lost in _LOST.get(name, ()):
            named.pop(lost, None)
        if name in _POOLS and not args:
            named.setdefault("pool_size", (2, 2))
        return made(*args, **_today(named))

    return make


def _today(named: dict[str, Any]) -> dict[str, Any]:
    """The arguments under today's names, with today's words for their values."""
    new = {}
    for name, value in named.items():
        now = _ARGUMENTS.get(name, name)
        if now is not None:
            known = _VALUES.get(now, {})
            new[now] = known.get(value, value) if isinstance(value, str) else value
    return new
