"""Right answers to the classic networks in other forms: own models and layers, tables, closures, recursion, reuse."""

import operator
from functools import partial, reduce
from itertools import accumulate

import keras
import tensorflow as tf
from keras import layers, ops


class LeNet(keras.Model):
    def __init__(self, classes, squash, pooling):
        super().__init__()
        self.convolutions = [layers.Conv2D(filters, 5, activation=squash) for filters in (6, 16)]
        self.poolings = [pooling(2), pooling(2)]
        self.flatten = layers.Flatten()
        self.dense = [layers.Dense(units, squash) for units in (120, 84)] + [layers.Dense(classes, "softmax")]

    def call(self, images):
        X = images
        for convolution, pool in zip(self.convolutions, self.poolings):
            X = pool(convolution(X))
        return reduce(lambda volume, layer: layer(volume), self.dense, self.flatten(X))


def lenet5_by_a_model_class(input_shape=(32, 32, 1), classes=10, original=False):
    kind = (keras.activations.tanh, layers.AveragePooling2D) if original else (keras.activations.relu, layers.MaxPool2D)
    model = LeNet(classes, *kind)
    model(keras.Input(input_shape))
    return model


def lenet5_by_add(input_shape=(32, 32, 1), *, classes=10, original=False):
    act, pool = ("tanh", "AveragePooling2D") if original else ("relu", "MaxPooling2D")
    model = tf.keras.Sequential([tf.keras.layers.Input(shape=input_shape)])
    for filters in (6, 16):
        model.add(tf.keras.layers.Conv2D(filters, (5, 5), padding="valid", activation=act))
        model.add(getattr(tf.keras.layers, pool)(pool_size=(2, 2), strides=(2, 2)))
    model.add(tf.keras.layers.Flatten())
    for units, activation in ((120, act), (84, act), (classes, "softmax")):
        model.add(tf.keras.layers.Dense(units, activation=activation))
    return model


class Stage(layers.Layer):
    """A convolution, its activation and a pooling."""

    def __init__(self, filters, original):
        super().__init__()
        self.convolution = layers.Conv2D(filters, 5, kernel_initializer=keras.initializers.LecunNormal(seed=1))
        self.activate = ops.tanh if original else ops.relu
        self.pool = layers.AveragePooling2D((2, 2)) if original else layers.MaxPooling2D((2, 2))

    def call(self, X):
        return self.pool(self.activate(self.convolution(X)))


def lenet5_by_a_layer_class(shape=(32, 32, 1), classes=10, original=False):
    squash = "tanh" if original else "relu"
    images = keras.Input(shape)
    X = layers.Flatten()(Stage(16, original)(Stage(6, original)(images)))
    X = layers.Dense(84, squash)(layers.Dense(120, squash)(X))
    return keras.Model(images, layers.Dense(classes, activation="softmax")(X))


def _conv(filters, kernel, **settings):
    return lambda X: layers.ReLU()(layers.Conv2D(filters, kernel, **settings)(X))


def alexnet_by_closures(input_shape=(227, 227, 3), classes=1000, units=4096):
    images = keras.Input(input_shape)
    same, pool = partial(_conv, padding="same"), partial(layers.MaxPooling2D, 3, strides=2)
    steps = [_conv(96, 11, strides=4), pool(), same(256, 5), pool(), same(384, 3), same(384, 3), same(256, 3), pool()]
    steps += [layers.Flatten(), layers.Dense(units, "relu"), layers.Dense(units, "relu"), layers.Dense(classes, "softmax")]
    *_, outputs = accumulate(steps, lambda X, step: step(X), initial=images)
    return keras.Model(images, outputs)


class AlexNet(tf.keras.Model):
    def __init__(self, classes, units, **settings):
        super().__init__(**settings)
        self.features = keras.Sequential(name="features")
        for filters, kernel, strides, padding, pools in (
            (96, 11, 4, "valid", True),
            (256, 5, 1, "same", True),
            (384, 3, 1, "same", False),
            (384, 3, 1, "same", False),
            (256, 3, 1, "same", True),
        ):
            self.features.add(layers.Conv2D(filters, kernel, strides, padding))
            self.features.add(layers.Activation("relu"))
            if pools:
                self.features.add(layers.MaxPool2D(pool_size=(3, 3), strides=(2, 2)))
        self.flat = layers.Flatten()
        self.hidden = keras.Sequential([layers.Dense(units, activation="relu") for _ in range(2)], name="hidden")
        self.answer = layers.Dense(classes, activation="softmax")

    def call(self, images):
        return self.answer(self.hidden(self.flat(self.features(images))))


def alexnet_by_a_model_class(input_shape=(227, 227, 3), classes=1000, units=4096):
    model = AlexNet(classes, units, name="AlexNet")
    model.build((None, *input_shape))
    return model


def alexnet_by_add(input_shape=(227, 227, 3), classes=1000, *, units=4096):
    network = keras.models.Sequential()
    network.add(keras.layers.InputLayer(shape=input_shape))
    network.add(layers.Conv2D(96, kernel_size=(11, 11), strides=(4, 4), activation=tf.nn.relu, name="conv1"))
    network.add(layers.MaxPooling2D((3, 3), 2, name="pool1"))
    network.add(layers.Conv2D(256, kernel_size=(5, 5), padding="same", activation=tf.nn.relu, name="conv2"))
    network.add(layers.MaxPooling2D((3, 3), 2, name="pool2"))
    for number, filters in enumerate((384, 384, 256), start=3):
        network.add(layers.Conv2D(filters, (3, 3), padding="same", activation=tf.nn.relu, name=f"conv{number}"))
    network.add(layers.MaxPooling2D((3, 3), 2, name="pool5"))
    network.add(layers.Reshape((-1,)))
    for number in (6, 7):
        network.add(layers.Dense(units, activation=tf.nn.relu, name=f"fc{number}"))
    network.add(layers.Dense(classes, name="fc8"))
    network.add(layers.Activation(tf.nn.softmax))
    return network


def _stack(X, width, blocks):
    if not blocks:
        return X
    (times, factor), *rest = blocks
    for _ in range(times):
        X = layers.Conv2D(width * factor, 3, padding="same", activation="relu", kernel_initializer="he_normal")(X)
    return _stack(layers.MaxPooling2D()(X), width, rest)


def vgg16_by_recursion(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    images = keras.Input(input_shape, name="photographs")
    X = layers.Flatten()(_stack(images, width, [(2, 1), (2, 2), (3, 4), (3, 8), (3, 8)]))
    X = layers.Dense(units, "relu")(layers.Dense(units, "relu")(X))
    return keras.Model(images, ops.softmax(layers.Dense(classes)(X)), name="VGG16")


class Block(layers.Layer):
    def __init__(self, filters, times, **settings):
        super().__init__(**settings)
        self.convolutions = [layers.Conv2D(filters, (3, 3), padding="same", activation="relu") for _ in range(times)]
        self.pool = layers.MaxPooling2D((2, 2), strides=(2, 2))

    def call(self, X):
        for convolution in self.convolutions:
            X = convolution(X)
        return self.pool(X)


def vgg16_by_a_layer_class(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    blocks = [Block(width * min(2**n, 8), 2 + (n > 1), name=f"block{n + 1}") for n in range(5)]
    head = [layers.Flatten(), *(layers.Dense(units, activation="relu") for _ in "ab"), layers.Dense(classes, "softmax")]
    return keras.Sequential([keras.Input(shape=input_shape), *blocks, *head])


def vgg16_by_reuse(input_shape=(224, 224, 3), classes=1000, *, width=64, units=4096):
    """The pooled maps are looked up in a first model, and a head is put on."""
    body = tf.keras.Sequential([tf.keras.Input(input_shape)])
    for block, convolutions in enumerate([2, 2, 3, 3, 3], start=1):
        for conv in range(1, convolutions + 1):
            filters = width * (1, 2, 4, 8, 8)[block - 1]
            body.add(tf.keras.layers.Conv2D(filters, 3, padding="same", name=f"block{block}_conv{conv}"))
            body.add(tf.keras.layers.ReLU())
        body.add(tf.keras.layers.MaxPool2D(2, 2, padding="valid", name=f"block{block}_pool"))
    X = tf.keras.layers.Flatten()(body.get_layer("block5_pool").output)
    for _ in range(2):
        X = tf.keras.layers.Activation("relu")(tf.keras.layers.Dense(units)(X))
    return tf.keras.Model(body.inputs[0], tf.keras.layers.Dense(classes, activation=tf.keras.activations.softmax)(X))


def conv_multiplications_by_recursion(input_shape, f, filters, *, stride=1, padding="same", bottleneck=None):
    if bottleneck:
        squeezed = (*input_shape[:2], bottleneck)
        return sum(
            conv_multiplications_by_recursion(shape, size, number, stride=step, padding=padding)
            for shape, size, number, step in ((input_shape, 1, bottleneck, 1), (squeezed, f, filters, stride))
        )
    *rows_columns, channels = input_shape
    places = (len(range(0, n if padding == "same" else n - f + 1, stride)) for n in rows_columns)
    return reduce(operator.mul, places, f * f * channels * filters)


class _Cost:
    sizes = {"same": lambda n, f, s: -(-n // s), "valid": lambda n, f, s: 1 + (n - f) // s}  # noqa: RUF012

    def __init__(self, padding):
        self.size = self.sizes[padding]

    def of(self, volume, f, filters, stride):
        n_H, n_W, n_C = volume
        return self.size(n_H, f, stride) * self.size(n_W, f, stride) * f**2 * n_C * filters


def conv_multiplications_by_a_class(volume, f, filters, stride=1, padding="same", bottleneck=None):
    cost, total = _Cost(padding), 0
    if bottleneck is not None:
        total, volume = cost.of(volume, 1, bottleneck, 1), (volume[0], volume[1], bottleneck)
    return total + cost.of(volume, f, filters, stride)


def conv_multiplications_by_tensors(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    """TensorFlow works out the shape of the output; the numbers are multiplied here."""
    n_H, n_W, n_C = input_shape
    total = n_H * n_W * n_C * bottleneck if bottleneck else 0
    channels = bottleneck or n_C
    convolution = keras.layers.Conv2D(filters, f, strides=stride, padding=padding)
    _, rows, columns, maps = convolution.compute_output_shape((1, n_H, n_W, channels))
    return tf.constant(total, tf.int64) + tf.reduce_prod(tf.constant([rows, columns, maps, f, f, channels], tf.int64))


def inception_module_by_a_table(X, filters):
    one, (before_3, three), (before_5, five), pooled = filters
    pool = layers.MaxPooling2D(3, strides=1, padding="same")
    table = [[(one, 1)], [(before_3, 1), (three, 3)], [(before_5, 1), (five, 5)], [pool, (pooled, 1)]]
    branches = []
    for row in table:
        branch = X
        for step in row:
            layer = step if callable(step) else layers.Conv2D(*step, padding="same", activation="relu")
            branch = layer(branch)
        branches.append(branch)
    return ops.concatenate(branches, axis=-1)


class Inception(layers.Layer):
    def __init__(self, one, three, five, pooled):
        super().__init__()
        conv = partial(layers.Conv2D, padding="same", activation="relu")
        self.one, self.last = conv(one, 1), conv(pooled, 1)
        self.three = keras.Sequential([conv(three[0], 1), conv(three[1], 3)])
        self.five = keras.Sequential([conv(five[0], 1), conv(five[1], 5)])
        self.pool = layers.MaxPool2D((3, 3), (1, 1), "same")

    def call(self, X):
        return tf.concat([self.one(X), self.three(X), self.five(X), self.last(self.pool(X))], axis=3)


inception_module_by_a_layer_class = lambda X, filters: Inception(*filters)(X)  # noqa: E731


def inception_module_by_closures(volume, filters):
    def relu(size, number):
        def branch(X):
            Z = tf.keras.layers.Conv2D(number, (size, size), strides=1, padding="same", kernel_initializer="he_uniform")(X)
            return tf.keras.layers.Activation("relu")(Z)

        return branch

    one, (before_3, three), (before_5, five), pooled = filters
    ways = {
        "1×1": relu(1, one)(volume),
        "3×3": relu(3, three)(relu(1, before_3)(volume)),
        "5×5": relu(5, five)(relu(1, before_5)(volume)),
        "pool": relu(1, pooled)(layers.MaxPooling2D(pool_size=3, strides=1, padding="same")(volume)),
    }
    return layers.Concatenate(axis=-1)(list(ways.values()))
