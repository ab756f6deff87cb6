"""Right ways to write the networks of Efficient networks: other layers that compute the same."""

import keras
import tensorflow as tf
from keras import layers, ops


def inverted_residual_block_by_ops(X, filters, expand=6, s=1, f=3):
    A = X
    if expand > 1:
        A = layers.Conv2D(expand * X.shape[-1], 1, use_bias=False)(A)
        A = ops.clip(layers.BatchNormalization()(A), 0, 6)
    A = layers.DepthwiseConv2D(f, s, "same", use_bias=False)(A)
    A = ops.relu6(layers.BatchNormalization()(A))
    A = layers.BatchNormalization()(layers.Conv2D(filters, 1, use_bias=False)(A))
    if X.shape == A.shape:
        A = X + A
    return A


def inverted_residual_block_by_dense(X, filters, expand=6, s=1, f=3):
    out = X
    if expand > 1:
        out = layers.Dense(expand * X.shape[-1], use_bias=False)(out)
        out = layers.ReLU(max_value=6)(layers.BatchNormalization()(out))
    out = layers.DepthwiseConv2D(f, strides=s, padding="same", use_bias=False)(out)
    out = layers.ReLU(max_value=6)(layers.BatchNormalization()(out))
    out = layers.BatchNormalization()(layers.Dense(filters, use_bias=False)(out))
    return layers.Add()([out, X]) if (s, filters) == (1, X.shape[-1]) else out


def inverted_residual_block_by_groups(X, filters, expand=6, s=1, f=3):
    wide = expand * X.shape[-1]
    out = X
    if expand > 1:
        out = layers.Conv2D(wide, 1, use_bias=False)(out)
        out = layers.ReLU(6)(layers.BatchNormalization()(out))
    out = layers.Conv2D(wide, f, strides=s, padding="same", groups=wide, use_bias=False)(out)
    out = layers.ReLU(6)(layers.BatchNormalization()(out))
    out = layers.BatchNormalization()(layers.Conv2D(filters, 1, use_bias=False)(out))
    return layers.Add()([out, X]) if s == 1 and filters == X.shape[-1] else out


def inverted_residual_block_by_clipped_lambdas(X, filters, expand=6, s=1, f=3):
    out = X
    if expand > 1:
        out = layers.Conv2D(X.shape[-1] * expand, 1, use_bias=False)(out)
        out = layers.BatchNormalization()(out)
        out = layers.Lambda(lambda t: tf.minimum(tf.maximum(t, 0.0), 6.0))(out)
    out = layers.DepthwiseConv2D(f, strides=s, padding="same", use_bias=False)(out)
    out = layers.BatchNormalization()(out)
    out = layers.Lambda(lambda t: tf.nn.relu6(t))(out)
    out = layers.Conv2D(filters, 1, use_bias=False)(out)
    out = layers.BatchNormalization()(out)
    if s == 1 and X.shape[-1] == filters:
        out = layers.Lambda(lambda pair: pair[0] + pair[1])([X, out])
    return out


def _eight(v):
    new = max(8, int(v + 4) // 8 * 8)
    return new + 8 if new < 0.9 * v else new


def _mobile(input_shape, classes, stages, alpha, first, head, pool, end):
    images = keras.Input(shape=input_shape)
    X = layers.Conv2D(_eight(first * alpha), (3, 3), (2, 2), "same", use_bias=False)(images)
    X = layers.ReLU(6.0)(layers.BatchNormalization()(X))
    for t, c, n, s in stages:
        for i in range(n):
            X = inverted_residual_block_by_groups(X, _eight(c * alpha), t, s if i == 0 else 1)
    X = layers.Conv2D(head, 1, use_bias=False)(X)
    X = layers.ReLU(6.0)(layers.BatchNormalization()(X))
    return keras.Model(images, end(pool(X), classes))


def mobilenet_v2_by_keepdims(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    return _mobile(input_shape, classes, stages, alpha, first, head, layers.GlobalAveragePooling2D(keepdims=True),
                   lambda X, n: layers.Dense(n, activation="softmax")(layers.Flatten()(X)))


def mobilenet_v2_by_conv_head(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    return _mobile(input_shape, classes, stages, alpha, first, head, layers.GlobalAveragePooling2D(keepdims=True),
                   lambda X, n: layers.Flatten()(layers.Conv2D(n, 1, activation="softmax")(X)))


def mobilenet_v2_by_dense_on_map(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    return _mobile(input_shape, classes, stages, alpha, first, head, layers.GlobalAveragePooling2D(keepdims=True),
                   lambda X, n: layers.Reshape((n,))(layers.Dense(n, activation="softmax")(X)))
