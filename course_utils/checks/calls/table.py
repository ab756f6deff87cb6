"""How a graded function is called and what is compared of its answer: every adapter in one table.

Runs beside student code, so nothing here knows an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from course_utils.checks.calls import (
    convnet,
    faces,
    keras_models,
    keras_use,
    projects,
    style,
    tensors,
    transfer,
    views,
    yolo,
)  # fmt: skip
from course_utils.checks.calls.arguments import Inputs, call_with
from course_utils.checks.calls.views import Answer
from course_utils.types import Function


@dataclass(frozen=True)
class Call:
    """How arguments are given, and how the answer is viewed.

    `whole` is the view of the course's own answer beside one whose usual view does not say all (`views.says_all`).
    `costly` calls build or train a network: not many are tried while a student waits.
    """

    give: Callable[[Function, Inputs], object] = call_with
    view: Callable[[Answer], object] = views.as_it_is
    whole: Callable[[Answer], object] | None = None
    costly: bool = False

    def __call__(self, function: Function, inputs: Inputs) -> object:
        """What is compared of the answer of `function` to `inputs`."""
        name = getattr(function, "__name__", type(function).__name__)
        return self.view(Answer(self.give(function, inputs), inputs, name))


def _network(name: str, give: Callable[[Function, Inputs], object]) -> Call:
    return Call(give, keras_models.architecture(name), keras_models.architecture(name, whole=True), costly=True)


CALLS = {
    "plain": Call(),
    "width": Call(view=views.width),
    "shapes": Call(view=views.shapes),
    "tensors": Call(tensors.as_tensors, views.numbers),
    "gradient": Call(tensors.with_gradient, views.loss_and_gradient),
    "initial_parameters": Call(convnet.drawn, convnet.initial_parameters),
    "forward": Call(convnet.with_dense_watched, convnet.last_dense, costly=True),
    "train": Call(convnet.trained, convnet.training, costly=True),
    "keras_model": _network("keras_model", keras_models.build),
    "open_network": Call(keras_models.build, keras_models.one_probability, costly=True),
    "keras_network": _network("keras_network", keras_models.build),
    "keras_block": _network("keras_block", keras_models.build_block),
    "keras_parts": _network("keras_parts", keras_models.build_parts),
    "compiled": Call(keras_use.compile_small, keras_use.settings, costly=True),
    "predicted": Call(keras_use.predict_small),
    "on_network": Call(keras_use.on_network),
    "color_shift": Call(transfer.alphas_apart, transfer.shifts),
    "transfer_model": _network("transfer_model", transfer.on_backbone),
    "fine_tune": Call(transfer.tune, transfer.learning, costly=True),
    "yolo": Call(yolo.either_generation),
    "style_outputs": Call(style.activation_lists),
    "costs": Call(style.costs_as_tensors),
    "train_step": Call(style.two_steps, costly=True),
    "triplets": Call(faces.triplets),
    "project": Call(projects.built, projects.kept_rules, costly=True),
    "architecture": Call(projects.built, projects.architecture, costly=True),
    "camera": Call(faces.camera, faces.without_zoom),
}
