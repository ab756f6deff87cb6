"""Exercises of week2/1_keras_tutorial: a network for smiling faces, from its definition to its use."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.loops.networks import HappyModel, compile_happy, predict_smiles
from course_utils.layers.networks import happy

Rng = np.random.RandomState


def faces(rng: Rng) -> Inputs:
    return {"input_shape": (64, 64, 3), "X": rng.rand(2, 64, 64, 3), "seed": int(rng.randint(2**31))}


def small_model(rng: Rng, activation: str = "sigmoid") -> Inputs:
    """A model of four numbers for images 2×2×1, whose answers lie on both sides of a half."""
    return {"shape": (2, 2, 1), "W": rng.randn(4, 1), "b": 0.1 * rng.randn(1), "activation": activation}


def to_compile(rng: Rng, learning_rate: float) -> Inputs:
    X, Y = rng.rand(8, 2, 2, 1), rng.permutation([0.0, 1.0] * 4)[:, None]
    return {**small_model(rng), "X": X, "Y": Y, "learning_rate": learning_rate}


def to_predict(rng: Rng, m: int, threshold: float) -> Inputs:
    return {**small_model(rng), "images": rng.randint(0, 256, (m, 2, 2, 1)).astype(np.uint8), "threshold": threshold}


def on_the_edge(rng: Rng) -> Inputs:
    """A model that answers 0.5 whatever it sees: exactly the threshold."""
    return {**to_predict(rng, 3, 0.5), "W": np.zeros((4, 1)), "b": np.zeros(1)}


HAPPY = Exercise(
    "HappyModel",
    60,
    happy.HappyModel,
    cases=(Case("faces 64×64×3: 37,633 parameters", faces, 1, rtol=1e-4),),
    mistakes=(
        Mistake("no padding", "ZeroPadding2D is missing: the edge of the picture would be seen less than its middle.",
                changed(HappyModel, "kl.ZeroPadding2D(3), ", "")),
        Mistake("padding 1", "Pad 3 pixels on each side: half of 7, rounded down.",
                changed(HappyModel, "ZeroPadding2D(3)", "ZeroPadding2D(1)")),
        Mistake("padding='same' for ZeroPadding2D", "padding='same' gives the same numbers; here the padding is a "
                "layer of its own, ZeroPadding2D, and the convolution is 'valid'.",
                changed(HappyModel, "kl.ZeroPadding2D(3), ", "", "Conv2D(32, 7)", 'Conv2D(32, 7, padding="same")')),
        Mistake("padded twice", "You padded twice: with ZeroPadding2D the convolution itself is 'valid'.",
                changed(HappyModel, "Conv2D(32, 7)", 'Conv2D(32, 7, padding="same")')),
        Mistake("filters 3×3", "Your filters are 3×3. Here they are 7×7.", changed(HappyModel, "32, 7", "32, 3")),
        Mistake("64 filters", "Your convolution has 64 filters. It has 32.", changed(HappyModel, "32, 7", "64, 7")),
        Mistake("16 filters", "Your convolution has 16 filters. It has 32.", changed(HappyModel, "32, 7", "16, 7")),
        Mistake("7 filters of 32×32", "Conv2D takes how many filters first, then their size: 32, 7.",
                changed(HappyModel, "32, 7", "7, 32")),
        Mistake("stride 2", "Your convolution skips pixels: its stride is 1.",
                changed(HappyModel, "32, 7", "32, 7, strides=2")),
        Mistake("no batch norm", "BatchNormalization is missing between the convolution and the ReLU.",
                changed(HappyModel, "kl.BatchNormalization(axis=3), ", "")),
        Mistake("batch norm of rows", "Batch norm keeps one mean per channel: axis=3, the last one.",
                changed(HappyModel, "axis=3", "axis=1")),
        Mistake("no ReLU", "The ReLU is missing: without it the network is one linear function.",
                changed(HappyModel, "kl.ReLU(), ", "")),
        Mistake("ReLU before batch norm", "Your ReLU stands before the batch norm. Here it comes after.",
                changed(HappyModel,
                        "kl.BatchNormalization(axis=3), kl.ReLU()", "kl.ReLU(), kl.BatchNormalization(axis=3)")),
        Mistake("no pooling", "The max pooling is missing.", changed(HappyModel, "kl.MaxPooling2D(2),", "")),
        Mistake("average pooling", "You used average pooling. MaxPooling2D is asked for.",
                changed(HappyModel, "MaxPooling2D", "AveragePooling2D")),
        Mistake("pooling stride 1", "Your pooling windows overlap: their stride is 2, like their size.",
                changed(HappyModel, "MaxPooling2D(2)", "MaxPooling2D(2, strides=1)")),
        Mistake("not flattened", "Flatten the volume before the dense layer: one row of numbers per image.",
                changed(HappyModel, "kl.Flatten(), ", "")),
        Mistake("softmax of one", "Softmax of a single number is always 1. One yes-or-no answer takes a sigmoid.",
                changed(HappyModel, '"sigmoid"', '"softmax"')),
        Mistake("two outputs", "Your last layer gives two numbers. One probability is enough: the other is 1 minus it.",
                changed(HappyModel, 'Dense(1, "sigmoid")', 'Dense(2, "softmax")')),
        Mistake("no sigmoid", "The last layer has no sigmoid: its answers are no probabilities.",
                changed(HappyModel, 'Dense(1, "sigmoid")', "Dense(1)")),
        Mistake("ReLU at the end", "Your last layer ends with ReLU. A probability takes a sigmoid.",
                changed(HappyModel, '"sigmoid"', '"relu"')),
    ),
    hints=(
        "One layer after the other: pad, convolve, normalise, ReLU, pool, flatten, one number.",
        "ZeroPadding2D(3), Conv2D(32, 7), BatchNormalization(axis=3), ReLU(), MaxPooling2D(2): 64 → 70 → 64 → 32.",
        "Call them one on the other, X = ReLU()(X) and so on; then Flatten and Dense(1, activation='sigmoid').",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_model",
    seconds=10.0,
    aliases=("happyModel",),
)  # fmt: skip

COMPILE = Exercise(
    "compile_happy",
    20,
    happy.compile_happy,
    cases=(
        Case("learning rate 0.001", lambda r: to_compile(r, 0.001), 1, rtol=1e-4),
        Case("another learning rate", lambda r: to_compile(r, 0.02), 2, rtol=1e-4),
    ),
    mistakes=(
        Mistake("categorical cross-entropy", "Categorical cross-entropy is for one-hot labels of several classes. "
                "Yes or no takes binary_crossentropy.",
                changed(compile_happy, "binary_crossentropy", "categorical_crossentropy")),
        Mistake("squared error", "You took squared differences. Probabilities take binary_crossentropy.",
                changed(compile_happy, "binary_crossentropy", "mean_squared_error")),
        Mistake("hinge", "The hinge loss expects scores around −1 and 1. Probabilities take binary_crossentropy.",
                changed(compile_happy, "binary_crossentropy", "hinge")),
        Mistake("plain descent", "You took plain gradient descent. Adam is asked for.",
                changed(compile_happy, "Adam", "SGD")),
        Mistake("RMSprop", "You took RMSprop. Adam is asked for.", changed(compile_happy, "Adam", "RMSprop")),
        Mistake("no metrics", "Name the accuracy among the metrics, or fit and evaluate will not show it.",
                changed(compile_happy, '["accuracy"]', "[]")),
        Mistake("learning rate left out", "The learning rate is the default. Hand yours to Adam(learning_rate=...).",
                changed(compile_happy, "Adam(learning_rate)", "Adam()")),
        Mistake("learning rate a tenth", "Your learning rate is a tenth of the one given.",
                changed(compile_happy, "Adam(learning_rate)", "Adam(learning_rate / 10)")),
    ),
    hints=(
        "compile says three things: how to step, what to make small, what to show.",
        "An optimizer with a learning rate is an object: keras.optimizers.Adam(learning_rate=learning_rate).",
        "model.compile(optimizer=..., loss='binary_crossentropy', metrics=['accuracy']), then return the model.",
    ),
    outputs=("the optimizer", "the metrics", "the loss on given images"),
    call="compiled",
    seconds=10.0,
)  # fmt: skip

PREDICT = Exercise(
    "predict_smiles",
    20,
    happy.predict_smiles,
    cases=(
        Case("ten images, threshold 0.5", lambda r: to_predict(r, 10, 0.5), 1),
        Case("a higher threshold", lambda r: to_predict(r, 10, 0.6), 7),
        Case("a probability equal to the threshold counts", on_the_edge, 1, corner=True),
    ),
    mistakes=(
        Mistake("bytes not scaled", "You handed over bytes. The model learned from numbers in 0 … 1: divide by 255.",
                changed(predict_smiles, " / 255", "")),
        Mistake("a column", "Your answer has an axis too many: (m, 1). Take the only column.",
                changed(predict_smiles, "p[:, 0]", "p")),
        Mistake("above only", "A probability equal to the threshold counts as smiling: use >=.",
                changed(predict_smiles, ">=", ">")),
        Mistake("threshold fixed", "You compared with 0.5. Use the threshold that is given.",
                changed(predict_smiles, ">= threshold", ">= 0.5")),
        Mistake("argmax", "argmax over a single column is always 0. Compare with the threshold.",
                changed(predict_smiles, "p[:, 0] >= threshold", "p.argmax(axis=1)")),
        Mistake("argmax compared", "argmax over a single column is always 0. Compare with the threshold.",
                changed(predict_smiles, "p[:, 0] >= threshold", "p.argmax(axis=1) == 1")),
        Mistake("probabilities", "You returned the probabilities. Say True or False.",
                changed(predict_smiles, " >= threshold", "")),
        Mistake("serious for smiling", "True stands for smiling: yours is the other way round.",
                changed(predict_smiles, ">=", "<")),
    ),
    hints=(
        "Prepare the images as in training, ask the model, compare with the threshold.",
        "The model takes numbers between 0 and 1, shape (m, 64, 64, 3), and gives (m, 1).",
        "probabilities = model.predict(images / 255, verbose=0)[:, 0], then compare by >=.",
    ),
    outputs=("smiles",),
    call="predicted",
    seconds=10.0,
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week2/1_keras_tutorial",
    "Keras step by step: does this face smile?",
    (HAPPY, COMPILE, PREDICT),
    profile="tensorflow",
)
