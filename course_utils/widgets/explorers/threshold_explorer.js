// ThresholdExplorer: what a score threshold finds, misses and gets wrong; the curve of all thresholds and its area.
import { element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { canvas, fit, pointIn, setAll, shape } from "../drawing/drawing.js";
import { format } from "../mathematics/maths.js";
import { frame, panel } from "../drawing/parts.js";
import { averagePrecision, countsAt, envelope, histogram, precisionRecall, sampled } from "../mathematics/ranking.js";
import { keepState } from "../state.js";

const NAMES = ["scores", "matched", "total", "threshold", "view"];
const WIDE = 400, HIGH = 290, LEFT = 38, TOP = 14, BINS = 20, BAR = 18, UP = 62;
const show = (value) => format(value, 3);
const x = (recall) => LEFT + WIDE * recall, y = (precision) => TOP + HIGH * (1 - precision);

/** The four lines from the counts to the average precision, with their numbers. */
export function thresholdLines({ tp, fp, fn }, all, eleven) {
  const precision = tp + fp ? `${tp} / (${tp} + ${fp}) = ${show(tp / (tp + fp))}` : "nothing is detected";
  return [
    `precision = TP / (TP + FP) = ${precision}`, `recall = TP / (TP + FN) = ${tp} / (${tp} + ${fn}) = ${show(tp / (tp + fn))}`,
    `average precision, all points = ${show(all)}`, `average precision, 11 points = ${show(eleven)}`,
  ];
}

function render({ model, el }) {
  let seen = {}, dragging = false;
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: NAMES, settle, draw });

  /** The curve hangs on the detections alone: it is worked out once, not for every threshold. */
  function settle(s) {
    s.counts = countsAt(s.scores, s.matched, s.total, s.threshold);
    if (seen.scores === s.scores && seen.matched === s.matched && seen.total === s.total) return;
    const curve = precisionRecall(s.scores, s.matched, s.total);
    seen = {
      scores: s.scores, matched: s.matched, total: s.total, curve, filled: envelope(curve), samples: sampled(curve, 11),
      all: averagePrecision(curve), eleven: averagePrecision(curve, 11), bins: histogram(s.scores, s.matched, BINS),
    };
    seen.line = curve.map(({ precision, recall }, i) => `${i ? "L" : "M"}${x(recall).toFixed(1)} ${y(precision).toFixed(1)}`).join("");
    seen.steps = `M${x(0)} ${y(0)}${curve.map(({ recall }, i) => `V${y(seen.filled[i]).toFixed(1)}H${x(recall).toFixed(1)}`).join("")}V${y(0)}Z`;
  }

  /** The threshold whose point is nearest to the pointer. */
  function pick(event) {
    const [px, py] = pointIn(parts.chart, event), far = ({ recall, precision }) => (x(recall) - px) ** 2 + (y(precision) - py) ** 2;
    change({ threshold: seen.curve.reduce((best, one) => (far(one) < far(best) ? one : best)).score });
  }

  function build() {
    const p = { bars: [], dots: [] };
    p.threshold = slider({ label: "Score threshold", name: "threshold", step: 0.01, onInput: (threshold) => change({ threshold }) });
    p.view = pills({ label: "Show", name: "view", options: [["curve", "the curve"], ["area", "its filled area"], ["11 points", "11 points"]], onChange: (view) => change({ view }) });
    const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((value) => [
      shape("path", { class: "cu-rule", d: `M${x(value)} ${TOP}V${TOP + HIGH}M${LEFT} ${y(value)}H${LEFT + WIDE}` }),
      shape("text", { class: "cu-tick", x: x(value), y: TOP + HIGH + 17, "text-anchor": "middle" }, format(value)),
      shape("text", { class: "cu-tick", x: LEFT - 7, y: y(value) + 4, "text-anchor": "end" }, format(value)),
    ]);
    p.area = shape("path", { class: "cu-area" });
    p.line = shape("path", { class: "cu-curve" });
    p.dotLayer = shape("g");
    p.guide = shape("path", { class: "cu-guide" });
    p.point = shape("circle", { class: "cu-point", r: 8 });
    p.chart = canvas(LEFT + WIDE + 16, TOP + HIGH + 36, "cu-square cu-plot", ...ticks,
      shape("text", { x: x(0.5), y: TOP + HIGH + 33, "text-anchor": "middle" }, "recall: found of all objects"),
      p.area, p.line, p.dotLayer, p.guide, p.point);
    p.chart.addEventListener("pointerdown", (event) => { dragging = true; p.chart.setPointerCapture(event.pointerId); pick(event); });
    p.chart.addEventListener("pointermove", (event) => { if (dragging) pick(event); });
    for (const end of ["pointerup", "pointercancel"]) p.chart.addEventListener(end, () => { dragging = false; });
    p.barLayer = shape("g");
    p.cut = shape("path", { class: "cu-cut" });
    p.scores = canvas(BINS * BAR + 16, 2 * UP + 34, "cu-plot cu-histogram", p.barLayer, p.cut,
      shape("text", { class: "cu-tick", x: 8, y: 12 }, "hits ✓"), shape("text", { class: "cu-tick", x: 8, y: 2 * UP + 14 }, "false ✕"),
      ...[0, 0.5, 1].map((value) => shape("text", { class: "cu-tick", x: 8 + value * BINS * BAR, y: 2 * UP + 31, "text-anchor": ["start", "middle", "end"][2 * value] }, value === 0.5 ? "score 0.5" : format(value))));
    [p.chart, p.scores].forEach((svg) => setAll(svg, { "aria-hidden": "true" }));
    p.tiles = [["TP", "found", "✓"], ["FP", "false", "✕"], ["FN", "missed", "○"]].map(([name, word, mark]) => {
      const count = element("strong");
      const root = element("div", { class: `cu-tile cu-tile-${word}` }, element("span", { "aria-hidden": "true" }, mark), " ", count, element("span", { class: "cu-note" }, ` ${word} (${name})`));
      return { root, count };
    });
    p.formula = Array.from({ length: 4 }, () => element("p"));
    p.live = liveRegion();
    p.panels = [panel("Precision: right of all detections", p.chart), panel("Scores", p.scores)];
    el.replaceChildren(frame("Threshold explorer", element("div", { class: "cu-bar cu-sliders" }, p.threshold.root, p.view.root),
      element("div", { class: "cu-stage cu-split" }, p.panels[0].root,
        element("div", { class: "cu-column" }, element("div", { class: "cu-tiles", role: "group", "aria-label": "Counts" }, ...p.tiles.map(({ root }) => root)), p.panels[1].root,
          element("div", { class: "cu-formula cu-steps cu-four", role: "group", "aria-label": "Precision, recall, average precision" }, ...p.formula))),
      p.live.root));
    return p;
  }

  function draw(s) {
    const { tp, fp, fn } = s.counts, any = tp + fp > 0, recall = tp / s.total, precision = any ? tp / (tp + fp) : 0;
    parts.threshold.update(s.threshold, 0, 1);
    parts.view.update(s.view);
    setAll(parts.line, { d: seen.line });
    setAll(parts.area, { d: seen.steps, display: s.view === "area" ? null : "none" });
    drawSamples(s.view === "11 points" ? seen.samples : []);
    setAll(parts.point, { cx: x(recall), cy: y(precision), display: any ? null : "none" });
    setAll(parts.guide, { d: any ? `M${LEFT} ${y(precision)}H${x(recall)}V${TOP + HIGH}` : "M0 0" });
    drawScores(s);
    [tp, fp, fn].forEach((count, i) => setText(parts.tiles[i].count, String(count)));
    thresholdLines(s.counts, seen.all, seen.eleven).forEach((line, i) => setText(parts.formula[i], line));
    setText(parts.panels[1].note, `${s.scores.length} detections, ${s.total} objects`);
    parts.live.say(words(s, any, precision, recall));
  }

  function drawSamples(samples) {
    fit(parts.dotLayer, parts.dots, samples.length, () => {
      const stem = shape("path", { class: "cu-stem" }), dot = shape("circle", { r: 5, class: "cu-sample" });
      return { root: shape("g", {}, stem, dot), stem, dot };
    });
    samples.forEach(([recall, precision], i) => {
      setAll(parts.dots[i].stem, { d: `M${x(recall)} ${y(0)}V${y(precision)}` });
      setAll(parts.dots[i].dot, { cx: x(recall), cy: y(precision) });
    });
  }

  function drawScores(s) {
    const most = Math.max(1, ...seen.bins.flat()), middle = UP + 4;
    fit(parts.barLayer, parts.bars, BINS, () => {
      const [hits, misses] = [shape("rect", { class: "cu-hits" }), shape("rect", { class: "cu-misses" })];
      return { root: shape("g", {}, hits, misses), hits, misses };
    });
    seen.bins.forEach(([hits, misses], i) => {
      const { root, hits: up, misses: down } = parts.bars[i], tall = [hits, misses].map((count) => (count / most) * (UP - 10));
      setAll(root, { class: (i + 1) / BINS <= s.threshold ? "cu-below" : null });
      setAll(up, { x: 9 + i * BAR, y: middle - tall[0], width: BAR - 2, height: tall[0] });
      setAll(down, { x: 9 + i * BAR, y: middle, width: BAR - 2, height: tall[1] });
    });
    const at = 8 + s.threshold * BINS * BAR;
    setAll(parts.cut, { d: `M${at} 0V${2 * UP + 18}M${at} 4h14m-5 -4l5 4l-5 4` });
  }

  function words(s, any, precision, recall) {
    const { tp, fp, fn } = s.counts;
    if (!any) return `No detection has a score of at least ${show(s.threshold)}: nothing is found, nothing is false.`;
    const about = { curve: "", area: ` The shaded area is ${show(seen.all)}: dips are filled by the best precision further right.`, "11 points": ` The mean of the eleven heights is ${show(seen.eleven)}.` }[s.view];
    return `With scores of at least ${show(s.threshold)}: ${tp} found, ${fp} false, ${fn} missed. Precision ${show(precision)}, recall ${show(recall)}.${about}`;
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

export default { render };
