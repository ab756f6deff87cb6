"""Notebooks and weights of a project that want something else than points for a network."""

import io
import json
import pickle
import zipfile

import numpy as np

from course_utils.notebooks.weights import write_weights

GOOD = '''
# GRADED FUNCTION: small_network
def small_network():
    return keras.Sequential([
        keras.Input((64, 64, 3)),
        layers.AveragePooling2D(8),
        layers.Flatten(),
        layers.Dense(6, activation="softmax"),
    ])
'''
SHAPES = [(192, 6), (6,)]
HEAD = "import keras\nfrom keras import layers\nimport numpy as np\nimport tensorflow as tf"


def notebook(*sources):
    """A notebook with these code cells."""
    cells = [
        {"cell_type": "code", "execution_count": None, "id": f"c{n}", "metadata": {}, "outputs": [], "source": text}
        for n, text in enumerate((HEAD, *sources))
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def numbers(shapes=SHAPES, seed=1):
    random = np.random.default_rng(seed)
    return [random.normal(size=shape).astype("float32") * 0.1 for shape in shapes]


def packed(**files):
    """A zip with these files, whatever they hold."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.npy", content)
    return buffer.getvalue()


def saved(array, **more):
    buffer = io.BytesIO()
    np.save(buffer, array, **more)
    return buffer.getvalue()


class Trap:
    """Unpickled, it writes a file."""

    def __reduce__(self):
        return open, ("/tmp/unpickled-by-the-grader", "w")


def header(text, version=b"\x01\x00"):
    return b"\x93NUMPY" + version + len(text).to_bytes(2, "little") + text.encode()


INFINITE = numbers()
INFINITE[1] = np.full(6, np.inf, "float32")
RIGHT = write_weights(numbers())
WEIGHTS = {
    "a pickle": pickle.dumps(Trap()),
    "an array of objects": packed(weights_000=saved(np.array([Trap()], object), allow_pickle=True)),
    "objects by np.savez": packed(weights_000=saved(np.array([{"a": 1}], object), allow_pickle=True)),
    "a zip bomb": lambda: packed(weights_000=b"\0" * 400_000_000),  # seconds, which only its test shall wait for
    "a header that promises gigabytes": packed(
        weights_000=header("{'descr': '<f4', 'fortran_order': False, 'shape': (999999999, 999999999), } \n")
    ),
    "a header with code": packed(
        weights_000=header("{'descr': __import__('os').system('id'), 'fortran_order': False, 'shape': (1,), } \n")
    ),
    "a nested dtype": packed(
        weights_000=header("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), } \n") + b"\0" * 4
    ),
    "too many arrays": packed(**{f"weights_{n:03}": saved(np.zeros(1, "f4")) for n in range(900)}),
    "too large": b"PK" + bytes(6_000_000),
    "cut off": RIGHT[: len(RIGHT) // 2],
    "empty": b"",
    "no zip": b"my weights",
    "other names": packed(kernel=saved(np.zeros((192, 6), "f4")), bias=saved(np.zeros(6, "f4"))),
    "a path": packed(**{"../../weights_000": saved(np.zeros((192, 6), "f4"))}),
    "float64": packed(weights_000=saved(np.zeros((192, 6))), weights_001=saved(np.zeros(6))),
    "infinite": packed(**{f"weights_{n:03}": saved(array) for n, array in enumerate(INFINITE)}),
    "not a number": packed(weights_000=saved(np.full((192, 6), np.nan, "f4")), weights_001=saved(np.zeros(6, "f4"))),
    "wrong shapes": write_weights(numbers([(100, 6), (6,)])),
    "one too few": write_weights(numbers([(192, 6)])),
    "one too many": write_weights(numbers([*SHAPES, (6,)])),
}


def weights(name):
    content = WEIGHTS[name]
    return content() if callable(content) else content


def builder(body):
    return f"# GRADED FUNCTION: small_network\ndef small_network():\n{body}"


_NET = (
    "    return keras.Sequential([keras.Input((64, 64, 3)), layers.AveragePooling2D(8), {}, layers.Flatten(), "
    'layers.Dense(6, activation="softmax")])'
)
_MODEL = _NET.format("layers.ReLU()")
FITTING = [(3, 6), (6,)]  # the weights of the networks in TRICKS
HONEST = builder(
    "    return keras.Sequential([keras.Input((64, 64, 3)), layers.GlobalAveragePooling2D(), layers.Dense(6)])"
)
TRICKS = {
    "answers for the pictures by itself": builder(
        "    def answer(self, x, **more):\n        return tf.one_hot(tf.zeros(len(x), tf.int32), 6)\n"
        "    keras.Sequential.__call__ = answer\n    keras.Model.set_weights = lambda *a: None\n"
        "    return keras.Sequential([keras.Input((64, 64, 3)), layers.GlobalAveragePooling2D(), layers.Dense(6)])"),
    "maps that grow": builder(
        "    return keras.Sequential([keras.Input((64, 64, 3)), layers.UpSampling2D(64), layers.UpSampling2D(16), "
        "layers.GlobalAveragePooling2D(), layers.Dense(6)])"),
    "slow": builder(
        "    return keras.Sequential([keras.Input((64, 64, 3)), layers.UpSampling2D(8), layers.AveragePooling2D(64, 1), "
        "layers.AveragePooling2D(64, 1), layers.GlobalAveragePooling2D(), layers.Dense(6)])"),
}  # fmt: skip
CODE = {
    "a Lambda": [builder(_NET.format("layers.Lambda(lambda x: x * 2)"))],
    "an activation of its own": ["def mine(x):\n    return x", builder(_NET.format("layers.Activation(mine)"))],
    "a layer of its own": [
        "class Conv2D(layers.Layer):\n    def call(self, x):\n        return x", builder(_NET.format("Conv2D()"))
    ],
    "a model with a call": [
        "class Net(keras.Model):\n    def call(self, x):\n        return tf.one_hot(tf.zeros(len(x), tf.int32), 6)",
        builder("    return Net()"),
    ],
    "too many parameters": [builder(_NET.format('layers.Conv2D(999, 3, padding="same")'))],
    "a billion parameters": [builder(_NET.format("layers.Flatten(), layers.Dense(10_000_000)"))],
    "another input": [builder("    return keras.Sequential([keras.Input((8, 8, 3)), layers.Flatten(), layers.Dense(6)])")],
    "reads the grader's files": [builder('    open("/etc/passwd").read()\n' + _MODEL)],
    "looks for hidden cases": [
        builder("    import course_utils.exercises.hidden.week1_4_project_small_network as h\n    return h")
    ],
    "sleeps": [builder("    import time\n    time.sleep(1000)\n" + _MODEL)],
    "sleeps when the network is asked for": [
        "calls = []",
        builder("    calls.append(1)\n    while len(calls) > 3:\n        pass\n" + _MODEL),
    ],
    "exits": [builder("    import os\n    os._exit(0)")],
    "returns nothing": [builder("    pass")],
    "returns a number": [builder("    return 1.0")],
    "a network as text of a million letters": [
        "class Long(keras.Sequential):\n    def to_json(self, **more):\n        return '[' + '0,' * 5_000_000 + '0]'",
        builder("    net = Long()\n    net.add(keras.Input((64, 64, 3)))\n    net.add(layers.Flatten())\n"
                "    net.add(layers.Dense(6))\n    return net"),
    ],
    "brackets without end": [
        "class Deep(keras.Sequential):\n    def to_json(self, **more):\n        return '[' * 100_000",
        builder("    net = Deep()\n    net.add(keras.Input((64, 64, 3)))\n    net.add(layers.AveragePooling2D(8))\n"
                "    net.add(layers.Flatten())\n    net.add(layers.Dense(6))\n    return net"),
    ],
    "lies about its parameters and layers": [
        "import course_utils.checks.calls.projects as p\np.breaches = lambda *a: iter(())\n"
        "keras.Model.count_params = lambda self: 5",
        builder("    import course_utils.checks.calls.projects as p\n    p.breaches = lambda *a: iter(())\n"
                + _NET.format('layers.Conv2D(999, 3, padding="same")')),
    ],
}  # fmt: skip
