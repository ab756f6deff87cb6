"""How long a redraw takes in Chromium: `python tests/benchmarks/bench_widgets.py [BEGINNING OF A TITLE...]`.

Each sample changes one control (or moves the pointer to another cell), waits for the frame in which the
explorer draws, and forces style and layout: everything but the painting that the compositor does beside it.
The model stands alone, as in a notebook whose kernel is busy: nothing waits for Python. At 60 frames a
second a redraw may take 16 ms. What decides is the processor time of the page's main thread, which other
work on the machine hardly changes; the clock's times stand beside it, and the machine's load below.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

from course_utils.environment import chromium
from course_utils.layers.networks.classic import lenet5
from course_utils.layers.networks.happy import HappyModel
from course_utils.widgets.base import ExplorerWidget
from course_utils.widgets.explorers.anchor_explorer import AnchorExplorer
from course_utils.widgets.explorers.augmentation_explorer import AugmentationExplorer
from course_utils.widgets.explorers.convolution_explorer import ConvolutionExplorer
from course_utils.widgets.explorers.gram_explorer import GramExplorer
from course_utils.widgets.explorers.iou_explorer import IoUExplorer
from course_utils.widgets.explorers.network_explorer import NetworkExplorer
from course_utils.widgets.explorers.nms_explorer import NMSExplorer
from course_utils.widgets.explorers.padding_explorer import PaddingExplorer
from course_utils.widgets.explorers.pooling_explorer import PoolingExplorer
from course_utils.widgets.explorers.residual_explorer import ResidualExplorer
from course_utils.widgets.explorers.shape_calculator import ShapeCalculator
from course_utils.widgets.explorers.slice_explorer import SliceExplorer
from course_utils.widgets.explorers.threshold_explorer import ThresholdExplorer
from course_utils.widgets.explorers.triplet_explorer import TripletExplorer
from course_utils.widgets.explorers.window_explorer import WindowExplorer
from course_utils.widgets.inputs import sample_inputs

SAMPLES, WARM_UP, TARGET, FIRST = 200, 20, 16.0, 1000.0
LIMITS = {"the same, another picture": 120.0, "LeNet-5, another picture": 33.0}  # a whole network computed anew
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

PAGE = """<!doctype html><style>{style}</style><div id="place" style="width:860px"></div><script type="module">
{script}
const data = {state}, heard = {{}};
const model = {{
  get: (name) => data[name],
  set(name, value) {{ data[name] = value; (heard[name] ?? []).forEach((tell) => tell()); }},
  on(event, tell) {{ (heard[event.slice(7)] ??= []).push(tell); }}, off() {{}}, save_changes() {{}},
}};
const begun = performance.now();
plugin.render({{ model, el: document.getElementById("place") }});
document.body.offsetHeight;
window.first = performance.now() - begun;
window.ready = true;
</script>"""

# Act, then time the frame's own work: requestAnimationFrame callbacks run in the order of their requests.
MEASURE = """async ({ action, count }) => {
  const act = new Function("step", action), times = [];
  for (let step = 0; step < count; step++) {
    await new Promise(requestAnimationFrame);
    let start = performance.now();
    act(step);
    const handled = performance.now() - start;
    await new Promise((done) => setTimeout(done));
    await new Promise((done) => {
      let begin;
      requestAnimationFrame(() => {
        document.body.offsetHeight;
        times.push(handled + performance.now() - window.frameStart);
        done();
      });
    });
  }
  return times;
}"""

# The first callback of each frame notes when it began.
CLOCK = """const tick = () => { window.frameStart = performance.now(); queued.call(window, tick); };
const queued = window.requestAnimationFrame; queued.call(window, tick);"""

SLIDE = """const input = document.querySelector('[name={name}]'), span = input.max - input.min;
const now = Number(input.value), next = now < input.max ? now + Number(input.step) : Number(input.min);
input.value = next; input.dispatchEvent(new Event('input'));"""
HOVER = """const cells = document.querySelectorAll('[role=grid][aria-label^="{label}"] [role=gridcell]');
cells[(step * 7) % cells.length].dispatchEvent(new PointerEvent('pointerover', {{ bubbles: true }}));"""
TYPE = """const field = document.querySelector('tbody input'); field.value = 1 + step % 5;
field.dispatchEvent(new Event('input'));"""
MOVE = """const key = step % 8 < 4 ? 'ArrowRight' : 'ArrowLeft';
document.querySelector('.cu-movable').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));"""

PUSH = """const key = step % 8 < 4 ? 'ArrowRight' : 'ArrowLeft';
document.querySelector('.cu-face-point').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));"""

STEP = """const button = document.querySelector('[name=step]');
(button.disabled ? document.querySelector('[name=first]') : button).click();"""

ROLL = "document.querySelector('[name=roll]').click();"
OTHER = "document.querySelector('[name=other]').click();"

# Point at one pixel after another of map 2 of layer LAYER; the first act opens that map.
POINT = """const item = document.querySelectorAll('[data-layer="{layer}"][data-tile]')[1], box = item.getBoundingClientRect();
const at = {{ bubbles: true, clientX: box.left + (step * 7) % box.width, clientY: box.top + (step * 3) % box.height }};
if (!step) item.dispatchEvent(new MouseEvent('click', at));
item.dispatchEvent(new PointerEvent('pointermove', at));"""
NEXT = "document.querySelectorAll('[data-name=picture]')[step % 6].click();"


def _network(view: str = "forward") -> NetworkExplorer:
    draw = np.random.default_rng(0)
    return NetworkExplorer(HappyModel(), draw.uniform(size=(12, 64, 64, 3)), view=view)


def _lenet() -> NetworkExplorer:
    return NetworkExplorer(lenet5(), np.random.default_rng(0).uniform(size=(12, 32, 32, 1)))


def _deep() -> ResidualExplorer:
    w = ResidualExplorer(depth=50, batch_norm=True)
    w.keep()
    w.shortcut = True
    return w


def _crowd(count: int) -> NMSExplorer:
    draw = np.random.default_rng(0)
    corners = draw.uniform(0, 300, size=(count, 2))
    boxes = np.concatenate([corners, corners + draw.uniform(40, 200, size=(count, 2))], axis=1)
    w = NMSExplorer(boxes, draw.uniform(size=count), draw.integers(0, 5, size=count), image="china")
    w.step = len(w.rounds)
    return w


def _many_scores(count: int) -> ThresholdExplorer:
    draw = np.random.default_rng(0)
    scores = draw.uniform(size=count)
    return ThresholdExplorer(scores, draw.uniform(size=count) < scores, count, view="11 points")


def _volume(side: int) -> SliceExplorer:
    draw = np.random.default_rng(0)
    return SliceExplorer(draw.normal(size=(side,) * 3), draw.uniform(size=(side,) * 3))


def _windows(side: int) -> WindowExplorer:
    return WindowExplorer(image=np.random.default_rng(0).uniform(size=(side, side)))


def _jobs() -> list[tuple[str, ExplorerWidget, str]]:
    photo = sample_inputs()["photograph"]
    numbers, picture = ConvolutionExplorer(pad=1), ConvolutionExplorer(image=photo, source="photograph", preset="sobel")
    return [
        ("convolution, hover", numbers, HOVER.format(label="Input")),
        ("convolution, padding", numbers, SLIDE.format(name="pad")),
        ("convolution, kernel size", ConvolutionExplorer(pad=2), SLIDE.format(name="kernel_size")),
        ("convolution, stride", numbers, SLIDE.format(name="stride")),
        ("photograph 20×20, hover", picture, HOVER.format(label="Input")),
        ("photograph 20×20, padding", picture, SLIDE.format(name="pad")),
        ("padding, hover", PaddingExplorer(), HOVER.format(label="How often each pixel is used with ")),
        ("padding, width", PaddingExplorer(), SLIDE.format(name="pad")),
        ("pooling, hover", PoolingExplorer(), HOVER.format(label="Input")),
        ("pooling, window backward", PoolingExplorer(view="backward"), SLIDE.format(name="window")),
        ("shapes of VGG-16, typing", ShapeCalculator(preset="VGG-16"), TYPE),
        ("IoU, moving a box", IoUExplorer(), MOVE),
        ("NMS, IoU threshold", NMSExplorer(step=6), SLIDE.format(name="iou_threshold")),
        ("NMS, stepping", NMSExplorer(), STEP),
        ("threshold", ThresholdExplorer(), SLIDE.format(name="threshold")),
        ("threshold, 2000 scores", _many_scores(2000), SLIDE.format(name="threshold")),
        ("anchors, k", AnchorExplorer(), SLIDE.format(name="k")),
        ("anchors, box", AnchorExplorer(), SLIDE.format(name="selected")),
        ("NMS of 100 boxes", _crowd(100), SLIDE.format(name="iou_threshold")),
        ("photograph 192×192, turn", AugmentationExplorer(), SLIDE.format(name="rotation")),
        ("photograph 192×192, α₁", AugmentationExplorer(rotation=9), SLIDE.format(name="alpha1")),
        ("photograph 192×192, dice", AugmentationExplorer(fill="reflect"), ROLL),
        ("residual net, depth", ResidualExplorer(shortcut=True), SLIDE.format(name="depth")),
        ("50 layers, batch norm, start", _deep(), SLIDE.format(name="scale")),
        ("50 layers, another start", _deep(), OTHER),
        ("triplet, moving a point", TripletExplorer(), PUSH),
        ("Gram, another channel", GramExplorer(), SLIDE.format(name="first")),
        ("network of 37,633, pointing", _network(), POINT.format(layer=2)),
        ("the same, at a pooling", _network(), POINT.format(layer=5)),
        ("the same, backward", _network("backward"), POINT.format(layer=4)),
        ("the same, another picture", _network(), NEXT),
        ("LeNet-5, pointing", _lenet(), POINT.format(layer=3)),
        ("LeNet-5, another picture", _lenet(), NEXT),
        ("windows of 20×20, moving", WindowExplorer(), HOVER.format(label="Answers of the one pass")),
        ("windows of 32×32, pooling", _windows(32), SLIDE.format(name="pool")),
        ("volume 48³, slice", _volume(48), SLIDE.format(name="z")),
        ("volume 48³, black", _volume(48), SLIDE.format(name="low").replace("Number(input.step)", "0.05")),
    ]


def _page_of(widget: ExplorerWidget) -> str:
    state = {name: value for name, value in widget.get_state().items() if name in widget.keys}
    state = {name: value for name, value in state.items() if name not in ("_esm", "_css", "layout")}
    script = str(widget._esm).replace("export default", "const plugin =")
    return PAGE.format(style=widget._css, script=script, state=json.dumps(state))


def _busy(session: Any) -> float:
    """Milliseconds of processor time that the page's main thread has taken."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(row["value"]) for row in metrics if row["name"] == "TaskDuration")


def _measure(browser: Any, widget: ExplorerWidget, action: str) -> tuple[float, float, float, list[float]]:
    """Milliseconds: processor time of the first view and of one redraw; by the clock the first view and every redraw."""
    page = browser.new_page(viewport={"width": 900, "height": 700})
    page.set_default_timeout(60_000)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.set_content(_page_of(widget))
    page.wait_for_function("window.ready")
    first_busy, first = _busy(session), float(page.evaluate("window.first"))
    page.evaluate(CLOCK)
    page.evaluate(MEASURE, {"action": action, "count": WARM_UP})
    begun = _busy(session)
    times = page.evaluate(MEASURE, {"action": action, "count": SAMPLES})
    busy = (_busy(session) - begun) / SAMPLES
    page.close()
    return first_busy, busy, first, list(times)


def main() -> int:
    """Print the times of every job, those whose title begins as the argument says; return 1 where one is late."""
    late, chosen = 0, tuple(sys.argv[1:]) or ("",)
    print(f"{'ms of':28} processor: first redraw   by the clock: first median    p95    max  (n={SAMPLES})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        for title, widget, action in _jobs():
            if not title.startswith(chosen):
                continue
            first_busy, busy, first, times = _measure(browser, widget, action)
            median, high, most = np.median(times), np.percentile(times, 95), max(times)
            late += busy > LIMITS.get(title, TARGET) or first_busy > FIRST
            print(f"{title:28} {first_busy:16.0f} {busy:6.2f} {first:20.0f} {median:6.2f} {high:6.2f} {most:6.1f}", flush=True)
        browser.close()
    print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
