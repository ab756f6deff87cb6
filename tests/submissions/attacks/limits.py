"""Attacks on time and memory in total, within each single limit."""

from __future__ import annotations

from corpus import EXERCISES, RIGHT, Behaviour

from attacks.forms import ATTEMPT, attack


def _everywhere(name: str, body: str, status: str, before: str = ATTEMPT, count: int = len(EXERCISES)) -> Behaviour:
    """Right answers to everything, each function with `body` first."""
    lines = "\n".join("    " + line for line in body.split("\n"))
    chosen = EXERCISES[:count]
    cells = {each: RIGHT[each].replace("):\n", f"):\n{lines}\n", 1) for each in chosen}
    return Behaviour(name, cells, before=before, statuses=dict.fromkeys(chosen, status))


TIME = [
    _everywhere("sleeps_everywhere", "time.sleep(1000)", "timeout"),
    _everywhere("sleeps_a_little_everywhere", "time.sleep(1.5)", "timeout"),
    _everywhere("computes_everywhere", "while True:\n    pass", "timeout"),
    attack("sleeps_where_it_is_defined", "pass", before="class Slow:\n    time.sleep(1000)\n"),
    Behaviour("sleeps_at_every_definition", before="import time\n" + "\n".join(
        f"class Slow{number}:\n    time.sleep(1)\n" for number in range(200)
    ), statuses=dict.fromkeys(EXERCISES, "passed|timeout")),
    Behaviour("definitions_that_swallow", before=(
        "class Slow:\n    while True:\n        try:\n            while True:\n                pass\n        except BaseException:\n            continue"
    )),
    attack("slow_default", "pass", before="def wait():\n    import time\n    time.sleep(1000)\n\ndef other(x=wait()):\n    pass\n"),
    attack("slow_expression", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')", "timeout"),
    attack("sorts_without_end", "sorted(iter(int, 1))", "timeout|memory"),
    attack("counts_without_end", "import itertools\nfor _ in itertools.count():\n    print(end='')", "timeout"),
    attack("prints_without_end", "while True:\n    os.write(1, b'x' * 65536)", "timeout"),
    attack("prints_from_a_thread", (
        "import threading\ndef speak():\n    while True:\n        os.write(1, b'x' * 4096)\n"
        "threading.Thread(target=speak, daemon=True).start()"
    )),
    attack("waits_for_itself", "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()", "timeout"),
    attack("waits_for_input", "import select\nselect.select([], [], [])", "blocked|timeout"),
    attack("reads_input", "input('name? ')", "error"),
    attack("reads_descriptor_zero", "os.read(0, 1 << 20)\nsys.stdin and sys.stdin.read()"),
    attack("multiplies_without_end", "A = np.ones((6000, 6000))\nwhile True:\n    A = A @ A", "timeout"),
    attack("traces_every_line", (
        "def trace(*words):\n    while True:\n        pass\nsys.setswitchinterval(1e9)\nsys.settrace(trace)\nsum(1 for _ in range(3))"
    ), "timeout"),
    attack("profiles_the_plumbing", "def spin(*words):\n    while True:\n        pass\nsys.setprofile(spin)", "timeout|crashed"),
    attack("collector_that_spins", "import gc\ndef spin(*words):\n    while True:\n        pass\ngc.callbacks.append(spin)\ngc.collect()", "timeout"),
]  # fmt: skip

MEMORY = [
    # Gigabytes that are filled take any number of seconds on a busy machine.
    attack("many_strings", "kept = []\nwhile True:\n    kept.append(str(len(kept)) * 1000)", "memory|timeout"),
    attack("text_doubled", "text = 'x'\nwhile True:\n    text += text", "memory|timeout"),
    attack("unpacks_a_bomb", (
        "import zlib\npacked = zlib.compress(zlib.compress(bytes(1 << 28)) * 1000)\nzlib.decompress(zlib.decompress(packed) * 100)\n"
        "while True:\n    packed += zlib.decompress(packed)"
    ), "memory|error|timeout"),
    attack("memory_from_the_system", "import mmap\nkept = []\nwhile True:\n    kept.append(mmap.mmap(-1, 1 << 28))\n    kept[-1].write(b'x' * (1 << 28))", "memory|error|timeout"),
    attack("memory_by_malloc", "libc = ctypes.CDLL(None)\nlibc.malloc.restype = ctypes.c_void_p\nfor _ in range(4000):\n    room = libc.malloc(1 << 26)\n    if not room:\n        raise MemoryError\n    ctypes.memset(room, 1, 1 << 26)", "memory|timeout"),
    # Address space is what is bounded, and shows without filling it.
    attack("memory_swallowed", "kept = []\nfor _ in range(60):\n    try:\n        kept.append(np.empty(1 << 27))\n        kept[-1][0] = 1\n    except MemoryError:\n        break\nassert len(kept) < 4\nkept.clear()"),
    attack("stack_of_c", "import ctypes\nclass Again:\n    def __repr__(self):\n        return repr(self)\nsys.setrecursionlimit(10**8)\nrepr(Again())", "crashed|error"),
    attack("descriptors_by_thousands", "kept = []\nattempt(*[lambda: kept.append(os.pipe())] * 3000)\nassert len(kept) < 1500"),
    attack("polls_and_timers", (
        "import select\nkept = []\nattempt(*[lambda: kept.append(select.epoll())] * 2000)\n"
        "for _ in range(2000):\n    call(283, 1, 0)\n    call(290, 0, 0)\n    call(222, 1, 0, b'\\0' * 8)"
    )),
    attack("everything_a_right_answer_needs_is_gone", (
        "import resource\nfor number in (2, 3, 5, 6, 7, 9):\n    attempt(lambda: resource.setrlimit(number, (0, 0)))"
    ), "passed|crashed|memory|error"),
]  # fmt: skip

LIMITS = [*TIME, *MEMORY]
