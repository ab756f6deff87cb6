"""Questions of week 1 that no notebook asks: quizzes and the review draw on them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from course_utils.exercises import week1_2_step_by_step as steps
from course_utils.exercises.loops import convolution, counting
from course_utils.exercises.questions.code import find_the_bug, parsons
from course_utils.exercises.questions.drawing import grid, pick, tenths, whole
from course_utils.exercises.questions.kinds import Choice, Layer, Number, Place, Shape
from course_utils.exercises.questions.question import Question, Wrong, says
from course_utils.exercises.questions.week1 import EDGES, SIGNS, STEPS


def _stack(pool: int) -> list[dict[str, int]]:
    """Seven layers: convolutions 3×3, and two poolings 2×2, the first at place `pool`, the second two layers later."""
    poolings = {pool, pool + 2}
    return [{"f": 2, "stride": 2} if number in poolings else {"f": 3, "stride": 1} for number in range(1, 8)]


def _asked_for(pool: int, layer: int) -> dict[str, int]:
    return {"pool": pool, "need": counting.receptive_field(_stack(pool))[layer - 1]}


def _first(values: Iterable[int], need: int) -> int | None:
    """The number, from 1, of the first that is at least `need`; None where none is."""
    return next((number for number, value in enumerate(values, start=1) if value >= need), None)


def _network(channels: int, pool: int, units: int) -> list[dict[str, Any]]:
    """Three convolutions, the second and third of stride 2, a pooling of an 8×8 map, two dense layers."""
    sizes = (3, channels // 2, channels, channels)
    convolutions = [{"kind": "conv", "f": 3, "channels": a, "filters": b} for a, b in itertools.pairwise(sizes)]
    inputs = (8 // pool) ** 2 * channels
    dense = [{"kind": "dense", "inputs": a, "units": b} for a, b in ((inputs, units), (units, 10))]
    return [*convolutions, {"kind": "pool"}, *dense]


_EDGES = (
    Question(
        "turn-left-out",
        "A convolution of mathematics turns the kernel first. Why does deep learning leave the turn out?",
        Choice(),
        says("the weights are learned: a turned filter would be learned turned"),
        "Training finds whichever filter is needed, turned or not. Without the turn it is no longer associative.",
        f"{EDGES}#names-of-convolution",
        (
            Wrong("An edge filter turned by 180° has other signs.",
                  says("a kernel and its turned copy always give the same map")),
            Wrong("It is the turn that makes a convolution associative.",
                  says("only without the turn is a convolution associative")),
            Wrong("Turning nine numbers once costs nothing beside the sliding.",
                  says("the turn would double the number of multiplications")),
        ),
    ),
    Question(
        "receptive-field",
        "Three layers with windows of {f1}, {f2} and {f3} pixels and strides of {s1}, {s2} and 1. How many "
        "pixels of the image does a number behind them see along one axis?",
        Number("pixels"),
        lambda f1, s1, f2, s2, f3: counting.receptive_field(
            [{"f": f1, "stride": s1}, {"f": f2, "stride": s2}, {"f": f3, "stride": 1}])[-1],
        "1 + ({f1} − 1) + ({f2} − 1) · {s1} + ({f3} − 1) · {s1} · {s2} = {answer}.",
        f"{EDGES}#receptive-field-text",
        (
            Wrong("Behind a stride, neighbours lie further apart: the steps grow.",
                  lambda f1, f2, f3: f1 + f2 + f3 - 2),
            Wrong("Windows overlap: each adds f − 1, not f.", lambda f1, s1, f2, s2, f3: f1 + f2 * s1 + f3 * s1 * s2),
            Wrong("That is the last window alone.", lambda f3: f3),
        ),
        lambda rng: {"f1": pick(rng, 3, 5, 7), "s1": pick(rng, 1, 2), "f2": pick(rng, 2, 3), "s2": pick(rng, 2, 3),
                     "f3": pick(rng, 3, 5)},
    ),
    Question(
        "layer-that-sees",
        "In which layer does a number first see at least {need} pixels of the image along one axis?",
        Layer(),
        lambda pool, need: _first(counting.receptive_field(_stack(pool)), need),
        "Each layer adds f − 1 steps, and each pooling makes the later steps twice as long: {answer} is the first that "
        "sees {need} pixels.",
        f"{EDGES}#receptive-field-text",
        (
            Wrong("Behind a pooling, neighbours lie two pixels apart: the steps grow.",
                  lambda pool, need: _first(np.cumsum([layer["f"] - 1 for layer in _stack(pool)]) + 1, need)),
            Wrong("The layer before sees fewer pixels: {need} are asked for.",
                  lambda pool, need: sum(seen < need for seen in counting.receptive_field(_stack(pool)))),
        ),
        lambda rng: _asked_for(pick(rng, 2, 3), layer=pick(rng, 4, 5, 6, 7)),
        lambda pool: "\n".join(
            f"layer {number}: {layer['f']}×{layer['f']}, stride {layer['stride']}"
            for number, layer in enumerate(_stack(pool), start=1)),
    ),
    Question(
        "layer-with-most-to-learn",
        "An image of 32×32×3 goes through this network. Which layer has the most parameters?",
        Layer(),
        lambda channels, pool, units: int(np.argmax(counting.count_parameters(_network(channels, pool, units)))) + 1,
        "It is {answer}: filters cost f · f · channels in · filters, dense units inputs · units, and a bias each.",
        f"{EDGES}#counting",
        (
            Wrong("It multiplies most, because its map is large. A filter is counted once, however often it is used.",
                  lambda: 2),
            Wrong("Its output is the largest, but it has few filters on three channels.", lambda: 1),
            Wrong("Pooling learns nothing.", lambda: 4),
            Wrong("Ten units on few inputs learn little.", lambda: 6),
        ),
        lambda rng: {"channels": pick(rng, 32, 64), "pool": pick(rng, 2, 8), "units": pick(rng, 64, 128)},
        lambda channels, pool, units:
            f"layer 1: {channels // 2} filters 3×3, same, stride 1\n"
            f"layer 2: {channels} filters 3×3, same, stride 2\n"
            f"layer 3: {channels} filters 3×3, same, stride 2\n"
            f"layer 4: pooling {pool}×{pool}, stride {pool}\n"
            f"layer 5: flatten, dense, {units} units\n"
            f"layer 6: dense, 10 units",
    ),
    Question(
        "inputs-of-an-output",
        "A layer of filters {f}×{f} reads an image of {n}×{n}×{channels}. On how many of its numbers does one output "
        "value depend?",
        Number("numbers"),
        lambda f, channels: f * f * channels,
        "On its window in all channels, {f} · {f} · {channels} = {answer}: the connections are sparse.",
        f"{EDGES}#two-reasons",
        (
            Wrong("A window is as deep as the image has channels.", lambda f: f * f),
            Wrong("That is a dense unit. A window is much smaller.", lambda n, channels: n * n * channels),
            Wrong("A window has f rows and f columns.", lambda f, channels: f * channels),
        ),
        lambda rng: {"f": pick(rng, 3, 5, 7), "n": pick(rng, 28, 32, 64), "channels": pick(rng, 2, 4, 6, 8)},
    ),
    Question(
        "stride-work",
        "At stride 1 a layer on a large image takes {work:,} multiplications. About how many at stride {s}?",
        Number("multiplications", tolerance=0.02),
        lambda work, s: work // (s * s),
        "One place in {s} along either side: {work:,} / {s}² = {answer}.",
        f"{EDGES}#strides",
        (
            Wrong("Places are left out along rows and along columns.", lambda work, s: work // s),
            Wrong("A larger step visits fewer places.", lambda work, s: work * s * s),
        ),
        lambda rng: {"work": 3600 * whole(rng, 10, 90), "s": pick(rng, 2, 3, 4)},
    ),
    Question(
        "fewer-weights",
        "A convolution has far fewer weights than a dense layer on the same image. What makes them so few? (All "
        "that is right.)",
        Choice(several=True),
        lambda: ("the same weights serve every place", "an output looks at its window only"),
        "Weight sharing and sparse connections. A border, a ReLU and a pooling have no weights to save.",
        f"{EDGES}#two-reasons",
        (
            Wrong("ReLU has no weights and changes none.", says("its ReLU sets negative sums to zero")),
            Wrong("A border adds zeros to the image, no weights are saved.", says("a border keeps the image's size")),
            Wrong("Each filter reads all channels: their weights add up.", says("each filter reads one channel only")),
        ),
    ),
    Question(
        "shape-of-the-filters",
        "A layer reads {n}×{n}×{before} and has {filters} filters of {f}×{f}. What is the shape of W, all its filters?",
        Shape(),
        lambda f, before, filters: (f, f, before, filters),
        "Rows, columns, channels that come in, filters: {answer}.",
        f"{EDGES}#one-layer",
        (
            Wrong("Channels that come in stand before the filters.",
                  lambda f, before, filters: (f, f, filters, before)),
            Wrong("Each filter is as deep as what comes in.", lambda f, filters: (f, f, filters)),
            Wrong("The size of the map does not enter the filters.",
                  lambda n, before, filters: (n, n, before, filters)),
        ),
        lambda rng: {"n": pick(rng, 14, 28), "before": pick(rng, 3, 6, 8), "filters": pick(rng, 10, 16, 20),
                     "f": pick(rng, 3, 5)},
    ),
    Question(
        "step-between-neighbours",
        "Behind layers with strides {s1}, {s2} and {s3}: how many pixels of the image lie between two neighbouring "
        "numbers, from one to the next?",
        Number("pixels"),
        lambda s1, s2, s3: s1 * s2 * s3,
        "Each stride multiplies the step: {s1} · {s2} · {s3} = {answer}.",
        f"{EDGES}#receptive-field-text",
        (
            Wrong("Strides multiply from layer to layer; they are not added.", lambda s1, s2, s3: s1 + s2 + s3),
            Wrong("That is the last stride alone.", lambda s3: s3),
        ),
        lambda rng: {"s1": pick(rng, 2, 3), "s2": pick(rng, 2, 3, 4), "s3": pick(rng, 2, 4)},
    ),
    Question(
        "where-a-window-begins",
        "Output ({h}, {w}) of a convolution with stride {stride} and a border of {pad}. At which place of the *padded* "
        "image does its window begin?",
        Place("pixel"),
        lambda h, w, stride: (h * stride, w * stride),
        "Row h · stride, column w · stride: {answer}.",
        f"{EDGES}#convolve-task",
        (
            Wrong("The window moves by the stride.", lambda h, w: (h, w)),
            Wrong("That counts from the image. Its border comes first in the padded one.",
                  lambda h, w, stride, pad: (h * stride - pad, w * stride - pad)),
            Wrong("Rows come first.", lambda h, w, stride: (w * stride, h * stride)),
        ),
        lambda rng: {"h": whole(rng, 1, 6), "w": whole(rng, 1, 6), "stride": pick(rng, 2, 3), "pad": pick(rng, 1, 2)},
    ),
    Question(
        "filter-with-holes",
        "A filter has {f} rows and columns and dilation {d}. Over how many pixels does it reach along one axis?",
        Number("pixels"),
        lambda f, d: (f - 1) * d + 1,
        "{f} − 1 gaps of {d} pixels, and 1 for the first number: {answer}.",
        f"{EDGES}#dilated-text",
        (
            Wrong("f numbers have f − 1 gaps between them, not f.", lambda f, d: f * d),
            Wrong("Every gap widens, not one alone.", lambda f, d: f + d - 1),
            Wrong("That is the filter without holes.", lambda f: f),
        ),
        lambda rng: {"f": pick(rng, 3, 5, 7), "d": pick(rng, 2, 3, 4, 8)},
    ),
    Question(
        "weights-of-groups",
        "A layer of {filters} filters 3×3 reads {channels} channels in {groups} groups. How many weights does it "
        "have, biases left out?",
        Number("weights"),
        lambda channels, filters, groups: 9 * channels // groups * filters,
        "Each filter sees {channels} / {groups} channels: 9 · {channels} / {groups} · {filters} = {answer}.",
        f"{EDGES}#groups-text",
        (
            Wrong("A filter sees the channels of its own group only.",
                  lambda channels, filters: 9 * channels * filters),
            Wrong("All the groups' filters count, not those of one group.",
                  lambda channels, filters, groups: 9 * channels // groups * filters // groups),
        ),
        lambda rng: {"channels": pick(rng, 8, 16, 32), "filters": pick(rng, 16, 32, 64), "groups": pick(rng, 2, 4, 8)},
    ),
)  # fmt: skip

_STEPS = (
    Question(
        "padded-shape",
        "`zero_pad` gets X of shape ({m}, {rows}, {columns}, {channels}) and pad = {pad}. Which shape comes out?",
        Shape(),
        lambda m, rows, columns, channels, pad: (m, rows + 2 * pad, columns + 2 * pad, channels),
        "Rows and columns grow on both sides, images and channels do not: {answer}.",
        f"{STEPS}#why-padding",
        (
            Wrong("The border stands on both sides.",
                  lambda m, rows, columns, channels, pad: (m, rows + pad, columns + pad, channels)),
            Wrong("Only rows and columns get a border.",
                  lambda m, rows, columns, channels, pad: (m + 2 * pad, rows + 2 * pad, columns + 2 * pad, channels)),
            Wrong("The channels are no direction of the image.",
                  lambda m, rows, columns, channels, pad: (m, rows + 2 * pad, columns + 2 * pad, channels + 2 * pad)),
        ),
        lambda rng: {"m": whole(rng, 2, 9), "rows": whole(rng, 4, 9), "columns": whole(rng, 10, 20),
                     "channels": pick(rng, 1, 3), "pad": whole(rng, 1, 4)},
    ),
    Question(
        "weight-gradient",
        "One image A, one filter of 2×2, stride 1; dZ has arrived. What is dW at row 0, column 1?",
        Number(),
        lambda A, dZ: int(np.sum(A[0:2, 1:3] * dZ)),
        "Slide dZ over A: it lies on rows 0 and 1, columns 1 and 2. The sum of the products is {answer}.",
        f"{STEPS}#backward-weights",
        (
            Wrong("That is dW at row 0, column 0.", lambda A, dZ: int(np.sum(A[0:2, 0:2] * dZ))),
            Wrong("That is row 1, column 0: rows come first.", lambda A, dZ: int(np.sum(A[1:3, 0:2] * dZ))),
            Wrong("dZ is laid on as it is, not turned.", lambda A, dZ: int(np.sum(A[0:2, 1:3] * dZ[::-1, ::-1]))),
        ),
        lambda rng: {"A": rng.integers(0, 5, (3, 3)), "dZ": rng.integers(-2, 4, (2, 2))},
        lambda A, dZ: grid({"A": A, "dZ": dZ}),
    ),
    Question(
        "numeric-slope",
        "The loss is {high} with W + ε and {low} with W − ε, where ε = {epsilon}. What does the numeric check say of "
        "dL/dW?",
        Number(tolerance=0.01),
        lambda high, low, epsilon: (high - low) / (2 * epsilon),
        "({high} − {low}) / (2 · {epsilon}) = {answer}.",
        f"{STEPS}#numeric-gradient",
        (
            Wrong("From W − ε to W + ε it is two ε.", lambda high, low, epsilon: (high - low) / epsilon),
            Wrong("Up less down, not down less up.", lambda high, low, epsilon: (low - high) / (2 * epsilon)),
            Wrong("Divide the difference by the way, 2 ε.", lambda high, low: high - low),
        ),
        lambda rng: {"high": round(whole(rng, 20, 60) / 10, 1), "low": round(whole(rng, 5, 70) / 10, 1),
                     "epsilon": float(rng.choice([0.1, 0.01]))},
    ),
    Question(
        "windows-as-rows",
        "im2col lays {m} images of {n}×{n}×{channels} out for windows of {f}×{f}, stride 1, no border. What is "
        "the shape of the matrix?",
        Shape(),
        lambda m, n, channels, f: (m * (n - f + 1) ** 2, f * f * channels),
        "A row for each window of each image, a column for each of its numbers: {answer}.",
        f"{STEPS}#im2col-idea",
        (
            Wrong("Windows are rows, their numbers columns.",
                  lambda m, n, channels, f: (f * f * channels, m * (n - f + 1) ** 2)),
            Wrong("Every image of the batch has its windows.",
                  lambda n, channels, f: ((n - f + 1) ** 2, f * f * channels)),
            Wrong("A window is as deep as the image.", lambda m, n, f: (m * (n - f + 1) ** 2, f * f)),
        ),
        lambda rng: {"m": whole(rng, 2, 5), "n": pick(rng, 5, 6, 8, 10), "channels": pick(rng, 2, 3),
                     "f": pick(rng, 2, 3)},
    ),
    Question(
        "gradient-of-a-score",
        "Softmax gives the true class of a picture the probability {p}. What is the gradient of its cross-entropy with "
        "respect to that class's score?",
        Number(),
        lambda p: round(p - 1, 2),
        "Probability minus truth: {p} − 1 = {answer}. The surer, the smaller.",
        f"{STEPS}#loss-idea",
        (
            Wrong("At the true class 1 is taken away.", lambda p: p),
            Wrong("Probability minus truth, not truth minus probability.", lambda p: round(1 - p, 2)),
            Wrong("That is the loss itself, −ln p.", lambda p: -math.log(p)),
        ),
        lambda rng: {"p": whole(rng, 11, 95) / 100},
    ),
    Question(
        "largest-score-off",
        "Before e to the power of the scores, the largest score of a picture is subtracted. What changes?",
        Choice(),
        says("nothing but that no power overflows any more"),
        "Numerator and denominator shrink by the same factor; the probabilities stay.",
        f"{STEPS}#loss-idea",
        (
            Wrong("Both parts of each fraction shrink by one factor.",
                  says("all probabilities shrink by the same factor")),
            Wrong("The order of the scores stays, so does the largest probability.",
                  says("the class with the largest score loses its lead")),
            Wrong("The loss is made of the probabilities, and they stay.",
                  says("the loss of the picture falls by that largest score")),
        ),
    ),
    Question(
        "one-step",
        "A weight is {weight}, its gradient {slope}, the learning rate {rate}. What is the weight after a step of SGD?",
        Number(),
        lambda weight, slope, rate: round(weight - rate * slope, 6),
        "Against the gradient: {weight} − {rate} · {slope} = {answer}.",
        f"{STEPS}#step-idea",
        (
            Wrong("The gradient points uphill. Go the other way.",
                  lambda weight, slope, rate: round(weight + rate * slope, 6)),
            Wrong("The learning rate says how far.", lambda weight, slope: round(weight - slope, 6)),
            Wrong("That is the step alone.", lambda slope, rate: round(-rate * slope, 6)),
        ),
        lambda rng: {"weight": tenths(rng, 0.2, 2), "slope": pick(rng, -4, -3, -2, 2, 3, 4),
                     "rate": float(rng.choice([0.01, 0.05, 0.1]))},
    ),
    parsons(
        "order-softmax-loss",
        steps.SOFTMAX_LOSS,
        f"{STEPS}#softmax-loss-task",
        "Picture by picture: shift, powers, their sum, the loss, the gradient; at the end divide by m.",
        {
            "    gradient[i, labels[i]] += 1": "Probability minus truth: 1 is taken away at the true class.",
            "    loss += powers[labels[i]] / total": "That is the probability. The loss is −ln of it.",
        },
        convolution.softmax_loss,
    ),
    find_the_bug("bug-conv-backward", steps.CONV_BACKWARD, f"{STEPS}#conv-backward-task", "stride missing",
                 "db of filter 0 only", "dW from the unpadded images", "gradient left padded"),
    Question(
        "back-to-the-top-row",
        "Every number of the matrix is 1; the windows were {f}×{f}, stride 1, no border. What does `col2im` give a "
        "pixel of the top row, far from both corners?",
        Number(),
        lambda f: f,
        "One row of windows reaches it, {f} of them hold it, and each adds its 1: {answer}.",
        f"{STEPS}#col2im-text",
        (
            Wrong("So many hold a pixel in the middle of the image; the top row has fewer.", lambda f: f * f),
            Wrong("Windows overlap: all that hold the pixel add up.", lambda f: 1),
        ),
        lambda rng: {"f": pick(rng, 3, 5, 7)},
    ),
)  # fmt: skip

_SIGNS = (
    Question(
        "one-hot-place",
        "`convert_to_one_hot`: picture {picture} (counted from 0) has the label {label}. Where does its 1 stand?",
        Place("entry"),
        lambda picture, label: (label, picture),
        "The row is the class, the column the picture: {answer}.",
        f"{SIGNS}#one-hot",
        (
            Wrong("Every column is one picture, every row a class.", lambda picture, label: (picture, label)),
            Wrong("Classes are counted from 0.", lambda picture, label: (label + 1, picture)),
        ),
        lambda rng: {"picture": whole(rng, 6, 40), "label": whole(rng, 0, 5)},
    ),
    Question(
        "range-of-glorot",
        "Glorot's rule: a layer has {before} numbers in and {after} numbers out. Up to which r may a weight "
        "start? (Two decimals are enough.)",
        Number(tolerance=0.02),
        lambda before, after: math.sqrt(6 / (before + after)),
        "√(6 / ({before} + {after})) = {answer}: evenly between −r and r.",
        f"{SIGNS}#parameters",
        (
            Wrong("The root is missing.", lambda before, after: 6 / (before + after)),
            Wrong("What goes out counts as well as what comes in.", lambda before: math.sqrt(6 / before)),
            Wrong("2 / numbers in is the variance of He's rule.", lambda before: 2 / before),
        ),
        lambda rng: {"before": pick(rng, 48, 75, 128, 150), "after": pick(rng, 64, 96, 128, 256)},
    ),
    Question(
        "variance-of-he",
        "He's rule for a layer with {before} numbers in and a ReLU behind it: with which variance do its weights "
        "start? (Three decimals are enough.)",
        Number(tolerance=0.03),
        lambda before: 2 / before,
        "2 / {before} = {answer}. The 2 puts back what the ReLU halves.",
        f"{SIGNS}#parameters",
        (
            Wrong("A ReLU halves the mean square: double it.", lambda before: 1 / before),
            Wrong("That is the deviation, the variance's root.", lambda before: math.sqrt(2 / before)),
        ),
        lambda rng: {"before": pick(rng, 16, 20, 27, 40, 50, 75)},
    ),
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (*_EDGES, *_STEPS, *_SIGNS)
