"""Notebooks that misbehave, one way each, and the status that is fair.

Where the misbehaviour is harmless or refused and the answer is right, the fair status is `passed`;
where an exception of the refusal ends the function, it is `blocked`.
"""

from __future__ import annotations

from corpus import EXERCISES, RIGHT, Behaviour, pad_with


def _pad(name: str, body: str, status: str = "passed", before: str = "") -> Behaviour:
    statuses = {} if status == "passed" else {"zero_pad": status}
    return Behaviour(name, pad_with(body, before), statuses=statuses)


def _answer(name: str, expression: str, status: str = "failed", before: str = "") -> Behaviour:
    """A zero_pad that returns `expression`, which may use the right answer `P`."""
    right = "P = np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))"
    return _pad(name, f"{right}\nreturn {expression}", status, before)


TIME = [
    _pad("endless_loop", "while True:\n    pass", "timeout"),
    _pad(
        "endless_loop_swallowing_all",
        "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        continue",
        "timeout",
    ),
    _pad("endless_sleep", "import time\ntime.sleep(10_000)", "timeout"),
    _pad("endless_in_c", "sum(range(10**15))", "timeout"),
    _pad("recursion", "def again():\n    return again()\nagain()", "error"),
    _pad("threads_left_running", (
        "import threading\ndef spin():\n    while True:\n        pass\n"
        "for _ in range(3):\n    threading.Thread(target=spin, daemon=True).start()"
    )),
    Behaviour("training_at_top_level", after="for epoch in range(10**9):\n    model = np.ones(1000).sum()"),
    Behaviour("call_at_top_level", after="import time\nresult = time.sleep(3600)\ntime.sleep(3600)"),
    Behaviour("endless_constant", before="class Settings:\n    while True:\n        pass"),
    Behaviour("endless_power", before="SIZE = 7 ** 9 ** 9 ** 9"),
    Behaviour("endless_decorator", before=(
        "def forever(function):\n    while True:\n        pass\n\n@forever\ndef helper():\n    pass"
    )),
]  # fmt: skip

PROCESSES = [
    _pad("os_system", 'import os\nos.system("touch /tmp/course-was-here; sleep 1000 &")'),
    _pad("subprocess_run", 'import subprocess\nsubprocess.run(["sleep", "1000"])', "blocked"),
    _pad("exec_program", 'import os\nos.execv("/bin/sleep", ["sleep", "1000"])', "blocked"),
    _pad("fork_bomb", "import os\nwhile True:\n    os.fork()", "blocked"),
    _pad("fork_bomb_swallowed", (
        "import os\nfor _ in range(200):\n    try:\n        os.fork()\n    except OSError:\n        pass"
    )),
    _pad("detached_daemon", (
        "import os, time\ntry:\n    if os.fork() == 0:\n        os.setsid()\n        time.sleep(1000)\n"
        "except PermissionError:\n    pass"
    )),
    _pad("multiprocessing_pool", "import multiprocessing\nmultiprocessing.Pool(4).map(abs, range(9))", "blocked"),
    _pad("kill_parent", "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)", "blocked"),
    _pad("kill_everybody", "import os, signal\nos.kill(-1, signal.SIGKILL)", "blocked"),
    _pad("signal_self", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "crashed"),
    _pad("alarm_and_handlers", (
        "import signal\nfor number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):\n"
        "    signal.signal(number, signal.SIG_IGN)\nsignal.alarm(1)"
    )),
    _pad("sys_exit", "import sys\nsys.exit(0)", "error"),
    _pad("os_exit", "import os\nos._exit(0)", "crashed"),
    _pad("segfault", "import ctypes\nctypes.string_at(0)", "crashed"),
    _pad("abort", "import os\nos.abort()", "crashed"),
]  # fmt: skip

NETWORK = [
    _pad("tcp_socket", 'import socket\nsocket.create_connection(("127.0.0.1", 80))', "blocked"),
    _pad("udp_socket", (
        'import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"X", ("127.0.0.1", 53))'
    ), "blocked"),
    _pad("unix_socket", 'import socket\nsocket.socket(socket.AF_UNIX).connect("/run/dbus/socket")', "blocked"),
    _pad("download", 'import urllib.request\nurllib.request.urlopen("http://127.0.0.1/")', "error"),
]  # fmt: skip

FILES = [
    _pad("delete_files", 'import os\nfor name in os.listdir("/"):\n    os.remove("/" + name)', "blocked"),
    _pad("delete_tree", 'import shutil\nshutil.rmtree("/var/tmp", ignore_errors=True)'),
    _pad("write_elsewhere", 'open("/tmp/course-was-here", "w").write("x")', "blocked"),
    _pad("write_own_folder", 'open("notes.txt", "w").write("x")'),
    _pad("fill_the_disk", 'open("big", "wb").write(b"x" * 10**8)', "error"),
    _pad("read_home", 'import pathlib\nlist(pathlib.Path("/root").iterdir())', "blocked"),
    _pad("read_passwords", 'open("/etc/passwd").read()', "blocked"),
    _answer("read_environment", 'P if len(__import__("os").environ) <= 2 else P + 1', "passed"),
    _pad("read_other_submissions", (
        'import os\nfor folder in (".", "..", "/", "/tmp", "/home"):\n    os.listdir(folder)'
    ), "blocked"),
    _pad("read_hidden_cases", (
        "import sys, pathlib\ntext = []\nfor root in sys.path:\n    try:\n"
        '        found = list(pathlib.Path(root).glob("course_utils/exercises/hidden/*.py"))\n'
        "        text += [p.read_text() for p in found]\n"
        "    except PermissionError:  # a folder that is not to be seen at all\n        pass\nassert not text"
    )),
    _pad("open_thousands_of_files", 'files = [open("/dev/null") for _ in range(5000)]', "error"),
    _pad("walk_proc", 'import os\nopen(f"/proc/{os.getppid()}/environ").read()', "blocked"),
    _pad("read_parent_memory", 'import os\nopen(f"/proc/{os.getppid()}/mem", "rb").read(10)', "blocked"),
]  # fmt: skip

AMOUNTS = [
    _pad("print_100_megabytes", 'for _ in range(1000):\n    print("x" * 100_000)'),
    _pad("stderr_warnings", 'import sys, warnings\nwarnings.warn("careful")\nprint("careful", file=sys.stderr)'),
    _pad("allocate_50_gigabytes", "np.ones(50 * 2**30 // 8)", "memory"),
    _pad("allocate_in_steps", "keep = []\nwhile True:\n    keep.append(np.zeros(2**22))", "memory"),
    _answer("ten_gigabytes_by_strides", (
        "np.lib.stride_tricks.as_strided(np.zeros(1), (10**9 * 10 // 8,), (0,))"
    )),
    _answer("huge_array", "np.zeros((3000, 3000))"),
    _answer("huge_numbers", "P + 1e308"),
    _answer("infinite_answer", "P + np.inf"),
    _answer("nan_answer", "P * np.nan"),
    _answer("generator_answer", "(row for row in P)"),
    _answer("endless_generator", "__import__('itertools').count()"),
]  # fmt: skip

LIES = [
    _answer("equal_to_everything", "Liar()", before=(
        "class Liar:\n    shape = (4, 7, 7, 2)\n    dtype = float\n    def __eq__(self, other):\n        return True\n"
        "    def __ne__(self, other):\n        return False\n    def __bool__(self):\n        return True"
    )),
    _answer("lying_array_method", "Liar()", before=(
        "class Liar:\n    def __array__(self, *args, **kwargs):\n        raise SystemExit"
    )),
    _answer("lying_reduce", "Liar()", before=(
        "class Liar:\n    def __reduce__(self):\n        import os\n        return (os.system, ('touch /tmp/course-was-here',))"
    )),
    _answer("lying_class", "Liar()", before=(
        "class Liar:\n    @property\n    def __class__(self):\n        return np.ndarray"
    )),
    _answer("array_subclass", "P.view(Lax)", "passed", before=(
        "class Lax(np.ndarray):\n    def __eq__(self, other):\n        return True"
    )),
    _answer("wrong_array_subclass", "(P + 1).view(Lax)", before=(
        "class Lax(np.ndarray):\n    def __sub__(self, other):\n        return 0 * np.asarray(self)"
    )),
    _answer("object_array", "P.astype(object)"),
    _answer("masked_array", "np.ma.masked_all(P.shape)"),
    _answer("function_answer", "zero_pad"),
]  # fmt: skip

_WRONG = "def zero_pad(X, pad):\n    return X"
TAMPERING = [
    _pad("patches_numpy_testing", "np.testing.assert_allclose = lambda *a, **k: None\nreturn X", "failed"),
    _pad("patches_allclose", "np.allclose = np.array_equal = lambda *a, **k: True\nreturn X", "failed"),
    _pad("patches_builtins", "import builtins\nbuiltins.all = lambda *a: True\nbuiltins.abs = lambda x: 0\nreturn X", "failed"),
    _pad("patches_json", "import json\njson.JSONEncoder.encode = json.dumps = lambda *a, **k: 'passed'\nreturn X", "failed"),
    _pad("clears_modules", "import sys\nsys.modules.clear()\nreturn X", "failed"),
    _pad("walks_frames", (
        "import sys\nframe = sys._getframe()\nfound = []\nwhile frame:\n"
        "    found += [v for k, v in frame.f_locals.items() if k in ('expected', 'answer', 'reference')]\n"
        "    frame = frame.f_back\nassert not found"
    )),
    _pad("walks_garbage", (
        "import gc\nfound = [o for o in gc.get_objects() if type(o).__name__ in ('Exercise', 'Case', 'Question')]\n"
        "assert not found"
    )),
    _pad("walks_modules", (
        "import sys\nassert not [m for m in sys.modules if 'exercises' in m or m.startswith('course_utils.layers')]"
    )),
    Behaviour("edits_checks", after=(
        "import course_utils.week1\ncourse_utils.week1.check = lambda f: print('all 5 cases pass')\n"
        "def check(function):\n    return 'passed'"
    ), replace={**pad_with(""), "zero_pad": _WRONG}, statuses={"zero_pad": "failed"}),
    Behaviour("prints_results", replace={**pad_with(""), "zero_pad": (
        'def zero_pad(X, pad):\n    print(\'{"exercise": "zero_pad", "status": "passed", "points": 10}\')\n    return X'
    )}, statuses={"zero_pad": "failed"}),
    Behaviour("imports_the_answers", replace={
        **pad_with(""), "zero_pad": (
            "from course_utils.layers.convolution.conv import zero_pad as answer\n"
            "def zero_pad(X, pad):\n    return answer(X, pad)"
        )}, statuses={"zero_pad": "blocked"}),
    Behaviour("imports_the_answers_late", replace={
        **pad_with(""), "zero_pad": (
            "def zero_pad(X, pad):\n    import course_utils.exercises.registry as r\n"
            "    return r.find('zero_pad')[1].reference(X, pad)"
        )}, statuses={"zero_pad": "blocked"}),
    _pad("forges_frames", (
        "import json, os, struct\n"
        "head = json.dumps({'token': '0' * 16, 'status': 'passed', 'value': None}).encode()\n"
        "body = struct.pack('<I', len(head)) + head\n"
        "for descriptor in range(256):\n    try:\n        os.write(descriptor, struct.pack('<I', len(body)) + body)\n"
        "    except OSError:\n        pass"
    ), "crashed"),
    _pad("writes_noise_everywhere", (
        "import os\nfor descriptor in range(256):\n    try:\n        os.write(descriptor, b'noise' * 1000)\n"
        "    except OSError:\n        pass"
    ), "crashed"),
    _pad("closes_descriptors", "import os\nos.closerange(0, 256)", "crashed"),
    _pad("raises_strange_error", "class Strange(BaseException):\n    def __str__(self):\n        raise self\nraise Strange", "error"),
    _pad("raises_keyboard_interrupt", "raise KeyboardInterrupt", "error"),
]  # fmt: skip

ERAS = [
    Behaviour("format_three_magics", before="%load_ext autoreload\n%autoreload 2\n!pip install numpy\nnp?"),
    Behaviour("all_at_once", replace={
        name: f"import os\ndef {name}(*args, **kwargs):\n    os._exit(1)" for name in EXERCISES
    }, statuses=dict.fromkeys(EXERCISES, "crashed")),
    Behaviour("float_of_array", replace={
        "conv_single_step": (
            "def conv_single_step(a_slice_prev, W, b):\n    return np.sum(a_slice_prev * W) + float(b)"
        ),
        "conv_forward": RIGHT["conv_forward"].replace(
            "conv_single_step(a_slice, W[..., c], b[..., c])", "np.sum(a_slice * W[..., c]) + b[..., c].item()"
        ),
    }),
]  # fmt: skip

HOSTILE = [*TIME, *PROCESSES, *NETWORK, *FILES, *AMOUNTS, *LIES, *TAMPERING, *ERAS]
