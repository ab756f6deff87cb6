"""Other right answers to week3/1_localization, as students write them."""

import numpy as np
import tensorflow as tf
from keras import ops
from numpy.lib.stride_tricks import as_strided


def encode_target_by_early_return(box, label, image_shape, n_classes=3):
    if box is None:
        return np.zeros(5 + n_classes)
    n_H, n_W = image_shape
    x1, y1, x2, y2 = box
    height, width = (y2 - y1) / n_H, (x2 - x1) / n_W
    head = [1.0, x1 / n_W + width / 2, y1 / n_H + height / 2, height, width]
    return np.concatenate([head, np.eye(n_classes)[label]])


def encode_target_by_lists(box, label, image_shape, n_classes=3):
    classes = [1 if i == label and box is not None else 0 for i in range(n_classes)]
    if not box:
        return [0, 0, 0, 0, 0, *classes]
    return [1, (box[0] + box[2]) / (2 * image_shape[1]), (box[1] + box[3]) / (2 * image_shape[0]),
            (box[3] - box[1]) / image_shape[0], (box[2] - box[0]) / image_shape[1], *classes]  # fmt: skip


def encode_target_by_float32_arrays(box, label, image_shape, n_classes=3):
    y = np.zeros((5 + n_classes,), dtype=np.float32)
    if box is not None:
        scale = np.array([image_shape[1], image_shape[0]], dtype=np.float32)
        low, high = np.array(box[:2]) / scale, np.array(box[2:]) / scale
        y[:5] = [1, *((low + high) / 2), *(high - low)[::-1]]
        y[5:] = np.arange(n_classes) == label
    return y


def localization_loss_by_where(y_true, y_pred):
    squares = tf.math.squared_difference(y_true, y_pred)
    per_picture = tf.where(y_true[:, 0] == 1, tf.reduce_sum(squares, axis=-1), squares[:, 0])
    return tf.reduce_mean(per_picture)


def localization_loss_by_a_mask(y_true, y_pred):
    mask = ops.concatenate([ops.ones_like(y_true[:, :1]), ops.repeat(y_true[:, :1], y_true.shape[1] - 1, axis=1)], axis=1)
    return ops.sum(mask * ops.square(y_pred - y_true)) / y_true.shape[0]


def localization_loss_by_parts(y_true, y_pred):
    there = y_true[..., 0]
    object_loss = tf.square(there - y_pred[..., 0])
    box_loss = tf.reduce_sum(tf.square(y_true[..., 1:5] - y_pred[..., 1:5]), axis=1)
    class_loss = tf.reduce_sum(tf.pow(y_true[..., 5:] - y_pred[..., 5:], 2), axis=1)
    return tf.reduce_mean(object_loss) + tf.reduce_mean(there * box_loss) + tf.reduce_mean(there * class_loss)


def localization_loss_by_a_loop(y_true, y_pred):
    total, m = 0.0, len(y_true)
    for truth, guess in zip(np.array(y_true), np.array(y_pred)):
        kept = slice(None) if truth[0] > 0.5 else slice(1)
        total += np.sum((truth[kept] - guess[kept]) ** 2)
    return total / m


def landmark_loss_by_loops(landmarks_true, landmarks_pred, visible):
    total, count = 0, 0
    for i in range(len(visible)):
        for j in range(len(visible[i])):
            if visible[i][j]:
                x = landmarks_true[i][j][0] - landmarks_pred[i][j][0]
                y = landmarks_true[i][j][1] - landmarks_pred[i][j][1]
                total += x * x + y * y
                count += 1
    return total / count if count else 0


def landmark_loss_by_a_safe_division(landmarks_true, landmarks_pred, visible):
    difference = landmarks_true - landmarks_pred
    squares = np.einsum("mkd,mkd,mk->", difference, difference, visible)
    return squares / np.maximum(np.sum(visible), 1)


def landmark_loss_by_norms(landmarks_true, landmarks_pred, visible):
    seen = np.asarray(visible) > 0
    if not np.any(seen):
        return np.array([0.0])
    distances = np.linalg.norm(landmarks_true[seen] - landmarks_pred[seen], axis=-1)
    return np.average(distances**2)


def sliding_windows_by_stride_tricks(image, size, stride):
    image = np.ascontiguousarray(image)
    n_H, n_W, n_C = image.shape
    rows, columns = 1 + (n_H - size) // stride, 1 + (n_W - size) // stride
    a, b, c = image.strides
    views = as_strided(image, (rows, columns, size, size, n_C), (a * stride, b * stride, a, b, c))
    corners = np.indices((rows, columns)).reshape(2, -1).T * stride
    return views.reshape(-1, size, size, n_C), corners


def sliding_windows_by_comprehensions(image, size, stride):
    n_H, n_W, _ = image.shape
    corners = [(y, x) for y in range(0, n_H, stride) for x in range(0, n_W, stride) if y + size <= n_H and x + size <= n_W]
    windows = [image[y : y + size, x : x + size, :] for y, x in corners]
    return windows, corners


def sliding_windows_by_counting(image, size, stride):
    n_H = int((image.shape[0] - size) / stride) + 1
    n_W = int((image.shape[1] - size) / stride) + 1
    windows = np.zeros((n_H * n_W, size, size, image.shape[2]), dtype=np.float32)
    corners = np.zeros((n_H * n_W, 2))
    for n in range(n_H * n_W):
        h, w = divmod(n, n_W)
        corners[n] = h * stride, w * stride
        windows[n] = image[h * stride :, w * stride :][:size, :size]
    return windows, corners


def sliding_windows_by_patches(image, size, stride):
    patches = tf.image.extract_patches(image[None], [1, size, size, 1], [1, stride, stride, 1], [1, 1, 1, 1], "VALID")
    ys, xs = np.meshgrid(np.arange(patches.shape[1]), np.arange(patches.shape[2]), indexing="ij")
    return tf.reshape(patches, (-1, size, size, image.shape[2])), stride * np.stack([ys.ravel(), xs.ravel()], axis=1)


def dense_to_conv_by_units(W, b, input_shape):
    filters = np.zeros((*input_shape, W.shape[1]))
    for unit in range(W.shape[1]):
        filters[:, :, :, unit] = W[:, unit].reshape(input_shape)
    return filters, b.copy()


def dense_to_conv_by_tf(W, b, input_shape):
    n_H, n_W, n_C = input_shape
    return tf.reshape(tf.constant(W, tf.float32), [n_H, n_W, n_C, len(b)]), tf.constant(b)


def dense_to_conv_by_places(W, b, input_shape):
    n_H, n_W, n_C = input_shape
    filters = np.empty((*input_shape, len(b)))
    for y in range(n_H):
        for x in range(n_W):
            for c in range(n_C):
                filters[y, x, c] = W[(y * n_W + x) * n_C + c]
    return [filters, list(b)]
