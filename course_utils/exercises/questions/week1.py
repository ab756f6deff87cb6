"""Questions of week 1: sizes, padding, one layer, its gradients, a network for hand signs."""

from __future__ import annotations

import math

import numpy as np

from course_utils.exercises import week1_1_edges_padding_strides as edges
from course_utils.exercises import week1_2_step_by_step as steps
from course_utils.exercises import week1_3_convnet_application as signs
from course_utils.exercises.loops import convolution, counting, pooling
from course_utils.exercises.questions.code import find_the_bug, parsons
from course_utils.exercises.questions.drawing import grid, pick, whole
from course_utils.exercises.questions.kinds import Choice, Number, Place, Shape
from course_utils.exercises.questions.question import Question, Rng, Values, Wrong, misconceptions, says
from course_utils.types import Array

EDGES = "week1/1_edges_padding_strides"
STEPS = "week1/2_step_by_step"
SIGNS = "week1/3_convnet_application"
SMALL = "week1/4_project_small_network"


def _windows_at(n: int, f: int, pad: int, at: int) -> int:
    """How many windows of a row hold pixel `at`, counted one by one."""
    return sum(start <= at + pad < start + f for start in range(n + 2 * pad - f + 1))


def _image(rng: Rng) -> Values:
    """Sixteen different numbers."""
    return {"image": rng.permutation(np.arange(1, 17)).reshape(4, 4)}


def _pooled(image: Array) -> Array:
    return np.asarray(pooling.pool_forward(image[None, :, :, None], {"f": 2, "stride": 2})[0][0, :, :, 0])


_EDGES = (
    Question(
        "edge-sign",
        "An image is {left} on the left and {right} on the right. The filter has three rows 1, 0, −1. What does "
        "it answer "
        "where its window has one column of {left} and two of {right}?",
        Number(),
        lambda left, right: 3 * (left - right),
        "Each of the three rows gives {left} − {right}: {answer}. The sign says on which side it is lighter.",
        f"{EDGES}#light-dark",
        (
            Wrong("That is one row of the window. All nine products are added up.", lambda left, right: left - right),
            Wrong("The left column counts +, the right one −.", lambda left, right: 3 * (right - left)),
            Wrong("The right column counts with −1: it is subtracted.", lambda left, right: 3 * (left + right)),
        ),
        lambda rng: {"left": whole(rng, 5, 12), "right": whole(rng, 1, 4)},
    ),
    Question(
        "places",
        "A row has {n} pixels and a border of {pad} on each side. A window of {f} moves over it in steps of "
        "{stride}. In how "
        "many places can it stand?",
        Number("places"),
        counting.conv_output_size,
        "({n} + 2 · {pad} − {f}) / {stride}, rounded down, and 1 for the first place: {answer}.",
        f"{EDGES}#how-many-places",
        misconceptions(edges.CONV_OUTPUT_SIZE, "rounded up", "pad counted once", "pad left out", "stride ignored"),
        lambda rng: {"n": whole(rng, 10, 39), "f": pick(rng, 3, 5, 7), "pad": pick(rng, 1, 2),
                     "stride": pick(rng, 2, 3)},
    ),
    Question(
        "same-pad",
        "A filter has {f} rows and columns. Which border keeps the size of the image at stride 1?",
        Number("pixels"),
        counting.same_padding,
        "The filter takes {f} − 1 pixels away, half of them on each side: {answer}.",
        f"{EDGES}#same-padding-task",
        misconceptions(edges.SAME_PADDING, "both sides together", "half of f + 1", "f itself"),
        lambda rng: {"f": pick(rng, 5, 7, 9, 11, 13)},
    ),
    Question(
        "corner-pixel",
        "An image of {n}×{n} pixels with a border of {pad}, windows of {f}×{f}, stride 1. How many windows hold the "
        "corner pixel of the image, and how many a pixel in its middle? Write (corner, middle).",
        Shape("a pair", "(2, 5)"),
        lambda n, f, pad: (_windows_at(n, f, pad, 0) ** 2, _windows_at(n, f, pad, n // 2) ** 2),
        "Along each side {pad} + 1 windows hold the corner, {f} hold the middle; both sides multiply: {answer}.",
        f"{EDGES}#valid-and-same",
        (
            Wrong("That counts the windows along one row. They move down as well.",
                  lambda f, pad: (pad + 1, f) if pad else None),
            Wrong("Without a border one window alone holds the corner.", lambda f, pad: None if pad else (4, f * f)),
            Wrong("The border lets further windows hold the corner.", lambda f, pad: (1, f * f) if pad else None),
            Wrong("With such a border alone the corner is as well off as the middle.", lambda f: (f * f, f * f)),
        ),
        lambda rng: {"n": whole(rng, 10, 16), "f": pick(rng, 3, 5), "pad": pick(rng, 0, 1)},
    ),
    Question(
        "volume-shape",
        "{filters} filters of {f}×{f}×3 on a colour image of {n}×{n}, no border, stride 1. Which shape comes out?",
        Shape(),
        lambda n, f, filters: (n - f + 1, n - f + 1, filters),
        "Each filter sums over all three channels and gives one plane; {filters} planes: {answer}.",
        f"{EDGES}#volumes",
        (
            Wrong("The colours are summed away: a filter gives one plane, not three.",
                  lambda n, f, filters: (n - f + 1, n - f + 1, 3)),
            Wrong("Each filter adds its three channels up: one plane, not three.",
                  lambda n, f, filters: (n - f + 1, n - f + 1, 3 * filters)),
            Wrong("Without a border the image shrinks by f − 1.", lambda n, f, filters: (n, n, filters)),
        ),
        lambda rng: {"n": whole(rng, 12, 40), "f": pick(rng, 3, 5), "filters": pick(rng, 2, 8, 10, 16)},
    ),
    Question(
        "layer-parameters",
        "How many numbers does a layer of {filters} filters {f}×{f} learn, on an image of 200×300 with "
        "{channels} channels?",
        Number("numbers"),
        lambda f, channels, filters: counting.count_parameters(
            [{"kind": "conv", "f": f, "channels": channels, "filters": filters}])[0],
        "({f} · {f} · {channels} + 1) · {filters} = {answer}. The size of the image does not occur.",
        f"{EDGES}#counting",
        (
            Wrong("Each filter is as deep as its input has channels.",
                  lambda f, channels, filters: (f * f + 1) * filters),
            Wrong("Each filter has a bias, too.", lambda f, channels, filters: f * f * channels * filters),
            Wrong("Every filter has a bias of its own, not the layer one in all.",
                  lambda f, channels, filters: f * f * channels * filters + 1),
        ),
        lambda rng: {"f": pick(rng, 3, 5, 7), "channels": whole(rng, 2, 8), "filters": whole(rng, 4, 12)},
    ),
    parsons(
        "order-convolve2d",
        edges.CONVOLVE2D,
        f"{EDGES}#convolve-task",
        "Pad first, make the result, then visit every place: cut the window, multiply, sum.",
        {
            "    seen = window(image, (h * stride, w * stride), f)": "The windows are cut from the padded image.",
            "    seen = window(border, (h, w), f)": "The window of output (h, w) begins at h · stride, w · stride.",
            "    result[h, w] = np.sum(seen) * np.sum(kernel)": "Multiply number by number, then sum.",
        },
        convolution.convolve2d,
    ),
    find_the_bug("bug-convolve2d", edges.CONVOLVE2D, f"{EDGES}#convolve-task", "kernel flipped", "mean for sum",
                 "stride ignored in the walk", "matrix product", "output size without + 1"),
)  # fmt: skip

_STEPS = (
    Question(
        "single-step",
        "One window, one filter, a bias of {b}. Which number comes out?",
        Number(),
        lambda a, W, b: int(np.sum(a * W) + b),
        "Multiply what lies on top of each other, add the four products and the bias once: {answer}.",
        f"{STEPS}#one-step",
        (
            Wrong("The bias is added once, to the sum.", lambda a, W, b: int(np.sum(a * W + b))),
            Wrong("The bias is missing.", lambda a, W, b: int(np.sum(a * W))),
            Wrong("The filter is laid on as it is, not turned.", lambda a, W, b: int(np.sum(a * W[::-1, ::-1]) + b)),
        ),
        lambda rng: {"a": rng.integers(1, 6, (2, 2)), "W": rng.integers(-2, 3, (2, 2)), "b": whole(rng, 1, 4)},
        lambda a, W: grid({"window": a, "filter": W}),
    ),
    Question(
        "conv-shape",
        "`conv_forward` gets {m} images of {n}×{n}×3 and {filters} filters of 3×3, pad 1, stride 2. What is the "
        "shape of Z?",
        Shape(),
        lambda m, n, filters: (m, (n - 1) // 2 + 1, (n - 1) // 2 + 1, filters),
        "⌊({n} + 2 − 3) / 2⌋ + 1 rows and columns, one channel for each filter, all images: {answer}.",
        f"{STEPS}#sliding",
        (
            Wrong("A convolution keeps the number of images.",
                  lambda n, filters: (1, (n - 1) // 2 + 1, (n - 1) // 2 + 1, filters)),
            Wrong("The channels that come out are as many as filters.",
                  lambda m, n: (m, (n - 1) // 2 + 1, (n - 1) // 2 + 1, 3)),
            Wrong("With stride 2 about half of the rows and columns are left.",
                  lambda m, n, filters: (m, n, n, filters)),
        ),
        lambda rng: {"m": whole(rng, 4, 12), "n": whole(rng, 10, 32), "filters": pick(rng, 6, 8, 16)},
    ),
    Question(
        "pool-value",
        "Max pooling with windows of 2×2 and stride 2. What is the lower left number of the result?",
        Number(),
        lambda image: int(_pooled(image)[1, 0]),
        "The largest of the four numbers at the lower left: {answer}.",
        f"{STEPS}#pooling",
        (
            Wrong("That is the upper right window: rows come first.", lambda image: int(_pooled(image)[0, 1])),
            Wrong("That is the mean. The maximum is asked for.", lambda image: float(image[2:, :2].mean())),
            Wrong("With stride 2 the second row of windows begins at row 2.", lambda image: int(image[1:3, :2].max())),
        ),
        _image,
        lambda image: grid({"image": image}),
    ),
    Question(
        "who-gets-the-gradient",
        "Max pooling, 2×2, stride 2. Backward, dA is 0 but for a 1 at its upper right. Which pixel of the image "
        "gets it?",
        Place("pixel"),
        lambda image: (int(np.argmax(image[:2, 2:])) // 2, 2 + int(np.argmax(image[:2, 2:])) % 2),
        "Only the largest number of that window had a say: {answer}.",
        f"{STEPS}#pool-backward-idea",
        (
            Wrong("That is the window at the lower left: rows come first.",
                  lambda image: (2 + int(np.argmax(image[2:, :2])) // 2, int(np.argmax(image[2:, :2])) % 2)),
            Wrong("That counts inside the window. The window begins at column 2.",
                  lambda image: (int(np.argmax(image[:2, 2:])) // 2, int(np.argmax(image[:2, 2:])) % 2)),
        ),
        _image,
        lambda image: grid({"image": image}),
    ),
    Question(
        "bias-gradient",
        "One filter, one image, and dZ as below. What is db?",
        Number(),
        lambda dZ: int(dZ.sum()),
        "The bias was added to every output, so all their gradients add up: {answer}.",
        f"{STEPS}#backward",
        (
            Wrong("Gradients of one shared number add up; they are not averaged.", lambda dZ: float(dZ.mean())),
            Wrong("Negative gradients count as they are.", lambda dZ: int(np.abs(dZ).sum())),
            Wrong("That is the last one only: write += for =.", lambda dZ: int(dZ[-1, -1])),
        ),
        lambda rng: {"dZ": rng.integers(-4, 6, (3, 3))},
        lambda dZ: grid({"dZ": dZ}),
    ),
    Question(
        "cat-moves",
        "The cat moves eight pixels to the right. What does the map of a convolution (stride 1) do, and what its "
        "largest value?",
        Choice(),
        says("the map moves by eight, its largest value stays"),
        "The same filter meets the cat at its new place: the map moves along (equivariance), the maximum stays "
        "(invariance).",
        f"{STEPS}#translation-text",
        (
            Wrong("The map tells where a pattern is: it moves with the cat.",
                  says("the map stays, its largest value stays as well")),
            Wrong("The same pattern gives the same answer at another place.",
                  says("the map moves by eight, its largest value changes")),
            Wrong("The filter is the same at every place, so its answers move along.",
                  says("both of them change in a way that nobody can foretell")),
        ),
    ),
    parsons(
        "order-pool-forward",
        steps.POOL_FORWARD,
        f"{STEPS}#pooling",
        "Sizes, room for the result, the walk; every channel by itself.",
        {
            "    seen = window(A_prev[i, :, :, c], (h, w), f)": "The window of output (h, w) begins at h · "
            "stride, w · stride.",
            "    A[i, h, w, c] = seen.sum()": "Pooling takes the largest or the mean, never the sum.",
        },
        pooling.pool_forward,
    ),
    find_the_bug("bug-conv-forward", steps.CONV_FORWARD, f"{STEPS}#conv-task", "always filter 0", "always bias 0",
                 "wrong image of the batch", "kernel flipped"),
    find_the_bug("bug-pool-backward", steps.POOL_BACKWARD, f"{STEPS}#pool-backward-task", "= for +=",
                 "average not divided",
                 "mask times the values", "windows one place late"),
)  # fmt: skip


def _batches(m: int, size: int) -> int:
    return math.ceil(m / size)


_SIGNS = (
    Question(
        "one-hot-shape",
        "`convert_to_one_hot` gets {m} labels of {C} classes. Every column is one picture. Which shape comes out?",
        Shape(),
        lambda m, C: (C, m),
        "A row for each class, a column for each picture: {answer}.",
        f"{SIGNS}#one-hot",
        (
            Wrong("That has a row for each picture. Here every column is one.", lambda m, C: (m, C)),
            Wrong("A label becomes as many numbers as there are classes.", lambda m, C: (1, m)),
        ),
        lambda rng: {"m": whole(rng, 20, 90), "C": whole(rng, 4, 9)},
    ),
    Question(
        "how-many-batches",
        "{m} pictures in batches of {size}. How many steps has an epoch?",
        Number("steps"),
        _batches,
        "{m} / {size}, rounded up: the last batch is smaller. {answer}.",
        f"{SIGNS}#mini-batches",
        (
            Wrong("The rest is a batch as well, a smaller one.", lambda m, size: m // size),
            Wrong("That is how many pictures the last batch holds.", lambda m, size: m % size),
        ),
        lambda rng: {"m": whole(rng, 500, 1200), "size": pick(rng, 16, 32, 64, 128)},
    ),
    Question(
        "cost-of-guessing",
        "A network gives each of {C} classes the same probability. What is its cross-entropy? (Two decimals are "
        "enough.)",
        Number(tolerance=0.01),
        lambda C: math.log(C),
        "−ln of the probability of the right class, 1/{C}: ln {C} = {answer}. A training that starts far above errs.",
        f"{SIGNS}#cost",
        (
            Wrong("That is the probability itself. The cost is −ln of it.", lambda C: 1 / C),
            Wrong("That is the logarithm to base 10. ln is asked for.", lambda C: math.log10(C)),
            Wrong("That is the logarithm to base 2. ln is asked for.", lambda C: math.log2(C)),
        ),
        lambda rng: {"C": pick(rng, 5, 6, 8, 10, 20)},
    ),
    Question(
        "pool-same",
        "A map of {n}×{n}×8 goes through max pooling {f}×{f}, stride {f}, padding \"same\". Which shape comes out?",
        Shape(),
        lambda n, f: (math.ceil(n / f), math.ceil(n / f), 8),
        "\"same\" rounds up: ⌈{n} / {f}⌉, and every channel for itself: {answer}.",
        f"{SIGNS}#forward",
        (
            Wrong("\"valid\" rounds down; \"same\" pads the rest and rounds up.", lambda n, f: (n // f, n // f, 8)),
            Wrong("\"same\" keeps the size at stride 1 only.", lambda n, f: (n, n, 8)),
            Wrong("Pooling takes each channel for itself: all 8 stay.",
                  lambda n, f: (math.ceil(n / f), math.ceil(n / f), 1)),
        ),
        lambda rng: {"n": whole(rng, 20, 70), "f": pick(rng, 3, 4, 8)},
    ),
    Question(
        "which-set",
        "You try five learning rates and keep the best. By which accuracy do you choose?",
        Choice(),
        says("that of the validation set"),
        "The test set is asked once, at the end. Chosen by it, a rate fits those pictures by luck.",
        f"{SIGNS}#fit-text",
        (
            Wrong("It grows with every rate that learns by heart.", says("that of the training set")),
            Wrong("Then its answer is no longer what new pictures would say.", says("that of the test set")),
            Wrong("A part of it was learnt by heart, a part must stay untouched.",
                  says("the mean of all three of them")),
        ),
    ),
    Question(
        "confusion-place",
        "Rows are the truth, columns what was said. Three pictures of a {true} were taken for a {said}. Where "
        "does the 3 stand?",
        Place("entry"),
        lambda true, said: (true, said),
        "The truth is the row, what was said the column: {answer}.",
        f"{SIGNS}#confusion-text",
        (Wrong("That is the other way round: the truth is the row.", lambda true, said: (said, true)),),
        lambda rng: dict(zip(("true", "said"), map(int, rng.permutation(6)[:2]))),
    ),
    find_the_bug("bug-mini-batches", signs.MINI_BATCHES, f"{SIGNS}#mini-batches", "last batch dropped",
                 "only X shuffled",
                 "seed ignored"),
)  # fmt: skip

_SMALL = (
    Question(
        "accuracy-noise",
        "A network is right in {right} % of {m} validation pictures. How large is the standard error of that accuracy, "
        "in per cent? One digit after the point is enough.",
        Number("per cent", tolerance=0.03),
        lambda right, m: math.sqrt(right * (100 - right) / m),
        "√(p(1 − p) / m) with p = {right} %: {answer}. A network that is better by less than twice that may be lucky.",
        f"{SMALL}#noise-text",
        (
            Wrong("That is the variance. Take its root.", lambda right, m: right * (100 - right) / m / 100),
            Wrong("The root goes over m, too.", lambda right, m: 100 * math.sqrt(right * (100 - right)) / m),
            Wrong("That is the spread of a single picture. Divide by √m.",
                  lambda right: math.sqrt(right * (100 - right))),
        ),
        lambda rng: {"right": pick(rng, 75, 80, 90, 95), "m": pick(rng, 100, 200, 250, 400)},
    ),
    Question(
        "learning-curve",
        "A network learns from more and more pictures. Training and validation accuracy meet at {low} %, and people "
        "reach 99 %. What helps?",
        Choice(),
        says("a network that can express more"),
        "It is as bad on what it has seen as on what is new: it is too simple, or learns too slowly.",
        f"{SMALL}#curve-text",
        (
            Wrong("Where both lines have met, more of the same changes neither.",
                  says("more pictures of the same kind")),
            Wrong("Dropout restrains a network. This one learns too little already.",
                  says("more dropout in each layer")),
            Wrong("Which pictures stand where moves the lines by chance, not up.",
                  says("another split of the pictures")),
        ),
        lambda rng: {"low": pick(rng, 60, 65, 70)},
    ),
    Question(
        "mirror-wrong",
        "Half of the training pictures are mirrored, left for right. For which task is that a mistake?",
        Choice(),
        says("arrows on road signs"),
        "The mirror image of a left turn is a right turn: the label is no longer true.",
        f"{SMALL}#restrain-text",
        (
            Wrong("A mirrored hand is the other hand, and shows as many fingers.", says("fingers that are held up")),
            Wrong("A mirrored cat is a cat.", says("breeds of cats and dogs")),
            Wrong("Leaves grow to both sides.", says("kinds of leaves of trees")),
        ),
    ),
    Question(
        "separable-weights",
        "SeparableConv2D with filters of 3×3, from {c} channels to {n}, without biases: how many weights has it?",
        Number("weights"),
        lambda c, n: 9 * c + c * n,
        "9 · {c} for a filter of each channel alone, {c} · {n} to mix them: {answer}, in place of 9 · {c} · {n}.",
        f"{SMALL}#network-text",
        (
            Wrong("That is the usual convolution: every filter as deep as its input.", lambda c, n: 9 * c * n),
            Wrong("That is the part that mixes. Each channel has a filter of 3×3 as well.", lambda c, n: c * n),
            Wrong("Each channel that comes in has one filter, not each that goes out.",
                  lambda c, n: 9 * n + c * n),
        ),
        lambda rng: {"c": pick(rng, 8, 12, 16), "n": pick(rng, 20, 24, 32)},
    ),
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (*_EDGES, *_STEPS, *_SIGNS, *_SMALL)
