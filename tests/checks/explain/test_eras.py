"""Old calls are really made: the libraries of today refuse them, the hint appears, and what it advises works."""

import warnings
from types import SimpleNamespace

import pytest

from course_utils.checks.explain.eras import ERAS
from course_utils.checks.explain.known import find
from course_utils.checks.failures import era_hint, status_of

pytestmark = pytest.mark.tf

# old call | part of the hint | today's call
CALLS = r"""
tf.placeholder(tf.float32, [None, 64]) | keras.Input | keras.Input(shape=(64,))
tf.contrib.layers.xavier_initializer(seed=0) | keras.initializers | keras.initializers.GlorotUniform(seed=0)
tf.Session() | code runs at once |
tf.InteractiveSession() | code runs at once |
tf.ConfigProto() | no session |
tf.get_variable("W", [4, 4, 3, 8]) | tf.Variable | tf.Variable(X)
tf.global_variables_initializer() | nothing needs initialising |
tf.initialize_all_variables() | nothing needs initialising |
tf.reset_default_graph() | nothing needs initialising |
tf.variable_scope("a") | keeps its own variables |
tf.trainable_variables() | model.trainable_variables | model.trainable_variables
tf.set_random_seed(1) | tf.random.set_seed(seed) | tf.random.set_seed(1)
tf.app.flags | plain Python variables |
tf.flags | plain Python variables |
tf.layers.dense(x, 3) | keras.layers.Dense(units) | keras.layers.Dense(3)
tf.estimator.Estimator | keras.Model | model.fit
tf.truncated_normal([3]) | tf.random.truncated_normal(shape) | tf.random.truncated_normal([3])
tf.random_normal([3]) | tf.random.normal(shape) | tf.random.normal([3])
tf.random_uniform([3]) | tf.random.uniform(shape) | tf.random.uniform([3])
tf.truncated_normal_initializer(stddev=0.1) | keras.initializers | keras.initializers.TruncatedNormal(stddev=0.1)
tf.glorot_uniform_initializer() | keras.initializers.GlorotUniform | keras.initializers.GlorotUniform()
tf.to_float(x) | tf.cast(x, tf.float32) | tf.cast(x, tf.float32)
tf.to_int32(x) | tf.cast | tf.cast(x, tf.int32)
tf.log(x) | tf.math.log(x) | tf.math.log(x)
tf.ceil(x) | tf.math | tf.math.ceil(x)
tf.div(x, x) | tf.divide(x, y) | tf.divide(x, x)
tf.mul(x, x) | tf.multiply(x, y) | tf.multiply(x, x)
tf.sub(x, x) | tf.subtract(x, y) | tf.subtract(x, x)
tf.neg(x) | tf.negative(x) | tf.negative(x)
tf.pack([x, x]) | tf.stack([x, y]) | tf.stack([x, x])
tf.unpack(x) | tf.unstack(x) | tf.unstack(x)
tf.arg_max(x, 1) | tf.argmax(x, axis=1) | tf.argmax(x, axis=1)
tf.assign(x, x) | variable.assign(value) | tf.Variable(x).assign(x)
tf.diag(x) | tf.linalg.diag(x) | tf.linalg.diag(x)
tf.matrix_inverse(x) | tf.linalg | tf.linalg.inv
tf.py_func(abs, [x], tf.float32) | tf.py_function(function, inputs, Tout) | tf.py_function(abs, [x], tf.float32)
tf.read_file("a") | tf.io.read_file(name) | tf.io.read_file
tf.gfile.GFile("a") | tf.io | tf.io.gfile
tf.logging.set_verbosity(0) | tf.get_logger().setLevel | tf.get_logger().setLevel('ERROR')
tf.multinomial(x, 1) | tf.random.categorical(logits, number) | tf.random.categorical(x, 1)
tf.lin_space(0.0, 1.0, 5) | tf.linspace(start, stop, number) | tf.linspace(0.0, 1.0, 5)
tf.train.AdamOptimizer(0.01) | keras.optimizers.Adam(learning_rate=0.01) | keras.optimizers.Adam(learning_rate=0.01)
tf.train.GradientDescentOptimizer(0.01) | keras.optimizers | keras.optimizers.SGD(learning_rate=0.01)
tf.train.Saver() | model.save('name.keras') | model.save('name.keras')
tf.summary.FileWriter("a") | keras.callbacks.TensorBoard | keras.callbacks.TensorBoard(log_dir='logs')
tf.image.resize_images(im, (4, 4)) | tf.image.resize(images, (rows, columns)) | tf.image.resize(im, (4, 4))
tf.nn.softmax_cross_entropy_with_logits_v2(labels=x, logits=x) | labels=y, logits=z | tf.nn.softmax_cross_entropy_with_logits(labels=x, logits=x)
tf.nn.xw_plus_b(x, x, x) | tf.matmul(x, W) + b | tf.matmul(x, x) + x
tf.nn.rnn_cell.BasicLSTMCell(3) | keras.layers.LSTM(units) | keras.layers.LSTM(3)
tf.losses.softmax_cross_entropy(x, x) | keras.losses | keras.losses.CategoricalCrossentropy()
tf.losses.mean_squared_error(x, x) | keras.losses | keras.losses.MeanSquaredError()
tf.nn.dropout(x, keep_prob=0.5) | rate=1 - keep_prob | tf.nn.dropout(x, rate=0.5)
tf.nn.max_pool(value=im, ksize=2, strides=2, padding="SAME") | input= | tf.nn.max_pool(input=im, ksize=2, strides=2, padding="SAME")
tf.nn.conv2d(im, filter=k, strides=1, padding="SAME") | filters= | tf.nn.conv2d(im, filters=k, strides=1, padding="SAME")
tf.reduce_sum(x, reduction_indices=1) | axis= | tf.reduce_sum(x, axis=1)
tf.argmax(x, dimension=1) | axis= | tf.argmax(x, axis=1)
tf.reduce_sum(x, keep_dims=True) | keepdims= | tf.reduce_sum(x, keepdims=True)
import tensorflow.contrib | keras.layers | keras.layers
from tensorflow.examples.tutorials.mnist import input_data | keras.datasets | keras.datasets.mnist
tf.gradients(x, x) | tf.GradientTape | tf.GradientTape()
x.eval() | x.numpy() | x.numpy()
tf.data.Dataset.from_tensor_slices(x).make_one_shot_iterator() | for batch in dataset | list(tf.data.Dataset.from_tensor_slices(x))
np.float | np.float64 | np.float64(1)
np.int | write the Python type | int(1)
np.object | write the Python type | np.array([1], dtype=object)
np.str | write the Python type | str(1)
np.asscalar(np.ones(1)) | a.item() | np.ones(1).item()
np.product([1, 2]) | np.prod(a) | np.prod([1, 2])
np.cumproduct([1, 2]) | np.cumprod(a) | np.cumprod([1, 2])
np.in1d([1], [1]) | np.isin(a, b) | np.isin([1], [1])
np.trapz([1.0, 2.0]) | np.trapezoid(y, x) | np.trapezoid([1.0, 2.0], [0, 1])
np.msort([1]) | np.sort(a, axis=0) | np.sort([1], axis=0)
np.math.sqrt(2) | import math | import math
np.int0 | np.intp | np.intp(1)
np.VisibleDeprecationWarning | np.exceptions.VisibleDeprecationWarning | np.exceptions.VisibleDeprecationWarning
np.NaN | np.nan | np.nan
np.Inf | np.inf | np.inf
np.infty | np.inf | np.inf
np.float_(1) | np.float64 | np.float64(1)
np.complex_ | np.complex128 | np.complex128(1)
np.unicode_ | np.str_ | np.str_("a")
np.string_ | np.bytes_ | np.bytes_(b"a")
np.alltrue([1]) | np.all(a) | np.all([1])
np.sometrue([1]) | np.any(a) | np.any([1])
np.round_(1.0) | np.round(a) | np.round([1.0])
np.mat([[1]]) | np.array(rows), and @ | np.array([[1]]) @ np.array([[1]])
np.cast | np.asarray(a, dtype=np.float64) | np.asarray([1], dtype=np.float64)
np.find_common_type([], []) | says what replaces it |
np.ones(2).itemset(0, 2) | a[place] = value |
np.ones(2).tostring() | a.tobytes() | np.ones(2).tobytes()
np.ones(2).ptp() | np.ptp(a) | np.ptp(np.ones(2))
np.ones(2).newbyteorder() | a.view(a.dtype.newbyteorder()) | X.view(X.dtype.newbyteorder())
float(np.ones((1, 1, 1))) | b.item() | np.ones((1, 1, 1)).item()
np.array([[1, 2], [3]]) | np.array(rows, dtype=object) | np.array([[1, 2], [3]], dtype=object)
np.load("objects.npy") | allow_pickle=True | np.load("objects.npy", allow_pickle=True)
np.reshape(np.ones(4), newshape=(2, 2)) | np.reshape(a, shape) | np.reshape(np.ones(4), (2, 2))
np.fromstring("abc") | np.frombuffer(bytes, dtype) | np.frombuffer(b"abc", "uint8")
K.gather(x, 1) | keras.ops.take(x, indices, axis=0) | keras.ops.take(x, [1], axis=0)
K.permute_dimensions(x, (1, 0)) | keras.ops.transpose(x, axes) | keras.ops.transpose(x, (1, 0))
K.variable(1.0) | keras.Variable(value) | keras.Variable(1.0)
K.int_shape(x) | x.shape | x.shape
K.image_dim_ordering() | keras.backend.image_data_format() | keras.backend.image_data_format()
K.learning_phase() | training=False | keras.layers.BatchNormalization()(x, training=False)
K.set_learning_phase(1) | training=False |
K.get_session() | code runs at once |
K.placeholder((1, 2)) | keras.Input(shape=...) | keras.Input(shape=(2,))
K.sum(x) | keras.ops | keras.ops.sum(x)
K.square(x) | keras.ops | keras.ops.square(x)
K.mean(x) | keras.ops | keras.ops.mean(x)
K.max(x, axis=-1) | keras.ops | keras.ops.max(x, axis=-1)
K.argmax(x, axis=-1) | keras.ops | keras.ops.argmax(x, axis=-1)
K.concatenate([x, x]) | keras.ops | keras.ops.concatenate([x, x])
keras.layers.merge([inp, inp], mode="concat") | keras.layers.Concatenate()([a, b]) | keras.layers.Concatenate()([inp, inp])
from keras.layers import merge | keras.layers.Add()([a, b]) | keras.layers.Add()([inp, inp])
from keras.layers import Merge | keras.layers.Add()([a, b]) |
keras.layers.Convolution2D(8, 3, 3, border_mode="same") | Conv2D(8, (3, 3), padding='same') | keras.layers.Conv2D(8, (3, 3), padding='same')
keras.layers.MaxPooling2D(pool_size=2, border_mode="same") | padding='same' | keras.layers.MaxPooling2D(2, padding='same')
keras.layers.Conv2D(8, (3, 3), subsample=(2, 2)) | strides=(2, 2) | keras.layers.Conv2D(8, (3, 3), strides=(2, 2))
keras.layers.Conv2D(8, (3, 3), init="glorot_uniform") | kernel_initializer= | keras.layers.Conv2D(8, (3, 3), kernel_initializer='glorot_uniform')
keras.layers.Dense(10, init="uniform") | kernel_initializer= |
keras.layers.Conv2D(8, (3, 3), W_regularizer=None) | kernel_regularizer= | keras.layers.Conv2D(8, (3, 3), kernel_regularizer=None)
keras.layers.Conv2D(8, (3, 3), dim_ordering="tf") | data_format= | keras.layers.Conv2D(8, (3, 3), data_format="channels_last")
keras.layers.BatchNormalization(mode=2) | axis=3 | keras.layers.BatchNormalization(axis=3)
keras.layers.Conv2D(nb_filter=8, nb_row=3, nb_col=3) | Conv2D(filters, kernel_size) | keras.layers.Conv2D(filters=8, kernel_size=3)
keras.layers.Dense(output_dim=10) | Dense(units) | keras.layers.Dense(units=10)
keras.layers.Dropout(p=0.5) | Dropout(rate) | keras.layers.Dropout(rate=0.5)
keras.Model(input=inp, output=out) | keras.Model(inputs=X_input, outputs=X) | keras.Model(inputs=inp, outputs=out)
model.fit(X, Y, nb_epoch=1) | epochs= | model.fit(X, Y, epochs=1, verbose=0)
model.fit_generator(iter([])) | model.fit(generator) | model.fit
model.evaluate_generator(iter([])) | model.evaluate(generator) | model.evaluate
model.predict_generator(iter([])) | model.predict(generator) | model.predict
model.predict_classes(X) | np.argmax(model.predict(X), axis=1) | np.argmax(model.predict(X, verbose=0), axis=1)
model.predict_proba(X) | model.predict(X) | model.predict(X, verbose=0)
model.layers[1].output_shape | layer.output.shape | model.layers[1].output.shape
model.layers[1].input_shape | layer.input.shape | model.layers[1].input.shape
model.layers[1].get_output_at(0) | layer.output | model.layers[1].output
model.fit(X, Y, verbose=0)["loss"] | history.history['loss'] | model.fit(X, Y, verbose=0).history['loss']
model.fit(X, Y, verbose=0).history["acc"] | 'accuracy' | model.fit(X, Y, verbose=0).history['accuracy']
model._make_predict_function() | Leave it out |
keras.optimizers.Adam(lr=0.01) | learning_rate= | keras.optimizers.Adam(learning_rate=0.01)
keras.optimizers.SGD(lr=0.01, momentum=0.9) | learning_rate= | keras.optimizers.SGD(learning_rate=0.01, momentum=0.9)
keras.optimizers.adam(0.1) | keras.optimizers.Adam(learning_rate=0.01) | keras.optimizers.Adam(learning_rate=0.01)
from keras.optimizers import adam | keras.optimizers.Adam |
from keras.utils import np_utils | keras.utils.to_categorical(y, classes) | keras.utils.to_categorical([1], 3)
import keras.utils.np_utils | keras.utils.to_categorical |
keras.utils.np_utils.to_categorical([1], 3) | keras.utils.to_categorical |
from keras.utils import layer_utils | model.summary() | model.summary(print_fn=lambda text: None)
from keras.utils.vis_utils import plot_model | keras.utils.plot_model | keras.utils.plot_model
from keras.utils.data_utils import get_file | keras.utils.get_file | keras.utils.get_file
from keras.preprocessing.image import ImageDataGenerator | keras.layers.RandomFlip('horizontal') | keras.layers.RandomFlip('horizontal')
keras.preprocessing.image.ImageDataGenerator() | keras.utils.image_dataset_from_directory | keras.utils.image_dataset_from_directory
from keras.preprocessing.text import Tokenizer | keras.layers.TextVectorization | keras.layers.TextVectorization
from keras.layers.normalization import BatchNormalization | from keras.layers import | from keras.layers import Conv2D, Dense
from keras.layers.core import Dense | from keras.layers import |
from keras.layers.convolutional import Conv2D | from keras.layers import |
from keras.layers.advanced_activations import LeakyReLU | from keras.layers import |
from keras.layers.experimental.preprocessing import RandomFlip | keras.layers.RandomFlip |
tf.keras.layers.experimental.preprocessing.RandomFlip("horizontal") | keras.layers.RandomFlip | keras.layers.RandomFlip("horizontal")
from tensorflow.keras.layers.experimental.preprocessing import RandomFlip | keras.layers.RandomFlip | from keras.layers import RandomFlip
from tensorflow.keras.layers.convolutional import Conv2D | from keras.layers import |
keras.layers.AveragePooling2D() | AveragePooling2D(pool_size=(2, 2)) | keras.layers.AveragePooling2D(pool_size=(2, 2))
keras.layers.MaxPooling2D(2, padding="SAME")(inp) | padding='same' | keras.layers.MaxPooling2D(2, padding='same')(inp)
tf.keras.backend.concatenate([np.ones((1, 1))] * 2) | tf.concat(parts, axis=-1) | tf.concat([np.ones((1, 1))] * 2, axis=-1)
tf.compat.v1.placeholder(tf.float32, [None]) | keras.Input | keras.Input(shape=(2,))
tf.compat.v1.layers.flatten(x) | keras.layers.Flatten() | keras.layers.Flatten()
tf.compat.v1.Session().run([]) | code runs at once |
from keras.engine.topology import Layer | keras.layers.Layer | keras.layers.Layer
from keras.wrappers.scikit_learn import KerasClassifier | keras.wrappers.SKLearnClassifier | keras.wrappers.SKLearnClassifier
from keras.objectives import mse | keras.losses | keras.losses.MeanSquaredError
import keras.backend.tensorflow_backend | keras.ops | keras.ops
from keras.layers import CuDNNLSTM | keras.layers.LSTM | keras.layers.LSTM(3)
from keras.applications.imagenet_utils import _obtain_input_shape | Leave it out |
model.compile("adam", "mse", learning_rate=0.1) | Give it to the optimizer | model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="mse", metrics=["accuracy"])
model.compile(optimizer="adam", loss="mse", metrics="accuracy") | metrics=['accuracy'] | model.compile("sgd", "mse", metrics=["accuracy"])
model.save_weights("a.h5") | model.save_weights('name.weights.h5') | model.save_weights('name.weights.h5')
model.save("folder") | model.save('name.keras') | model.save('name.keras')
keras.models.load_model("folder") | name.keras | keras.models.load_model('name.keras')
tf.nn.relu(inp) | keras.ops | keras.ops.relu(inp)
import scipy.misc | leave its import out | Image.new("L", (4, 4))
plt.hold(True) | Leave it out |
plt.style.use("seaborn") | 'seaborn-v0_8' | plt.style.library['seaborn-v0_8']
plt.cm.get_cmap("viridis") | matplotlib.colormaps['viridis'] | matplotlib.colormaps['viridis']
plt.cm.spectral | 'nipy_spectral' | matplotlib.colormaps['nipy_spectral']
Image.ANTIALIAS | Image.Resampling.LANCZOS | Image.Resampling.LANCZOS
draw.textsize("a") | draw.textbbox((0, 0), text) | draw.textbbox((0, 0), "a")
font.getsize("a") | font.getbbox(text) | font.getbbox("a")
h5["a"].value | dataset[()] | h5["a"][()]
compile("print 1", "cell", "exec") | print(x) |
xrange(3) | range(n) | range(3)
raw_input() | input() |
unicode("a") | str | str("a")
long(3) | int | int(3)
reduce(abs, [1]) | from functools import reduce | from functools import reduce
{}.has_key(1) | key in dictionary | 1 in {}
{}.iteritems() | items() | {}.items()
import cPickle | pickle | import pickle
import urllib2 | urllib.request | import urllib.request
import time; time.clock() | time.perf_counter() | import time; time.perf_counter()
import collections; collections.Iterable | collections.abc | from collections.abc import Iterable
"""
ROWS = [tuple(part.strip() for part in line.split(" |")) for line in CALLS.strip().splitlines()]


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """What the old calls are made with: libraries under their usual names, small arrays, a small model."""
    import h5py
    import keras
    import matplotlib
    import matplotlib.pyplot as plt
    import numpy as np
    import tensorflow as tf
    from PIL import Image, ImageDraw, ImageFont

    folder = tmp_path_factory.mktemp("eras")
    np.save(folder / "objects.npy", np.array([{1: 2}], dtype=object), allow_pickle=True)
    h5 = h5py.File(folder / "one.h5", "w")
    h5["a"] = [1, 2]
    inp = keras.Input((4, 4, 3))
    out = keras.layers.Conv2D(2, 3)(inp)
    model = keras.Model(inp, keras.layers.Dense(1)(keras.layers.Flatten()(out)))
    model.compile("sgd", "mse", metrics=["accuracy"])
    own = SimpleNamespace(
        tf=tf, keras=keras, np=np, plt=plt, matplotlib=matplotlib, K=keras.backend, Image=Image, h5=h5, inp=inp, out=out,
        model=model, X=np.ones((2, 4, 4, 3), "float32"), Y=np.ones((2, 1)), x=tf.ones((2, 2)), im=tf.ones((1, 8, 8, 3)),
        k=tf.ones((3, 3, 3, 2)), draw=ImageDraw.Draw(Image.new("L", (9, 9))), font=ImageFont.load_default(),
    )  # fmt: skip
    yield vars(own) | {"folder": folder}
    h5.close()


def raised(call, names):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(call, dict(names))
        except Exception as error:
            return error
    return None


@pytest.mark.parametrize(("old", "hint", "today"), ROWS, ids=[row[0] for row in ROWS])
def test_an_old_call_gets_todays_equivalent_and_that_one_works(old, hint, today, names, monkeypatch):
    monkeypatch.chdir(names["folder"])
    error = raised(old, names)
    assert error is not None, f"{old} works again"
    assert hint in era_hint(error), f"{type(error).__name__}: {error}"
    wrong = raised(today, names)
    assert wrong is None, f"the hint's advice fails: {wrong}"


def test_every_row_is_the_answer_to_one_of_these_calls(names, monkeypatch):
    monkeypatch.chdir(names["folder"])
    messages = [f"{type(error).__name__}: {error}" for error in (raised(row[0], names) for row in ROWS)]
    unused = [row.pattern for row in ERAS if not any(find(text, ERAS) == find(text, [row]) for text in messages)]
    assert unused == []


def test_advice_repeats_nothing_of_the_message():
    assert not [row.do for row in ERAS if "{" in row.do or row.read]


def test_a_tensor_that_cannot_be_evaluated_is_an_error_and_no_unfinished_function(names):
    assert status_of(raised("x.eval()", names)) == "error"
