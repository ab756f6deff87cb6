"""Honest work whose system calls are recorded: what notebooks and the libraries behind them do when called.

Each function runs in a forked process of its own, in an empty folder, with the libraries of its profile imported.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

Work = Callable[[], object]


def numerics() -> None:
    import numpy as np

    random = np.random.default_rng(1)
    X = random.normal(size=(300, 300))
    np.linalg.svd(X), np.linalg.solve(X, X), np.linalg.eig(X[:40, :40]), np.fft.fft2(X), X @ X
    np.random.seed(2), np.random.randn(2000, 2000).sum(), np.random.RandomState(3).permutation(9)
    np.einsum("ij,kj->ik", X, X), np.sort(X, axis=None), np.unique(X), np.histogram(X), np.percentile(X, 3)
    np.zeros(10**7).resize(2 * 10**7, refcheck=False), np.array2string(X)
    np.concatenate([np.zeros((4000, 4000)), np.ones((4000, 4000))])


def arrays_in_files() -> None:
    import numpy as np

    X = np.arange(12.0)
    for place in (io.BytesIO(), "array.npz"):
        np.savez(place, X=X)
    np.save("array.npy", X), np.load("array.npy", mmap_mode="r+").sum(), np.load("array.npz")["X"]
    X.tofile("raw"), np.fromfile("raw"), np.savetxt("text", X), np.loadtxt("text")
    mapped = np.memmap("mapped", dtype=float, mode="w+", shape=(100,))
    mapped[:] = 1
    mapped.flush()


def files_of_its_own() -> None:
    import csv
    import gzip
    import json
    import os
    import pickle
    import shutil
    import tempfile
    import zipfile

    Path("notes.txt").write_text("a line\n" * 10_000)
    Path("notes.txt").rename("other.txt"), Path("other.txt").replace("third.txt"), Path("third.txt").unlink()
    Path("deep/er").mkdir(parents=True)
    Path("deep/er/file.json").write_text(json.dumps({"a": [1, 2]}))
    list(os.walk(".")), list(Path().rglob("*")), list(Path().iterdir()), [entry.stat() for entry in os.scandir(".")]
    Path("deep").exists(), Path("deep/er/file.json").resolve(), Path.cwd(), os.access(".", os.R_OK)
    with Path("table.csv").open("w", newline="") as file:
        csv.writer(file).writerows([[1, 2], [3, 4]])
    with gzip.open("packed.gz", "wb") as file, tempfile.TemporaryFile() as other:
        pickle.dump([1, 2, 3], file), other.write(b"1" * 100_000), other.truncate(10), other.seek(0)
    with zipfile.ZipFile("all.zip", "w") as archive:
        archive.write("table.csv")
    with zipfile.ZipFile("all.zip") as archive:
        archive.extractall("unpacked")
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as file:
        Path(folder, "file").write_bytes(b"x"), file.write(b"1"), os.fsync(file.fileno())
    shutil.copyfile("table.csv", "copy.csv"), shutil.rmtree("deep"), Path("copy.csv").unlink()
    with Path("table.csv").open("r+") as file, Path(os.devnull).open("w") as nothing:
        file.seek(3), file.truncate(), nothing.write("text")


def threads_and_time() -> None:
    import threading
    import time
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(time.sleep, [0.01] * 20))
    event = threading.Event()
    event.wait(0.01)
    timer = threading.Timer(0.01, event.set)
    timer.start(), event.wait(), timer.join()
    time.time(), time.perf_counter(), time.process_time(), time.thread_time(), time.localtime(), time.monotonic()


def standard_library() -> None:
    import datetime
    import decimal
    import getpass
    import hashlib
    import logging
    import os
    import platform
    import random
    import resource
    import secrets
    import signal
    import time
    import traceback
    import uuid
    import warnings

    random.random(), secrets.token_hex(8), uuid.uuid4(), hashlib.sha256(b"x").hexdigest(), os.urandom(8)
    os.cpu_count(), os.getpid(), os.getppid(), os.sysconf("SC_PHYS_PAGES"), os.uname(), platform.machine(), os.times()
    resource.getrusage(resource.RUSAGE_SELF), resource.getrlimit(resource.RLIMIT_AS), len(os.sched_getaffinity(0))
    datetime.datetime.now().astimezone().isoformat(), decimal.Decimal(2).sqrt(), getpass.__name__
    logging.getLogger("x").warning("careful"), warnings.warn("careful", stacklevel=1), print("text" * 10_000)
    signal.signal(signal.SIGALRM, lambda *_: None), signal.alarm(1), signal.alarm(0)
    signal.setitimer(signal.ITIMER_REAL, 0.001), time.sleep(0.01)
    try:
        raise ValueError
    except ValueError:
        traceback.format_exc()


def pictures() -> None:
    import matplotlib.pyplot as plt
    import numpy as np
    from PIL import Image

    fig, axes = plt.subplots(1, 2)
    axes[0].imshow(np.eye(9)), axes[1].plot([1, 2], label="$x^2$"), axes[1].legend(), axes[1].set_title("title")
    for kind in ("png", "svg", "pdf"):
        fig.savefig(io.BytesIO(), format=kind)
    fig.savefig("figure.png"), plt.show(), plt.close("all"), plt.imread("figure.png")
    picture = Image.fromarray(np.zeros((30, 30, 3), np.uint8))
    for name in ("a.png", "a.jpg", "a.gif", "a.bmp", "a.tiff", "a.webp"):
        picture.save(name), np.asarray(Image.open(name).resize((8, 8)))


def tables_and_filters() -> None:
    import h5py
    import numpy as np

    with h5py.File("data.h5", "w") as file:
        file["X"] = np.eye(30)
    with h5py.File("data.h5", "r+") as file:
        file["Y"] = file["X"][:] + 1
    with h5py.File("memory.h5", "w", driver="core", backing_store=False) as file:
        file.create_dataset("X", data=np.eye(300), compression="gzip")
    with h5py.File(io.BytesIO(), "w") as file:
        file["X"] = np.eye(3)
    with suppress(ImportError):
        from scipy import ndimage, optimize, signal

        ndimage.gaussian_filter(np.eye(30), 2), signal.convolve2d(np.eye(9), np.ones((3, 3)))
        optimize.minimize(lambda x: float((x**2).sum()), np.ones(3))


def tensors() -> None:
    import numpy as np
    import tensorflow as tf

    tf.random.set_seed(1)
    X = tf.random.normal((4, 16, 16, 3))
    with tf.GradientTape() as tape:
        tape.watch(X)
        cost = tf.reduce_sum(tf.nn.conv2d(X, tf.random.normal((3, 3, 3, 8)), 1, "SAME") ** 2)
    tape.gradient(cost, X)
    step = tf.function(lambda x: tf.reduce_mean(tf.nn.max_pool2d(x, 2, 2, "VALID")) * 2)
    step(X), tf.linalg.svd(X[0, :, :, 0]), tf.signal.fft(tf.cast(X, tf.complex64)), tf.image.resize(X, (8, 8))
    tf.function(lambda x: x @ x + 1, jit_compile=True)(tf.eye(9))
    tf.image.decode_jpeg(tf.io.encode_jpeg(tf.zeros((8, 8, 3), tf.uint8)))
    tf.image.non_max_suppression(tf.random.uniform((9, 4)), tf.random.uniform((9,)), 3)
    tf.py_function(lambda x: x + 1, [tf.ones(3)], tf.float32), tf.numpy_function(np.sin, [tf.ones(3)], tf.float32)
    data = tf.data.Dataset.range(100).shuffle(10).map(lambda x: x * 2, num_parallel_calls=tf.data.AUTOTUNE)
    list(data.batch(8).prefetch(tf.data.AUTOTUNE)), tf.print("text"), tf.config.list_physical_devices()
    list(tf.data.Dataset.from_tensor_slices(np.eye(9)).cache().repeat(2).batch(2).as_numpy_iterator())


def models() -> None:
    import keras
    import numpy as np

    keras.utils.set_random_seed(1)
    model = keras.Sequential([
        keras.Input((16, 16, 3)), keras.layers.RandomFlip(), keras.layers.Conv2D(4, 3, padding="same"),
        keras.layers.BatchNormalization(), keras.layers.ReLU(), keras.layers.MaxPooling2D(), keras.layers.Dropout(0.2),
        keras.layers.Flatten(), keras.layers.Dense(3, activation="softmax"),
    ])  # fmt: skip
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    X, y = np.random.rand(40, 16, 16, 3), np.random.randint(0, 3, 40)
    stop = keras.callbacks.EarlyStopping(patience=100)
    kept = keras.callbacks.ModelCheckpoint("best.keras", save_best_only=True)
    model.fit(X, y, epochs=2, batch_size=8, validation_split=0.2, verbose=1, callbacks=[stop, kept])
    model.evaluate(X, y, verbose=0), model.predict(X, verbose=1), model.summary()
    for name in ("model.keras", "model.h5"):
        model.save(name)
        keras.models.load_model(name)(X[:1])
    model.save_weights("own.weights.h5"), model.load_weights("own.weights.h5")
    keras.Model(model.inputs, model.layers[2].output)(X[:2], training=True)


LIBRARIES: dict[str, tuple[Work, ...]] = {
    "numpy": (
        numerics, arrays_in_files, files_of_its_own, threads_and_time, standard_library, pictures, tables_and_filters
    ),
    "tensorflow": (tensors, models),
}  # fmt: skip


def answers(notebook: str) -> None:
    """Solve every exercise of a notebook: its own solution and all styles, on visible and hidden cases."""
    from solved import solution
    from test_styles import styles

    from course_utils.checks.judge import answer, questions
    from course_utils.exercises import registry

    for exercise in registry.exercise_set(notebook).exercises:
        hidden = registry.hidden_cases(notebook)[exercise.name]
        posed = [*questions(exercise, exercise.cases), *questions(exercise, hidden, 1, hidden=True)]
        for function in (solution(notebook).function(exercise.names), *styles(notebook, exercise.name).values()):
            for question in posed:
                answer(exercise, function, question.inputs)


def works(profile: str, notebooks: bool) -> Iterator[tuple[str, Work]]:
    """Name and work: the libraries' own ways, and with `notebooks` the solutions and styles of every notebook."""
    from solved import cells
    from test_styles import modules

    from course_utils.exercises import registry

    yield from ((work.__name__, work) for work in LIBRARIES[profile])
    if profile == "tensorflow":
        yield from works("numpy", notebooks=False)
    for group in registry.all_sets() if notebooks else ():
        if group.profile == profile:
            cells(group.notebook), modules(group.notebook)
            yield group.notebook, partial(answers, group.notebook)
