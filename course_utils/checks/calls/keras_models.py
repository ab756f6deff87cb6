"""How functions that build a Keras model, or a part of one, are called and viewed: its layers, sizes and outputs.

Runs beside student code, so nothing here knows an answer. TensorFlow is imported by the calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import numpy as np

from course_utils.checks.calls.arguments import Inputs, call_with, parameters_of
from course_utils.checks.calls.keras_graph import Graph, outputs_of
from course_utils.checks.calls.layers.weights import weights
from course_utils.checks.calls.tensors import without_weights
from course_utils.checks.calls.views import Answer
from course_utils.checks.differences.layers import CONNECTED
from course_utils.checks.failures import WrongAnswer
from course_utils.types import Array, Function, Images, Layer, Model

if TYPE_CHECKING:
    from keras import Initializer, Variable

_EPSILON = 1e-3  # Keras' own


def build(function: Function, inputs: Inputs) -> object:
    """Call with all `inputs` that the function takes, but "X" to run the model on and "seed" of its weights."""
    arguments = {name: inputs[name] for name in inputs if name not in ("X", "seed")}
    return without_weights(function, lambda: call_with(function, arguments, lenient=True))


def build_block(function: Function, inputs: Inputs) -> Model:
    """Call a part of a model, a function of X, with a symbolic X: the model that it makes of it.

    `inputs`: the arguments with "X" in numbers, and "seed"; other maps in numbers, as the one that a U-Net hands over,
    are symbolic, too. Newer signatures also have `training`: it is False, and
    where it is True the layers must be the same, and every batch normalisation must hear of it. An `initializer` is
    one of ours: a layer with a kernel that does not use it has forgotten it, where others do.
    """
    return without_weights(function, lambda: _block(function, inputs, several=False))


def build_parts(function: Function, inputs: Inputs) -> Model:
    """As `build_block`, of a part that gives several tensors, as the stage of an encoder."""
    return without_weights(function, lambda: _block(function, inputs, several=True))


def _block(function: Function, inputs: Inputs, several: bool) -> Model:
    import keras

    maps = {name: keras.Input(np.shape(value)[1:]) for name, value in _maps(inputs).items()}
    X = list(maps.values()) if len(maps) > 1 else maps["X"]
    arguments = {name: inputs[name] for name in inputs if name != "seed"} | maps
    drawn = {"initializer": _initializer(function)}

    def block(training: bool) -> object:
        return call_with(function, arguments, lenient=True, training=training, **drawn)

    answer = block(False)
    _require_tensors(answer, function, several)
    model = keras.Model(X, answer)
    takes = parameters_of(function)
    if "training" in takes and function not in _steady:
        _require_training(model, keras.Model(X, block(True)), function)
        with suppress(TypeError):  # an object that cannot be kept in mind
            _steady.add(function)
    if "initializer" in takes:
        _require_initializer(model, function)
    return model


def _maps(inputs: Inputs) -> dict[str, Images]:
    """The inputs that flow through a network, by name: images or maps of shape (m, n_H, n_W, n_C)."""
    return {name: value for name, value in inputs.items() if isinstance(value, np.ndarray) and value.ndim == 4}


def _require_tensors(answer: object, function: Function, several: bool) -> None:
    parts = answer if several and isinstance(answer, (tuple, list)) and answer else [answer]
    for part in parts:
        if not hasattr(part, "_keras_history"):
            where = f"{_what(part)} among its {len(parts)} results" if part is not answer else _what(part)
            raise WrongAnswer(f"{function.__name__} returned {where}. Return the tensor that the last layer gives.")


_steady: WeakSet[Function] = WeakSet()  # blocks whose layers are the same in training: one look is enough


def _require_training(model: Model, learning: Model, function: Function) -> None:
    graphs = (Graph(each.outputs) for each in (model, learning))
    in_use, texts = ([unheard(text, "keras_network") for text in graph.texts()] for graph in graphs)
    if in_use != texts:
        more = next((text for text in texts if texts.count(text) > in_use.count(text)), "fewer layers")
        raise WrongAnswer(f"{function.__name__} has other layers where training is True: {more}. Take the same ones.")
    norms = [text for text in Graph(learning.outputs).texts() if "BatchNormalization" in text]
    deaf = sum("always training" not in text for text in norms)
    if deaf:
        raise WrongAnswer(
            f"{function.__name__} takes training, and {deaf} of its {len(norms)} BatchNormalization layers do not "
            "receive it: call each with training=training."
        )


@cache
def _marked() -> type[Initializer]:
    import keras

    class Given(keras.initializers.GlorotUniform):  # type: ignore[misc]
        """An initializer that no answer can make by itself."""

    return Given


def _initializer(function: Function) -> object:
    """Our initializer; the class where the function's own default is one, which it then calls: 2021's signatures."""
    named = parameters_of(function).get("initializer")
    return _marked() if named is not None and isinstance(named.default, type) else _marked()()


_USUAL = ("GlorotUniform", "RandomUniform")  # Keras' own, and the default of a public edition


def _require_initializer(model: Model, function: Function) -> None:
    kernels = [layer for layer in model._flatten_layers() if layer.built and hasattr(layer, "kernel_initializer")]
    others = [layer.kernel_initializer for layer in kernels if not isinstance(layer.kernel_initializer, _marked())]
    own, chosen = len(others), any(type(each).__name__ not in _USUAL for each in others)
    if own and (own < len(kernels) or chosen):  # who leaves it to Keras everywhere meant to
        raise WrongAnswer(
            f"{function.__name__} takes initializer, and {own} of its {len(kernels)} convolutions do not use it: "
            "give each kernel_initializer=initializer."
        )


def architecture(call: str, whole: bool = False) -> Callable[[Answer], list[Any]]:
    """The view of a network for this call: its layers as texts, its number of parameters, and how they are connected.

    Where that does not say all, or a view of the `whole` is wished, the outputs for "X" with weights of "seed" come
    last; without a "seed" nothing: a running ResNet-50 costs more than a read one.
    """

    def view(answer: Answer) -> list[Any]:
        model = built(answer.value, answer.inputs["X"], answer.name)
        graph = Graph(model.outputs)
        last: object = None
        if "seed" in answer.inputs:
            plain = not whole and type(model).__module__.startswith("keras.") and graph.connections()
            last = CONNECTED + plain + _entries(model) if plain else _outputs(model, graph, answer.inputs)
        return [[unheard(text, call) for text in graph.texts()], int(model.count_params()), last]

    return view


def one_probability(answer: Answer) -> str:
    """The view of a network that its edition leaves to whoever writes it: it convolves, and answers yes or no.

    Pictures far brighter and darker than any show whether the answers stay from 0 to 1 by themselves.
    """
    model = built(answer.value, answer.inputs["X"], answer.name)
    graph, takes, gives = Graph(model.outputs), model.inputs[0].shape[1:], tuple(model.outputs[0].shape[1:])
    if len(model.inputs) > 1 or takes != answer.inputs["input_shape"] or len(model.outputs) > 1 or gives != (1,):
        raise WrongAnswer(f"{answer.name} makes {gives} of {takes}. Make one probability of each picture.")
    if not any("Conv" in text for text in graph.texts()):
        raise WrongAnswer(f"{answer.name} has no convolution. Let it look for patterns before it decides.")
    X = np.concatenate([scale * answer.inputs["X"] for scale in (1, -30, 1000, -3000)])
    given = np.asarray(_outputs(model, graph, {**answer.inputs, "X": X}))
    if given.min() < 0 or given.max() > 1 or np.ptp(given) == 0:
        raise WrongAnswer(f"The answers of {answer.name} are no probabilities. End with Dense(1) and a sigmoid.")
    return "one probability of each picture"


def _entries(model: Model) -> str:
    """The order of a model's inputs where it has several; one needs no order."""
    shapes = [str(tuple(tensor.shape[1:])) for tensor in model.inputs]
    return f"\nthe model: {', '.join(shapes)}" if len(shapes) > 1 else ""


def _each(X: Images | list[Images], make: Callable[[Any], Any]) -> Any:
    """`make` of the images, or of each of several inputs in a list."""
    return [make(images) for images in X] if isinstance(X, (list, tuple)) else make(X)


def _outputs(model: Model, graph: Graph, inputs: Inputs) -> object:
    numbers = weights(graph.layers(), inputs["seed"])
    with _one_epsilon(graph.layers()):
        return _run(model, list(_maps(inputs).values()) if len(model.inputs) > 1 else inputs["X"], numbers)


# By call, the states of a layer that do not count. A block is called with training=False: a model inside that heard of
# it acts alike. A network of blocks may be built with a fixed `training`, as their newer public signature has True by
# default: `fit` and `predict` decide anyway.
_INFERENCE, _TRAINING = ", always inference", ", always training"
_UNHEARD = {
    "keras_block": (_INFERENCE,), "keras_parts": (_INFERENCE,), "keras_network": (_TRAINING, _INFERENCE),
}  # fmt: skip


def unheard(text: str, call: str) -> str:
    """The text of a layer without the states that do not count in answers to this call."""
    for state in _UNHEARD.get(call, ()):
        text = text.removesuffix(state)
    return text


@contextmanager
def _one_epsilon(layers: list[Layer]) -> Iterator[None]:
    """Let every normalisation add the same small number to its variance: no notebook asks for a certain one."""
    small = {layer: layer.epsilon for layer in layers if type(layer).__name__ == "BatchNormalization"}
    for layer in small:
        layer.epsilon = _EPSILON
    try:
        yield
    finally:
        for layer, epsilon in small.items():
            layer.epsilon = epsilon


def _run(model: Model, X: Images | list[Images], numbers: list[tuple[Variable, Array]]) -> object:
    import keras

    tensors = {id(value): keras.ops.convert_to_tensor(value) for _, value in numbers}
    try:
        with keras.StatelessScope([(variable, tensors[id(value)]) for variable, value in numbers]):
            answer = model(_each(X, np.float32), training=False)
            parts = isinstance(answer, (list, tuple))
            return [np.asarray(part) for part in answer] if parts else np.asarray(answer)
    except ValueError:  # another input: the layers' texts say which
        return f"the model cannot take images {_each(X, lambda images: np.shape(images)[1:])}"


def built(answer: object, X: Images | list[Images], name: str) -> Model:
    """The model with its inputs and outputs known."""
    import keras

    if not isinstance(answer, keras.Model):
        raise WrongAnswer(f"{name} returned {_what(answer)}. Return a keras.Model.")
    model = without_weights(answer.call, lambda: _with_outputs(answer, X))
    if model is None:
        raise WrongAnswer(f"{name} returned a model without layers or outputs that can be read.")
    return model


def _with_outputs(model: Model, X: Images | list[Images]) -> Model | None:
    import keras

    if isinstance(model, keras.Sequential) and not model.built and model.layers and not isinstance(X, list):
        model.build((None, *np.shape(X)[1:]))
    return model if getattr(model, "outputs", None) else _read_off(model, X)


def _read_off(model: Model, X: Images | list[Images]) -> Model | None:
    """The layers that a model written as a class uses in its `call`, as a model; None where they cannot be told."""
    import keras

    if isinstance(model, keras.Sequential):  # without layers
        return None
    images = _each(X, lambda part: keras.Input(np.shape(part)[1:]))
    read = images if isinstance(images, list) else [images]
    try:
        answer = outputs_of(model, read, (images,), {})
    except (NotImplementedError, ValueError):  # no `call`, or one that takes numbers only
        return None
    return keras.Model(images, answer)


def _what(value: object) -> str:
    if value is None:
        return "None"
    kind = type(value).__name__
    return "a tensor" if "Tensor" in kind else f"{'an' if kind[0] in 'AEIOUaeiou' or kind == 'ndarray' else 'a'} {kind}"
