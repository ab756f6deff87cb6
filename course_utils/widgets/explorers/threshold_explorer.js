// ThresholdExplorer: what a score threshold finds, misses and gets wrong; the curve of all thresholds and its area.
import { element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { bar, frame, panel, steps } from "../drawing/parts.js";
import { canvas, fit, nearestTo, onDrag, pointIn, setAll, shape } from "../drawing/svg.js";
import { format } from "../mathematics/maths.js";
import { averagePrecision, countsAt, envelope, histogram, precisionRecall, sampled } from "../mathematics/ranking.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Counts, Point } from "../mathematics/ranking.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {"curve" | "area" | "11 points"} ViewName */
/** @typedef {{ scores: number[], matched: boolean[], total: number, threshold: number, view: ViewName }} Traits */

/**
 * What hangs on the detections alone.
 *
 * @typedef {object} Known
 * @property {[scores: number[], matched: boolean[], total: number]} from
 * @property {Point[]} curve
 * @property {[recall: number, precision: number][]} samples
 * @property {number} all the average precision of all points
 * @property {number} eleven … of eleven
 * @property {[hits: number, misses: number][]} bins
 * @property {string} line the curve's path
 * @property {string} steps the path around its filled area
 */

/** @typedef {Traits & { counts: Counts, known: Known }} State */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["scores", "matched", "total", "threshold", "view"];
const WIDE = 400;
const HIGH = 290;
const LEFT = 38;
const TOP = 14;
const BINS = 20;
const BAR = 18;
const UP = 62;

const show = (/** @type {number} */ value) => format(value, 3);
const x = (/** @type {number} */ recall) => LEFT + WIDE * recall;
const y = (/** @type {number} */ precision) => TOP + HIGH * (1 - precision);

/** The curve is worked out once, not for every threshold. @param {State} s */
function settle(s) {
  s.counts = countsAt(s.scores, s.matched, s.total, s.threshold);
  const [scores, matched, total] = s.known?.from ?? [];
  if (scores === s.scores && matched === s.matched && total === s.total) return;
  const curve = precisionRecall(s.scores, s.matched, s.total);
  s.known = {
    from: [s.scores, s.matched, s.total],
    curve,
    samples: sampled(curve, 11),
    all: averagePrecision(curve),
    eleven: averagePrecision(curve, 11),
    bins: histogram(s.scores, s.matched, BINS),
    ...pathsOf(curve),
  };
}

/** @param {Point[]} curve */
function pathsOf(curve) {
  const filled = envelope(curve);
  const points = curve.map(({ precision, recall }) => `${x(recall).toFixed(1)} ${y(precision).toFixed(1)}`);
  const stairs = curve.map(({ recall }, i) => `V${y(filled[i]).toFixed(1)}H${x(recall).toFixed(1)}`);
  return { line: points.length ? `M${points.join("L")}` : "", steps: `M${x(0)} ${y(0)}${stairs.join("")}V${y(0)}Z` };
}

/** Precision is 0 where nothing is detected. @param {Counts} counts */
const shares = ({ tp, fp, fn }) => ({ precision: tp + fp ? tp / (tp + fp) : 0, recall: tp / (tp + fn) });

/**
 * The threshold whose point is nearest to one of the chart.
 *
 * @type {(s: State, point: [number, number]) => Partial<State>}
 */
function thresholdAt({ known: { curve } }, point) {
  const nearest = nearestTo(
    point,
    curve.map(({ recall, precision }) => [x(recall), y(precision)]),
  );
  return { threshold: curve[nearest].score };
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { change } = kept;
  const onInput = (/** @type {number} */ value) => change({ threshold: value });
  const threshold = slider({ label: "Score threshold", name: "threshold", step: 0.01, onInput });
  const view = pills({
    label: "Show",
    name: "view",
    options: [
      ["curve", "the curve"],
      ["area", "its filled area"],
      ["11 points", "11 points"],
    ],
    onChange: (name) => change({ view: name }),
  });
  const chart = buildChart(kept);
  const scores = buildHistogram();
  const tiles = buildTiles();
  for (const svg of [chart.root, scores.root]) setAll(svg, { "aria-hidden": "true" });
  const lines = Array.from({ length: 4 }, () => element("p"));
  const formula = steps("Precision, recall, average precision", " cu-four", lines);
  const live = liveRegion();
  const below = panel("Scores", scores.root);
  const column = element("div", { class: "cu-column" }, tiles.root, below.root, formula.root);
  const head = panel("Precision: right of all detections", chart.root);
  const stage = element("div", { class: "cu-stage cu-split" }, head.root, column);
  const root = frame("Threshold explorer", bar("cu-sliders", threshold.root, view.root), stage, live.root);
  return {
    root,
    timers: [live],
    threshold,
    view,
    chart,
    scores,
    counts: tiles.counts,
    formula,
    live,
    note: below.note,
  };
}

/** @param {Kept<State>} kept */
function buildChart({ state, change }) {
  const area = shape("path", { class: "cu-area" });
  const line = shape("path", { class: "cu-curve" });
  const layer = shape("g");
  const guide = shape("path", { class: "cu-guide" });
  const point = shape("circle", { class: "cu-point", r: 8 });
  const title = { x: x(0.5), y: TOP + HIGH + 33, "text-anchor": "middle" };
  const root = canvas(LEFT + WIDE + 16, TOP + HIGH + 36, "cu-square cu-plot", ...buildTicks());
  root.append(shape("text", title, "recall: found of all objects"), area, line, layer, guide, point);
  let dragging = false;
  const pick = (/** @type {PointerEvent} */ event) => change(thresholdAt(state, pointIn(root, event)));
  root.addEventListener("pointerdown", (event) => {
    dragging = true;
    root.setPointerCapture(event.pointerId);
    pick(event);
  });
  onDrag(
    root,
    (event) => {
      if (dragging) pick(event);
    },
    () => {
      dragging = false;
    },
  );
  return { root, area, line, layer, guide, point, dots: /** @type {ReturnType<typeof buildSample>[]} */ ([]) };
}

const buildTicks = () =>
  [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((value) => [
    shape("path", { class: "cu-rule", d: `M${x(value)} ${TOP}V${TOP + HIGH}M${LEFT} ${y(value)}H${LEFT + WIDE}` }),
    shape("text", { class: "cu-tick", x: x(value), y: TOP + HIGH + 17, "text-anchor": "middle" }, format(value)),
    shape("text", { class: "cu-tick", x: LEFT - 7, y: y(value) + 4, "text-anchor": "end" }, format(value)),
  ]);

/** Hits above the middle line, false detections below. */
function buildHistogram() {
  const layer = shape("g");
  const cut = shape("path", { class: "cu-cut" });
  /** @type {(left: number, top: number, anchor: string, text: string) => SVGTextElement} */
  const tick = (left, top, anchor, text) =>
    shape("text", { class: "cu-tick", x: left, y: top, "text-anchor": anchor }, text);
  const names = [
    tick(8, 12, "start", "hits ✓"),
    tick(8, 2 * UP + 14, "start", "false ✕"),
    tick(8, 2 * UP + 31, "start", "0"),
    tick(8 + 0.5 * BINS * BAR, 2 * UP + 31, "middle", "score 0.5"),
    tick(8 + BINS * BAR, 2 * UP + 31, "end", "1"),
  ];
  const root = canvas(BINS * BAR + 16, 2 * UP + 34, "cu-plot cu-histogram", layer, cut, ...names);
  return { root, layer, cut, bars: /** @type {ReturnType<typeof buildBar>[]} */ ([]) };
}

function buildTiles() {
  const tiles = [
    { name: "TP", word: "found", mark: "✓" },
    { name: "FP", word: "false", mark: "✕" },
    { name: "FN", word: "missed", mark: "○" },
  ].map(({ name, word, mark }) => {
    const count = element("strong");
    const note = element("span", { class: "cu-note" }, ` ${word} (${name})`);
    const sign = element("span", { "aria-hidden": "true" }, mark);
    return { root: element("div", { class: `cu-tile cu-tile-${word}` }, sign, " ", count, note), count };
  });
  const roots = tiles.map((tile) => tile.root);
  const root = element("div", { class: "cu-tiles", role: "group", "aria-label": "Counts" }, ...roots);
  return { root, counts: tiles.map(({ count }) => count) };
}

function buildSample() {
  const stem = shape("path", { class: "cu-stem" });
  const dot = shape("circle", { r: 5, class: "cu-sample" });
  return { root: shape("g", {}, stem, dot), stem, dot };
}

function buildBar() {
  const hits = shape("rect", { class: "cu-hits" });
  const misses = shape("rect", { class: "cu-misses" });
  return { root: shape("g", {}, hits, misses), hits, misses };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const { tp, fp, fn } = s.counts;
  parts.threshold.update(s.threshold, 0, 1);
  parts.view.update(s.view);
  drawChart(parts.chart, s);
  drawScores(parts.scores, s);
  [tp, fp, fn].forEach((count, i) => setText(parts.counts[i], String(count)));
  parts.formula.update(thresholdLines(s.counts, s.known.all, s.known.eleven));
  setText(parts.note, `${s.scores.length} detections, ${s.total} objects`);
  parts.live.say(words(s));
}

/** @param {Parts["chart"]} parts @param {State} s */
function drawChart({ area, line, layer, dots, point, guide }, { counts, known, view }) {
  const { precision, recall } = shares(counts);
  const any = counts.tp + counts.fp > 0;
  setAll(line, { d: known.line });
  setAll(area, { d: known.steps, display: view === "area" ? null : "none" });
  const samples = view === "11 points" ? known.samples : [];
  fit(layer, dots, samples.length, buildSample);
  samples.forEach(([cx, cy], i) => {
    setAll(dots[i].stem, { d: `M${x(cx)} ${y(0)}V${y(cy)}` });
    setAll(dots[i].dot, { cx: x(cx), cy: y(cy) });
  });
  setAll(point, { cx: x(recall), cy: y(precision), display: any ? null : "none" });
  setAll(guide, { d: any ? `M${LEFT} ${y(precision)}H${x(recall)}V${TOP + HIGH}` : "M0 0" });
}

/** @param {Parts["scores"]} parts @param {State} s */
function drawScores({ layer, bars, cut }, { known, threshold }) {
  const most = Math.max(1, ...known.bins.flat());
  const middle = UP + 4;
  fit(layer, bars, BINS, buildBar);
  known.bins.forEach((counts, i) => {
    const { root, hits, misses } = bars[i];
    const [up, down] = counts.map((count) => (count / most) * (UP - 10));
    const left = 9 + i * BAR;
    setAll(root, { class: (i + 1) / BINS <= threshold ? "cu-below" : null });
    setAll(hits, { x: left, y: middle - up, width: BAR - 2, height: up });
    setAll(misses, { x: left, y: middle, width: BAR - 2, height: down });
  });
  const at = 8 + threshold * BINS * BAR;
  setAll(cut, { d: `M${at} 0V${2 * UP + 18}M${at} 4h14m-5 -4l5 4l-5 4` });
}

/**
 * The four lines from the counts to the average precision, with their numbers.
 *
 * @type {(counts: Counts, all: number, eleven: number) => string[]}
 */
export function thresholdLines({ tp, fp, fn }, all, eleven) {
  const precision = tp + fp ? `${tp} / (${tp} + ${fp}) = ${show(tp / (tp + fp))}` : "nothing is detected";
  return [
    `precision = TP / (TP + FP) = ${precision}`,
    `recall = TP / (TP + FN) = ${tp} / (${tp} + ${fn}) = ${show(tp / (tp + fn))}`,
    `average precision, all points = ${show(all)}`,
    `average precision, 11 points = ${show(eleven)}`,
  ];
}

/** @param {State} s */
function words({ counts, known, threshold, view }) {
  const { tp, fp, fn } = counts;
  const { precision, recall } = shares(counts);
  const least = `at least ${show(threshold)}`;
  if (!tp && !fp) return `No detection has a score of ${least}: nothing is found, nothing is false.`;
  const about = {
    curve: "",
    area: ` The shaded area is ${show(known.all)}: dips are filled by the best precision further right.`,
    "11 points": ` The mean of the eleven heights is ${show(known.eleven)}.`,
  }[view];
  const parts = `${tp} found, ${fp} false, ${fn} missed`;
  return `With scores of ${least}: ${parts}. Precision ${show(precision)}, recall ${show(recall)}.${about}`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
