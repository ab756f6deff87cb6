"""Questions of week 2 that no notebook asks: quizzes and the review draw on them."""

from __future__ import annotations

import math

import numpy as np

from course_utils.exercises import week2_2_classic_networks as classic
from course_utils.exercises import week2_3_residual_networks as residual
from course_utils.exercises import week2_5_efficient_networks as efficient
from course_utils.exercises.loops import networks
from course_utils.exercises.questions.code import find_the_bug
from course_utils.exercises.questions.drawing import grid, pick, tenths, whole
from course_utils.exercises.questions.kinds import Choice, Number, Place, Shape
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
        "No person is both in the pictures to learn from and in the test pictures. What could happen without "
        "this rule?",
        Choice(),
        says("the network could know a face, and seem better than it is"),
        "The test asks about people it has never met. A known face could be answered without looking for a smile.",
        f"{KERAS}#data",
        (
            Wrong("More pictures to learn from would rather help.",
                  says("there could be too many pictures to learn from in an epoch")),
            Wrong("The shares of both labels can be right either way.",
                  says("one of the two labels could become much more frequent")),
            Wrong("The time to learn has nothing to do with who is shown.",
                  says("every epoch of the training could take longer than now")),
        ),
    ),
    Question(
        "epochs-that-are-run",
        "Validation costs of the epochs that could be run are below. Early stopping has a patience of {patience}. How "
        "many epochs are run?",
        Number("epochs"),
        lambda costs, patience: networks.early_stop(costs, patience)[1],
        "It ends once {patience} epochs in a row were no better than the best so far: {answer}.",
        f"{KERAS}#early-text",
        (
            Wrong("It does not wait for the end: a later best is never seen.", lambda costs: len(costs)),
            Wrong("That is where the best epoch lies. It has to wait to know.",
                  lambda costs, patience: networks.early_stop(costs, patience)[0] + 1),
            Wrong("It waits for several epochs in a row, not for the first that is worse.",
                  lambda costs, patience: networks.early_stop(costs, 1)[1]),
        ),
        lambda rng: {"costs": rng.permutation(np.arange(3, 11)) / 10, "patience": pick(rng, 2, 3)},
        lambda costs: grid({"validation costs": costs}),
    ),
    Question(
        "velocity-after-a-step",
        "A velocity is {v}, the gradient {g}, the learning rate 0.1 and β = 0.9. What is the velocity after the step "
        "with momentum?",
        Number(),
        lambda v, g: round(0.9 * v - 0.1 * g, 6),
        "0.9 · {v} − 0.1 · {g} = {answer}: most of the old one, and the slope.",
        f"{KERAS}#optimizer-text",
        (
            Wrong("Most of the old velocity stays.", lambda g: round(-0.1 * g, 6)),
            Wrong("The step goes against the gradient.", lambda v, g: round(0.9 * v + 0.1 * g, 6)),
            Wrong("The old velocity loses a tenth.", lambda v, g: round(v - 0.1 * g, 6)),
        ),
        lambda rng: {"v": whole(rng, 1, 9), "g": whole(rng, 2, 20)},
    ),
    Question(
        "first-step-of-adam",
        "Adam takes its first step; the learning rate is {rate}, the gradient of a weight {g}. By about how much does "
        "that weight change?",
        Number(tolerance=0.01),
        lambda rate: rate,
        "Both means hold that gradient alone, and g divided by √g² is 1: the step is the rate, {answer}.",
        f"{KERAS}#adam-text",
        (
            Wrong("That is plain descent. Adam divides by the root of the squares.", lambda rate, g: rate * g),
            Wrong("The corrected mean is g itself, not a tenth of it.", lambda rate: rate / 10),
        ),
        lambda rng: {"rate": float(rng.choice([0.001, 0.002, 0.01])), "g": pick(rng, 5, 20, 100, 400)},
    ),
)  # fmt: skip

_CLASSIC = (
    find_the_bug("bug-multiplications", classic.MULTIPLICATIONS, f"{CLASSIC}#one-by-one", "f for f·f", "rows twice",
                 "one filter", "positions forgotten"),
    Question(
        "branch-at-the-side",
        "A branch at the side reads {n}×{n}×512: mean pooling 5×5 with stride 3, then 128 filters of 1×1. What shape "
        "does the layer that flattens receive?",
        Shape(),
        lambda n: ((n - 5) // 3 + 1, (n - 5) // 3 + 1, 128),
        "⌊({n} − 5) / 3⌋ + 1 rows and columns; the 1×1 filters decide on the channels: {answer}.",
        f"{CLASSIC}#auxiliary-text",
        (
            Wrong("The filters of 1×1 make 128 channels of the 512.",
                  lambda n: ((n - 5) // 3 + 1, (n - 5) // 3 + 1, 512)),
            Wrong("The first place counts as well: + 1.", lambda n: ((n - 5) // 3, (n - 5) // 3, 128)),
            Wrong("The pooling has stride 3.", lambda n: (n - 4, n - 4, 128)),
        ),
        lambda rng: {"n": pick(rng, 14, 17, 23, 28)},
    ),
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
        "afterwards?",
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
        "A convolutional block reads {before} channels and gives {after}. How many numbers does the 1×1 "
        "convolution on its shortcut learn, biases included?",
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
    Question(
        "channels-of-zeros",
        "A shortcut without weights brings a volume of {before} channels to {after}, at stride 2. How many of its "
        "channels hold nothing but zeros?",
        Number("channels"),
        lambda before, after: after - before,
        "The {before} that were there keep every second pixel; {after} − {before} = {answer} are filled with zeros.",
        f"{RESIDUAL}#zeros-text",
        (
            Wrong("Those that came in stay, before the zeros.", lambda after: after),
            Wrong("So many came in: they are not filled with zeros.",
                  lambda before, after: None if after == 2 * before else before),
            Wrong("The stride leaves pixels out, not channels.", lambda before, after: after - before // 2),
        ),
        lambda rng: {"before": pick(rng, 64, 96, 128), "after": pick(rng, 256, 384, 512)},
    ),
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
    Question(
        "rate-half-way-down",
        "A schedule warms up to a rate of {peak}, then falls along half a cosine wave to {floor}. What is the rate "
        "of the step in the middle of the wave?",
        Number(),
        lambda peak, floor: round((peak + floor) / 2, 6),
        "The cosine is 0 there: {floor} + ({peak} − {floor}) / 2 = {answer}.",
        f"{TRANSFER}#schedule-text",
        (
            Wrong("The wave ends at its floor, not at 0.", lambda peak: round(peak / 2, 6)),
            Wrong("The wave stands on the floor: add it to the half.",
                  lambda peak, floor: round((peak - floor) / 2, 6)),
            Wrong("That is the wave's beginning.", lambda peak: peak),
        ),
        lambda rng: {"peak": tenths(rng, 0.4, 0.9), "floor": tenths(rng, 0.1, 0.2)},
    ),
    Question(
        "weight-that-decays",
        "A weight is {w}, its gradient {g}, the learning rate 0.1 and λ = 0.5. What is it after a step with weight "
        "decay?",
        Number(),
        lambda w, g: round(w - 0.1 * (g + 0.5 * w), 6),
        "{w} − 0.1 · ({g} + 0.5 · {w}) = {answer}: it is drawn towards 0 as well.",
        f"{TRANSFER}#decay-text",
        (
            Wrong("That is the step without decay.", lambda w, g: round(w - 0.1 * g, 6)),
            Wrong("The decay is multiplied by the rate as well.", lambda w, g: round(w - 0.1 * g - 0.5 * w, 6)),
            Wrong("The decay draws towards 0, not away from it.", lambda w, g: round(w - 0.1 * (g - 0.5 * w), 6)),
        ),
        lambda rng: {"w": whole(rng, 2, 8), "g": whole(rng, 1, 9)},
    ),
    Question(
        "what-dropout-leaves",
        "In training, dropout with a rate of {rate} lets the number {x} stay. What comes out of it?",
        Number(tolerance=0.01),
        lambda x, rate: x / (1 - rate),
        "What stays is divided by 1 − {rate}, so that the next layer receives as much as in use: {answer}.",
        f"{TRANSFER}#dropout-text",
        (
            Wrong("What stays makes up for what goes.", lambda x: x),
            Wrong("Divided, not multiplied: what stays makes up for what goes.", lambda x, rate: x * (1 - rate)),
            Wrong("The rate is the share that goes. Divide by the share that stays.", lambda x, rate: x / rate),
        ),
        lambda rng: {"rate": float(rng.choice([0.2, 0.6, 0.75])), "x": whole(rng, 2, 12)},
    ),
    Question(
        "four-times-the-runs",
        "A mean of {n} runs has a 95 % interval. You add runs until there are four times as many; they scatter as "
        "before. How wide is the interval then, about?",
        Choice(),
        says("half as wide, or a little less"),
        "s is divided by √n, and √4 is 2; Student's t becomes a little smaller as well.",
        f"{TRANSFER}#interval-text",
        (
            Wrong("The root of the number divides, not the number.", says("a quarter as wide, or less")),
            Wrong("The runs scatter as before, but their mean is known better.", says("as wide, for s stays as it is")),
            Wrong("More runs make the mean surer, not less sure.", says("twice as wide, as more can differ")),
        ),
        lambda rng: {"n": whole(rng, 5, 12)},
    ),
    Question(
        "all-of-them-right",
        "{n} of {n} test pictures are right. What does the plain rule p ± z √(p (1 − p) / n) say of the accuracy?",
        Choice(),
        says("100 % ± 0, as if nothing could go wrong"),
        "1 − p is 0, and so is the root. Wilson's interval does not break there: it leaves room below.",
        f"{TRANSFER}#wilson-text",
        (
            Wrong("That is what Wilson's interval says, more or less.", says("a little less than 100 %, up to 100 %")),
            Wrong("The root of 0 is 0: the rule gives a number, a useless one.",
                  says("nothing, as a root of 0 has no value")),
            Wrong("No width is left: p (1 − p) is 0.", says("100 % ± 20 %, as the test was so small")),
        ),
        lambda rng: {"n": whole(rng, 20, 40)},
    ),
    Question(
        "gap-between-groups",
        "A network errs on {a} of 40 pictures of one group, and on {b} of 80 pictures of another. What is the gap of "
        "the error rates?",
        Number(),
        lambda a, b: round(abs(a / 40 - b / 80), 6),
        "{a} / 40 against {b} / 80: they differ by {answer}. Each group has its own rate.",
        f"{TRANSFER}#audit-text",
        (
            Wrong("Rates are compared, not counts: the groups differ in size.", lambda a, b: abs(a - b) or None),
            Wrong("That is the rate over everybody: it hides the gap.", lambda a, b: (a + b) / 120),
            Wrong("Each group is divided by its own size.", lambda a, b: round(abs(a - b) / 120, 6) or None),
        ),
        lambda rng: {"a": whole(rng, 6, 16), "b": whole(rng, 2, 30)},
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
