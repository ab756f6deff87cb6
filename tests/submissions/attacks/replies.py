"""Attacks on the reply: what is answered, and what is written where the answer goes."""

from __future__ import annotations

from corpus import EXERCISES, Behaviour, pad_with

from attacks.forms import answer, attack

_NO_ARRAY = "failed|error"


def _nested(name: str, depth: int, step: str, first: str = "0") -> Behaviour:
    lines = f"import msgpack\nP = {first}\nfor _ in range({depth}):\n    P = {step}\nreturn P"
    return attack(name, lines, _NO_ARRAY)


VALUES = [
    _nested("lists_250_deep", 250, "[P]"),
    _nested("lists_100000_deep", 100_000, "[P]"),
    _nested("dictionaries_900_deep", 900, "{'a': P}"),
    _nested("doubled_forty_times", 40, "[P, P]"),
    _nested("extensions_250_deep", 250, "msgpack.ExtType(1, msgpack.packb(P))", "msgpack.ExtType(1, b'')"),
    _nested("extensions_of_every_code", 128, "[msgpack.ExtType(_, b'x' * _), P]"),
    _nested("arrays_in_arrays", 60, "np.array([P, None], dtype=object)"),
    answer("contains_itself", "itself()", _NO_ARRAY, before="def itself():\n    P = []\n    P.append(P)\n    return P"),
    answer("million_tiny_arrays", "[np.zeros(1, 'i1') for _ in range(1_000_000)]", _NO_ARRAY),
    answer("sixteen_million_nothings", "[None] * 16_000_000", _NO_ARRAY),
    answer("five_million_empty_lists", "[[] for _ in range(5_000_000)]", _NO_ARRAY + "|timeout"),
    answer("huge_dictionary", "{number: number for number in range(2_000_000)}", _NO_ARRAY),
    answer("nan_keys", "{float('nan'): n for n in range(200_000)}", _NO_ARRAY),
    answer("keys_that_collide", "{n * (2**61 - 1): n for n in range(2_000)}", _NO_ARRAY),
    answer("strange_keys", "{(1, 2): 1, None: 2, b'x': 3, 1.5: 4, np.float64(2): 5, '\\ud800': 6}", _NO_ARRAY),
    answer("lone_surrogates", "'\\ud800' * 1000", _NO_ARRAY),
    answer("surrogates_in_a_list", "['\\udfff', {'\\ud800': '\\udc00'}]", _NO_ARRAY),
    answer("long_text", "'<script>' * 10_000_000", _NO_ARRAY),
    answer("long_bytes", "b'x' * 300_000_000", _NO_ARRAY + "|memory"),
    answer("integer_of_a_million_digits", "1 << 3_000_000", _NO_ARRAY),
    answer("integer_beyond_64_bits", "[2**64, -(2**63) - 1]", _NO_ARRAY),
    answer("sets_and_ranges", "[{1, 2}, frozenset(), range(10**12), slice(1), ..., complex(1, 2)]", _NO_ARRAY),
    answer("times", "[np.datetime64('NaT'), np.timedelta64(1), __import__('datetime').datetime.max]", _NO_ARRAY),
    answer("shape_without_elements", "np.empty((0, 2**62 - 1, 2))", _NO_ARRAY),
    answer("sixty_four_axes", "np.zeros((1,) * 64)", _NO_ARRAY + "|crashed"),
    answer("strings_of_megabytes", "np.zeros(30, 'U2000000')", _NO_ARRAY + "|memory"),
    answer("structured_array", "np.zeros(4, [('<b>', 'f8'), ('x' * 10_000, 'O')])", _NO_ARRAY),
    answer("void_array", "np.zeros(4, 'V1000000')", _NO_ARRAY),
    answer("array_of_objects", "np.array([Liar()] * 9, dtype=object)", _NO_ARRAY, before=(
        "class Liar:\n    def __reduce__(self):\n        return (open, ('CANARY/pickled', 'w'))\n"
        "    def __float__(self):\n        return 0.0"
    )),
    answer("metadata_of_a_dtype", "P.astype(np.dtype('f8', metadata={'x': open}))", "passed"),
    answer("big_endian_is_right", "P.astype('>f8')", "passed"),
    answer("long_double_is_right", "P.astype(np.longdouble)", "passed"),
    answer("fortran_order_is_right", "np.asfortranarray(P)", "passed"),
    answer("read_only_is_right", "np.broadcast_to(P, P.shape)", "passed"),
    answer("reversed_strides_are_right", "np.ascontiguousarray(P[::-1, ::-1])[::-1, ::-1]", "passed"),
    answer("many_answers", "[P] * 100_000", _NO_ARRAY + "|memory"),
    answer("changes_while_packed", "Sly(P)", _NO_ARRAY, before=(
        "class Sly(list):\n    def __init__(self, P):\n        super().__init__([P])\n    def __iter__(self):\n"
        "        while True:\n            yield 0\n    def __len__(self):\n        return 2**62"
    )),
    answer("shape_that_lies", "Sly()", "failed|error|crashed", before=(
        "class Sly:\n    @property\n    def __array_interface__(self):\n"
        "        return {'shape': (10**9,), 'typestr': '<f8', 'data': (4096, False), 'version': 3}"
    )),
]  # fmt: skip

# Walks to the functions around the call.
_FRAMES = """
def plumbing():
    import sys
    frame, spaces = sys._getframe(1), []
    while frame is not None:
        spaces += [frame.f_globals, frame.f_locals]
        frame = frame.f_back
    return spaces
"""
# Heads of replies that the child itself would not write, sent by its own descriptor with the token it was given.
_FORGE = """
import os, struct, sys

def token():
    frame = sys._getframe()
    while frame is not None:
        if isinstance(token := frame.f_locals.get('token'), str):
            return token.encode()
        frame = frame.f_back
    return b''

def forge(head, rest=b'', size=None):
    head = head.replace(b'TOKEN', token())
    body = struct.pack('<I', len(head) if size is None else size) + head + rest
    data = struct.pack('<I', len(body)) + body
    while data:
        data = data[os.write(3, data):]

def value(text, rest=b''):
    forge(b'{"token":"TOKEN","status":"passed","value":' + text + b'}', rest)
"""
_ANY = "crashed|error|failed|missing|memory|timeout|blocked"
_HEADS = {
    "lists_without_end": "forge(b'[' * 1_000_000)",
    "lists_a_thousand_deep": "value(b'[\"list\",' * 1000 + b'1' + b']' * 1000)",
    "maps_without_end": "forge(b'{\"a\":' * 190_000)",
    "many_parts": "value(b'[\"list\"' + b',0' * 500_000 + b']')",
    "many_empty_lists": "value(b'[\"list\"' + b',[\"list\"]' * 110_000 + b']')",
    "many_empty_arrays": "value(b'[\"list\"' + b',[\"array\",\"<f8\",[0]]' * 45_000 + b']')",
    "shape_beyond_all": 'value(b\'["array","<f8",[0,4611686018427387904,8]]\')',
    "shape_of_wrong_kinds": 'value(b\'["array","<f8",[true,-1,null,1e3]]\')',
    "objects_as_elements": 'value(b\'["array","|O",[1]]\', bytes(8))',
    "number_of_digits": "value(b'9' * 900_000)",
    "numbers_beyond_all": "value(b'[\"list\",1e999,-1e999,NaN,Infinity]')",
    "surrogates_as_name": 'value(b\'["opaque","\\\\ud800<b>\\\\u0000"]\')',
    "surrogates_as_text": 'forge(b\'{"token":"TOKEN","status":"error","text":"\\\\ud800\\\\udfff","texts":["\\\\ud800","\\\\udfff"]}\')',
    "surrogates_as_keys": 'value(b\'{"\\\\ud800":1,"a":2,"a":3}\')',
    "text_of_a_megabyte": 'forge(b\'{"token":"TOKEN","status":"error","text":"\' + b\'<\' * 400_000 + b\'","texts":["\' + b\'\\\\u202e\' * 90_000 + b\'",""]}\')',
    "texts_of_wrong_kinds": 'forge(b\'{"token":"TOKEN","status":"error","text":["list",5],"texts":{"a":["list"]}}\')',
    "status_of_wrong_kind": 'forge(b\'{"token":"TOKEN","status":["list","passed"],"value":1}\')',
    "head_longer_than_its_body": "forge(b'{}', size=1 << 31)",
    "sixty_megabytes": 'value(b\'["array","|b1",[60000000]]\', bytes(60_000_000))',
    "notes_nobody_asked_for": 'forge(b\'{"loaded":true,"notes":["list","\\\\ud800"]}\')',
}
FORGED = [attack(f"forges_{name}", f"{line}\nos._exit(0)", _ANY, before=_FORGE) for name, line in _HEADS.items()]
FORGED += [
    Behaviour("forges_before_definitions", {
        **pad_with("pass", _FORGE + "class Early:\n    forge(b'{\"loaded\":true,\"notes\":[\"list\",\"\\\\ud800\\\\u0000<b>\"]}')\n"),
    }, statuses=dict.fromkeys(EXERCISES, f"passed|{_ANY}")),
    attack("speaks_with_surrogates", "raise ValueError('\\ud800 \\x00 \\x1b[31m <script>')", "error"),
    attack("class_with_surrogates", "raise type('E\\ud800', (Exception,), {'__module__': '\\udfff'})('\\ud800')", "error"),
    answer("type_with_surrogates", "type('\\ud800<b>\\x00', (), {})()", _NO_ARRAY),
    attack("refused_with_surrogates", "raise PermissionError(13, '\\ud800', '\\udcff')", "blocked"),
    attack("warns_with_surrogates", "import warnings\nwarnings.warn('\\ud800')\nprint('\\ud800') if False else None"),
]  # fmt: skip
CHANNEL = [
    attack("answers_before_it_is_asked", (
        "for text in ('true', 'null', '[\"array\",\"<f8\",[0]]'):\n    for _ in range(30):\n        value(text.encode())\n"
    ), "crashed|failed", before=_FORGE),
    attack("reads_the_requests", (
        "found = []\nfor number in range(3, 64):\n    attempt(lambda: os.set_blocking(number, False), lambda: found.append(os.read(number, 1 << 20)))\n"
        "assert not any(found)"
    ), "passed|timeout"),
    attack("takes_the_channel_away", (
        "for number in range(3, 64):\n    attempt(lambda: os.dup2(os.open('/dev/null', os.O_RDWR), number))"
    ), "passed|crashed"),
    attack("seeks_in_descriptors", (
        "for number in range(0, 64):\n    attempt(lambda: os.lseek(number, 0, 0), lambda: os.ftruncate(number, 0), lambda: os.pwrite(number, b'x', 0))"
    )),
    attack("one_byte_at_a_time", (
        "end = time.monotonic() + 10_000\nwhile time.monotonic() < end:\n    for number in range(3, 16):\n"
        "        attempt(lambda: os.write(number, b'\\0'))\n    time.sleep(0.3)"
    ), "crashed|timeout"),
    attack("endless_frames", (
        "while True:\n    for number in range(3, 16):\n        attempt(lambda: os.write(number, b'\\4\\0\\0\\0\\x93\\1\\2\\3' * 8000))"
    ), "crashed|timeout"),
    attack("sends_descriptors", (
        "import socket, array\nfor number in range(3, 16):\n"
        "    attempt(lambda: socket.socket(fileno=os.dup(number)).sendmsg([b'x'], [(1, 1, array.array('i', [0] * 250))]))"
    ), "passed|crashed"),
    attack("walks_to_the_plumbing", (
        "spaces = plumbing()\nwords = [str(key) for space in spaces for key in space]\n"
        "assert not {'expected', 'answers', 'reference', 'oracle', 'seed', 'secret'} & set(words)"
    ), before=_FRAMES),
    attack("collects_other_inputs", (
        "import gc\nheld = [o for o in gc.get_objects() if isinstance(o, dict) and {'X', 'pad'} <= {k for k in o if type(k) is str}\n"
        "        and isinstance(o.get('X'), np.ndarray) and o.get('X') is not X]\nassert not held"
    )),
]  # fmt: skip

REPLIES = [*VALUES, *FORGED, *CHANNEL]
