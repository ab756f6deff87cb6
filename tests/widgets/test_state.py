"""keepState: the browser's newest value is never undone by the kernel's echo of an older one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from course_utils import widgets

pytestmark = pytest.mark.browser
STATE = (Path(widgets.__file__).parent / "state.js").read_text("utf-8").replace("export function", "function")
MODEL = """
const data = { x: 0 }, heard = [], sent = [];
const model = {
  get: (name) => data[name],
  set(name, value) { if (data[name] !== value) { data[name] = value; heard.forEach((tell) => tell()); } },
  on(event, tell) { heard.push(tell); }, off() {}, save_changes() { sent.push(data.x); },
};
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const kept = keepState({ model, names: ["x"], draw() {}, pace: 60 });
"""


@pytest.fixture
def run(offline_page: Any) -> Any:
    return lambda script: offline_page.evaluate(f"async () => {{ {STATE} {MODEL} {script} }}")


def test_an_echo_of_an_earlier_step_does_not_undo_a_step_that_is_not_sent_yet(run: Any) -> None:
    said = run("""kept.change({ x: 1 }); await wait(80); kept.change({ x: 2 }); model.set("x", 1);
                  const now = kept.state.x; await wait(150); return [now, kept.state.x, sent.at(-1)];""")
    assert said == [2, 2, 2]


def test_what_the_kernel_says_when_nothing_waits_is_taken(run: Any) -> None:
    assert run('kept.change({ x: 1 }); await wait(150); model.set("x", 7); return [kept.state.x, data.x];') == [7, 7]
