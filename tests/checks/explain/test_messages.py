"""What an error message means: real errors are raised and explained."""

import subprocess
import sys

import numpy as np
import pytest

from course_utils.checks.explain.eras import ERAS
from course_utils.checks.explain.known import find
from course_utils.checks.explain.messages import KNOWN, explain, explanation
from course_utils.checks.run import check
from course_utils.checks.session import asking
from course_utils.cli import app, main

# what a student writes | parts of the explanation, divided by ;;
PLAIN = r"""
A((2, 3)) + A(4) | at axis -1: 3 against 4
A((5, 3, 2)) * A((4, 1, 2)) | at axis -3: 5 against 4
np.einsum("ij,jk", A((2, 3)), A((4, 5))) | Compared from the right
A((2, 3))[0:1, :] = A(2) | shape (2,) does not fit into the place of shape (1,3)
A((1, 1)).__iadd__(A((2, 2))) | is added to a place of shape (1,1)
A((2, 3)) @ A((4, 5)) | the left operand has 3 columns and the right one has 4 rows
np.dot(A((2, 3)), A((4, 5))) | the left operand has 3 columns, the right one has 4 rows ;; (2,3) and (4,5)
A(3)[5] | Place 5 was asked for, but axis 0 has 3 places. They count from 0 to 2
A((2, 3))[0, 0, 0] | 3 indices were given to an array that has 2 axes
A(3)[A(2) > 0] | A mask of length 2 ;; has 3 places
A(3)[1.5] | //
range(2.5) | // ;; whole number
np.zeros(2.0) | // ;; whole number
[1, 2][np.array([1, 0])] | np.array(rows)[order]
Z = A(2); Z[0] = [1, 2] | room for one ;; np.sum
if A(2) > 1: pass | np.any(...) or np.all(...)
A(3).reshape(2, 2) | 3 numbers cannot be arranged as (2,2)
np.concatenate([A((2, 3)), A((2, 4))]) | along axis 1 they have 3 and 4 places
np.stack([A((2, 3)), A((2, 4))]) | pieces of one shape
np.sum(A((2, 3)), axis=4) | Axis 4 was asked for in an array with 2 axes
np.transpose(A((2, 3)), (0, 1, 2)) | name every axis once
np.max(A(0)) | the array is empty ;; x[0:-0]
np.argmax(A(0)) | the array is empty
np.zeros(3, 4) | brackets of their own: np.zeros((n_H, n_W)) ;; 4, was taken for a type
A(3)[0:2.0] | ends of a slice must be whole numbers
A(3)[0][0] | take the last index away
np.pad(A((2, 2, 3, 1)), ((0, 0), (1, 1), (1, 1))) | 3 pairs of widths for 4 axes
A(3).item() | b[0, 0, 0, c]
np.cov(A((2, 3, 4))) | image.reshape(-1, 3)
np.random.default_rng(0).integers(0, -3) | no number to draw
{}.kind | layer['kind']
(2.5).floor | np.floor(x)
{}["units"] | layer['kind'] first
a = np.ones(2, "uint8"); a += 0.5 | float64 cannot be put back into an array of type uint8
a = np.broadcast_to(A(1), (3,)); a[0] = 1 | a.copy()
np.linalg.inv(np.zeros((2, 2))) | no inverse
np.squeeze(A((2, 3)), 0) | a[0]
np.pad(A((2, 2)), ((1, -1), (1, 1))) | width of a border
np.pad(A((2, 2)), 1.5) | width of a border
np.random.choice(3, 5, replace=False) | at most so many
A(2).relu | An array has no .relu ;; np.relu
np.ones((10**6, 10**6, 8)) | (1000000, 1000000, 8) would take 58.2 TiB
compile("def f():\nx = 1", "cell", "exec") | After function definition in line 1 ;; Where: line 2: x = 1
compile("x = 1\n  y = 2", "cell", "exec") | Shift+Tab ;; Where: line 2: y = 2
compile("f(1", "cell", "exec") | A bracket has no partner
compile("f(1))", "cell", "exec") | A bracket has no partner
compile("x = 'a", "cell", "exec") | quotation mark
compile("if x = 1: pass", "cell", "exec") | ==
compile("for i in range(3)\n  pass", "cell", "exec") | colon
compile("return 1", "cell", "exec") | outside a function
compile("a b", "cell", "exec") | ^ mark
plt.plot([1]) | plt is not known yet ;; cell of imports
n_h + 1 | Nothing is called n_h here
exec("def f():\n    Z += 1\nf()") | Z is used before it has a value
raise NotImplementedError | not written yet
None.shape | Something is None ;; missing return
A(2) + None | Something is None
a, b = None | Something is None
{"f": 2}["stride"] | no entry stride ;; hparameters["stride"]
{"W1": 1}["W3"] | no entry W3 ;; parameters["W1"]
{}["x"] | no entry x
[1][3] | A list was asked for a place
(1,)[3] | A tuple was asked for a place
a, b, c, d = A((2, 3, 4)).shape | 4 names stand on the left, but only 3 values came
a, b = A((2, 3, 4)).shape | than the 2 names
(lambda a, b: 1)(1) | was called without 'b'
(lambda a: 1)(1, 2) | was given 2 arguments and takes 1
(lambda a: 1)(c=2) | has no argument called c
(lambda a: 1)(1, a=2) | a was given twice
A(2)() | Something of type numpy.ndarray was called ;; [ ]
abs[1] | ( )
a = (1, 2); a[0] = 3 | A tuple
{A(2): 1} | A numpy.ndarray cannot be a key ;; { }
1 + "a" | int and str
"a" + 1 | str and int
[1] * 1.5 | np.array(values)
[1].shape | A plain list of Python has no .shape
for i in 3: pass | range(n)
len(3) | range(n)
int("five") | The text 'five' is no number
1 / 0 | divided by 0
f = lambda: f(); f() | calls itself
exec("def f():\n    return f()\nf()") | calls itself
import course_utils.week9 | course_utils.week9 ;; course doctor
import no_such_library | no_such_library is not installed; this course does not need it
from course_utils.week1 import no_such | course_utils.week1 offers nothing called no_such
from math import no_such | math offers nothing called no_such
open("no.png") | There is no file no.png
h5py.File("no.h5", "r") | There is no file no.h5
h5py.File(bad, "r") | not copied completely
h5py.File(good, "r")["zz"] | no array called zz
Image.open(bad) | no picture that can be read
np.seterr(all="raise"); np.log(np.zeros(1)) | Divide pixels by 255
from course_utils.layers.convolution.conv import zero_pad; zero_pad(A((1, 2, 2, 1)), -1) | it expected
"""
KERAS = r"""
tf.ones((3, 2)).T | tf.transpose(A)
tf.ones((3, 2)).reshape(2, 3) | tf.reshape(x, shape)
tf.transpose(tf.ones((3, 2)), [0, 1, 2]) | A tensor with 2 axes should be transposed by a list of 3
layers.Conv2D(3, 3)(layers.ReLU()) | X = Flatten()(X)
keras.Model(X, layers.ReLU()) | made, and not called
layers.Add()(X, X) | Add()([X, X_shortcut])
X(layers.ReLU()) | A tensor was called like a layer
layers.Conv2D(3, 3, padding="sane")(X) | no padding called sane
keras.Input(shape=(6)) | shape=(6,)
keras.Sequential(layers.RandomFlip("horizontal"), layers.RandomRotation(0.2)) | keras.Sequential([A, B])
keras.Sequential([layers.ReLU(), 3]) | made but not called
X + np.ones((2, 2)) | and the other 2 places
tf.nn.sparse_softmax_cross_entropy_with_logits(np.ones((4, 6)), np.ones((4, 6))) | labels=Y, logits=Z3
tf.convert_to_tensor(["a", 1.0]) | for name, weight in STYLE_LAYERS
tf.reduce_sum(1.5, 106.5) | Add two numbers with +
layers.RandomRotation(20) | RandomRotation(0.2)
layers.Concatenate()(X) | Concatenate()([A, B, C])
keras.optimizers.Adam("adam") | Adam(learning_rate=0.001)
layers.Conv2D(8 / 2, 3)(X) | 4.0 is of the type float ;; //
layers.Conv2D(8, 3, strides=0)(X) | strides is one whole number from 1 on, or 2 of them, and is 0
layers.Conv2D(8, (3, 3, 3))(X) | kernel_size is one whole number from 1 on, or 2 of them, and is (3, 3, 3)
layers.Conv2d(8, 3) | There is no layer called Conv2d
tf.sqrt(4) | numbers of the type int32 ;; tf.cast
tf.gather(tf.ones(3), [5]) | Place 5 was asked for, but there are 3 places
keras.initializers.GlorotUniform()((2, 2), "W2") | 'W2' stands where a type of numbers belongs
tf.Variable(name="W1") | tf.Variable(initializer(shape))
layers.Dropout(20) | rate is a share between 0 and 1, and is 20
layers.GlobalAveragePooling2D()(layers.Flatten()(X)) | takes 4 axes and got 2
tf.reduce_sum(tf.ones((2, 2)), axis=7) | Axis 7 was asked for, but the tensor has 2 axes
layers.Conv2D("8", 3)(X) | str and int cannot be compared in size
tf.ones((2, 3)) @ tf.ones((4, 5)) | A matrix product of [2,3] and [4,5]
tf.ones((2, 3)) + tf.ones(4) | at axis -1: 3 against 4
tf.ones(2) + tf.ones(2, tf.float64) | float and double ;; tf.cast
a = tf.ones(2); a[0] = 1 | cannot be changed in place
tf.reshape(tf.ones(12), (5, 2)) | as many numbers
tf.gather([1, 2], 5) | Place 5 was asked for, but there are 2 places
tf.concat([tf.ones((2, 3)), tf.ones((2, 4))], 0) | [2,3] and [2,4] cannot be joined ;; axis 1
tf.constant([[1, 2], [3]]) | not equally long
tf.nn.conv2d(tf.ones((1, 8, 8, 3)), tf.ones((3, 3, 4, 2)), 1, "SAME") | The input has 3 channels and the filters are 4 deep
tf.convert_to_tensor(None) | None stands where a tensor is needed
layers.Conv2D(3, 3)(tf.ones((8, 8, 3))) | needs 4 axes and got 3: shape (8, 8, 3) ;; image[np.newaxis]
layers.Conv2D(3, 9)(X) | larger than what is left of the picture: (None, 8, 8, 3)
layers.MaxPooling2D(9)(X) | larger than what is left of the picture
layers.Reshape((5,))(X) | as many numbers
keras.Model(keras.Input((8, 8, 3)), layers.Flatten()(X)) | not computed from its input
layers.Add()(X) | Add()([X, X_shortcut])
layers.Add()([X, keras.Input((4, 8, 3))]) | one is (8, 8, 3), the other (4, 8, 3)
layers.Concatenate()([X, keras.Input((4, 8, 3))]) | [(None, 8, 8, 3), (None, 4, 8, 3)]
model.predict(A((1, 4, 4, 3)), verbose=0) | expects the shape (None, 8, 8, 3) and got (1, 4, 4, 3)
model.layers[-1](tf.ones((1, 7))) | expects 192 at axis -1
model([tf.ones((2, 8, 8, 3)), tf.ones((2, 8, 8, 3))]) | takes 1 input and was given 2
keras.Model(model.input, model.output).fit(A((2, 8, 8, 3)), A((2, 6)), verbose=0) | Run model.compile
model.fit(A((2, 8, 8, 3)), A((2, 1)), verbose=0) | labels have the shape (None, 1) and the answers (None, 6)
model.fit(A((2, 8, 8, 3)), A((3, 6)), verbose=0) | not as many labels as pictures
squares.fit(A((2, 8, 8, 3)), A((2, 5)), verbose=0) | 5 and 6 at one axis
numbers.fit(A((2, 8, 8, 3)), 6 * A(2), verbose=0) | The label 6 does not exist
keras.optimizers.Adam().apply_gradients([(None, tf.Variable(1.0))]) | into the block
exec("with tf.GradientTape() as t: y = v * v\nt.gradient(y, v)\nt.gradient(y, v)") | gives its gradients once
np.max(X) | no numbers in X yet
[1 for i in X] | no numbers in X yet
tf.function(lambda x: 1 if x > 0 else 2, autograph=False)(tf.constant(1)) | tf.where
tf.function(lambda x: tf.Variable(1.0) + x)(tf.constant(1.0)) | Create it once
keras.Sequential([layers.Dense(3)]).count_params() | no weights yet
layers.Conv2D(3, 3).output | no weights yet
model.get_layer("x") | no layer x
layers.Conv2D(3, 3, activation="rellu") | no activation called rellu
layers.Dense("x") | units must be a whole number from 1 on, and is x
tf.placeholder(tf.float32) | from TensorFlow 1 ;; keras.Input
plt.plot([1, 2], [1]) | (2,) and (1,)
plt.imshow(A((1, 8, 8, 3))) | X[0]
"""
# Errors of a machine, a connection or another version: only their texts.
TEXTS = [
    ("numpy.exceptions.AxisError: axis 4 is out of bounds for array of dimension 2", "Axis 4"),
    ("ResourceExhaustedError: OOM when allocating tensor with shape[64,1024]", "smaller batch_size"),
    ("The kernel appears to have died. It will restart automatically.", "ended"),
    ("Epoch 3/10 - accuracy: 0.1667 - loss: nan", "smaller rate"),
    ("RuntimeWarning: overflow encountered in exp", "too large"),
    ("KeyboardInterrupt:", "stopped by hand"),
    ("KeyboardInterrupt", "stopped by hand"),
    ("ValueError: Graph disconnected: cannot obtain value for tensor", "not computed from its input"),
    ("ValueError: Negative dimension size caused by subtracting 5 from 3", "caused by subtracting 5 from 3"),
    ("PermissionError: [Errno 13] Permission denied: 'x.npz'", "another program"),
    ("URLError: <urlopen error [Errno -2] Name or service not known>", "without the internet"),
    ("ModuleNotFoundError: No module named 'tensorflow'", "course lab"),
]  # fmt: skip


def rows(text):
    return [tuple(part.strip() for part in line.rsplit(" | ", 1)) for line in text.strip().splitlines()]


def raised(code, names):
    try:
        exec(code, names)
    except (Exception, KeyboardInterrupt) as error:
        return error
    raise AssertionError(f"{code} is no error any more")


@pytest.fixture
def plain(tmp_path, monkeypatch):
    import h5py
    from PIL import Image

    monkeypatch.chdir(tmp_path)
    bad, good = tmp_path / "bad.h5", tmp_path / "good.h5"
    bad.write_text("no HDF5")
    h5py.File(good, "w").close()
    with np.errstate():
        yield {"np": np, "A": np.ones, "h5py": h5py, "Image": Image, "bad": bad, "good": good}


@pytest.fixture(scope="module")
def deep():
    import keras
    import matplotlib.pyplot as plt
    import tensorflow as tf
    from keras import layers

    X = keras.Input((8, 8, 3))
    out = layers.Dense(6, activation="softmax")(layers.Flatten()(X))
    kinds = {"model": "categorical_crossentropy", "squares": "mse", "numbers": "sparse_categorical_crossentropy"}
    models = {name: keras.Model(X, out) for name in kinds}
    for name, model in models.items():
        model.compile("sgd", kinds[name])
    names = {"np": np, "A": np.ones, "tf": tf, "keras": keras, "layers": layers, "plt": plt, "X": X, "v": tf.Variable(1.0)}
    return names | models


def meets(text, parts):
    assert "not among those" not in text
    assert len(text.splitlines()) <= 6
    for part in parts.split(" ;; "):
        assert part in text


@pytest.mark.parametrize(("code", "parts"), rows(PLAIN), ids=[row[0] for row in rows(PLAIN)])
def test_an_error_of_python_and_numpy_is_explained_with_its_own_numbers(code, parts, plain):
    meets(explanation(raised(code, plain)), parts)


@pytest.mark.tf
@pytest.mark.parametrize(("code", "parts"), rows(KERAS), ids=[row[0] for row in rows(KERAS)])
def test_an_error_of_keras_is_explained_with_its_own_numbers(code, parts, deep):
    meets(explanation(raised(code, dict(deep))), parts)


@pytest.mark.parametrize(("text", "part"), TEXTS)
def test_a_copied_message_is_explained(text, part):
    meets(explanation(text), part)


@pytest.mark.tf
def test_every_row_is_needed_by_one_of_these_errors(plain, deep):
    errors = [raised(code, plain) for code, _ in rows(PLAIN)] + [raised(code, dict(deep)) for code, _ in rows(KERAS)]
    texts = [f"{type(one).__name__}: {one}" for one in errors] + [text for text, _ in TEXTS]
    unused = [row.pattern for row in KNOWN if row not in ERAS and not any(find(t, KNOWN) == find(t, [row]) for t in texts)]
    assert unused == []


def test_an_unknown_error_is_met_kindly_with_what_can_be_read():
    text = explanation("Traceback (most recent call last):\nValueError: the moon is full")
    assert text.splitlines()[0] == "ValueError: the moon is full"
    assert "sorry" in text
    assert "a value is of the right type but cannot be used here" in text


def test_a_text_without_a_message_asks_for_the_whole_block():
    assert "Copy the whole red block" in explanation("   \n ")


def test_a_pasted_notebook_traceback_shows_the_line_of_the_students_own():
    report = (
        "\x1b[31m------------\x1b[39m\n"
        "ValueError                                Traceback (most recent call last)\n"
        "Cell In[7], line 4\n      2 A = np.ones((1, 5, 5, 3))\n      3 \n----> 4 conv(A)\n\n"
        "Cell In[5], line 9, in conv(A)\n      8     for h in range(5):\n----> 9         Z[h] = A @ W\n     10     return Z\n\n"
        "File ~/course/lib/python3.12/site-packages/numpy/core.py:3, in f()\n----> 3 raise\n\n"
        "\x1b[31mValueError\x1b[39m: shapes (2,3) and (4,5) not aligned: 3 (dim 1) != 4 (dim 0)\n"
    )
    lines = explanation(report).splitlines()
    assert lines[0] == "ValueError: shapes (2,3) and (4,5) not aligned: 3 (dim 1) != 4 (dim 0)"
    assert lines[-1] == "Where: cell [5], line 9: Z[h] = A @ W"


def test_a_pasted_syntax_error_shows_its_line():
    report = "  Cell In[2], line 3\n    for h in range(3)\n                     ^\nSyntaxError: expected ':'\n"
    assert explanation(report).splitlines()[-1] == "Where: cell [2], line 3: for h in range(3)"


def test_a_pasted_traceback_of_a_program_skips_the_libraries_frames():
    code = "import numpy as np\ndef area(A):\n    return np.linalg.inv(A)\narea(np.zeros((2, 2)))\n"
    done = subprocess.run([sys.executable, "-c", "exec(compile(open(0).read(), 'mine.py', 'exec'))"], input=code, capture_output=True, text=True, check=False)
    report = done.stderr.replace('File "mine.py", line 3, in area\n', 'File "mine.py", line 3, in area\n    return np.linalg.inv(A)\n')
    assert explanation(report).splitlines()[-1] == "Where: line 3: return np.linalg.inv(A)"


def test_an_exception_that_cannot_be_printed_is_still_explained():
    class Strange(Exception):
        def __str__(self):
            raise self

    assert explanation(Strange()).startswith("Strange\n")


def test_explain_without_an_argument_takes_the_last_error(capsys, monkeypatch):
    monkeypatch.setattr(sys, "last_value", ZeroDivisionError("division by zero"), raising=False)
    explain()
    assert "divided by 0" in capsys.readouterr().out
    monkeypatch.delattr(sys, "last_value")
    explain()
    assert "no error in this session" in capsys.readouterr().out


@pytest.mark.slow
def test_in_a_notebook_explain_shows_a_box_about_the_cell_that_failed():
    from nbclient import NotebookClient
    from nbformat.v4 import new_code_cell, new_notebook

    cells = ["import numpy as np\nnp.ones(3)[5]", "from course_utils.checks.explain.messages import explain\nexplain()"]
    book = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    NotebookClient(book, timeout=300, allow_errors=True, kernel_name="python3").execute()
    shown = book.cells[1].outputs[0].data
    assert "Place 5 was asked for" in shown["text/plain"]
    assert shown["text/plain"].splitlines()[-1] == "Where: line 2: np.ones(3)[5]"
    assert 'role="status"' in shown["text/html"]
    assert "pre-line" in shown["text/html"]


def test_the_command_explains_its_argument_and_its_input():
    from typer.testing import CliRunner

    by_argument = CliRunner().invoke(app, ["explain", "KeyError: 'pad'"])
    assert by_argument.exit_code == 0
    assert 'hparameters["stride"]' in by_argument.output
    by_input = CliRunner().invoke(app, ["explain", "-"], input="Traceback\nKeyError: 'pad'\n")
    assert by_input.output == by_argument.output


def test_the_command_without_a_message_says_how_to_give_one(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["course", "explain"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "quotation marks" in capsys.readouterr().err


def test_after_a_check_the_error_that_it_told_is_explained_until_another_one_comes(capsys, monkeypatch):
    def zero_pad(X, pad):
        return np.concatenate([X, np.zeros(3)])

    monkeypatch.setattr(sys, "last_value", ZeroDivisionError("division by zero"), raising=False)
    check(zero_pad)
    assert "stopped with ValueError" in capsys.readouterr().out
    explain()
    shown = capsys.readouterr().out
    assert shown.startswith("ValueError: ")
    assert "Where: line" in shown
    assert "np.concatenate([X, np.zeros(3)])" in shown

    monkeypatch.setattr(sys, "last_value", NameError("name 'plt' is not defined"))
    explain()
    assert capsys.readouterr().out.startswith("NameError: ")

    check(zero_pad)
    monkeypatch.setattr(asking, "_reply", lambda *whatever: asking.Reply("missing"))
    check(zero_pad)
    capsys.readouterr()
    explain()
    assert capsys.readouterr().out.startswith("NameError: ")
