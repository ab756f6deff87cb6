"""Small parts of which the examples are made: words, JSON of any kind, and bytes with a few pieces changed."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = """cells worksheets source input cell_type code markdown metadata course cohort tags nbformat outputs id
attachments token right status value texts loaded loading notes passed failed error list tuple array opaque <f8 >f8 |O
""".split()
LINES = [
    "# GRADED FUNCTION: zero_pad\n",
    "def zero_pad(X, pad):\n",
    "    return X\n",
    "%magic\n",
    "BOARD_NAME = 'a\\x1b[2J\\ud800' * 99\n",
    "!ls\n",
    "np?\n",
    "\n",
    "\ud800",
]

text = st.sampled_from(WORDS) | st.text(max_size=20) | st.lists(st.sampled_from(LINES), max_size=8).map("".join)
leaf = st.none() | st.booleans() | st.integers() | st.floats() | text | st.integers(0, 5)
json_values = st.recursive(
    leaf, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(text, inner, max_size=5), max_leaves=30
)


def edited(data: bytes) -> st.SearchStrategy[bytes]:
    """`data` with a few pieces cut out, doubled, overwritten or put elsewhere."""
    place = st.integers(0, len(data))
    edit = st.tuples(place, place, st.sampled_from(["cut", "double", "write"]), st.binary(max_size=6))
    return st.lists(edit, min_size=1, max_size=5).map(lambda edits: _apply(data, edits))


def _apply(data: bytes, edits: list[tuple[int, int, str, bytes]]) -> bytes:
    for first, second, kind, new in edits:
        start, end = min(first, second), max(first, second)
        if kind == "write":
            data = data[:start] + new + data[start + len(new) :]
        else:
            end = min(end, start + 400)
            data = data[:start] + (b"" if kind == "cut" else data[start:end] * 2) + data[end:]
    return data
