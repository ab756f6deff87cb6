"""Exercises of week3/1_localization: target vectors, losses, windows, dense layers as convolutions."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.families import early_returns
from course_utils.exercises.loops import localization as loops
from course_utils.layers.detection import localization as layers

Rng = np.random.RandomState


def thing(rng: Rng, n_H: int, n_W: int, n_classes: int, label: int | None = None) -> Inputs:
    """A box that is no square and lies off the middle, in a picture that is no square."""
    x1, y1 = int(rng.randint(1, n_W // 3)), int(rng.randint(1, n_H // 3))
    width = int(rng.randint(4, n_W // 3))
    height = int(rng.choice([n for n in range(4, n_H // 3) if n * n_W != width * n_H]))
    drawn = int(rng.randint(n_classes)) if label is None else label
    return {"box": (x1, y1, x1 + width, y1 + height), "label": drawn, "image_shape": (n_H, n_W), "n_classes": n_classes}


def nothing(rng: Rng, n_H: int, n_W: int, n_classes: int) -> Inputs:
    return {**thing(rng, n_H, n_W, n_classes), "box": None}


ENCODE = Exercise(
    "encode_target",
    20,
    layers.encode_target,
    cases=(
        Case("a thing in a wide picture", lambda r: thing(r, 60, 100, 3, 1), 1),
        Case("a thing in a high picture, five classes", lambda r: thing(r, 128, 48, 5, 2), 2),
        Case("nothing in the picture", lambda r: nothing(r, 60, 100, 3), 3),
    ),
    mistakes=(
        Mistake("corner for middle", "(b_x, b_y) is the middle of the box; yours is its upper left corner.",
                changed(loops.encode_target, "(x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H", "x1 / n_W, y1 / n_H")),
        Mistake("pixels", "Your numbers are pixels. Divide x by the columns and y by the rows of the picture.",
                changed(loops.encode_target, "n_H, n_W = image_shape", "n_H, n_W = 1, 1")),
        Mistake("in percent", "Your numbers are percent. Parts lie between 0 and 1.",
                changed(loops.encode_target,
                        "n_H, n_W = image_shape", "n_H, n_W = image_shape[0] / 100, image_shape[1] / 100")),
        Mistake("rows and columns swapped", "image_shape is (rows, columns): divide x by the columns, y by the rows.",
                changed(loops.encode_target, "n_H, n_W = image_shape", "n_W, n_H = image_shape")),
        Mistake("width before height", "The order is p_c, b_x, b_y, b_h, b_w: your height and width are swapped.",
                changed(loops.encode_target, "(y2 - y1) / n_H, (x2 - x1) / n_W", "(x2 - x1) / n_H, (y2 - y1) / n_W")),
        Mistake("half sides", "b_h and b_w are the whole sides; yours are halves.",
                changed(loops.encode_target,
                        "(y2 - y1) / n_H, (x2 - x1) / n_W", "(y2 - y1) / 2 / n_H, (x2 - x1) / 2 / n_W")),
        Mistake("far corner for sides", "b_h and b_w are sides, y2 − y1 and x2 − x1; yours is the lower right corner.",
                changed(loops.encode_target, "(y2 - y1) / n_H, (x2 - x1) / n_W", "y2 / n_H, x2 / n_W")),
        Mistake("middle not halved", "You added both corners. The middle is half of that.",
                changed(loops.encode_target,
                        "(x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H", "(x1 + x2) / n_W, (y1 + y2) / n_H")),
        Mistake("y before x", "b_x comes before b_y.",
                changed(loops.encode_target,
                        "(x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H", "(y1 + y2) / 2 / n_W, (x1 + x2) / 2 / n_H")),
        Mistake("p_c missing", "p_c is 1 where an object is; yours is 0.",
                changed(loops.encode_target, "target[0] = 1", "target[0] = 0")),
        Mistake("classes from 1", "Class 0 belongs to the first of the class numbers: yours starts one later.",
                changed(loops.encode_target, "5 + label", "5 + (label + 1) % n_classes")),
        Mistake("label for one", "You wrote the label itself into its place. Write 1.",
                changed(loops.encode_target, "target[5 + label] = 1", "target[5 + label] = label")),
        Mistake("don't cares as ones", "Without an object every number is 0 here.",
                changed(loops.encode_target, "return nothing", "return np.append(0, np.ones(4 + n_classes))")),
        Mistake("don't cares as NaN", "Without an object write 0: NaN times 0 is still NaN, and spoils the loss.",
                changed(loops.encode_target, "return nothing", "return np.append(0, np.full(4 + n_classes, np.nan))")),
        Mistake("all divided by the rows", "You divided x and the width by the rows. They go by the columns, n_W.",
                changed(loops.encode_target, "n_H, n_W = image_shape", "n_H, n_W = image_shape[0], image_shape[0]")),
        Mistake("all divided by the columns", "You divided y and the height by the columns. They go by the rows, n_H.",
                changed(loops.encode_target, "n_H, n_W = image_shape", "n_H, n_W = image_shape[1], image_shape[1]")),
        Mistake("one place early", "Your classes begin one place early: they stand from place 5 on.",
                changed(loops.encode_target, "target[5 + label]", "target[4 + label]")),
        Mistake("class missing", "The class is missing: write 1 at place 5 + label.",
                changed(loops.encode_target, "target[5 + label] = 1", "target[5 + label] = 0")),
        Mistake("class always 0", "Your class is always the first. Write 1 at place 5 + label.",
                changed(loops.encode_target, "target[5 + label]", "target[5]")),
        Mistake("difference halved", "You halved x2 − x1. The middle is (x1 + x2) / 2.",
                changed(loops.encode_target, "(x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H",
                        "(x2 - x1) / 2 / n_W, (y2 - y1) / 2 / n_H")),
        Mistake("only x2 halved", "x1 + x2 / 2 halves x2 alone. Put the sum in brackets: (x1 + x2) / 2.",
                changed(loops.encode_target, "(x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H",
                        "(x1 + x2 / 2) / n_W, (y1 + y2 / 2) / n_H")),
        Mistake("width twice", "b_h is your width. It is the height, y2 − y1, divided by the rows.",
                changed(loops.encode_target, "(y2 - y1) / n_H, (x2 - x1) / n_W", "(x2 - x1) / n_W, (x2 - x1) / n_W")),
        Mistake("height twice", "b_w is your height. It is the width, x2 − x1, divided by the columns.",
                changed(loops.encode_target, "(y2 - y1) / n_H, (x2 - x1) / n_W", "(y2 - y1) / n_H, (y2 - y1) / n_H")),
        Mistake("sides in order w, h", "The order is b_h, b_w: the height comes before the width.",
                changed(loops.encode_target, "(y2 - y1) / n_H, (x2 - x1) / n_W", "(x2 - x1) / n_W, (y2 - y1) / n_H")),
        Mistake("upper left corner's sides",
                "Your sides are negative: subtract the smaller corner from the larger one.",
                changed(loops.encode_target, "(y2 - y1) / n_H, (x2 - x1) / n_W", "(y1 - y2) / n_H, (x1 - x2) / n_W")),
        Mistake("one pixel more", "You added 1 to the sides. Corners are points: a side is x2 − x1.",
                changed(loops.encode_target, "(y2 - y1) / n_H, (x2 - x1) / n_W",
                        "(y2 - y1 + 1) / n_H, (x2 - x1 + 1) / n_W")),
        Mistake("p_c where nothing is", "Without an object p_c is 0: every number is 0 then.",
                changed(loops.encode_target, "return nothing", "return np.append(1, nothing[1:])")),
        Mistake("None where nothing is", "Without an object return zeros, 5 + n_classes of them; yours is None.",
                changed(loops.encode_target, "return nothing", "return None")),
        Mistake("class where nothing is", "Without an object every number is 0; yours still marks the class.",
                changed(loops.encode_target, "        return nothing",
                        "        nothing[5 + label] = 1\n        return nothing")),
        Mistake("classes left out of the length", "Your vector has the wrong length. It is 5 + n_classes.",
                changed(loops.encode_target, "return target", "return target[:-1]")),
    ),
    hints=(
        "One row of numbers says: is there something, where is its middle, how large is it, what is it?",
        "Shape (5 + n_classes,): p_c, middle x / columns, y / rows, height / rows, width / columns, classes.",
        "target[:3] = 1, (x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H; then the sides; target[5 + label] = 1.",
    ),
    outputs=("target",),
)  # fmt: skip


def answers(rng: Rng, m: int, n: int, objects: int) -> Inputs:
    """Targets of `objects` pictures with a thing and m − objects without, and guesses near them."""
    there = rng.permutation(np.arange(m) < objects).astype(float)
    y_true = np.column_stack([there, rng.rand(m, 4), np.eye(n)[rng.randint(n, size=m)]]) * np.maximum(there, 0)[:, None]
    y_true[:, 0] = there
    return {"y_true": y_true, "y_pred": rng.rand(m, 5 + n)}


LOSS = Exercise(
    "localization_loss",
    25,
    layers.localization_loss,
    cases=(
        Case("six pictures, four with a thing", lambda r: answers(r, 6, 3, 4), 1, rtol=1e-4),
        Case("nothing in any picture", lambda r: answers(r, 4, 3, 0), 2, rtol=1e-4),
        Case("one picture with a thing, five classes", lambda r: answers(r, 1, 5, 1), 3, rtol=1e-4),
    ),
    mistakes=(
        Mistake("don't cares counted", "Where nothing is (p_c = 0), the box and the classes do not count.",
                changed(loops.localization_loss, "there * squares", "squares")),
        Mistake("empty pictures not counted", "A picture without an object counts too: by its p_c alone.",
                changed(loops.localization_loss, "squares[:, 0] + ", "there * squares[:, 0] + ")),
        Mistake("guess decides", "Whether a thing is there is said by y_true, not by the guess.",
                changed(loops.localization_loss, "there = truth[:, 0]", "there = guess[:, 0]")),
        Mistake("guess above a half decides", "Whether a thing is there is said by y_true, not by the guess.",
                changed(loops.localization_loss, "there = truth[:, 0]", "there = guess[:, 0] > 0.5")),
        Mistake("sum for mean", "You summed over the pictures. Take the mean.",
                changed(loops.localization_loss, "losses.mean()", "losses.sum()")),
        Mistake("mean over the parts", "You divided by the number of parts as well. Sum over the parts of a picture.",
                changed(loops.localization_loss, "losses.mean()", "losses.mean() / squares.shape[1]")),
        Mistake("one loss per picture", "You returned one number per picture. The loss is their mean.",
                changed(loops.localization_loss, "losses.mean()", "losses")),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                changed(loops.localization_loss, "np.square", "np.abs")),
        Mistake("a root", "You took the root of the sum. The squares stay as they are.",
                changed(loops.localization_loss, "losses.mean()", "np.sqrt(losses).mean()")),
        Mistake("classes not counted", "The classes are missing from your loss.",
                changed(loops.localization_loss, "squares[:, 1:]", "squares[:, 1:5]")),
        Mistake("box not counted", "The box is missing from your loss.",
                changed(loops.localization_loss, "squares[:, 1:]", "squares[:, 5:]")),
        Mistake("p_c not counted", "The first part, p_c, is missing from your loss.",
                changed(loops.localization_loss, "squares[:, 0] + ", "")),
        Mistake("p_c counted twice", "p_c counts once, with or without an object.",
                changed(loops.localization_loss, "squares[:, 1:]", "squares")),
        Mistake("half", "Your loss is half of what it should be: there is no ½ here.",
                changed(loops.localization_loss, "losses.mean()", "losses.mean() / 2")),
        Mistake("only the first picture", "You took the loss of the first picture. Take the mean over all.",
                changed(loops.localization_loss, "losses.mean()", "losses[0]")),
        Mistake("mean for sum within a picture", "You took the mean of the box and the classes. Sum them.",
                changed(loops.localization_loss, ".sum(axis=1)", ".mean(axis=1)")),
        Mistake("mean of all squares", "You took the mean over all numbers. Sum within a picture, then take the mean "
                "over the pictures; and where nothing is, only p_c counts.",
                changed(loops.localization_loss, "losses.mean()", "squares.mean()")),
        Mistake("sum of all squares", "You summed all squares. Where nothing is, only p_c counts; and take the mean.",
                changed(loops.localization_loss, "losses.mean()", "squares.sum()")),
        Mistake("p_c only", "Only p_c counts in your loss. Where something is, box and classes count, too.",
                changed(loops.localization_loss, " + there * squares[:, 1:].sum(axis=1)", "")),
        Mistake("not squared", "Your differences are not squared: plus and minus cancel out.",
                changed(loops.localization_loss, "np.square(truth - guess)", "truth - guess")),
        Mistake("divided by the objects", "You divided by the number of pictures with an object. Divide by all.",
                changed(loops.localization_loss, "losses.mean()", "losses.sum() / max(there.sum(), 1)")),
        Mistake("only where nothing is", "You turned the mask round: box and classes count where p_c is 1.",
                changed(loops.localization_loss, "there * squares[:, 1:]", "(1 - there) * squares[:, 1:]")),
        Mistake("a number for each part", "You took the mean over the pictures only. Return one number.",
                changed(loops.localization_loss, "losses.mean()", "squares.mean(axis=0)")),
        Mistake("loss with the wrong sign", "Your loss is negative. It is a sum of squares.",
                changed(loops.localization_loss, "losses.mean()", "-losses.mean()")),
    ),
    hints=(
        "Where nothing is, nobody asks how large it is: only p_c counts there.",
        "squares = (y_true − y_pred)², shape (m, 5 + n); the parts after the first are multiplied by y_true[:, :1].",
        "tf.reduce_mean(squares[:, 0] + y_true[:, 0] * …), with the sum of squares[:, 1:] over axis 1.",
    ),
    outputs=("loss",),
    call="tensors",
)  # fmt: skip


def points(rng: Rng, m: int, k: int, seen: int) -> Inputs:
    """m pictures with k landmarks, of which `seen` can be seen, unevenly over the pictures."""
    visible = np.zeros(m * k)
    visible[:seen] = 1
    first, second = rng.rand(m, k, 2), rng.rand(m, k, 2)
    return {"landmarks_true": first, "landmarks_pred": second, "visible": visible.reshape(m, k)}


LANDMARKS = Exercise(
    "landmark_loss",
    15,
    layers.landmark_loss,
    cases=(
        Case("three faces, five landmarks, some hidden", lambda r: points(r, 3, 5, 9), 1),
        Case("one face, all landmarks seen", lambda r: points(r, 1, 4, 4), 2),
        Case("no landmark seen gives 0", lambda r: points(r, 2, 3, 0), 3, corner=True),
    ),
    mistakes=(
        Mistake("hidden ones counted", "Landmarks that cannot be seen do not count.",
                changed(loops.landmark_loss, "(squares * visible).sum() / max(visible.sum(), 1)", "squares.mean()")),
        Mistake("divided by all", "Divide by the number of landmarks that are seen, not by all.",
                changed(loops.landmark_loss, "max(visible.sum(), 1)", "visible.size")),
        Mistake("sum", "You summed. Take the mean over the landmarks that are seen.",
                changed(loops.landmark_loss, " / max(visible.sum(), 1)", "")),
        Mistake("mean of x and y", "The squared distance is the sum over x and y; yours is their mean.",
                changed(loops.landmark_loss, ".sum(axis=2)", ".mean(axis=2)")),
        Mistake("distances not squared", "You took distances. Take their squares: no root.",
                changed(loops.landmark_loss,
                        "np.square(landmarks_true - landmarks_pred).sum(axis=2)",
                        "np.linalg.norm(landmarks_true - landmarks_pred, axis=2)")),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                changed(loops.landmark_loss, "np.square", "np.abs")),
        Mistake("zero by zero", "Where no landmark is seen you divide 0 by 0. The loss is 0 then.",
                changed(loops.landmark_loss, "max(visible.sum(), 1)", "visible.sum()")),
        Mistake("mean of means", "You averaged each picture first. Every landmark that is seen has the same weight.",
                changed(loops.landmark_loss,
                        "(squares * visible).sum() / max(visible.sum(), 1)",
                        "((squares * visible).sum(axis=1) / np.maximum(visible.sum(axis=1), 1)).mean()")),
        Mistake("divided by the pictures", "You divided by the number of pictures. Divide by the landmarks seen.",
                changed(loops.landmark_loss, "max(visible.sum(), 1)", "len(visible)")),
        Mistake("1 added below",
                "You added 1 to the number of landmarks. Divide by visible.sum(); where it is 0, return 0.",
                changed(loops.landmark_loss, "max(visible.sum(), 1)", "(visible.sum() + 1)")),
        Mistake("a number for each face", "You returned one number for each face. Return one for all.",
                changed(loops.landmark_loss, "(squares * visible).sum() / max(visible.sum(), 1)",
                        "(squares * visible).sum(axis=1) / np.maximum(visible.sum(axis=1), 1)")),
        Mistake("a number for each landmark", "You returned the masked squares. Sum them and divide by visible.sum().",
                changed(loops.landmark_loss, "(squares * visible).sum() / max(visible.sum(), 1)", "squares * visible")),
        Mistake("hidden ones only", "You counted the hidden landmarks. Those with visible = 1 count.",
                changed(loops.landmark_loss, "(squares * visible)", "(squares * (1 - visible))")),
        Mistake("hidden ones counted, 0 where none is seen",
                "Landmarks that cannot be seen do not count: multiply by visible.",
                changed(loops.landmark_loss, "(squares * visible).sum() / max(visible.sum(), 1)",
                        "squares.mean() * (visible.sum() > 0)")),
        Mistake("divided by the landmarks", "You divided by k, the landmarks of a face. Divide by all that are seen.",
                changed(loops.landmark_loss, "max(visible.sum(), 1)", "visible.shape[1]")),
        Mistake("not squared", "Your differences are not squared: plus and minus cancel out.",
                changed(loops.landmark_loss, "np.square(landmarks_true - landmarks_pred)",
                        "(landmarks_true - landmarks_pred)")),
    ),
    hints=(
        "How far is each point off, squared; on average over the points that can be seen.",
        "Sum the squared differences over the last axis: (m, k), the shape of visible.",
        "(squares * visible).sum() / visible.sum(), and 0 where visible.sum() is 0.",
    ),
    outputs=("loss",),
)  # fmt: skip


def picture(rng: Rng, n_H: int, n_W: int, size: int, stride: int) -> Inputs:
    return {"image": rng.randint(0, 256, (n_H, n_W, 2)).astype(float), "size": size, "stride": stride}


WINDOWS = Exercise(
    "sliding_windows",
    20,
    layers.sliding_windows,
    cases=(
        Case("6×8, windows of 3, stride 1", lambda r: picture(r, 6, 8, 3, 1), 1),
        Case("9×7, windows of 4, stride 2: the last column is left over", lambda r: picture(r, 9, 7, 4, 2), 2),
        Case("a window as large as the picture", lambda r: picture(r, 5, 5, 5, 3), 3),
    ),
    mistakes=(
        Mistake("column by column", "Your windows run down the columns. Run along the rows, like reading.",
                changed(loops.sliding_windows, "for y in rows for x in columns", "for x in columns for y in rows")),
        Mistake("last window missing", "The last window of each row and column is missing: it is ⌊(n − f) / s⌋ + 1.",
                changed(loops.sliding_windows, "n - size + 1", "n - size + 1 - stride")),
        Mistake("stride ignored", "Your windows move by one pixel. Move by stride.",
                changed(loops.sliding_windows, "size + 1, stride", "size + 1, 1")),
        Mistake("stride of the size", "Your windows do not overlap. They move by stride, not by their size.",
                changed(loops.sliding_windows, "size + 1, stride", "size + 1, size")),
        Mistake("beyond the edge", "Your last windows reach beyond the picture. Only whole windows count.",
                changed(loops.sliding_windows, "n - size + 1", "n")),
        Mistake("x before y", "A corner is (row, column): yours is the other way round.",
                changed(loops.sliding_windows, "np.array(corners)", "np.array(corners)[:, ::-1]")),
        Mistake("middles for corners", "You gave the middles of the windows. Give their upper left corners.",
                changed(loops.sliding_windows, "np.array(corners)", "np.array(corners) + size / 2")),
        Mistake("corners in steps", "You counted steps. Give corners in pixels: step times stride.",
                changed(loops.sliding_windows, "np.array(corners)", "np.array(corners) // stride")),
        Mistake("windows alone", "Return two things: the windows and their corners.",
                changed(loops.sliding_windows, "return windows, np.array(corners)", "return windows")),
        Mistake("corners first", "Return the windows first, then the corners.",
                changed(loops.sliding_windows,
                        "return windows, np.array(corners)", "return np.array(corners), windows")),
        Mistake("columns from the rows", "Your columns run over as many places as the rows. They come from n_W.",
                changed(loops.sliding_windows, "image.shape[:2]", "(image.shape[0], image.shape[0])")),
        Mistake("rows from the columns", "Your rows run over as many places as the columns. They come from n_H.",
                changed(loops.sliding_windows, "image.shape[:2]", "(image.shape[1], image.shape[1])")),
        Mistake("+ 1 missing", "The last place is missing: range(0, n − size + 1, stride).",
                changed(loops.sliding_windows, "n - size + 1", "n - size")),
        Mistake("+ 1 missing, none left", "The last place is missing: range(0, n − size + 1, stride).",
                changed(loops.sliding_windows, "n - size + 1", "n - size",
                        "for corner in corners])", "for corner in corners]).reshape(-1, size, size, image.shape[2])",
                        "np.array(corners)", "np.array(corners).reshape(-1, 2)")),
        Mistake("one place more", "Your windows leave the picture: range(0, n − size + 1, stride).",
                changed(loops.sliding_windows, "n - size + 1", "n - size + 2")),
        Mistake("first window only", "You return the first window only. Collect all of them in a list.",
                changed(loops.sliding_windows, "for y in rows for x in columns",
                        "for y in rows[:1] for x in columns[:1]")),
        Mistake("first row only", "You return the windows of the first row only: return after both loops.",
                changed(loops.sliding_windows, "for y in rows for", "for y in rows[:1] for")),
        Mistake("corners alone", "Return two things: the windows and their corners.",
                changed(loops.sliding_windows, "return windows, np.array(corners)", "return np.array(corners)")),
        Mistake("both corners", "You gave both corners of a window. Give its upper left one: (y, x).",
                changed(loops.sliding_windows, "np.array(corners)",
                        "np.array([(y, x, y + size, x + size) for y, x in corners])")),
        Mistake("lower right corners", "You gave the lower right corners. Give the upper left ones: (y, x).",
                changed(loops.sliding_windows, "np.array(corners)", "np.array(corners) + size")),
        Mistake("windows transposed", "Your windows have columns before rows: image[y:y+size, x:x+size].",
                changed(loops.sliding_windows, "return windows,", "return windows.transpose(0, 2, 1, 3),")),
        Mistake("x cut as rows", "You cut image[x:…, y:…]. Rows come first: image[y:y+size, x:x+size].",
                changed(loops.sliding_windows, "window(image, corner, size)", "window(image, corner[::-1], size)")),
        Mistake("a grid of windows", "Your windows stand in a grid. Return them in one list: (n, size, size, n_C).",
                changed(loops.sliding_windows, "return windows,",
                        "windows = windows.reshape(len(rows), len(columns), *windows.shape[1:])\n    return windows,")),
        Mistake("stride of the columns only", "Your rows move by one pixel. Both directions move by stride.",
                changed(loops.sliding_windows,
                        "rows, columns = [range(0, n - size + 1, stride) for n in image.shape[:2]]",
                        "rows, columns = [range(0, n - size + 1, s) for n, s in zip(image.shape, (1, stride))]")),
        Mistake("stride of the rows only", "Your columns move by one pixel. Both directions move by stride.",
                changed(loops.sliding_windows,
                        "rows, columns = [range(0, n - size + 1, stride) for n in image.shape[:2]]",
                        "rows, columns = [range(0, n - size + 1, s) for n, s in zip(image.shape, (stride, 1))]")),
    ),
    hints=(
        "Like a convolution's windows, but cut out and kept.",
        "Rows 0, s, 2s, … as long as row + size ≤ n_H; for each the columns alike. Shape (n, size, size, n_C).",
        "for y in range(0, n_H - size + 1, stride): for x in ...: append image[y:y+size, x:x+size], and (y, x).",
    ),
    outputs=("windows", "corners"),
)  # fmt: skip


def dense(rng: Rng, n_H: int, n_W: int, n_C: int, units: int) -> Inputs:
    return {"W": rng.randn(n_H * n_W * n_C, units), "b": rng.randn(units), "input_shape": (n_H, n_W, n_C)}


DENSE_TO_CONV = Exercise(
    "dense_to_conv",
    20,
    layers.dense_to_conv,
    cases=(
        Case("a volume 5×5×4, eight units", lambda r: dense(r, 5, 5, 4, 8), 1),
        Case("a volume that is no square", lambda r: dense(r, 2, 3, 4, 5), 2),
        Case("a volume 1×1×6: a 1×1 convolution", lambda r: dense(r, 1, 1, 6, 3), 3),
    ),
    mistakes=(
        Mistake("channels first", "Keras flattens rows, then columns, then channels: the channels are not first.",
                changed(loops.dense_to_conv, "(h * n_W + w) * n_C + c", "(c * n_H + h) * n_W + w")),
        Mistake("columns before rows", "Rows come before columns in a flattened volume.",
                changed(loops.dense_to_conv, "(h * n_W + w) * n_C + c", "(w * n_H + h) * n_C + c")),
        Mistake("units first", "The units are the last axis of W: reshape, without a transposition before it.",
                changed(loops.dense_to_conv, "return filters, b", "return W.T.reshape(filters.shape), b")),
        Mistake("units as first axis", "The filters' axes are rows, columns, channels in, units: the units come last.",
                changed(loops.dense_to_conv, "return filters, b", "return np.moveaxis(filters, -1, 0), b")),
        Mistake("filters turned round", "You turned the filters. Layers of networks do not flip: cross-correlation.",
                changed(loops.dense_to_conv, "return filters, b", "return filters[::-1, ::-1], b")),
        Mistake("column-major", "You filled the volume column by column (order='F'). The usual order is row by row.",
                changed(loops.dense_to_conv, "return filters, b", 'return W.reshape(filters.shape, order="F"), b')),
        Mistake("one row of filters", "Your filters are 1×1. They cover the whole volume: n_H × n_W.",
                changed(loops.dense_to_conv, "return filters, b", "return W.reshape(1, 1, *W.shape), b")),
        Mistake("bias left out", "The biases stay: one per unit.",
                changed(loops.dense_to_conv, "return filters, b", "return filters, np.zeros_like(b)")),
        Mistake("filters alone", "Return two things: the filters and the biases.",
                changed(loops.dense_to_conv, "return filters, b", "return filters")),
        *early_returns(loops.dense_to_conv),
        Mistake("W as it came", "You returned W as it came. Reshape it: (n_H, n_W, n_C, units).",
                changed(loops.dense_to_conv, "return filters, b", "return W, b")),
        Mistake("rows and columns swapped in the shape", "Your filters are (n_W, n_H, …). Rows come first.",
                changed(loops.dense_to_conv, "return filters, b", "return W.reshape(n_W, n_H, n_C, -1), b")),
        Mistake("channels first in the shape", "Your filters are (n_C, n_H, n_W, …). Channels come after the columns.",
                changed(loops.dense_to_conv, "return filters, b", "return W.reshape(n_C, n_H, n_W, -1), b")),
        Mistake("bias reshaped", "The biases stay as they are: one number for each unit.",
                changed(loops.dense_to_conv, "return filters, b", "return filters, b.reshape(1, 1, 1, -1)")),
        Mistake("a batch axis", "Your filters have an axis too many: (n_H, n_W, n_C, units).",
                changed(loops.dense_to_conv, "return filters, b", "return filters[None], b")),
        Mistake("as many columns as rows", "You took n_H for the columns. The filter's columns are n_W.",
                changed(loops.dense_to_conv, "return filters, b", "return W.reshape(n_H, n_H, n_C, -1), b")),
        Mistake("biases first", "The order is filters, biases.",
                changed(loops.dense_to_conv, "return filters, b", "return b, filters")),
    ),
    hints=(
        "A dense layer looks at the whole volume at once. So does a filter as large as the volume.",
        "W (n_H·n_W·n_C, units) → filters (n_H, n_W, n_C, units), in the order in which Flatten laid the numbers.",
        "W.reshape(n_H, …, …, -1): the units stay last; b as it is.",
    ),
    outputs=("filters", "biases"),
)  # fmt: skip


def surest(rng: Rng, rows: int, columns: int, size: int, stride: int, threshold: float) -> Inputs:
    """A map whose numbers are all different by more than a hundredth, one of them equal to the threshold."""
    values = (np.arange(rows * columns) + 0.5 * rng.rand(rows * columns)) / (rows * columns)
    values[np.abs(values - threshold).argmin()] = threshold
    return {"scores": rng.permutation(values).reshape(rows, columns), "size": size, "stride": stride,
            "threshold": threshold}  # fmt: skip


_BOXES = loops.map_to_boxes
_WINDOW = "(x, y, x + size, y + size)"
MAP_TO_BOXES = Exercise(
    "map_to_boxes",
    0,
    layers.map_to_boxes,
    cases=(
        Case("a map of 3×4 windows", lambda r: surest(r, 3, 4, 64, 8, 0.5), 1),
        Case("a high map, a high threshold; equal is enough", lambda r: surest(r, 5, 2, 20, 6, 0.75), 2),
        Case("nothing is sure enough", lambda r: {**surest(r, 2, 3, 10, 5, 0.5), "threshold": 2.0}, 3, corner=True),
    ),
    mistakes=(
        Mistake("x and y swapped", "x counts columns, y rows: yours are swapped.",
                changed(_BOXES, "y, x = row * stride, column * stride", "x, y = row * stride, column * stride")),
        Mistake("y first", "The order of the corners is x1, y1, x2, y2.", changed(_BOXES, _WINDOW,
                "(y, x, y + size, x + size)")),
        Mistake("stride forgotten", "One place of the map is `stride` pixels: multiply row and column by it.",
                changed(_BOXES, "row * stride, column * stride", "row, column")),
        Mistake("size for the stride", "The windows lie stride apart; size is how large they are.",
                changed(_BOXES, "row * stride, column * stride", "row * size, column * size")),
        Mistake("stride for the size", "A window is size pixels wide; stride is how far it moves.",
                changed(_BOXES, _WINDOW, "(x, y, x + stride, y + stride)")),
        Mistake("width and height", "Return corners: x2 = x1 + size, y2 = y1 + size.",
                changed(_BOXES, _WINDOW, "(x, y, size, size)")),
        Mistake("centres", "A place is the window's upper left pixel, not its middle.",
                changed(_BOXES, _WINDOW, "(x - size // 2, y - size // 2, x + size // 2, y + size // 2)")),
        Mistake("one pixel less", "x2 is x1 + size, without − 1.", changed(_BOXES, _WINDOW,
                "(x, y, x + size - 1, y + size - 1)")),
        Mistake("above only", "A score equal to the threshold is enough: use >=.",
                changed(_BOXES, ">= threshold", "> threshold")),
        Mistake("threshold always a half", "You wrote 0.5. Use threshold.", changed(_BOXES, ">= threshold", ">= 0.5")),
        Mistake("not sorted", "The surest comes first: sort by score.", changed(_BOXES, "-pair[0]", "0")),
        Mistake("least sure first", "You begin with the least sure. The surest comes first.",
                changed(_BOXES, "-pair[0]", "pair[0]")),
        Mistake("boxes not sorted with them", "The boxes belong to the scores: sort both alike.",
                changed(_BOXES, "[box for _, box in windows]",
                        "sorted((box for _, box in windows), key=lambda box: (box[1], box[0]))")),
        Mistake("scores not sorted with them", "The scores belong to the boxes: sort both alike.",
                changed(_BOXES, "np.array([score for score, _ in windows])", "scores[scores >= threshold]")),
        Mistake("surest only", "You returned the surest alone. Return all that reach the threshold.",
                changed(_BOXES, "for _, box in windows]", "for _, box in windows[:1]]", "for score, _ in windows]",
                    "for score, _ in windows[:1]]")),
        Mistake("scores first", "The order is boxes, scores.",
                changed(_BOXES, "return boxes, np.array([score for score, _ in windows])",
                        "return np.array([score for score, _ in windows]), boxes")),
    ),
    hints=(
        "Two loops over the map, as sliding_windows walks: where a score is large enough, say which window that was.",
        "x1 = column · stride, y1 = row · stride, x2 = x1 + size, y2 = y1 + size; then sort by −score. Shapes (k, "
        "4), (k,).",
        "order = np.argsort(-scores_found, kind=\"stable\"); boxes[order].reshape(-1, 4), scores_found[order]",
    ),
    outputs=("boxes", "scores"),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week3/1_localization",
    "Where is it? From a target vector to sliding windows",
    (ENCODE, LOSS, LANDMARKS, WINDOWS, DENSE_TO_CONV, MAP_TO_BOXES),
    profile="tensorflow",
)
