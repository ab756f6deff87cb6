"""Right answers to the inverted residual block and MobileNetV2. `EXERCISE_by_STYLE`."""

from functools import partial, reduce

import keras
import tensorflow as tf
from keras import layers, ops

tfl = tf.keras.layers


def inverted_residual_block_by_relu6_names(X, filters, expand=6, s=1, f=3):
    n_C = X.shape[3]
    Y = X
    if expand != 1:
        Y = layers.Conv2D(n_C * expand, (1, 1), padding="same", use_bias=False)(Y)
        Y = layers.BatchNormalization(axis=3)(Y)
        Y = layers.Activation("relu6")(Y)
    Y = layers.DepthwiseConv2D((f, f), strides=(s, s), padding="same", use_bias=False)(Y)
    Y = layers.BatchNormalization(axis=3)(Y)
    Y = layers.Activation("relu6")(Y)
    Y = layers.Conv2D(filters, (1, 1), padding="same", use_bias=False)(Y)
    Y = layers.BatchNormalization(axis=3)(Y)
    if n_C == filters and s == 1:
        return layers.add([Y, X])
    return Y


def inverted_residual_block_by_operations(X, filters, expand=6, s=1, f=3):
    def norm(Z):
        return layers.BatchNormalization()(Z)

    wide = X
    if expand > 1:
        wide = ops.relu6(norm(layers.Conv2D(expand * X.shape[-1], 1, use_bias=False)(X)))
    looked = ops.relu6(norm(layers.DepthwiseConv2D(f, s, "same", use_bias=False)(wide)))
    narrow = norm(layers.Conv2D(filters, 1, use_bias=False)(looked))
    return X + narrow if (s, filters) == (1, X.shape[-1]) else narrow


def inverted_residual_block_by_tf_keras(X, filters, expand=6, s=1, f=3):
    inner = int(X.shape[-1]) * expand
    out = X
    steps = [] if expand == 1 else [tfl.Conv2D(inner, 1, use_bias=False), tfl.BatchNormalization(), tfl.ReLU(max_value=6)]
    steps += [tfl.DepthwiseConv2D(f, s, padding="same", use_bias=False), tfl.BatchNormalization(), tfl.ReLU(max_value=6)]
    steps += [tfl.Conv2D(filters, 1, use_bias=False), tfl.BatchNormalization()]
    for step in steps:
        out = step(out)
    return tfl.Add()([out, X]) if s == 1 and filters == X.shape[-1] else out


def inverted_residual_block_by_sequential(X, filters, expand=6, s=1, f=3):
    n_C = X.shape[-1]
    main = keras.Sequential()
    if expand > 1:
        for layer in (layers.Conv2D(expand * n_C, 1, use_bias=False), layers.BatchNormalization(), layers.ReLU(6)):
            main.add(layer)
    main.add(layers.DepthwiseConv2D(f, strides=s, padding="same", use_bias=False))
    main.add(layers.BatchNormalization())
    main.add(layers.ReLU(6))
    main.add(layers.Conv2D(filters, 1, use_bias=False))
    main.add(layers.BatchNormalization())
    Y = main(X)
    return layers.Add()([X, Y]) if s == 1 and n_C == filters else Y


def inverted_residual_block_by_reduce(X, filters, expand=6, s=1, f=3):
    free = {"use_bias": False}
    table = [(layers.Conv2D, (expand * X.shape[-1], 1), free, True)] * (expand > 1)
    table += [(layers.DepthwiseConv2D, (f, s, "same"), free, True), (layers.Conv2D, (filters, 1), free, False)]

    def step(volume, row):
        kind, places, names, active = row
        volume = layers.BatchNormalization()(kind(*places, **names)(volume))
        return layers.ReLU(6.0)(volume) if active else volume

    Y = reduce(step, table, X)
    fits = s == 1 and Y.shape[-1] == X.shape[-1]
    return layers.Add()([X, Y]) if fits else Y


def inverted_residual_block_by_own_activation(X, filters, expand=6, s=1, f=3):
    """The activation as a function of one's own."""
    relu6 = partial(ops.clip, x_min=0, x_max=6)

    def normalised(layer, volume, act=True):
        volume = layers.BatchNormalization(axis=-1, momentum=0.999)(layer(volume))
        return layers.Lambda(relu6)(volume) if act else volume

    inside = X
    if expand > 1:
        inside = normalised(layers.Conv2D(X.shape[-1] * expand, 1, use_bias=False), inside)
    inside = normalised(layers.DepthwiseConv2D(f, s, padding="same", use_bias=False), inside)
    inside = normalised(layers.Conv2D(filters, 1, use_bias=False), inside, act=False)
    if s > 1 or filters != X.shape[-1]:
        return inside
    return ops.add(X, inside)


def eight(n):
    made = max(8, int(n + 8 / 2) // 8 * 8)
    return made + 8 * (made < 0.9 * n)


def begin(images, alpha, first):
    X = layers.Conv2D(eight(first * alpha), 3, strides=2, padding="same", use_bias=False)(images)
    return layers.ReLU(6.0)(layers.BatchNormalization()(X))


def mobilenet_v2_by_first_and_rest(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    inputs = keras.Input(shape=input_shape)
    x = begin(inputs, alpha, first)
    for t, c, n, s in stages:
        x = inverted_residual_block_by_relu6_names(x, eight(c * alpha), t, s)
        for _ in range(n - 1):
            x = inverted_residual_block_by_relu6_names(x, eight(c * alpha), t)
    x = layers.Conv2D(head, 1, use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu6")(x)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs=inputs, outputs=layers.Dense(classes, activation="softmax")(x))


def mobilenet_v2_by_a_flat_list(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    blocks = [(eight(alpha * c), t, s if not i else 1) for t, c, n, s in stages for i in range(n)]
    images = keras.Input(input_shape)
    X = reduce(lambda X, row: inverted_residual_block_by_operations(X, *row), blocks, begin(images, alpha, first))
    X = ops.relu6(layers.BatchNormalization()(layers.Conv2D(head, 1, use_bias=False)(X)))
    scores = layers.Dense(classes)(ops.mean(X, axis=(1, 2)))
    return keras.Model(images, layers.Softmax()(scores))


def mobilenet_v2_by_tf_keras(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    images = tf.keras.Input(shape=input_shape)
    X = tfl.Conv2D(eight(first * alpha), (3, 3), strides=(2, 2), padding="same", use_bias=False)(images)
    X = tfl.ReLU(max_value=6)(tfl.BatchNormalization(axis=3)(X))
    for stage in stages:
        widening, width, count, stride = stage
        strides = [stride] + [1] * (count - 1)
        for step in strides:
            X = inverted_residual_block_by_tf_keras(X, eight(width * alpha), widening, step, 3)
    X = tfl.Conv2D(head, (1, 1), use_bias=False)(X)
    X = tfl.ReLU(max_value=6)(tfl.BatchNormalization(axis=3)(X))
    X = tfl.GlobalAveragePooling2D()(X)
    return tf.keras.Model(images, tfl.Dense(classes, "softmax")(X))


def mobilenet_v2_by_sequential_head(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    images = layers.Input(input_shape)
    X = begin(images, alpha, first)
    for t, c, n, s in stages:
        while n > 0:
            X = inverted_residual_block_by_sequential(X, eight(c * alpha), t, s)
            n, s = n - 1, 1
    top = keras.Sequential([
        layers.Conv2D(head, 1, use_bias=False), layers.BatchNormalization(), layers.ReLU(6),
        layers.GlobalAveragePooling2D(), layers.Dense(classes, activation="softmax"),
    ])  # fmt: skip
    return keras.Model(images, top(X), name="mobilenet")


def mobilenet_v2_by_functions(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    def normalised(convolution):
        return lambda X: layers.ReLU(6.0)(layers.BatchNormalization()(convolution(X)))

    def stage(t, c, n, s):
        block = partial(inverted_residual_block_by_reduce, filters=eight(c * alpha), expand=t)
        return [partial(block, s=s), *[block] * (n - 1)]

    steps = [normalised(layers.Conv2D(eight(first * alpha), 3, 2, "same", use_bias=False))]
    for row in stages:
        steps += stage(*row)
    steps += [normalised(layers.Conv2D(head, 1, use_bias=False)), layers.GlobalAveragePooling2D()]
    steps += [layers.Dense(classes, activation="softmax")]
    X = images = keras.Input(input_shape)
    for step in steps:
        X = step(X)
    return keras.Model(images, X)


def mobilenet_v2_by_counting_blocks(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    images = keras.Input(input_shape)
    X = begin(images, alpha, first)
    for t, c, n, s in stages:
        for k in range(1, n + 1):
            X = inverted_residual_block_by_own_activation(X, eight(c * alpha), t, s if k == 1 else 1, 3)
    X = layers.ReLU(6.0)(layers.BatchNormalization()(layers.Conv2D(head, (1, 1), use_bias=False)(X)))
    X = layers.GlobalAvgPool2D()(X)
    return keras.Model(images, layers.Dense(classes, activation=keras.activations.softmax)(X))
