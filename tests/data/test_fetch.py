"""Fetching the real photographs, through a server on this machine."""

import io
import json
import socket
import zipfile
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import numpy as np
import pytest

from course_utils.data import fetch as fetching
from course_utils.data.fetch import contents_digest, fetch_signs, read_archive, to_arrays
from course_utils.data.manage import fetch, list_sets, require_ok, verify
from course_utils.data.sets.images import Image8
from course_utils.data.sets.signs import load_signs
from course_utils.data.store import Labels
from course_utils.errors import DataError, UsageError

pytestmark = pytest.mark.slow

Serve = Callable[[Callable[[BaseHTTPRequestHandler], None]], str]


_DECODED: dict[str, tuple[Image8, Labels]] = {}


@pytest.fixture
def decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of the way that the photographs come decodes them only where no other one did."""

    def arrays(photographs: dict[str, bytes]) -> tuple[Image8, Labels]:
        digest = contents_digest(photographs)
        if digest not in _DECODED:
            _DECODED[digest] = to_arrays(photographs)
        return _DECODED[digest]

    monkeypatch.setattr(fetching, "to_arrays", arrays)


class Archive:
    """Sends `content`, in ranges where asked; `stop_after` bytes it breaks off once."""

    def __init__(self, content: bytes, stop_after: int | None = None, ranges: bool = True) -> None:
        self.content, self.stop_after, self.ranges = content, stop_after, ranges
        self.asked: list[str | None] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers["Range"]
        self.asked.append(wanted)
        start = int(wanted[6:-1]) if wanted and self.ranges else 0
        if start > len(self.content):
            request.send_response(416)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        request.send_response(206 if start else 200)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(self.content) - 1}/{len(self.content)}")
        request.send_header("Content-Length", str(len(self.content) - start))
        request.end_headers()
        stop, self.stop_after = self.stop_after, None
        request.wfile.write(self.content[start : start + stop if stop else None])


def packed(files: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return memory.getvalue()


def left_over(course: Path) -> set[str]:
    return {path.relative_to(course).as_posix() for path in course.rglob("*") if path.is_file()} - {"manifest.json"}


def test_the_photographs_become_the_classic_schema(course: Path, photographs: bytes, serve: Serve) -> None:
    seen: list[tuple[int, int]] = []
    paths = fetch_signs(serve(Archive(photographs)), lambda done, total: seen.append((done, total)))
    assert [path.name for path in paths] == ["train_signs.h5", "test_signs.h5"]
    assert seen[-1] == (len(photographs), len(photographs))
    assert left_over(course) == {
        f"signs_photos/{name}" for name in ("train_signs.h5", "test_signs.h5", "checksums.json")
    }
    signs = load_signs(source="photos")
    assert signs.X_train.shape == (1080, 64, 64, 3)
    assert signs.X_test.shape == (120, 64, 64, 3)
    assert signs.X_train.dtype == np.uint8
    assert np.bincount(signs.y_train).min() > 150
    assert set(signs.y_test) == set(range(6))
    train = {picture.tobytes() for picture in signs.X_train}
    assert not any(picture.tobytes() in train for picture in signs.X_test)


def test_the_split_is_always_the_same(course: Path, photographs: bytes, serve: Serve) -> None:
    address = serve(Archive(photographs))
    first = [path.read_bytes() for path in fetch_signs(address)]
    assert [path.read_bytes() for path in fetch_signs(address)] == first


@pytest.mark.usefixtures("decoded_once")
def test_an_archive_packed_otherwise_with_the_same_photographs_is_accepted(
    course: Path, photographs: bytes, serve: Serve, tmp_path: Path
) -> None:
    """A server that packs on request names a top folder after the commit and adds other files."""
    (tmp_path / "a.zip").write_bytes(photographs)
    files = {f"Digits-306fffc/{path}": content for path, content in read_archive(tmp_path / "a.zip").items()}
    others = {"Digits-306fffc/README.md": b"words", "Digits-306fffc/Dataset/7/IMG_1.JPG": b"a seven"}
    assert len(fetch_signs(serve(Archive(packed(others | files))))) == 2


@pytest.mark.usefixtures("decoded_once")
def test_verify_knows_fetched_and_damaged_photographs(course: Path, photographs: bytes, serve: Serve) -> None:
    assert [state.state for state in verify("signs_photos")] == ["not fetched"]
    paths = fetch_signs(serve(Archive(photographs)))
    assert [state.state for state in verify("signs_photos")] == ["ok", "ok"]
    paths[0].write_bytes(paths[0].read_bytes()[:-9])
    with pytest.raises(DataError, match=r"signs_photos/train_signs\.h5 is not the file") as caught:
        require_ok(verify("signs_photos"))
    assert caught.value.help == "Mend with: course data fetch signs"
    (row,) = (row for row in list_sets() if row.name == "signs_photos")
    assert row.state == "changed"


@pytest.mark.usefixtures("decoded_once")
def test_an_interrupted_download_continues_where_it_stopped(course: Path, photographs: bytes, serve: Serve) -> None:
    archive = Archive(photographs, stop_after=3_000_000)
    address = serve(archive)
    with pytest.raises(DataError, match="cut short after") as caught:
        fetch_signs(address)
    assert "course data fetch signs" in caught.value.help
    (part,) = left_over(course)
    have = (course / part).stat().st_size
    assert part == "signs_photos/archive.zip.part"
    assert 0 < have <= 3_000_000
    fetch_signs(address)
    assert archive.asked == [None, f"bytes={have}-"]


@pytest.mark.usefixtures("decoded_once")
def test_a_server_without_ranges_is_asked_from_the_start(course: Path, photographs: bytes, serve: Serve) -> None:
    address = serve(Archive(photographs, stop_after=500_000, ranges=False))
    with pytest.raises(DataError, match="cut short"):
        fetch_signs(address)
    assert len(fetch_signs(address)) == 2


@pytest.mark.usefixtures("decoded_once")
def test_a_part_longer_than_the_file_is_thrown_away(course: Path, photographs: bytes, serve: Serve) -> None:
    (course / "signs_photos").mkdir()
    (course / "signs_photos" / "archive.zip.part").write_bytes(bytes(len(photographs) + 10))
    assert len(fetch_signs(serve(Archive(photographs)))) == 2


def test_a_damaged_archive_is_refused_and_deleted(course: Path, photographs: bytes, serve: Serve) -> None:
    damaged = bytearray(photographs)
    damaged[5000:9000] = bytes(4000)
    with pytest.raises(DataError, match="archive is damaged"):
        fetch_signs(serve(Archive(bytes(damaged))))
    assert left_over(course) == set()


@pytest.mark.parametrize("content", [b"", b"<html>sign in to the network</html>"])
def test_an_answer_that_is_no_archive_is_refused(course: Path, serve: Serve, content: bytes) -> None:
    with pytest.raises(DataError, match="archive is damaged"):
        fetch_signs(serve(Archive(content)))
    assert left_over(course) == set()


def test_other_photographs_are_refused_by_their_checksum(course: Path, serve: Serve) -> None:
    with pytest.raises(DataError, match=r"127\.0\.0\.1:\d+ sent another file than the known one: expected SHA-256 5bcd05430b4f…, received "):
        fetch_signs(serve(Archive(packed({"Dataset/0/a.jpg": b"other"}))))
    assert left_over(course) == set()


def test_a_picture_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(packed({"Dataset/0/a.jpg": bytes(2_000_000)}))
    with pytest.raises(DataError, match=r"Dataset/0/a\.jpg has 2000000 bytes"):
        read_archive(tmp_path / "bomb.zip")


def test_paths_that_climb_out_are_passed_over(tmp_path: Path) -> None:
    names = ["../Dataset/0/../../a.jpg", "Dataset/6/a.jpg", "x/y/Dataset/0/a.jpg", "Dataset/0/a.JPG"]
    (tmp_path / "a.zip").write_bytes(packed(dict.fromkeys(names, b"x")))
    assert list(read_archive(tmp_path / "a.zip")) == ["Dataset/0/a.JPG"]


def test_the_contents_checksum_depends_on_names_and_bytes_only() -> None:
    one = contents_digest({"b": b"2", "a": b"1"})
    assert one == contents_digest({"a": b"1", "b": b"2"})
    assert one != contents_digest({"a": b"2", "b": b"1"})


def test_offline_is_told_with_what_to_do(course: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/archive.zip"
    with pytest.raises(DataError, match=r"No connection to 127\.0\.0\.1") as caught:
        fetch_signs(address)
    assert "run again: course data fetch signs" in caught.value.help
    assert left_over(course) == set()


def test_an_address_that_is_gone_is_told(course: Path, serve: Serve) -> None:
    with pytest.raises(DataError, match="answered 404"):
        fetch_signs(serve(lambda request: request.send_error(404)))
    assert left_over(course) == set()


def test_the_manifest_s_address_is_pinned_to_a_commit(course: Path) -> None:
    (entry,) = (one for one in json.loads((course / "manifest.json").read_text())["sets"] if "fetched" in one)
    assert len(entry["fetched"]["url"].removesuffix(".zip").rsplit("/", 1)[1]) == 40


def test_photographs_not_fetched_name_the_command(course: Path) -> None:
    with pytest.raises(DataError, match="is missing") as caught:
        load_signs(source="photos")
    assert caught.value.help == "Mend it with: course data fetch signs"


def test_nothing_else_can_be_fetched() -> None:
    with pytest.raises(UsageError, match="nothing to fetch under 'cats'"):
        fetch("cats")
