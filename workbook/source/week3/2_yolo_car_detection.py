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
# Where is what on a picture? YOLO ("you only look once") answers with a single pass of a convolutional network. The
# network gives thousands of boxes, nearly all of them useless. You write everything around it: what it should learn,
# and how a few good boxes are picked out of thousands. Then it runs on photographs, and on yours.
#
# **After this notebook you can**
#
# - say what a grid of cells and anchors holds, and encode objects in it;
# - turn mid-points and sizes into corners, and know who writes y before x;
# - filter boxes by score, measure their overlap (IoU), and suppress the doubles (NMS);
# - read a precision-recall curve and a mean average precision (mAP).
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** two to three hours. **You need:** the notebook *localization*.

# %% id="imports"
from pathlib import Path

import numpy as np

from course_utils.week3 import (
    IoUExplorer,
    NMSExplorer,
    check,
    graded,
    hint,
    load_image,
    show_grids,
    show_photos,
    start_tensorflow,
)

# %% [markdown] id="grid-text"
# ## 1. A grid of cells
#
# The picture is cut into S × S cells. **An object belongs to the cell that holds its mid-point**, even if it covers
# twenty others. That cell has to say what the object is, and where exactly. The dog below touches about fifty cells;
# one of them must report it.

# %% id="grid-picture"
picture = load_image("dog", size=416)
picture[::32] = picture[:, ::32] = 255  # 13 × 13 cells of 32 pixels
show_photos({"13 × 13 cells": picture}, "A grid over a photograph with a dog, a bicycle and a car.", height=416)

# %% [markdown] id="grid-numbers"
# A cell's answer is a vector $(p_c, b_x, b_y, b_h, b_w, c_1, c_2, \dots)$:
#
# - $p_c$ is 1 where an object is, and 0 elsewhere;
# - $b_x$ and $b_y$ say where in the cell the mid-point lies: from its top left corner, between 0 and 1;
# - $b_h$ and $b_w$ are height and width **counted in cells**. They may be larger than 1: the dog is five cells wide;
# - $c_1, c_2, \dots$ hold a single 1, for the class.
#
# ### Anchors
#
# A person in front of a car: both mid-points can fall into one cell. So each cell gets several places, one for each
# **anchor**, a typical shape: tall for people, wide for cars. An object takes the anchor whose *shape* is most like
# its own. With 2 anchors and 3 classes a cell holds 2 · (5 + 3) = 16 numbers, and the target is S × S × 16.
#
# To compare shapes, lay both boxes on one corner and divide what they share by what they cover together.
#
# **Write `assign_anchor`.** If two anchors fit equally well, take the first.

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
# A car and a pedestrian before it, on a grid of 3 × 3: both mid-points lie in the middle cell, at different anchors.

# %% id="encode-example"
street_anchors = np.array([[0.2, 0.6], [0.7, 0.3]])  # a tall one, a wide one
street_boxes = np.array([[0.05, 0.4, 0.85, 0.75], [0.45, 0.3, 0.6, 0.85]])
street = encode_grid(street_boxes, [1, 0], street_anchors, S=3, n_classes=3)  # pedestrian 0, car 1, motorcycle 2
print("target:", street.shape, "or", street.reshape(3, 3, -1).shape)
show_grids(
    {"tall anchor: p_c": street[:, :, 0, 0], "wide anchor: p_c": street[:, :, 1, 0]}, " ", "Which cells hold an object."
)

# %% id="encode-vectors"
show_grids(
    {"pedestrian": street[1, 1, 0][None].round(2), "car": street[1, 1, 1][None].round(2)},
    " ",
    "The two vectors of the middle cell: p_c, b_x, b_y, b_h, b_w, three classes. The car's width is 2.4 cells.",
)

# %% [markdown] id="decode-text"
# ## 2. What the network gives back
#
# The classic network, YOLOv2, gives (19, 19, 5, 85) numbers: 19 × 19 cells, 5 anchors, and 85 = 4 + 1 + 80 numbers for
# each: $t_x, t_y, t_w, t_h$, the confidence, and 80 classes. (The order differs from the target above. It is a habit
# of the authors' code, and the first trap of this field: *always ask which number is which*.)
#
# The $t$ are free numbers, so they are squeezed into place: $\sigma$, the sigmoid, lies between 0 and 1, and $e^t$ is
# never negative. In shares of the picture:
#
# $$x = \frac{\sigma(t_x) + \text{column}}{S} \qquad y = \frac{\sigma(t_y) + \text{row}}{S} \qquad
# w = w_{\text{anchor}}\, e^{t_w} \qquad h = h_{\text{anchor}}\, e^{t_h}$$
#
# Here this is done for random numbers, so that you see the shapes. Later a real network gives them.

# %% id="decode"
def sigmoid(t):
    return 1 / (1 + np.exp(-t))


S = 19
anchors = np.array([[0.57, 0.68], [1.87, 2.06], [3.34, 5.47], [7.88, 3.53], [9.77, 9.17]]) / S  # cells → shares
t = np.random.RandomState(1).randn(S, S, 5, 85)

rows, columns = np.indices((S, S))
cells = np.stack([columns, rows], axis=-1)[:, :, None]  # (19, 19, 1, 2), x first
box_xy = (sigmoid(t[..., 0:2]) + cells) / S
box_wh = anchors * np.exp(t[..., 2:4])
box_confidence = sigmoid(t[..., 4:5])
box_class_probs = np.exp(t[..., 5:]) / np.exp(t[..., 5:]).sum(axis=-1, keepdims=True)
[part.shape for part in (box_xy, box_wh, box_confidence, box_class_probs)]

# %% [markdown] id="corners-text"
# ### Corners
#
# To draw or compare boxes, corners are handier than mid-points. Now the second trap: classic code writes **y before
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
# ## 3. Keep what the network believes
#
# 19 · 19 · 5 = 1805 boxes, and a photograph with three objects. The **score** of a class is
#
# $$\text{score}_c = \text{confidence} \cdot \text{probability}_c$$
#
# "is there anything at all?" times "if so, is it a $c$?". A box's best class speaks for it. Boxes with a score below a
# threshold go. A score *equal* to the threshold is good enough.
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

# %% id="filter-example"
boxes = yolo_boxes_to_corners(box_xy, box_wh)
for threshold in (0.02, 0.05, 0.1):
    scores, kept, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold)
    print(f"threshold {threshold}: {len(scores)} of {S * S * 5} boxes stay")

# %% [markdown] id="iou-text"
# ## 4. How much do two boxes overlap?
#
# Several cells report the same dog. Are two boxes *the same thing*? **Intersection over union** says how much:
#
# $$\text{IoU} = \frac{\text{area in both}}{\text{area in at least one}}$$
#
# 1 for equal boxes, 0 for boxes that do not touch. A detection is usually called right from IoU 0.5 on.
#
# Drag the boxes, or move them with the keys. Then switch the clamp off and pull them apart **in both directions**:
# two negative sides multiply to a positive "intersection". That is the most frequent mistake in this function.

# %% id="iou-explorer"
IoUExplorer((2, 1, 4, 3), (1, 2, 3, 4))

# %% [markdown] id="iou-task"
# **Write `iou`.** The union is both areas less the intersection, which would count twice.

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
# ## 5. One object, one box: non-max suppression
#
# 1. Take the box with the best score, and keep it.
# 2. Drop every box that overlaps it too much: IoU **above** the threshold.
# 3. Go on with the best box that is left.
#
# Step through it on a real detection. The dog has four boxes, the car four more: two of them as a truck. What happens
# to the truck *per class*, and what *class-agnostic*?

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
start_tensorflow()  # takes a few seconds, once
import tensorflow as tf

rng = np.random.RandomState(3)
corner = rng.rand(500, 2)
many = np.concatenate([corner, corner + 0.05 + 0.2 * rng.rand(500, 2)], axis=1).astype("float32")
random_scores = rng.rand(500).astype("float32")
mine = non_max_suppression(many, random_scores, iou_threshold=0.3)
theirs = tf.image.non_max_suppression(many, random_scores, max_output_size=500, iou_threshold=0.3).numpy()
print(f"{len(mine)} boxes stay; the same as TensorFlow's: {mine.tolist() == theirs.tolist()}")

# %% [markdown] id="scale-text"
# ## 6. All together
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

# %% [markdown] id="summary"
# ## What you have now
#
# - An object belongs to its mid-point's cell and to the anchor of the most similar shape.
# - Score = confidence × probability; filter, then suppress.
# - Three traps: y before x, suppression per class or over all, ties with the threshold.
#
# In a terminal, `course check workbook/week3/2_yolo_car_detection.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Suppress per class in `yolo_eval`. On which of your pictures does it change anything?
# 2. *Soft-NMS* does not drop a box but lowers its score by the overlap. Write it: one line changes.
# 3. Time your `non_max_suppression` on 5,000 boxes. Then compute the IoU of one box with all others in one numpy
#    expression. How much faster is it?

# %% [markdown] id="reading"
# **To read on.** J. Redmon, S. Divvala, R. Girshick, A. Farhadi, *You only look once: unified, real-time object
# detection*, 2016. J. Redmon, A. Farhadi, *YOLO9000: better, faster, stronger*, 2017 (anchors), and *YOLOv3: an
# incremental improvement*, 2018, whose tiny network runs here.
