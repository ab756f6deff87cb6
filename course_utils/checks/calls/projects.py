"""How a function that builds the network of a project is called: its network as text, its rules, its predictions.

Runs beside student code, so nothing here knows an answer. What a student's code gives to the grader is the text of a
network, and no more: another process, which has never run that code, makes the network of it and asks it for
predictions. So no trick of a notebook can reach them, and no notebook ever sees the pictures.
"""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from course_utils.checks.calls.arguments import Inputs
from course_utils.checks.calls.views import Answer
from course_utils.checks.failures import WrongAnswer
from course_utils.types import Array, Function, Images, Model

KEPT = "keeps the rules"
MAX_LETTERS = 1_000_000  # of a network's text
BATCH = 50
_CONTAINERS = {"Sequential", "Functional", "InputLayer", "__keras_tensor__"}
_MAX_NAME = 80  # letters of what a text names, in a sentence
_AROUND = ("keras", "keras.initializers", "keras.regularizers", "keras.constraints")  # modules of what is no layer


def built(function: Function, inputs: Inputs) -> object:
    """What the student's function returns; `inputs` hold the rules, and nothing for it."""
    return function()


def kept_rules(answer: Answer) -> str:
    """KEPT; raises WrongAnswer with the first rule that the network breaks, of those in the input "asked"."""
    rules, names = answer.inputs["rules"], answer.inputs["asked"]
    broken = [text for name, text in breaches(answer.value, answer.name, rules) if name in names]
    if broken:
        raise WrongAnswer(broken[0])
    return KEPT


def architecture(answer: Answer) -> Array:
    """The network as text, in bytes (n,), uint8: its layers, and no number of theirs."""
    model = answer.value
    broken = next((text for name, text in breaches(model, answer.name, answer.inputs["rules"])), "")
    if broken:
        raise WrongAnswer(broken)
    return np.frombuffer(_text(model).encode(), np.uint8)


def _text(model: Model) -> str:
    """The network alone: how it was trained is the student's own affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a lambda: it is left out, or refused
        parts = json.loads(model.to_json())
    return json.dumps({name: part for name, part in parts.items() if name != "compile_config"})


def breaches(model: Any, name: str, rules: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every rule that a network breaks: "shapes", "layers" or "parameters", and a sentence."""
    import keras

    if not isinstance(model, keras.Model):
        what = "nothing" if model is None else f"a value of type {type(model).__name__}"
        yield from ((rule, f"{name} returned {what}. Return the network, a keras.Model.") for rule in _RULES)
        return
    wanted = tuple(rules["input_shape"])
    if isinstance(model, keras.Sequential) and not model.built and model.layers:
        model.build((None, *wanted))
    if not getattr(model, "outputs", None):
        text = f"{name} returned a model whose layers cannot be read off. Use keras.Sequential or keras.Model(X, Y)."
        yield from ((rule, text) for rule in _RULES)
        return
    given, gives = _shapes(model.inputs), _shapes(model.outputs)
    if given != [wanted]:
        yield "shapes", f"{name} takes {_listed(given)}; it is given pictures of shape {wanted}."
    if gives != [tuple(rules["output_shape"])]:
        yield "shapes", f"{name} gives {_listed(gives)} for a picture; asked is {tuple(rules['output_shape'])}."
    if foreign := foreign_part(model, rules["layers"]):
        yield "layers", _NOT_ALLOWED.format(name=name, part=foreign)
    count = int(model.count_params())
    if count > rules["parameters"]:
        most = rules["parameters"]
        yield "parameters", f"{name} has {count:,} parameters; at most {most:,} are allowed. Take fewer filters."


_RULES = ("shapes", "layers", "parameters")
_NOT_ALLOWED = "{name} uses {part}, which is not allowed. Build it of the layers that the text lists."


def _shapes(tensors: Sequence[Any]) -> list[tuple[int | None, ...]]:
    return [tuple(tensor.shape[1:]) for tensor in tensors]


def _listed(shapes: Sequence[object]) -> str:
    return " and ".join(map(str, shapes)) or "nothing"


def foreign_part(model: Model, layers: Sequence[str]) -> str:
    """The first part of a network that is no layer of the list, "" where there is none: a layer, an operation, or a
    function of one's own as an activation or an initializer."""
    try:
        text = _text(model)
    except Exception as error:  # a layer of the student's own writes itself down
        return f"a part that cannot be written down ({type(error).__name__})"
    if len(text) > MAX_LETTERS:
        return f"a network whose description has more than {MAX_LETTERS:,} letters"
    return foreign_name(text, layers)


def foreign_name(text: str, layers: Sequence[str]) -> str:
    """The first class or function that a network's text names and that is none of Keras's on the list; else ""."""
    return next(_foreign(json.loads(text), set(layers)), "")[:_MAX_NAME]


def _foreign(part: Any, layers: set[str]) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _foreign(each, layers)
    if not isinstance(part, dict):
        return
    kind, module = part.get("class_name"), part.get("module") or "keras"
    kind, module = kind if kind is None else str(kind), str(module)
    if kind is not None and kind not in _CONTAINERS:
        known = kind in layers if module == "keras.layers" else module in _AROUND
        if not known or part.get("registered_name"):
            what = "the function " if kind == "function" else "the operation " if ".ops" in module else ""
            yield f"{what}{part.get('config') if kind == 'function' else kind}"
    for each in part.values():
        yield from _foreign(each, layers)


def predictions_of(
    architecture: Array, weights: Sequence[Array], pictures: Images, rules: Mapping[str, Any], name: str
) -> dict[str, Any]:
    """What a network of this text with these weights says of pictures.

    Returns "predictions" (m, …) and "seconds", or a sentence under "refused".

    Shapes: architecture (n,) uint8; pictures (m, n_H, n_W, n_C) uint8, given to the network as float32 from 0 to 1.
    """
    import keras

    text = architecture.tobytes().decode()
    if len(text) > MAX_LETTERS:
        return {"refused": f"{name} describes a network of more than {MAX_LETTERS:,} letters."}
    if foreign := foreign_name(text, rules["layers"]):  # before anything is made of it
        return {"refused": _NOT_ALLOWED.format(name=name, part=foreign)}
    model = keras.models.model_from_json(text)
    for _, sentence in breaches(model, name, rules):
        return {"refused": sentence}
    own, given = [array.shape for array in model.get_weights()], [array.shape for array in weights]
    if own != given:
        place = next((n for n, pair in enumerate(zip(own, given)) if pair[0] != pair[1]), min(len(own), len(given)))
        wanted, there = (str(shapes[place]) if place < len(shapes) else "nothing" for shapes in (own, given))
        return {"refused": f"The weights do not fit {name}: its array {place} has shape {wanted}, the file's {there}. "
                f"Build the model with {name}, train that one, and save it again."}  # fmt: skip
    model.set_weights([np.asarray(array, np.float32) for array in weights])
    batches = [pictures[start : start + BATCH] for start in range(0, len(pictures), BATCH)]
    np.asarray(model(np.zeros_like(batches[0], np.float32), training=False))  # the first call prepares the others
    started = time.process_time()  # a busy machine is no fault of the network's
    parts = [np.asarray(model(batch.astype(np.float32) / 255, training=False)) for batch in batches]
    seconds = time.process_time() - started
    if 1000 * seconds > rules["milliseconds"] * len(pictures):
        taken, most = 1000 * seconds / len(pictures), rules["milliseconds"]
        return {"refused": f"{name} takes {taken:.0f} ms for a picture; at most {most:g} ms are allowed. Make it less "
                "deep, or its maps smaller early."}  # fmt: skip
    answer = np.concatenate(parts)
    if not np.isfinite(answer).all():
        return {"refused": f"{name} gives numbers that are infinite or none (NaN). Train it again, more slowly."}
    return {"predictions": answer, "seconds": seconds}
