"""Notebooks that try to carry an input of a hidden case out to where a student reads it.

Each answers the visible cases rightly or says nothing of the secret there. `SECRET` is a text of 16 digits of the
hidden input; what differs between two secrets beyond the words of the cases is a leak.
"""

from __future__ import annotations

from corpus import RIGHT, Behaviour, pad_with

_VISIBLE = "{(4, 3, 3, 2), (2, 2, 3, 1), (1, 2, 4, 3)}"
_DIGITS = "SECRET = repr(float(X.flat[0])).replace('.', '').replace('-', '')[:16]"
_HIDDEN = f"if X.shape not in {_VISIBLE}:\n    {_DIGITS}\n"


def carry(name: str, body: str, before: str = "", **more: str) -> Behaviour:
    """A zero_pad that does `body` with the digits of a hidden input; `more` replaces other cells."""
    return Behaviour(name, {**pad_with(_HIDDEN + body, before), **more})


def keep_and_tell(name: str, keep: str, tell: str, before: str = "KEPT = []") -> Behaviour:
    """zero_pad keeps digits; the function after it says them."""
    lines = "\n".join("    " + line for line in tell.strip("\n").split("\n"))
    head, rest = RIGHT["conv_single_step"].strip("\n").split("\n", 1)
    return Behaviour(name, {**pad_with(_HIDDEN + keep, before), "conv_single_step": f"{head}\n{lines}\n{rest}"})


_BOX = "import builtins\nKEPT = []"
_MISTAKES = """
    wrong = [lambda: X, lambda: np.pad(X, ((0, 0), (pad, pad), (0, 0), (0, 0))),
             lambda: np.pad(X, ((0, 0), (0, 0), (pad, pad), (0, 0))),
             lambda: np.pad(X, ((0, 0), (pad + 1, pad + 1), (pad + 1, pad + 1), (0, 0))),
             lambda: np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="edge"),
             lambda: np.pad(X, ((pad, pad), (pad, pad), (pad, pad), (0, 0)))]
"""
HIDDEN_OUT = [
    carry("exception text", "    raise ValueError(SECRET)"),
    carry("exception class", "    raise type('E' + SECRET, (Exception,), {})()"),
    carry("class named like an array", "    raise type(SECRET, (ValueError,), {'__module__': SECRET})(SECRET)"),
    carry("name error", "    raise NameError(f'name {SECRET!r} is not defined', name=SECRET)"),
    carry("a name looked up", "    eval('name' + SECRET)"),
    carry("key error", "    {}[SECRET]"),
    carry("attribute error", "    getattr(X, 'a' + SECRET)"),
    carry("import error", "    __import__('module' + SECRET)"),
    carry("assertion", "    assert False, SECRET"),
    carry("permission", "    raise PermissionError(13, SECRET, SECRET)"),
    carry("not implemented", "    raise NotImplementedError(SECRET)"),
    carry("memory error class", "    raise type('Memory' + SECRET, (MemoryError,), {})()"),
    carry("resource exhausted", "    raise type('ResourceExhaustedError', (Exception,), {'__doc__': SECRET})(SECRET)"),
    carry("system exit", "    raise SystemExit(SECRET)"),
    carry("syntax error", "    exec('x = = ' + SECRET)"),
    carry("exception chain", "    raise ValueError('a') from KeyError(SECRET)"),
    carry("exception note", "    e = ValueError('a'); e.add_note(SECRET); raise e"),
    carry("exception group", "    raise ExceptionGroup(SECRET, [ValueError(SECRET)])"),
    carry("era hint", "    raise AttributeError(f\"module 'tensorflow' has no attribute 'Session' {SECRET}\")"),
    carry("line of the error", "    n = int(SECRET[-2:])\n    exec(compile('\\n' * n + '1/0', '<cell 2>', 'exec'))"),
    carry("file of the error", "    exec(compile('1/0', f'<cell {SECRET}>', 'exec'))"),
    carry("class of the answer", "    return type('A' + SECRET, (), {})()"),
    carry("string answer", "    return SECRET"),
    carry("bytes answer", "    return SECRET.encode()"),
    carry("dictionary answer", "    return {SECRET: SECRET}"),
    carry("numbers answer", "    return np.array([float(SECRET)])"),
    carry("shape of the answer", "    return np.zeros(tuple(int(d) + 1 for d in SECRET[-6:]))"),
    carry("dtype of the answer", "    return np.zeros(3, ['f2', 'f4', 'i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', '?'][int(SECRET[-1])])"),
    carry("length of the answer", "    return [0.0] * int(SECRET[-3:])"),
    carry("refused answer", "    class R:\n        def __array__(self, *a, **k): raise ValueError(SECRET)\n        @property\n        def __class__(self): raise ValueError(SECRET)\n    return R()"),
    carry("an own repr", "    class R(float):\n        def __repr__(self): return SECRET\n    return R(1.0)"),
    carry("printed text", "    import sys\n    print(SECRET)\n    print(SECRET, file=sys.stderr)\n    print(SECRET, file=sys.__stdout__, flush=True)\n    return X"),
    carry("warning", "    import warnings\n    warnings.warn(SECRET)\n    warnings.simplefilter('error')\n    warnings.warn(SECRET)"),
    carry("docstring", "    zero_pad.__doc__ = SECRET\n    zero_pad.__name__ = 'f' + SECRET\n    zero_pad.__qualname__ = SECRET\n    raise ValueError"),
    carry("code object", "    zero_pad.__code__ = zero_pad.__code__.replace(co_filename='<cell ' + SECRET + '>', co_name=SECRET)\n    return zero_pad(1, 2)"),
    carry("a named mistake", _MISTAKES.strip("\n") + "\n    return wrong[int(SECRET[-1]) % 6]()"),
    carry("a mistake by exercise", "    KEPT.append(int(SECRET[-1]))\n    return [X, np.pad(X, ((pad, pad), (pad, pad), (pad, pad), (0, 0)))][KEPT[0] % 2]", "KEPT = []"),
    carry("timing of an answer", "    import time\n    time.sleep(int(SECRET[-1]) / 50)\n    return X"),
    carry("timing of the rest", "    import time\n    time.sleep(int(SECRET[-1]) / 20)"),
    carry("written file", "    open('left.txt', 'w').write(SECRET)"),
    carry("written module", "    open('left.py', 'w').write('x = ' + SECRET)\n    import sys; sys.path.insert(0, '.')\n    import left\n    raise ValueError(left.x)"),
    carry("forged answer", "    import os\n    for n in range(3, 9):\n        try: os.write(n, b'\\x10\\0\\0\\0' + SECRET.encode())\n        except OSError: pass\n    return X"),
    carry("forged notes", "    import os, gc\n    notes = [o for o in gc.get_objects() if type(o).__name__ == 'Loaded']\n    for o in notes: o.notes.append(SECRET)\n    os._exit(3)"),
    carry("exit code", "    import os\n    os._exit(int(SECRET[-2:]))"),
    carry("signal", "    import os\n    os.kill(os.getpid(), [1, 2, 3, 6, 9, 11, 14, 15][int(SECRET[-1]) % 8])"),
    carry("frames of the caller", "    import sys\n    raise ValueError(str([float(v.flat[0]) for v in sys._getframe(1).f_locals.values() if hasattr(v, 'flat')]) + SECRET)"),
    keep_and_tell("kept in a global", "    KEPT.append(SECRET)", "if KEPT: raise ValueError(KEPT[0])"),
    keep_and_tell("kept for a name", "    KEPT.append(SECRET)", "if KEPT: eval('n' + KEPT[0])"),
    keep_and_tell("kept in builtins", "    builtins.kept = SECRET", "if hasattr(builtins, 'kept'): raise KeyError(builtins.kept)", _BOX),
    keep_and_tell("kept in numpy", "    np.kept = SECRET", "if hasattr(np, 'kept'): raise AttributeError(np.kept)"),
    keep_and_tell("kept in a file", "    open('kept.txt', 'w').write(SECRET)", "import os\nif os.path.exists('kept.txt'): raise ValueError(open('kept.txt').read())"),
    keep_and_tell("kept in an environment", "    import os; os.environ['KEPT'] = SECRET", "import os\nif 'KEPT' in os.environ: raise ValueError(os.environ['KEPT'])"),
    keep_and_tell("kept in an answer", "    KEPT.append(int(SECRET))", "if KEPT: return float(KEPT[0])"),
    keep_and_tell("kept and a wrong number", "    KEPT.append(int(SECRET))", "if KEPT: return a_slice_prev * KEPT[0]"),
    keep_and_tell("kept and a named mistake", "    KEPT.append(int(SECRET[-1]))", "if KEPT: return [np.sum(a_slice_prev * W), np.sum(a_slice_prev * W) - b.item(), np.mean(a_slice_prev * W) + b.item()][KEPT[0] % 3]"),
    keep_and_tell("kept through a crash", "    open('kept.txt', 'w').write(SECRET)\n    import os; os._exit(1)", "import os\nif os.path.exists('kept.txt'): raise ValueError(open('kept.txt').read())"),
    keep_and_tell("kept in shared memory", "    open('/dev/shm/kept', 'w').write(SECRET)", "raise ValueError(open('/dev/shm/kept').read())"),
    Behaviour("file read while loading", {
        **pad_with(_HIDDEN + "    open('kept.py', 'w').write(f'raise ValueError({SECRET!r})')\n    import os; os._exit(1)"),
        "conv_single_step": "import sys\nsys.path.insert(0, '.')\nimport kept\n" + RIGHT["conv_single_step"],
    }),
    Behaviour("file becomes the module of an import", {
        **pad_with(_HIDDEN + "    open('kept.py', 'w').write(f'kept = {SECRET!r}')\n    raise ValueError"),
        "conv_single_step": "class A:\n    import sys\n    sys.path.insert(0, '.')\ntry:\n    from kept import kept\nexcept ImportError:\n    pass\n"
        + RIGHT["conv_single_step"].replace("    return", "    if 'kept' in globals(): raise ValueError(kept)\n    return"),
    }),
]  # fmt: skip
