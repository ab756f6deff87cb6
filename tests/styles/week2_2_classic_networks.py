"""Right answers to the classic networks as good students write them: Sequential, Functional, loops, tables, operations.

`EXERCISE_by_STYLE`; all must pass every case.
"""

import math

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from tensorflow.keras.layers import (
    Activation,
    AveragePooling2D,
    Concatenate,
    Conv2D,
    Dense,
    Flatten,
    Input,
    MaxPool2D,
    MaxPooling2D,
    concatenate,
)
from tensorflow.keras.models import Model, Sequential


def lenet5_by_sequential(input_shape=(32, 32, 1), classes=10, original=False):
    act = "tanh" if original else "relu"
    model = Sequential()
    model.add(Input(shape=input_shape))
    for filters in (6, 16):
        model.add(Conv2D(filters=filters, kernel_size=(5, 5), strides=(1, 1), padding="valid", activation=act))
        if original:
            model.add(AveragePooling2D(pool_size=(2, 2), strides=(2, 2)))
        else:
            model.add(MaxPooling2D(pool_size=(2, 2), strides=(2, 2)))
    model.add(Flatten())
    model.add(Dense(units=120, activation=act))
    model.add(Dense(units=84, activation=act))
    model.add(Dense(units=classes, activation="softmax"))
    return model


def lenet5_by_two_networks(input_shape=(32, 32, 1), classes=10, original=False):
    if original:
        stack = [
            layers.Conv2D(6, 5, activation="tanh", name="C1"), layers.AveragePooling2D(2, name="S2"),
            layers.Conv2D(16, 5, activation="tanh", name="C3"), layers.AveragePooling2D(2, name="S4"),
            layers.Flatten(), layers.Dense(120, "tanh"), layers.Dense(84, "tanh"),
        ]  # fmt: skip
    else:
        stack = [
            layers.Conv2D(6, 5, activation="relu"), layers.MaxPooling2D(), layers.Conv2D(16, 5, activation="relu"),
            layers.MaxPooling2D(), layers.Flatten(), layers.Dense(120, "relu"), layers.Dense(84, "relu"),
        ]  # fmt: skip
    return keras.Sequential([keras.Input(input_shape), *stack, layers.Dense(classes, "softmax")])


def lenet5_by_functions(input_shape=(32, 32, 1), classes=10, original=False):
    squash = tf.nn.tanh if original else tf.nn.relu
    pool = layers.AvgPool2D if original else layers.MaxPool2D
    inputs = keras.Input(input_shape)
    x = pool((2, 2), 2)(layers.Conv2D(6, (5, 5), activation=squash)(inputs))
    x = pool((2, 2), 2)(layers.Conv2D(16, (5, 5), activation=squash)(x))
    x = layers.Flatten()(x)
    for units in [120, 84]:
        x = layers.Dense(units, activation=squash)(x)
    return keras.Model(inputs=inputs, outputs=layers.Dense(classes, activation=tf.nn.softmax)(x))


def lenet5_by_activation_layers(input_shape=(32, 32, 1), classes=10, original=False):
    images = keras.Input(shape=input_shape)

    def squash(x):
        return ops.tanh(x) if original else layers.ReLU()(x)

    def shrink(x):
        return ops.average_pool(x, 2, strides=2) if original else layers.MaxPooling2D(2)(x)

    x = shrink(squash(layers.Conv2D(6, 5)(images)))
    x = shrink(squash(layers.Conv2D(16, 5)(x)))
    x = layers.Flatten()(x)
    x = squash(layers.Dense(120)(x))
    x = squash(layers.Dense(84)(x))
    return keras.Model(images, layers.Softmax()(layers.Dense(classes)(x)))


def lenet5_by_keras_activations(input_shape=(32, 32, 1), classes=10, original=False):
    kind = keras.activations.tanh if original else keras.activations.relu
    images = keras.Input(input_shape)
    x = kind(layers.Conv2D(6, 5)(images))
    x = layers.AveragePooling2D(2)(x) if original else layers.MaxPooling2D()(x)
    x = kind(layers.Conv2D(16, 5)(x))
    x = layers.AveragePooling2D(2)(x) if original else layers.MaxPooling2D()(x)
    x = layers.Dense(120, activation=kind)(layers.Flatten()(x))
    x = layers.Dense(84, activation=kind)(x)
    return keras.Model(images, keras.activations.softmax(layers.Dense(classes)(x)))


def alexnet_by_sequential(input_shape=(227, 227, 3), classes=1000, units=4096):
    return keras.Sequential([
        layers.Conv2D(96, (11, 11), strides=(4, 4), activation="relu", input_shape=input_shape),
        layers.MaxPooling2D((3, 3), strides=(2, 2)),
        layers.Conv2D(256, (5, 5), padding="same", activation="relu"),
        layers.MaxPooling2D((3, 3), strides=(2, 2)),
        layers.Conv2D(384, (3, 3), padding="same", activation="relu"),
        layers.Conv2D(384, (3, 3), padding="same", activation="relu"),
        layers.Conv2D(256, (3, 3), padding="same", activation="relu"),
        layers.MaxPooling2D((3, 3), strides=(2, 2)),
        layers.Flatten(),
        layers.Dense(units, activation="relu"),
        layers.Dense(units, activation="relu"),
        layers.Dense(classes, activation="softmax"),
    ])  # fmt: skip


def alexnet_by_table(input_shape=(227, 227, 3), classes=1000, units=4096):
    table = [(96, 11, 4, "valid", True), (256, 5, 1, "same", True), (384, 3, 1, "same", False),
             (384, 3, 1, "same", False), (256, 3, 1, "same", True)]  # fmt: skip
    x = images = keras.Input(input_shape)
    for number, (filters, f, stride, padding, pooled) in enumerate(table, start=1):
        x = layers.Conv2D(filters, f, stride, padding, name=f"conv{number}")(x)
        x = layers.ReLU(name=f"relu{number}")(x)
        if pooled:
            x = layers.MaxPool2D(3, 2)(x)
    x = layers.Flatten()(x)
    for _ in range(2):
        x = ops.relu(layers.Dense(units)(x))
    return keras.Model(images, layers.Dense(classes, "softmax")(x), name="AlexNet")


def alexnet_by_tf_keras(input_shape=(227, 227, 3), classes=1000, units=4096):
    inp = Input(input_shape)
    X = Activation("relu")(Conv2D(96, 11, strides=4, padding="valid", kernel_initializer="he_uniform")(inp))
    X = MaxPool2D(pool_size=3, strides=2)(X)
    X = Activation("relu")(Conv2D(256, 5, strides=1, padding="SAME")(X))
    X = MaxPool2D(pool_size=3, strides=2)(X)
    X = Activation("relu")(Conv2D(384, 3, padding="same")(X))
    X = Activation("relu")(Conv2D(384, 3, padding="same")(X))
    X = Activation("relu")(Conv2D(256, 3, padding="same")(X))
    X = MaxPool2D(pool_size=3, strides=2, padding="valid")(X)
    X = Flatten()(X)
    X = Dense(units, activation="relu", name="fc6")(X)
    X = Dense(units, activation="relu", name="fc7")(X)
    return Model(inputs=inp, outputs=Dense(classes, activation="softmax", name="fc8")(X))


def vgg16_by_sequential(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    model = Sequential()
    model.add(Input(input_shape))
    filters = width
    for block in range(1, 6):
        for _ in range(2 if block <= 2 else 3):
            model.add(Conv2D(filters, (3, 3), padding="same", activation="relu"))
        model.add(MaxPooling2D((2, 2), strides=(2, 2)))
        filters = min(2 * filters, 8 * width)
    model.add(Flatten(name="flatten"))
    model.add(Dense(units, activation="relu"))
    model.add(Dense(units, activation="relu"))
    model.add(Dense(classes, activation="softmax"))
    return model


def vgg16_by_configuration(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    w = width
    plan = [w, w, "M", 2 * w, 2 * w, "M", 4 * w, 4 * w, 4 * w, "M", 8 * w, 8 * w, 8 * w, "M", 8 * w, 8 * w, 8 * w, "M"]
    x = images = keras.Input(input_shape)
    for one in plan:
        if one == "M":
            x = layers.MaxPooling2D(pool_size=2, strides=2)(x)
        else:
            x = layers.ReLU()(layers.Conv2D(one, 3, padding="same")(x))
    x = layers.Dense(units, activation="relu")(layers.Flatten()(x))
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))


def vgg16_by_blocks(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    """Each block a model of its own."""

    def block(number, filters, repeats):
        inside = [layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(repeats)]
        return keras.Sequential([*inside, layers.MaxPooling2D()], name=f"block{number}")

    head = [layers.Flatten(), layers.Dense(units, "relu"), layers.Dense(units, "relu"), layers.Dense(classes, "softmax")]
    body = [block(k + 1, width * 2 ** min(k, 3), 2 + (k > 1)) for k in range(5)]
    return keras.Sequential([keras.Input(input_shape), *body, *head])


def conv_multiplications_by_ceil(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    extra = 0
    if bottleneck:
        extra = n_H * n_W * n_C * bottleneck
        n_C = bottleneck
    if padding == "same":
        out_H, out_W = math.ceil(n_H / stride), math.ceil(n_W / stride)
    else:
        out_H = math.floor((n_H - f) / stride) + 1
        out_W = math.floor((n_W - f) / stride) + 1
    return extra + out_H * out_W * filters * (f * f * n_C)


def conv_multiplications_by_itself(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    height, width, depth = input_shape
    if bottleneck is not None:
        first = conv_multiplications_by_itself(input_shape, 1, bottleneck)
        return first + conv_multiplications_by_itself((height, width, bottleneck), f, filters, stride, padding)
    pad = f - 1 if padding == "same" else 0
    places = [int((n + pad - f) / stride) + 1 for n in (height, width)]
    return places[0] * places[1] * f**2 * depth * filters


def conv_multiplications_by_walking(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    total = 0 if bottleneck is None else n_H * n_W * bottleneck * n_C
    deep = n_C if bottleneck is None else bottleneck
    last = (n_H, n_W) if padding == "same" else (n_H - f + 1, n_W - f + 1)
    for _ in range(0, last[0], stride):
        for _ in range(0, last[1], stride):
            total += filters * f * f * deep
    return total


def conv_multiplications_by_numpy(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    sides, channels = np.array(input_shape[:2]), input_shape[2]
    total = 0
    if bottleneck is not None:
        total, channels = int(sides.prod()) * channels * bottleneck, bottleneck
    out = np.ceil(sides / stride) if padding == "same" else np.floor((sides - f) / stride + 1)
    return total + out.prod() * f * f * channels * filters


def inception_module_by_function(X, filters):
    f1, (f3r, f3), (f5r, f5), fp = filters
    path1 = Conv2D(f1, (1, 1), padding="same", activation="relu")(X)
    path2 = Conv2D(f3r, (1, 1), padding="same", activation="relu")(X)
    path2 = Conv2D(f3, (3, 3), padding="same", activation="relu")(path2)
    path3 = Conv2D(f5r, (1, 1), padding="same", activation="relu")(X)
    path3 = Conv2D(f5, (5, 5), padding="same", activation="relu")(path3)
    path4 = MaxPooling2D((3, 3), strides=(1, 1), padding="same")(X)
    path4 = Conv2D(fp, (1, 1), padding="same", activation="relu")(path4)
    return concatenate([path1, path2, path3, path4], axis=-1)


def inception_module_by_helper(X, filters):
    def conv(x, n, f):
        return ops.relu(layers.Conv2D(n, f, padding="same")(x))

    pooled = layers.MaxPool2D(3, 1, "same")(X)
    ends = [
        conv(X, filters[0], 1), conv(conv(X, filters[1][0], 1), filters[1][1], 3),
        conv(conv(X, filters[2][0], 1), filters[2][1], 5), conv(pooled, filters[3], 1),
    ]  # fmt: skip
    return ops.concatenate(ends, axis=3)


def inception_module_by_sequentials(X, filters):
    """The four branches as small models, the pooling branch written first."""

    def conv(n, f):
        return [layers.Conv2D(n, f, padding="same", kernel_initializer="he_normal"), layers.ReLU()]

    one, three, five, pooled = filters
    last = keras.Sequential([layers.MaxPooling2D(pool_size=3, strides=1, padding="same"), *conv(pooled, 1)])(X)
    fifth = keras.Sequential([*conv(five[0], 1), *conv(five[1], 5)])(X)
    third = keras.Sequential([*conv(three[0], 1), *conv(three[1], 3)])(X)
    first = keras.Sequential(conv(one, 1))(X)
    return Concatenate(axis=3)([first, third, fifth, last])
