"""Attacks on hidden cases: their inputs, put where a student could read them later.

Every function writes the digits of its input into one channel. Which inputs were hidden is known to the test that
reads the feedback, not to the attack.
"""

from __future__ import annotations

from corpus import EXERCISES, RIGHT, Behaviour, pad_with

from attacks.forms import ATTEMPT, attack

# Digits of the first number, plain and as letters, and as a whole number below 10,000 for lengths and lines.
DIGITS = """
KEPT = []

def digits(X):
    return "D" + "_".join(f"{abs(float(x)):.12f}".replace(".", "") for x in np.ravel(X)[:2])

def length(X):
    return int(abs(float(np.ravel(X)[0])) * 1e4) % 10_000 + 1
"""


def _leak(name: str, body: str, status: str = "error", before: str = "") -> Behaviour:
    return attack(name, body, status, before=DIGITS + before)


EXCEPTIONS = [
    _leak("text_of_an_error", "raise ValueError(digits(X))"),
    _leak("class_of_an_error", "raise type(digits(X), (Exception,), {})('x')"),
    _leak("module_of_an_error", "raise type('E', (Exception,), {'__module__': digits(X), '__qualname__': digits(X)})"),
    _leak("unknown_name", "exec(digits(X))"),
    _leak("unknown_key", "{}[digits(X)]"),
    _leak("unknown_attribute", "getattr(np, digits(X))"),
    _leak("unknown_module", "__import__(digits(X))"),
    _leak("unknown_file", "open(digits(X))"),
    _leak("closed_file", "open('/etc/' + digits(X))", "blocked|error"),
    _leak("closed_file_named_in_a_refusal", "raise PermissionError(13, digits(X), digits(X))", "blocked"),
    _leak("notes_of_an_error", "error = ValueError('x')\nerror.add_note(digits(X))\nraise error"),
    _leak("cause_of_an_error", "raise ValueError('x') from KeyError(digits(X))"),
    _leak("context_of_an_error", "try:\n    {}[digits(X)]\nexcept KeyError:\n    raise ValueError('x')"),
    _leak("group_of_errors", "raise ExceptionGroup(digits(X), [ValueError(digits(X))])"),
    _leak("syntax_of_a_text", "compile(digits(X) + ' = = 1', digits(X), 'exec')"),
    _leak("unreadable_bytes", "digits(X).encode('utf-16').decode('ascii')"),
    _leak("failed_assertion", "assert False, digits(X)"),
    _leak("unfinished", "raise NotImplementedError(digits(X))", "missing|error"),
    _leak("ends_with_words", "raise SystemExit(digits(X))"),
    _leak("error_that_speaks_late", "raise Late(digits(X))", before=(
        "class Late(Exception):\n    def __str__(self):\n        return self.args[0]\n    __repr__ = __str__"
    )),
    _leak("shapes_that_do_not_fit", "np.zeros(length(X)) + np.zeros(length(X) + 7)"),
    _leak("memory_asked_for", "np.zeros((length(X), 10**9, 10**3))", "memory|error"),
    _leak("line_of_an_error", (
        "try:\n    exec(compile('\\n' * length(X) + '1 / 0', zero_pad.__code__.co_filename, 'exec'))\nfinally:\n    pass"
    )),
    _leak("name_of_a_frame", "exec(compile(f'def {digits(X)}():\\n    1 / 0\\n{digits(X)}()', digits(X), 'exec'))"),
    _leak("line_in_a_cache", (
        "import linecache\nfor name in list(linecache.cache) + [zero_pad.__code__.co_filename]:\n"
        "    linecache.cache[name] = (99, None, [digits(X) + '\\n'] * 200, name)\nraise ValueError"
    )),
    _leak("recursion_to_a_depth", "def again(n):\n    return again(n - 1) if n else 1 / 0\nagain(length(X) % 300)"),
]  # fmt: skip

ANSWERS = [
    _leak("text_returned", "return digits(X)", "failed|error"),
    _leak("bytes_returned", "return digits(X).encode()", "failed|error"),
    _leak("dictionary_returned", "return {digits(X): digits(X)}", "failed|error"),
    _leak("type_returned", "return type(digits(X), (), {})()", "failed|error"),
    _leak("type_returned_as_array", "return np.zeros(3).view(type(digits(X), (np.ndarray,), {}))", "failed|error"),
    _leak("function_returned", "f = lambda: 0\nf.__name__ = f.__qualname__ = digits(X)\nreturn f", "failed|error"),
    _leak("module_returned", "return type(np)(digits(X))", "failed|error"),
    _leak("shape_returned", "return np.zeros((1, length(X)))", "failed"),
    _leak("shape_of_many_axes", "return np.zeros([int(d) + 1 for d in digits(X)[1:9]])", "failed|error|memory"),
    _leak("length_returned", "return [0] * length(X)", "failed|error"),
    _leak("type_of_elements_returned", "return np.zeros(3, [(digits(X), 'f8')])", "failed|error"),
    _leak("width_of_elements_returned", "return np.zeros(3, f'U{length(X)}')", "failed|error"),
    _leak("input_returned", "return X", "failed"),
    _leak("number_returned", "return float(np.ravel(X)[0])", "failed|error"),
    _leak("first_difference", "P = zeros(X, pad)\nP[0, 0, 0, 0] = np.ravel(X)[0]\nreturn P", "failed", before=(
        "def zeros(X, pad):\n    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))\n"
    )),
    _leak("speaking_answer", "return Speaking(digits(X))", "failed|error", before=(
        "class Speaking:\n    def __init__(self, text):\n        self.text = text\n    def __repr__(self):\n        return self.text\n"
        "    __str__ = __repr__\n    def __format__(self, spec):\n        return self.text\n"
        "    def __array__(self, *args, **kwargs):\n        raise ValueError(self.text)\n"
        "    def __getattr__(self, name):\n        raise AttributeError(self.text)\n"
    )),
]  # fmt: skip

PRINTED = [
    _leak("printed", "print(digits(X))\nprint(digits(X), file=sys.stderr)\nraise ValueError", "error"),
    _leak("warned", "import warnings\nwarnings.warn(digits(X))\nwarnings.warn(type(digits(X), (UserWarning,), {})())", "passed"),
    _leak("logged", "import logging\nlogging.error(digits(X))\nsys.unraisablehook, sys.excepthook = print, print\nraise ValueError", "error"),
    _leak("written_to_descriptors", "os.write(1, digits(X).encode())\nos.write(2, digits(X).encode())", "passed"),
    _leak("slept", "time.sleep(length(X) % 10 / 20)", "passed"),
]  # fmt: skip


def _kept(name: str, keep: str, kept: str, before: str = "") -> Behaviour:
    """Keeps what zero_pad is given, answers rightly, and raises all of it in every later exercise."""
    cells = pad_with(keep, DIGITS + f"{before}\ndef tell():\n    raise ValueError(str({kept}))\n")
    for later, source in RIGHT.items():
        if later not in ("imports", *cells):
            cells[later] = source.replace("):\n", "):\n    tell()\n", 1)
    for other in ("conv_forward", "conv_backward"):
        cells[other] = cells[other].replace("):\n", "):\n    tell()\n", 1)
    statuses = {later: "error" for later in EXERCISES if later != "zero_pad"}
    return Behaviour(name, cells, before=ATTEMPT, statuses=statuses)


KEPT = [
    _leak("kept_between_cases", "KEPT.insert(0, digits(X))\nraise ValueError(str(KEPT))"),
    _kept("kept_in_a_global", "KEPT.insert(0, digits(X))", "KEPT"),
    _kept("kept_in_a_default", "tell.__defaults__ = (digits(X),)", "tell.__defaults__"),
    _kept("kept_in_an_attribute", "np.kept = getattr(np, 'kept', '') + digits(X)", "getattr(np, 'kept', '')"),
    _kept("kept_in_builtins", "import builtins\nbuiltins.kept = getattr(builtins, 'kept', '') + digits(X)", "getattr(__import__('builtins'), 'kept', '')"),
    _kept("kept_in_modules", "sys.modules['kept' + digits(X)] = np", "[name for name in sys.modules if 'kept' in name]"),
    _kept("kept_in_environment", "os.environ[digits(X)] = 'kept'", "dict(os.environ)"),
    _kept("kept_in_a_file", "attempt(lambda: open('kept.txt', 'a').write(digits(X)))", "open('kept.txt').read() if os.path.exists('kept.txt') else ''"),
    _kept("kept_in_file_names", "attempt(lambda: os.mkdir(digits(X)))", "[os.listdir(f) for f in ('.', '..') if os.access(f, 4)]"),
    _kept("kept_in_a_thread", "import threading\nthreading.Thread(target=time.sleep, args=(900,), name=digits(X), daemon=True).start()", "[t.name for t in __import__('threading').enumerate()]"),
    _kept("kept_in_memfd", "attempt(lambda: os.write(os.memfd_create(digits(X)), digits(X).encode()))", "[os.pread(n, 999, 0) for n in range(3, 60) if n_is_file(n)]", before=(
        "def n_is_file(n):\n    try:\n        os.pread(n, 1, 0)\n    except OSError:\n        return False\n    return True\n"
    )),
    _kept("kept_in_the_generator", "np.random.seed(length(X))", "[s for s in np.random.get_state()[1][:1] if s <= 10_000]"),
    _kept("kept_in_the_process_name", "call(157, 15, digits(X).encode()[:15], 0, 0, 0)", "own_name()", before=(
        "def own_name():\n    try:\n        return open('/proc/self/comm').read()\n    except OSError:\n        return ''\n"
    )),
    _kept("kept_in_the_heap", "KEPT.append(X)", "[digits(o) for o in __import__('gc').get_objects() if isinstance(o, np.ndarray) and o.size > 3]"),
    _kept("kept_in_frames", "KEPT.append(sys._getframe())", "[f.f_locals for f in frames(KEPT)]", before=(
        "def frames(kept):\n    found = []\n    for frame in kept:\n        while frame is not None:\n            found.append(frame)\n            frame = frame.f_back\n    return found\n"
    )),
]  # fmt: skip

LEAKS = [*EXCEPTIONS, *ANSWERS, *PRINTED, *KEPT]
