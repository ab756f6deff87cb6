"""What a network sees, in loops: patches, covered squares, gradients, bins. TensorFlow is imported by need."""

from __future__ import annotations

import numpy as np

from course_utils.types import Array, Function, Image, Images, Model


def top_patches(images: Images, maps: Array, unit: int, size: int, n: int = 9) -> tuple[Images, Array]:
    """Shapes: (m, n_H, n_W, 3), (m, h, w, n_C) → (k, size, size, 3), (k,)."""
    m, n_H, n_W, _ = images.shape
    _, h, w, _ = maps.shape
    found_in = []
    for k in range(m):
        plane = maps[k, :, :, unit]
        i, j = divmod(int(np.argmax(plane)), w)
        found_in.append((plane[i, j], k, i, j))
    order = sorted(found_in, key=lambda place: -place[0])
    patches, activations = [], []
    for strength, k, i, j in order[:n]:
        step_H, step_W = n_H // h, n_W // w
        y = i * step_H + step_H // 2 - size // 2
        x = j * step_W + step_W // 2 - size // 2
        y, x = min(max(y, 0), n_H - size), min(max(x, 0), n_W - size)
        patches.append(images[k, y : y + size, x : x + size])
        activations.append(strength)
    return np.array(patches), np.array(activations)


def occlusion_map(model: Function, image: Image, c: int, size: int, stride: int, fill: float = 127.0) -> Array:
    """Shapes: (n_H, n_W, 3) → (rows, columns)."""
    n_H, n_W, _ = image.shape
    rows, columns = (n_H - size) // stride + 1, (n_W - size) // stride + 1
    p = np.asarray(model(image[np.newaxis]))[0, c]
    drop = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            y, x = i * stride, j * stride
            hidden = image.copy()
            hidden[y : y + size, x : x + size] = fill
            score = np.asarray(model(hidden[np.newaxis]))[0, c]
            drop[i, j] = p - score
    return drop


def saliency(model: Model, image: Image, c: int) -> Array:
    """Shapes: (n_H, n_W, 3) → (n_H, n_W)."""
    import tensorflow as tf

    pixels = tf.Variable(image[np.newaxis], dtype=tf.float32)
    with tf.GradientTape() as tape:
        scores = model(pixels, training=False)
        score = scores[0, c]
    slopes = tape.gradient(score, pixels).numpy()[0]
    sizes = np.abs(slopes)
    largest: Array = sizes.max(axis=2)
    return largest


def grad_cam(model: Model, image: Image, c: int, layer: str) -> Array:
    """Shapes: (n_H, n_W, 3) → (h, w)."""
    import keras
    import tensorflow as tf

    both = keras.Model(model.input, [model.get_layer(layer).output, model.output])
    with tf.GradientTape() as tape:
        A, scores = both(tf.constant(image[np.newaxis], tf.float32), training=False)
        score = scores[0, c]
    slopes = tape.gradient(score, A).numpy()[0]
    maps = A.numpy()[0]
    weights = slopes.mean(axis=(0, 1))
    total = np.zeros(maps.shape[:2])
    for k in range(maps.shape[2]):
        total += weights[k] * maps[:, :, k]
    return np.maximum(total, 0)


def fgsm(model: Model, image: Image, label: int, epsilon: float) -> Image:
    """Shapes: (n_H, n_W, 3) → as it came."""
    import tensorflow as tf

    pixels = tf.Variable(image[np.newaxis], dtype=tf.float32)
    with tf.GradientTape() as tape:
        probabilities = model(pixels, training=False)
        loss = -tf.math.log(probabilities[0, label])
    slopes = tape.gradient(loss, pixels).numpy()[0]
    step = epsilon * np.sign(slopes)
    moved = image + step
    inside: Image = np.clip(moved, 0, 255)
    return inside


def expected_calibration_error(probabilities: Array, labels: Array, bins: int = 10) -> float:
    """Shapes: (m, classes), (m,) → one number."""
    m = len(labels)
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    total = 0.0
    for k in range(bins):
        low, high = k / bins, (k + 1) / bins
        inside = (confidence > low) & (confidence <= high)
        count = inside.sum()
        if count > 0:
            gap = abs(right[inside].mean() - confidence[inside].mean())
            total += count / m * gap
    return total
