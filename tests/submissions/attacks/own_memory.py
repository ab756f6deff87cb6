"""Attacks on what a child shares with its warm parent, and by what the standard library and TensorFlow open for it."""

from __future__ import annotations

from attacks.forms import acts, answer, attack, tensorflow_acts

_ENDS = "passed|failed|error|crashed|timeout|blocked|missing|memory"
# The memory in which a child writes the step of the notebook that it has begun.
_PAGES = """
import gc, mmap
def pages():
    return [o for o in gc.get_objects() if isinstance(o, mmap.mmap)] + [o._memory for o in gc.get_objects() if type(o).__name__ == 'Step']
"""

STEPS = [
    acts("step_without_sense", """
[page.__setitem__(slice(0, 4), b"\\xff" * 4) for page in pages()]
[page.madvise(9) for page in pages()]
[page.write(b"x" * 4096) for page in pages()]
""", before=_PAGES),
    attack("step_in_memory_that_grew", "for page in pages():\n    page.resize(1 << 24)\n    page[1 << 20] = 1", _ENDS, before=_PAGES),
    attack("step_closed", "for page in pages():\n    page.close()", _ENDS, before=_PAGES),
]  # fmt: skip

LIBRARY = [
    acts("databases_of_the_library", """
__import__("sqlite3").connect("CANARY/new.db").execute("create table a(b)")
__import__("sqlite3").connect("CLASS/out/gradebook.sqlite").execute("delete from results")
__import__("dbm.dumb").dumb.open("CANARY/dumb", "c")
__import__("shelve").open("CANARY/shelf")
"""),
    acts("archives_of_the_library", """
__import__("zipfile").ZipFile("CANARY/z.zip", "w").writestr("a", "b")
__import__("tarfile").open("CANARY/t.tar", "w").add("/etc/passwd")
__import__("shutil").make_archive("CANARY/a", "zip", "CLASS")
__import__("compileall").compile_dir("CANARY")
__import__("logging.handlers").handlers.RotatingFileHandler("CANARY/log")
"""),
    acts("writers_of_numpy", """
np.memmap("CANARY/file.txt", "u1", "r+").__setitem__(0, 0)
np.lib.format.open_memmap("CANARY/file.txt", "w+", "f8", (4,))
np.savetxt("CANARY/new.txt", X.ravel())
X.tofile("CANARY/file.txt")
np.genfromtxt("CLASS/out/seed.txt")
"""),
    acts("servers_of_the_library", """
__import__("asyncio").run(__import__("asyncio").start_unix_server(lambda *_: None, "CANARY/sock"))
__import__("asyncio").run(__import__("asyncio").create_subprocess_shell("touch CANARY/new"))
__import__("xmlrpc.server").server.SimpleXMLRPCServer(("127.0.0.1", 0))
__import__("multiprocessing").Pool(2)
__import__("pty").spawn(["/bin/sh", "-c", "echo x > CANARY/file.txt"])
"""),
]  # fmt: skip

ANSWERS = [
    attack("watchdog_on_the_channel", "import faulthandler\nfaulthandler.dump_traceback(3)", "crashed"),
    attack("alarms_by_the_microsecond", "import signal\nsignal.signal(signal.SIGALRM, lambda *_: None)\nsignal.setitimer(signal.ITIMER_REAL, 1e-6, 1e-6)", _ENDS),
    attack("answer_in_drops", "for byte in b'\\x40\\x00\\x00\\x02':\n    os.write(3, bytes([byte])); time.sleep(0.3)\nwhile True:\n    os.write(3, b'\\0'); time.sleep(0.2)", "timeout"),
    attack("name_of_a_megabyte_is_missing", "raise NameError(\"name '\" + 'a' * 10**6 + \"' is not defined\")", "error"),
    answer("strided_without_end", "np.lib.stride_tricks.as_strided(np.zeros(1), (10**12,), (0,))", "failed"),
    answer("empty_in_a_huge_shape", "np.empty((2**30, 2**20, 0))", "failed|crashed"),
]  # fmt: skip

TENSORFLOW = [
    tensorflow_acts("writers_of_tensorflow", """
tf.summary.create_file_writer("CANARY").flush()
tf.debugging.experimental.enable_dump_debug_info("CANARY")
tf.data.Dataset.range(3).save("CANARY/data")
keras.utils.get_file("CANARY/f", "file:///etc/passwd")
keras.callbacks.CSVLogger("CANARY/log.csv").on_train_begin()
tf.raw_ops.Save(filename="CANARY/ck", tensor_names=["a"], data=[tf.ones(2)])
""", "passed|crashed"),
    tensorflow_acts("servers_of_tensorflow", """
tf.distribute.Server.create_local_server()
tf.config.experimental_connect_to_host("127.0.0.1:2222")
tf.profiler.experimental.server.start(6009)
""", "passed|crashed"),
]  # fmt: skip

OWN_MEMORY = [*STEPS, *LIBRARY, *ANSWERS, *TENSORFLOW]
