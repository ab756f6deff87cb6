"""Questions of week 4: encodings and thresholds, content and style, other dimensions, what networks see."""

from __future__ import annotations

import math

import numpy as np

from course_utils.exercises import week4_1_face_recognition as faces_set
from course_utils.exercises import week4_2_style_transfer as style_set
from course_utils.exercises import week4_3_one_and_three_dimensions as axes
from course_utils.exercises import week4_4_what_networks_see as sees_set
from course_utils.exercises.loops import counting, faces, pooling
from course_utils.exercises.questions.code import find_the_bug, parsons
from course_utils.exercises.questions.drawing import grid, pick, tenths, whole
from course_utils.exercises.questions.kinds import Choice, Number, Shape
from course_utils.exercises.questions.question import Question, Rng, Values, Wrong, says

FACES = "week4/1_face_recognition"
STYLE = "week4/2_style_transfer"
AXES = "week4/3_one_and_three_dimensions"
SEES = "week4/4_what_networks_see"


def _distances(rng: Rng) -> Values:
    """Squared distances of a triplet that costs something, and the margin."""
    near = tenths(rng, 0.4, 1.2)
    return {"near": near, "far": round(near + whole(rng, -3, 1) / 10, 1), "alpha": pick(rng, 2, 3, 5) / 10}


_FACES = (
    Question(
        "how-many-comparisons",
        "{K} people with {p} stored pictures each. How many distances does *verification* of a claimed name "
        "take, if all pictures "
        "of that person are compared?",
        Number("distances"),
        lambda p: p,
        "The claim names the person, so only their pictures are compared: {answer}. Recognition needs all.",
        f"{FACES}#tasks",
        (
            Wrong("That is recognition: who of all people is it?", lambda K, p: K * p),
            Wrong("Recognition compares with everybody; here one name is claimed.", lambda K: K),
        ),
        lambda rng: {"K": whole(rng, 40, 200), "p": whole(rng, 3, 9)},
    ),
    Question(
        "triplet-cost",
        "Squared distances: anchor to positive {near}, anchor to negative {far}. The margin is {alpha}. What "
        "does the triplet cost?",
        Number(),
        lambda near, far, alpha: round(max(near - far + alpha, 0), 2),
        "max({near} − {far} + {alpha}, 0) = {answer}.",
        f"{FACES}#triplet-text",
        (
            Wrong("The positive should be near, the negative far: positive less negative.",
                  lambda near, far, alpha: round(max(far - near + alpha, 0), 2)),
            Wrong("The margin is added.", lambda near, far, alpha: round(max(near - far - alpha, 0), 2)),
            Wrong("The margin is missing.", lambda near, far: round(max(near - far, 0), 2)),
        ),
        _distances,
    ),
    Question(
        "without-margin",
        "Without the margin α, which network has a loss of 0?",
        Choice(),
        says("one that gives every picture the same encoding"),
        "All distances are 0, and 0 − 0 is not above 0. The margin forbids that way out.",
        f"{FACES}#triplet-text",
        (
            Wrong("There is a much simpler one.", says("only one that tells all people apart")),
            Wrong("Large distances within a person cost something.", says("one with encodings that are very long")),
            Wrong("There is one, and a useless one at that.", says("none, since random triplets always cost")),
        ),
    ),
    Question(
        "hard-negative",
        "Squared distances of four strangers to the anchor are as below; the positive has {near}. Which stranger "
        "(0 to 3) is the "
        "hardest negative?",
        Number(),
        lambda strangers: int(np.argmin(strangers)),
        "The nearest: number {answer}. It costs most, and teaches most.",
        f"{FACES}#hard-text",
        (
            Wrong("That one is the farthest: it costs nothing.", lambda strangers: int(np.argmax(strangers))),
            Wrong("The hardest is the nearest of all, however near the positive is.",
                  lambda near, strangers: int(np.argmin(np.where(strangers > near, strangers, 9)))),
        ),
        lambda rng: {"near": tenths(rng, 0.6, 1.0),
                     "strangers": np.round(rng.permutation(np.arange(3, 19))[:4] / 10, 1)},
        lambda strangers: grid({"strangers 0 to 3": strangers}),
    ),
    Question(
        "stricter-door",
        "A door opens below a distance of 0.7. You lower the threshold to 0.5. What becomes rarer, what more frequent?",
        Choice(),
        says("false accepts rarer, false rejects more frequent"),
        "A smaller distance is asked for: strangers pass less often, and friends as well.",
        f"{FACES}#roc-text",
        (
            Wrong("The door opens *below* the threshold: lower is stricter.",
                  says("false rejects rarer, false accepts more frequent")),
            Wrong("One threshold trades one error for the other.",
                  says("both rarer, since the network is stricter then")),
            Wrong("Strangers within 0.5 still pass.", says("false accepts impossible, false rejects the same")),
        ),
    ),
    Question(
        "false-matches",
        "One comparison takes a stranger for a given person in 1 of {rate:,} cases. How many wrong matches are "
        "expected in a database "
        "of {K:,} people?",
        Number(tolerance=0.01),
        lambda rate, K: K / rate,
        "{K:,} comparisons, each wrong in 1 of {rate:,}: {answer} on average.",
        f"{FACES}#tasks",
        (
            Wrong("Every person in the database is one more chance to err.", lambda rate: 1 / rate),
            Wrong("That is turned round: comparisons divided by the rate.", lambda rate, K: rate / K),
        ),
        lambda rng: {"rate": pick(rng, 1000, 10_000, 100_000), "K": pick(rng, 2000, 5000, 30_000, 400_000)},
    ),
    parsons(
        "order-hard-triplets",
        faces_set.HARD,
        f"{FACES}#hard-text",
        "All distances first; for every pair of one person the nearest stranger; keep what costs something.",
        {"    n = others[squared[a, others].argmax()]": "That is the farthest stranger: an easy one.",
         "    others = np.flatnonzero(ids == ids[a])": "Negatives are other people."},
        faces.hard_triplets,
    ),
    find_the_bug("bug-triplet", faces_set.TRIPLET, f"{FACES}#triplet-task", "max after the sum", "swapped pair",
                 "no square",
                 "alpha after the maximum"),
)  # fmt: skip


def _rows(rng: Rng) -> Values:
    return {"A": rng.integers(0, 4, (2, 4))}


_STYLE = (
    Question(
        "gram-entry",
        "Two channels of four places each, unrolled. What is the entry of the Gram matrix at row 0, column 1?",
        Number(),
        lambda A: int(A[0] @ A[1]),
        "Multiply place by place and add up: {answer}.",
        f"{STYLE}#gram-text",
        (
            Wrong("That is the first channel with itself: the diagonal.", lambda A: int(A[0] @ A[0])),
            Wrong("Products of places are added, not sums multiplied.", lambda A: int(A[0].sum() * A[1].sum())),
            Wrong("No mean is taken: the products are added up.", lambda A: float(A[0] @ A[1]) / 4),
        ),
        _rows,
        lambda A: grid({"A": A}),
    ),
    Question(
        "gram-shape",
        "A layer gives {n}×{n}×{channels}. What is the shape of its Gram matrix?",
        Shape(),
        lambda channels: (channels, channels),
        "A number for each pair of channels, however large the picture: {answer}.",
        f"{STYLE}#gram-text",
        (
            Wrong("That compares places. Channels are compared, over all places.", lambda n: (n * n, n * n)),
            Wrong("The places are summed away.", lambda n, channels: (n, n, channels)),
        ),
        lambda rng: {"n": pick(rng, 14, 28, 56), "channels": pick(rng, 32, 64, 128)},
    ),
    Question(
        "places-scattered",
        "The places of a layer's maps are shuffled, in every channel in the same way. What does its Gram matrix do?",
        Choice(),
        says("it stays: every product is still there"),
        "The sum has the same terms in another order. So it can hold a style, and cannot hold a content.",
        f"{STYLE}#explorer-text",
        (
            Wrong("Rows and columns are channels, not places.", says("its rows change places in the same way")),
            Wrong("No term of any sum changes.", says("it becomes smaller, the neighbours are gone")),
            Wrong("Channels that were strong together still are.", says("it becomes zero outside of its diagonal")),
        ),
    ),
    Question(
        "what-learns",
        "A picture of {n}×{n} pixels is painted by gradient descent. How many numbers learn?",
        Number("numbers"),
        lambda n: n * n * 3,
        "The pixels in three colours, {answer}. The network is frozen.",
        f"{STYLE}#step-text",
        (
            Wrong("Every pixel has three colours.", lambda n: n * n),
            Wrong("The network is frozen, the pixels learn.", lambda: 0),
        ),
        lambda rng: {"n": pick(rng, 128, 200, 256, 400)},
    ),
    Question(
        "total-number",
        "α = {alpha}, β = {beta}, J_content = {content}, J_style = {style}. What is J(G)?",
        Number(),
        lambda alpha, beta, content, style: round(alpha * content + beta * style, 4),
        "{alpha} · {content} + {beta} · {style} = {answer}.",
        f"{STYLE}#total-text",
        (
            Wrong("α weighs the content, β the style.",
                  lambda alpha, beta, content, style: round(beta * content + alpha * style, 4)),
            Wrong("Each cost has its weight.", lambda content, style: round(content + style, 4)),
        ),
        lambda rng: {"alpha": pick(rng, 5, 10), "beta": pick(rng, 20, 40), "content": tenths(rng, 0.1, 3),
                     "style": tenths(rng, 0.1, 2)},
    ),
    Question(
        "which-style-layer",
        "Only the first of five layers is used for the style. What does the picture take over from the painting?",
        Choice(),
        says("its colours and their grain"),
        "Early layers see a few pixels: colours and grain. Strokes and swirls come with the later ones.",
        f"{STYLE}#layers-look",
        (
            Wrong("Long strokes need layers that see more pixels.", says("its long strokes and swirls")),
            Wrong("A Gram matrix does not know where anything is.", says("where its things stand")),
            Wrong("Colours show in the very first layer.", says("nothing that one can see")),
        ),
    ),
    find_the_bug("bug-layer-style", style_set.LAYER, f"{STYLE}#layer-style-text", "reshape without transpose",
                 "sizes not squared", "AᵀA"),
)  # fmt: skip

_AXES = (
    Question(
        "signal-shape",
        "A signal of {n} places and {channels} channels, {filters} filters of length {f}, stride 1, no padding. "
        "Which shape comes out?",
        Shape(),
        lambda n, f, filters: (n - f + 1, filters),
        "{n} − {f} + 1 places, a channel for each filter: {answer}.",
        f"{AXES}#shapes-text",
        (
            Wrong("The filter is as deep as the signal and does not walk along the channels.",
                  lambda n, f, channels, filters: (n - f + 1, channels, filters)),
            Wrong("Places first, channels last.", lambda n, f, filters: (filters, n - f + 1)),
            Wrong("The window takes f − 1 places away.", lambda n, filters: (n, filters)),
        ),
        lambda rng: {"n": pick(rng, 14, 80, 320), "f": pick(rng, 3, 5, 9), "channels": pick(rng, 2, 3, 12),
                     "filters": pick(rng, 16, 32)},
    ),
    Question(
        "volume-parameters",
        "{filters} filters of {f}×{f}×{f} read a volume with {channels} channels. How many numbers does the "
        "layer learn?",
        Number("numbers"),
        lambda f, channels, filters: counting.count_parameters_nd(3, f, channels, filters),
        "({f}³ · {channels} + 1) · {filters} = {answer}.",
        f"{AXES}#count-text",
        (
            Wrong("Along three axes a filter has f · f · f numbers.",
                  lambda f, channels, filters: (f**2 * channels + 1) * filters),
            Wrong("A filter is as deep as its input has channels.", lambda f, filters: (f**3 + 1) * filters),
            Wrong("Every filter has a bias.", lambda f, channels, filters: f**3 * channels * filters),
        ),
        lambda rng: {"f": pick(rng, 3, 5), "channels": pick(rng, 2, 3, 8, 16), "filters": pick(rng, 8, 16, 32)},
    ),
    Question(
        "volume-shape-3d",
        "A volume of {n}×{n}×{n}×{channels}, {filters} filters of 5×5×5, stride 1, no padding. Which shape comes out?",
        Shape(),
        lambda n, filters: (n - 4, n - 4, n - 4, filters),
        "Each side loses 4; the filters are the channels: {answer}.",
        f"{AXES}#shapes-text",
        (
            Wrong("The channels of the input are summed away.", lambda n, channels: (n - 4, n - 4, n - 4, channels)),
            Wrong("All three sides shrink.", lambda n, filters: (n, n - 4, n - 4, filters)),
            Wrong("A window of 5 takes 4 places away, not 5.", lambda n, filters: (n - 5, n - 5, n - 5, filters)),
        ),
        lambda rng: {"n": pick(rng, 14, 20, 32), "channels": pick(rng, 1, 2), "filters": pick(rng, 16, 32)},
    ),
    Question(
        "pooled-signal",
        "Max pooling, f = 3 and stride 2, on the signal below. What is the second number that comes out?",
        Number(),
        lambda signal: int(pooling.max_pool1d(signal[None, :, None], 3, 2)[0, 1, 0]),
        "The window begins at place 2: the largest of three is {answer}.",
        f"{AXES}#pool-text",
        (
            Wrong("The window moves by the stride, not by its length.", lambda signal: int(signal[3:6].max())),
            Wrong("The window moves by 2.", lambda signal: int(signal[1:4].max())),
            Wrong("The largest, not the mean.", lambda signal: float(signal[2:5].mean())),
        ),
        lambda rng: {"signal": rng.permutation(np.arange(1, 10))},
        lambda signal: grid({"signal": signal}),
    ),
    Question(
        "shifted-beat",
        "The test signals are shifted by 40 places. Whose accuracy falls more, and why?",
        Choice(),
        says("the dense network's: its weights belong to places"),
        "A filter meets the beat wherever it stands; a dense weight has learnt one place.",
        f"{AXES}#networks-text",
        (
            Wrong("Its filters slide over all places.", says("the convolutional one's: its filters have places")),
            Wrong("A dense unit gives every place its own weight.", says("both alike, since the signals are the same")),
            Wrong("Only one of them does not care where it is.",
                  says("none, since no value of the signals has changed")),
        ),
    ),
    Question(
        "one-pass-of-a-volume",
        "A detector for cubes has one pooling of 2. It runs over a volume of {n}³ voxels, padded so that each "
        "voxel could be a centre. "
        "For how many places does it answer?",
        Number("places"),
        lambda n: (n // 2) ** 3,
        "At every second voxel of each side: {answer}.",
        f"{AXES}#one-pass-text",
        (
            Wrong("The pooling leaves every other voxel out, on each side.", lambda n: n**3),
            Wrong("Along three sides the halves multiply: an eighth is left.", lambda n: n**3 // 2),
        ),
        lambda rng: {"n": pick(rng, 24, 32, 48, 64)},
    ),
    parsons(
        "order-max-pool1d",
        axes.MAX_POOL1D,
        f"{AXES}#pool-text",
        "The size, room for the result, then every window.",
        {"    start = t": "The window of place t begins at t · stride.",
         "    A[i, t, c] = seen.mean()": "That is average pooling."},
        pooling.max_pool1d,
    ),
    find_the_bug("bug-output-shape", axes.OUTPUT_SHAPE, f"{AXES}#output-shape-text", "stride ignored",
                 "pad counted once",
                 "size without + 1", "input channels kept"),
)  # fmt: skip

def _patch(rng: Rng) -> Values:
    """A place near the upper rim, so that its patch is moved inside about every other time."""
    step = pick(rng, 8, 16)
    return {"step": step, "h": 224 // step, "i": whole(rng, 1, 6), "size": pick(rng, 24, 40, 64, 96)}


def _begin(i: int, step: int, size: int) -> int:
    return max(i * step + step // 2 - size // 2, 0)


_SEES = (
    Question(
        "patch-start",
        "Maps of {h} rows belong to pictures of 224 rows. A unit is strongest in row {i} of its map (from 0). At which "
        "row of the picture does its patch of {size} × {size} pixels begin?",
        Number(),
        _begin,
        "A place stands for {step} rows: the middle is {i} · {step} + {step} / 2, the patch begins {size} / 2 before "
        "it, but not above the picture: row {answer}.",
        f"{SEES}#patches-text",
        (
            Wrong("A patch stays inside the picture: no row is below 0.",
                  lambda i, step, size: i * step + step // 2 - size // 2 if size > (2 * i + 1) * step else None),
            Wrong("The patch has its middle there; it begins half its size before.",
                  lambda i, step: i * step + step // 2),
            Wrong("The middle of a place lies half a step further.",
                  lambda i, step, size: i * step - size // 2 if size <= 2 * i * step else None),
            Wrong("A row of the map is not a row of the picture: it stands for several.", lambda i: i),
        ),
        _patch,
    ),
    Question(
        "occlusion-places",
        "A picture of {rows} × {columns}, a square of {size} pixels that moves by {stride}. Which shape has the "
        "occlusion map?",
        Shape(),
        lambda rows, columns, size, stride: ((rows - size) // stride + 1, (columns - size) // stride + 1),
        "As for a filter without padding: ⌊(n − {size}) / {stride}⌋ + 1 along each axis, {answer}.",
        f"{SEES}#occlusion-text",
        (
            Wrong("The last place is missing: + 1.",
                  lambda rows, columns, size, stride: ((rows - size) // stride, (columns - size) // stride)),
            Wrong("The square stays inside the picture: take its size off first.",
                  lambda rows, columns, stride: (rows // stride, columns // stride)),
            Wrong("It moves by the stride, not pixel by pixel.",
                  lambda rows, columns, size: (rows - size + 1, columns - size + 1)),
        ),
        lambda rng: {"rows": 32 * whole(rng, 4, 7), "columns": 32 * whole(rng, 8, 10), "size": pick(rng, 40, 48, 64),
                     "stride": pick(rng, 16, 24, 32)},
    ),
    find_the_bug("bug-occlusion", sees_set.OCCLUSION, f"{SEES}#occlusion-task", "squares pile up", "score returned",
                 "stride ignored in the walk", "rows and columns swapped"),
    Question(
        "sure-gradient",
        "A network says *espresso* with a probability of 0.999999. How large is the gradient of that **probability** "
        "in the pixels?",
        Choice(),
        says("nearly 0 everywhere: softmax is flat there"),
        "p · (1 − p) stands before it, a millionth. The score before the softmax has no such factor.",
        f"{SEES}#saliency-text",
        (
            Wrong("The slope of softmax is p · (1 − p): it vanishes at both ends.",
                  says("large where the cup is: it is sure because of it")),
            Wrong("No gradient is a size of its input: it says what changes.", says("1 for each pixel that matters")),
            Wrong("It is the pixels around the cup that the score hangs on, too.",
                  says("0 outside, 0.999999 on the cup")),
        ),
    ),
    Question(
        "cam-weight",
        "The gradient of a score in one map is below. Which weight does Grad-CAM give this map?",
        Number(tolerance=0.01),
        lambda slopes: float(slopes.mean()),
        "The mean over all places, signs and all: {answer}.",
        f"{SEES}#cam-text",
        (
            Wrong("That is the sum. The weight is the mean.", lambda slopes: int(slopes.sum())),
            Wrong("The ReLU comes last, over the sum of all maps: here signs stay.",
                  lambda slopes: float(np.maximum(slopes, 0).mean())),
            Wrong("The largest is one place only. Take the mean.", lambda slopes: int(slopes.max())),
        ),
        lambda rng: {"slopes": rng.integers(-3, 6, (2, 3))},
        lambda slopes: grid({"gradient": slopes}),
    ),
    Question(
        "linear-step",
        "A score is a plain sum of {n:,} numbers, each with a weight of +{w} or −{w}. Every number moves by {epsilon} "
        "against its weight. By how much does the score fall?",
        Number(tolerance=0.001),
        lambda n, w, epsilon: n * w * epsilon,
        "Each number takes {epsilon} · {w} off, and there are {n:,} of them: {answer}.",
        f"{SEES}#fgsm-text",
        (
            Wrong("That is what one number does. All of them add up.", lambda w, epsilon: w * epsilon),
            Wrong("They do not cancel: each moves against its own weight.", lambda n: 0 * n),
            Wrong("Steps of one size add up as they are; only random ones grow by the root of n.",
                  lambda n, w, epsilon: math.sqrt(n) * w * epsilon),
        ),
        lambda rng: {"n": pick(rng, 12_288, 49_152, 150_528), "w": pick(rng, 1, 2, 5) / 1000,
                     "epsilon": pick(rng, 1, 2, 4)},
    ),
    Question(
        "one-level",
        "Every number of a photograph moves by one of its 255 levels, as the gradient says. For how many of the "
        "fourteen photographs does Lite0 change its answer?",
        Choice(),
        says("for nearly all of them"),
        "For 13 of 14. Each number moves by next to nothing, and 150,528 of them pull the same way.",
        f"{SEES}#attack-text",
        (
            Wrong("Noise of this size hardly matters; a chosen direction does.", says("for none: nobody can see it")),
            Wrong("Few numbers would need a large step. There are 150,528.", says("for one or two unsure ones")),
            Wrong("Unsure answers fall first, but a step of one level turns sure ones, too.",
                  says("for about a half of them")),
        ),
    ),
    Question(
        "temperature",
        "All scores of a network are divided by T = 2 before the softmax. What changes?",
        Choice(),
        says("how sure it is, but no answer"),
        "The order of the scores stays, and so does the largest. The probabilities move towards each other.",
        f"{SEES}#temperature-text",
        (
            Wrong("Dividing all scores by one number keeps their order.",
                  says("the answers that were wrong get right")),
            Wrong("Softmax looks at differences, and those are halved.", says("nothing, as softmax divides again")),
            Wrong("A T above 1 flattens; one below 1 sharpens.", says("it grows surer, in the same order")),
        ),
    ),
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (*_FACES, *_STYLE, *_AXES, *_SEES)
