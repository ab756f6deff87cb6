"""Files of weights: damaged ones, and zips with right checksums around headers that say anything."""

from __future__ import annotations

import io
import warnings
import zipfile

import numpy as np
from hypothesis import strategies as st
from pieces import edited

from course_utils.notebooks.weights import write_weights

GOOD = write_weights([np.ones((3, 2)), np.zeros(2, np.float16)])
_headers = st.builds(
    "{{'descr': {}, 'fortran_order': {}, 'shape': {}, }}".format,
    st.sampled_from(["'<f4'", "'<f2'", "'>f8'", "'|O'", "'<U9'", "[('a', '<f4')]", "__import__('os')"]),
    st.sampled_from(["False", "True", "0"]),
    st.sampled_from(["(2,)", "()", "(0,)", "(1, 2)", "(-1,)", "(99999999, 99999999)", "(0, 99999999)", "(2)", "2,"]),
)


def _packed(head: str, body: bytes, version: bytes, name: str, method: int, number: int) -> bytes:
    """An .npz whose checksums are right, so that its arrays are looked into."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "w", method) as archive:
        for place in range(number):
            text = head.encode().ljust(70) + b"\n"
            start = b"\x93NUMPY" + version + len(text).to_bytes(2, "little")
            archive.writestr(name.format(place), start + text + body)
    return buffer.getvalue()


files = st.one_of(
    st.binary(max_size=200),
    edited(GOOD),
    st.builds(
        _packed,
        _headers | st.text(st.characters(codec="utf-8"), max_size=60),
        st.binary(max_size=9) | st.just(b"\0" * 8) | st.just(b"\xff" * 8),
        st.sampled_from([b"\1\0", b"\2\0", b"\3\0"]),
        st.sampled_from(["weights_{:03}.npy", "../{}.npy", "weights_000.npy"]),
        st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2]),
        st.integers(0, 3),
    ),
)
