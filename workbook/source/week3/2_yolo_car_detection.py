# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # YOLO finds cars, dogs and people
#
# Where is what on a picture? [YOLO](glossary:YOLO) ("you only look once") answers with a single pass of a convolutional network. The
# network gives thousands of boxes, nearly all of them useless. You write everything around it: what it should learn,
# and how a few good boxes are picked out of thousands. Then it runs on photographs, and on yours.
#
# **After this notebook you can**
#
# - say what a grid of cells and anchors holds, and encode objects in it;
# - write the loss that a detector learns from, and say why its parts are weighted;
# - turn mid-points and sizes into corners, and know who writes y before x;
# - filter boxes by score, measure their overlap (IoU), and suppress duplicates (NMS);
# - say which detections hit, and compute an average precision and its mean over classes (mAP);
# - say what R-CNN, Fast R-CNN and Faster R-CNN compute, and what came after YOLO.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** three to four hours; section 7 is a good place for a break. **You need:** the notebook *localization*.

# %% id="imports"
from pathlib import Path

import numpy as np

from course_utils.start import check, graded, hint, load_image, show_photos, start_tensorflow, with_controls
from course_utils.week2 import ThresholdExplorer
from course_utils.week3 import AnchorExplorer, IoUExplorer, NMSExplorer, draw_boxes, load_detector, load_streets

start_tensorflow()  # takes a few seconds, once

import keras
import tensorflow as tf
from keras import layers

# %% [markdown] id="grid-text"
# ## 1. A grid of cells
#
# The picture is cut into S × S [cells](glossary:grid-cell). **An object belongs to the cell that holds its mid-point**, even if it covers
# twenty others. That cell has to say what the object is, and where exactly. The dog below touches about thirty cells;
# one of them must report it.

# %% id="grid-picture"
def with_grid(image, side):
    """The picture with white lines every `side` pixels."""
    drawn = image.copy()
    drawn[::side], drawn[:, ::side] = 255, 255
    return drawn


dog = load_image("dog", size=416)
show_photos({"13 × 13 cells of 32 pixels": with_grid(dog, 32)}, "A dog, a bicycle and a car under a grid.", height=416)

# %% id="predict-which-cell"
predict("which-cell", ...)

# %% [markdown] id="grid-numbers"
# A cell's answer is a vector $(p_c, b_x, b_y, b_h, b_w, c_1, c_2, \dots)$:
#
# - $p_c$ is 1 where an object is, and 0 elsewhere;
# - $b_x$ and $b_y$ say where in the cell the mid-point lies: from its top left corner, between 0 and 1;
# - $b_h$ and $b_w$ are height and width **counted in cells**. They may be larger than 1: the dog is more than four cells wide;
# - $c_1, c_2, \dots$ hold a single 1, for the class.
#
# ### Anchors
#
# A person in front of a car: both mid-points can fall into one cell. So each cell gets several places, one for each
# **[anchor](glossary:anchor)**, a typical shape: tall for people, wide for cars. An object takes the anchor whose *shape* is most like
# its own. With 2 anchors and 3 classes a cell holds 2 · (5 + 3) = 16 numbers, and the target is S × S × 16.
#
# To compare shapes, lay both boxes corner on corner and divide the area they share by the area they cover together.
#
# **Write `assign_anchor`.** If two anchors fit equally well, take the first.

# %% id="example-assign-anchor"
# The largest anchor shares most with the box, and yet its shape may not fit best.
example("assign_anchor", box_wh=(2, 4), anchors=[[1, 2], [6, 6], [2, 3]], gives=...)

# %% id="assign-anchor" tags=["graded"]
# GRADED FUNCTION: assign_anchor
@graded
def assign_anchor(box_wh, anchors):
    """The anchor with the most similar shape.

    box_wh: width and height of the box. anchors: widths and heights, shape (A, 2), in the same unit.
    Returns best, the anchor's number from 0, and overlap, the IoU of the two shapes.
    """
    # BEGIN SOLUTION
    w, h = box_wh
    shared = [min(w, a_w) * min(h, a_h) for a_w, a_h in anchors]
    ious = [inter / (w * h + a_w * a_h - inter) for inter, (a_w, a_h) in zip(shared, anchors)]
    best = int(np.argmax(ious))
    overlap = ious[best]
    # END SOLUTION
    return best, overlap


# %% id="check-assign-anchor"
check(assign_anchor)

# %% [markdown] id="encode-text"
# ### From boxes to the grid
#
# Here boxes are corners $(x_1, y_1, x_2, y_2)$ as *shares of the picture*: $x$ goes from 0 (left) to 1 (right), $y$
# from 0 (top) to 1 (bottom). Times S they are counted in cells. The whole part of the mid-point is the cell, the rest
# is $b_x$ and $b_y$.
#
# **Write `encode_grid`.** The first axis of the target is the row (from $y$), the second the column (from $x$). A
# mid-point on the right or lower edge belongs to the last cell. If two objects want one place, the later one gets it.

# %% id="encode-grid" tags=["graded"]
# GRADED FUNCTION: encode_grid
@graded
def encode_grid(boxes, classes, anchors, S, n_classes):
    """What the network should answer.

    boxes: corners (x1, y1, x2, y2), shape (m, 4), and anchors (width, height), shape (A, 2): shares of the picture.
    classes: whole numbers from 0, shape (m,).
    Returns grid, shape (S, S, A, 5 + n_classes), each entry (p_c, b_x, b_y, b_h, b_w, one-hot class).
    """
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        # BEGIN SOLUTION
        x, y, w, h = S * (x1 + x2) / 2, S * (y1 + y2) / 2, x2 - x1, y2 - y1
        column, row = min(int(x), S - 1), min(int(y), S - 1)
        best, _ = assign_anchor((w, h), anchors)
        grid[row, column, best] = 0
        grid[row, column, best, :5] = 1, x - column, y - row, S * h, S * w
        grid[row, column, best, 5 + c] = 1
        # END SOLUTION
    return grid


# %% id="check-encode-grid"
check(encode_grid)

# %% [markdown] id="encode-look"
# A drawn street on a grid of 4 × 4. Both mid-points, the car's and the pedestrian's, fall into one cell: the second
# from the left in the third row. Two anchors make room for both.

# %% id="predict-grid-shape"
predict("grid-shape", ...)

# %% id="encode-example"
streets = load_streets("train")
street, street_boxes, street_classes = (part[41] for part in streets[:3])
street_anchors = np.array([[0.15, 0.45], [0.5, 0.25]])  # a tall one, a wide one
grid = encode_grid(street_boxes / 128, street_classes, street_anchors, S=4, n_classes=3)

print("target:", grid.shape, "or", grid.reshape(4, 4, -1).shape)
print("           p_c   b_x   b_y   b_h   b_w   pedestrian, car, motorcycle")
for name, vector in zip(("tall", "wide"), grid[2, 1]):
    print(f"{name} anchor", "".join(f"{number:6.2f}" for number in vector))
show_photos({"128 × 128 pixels, 4 × 4 cells": with_grid(street, 32)}, "A car and a pedestrian before it.", height=256)

# %% [markdown] id="anchor-explorer-text"
# ### Which anchors are good?
#
# Choose a box and see its cell and its anchor. Then let *[k-means](glossary:k-means)* find anchors for these boxes: it groups shapes, and
# its measure is your IoU of shapes. How does the mean IoU grow with the number of anchors?

# %% id="predict-which-anchor"
predict("which-anchor", ...)

# %% id="anchor-explorer"
AnchorExplorer()

# %% [markdown] id="loss-text"
# ## 2. What the network learns from: the loss
#
# The target says what should come out; the [loss](glossary:loss) says how much a wrong answer costs. For one place (a
# cell's anchor) with target $y$ and answer $\hat y$ there are four parts:
#
# | part | where an object is | where none is |
# |---|---|---|
# | mid-point | $\lambda_{coord}\,\big[(b_x - \hat b_x)^2 + (b_y - \hat b_y)^2\big]$ | *don't care* |
# | sides | $\lambda_{coord}\,\big[(\sqrt{b_h} - \sqrt{\hat b_h})^2 + (\sqrt{b_w} - \sqrt{\hat b_w})^2\big]$ | *don't care* |
# | classes | $\sum_k (c_k - \hat c_k)^2$ | *don't care* |
# | is there something? | $(1 - \hat p_c)^2$ | $\lambda_{noobj}\,\hat p_c^{\,2}$ |
#
# Three ideas are behind it.
#
# - **Don't cares.** Where there is no object, nobody asks how large it is: only $p_c$ counts, as in the last notebook.
# - **Balance.** Nearly all places are empty. If each counted in full, the network would do best to say "nothing"
#   everywhere. So empty places count half ($\lambda_{noobj} = 0.5$), and a box five times ($\lambda_{coord} = 5$).
# - **Roots.** Being off by half a cell is little for a bus and much for a bird. The root makes a difference count less
#   where the side is long.
#
# All places of a picture are summed, then the mean is taken over the pictures. Other texts give $p_c$ a *logistic*
# loss, as for any yes-or-no question, and keep the squares for the rest: with `log_loss=True` the last row of the
# table becomes $-\ln \hat p_c$ and $-\lambda_{noobj} \ln(1 - \hat p_c)$. (The first paper trains $\hat p_c$ towards the
# IoU of the predicted box; the third one uses logistic losses for $p_c$ and the classes, and leaves out places
# whose box happens to fit an object that belongs to another place.)
#
# **Write `yolo_loss`** with functions of `tf`: the network below trains with it. `y_true` decides what counts.

# %% id="yolo-loss" tags=["graded"]
# GRADED FUNCTION: yolo_loss
@graded
def yolo_loss(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    """What a batch of answers costs.

    y_true, y_pred: shape (m, S, S, A, 5 + n), each entry (p_c, b_x, b_y, b_h, b_w, c_1 … c_n), sides ≥ 0.
    log_loss: p_c costs its cross-entropy in place of its squared error.
    Returns loss, one number.
    """
    # BEGIN SOLUTION
    there, p = y_true[..., 0], y_pred[..., 0]
    confidence = (there - p) ** 2
    if log_loss:
        confidence = -there * tf.math.log(p) - (1 - there) * tf.math.log(1 - p)
    middle = tf.reduce_sum((y_true[..., 1:3] - y_pred[..., 1:3]) ** 2, axis=-1)
    sides = tf.reduce_sum((tf.sqrt(y_true[..., 3:5]) - tf.sqrt(y_pred[..., 3:5])) ** 2, axis=-1)
    classes = tf.reduce_sum((y_true[..., 5:] - y_pred[..., 5:]) ** 2, axis=-1)
    places = there * (confidence + lambda_coord * (middle + sides) + classes)
    places += (1 - there) * lambda_noobj * confidence
    loss = tf.reduce_mean(tf.reduce_sum(places, axis=[1, 2, 3]))
    # END SOLUTION
    return loss


# %% id="check-yolo-loss"
check(yolo_loss)

# %% [markdown] id="loss-look-text"
# Two of the three ideas in numbers. One object with sides of 4 cells, one with sides of 0.4, both predicted 0.2 too
# large; then a network that answers 0.3 for every $p_c$ of a 19 × 19 grid with 5 anchors and three objects, and is right
# about everything else:

# %% id="loss-look"
for side in (4.0, 0.4):
    truth = np.float32([1, 0.5, 0.5, side, side, 1]).reshape(1, 1, 1, 1, 6)
    guess = truth + np.float32([0, 0, 0, 0.2, 0.2, 0])
    print(f"side {side}: with roots {yolo_loss(truth, guess):.3f}, without they would cost 0.400")

truth = np.zeros((1, 19, 19, 5, 6), "float32")
truth[0, [4, 9, 14], [3, 9, 12], [0, 2, 4]] = 1
guess = truth.copy()
guess[..., 0] = 0.3
objects_cost = 3 * (1 - 0.3) ** 2
for weight in (1.0, 0.5):
    all_of_it = float(yolo_loss(truth, guess, lambda_noobj=weight))
    print(f"lambda_noobj {weight}: three objects cost {objects_cost:.2f}, 1,802 empty places {all_of_it - objects_cost:.1f}")

# %% [markdown] id="memorise-text"
# Half the weight does little against six hundred times as many places: keep this in mind for section 10.
#
# ### Can a network learn from it?
#
# The quickest test of a loss, a target and a network together: **let it learn a few pictures by heart.** With six
# streets it must succeed; if it does not, something is wrong, and you know after seconds instead of a night. (The test
# says nothing about other pictures. For those, many thousands are needed.) The last layer gives 2 · (5 + 4) numbers per
# cell: a sigmoid for $p_c$, mid-point and classes, and *softplus*, $\ln(1 + e^t)$, for sides that must be positive.

# %% id="memorise" tags=["nbval-ignore-output"]
few = slice(40, 46)
X_few = np.stack(streets.pictures[few]).astype("float32") / 255
Y_few = np.stack([encode_grid(boxes / 128, classes, street_anchors, 4, 4)
                  for boxes, classes in zip(streets.boxes[few], streets.classes[few])])  # fmt: skip

keras.utils.set_random_seed(1)
images = keras.Input((128, 128, 3))
A = images
for filters in (16, 24, 32, 48, 64):
    A = layers.MaxPooling2D(2)(layers.Conv2D(filters, 3, padding="same", activation="relu")(A))
numbers = layers.Reshape((4, 4, 2, 9))(layers.Conv2D(18, 1)(A))
squeezed = [layers.Activation(name)(numbers[..., part])
            for name, part in (("sigmoid", slice(0, 3)), ("softplus", slice(3, 5)), ("sigmoid", slice(5, 9)))]  # fmt: skip
tiny_yolo = keras.Model(images, layers.Concatenate()(squeezed))
tiny_yolo.compile(keras.optimizers.Adam(0.003), loss=yolo_loss)
costs = [float(tiny_yolo.train_on_batch(X_few, Y_few)) for _ in range(120)]
print("the loss, every twentieth step:", *np.round(costs[::20], 2), "and at the end", round(costs[-1], 2))

# %% id="memorise-look" tags=["nbval-ignore-output"]
def boxes_of(answer, S=4, pixels=128):
    """Corners (x1, y1, x2, y2) in pixels of the places with p_c of at least a half."""
    corners = []
    for row, column, anchor in np.argwhere(answer[..., 0] >= 0.5):
        _, b_x, b_y, b_h, b_w = answer[row, column, anchor, :5]
        x, y, w, h = np.array([column + b_x, row + b_y, b_w, b_h]) * pixels / S
        corners.append((x - w / 2, y - h / 2, x + w / 2, y + h / 2))
    return corners


learned = tiny_yolo.predict(X_few, verbose=0)
show_photos(
    {f"street {n + 40}": draw_boxes(streets.pictures[n + 40], boxes_of(learned[n])) for n in range(6)},
    "Six streets with the boxes that the network has learned by heart.",
    height=160,
)

# %% [markdown] id="decode-text"
# ## 3. What the network gives back
#
# The classic network, YOLOv2, gives (19, 19, 5, 85) numbers: 19 × 19 cells, 5 anchors, and 85 = 4 + 1 + 80 numbers for
# each: $t_x, t_y, t_w, t_h$, the [confidence](glossary:confidence), and 80 classes. (The order differs from the target above: a habit
# of the authors' code, and the first trap of this field. *Always ask which number is which.*)
#
# The $t$ are free numbers, so they are squeezed into place: $\sigma$, the sigmoid, lies between 0 and 1, and $e^t$ is
# never negative. In shares of the picture:
#
# $$x = \frac{\sigma(t_x) + \text{column}}{S} \qquad y = \frac{\sigma(t_y) + \text{row}}{S} \qquad
# w = w_{\text{anchor}}\, e^{t_w} \qquad h = h_{\text{anchor}}\, e^{t_h}$$
#
# The classes exclude each other, so they take a softmax, as in week 1.
#
# **Write `decode_outputs`** with numpy, for all places at once. `np.indices((S, S))` gives the rows and the columns of the
# cells. A slice such as `t[..., 4:5]` keeps its axis, `t[..., 4]` drops it; here all four answers keep it.

# %% id="decode-outputs" tags=["graded"]
# GRADED FUNCTION: decode_outputs
@graded
def decode_outputs(t, anchors):
    """From free numbers to boxes as shares of the picture.

    t: shape (S, S, A, 5 + C), each entry (t_x, t_y, t_w, t_h, t_confidence, classes); rows come first.
    anchors: width and height, shares of the picture, shape (A, 2).
    Returns box_xy, box_wh, box_confidence and box_class_probs, shapes (S, S, A, 2), the same, (S, S, A, 1), (S, S, A, C).
    """
    # BEGIN SOLUTION
    S = t.shape[0]
    sigmoid = 1 / (1 + np.exp(-t[..., 0:5]))
    rows, columns = np.indices((S, S))
    cells = np.stack([columns, rows], axis=-1)[:, :, np.newaxis]
    box_xy = (sigmoid[..., 0:2] + cells) / S
    box_wh = anchors * np.exp(t[..., 2:4])
    box_confidence = sigmoid[..., 4:5]
    exponents = np.exp(t[..., 5:])
    box_class_probs = exponents / np.sum(exponents, axis=-1, keepdims=True)
    # END SOLUTION
    return box_xy, box_wh, box_confidence, box_class_probs


# %% id="check-decode-outputs"
check(decode_outputs)

# %% [markdown] id="decode-use-text"
# On random numbers, so that you see the shapes of the classic network. Later a real network gives them.

# %% id="decode"
S = 19
anchors = np.array([[0.57, 0.68], [1.87, 2.06], [3.34, 5.47], [7.88, 3.53], [9.77, 9.17]]) / S  # cells → shares
t = np.random.RandomState(1).randn(S, S, 5, 85)
box_xy, box_wh, box_confidence, box_class_probs = decode_outputs(t, anchors)
[part.shape for part in (box_xy, box_wh, box_confidence, box_class_probs)]

# %% [markdown] id="corners-text"
# ### Corners
#
# To draw or compare boxes, corners are handier than mid-points. Now the second trap: classic code writes **[y before](glossary:corners)
# x**, $(y_1, x_1, y_2, x_2)$, because rows come before columns in an array. `tf.image` does the same. Nearly
# everything else, this notebook's `iou` too, writes $(x_1, y_1, x_2, y_2)$.
#
# **Write `yolo_boxes_to_corners`**, in the classic order. The slice `[..., ::-1]` turns x, y into y, x.

# %% id="yolo-boxes-to-corners" tags=["graded"]
# GRADED FUNCTION: yolo_boxes_to_corners
@graded
def yolo_boxes_to_corners(box_xy, box_wh):
    """From mid-points and sizes to corners.

    box_xy: mid-points (x, y), shape (..., 2). box_wh: (width, height), shape (..., 2).
    Returns corners (y1, x1, y2, x2), shape (..., 4).
    """
    # BEGIN SOLUTION
    mins = box_xy - box_wh / 2
    maxes = box_xy + box_wh / 2
    corners = np.concatenate([mins[..., ::-1], maxes[..., ::-1]], axis=-1)
    # END SOLUTION
    return corners


# %% id="check-yolo-boxes-to-corners"
check(yolo_boxes_to_corners)

# %% [markdown] id="filter-text"
# ## 4. Keep what the network believes
#
# 19 · 19 · 5 = 1805 boxes, and a photograph with three objects. The **[score](glossary:confidence)** of a class is
#
# $$\text{score}_c = \text{confidence} \cdot \text{probability}_c$$
#
# "is there anything at all?" times "if so, is it a $c$?". A box is judged by its best class. Boxes with a score below a
# threshold are dropped. A score *equal* to the threshold is good enough.
#
# **Write `yolo_filter_boxes`.** A mask of booleans, shape (...), picks from scores, boxes and classes alike.

# %% id="yolo-filter-boxes" tags=["graded"]
# GRADED FUNCTION: yolo_filter_boxes
@graded
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    """Keep the boxes with a good score.

    boxes: shape (..., 4). box_confidence: shape (..., 1). box_class_probs: shape (..., number of classes).
    Returns scores, shape (k,), boxes, shape (k, 4), and classes, shape (k,), of the k boxes that stay.
    """
    # BEGIN SOLUTION
    box_scores = box_confidence * box_class_probs
    box_classes = np.argmax(box_scores, axis=-1)
    box_class_scores = np.max(box_scores, axis=-1)
    mask = box_class_scores >= threshold
    scores, boxes, classes = box_class_scores[mask], boxes[mask], box_classes[mask]
    # END SOLUTION
    return scores, boxes, classes


# %% id="check-yolo-filter-boxes"
check(yolo_filter_boxes)

# %% id="predict-score-of-a-box"
predict("score-of-a-box", ...)

# %% id="predict-bug-filter"
predict("bug-filter", ...)

# %% id="filter-example"
boxes = yolo_boxes_to_corners(box_xy, box_wh)
for threshold in (0.02, 0.05, 0.1):
    scores, kept, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold)
    print(f"threshold {threshold}: {len(scores)} of {S * S * 5} boxes stay")

# %% [markdown] id="iou-text"
# ## 5. How much do two boxes overlap?
#
# Several cells report the same dog. Are two boxes *the same thing*? **[Intersection over union](glossary:IoU)** says how much:
#
# $$\text{IoU} = \frac{\text{area in both}}{\text{area in at least one}}$$
#
# 1 for equal boxes, 0 for boxes that do not touch. A detection is usually called right from IoU 0.5 on.
#
# Drag the boxes, or move them with the keys. Then switch the clamp off and pull them apart **in both directions**:
# two negative sides multiply to a positive "intersection". That is the most frequent mistake in this function.

# %% id="predict-iou-number"
predict("iou-number", ...)

# %% id="iou-explorer"
IoUExplorer((2, 1, 4, 3), (1, 2, 3, 4))

# %% [markdown] id="iou-task"
# **Write `iou`.** The union is the sum of both areas minus the intersection, which would otherwise count twice.

# %% id="example-iou"
# They overlap at a corner only: the union is neither the sum of both areas nor one of them.
example("iou", box1=(0, 0, 2, 4), box2=(1, 1, 4, 3), gives=...)

# %% id="iou" tags=["graded"]
# GRADED FUNCTION: iou
@graded
def iou(box1, box2):
    """Intersection over union.

    box1, box2: corners (x1, y1, x2, y2), four numbers each, in any unit.
    Returns a number between 0 and 1.
    """
    # BEGIN SOLUTION
    inter_width = max(min(box1[2], box2[2]) - max(box1[0], box2[0]), 0)
    inter_height = max(min(box1[3], box2[3]) - max(box1[1], box2[1]), 0)
    inter_area = inter_width * inter_height
    area1 = (box1[2] - box1[0]) * (box1[3] - box1[1])
    area2 = (box2[2] - box2[0]) * (box2[3] - box2[1])
    result = inter_area / (area1 + area2 - inter_area)
    # END SOLUTION
    return result


# %% id="check-iou"
check(iou)

# %% id="predict-order-iou"
predict("order-iou", ...)

# %% id="iou-examples"
pairs = {
    "a corner shared": ((2, 1, 4, 3), (1, 2, 3, 4)),
    "corners touch": ((1, 1, 2, 2), (2, 2, 3, 3)),
    "apart in both directions": ((1, 2, 3, 4), (5, 6, 7, 8)),
    "one inside the other": ((0, 0, 4, 4), (1, 1, 3, 3)),
}
for name, (one, other) in pairs.items():
    print(f"{name:26} {iou(one, other):.4f}")

# %% [markdown] id="nms-text"
# ## 6. One object, one box: non-max suppression
#
# 1. Take the box with the best score, and keep it.
# 2. Drop every box that overlaps it too much ([non-max suppression](glossary:NMS)): IoU **above** the threshold.
# 3. Go on with the best box that is left.
#
# Step through it on a real detection. The dog has three boxes, the car four: one of them says "truck". Lower the IoU
# threshold to 0.3. What happens to the truck *per class*, and what *[class-agnostic](glossary:NMS)*?

# %% id="predict-who-stays"
predict("who-stays", ...)

# %% id="nms-explorer"
NMSExplorer()

# %% [markdown] id="nms-task"
# Three fine points, where code differs from code:
#
# - **Ties with the threshold.** A box whose IoU *equals* the threshold stays, as in TensorFlow.
# - **Equal scores.** The first in the list goes first. `np.argsort(scores)[::-1]` takes the last: sort `-scores`
#   with `kind="stable"`.
# - **A dropped box drops nobody.** Only kept boxes count: in a row of three where each overlaps its neighbour, the
#   two outer ones stay.
#
# **Write `non_max_suppression`.** With `classes`, only boxes of one class drop each other; with `None`, all do.
# Return the *places* of the boxes that stay.

# %% id="example-non-max-suppression"
# The best box is not the first, and one box stands apart: order and overlap both matter.
example("non_max_suppression", boxes=[[0, 0, 9, 9], [1, 0, 10, 9], [20, 0, 29, 9]], scores=[0.8, 0.9, 0.5], gives=...)

# %% id="non-max-suppression" tags=["graded"]
# GRADED FUNCTION: non_max_suppression
@graded
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    """Pick boxes, best score first, and leave out those that overlap a picked one too much.

    boxes: corners, shape (n, 4). scores: shape (n,). classes: shape (n,), or None: all boxes compete.
    max_boxes: how many places at most, or None for all.
    Returns the places (indices) of the kept boxes, best first, shape (k,), whole numbers.
    """
    # BEGIN SOLUTION
    kept = []
    for i in np.argsort(-scores, kind="stable"):
        rivals = [j for j in kept if classes is None or classes[j] == classes[i]]
        if all(iou(boxes[i], boxes[j]) <= iou_threshold for j in rivals):
            kept.append(i)
    places = np.array(kept[:max_boxes], dtype=int)
    # END SOLUTION
    return places


# %% id="check-non-max-suppression"
check(non_max_suppression)

# %% id="predict-bug-nms"
predict("bug-nms", ...)

# %% [markdown] id="classic-nms-text"
# ### The classic function
#
# The third trap: the classic code **ignores the class**. A pedestrian in front of a car can vanish. It also limits the
# number of boxes, and returns scores, boxes and classes instead of places.
#
# **Write `yolo_non_max_suppression`** with the function above. (Its boxes are y, x. Why does that not matter here?)

# %% id="yolo-non-max-suppression" tags=["graded"]
# GRADED FUNCTION: yolo_non_max_suppression
@graded
def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    """Keep at most max_boxes boxes that do not overlap much; the class does not matter.

    scores: shape (n,). boxes: corners, shape (n, 4). classes: shape (n,).
    Returns scores, boxes and classes of the boxes that stay, best first.
    """
    # BEGIN SOLUTION
    places = non_max_suppression(boxes, scores, iou_threshold=iou_threshold, max_boxes=max_boxes)
    scores, boxes, classes = scores[places], boxes[places], classes[places]
    # END SOLUTION
    return scores, boxes, classes


# %% id="check-yolo-non-max-suppression"
check(yolo_non_max_suppression)

# %% [markdown] id="nms-tensorflow-text"
# TensorFlow has this built in. On 500 random boxes both pick the same, in the same order:

# %% id="nms-tensorflow"
rng = np.random.RandomState(3)
corner = rng.rand(500, 2)
many = np.concatenate([corner, corner + 0.05 + 0.2 * rng.rand(500, 2)], axis=1).astype("float32")
random_scores = rng.rand(500).astype("float32")
mine = non_max_suppression(many, random_scores, iou_threshold=0.3)
theirs = tf.image.non_max_suppression(many, random_scores, max_output_size=500, iou_threshold=0.3).numpy()
print(f"{len(mine)} boxes stay; the same as TensorFlow's: {mine.tolist() == theirs.tolist()}")

# %% [markdown] id="scale-text"
# ## 7. All together
#
# Boxes are still shares of the picture. **Write `scale_boxes`**: pixels, in the order y, x, y, x.

# %% id="scale-boxes" tags=["graded"]
# GRADED FUNCTION: scale_boxes
@graded
def scale_boxes(boxes, image_shape):
    """From shares of the picture to pixels.

    boxes: corners (y1, x1, y2, x2) between 0 and 1, shape (n, 4). image_shape: (height, width).
    Returns the boxes in pixels, shape (n, 4).
    """
    # BEGIN SOLUTION
    height, width = image_shape
    boxes = boxes * np.array([height, width, height, width])
    # END SOLUTION
    return boxes


# %% id="check-scale-boxes"
check(scale_boxes)

# %% [markdown] id="eval-text"
# **Write `yolo_eval`**: corners, filter, pixels, suppression. (An older generation of this exercise hands the four
# outputs as confidence, xy, wh, probabilities. Answers in that order are understood as well.)

# %% id="yolo-eval" tags=["graded"]
# GRADED FUNCTION: yolo_eval
@graded
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    """From the network's four outputs to boxes on the picture.

    yolo_outputs: mid-points (..., 2), sizes (..., 2), confidences (..., 1), probabilities (..., number of classes).
    image_shape: (height, width) of the picture, in pixels.
    Returns scores, boxes (y1, x1, y2, x2) in pixels, and classes of the boxes that stay.
    """
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    # BEGIN SOLUTION
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)
    boxes = scale_boxes(boxes, image_shape)
    scores, boxes, classes = yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)
    # END SOLUTION
    return scores, boxes, classes


# %% id="check-yolo-eval"
check(yolo_eval)

# %% [markdown] id="photographs-text"
# ## 8. Photographs
#
# Now a real network: YOLOv3-tiny, trained by J. Redmon on 118,000 photographs with 80 kinds of things. It gives two
# grids, 13 × 13 for large objects and 26 × 26 for small ones, with 3 anchors each: 2,535 boxes. `detector(image)` has
# decoded them already, and hands them to *your* functions in the shapes you know.

# %% id="load-detector"
detector = load_detector()
photos = {name: load_image(name) for name in ("dog", "person")}
yolo_outputs = detector(photos["dog"])
[np.shape(part) for part in yolo_outputs]

# %% [markdown] id="detect-text"
# Small networks give lower scores than large ones, so the threshold is lower, too. Expect the
# dog, the bicycle and the car, and then the person, the horse and the dog. A car or a dog with two boxes is not your
# mistake: their IoU is below the threshold, so both stay. Raise or lower the thresholds and look again.

# %% id="detect" tags=["nbval-ignore-output"]
def detect(image, score_threshold=0.3, iou_threshold=0.45):
    """Scores, boxes and classes of what your functions find on an image."""
    height, width = image.shape[:2]
    return yolo_eval(detector(image), (float(height), float(width)), 20, score_threshold, iou_threshold)


detector.show(photos, detect)

# %% [markdown] id="steps-text"
# How many boxes are left after each step?

# %% id="steps" tags=["nbval-ignore-output"]
corners = yolo_boxes_to_corners(*yolo_outputs[:2])
scores, boxes, classes = yolo_filter_boxes(corners, *yolo_outputs[2:], 0.15)
print(f"{len(corners)} boxes → {len(scores)} with a score of at least 0.15")
for iou_threshold in (0.3, 0.5, 0.7, 0.9):
    left = yolo_non_max_suppression(scores, boxes, classes, 100, iou_threshold)[0]
    print(f"IoU threshold {iou_threshold}: {len(left)} stay")

# %% [markdown] id="own-text"
# ### Your own picture
#
# Choose a photograph, or a file of your own: a street through your window, a still of your webcam. Move both thresholds:
# *your* functions answer each time. Where a notebook shows no controls, change the values in the last line; `picture` may be
# the name of a file.

# %% id="own" tags=["nbval-ignore-output"]
def look(picture, score_threshold, iou_threshold):
    return detector.show(picture, lambda image: detect(image, score_threshold, iou_threshold))


with_controls(look, picture="horses", score_threshold=0.3, iou_threshold=0.45)

# %% [markdown] id="film-text"
# ### A film
#
# A folder of frames, or an animated GIF, becomes a film with boxes. Split a video first, five frames a second:
# `ffmpeg -i my_video.mp4 -r 5 my_frames/%04d.jpg`. Without a folder, a camera moves over the second photograph.
# `file="film.gif"` keeps the film. Watch the boxes flicker: every frame is judged alone.

# %% id="film" tags=["nbval-ignore-output"]
my_frames = "my_frames"
moving = [photos["person"][:, x : x + 360] for x in range(0, photos["person"].shape[1] - 360, 120)]
detector.show(my_frames if Path(my_frames).exists() else moving, detect, "A film with boxes.")

# %% [markdown] id="metrics-text"
# ## 9. How good is it?
#
# To know, one needs pictures with *ground truth*: where people, or a program, have noted every object. The test streets of
# this course are drawn, with a box around everything: the network has never seen such pictures.
#
# A detection is a **hit** (a *true positive*) if its IoU with an object of its class is at least 0.5, and no better
# detection has taken that object: a second box for the same dog is a *false positive*. Then
#
# $$\text{precision} = \frac{\text{hits}}{\text{all detections}} \qquad
# \text{recall} = \frac{\text{hits}}{\text{all objects}}$$
#
# A low score threshold finds more objects and more nonsense: [recall](glossary:recall) rises, [precision](glossary:precision) falls.

# %% id="streets" tags=["nbval-ignore-output"]
test = load_streets("test")
STREET_CLASS = {"person": 0, "car": 1, "motorbike": 2, "traffic light": 3}  # the detector's names → the streets'
detector.show({f"street {i}": test.pictures[i] for i in (72, 50, 11)}, detect)

# %% [markdown] id="match-text"
# ### Which ones hit?
#
# The detection with the best score chooses first. It takes the object that it overlaps most, among those that are still
# **free**, if their IoU is at least the threshold (equal is enough); then that object is taken.
#
# **Write `match_detections`** for one picture and one class. Your `iou` compares.

# %% id="match-detections" tags=["graded"]
# GRADED FUNCTION: match_detections
@graded
def match_detections(boxes, scores, truths, iou_threshold=0.5):
    """Which detections hit an object.

    boxes: corners, shape (n, 4). scores: shape (n,). truths: corners of the objects, shape (m, 4).
    Returns hits, booleans in the order of boxes, shape (n,).
    """
    hits = np.zeros(len(boxes), dtype=bool)
    # BEGIN SOLUTION
    free = list(range(len(truths)))
    for i in np.argsort(-scores, kind="stable"):
        overlaps = [iou(boxes[i], truths[j]) for j in free]
        if overlaps and max(overlaps) >= iou_threshold:
            hits[i] = True
            del free[int(np.argmax(overlaps))]
    # END SOLUTION
    return hits


# %% id="check-match-detections"
check(match_detections)

# %% [markdown] id="matching-text"
# The next cell runs your functions on 60 streets, with a threshold so low that nearly everything is kept, and decides for
# each detection whether it is a hit. It takes a few seconds.

# %% id="matching" tags=["nbval-ignore-output"]
def ranked(kind):
    """Scores of all detections of a class, whether each is a hit, and the number of objects."""
    scores_, hits, total = [], [], 0
    for (of_box, corners, classes), truths, kinds in zip(found, test.boxes, test.classes):
        mine = np.array([STREET_CLASS.get(detector.names[c]) == kind for c in classes], dtype=bool)
        objects = np.array(truths)[np.array(kinds) == kind]
        turned = np.asarray(corners).reshape(-1, 4)[:, [1, 0, 3, 2]]  # y, x → x, y
        scores_ += list(np.asarray(of_box, float)[mine])
        hits += list(match_detections(turned[mine], np.asarray(of_box)[mine], objects))
        total += len(objects)
    return np.array(scores_), np.array(hits), total


found = [detect(picture, score_threshold=0.02) for picture in test.pictures[:60]]
cars = ranked(1)
print(f"{len(cars[0])} detections of a car, {sum(cars[1])} of them hits, {cars[2]} cars on {len(found)} streets")

# %% [markdown] id="threshold-text"
# Every threshold gives one point of precision and recall; all of them make a curve. The area below it is the **average
# precision** ([AP](glossary:mAP)) of the class. Move the threshold. Where would you set it for a car that brakes by itself, where for
# a search in holiday photographs?

# %% id="threshold-explorer" tags=["nbval-ignore-output"]
ThresholdExplorer(*cars)

# %% [markdown] id="average-text"
# ### The area
#
# Go down the ranking, best score first. After $k$ detections precision is hits / $k$ and recall hits / all objects, found
# or not. Recall never falls; precision jumps up and down. Before the area is taken, the dips are **filled**: at each place
# the best precision at this recall *or a higher one* counts, since a lower threshold could have been chosen.
#
# The area grows only where recall does: at the hits, each time by a strip $1 / \text{total}$ wide.
#
# **Write `average_precision_score`.** `np.maximum.accumulate` keeps the largest so far.

# %% id="average-precision-score" tags=["graded"]
# GRADED FUNCTION: average_precision_score
@graded
def average_precision_score(scores, hits, total):
    """Area under the filled precision-recall curve.

    scores, hits: of all detections of a class, shape (n,), n ≥ 1. total: how many objects there are.
    Returns AP, one number between 0 and 1.
    """
    # BEGIN SOLUTION
    order = np.argsort(-scores, kind="stable")
    ranked_hits = hits[order]
    precision = np.cumsum(ranked_hits) / np.arange(1, len(hits) + 1)
    filled = np.maximum.accumulate(precision[::-1])[::-1]
    AP = np.sum(filled[ranked_hits]) / total
    # END SOLUTION
    return AP


# %% id="check-average-precision-score"
check(average_precision_score)

# %% [markdown] id="map-text"
# The mean over the classes is the **[mAP](glossary:mAP)**, the number by which detectors are compared. Expect about 0.6 for
# pedestrians, 0.3 for cars, 0.2 for motorcycles, and nearly nothing for the lights. Yet lights are found: look at the
# pictures above. The network frames the lamps; our boxes hold the pole too. What belongs to an object is a convention,
# and a detector can only be measured by the convention it was trained with.

# %% id="predict-map-changes"
predict("map-changes", ...)

# %% id="map" tags=["nbval-ignore-output"]
precisions = {name: average_precision_score(*ranked(kind)) for kind, name in enumerate(test.names)}
for name, value in precisions.items():
    print(f"{name:14} AP {value:.2f}")
print(f"{'mean':14}    {np.mean(list(precisions.values())):.2f}")

# %% [markdown] id="proposals-text"
# ## 10. Before YOLO, and after it
#
# ### Two stages: region proposals
#
# Sliding windows ask everywhere. The first good detectors with convolutional networks asked only where something might
# be. A quick classical method (*selective search*: neighbouring patches of like colour and texture are merged, step by
# step) proposes about 2,000 regions; the network judges those.
#
# - **R-CNN** (2014) cuts each region out, warps it to 224 × 224 and runs the whole network: 2,000 times a picture.
# - **Fast R-CNN** (2015) runs the convolutions **once**, over the whole picture, and cuts the regions out of the
#   *feature map*: each is pooled to 7 × 7 places (*RoI pooling*), and only the dense layers run 2,000 times. It is the
#   idea of convolutional sliding windows again.
# - **Faster R-CNN** (2015) lets a small network propose as well: the *region proposal network*, one 3 × 3 convolution
#   on the same map, says for 9 anchors per place whether something is there, and how to shift the box. 300 proposals
#   are enough. This is where anchors were introduced; YOLO adopted them.
#
# Count what it costs with VGG-16, one multiplication per weight and place, for a picture of 600 × 1000 pixels:

# %% id="proposals-cost"
def vgg_multiplications(n_H, n_W):
    """Of the 13 convolutions of VGG-16; the number halves in both directions after each group."""
    total, channels = 0, 3
    for filters, repeats in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(repeats):
            total += n_H * n_W * 9 * channels * filters
            channels = filters
        n_H, n_W = n_H // 2, n_W // 2
    return total


dense = 7 * 7 * 512 * 4096 + 4096 * 4096 + 4096 * (21 + 4 * 21)  # 20 classes and "nothing", a box for each
whole = vgg_multiplications(600, 1000)
windows_ = sum(((600 - size) // 16 + 1) * ((1000 - size) // 16 + 1) for size in (128, 256, 512))
proposing = 37 * 62 * (9 * 512 * 512 + 512 * 9 * 6)
costs_of = {
    f"sliding windows, {windows_:,} of them": windows_ * (vgg_multiplications(224, 224) + dense),
    "R-CNN, 2,000 regions": 2000 * (vgg_multiplications(224, 224) + dense),
    "Fast R-CNN, the same": whole + 2000 * dense,
    "Faster R-CNN, 300 regions": whole + proposing + 300 * dense,
}
for name, cost in costs_of.items():
    print(f"{name:32} {cost / 1e9:10,.0f} billion, {cost / costs_of['Faster R-CNN, 300 regions']:6.1f} ×")

# %% [markdown] id="proposals-result"
# The papers measured, on one graphics card each, about 47 seconds a picture for R-CNN, 0.3 for Fast R-CNN *without* the
# two seconds of selective search on a processor, and 0.2 for Faster R-CNN, proposals included. Once the convolutions are shared,
# most of the time goes into the proposals: that is why the third step mattered more than the multiplications suggest. YOLO
# dropped the second stage: its cells are the proposals, and they are judged at once. Its first paper names 45 pictures a second
# against 7, with an mAP of 63 against 73: faster, and at first less exact, with small objects above all.
#
# ### The empty places: focal loss
#
# Why was one stage less exact? Your loss has shown it: two thousand places, three objects. Each empty place costs little,
# but together they outweigh the objects. Two stages throw most of them away before the second one learns.
# **Focal loss** (2017) keeps them all and turns down whatever is easy already: with $p_t$, the probability given to
# the true answer,
#
# $$\text{FL} = -(1 - p_t)^{\gamma} \ln p_t$$
#
# With $\gamma = 0$ it is the cross-entropy. With $\gamma = 2$ a place whose true answer has 99 % costs ten thousand times
# less:

# %% id="focal"
def focal(p_t, gamma):
    return -((1 - p_t) ** gamma) * np.log(p_t)


print("         three objects, p_t = 0.3   1,802 empty places, p_t = 0.99")
for gamma in (0, 1, 2):
    print(f"γ = {gamma}   {3 * focal(0.3, gamma):22.2f}   {1802 * focal(0.99, gamma):29.4f}")

# %% [markdown] id="focal-task"
# The paper adds a weight, $\alpha_t$: $\alpha$ where an object is, $1 - \alpha$ where none is. And it divides the sum over
# all places by the number of **objects**, not of places, or most of the divisor would be empty street:
#
# $$\text{loss} = \frac{1}{\max(1, \text{objects})} \sum -\alpha_t\, (1 - p_t)^{\gamma} \ln p_t$$
#
# **Write `focal_loss`** with numpy.

# %% id="focal-loss" tags=["graded"]
# GRADED FUNCTION: focal_loss
@graded
def focal_loss(y_true, p, gamma=2.0, alpha=0.25):
    """A loss of yes-or-no places in which what is known already counts little.

    y_true: 1 where an object is, else 0. p: the probability that was said, of the same shape.
    Returns loss, one number.
    """
    # BEGIN SOLUTION
    p_t = np.where(y_true == 1, p, 1 - p)
    alpha_t = np.where(y_true == 1, alpha, 1 - alpha)
    costs = -alpha_t * (1 - p_t) ** gamma * np.log(p_t)
    loss = np.sum(costs) / max(np.sum(y_true), 1)
    # END SOLUTION
    return loss


# %% id="check-focal-loss"
check(focal_loss)

# %% id="focal-use"
truth, said = np.zeros(1805), np.full(1805, 0.01)
truth[:3], said[:3] = 1, 0.3
for gamma in (0.0, 2.0):
    share = 1 - focal_loss(truth[:3], said[:3], gamma) / focal_loss(truth, said, gamma)
    print(f"γ = {gamma:.0f}: the 1,802 empty places are {share:.1%} of the loss")

# %% [markdown] id="after-yolo"
# ### Without anchors, without suppression
#
# To read; there is nothing to write here.
#
# **Anchor-free heads** (FCOS and CenterNet, 2019; YOLO itself since about 2021). Anchors are numbers that somebody has
# to choose for each data set, and most of them match no object. Instead every place of the map says how far it is to the
# four sides of the object around it, $(l, t, r, b)$, or how strongly it is an object's mid-point, with the size beside it.
# Large and small objects are told apart by the map they are read from: several maps of different sizes, joined in a
# *feature pyramid*. Your `encode_grid` would lose its `assign_anchor`; the rest stays.
#
# **DETR** (2020) drops the grid, too. A *transformer* (a network whose layers let every place look at every other)
# receives the feature map and 100 learned *queries*; each query answers with one box and one class, "nothing" among
# them. In training the 100 answers are **matched one to one** with the objects, so that the sum of the costs is as
# small as can be (the *Hungarian algorithm* finds it), and what is not matched should say "nothing". A second box for
# the same dog is thus a mistake in training already, and **no suppression is needed** afterwards. The price: it learns
# slowly, with ten times as many epochs at first, and small objects were its weakness.
#
# What has not changed since section 1: a target for every place, a loss that says what counts, IoU to compare
# boxes, and mAP to compare detectors.

# %% [markdown] id="summary"
# ## What you have now
#
# - An object belongs to its mid-point's cell and to the anchor of the most similar shape.
# - The loss: roots of the sides, weights against the many empty places, don't cares where nothing is.
# - Score = confidence × probability; filter, then suppress.
# - Before you trust a box, ask: which number is which? Is it y before x? Was it suppressed per class or over all?
# - Precision and recall depend on the score threshold; AP and mAP do not. They depend on the IoU from which a box counts
#   as a hit: mAP@0.5 here; COCO takes the mean over 0.5, 0.55, …, 0.95.
#
# In a terminal, `course check workbook/week3/2_yolo_car_detection.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. On the streets a rider sits on a motorcycle. Suppress per class in `yolo_eval`: how does the mAP change?
# 2. *Soft-NMS* does not drop a box but lowers its score by the overlap. Write it: one line changes.
# 3. Time your `non_max_suppression` on 5,000 boxes. Then compute the IoU of one box with all others in one numpy
#    expression. How much faster is it?
# 4. Train `tiny_yolo` anew with `lambda_noobj=20`: what does it learn first? And with 0?
#
# <details><summary>Answers</summary>
#
# 1. The rider's box lies over the motorcycle's, so the classic rule drops the weaker of the two. Per class both stay:
#    recall grows for pedestrians and motorcycles. How much of it is seen depends on how often the detector finds both.
# 2. In place of the `if`: `scores[j] *= 1 - iou(boxes[i], boxes[j])` for all boxes that are left, and sort again.
#    The best box keeps its score, doubles sink below the score threshold, and a second dog behind the first may stay.
# 3. `np.minimum` and `np.maximum` of one box with all, cut at 0, multiplied: some ten to a hundred times faster, since
#    one call does the work of thousands.
# 4. With 20 the many empty places dominate: $p_c$ sinks everywhere in the first steps, and the objects come up late if at
#    all. With 0 nothing keeps $p_c$ down where there is nothing: every place says a box.
#
# </details>
#
# **Next:** [A class for every pixel: U-Net](3_segmentation.ipynb), where a network draws outlines instead of boxes.

# %% [markdown] id="reading"
# **To read on.** J. Redmon, S. Divvala, R. Girshick, A. Farhadi, *You only look once: unified, real-time object
# detection*, 2016: grid and loss (anchors come in *YOLO9000*, 2017, the tiny network in *YOLOv3*, 2018). S. Ren, K. He,
# R. Girshick, J. Sun, *Faster R-CNN: towards real-time object detection with region proposal networks*, 2015. T.-Y. Lin
# and others, *Focal loss for dense object detection*, 2017.
