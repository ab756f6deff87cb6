# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Where is it? From a target vector to sliding windows
#
# So far your networks said *what* is in a picture. Now they also say *where*. You start with one object, a few
# numbers and a loss; you end with a network that searches a whole street in a single pass.
#
# | task | the answer |
# |---|---|
# | classification | one class for the picture |
# | classification with localisation | the class and the box of one object |
# | detection | boxes and classes of all objects |
# | segmentation | a class for every pixel |
#
# **After this notebook you can**
#
# - write down the answer of a [localiser](glossary:target-vector) as a vector, and a loss that asks only for what counts;
# - train a small localiser, and look for points as well as boxes;
# - search a picture with windows, and say why that is slow;
# - turn a dense layer into a convolution, and search with one pass instead of many.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** about two hours. **You need:** weeks 1 and 2.

# %% id="imports"
import numpy as np

from course_utils.start import TrainingPlot, check, graded, hint, load_image, show_grids, show_photos, start_tensorflow
from course_utils.week3 import WindowExplorer, draw_boxes, draw_points, load_streets

start_tensorflow()  # takes a few seconds, once

import keras
import tensorflow as tf
from keras import layers

keras.utils.set_random_seed(1)

# %% [markdown] id="data"
# ## 1. The answer as a vector
#
# Drawn streets, 64 × 64 pixels. Each shows one pedestrian, car or motorcycle, or nothing at all.

# %% id="load-data"
train, test = load_streets("single_train"), load_streets("single_test")
names = train.names[:3]
{"pictures to learn from": train.pictures.shape, "to test with": test.pictures.shape, "classes": names}

# %% id="see-data"
show_photos(
    {f"{n + 1}: {names[train.classes[n][0]] if len(train.classes[n]) else 'nothing'}":
     draw_boxes(train.pictures[n], train.boxes[n]) for n in range(6)},
    "Six pictures with the boxes of their objects.",
    height=128,
)  # fmt: skip

# %% [markdown] id="target-text"
# One picture, one answer ([target vector](glossary:target-vector)):
#
# $$y = (p_c,\; b_x,\; b_y,\; b_h,\; b_w,\; c_1,\; c_2,\; c_3)$$
#
# - $p_c$ is 1 if there is an object, else 0;
# - $(b_x, b_y)$ is the **middle** of its [box](glossary:bounding-box), $b_h$ and $b_w$ are its height and width. All four
#   are fractions of the picture: x and width divided by the number of columns, y and height by the number of rows. So they
#   lie between 0 and 1;
# - $c_1 \dots c_3$ hold a single 1 at the object's class.
#
# Where there is no object, the other seven numbers have no meaning. They are **[don't cares](glossary:don't-care)**; we write zeros.
#
# **Write `encode_target`.**

# %% id="example-encode-target"
# A wide picture and a flat box away from the middle: no two of the numbers are equal, so none can be swapped unseen.
example("encode_target", box=(20, 10, 80, 30), label=1, image_shape=(50, 100), n_classes=3, gives=...)

# %% id="encode-target" tags=["graded"]
# GRADED FUNCTION: encode_target
@graded
def encode_target(box, label, image_shape, n_classes=3):
    """The answer for one picture.

    box: (x1, y1, x2, y2) in pixels, or None without an object. label: its class, from 0.
    image_shape: rows and columns of the picture.
    Returns target, shape (5 + n_classes,).
    """
    target = np.zeros(5 + n_classes)
    # BEGIN SOLUTION
    if box is not None:
        x1, y1, x2, y2 = box
        n_H, n_W = image_shape
        target[0] = 1
        target[1], target[2] = (x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H
        target[3], target[4] = (y2 - y1) / n_H, (x2 - x1) / n_W
        target[5 + label] = 1
    # END SOLUTION
    return target


# %% id="check-encode-target"
check(encode_target)

# %% id="predict-box-middle"
predict("box-middle", ...)

# %% id="predict-bug-encode-target"
predict("bug-encode-target", ...)

# %% id="targets"
def targets_of(part):
    """One row per picture."""
    rows = []
    for boxes, classes in zip(part.boxes, part.classes):
        there = len(boxes) == 1
        rows.append(encode_target(boxes[0] if there else None, classes[0] if there else 0, (64, 64)))
    return np.array(rows, dtype="float32")


X_train, X_test = (part.pictures.astype("float32") / 255 for part in (train, test))
Y_train, Y_test = targets_of(train), targets_of(test)
show_grids({"the first six targets: p_c, b_x, b_y, b_h, b_w, c_1, c_2, c_3": np.round(Y_train[:6], 2)})

# %% [markdown] id="loss-text"
# ## 2. A loss that asks only for what counts
#
# With squared differences $d_i = (\hat y_i - y_i)^2$ the loss of one picture is
#
# $$\begin{cases} d_1 + d_2 + \dots + d_8 & \text{if } p_c = 1 \\ d_1 & \text{if } p_c = 0 \end{cases}$$
#
# and the loss of a batch is the mean over its pictures. If the don't cares counted, the network would learn to put
# a box of size zero into the corner of every empty street. It would waste its capacity on a question that nobody asks.
#
# **Write `localization_loss`** with functions of `tf`, so that a training can use it. `y_true` decides what counts.

# %% id="localization-loss" tags=["graded"]
# GRADED FUNCTION: localization_loss
@graded
def localization_loss(y_true, y_pred):
    """The loss of a batch.

    y_true, y_pred: shape (m, 5 + n), as encode_target gives them.
    Returns loss, one number.
    """
    # BEGIN SOLUTION
    squares = (y_true - y_pred) ** 2
    there = y_true[:, 0]
    loss = tf.reduce_mean(squares[:, 0] + there * tf.reduce_sum(squares[:, 1:], axis=1))
    # END SOLUTION
    return loss


# %% id="check-localization-loss"
check(localization_loss)

# %% id="predict-loss-of-nothing"
predict("loss-of-nothing", ...)

# %% [markdown] id="train-text"
# ## 3. A small localiser
#
# Three convolutions, each followed by a pooling, then two dense layers. No padding: you will see why. All eight
# numbers lie between 0 and 1, so the last layer is a sigmoid. Training takes about 25 seconds.
#
# Expect it to find nearly all objects, with the right class in about nine of ten, and the middle off by about
# four pixels.

# %% id="train" tags=["nbval-ignore-output"]
def localiser():
    """The network; the shape of its input stays open until the dense layers."""
    images = keras.Input((64, 64, 3))
    A = images
    for filters in (16, 32, 32):
        A = layers.MaxPooling2D(2)(layers.Conv2D(filters, 3, activation="relu")(A))
    A = layers.Dense(64, activation="relu")(layers.Flatten()(A))
    return keras.Model(images, layers.Dense(8, activation="sigmoid")(A))


network = localiser()
network.compile(optimizer=keras.optimizers.Adam(0.002), loss=localization_loss)
epochs = 25
history = network.fit(
    X_train, Y_train, batch_size=32, epochs=epochs, validation_split=0.1, verbose=0,
    callbacks=[TrainingPlot(epochs).callback()],
)  # fmt: skip

# %% id="judge" tags=["nbval-ignore-output"]
guesses = network.predict(X_test, verbose=0)
there = Y_test[:, 0] == 1
right_class = guesses[there, 5:].argmax(axis=1) == Y_test[there, 5:].argmax(axis=1)
off = 64 * np.abs(guesses[there, 1:3] - Y_test[there, 1:3]).mean()
print(f"an object or nothing: right in {np.mean((guesses[:, 0] > 0.5) == there):.0%}")
print(f"the class of an object: right in {right_class.mean():.0%}")
print(f"the middle is off by {off:.1f} pixels in x and in y, on average")

# %% [markdown] id="decode-text"
# To draw an answer, go back from the vector to corners. Blue is the *ground truth*, what people have annotated; orange is
# the prediction.

# %% id="see-guesses" tags=["nbval-ignore-output"]
def box_of(answer, n_H=64, n_W=64):
    """Corners (x1, y1, x2, y2) in pixels of one answer."""
    b_x, b_y, b_h, b_w = answer[1:5]
    return [(b_x - b_w / 2) * n_W, (b_y - b_h / 2) * n_H, (b_x + b_w / 2) * n_W, (b_y + b_h / 2) * n_H]


shown = {}
for n in np.flatnonzero(there)[:6]:
    both = [box_of(Y_test[n]), box_of(guesses[n])]
    shown[f"{n}: {names[guesses[n, 5:].argmax()]}"] = draw_boxes(test.pictures[n], both)
show_photos(shown, "Six test pictures with both boxes, and the predicted class.", height=128)

# %% [markdown] id="landmarks-text"
# ## 4. Points instead of boxes
#
# The same idea finds **[landmarks](glossary:landmark)**: corners of eyes for a filter, joints for a pose. The answer holds x and y of each
# point. A landmark that is hidden is a don't care.
#
# **Write `landmark_loss`**: the mean, over all landmarks that can be *seen*, of the squared distance
# $(\hat x - x)^2 + (\hat y - y)^2$. Where none is seen, it is 0.

# %% id="landmark-loss" tags=["graded"]
# GRADED FUNCTION: landmark_loss
@graded
def landmark_loss(landmarks_true, landmarks_pred, visible):
    """How far off are the points that can be seen?

    landmarks_true, landmarks_pred: shape (m, k, 2). visible: shape (m, k), 1 where a point can be seen, else 0.
    Returns loss, one number.
    """
    # BEGIN SOLUTION
    squared_distances = np.sum((landmarks_true - landmarks_pred) ** 2, axis=2)
    seen = np.sum(visible)
    loss = np.sum(squared_distances * visible) / seen if seen > 0 else 0.0
    # END SOLUTION
    return loss


# %% id="check-landmark-loss"
check(landmark_loss)

# %% [markdown] id="landmarks-picture-text"
# Five landmarks of a face, and a guess that is 12 pixels off to the right with every point. Its loss is
# $12^2 = 144$, however many of the points are hidden.

# %% id="landmarks-picture"
face = load_image("grace_hopper")
points = np.array([[[223, 189], [304, 188], [269, 240], [240, 281], [299, 276]]], dtype=float)
for hidden in (0, 2):
    visible = np.ones((1, 5))
    visible[0, :hidden] = 0
    print(f"{hidden} points hidden: loss {landmark_loss(points, points + np.array([12, 0]), visible):.0f}")
names_of_points = "1, 2: the eyes; 3: the nose; 4, 5: the corners of the mouth"
show_photos({names_of_points: draw_points(face, points[0])}, "Five landmarks on a portrait.", height=360)

# %% [markdown] id="windows-text"
# ## 5. Sliding windows
#
# A street has more than one object in it. The oldest way to find them: cut out [windows](glossary:sliding-window) and ask
# the localiser about each.
#
# **Write `sliding_windows`.** The windows come row by row, as one reads; only whole windows count.

# %% id="sliding-windows" tags=["graded"]
# GRADED FUNCTION: sliding_windows
@graded
def sliding_windows(image, size, stride):
    """Cut a picture into windows.

    image: shape (n_H, n_W, n_C). size: rows and columns of a window. stride: how far it moves.
    Returns windows, shape (n, size, size, n_C), and corners (row, column) of their upper left pixels, shape (n, 2).
    """
    # BEGIN SOLUTION
    n_H, n_W = image.shape[:2]
    windows, corners = [], []
    for y in range(0, n_H - size + 1, stride):
        for x in range(0, n_W - size + 1, stride):
            windows.append(image[y : y + size, x : x + size])
            corners.append((y, x))
    windows, corners = np.array(windows), np.array(corners)
    # END SOLUTION
    return windows, corners


# %% id="check-sliding-windows"
check(sliding_windows)

# %% id="predict-order-sliding-windows"
predict("order-sliding-windows", ...)

# %% [markdown] id="teach-text"
# Your localiser has never seen a window: half a car at its edge, or a piece of wall and sky. So it is trained further,
# with windows cut from 200 streets. A window counts as holding an object when the object's middle lies near the window's
# own middle and the object is not much larger than the window; it counts as empty when no object lies near it. Windows in
# between are left out.

# %% id="teach" tags=["nbval-ignore-output"]
def lesson(boxes, classes, row, column):
    """The target of the window with its corner at (row, column), or None where it is doubtful."""
    off = np.abs((boxes[:, :2] + boxes[:, 2:]) / 2 - [column + 32, row + 32]).max(axis=1)
    nearest = off.argmin()
    if off[nearest] < 14 and classes[nearest] < 3 and np.ptp(boxes[nearest].reshape(2, 2), axis=0).max() < 80:
        inside = np.clip(boxes[nearest] - [column, row, column, row], 0, 64)
        return encode_target(inside, classes[nearest], (64, 64))
    return encode_target(None, 0, (64, 64)) if off[nearest] > 30 else None


streets = load_streets("train")
X_more, Y_more = [], []
for picture, boxes, classes in zip(streets.pictures, streets.boxes, streets.classes):
    for window, (row, column) in zip(*sliding_windows(picture, 64, 16)):
        target = lesson(boxes, classes, row, column)
        if target is not None:
            X_more.append(window)
            Y_more.append(target)
X_more, Y_more = np.array(X_more, dtype="float32") / 255, np.array(Y_more, dtype="float32")
print(f"{len(X_more)} windows, {Y_more[:, 0].mean():.0%} of them with an object")

# %% [markdown] id="search-text"
# Search a street of 128 × 128 pixels: windows of 64, moved by 8, make 9 × 9 = 81 pictures for the network. The map shows
# $p_c$ of each window.

# %% id="predict-count-windows"
predict("count-windows", ...)

# %% id="search" tags=["nbval-ignore-output"]
both = np.concatenate([X_train, X_more]), np.concatenate([Y_train, Y_more])
history = network.fit(*both, batch_size=64, epochs=10, verbose=0, callbacks=[TrainingPlot(10, "Windows").callback()])
scenes = load_streets("test")
street = scenes.pictures[8]
windows, corners = sliding_windows(street.astype("float32") / 255, 64, 8)
answers = network.predict(windows, verbose=0)
surest = answers[:, 0].argmax()
y, x = corners[surest]
found = np.add(box_of(answers[surest]), (x, y, x, y))
show_photos(
    {"the surest window and its box": draw_boxes(street, [[x, y, x + 64, y + 64], found])},
    "A street, its surest window in blue with the box found in orange.",
    height=256,
)

# %% id="map" tags=["nbval-ignore-output"]
show_grids({"p_c of all 81 windows": np.round(answers[:, 0].reshape(9, 9), 1)})

# %% [markdown] id="conv-text"
# ## 6. A dense layer is a convolution
#
# Two windows that overlap share most of their pixels, yet everything is computed twice. A network made only of
# convolutions would share the work. Two layers stand in the way: the dense ones.
#
# The first of them ([dense layer](glossary:dense-layer)) reads a volume 6 × 6 × 32, flattened, and gives 64 numbers. A convolution with 64 filters of the
# size 6 × 6 × 32 reads the same volume and gives 1 × 1 × 64: the same sums. Only the weights lie in another shape.
#
# **Write `dense_to_conv`.**

# %% id="dense-to-conv" tags=["graded"]
# GRADED FUNCTION: dense_to_conv
@graded
def dense_to_conv(W, b, input_shape):
    """The weights of a dense layer as those of a convolution.

    W: shape (n_H · n_W · n_C, units), for a volume that Keras flattened. b: shape (units,).
    input_shape: (n_H, n_W, n_C) of the volume.
    Returns filters, shape (n_H, n_W, n_C, units), and biases, shape (units,).
    """
    # BEGIN SOLUTION
    filters = np.reshape(W, (*input_shape, -1))
    biases = b
    # END SOLUTION
    return filters, biases


# %% id="check-dense-to-conv"
check(dense_to_conv)

# %% id="predict-dense-as-convolution"
predict("dense-as-convolution", ...)

# %% [markdown] id="one-pass-text"
# Now rebuild the localiser from convolutions alone. Nothing in it asks for 64 × 64 pixels any more.

# %% id="predict-stride-of-one-pass"
predict("stride-of-one-pass", ...)

# %% id="one-pass" tags=["nbval-ignore-output"]
first, last = (layer for layer in network.layers if isinstance(layer, layers.Dense))
volume = (6, 6, 32)
images = keras.Input((None, None, 3))
A = images
for layer in network.layers[1:7]:
    A = layer(A)  # the same convolutions and poolings, with their weights
wide = layers.Conv2D(64, 6, activation="relu")
narrow = layers.Conv2D(8, 1, activation="sigmoid")
everywhere = keras.Model(images, narrow(wide(A)))
wide.set_weights(dense_to_conv(*first.get_weights(), volume))
narrow.set_weights(dense_to_conv(*last.get_weights(), (1, 1, 64)))

one_pass = np.asarray(everywhere(street[None].astype("float32") / 255))[0]
print("shape of the answer:", one_pass.shape)
print("largest difference from 81 separate windows:", f"{np.abs(one_pass.reshape(81, 8) - answers).max():.0e}")

# %% [markdown] id="map-boxes-text"
# ### From the map to boxes
#
# Place (row, column) of the answer belongs to the window whose upper left pixel is (row · stride, column · stride).
#
# **Write `map_to_boxes`**: the windows whose score is at least the threshold, as corners in pixels, the surest first.

# %% id="map-to-boxes" tags=["graded"]
# GRADED FUNCTION: map_to_boxes
@graded
def map_to_boxes(scores, size, stride, threshold=0.5):
    """Where a map is sure enough, as windows of the picture.

    scores: one number for each window, shape (rows, columns). size: of a window. stride: pixels from one to the next.
    Returns boxes, corners (x1, y1, x2, y2), shape (k, 4), and their scores, shape (k,).
    """
    # BEGIN SOLUTION
    boxes, sure = [], []
    for row in range(scores.shape[0]):
        for column in range(scores.shape[1]):
            if scores[row, column] >= threshold:
                x1, y1 = column * stride, row * stride
                boxes.append([x1, y1, x1 + size, y1 + size])
                sure.append(scores[row, column])
    order = np.argsort(-np.array(sure), kind="stable")
    boxes, sure = np.array(boxes).reshape(-1, 4)[order], np.array(sure)[order]
    # END SOLUTION
    return boxes, sure


# %% id="check-map-to-boxes"
check(map_to_boxes)

# %% id="map-boxes-use" tags=["nbval-ignore-output"]
boxes, sure = map_to_boxes(one_pass[..., 0], size=64, stride=8, threshold=0.5)
print(f"{len(boxes)} of 81 windows say that something is there; the surest:", *boxes[:3].tolist())

# %% [markdown] id="why-text"
# **One pass gives the answers of all 81 windows.** The poolings move by 2 · 2 · 2 = 8 pixels: that is the [stride](glossary:stride) of
# the windows. And it works only because nothing was padded: a padded border would put zeros where the next window has
# a street.
#
# See it on a small network: below, a filter, a pooling and a head look for crosses. Point at an answer, or walk with the
# arrow keys. Above is the one pass, with the window's part outlined in every map; below it the window, cut out and run alone.
# *Look for:* the outlined parts are what the window alone computes; the two crosses are found by two answers near 1; and
# with padding *same* the window and the outlined part no longer agree.

# %% id="window-explorer"
WindowExplorer()

# %% [markdown] id="savings-text"
# How many multiplications does one pass save?

# %% id="predict-why-one-pass"
predict("why-one-pass", ...)

# %% id="savings"
def multiplications(n):
    """Of the localiser on a picture n × n."""
    total, channels = 0, 3
    for filters in (16, 32, 32):
        n -= 2  # a 3 × 3 convolution without padding
        total += n * n * filters * 9 * channels
        n, channels = n // 2, filters
    places = (n - 5) ** 2  # a 6 × 6 convolution without padding
    return total + places * (6 * 6 * 32 * 64 + 64 * 8)


apart, together = 81 * multiplications(64), multiplications(128)
print(f"81 windows one by one: {apart:>13,}")
print(f"one pass:              {together:>13,}")
print(f"saved: {1 - together / apart:.0%}, {apart / together:.1f} times less")

# %% [markdown] id="grid-text"
# ### What is left to do
#
# Each of the 9 × 9 places gives a box. The same object is found in many places, slightly differently. And the windows
# have one size, while objects are near and far. The next notebook solves both problems: cells that are responsible for
# what lies in them, [anchors](glossary:anchor) of several shapes, and a way to keep only the best of many boxes.

# %% id="many" tags=["nbval-ignore-output"]
shown = []
for row in range(9):
    for column in range(9):
        if one_pass[row, column, 0] > 0.9:
            x, y = 8 * column, 8 * row
            shown.append(np.add(box_of(one_pass[row, column]), (x, y, x, y)))
show_photos({f"{len(shown)} boxes": draw_boxes(street, shown)}, "All boxes with p_c above 0.9: one object, many boxes.", height=256)

# %% [markdown] id="summary"
# ## What you have now
#
# - A target vector says whether there is an object, where, how large and of which class; the loss leaves don't cares out.
# - Landmarks are the same with points.
# - Sliding windows find several objects; as a convolution they cost a fraction.
# - A dense layer on a volume is a convolution with filters as large as the volume.
#
# In a terminal, `course check workbook/week3/1_localization.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Let the don't cares count (`tf.reduce_mean(tf.reduce_sum((y_true - y_pred) ** 2, axis=1))`) and train again. What
#    happens to the boxes?
# 2. Add `padding="same"` to the convolutions. How far are the two ways apart now, and where?
# 3. Search a street that is twice as large. How do the two numbers of multiplications grow?
# 4. Train with half the pictures. Which suffers first: whether, where, or what?
#
# <details><summary>Answers</summary>
#
# 1. Every empty street now asks for a box of size zero in the corner. Where the network is unsure whether something is
#    there, its boxes shrink toward the upper left.
# 2. They differ in the windows that touch other pixels: a window alone is padded with zeros where the street goes on in the
#    one pass. The differences are largest at the edges of the windows.
# 3. One by one, the windows grow from 81 to 625, nearly eightfold; the one pass grows about fourfold, as the pixels do.
#    What is saved becomes more with the size.
# 4. *Whether* needs least: one bit, which every picture teaches. *Where* is four numbers that only pictures with an object
#    teach, and *what* is learnt from a third of these for each class.
#
# </details>
#
# **Next:** [YOLO finds cars, dogs and people](2_yolo_car_detection.ipynb): cells, anchors, and one box for each thing.

# %% [markdown] id="reading"
# **To read on.** P. Sermanet and others, *OverFeat: integrated recognition, localization and detection using
# convolutional networks*, 2014: sliding windows in one pass. J. Redmon and others, *You only look once: unified,
# real-time object detection*, 2016: where the next notebook comes from.
