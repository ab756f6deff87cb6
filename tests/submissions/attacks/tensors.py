"""Attacks by TensorFlow's own means: files, servers, libraries, stored models, functions in graphs."""

from __future__ import annotations

from corpus import Behaviour

from attacks.forms import tensorflow_acts, with_tensorflow

_READ = "found = []\nattempt(\n{lines})\nassert not found, found"


def _reads(name: str, *expressions: str) -> Behaviour:
    lines = "".join(f"    lambda: found.append({each}),\n" for each in expressions)
    return with_tensorflow(name, _READ.format(lines=lines))


FILES = [
    _reads(
        "tensors_read_files",
        "tf.io.read_file('CANARY/file.txt').numpy()",
        "tf.io.gfile.GFile('CANARY/file.txt').read()",
        "list(tf.data.TextLineDataset('CANARY/file.txt'))[0].numpy()",
        "list(tf.data.FixedLengthRecordDataset('CANARY/file.txt', 1))[0].numpy()",
        "tf.io.gfile.GFile('CLASS/out/seed.txt').read()",
        "tf.raw_ops.ReadFile(filename='CANARY/seed.txt').numpy()",
        "tf.function(lambda: tf.io.read_file('CANARY/file.txt'))().numpy()",
        "tf.io.gfile.GFile('/etc/passwd').read()",
    ),
    _reads(
        "tensors_list_files",
        "tf.io.gfile.listdir('CANARY') or 1 / 0",
        "tf.io.gfile.glob('CANARY/*') or 1 / 0",
        "tf.io.matching_files('CLASS/submissions/*').numpy().tolist() or 1 / 0",
        "list(tf.data.Dataset.list_files('CLASS/out/*'))[0].numpy()",
        "tf.io.gfile.listdir('/root') or 1 / 0",
    ),
    tensorflow_acts("tensors_write_files", """
tf.io.write_file("CANARY/file.txt", "x")
tf.raw_ops.WriteFile(filename="CLASS/out/seed.txt", contents="1")
tf.io.gfile.GFile("CANARY/new.txt", "w").write("x")
tf.io.gfile.copy("CANARY/file.txt", "CANARY/seed.txt", overwrite=True)
tf.io.gfile.copy("CANARY/file.txt", "copied.txt")
tf.io.gfile.rename("CANARY/file.txt", "CANARY/renamed.txt", overwrite=True)
tf.io.gfile.remove("CANARY/file.txt")
tf.io.gfile.rmtree("CANARY/folder")
tf.io.gfile.makedirs("CANARY/made/deep")
tf.io.gfile.mkdir("CLASS/submissions/made")
tf.io.TFRecordWriter("CANARY/records").write(b"x")
tf.function(lambda: tf.io.write_file("CANARY/graph.txt", "x"))()
"""),
    tensorflow_acts("tensors_keep_datasets", """
tf.data.Dataset.range(3).save("CANARY/saved")
list(tf.data.Dataset.range(3).cache("CANARY/cached"))
list(tf.data.Dataset.range(3).snapshot("CANARY/snapshot"))
tf.data.Dataset.range(3).save("saved")
list(tf.data.Dataset.range(3).map(lambda x: tf.io.read_file("CANARY/file.txt")))
list(tf.data.Dataset.range(999).interleave(lambda x: tf.data.TextLineDataset("CANARY/file.txt"), num_parallel_calls=64))
"""),
    tensorflow_acts("tensors_print_to_files", """
tf.print("x", output_stream="file://CANARY/file.txt")
tf.print("x" * 1000, output_stream="file://CLASS/out/results.json")
tf.raw_ops.PrintV2(input="x", output_stream="file://CANARY/printed.txt")
tf.raw_ops.DebugIdentityV2(input=1.0, debug_urls=["file://CANARY/debug"])
tf.debugging.experimental.enable_dump_debug_info("CANARY/dump", "FULL_TENSOR")
tf.raw_ops.Save(filename="CANARY/file.txt", tensor_names=["x"], data=[1.0])
tf.raw_ops.SaveV2(prefix="CANARY/prefix", tensor_names=["x"], shape_and_slices=[""], tensors=[1.0])
tf.raw_ops.MergeV2Checkpoints(checkpoint_prefixes=["CANARY/prefix"], destination_prefix="CANARY/merged", delete_old_dirs=True)
"""),
    tensorflow_acts("summaries_and_profiles", status="passed|crashed", lines="""
tf.summary.create_file_writer("CANARY/events").init()
tf.summary.create_file_writer("events").flush()
tf.profiler.experimental.start("CANARY/profile")
tf.profiler.experimental.stop()
tf.profiler.experimental.server.start(16009)
tf.profiler.experimental.client.trace("grpc://127.0.0.1:16009", "CANARY/trace", 100)
tf.debugging.set_log_device_placement(True)
"""),
]  # fmt: skip

NETWORK = [
    with_tensorflow("servers_of_a_cluster", (
        "made = []\nattempt(lambda: made.append(tf.distribute.Server.create_local_server()),\n"
        "    lambda: made.append(tf.distribute.Server({'worker': ['127.0.0.1:17321']}, job_name='worker', task_index=0)))\nassert not made"
    ), "passed|crashed"),
    with_tensorflow("servers_of_data", (
        "from tensorflow.data import experimental\nmade = []\n"
        "attempt(lambda: made.append(experimental.service.DispatchServer(experimental.service.DispatcherConfig(port=17322, work_dir='CANARY/work', protocol='grpc'))))\n"
        "assert not made"
    ), "passed|crashed"),
    tensorflow_acts("tensors_reach_out", status="passed|crashed", lines="""
keras.utils.get_file("x", "http://127.0.0.1:9/x", cache_dir="CANARY")
keras.utils.get_file("x", "file://CANARY/file.txt", cache_dir=".")
tf.io.gfile.GFile("gs://bucket/file").read()
tf.io.gfile.GFile("http://127.0.0.1/x").read()
keras.applications.MobileNetV2()
tf.config.experimental_connect_to_host("127.0.0.1:17323")
"""),
]  # fmt: skip

CODE = [
    with_tensorflow("functions_in_graphs", (
        "import threading\n"
        "def act():\n    attempt(lambda: os.chmod('CANARY/file.txt', 0o777), lambda: open('CANARY/file.txt').read(), lambda: os.fork())\n    return np.float32(1)\n"
        "tf.py_function(act, [], tf.float32)\ntf.numpy_function(act, [], tf.float32)\n"
        "tf.function(lambda: tf.py_function(act, [], tf.float32))()\n"
        "list(tf.data.Dataset.range(3).map(lambda x: tf.numpy_function(act, [], tf.float32), num_parallel_calls=3))\n"
        "list(tf.data.Dataset.from_generator(lambda: iter([act()]), tf.float32))"
    )),
    with_tensorflow("function_that_never_ends_in_a_graph", (
        "def act():\n    while True:\n        pass\ntf.py_function(act, [], [])"
    ), "timeout"),
    with_tensorflow("graph_that_never_ends", (
        "tf.function(lambda: tf.while_loop(lambda i: True, lambda i: i + 1, [0]))()"
    ), "timeout"),
    with_tensorflow("dataset_without_end", "sum(1 for _ in tf.data.Dataset.range(3).repeat())", "timeout"),
    tensorflow_acts("libraries_written_here", """
open("evil.so", "wb").write(open(np._core._multiarray_umath.__file__, "rb").read())
tf.load_op_library("./evil.so")
tf.load_library("./evil.so")
ctypes.CDLL("./evil.so")
tf.raw_ops.TensorListReserve(element_shape=-1, num_elements=1 << 40, element_dtype=tf.float32)
"""),
    with_tensorflow("models_that_run_code", (
        "import pickle\n"
        "class Evil:\n    def __reduce__(self):\n        return (os.chmod, ('CANARY/file.txt', 0o777))\n"
        "def save():\n    model = keras.Sequential([keras.Input((1,)), keras.layers.Lambda(lambda x: os.chmod('CANARY/file.txt', 0o777) or x)])\n"
        "    model.save('evil.keras')\n    keras.models.load_model('evil.keras', safe_mode=False)(np.ones((1, 1)))\n"
        "attempt(save, lambda: pickle.loads(pickle.dumps(Evil())), lambda: np.save('evil.npy', np.array([Evil()])),\n"
        "    lambda: np.load('evil.npy', allow_pickle=True), lambda: tf.saved_model.save(tf.Module(), 'CANARY/model'))"
    )),
    with_tensorflow("tensors_crash", "tf.raw_ops.ImmutableConst(dtype=tf.float32, shape=[10], memory_region_name='CANARY/file.txt')", "error|blocked|crashed"),
    with_tensorflow("tensors_crash_by_check", (
        "tf.raw_ops.TensorListSplit(tensor=np.ones((2, 2), 'f4'), element_shape=[-1], lengths=[1 << 60, 1])\n"
    ), "error|crashed"),
    with_tensorflow("tensor_of_terabytes", "tf.ones((1 << 20, 1 << 20)) + 1", "memory|error"),
    with_tensorflow("tensors_in_steps", "kept = []\nwhile True:\n    kept.append(tf.ones(1 << 24) + len(kept))", "memory|error|crashed|timeout"),
    with_tensorflow("threads_of_tensors", (
        "attempt(lambda: tf.config.threading.set_inter_op_parallelism_threads(5000), lambda: tf.config.threading.set_intra_op_parallelism_threads(5000),\n"
        "    lambda: list(tf.data.Dataset.range(5000).map(lambda x: x + 1, num_parallel_calls=5000).prefetch(5000)),\n"
        "    lambda: list(tf.data.Dataset.range(50).with_options(options())))"
    ), "passed|crashed", before=(
        "def options():\n    chosen = tf.data.Options()\n    chosen.threading.private_threadpool_size = 4000\n    return chosen\n"
    )),
]  # fmt: skip

LEAKS = [
    with_tensorflow("tensor_returned_ragged", "return tf.ragged.constant([[1], [2, 3]])", "failed|error"),
    with_tensorflow("tensor_returned_as_variant", "return tf.data.experimental.to_variant(tf.data.Dataset.range(3))", "failed|error"),
    with_tensorflow("tensor_returned_as_resource", "return tf.Variable(1.0).handle", "failed|error"),
    with_tensorflow("tensor_returned_with_name", "return keras.Input((int(np.ravel(Y)[0]) + 1,), name='x' * 100_000)", "failed|error"),
    with_tensorflow("model_returned", "return keras.Sequential([keras.Input((9,)), *[keras.layers.Dense(9) for _ in range(300)]])", "failed|error|timeout"),
    with_tensorflow("dataset_returned", "return tf.data.Dataset.range(10).repeat()", "failed|error"),
]  # fmt: skip

TENSORS = [*FILES, *NETWORK, *CODE, *LEAKS]
