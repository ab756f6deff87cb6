"""Exercises of week2/1_keras_tutorial: a network for smiling faces, from its definition to its use."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.loops.networks import (
    HappyModel,
    adam_step,
    best_threshold,
    compile_happy,
    early_stop,
    momentum_step,
    predict_smiles,
    skip_network,
    two_input_network,
)
from course_utils.layers.networks import happy
from course_utils.layers.training import judging, steps

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
    open_with="kt_utils",
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

_ADD = "kl.Add()([S, B])"
SKIP = Exercise(
    "skip_network",
    0,
    happy.skip_network,
    cases=(Case("faces 64×64×3: 6,881 parameters", faces, 1, rtol=1e-4),),
    mistakes=(
        Mistake("no shortcut", "The shortcut is missing: add what the two convolutions received to what they give.",
                changed(skip_network, _ADD, "B")),
        Mistake("beside instead of added", "You put the two ways beside each other. Add them, number by number: Add.",
                changed(skip_network, _ADD, "kl.Concatenate()([S, B])")),
        Mistake("shortcut taken too late", "Your shortcut starts after the first of the two convolutions. Keep what "
                "comes out of the pooling.", changed(skip_network, _ADD, "kl.Add()([A, B])")),
        Mistake("added to itself", "You added the end of the way to itself. Keep what comes out of the pooling.",
                changed(skip_network, _ADD, "kl.Add()([B, B])")),
        Mistake("ReLU before the sum", "The second convolution has no ReLU of its own: it comes after the addition.",
                changed(skip_network, 'kl.Conv2D(16, 3, padding="same")(A)',
                        'kl.Conv2D(16, 3, padding="same", activation="relu")(A)')),
        Mistake("no ReLU after the sum", "The ReLU after the addition is missing.",
                changed(skip_network, "kl.ReLU()(joined)", "joined")),
        Mistake("no ReLU on the way", "The first of the two convolutions has a ReLU.",
                changed(skip_network, 'kl.Conv2D(16, 3, padding="same", activation="relu")(S)',
                        'kl.Conv2D(16, 3, padding="same")(S)')),
        Mistake("no ReLU at first", "The 5×5 convolution has a ReLU.",
                changed(skip_network, 'strides=2, padding="same", activation="relu"', 'strides=2, padding="same"')),
        Mistake("stride 1", "The 5×5 convolution has stride 2: 64×64 becomes 32×32.",
                changed(skip_network, "strides=2, ", "")),
        Mistake("3×3 at first", "The first convolution is 5×5.", changed(skip_network, "16, 5", "16, 3")),
        Mistake("32 filters at first", "The first convolution has 16 filters. It needs as many as those beside the "
                "shortcut, or the sum does not fit.",
                changed(skip_network, "16, 5", "32, 5", _ADD, "kl.Add()([kl.Conv2D(16, 1)(S), B])")),
        Mistake("first pooling missing", "The pooling after the first convolution is missing.",
                changed(skip_network, "kl.MaxPooling2D(2)(X)", "X")),
        Mistake("last pooling missing", "The pooling after the sum is missing: 16×16 becomes 8×8.",
                changed(skip_network, "kl.MaxPooling2D(2)(rectified)", "rectified")),
        Mistake("average pooling", "The last pooling takes the largest number: MaxPooling2D.",
                changed(skip_network, "kl.MaxPooling2D(2)(rectified)", "kl.AveragePooling2D(2)(rectified)")),
        Mistake("no sigmoid", "The last layer has no sigmoid: its answers are no probabilities.",
                changed(skip_network, 'kl.Dense(1, "sigmoid")', "kl.Dense(1)")),
        Mistake("global average", "You took the mean of each map. Flatten keeps where something is: here that counts.",
                changed(skip_network, "kl.Flatten()", "kl.GlobalAveragePooling2D()")),
        Mistake("one convolution", "Beside the shortcut stand two convolutions.",
                changed(skip_network, '(A)\n', '(S)\n')),
    ),
    hints=(
        "Functional: give what comes out of the first pooling a name of its own. It is used twice.",
        "64×64×3 → 32×32×16 → 16×16×16; two convolutions with padding=\"same\" keep that; add; ReLU; 8×8×16; flatten.",
        "shortcut = X; X = Conv2D(16, 3, padding=\"same\", activation=\"relu\")(X); X = Conv2D(16, 3, "
        "padding=\"same\")(X); X = layers.Add()([X, shortcut]); X = layers.ReLU()(X).",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_model",
    seconds=10.0,
)  # fmt: skip


def face_and_mouth(rng: Rng, face: tuple[int, int] = (32, 32), mouth: tuple[int, int] = (24, 40)) -> Inputs:
    shapes = {"face_shape": (*face, 3), "mouth_shape": (*mouth, 3)}
    return {**shapes, "X": [rng.rand(2, *shape) for shape in shapes.values()], "seed": int(rng.randint(2**31))}


def two_views(rng: Rng) -> Inputs:
    """Sizes that no answer knows by heart; a pooling of 4×4 leaves nothing over."""
    sides = [4 * int(rng.randint(low, low + 4)) for low in (4, 8, 10, 6)]
    return face_and_mouth(rng, (sides[0], sides[1]), (sides[2], sides[3]))


_JOINED = "kl.Concatenate()([kl.Flatten()(P), kl.Flatten()(Q)])"
TWO = Exercise(
    "two_input_network",
    0,
    happy.two_input_network,
    cases=(
        Case("face 32×32×3, mouth 24×40×3: 24,257 parameters", face_and_mouth, 1, rtol=1e-4),
        Case("views of other sizes", two_views, 2, rtol=1e-4),
    ),
    mistakes=(
        Mistake("inputs swapped", "The model's inputs are in the wrong order: first the face, then the mouth.",
                changed(two_input_network, "keras.Model([face, mouth]", "keras.Model([mouth, face]")),
        Mistake("mouth first", "Concatenate stacks in the order of the list: first what comes from the face.",
                changed(two_input_network, _JOINED, "kl.Concatenate()([kl.Flatten()(Q), kl.Flatten()(P)])")),
        Mistake("face alone", "The mouth leads nowhere: nothing of it reaches the answer.",
                changed(two_input_network, _JOINED, "kl.Flatten()(P)", "[face, mouth]", "face")),
        Mistake("mouth alone", "The face leads nowhere: nothing of it reaches the answer.",
                changed(two_input_network, _JOINED, "kl.Flatten()(Q)", "[face, mouth]", "mouth")),
        Mistake("filters swapped", "The face has 8 filters and the mouth 16. Yours are the other way round.",
                changed(two_input_network, "kl.Conv2D(8", "kl.Conv2D(16", "kl.Conv2D(16", "kl.Conv2D(8")),
        Mistake("shared convolution", "Your two views go through one convolution, with one set of weights. Make a "
                "layer for each.",
                changed(two_input_network, "    A = ", "    shared = kl.Conv2D(16, 3, padding=\"same\", "
                        "activation=\"relu\")\n    A = ", 'kl.Conv2D(8, 3, padding="same", activation="relu")(face)',
                        "shared(face)", 'kl.Conv2D(16, 3, padding="same", activation="relu")(mouth)', "shared(mouth)")),
        Mistake("valid padding", 'The convolutions pad with "same".',
                changed(two_input_network, 'kl.Conv2D(8, 3, padding="same"', "kl.Conv2D(8, 3",
                        'kl.Conv2D(16, 3, padding="same"', "kl.Conv2D(16, 3")),
        Mistake("no ReLU", "The convolutions have a ReLU.",
                changed(two_input_network, 'kl.Conv2D(8, 3, padding="same", activation="relu")',
                        'kl.Conv2D(8, 3, padding="same")', 'kl.Conv2D(16, 3, padding="same", activation="relu")',
                        'kl.Conv2D(16, 3, padding="same")')),
        Mistake("pooling 2×2", "The poolings are 4×4.",
                changed(two_input_network, "kl.MaxPooling2D(4)(A)", "kl.MaxPooling2D(2)(A)", "kl.MaxPooling2D(4)(B)",
                        "kl.MaxPooling2D(2)(B)")),
        Mistake("average pooling", "The poolings take the largest number: MaxPooling2D.",
                changed(two_input_network, "kl.MaxPooling2D(4)(A)", "kl.AveragePooling2D(4)(A)",
                        "kl.MaxPooling2D(4)(B)", "kl.AveragePooling2D(4)(B)")),
        Mistake("no hidden layer", "The dense layer of 16 units between the two views and the answer is missing.",
                changed(two_input_network, 'kl.Dense(16, activation="relu")(joined)', "joined")),
        Mistake("hidden layer without ReLU", "The dense layer of 16 units has a ReLU.",
                changed(two_input_network, 'kl.Dense(16, activation="relu")', "kl.Dense(16)")),
        Mistake("no sigmoid", "The last layer has no sigmoid: its answers are no probabilities.",
                changed(two_input_network, 'kl.Dense(1, activation="sigmoid")', "kl.Dense(1)")),
    ),
    hints=(
        "Two chains that begin at two Inputs, one Concatenate, one chain to the end.",
        "Flatten, then join: 32×32×8 → 8×8×8 → 512; 24×40×16 → 6×10×16 → 960; together 1,472.",
        "joined = layers.Concatenate()([A, B]); at the end keras.Model(inputs=[face, mouth], outputs=answer).",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_model",
    seconds=10.0,
)  # fmt: skip


def judged(rng: Rng, m: int, **costs: float) -> Inputs:
    """Scores, rounded so that some are equal, of which higher ones are more often right."""
    labels = rng.permutation(np.arange(m) % 3 > 0).astype(int)
    scores = np.round(np.clip(0.5 + 0.25 * (labels - 0.5) + 0.22 * rng.randn(m), 0, 1), 2)
    return {"scores": scores, "labels": labels, **costs}


def tied_thresholds(rng: Rng) -> Inputs:
    """Two thresholds with one error each."""
    low, high = 0.1 + 0.1 * rng.rand(), 0.6 + 0.3 * rng.rand()
    return {"scores": np.array([high, low, 0.5, 0.3]), "labels": np.array([1, 0, 0, 1])}


_COST = "false_alarm * alarms + missed * misses"
THRESHOLD = Exercise(
    "best_threshold",
    0,
    happy.best_threshold,
    cases=(
        Case("twelve faces, both errors cost the same", lambda r: judged(r, 12), 1),
        Case("a false alarm costs five times a miss", lambda r: judged(r, 30, false_alarm=5.0, missed=1.0), 2),
        Case("a miss costs three times a false alarm", lambda r: judged(r, 30, false_alarm=1.0, missed=3.0), 3),
        Case("two thresholds are equally good: the lower", tied_thresholds, 4),
    ),
    mistakes=(
        Mistake("greater for at least", "A score that equals the threshold says yes: write >=.",
                changed(best_threshold, "scores >= threshold", "scores > threshold")),
        Mistake("costs ignored", "Your two errors cost the same. Multiply each by its cost.",
                changed(best_threshold, _COST, "alarms + misses")),
        Mistake("costs swapped", "The two costs are swapped: false_alarm is for a yes where the label is 0.",
                changed(best_threshold, _COST, "missed * alarms + false_alarm * misses")),
        Mistake("false alarms only", "You count the false alarms only. The missed ones cost as well.",
                changed(best_threshold, _COST, "false_alarm * alarms")),
        Mistake("misses only", "You count the missed ones only. False alarms cost as well.",
                changed(best_threshold, _COST, "missed * misses")),
        Mistake("the highest of the best", "Of equally good thresholds the lowest is asked for; you took the highest.",
                changed(best_threshold, "cost < least", "cost <= least")),
        Mistake("the most expensive", "You took the threshold that costs most.",
                changed(best_threshold, "cost < least", "cost > least", 'float("inf")', "-1.0")),
        Mistake("a half", "Your threshold is always 0.5. Try every score.",
                changed(best_threshold, "sorted(scores)", "[0.5]")),
        Mistake("in the order of the pictures", "Of equally good thresholds the lowest is asked for; you took the "
                "first in the list.", changed(best_threshold, "sorted(scores)", "scores")),
        Mistake("a grid of tenths", "You tried tenths only. The candidates are the scores themselves.",
                changed(best_threshold, "sorted(scores)", "np.arange(1, 10) / 10")),
        Mistake("mean cost", "Your cost is a mean. It is the sum of all errors' costs.",
                changed(best_threshold, _COST, f"({_COST}) / len(scores)")),
        Mistake("hits counted", "You counted what is right as wrong: a false alarm is a yes where the label is 0.",
                changed(best_threshold, "labels == 0", "labels == 1", "labels == 1", "labels == 0")),
        Mistake("cost first", "Return the threshold first, then its cost.",
                changed(best_threshold, "float(best), float(least)", "float(least), float(best)")),
    ),
    hints=(
        "Only at a score does anything change, so the scores are all the thresholds worth trying.",
        "said = scores >= threshold; a false alarm is said and label 0, a miss is not said and label 1; the cost is "
        "false_alarm · (their number) + missed · (their number).",
        "for threshold in np.unique(scores): (they come sorted) … keep it where the cost is smaller than the least so "
        "far.",
    ),
    outputs=("threshold", "cost"),
)  # fmt: skip


def validation_story(rng: Rng, epochs: int, turn: int, patience: int, **more: float) -> Inputs:
    """Costs that fall until `turn`, then rise slowly; noisy, so that some epochs on the way are not better."""
    place = np.arange(epochs)
    costs = 0.3 + 0.05 * np.abs(place - turn) * np.where(place < turn, 1.0, 0.4) + 0.025 * rng.randn(epochs)
    return {"costs": np.round(costs, 3), "patience": patience, **more}


def plateau(rng: Rng) -> Inputs:
    """The least cost comes three times in a row; equal is not better."""
    start = np.round(0.5 + 0.1 * rng.rand(), 3)
    costs = [start + 0.2, start + 0.1, start, start, start, start + 0.1, start - 0.2]
    return {"costs": np.round(costs, 3), "patience": 3}


_STOP = early_stop
_BETTER = "cost < least - min_delta"
_WAITED = "waited >= patience"
STOP = Exercise(
    "early_stop",
    0,
    judging.early_stop,
    cases=(
        Case("the cost turns after a while", lambda r: validation_story(r, 20, 8, 4), 1),
        Case("never patience epochs in a row: all are run", lambda r: validation_story(r, 9, 7, 6), 2),
        Case("an improvement below min_delta does not count",
             lambda r: validation_story(r, 25, 12, 3, min_delta=0.04), 4),
        Case("three equal epochs", plateau, 5, corner=True),
    ),
    mistakes=(
        Mistake("equal is better", "An equal cost is no improvement: compare by <.",
                changed(_STOP, _BETTER, "cost <= least - min_delta")),
        Mistake("min_delta ignored", "You ignore min_delta: smaller improvements do not count.",
                changed(_STOP, _BETTER, "cost < least")),
        Mistake("min_delta added", "You added min_delta. Better means below the best so far less min_delta.",
                changed(_STOP, _BETTER, "cost < least + min_delta")),
        Mistake("one epoch too many", "You wait one epoch too long: end when `patience` epochs were not better.",
                changed(_STOP, _WAITED, "waited > patience")),
        Mistake("one epoch too few", "You end one epoch too early.", changed(_STOP, _WAITED, "waited >= patience - 1")),
        Mistake("not in a row", "You count all epochs that were not better. Begin anew at each improvement.",
                changed(_STOP, "least, place, waited = cost, seen, 0", "least, place = cost, seen")),
        Mistake("compared with the last epoch", "You compare with the epoch before. Compare with the best so far.",
                changed(_STOP, "        seen += 1", "            least = cost\n        seen += 1")),
        Mistake("the last epoch", "You keep the last epoch's weights. Keep those of the best.",
                changed(_STOP, "return place, seen", "return seen - 1, seen")),
        Mistake("never stops", "You never stop: after `patience` epochs without a better one training ends.",
                changed(_STOP, _WAITED, "False")),
        Mistake("looks ahead", "You took the best of all epochs. After the stop nothing is known any more.",
                changed(_STOP, "return place, seen", "return int(np.argmin(costs)), seen")),
        Mistake("epochs counted from 0", "The number of epochs is one more than the place of the last one.",
                changed(_STOP, "return place, seen", "return place, seen - 1")),
        Mistake("best counted from 1", "The best epoch is counted from 0.",
                changed(_STOP, "return place, seen", "return place + 1, seen")),
        Mistake("largest cost", "You keep the largest cost. Keep the smallest.",
                changed(_STOP, _BETTER, "cost > least + min_delta", 'float("inf")', '-float("inf")')),
        Mistake("cost for epoch", "You returned the least cost. Return its epoch.",
                changed(_STOP, "return place, seen", "return least, seen")),
        Mistake("epochs first", "The order is best_epoch, epochs.",
                changed(_STOP, "return place, seen", "return seen, place")),
    ),
    hints=(
        "Keep three things while you go: the least cost, its epoch, and for how long nothing better has come.",
        "Better: cost < best − min_delta; then waited = 0, else waited + 1; end where waited equals patience.",
        "for epoch, cost in enumerate(costs): … In the end epoch + 1 epochs have been run.",
    ),
    outputs=("best_epoch", "epochs"),
)  # fmt: skip


def _layers(rng: Rng, *kinds: str) -> Inputs:
    """Parameters of a convolution and a dense layer, and other dictionaries of their shapes."""
    shapes = {"W1": (3, 3, 1, 2), "b1": (1, 1, 1, 2), "W2": (4, 3), "b2": (3,)}
    return {kind: {name: rng.randn(*shape) for name, shape in shapes.items()} for kind in kinds}


def rolling(rng: Rng, learning_rate: float, *beta: float) -> Inputs:
    given = {**_layers(rng, "parameters", "gradients", "velocities"), "learning_rate": learning_rate}
    return {**given, "beta": beta[0]} if beta else given


_ROLL = momentum_step
_VELOCITY, _MOVED = "beta * velocities[name] - step", "parameters[name] + moving[name]"
MOMENTUM = Exercise(
    "momentum_step",
    0,
    steps.momentum_step,
    cases=(
        Case("two layers, beta left at 0.9", lambda r: rolling(r, 0.1), 1),
        Case("less momentum, larger steps", lambda r: rolling(r, 0.7, 0.5), 2),
    ),
    mistakes=(
        Mistake("uphill", "Your velocity goes uphill: subtract learning_rate · gradient.",
                changed(_ROLL, _VELOCITY, "beta * velocities[name] + step")),
        Mistake("uphill twice", "Your velocity points uphill and you subtract it; then the velocities have the other "
                "sign. Here v ← beta · v − learning_rate · g and W ← W + v.",
                changed(_ROLL, _VELOCITY, "beta * velocities[name] + step", _MOVED, "parameters[name] - moving[name]")),
        Mistake("no momentum", "The velocity of the step before is missing: beta · v.",
                changed(_ROLL, _VELOCITY, "-step")),
        Mistake("beta ignored", "Nothing slows your velocity down: multiply it by beta.",
                changed(_ROLL, "beta * velocities", "velocities")),
        Mistake("beta always 0.9", "You wrote 0.9. Use beta.", changed(_ROLL, "beta * vel", "0.9 * vel")),
        Mistake("shares", "You took shares, beta and 1 − beta. Here the gradient's step counts in full.",
                changed(_ROLL, _VELOCITY, "beta * velocities[name] - (1 - beta) * step")),
        Mistake("no learning rate", "The learning rate is missing: it multiplies the gradient.",
                changed(_ROLL, "learning_rate * gradients[name]", "gradients[name]")),
        Mistake("learning rate on both", "You multiplied the velocity by the learning rate, too. Only the gradient "
                "gets "
                "it.", changed(_ROLL, _VELOCITY, "learning_rate * beta * velocities[name] - step")),
        Mistake("old velocity", "You moved by the old velocity. Work out the new one first.",
                changed(_ROLL, _MOVED, "parameters[name] + velocities[name]")),
        Mistake("plain step", "You moved by the gradient alone. Move by the velocity.",
                changed(_ROLL, _MOVED, "parameters[name] - step")),
        Mistake("velocity not kept", "You returned the old velocities. The next step needs the new ones.",
                changed(_ROLL, "return after, moving", "return after, dict(velocities)")),
        Mistake("velocities first", "The order is parameters, velocities.",
                changed(_ROLL, "return after, moving", "return moving, after")),
        Mistake("parameters alone", "Return two dictionaries: the parameters and the velocities.",
                changed(_ROLL, "return after, moving", "return after")),
        Mistake("look ahead", "You moved by the momentum twice: that is Nesterov's variant. Add the velocity once.",
                changed(_ROLL, _MOVED, "parameters[name] + beta * moving[name] - step")),
    ),
    hints=(
        "A ball rolls: it keeps most of its speed, and the slope adds a little.",
        "v = beta · v − learning_rate · gradient, then W + v, name by name; keep both dictionaries.",
        "new_v[name] = beta * velocities[name] - learning_rate * gradients[name]",
    ),
    outputs=("parameters", "velocities"),
)  # fmt: skip


def adapting(rng: Rng, t: int, **more: float) -> Inputs:
    """Running means of squares are positive, and no gradient is near 0: a division by them stays exact."""
    given = _layers(rng, "parameters", "gradients", "means", "squares")
    for kind in ("gradients", "squares"):
        given[kind] = {name: np.sign(value) * (0.2 + np.abs(value)) for name, value in given[kind].items()}
    given["squares"] = {name: 0.1 * np.abs(value) for name, value in given["squares"].items()}
    return {**given, "t": t, **more}


def from_rest(rng: Rng, **more: float) -> Inputs:
    """The first step: both running means begin at 0."""
    given = adapting(rng, 1, **more)
    nothing = {name: np.zeros_like(value) for name, value in given["parameters"].items()}
    return {**given, "means": nothing, "squares": dict(nothing)}


_ADAM = adam_step
_STEP_OF = "learning_rate * m_hat / (np.sqrt(s_hat) + epsilon)"
ADAM = Exercise(
    "adam_step",
    0,
    steps.adam_step,
    cases=(
        Case("the first step from rest", lambda r: from_rest(r, learning_rate=0.1), 1),
        Case("the third step", lambda r: adapting(r, 3, learning_rate=0.05), 2),
        Case("other betas, a large epsilon",
             lambda r: adapting(r, 5, learning_rate=0.2, beta_1=0.7, beta_2=0.95, epsilon=0.1), 3),
    ),
    mistakes=(
        Mistake("not corrected", "The two running means begin at 0 and start too small: divide by 1 − beta to the "
                "power t.",
                changed(_ADAM, "m[name] / (1 - beta_1**t)", "m[name]", "s[name] / (1 - beta_2**t)", "s[name]")),
        Mistake("mean not corrected", "The mean is not corrected: divide it by 1 − beta_1 to the power t.",
                changed(_ADAM, "m[name] / (1 - beta_1**t)", "m[name]")),
        Mistake("squares not corrected", "The mean of squares is not corrected: divide it by 1 − beta_2 to the power "
                "t.",
                changed(_ADAM, "s[name] / (1 - beta_2**t)", "s[name]")),
        Mistake("corrected without t", "Your corrections leave out the power t.",
                changed(_ADAM, "(1 - beta_1**t)", "(1 - beta_1)", "(1 - beta_2**t)", "(1 - beta_2)")),
        Mistake("t plus one", "Steps are counted from 1 already: the power is t.",
                changed(_ADAM, "(1 - beta_1**t)", "(1 - beta_1 ** (t + 1))", "(1 - beta_2**t)",
                    "(1 - beta_2 ** (t + 1))")),
        Mistake("no root", "Divide by the root of the mean of squares: it has the unit of a gradient.",
                changed(_ADAM, "np.sqrt(s_hat)", "s_hat")),
        Mistake("epsilon in the root", "epsilon is added after the root.",
                changed(_ADAM, "(np.sqrt(s_hat) + epsilon)", "np.sqrt(s_hat + epsilon)")),
        Mistake("no epsilon", "epsilon is missing: it keeps the division safe where all gradients were 0.",
                changed(_ADAM, "(np.sqrt(s_hat) + epsilon)", "np.maximum(np.sqrt(s_hat), 1e-30)")),
        Mistake("gradient not squared", "The second mean is of squares: gradient².",
                changed(_ADAM, "(1 - beta_2) * g**2", "(1 - beta_2) * abs(g)")),
        Mistake("betas swapped", "The betas are swapped: beta_1 is for the mean, beta_2 for the squares.",
                changed(_ADAM, "beta_1 * means[name] + (1 - beta_1) * g", "beta_2 * means[name] + (1 - beta_2) * g",
                        "beta_2 * squares[name] + (1 - beta_2) * g**2", "beta_1 * squares[name] + (1 - beta_1) * "
                        "g**2")),
        Mistake("sums for means", "Your running means have the whole gradient added. Its share is 1 − beta.",
                changed(_ADAM, "(1 - beta_1) * g", "g", "(1 - beta_2) * g**2", "g**2")),
        Mistake("square of the mean", "You squared the mean. Take the mean of squares.",
                changed(_ADAM, "(1 - beta_2) * g**2", "(1 - beta_2) * m[name] ** 2")),
        Mistake("gradient for its mean", "You stepped along the gradient. Step along its running mean: that is "
                "RMSprop.",
                changed(_ADAM, _STEP_OF, "learning_rate * g / (np.sqrt(s_hat) + epsilon)")),
        Mistake("mean alone", "You stepped by the mean alone. Divide by the root of the mean of squares.",
                changed(_ADAM, _STEP_OF, "learning_rate * m_hat")),
        Mistake("uphill", "You went uphill: subtract the step.",
                changed(_ADAM, "parameters[name] - learning_rate", "parameters[name] + learning_rate")),
        Mistake("learning rate always 0.001", "You wrote 0.001. Use learning_rate.",
                changed(_ADAM, _STEP_OF, "0.001 * m_hat / (np.sqrt(s_hat) + epsilon)")),
        Mistake("corrected ones kept", "You returned the corrected means. Keep the running means themselves: the "
                "next step "
                "goes on from them.",
                changed(_ADAM, "    return after, m, s",
                        "    return (after, {k: v / (1 - beta_1**t) for k, v in m.items()},\n"
                        "            {k: v / (1 - beta_2**t) for k, v in s.items()})")),
        Mistake("old means returned", "You returned the old means. The next step needs the new ones.",
                changed(_ADAM, "return after, m, s", "return after, dict(means), dict(squares)")),
        Mistake("parameters alone", "Return three dictionaries: parameters, means and squares.",
                changed(_ADAM, "return after, m, s", "return after")),
    ),
    hints=(
        "Two running means for each parameter: of the gradient, and of its square. Both begin at 0, so both are "
        "corrected.",
        "m = beta_1 · m + (1 − beta_1) · g; s = beta_2 · s + (1 − beta_2) · g²; m̂ = m / (1 − beta_1^t), ŝ likewise; "
        "W − "
        "learning_rate · m̂ / (√ŝ + epsilon).",
        "corrected = m[name] / (1 - beta_1**t); what is returned as m and s is not corrected.",
    ),
    outputs=("parameters", "means", "squares"),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week2/1_keras_tutorial",
    "Keras step by step: does this face smile?",
    (HAPPY, COMPILE, PREDICT, SKIP, TWO, STOP, THRESHOLD, MOMENTUM, ADAM),
    profile="tensorflow",
)
