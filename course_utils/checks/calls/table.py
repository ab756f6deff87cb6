"""How a graded function is called and what is compared of its answer: every adapter in one table.

Runs beside student code, so nothing here knows an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from course_utils.checks.calls import convnet, faces, keras_models, keras_use, style, tensors, transfer, views, yolo
from course_utils.checks.calls.arguments import Inputs, call_with
from course_utils.checks.calls.views import Answer
from course_utils.types import Function


@dataclass(frozen=True)
class Call:
    """How arguments are given, and how the answer is viewed."""

    give: Callable[[Function, Inputs], object] = call_with
    view: Callable[[Answer], object] = views.as_it_is

    def __call__(self, function: Function, inputs: Inputs) -> object:
        """What is compared of the answer of `function` to `inputs`."""
        name = getattr(function, "__name__", type(function).__name__)
        return self.view(Answer(self.give(function, inputs), inputs, name))


CALLS = {
    "plain": Call(),
    "shapes": Call(view=views.shapes),
    "tensors": Call(tensors.as_tensors, views.numbers),
    "initial_parameters": Call(convnet.drawn_twice, convnet.initial_parameters),
    "forward": Call(convnet.with_dense_watched, convnet.last_dense),
    "train": Call(convnet.trained, convnet.training),
    "keras_model": Call(keras_models.build, keras_models.architecture),
    "keras_network": Call(keras_models.build, keras_models.architecture_without_training),
    "keras_block": Call(keras_models.build_block, keras_models.architecture),
    "compiled": Call(keras_use.compile_small, keras_use.settings),
    "predicted": Call(keras_use.predict_small),
    "color_shift": Call(transfer.alphas_apart, transfer.shifts),
    "transfer_model": Call(transfer.on_backbone, keras_models.architecture),
    "fine_tune": Call(transfer.tune, transfer.learning),
    "yolo": Call(yolo.either_generation),
    "style_outputs": Call(style.activation_lists),
    "costs": Call(style.costs_as_tensors),
    "train_step": Call(style.two_steps),
    "triplets": Call(faces.triplets),
    "camera": Call(faces.camera, faces.without_zoom),
}
