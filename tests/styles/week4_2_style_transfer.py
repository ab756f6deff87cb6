"""Right answers to style transfer as good students write them; all must pass every case."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from tensorflow.keras import backend as K

STYLE_LAYERS = [("block1_conv1", 0.2), ("block2_conv1", 0.3), ("block3_conv1", 0.5)]


def compute_content_cost_by_first_generation(a_C, a_G):
    m, n_H, n_W, n_C = a_G.get_shape().as_list()
    a_C_unrolled = tf.transpose(tf.reshape(a_C, [n_H * n_W, n_C]))
    a_G_unrolled = tf.transpose(tf.reshape(a_G, [n_H * n_W, n_C]))
    return 1 / (4 * m * n_H * n_W * n_C) * tf.reduce_sum(tf.square(tf.subtract(a_C_unrolled, a_G_unrolled)))


def compute_content_cost_by_second_generation(content_output, generated_output):
    a_C, a_G = content_output[-1], generated_output[-1]
    m, n_H, n_W, n_C = a_G.get_shape().as_list()
    a_C_unrolled = tf.reshape(a_C, shape=[m, n_H * n_W, n_C])
    a_G_unrolled = tf.reshape(a_G, shape=[m, n_H * n_W, n_C])
    return tf.reduce_sum(tf.square(a_C_unrolled - a_G_unrolled)) / (4.0 * n_H * n_W * n_C)


def compute_content_cost_by_mean(content_output, generated_output):
    return 0.25 * tf.reduce_mean((content_output[-1] - generated_output[-1]) ** 2)


def compute_content_cost_by_keras_ops(content_output, generated_output):
    a_C, a_G = ops.convert_to_tensor(content_output[-1]), ops.convert_to_tensor(generated_output[-1])
    _, n_H, n_W, n_C = ops.shape(a_G)
    return ops.sum(ops.square(a_C - a_G)) / (4 * n_H * n_W * n_C)


def compute_content_cost_by_l2_loss(content_output, generated_output):
    difference = generated_output[-1] - content_output[-1]
    return tf.nn.l2_loss(difference) / (2 * tf.cast(tf.size(difference), tf.float32))


def gram_matrix_by_matmul(A):
    return tf.matmul(A, A, transpose_b=True)


def gram_matrix_by_einsum(A):
    return tf.einsum("in,jn->ij", A, A)


def gram_matrix_by_backend(A):
    return K.dot(A, K.transpose(A))


def gram_matrix_by_keras_ops(A):
    return ops.matmul(A, ops.transpose(A))


def gram_matrix_by_rows(A):
    rows = tf.unstack(A)
    return tf.stack([tf.stack([tf.reduce_sum(one * other) for other in rows]) for one in rows])


def gram_matrix_by_broadcast(A):
    return tf.reduce_sum(A[:, None, :] * A[None, :, :], axis=-1)


def compute_layer_style_cost_by_first_generation(a_S, a_G):
    m, n_H, n_W, n_C = a_G.get_shape().as_list()
    a_S = tf.transpose(tf.reshape(a_S, [n_H * n_W, n_C]))
    a_G = tf.transpose(tf.reshape(a_G, [n_H * n_W, n_C]))
    GS, GG = gram_matrix_by_matmul(a_S), gram_matrix_by_matmul(a_G)
    return (1.0 / (4 * m * n_C**2 * (n_H * n_W) ** 2)) * tf.reduce_sum(tf.reduce_sum(tf.square(tf.subtract(GS, GG)), 1))


def compute_layer_style_cost_by_permuted_axes(a_S, a_G):
    _, n_H, n_W, n_C = a_G.shape
    GS = gram_matrix_by_backend(tf.reshape(tf.transpose(a_S, perm=[0, 3, 1, 2]), [n_C, -1]))
    GG = gram_matrix_by_backend(tf.reshape(tf.transpose(a_G, perm=[3, 0, 1, 2]), [n_C, n_H * n_W]))
    return tf.reduce_sum((GS - GG) ** 2) / (2.0 * n_H * n_W * n_C) ** 2


def compute_layer_style_cost_by_einsum(a_S, a_G):
    GS, GG = (tf.einsum("mhwc,mhwk->ck", a, a) for a in (a_S, a_G))
    places = tf.cast(tf.reduce_prod(tf.shape(a_G)[1:3]), tf.float32)
    return tf.reduce_mean(tf.math.squared_difference(GS, GG)) / (4 * places**2)


def compute_layer_style_cost_by_keras_ops(a_S, a_G):
    _, n_H, n_W, n_C = a_S.shape
    grams = []
    for a in (a_S, a_G):
        unrolled = ops.reshape(a, (n_H * n_W, n_C))
        grams.append(ops.matmul(ops.transpose(unrolled), unrolled) / (n_C * n_H * n_W))
    return ops.sum(ops.square(grams[0] - grams[1])) / 4


def compute_style_cost_by_first_generation(model, STYLE_LAYERS):
    J_style = 0
    for layer_name, coeff in STYLE_LAYERS:
        out = model[layer_name]
        a_S = sess.run(out)  # noqa: F821 - TensorFlow 1's session
        J_style_layer = compute_layer_style_cost_by_first_generation(a_S, out)
        J_style += coeff * J_style_layer
    return J_style


def compute_style_cost_by_second_generation(style_image_output, generated_image_output, STYLE_LAYERS=STYLE_LAYERS):
    J_style = 0
    a_S, a_G = style_image_output[:-1], generated_image_output[:-1]
    for i, weight in zip(range(len(a_S)), STYLE_LAYERS):
        J_style += weight[1] * compute_layer_style_cost_by_permuted_axes(a_S[i], a_G[i])
    return J_style


def compute_style_cost_by_add_n(style_image_output, generated_image_output, STYLE_LAYERS):
    layers = zip(STYLE_LAYERS, style_image_output, generated_image_output)
    return tf.add_n([weight * compute_layer_style_cost_by_einsum(a_S, a_G) for (_, weight), a_S, a_G in layers])


def compute_style_cost_by_dot(style_image_output, generated_image_output, STYLE_LAYERS):
    n = len(STYLE_LAYERS)
    weights = tf.constant([weight for _, weight in STYLE_LAYERS], dtype=tf.float32)
    costs = tf.stack([compute_layer_style_cost_by_keras_ops(style_image_output[i], generated_image_output[i]) for i in range(n)])
    return tf.tensordot(weights, costs, axes=1)


@tf.function()
def total_cost_by_tf_function(J_content, J_style, alpha=10, beta=40):
    return alpha * J_content + beta * J_style


def total_cost_by_tf_add(J_content, J_style, alpha=10, beta=40):
    return tf.add(tf.multiply(alpha, J_content), tf.multiply(beta, J_style))


def total_cost_by_dot(J_content, J_style, alpha=10, beta=40):
    return np.dot([alpha, beta], [J_content, J_style])


def total_cost_by_other_names(content_cost, style_cost, alpha=10.0, beta=40.0):
    J = alpha * content_cost
    J += beta * style_cost
    return J


def clip_0_1(image):
    return tf.clip_by_value(image, clip_value_min=0.0, clip_value_max=1.0)


@tf.function()
def train_step_by_second_generation(generated_image, alpha=10, beta=40):
    with tf.GradientTape() as tape:
        a_G = vgg_model_outputs(generated_image)  # noqa: F821 - these are names of the notebook
        J_style = compute_style_cost(a_S, a_G)  # noqa: F821
        J_content = compute_content_cost_by_second_generation(a_C, a_G)  # noqa: F821
        J = total_cost_by_tf_function(J_content, J_style, alpha=alpha, beta=beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])  # noqa: F821
    generated_image.assign(clip_0_1(generated_image))
    return J


compute_style_cost = compute_style_cost_by_second_generation


def train_step_by_keras_apply(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape() as tape:
        outputs = model(generated_image)
        J_content = compute_content_cost_by_keras_ops(content_output, outputs)
        J_style = compute_style_cost_by_dot(style_image_output, outputs, STYLE_LAYERS)
        J = alpha * J_content + beta * J_style
    optimizer.apply([tape.gradient(J, generated_image)], [generated_image])
    generated_image.assign(ops.clip(generated_image, 0, 1))
    return J


def train_step_by_watched_tensor(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    pixels = tf.convert_to_tensor(generated_image)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(pixels)
        outputs = model(pixels)
        J = total_cost_by_tf_add(
            compute_content_cost_by_mean(content_output, outputs),
            compute_style_cost_by_add_n(style_image_output, outputs, STYLE_LAYERS), alpha, beta)  # fmt: skip
    optimizer.apply_gradients(zip([tape.gradient(J, pixels)], [generated_image]))
    generated_image.assign(tf.minimum(tf.maximum(generated_image, 0.0), 1.0))
    return J.numpy()


def train_step_by_compiled_inner_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    @tf.function
    def cost(image):
        outputs = model(image)
        content = compute_content_cost_by_l2_loss(content_output, outputs)
        return alpha * content + beta * compute_style_cost_by_add_n(style_image_output, outputs, STYLE_LAYERS)

    with tf.GradientTape() as tape:
        J = cost(generated_image)
    gradients = tape.gradient(J, [generated_image])
    optimizer.apply_gradients(zip(gradients, [generated_image]))
    generated_image.assign(keras.ops.minimum(keras.ops.maximum(generated_image, 0.0), 1.0))
    return float(J)
