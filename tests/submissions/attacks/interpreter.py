"""Attacks on the interpreter around the call: its modules, hooks, signals, numbers and the memory of its own process."""

from __future__ import annotations

from attacks.forms import answer, attack

_ENDS = "passed|failed|error|crashed|timeout|blocked|missing|memory"

INTERPRETER = [
    attack("recursion_without_limit", "sys.setrecursionlimit(2**31 - 1)\ndef f(): return f()\nf()", _ENDS),
    attack("builtins_replaced", "import builtins\nfor name in ('len', 'isinstance', 'type', 'zip', 'print'):\n    setattr(builtins, name, None)", _ENDS),
    attack("modules_emptied", "sys.modules.clear(); sys.meta_path.clear(); sys.path.clear()", _ENDS),
    attack("numpy_replaced", "np.asarray = np.ascontiguousarray = np.array = lambda *a, **k: 1 / 0", _ENDS),
    attack("trace_of_everything", "def t(*a):\n    raise ValueError(str(a))\nsys.settrace(t); sys.setprofile(t)", _ENDS),
    attack("collector_that_raises", "import gc\ngc.callbacks.append(lambda *a: 1 / 0)\ngc.set_threshold(1)", _ENDS),
    attack("collector_that_finds_everything", "import gc\nfor o in gc.get_objects():\n    if isinstance(o, list):\n        o.clear()", _ENDS),
    attack("closes_its_channel", "os.close(3)", "crashed"),
    attack("channel_is_a_folder", "os.close(3); os.open('.', os.O_RDONLY)", _ENDS),
    attack("noise_from_a_thread", "import threading\ndef shout():\n    while True:\n        os.write(3, b'x' * 1000)\nthreading.Thread(target=shout, daemon=True).start(); time.sleep(0.3)", _ENDS),
    attack("alarm_while_it_waits", "import signal\nsignal.signal(signal.SIGALRM, lambda *a: 1 / 0)\nsignal.setitimer(signal.ITIMER_REAL, 0.01, 0.01); time.sleep(9)", "error|crashed"),
    attack("limits_of_its_own", "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1, 1))", _ENDS),
    attack("watchdog_that_exits", "import faulthandler\nfaulthandler.dump_traceback_later(0.05, exit=True, file=open('f', 'w')); time.sleep(1)", _ENDS),
    attack("memory_overwritten", "import ctypes\nctypes.memset(id(None), 255, 64)", _ENDS),
    attack("error_is_its_own_cause", "e = ValueError('x'); e.__cause__ = e; e.__context__ = e; raise e", "error"),
    attack("ten_thousand_causes", "e = None\nfor n in range(10_000):\n    f = ValueError(str(n)); f.__cause__ = e; e = f\nraise e", "error"),
    attack("group_of_groups", "e = ValueError('x')\nfor n in range(900):\n    e = ExceptionGroup('g', [e])\nraise e", "error|crashed"),
    attack("notes_of_wrong_kinds", "e = ValueError(); e.__notes__ = [b'x', None, 10**5000]; raise e", "error"),
    attack("error_that_cannot_be_said", "class E(Exception):\n    def __str__(self): raise SystemExit(3)\n    __repr__ = __str__\n    __class__ = property(lambda self: 1 / 0)\nraise E()", _ENDS),
    attack("class_with_a_name_of_a_megabyte", "raise type('E' * 1_000_000, (Exception,), {'__module__': '\\ud800' * 1000})", "error"),
    attack("error_with_thousands_of_digits", "raise ValueError(10 ** 4200, float('nan'), '\\x1b[2J\\u202e</script>')", "error"),
    attack("error_of_open_brackets", "raise ValueError('(' * 500 + '1, ' * 500)", "error"),
    attack("generator_that_does_not_end", "def g():\n    while True:\n        try:\n            yield\n        except GeneratorExit:\n            pass\ng().send(None)", _ENDS),
    attack("numbers_raise_ever_after", "np.seterr(all='raise'); import warnings; warnings.simplefilter('error')", _ENDS),
    attack("reading_is_replaced", "os.read = lambda *a: b''; os.write = lambda *a: 0", _ENDS),
    attack("codecs_are_replaced", "import codecs\ncodecs.register(lambda name: 1 / 0); sys.set_int_max_str_digits(0)", _ENDS),
    attack("shared_pages_without_end", "import mmap\nkept = []\nfor n in range(600):\n    m = mmap.mmap(-1, 2**23); m.write(b'x' * 2**23); kept.append(m)", _ENDS),
    attack("threads_that_never_end", "import threading\nfor n in range(500):\n    threading.Thread(target=time.sleep, args=(999,), daemon=True).start()", _ENDS),
    attack("code_rewritten_around_the_call", "f = sys._getframe()\nwhile f:\n    if 'function' in f.f_code.co_varnames:\n        f.f_locals.clear()\n    f = f.f_back", _ENDS),
    answer("array_that_finalizes", "P.view(Sly)", _ENDS, before="class Sly(np.ndarray):\n    def __array_finalize__(self, o):\n        raise SystemExit(5)"),
    answer("masked_and_matrix", "[np.ma.masked_all((3,)), np.matrix([[1]]), np.rec.array([(1, 2.0)])]", "failed|error"),
    answer("number_that_lies", "Sly(3)", "failed|error", before="class Sly(float):\n    def __float__(self): return 1 / 0\n    def __hash__(self): return 1 / 0\n    __eq__ = __lt__ = lambda self, o: True"),
    answer("dictionary_that_lies", "Sly(a=1)", "failed|error", before="class Sly(dict):\n    def items(self):\n        while True: yield 'a', self\n    keys = __iter__ = items"),
]  # fmt: skip
