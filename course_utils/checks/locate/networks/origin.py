"""Which line of a function makes a layer, and which calls it: noted while the function builds its network."""

from __future__ import annotations

import inspect
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

from course_utils.checks.calls.keras_graph import Vertex
from course_utils.checks.calls.layers.likeness import Node
from course_utils.types import Function, Layer


@dataclass
class Origins:
    """Lines by layer and by call, and the calls in their order. 0 stands for what the function did not do itself."""

    code: CodeType
    made: dict[int, int] = field(default_factory=dict)
    called: dict[int, int] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    kept: list[Layer] = field(default_factory=list)  # so that no two layers share an id

    def line(self) -> int:
        """The line of the function itself that runs now: of a helper inside of it, the line that calls that."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and frame.f_code is not self.code:
            frame = frame.f_back
        return frame.f_lineno if frame is not None else 0

    def maker(self, vertex: Vertex) -> int:
        """The line that makes a layer, or else the one that calls it: a layer may be handed in."""
        return (self.made.get(id(vertex.node.operation), 0) if vertex.node else 0) or self.caller(vertex)

    def caller(self, vertex: Vertex) -> int:
        """The line that calls a layer, or the model in which it lies."""
        return self.called.get(id(vertex.node), 0) or self.called.get(id(vertex.outer), 0)

    def uncalled(self) -> Iterator[tuple[set[str], int]]:
        """What the function makes and nothing calls: its kind and its activation in small letters, and the line."""
        called = {id(node.operation) for node in self.nodes}
        for layer in self.kept:
            if id(layer) not in called and self.made.get(id(layer)):
                activation = getattr(getattr(layer, "activation", None), "__name__", "")
                yield {type(layer).__name__.lower(), activation}, self.made[id(layer)]

    def stopped(self, error: BaseException) -> int:
        """The line that makes the innermost layer in which an error came up; 0 for none."""
        frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
        return ([0, *filter(None, (self.made.get(id(frame.f_locals.get("self")), 0) for frame in frames))])[-1]


@contextmanager
def noted(function: Function) -> Iterator[Origins]:
    """Note the layers that `function` makes and calls inside of this."""
    from keras import Operation, config
    from keras.src.ops.node import Node as Calls

    origins = Origins(inspect.unwrap(function).__code__)
    make, call = Operation.__new__, Calls.__init__

    def made(kind: Any, *args: Any, **named: Any) -> Any:
        layer = make(kind, *args, **named)
        origins.made[id(layer)] = origins.line()
        origins.kept.append(layer)
        return layer

    def called(self: Any, *args: Any, **named: Any) -> None:
        call(self, *args, **named)
        origins.called[id(self)] = origins.line()
        origins.nodes.append(self)

    filters = config.is_traceback_filtering_enabled()
    config.disable_traceback_filtering()  # of an error the layer is looked for in which it came up
    Operation.__new__, Calls.__init__ = made, called
    try:
        yield origins
    finally:
        Operation.__new__, Calls.__init__ = make, call
        if filters:
            config.enable_traceback_filtering()
