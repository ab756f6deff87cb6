"""More right answers about boxes: anchors, grids, corners, overlaps and scales by classes, graphs, sorting, recursion."""

import math
from collections import namedtuple
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce, wraps

import numpy as np
import tensorflow as tf
from keras import ops
from tensorflow.keras import backend as K


def similarity(w, h, a_w, a_h):
    both = min(w, a_w) * min(h, a_h)
    return both / (w * h + a_w * a_h - both)


def assign_anchor_by_sorting(box_wh, anchors):
    order = sorted(range(len(anchors)), key=lambda k: similarity(*box_wh, *anchors[k]), reverse=True)
    return order[0], similarity(*box_wh, *anchors[order[0]])


@tf.function
def shapes_overlap(box, sizes):
    both = tf.reduce_prod(tf.minimum(box[tf.newaxis], sizes), axis=-1)
    return both / (tf.math.reduce_prod(box) + tf.math.reduce_prod(sizes, -1) - both)


def assign_anchor_by_graph(box_wh, anchors):
    ious = shapes_overlap(tf.constant(box_wh, tf.float64), tf.constant(anchors, tf.float64)).numpy()
    best = ious.argmax()
    return best.item(), ious[best].item()


def assign_anchor_by_argsort_descending(wh, anchors):
    wh, anchors = np.asarray(wh, np.float32), np.asarray(anchors, np.float32)
    inter = np.minimum(wh[0], anchors[:, 0]) * np.minimum(wh[1], anchors[:, 1])
    ious = inter / (wh[0] * wh[1] + anchors[:, 0] * anchors[:, 1] - inter)
    first = np.argsort(-ious, kind="stable")[0]
    return first, ious[first]


def assign_anchor_by_recursion(box_wh, anchors):
    *others, last = list(anchors)
    overlap = similarity(*box_wh, *last)
    if not others:
        return 0, overlap
    best, best_overlap = assign_anchor_by_recursion(box_wh, others)
    return (len(others), overlap) if overlap > best_overlap else (best, best_overlap)


@dataclass
class Thing:
    box: tuple
    kind: int

    def place(self, S):
        x1, y1, x2, y2 = self.box
        x, y = (x1 + x2) * S / 2, (y1 + y2) * S / 2
        column, row = (min(math.floor(t), S - 1) for t in (x, y))
        return row, column, x - column, y - row

    def vector(self, S, n_classes):
        x1, y1, x2, y2 = self.box
        _, _, dx, dy = self.place(S)
        return [1, dx, dy, (y2 - y1) * S, (x2 - x1) * S] + [int(k == self.kind) for k in range(n_classes)]


def encode_grid_by_dataclass(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for thing in map(Thing, boxes, classes):
        row, column, _, _ = thing.place(S)
        x1, y1, x2, y2 = thing.box
        grid[row, column, assign_anchor_by_sorting((x2 - x1, y2 - y1), anchors)[0]] = thing.vector(S, n_classes)
    return grid


def encode_grid_by_dictionary(boxes, classes, anchors, S, n_classes):
    filled = {}
    for box, kind in zip(np.asarray(boxes), classes):
        size = box[2:] - box[:2]
        middle = box[:2] * S + size * S / 2
        cell = np.minimum(middle.astype(int), S - 1)
        anchor = assign_anchor_by_recursion(size, anchors)[0]
        filled[cell[1], cell[0], anchor] = np.r_[1, middle - cell, S * size[::-1], np.eye(n_classes)[kind]]
    nothing = np.zeros(5 + n_classes)
    return np.array(
        [[[filled.get((r, c, a), nothing) for a in range(len(anchors))] for c in range(S)] for r in range(S)]
    )


def encode_grid_by_scatter(boxes, classes, anchors, S, n_classes):
    grid = tf.zeros([S, S, len(anchors), 5 + n_classes], tf.float32)
    boxes = tf.reshape(tf.cast(boxes, tf.float32), [-1, 4])
    for k in range(boxes.shape[0]):
        size = boxes[k, 2:] - boxes[k, :2]
        middle = (boxes[k, 2:] + boxes[k, :2]) / 2 * S
        cell = tf.clip_by_value(tf.floor(middle), 0, S - 1)
        best = tf.argmax(shapes_overlap(size, tf.cast(anchors, tf.float32)))
        place = [int(cell[1]), int(cell[0]), int(best)]
        vector = tf.concat([[1.0], middle - cell, S * tf.reverse(size, [0]), tf.one_hot(classes[k], n_classes)], 0)
        grid = tf.tensor_scatter_nd_update(grid, [place], [vector])
    return grid


def grid_encoder(closest):
    def encode(boxes, classes, anchors, S, n_classes):
        target = np.zeros((S, S, len(anchors), 5 + n_classes), dtype="float32")
        for (left, top, right, bottom), label in zip(boxes, classes):
            (column, dx), (row, dy) = (divmod(S * (low + high) / 2, 1) for low, high in ((left, right), (top, bottom)))
            if column == S:
                column, dx = S - 1, 1
            if row == S:
                row, dy = S - 1, 1
            entry = target[int(row), int(column), closest((right - left, bottom - top), anchors)[0]]
            entry.fill(0)
            entry[0], entry[1], entry[2], entry[3], entry[4] = 1, dx, dy, S * (bottom - top), S * (right - left)
            entry[5:][int(label)] = 1
        return target

    return encode


# GRADED FUNCTION: encode_grid_by_closure
encode_grid_by_closure = grid_encoder(assign_anchor_by_argsort_descending)

TO_CORNERS = np.array([[0, 1, 0, 1], [1, 0, 1, 0], [0, -0.5, 0, 0.5], [-0.5, 0, 0.5, 0]])


def yolo_boxes_to_corners_by_matrix(box_xy, box_wh):
    return np.einsum("...i,ij->...j", np.concatenate((box_xy, box_wh), axis=-1), TO_CORNERS)


def yolo_boxes_to_corners_by_unstack(box_xy, box_wh):
    (x, y), (w, h) = tf.unstack(box_xy, axis=-1), tf.unstack(box_wh, axis=-1)
    return tf.stack([y - 0.5 * h, x - 0.5 * w, y + 0.5 * h, x + 0.5 * w], axis=-1)


def yolo_boxes_to_corners_by_signs(box_xy, box_wh):
    xy, wh = np.asarray(box_xy, np.float32), np.asarray(box_wh, np.float32)
    ends = xy[..., None, :] + np.array([[-0.5], [0.5]], np.float32) * wh[..., None, :]
    return np.flip(ends, -1).reshape(*xy.shape[:-1], 4)


@tf.function
def yolo_boxes_to_corners_by_tf_function(centres, sizes):
    half = sizes / 2.0
    return tf.concat([tf.reverse(centres - half, axis=[-1]), tf.reverse(centres + half, axis=[-1])], -1)


class Rectangle(namedtuple("Rectangle", "x1 y1 x2 y2")):
    __slots__ = ()

    @property
    def area(self):
        return max(self.x2 - self.x1, 0) * max(self.y2 - self.y1, 0)

    def __and__(self, other):
        low = map(max, self[:2], other[:2])
        high = map(min, self[2:], other[2:])
        return Rectangle(*low, *high)

    @staticmethod
    def iou(first, second):
        first, second = Rectangle(*first), Rectangle(*second)
        both = (first & second).area
        return both / (first.area + second.area - both)


iou_by_namedtuple = Rectangle.iou


def iou_by_axes(a, b):
    both = math.prod(max(0, min(a[k + 2], b[k + 2]) - max(a[k], b[k])) for k in (0, 1))
    areas = sum((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b))
    return both / (areas - both)


@tf.function
def iou_by_tf_function(box1, box2):
    p, q = tf.cast(box1, tf.float32), tf.cast(box2, tf.float32)
    sides = tf.nn.relu(tf.minimum(p[2:], q[2:]) - tf.maximum(p[:2], q[:2]))
    both = sides[0] * sides[1]
    area = tf.reduce_prod(p[2:] - p[:2]) + tf.reduce_prod(q[2:] - q[:2])
    return both / (area - both)


def iou_by_fractions(box1, box2):
    a, b = ([Fraction(float(number)) for number in box] for box in (box1, box2))
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0
    return float(w * h / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h))


def iou_by_walrus(box1, box2, *, epsilon=0.0):
    (left, top, right, bottom), (l2, t2, r2, b2) = box1, box2
    if (w := min(right, r2) - max(left, l2)) < 0 or (h := min(bottom, b2) - max(top, t2)) < 0:
        return 0.0
    return (w * h) / ((right - left) * (bottom - top) + (r2 - l2) * (b2 - t2) - w * h + epsilon)


def iou_by_float32(box1, box2):
    boxes = np.array([box1, box2], dtype=np.float32)
    sides = np.clip(boxes[:, 2:].min(0) - boxes[:, :2].max(0), 0, None)
    both = sides.prod()
    return both / (np.prod(boxes[:, 2:] - boxes[:, :2], axis=1).sum() - both)


def scale_boxes_by_diagonal(boxes, image_shape):
    h, w = image_shape
    return np.asarray(boxes) @ np.diag([h, w, h, w])


def scale_boxes_by_comprehension(boxes, image_shape):
    height, width = image_shape
    return np.array([[y1 * height, x1 * width, y2 * height, x2 * width] for y1, x1, y2, x2 in boxes]).reshape(-1, 4)


def scale_boxes_by_rows(boxes, image_shape):
    rows = []
    for box in boxes:
        rows.append([float(share) * image_shape[k % 2] for k, share in enumerate(box)])
    return rows


def tall_and_wide(function):
    @wraps(function)
    def wrapped(boxes, image_shape):
        return function(boxes, height=image_shape[0], width=image_shape[1])

    return wrapped


@tall_and_wide
def scale_boxes_by_decorator(boxes, *, height, width):
    return tf.cast(boxes, tf.float32) * tf.tile(tf.stack([tf.cast(height, tf.float32), tf.cast(width, tf.float32)]), [2])


def scale_boxes_by_backend(boxes, image_shape):
    height, width = float(image_shape[0]), float(image_shape[1])
    return boxes * K.reshape(K.stack([height, width, height, width]), (1, 4))


def scale_boxes_by_read_only_result(boxes, image_shape):
    scaled = np.empty_like(boxes, order="F")
    for column in range(4):
        np.multiply(boxes[:, column], image_shape[column % 2], out=scaled[:, column])
    scaled.setflags(write=False)
    return scaled


def scaled(axis_lengths, boxes, image_shape):
    return reduce(lambda left, k: ops.concatenate([left, boxes[:, k : k + 1] * image_shape[k % 2]], 1), axis_lengths, boxes[:, :0])


scale_boxes_by_partial = partial(scaled, range(4))
