"""Right answers to augmentation and transfer as good students write them: loops, numpy, TensorFlow, Keras.

`EXERCISE_by_STYLE`; all must pass every case.
"""

import keras
import numpy as np
import tensorflow as tf
import tensorflow.keras.layers as tfl
from keras import layers, ops


def mirror_by_fliplr(image):
    return np.fliplr(image)


def mirror_by_loops(image):
    n_H, n_W, n_C = image.shape
    mirrored = np.zeros((n_H, n_W, n_C))
    for row in range(n_H):
        for column in range(n_W):
            mirrored[row, n_W - 1 - column] = image[row, column]
    return mirrored


def mirror_by_tensorflow(image):
    return tf.image.flip_left_right(image)


def mirror_by_lists(image):
    return [list(reversed(row.tolist())) for row in image]


def mirror_by_take(image):
    return np.take(image, np.arange(image.shape[1])[::-1], axis=1)


def random_crop_by_one_bound(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    n_H, n_W, _ = image.shape
    top = int(rng.integers(n_H - height + 1))
    left = int(rng.integers(n_W - width + 1))
    return image[top : top + height, left : left + width, :].copy()


def random_crop_by_endpoint(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    top = rng.integers(low=0, high=image.shape[0] - height, endpoint=True)
    left = rng.integers(low=0, high=image.shape[1] - width, endpoint=True)
    rows, columns = np.arange(top, top + height), np.arange(left, left + width)
    return image[rows][:, columns]


def random_crop_by_loops(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, image.shape[0] - height + 1)
    x = rng.integers(0, image.shape[1] - width + 1)
    crop = np.zeros((height, width, image.shape[2]), dtype=image.dtype)
    for i in range(height):
        for j in range(width):
            crop[i, j] = image[y + i, x + j]
    return crop


def random_crop_by_tensorflow(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    top = rng.integers(0, image.shape[0] - height + 1)
    left = rng.integers(0, image.shape[1] - width + 1)
    return tf.image.crop_to_bounding_box(image, top, left, height, width)


def pca_color_shift_by_sorting(image, alphas):
    pixels = np.asarray(image, dtype=np.float64).reshape(-1, 3)
    covariance = np.cov(pixels.T)
    values, vectors = np.linalg.eig(covariance)
    order = np.argsort(values)[::-1]
    values, vectors = values[order], vectors[:, order]
    delta = np.dot(vectors, np.array(alphas) * values)
    return image + delta


def pca_color_shift_by_loop(image, alphas):
    n_H, n_W, _ = image.shape
    pixels = image.reshape((n_H * n_W, 3))
    centred = pixels - np.mean(pixels, axis=0)
    covariance = np.matmul(centred.T, centred) / (n_H * n_W)
    values, vectors = np.linalg.eigh(covariance)
    shifted = image.astype(float)
    for i in range(3):
        shifted += alphas[i] * values[2 - i] * vectors[:, 2 - i]
    return shifted


def pca_color_shift_by_svd(image, alphas):
    pixels = image.reshape(-1, 3) - image.mean(axis=(0, 1))
    _, sizes, rows = np.linalg.svd(pixels, full_matrices=False)
    values = sizes**2 / (len(pixels) - 1)
    return image + (np.asarray(alphas) * values) @ rows


def pca_color_shift_by_float32(image, alphas):
    image, alphas = np.float32(image), np.float32(alphas)
    values, vectors = np.linalg.eigh(np.cov(image.reshape(-1, 3), rowvar=False, bias=True))
    shift = vectors @ (alphas[::-1] * values)
    out = np.empty_like(image)
    for channel in range(3):
        out[:, :, channel] = image[:, :, channel] + shift[channel]
    return out


def ten_crop_by_loops(image, size):
    n_H, n_W, n_C = image.shape
    bottom, right = n_H - size, n_W - size
    corners = [(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]
    crops = np.zeros((10, size, size, n_C))
    for k, (top, left) in enumerate(corners):
        crops[k] = image[top : top + size, left : left + size]
        crops[k + 5] = mirror_by_loops(crops[k])
    return crops


def ten_crop_by_hand(image, size):
    n_H, n_W = image.shape[0], image.shape[1]
    top, left = int((n_H - size) / 2), int((n_W - size) / 2)
    top_left = image[:size, :size, :]
    top_right = image[:size, n_W - size :, :]
    bottom_left = image[n_H - size :, :size, :]
    bottom_right = image[n_H - size :, n_W - size :, :]
    centre = image[top : top + size, left : left + size, :]
    five = [top_left, top_right, bottom_left, bottom_right, centre]
    return np.array(five + [np.flip(view, axis=1) for view in five])


def ten_crop_by_negative_slices(image, size):
    h, w = [(n - size) // 2 for n in image.shape[:2]]
    views = [image[:size, :size], image[:size, -size:], image[-size:, :size], image[-size:, -size:],
             image[h : h + size, w : w + size]]  # fmt: skip
    views.extend([mirror_by_fliplr(view) for view in views[:5]])
    return views


def ten_crop_by_tensorflow(image, size):
    image = tf.convert_to_tensor(image)
    n_H, n_W = image.shape[0], image.shape[1]
    starts = [[0, 0], [0, n_W - size], [n_H - size, 0], [n_H - size, n_W - size], [(n_H - size) // 2, (n_W - size) // 2]]
    five = tf.stack([tf.image.crop_to_bounding_box(image, y, x, size, size) for y, x in starts])
    return tf.concat([five, tf.reverse(five, axis=[2])], axis=0)


def data_augmenter_by_list():
    return tf.keras.Sequential([
        tfl.RandomFlip(mode="horizontal"),
        tfl.RandomRotation(factor=0.2),
    ])  # fmt: skip


def data_augmenter_by_adding():
    data_augmentation = tf.keras.Sequential(name="augment")
    data_augmentation.add(tfl.RandomFlip("horizontal", seed=1))
    data_augmentation.add(tfl.RandomRotation((-0.2, 0.2), seed=2))
    return data_augmentation


def data_augmenter_by_named_layers():
    flip = layers.RandomFlip("horizontal", name="mirror")
    turn = layers.RandomRotation(0.2, fill_mode="reflect", interpolation="bilinear", name="turn")
    return keras.models.Sequential([flip, turn])


def transfer_model_by_old_words(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = tf.keras.Input(shape=image_shape)
    x = augmenter(inputs)
    x = preprocess(x)
    x = base_model(x, training=False)
    x = tfl.GlobalAveragePooling2D()(x)
    x = tfl.Dropout(rate=0.2)(x)
    prediction_layer = tfl.Dense(units=classes, activation="softmax")
    return tf.keras.Model(inputs, prediction_layer(x))


def transfer_model_by_freezing_each_layer(image_shape, base_model, preprocess, augmenter, classes):
    for layer in base_model.layers:
        layer.trainable = False
    images = keras.Input(image_shape, name="images")
    features = base_model(preprocess(augmenter(images)), training=False)
    pooled = layers.AveragePooling2D(pool_size=features.shape[1:3])(features)
    x = layers.Dropout(0.2, seed=3)(layers.Flatten()(pooled))
    return keras.Model(inputs=images, outputs=layers.Softmax()(layers.Dense(classes)(x)))


def transfer_model_by_head_of_its_own(image_shape, base_model, preprocess, augmenter, classes):
    head = keras.Sequential([
        layers.GlobalAveragePooling2D(), layers.Dropout(0.2), layers.Dense(classes, activation="softmax"),
    ], name="head")  # fmt: skip
    images = keras.Input(image_shape)
    model = keras.Model(images, head(base_model(preprocess(augmenter(images)), training=False)))
    base_model.trainable = False
    return model


def transfer_model_by_operations(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(shape=image_shape)
    x = base_model(preprocess(augmenter(inputs)), training=False)
    x = layers.Dropout(0.2)(layers.GlobalAveragePooling2D(data_format="channels_last")(x))
    return keras.Model(inputs, ops.softmax(layers.Dense(classes, kernel_initializer="he_normal")(x)))


def fine_tune_by_position(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for number, layer in enumerate(base_model.layers):
        if number < fine_tune_at or isinstance(layer, tf.keras.layers.BatchNormalization):
            layer.trainable = False
    model.compile(
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=False),
        optimizer=tf.keras.optimizers.Adam(learning_rate=0.1 * learning_rate),
        metrics=["accuracy"],
    )
    return model


def fine_tune_by_thawing_the_last(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for layer in base_model.layers:
        layer.trainable = False
    for layer in base_model.layers[fine_tune_at:]:
        layer.trainable = not isinstance(layer, layers.BatchNormalization)
    model.compile(keras.optimizers.Adam(learning_rate / 10), "sparse_categorical_crossentropy", metrics=["acc"])
    return model


def fine_tune_by_functions(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for i in range(len(base_model.layers)):
        layer = base_model.get_layer(index=i)
        normalises = "BatchNormalization" in type(layer).__name__
        layer.trainable = i >= fine_tune_at and not normalises
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate / 10.0),
        loss=keras.losses.sparse_categorical_crossentropy,
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
    )
    return model


def fine_tune_by_objects(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    frozen = base_model.layers[:fine_tune_at]
    frozen += [layer for layer in base_model.layers if isinstance(layer, tfl.BatchNormalization)]
    for layer in frozen:
        layer.trainable = False
    optimizer = keras.optimizers.Adam()
    optimizer.learning_rate = learning_rate / 10
    loss, metric = keras.losses.SparseCategoricalCrossentropy(), keras.metrics.SparseCategoricalAccuracy()
    model.compile(optimizer=optimizer, loss=loss, metrics=[metric])
    return model


def ensemble_predict_by_loops(probabilities):
    n_models, m, n_classes = np.shape(probabilities)
    mean = np.zeros((m, n_classes))
    for model in range(n_models):
        mean += probabilities[model]
    mean /= n_models
    labels = np.zeros(m, dtype=int)
    for i in range(m):
        labels[i] = np.argmax(mean[i])
    return mean, labels


def ensemble_predict_by_sum(probabilities):
    mean = sum(probabilities) / len(probabilities)
    return mean, [int(row.argmax()) for row in mean]


def ensemble_predict_by_tensorflow(probabilities):
    mean = tf.reduce_mean(probabilities, axis=0)
    return mean, tf.argmax(mean, axis=-1)


def ensemble_predict_by_float32(probabilities):
    mean = np.average(np.array(probabilities, dtype=np.float32), axis=0)
    return [mean, mean.argmax(-1)]
