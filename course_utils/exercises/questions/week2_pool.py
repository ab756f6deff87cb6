"""Questions of week 2 that no notebook asks: quizzes and the review draw on them."""

from __future__ import annotations

import math

from course_utils.exercises import week2_2_classic_networks as classic
from course_utils.exercises import week2_3_residual_networks as residual
from course_utils.exercises import week2_5_efficient_networks as efficient
from course_utils.exercises.questions.code import find_the_bug
from course_utils.exercises.questions.drawing import pick, tenths, whole
from course_utils.exercises.questions.kinds import Choice, Number, Place
from course_utils.exercises.questions.question import Question, Wrong, says
from course_utils.exercises.questions.week2 import CLASSIC, EFFICIENT, KERAS, RESIDUAL, TRANSFER

_KERAS = (
    Question(
        "yes-or-no-cost",
        "The face smiles (y = 1), the network says {p}. What is the binary cross-entropy? (Two decimals are enough.)",
        Number(tolerance=0.02),
        lambda p: -math.log(p),
        "Only −y · ln p is left: −ln {p} = {answer}.",
        f"{KERAS}#compile-text",
        (
            Wrong("That is the other half, for a face that does not smile.", lambda p: -math.log(1 - p)),
            Wrong("The minus makes a cost of it: ln of a probability is negative.", lambda p: math.log(p)),
            Wrong("That is the distance to 1, not its cross-entropy.", lambda p: round(1 - p, 2)),
        ),
        lambda rng: {"p": float(rng.choice([0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9]))},
    ),
    Question(
        "smiles-found",
        "{found} faces are called smiling, {right} of them do smile; {all} smile in all. What is the *recall*? (Two "
        "decimals are enough.)",
        Number(tolerance=0.02),
        lambda right, all: right / all,
        "The share of the smiles that were found: {right} / {all} = {answer}.",
        f"{KERAS}#threshold-explorer-text",
        (
            Wrong("That is the precision: the share of those called smiling that do smile.",
                  lambda found, right: right / found),
            Wrong("Among those called smiling some are wrong.", lambda found, all: found / all),
        ),
        lambda rng: {"found": whole(rng, 30, 50), "right": whole(rng, 15, 28), "all": whole(rng, 55, 90)},
    ),
    Question(
        "fit-again",
        "After fifteen epochs you run the cell with `fit` once more, on the same model. What happens?",
        Choice(),
        says("training goes on from the weights where it stopped"),
        "The weights belong to the model. To start anew, make a new model.",
        f"{KERAS}#fit-text",
        (
            Wrong("Only a new model begins anew.", says("training begins anew from fresh random weights")),
            Wrong("A model may be trained as often as you like.", says("an error, since the model is trained already")),
            Wrong("Nothing is compared: the steps simply go on.", says("it keeps the better one of the two trainings")),
        ),
    ),
    Question(
        "people-apart",
        "Why does nobody of the test pictures occur among those to learn from?",
        Choice(),
        says("else the network could know them by heart and seem good"),
        "The test asks about people it has never met. A known face could be answered without looking for a smile.",
        f"{KERAS}#data",
        (
            Wrong("More pictures to learn from would rather help.", says("else there would be too many to learn from")),
            Wrong("The shares of both labels can be right either way.",
                  says("else the two labels were not equally often")),
            Wrong("The time to learn has nothing to do with who is shown.",
                  says("else every epoch of the training would take longer")),
        ),
    ),
)  # fmt: skip

_CLASSIC = (
    find_the_bug("bug-multiplications", classic.MULTIPLICATIONS, f"{CLASSIC}#one-by-one", "f for f·f", "rows twice",
                 "one filter", "positions forgotten"),
)  # fmt: skip

_RESIDUAL = (
    Question(
        "normalised-number",
        "In training, a channel has the mean {mean} and the standard deviation {deviation}; γ = {gamma} and β = "
        "{beta}. What becomes of the number {x}? (Leave ε out.)",
        Number(tolerance=0.01),
        lambda x, mean, deviation, gamma, beta: gamma * (x - mean) / deviation + beta,
        "{gamma} · ({x} − {mean}) / {deviation} + {beta} = {answer}.",
        f"{RESIDUAL}#norm",
        (
            Wrong("Scale and shift come last.", lambda x, mean, deviation: (x - mean) / deviation),
            Wrong("Scale first, then shift.",
                  lambda x, mean, deviation, gamma, beta: gamma * ((x - mean) / deviation + beta)),
            Wrong("Divide by the deviation, not by its square.",
                  lambda x, mean, deviation, gamma, beta: gamma * (x - mean) / deviation**2 + beta),
            Wrong("The mean is subtracted first.", lambda x, deviation, gamma, beta: gamma * x / deviation + beta),
        ),
        lambda rng: {"mean": whole(rng, 1, 5), "deviation": pick(rng, 2, 4), "gamma": pick(rng, 2, 3),
                     "beta": pick(rng, 1, 2, 3), "x": whole(rng, 6, 14)},
    ),
    Question(
        "running-average",
        "A layer's running mean is {kept}, the batch's mean {batch}, the momentum {momentum}. What is the running mean "
        "then?",
        Number(),
        lambda kept, batch, momentum: round(momentum * kept + (1 - momentum) * batch, 6),
        "{momentum} · {kept} + (1 − {momentum}) · {batch} = {answer}: it moves a little.",
        f"{RESIDUAL}#norm",
        (
            Wrong("The momentum weighs what is kept, the rest the batch.",
                  lambda kept, batch, momentum: round((1 - momentum) * kept + momentum * batch, 6)),
            Wrong("The batch moves it a little only.", lambda batch: batch),
            Wrong("That is the mean of both: a momentum of one half.", lambda kept, batch: (kept + batch) / 2),
        ),
        lambda rng: {"kept": whole(rng, 1, 9), "batch": whole(rng, 10, 30),
                     "momentum": float(rng.choice([0.9, 0.99, 0.8]))},
    ),
    Question(
        "ten-times-the-kernel",
        "A convolution is followed by batch normalisation, in training. All its weights are multiplied by ten. "
        "What comes out of the pair?",
        Choice(),
        says("the same as before: the scale is undone"),
        "The deviation grows tenfold, too, and divides it away.",
        f"{RESIDUAL}#norm-scale-text",
        (
            Wrong("The layer divides by the deviation, which has grown as well.",
                  says("ten times what came out before")),
            Wrong("Mean and deviation both grow by ten, not by its square.",
                  says("a hundred times what came out before that")),
            Wrong("Nothing is cut off: the layer only shifts and scales.",
                  says("the large values are cut off, the small ones stay")),
        ),
    ),
    Question(
        "what-is-missing",
        "A residual block receives {x} and should give {wanted}. What must its main path F learn to give there?",
        Number(),
        lambda x, wanted: wanted - x,
        "What is missing: {wanted} − {x} = {answer}.",
        f"{RESIDUAL}#identity",
        (
            Wrong("The shortcut brings the input already.", lambda wanted: wanted),
            Wrong("Wanted less received, not the other way round.", lambda x, wanted: x - wanted),
            Wrong("The two are added, so F gives the difference.", lambda x, wanted: wanted + x),
        ),
        lambda rng: {"x": whole(rng, 1, 9), "wanted": whole(rng, 1, 20)},
    ),
    Question(
        "weights-of-a-shortcut",
        "A convolutional block reads {before} channels and gives {after}. How many numbers learns the 1×1 "
        "convolution on its shortcut, biases included?",
        Number("numbers"),
        lambda before, after: (before + 1) * after,
        "One weight for each channel that comes in, and a bias, for each filter: ({before} + 1) · {after} = {answer}.",
        f"{RESIDUAL}#convolutional",
        (
            Wrong("Each filter has a bias.", lambda before, after: before * after),
            Wrong("That would be a 3×3 convolution.", lambda before, after: (9 * before + 1) * after),
            Wrong("A filter reads all channels that come in.", lambda after: 2 * after),
        ),
        lambda rng: {"before": pick(rng, 64, 128, 256), "after": pick(rng, 256, 512, 1024)},
    ),
    find_the_bug("bug-batch-norm", residual.NORM, f"{RESIDUAL}#norm", "no root", "epsilon outside the root",
                 "running variance not updated", "gamma missing"),
)  # fmt: skip

_TRANSFER = (
    Question(
        "mirrored-place",
        "A picture of {rows} rows and {columns} columns is mirrored left to right. Where is what stood at "
        "({row}, {column})?",
        Place("pixel"),
        lambda columns, row, column: (row, columns - 1 - column),
        "The row stays; the column is {columns} − 1 − {column}: {answer}.",
        f"{TRANSFER}#mirror-text",
        (
            Wrong("Columns are counted from 0: the last one is one less than their number.",
                  lambda columns, row, column: (row, columns - column)),
            Wrong("That mirrors top to bottom.", lambda rows, row, column: (rows - 1 - row, column)),
            Wrong("Left to right changes the column only.",
                  lambda rows, columns, row, column: (rows - 1 - row, columns - 1 - column)),
        ),
        lambda rng: {"rows": whole(rng, 30, 60), "columns": whole(rng, 61, 99), "row": whole(rng, 2, 28),
                     "column": whole(rng, 2, 60)},
    ),
    Question(
        "average-of-networks",
        "Two networks give a class {a} and {b}. What does the ensemble, the mean, say of it?",
        Number(tolerance=0.01),
        lambda a, b: (a + b) / 2,
        "({a} + {b}) / 2 = {answer}.",
        f"{TRANSFER}#ensemble-text",
        (
            Wrong("The two are averaged, not multiplied.", lambda a, b: a * b),
            Wrong("That is the surer one alone.", lambda a, b: max(a, b)),
        ),
        lambda rng: {"a": tenths(rng, 0.1, 0.4), "b": tenths(rng, 0.5, 0.9)},
    ),
)  # fmt: skip

_EFFICIENT = (
    Question(
        "half-the-sides",
        "A network gets pictures of half as many rows and columns. What becomes of it?",
        Choice(),
        says("about a quarter of the work, and all of its parameters"),
        "Every layer has a quarter of the places; its filters do not know how large the picture is.",
        f"{EFFICIENT}#multipliers",
        (
            Wrong("Parameters do not hang on the size of the picture.",
                  says("about a quarter of the work and of its weights")),
            Wrong("Half the rows and half the columns: a quarter.",
                  says("about half of the work, and all of its parameters")),
            Wrong("Every place needs work; filters keep their size.",
                  says("all of the work, but a quarter of its parameters")),
        ),
    ),
    Question(
        "weights-of-gates",
        "Squeeze and excitation on a map of {side}×{side}×{channels}, through {r} hidden units, with biases: how many "
        "numbers does it learn?",
        Number("numbers"),
        lambda channels, r: channels * r + r + r * channels + channels,
        "{channels} · {r} + {r} down, {r} · {channels} + {channels} back: {answer}.",
        f"{EFFICIENT}#squeeze",
        (
            Wrong("Both dense layers have biases.", lambda channels, r: 2 * channels * r),
            Wrong("There are two dense layers: down, and back to the channels.",
                  lambda channels, r: (channels + 1) * r),
            Wrong("It reads one mean per channel, not the whole map.",
                  lambda side, channels, r: side * side * channels * r + r + r * channels + channels),
        ),
        lambda rng: {"side": pick(rng, 7, 14, 28), "channels": pick(rng, 32, 48, 96), "r": pick(rng, 4, 8, 12)},
    ),
    find_the_bug("bug-depthwise", efficient.DEPTHWISE, f"{EFFICIENT}#depthwise", "one filter for all",
                 "first channel only", "stride not used in the window", "padding forgotten in the size"),
    find_the_bug("bug-quantize", efficient.QUANTIZE, f"{EFFICIENT}#quantize-task", "one step for all",
                 "largest without sign", "without a sign", "cut off"),
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (*_KERAS, *_CLASSIC, *_RESIDUAL, *_TRANSFER, *_EFFICIENT)
