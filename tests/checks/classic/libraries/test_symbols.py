"""Functions of tf take tensors of a model that is being built while they are let, and only then."""

import numpy as np
import pytest

pytestmark = pytest.mark.tf


@pytest.fixture(scope="module")
def images():
    import keras

    return keras.Input((8, 8, 3))


# Spelling → the operation that stands for it in a model, and the shape of what it gives.
SPELLINGS = {
    "tf.nn.relu(x)": ("Relu", (8, 8, 3)),
    "tf.nn.relu(features=x)": ("Relu", (8, 8, 3)),
    "tf.pad(x, [[0, 0], [3, 3], [3, 3], [0, 0]])": ("Pad", (14, 14, 3)),
    "tf.add(x, x)": ("Add", (8, 8, 3)),
    "tf.add_n([x, x])": ("Add", (8, 8, 3)),
    "tf.concat([x, x], axis=-1)": ("Concatenate", (8, 8, 6)),
    "tf.reduce_mean(x, axis=[1, 2])": ("Mean", (3,)),
    "tf.nn.max_pool(x, 2, 2, 'VALID')": ("MaxPool", (4, 4, 3)),
    "tf.compat.v1.nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], 'VALID')": ("MaxPool", (4, 4, 3)),
    "tf.nn.softmax(x, axis=-1)": ("Softmax", (8, 8, 3)),
    "tf.nn.leaky_relu(x, alpha=0.1)": ("LeakyRelu", (8, 8, 3)),
    "tf.image.resize(x, (2, 2))": ("tf.resize_images_v2", (2, 2, 3)),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_function_of_tf_is_the_operation_that_keras_has_for_it(images, spelling):
    import tensorflow as tf

    from course_utils.checks.classic.libraries.symbols import taken_by_tensorflow

    name, shape = SPELLINGS[spelling]
    with pytest.raises(ValueError, match="KerasTensor cannot be used as input to a TensorFlow function"):
        eval(spelling, {"tf": tf, "x": images})
    with taken_by_tensorflow():
        made = eval(spelling, {"tf": tf, "x": images})
    assert (type(made._keras_history.operation).__name__, made.shape[1:]) == (name, shape)


def test_what_it_gives_in_a_model_is_what_tf_gives(images):
    import keras
    import tensorflow as tf

    from course_utils.checks.classic.libraries.symbols import taken_by_tensorflow

    def answer(x):
        return tf.image.resize(tf.nn.leaky_relu(tf.pad(x, [[0, 0], [1, 1], [0, 0], [0, 0]]) - 0.5, alpha=0.1), (3, 3))

    with taken_by_tensorflow():
        model = keras.Model(images, answer(images))
    numbers = np.random.RandomState(1).rand(2, 8, 8, 3).astype(np.float32)
    assert np.allclose(model(numbers), answer(tf.constant(numbers)), atol=1e-6)
