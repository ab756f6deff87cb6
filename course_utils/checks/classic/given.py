"""Modules that classic notebooks came with: importing them works, and what they drew or loaded does nothing.

What an answer needs of them is written in `helpers`. Functions that are exercises of this course are not: they are
answers, and stay outside of the process that runs an answer until they have been judged. Then the course's versions
come in, as they take the place of a faulty helper.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from course_utils.checks.classic import helpers
from course_utils.checks.classic.around import BARS, COMPILERS
from course_utils.checks.classic.graph import in_kind
from course_utils.checks.classic.inert import INERT, NotDefined
from course_utils.checks.classic.libraries.pictures import OPENCV
from course_utils.types import Function

_IMAGES = "ops plt load_dataset convert_to_one_hot random_mini_batches forward_propagation_for_predict predict"
_BOXES = "read_classes read_anchors generate_colors get_colors_for_classes preprocess_image draw_boxes scale_boxes"
_YAD2K = "yolo_head yolo_boxes_to_corners preprocess_true_boxes yolo_body yolo yolo_eval"
_TQDM = ("tqdm", "tqdm.auto", "tqdm.autonotebook", "tqdm.notebook")
# Module → the names that `from module import *` gives.
MODULES = {
    "cnn_utils": f"{_IMAGES} load_signs_dataset load_happy_dataset",
    "tf_utils": _IMAGES,
    "kt_utils": "mean_pred load_dataset",
    "resnets_utils": _IMAGES,
    "yolo_utils": _BOXES,
    "yad2k": "",
    "yad2k.models": "",
    "yad2k.models.keras_yolo": _YAD2K,
    "yad2k.models.keras_darknet19": "darknet_body",
    "yad2k.utils": "",
    "yad2k.utils.utils": _BOXES,
    "fr_utils": "img_to_encoding load_dataset load_weights load_weights_from_FaceNet conv2d_bn variable WEIGHTS",
    "inception_blocks": "faceRecoModel inception_block_1a",
    "inception_blocks_v2": "faceRecoModel inception_block_1a",
    "nst_utils": "load_vgg_model generate_noise_image reshape_and_normalize_image save_image CONFIG",
    "test_utils": "summary comparator single_test multiple_test datatype_check equation_output_check",
    "public_tests": "",
    "testCases": "",
    "outputs": "",
    "autograder": "",
    "solutions": "",
    "cv2": "",
    "pydot": "",
    "graphviz": "",
    **dict.fromkeys(_TQDM, " ".join(BARS)),
    "numba": " ".join(COMPILERS),
}


class Handed(NotDefined):
    """A function that a notebook was handed and that is an exercise here: it answers once `function` is there."""

    def __init__(self, name: str) -> None:
        self.__name__ = name
        self.function: Function | None = None

    def __call__(self, *args: Any, **named: Any) -> Any:
        if self.function is None:
            raise NameError(f"{self.__name__} is imported; write it in the notebook", name=self.__name__)
        return in_kind(self.function)(*args, **named)


# Exercises of this course that a classic notebook was handed.
HANDED = {
    name: Handed(name)
    for name in (
        "convert_to_one_hot",
        "random_mini_batches",
        "yolo_boxes_to_corners",
        "scale_boxes",
        "yolo_eval",
        "iou",
    )
}


class _Given(MetaPathFinder, Loader):
    """Finds the modules of classic notebooks after all others."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname in MODULES else None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        own = _OWN.get(module.__name__, {})
        names = MODULES[module.__name__].split()
        module.__dict__.update({name: _stand_in(name) for name in names}, __all__=names)
        module.__dict__.update(own, __getattr__=_other)


# Modules whose names mean something else in others.
_OWN: dict[str, Mapping[str, Any]] = {"cv2": OPENCV, "numba": COMPILERS, **dict.fromkeys(_TQDM, BARS)}


def _stand_in(name: str) -> object:
    return HANDED.get(name) or helpers.HELPERS.get(name, INERT)


def _other(name: str) -> object:
    if name.startswith("__"):
        raise AttributeError(name)
    return _stand_in(name)


_finder = _Given()


def install() -> None:
    """Let this process import the modules that classic notebooks came with, unless it has modules of these names."""
    if _finder not in sys.meta_path:
        sys.meta_path.append(_finder)


@contextmanager
def importable() -> Iterator[None]:
    """Let this process import them inside of this only; afterwards it is as if it had not."""
    if _finder in sys.meta_path:
        yield
        return
    before = {name: sys.modules[name] for name in MODULES if name in sys.modules}
    sys.meta_path.append(_finder)
    try:
        yield
    finally:
        sys.meta_path.remove(_finder)
        for name in MODULES.keys() - before:
            sys.modules.pop(name, None)


def supply(functions: Mapping[str, Function]) -> None:
    """Let handed functions answer by these, under the names by which a notebook imports them."""
    for name, function in functions.items():
        HANDED[name].function = function
