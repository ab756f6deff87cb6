"""How large a JSON text is when it is built, told from its bytes: what nobody vouches for is measured first."""

from __future__ import annotations

from itertools import accumulate

_OPENING = b"[{"
_NO_BRACKET = bytes(set(range(256)) - set(b"[]{}"))


def is_within(text: bytes, parts: int, depth: int) -> bool:
    """Whether a JSON text in UTF-8 has at most `parts` keys and values, nested at most `depth` deep.

    Time and memory are linear in the text. A text that is no JSON is measured up to its first fault at least,
    and a reader gets no further than that.

    >>> is_within(b'{"a": [1, "[[[["]}', parts=5, depth=2)
    True
    """
    plain = text.replace(rb"\\", b"").replace(rb"\"", b"")  # what is left of a string now ends at its quote
    if plain.count(b'"') > 2 * parts + 1:
        return False
    outside = b"".join(plain.split(b'"')[::2])
    if 1 + sum(map(outside.count, (b",", b":", b"[", b"{"))) > parts:
        return False
    brackets = outside.translate(None, _NO_BRACKET)
    return max(accumulate(1 if bracket in _OPENING else -1 for bracket in brackets), default=0) <= depth
