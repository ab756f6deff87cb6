"""More right answers to style transfer: graphs, loss classes, reductions, closures, and painters as objects."""

import operator
from functools import partial, reduce

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from tensorflow.keras import backend as K


@tf.function
def compute_content_cost_by_tf_function(content_output, generated_output):
    gap = tf.reshape(content_output[-1] - generated_output[-1], [-1])
    return tf.tensordot(gap, gap, 1) / (4.0 * tf.cast(tf.size(gap), tf.float32))


def compute_content_cost_by_loss_class(content_output, generated_output):
    return keras.losses.MeanSquaredError()(content_output[-1], generated_output[-1]) / 4


def compute_content_cost_by_backend(outputs_C, outputs_G):
    *_, a_C = outputs_C
    *_, a_G = outputs_G
    return 0.25 * K.mean(K.square(a_C - a_G))


def gram_matrix_by_tensordot(A):
    return tf.tensordot(A, A, axes=[[1], [1]])


def gram_matrix_by_numpy(A):
    rows = np.asarray(A)
    return rows.dot(rows.T)


@tf.function
def gram_matrix_by_map(features):
    return tf.map_fn(lambda row: tf.linalg.matvec(features, row), features)


def gram_matrix_by_columns(A):
    return reduce(tf.add, [tf.tensordot(column, column, axes=0) for column in tf.unstack(A, axis=1)])


def compute_layer_style_cost_by_unrolling(a_S, a_G):
    def gram(a):
        rows = tf.reshape(a, [-1, tf.shape(a)[-1]])
        return tf.matmul(rows, rows, transpose_a=True)

    size = tf.cast(tf.size(a_G), tf.float32)
    return tf.nn.l2_loss(gram(a_S) - gram(a_G)) / (2 * size**2)


@tf.function
def compute_layer_style_cost_by_tf_function(style, generated):
    channels = style.shape[-1]
    places = style.shape[1] * style.shape[2]
    S, G = (tf.reshape(tf.transpose(a, [3, 0, 1, 2]), (channels, places)) for a in (style, generated))
    gap = (gram_matrix_by_tensordot(S) - gram_matrix_by_tensordot(G)) / (2.0 * channels * places)
    return tf.reduce_sum(gap**2)


def compute_layer_style_cost_by_backend(a_S, a_G):
    _, n_H, n_W, n_C = K.int_shape(a_G)
    S, G = (K.transpose(K.reshape(a, (n_H * n_W, n_C))) for a in (a_S, a_G))
    GS, GG = K.dot(S, K.transpose(S)), K.dot(G, K.transpose(G))
    return K.sum(K.square(GS - GG)) / (4.0 * (n_C * n_H * n_W) ** 2)


def compute_layer_style_cost_by_pairs_of_channels(a_S, a_G):
    n_C = int(a_S.shape[3])
    total = tf.constant(0.0)
    for i in range(n_C):
        for j in range(n_C):
            gap = tf.reduce_sum(a_S[..., i] * a_S[..., j]) - tf.reduce_sum(a_G[..., i] * a_G[..., j])
            total += gap * gap
    return total / (4 * n_C**2 * (a_S.shape[1] * a_S.shape[2]) ** 2)


def compute_style_cost_by_generator(style_image_output, generated_image_output, STYLE_LAYERS):
    return sum(
        weight * compute_layer_style_cost_by_unrolling(style_image_output[k], generated_image_output[k])
        for k, (_, weight) in enumerate(STYLE_LAYERS)
    )


def compute_style_cost_by_reduce(style_image_output, generated_image_output, STYLE_LAYERS):
    lambdas = dict(STYLE_LAYERS).values()
    pairs = zip(lambdas, style_image_output, generated_image_output)
    return reduce(lambda J, each: J + each[0] * compute_layer_style_cost_by_tf_function(*each[1:]), pairs, 0.0)


def compute_style_cost_by_stack(a_S, a_G, layers):
    a_S, a_G = a_S[: len(layers)], a_G[:-1]
    costs = tf.stack(list(map(compute_layer_style_cost_by_backend, a_S, a_G)))
    return tf.reduce_sum(costs * tf.constant([weight for _, weight in layers], tf.float32))


class StyleCost:
    def __init__(self, layer_cost):
        self.layer_cost = layer_cost

    def __call__(self, style_image_output, generated_image_output, STYLE_LAYERS):
        J = ops.zeros(())
        for layer in range(len(STYLE_LAYERS)):
            J = ops.add(J, STYLE_LAYERS[layer][1] * self.layer_cost(style_image_output[layer], generated_image_output[layer]))
        return J


compute_style_cost_by_callable_class = StyleCost(compute_layer_style_cost_by_pairs_of_channels)

total_cost_by_lambda = lambda J_content, J_style, alpha=10, beta=40: alpha * J_content + beta * J_style  # noqa: E731


def total_cost_by_keyword_only(J_content, J_style, *, alpha=10, beta=40):
    return sum(map(operator.mul, (alpha, beta), (J_content, J_style)))


def weighed(join, J_content, J_style, alpha=10, beta=40):
    return join([tf.multiply(J_content, alpha), tf.multiply(J_style, beta)])


total_cost_by_partial = partial(weighed, tf.add_n)


def total_cost_by_float32(J_content, J_style, alpha=10.0, beta=40.0):
    J = np.float32(alpha) * np.float32(J_content)
    J += np.float32(beta) * np.float32(J_style)
    return J


def total_cost_by_backend(J_content, J_style, alpha=10, beta=40):
    return K.sum(K.stack([J_content, J_style]) * K.constant([alpha, beta]))


def train_step_by_helpers(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, *, alpha=10, beta=40
):
    def cost():
        activations = model(generated_image)
        J_content = compute_content_cost_by_backend(content_output, activations)
        return total_cost_by_lambda(
            J_content, compute_style_cost_by_generator(style_image_output, activations, STYLE_LAYERS), alpha, beta
        )

    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(generated_image)
        J = cost()
    (gradient,) = tape.gradient(J, [generated_image])
    optimizer.apply([gradient], [generated_image])
    generated_image.assign(tf.minimum(tf.maximum(generated_image, 0), 1))
    return J


class Painter:
    """Holds what stays the same from step to step."""

    def __init__(self, model, content, style, optimizer, layers):
        self.model, self.content, self.style, self.optimizer, self.layers = model, content, style, optimizer, layers

    def cost(self, image, alpha, beta):
        seen = self.model(image)
        content = compute_content_cost_by_loss_class(self.content, seen)
        return alpha * content + beta * compute_style_cost_by_stack(self.style, seen, self.layers)

    def step(self, image, alpha, beta):
        with tf.GradientTape() as tape:
            J = self.cost(image, alpha, beta)
        self.optimizer.apply_gradients(zip([tape.gradient(J, image)], [image]))
        image.assign(ops.clip(image, 0.0, 1.0))
        return J


def train_step_by_class(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    return Painter(model, content_output, style_image_output, optimizer, STYLE_LAYERS).step(generated_image, alpha, beta)


@tf.function
def train_step_by_tf_function(G, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40):
    with tf.GradientTape() as tape:
        outputs = model(G)
        J = total_cost_by_partial(
            compute_content_cost_by_tf_function(content_output, outputs),
            compute_style_cost_by_reduce(style_image_output, outputs, STYLE_LAYERS),
            alpha,
            beta,
        )
    optimizer.apply_gradients([(tape.gradient(J, G), G)])
    G.assign(tf.clip_by_value(G, clip_value_min=0.0, clip_value_max=1.0))
    return J


def train_step_by_float_cost(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape(persistent=True) as tape:
        outputs = model(generated_image)
        J_content = compute_content_cost_by_backend(content_output, outputs)
        J_style = compute_style_cost_by_generator(style_image_output, outputs, STYLE_LAYERS)
    gradient = alpha * tape.gradient(J_content, generated_image) + beta * tape.gradient(J_style, generated_image)
    optimizer.apply_gradients([[gradient, generated_image]])
    generated_image.assign(K.clip(generated_image, 0.0, 1.0))
    return alpha * J_content + beta * J_style
