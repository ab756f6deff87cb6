"""Calls of older libraries and what they are called today.

The advice holds no word of the message itself: it is also shown where the message may repeat a hidden input.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from course_utils.checks.explain.known import Known


def _old(library: str, pattern: str, today: str) -> Known:
    return Known(
        pattern,
        f"This is from {library}; the installed version no longer has it.",
        "Older notebooks, books and answers on the web still show it.",
        today,
    )


def _attributes(library: str, owner: str, names: Mapping[str, str]) -> Iterator[Known]:
    """One row for each name that `owner` (a pattern) has lost."""
    return (_old(library, rf"{owner} has no attribute '(?:{name})'", today) for name, today in names.items())


_TENSORFLOW = {
    "placeholder": "Placeholders are TensorFlow 1; today use keras.Input(shape=...).",
    "contrib": "tf.contrib is TensorFlow 1; today use keras.layers or keras.initializers.",
    "Session|InteractiveSession|ConfigProto|GPUOptions": (
        "Sessions are TensorFlow 1; today code runs at once: no session, no run, no feed_dict."
    ),
    "get_variable|global_variables_initializer|initialize_all_variables|reset_default_graph|get_default_graph": (
        "This is TensorFlow 1; today create tf.Variable(...) directly, nothing needs initialising."
    ),
    "variable_scope": "Leave it out: today each layer keeps its own variables.",
    "trainable_variables": "Ask the model: model.trainable_variables.",
    "set_random_seed": "Today it is tf.random.set_seed(seed).",
    "app|flags": "Write the settings as plain Python variables.",
    "layers": "Today it is keras.layers, for example keras.layers.Dense(units).",
    "estimator": "Estimators are TensorFlow 1; today use a keras.Model with fit and predict.",
    "truncated_normal": "Today it is tf.random.truncated_normal(shape).",
    "random_normal": "Today it is tf.random.normal(shape).",
    "random_uniform": "Today it is tf.random.uniform(shape).",
    r"\w+_initializer": "Today initializers live in Keras: keras.initializers.GlorotUniform(seed=0).",
    "to_float|to_double|to_int32|to_int64": "Today it is tf.cast(x, tf.float32), or another type.",
    "log|ceil|is_nan|is_inf|lgamma|erf": "Today it stands in tf.math, for example tf.math.log(x).",
    "div": "Today it is tf.divide(x, y), or simply x / y.",
    "mul": "Today it is tf.multiply(x, y).",
    "sub": "Today it is tf.subtract(x, y).",
    "neg": "Today it is tf.negative(x).",
    "pack": "Today it is tf.stack([x, y]).",
    "unpack": "Today it is tf.unstack(x).",
    "arg_max": "Today it is tf.argmax(x, axis=1).",
    "assign": "Today it is variable.assign(value).",
    "matrix_inverse|diag|matrix_band_part": "Today it stands in tf.linalg, for example tf.linalg.diag(x).",
    "py_func": "Today it is tf.py_function(function, inputs, Tout).",
    "read_file|gfile|decode_raw": "Today it stands in tf.io, for example tf.io.read_file(name).",
    "logging": "Today it is tf.get_logger().setLevel('ERROR').",
    "multinomial": "Today it is tf.random.categorical(logits, number).",
    "lin_space": "Today it is tf.linspace(start, stop, number).",
    r"\w+Optimizer": "Today optimizers live in Keras: keras.optimizers.Adam(learning_rate=0.01).",
    "Saver": "Today a model saves itself: model.save('name.keras').",
    "FileWriter|merge_all": "Today it is keras.callbacks.TensorBoard(log_dir='logs') in fit.",
    r"resize_(?:images|bilinear|nearest_neighbor|bicubic)": "Today it is tf.image.resize(images, (rows, columns)).",
    r"softmax_cross_entropy_with_logits_v2": (
        "Today it is tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)."
    ),
    "xw_plus_b": "Write it out: tf.matmul(x, W) + b.",
    "rnn_cell|static_rnn|dynamic_rnn": "Today it is a layer: keras.layers.LSTM(units).",
}
_TENSORFLOW_KEYWORDS = {
    "keep_prob": "Today it is the share that is dropped: rate=1 - keep_prob.",
    "value": "Today it is input=.",
    "filter": "Today it is filters=.",
    "reduction_indices|dimension": "Today it is axis=.",
    "keep_dims": "Today it is keepdims=.",
}
_LOSSES = "(?:softmax|sigmoid|sparse_softmax)_cross_entropy|mean_squared_error|absolute_difference"
_NUMPY = {
    "float|int|bool|object|str|complex": (
        "numpy dropped this alias; write the Python type (float, int, bool) or np.float64."
    ),
    "asscalar": "Today it is a.item().",
    "product": "Today it is np.prod(a).",
    "cumproduct": "Today it is np.cumprod(a).",
    "in1d": "Today it is np.isin(a, b).",
    "trapz": "Today it is np.trapezoid(y, x).",
    "msort": "Today it is np.sort(a, axis=0).",
    "math": "Use Python's own module: import math.",
    "int0": "Today it is np.intp.",
    "VisibleDeprecationWarning": "Today it is np.exceptions.VisibleDeprecationWarning.",
}
_NUMPY_2 = {
    "NaN|NAN": "Today it is np.nan.",
    "Inf|Infinity|infty|PINF": "Today it is np.inf.",
    "float_": "Today it is np.float64.",
    "complex_": "Today it is np.complex128.",
    "unicode_": "Today it is np.str_.",
    "string_": "Today it is np.bytes_.",
    "alltrue": "Today it is np.all(a).",
    "sometrue": "Today it is np.any(a).",
    "round_": "Today it is np.round(a).",
    "mat": "Use an array: np.array(rows), and @ for the matrix product.",
    "cast": "Today it is np.asarray(a, dtype=np.float64).",
    r"\w+": "numpy 2 dropped this name; numpy's own message says what replaces it.",
}
_ARRAYS = {
    "itemset": "Write a[place] = value.",
    "tostring": "Today it is a.tobytes().",
    "ptp": "Today it is np.ptp(a).",
    "newbyteorder": "Today it is a.view(a.dtype.newbyteorder()).",
}
_BACKEND = {
    "gather": "Keras 3 moved the backend functions; here it is keras.ops.take(x, indices, axis=0).",
    "permute_dimensions": "Keras 3 moved the backend functions; here it is keras.ops.transpose(x, axes).",
    "variable": "Today it is keras.Variable(value).",
    "int_shape": "Today every tensor knows it: x.shape.",
    "image_dim_ordering": "Today it is keras.backend.image_data_format(), and channels come last.",
    "learning_phase|set_learning_phase": "Say it in the call: layer(x, training=False).",
    "get_session|set_session": "Sessions are TensorFlow 1; today code runs at once.",
    "placeholder": "Today it is keras.Input(shape=...).",
    r"\w+": "Keras 3 moved the backend functions; use keras.ops or the tf function of the same name.",
}
_MODEL = {
    "fit_generator": "Today fit takes generators: model.fit(generator).",
    "evaluate_generator": "Today evaluate takes generators: model.evaluate(generator).",
    "predict_generator": "Today predict takes generators: model.predict(generator).",
    "predict_classes": "Write np.argmax(model.predict(X), axis=1), or model.predict(X) > 0.5 for yes or no.",
    "predict_proba": "Today it is model.predict(X).",
    "output_shape|get_output_shape_at": "Keras 3: read layer.output.shape of a built layer.",
    "input_shape|get_input_shape_at": "Keras 3: read layer.input.shape of a built layer.",
    "get_output_at": "Keras 3: read layer.output.",
    "_make_predict_function": "Leave it out: Keras 3 prepares the model by itself.",
}
_KERAS_WORDS = {
    "border_mode": "Today it is padding='same', with the window as one argument: Conv2D(8, (3, 3), padding='same').",
    "subsample": "Today it is strides=(2, 2).",
    "init": "Today it is kernel_initializer='glorot_uniform'.",
    "W_regularizer": "Today it is kernel_regularizer=.",
    "dim_ordering": "Leave it out: channels come last; otherwise it is data_format=.",
    "mode": "Leave it out: Keras 3 has one kind of batch normalisation, with axis=3 for channels.",
    "input": "Today it is keras.Model(inputs=X_input, outputs=X).",
}
_KERAS_MODULES = {
    r"layers\.(?:normalization|core|convolutional|pooling|merge|advanced_activations|recurrent)": (
        "All layers stand in one place: from keras.layers import Conv2D, Dense."
    ),
    "engine": "Today it is keras.layers.Layer, or keras.Model.",
    "objectives": "Today it is keras.losses.",
    r"utils\.vis_utils": "Today it is keras.utils.plot_model.",
    r"utils\.data_utils": "Today it is keras.utils.get_file.",
    r"preprocessing\.text": "Today it is the layer keras.layers.TextVectorization.",
    r"backend\.tensorflow_backend": "Leave it out: use keras.ops, or tf itself.",
    r"wrappers": "Today it is keras.wrappers.SKLearnClassifier.",
}
_KERAS = (
    _old(
        "Keras 2", r"'keras\.layers' has no attribute '[mM]erge'|cannot import name '[mM]erge' from 'keras\.layers'",
        "Today each way is a layer: keras.layers.Add()([a, b]), keras.layers.Concatenate()([a, b]).",
    ),
    _old("Keras 2", r"np_utils", "Today it is keras.utils.to_categorical(y, classes)."),
    _old("Keras 2", r"cannot import name 'layer_utils'", "Leave it out: model.summary() shows the layers."),
    _old(
        "Keras 2", r"'?ImageDataGenerator'?",
        "Today layers do it: keras.layers.RandomFlip('horizontal'), and keras.utils.image_dataset_from_directory.",
    ),
    _old("Keras 2", r"keras\.layers' has no attribute 'experimental'|No module named '\S*keras\.layers\.experimental",
         "Today these layers stand with all others: keras.layers.RandomFlip, for example."),
    _old("Keras 2", r"Pooling\dD\.__init__\(\) missing",
         "Today the window is always said: AveragePooling2D(pool_size=(2, 2))."),
    _old("tf.keras of Keras 2", r"`?padding`? must be [^\n]*Received: (?:padding=)?'?(?:SAME|VALID)",
         "Keras 3 writes it in small letters: padding='same'."),
    _old("Keras 2", r"'tuple' object has no attribute 'rank'",
         "Keras 3 moved the backend functions; for concatenate write tf.concat(parts, axis=-1)."),
    _old("Keras 2", r"'?CuDNN(LSTM|GRU)'?", "Today it is keras.layers.LSTM, or GRU; it is fast by itself."),
    _old("Keras 2", r"_obtain_input_shape", "Leave it out: give input_shape to the network yourself."),
    _old(
        "Keras 2", r"keras\.optimizers' has no attribute '(adam|sgd)'|cannot import name '(adam|sgd)' from 'keras\.opt",
        "Today optimizers are classes: keras.optimizers.Adam(learning_rate=0.01).",
    ),
    _old("Keras 2", r"not recognized: \{[^}]*'lr'", "Today it is learning_rate=."),
    _old("Keras 1", r"keyword argument 'nb_epoch'", "Today it is epochs=."),
    _old("Keras 1", r"(Conv2D|Dense|Dropout)\.__init__\(\) missing",
         "Today the names are Conv2D(filters, kernel_size), Dense(units), Dropout(rate)."),
    _old("Keras 2", r"compile\(\) got an unexpected keyword argument 'learning_rate'",
         "Give it to the optimizer: optimizer=keras.optimizers.Adam(learning_rate=0.01)."),
    _old("Keras 2", r"Expected `metrics` argument to be a list", "Write a list: metrics=['accuracy']."),
    _old("Keras 2", r"KeyError: '(val_)?acc'", "Today the names are 'accuracy' and 'val_accuracy'."),
    _old("Keras 2", r"'History' object is not subscriptable",
         "Its attribute holds the numbers: history = model.fit(...), then history.history['loss']."),
    _old("Keras 2", r"must end in `\.weights\.h5`", "Write model.save_weights('name.weights.h5')."),
    _old("Keras 2", r"Invalid filepath extension for saving", "Write model.save('name.keras')."),
    _old("Keras 2", r"File format not supported: filepath=", "Keras 3 saves and loads one file: name.keras."),
    _old(
        "Keras 2", r"KerasTensor cannot be used as input to a TensorFlow function",
        "Inside a model, functions of tf do not work; use a layer or the function of the same name in keras.ops.",
    ),
)  # fmt: skip
_OTHERS = (
    _old("TensorFlow 1", r"No module named 'tensorflow\.(contrib|examples)", "Use keras.layers and keras.datasets."),
    _old("TensorFlow 1", r"placeholder\(\) is not compatible with eager execution",
         "Placeholders are TensorFlow 1; today use keras.Input(shape=...)."),
    _old("TensorFlow 1", r"`\w+` is not available with Keras 3",
         "Today it is keras.layers, for example keras.layers.Flatten()."),
    _old("TensorFlow 1", r"The Session graph is empty|Cannot execute operation using `run\(\)`: No default session",
         "Sessions are TensorFlow 1; today code runs at once: no session, no run, no feed_dict."),
    _old("TensorFlow 1", r"tf\.gradients is not supported", "Use tf.GradientTape: tape.gradient(cost, variables)."),
    _old("TensorFlow 1", r"eval is not supported when eager", "Today code runs at once; x.numpy() gives the numbers."),
    _old("TensorFlow 1", r"no attribute 'make_(one_shot|initializable)_iterator'", "Write: for batch in dataset:"),
    _old(
        "an older numpy", r"only (length-1|0-dimensional|size-1) arrays can be converted",
        "Since numpy 2.4, float(b) works on single numbers only; write b.item() for an array that holds one.",
    ),
    _old("an older numpy", r"requested array has an inhomogeneous shape",
         "Rows must be equally long; for a list of different things write np.array(rows, dtype=object)."),
    _old("an older numpy", r"Object arrays cannot be loaded when allow_pickle=False",
         "Write np.load(name, allow_pickle=True), and only for a file that you trust."),
    _old("an older numpy", r"keyword argument 'newshape'", "Write np.reshape(a, shape) without a name."),
    _old("an older numpy", r"binary mode of fromstring is removed", "Today it is np.frombuffer(bytes, dtype)."),
    _old("another course", r"No module named 'scipy|'scipy[\w.]*' has no attribute 'im(?:read|resize|save)'",
         "This course does without scipy: leave its import out; PIL's Image reads pictures."),
    _old("an older matplotlib", r"pyplot' has no attribute 'hold'", "Leave it out: plots are always added."),
    _old("an older matplotlib", r"'seaborn[\w-]*' is not a valid package style", "Today it is 'seaborn-v0_8'."),
    _old("an older matplotlib", r"no attribute 'get_cmap'", "Today it is matplotlib.colormaps['viridis']."),
    _old("an older matplotlib", r"no attribute 'spectral'", "Today it is 'nipy_spectral'."),
    _old("an older Pillow", r"no attribute 'ANTIALIAS'", "Today it is Image.Resampling.LANCZOS."),
    _old("an older Pillow", r"no attribute 'textsize'", "Today it is draw.textbbox((0, 0), text)."),
    _old("an older Pillow", r"no attribute 'getsize'", "Today it is font.getbbox(text)."),
    _old("an older h5py", r"'Dataset' object has no attribute 'value'", "Today it is dataset[()], or dataset[:]."),
    _old("Python 2", r"Missing parentheses in call to 'print'", "Write print(x), with brackets."),
    _old("Python 2", r"name 'xrange' is not defined", "Today it is range(n)."),
    _old("Python 2", r"name 'raw_input' is not defined", "Today it is input()."),
    _old("Python 2", r"name 'long' is not defined", "Today it is int."),
    _old("Python 2", r"name 'unicode' is not defined", "Today it is str."),
    _old("Python 2", r"name 'reduce' is not defined", "Write: from functools import reduce."),
    _old("Python 2", r"'dict' object has no attribute 'has_key'", "Write: key in dictionary."),
    _old("Python 2", r"'dict' object has no attribute 'iter(items|keys|values)'", "Today: items(), keys(), values()."),
    _old("Python 2", r"No module named 'cPickle'", "Today it is pickle."),
    _old("Python 2", r"No module named 'urllib2'", "Today it is urllib.request."),
    _old("an older Python", r"'time' has no attribute 'clock'", "Today it is time.perf_counter()."),
    _old("an older Python", r"'collections' has no attribute '(Iterable|Mapping|Sequence|Callable)'",
         "Today it stands in collections.abc."),
)  # fmt: skip

ERAS: tuple[Known, ...] = (
    *_attributes("TensorFlow 1", r"module 'tensorflow[\w.]*'", _TENSORFLOW),
    *(
        _old("TensorFlow 1", rf"TypeError: Got an unexpected keyword argument '(?:{name})'", today)
        for name, today in _TENSORFLOW_KEYWORDS.items()
    ),
    *_attributes("TensorFlow 1", r"keras[\w.]*\.losses'", {_LOSSES: "Today losses live in keras.losses."}),
    *_attributes("an older numpy", "module 'numpy'", _NUMPY),
    *(_old("numpy 1", rf"`np\.(?:{name})` was removed in the NumPy 2", today) for name, today in _NUMPY_2.items()),
    *_attributes("an older numpy", r"'numpy\.ndarray' object", _ARRAYS),
    *_KERAS,
    *_attributes("Keras 2", r"keras\.backend'", _BACKEND),
    *_attributes("Keras 2", r"'\w+' object", _MODEL),
    *(
        _old("Keras 1", rf"Unrecognized keyword arguments passed to \w+: .*'{word}'", today)
        for word, today in _KERAS_WORDS.items()
    ),
    *(
        _old("Keras 2", rf"No module named '(?:tensorflow\.)?keras\.{name}", today)
        for name, today in _KERAS_MODULES.items()
    ),
    *_OTHERS,
)
