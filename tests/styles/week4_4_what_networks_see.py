"""Right answers to patches, covered squares and calibration as good students write them; all must pass every case."""

import math
from itertools import pairwise, product

import numpy as np
import tensorflow as tf


def top_patches_by_loops(images, maps, unit, size, n=9):
    m, n_H, n_W, _ = images.shape
    h, w = maps.shape[1], maps.shape[2]
    strengths, corners = [], []
    for k in range(m):
        best, where = -np.inf, (0, 0)
        for i in range(h):
            for j in range(w):
                if maps[k, i, j, unit] > best:
                    best = maps[k, i, j, unit]
                    where = (i, j)
        top = where[0] * (n_H // h) + (n_H // h) // 2 - size // 2
        left = where[1] * (n_W // w) + (n_W // w) // 2 - size // 2
        if top < 0:
            top = 0
        if top + size > n_H:
            top = n_H - size
        if left < 0:
            left = 0
        if left + size > n_W:
            left = n_W - size
        strengths.append(best)
        corners.append((top, left))
    order = np.argsort(-np.array(strengths), kind="stable")[:n]
    patches = np.array([images[k, corners[k][0] : corners[k][0] + size, corners[k][1] : corners[k][1] + size] for k in order])
    return patches, np.array([strengths[k] for k in order])


def top_patches_by_unravel_index(images, maps, unit, size, n=9):
    channel = maps[:, :, :, unit]
    strongest = np.max(channel, axis=(1, 2))
    ranking = sorted(range(len(images)), key=lambda k: strongest[k], reverse=True)[:n]
    rows_per_place = images.shape[1] / maps.shape[1]
    cols_per_place = images.shape[2] / maps.shape[2]
    patches = []
    for k in ranking:
        i, j = np.unravel_index(np.argmax(channel[k]), channel[k].shape)
        y = int((i + 0.5) * rows_per_place) - size // 2
        x = int((j + 0.5) * cols_per_place) - size // 2
        y = int(np.clip(y, 0, images.shape[1] - size))
        x = int(np.clip(x, 0, images.shape[2] - size))
        patches.append(images[k][y : y + size, x : x + size])
    return np.stack(patches), strongest[ranking]


def top_patches_by_repeated_maximum(images, maps, unit, size, n=9):
    """Take the strongest picture out, again and again."""
    left = {k: maps[k, ..., unit] for k in range(images.shape[0])}
    patches, values = [], []
    while left and len(values) < n:
        k = max(left, key=lambda k: left[k].max())
        plane = left.pop(k)
        i, j = np.argwhere(plane == plane.max())[0]
        corner = []
        for place, pixels, places in ((i, images.shape[1], plane.shape[0]), (j, images.shape[2], plane.shape[1])):
            step = pixels // places
            corner.append(max(0, min(pixels - size, place * step + step // 2 - size // 2)))
        patches.append(images[k, corner[0] :, corner[1] :][:size, :size])
        values.append(plane.max())
    return np.asarray(patches), np.asarray(values)


def top_patches_by_tensorflow(images, maps, unit, size, n=9):
    m, h, w, _ = maps.shape
    flat = tf.reshape(maps[..., unit], (m, h * w))
    values, ks = tf.math.top_k(tf.reduce_max(flat, axis=1), k=min(n, m))
    best = tf.argmax(flat, axis=1).numpy()
    cut = []
    for k in ks.numpy():
        i, j = best[k] // w, best[k] % w
        sh, sw = images.shape[1] // h, images.shape[2] // w
        y = np.clip(sh * i + sh // 2 - size // 2, 0, images.shape[1] - size)
        x = np.clip(sw * j + sw // 2 - size // 2, 0, images.shape[2] - size)
        cut.append(tf.slice(images[k], [y, x, 0], [size, size, images.shape[3]]))
    return tf.stack(cut), values


def top_patches_by_fancy_indexing(images, maps, unit, size, n=9):
    m, H, W, _ = images.shape
    h, w = maps.shape[1:3]
    plane = maps[..., unit].reshape(m, h * w)
    at = plane.argmax(1)
    values = plane[np.arange(m), at]
    order = np.lexsort((np.arange(m), -values))[:n]
    tops = np.clip(at[order] // w * (H // h) + H // h // 2 - size // 2, 0, H - size)
    lefts = np.clip(at[order] % w * (W // w) + W // w // 2 - size // 2, 0, W - size)
    span = np.arange(size)
    rows = tops[:, None, None] + span[None, :, None]
    columns = lefts[:, None, None] + span[None, None, :]
    return images[order[:, None, None], rows, columns], values[order]


def top_patches_by_tuples_in_a_list(images, maps, unit, size, n=9):
    entries = []
    for k, picture_map in enumerate(maps):
        plane = picture_map[:, :, unit].tolist()
        value = max(max(row) for row in plane)
        i = next(i for i, row in enumerate(plane) if value in row)
        entries.append((-value, k, i, plane[i].index(value)))
    entries.sort()
    out = []
    for _, k, i, j in entries[:n]:
        step_h, step_w = images.shape[1] // maps.shape[1], images.shape[2] // maps.shape[2]
        y = min(max(i * step_h + step_h // 2 - size // 2, 0), images.shape[1] - size)
        x = min(max(j * step_w + step_w // 2 - size // 2, 0), images.shape[2] - size)
        out.append(images[k, y : y + size, x : x + size, :])
    return np.array(out), [-entry[0] for entry in entries[:n]]


def occlusion_map_by_one_batch(model, image, c, size, stride, fill=127.0):
    rows = range(0, image.shape[0] - size + 1, stride)
    cols = range(0, image.shape[1] - size + 1, stride)
    batch = []
    for r in rows:
        for s in cols:
            copy = np.array(image)
            copy[r : r + size, s : s + size, :] = fill
            batch.append(copy)
    scores = model(np.array(batch)).numpy()[:, c].reshape(len(rows), len(cols))
    return model(image[None]).numpy()[0, c] - scores


def occlusion_map_by_predict(model, image, c, size, stride, fill=127.0):
    before = model.predict(np.expand_dims(image, 0), verbose=0)[0][c]
    heat = np.zeros((1 + (image.shape[0] - size) // stride, 1 + (image.shape[1] - size) // stride))
    for i in range(heat.shape[0]):
        for j in range(heat.shape[1]):
            occluded = image.copy()
            occluded[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            heat[i][j] = before - model.predict(np.expand_dims(occluded, 0), verbose=0)[0][c]
    return heat


def occlusion_map_by_masks(model, image, c, size, stride, fill=127.0):
    n_H, n_W, _ = image.shape
    y, x = np.mgrid[:n_H, :n_W]
    places = [range((n - size) // stride + 1) for n in (n_H, n_W)]
    drops = []
    for i, j in product(*places):
        inside = (y >= i * stride) & (y < i * stride + size) & (x >= j * stride) & (x < j * stride + size)
        drops.append(float(model(np.where(inside[..., None], fill, image)[None])[0, c]))
    return float(model(image[None])[0, c]) - np.array(drops).reshape([len(each) for each in places])


def occlusion_map_by_restoring(model, image, c, size, stride, fill=127.0):
    picture = image.astype(np.float32)
    p = float(model(picture[np.newaxis, ...])[0][c])
    result = []
    for top in range(0, picture.shape[0] - size + 1, stride):
        line = []
        for left in range(0, picture.shape[1] - size + 1, stride):
            saved = picture[top : top + size, left : left + size].copy()
            picture[top : top + size, left : left + size] = fill
            line.append(p - float(model(picture[np.newaxis, ...])[0][c]))
            picture[top : top + size, left : left + size] = saved
        result.append(line)
    return np.array(result)


def occlusion_map_by_tensors(model, image, c, size, stride, fill=127.0):
    x = tf.cast(image, tf.float32)
    H, W = (image.shape[0] - size) // stride + 1, (image.shape[1] - size) // stride + 1
    values = []
    for i in range(H):
        for j in range(W):
            pad = [[i * stride, image.shape[0] - size - i * stride], [j * stride, image.shape[1] - size - j * stride], [0, 0]]
            mask = tf.pad(tf.ones((size, size, image.shape[2])), pad)
            values.append(model((x * (1 - mask) + fill * mask)[tf.newaxis])[0, c])
    return model(x[tf.newaxis])[0, c] - tf.reshape(tf.stack(values), (H, W))


def occlusion_map_by_one_row_at_a_time(model, image, c, size, stride, fill=127.0):
    columns = (image.shape[1] - size) // stride + 1
    whole = np.asarray(model(image[None, ...]))[0, c]
    heat = np.empty(((image.shape[0] - size) // stride + 1, columns))
    for i, line in enumerate(heat):
        stack = np.tile(image, (columns, 1, 1, 1))
        for j in range(columns):
            stack[j, i * stride : i * stride + size, j * stride : j * stride + size] = fill
        line[:] = whole - np.asarray(model(stack))[:, c]
    return heat


def expected_calibration_error_by_masks(probabilities, labels, bins=10):
    confidences = np.max(probabilities, axis=1)
    predictions = np.argmax(probabilities, axis=1)
    accuracies = predictions == labels
    edges = np.linspace(0, 1, bins + 1)
    ece = 0
    for lower, upper in pairwise(edges):
        in_bin = (confidences > lower) & (confidences <= upper)
        if np.any(in_bin):
            ece += np.abs(accuracies[in_bin].mean() - confidences[in_bin].mean()) * in_bin.mean()
    return ece


def expected_calibration_error_by_ceiling(probabilities, labels, bins=10):
    total = 0.0
    groups = [[] for _ in range(bins)]
    for row, label in zip(probabilities, labels):
        confidence = max(row)
        groups[math.ceil(confidence * bins) - 1].append((confidence, int(np.argmax(row)) == label))
    for group in groups:
        if group:
            mean_confidence = sum(pair[0] for pair in group) / len(group)
            accuracy = sum(pair[1] for pair in group) / len(group)
            total += len(group) * abs(accuracy - mean_confidence)
    return total / len(labels)


def expected_calibration_error_by_digitize(probabilities, labels, bins=10):
    top = probabilities.max(-1)
    hit = (probabilities.argmax(-1) == labels).astype(float)
    bin_of = np.digitize(top, np.arange(1, bins) / bins, right=True)
    return sum(abs(np.sum(hit[bin_of == b] - top[bin_of == b])) for b in range(bins)) / len(top)


def expected_calibration_error_by_sorting(probabilities, labels, bins=10):
    order = np.argsort(probabilities.max(axis=1))
    confidence = probabilities.max(axis=1)[order]
    right = np.equal(probabilities.argmax(axis=1), labels)[order]
    cuts = np.searchsorted(confidence, np.arange(1, bins) / bins, side="right")
    parts = zip(np.split(confidence, cuts), np.split(right, cuts))
    return float(sum(abs(r.sum() - c.sum()) for c, r in parts) / len(labels))


def expected_calibration_error_by_tensorflow(probabilities, labels, bins=10):
    P = tf.constant(probabilities, tf.float64)
    confidence = tf.reduce_max(P, axis=1)
    correct = tf.cast(tf.equal(tf.argmax(P, axis=1), tf.cast(labels, tf.int64)), tf.float64)
    number = tf.cast(tf.math.ceil(confidence * bins), tf.int32) - 1
    gaps = tf.math.unsorted_segment_sum(correct - confidence, number, bins)
    return tf.reduce_sum(tf.abs(gaps)) / len(labels)


def expected_calibration_error_by_weighted_average(probabilities, labels, bins=10):
    conf, acc, weight = [], [], []
    c = np.amax(probabilities, 1)
    y_hat = np.argmax(probabilities, 1)
    for b in range(1, bins + 1):
        members = [i for i in range(len(c)) if (b - 1) / bins < c[i] <= b / bins]
        if len(members) == 0:
            continue
        conf.append(np.mean(c[members]))
        acc.append(np.mean(y_hat[members] == np.asarray(labels)[members]))
        weight.append(len(members))
    return np.average(np.abs(np.array(acc) - np.array(conf)), weights=weight)
