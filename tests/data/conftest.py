"""A course folder of its own per test, a small web server, and the real photographs where they are."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from course_utils.data.paths import course_root

REPOSITORY = Path(__file__).resolve().parents[2]
PHOTOGRAPHS = REPOSITORY.parent / "shared" / "test-data" / "sign_language_digits_0_to_5.zip"

Answer = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with the real manifest and no data; returns its datasets/."""
    manifest = course_root() / "datasets" / "manifest.json"
    folder = tmp_path / "course" / "datasets"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(manifest.read_bytes())
    monkeypatch.setenv("COURSE_ROOT", str(folder.parent))
    return folder


@pytest.fixture
def photographs() -> bytes:
    if not PHOTOGRAPHS.is_file():
        pytest.skip(f"the test archive {PHOTOGRAPHS.name} is not on this machine")
    return PHOTOGRAPHS.read_bytes()


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    """Start a server on this machine that answers every request by a function; returns its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Keep the test's output clean."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/archive.zip"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
