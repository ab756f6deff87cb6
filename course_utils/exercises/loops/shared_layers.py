"""Layers that networks share: making the weights of a ResNet-50 takes most of a second, and a check that knows no
mistake by its numbers builds all twenty-one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, ClassVar

from course_utils.types import Layer, Symbolic


class SharedLayers:
    """`keras.layers` for one network: those with many weights are made once, and each network takes each at most once.

    Whoever runs a network sets its weights first.
    """

    _made: ClassVar[defaultdict[Any, list[Layer]]] = defaultdict(list)

    def __init__(self) -> None:
        self._taken = Counter[Any]()

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        from keras import layers

        make: Callable[..., Any] = getattr(layers, kind)
        if kind not in ("Conv2D", "DepthwiseConv2D", "BatchNormalization"):
            return make
        return lambda *args, **settings: lambda X, **call: self._layer(make, X, args, settings)(X, **call)

    def _layer(self, make: Callable[..., Any], X: Symbolic, args: tuple[Any, ...], settings: dict[str, Any]) -> Layer:
        key = (make, X.shape[settings.get("axis", -1)], args, *settings.items())
        made = self._made[key]
        number = self._taken[key]
        if number == len(made):
            name = f"shared_{sum(map(len, self._made.values()))}"  # Keras' own names may start again
            made.append(make(*args, **settings, name=name))
        self._taken[key] += 1
        return made[number]
