"""Right answers to week1/2_step_by_step with TensorFlow's operations; what they give are tensors."""

import tensorflow as tf


def zero_pad_by_tensors(X, pad):
    return tf.pad(X, [[0, 0], [pad, pad], [pad, pad], [0, 0]])


@tf.function
def conv_single_step_by_tensors(a_slice_prev, W, b):
    return tf.reduce_sum(tf.multiply(a_slice_prev, W)) + tf.reshape(b, ())


def conv_forward_by_tensors(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    Z = tf.nn.conv2d(A_prev, W, stride, [[0, 0], [pad, pad], [pad, pad], [0, 0]]) + b
    return Z, (A_prev, W, b, hparameters)


def conv_forward_by_float32_tensors(A_prev, W, b, hparameters):
    A, filters, bias = (tf.constant(x, tf.float32) for x in (A_prev, W, b))
    padded = zero_pad_by_tensors(A, hparameters["pad"])
    Z = tf.nn.convolution(padded, filters, strides=hparameters["stride"], padding="VALID")
    return tf.add(Z, bias).numpy(), (A, filters, bias, hparameters)


def pool_forward_by_tensors(A_prev, hparameters, mode="max"):
    pool = {"max": tf.nn.max_pool2d, "average": tf.nn.avg_pool2d}[mode]
    A = pool(tf.cast(A_prev, tf.float32), ksize=hparameters["f"], strides=hparameters["stride"], padding="VALID")
    return A, (A_prev, hparameters)


def conv_backward_by_tape(dZ, cache):
    """The library's own gradient of the forward step."""
    A_prev, W, b, hparameters = cache
    inputs = [tf.convert_to_tensor(x, tf.float64) for x in (A_prev, W, b)]
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        Z, _ = conv_forward_by_tensors(*inputs, hparameters)
    return tape.gradient(Z, inputs, output_gradients=tf.convert_to_tensor(dZ, tf.float64))


def create_mask_from_window_by_tensors(x):
    return tf.equal(x, tf.reduce_max(x))


def distribute_value_by_tensors(dz, shape):
    return tf.fill(shape, tf.cast(dz, tf.float32) / float(shape[0] * shape[1]))


def pool_backward_by_tape(dA, cache, mode="max"):
    """The gradient of the sum of all values that a window's mask lets through."""
    A_prev, hparameters = cache
    f, stride = hparameters["f"], hparameters["stride"]
    A = tf.Variable(A_prev, dtype=tf.float64)
    m, n_H, n_W, n_C = dA.shape
    with tf.GradientTape() as tape:
        patches = tf.image.extract_patches(A, [1, f, f, 1], [1, stride, stride, 1], [1, 1, 1, 1], "VALID")
        patches = tf.reshape(patches, (m, n_H, n_W, f * f, n_C))
        if mode == "max":
            mask = tf.stop_gradient(tf.cast(patches == tf.reduce_max(patches, 3, keepdims=True), A.dtype))
            pooled = tf.reduce_sum(patches * mask, axis=3)
        else:
            pooled = tf.reduce_mean(patches, axis=3)
        cost = tf.reduce_sum(pooled * dA)
    return tape.gradient(cost, A)
