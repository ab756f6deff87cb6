"""Right answers to boxes of a map. `EXERCISE_by_STYLE`."""

import numpy as np


def map_to_boxes_by_where(scores, size, stride, threshold=0.5):
    rows, columns = np.where(scores >= threshold)
    sure = scores[rows, columns]
    boxes = np.stack([columns * stride, rows * stride, columns * stride + size, rows * stride + size], axis=1)
    order = np.argsort(-sure, kind="stable")
    return boxes[order], sure[order]


def map_to_boxes_by_ranking(scores, size, stride, threshold=0.5):
    boxes, kept = [], []
    for place in np.argsort(-scores, axis=None, kind="stable"):
        row, column = divmod(int(place), scores.shape[1])
        if scores[row, column] < threshold:
            break
        boxes.append((stride * column, stride * row, stride * column + size, stride * row + size))
        kept.append(scores[row, column])
    return np.array(boxes, dtype=int).reshape(len(boxes), 4), np.array(kept)


def map_to_boxes_by_sorted_list(scores, size, stride, threshold=0.5):
    found = [(s, r, c) for (r, c), s in np.ndenumerate(scores) if s >= threshold]
    found = sorted(found, key=lambda entry: (-entry[0], entry[1], entry[2]))
    corners = np.zeros((len(found), 4))
    for k, (_, r, c) in enumerate(found):
        corners[k] = c * stride, r * stride, c * stride + size, r * stride + size
    return corners, np.array([s for s, _, _ in found])


def map_to_boxes_by_all_windows(scores, size, stride, threshold=0.5):
    y, x = stride * np.indices(scores.shape)
    boxes = np.dstack([x, y, x + size, y + size]).reshape(-1, 4)
    flat = scores.ravel()
    boxes, flat = boxes[flat >= threshold], flat[flat >= threshold]
    order = flat.argsort(kind="stable")[::-1]
    return boxes[order], flat[order]


def map_to_boxes_by_argwhere(scores, size, stride, threshold=0.5):
    places = np.argwhere(scores >= threshold)
    values = np.array([scores[tuple(place)] for place in places])
    corners = places[:, ::-1] * stride
    boxes = np.concatenate([corners, corners + size], axis=1)
    if not len(values):
        return boxes.reshape(0, 4), values
    ranks = np.lexsort((np.arange(len(values)), -values))
    return boxes[ranks], values[ranks]


def map_to_boxes_by_generator(scores, size, stride, threshold=0.5):
    def windows():
        for row, line in enumerate(scores):
            for column, score in enumerate(line):
                if not score < threshold:
                    yield -score, column * stride, row * stride

    best_first = sorted(windows(), key=lambda window: window[0])
    return np.array([[x, y, x + size, y + size] for _, x, y in best_first]).reshape(-1, 4), np.array([-s for s, *_ in best_first])
