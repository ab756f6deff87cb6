"""Wrong answers to week3/1_localization, those in numpy; `# !` marks the line at fault."""

import numpy as np


def encode_target__height_and_width_swapped(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is not None:
        x1, y1, x2, y2 = box
        n_H, n_W = image_shape
        target[0] = 1
        target[1] = (x1 + x2) / 2 / n_W
        target[2] = (y1 + y2) / 2 / n_H
        target[3], target[4] = (x2 - x1) / n_W, (y2 - y1) / n_H  # !
        target[5 + label] = 1
    return target


def encode_target__corner_for_the_middle(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is None:
        return target
    rows, columns = image_shape
    x1, y1, x2, y2 = box
    target[0] = 1
    target[1] = x1 / columns  # !
    target[2] = (y1 + y2) / (2 * rows)
    target[3] = (y2 - y1) / rows
    target[4] = (x2 - x1) / columns
    target[5 + label] = 1
    return target


def encode_target__class_from_four(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is not None:
        h, w = image_shape
        cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        target[:5] = 1, cx / w, cy / h, (box[3] - box[1]) / h, (box[2] - box[0]) / w
        target[4 + label] = 1  # !
    return target


def landmark_loss__counts_all(landmarks_true, landmarks_pred, visible):
    d = np.sum((landmarks_true - landmarks_pred) ** 2, axis=2)
    n = np.sum(visible)
    if n == 0:
        return 0.0
    return np.sum(d) / n  # !


def landmark_loss__half(landmarks_true, landmarks_pred, visible):
    squares = np.square(landmarks_true - landmarks_pred)
    per_point = np.mean(squares, axis=2)  # !
    seen = visible.sum()
    loss = (per_point * visible).sum() / seen if seen else 0.0
    return loss


def sliding_windows__last_window_missing(image, size, stride):
    n_H, n_W = image.shape[:2]
    windows, corners = [], []
    for y in range(0, n_H - size + 1, stride):
        for x in range(0, n_W - size, stride):  # !
            windows.append(image[y : y + size, x : x + size])
            corners.append((y, x))
    return np.array(windows), np.array(corners)


def sliding_windows__x_first(image, size, stride):
    n_H, n_W, n_C = image.shape
    windows = []
    corners = []
    for i in range((n_H - size) // stride + 1):
        for j in range((n_W - size) // stride + 1):
            r, c = i * stride, j * stride
            windows.append(image[r : r + size, c : c + size, :])
            corners.append([c, r])  # !
    return np.stack(windows), np.stack(corners)


def dense_to_conv__units_first(W, b, input_shape):
    n_H, n_W, n_C = input_shape
    filters = W.reshape(n_W, n_H, n_C, -1)  # !
    return filters, b
