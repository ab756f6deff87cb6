"""Exercises of week2/4_transfer_and_augmentation: more pictures of few, and a trained network used again."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
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

EXERCISES = ExerciseSet(
    "week2/4_transfer_and_augmentation",
    "Transfer learning and augmentation",
    (MIRROR, RANDOM_CROP, PCA, AUGMENTER, TRANSFER, FINE_TUNE, ENSEMBLE, TEN_CROP),
    profile="tensorflow",
)
