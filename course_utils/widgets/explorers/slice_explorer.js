// SliceExplorer: three slices through a place of a volume, and what a network says about it.
import { button, element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { bar, frame, panel } from "../drawing/parts.js";
import { showPixels } from "../drawing/pixels.js";
import { canvas, pointIn, setAll, shape } from "../drawing/svg.js";
import { format } from "../mathematics/maths.js";
import { decodeVolume, extremesOf, paintSlice, peakOf, valueAt } from "../mathematics/slices.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { SentVolume, Volume } from "../mathematics/slices.js" */
/** @import { Kept } from "../state.js" */

/**
 * @typedef {object} Traits
 * @property {SentVolume} volume
 * @property {SentVolume | null} prediction
 * @property {number} z
 * @property {number} y
 * @property {number} x
 * @property {number} low
 * @property {number} high
 * @property {boolean} overlay
 */

/**
 * What only a new volume or prediction changes.
 *
 * @typedef {object} Known
 * @property {[volume: SentVolume, prediction: SentVolume | null]} sent
 * @property {Volume} values
 * @property {Volume | null} predicted
 * @property {[least: number, most: number]} span
 */

/** @typedef {Traits & { known: Known }} State */
/** @typedef {ReturnType<typeof buildView>} View */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["volume", "prediction", "z", "y", "x", "low", "high", "overlay"];
const AXES = /** @type {const} */ ([
  { name: "z", label: "Slice", view: "From above" },
  { name: "y", label: "Row", view: "From the front" },
  { name: "x", label: "Column", view: "From the side" },
]);
const ROOM = 270;
const FREE = 1.2; // around the mark, in pixels of the volume
const HELP = "Click or drag in a slice. With a slice in focus: arrow keys, page up and page down.";

/** The two axes of a view across `axis`: down, right. @param {number} axis */
const otherAxes = (axis) => [0, 1, 2].filter((k) => k !== axis);

/** @type {(value: number, most: number) => number} */
const within = (value, most) => Math.min(Math.max(value, 0), most);

/**
 * The place a key further: arrows move within a view's own two axes, page keys across it.
 *
 * @type {(key: string, axis: number, place: number[], sizes: number[]) => number[] | null}
 */
export function stepPlace(key, axis, place, sizes) {
  const [down, right] = otherAxes(axis);
  /** @type {Record<string, [axis: number, step: number]>} */
  const moves = {
    ArrowUp: [down, -1],
    ArrowDown: [down, 1],
    ArrowLeft: [right, -1],
    ArrowRight: [right, 1],
    PageUp: [axis, -1],
    PageDown: [axis, 1],
  };
  if (!moves[key]) return null;
  const [along, step] = moves[key];
  return place.map((at, k) => (k === along ? within(at + step, sizes[k] - 1) : at));
}

/** @param {State} s */
function settle(s) {
  const [volume, prediction] = s.known?.sent ?? [];
  if (volume === s.volume && prediction === s.prediction) return;
  const values = volume === s.volume ? s.known.values : decodeVolume(s.volume);
  const predicted = s.prediction && decodeVolume(s.prediction);
  s.known = { sent: [s.volume, s.prediction], values, predicted, span: extremesOf(values) };
}

/** @type {(s: State) => number[]} */
const placeOf = (s) => [s.z, s.y, s.x];

/** @type {(place: number[]) => Partial<State>} */
const at = ([z, y, x]) => ({ z, y, x });

/** The least distance of black and white. @param {State} s */
const gap = ({ known: { span } }) => (span[1] - span[0]) / 1000 || 0.001;

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const views = AXES.map((_, axis) => buildView(kept, axis));
  const places = AXES.map(({ name, label }) =>
    slider({ label, name, show: (value) => String(value + 1), onInput: (value) => change({ [name]: value }) }),
  );
  const levels = buildLevels(kept);
  const overlay = pills({
    label: "Prediction",
    name: "overlay",
    options: [
      ["yes", "shown"],
      ["no", "hidden"],
    ],
    onChange: (word) => change({ overlay: word === "yes" }),
  });
  const peak = button("Go to its highest place", "peak", () => {
    if (state.known.predicted) change(at(peakOf(state.known.predicted)));
  });
  const about = bar("cu-about", overlay.root, peak);
  const live = liveRegion();
  const root = frame(
    "Slice explorer",
    bar("cu-sliders", ...places.map((control) => control.root)),
    bar("cu-sliders cu-levels", levels.low.root, levels.high.root, about),
    element("div", { class: "cu-slices" }, ...views.map((view) => view.panel.root)),
    live.root,
    element("p", { class: "cu-note" }, HELP),
  );
  return { root, timers: [live], views, places, levels, overlay, about, live };
}

/** @param {Kept<State>} kept */
function buildLevels({ state, change }) {
  const low = slider({
    label: "Black up to",
    name: "low",
    step: "any",
    show: (value) => format(value),
    onInput: (value) => change({ low: Math.min(value, state.high - gap(state)) }),
  });
  const high = slider({
    label: "White from",
    name: "high",
    step: "any",
    show: (value) => format(value),
    onInput: (value) => change({ high: Math.max(value, state.low + gap(state)) }),
  });
  return { low, high };
}

/** @param {Kept<State>} kept @param {number} axis */
function buildView({ state, change }, axis) {
  const picture = element("canvas");
  const paths = ["cu-cross-dark", "cu-cross"].map((name) => shape("path", { class: name }));
  const over = canvas(1, 1, "cu-over", ...paths);
  over.setAttribute("aria-hidden", "true");
  const shared = { class: "cu-photo cu-slice", tabindex: 0, role: "application", "data-axis": axis };
  const root = element("div", shared, picture, over);
  const point = (/** @type {PointerEvent} */ event) => {
    const [x, y] = pointIn(over, event);
    const place = placeOf(state);
    otherAxes(axis).forEach((k, i) => {
      place[k] = within(Math.floor([y, x][i]), state.known.values.shape[k] - 1);
    });
    change(at(place));
  };
  root.addEventListener("keydown", (event) => {
    const place = stepPlace(event.key, axis, placeOf(state), state.known.values.shape);
    if (!place) return;
    event.preventDefault();
    change(at(place));
  });
  root.addEventListener("pointermove", (event) => {
    if (event.buttons) point(event);
  });
  root.addEventListener("pointerdown", (event) => {
    root.setPointerCapture(event.pointerId);
    root.focus();
    point(event);
  });
  return { picture, paths, over, root, panel: panel(AXES[axis].view, root) };
}

/** @param {Parts} parts @param {State} s */
function draw({ views, places, levels, overlay, about, live }, s) {
  const { values, predicted, span } = s.known;
  const place = placeOf(s);
  about.hidden = !predicted;
  overlay.update(s.overlay ? "yes" : "no");
  places.forEach((control, k) => control.update(place[k], 0, values.shape[k] - 1));
  levels.low.update(s.low, Math.min(span[0], s.low), Math.max(span[1], s.low));
  levels.high.update(s.high, Math.min(span[0], s.high), Math.max(span[1], s.high));
  views.forEach((view, axis) => drawView(view, axis, place, s));
  live.say(sliceWords(place, valueAt(values, place), predicted ? valueAt(predicted, place) : null));
}

/** @param {View} view @param {number} axis @param {number[]} place @param {State} s */
function drawView({ picture, paths, over, root, panel: { note } }, axis, place, s) {
  const { values, predicted } = s.known;
  const slice = paintSlice(values, s.overlay ? predicted : null, axis, place[axis], s.low, s.high);
  showPixels(picture, slice, ROOM / Math.max(...values.shape));
  setAll(over, { viewBox: `0 0 ${slice.columns} ${slice.rows}` });
  const [row, column] = otherAxes(axis).map((k) => place[k] + 0.5);
  const d = cross(row, column, slice.rows, slice.columns);
  for (const path of paths) setAll(path, { d });
  const { label, view } = AXES[axis];
  const words = `${label.toLowerCase()} ${place[axis] + 1} of ${values.shape[axis]}`;
  setText(note, words);
  setAll(root, { "aria-label": `${view}, ${words}. Arrow keys move the mark.` });
}

/**
 * Lines to a place from all four sides, which leave it free.
 *
 * @type {(row: number, column: number, rows: number, columns: number) => string}
 */
function cross(row, column, rows, columns) {
  const across = `M0 ${row}H${Math.max(column - FREE, 0)}M${column + FREE} ${row}H${columns}`;
  return `${across}M${column} 0V${Math.max(row - FREE, 0)}M${column} ${row + FREE}V${rows}`;
}

/**
 * What stands at the mark, as `words` of slice_explorer.py.
 *
 * @type {(place: number[], value: number, predicted: number | null) => string}
 */
export function sliceWords(place, value, predicted) {
  const prediction = predicted === null ? "" : ` Prediction ${format(predicted)}.`;
  return `Slice ${place[0] + 1}, row ${place[1] + 1}, column ${place[2] + 1}: value ${format(value)}.${prediction}`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
