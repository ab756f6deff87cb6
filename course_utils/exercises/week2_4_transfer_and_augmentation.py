"""Exercises of week2/4_transfer_and_augmentation: more pictures of few, and a trained network used again."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.loops import transfer as loops
from course_utils.exercises.loops.transfer import (
    data_augmenter,
    ensemble_predict,
    fine_tune,
    pca_color_shift,
    random_crop,
    ten_crop,
    transfer_model,
)
from course_utils.layers.images import augment
from course_utils.layers.networks import transfer
from course_utils.layers.training import judging, steps
from course_utils.types import Array

Rng = np.random.RandomState


def photo(rng: Rng, *shape: int) -> Inputs:
    return {"image": rng.rand(*shape)}


def crop_inputs(rng: Rng, shape: tuple[int, int], height: int, width: int, inside: bool = False) -> Inputs:
    """A picture and a seed that draws the last place of all, or one well inside; other ways to draw end elsewhere."""
    slack = (shape[0] - height, shape[1] - width)
    while True:
        seed = int(rng.randint(1, 2**31))
        place = _place(seed, slack)
        other = {place, _place(seed, slack[::-1])[::-1], (place[0], _place(seed, slack[::-1])[0])}
        wanted = len(other) == 3 and 0 < max(place) < min(slack) - 1 if inside else place == slack and len(other) > 1
        if wanted:
            return {"image": rng.rand(*shape, 3), "height": height, "width": width, "seed": seed}


def _place(seed: int, slack: tuple[int, int]) -> tuple[int, int]:
    draw = np.random.default_rng(seed).integers
    return int(draw(slack[0] + 1)), int(draw(slack[1] + 1))


def colorful(rng: Rng, rows: int, columns: int, scale: float = 1.0) -> Inputs:
    """A picture whose colours spread in three directions, each clearly more than the next."""
    directions = np.linalg.qr(rng.randn(3, 3))[0] * (0.1, 0.07, 0.045)
    pixels = rng.randn(rows, columns, 3) @ directions.T + rng.uniform(0.3, 0.7, 3)
    return {"image": scale * pixels, "alphas": rng.uniform(0.2, 1.5, 3) * rng.choice((-1, 1), 3)}


def batch(rng: Rng, shape: tuple[int, int, int]) -> Inputs:
    """Two pictures of pixels 0 … 255, and the seed of the weights."""
    return {"X": rng.uniform(0, 255, (2, *shape)), "seed": int(rng.randint(2**31))}


def head_inputs(rng: Rng, shape: tuple[int, int, int], filters: tuple[int, ...], classes: int) -> Inputs:
    return {"image_shape": shape, "classes": classes, "filters": filters, **batch(rng, shape)}


def tune_inputs(filters: tuple[int, ...], at: int, rate: float) -> Inputs:
    """A backbone of an input and three layers (convolution, batch normalisation, ReLU) for each of `filters`."""
    return {"filters": filters, "fine_tune_at": at, "learning_rate": rate}


def opinions(rng: Rng, networks: int, m: int, classes: int) -> Inputs:
    """Probabilities on which the mean, the vote and the first or the surest network disagree."""
    while True:
        P = rng.dirichlet(np.full(classes, 0.6), (networks, m)) + 0.01
        P /= P.sum(axis=2, keepdims=True)
        right = P.mean(axis=0).argmax(axis=1)
        vote = np.eye(classes)[P.argmax(axis=2)].mean(axis=0).argmax(axis=1)
        if all((right != other).any() for other in (vote, P[0].argmax(axis=1), P.max(axis=0).argmax(axis=1))):
            return {"probabilities": P}


MIRROR = Exercise(
    "mirror",
    5,
    augment.mirror,
    cases=(
        Case("a picture of 3×4 pixels", lambda r: photo(r, 3, 4, 3), 1),
        Case("one row", lambda r: photo(r, 1, 5, 3), 2),
    ),
    mistakes=(
        Mistake("upside down", "Your picture stands on its head. Left and right change sides: the second axis.",
                lambda image: image[::-1]),
        Mistake("colours reversed", "You reversed the colours: red became blue. Reverse the columns.",
                lambda image: image[:, :, ::-1]),
        Mistake("turned by half a circle", "You reversed rows and columns: that is half a turn. Reverse the columns.",
                lambda image: image[::-1, ::-1]),
        Mistake("all axes reversed", "You reversed all axes, even the colours. np.flip needs axis=1.",
                np.flip),
        Mistake("transposed", "You exchanged rows and columns. Keep the shape, and reverse the columns.",
                lambda image: image.swapaxes(0, 1)),
        Mistake("unchanged", "Your picture is the one that came in.", lambda image: image),
        Mistake("sorted", "You sorted the values. Only the order of the columns changes.",
                lambda image: np.sort(image, axis=1)),
    ),
    hints=(
        "Which axis runs from left to right? That one is read backwards.",
        "The axes are (rows, columns, colours); a slice with step −1 reads an axis from its end.",
        "image[::-1] would reverse the rows: leave those with a colon, and reverse the second axis.",
    ),
    outputs=("mirrored",),
)  # fmt: skip

RANDOM_CROP = Exercise(
    "random_crop",
    15,
    augment.random_crop,
    cases=(
        Case("3×4 pixels of 5×7", lambda r: crop_inputs(r, (5, 7), 3, 4), 1),
        Case("3×2 pixels of 9×8", lambda r: crop_inputs(r, (9, 8), 3, 2, inside=True), 2),
        Case("the whole picture", lambda r: {**photo(r, 3, 4, 3), "height": 3, "width": 4, "seed": 7}, 3),
    ),
    mistakes=(
        Mistake("last place never drawn", "The last row and column are never reached: integers(0, n) ends before n, "
                "so it needs n_H − height + 1.", changed(random_crop, "height + 1", "height", "width + 1", "width")),
        Mistake("window sticks out", "You draw the place from the whole picture, so the window may stick out. The last "
                "place is n_H − height.", changed(random_crop, " - height + 1", "", " - width + 1", "")),
        Mistake("column drawn first", "You drew the left column before the top row. First top, then left.",
                changed(random_crop, "y, x = draw(0, rows), draw(0, columns)",
                        "x, y = draw(0, columns), draw(0, rows)")),
        Mistake("generator made twice", "Draw both numbers from one generator: made anew, it repeats its first number.",
                changed(random_crop, "draw(0, columns)", "np.random.default_rng(seed).integers(0, columns)")),
        Mistake("one number for both", "You drew one number for both directions. Draw a row, then a column.",
                changed(random_crop, "y, x = draw(0, rows), draw(0, columns)", "y = x = draw(0, min(rows, columns))")),
        Mistake("seed ignored", "Your place does not depend on seed.",
                changed(random_crop, "default_rng(seed)", "default_rng(0)")),
        Mistake("another generator", "You drew with np.random.seed. Use rng, made by np.random.default_rng(seed).",
                changed(random_crop, "default_rng(seed).integers", "RandomState(seed).randint")),
        Mistake("height and width swapped", "Your window is width × height. Rows come first: height × width.",
                changed(random_crop, "y + height", "y + width", "x + width", "x + height")),
        Mistake("end not moved", "Your window ends at row `height`. It begins at top, so it ends at top + height.",
                changed(random_crop, "y + height", "height", "x + width", "width")),
        Mistake("square", "Your window is height × height. Its columns are `width`.",
                changed(random_crop, "x + width", "x + height")),
        Mistake("top and left swapped", "You cut at (left, top). Rows begin at top, columns at left.",
                changed(random_crop, "y : y + height", "x : x + height", "x : x + width", "y : y + width")),
        Mistake("always the first corner", "Your window lies at the top left, not at the place that was drawn.",
                changed(random_crop, "y : y + height", ":height", "x : x + width", ":width")),
        Mistake("always the centre", "Your window lies in the centre, not at the place that was drawn.",
                changed(random_crop, "y, x = draw(0, rows), draw(0, columns)",
                        "y, x = (rows - 1) // 2, (columns - 1) // 2")),
        Mistake("rest blackened", "You kept the picture's size and blackened the rest. Return the window only.",
                changed(random_crop, "return image", "return np.pad(image",
                        "x + width]", "x + width], ((y, rows - 1 - y), (x, columns - 1 - x), (0, 0)))")),
    ),
    hints=(
        "Where may the window's first row lie, so that the last one is still inside? Draw among these places.",
        "top is drawn from 0 … n_H − height, both included; left from 0 … n_W − width, with the same rng, afterwards.",
        "top = rng.integers(0, image.shape[0] - height + 1); left likewise; image[top:top + height, …].",
    ),
    outputs=("crop",),
)  # fmt: skip

# np.cov divides by m − 1, a mean by m: with a thousand pixels both are right.
PCA = Exercise(
    "pca_color_shift",
    15,
    augment.pca_color_shift,
    cases=(
        Case("a picture of 32×40 pixels", lambda r: colorful(r, 32, 40), 1, rtol=5e-3),
        Case("values up to 255", lambda r: colorful(r, 50, 24, 255.0), 2, rtol=5e-3),
    ),
    mistakes=(
        Mistake("rows for columns", "You read the eigenvectors as rows. They are the columns of what eigh gives.",
                changed(pca_color_shift, "vectors[:, ::-1]", "vectors[:, ::-1].T")),
        Mistake("smallest first", "eigh gives the smallest eigenvalue first; here the first alpha belongs to the "
                "largest.", changed(pca_color_shift, "values[::-1], vectors[:, ::-1]", "values, vectors")),
        Mistake("only the values turned", "You reversed the eigenvalues but not the eigenvectors: they belong together "
                "in pairs.", changed(pca_color_shift, "vectors[:, ::-1]", "vectors")),
        Mistake("only the vectors turned", "You reversed the eigenvectors but not the eigenvalues: they belong "
                "together in pairs.", changed(pca_color_shift, "values[::-1]", "values")),
        Mistake("rows turned", "You reversed the rows of the eigenvectors. They are columns: vectors[:, ::-1].",
                changed(pca_color_shift, "vectors[:, ::-1]", "vectors[::-1]")),
        Mistake("square root", "You took the root of the eigenvalues. The formula has the eigenvalues themselves.",
                changed(pca_color_shift, "alphas * values", "alphas * np.sqrt(values)")),
        Mistake("eigenvalues forgotten", "You left the eigenvalues out: each direction counts as much as it spreads.",
                changed(pca_color_shift, "(alphas * values)", "alphas")),
        Mistake("alphas forgotten", "Your shift does not depend on alphas.",
                changed(pca_color_shift, "(alphas * values)", "values")),
        Mistake("not centred", "You did not subtract the mean colour: covariance is about differences from the mean.",
                changed(pca_color_shift, "np.cov(pixels, rowvar=False)", "pixels.T @ pixels / len(pixels)")),
        Mistake("not divided", "Your covariance is a sum. Divide it by the number of pixels.",
                changed(pca_color_shift, "np.cov(pixels, rowvar=False)",
                        "np.cov(pixels, rowvar=False) * (len(pixels) - 1)")),
        Mistake("correlation", "You took the correlation (corrcoef). The covariance keeps how much each colour varies.",
                changed(pca_color_shift, "np.cov(pixels, rowvar=False)", "np.corrcoef(pixels, rowvar=False)")),
        Mistake("each channel alone", "You looked at each channel by itself: the covariance has 3×3 numbers.",
                changed(pca_color_shift, "np.cov(pixels, rowvar=False)", "np.diag(pixels.var(axis=0))")),
        Mistake("divided by 255", "You divided the pixels by 255. Take the image as it comes.",
                changed(pca_color_shift, "np.cov(pixels, rowvar=False)", "np.cov(pixels / 255, rowvar=False)")),
        Mistake("multiplied", "You multiplied the pixels. The same three numbers are added to all of them.",
                changed(pca_color_shift, "image + shift", "image * (1 + shift)")),
        Mistake("grey shift", "You added one number to all three colours. Each has a number of its own.",
                changed(pca_color_shift, "image + shift", "image + shift.sum()")),
        Mistake("clipped", "You clipped the values: pixels at the edge moved less than others. Clip only to show.",
                changed(pca_color_shift, "image + shift", "np.clip(image + shift, 0, 255)")),
        Mistake("clipped at 1", "You clipped the values: pixels at the edge moved less than others. Clip only to show.",
                changed(pca_color_shift, "image + shift", "np.clip(image + shift, 0, 1)")),
        Mistake("mean colour removed", "Your picture lost its mean colour. Subtract the mean for the covariance only.",
                changed(pca_color_shift, "image + shift", "image - image.mean(axis=(0, 1)) + shift")),
    ),
    hints=(
        "In which directions do the colours of this picture spread, and how far? All pixels move along these.",
        "Pixels as rows (n_H·n_W, 3); their covariance is 3×3; np.linalg.eigh gives values, and vectors as columns, "
        "the smallest first. shift = Σ alpha_i · value_i · vector_i.",
        "values, vectors = np.linalg.eigh(np.cov(image.reshape(-1, 3), rowvar=False)), both turned round; then "
        "image + vectors @ (alphas * values).",
    ),
    outputs=("what each alpha adds", "all pixels move alike", "the three shifts add up"),
    call="color_shift",
)  # fmt: skip

TEN_CROP = Exercise(
    "ten_crop",
    15,
    augment.ten_crop,
    cases=(
        Case("windows of 3×3 from 6×9", lambda r: {**photo(r, 6, 9, 3), "size": 3}, 1),
        Case("windows of 2×2 from 5×3", lambda r: {**photo(r, 5, 3, 3), "size": 2}, 2),
        Case("the whole picture, ten times", lambda r: {**photo(r, 2, 2, 3), "size": 2}, 3),
    ),
    mistakes=(
        Mistake("mirror images first", "Your mirror images come first. The plain windows come first.",
                changed(ten_crop, "[views, mirrored]", "[mirrored, views]")),
        Mistake("in pairs", "You put each mirror image beside its window. First the five windows, then the five "
                "mirror images.",
                changed(ten_crop, "np.concatenate([views, mirrored])",
                        "np.stack([views, mirrored], axis=1).reshape(-1, *views.shape[1:])")),
        Mistake("picture mirrored first", "You mirrored the picture and then cut: its top left was the top right "
                "before. Mirror each window, in the same order.",
                changed(ten_crop, "views[:, :, ::-1]", "views[[1, 0, 3, 2, 4], :, ::-1]")),
        Mistake("columns first", "Your second window is the bottom left. The order is top left, top right, bottom "
                "left, bottom right, centre.", changed(ten_crop, "(0, r), (b, 0)", "(b, 0), (0, r)")),
        Mistake("round the corners", "You go round the corners. The order is top left, top right, bottom left, bottom "
                "right, centre.", changed(ten_crop, "(b, 0), (b, r)", "(b, r), (b, 0)")),
        Mistake("centre first", "Your centre comes first. It is the fifth window.",
                changed(ten_crop, "[*corners, centre]", "[centre, *corners]")),
        Mistake("centre rounded up", "Your centre lies one pixel too far: round (n − size) / 2 down.",
                changed(ten_crop, "(b // 2, r // 2)", "(-(-b // 2), -(-r // 2))")),
        Mistake("centre rounded", "Your centre is rounded to the nearest even number: round down, with //.",
                changed(ten_crop, "(b // 2, r // 2)", "(round(b / 2), round(r / 2))")),
        Mistake("centre begins in the middle", "Your centre window begins in the middle. Its middle lies there: it "
                "begins at (n − size) // 2.", changed(ten_crop, "(b // 2, r // 2)", "(b, r)")),
        Mistake("one pixel short", "Your bottom and right windows miss the last row and column.",
                changed(ten_crop, "(0, r), (b, 0), (b, r)",
                        "(0, max(r - 1, 0)), (max(b - 1, 0), 0), (max(b - 1, 0), max(r - 1, 0))")),
        Mistake("upside down", "Your mirror images stand on their heads. Left and right change sides.",
                changed(ten_crop, "views[:, :, ::-1]", "views[:, ::-1]")),
        Mistake("colours reversed", "You reversed the colours of the second five. Reverse their columns.",
                changed(ten_crop, "views[:, :, ::-1]", "views[..., ::-1]")),
        Mistake("order of the five reversed", "You reversed the order of the windows, not their columns.",
                changed(ten_crop, "views[:, :, ::-1]", "views[::-1]")),
        Mistake("not mirrored", "The second five windows are the first five again. Mirror them.",
                changed(ten_crop, "views[:, :, ::-1]", "views")),
        Mistake("five only", "You returned the five windows. Their mirror images follow.",
                changed(ten_crop, "np.concatenate([views, mirrored])", "views")),
        Mistake("no centre", "You have the four corners and their mirror images. The centre is missing.",
                changed(ten_crop, "[*corners, centre]", "corners")),
        Mistake("each in its turn", "You mirrored each window twice. The second five are views[:, :, ::-1].",
                changed(ten_crop, "[views, mirrored]", "[mirrored, mirrored]")),
        Mistake("right from the rows", "You took the rows for the columns: the right windows begin at n_W − size.",
                changed(ten_crop, "image.shape[1] - size", "image.shape[0] - size")),
        Mistake("bottom from the columns", "You took the columns for the rows: the lower windows begin at n_H − size.",
                changed(ten_crop, "b, r = image.shape[0] - size", "b, r = image.shape[1] - size")),
        Mistake("rows and columns swapped", "You cut image[x:…, y:…]. Rows come first: image[y:y+size, x:x+size].",
                changed(ten_crop, "y : y + size, x : x + size", "x : x + size, y : y + size")),
    ),
    hints=(
        "Five windows of the same size; then the same five, each mirrored.",
        "The last place where a window fits begins at n − size; the centre at (n − size) // 2, for rows and columns.",
        "A list of five slices, np.stack makes (5, size, size, n_C) of it; the mirror images are views[:, :, ::-1]; "
        "np.concatenate joins both.",
    ),
    outputs=("crops",),
    uses=("mirror",),
)  # fmt: skip

AUGMENTER = Exercise(
    "data_augmenter",
    10,
    transfer.data_augmenter,
    cases=(Case("a mirror and a turn", lambda r: batch(r, (8, 8, 3)), 1, rtol=1e-4),),
    mistakes=(
        Mistake("mirrors upside down", "Your pictures are put on their heads. RandomFlip takes \"horizontal\".",
                changed(data_augmenter, '"horizontal"', '"vertical"')),
        Mistake("mirrors both ways", "Your pictures are put on their heads, too: that is the default. RandomFlip takes "
                "\"horizontal\".", changed(data_augmenter, '"horizontal"', '"horizontal_and_vertical"')),
        Mistake("no turn", "The random turn is missing.", changed(data_augmenter, ", layers.RandomRotation(0.2)", "")),
        Mistake("no mirror", "The random mirror is missing.",
                changed(data_augmenter, 'layers.RandomFlip("horizontal"), ', "")),
        Mistake("order", "The turn comes after the mirror.",
                changed(data_augmenter,
                        'layers.RandomFlip("horizontal"), layers.RandomRotation(0.2)',
                        'layers.RandomRotation(0.2), layers.RandomFlip("horizontal")')),
        Mistake("half the turn", "Your turn is up to 0.1 of a circle. Take 0.2.",
                changed(data_augmenter, "0.2", "0.1")),
        Mistake("one direction", "You turn to one side only. RandomRotation(0.2) turns to both.",
                changed(data_augmenter, "0.2", "(0.0, 0.2)")),
        Mistake("zoom for turn", "You zoom. A turn is RandomRotation.",
                changed(data_augmenter, "RandomRotation", "RandomZoom")),
        Mistake("zoom too", "A random zoom is one too many.",
                changed(data_augmenter, "layers.RandomRotation(0.2)",
                        "layers.RandomRotation(0.2), layers.RandomZoom(0.2)")),
        Mistake("prepared too", "Pixels keep their range here: what the backbone expects comes later.",
                changed(data_augmenter, "layers.RandomRotation(0.2)",
                        "layers.RandomRotation(0.2), layers.Rescaling(1 / 255)")),
    ),
    hints=(
        "Two layers of Keras whose names begin with Random, one after the other.",
        "keras.Sequential([…]) takes a list; RandomFlip takes a direction, RandomRotation a part of a circle, 0.2.",
        "keras.Sequential([layers.RandomFlip(\"horizontal\"), …]), with the other layer in the place of the dots.",
    ),
    outputs=("layers", "number of parameters", "what it makes of pictures in use"),
    call="keras_model",
    seconds=10.0,
)  # fmt: skip

_SHARES = "The last layer needs softmax: probabilities that add up to 1."

TRANSFER = Exercise(
    "transfer_model",
    20,
    transfer.transfer_model,
    cases=(
        Case("images 12×12×3, five classes", lambda r: head_inputs(r, (12, 12, 3), (4, 6), 5), 1, rtol=1e-4),
        Case("images 8×10×3, two classes", lambda r: head_inputs(r, (8, 10, 3), (5,), 2), 2, rtol=1e-4),
    ),
    mistakes=(
        Mistake("not frozen", "The backbone is not frozen: training the head would destroy it. Set "
                "base_model.trainable = False.",
                changed(transfer_model, "base_model.trainable = False", "base_model.trainable = True")),
        Mistake("all frozen", "You froze the whole model, the new head too: nothing is left to learn.",
                changed(transfer_model, "return model", "model.trainable = False; return model")),
        Mistake("training left open", "Call the backbone with training=False: its batch normalisation would follow "
                "your few pictures as soon as you unfreeze it.", changed(transfer_model, ", training=False", "")),
        Mistake("training=True", "You call the backbone with training=True: its batch normalisation then uses your few "
                "pictures. It is False.", changed(transfer_model, "training=False", "training=True")),
        Mistake("neither frozen nor training=False", "The backbone is not frozen, nor called with training=False.",
                changed(transfer_model, "base_model.trainable = False", "base_model.trainable = True",
                        ", training=False", "")),
        Mistake("preprocessing missing", "The backbone reads plain pixels. Call preprocess before it: the network was "
                "trained on prepared ones.", changed(transfer_model, "preprocess(x)", "x")),
        Mistake("augmentation missing", "The augmenter is not used. It comes first.",
                changed(transfer_model, "augmenter(images)", "images")),
        Mistake("augmentation after preprocessing", "The augmenter comes first, on pixels; then preprocess.",
                changed(transfer_model, "augmenter(images)", "preprocess(images)", "preprocess(x)", "augmenter(x)")),
        Mistake("neither augmentation nor preprocessing", "Neither augmenter nor preprocess is used.",
                changed(transfer_model, "augmenter(images)", "images", "preprocess(x)", "x")),
        Mistake("flattened", "You flattened the map. Average it over rows and columns: GlobalAveragePooling2D.",
                changed(transfer_model, "GlobalAveragePooling2D", "Flatten")),
        Mistake("maximum", "You took the maximum over the map. It is the average: GlobalAveragePooling2D.",
                changed(transfer_model, "GlobalAveragePooling2D", "GlobalMaxPooling2D")),
        Mistake("not pooled", "The map goes into the dense layer as it is. Average it: GlobalAveragePooling2D.",
                changed(transfer_model, "layers.GlobalAveragePooling2D()(x)", "x")),
        Mistake("dropout missing", "Dropout before the dense layer is missing.",
                changed(transfer_model, "layers.Dropout(0.2)(x)", "x")),
        Mistake("dropout before pooling", "Dropout comes after the pooling, right before the dense layer.",
                changed(transfer_model, "layers.Dropout(0.2)(x)", "x", "2D()(x)", "2D()(layers.Dropout(0.2)(x))")),
        Mistake("dropout 0.5", "Your dropout drops half of the numbers. Its rate is 0.2.",
                changed(transfer_model, "0.2", "0.5")),
        Mistake("dropout 0.8", "Dropout's rate is the share that is dropped: 0.2.",
                changed(transfer_model, "0.2", "0.8")),
        Mistake("another dense layer", "A dense layer is one too many: few pictures allow few new weights.",
                changed(transfer_model, 'activation="softmax")(x)',
                        'activation="softmax")(layers.Dense(64, activation="relu")(x))')),
        Mistake("softmax missing", _SHARES, changed(transfer_model, ', activation="softmax"', "")),
        Mistake("sigmoid for softmax", f"You used the sigmoid. {_SHARES}",
                changed(transfer_model, '"softmax"', '"sigmoid"')),
        Mistake("one output", "Your dense layer has one unit. It needs one for each class.",
                changed(transfer_model, "Dense(classes", "Dense(1")),
    ),
    hints=(
        "Freeze, then a chain: augment, prepare, see (backbone), average, drop, decide.",
        "base_model.trainable = False; base_model(x, training=False) gives (m, n_H, n_W, n_C); the average gives "
        "(m, n_C); the dense layer (m, classes).",
        "x = base_model(preprocess(augmenter(images)), training=False), then GlobalAveragePooling2D()(x), "
        "Dropout(0.2)(x), Dense(classes, activation=\"softmax\")(x).",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="transfer_model",
    seconds=15.0,
)  # fmt: skip

FINE_TUNE = Exercise(
    "fine_tune",
    10,
    transfer.fine_tune,
    cases=(
        Case("four blocks, from layer 4 on", lambda r: tune_inputs((2, 3, 2, 2), 4, 0.01), 1, rtol=1e-4),
        Case("three blocks, from layer 5 on", lambda r: tune_inputs((2, 2, 3), 5, 0.002), 1, rtol=1e-4),
    ),
    mistakes=(
        Mistake("all layers learn", "The whole backbone learns. Freeze base_model.layers[:fine_tune_at] again.",
                changed(fine_tune, "number < fine_tune_at or ", "")),
        Mistake("backbone still frozen", "The backbone is still frozen. Set base_model.trainable = True, then freeze "
                "its first layers.", changed(fine_tune, "base_model.trainable = True", "base_model.trainable = False")),
        Mistake("batch normalisation learns", "Your batch normalisation learns: a few pictures would replace what it "
                "measured on millions. Keep these layers frozen.",
                changed(fine_tune, " or isinstance(layer, layers.BatchNormalization)", "")),
        Mistake("everything learns", "The whole backbone learns, batch normalisation too. Freeze the layers before "
                "fine_tune_at, and batch normalisation everywhere.",
                changed(fine_tune, "number < fine_tune_at or isinstance(layer, layers.BatchNormalization)", "False")),
        Mistake("first layers learn", "The first layers learn and the last are frozen: it is the other way round.",
                changed(fine_tune, "number < fine_tune_at", "number >= fine_tune_at")),
        Mistake("one layer too few", "The layer with the number fine_tune_at learns, too.",
                changed(fine_tune, "number < fine_tune_at", "number <= fine_tune_at")),
        Mistake("one layer too many", "The layer before fine_tune_at learns. It stays frozen.",
                changed(fine_tune, "number < fine_tune_at", "number < fine_tune_at - 1")),
        Mistake("counted from the end", "You unfroze the last fine_tune_at layers. It is the number of the first layer "
                "that learns.",
                changed(fine_tune, "number < fine_tune_at", "number < len(base_model.layers) - fine_tune_at")),
        Mistake("layers of the model", "You froze layers of the model, head and all. Loop over base_model.layers.",
                changed(fine_tune, "enumerate(base_model.layers)", "enumerate(model.layers)")),
        Mistake("head frozen", "The head is frozen now. It goes on learning.",
                changed(fine_tune, "base_model.trainable = True",
                        "base_model.trainable = True; model.layers[-1].trainable = False")),
        Mistake("same rate", "Your rate is that of the first training. Large steps destroy what the backbone knows: "
                "divide by 10.", changed(fine_tune, "learning_rate / 10", "learning_rate")),
        Mistake("ten times faster", "Your rate is ten times larger. It should be ten times smaller.",
                changed(fine_tune, "learning_rate / 10", "10 * learning_rate")),
        Mistake("hundred times slower", "Your rate is a hundred times smaller. Ten times is asked for.",
                changed(fine_tune, "learning_rate / 10", "learning_rate / 100")),
        Mistake("default rate", "Your Adam has its default rate. It is learning_rate / 10.",
                changed(fine_tune, "learning_rate / 10", "")),
        Mistake("not compiled", "You did not compile the model again: what learns is settled there.",
                changed(fine_tune,
                        'model.compile(slowly, loss="sparse_categorical_crossentropy", metrics=["accuracy"])', "")),
        Mistake("binary loss", "Your loss is for two classes with one output. The labels are whole numbers: "
                "\"sparse_categorical_crossentropy\".",
                changed(fine_tune, "sparse_categorical_crossentropy", "binary_crossentropy")),
        Mistake("loss for one-hot labels", "Your loss expects labels as columns of 0 and 1. They are whole numbers: "
                "\"sparse_categorical_crossentropy\".",
                changed(fine_tune, "sparse_categorical_crossentropy", "categorical_crossentropy")),
        Mistake("other optimizer", "The optimizer is Adam.", changed(fine_tune, "Adam", "SGD")),
        Mistake("accuracy not measured", "Ask for metrics=[\"accuracy\"]: the cost alone is hard to read.",
                changed(fine_tune, ', metrics=["accuracy"]', "")),
    ),
    hints=(
        "Thaw everything, freeze the first layers and batch normalisation again, and compile with small steps.",
        "base_model.trainable = True sets all layers; then base_model.layers[:fine_tune_at] get trainable = False, and "
        "so does every layer with isinstance(layer, keras.layers.BatchNormalization).",
        "model.compile(optimizer=keras.optimizers.Adam(learning_rate / 10), loss=\"sparse_categorical_crossentropy\", "
        "metrics=[\"accuracy\"]).",
    ),
    outputs=("layers", "learning rate", "compiled with"),
    call="fine_tune",
    seconds=10.0,
)  # fmt: skip

ENSEMBLE = Exercise(
    "ensemble_predict",
    10,
    transfer.ensemble_predict,
    cases=(
        Case("three networks, four images", lambda r: opinions(r, 3, 4, 3), 1),
        Case("five networks, six images", lambda r: opinions(r, 5, 6, 4), 2),
    ),
    mistakes=(
        Mistake("majority vote", "Your labels come from a vote: each network's argmax first. Average first: a network "
                "that is hardly sure should weigh less.",
                changed(ensemble_predict, "mean.argmax(axis=1)",
                        "np.eye(P.shape[2])[P.argmax(axis=2)].mean(axis=0).argmax(axis=1)")),
        Mistake("shares of votes", "You averaged decisions. Average the probabilities, then decide.",
                changed(ensemble_predict, "P.mean(axis=0)", "np.eye(P.shape[2])[P.argmax(axis=2)].mean(axis=0)")),
        Mistake("mean of the logarithms", "You averaged logarithms (or scores): one network that says 0 then overrules "
                "all others. Average the probabilities.",
                changed(ensemble_predict, "P.mean(axis=0)",
                        "np.exp(np.log(P).mean(axis=0)); mean /= mean.sum(axis=1, keepdims=True)")),
        Mistake("logarithms kept", "You averaged logarithms. Average the probabilities themselves.",
                changed(ensemble_predict, "P.mean(axis=0)", "np.log(P).mean(axis=0)")),
        Mistake("product", "You multiplied the probabilities: one network that says 0 then overrules all others.",
                changed(ensemble_predict, "P.mean(axis=0)", "P.prod(axis=0)")),
        Mistake("sum", "You added the probabilities. Divide by the number of networks.",
                changed(ensemble_predict, "P.mean(axis=0)", "P.sum(axis=0)")),
        Mistake("median", "You took the median. It is the mean.",
                changed(ensemble_predict, "P.mean(axis=0)", "np.median(P, axis=0)")),
        Mistake("surest network", "You took the largest probability of any network. Take the mean of all.",
                changed(ensemble_predict, "P.mean(axis=0)", "P.max(axis=0)")),
        Mistake("surest network's label", "Your labels are those of the surest network. Take the argmax of the mean.",
                changed(ensemble_predict, "mean.argmax(axis=1)", "P.max(axis=0).argmax(axis=1)")),
        Mistake("first network", "You used the first network only.",
                changed(ensemble_predict, "P.mean(axis=0)", "P[0]")),
        Mistake("first network's label", "Your labels are those of the first network. Take the argmax of the mean.",
                changed(ensemble_predict, "mean.argmax(axis=1)", "P[0].argmax(axis=1)")),
        Mistake("mean over images", "You averaged over the images. The networks are the first axis.",
                changed(ensemble_predict, "P.mean(axis=0)", "P.mean(axis=1)")),
        Mistake("mean over classes", "You averaged over the classes. The networks are the first axis.",
                changed(ensemble_predict, "P.mean(axis=0)", "P.mean(axis=2)")),
        Mistake("softmax again", "These are probabilities already: softmax would flatten them.",
                changed(ensemble_predict, "P.mean(axis=0)",
                        "np.exp(P.mean(axis=0)); mean /= mean.sum(axis=1, keepdims=True)")),
        Mistake("argmax over images", "Your argmax runs over the images. The classes are the last axis.",
                changed(ensemble_predict, "mean.argmax(axis=1)", "mean.argmax(axis=0)")),
        Mistake("probability for label", "You returned the largest probability. The label is its place: argmax.",
                changed(ensemble_predict, "mean.argmax(axis=1)", "mean.max(axis=1)")),
        Mistake("one label for all", "You returned one number for all images: argmax needs axis=1.",
                changed(ensemble_predict, "mean.argmax(axis=1)", "mean.argmax()")),
        Mistake("labels first", "The order is mean, labels.",
                changed(ensemble_predict, "return mean, labels", "return labels, mean")),
        Mistake("only the labels", "Return two things: the mean and the labels.",
                changed(ensemble_predict, "return mean, labels", "return labels")),
        Mistake("only the mean", "Return two things: the mean and the labels.",
                changed(ensemble_predict, "return mean, labels", "return mean")),
        Mistake("worst class", "You took the class of the smallest probability. Take argmax.",
                changed(ensemble_predict, "mean.argmax(axis=1)", "mean.argmin(axis=1)")),
        Mistake("labels from 1", "Classes are counted from 0.",
                changed(ensemble_predict, "mean.argmax(axis=1)", "mean.argmax(axis=1) + 1")),
        Mistake("labels of every network", "You took argmax of each network. Take it of the mean.",
                changed(ensemble_predict, "mean.argmax(axis=1)", "P.argmax(axis=2)")),
        Mistake("mean of everything", "You took the mean of all numbers. The networks are the first axis: axis=0.",
                changed(ensemble_predict, "P.mean(axis=0)", "P.mean()", "mean.argmax(axis=1)",
                        "P.mean(axis=0).argmax(axis=1)")),
    ),
    hints=(
        "First agree on probabilities, then decide: a vote throws away how sure each network was.",
        "The mean runs over the first axis, (n_models, m, n_classes) → (m, n_classes); the argmax over the last.",
        "mean = probabilities.mean(axis=…) over the networks; then mean.argmax(axis=…) over the classes.",
    ),
    outputs=("mean", "labels"),
)  # fmt: skip


def range_test(rng: Rng, n: int, **more: float) -> Inputs:
    """Costs of a range test: flat, then falling, then far above the start; noisy all the way."""
    place = np.linspace(0, 1, n)
    costs = 2.0 - 1.5 / (1 + np.exp(-14 * (place - 0.5))) + 300 * np.clip(place - 0.8, 0, None) ** 1.5
    return {"rates": 1e-5 * 10.0 ** (5 * place), "costs": costs + 0.08 * rng.randn(n), **more}


_FIND = loops.learning_rate_finder
FINDER = Exercise(
    "learning_rate_finder",
    0,
    steps.learning_rate_finder,
    cases=(
        Case("forty costs, the last ones far above the others", lambda r: range_test(r, 40), 1),
        Case("hardly smoothed, an earlier stop", lambda r: range_test(r, 30, smoothing=0.2, stop=2.0), 2),
        Case("smoothed much: the first values show the correction", lambda r: range_test(r, 50, smoothing=0.9), 3),
    ),
    mistakes=(
        Mistake("start not corrected", "Your first smoothed values are too small: divide by 1 − smoothing to the power "
                "of how many costs there were.", changed(_FIND, "running / (1 - smoothing**count)", "running")),
        Mistake("corrected by one too few", "The first cost has power 1 in the correction: 1 − smoothing. You count "
                "from "
                "0.", changed(_FIND, "1 - smoothing**count", "max(1 - smoothing ** (count - 1), 1e-9)")),
        Mistake("shares swapped", "Your running mean swaps the two shares: smoothing for the old one, 1 − smoothing "
                "for "
                "the new cost.",
                changed(_FIND, "smoothing * running + (1 - smoothing) * cost",
                        "(1 - smoothing) * running + smoothing * cost")),
        Mistake("not smoothed", "You compare the raw costs. Take the running mean: single costs are noise.",
                changed(_FIND, "smooth.append(corrected)", "smooth.append(cost)")),
        Mistake("corrected mean goes on", "You put the corrected value back into the running mean. Keep the two apart.",
                changed(_FIND, "        corrected = running / (1 - smoothing**count)",
                        "        running = corrected = running / (1 - smoothing**count)")),
        Mistake("never stops", "You never stop: end before a value above stop times the least so far.",
                changed(_FIND, "corrected > stop * min(smooth)", "False")),
        Mistake("too large a value kept", "The value that is too large is still in your list. Stop before it.",
                changed(_FIND, "            break\n        smooth.append(corrected)",
                        "            smooth.append(corrected)\n            break\n        smooth.append(corrected)")),
        Mistake("compared with the first", "You compare with the first value. Compare with the least so far.",
                changed(_FIND, "min(smooth)", "smooth[0]")),
        Mistake("compared with the last", "You compare with the value before. Compare with the least so far.",
                changed(_FIND, "min(smooth)", "smooth[-1]")),
        Mistake("the rate of the least cost", "You took the rate with the least cost: there the steps are nearly too "
                "large "
                "already. Take the one from which the cost falls most steeply.",
                changed(_FIND, "np.argmin(falls)", "np.argmin(smooth)")),
        Mistake("steepest rise", "You took the steepest rise. The steepest fall is the least difference: argmin.",
                changed(_FIND, "np.argmin(falls)", "np.argmax(falls)")),
        Mistake("flattest place", "You took the place where the cost changes least. Take the steepest fall: the least "
                "difference, with its sign.", changed(_FIND, "np.argmin(falls)", "np.argmin(np.abs(falls))")),
        Mistake("largest change", "You took the largest change up or down. Only a fall counts: leave out the absolute "
                "value.", changed(_FIND, "np.argmin(falls)", "np.argmax(np.abs(falls))")),
        Mistake("where it arrives", "You took the rate at which the fall ends. Take the one from which it falls.",
                changed(_FIND, "rates[place]", "rates[place + 1]")),
        Mistake("place for rate", "You returned the place. Return the rate that stands there.",
                changed(_FIND, "float(rates[place])", "float(place)")),
        Mistake("a tenth", "You took a tenth of it. That is a rule for the rate of the least cost.",
                changed(_FIND, "float(rates[place])", "float(rates[place]) / 10")),
        Mistake("curve first", "The order is rate, smoothed.",
                changed(_FIND, "return float(rates[place]), np.array(smooth)",
                        "return np.array(smooth), float(rates[place])")),
    ),
    hints=(
        "Two things: a running mean of the costs that ends before they explode, and the place of its steepest fall.",
        "average = smoothing · average + (1 − smoothing) · cost, from 0; value = average / (1 − smoothing^(i + 1)); "
        "end "
        "where value > stop · min(kept).",
        "np.diff(kept) are the changes from each to the next; np.argmin of it is the place of the rate.",
    ),
    outputs=("rate", "smoothed"),
)  # fmt: skip

_PLAN = loops.cosine_schedule
_WAVE = "0.5 * (1 + math.cos(math.pi * share))"
_SHARE = "(k - warmup_steps) / (total_steps - warmup_steps)"


def schedule(total_steps: int, peak: float, warmup_steps: int, *floor: float) -> Inputs:
    given = {"total_steps": total_steps, "peak": peak, "warmup_steps": warmup_steps}
    return {**given, "floor": floor[0]} if floor else given


SCHEDULE = Exercise(
    "cosine_schedule",
    0,
    steps.cosine_schedule,
    cases=(
        Case("twelve steps, four of them warm-up", lambda r: schedule(12, float(r.uniform(0.5, 1)), 4), 1),
        Case("a floor above 0", lambda r: schedule(15, float(r.uniform(0.5, 1)), 3, float(r.uniform(0.05, 0.2))), 2),
        Case("no warm-up", lambda r: schedule(7, float(r.uniform(0.1, 1)), 0), 3),
    ),
    mistakes=(
        Mistake("warm-up from 0", "Your first rate is 0, so the first step does nothing. Step k has (k + 1) / "
                "warmup_steps of the peak.", changed(_PLAN, "peak * (k + 1)", "peak * k")),
        Mistake("no warm-up", "The warm-up is missing: the first warmup_steps rise in a straight line.",
                changed(_PLAN, "k < warmup_steps", "False")),
        Mistake("flat warm-up", "Your warm-up is flat. It rises: (k + 1) / warmup_steps of the peak.",
                changed(_PLAN, "peak * (k + 1) / warmup_steps", "peak")),
        Mistake("one step more of warm-up", "Your warm-up has a step too many: it has the steps below warmup_steps.",
                changed(_PLAN, "k < warmup_steps", "k <= warmup_steps and warmup_steps")),
        Mistake("wave counted from the start", "Your wave begins at step 0. It begins when the warm-up is over: "
                "subtract "
                "warmup_steps from the step.", changed(_PLAN, _SHARE, "k / total_steps")),
        Mistake("wave divided by all steps", "The wave has total_steps − warmup_steps steps: divide by these.",
                changed(_PLAN, _SHARE, "(k - warmup_steps) / total_steps")),
        Mistake("wave ends at the last step", "Your last rate is the floor. The wave would reach it one step later: "
                "divide "
                "by total_steps − warmup_steps.",
                changed(_PLAN, _SHARE, "(k - warmup_steps) / (total_steps - warmup_steps - 1)")),
        Mistake("wave one step ahead", "Your wave is one step ahead: its first step has the whole peak.",
                changed(_PLAN, _SHARE, "(k + 1 - warmup_steps) / (total_steps - warmup_steps)")),
        Mistake("rises", "Your rates rise to the peak at the end: 1 + cos, not 1 − cos.",
                changed(_PLAN, _WAVE, "0.5 * (1 - math.cos(math.pi * share))")),
        Mistake("no half", "Your wave begins at twice the peak: half of 1 + cos.",
                changed(_PLAN, _WAVE, "(1 + math.cos(math.pi * share))")),
        Mistake("whole wave", "You took a whole wave, down and up again. Half of one is enough: π, not 2π.",
                changed(_PLAN, _WAVE, "0.5 * (1 + math.cos(2 * math.pi * share))")),
        Mistake("quarter wave", "You took cos of a quarter turn. Take half of 1 + cos of half a turn.",
                changed(_PLAN, _WAVE, "math.cos(math.pi / 2 * share)")),
        Mistake("no π", "π is missing: cos counts in radians, half a turn is π.",
                changed(_PLAN, _WAVE, "0.5 * (1 + math.cos(share))")),
        Mistake("straight line", "Your rates fall in a straight line. Take half a cosine wave.",
                changed(_PLAN, _WAVE, "1 - share")),
        Mistake("floor left out", "The floor is missing: the wave goes from peak down to floor.",
                changed(_PLAN, "floor + (peak - floor) * wave", "peak * wave")),
        Mistake("floor added on top", "With the floor added your wave begins above the peak: only peak − floor is the "
                "wave's.", changed(_PLAN, "floor + (peak - floor) * wave", "floor + peak * wave")),
        Mistake("floor as a limit", "You cut at the floor. The wave goes down to it: floor + (peak − floor) · wave.",
                changed(_PLAN, "floor + (peak - floor) * wave", "max(floor, peak * wave)")),
        Mistake("shares of the peak", "You returned shares. Multiply by the peak.",
                changed(_PLAN, "peak * (k + 1) / warmup_steps", "(k + 1) / warmup_steps",
                        "floor + (peak - floor) * wave", "wave")),
    ),
    hints=(
        "Two parts: below warmup_steps a straight line up, then half a cosine wave down.",
        "After the warm-up: progress = (step − warmup_steps) / (total_steps − warmup_steps), from 0; rate = floor + "
        "(peak − floor) · (1 + cos(π · progress)) / 2.",
        "rates[step] = peak * (step + 1) / warmup_steps while step < warmup_steps, else the line of the second hint.",
    ),
    outputs=("rates",),
)  # fmt: skip


def decaying(rng: Rng, learning_rate: float, decay: float) -> Inputs:
    """A convolution and a dense layer with biases, and a gradient for each."""
    shapes = {"W1": (3, 3, 1, 2), "b1": (1, 1, 1, 2), "W2": (4, 3), "b2": (3,)}
    parameters, gradients = ({name: rng.randn(*shape) for name, shape in shapes.items()} for _ in range(2))
    return {"parameters": parameters, "gradients": gradients, "learning_rate": learning_rate, "decay": decay}


_DECAY = loops.weight_decay_step
_AFTER = "W - learning_rate * (slope + pull)"
DECAY = Exercise(
    "weight_decay_step",
    0,
    steps.weight_decay_step,
    cases=(
        Case("two layers, decay 0.1", lambda r: decaying(r, 0.2, 0.1), 1),
        Case("strong decay", lambda r: decaying(r, 0.05, 2.0), 2),
    ),
    mistakes=(
        Mistake("no decay", "The decay is missing: add decay · W to the gradient of a weight.",
                changed(_DECAY, "(slope + pull)", "slope")),
        Mistake("biases decay", "You drew the biases towards 0, too. Only the weights decay.",
                changed(_DECAY, 'name[0] == "W"', "True")),
        Mistake("biases only", "You drew the biases towards 0 and left the weights. It is the other way round.",
                changed(_DECAY, '== "W"', '!= "W"')),
        Mistake("grows", "Your weights grow: the decay has the wrong sign. It is added to the gradient.",
                changed(_DECAY, "slope + pull", "slope - pull")),
        Mistake("uphill", "You went uphill: subtract the step.", changed(_DECAY, "W - learning_rate",
                "W + learning_rate")),
        Mistake("decay without the rate", "Your decay is not multiplied by the learning rate. Both parts of the step "
                "are.",
                changed(_DECAY, _AFTER, "W - learning_rate * slope - pull")),
        Mistake("gradient without the rate", "Your gradient is not multiplied by the learning rate.",
                changed(_DECAY, _AFTER, "W - slope - learning_rate * pull")),
        Mistake("decay of the gradient", "You scaled the gradient. The decay is a share of the weight itself.",
                changed(_DECAY, "decay * W", "decay * slope")),
        Mistake("twice the decay", "There is no 2 here: the step adds decay · W.",
                changed(_DECAY, "decay * W", "2 * decay * W")),
        Mistake("absolute values", "You drew by the sign of each weight: that is the L1 penalty. Take decay · W.",
                changed(_DECAY, "decay * W", "decay * np.sign(W)")),
        Mistake("squares", "You added decay · W². The slope of ½ · decay · W² is decay · W.",
                changed(_DECAY, "decay * W", "decay * W**2")),
        Mistake("steps alone", "You returned the steps. Subtract them from the parameters.",
                changed(_DECAY, _AFTER, "learning_rate * (slope + pull)")),
        Mistake("weights alone", "Your dictionary lacks the biases. It has every name of parameters.",
                changed(_DECAY, "return after", 'return {name: after[name] for name in after if name[0] == "W"}')),
        Mistake("gradient left out", "Your weights only shrink. The gradient belongs into the step as well.",
                changed(_DECAY, "(slope + pull)", "pull")),
        Mistake("first decay, then step", "You took the gradient's step from the weight and shrank the result. "
                "Shrink the "
                "weight itself: W − learning_rate · (g + decay · W).",
                changed(_DECAY, _AFTER,
                        '(W - learning_rate * slope) * (1 - learning_rate * decay * (name[0] == "W"))')),
    ),
    hints=(
        "The step of gradient descent, with one more term for weights: a pull towards 0 in proportion to the weight.",
        "W − learning_rate · (gradient + decay · W) for names that begin with \"W\"; without the last term for biases.",
        "for name in parameters: gradient = gradients[name]; if name.startswith(\"W\"): gradient = gradient + decay * "
        "parameters[name]",
    ),
    outputs=("parameters",),
)  # fmt: skip


def dropped(rng: Rng, shape: tuple[int, ...], rate: float, training: bool = True) -> Inputs:
    return {"A": rng.randn(*shape), "rate": rate, "seed": int(rng.randint(2**31)), "training": training}


_DROP = loops.dropout_forward
DROPOUT = Exercise(
    "dropout_forward",
    0,
    steps.dropout_forward,
    cases=(
        Case("a fifth is dropped", lambda r: dropped(r, (6, 8), 0.2), 1),
        Case("maps of images, two thirds dropped", lambda r: dropped(r, (2, 3, 3, 4), 2 / 3), 2),
        Case("in use everything passes", lambda r: dropped(r, (3, 5), 0.5, training=False), 3),
    ),
    mistakes=(
        Mistake("not divided", "Divide what stays by 1 − rate: the next layer should receive as much as in use.",
                changed(_DROP, " / (1 - rate)", " * 1.0")),
        Mistake("divided by the rate", "You divided by rate. A share of 1 − rate stays: divide by that.",
                changed(_DROP, "/ (1 - rate)", "/ rate")),
        Mistake("multiplied", "You multiplied by 1 − rate. Divide: what stays has to make up for what went.",
                changed(_DROP, "/ (1 - rate)", "* (1 - rate)")),
        Mistake("rate stays", "A share of rate stays in yours. That share goes: keep where the draw is at least rate.",
                changed(_DROP, "drawn >= rate", "drawn < rate")),
        Mistake("the other way round", "You keep where the draw is below 1 − rate. Drop where it is below rate.",
                changed(_DROP, "drawn >= rate", "drawn < 1 - rate")),
        Mistake("drops in use", "In use nothing is dropped: with training=False everything passes.",
                changed(_DROP, "if not training", "if False")),
        Mistake("drops in use only", "You drop in use and let pass in training. It is the other way round.",
                changed(_DROP, "if not training", "if training")),
        Mistake("scaled in use", "In use you multiply by 1 − rate. Divided in training, it needs nothing in use.",
                changed(_DROP, "np.ones(A.shape)", "np.full(A.shape, 1 - rate)")),
        Mistake("one draw a row", "You drop whole columns. Each number has a draw of its own: random(A.shape).",
                changed(_DROP, "random(A.shape)", "random(A.shape[-1])")),
        Mistake("normal draws", "You drew from a normal distribution. Take random, equally likely between 0 and 1.",
                changed(_DROP, "random(A.shape)", "standard_normal(A.shape)")),
        Mistake("seed ignored", "Your numbers do not come from the seed that is given.",
                changed(_DROP, "default_rng(seed)", "default_rng(0)")),
        Mistake("legacy generator", "You drew with np.random.RandomState. Take np.random.default_rng(seed).",
                changed(_DROP, "default_rng(seed).random(A.shape)", "RandomState(seed).random_sample(A.shape)")),
        Mistake("mask without the division", "Your mask lacks the division by 1 − rate. Backward needs it as well.",
                changed(_DROP, "return A * factors, factors", "return A * factors, factors > 0")),
        Mistake("mask first", "The order is out, mask.",
                changed(_DROP, "return A * factors, factors", "return factors, A * factors")),
        Mistake("out alone", "Return two things: out and mask.",
                changed(_DROP, "return A * factors, factors", "return A * factors")),
        Mistake("nothing dropped", "Nothing is dropped in training. Multiply by the mask.",
                changed(_DROP, "return A * factors, factors", "return A, factors")),
    ),
    hints=(
        "Draw a number between 0 and 1 for each number of A. Where it is below rate, the number goes.",
        "mask = (draws ≥ rate) / (1 − rate) in training, all ones in use; out = A · mask, shapes as A.",
        "mask = (np.random.default_rng(seed).random(A.shape) >= rate) / (1 - rate)",
    ),
    outputs=("out", "mask"),
)  # fmt: skip


def behind_dropout(rng: Rng, *shape: int) -> Inputs:
    rate = float(rng.choice([0.25, 0.4]))
    return {"dout": rng.randn(*shape), "mask": (rng.rand(*shape) >= rate) / (1 - rate)}


_BACK = loops.dropout_backward
DROPOUT_BACK = Exercise(
    "dropout_backward",
    0,
    steps.dropout_backward,
    cases=(
        Case("five rows of six", lambda r: behind_dropout(r, 5, 6), 1),
        Case("maps of images", lambda r: behind_dropout(r, 2, 3, 4, 2), 2),
    ),
    mistakes=(
        Mistake("everything passes", "Your gradient passes everywhere. What was dropped had no say: it gets 0.",
                changed(_BACK, "dout * mask", "dout")),
        Mistake("division forgotten", "What stayed was divided by 1 − rate, and so is its gradient: multiply by the "
                "mask as "
                "it is.", changed(_BACK, "dout * mask", "dout * (mask > 0)")),
        Mistake("what was dropped", "You kept the gradient of what was dropped. Keep that of what stayed.",
                changed(_BACK, "dout * mask", "dout * (mask == 0)")),
        Mistake("divided by the mask", "You divided by the mask. The slope of A · mask is mask: multiply.",
                changed(_BACK, "dout * mask", "dout / np.maximum(mask, 1e-9) * (mask > 0)")),
        Mistake("mask twice", "The mask is in it twice. Once is enough.", changed(_BACK, "dout * mask",
                "dout * mask**2")),
        Mistake("mask alone", "You returned the mask. Multiply what comes from behind by it.",
                changed(_BACK, "dout * mask", "mask * 1.0")),
        Mistake("added", "You added the mask. Multiply by it.", changed(_BACK, "dout * mask", "dout + mask")),
        Mistake("wrong sign", "Your gradient has the wrong sign.", changed(_BACK, "dout * mask", "-dout * mask")),
        Mistake("added up", "You added the gradient up. Each number has its own.",
                changed(_BACK, "dout * mask", "np.sum(dout * mask)")),
    ),
    hints=(
        "Forward: out = A · mask. What is the slope of out with respect to A?",
        "dA = dout · mask, number by number; the mask holds the division already.",
        "np.multiply(…, …): of which two?",
    ),
    outputs=("dA",),
)  # fmt: skip


def runs(rng: Rng, n: int, t: float) -> Inputs:
    return {"values": 0.6 + 0.2 * rng.rand(n), "t": t}


_SURE = loops.confidence_interval
INTERVAL = Exercise(
    "confidence_interval",
    0,
    judging.confidence_interval,
    cases=(
        Case("five seeds, 95 %", lambda r: runs(r, 5, 2.776), 1),
        Case("three seeds: the factor is larger", lambda r: runs(r, 3, 4.303), 2),
    ),
    mistakes=(
        Mistake("divided by n", "Your spread is divided by n. The mean is taken from the same numbers: divide by n − "
                "1.",
                changed(_SURE, "squares / (n - 1)", "squares / n")),
        Mistake("root of n forgotten", "You gave the range of single runs. The mean is surer: divide by √n.",
                changed(_SURE, "t * s / math.sqrt(n)", "t * s")),
        Mistake("divided by n, no root", "Divide by the root of n, not by n.",
                changed(_SURE, "t * s / math.sqrt(n)", "t * s / n")),
        Mistake("always 1.96", "1.96 is for many runs. With few the spread itself is uncertain: use t.",
                changed(_SURE, "t * s", "1.96 * s")),
        Mistake("one standard error", "The factor t is missing.", changed(_SURE, "t * s", "s")),
        Mistake("variance for spread", "You forgot the root: s is the root of the mean square.",
                changed(_SURE, "math.sqrt(squares / (n - 1))", "squares / (n - 1)")),
        Mistake("median", "You took the median. Take the mean.",
                changed(_SURE, "return mean, mean - half, mean + half",
                        "middle = float(np.median(values)); return middle, middle - half, middle + half")),
        Mistake("worst and best", "You gave the worst and the best run. More runs would only make that wider.",
                changed(_SURE, "return mean, mean - half, mean + half", "return mean, min(values), max(values)")),
        Mistake("half width for the ends", "You returned the half width. Return both ends: mean − half and mean + "
                "half.",
                changed(_SURE, "return mean, mean - half, mean + half", "return mean, half, half")),
        Mistake("ends swapped", "The lower end comes first.",
                changed(_SURE, "return mean, mean - half, mean + half", "return mean, mean + half, mean - half")),
        Mistake("no mean", "Return three numbers: the mean, and the two ends.",
                changed(_SURE, "return mean, mean - half, mean + half", "return mean - half, mean + half")),
        Mistake("t twice", "The factor t is in it twice.", changed(_SURE, "t * s", "t * t * s")),
    ),
    hints=(
        "How far would the mean of other five runs lie from this one? That depends on their spread and on their "
        "number.",
        "s = √(Σ (value − mean)² / (n − 1)); half = t · s / √n; the ends are mean − half and mean + half.",
        "np.std(values, ddof=1) divides by n − 1.",
    ),
    outputs=("mean", "low", "high"),
)  # fmt: skip


def trials(rng: Rng, n: int, share: float, *z: float) -> Inputs:
    given = {"right": int(np.clip(round(share * n + rng.uniform(-1.4, 1.4)), 0, n)), "n": n}
    return {**given, "z": z[0]} if z else given


_WILSON = loops.wilson_interval
_ENDS = "(centre - half) / shrink, (centre + half) / shrink"
WILSON = Exercise(
    "wilson_interval",
    0,
    judging.wilson_interval,
    cases=(
        Case("about 70 % of 120 pictures", lambda r: trials(r, 120, 0.7), 1),
        Case("twelve pictures, surer", lambda r: trials(r, 12, 0.8, 2.576), 2),
        Case("all right: the interval still has a width", lambda r: {"right": 25, "n": 25}, 3, corner=True),
    ),
    mistakes=(
        Mistake("the plain interval", "That is p ± z · √(p (1 − p) / n). It has no width at 0 or 1, where nobody can "
                "be so "
                "sure.",
                changed(_WILSON, _ENDS, "p - z * math.sqrt(p * (1 - p) / n), p + z * math.sqrt(p * (1 - p) / n)")),
        Mistake("not divided", "Divide both ends by 1 + z² / n.",
                changed(_WILSON, _ENDS, "centre - half, centre + half")),
        Mistake("middle left at p", "The middle is moved towards a half: p + z² / (2n).",
                changed(_WILSON, "p + z**2 / (2 * n)", "p")),
        Mistake("z²/n in the middle", "The middle adds z² / (2n): the 2 is missing.",
                changed(_WILSON, "centre = p + z**2 / (2 * n)", "centre = p + z**2 / n")),
        Mistake("second term left out", "The root has a second term, z² / (4n²).",
                changed(_WILSON, " + z**2 / (4 * n**2)", "")),
        Mistake("z²/(4n) in the root", "The second term of the root is z² / (4n²): n is squared.",
                changed(_WILSON, "(4 * n**2)", "(4 * n)")),
        Mistake("no z before the root", "The root is multiplied by z.", changed(_WILSON, "z * math.sqrt", "math.sqrt")),
        Mistake("no root", "The root is missing.", changed(_WILSON, "math.sqrt", "(lambda x: x)")),
        Mistake("z always 1.96", "You wrote 1.96. Use z.", changed(_WILSON, "    p = right / n",
                "    z, p = 1.96, right / n")),
        Mistake("ends swapped", "The lower end comes first.",
                changed(_WILSON, _ENDS, "(centre + half) / shrink, (centre - half) / shrink")),
        Mistake("counts for shares", "You returned numbers of pictures. Return shares: leave out the factor n.",
                changed(_WILSON, _ENDS, "n * (centre - half) / shrink, n * (centre + half) / shrink")),
    ),
    hints=(
        "A formula to carry over part by part; give the parts names.",
        "p = right / n; ends: (p + z² / (2n) ± z · √(p (1 − p) / n + z² / (4n²))) / (1 + z² / n).",
        "middle = p + z**2 / (2 * n); half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)); both / (1 + z**2 / n)",
    ),
    outputs=("low", "high"),
)  # fmt: skip


def audited(rng: Rng, sizes: tuple[int, ...], rates: tuple[float, ...], classes: int = 6) -> Inputs:
    """Pictures of groups with names that are no places, of which about these shares are answered wrongly."""
    names = np.sort(10 * rng.permutation(9)[: len(sizes)] + 10)[rng.permutation(len(sizes))]
    groups = np.repeat(names, sizes)
    labels = rng.randint(classes, size=len(groups))
    wrong = np.concatenate([rng.permutation(size) < round(rate * size) for size, rate in zip(sizes, rates,
        strict=True)])
    predictions: Array = np.where(wrong, (labels + rng.randint(1, classes, len(groups))) % classes, labels)
    order = rng.permutation(len(groups))
    return {"predictions": predictions[order], "labels": labels[order], "groups": groups[order]}


_GROUPS = loops.error_rates_by_group
_RATE = "np.mean(predictions[members] != labels[members])"
_RETURN = "return np.array(known), np.array(sizes), np.array(rates), float(max(rates) - min(rates))"
AUDIT = Exercise(
    "error_rates_by_group",
    0,
    judging.error_rates_by_group,
    cases=(
        Case("three groups of different size", lambda r: audited(r, (8, 5, 12), (0.25, 0.6, 0.1)), 1),
        Case("four groups, one without an error", lambda r: audited(r, (6, 4, 3, 7), (0.5, 0.0, 0.4, 0.3)), 2),
    ),
    mistakes=(
        Mistake("accuracy for error", "You gave the share that is right. Asked is the share that is wrong.",
                changed(_GROUPS, _RATE, "np.mean(predictions[members] == labels[members])")),
        Mistake("counts of errors", "You counted the errors. Divide by the number of pictures of the group.",
                changed(_GROUPS, "np.mean(predictions", "np.sum(predictions")),
        Mistake("divided by all pictures", "You divided by all pictures. Divide by those of the group.",
                changed(_GROUPS, _RATE, "np.sum(predictions[members] != labels[members]) / len(labels)")),
        Mistake("errors of everyone", "Each group has the rate of all pictures. Take its own pictures only.",
                changed(_GROUPS, _RATE, "np.mean(predictions != labels)")),
        Mistake("in order of appearance", "Your groups come as they appear. Sort them: np.unique does.",
                changed(_GROUPS, "sorted(set(groups.tolist()))", "list(dict.fromkeys(groups.tolist()))")),
        Mistake("from large to small", "Your groups come from the largest name down. Sort them upwards.",
                changed(_GROUPS, "sorted(set(groups.tolist()))", "sorted(set(groups.tolist()), reverse=True)")),
        Mistake("gap to the mean", "The gap is between the largest and the smallest rate.",
                changed(_GROUPS, "max(rates) - min(rates)", "max(rates) - np.mean(rates)")),
        Mistake("gap from 0", "You gave the largest rate. The gap is the largest less the smallest.",
                changed(_GROUPS, "max(rates) - min(rates)", "max(rates)")),
        Mistake("gap upside down", "Your gap is below 0: the largest less the smallest.",
                changed(_GROUPS, "max(rates) - min(rates)", "min(rates) - max(rates)")),
        Mistake("ratio for gap", "You divided the largest by the smallest, which fails at 0. Subtract.",
                changed(_GROUPS, "max(rates) - min(rates)", "max(rates) / max(min(rates), 1e-9)")),
        Mistake("last and first", "You took the last group less the first. Take the largest rate less the smallest.",
                changed(_GROUPS, "max(rates) - min(rates)", "rates[-1] - rates[0]")),
        Mistake("no numbers of pictures", "Return four things: names, counts, rates, gap.",
                changed(_GROUPS, _RETURN, "return np.array(known), np.array(rates), float(max(rates) - min(rates))")),
        Mistake("rates before counts", "The order is names, counts, rates, gap.",
                changed(_GROUPS, _RETURN,
                        "return np.array(known), np.array(rates), np.array(sizes), float(max(rates) - min(rates))")),
        Mistake("numbered groups", "You returned places for the names of the groups.",
                changed(_GROUPS, "return np.array(known),", "return np.arange(len(known)),")),
        Mistake("percent", "You gave percents. Give shares between 0 and 1.",
                changed(_GROUPS, "rates.append(np.mean", "rates.append(100 * np.mean")),
    ),
    hints=(
        "For each group look at its pictures only: how many are there, and how often is the answer not the label?",
        "names = np.unique(groups), sorted; for each name chosen = groups == name, shape (m,).",
        "np.sum(chosen) is the count, np.mean(predictions[chosen] != labels[chosen]) the rate.",
    ),
    outputs=("names", "counts", "rates", "gap"),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week2/4_transfer_and_augmentation",
    "Transfer learning and augmentation",
    (MIRROR, RANDOM_CROP, PCA, AUGMENTER, TRANSFER, FINE_TUNE, ENSEMBLE, TEN_CROP,
     FINDER, SCHEDULE, DECAY, DROPOUT, DROPOUT_BACK, INTERVAL, WILSON, AUDIT),
    profile="tensorflow",
)
