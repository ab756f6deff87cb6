"""Questions of week 2: Keras, classic networks and what they cost, residual networks, few pictures."""

from __future__ import annotations

import math

import numpy as np

from course_utils.exercises import week2_1_keras_tutorial as keras_set
from course_utils.exercises import week2_2_classic_networks as classic
from course_utils.exercises import week2_3_residual_networks as residual
from course_utils.exercises import week2_4_transfer_and_augmentation as transfer
from course_utils.exercises.loops import classic as loops
from course_utils.exercises.loops import residual as blocks
from course_utils.exercises.loops import transfer as views
from course_utils.exercises.questions.code import find_the_bug, parsons
from course_utils.exercises.questions.drawing import grid, pick, tenths, whole
from course_utils.exercises.questions.kinds import Choice, Number, Shape
from course_utils.exercises.questions.question import Question, Wrong, says

KERAS = "week2/1_keras_tutorial"
CLASSIC = "week2/2_classic_networks"
RESIDUAL = "week2/3_residual_networks"
TRANSFER = "week2/4_transfer_and_augmentation"
EFFICIENT = "week2/5_efficient_networks"

_KERAS = (
    Question(
        "keras-padding-shape",
        "`ZeroPadding2D({p})`, then `Conv2D({filters}, {f})` on an image of {n}×{n}×3. What is the shape of one "
        "image then?",
        Shape(),
        lambda n, p, f, filters: (n + 2 * p - f + 1, n + 2 * p - f + 1, filters),
        "{n} + 2 · {p} − {f} + 1 rows and columns, a channel for each filter: {answer}.",
        f"{KERAS}#two-ways",
        (
            Wrong("The zeros stand on both sides.", lambda n, p, f, filters: (n + p - f + 1, n + p - f + 1, filters)),
            Wrong("Without padding=\"same\" a convolution takes f − 1 pixels away.",
                  lambda n, p, filters: (n + 2 * p, n + 2 * p, filters)),
            Wrong("The channels that come out are the filters.",
                  lambda n, p, f: (n + 2 * p - f + 1, n + 2 * p - f + 1, 3)),
        ),
        lambda rng: {"n": pick(rng, 32, 48, 64, 96), "p": whole(rng, 1, 3), "f": pick(rng, 5, 9),
                     "filters": pick(rng, 16, 32, 48)},
    ),
    Question(
        "batch-norm-parameters",
        "`BatchNormalization` on a map of 30×30×{channels}. How many of its numbers are learned by gradients "
        "(trainable)?",
        Number("numbers"),
        lambda channels: 2 * channels,
        "A scale and a shift for each channel, {answer}; its mean and its spread are measured.",
        f"{KERAS}#two-ways",
        (
            Wrong("Half of these are measured, not learned.", lambda channels: 4 * channels),
            Wrong("A channel has two: a scale and a shift.", lambda channels: channels),
            Wrong("All pixels of a channel share theirs.", lambda channels: 2 * 30 * 30 * channels),
        ),
        lambda rng: {"channels": pick(rng, 8, 16, 24, 32, 64)},
    ),
    Question(
        "threshold-up",
        "You raise the threshold of a smile from 0.5 to 0.9. What becomes of the two kinds of errors?",
        Choice(),
        says("fewer serious faces are called smiling, more smiles are missed"),
        "Only the surest faces are still called smiling: precision rises as a rule, recall falls.",
        f"{KERAS}#threshold-text",
        (
            Wrong("A higher threshold calls fewer faces smiling, not more.",
                  says("more serious faces are called smiling, fewer smiles are missed")),
            Wrong("A threshold trades one kind for the other.",
                  says("both kinds become fewer, since the network is surer of itself then")),
            Wrong("The probabilities stay, the decisions do not.",
                  says("nothing changes, because the probabilities stay as they were")),
        ),
    ),
    Question(
        "one-picture-batch-norm",
        "Why must batch normalisation not use the batch's own mean when the network is in use?",
        Choice(),
        says("the answer for a picture would depend on the pictures beside it"),
        "In use there may be one picture alone: its own mean would take the brightness of the whole map away.",
        f"{KERAS}#two-ways",
        (
            Wrong("Both are as fast.", says("computing a mean takes too long when the network is in use")),
            Wrong("It has learnt them in training, and keeps them.",
                  says("its scale and shift are known in training only, never afterwards")),
            Wrong("A mean needs no labels.", says("the labels are not known then, and the mean needs them")),
        ),
    ),
    Question(
        "last-layer-share",
        "A map of {n}×{n}×{channels} is flattened and goes into one dense unit with a bias. How many parameters "
        "has that layer?",
        Number("parameters"),
        lambda n, channels: n * n * channels + 1,
        "A weight for each of {n} · {n} · {channels} numbers and a bias: {answer}.",
        f"{KERAS}#summary-text",
        (
            Wrong("Flattened, every pixel of every channel has a weight of its own.", lambda channels: channels + 1),
            Wrong("A unit has a bias as well.", lambda n, channels: n * n * channels),
        ),
        lambda rng: {"n": pick(rng, 8, 16, 32), "channels": pick(rng, 8, 16, 32)},
    ),
    find_the_bug("bug-predict-smiles", keras_set.PREDICT, f"{KERAS}#predict-text", "bytes not scaled", "above only",
                 "threshold fixed"),
)  # fmt: skip

_CLASSIC = (
    Question(
        "alexnet-227",
        "AlexNet's first convolution: 11×11, stride 4, no padding, on {n}×{n}. How many rows come out?",
        Number("rows"),
        lambda n: (n - 11) // 4 + 1,
        "⌊({n} − 11) / 4⌋ + 1 = {answer}. With 227 it is 55, the number of the paper.",
        f"{CLASSIC}#alexnet-task",
        (
            Wrong("The first place counts as well: + 1.", lambda n: (n - 11) // 4),
            Wrong("The window must fit: subtract 11 first.", lambda n: n // 4),
            Wrong("The stride of 4 leaves about a quarter of the rows.", lambda n: n - 10),
        ),
        lambda rng: {"n": whole(rng, 100, 240)},
    ),
    Question(
        "two-small-filters",
        "Two 3×3 convolutions in a row, or one of 5×5, on {C} channels that stay {C}. How many weights do the "
        "two small ones save?",
        Number("weights"),
        lambda C: (25 - 18) * C * C,
        "2 · 9 · {C}² against 25 · {C}²: {answer} fewer, and one more ReLU between.",
        f"{CLASSIC}#alexnet-count-why",
        (
            Wrong("There are two of them: 18, not 9.", lambda C: (25 - 9) * C * C),
            Wrong("Every filter is as deep as its input, and there are as many filters: C · C.",
                  lambda C: (25 - 18) * C),
        ),
        lambda rng: {"C": pick(rng, 8, 16, 32, 64, 128)},
    ),
    Question(
        "one-by-one-shape",
        "{filters} filters of 1×1 on a volume of {n}×{n}×{channels}. Which shape comes out?",
        Shape(),
        lambda n, filters: (n, n, filters),
        "Rows and columns stay; the filters decide how many channels come out: {answer}.",
        f"{CLASSIC}#one-by-one",
        (
            Wrong("A filter is as deep as its input and sums all channels up.",
                  lambda n, channels, filters: (n, n, channels * filters)),
            Wrong("A 1×1 filter mixes channels: as many come out as there are filters.",
                  lambda n, channels: (n, n, channels)),
            Wrong("A window of 1×1 fits everywhere: no row is lost.", lambda n, filters: (n - 1, n - 1, filters)),
        ),
        lambda rng: {"n": pick(rng, 14, 28, 56), "channels": pick(rng, 64, 128, 192), "filters": pick(rng, 16, 24, 32)},
    ),
    Question(
        "bottleneck-work",
        "32 filters 5×5, \"same\", on 28×28×192 cost 120,422,400 multiplications. How many with a 1×1 bottleneck "
        "of {b} channels?",
        Number("multiplications"),
        lambda b: loops.conv_multiplications((28, 28, 192), 5, 32, bottleneck=b),
        "28 · 28 · {b} · 192 for the bottleneck and 28 · 28 · 32 · 25 · {b} for the filters: {answer}.",
        f"{CLASSIC}#bottleneck",
        (
            Wrong("The bottleneck's own multiplications count as well.", lambda b: 28 * 28 * 32 * 25 * b),
            Wrong("That is the bottleneck alone.", lambda b: 28 * 28 * b * 192),
            Wrong("The filters read the bottleneck's channels, no longer 192.",
                  lambda b: 28 * 28 * b * 192 + 28 * 28 * 32 * 25 * 192),
        ),
        lambda rng: {"b": pick(rng, 8, 16, 24, 32)},
    ),
    Question(
        "inception-channels",
        "An Inception module with branches of {one}, {three} and {five} channels, and {pooled} after the "
        "pooling, reads 28×28×192. "
        "Which shape comes out?",
        Shape(),
        lambda one, three, five, pooled: (28, 28, one + three + five + pooled),
        "The branches keep rows and columns, and their channels are stacked: {answer}.",
        f"{CLASSIC}#inception-story",
        (
            Wrong("After the pooling a 1×1 convolution leaves fewer than 192.",
                  lambda one, three, five: (28, 28, one + three + five + 192)),
            Wrong("Channels are stacked, not added number by number.", lambda three: (28, 28, three)),
            Wrong("The pooling has stride 1: nothing becomes smaller.",
                  lambda one, three, five, pooled: (14, 14, one + three + five + pooled)),
        ),
        lambda rng: {"one": pick(rng, 32, 64), "three": pick(rng, 96, 128), "five": pick(rng, 16, 24),
                     "pooled": pick(rng, 40, 48)},
    ),
    Question(
        "where-is-the-work",
        "In VGG-16, where do most parameters sit, and where is most of the work done?",
        Choice(),
        says("parameters: in the dense layers, work: in the convolutions"),
        "A dense weight is used once a picture, a convolution's weight at every place of the map.",
        f"{CLASSIC}#compare-words",
        (
            Wrong("A convolution's few weights are used at thousands of places.",
                  says("parameters: in the convolutions, work: in the dense layers")),
            Wrong("The first dense layer alone has 103 of 138 million.",
                  says("both in the convolutions, which are thirteen of sixteen layers")),
            Wrong("A dense weight is multiplied once for each picture.",
                  says("both in the dense layers, since their matrices are so large")),
        ),
    ),
    parsons(
        "order-multiplications",
        classic.MULTIPLICATIONS,
        f"{CLASSIC}#one-by-one",
        "First the bottleneck's own work, then the filters on what it leaves.",
        {"total *= rows * columns": "Both works are added, not multiplied."},
        loops.conv_multiplications,
    ),
)  # fmt: skip

_RESIDUAL = (
    Question(
        "deeper-plain",
        "A plain network of 56 layers against one of 20, on the pictures they train with. Which errs more, and why?",
        Choice(),
        says("the one of 56: it is harder to train"),
        "It could copy the shallow one; training does not find that. It is no overfitting: these are the "
        "training pictures.",
        f"{RESIDUAL}#curves-result",
        (
            Wrong("Overfitting would show as a low error on these very pictures.",
                  says("the one of 56: it learns by heart")),
            Wrong("The deep one has more weights, and errs more all the same.",
                  says("the one of 20: it has too few weights")),
            Wrong("After the same epochs they differ by a factor of two.",
                  says("none of them: both reach an error of zero")),
        ),
    ),
    Question(
        "residual-zero",
        "The last normalisation of an identity block has γ = β = 0. The block receives {x}. What does it give?",
        Number(),
        lambda x: max(x, 0),
        "Nothing comes out of the main path: ReLU(0 + {x}) = {answer}.",
        f"{RESIDUAL}#easy",
        (
            Wrong("The shortcut still brings the input.", lambda x: 0 if x > 0 else None),
            Wrong("Input and main path are added; the main path is 0.", lambda x: 2 * x),
            Wrong("After the addition there is a ReLU.", lambda x: x if x < 0 else None),
        ),
        lambda rng: {"x": pick(rng, -3, -2, 2, 3, 5, 7)},
    ),
    Question(
        "convolutional-block-shape",
        "A convolutional block with filters {F1}, {F1}, {F3} and stride 2 reads {n}×{n}×{channels}. Which shape "
        "comes out?",
        Shape(),
        lambda n, F3: (math.ceil(n / 2), math.ceil(n / 2), F3),
        "The stride halves the map, rounded up; F₃ channels on both ways: {answer}.",
        f"{RESIDUAL}#convolutional",
        (
            Wrong("A 1×1 window at stride 2 fits ⌈n / 2⌉ times.", lambda n, F3: (n // 2, n // 2, F3)),
            Wrong("The third convolution has F₃ filters.",
                  lambda n, channels: (math.ceil(n / 2), math.ceil(n / 2), channels)),
            Wrong("The stride stands in one convolution of each way.",
                  lambda n, F3: (math.ceil(n / 4), math.ceil(n / 4), F3)),
        ),
        lambda rng: {"n": pick(rng, 15, 17, 29, 33), "F1": pick(rng, 32, 64), "F3": pick(rng, 256, 512),
                     "channels": pick(rng, 64, 128)},
    ),
    Question(
        "count-layers",
        "Stages of {a}, {b}, {c} and {d} bottleneck blocks, one convolution before and one dense layer behind. "
        "How many layers "
        "with weights are on the main path?",
        Number("layers"),
        lambda a, b, c, d: 3 * (a + b + c + d) + 2,
        "Three convolutions a block: 1 + 3 · ({a} + {b} + {c} + {d}) + 1 = {answer}. With 3, 4, 6, 3 it is ResNet-50.",
        f"{RESIDUAL}#resnet",
        (
            Wrong("A bottleneck block has three convolutions on its main path.",
                  lambda a, b, c, d: 2 * (a + b + c + d) + 2),
            Wrong("The first convolution and the dense layer count too.", lambda a, b, c, d: 3 * (a + b + c + d)),
            Wrong("The convolution on a shortcut is not on the main path.",
                  lambda a, b, c, d: 3 * (a + b + c + d) + 2 + 4),
        ),
        lambda rng: {"a": whole(rng, 2, 4), "b": whole(rng, 3, 8), "c": whole(rng, 4, 23), "d": whole(rng, 2, 4)},
    ),
    Question(
        "gradient-of-a-sum",
        "The derivative of F at some X is {slope}. What is that of F(X) + X?",
        Number(),
        lambda slope: round(slope + 1, 2),
        "{slope} + 1 = {answer}: even where F's own derivative is small, the 1 hands the gradient on.",
        f"{RESIDUAL}#gradients-text",
        (
            Wrong("X has a derivative, too: 1.", lambda slope: slope),
            Wrong("Derivatives of a sum are added, not multiplied.", lambda slope: round(2 * slope, 2)),
        ),
        lambda rng: {"slope": whole(rng, 1, 30) / 100},
    ),
    Question(
        "relu-after-addition",
        "Why does the third convolution's ReLU come after the addition, not before it?",
        Choice(),
        says("so that the main path can also subtract from what came in"),
        "Before the addition everything negative would be cut off: F could only add.",
        f"{RESIDUAL}#identity",
        (
            Wrong("There is one ReLU at the end in either case.",
                  says("so that there is one ReLU less to compute in each of the blocks")),
            Wrong("Shapes do not change by a ReLU.", says("so that both ways have the same shape when they meet")),
            Wrong("A ReLU cuts some gradients wherever it stands.",
                  says("so that all gradients can pass the block unchanged")),
        ),
    ),
    parsons(
        "order-identity-block",
        residual.IDENTITY,
        f"{RESIDUAL}#identity",
        "Keep X, walk the main path, add, and only then the last ReLU.",
        {},
        blocks.identity_block,
    ),
)  # fmt: skip


def _vote(P: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> int:
    return int(np.bincount(P.argmax(axis=1), minlength=3).argmax())


_TRANSFER = (
    Question(
        "label-survives",
        "Which of these changes keep the label for the question \"Which letter is written here?\"?",
        Choice(several=True),
        lambda: ("a little darker", "moved by two pixels", "turned by 5°"),
        "A person still reads the same letter. A mirror makes b of d, half a turn makes p of d, a corner may "
        "hold none.",
        f"{TRANSFER}#mirror-text",
        (
            Wrong("A mirrored b is a d.", says("mirrored left to right")),
            Wrong("Half a turn makes a p of a d.", says("turned by 180°")),
            Wrong("A corner may not hold the letter at all.", says("cut down to its upper left quarter")),
        ),
    ),
    Question(
        "crop-places",
        "A window of {h}×{w} is cut at random out of a picture of {H}×{W}. How many different windows are there?",
        Number("windows"),
        lambda H, W, h, w: (H - h + 1) * (W - w + 1),
        "({H} − {h} + 1) · ({W} − {w} + 1) = {answer}.",
        f"{TRANSFER}#crop-text",
        (
            Wrong("The last row where it fits counts as well.", lambda H, W, h, w: (H - h) * (W - w)),
            Wrong("Rows and columns are drawn independently: multiply.", lambda H, W, h, w: H - h + 1 + W - w + 1),
        ),
        lambda rng: {"H": whole(rng, 60, 80), "W": whole(rng, 60, 80), "h": whole(rng, 48, 56),
                     "w": whole(rng, 48, 56)},
    ),
    Question(
        "head-weights",
        "A frozen backbone gives {channels} channels; each is averaged, then a dense layer decides between "
        "{classes} classes. "
        "How many weights and biases learn?",
        Number("numbers"),
        lambda channels, classes: (channels + 1) * classes,
        "({channels} + 1) · {classes} = {answer}: the backbone is frozen, the average has nothing to learn.",
        f"{TRANSFER}#model-text",
        (
            Wrong("Every class has a bias.", lambda channels, classes: channels * classes),
            Wrong("The average leaves one number a channel, not 5×5.",
                  lambda channels, classes: (25 * channels + 1) * classes),
        ),
        lambda rng: {"channels": pick(rng, 320, 512, 1280, 2048), "classes": whole(rng, 3, 10)},
    ),
    Question(
        "mean-or-vote",
        "Three networks say these probabilities of the classes 0, 1 and 2 for one picture. Which class does the "
        "mean choose?",
        Number(),
        lambda P: int(P.mean(axis=0).argmax()),
        "Add each column: the largest sum is that of class {answer}. A vote would forget how sure they are.",
        f"{TRANSFER}#ensemble-text",
        (Wrong("That is the vote. A network that is surer weighs more in the mean.", _vote),),
        lambda rng: {"P": np.round(rng.dirichlet([1, 1, 1], 3), 2)},
        lambda P: grid({"probabilities": P}),
    ),
    Question(
        "why-freeze",
        "Why is the backbone frozen while the new head begins to learn?",
        Choice(),
        says("the head's first gradients are wild and would spoil the backbone"),
        "The head starts at random: what it sends back at first says nothing. Later the last layers may learn, slowly.",
        f"{TRANSFER}#model-task",
        (
            Wrong("Its features fit many questions; that is why they are kept.",
                  says("its features fit one kind of picture only, and must stay as they are")),
            Wrong("Frozen layers compute as before; only their gradients are left out.",
                  says("frozen layers are left out of the forward pass, which saves time")),
            Wrong("They could learn, and do so later.", says("its weights come from a file and cannot be changed")),
        ),
    ),
    Question(
        "fine-tune-rate",
        "The head was trained with a rate of {rate}. With which rate does `fine_tune` go on?",
        Number(),
        lambda rate: rate / 10,
        "A tenth, {answer}: larger steps forget what the backbone knows.",
        f"{TRANSFER}#tune-text",
        (
            Wrong("At that rate it forgets more than it learns.", lambda rate: rate),
            Wrong("Smaller steps, not larger ones.", lambda rate: 10 * rate),
        ),
        lambda rng: {"rate": float(rng.choice([0.001, 0.002, 0.003, 0.01]))},
    ),
    parsons(
        "order-ten-crop",
        transfer.TEN_CROP,
        f"{TRANSFER}#ten-crop-text",
        "The corners, the centre, the five views, then their mirror images behind them.",
        {"mirrored = views[::-1]": "That turns the order of the views round; a mirror turns columns round.",
         "centre = (b, r)": "The centre begins half as far in."},
        views.ten_crop,
    ),
    find_the_bug("bug-ensemble", transfer.ENSEMBLE, f"{TRANSFER}#ensemble-text", "product", "median",
                 "mean over images"),
)  # fmt: skip

_EFFICIENT = (
    Question(
        "depthwise-parameters",
        "A depthwise convolution {f}×{f} with biases on a map of {channels} channels: how many numbers does it learn?",
        Number("numbers"),
        lambda f, channels: (f * f + 1) * channels,
        "Each channel has one filter of {f} · {f} numbers and a bias: {answer}.",
        f"{EFFICIENT}#depthwise",
        (
            Wrong("Its filters are not as deep as the map: each sees one channel.",
                  lambda f, channels: (f * f * channels + 1) * channels),
            Wrong("Each channel has a bias, too.", lambda f, channels: f * f * channels),
            Wrong("Every channel has a filter of its own.", lambda f: f * f + 1),
            Wrong("A filter has f rows and f columns.", lambda f, channels: (f + 1) * channels),
        ),
        lambda rng: {"f": pick(rng, 3, 5, 7), "channels": pick(rng, 16, 24, 32, 64, 128)},
    ),
    Question(
        "separable-share",
        "{filters} filters {f}×{f} become a depthwise convolution and a 1×1. Which share of the multiplications is "
        "left? (Two figures are enough.)",
        Number(tolerance=0.02),
        lambda filters, f: 1 / filters + 1 / f**2,
        "1/{filters} for looking around, 1/{f}² for mixing channels: {answer}.",
        f"{EFFICIENT}#separable",
        (
            Wrong("The depthwise part is missing: 1/n_C on top.", lambda f: 1 / f**2),
            Wrong("The 1×1 part is missing: 1/f² on top.", lambda filters: 1 / filters),
            Wrong("The two parts follow one another: they are added.", lambda filters, f: 1 / (filters * f**2)),
            Wrong("That is what is saved.", lambda filters, f: 1 - 1 / filters - 1 / f**2),
            Wrong("A filter has f rows and f columns: 1/f².", lambda filters, f: 1 / filters + 1 / f),
        ),
        lambda rng: {"filters": pick(rng, 8, 16, 24, 32, 40), "f": pick(rng, 3, 5, 7)},
    ),
    Question(
        "linear-bottleneck",
        "Why does no ReLU6 follow the last convolution of an inverted residual block?",
        Choice(),
        says("its few channels would lose what is negative, with none left to tell it"),
        "In a wide volume other channels still hold what one has lost; in a narrow one it is gone.",
        f"{EFFICIENT}#inverted",
        (
            Wrong("ReLU6 costs no multiplication anywhere.",
                  says("there it would cost more than the convolution itself")),
            Wrong("It hides negative numbers, and the addition would still work.",
                  says("a shortcut can be added to a linear volume only, by its shape")),
            Wrong("Normalisation and ReLU6 follow one another twice in the block.",
                  says("behind a batch normalisation an activation does not change anything")),
        ),
    ),
    Question(
        "half-the-width",
        "Every layer of a network gets {alpha} times its channels. Which share of the multiplications is left in a 1×1 "
        "convolution inside it? (Two figures are enough.)",
        Number(tolerance=0.02),
        lambda alpha: alpha**2,
        "It reads {alpha} times the channels and makes {alpha} times as many: {alpha}² = {answer}.",
        f"{EFFICIENT}#multipliers",
        (
            Wrong("It makes fewer channels, and reads fewer as well.", lambda alpha: alpha),
            Wrong("Rows and columns stay: twice alpha, not four times.", lambda alpha: alpha**4),
            Wrong("That is what is saved.", lambda alpha: 1 - alpha**2),
        ),
        lambda rng: {"alpha": float(rng.choice([0.25, 0.35, 0.5, 0.6, 0.75]))},
    ),
    Question(
        "compound-scaling",
        "EfficientNet grows by φ = {phi}: depth 1.2, width 1.1 and resolution 1.15, each to the power of φ. How many "
        "times the multiplications is that? (Two figures are enough.)",
        Number(tolerance=0.02),
        lambda phi: (1.2 * 1.1**2 * 1.15**2) ** phi,
        "Depth counts once, width and resolution twice: 1.92 to the power of {phi}, about {answer}.",
        f"{EFFICIENT}#compound-text",
        (
            Wrong("Width and resolution count twice: channels in and out, rows and columns.",
                  lambda phi: (1.2 * 1.1 * 1.15) ** phi),
            Wrong("Each step multiplies; it does not add.", lambda phi: 1.2 * 1.1**2 * 1.15**2 * phi),
            Wrong("Depth counts once.", lambda phi: (1.2 * 1.1 * 1.15) ** (2 * phi)),
        ),
        lambda rng: {"phi": pick(rng, 2, 3, 4)},
    ),
    Question(
        "int8-step",
        "The largest size of a filter's weights is {largest}. How long is one step of {bits} bits with a sign, 0 "
        "staying 0? (Three figures are enough.)",
        Number(tolerance=0.004),
        lambda largest, bits: largest / (2 ** (bits - 1) - 1),
        "The largest size becomes 2^({bits} − 1) − 1, so a step is {answer}.",
        f"{EFFICIENT}#pruning-result",
        (
            Wrong("One bit is needed for the sign.", lambda largest, bits: largest / (2**bits - 1)),
            Wrong("The largest number is one less: 8 bits with a sign end at 127.",
                  lambda largest, bits: largest / 2 ** (bits - 1)),
            Wrong("The step is that of one side, from 0 to the largest.",
                  lambda largest, bits: 2 * largest / (2 ** (bits - 1) - 1)),
            Wrong("That is the number of steps for a weight of 1, not their length.",
                  lambda largest, bits: (2 ** (bits - 1) - 1) / largest),
        ),
        lambda rng: {"largest": tenths(rng, 0.3, 2.5), "bits": pick(rng, 5, 6, 8)},
    ),
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (*_KERAS, *_CLASSIC, *_RESIDUAL, *_TRANSFER, *_EFFICIENT)
