// SliceExplorer: three slices through one place of a volume, and what a network says about it.
import { button, element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { canvas, pointIn, setAll, shape } from "../drawing/drawing.js";
import { format } from "../mathematics/maths.js";
import { frame, panel } from "../drawing/parts.js";
import { decodeVolume, extremesOf, paintSlice, peakOf, valueAt } from "../mathematics/slices.js";
import { keepState } from "../state.js";

const SLICE_NAMES = ["volume", "prediction", "z", "y", "x", "low", "high", "overlay"];
const AXES = [["z", "slice"], ["y", "row"], ["x", "column"]], VIEWS = ["From above", "From the front", "From the side"];
const SLICE_ROOM = 270;

/** What stands at the mark, as `words` of slice_explorer.py. */
export function sliceWords(place, value, predicted) {
  const said = predicted === null ? "" : ` Prediction ${format(predicted)}.`;
  return `Slice ${place[0] + 1}, row ${place[1] + 1}, column ${place[2] + 1}: value ${format(value)}.${said}`;
}

/** The place one key further: arrows move within a view's own two axes, page keys across it. */
export function stepPlace(key, axis, place, sizes) {
  const [down, right] = [0, 1, 2].filter((k) => k !== axis);
  const moves = { ArrowUp: [down, -1], ArrowDown: [down, 1], ArrowLeft: [right, -1], ArrowRight: [right, 1], PageUp: [axis, -1], PageDown: [axis, 1] };
  if (!moves[key]) return null;
  const [along, step] = moves[key];
  return place.map((at, k) => (k === along ? Math.min(Math.max(at + step, 0), sizes[k] - 1) : at));
}

function render({ model, el }) {
  let sent = [null, null], volume = null, prediction = null, span = [0, 1];
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: SLICE_NAMES, settle, draw });

  /** What only a new volume or prediction changes. */
  function settle(s) {
    if (sent[0] !== s.volume) { volume = decodeVolume(s.volume); span = extremesOf(volume); }
    if (sent[1] !== s.prediction) prediction = decodeVolume(s.prediction);
    sent = [s.volume, s.prediction];
  }

  const placeOf = (s) => AXES.map(([name]) => s[name]);
  const go = ([z, y, x]) => change({ z, y, x });

  function press(axis, event) {
    const place = stepPlace(event.key, axis, placeOf(state), volume.shape);
    if (!place) return;
    event.preventDefault();
    go(place);
  }

  function point(axis, event) {
    if (event.type === "pointermove" && !event.buttons) return;
    const [x, y] = pointIn(parts.views[axis].over, event), spot = [y, x], place = placeOf(state);
    [0, 1, 2].filter((k) => k !== axis).forEach((k, i) => { place[k] = Math.min(Math.max(Math.floor(spot[i]), 0), volume.shape[k] - 1); });
    go(place);
  }

  function view(axis) {
    const picture = element("canvas", {}), paths = ["cu-cross-dark", "cu-cross"].map((name) => shape("path", { class: name }));
    const over = canvas(1, 1, "cu-over", ...paths);
    over.setAttribute("aria-hidden", "true");
    const root = element("div", {
      class: "cu-photo cu-slice", tabindex: 0, role: "application", "data-axis": axis,
      onkeydown: (event) => press(axis, event), onpointermove: (event) => point(axis, event),
      onpointerdown: (event) => { event.currentTarget.setPointerCapture(event.pointerId); event.currentTarget.focus(); point(axis, event); },
    }, picture, over);
    return { picture, paths, over, root, panel: panel(VIEWS[axis], root) };
  }

  function build() {
    const p = { views: [0, 1, 2].map(view), live: liveRegion() };
    p.places = AXES.map(([name, words]) => slider({ label: `${words[0].toUpperCase()}${words.slice(1)}`, name, show: (at) => String(at + 1), onInput: (at) => change({ [name]: at }) }));
    p.low = slider({ label: "Black up to", name: "low", step: "any", show: (v) => format(v), onInput: (low) => change({ low: Math.min(low, state.high - gap()) }) });
    p.high = slider({ label: "White from", name: "high", step: "any", show: (v) => format(v), onInput: (high) => change({ high: Math.max(high, state.low + gap()) }) });
    p.overlay = pills({ label: "Prediction", name: "overlay", options: [["yes", "shown"], ["no", "hidden"]], onChange: (word) => change({ overlay: word === "yes" }) });
    p.peak = button("Go to its highest place", "peak", () => go(peakOf(prediction)));
    p.about = element("div", { class: "cu-bar cu-about" }, p.overlay.root, p.peak);
    el.replaceChildren(frame("Slice explorer",
      element("div", { class: "cu-bar cu-sliders" }, ...p.places.map(({ root }) => root)),
      element("div", { class: "cu-bar cu-sliders cu-levels" }, p.low.root, p.high.root, p.about),
      element("div", { class: "cu-slices" }, ...p.views.map((one) => one.panel.root)), p.live.root,
      element("p", { class: "cu-note" }, "Click or drag in a slice. With a slice in focus: arrow keys, page up and page down.")));
    return p;
  }

  const gap = () => (span[1] - span[0]) / 1000 || 0.001;

  function draw(s) {
    const place = placeOf(s), shown = s.overlay ? prediction : null;
    parts.about.hidden = !prediction;
    parts.overlay.update(s.overlay ? "yes" : "no");
    parts.places.forEach((control, k) => control.update(place[k], 0, volume.shape[k] - 1));
    parts.low.update(s.low, Math.min(span[0], s.low), Math.max(span[1], s.low));
    parts.high.update(s.high, Math.min(span[0], s.high), Math.max(span[1], s.high));
    parts.views.forEach((one, axis) => drawView(one, axis, place, paintSlice(volume, shown, axis, place[axis], s.low, s.high)));
    parts.live.say(sliceWords(place, valueAt(volume, place), prediction ? valueAt(prediction, place) : null));
  }

  function drawView({ picture, paths, over, root, panel: { note } }, axis, place, { rows, columns, pixels }) {
    if (picture.width !== columns || picture.height !== rows) Object.assign(picture, { width: columns, height: rows });
    const scale = SLICE_ROOM / Math.max(...volume.shape);
    Object.assign(picture.style, { width: `${Math.round(columns * scale)}px`, height: `${Math.round(rows * scale)}px` });
    picture.getContext("2d").putImageData(new ImageData(pixels, columns, rows), 0, 0);
    const [row, column] = place.filter((_, k) => k !== axis).map((at) => at + 0.5), free = 1.2;
    const d = `M0 ${row}H${Math.max(column - free, 0)}M${column + free} ${row}H${columns}M${column} 0V${Math.max(row - free, 0)}M${column} ${row + free}V${rows}`;
    setAll(over, { viewBox: `0 0 ${columns} ${rows}` });
    paths.forEach((path) => setAll(path, { d }));
    const words = `${AXES[axis][1]} ${place[axis] + 1} of ${volume.shape[axis]}`;
    setText(note, words);
    setAll(root, { "aria-label": `${VIEWS[axis]}, ${words}. Arrow keys move the mark.` });
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

export default { render };
