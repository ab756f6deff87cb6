"""Errors of what layers, optimizers and functions of TensorFlow are given: a text for a number, a size of two sides."""

from __future__ import annotations

from course_utils.checks.explain.known import Known

SETTINGS: tuple[Known, ...] = (
    Known(
        r"`Concatenate` layer should be called on a list",
        "Concatenate joins several tensors and wants them in one list.",
        "It was called on a single tensor, or on tensors side by side.",
        "Write Concatenate()([A, B, C]).",
    ),
    Known(
        r"Argument `learning_rate` should be float",
        "The learning rate is no number.",
        "Something else stands first between the brackets of the optimizer.",
        "Write Adam(learning_rate=0.001).",
    ),
    Known(
        r"Found invalid dimension '([^']*)' of type '<class '(\w+)'>'",
        "A size must be a whole number, and {0} is of the type {1}.",
        "A division with / gives a float, also where nothing is left over.",
        "Divide with //, or write int(...).",
    ),
    Known(
        r"The `(\w+)` argument must be a tuple of (\d+) integers\. Received (?:\w+=)?(\([^)]*\)|[^ ,.]+)",
        "{0} is one whole number from 1 on, or {1} of them, and is {2}.",
        "A size of four axes was given, or a 0.",
        "Write {0}=2 for both sides, or a tuple of {1} numbers.",
    ),
    Known(
        r"module 'keras(?:\.[\w.]+)?\.?layers' has no attribute '(\w+)'",
        "There is no layer called {0}.",
        "Letters are missing, or capitals stand at other places: Conv2D, MaxPooling2D, BatchNormalization.",
        "Compare the name with those in the docstring, capitals too.",
    ),
    Known(
        r"Value for attr '\w+' of (\w+) is not in the list of allowed values: ([\w, ]+)",
        "This function does not take numbers of the type {0}; it takes {1}.",
        "Whole numbers stand where floats are needed, or the other way round.",
        "Convert them first: tf.cast(x, tf.float32), or another type of the list.",
    ),
    Known(
        r"Cannot convert the argument `type_value`: (.+) to a TensorFlow DType",
        "{0} stands where a type of numbers belongs, such as tf.float32.",
        "A name or another setting was given by its place.",
        "Say what it is: name={0}, dtype=tf.float32.",
    ),
    Known(
        r"`initial_value` arg to `tf\.Variable` must be specified",
        "A variable was made without its first value.",
        "The brackets of tf.Variable are empty, or only name it.",
        "Write tf.Variable(initializer(shape)).",
    ),
    Known(
        r"Invalid value received for argument `(\w+)`\. Expected a float value between 0 and 1\. Received: \w+=(\S+)",
        "{0} is a share between 0 and 1, and is {1}.",
        "It was written in percent.",
        "Write 0.2 for 20 percent.",
    ),
    Known(
        r"of layer '?([\w/]+)'? is incompatible with the layer: expected ndim=(\d+), found ndim=(\d+)",
        "Layer {0} takes {1} axes and got {2}.",
        "Flatten came too early, or is missing.",
        "Print X.shape before that line: a picture needs (m, n_H, n_W, n_C), a dense layer (m, n).",
    ),
    Known(
        r"Invalid reduction dimension \(?(-?\d+) for input with (\d+) dimension",
        "Axis {0} was asked for, but the tensor has {1} axes.",
        "Axes are counted from 0, so the last one has the number {1} − 1, or -1.",
        "Print the shape, and choose one of its axes.",
    ),
    Known(
        r"'[<>]=?' not supported between instances of '(\w+)' and '(\w+)'",
        "{0} and {1} cannot be compared in size.",
        "A number stands in quotes, or a name holds something else than a number.",
        "Print type(...) of both sides; leave out the quotes around numbers.",
    ),
)
