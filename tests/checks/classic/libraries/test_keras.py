"""Keras 1 and 2 by today's Keras: arguments, modules and the backend as they were."""

import numpy as np
import pytest

pytestmark = pytest.mark.tf


@pytest.fixture(scope="module")
def names():
    from course_utils.checks.classic.libraries.imports import Libraries

    libraries = Libraries()
    space = {"__builtins__": libraries.builtins, "np": np}
    exec(
        "import keras\nfrom keras import backend as K\nimport tensorflow as tf\nx = keras.layers.Input((8, 8, 3))",
        space,
    )
    return space


IMPORTS = """
from keras.layers.normalization import BatchNormalization
from keras.layers.core import Dense, Lambda
from keras.layers.merge import Concatenate
from keras.layers import merge, Input
from keras.layers.advanced_activations import LeakyReLU
from keras.engine.topology import Layer
from keras.engine import InputSpec
from keras.utils.np_utils import to_categorical
from keras.utils.data_utils import get_file
from keras.utils.vis_utils import model_to_dot
from keras.utils import layer_utils, np_utils, plot_model
from keras.models import Model, Sequential, load_model
from keras.applications.imagenet_utils import preprocess_input
from keras.initializers import glorot_uniform
from tensorflow.keras.layers.experimental.preprocessing import RandomFlip
from tensorflow.python.framework import ops
import keras.backend.tensorflow_backend as KTF
import tensorflow.keras.layers as tfl
"""


@pytest.mark.parametrize("line", IMPORTS.strip().splitlines())
def test_an_import_of_then_works(names, line):
    exec(line, dict(names))


def test_an_import_that_never_worked_is_an_error(names):
    with pytest.raises(ImportError):
        exec("from keras.layers.no_such import Dense", dict(names))


@pytest.mark.parametrize(
    ("call", "shape"),
    [
        ("keras.layers.Convolution2D(4, 3, 3, border_mode='same', subsample=(2, 2), init='normal')(x)", (4, 4, 4)),
        ("keras.layers.Convolution2D(nb_filter=4, nb_row=3, nb_col=1)(x)", (6, 8, 4)),
        ("keras.layers.Conv2D(4, 3, padding='SAME')(x)", (8, 8, 4)),
        ("keras.layers.MaxPool2D(2, padding='SAME')(x)", (4, 4, 3)),
        ("keras.layers.AveragePooling2D()(x)", (4, 4, 3)),
        ("keras.layers.AveragePooling2D(padding='VALID', strides=4)(x)", (2, 2, 3)),
        ("keras.layers.Dense(output_dim=5, init='uniform')(keras.layers.Flatten()(x))", (5,)),
        ("keras.layers.BatchNormalization(mode=0, axis=3)(keras.layers.Dropout(p=0.5)(x))", (8, 8, 3)),
        ("keras.layers.merge([x, x], mode='concat', concat_axis=-1)", (8, 8, 6)),
        ("keras.layers.merge([x, x], mode='sum')", (8, 8, 3)),
        ("keras.layers.Lambda(lambda t: K.concatenate([t, t], axis=1))(x)", (16, 8, 3)),
        ("K.concatenate([x, x])", (8, 8, 6)),
    ],
)
def test_a_layer_of_then_is_made(names, call, shape):
    assert eval(call, names).shape[1:] == shape


def test_an_argument_of_today_keeps_its_meaning(names):
    flip = eval("tf.keras.layers.experimental.preprocessing.RandomFlip(mode='horizontal')", names)
    assert flip.mode == "horizontal"


def test_a_model_of_then_is_a_model_of_today(names):
    import keras

    model = eval("keras.models.Model(input=x, output=keras.layers.Flatten()(x))", names)
    assert isinstance(model, keras.Model)
    eval("keras.optimizers", names)
    assert float(eval("keras.optimizers.Adam(lr=0.25, decay=0.0)", names).learning_rate) == 0.25


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("K.gather(np.array([5, 6, 7]), np.array([2, 0]))", [7, 5]),
        ("K.argmax(np.array([[1.0, 3.0], [4.0, 2.0]]), axis=-1)", [1, 0]),
        ("K.max(np.array([[1.0, 3.0], [4.0, 2.0]]), axis=-1, keepdims=False)", [3.0, 4.0]),
        ("K.sum(K.square(K.constant([1.0, 2.0])))", 5.0),
        ("K.variable(3, dtype='int32')", 3),
        ("K.reshape(K.stack([1.0, 2.0]), [1, 2])", [[1.0, 2.0]]),
        ("K.permute_dimensions(np.ones((1, 2)), (1, 0))", [[1.0], [1.0]]),
        ("K.cast(K.greater(np.array([1.0, 3.0]), 2.0), 'float32')", [0.0, 1.0]),
        ("K.clip(np.array([-1.0, 9.0]), 0.0, 1.0)", [0.0, 1.0]),
    ],
)
def test_the_backend_counts_as_it_did(names, call, expected):
    assert np.asarray(eval(call, names)).tolist() == expected


def test_settings_of_then_are_taken_and_do_nothing(names):
    assert eval("K.set_learning_phase(1)", names) is None
    assert eval("K.learning_phase()", names) == 0
    assert eval("K.image_dim_ordering()", names) == "tf"


def test_there_is_a_session_only_in_a_graph(names):
    import tensorflow as tf

    with pytest.raises(RuntimeError):
        eval("K.get_session()", names)
    with tf.Graph().as_default(), tf.compat.v1.Session():
        assert eval("K.get_session().run(K.variable(2) if False else tf.constant(3))", names) == 3
