"""Hidden cases of week2/1_keras_tutorial."""

from __future__ import annotations

from course_utils.exercises.base import Case
from course_utils.exercises.week2_1_keras_tutorial import faces, on_the_edge, to_compile, to_predict

HIDDEN: dict[str, tuple[Case, ...]] = {
    "HappyModel": (Case("other faces and weights", faces, rtol=1e-4),),
    "compile_happy": (
        Case("another model and rate", lambda r: to_compile(r, float(r.choice([0.005, 0.03]))), rtol=1e-4),
    ),
    "predict_smiles": (
        Case("many images, another threshold", lambda r: to_predict(r, 60, float(0.55 + 0.05 * r.rand()))),
        Case("exactly the threshold", on_the_edge),
    ),
}
