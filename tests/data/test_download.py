"""Every download is compared with a checksum that is known before; what differs leaves nothing behind."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

import course_utils
from course_utils.data.download import download
from course_utils.data.manifest import read_manifest
from course_utils.errors import DataError

pytestmark = pytest.mark.slow

Serve = Callable[[Callable[[BaseHTTPRequestHandler], None]], str]
PACKAGE = Path(course_utils.__file__).parent
# Other ways to fetch a file, by the last word of the call; nothing in the package may take one.
OTHER_WAYS = {"urlopen", "urlretrieve", "retrieve", "get_file", "HTTPConnection", "HTTPSConnection", "create_connection"}


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """(module, call, its whole name) of every call in the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield module, node, ast.unparse(node.func)


def sending(content: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    return answer


def test_one_module_fetches_and_whoever_calls_it_passes_a_checksum() -> None:
    downloads = 0
    for module, call, name in calls():
        last = name.rpartition(".")[2]
        assert not name.startswith("requests.") or module == "data/download.py", f"{module} fetches by itself: {name}"
        assert last not in OTHER_WAYS, f"{module} fetches by itself: {name}"
        if name == "download":
            downloads += 1
            given = [*call.args[2:3], *(word.value for word in call.keywords if word.arg == "known_hash")]
            assert given, f"{module}:{call.lineno} downloads without a checksum"
            assert not (isinstance(given[0], ast.Constant) and not given[0].value), f"{module}:{call.lineno}"
    assert downloads, "the walk sees no download"


def test_every_set_that_is_downloaded_has_its_checksum_in_the_manifest() -> None:
    fetched = [entry.fetched for entry in read_manifest().values() if entry.fetched]
    assert fetched
    assert [entry["url"] for entry in fetched if not re.fullmatch("[0-9a-f]{64}", entry["contents_sha256"])] == []


def test_the_known_file_takes_its_name(serve: Serve, tmp_path: Path) -> None:
    known = hashlib.sha256(b"weights").hexdigest()
    path = download(serve(sending(b"weights")), tmp_path / "new" / "a.bin", known, "course data fetch a")
    assert path.read_bytes() == b"weights"
    assert [file.name for file in path.parent.iterdir()] == ["a.bin"]


def test_another_file_is_said_and_leaves_nothing(serve: Serve, tmp_path: Path) -> None:
    known = hashlib.sha256(b"weights").hexdigest()
    with pytest.raises(DataError, match=rf"expected SHA-256 {known[:12]}…, received \w{{12}}…; it was deleted") as caught:
        download(serve(sending(b"other weights")), tmp_path / "a.bin", known, "course data fetch a")
    assert caught.value.help.startswith("Download it again: course data fetch a.")
    assert list(tmp_path.iterdir()) == []


def test_another_file_does_not_take_the_place_of_one_that_is_there(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"mine")
    with pytest.raises(DataError, match="sent another file"):
        download(serve(sending(b"other")), tmp_path / "a.bin", hashlib.sha256(b"x").hexdigest(), "again")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.bin", b"mine")]


@pytest.mark.parametrize("known", ["", "None", "abc", "md5:0123", "G" * 64])
def test_without_a_checksum_nothing_is_asked_for(known: str, serve: Serve, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no SHA-256 to compare"):
        download(serve(lambda request: pytest.fail("it was asked for")), tmp_path / "a.bin", known, "again")
    assert list(tmp_path.iterdir()) == []
