"""Residual blocks and ResNet-50 with switches: the wrong answers that students write.

Wrong networks share their layers: making the weights of a ResNet-50 takes most of a second, and a check that knows
no mistake by its numbers builds all twenty. The weights are set anew before each is run.
Keras is imported by the functions that need it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from course_utils.layers.networks.residual import STAGES, Shape

Function = Callable[..., Any]
Three = tuple[Any, Any, Any]


class _Shared:
    """Layers with weights, made once; a network takes each at most once."""

    def __init__(self) -> None:
        self._made: dict[Any, list[Any]] = {}
        self._taken: Counter[Any] = Counter()

    def restart(self) -> None:
        """All layers are free again: another network begins."""
        self._taken.clear()

    def __call__(self, kind: str, X: Any, **settings: Any) -> Any:
        """What a layer of that class and those settings gives for X."""
        from keras import layers

        key = (kind, X.shape[settings.get("axis", -1)], *settings.values())
        made = self._made.setdefault(key, [])
        if self._taken[key] == len(made):
            name = f"shared_{sum(map(len, self._made.values()))}"  # Keras' own names may start again
            made.append(getattr(layers, kind)(**settings, name=name))
        self._taken[key] += 1
        return made[self._taken[key] - 1]


_SHARED = _Shared()


@dataclass(frozen=True)
class Block:
    """One block; every switch but the default is a mistake.

    `shortcut` is "identity", "convolution" or None; `first` is what the shortcut starts from: "X", "main" (the end
    of the main path) or "component" (after the first component). `join` is how both paths meet: a Keras merge layer,
    "before" for ReLU before the addition, "twice" for ReLU before and after, "self" for X added to itself.
    `kernels` and `order` take the sizes (1, f, 1) and the filters by number; `stride_at` is the strided convolution.
    """

    shortcut: str | None = "identity"
    join: str = "Add"
    first: str = "X"
    relu: bool = True
    inner: tuple[bool, bool] = (True, True)
    norm: tuple[bool, bool, bool] = (True, True, True)
    axis: int = 3
    training: bool | None = None
    norm_last: bool = False
    before: bool = False
    paddings: tuple[str, str, str] = ("valid", "same", "valid")
    order: tuple[int, int, int] = (0, 1, 2)
    sizes: Callable[[int], Three] = lambda f: (1, f, 1)
    stride: Callable[[int], int] = lambda s: s
    stride_at: tuple[int, ...] = (0,)
    bias: bool = True
    components: int = 3
    shortcut_norm: bool = True
    shortcut_relu: bool = False
    shortcut_size: Callable[[int], int] = lambda f: 1
    shortcut_stride: Callable[[int], int] = lambda s: s

    def __call__(self, X: Any, f: int, filters: Sequence[int], s: int = 1) -> Any:
        """The end of the block, after its last ReLU."""
        main, early = X, X
        for i in range(self.components):
            main = self._component(main, i, f, filters, self.stride(s))
            early = main if i == 0 else early
        start = {"X": X, "main": main, "component": early}[self.first]
        return self._end(main, self._short(start, f, filters, self.shortcut_stride(s)), X)

    def _component(self, X: Any, i: int, f: int, filters: Sequence[int], s: int) -> Any:
        active = self.inner[i] if i < 2 else False
        X = self._norm(X) if self.before and self.norm[i] else X
        X = _relu(X) if self.before and (i == 2 or active) else X
        X = self._conv(X, filters[self.order[i]], self.sizes(f)[i], s if i in self.stride_at else 1, self.paddings[i])
        if self.before:
            return X
        if self.norm_last:
            return self._norm(_relu(X) if active else X)
        X = self._norm(X) if self.norm[i] else X
        return _relu(X) if active else X

    def _short(self, X: Any, f: int, filters: Sequence[int], s: int) -> Any:
        if self.shortcut != "convolution":
            return X
        X = self._conv(X, filters[2], self.shortcut_size(f), s, "valid" if self.shortcut_size(f) == 1 else "same")
        X = self._norm(X) if self.shortcut_norm else X
        return _relu(X) if self.shortcut_relu else X

    def _end(self, main: Any, short: Any, X: Any) -> Any:
        from keras import layers

        main = _relu(main) if self.join in ("before", "twice") else main
        if self.shortcut is not None:
            pair = [main, main] if self.join == "self" else [X, X] if self.join == "X" else [main, short]
            main = getattr(layers, self.join, layers.Add)()(pair)
        return _relu(main) if self.relu and self.join != "before" and not self.before else main

    def _conv(self, X: Any, filters: int, size: int, s: int, padding: str) -> Any:
        settings = {"filters": filters, "kernel_size": size, "strides": s, "padding": padding, "use_bias": self.bias}
        return _SHARED("Conv2D", X, **settings)(X)

    def _norm(self, X: Any) -> Any:
        return _SHARED("BatchNormalization", X, axis=self.axis)(X, training=self.training)


def identity(**switches: Any) -> Function:
    return _function(Block(**switches))


def convolutional(**switches: Any) -> Function:
    return _function(replace(Block(shortcut="convolution"), **switches))


def plain(**switches: Any) -> Function:
    return _function(replace(Block(shortcut=None), **switches))


def _function(block: Block) -> Function:
    """The block as a function of the classic arguments."""

    def wrong(X: Any, f: int, filters: Sequence[int], s: int = 1) -> Any:
        _SHARED.restart()
        return block(X, f, filters, s)

    return wrong


def resnet(
    *,
    pad: bool = True,
    first: tuple[int, int] = (7, 2),
    norm: bool = True,
    relu: bool = True,
    pool: tuple[str, int, int] | None = ("MaxPooling2D", 3, 2),
    blocks: tuple[int, ...] = (3, 4, 6, 3),
    strides: tuple[int, ...] = (1, 2, 2, 2),
    f: int = 3,
    shortcuts: bool = True,
    end: str | None = "AveragePooling2D",
    dense: int | None = None,
    activation: str | None = "softmax",
    flatten: bool = True,
    shape: Shape | None = None,
    units: int | None = None,
) -> Function:
    """ResNet-50; every switch but the default is a mistake. `dense` is an extra layer before
    the last, `units` and `shape` win over the arguments."""

    def ResNet50(input_shape: Shape = (64, 64, 3), classes: int = 6) -> Any:
        import keras
        from keras import layers as kl

        _SHARED.restart()
        images = X = keras.Input(tuple(shape or input_shape))
        X = kl.ZeroPadding2D(3)(X) if pad else X
        X = _SHARED("Conv2D", X, filters=64, kernel_size=first[0], strides=first[1])(X)
        X = _SHARED("BatchNormalization", X, axis=3)(X) if norm else X
        X = _relu(X) if relu else X
        X = getattr(kl, pool[0])(pool[1], strides=pool[2])(X) if pool else X
        for (filters, _, _), count, s in zip(STAGES, blocks, strides):
            X = _stage(X, f, filters, count, s, shortcuts)
        X = getattr(kl, end)(2)(X) if end else X
        X = kl.Flatten()(X) if flatten else X
        X = kl.Dense(dense, activation="relu")(X) if dense else X
        return keras.Model(images, kl.Dense(units or classes, activation=activation)(X))

    return ResNet50


def _stage(X: Any, f: int, filters: Sequence[int], count: int, s: int, shortcuts: bool) -> Any:
    for i in range(count):
        kind = None if not shortcuts else "identity" if i else "convolution"
        X = Block(shortcut=kind)(X, f, filters, 1 if i else s)
    return X


def _relu(X: Any) -> Any:
    from keras import layers

    return layers.ReLU()(X)
