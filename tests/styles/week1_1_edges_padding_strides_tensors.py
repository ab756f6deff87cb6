"""Right answers to week1/1_edges_padding_strides with TensorFlow's operations; what they give are tensors."""

import tensorflow as tf


def conv_output_size_by_tensors(n, f, pad, stride):
    return tf.math.floordiv(tf.constant(n) + 2 * pad - f, stride) + 1


@tf.function
def same_padding_by_tensors(f):
    return tf.cast((f - 1) / 2, tf.int32)


def convolve2d_by_tensors(image, kernel, pad=0, stride=1):
    batch = tf.cast(image, tf.float32)[tf.newaxis, :, :, tf.newaxis]
    filters = tf.cast(kernel, tf.float32)[:, :, tf.newaxis, tf.newaxis]
    border = [[0, 0], [pad, pad], [pad, pad], [0, 0]]
    return tf.nn.conv2d(batch, filters, strides=[1, stride, stride, 1], padding=border)[0, :, :, 0]


@tf.function
def _slide(image, kernel, stride):
    patches = tf.image.extract_patches(
        image[None, :, :, None], [1, *kernel.shape, 1], [1, stride, stride, 1], [1, 1, 1, 1], "VALID"
    )
    return tf.reduce_sum(patches * tf.reshape(kernel, [-1]), axis=-1)[0]


def convolve2d_by_patches(image, kernel, pad=0, stride=1):
    image = tf.pad(tf.constant(image, dtype=tf.float64), tf.fill((2, 2), pad))
    return _slide(image, tf.constant(kernel, dtype=tf.float64), stride).numpy()


def edge_filter_by_tensors(kind):
    columns = {"vertical": [1.0, 1, 1], "sobel": [1.0, 2, 1], "scharr": [3.0, 10, 3]}
    name = kind.replace("horizontal", "").strip() or "vertical"
    kernel = tf.constant(columns[name])[:, None] * tf.constant([[1.0, 0, -1]])
    return tf.transpose(kernel) if "horizontal" in kind else kernel


def conv_volume_by_tensors(image, filters, biases, pad, stride):
    image = tf.pad(tf.convert_to_tensor(image)[None], [[0, 0], [pad] * 2, [pad] * 2, [0, 0]])
    volume = tf.nn.convolution(image, tf.cast(filters, image.dtype), strides=stride, padding="VALID")
    return tf.nn.bias_add(volume, tf.cast(biases, image.dtype))[0]


def count_parameters_by_tensors(layers):
    weights = {
        "conv": lambda layer: [layer["f"], layer["f"], layer["channels"], layer["filters"]],
        "dense": lambda layer: [layer["inputs"], layer["units"]],
    }
    shapes = [weights[layer["kind"]](layer) if layer["kind"] in weights else [0] for layer in layers]
    return [int(tf.reduce_prod(shape) + shape[-1]) for shape in shapes]
