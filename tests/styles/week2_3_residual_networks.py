"""Right answers to the residual networks as good students write them, with the signatures of both public generations.

`EXERCISE_by_STYLE`; all must pass every case.
"""

from functools import partial

import keras
import tensorflow as tf
from keras import layers, ops
from tensorflow.keras.initializers import constant, glorot_uniform, random_uniform
from tensorflow.keras.layers import (
    Activation,
    Add,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    Input,
    MaxPooling2D,
    ReLU,
    ZeroPadding2D,
    add,
)
from tensorflow.keras.models import Model


def plain_block_by_loop(X, f, filters, training=None, initializer="glorot_uniform"):
    for number, size in zip(filters, (1, f, 1)):
        X = Conv2D(number, size, padding="same", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=-1)(X, training=training)
        X = ReLU()(X)
    return X


def plain_block_by_operations(X, f, filters, training=False, initializer=random_uniform):
    F1, F2, F3 = filters
    drawn = {"kernel_initializer": initializer}
    X = ops.relu(layers.BatchNormalization()(layers.Conv2D(F1, (1, 1), **drawn)(X), training=training))
    X = ops.relu(layers.BatchNormalization()(layers.Conv2D(F2, (f, f), padding="same", **drawn)(X), training=training))
    return keras.activations.relu(layers.BatchNormalization()(layers.Conv2D(F3, (1, 1), **drawn)(X), training=training))


def plain_block_by_sequential(X, f, filters):
    block = keras.Sequential([
        layers.Conv2D(filters[0], 1), layers.BatchNormalization(), layers.Activation("relu"),
        layers.Conv2D(filters[1], f, padding="same"), layers.BatchNormalization(), layers.Activation("relu"),
        layers.Conv2D(filters[2], 1), layers.BatchNormalization(), layers.Activation("relu"),
    ])  # fmt: skip
    return block(X)


def plain_block_by_old_signature(X, f, filters, stage, block):
    base = f"plain{stage}{block}_"
    F1, F2, F3 = filters
    X = Conv2D(filters=F1, kernel_size=(1, 1), strides=(1, 1), padding="valid", name=base + "2a")(X)
    X = BatchNormalization(axis=3, name=base + "bn2a")(X)
    X = Activation("relu")(X)
    X = Conv2D(filters=F2, kernel_size=(f, f), strides=(1, 1), padding="same", name=base + "2b")(X)
    X = BatchNormalization(axis=3, name=base + "bn2b")(X)
    X = Activation("relu")(X)
    X = Conv2D(filters=F3, kernel_size=(1, 1), strides=(1, 1), padding="valid", name=base + "2c")(X)
    X = BatchNormalization(axis=3, name=base + "bn2c")(X)
    return Activation("relu")(X)


def identity_block_by_old_signature(X, f, filters, stage, block):
    conv_name_base = "res" + str(stage) + block + "_branch"
    bn_name_base = "bn" + str(stage) + block + "_branch"
    F1, F2, F3 = filters
    X_shortcut = X

    X = Conv2D(filters=F1, kernel_size=(1, 1), strides=(1, 1), padding="valid", name=conv_name_base + "2a",
               kernel_initializer=glorot_uniform(seed=0))(X)  # fmt: skip
    X = BatchNormalization(axis=3, name=bn_name_base + "2a")(X)
    X = Activation("relu")(X)
    X = Conv2D(filters=F2, kernel_size=(f, f), strides=(1, 1), padding="same", name=conv_name_base + "2b",
               kernel_initializer=glorot_uniform(seed=0))(X)  # fmt: skip
    X = BatchNormalization(axis=3, name=bn_name_base + "2b")(X)
    X = Activation("relu")(X)
    X = Conv2D(filters=F3, kernel_size=(1, 1), strides=(1, 1), padding="valid", name=conv_name_base + "2c",
               kernel_initializer=glorot_uniform(seed=0))(X)  # fmt: skip
    X = BatchNormalization(axis=3, name=bn_name_base + "2c")(X)
    X = add([X_shortcut, X])
    return Activation("relu")(X)


def identity_block_by_new_signature(X, f, filters, training=True, initializer=random_uniform):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(filters=F1, kernel_size=1, strides=(1, 1), padding="valid",
               kernel_initializer=initializer(seed=0))(X)  # fmt: skip
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F2, kernel_size=f, strides=(1, 1), padding="same", kernel_initializer=initializer(seed=0))(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F3, kernel_size=1, strides=(1, 1), padding="valid",
               kernel_initializer=initializer(seed=0))(X)  # fmt: skip
    X = BatchNormalization(axis=3)(X, training=training)
    X = Add()([X_shortcut, X])
    return Activation("relu")(X)


def identity_block_by_plus(X, f, filters, training=None, initializer="he_normal"):
    conv = partial(layers.Conv2D, kernel_initializer=initializer)
    out = ops.relu(layers.BatchNormalization()(conv(filters[0], 1)(X), training=training))
    out = ops.relu(layers.BatchNormalization()(conv(filters[1], f, padding="same")(out), training=training))
    out = layers.BatchNormalization()(conv(filters[2], 1)(out), training=training)
    return ops.relu(X + out)


def identity_block_by_helper(X, f, filters, training=None, initializer="glorot_uniform"):
    def step(given, number, size):
        given = Conv2D(number, size, padding="same", kernel_initializer=initializer)(given)
        return BatchNormalization()(given, training=training)

    first, second, third = filters
    main = ReLU()(step(X, first, (1, 1)))
    main = ReLU()(step(main, second, (f, f)))
    return ReLU()(ops.add(step(main, third, (1, 1)), X))


def identity_block_by_three_arguments(X, f, filters):
    shortcut = X
    for i in range(3):
        X = layers.Conv2D(filters[i], f if i == 1 else 1, padding="same" if i == 1 else "valid")(X)
        X = layers.BatchNormalization(axis=3)(X)
        if i == 2:
            X = layers.add([X, shortcut])
        X = layers.Activation("relu")(X)
    return X


def convolutional_block_by_old_signature(X, f, filters, stage, block, s=2):
    conv_name_base = f"res{stage}{block}_branch"
    bn_name_base = f"bn{stage}{block}_branch"
    F1, F2, F3 = filters
    X_shortcut = X

    X = Conv2D(F1, (1, 1), strides=(s, s), name=conv_name_base + "2a", kernel_initializer=glorot_uniform(seed=0))(X)
    X = BatchNormalization(axis=3, name=bn_name_base + "2a")(X)
    X = Activation("relu")(X)
    X = Conv2D(F2, (f, f), strides=(1, 1), padding="same", name=conv_name_base + "2b",
               kernel_initializer=glorot_uniform(seed=0))(X)  # fmt: skip
    X = BatchNormalization(axis=3, name=bn_name_base + "2b")(X)
    X = Activation("relu")(X)
    X = Conv2D(F3, (1, 1), strides=(1, 1), name=conv_name_base + "2c", kernel_initializer=glorot_uniform(seed=0))(X)
    X = BatchNormalization(axis=3, name=bn_name_base + "2c")(X)
    X_shortcut = Conv2D(F3, (1, 1), strides=(s, s), name=conv_name_base + "1",
                        kernel_initializer=glorot_uniform(seed=0))(X_shortcut)  # fmt: skip
    X_shortcut = BatchNormalization(axis=3, name=bn_name_base + "1")(X_shortcut)
    X = Add()([X, X_shortcut])
    return Activation("relu")(X)


def convolutional_block_by_new_signature(X, f, filters, s=2, training=True, initializer=glorot_uniform):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(filters=F1, kernel_size=1, strides=(s, s), padding="valid", kernel_initializer=initializer(seed=0))(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F2, kernel_size=f, strides=(1, 1), padding="same", kernel_initializer=initializer(seed=0))(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F3, kernel_size=1, strides=(1, 1), padding="valid", kernel_initializer=initializer(seed=0))(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X_shortcut = Conv2D(filters=F3, kernel_size=1, strides=(s, s), padding="valid",
                        kernel_initializer=initializer(seed=0))(X_shortcut)  # fmt: skip
    X_shortcut = BatchNormalization(axis=3)(X_shortcut, training=training)
    X = Add()([X, X_shortcut])
    return Activation("relu")(X)


def convolutional_block_by_shortcut_first(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    def step(given, number, size, stride=1):
        conv = layers.Conv2D(number, size, strides=stride, padding="same", kernel_initializer=initializer)
        return layers.BatchNormalization()(conv(given), training=training)

    short = step(X, filters[2], 1, s)
    out = ops.relu(step(X, filters[0], 1, s))
    out = ops.relu(step(out, filters[1], f))
    return ops.relu(short + step(out, filters[2], 1))


def convolutional_block_by_two_models(X, f, filters, s=2):
    """Main path and shortcut as small models."""
    main = keras.Sequential([
        layers.Conv2D(filters[0], 1, strides=s), layers.BatchNormalization(), layers.ReLU(),
        layers.Conv2D(filters[1], f, padding="same"), layers.BatchNormalization(), layers.ReLU(),
        layers.Conv2D(filters[2], 1), layers.BatchNormalization(),
    ])  # fmt: skip
    shortcut = keras.Sequential([layers.Conv2D(filters[2], 1, strides=s), layers.BatchNormalization()])
    return layers.ReLU()(layers.Add()([main(X), shortcut(X)]))


def ResNet50_by_old_signature(input_shape=(64, 64, 3), classes=6):
    X_input = Input(input_shape)
    X = ZeroPadding2D((3, 3))(X_input)
    X = Conv2D(64, (7, 7), strides=(2, 2), name="conv1", kernel_initializer=glorot_uniform(seed=0))(X)
    X = BatchNormalization(axis=3, name="bn_conv1")(X)
    X = Activation("relu")(X)
    X = MaxPooling2D((3, 3), strides=(2, 2))(X)

    X = convolutional_block_by_old_signature(X, f=3, filters=[64, 64, 256], stage=2, block="a", s=1)
    X = identity_block_by_old_signature(X, 3, [64, 64, 256], stage=2, block="b")
    X = identity_block_by_old_signature(X, 3, [64, 64, 256], stage=2, block="c")
    X = convolutional_block_by_old_signature(X, f=3, filters=[128, 128, 512], stage=3, block="a", s=2)
    for block in "bcd":
        X = identity_block_by_old_signature(X, 3, [128, 128, 512], stage=3, block=block)
    X = convolutional_block_by_old_signature(X, f=3, filters=[256, 256, 1024], stage=4, block="a", s=2)
    for block in "bcdef":
        X = identity_block_by_old_signature(X, 3, [256, 256, 1024], stage=4, block=block)
    X = convolutional_block_by_old_signature(X, f=3, filters=[512, 512, 2048], stage=5, block="a", s=2)
    for block in "bc":
        X = identity_block_by_old_signature(X, 3, [512, 512, 2048], stage=5, block=block)

    X = AveragePooling2D(pool_size=(2, 2), name="avg_pool")(X)
    X = Flatten()(X)
    X = Dense(classes, activation="softmax", name="fc" + str(classes), kernel_initializer=glorot_uniform(seed=0))(X)
    return Model(inputs=X_input, outputs=X, name="ResNet50")


def ResNet50_by_new_signature(input_shape=(64, 64, 3), classes=6, training=False):
    X_input = Input(input_shape)
    X = ZeroPadding2D((3, 3))(X_input)
    X = Conv2D(64, (7, 7), strides=(2, 2), kernel_initializer=glorot_uniform(seed=0))(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation("relu")(X)
    X = MaxPooling2D((3, 3), strides=(2, 2))(X)
    for filters, s, n in ([64, 64, 256], 1, 2), ([128, 128, 512], 2, 3), ([256, 256, 1024], 2, 5), ([512, 512, 2048], 2, 2):
        X = convolutional_block_by_new_signature(X, f=3, filters=filters, s=s)
        for _ in range(n):
            X = identity_block_by_new_signature(X, 3, filters)
    X = AveragePooling2D((2, 2))(X)
    X = Flatten()(X)
    X = Dense(classes, activation="softmax", kernel_initializer=glorot_uniform(seed=0))(X)
    return Model(inputs=X_input, outputs=X)


def ResNet50_by_global_average(input_shape=(64, 64, 3), classes=6):
    given = tf.keras.Input(shape=input_shape)
    x = layers.Conv2D(64, 7, strides=2, bias_initializer=constant(0.0))(layers.ZeroPadding2D(padding=3)(given))
    x = layers.MaxPool2D(3, 2)(ops.relu(layers.BatchNormalization()(x)))
    for stage, blocks in enumerate([3, 4, 6, 3]):
        width = 64 * 2**stage
        for block in range(blocks):
            if block == 0:
                x = convolutional_block_by_shortcut_first(x, 3, (width, width, 4 * width), 1 if stage == 0 else 2)
            else:
                x = identity_block_by_plus(x, 3, (width, width, 4 * width))
    x = GlobalAveragePooling2D()(x)
    return tf.keras.Model(given, layers.Softmax()(layers.Dense(classes)(x)))
