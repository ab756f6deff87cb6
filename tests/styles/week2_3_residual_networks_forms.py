"""Right answers to the residual networks in other forms: own layers and models, closures, recursion, tables, reuse."""

from functools import partial, reduce
from itertools import chain

import keras
import tensorflow as tf
from keras import layers, ops
from tensorflow.keras import layers as tfl


class ConvNorm(layers.Layer):
    """A convolution and its normalisation; `mode` fixes the normalisation where a call says nothing."""

    def __init__(self, filters, size, strides=1, padding="valid", mode=None, initializer="glorot_uniform", **settings):
        super().__init__(**settings)
        self.conv = layers.Conv2D(filters, size, strides, padding, kernel_initializer=initializer)
        self.norm = layers.BatchNormalization(axis=3)
        self.mode = mode

    def call(self, X, training=None):
        return self.norm(self.conv(X), training=self.mode if training is None else training)


def plain_block_by_a_layer_class(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    make = partial(ConvNorm, mode=training, initializer=initializer)
    for step in (make(F1, 1), make(F2, f, padding="same"), make(F3, 1)):
        X = layers.ReLU()(step(X))
    return X


def plain_block_by_recursion(X, f, filters, *, training=None, initializer="glorot_uniform"):
    def walk(volume, steps):
        if not steps:
            return volume
        (number, size, padding), *rest = steps
        volume = tfl.Conv2D(number, (size, size), padding=padding, kernel_initializer=initializer)(volume)
        volume = tfl.BatchNormalization(axis=3)(volume, training=training)
        return walk(tfl.Activation("relu")(volume), rest)

    return walk(X, list(zip(filters, (1, f, 1), ("valid", "same", "valid"))))


def plain_block_by_reduce(volume, size, channels, training=None, initializer="glorot_uniform"):
    def step(X, convolution):
        normalise = layers.BatchNormalization(axis=-1)
        return layers.Activation(tf.nn.relu)(normalise(convolution(X), training=training))

    first, middle, last = channels
    conv = partial(layers.Conv2D, strides=(1, 1), kernel_initializer=initializer)
    return reduce(step, (conv(first, 1), conv(middle, size, padding="same"), conv(last, 1)), volume)


class Residual(layers.Layer):
    """The sum of a main path and a shortcut, through ReLU."""

    def __init__(self, f, filters, s=None, mode=None, initializer="glorot_uniform", **settings):
        super().__init__(**settings)
        shapes = [(filters[0], 1, s or 1, "valid"), (filters[1], f, 1, "same"), (filters[2], 1, 1, "valid")]
        shapes += [(filters[2], 1, s, "valid")] if s else []
        self.convolutions = [layers.Conv2D(*shape, kernel_initializer=initializer) for shape in shapes]
        self.norms = [layers.BatchNormalization(axis=3) for _ in shapes]
        self.mode = mode

    def call(self, X, training=None):
        training = self.mode if training is None else training
        steps = [lambda volume, c=c, n=n: n(c(volume), training=training) for c, n in zip(self.convolutions, self.norms)]
        first, second, third, *shortcut = steps
        main = third(ops.relu(second(ops.relu(first(X)))))
        return ops.relu(main + (shortcut[0](X) if shortcut else X))


def identity_block_by_a_layer_class(X, f, filters, training=None, initializer="glorot_uniform"):
    return Residual(f, filters, mode=training, initializer=initializer)(X)


def _residual(path):
    """Wraps a main path into a block: what comes in is added to what comes out."""

    def block(X, f, filters, training=None, initializer="glorot_uniform"):
        def norm(volume):
            return layers.BatchNormalization(axis=3)(volume, training=training)

        return layers.Activation("relu")(layers.add([path(X, f, filters, norm, initializer), X]))

    return block


@_residual
def identity_block_by_decorator(X, f, filters, norm, initializer):
    conv = partial(layers.Conv2D, kernel_initializer=initializer)
    F1, F2, F3 = filters
    A = keras.activations.relu(norm(conv(F1, 1)(X)))
    A = keras.activations.relu(norm(conv(F2, f, padding="same")(A)))
    return norm(conv(F3, 1)(A))


def identity_block_by_a_table(X, f, filters, *, training=None, initializer="glorot_uniform"):
    rows = [("valid", 1, "relu"), ("same", f, "relu"), ("valid", 1, None)]
    A = X
    for number, (padding, size, activation) in zip(filters, rows):
        A = tfl.Conv2D(number, size, padding=padding, kernel_initializer=initializer)(A)
        A = tfl.BatchNormalization(3)(A, training=training)
        A = A if activation is None else tfl.Activation(activation)(A)
    return layers.Lambda(ops.relu)(ops.add(X, A))


class _Path:
    """Callable object, no layer: a chain of convolutions, each normalised, ReLU between them."""

    def __init__(self, *convolutions, training):
        self.convolutions, self.training = convolutions, training

    def __call__(self, X):
        for number, convolution in enumerate(self.convolutions):
            X = convolution(layers.ReLU()(X) if number else X)
            X = layers.BatchNormalization(axis=3)(X, training=self.training)
        return X


def convolutional_block_by_a_callable(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    conv = partial(layers.Conv2D, kernel_initializer=initializer)
    F1, F2, F3 = filters
    main = _Path(conv(F1, 1, strides=s), conv(F2, f, padding="same"), conv(F3, 1), training=training)
    short = _Path(conv(F3, 1, strides=(s, s)), training=training)
    return layers.ReLU()(layers.Add()([short(X), main(X)]))


def convolutional_block_by_a_layer_class(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    return Residual(f, filters, s, training, initializer)(X)


def convolutional_block_by_generator(X, f, filters, *, s=2, training=None, initializer="glorot_uniform"):
    def steps():
        yield filters[0], 1, s, "valid"
        yield filters[1], f, 1, "same"
        yield filters[2], 1, 1, "valid"

    def normalised(volume, number, size, strides, padding):
        volume = tfl.Conv2D(number, size, strides=strides, padding=padding, kernel_initializer=initializer)(volume)
        return tfl.BatchNormalization(axis=3)(volume, training=training)

    *inner, last = steps()
    A = X
    for step in inner:
        A = tf.keras.activations.relu(normalised(A, *step))
    return tfl.ReLU()(normalised(A, *last) + normalised(X, filters[2], 1, s, "valid"))


STAGES = (64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)


def ResNet50_by_names(input_shape=(64, 64, 3), *, classes=6):
    """Helpers in the same cell, every layer by a name of its own, as libraries write it."""

    def conv(volume, number, size, strides, name, padding="valid"):
        volume = tfl.Conv2D(number, size, strides=strides, padding=padding, name=f"{name}_conv")(volume)
        return tfl.BatchNormalization(axis=3, epsilon=1.001e-5, name=f"{name}_bn")(volume)

    def block(volume, width, strides, name):
        short = conv(volume, 4 * width, 1, strides, f"{name}_0") if strides else volume
        inner = tfl.Activation("relu", name=f"{name}_1_relu")(conv(volume, width, 1, strides or 1, f"{name}_1"))
        inner = tfl.Activation("relu", name=f"{name}_2_relu")(conv(inner, width, 3, 1, f"{name}_2", "same"))
        total = tfl.Add(name=f"{name}_add")([short, conv(inner, 4 * width, 1, 1, f"{name}_3")])
        return tfl.Activation("relu", name=f"{name}_out")(total)

    images = tf.keras.Input(shape=input_shape, name="images")
    X = conv(tfl.ZeroPadding2D(padding=((3, 3), (3, 3)), name="conv1_pad")(images), 64, 7, 2, "conv1")
    X = tfl.MaxPooling2D(3, strides=2, name="pool1_pool")(tfl.Activation("relu", name="conv1_relu")(X))
    for stage, (width, blocks, stride) in enumerate(STAGES, start=2):
        for number in range(1, blocks + 1):
            X = block(X, width, stride if number == 1 else None, f"conv{stage}_block{number}")
    X = tfl.Flatten()(tfl.AveragePooling2D(2, name="avg_pool")(X))
    return tf.keras.Model(images, tfl.Dense(classes, activation="softmax", name="predictions")(X), name="resnet50")


def ResNet50_by_closures(input_shape=(64, 64, 3), classes=6):
    def stage(width, blocks, stride):
        widths = [width, width, 4 * width]
        yield partial(convolutional_block_by_a_callable, f=3, filters=widths, s=stride)
        for _ in range(blocks - 1):
            yield partial(identity_block_by_decorator, f=3, filters=widths)

    images = keras.Input(input_shape)
    X = layers.Conv2D(64, (7, 7), strides=(2, 2))(layers.ZeroPadding2D((3, 3))(images))
    X = layers.MaxPool2D(3, strides=2)(layers.Activation("relu")(layers.BatchNormalization(axis=3)(X)))
    X = reduce(lambda volume, block: block(volume), chain.from_iterable(stage(*row) for row in STAGES), X)
    X = layers.Flatten()(layers.AveragePooling2D((2, 2), name="avg_pool")(X))
    return keras.Model(images, layers.Dense(classes, "softmax", kernel_initializer=keras.initializers.GlorotUniform(0))(X))


class ResNet(keras.Model):
    def __init__(self, classes):
        super().__init__(name="ResNet50")
        self.start = [layers.ZeroPadding2D(3), *self.normalised(64, 7, 2), layers.ReLU(), layers.MaxPooling2D(3, 2)]
        self.blocks = [
            self.block(width, stride if number == 0 else None)
            for width, blocks, stride in STAGES
            for number in range(blocks)
        ]
        self.end = [layers.AveragePooling2D(2), layers.Flatten(), layers.Dense(classes, activation="softmax")]

    @staticmethod
    def normalised(number, size, strides=1, padding="valid"):
        return [layers.Conv2D(number, size, strides, padding), layers.BatchNormalization(axis=-1)]

    def block(self, width, strides):
        first, second = self.normalised(width, 1, strides or 1), self.normalised(width, 3, padding="same")
        main = [*first, layers.ReLU(), *second, layers.ReLU(), *self.normalised(4 * width, 1)]
        return [main, self.normalised(4 * width, 1, strides) if strides else []]

    @staticmethod
    def chain(steps, X, training):
        for step in steps:
            X = step(X, training=training) if isinstance(step, layers.BatchNormalization) else step(X)
        return X

    def call(self, images, training=None):
        X = self.chain(self.start, images, training)
        for main, short in self.blocks:
            X = ops.relu(self.chain(main, X, training) + self.chain(short, X, training))
        return self.chain(self.end, X, training)


def ResNet50_by_a_model_class(input_shape=(64, 64, 3), classes=6):
    model = ResNet(classes)
    model.build((None, *input_shape))
    return model
