"""What a student hands in of a project: the file of weights beside the notebook, written and looked at.

No score is promised: the pictures of the grade do not exist yet.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from course_utils.checks.calls.projects import architecture, predictions_of
from course_utils.checks.calls.views import Answer
from course_utils.checks.failures import WrongAnswer
from course_utils.checks.feedback import render
from course_utils.checks.session.cells import notebook_file
from course_utils.data.files import replace_file
from course_utils.errors import ArgumentError, CourseError, NotebookError
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise, ExerciseSet
from course_utils.exercises.project import Project
from course_utils.notebooks.weights import SUFFIX, read_weights, write_weights
from course_utils.types import Function, Model


def save_for_grading(model: Model, notebook: str = "") -> Path:
    """Write the weights of `model` beside the notebook, to be handed in with it; say what was written.

    The file has the notebook's name and ends in .npz. It is written where the network breaks a rule, too, and then
    the rule is said.

    Args:
        model: the trained network, made by the notebook's own function.
        notebook: as "week1/4_project_small_network"; by itself the one whose function this kernel has.

    Raises:
        ArgumentError: `model` is no Keras model, or its weights are too large or no numbers.
        CourseError: the notebook is no project, or the file cannot be written.
    """
    group, exercise = _project_of(notebook)
    if not hasattr(model, "get_weights"):
        raise ArgumentError(f"save_for_grading takes the trained network; received {type(model).__name__}.")
    try:
        data = write_weights(model.get_weights())
    except NotebookError as error:
        raise ArgumentError(error.message, error.help) from None
    path = weights_path(group.notebook)
    try:
        replace_file(path, data)
    except OSError as error:
        raise CourseError(f"{path} cannot be written: {error.strerror}.", "Check the disk and the folder.") from None
    assert exercise.project is not None
    print(f"Saved: {path.name}, {len(data) / 1024:,.0f} kB, {model.count_params():,} parameters")
    print(f"SHA-256: {hashlib.sha256(data).hexdigest()}")
    print(_verdict(model, exercise.name, exercise.project))
    return path


def load_saved(model: Model, notebook: str = "") -> bool:
    """Give `model` the weights that `save_for_grading` wrote beside the notebook; whether they are there and fit.

    Raises CourseError where the notebook is no project.
    """
    path = weights_path(_project_of(notebook)[0].notebook)
    try:
        weights = read_weights(path.read_bytes())
    except FileNotFoundError:
        return False
    except (OSError, NotebookError) as error:
        print(f"{path.name}: {error}")
        return False
    if [array.shape for array in weights] != [array.shape for array in model.get_weights()]:
        print(f"{path.name} holds the weights of another network: train this one.")
        return False
    model.set_weights([np.asarray(array, np.float32) for array in weights])
    print(f"{path.name}: {model.count_params():,} saved parameters loaded")
    return True


def _verdict(model: Model, name: str, project: Project) -> str:
    try:
        architecture(Answer(model, {"rules": project.rules.as_inputs()}, name))
    except WrongAnswer as broken:
        return f"✗ A rule is broken: {broken}"
    return "✓ The network keeps the rules. Hand in the notebook and this file together."


def _project_of(notebook: str) -> tuple[ExerciseSet, Exercise]:
    """The set and the exercise of a project: of this name, or of the builder that the kernel defines."""
    shell = render.shell()
    names = shell.user_ns if shell is not None and not notebook else {}
    for name in [notebook] if notebook else registry.projects():
        group = registry.exercise_set(name)
        for exercise in group.exercises:
            if exercise.project is not None and (notebook or exercise.name in names):
                return group, exercise
    raise CourseError(
        "This is no notebook of a project.", "Run the cell that defines your network, then save its weights."
    )


def weights_path(notebook: str) -> Path:
    """Where the weights of a project stand: beside its notebook, under the same name."""
    file = notebook_file()
    return file.with_suffix(SUFFIX) if file is not None else Path(f"{notebook.split('/')[-1]}{SUFFIX}")


def estimate(exercise: Exercise, function: Function) -> str:
    """A sentence on the weights that lie beside the notebook, "" of what is no project.

    The score is that of pictures which students have: an estimate, and no promise.
    """
    project = exercise.project
    if project is None:
        return ""
    path = weights_path(registry.find(exercise.name)[0].notebook)
    if not path.is_file():
        return f"There is no {path.name} beside the notebook yet: train, then save_for_grading(model)."
    try:
        weights = read_weights(path.read_bytes())
        rules = project.rules.as_inputs()
        text = architecture(Answer(function(), {"rules": rules}, exercise.name))
    except (NotebookError, WrongAnswer, OSError) as error:
        return f"{path.name}: {error}"
    pictures, truth = project.known()
    answer: dict[str, Any] = predictions_of(text, weights, pictures, rules, exercise.name)
    if "refused" in answer:
        return f"{path.name}: {answer['refused']}"
    score = project.measure(answer["predictions"], truth)
    return (
        f"{path.name} fits: {project.metric} {score:.3f} on {len(pictures)} pictures that you have. An estimate: "
        "the grade is measured on pictures that nobody has seen."
    )
