// ResidualExplorer: take the shortcut away, then batch norm, and watch what reaches the first layer.
import { button, element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { decades, LogChart } from "../drawing/log_chart.js";
import { bar, frame, panel } from "../drawing/parts.js";
import { powers, residualFlow, verdict } from "../mathematics/flow.js";
import { format } from "../mathematics/maths.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Flow } from "../mathematics/flow.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {{ depth: number, shortcut: boolean, batch_norm: boolean, scale: number, seed: number }} Net */
/** @typedef {Net & { gradient: "output" | "weights", layer: number, kept: Partial<Net> }} Traits */
/** @typedef {{ key: string, flow: Flow }} Memory the last flow: moving along the layers computes nothing */
/** @typedef {Traits & { now?: Memory, before?: Memory }} State */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Net)[]} */
const SETTINGS = ["depth", "shortcut", "batch_norm", "scale", "seed"];
/** @type {(keyof Traits)[]} */
const NAMES = [...SETTINGS, "gradient", "layer", "kept"];
const OF = { output: "outputs", weights: "weights" };
const SEEDS = 10000;

/** The settings alone. @type {(net: Net) => Net} */
const settingsOf = ({ depth, shortcut, batch_norm, scale, seed }) => ({ depth, shortcut, batch_norm, scale, seed });

/** The net whose curves are kept, or null. @type {(s: State) => Net | null} */
const keptNet = ({ kept }) => (Object.keys(kept).length ? /** @type {Net} */ (kept) : null);

/** The flow of a net, from the memory where it is the same. @type {(net: Net, memory: Memory | undefined) => Memory} */
function remembered(net, memory) {
  const key = SETTINGS.map((name) => net[name]).join();
  if (memory?.key === key) return memory;
  return { key, flow: residualFlow(net.depth, net.shortcut, net.batch_norm, net.scale, net.seed) };
}

/** @param {State} s */
function settle(s) {
  s.layer = Math.min(s.layer, s.depth);
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const onPick = (/** @type {number} */ layer) => change({ layer });
  const switches = buildSwitches(kept);
  const keep = button("", "keep", () => change({ kept: keptNet(state) ? {} : settingsOf(state) }));
  const other = button("⚄ Other start", "other", () => change({ seed: (state.seed + 1) % SEEDS }));
  const sliders = {
    depth: slider({ label: "Layers", name: "depth", step: 2, onInput: (depth) => change({ depth }) }),
    scale: slider({
      label: "Start weights, in units of He's",
      name: "scale",
      step: 0.05,
      onInput: (scale) => change({ scale }),
    }),
    layer: slider({ label: "Look at layer", name: "layer", onInput: onPick }),
  };
  const forward = new LogChart({ label: "Activations", onPick });
  const backward = new LogChart({ label: "Gradients", onPick });
  const panels = [panel("Activations", forward.root), panel("Gradients", backward.root)];
  const live = liveRegion();
  const reading = element("p", { class: "cu-reading" });
  const root = frame(
    "Residual explorer",
    bar("", ...Object.values(switches).map((control) => control.root), keep, other),
    bar("cu-sliders", ...Object.values(sliders).map((control) => control.root)),
    element("div", { class: "cu-stage cu-charts" }, ...panels.map((part) => part.root)),
    live.root,
    reading,
  );
  return { root, timers: [live], switches, sliders, keep, forward, backward, panels, live, reading };
}

/** @param {Kept<State>} kept */
function buildSwitches({ change }) {
  const options = /** @type {const} */ ([
    ["without", "without"],
    ["with", "with"],
  ]);
  const shortcut = pills({
    label: "Shortcuts",
    name: "shortcut",
    options,
    onChange: (word) => change({ shortcut: word === "with" }),
  });
  const batchNorm = pills({
    label: "Batch norm",
    name: "batch_norm",
    options,
    onChange: (word) => change({ batch_norm: word === "with" }),
  });
  const gradient = pills({
    label: "Gradient of the layers'",
    name: "gradient",
    options: [
      ["output", OF.output],
      ["weights", OF.weights],
    ],
    onChange: (kind) => change({ gradient: kind }),
  });
  return { shortcut, batchNorm, gradient };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const net = keptNet(s);
  s.now = remembered(s, s.now);
  s.before = net ? remembered(net, s.before) : s.before;
  const now = s.now.flow;
  const before = net ? s.before?.flow : undefined;
  drawControls(parts, s);
  drawCharts(parts, s, now, before);
  parts.live.say(words(s, now));
  setText(parts.reading, readingWords(s.layer, now));
}

/** @param {Parts} parts @param {State} s */
function drawControls({ switches, sliders, keep }, s) {
  switches.shortcut.update(s.shortcut ? "with" : "without");
  switches.batchNorm.update(s.batch_norm ? "with" : "without");
  switches.gradient.update(s.gradient);
  sliders.depth.update(s.depth, 4, 50);
  sliders.scale.update(s.scale, 0.3, 2);
  sliders.layer.update(s.layer, 1, s.depth);
  setText(keep, keptNet(s) ? "✕ Forget the kept curves" : "Keep these curves");
}

/** @param {Parts} parts @param {State} s @param {Flow} now @param {Flow | undefined} before */
function drawCharts({ forward, backward, panels }, s, now, before) {
  const which = s.gradient === "weights" ? "weightGradients" : "gradients";
  const flows = before ? [now, before] : [now];
  const range = decades(...flows.flatMap((flow) => [flow.activations, flow.gradients, flow.weightGradients]));
  forward.draw({
    values: now.activations,
    kept: before?.activations,
    range,
    layer: s.layer,
    colour: "var(--cu-negative)",
    square: false,
    words: chartWords("Activations", now.activations),
  });
  backward.draw({
    values: now[which],
    kept: before?.[which],
    range,
    layer: s.layer,
    colour: "var(--cu-focus)",
    square: true,
    words: chartWords(`Gradients of the layers' ${OF[s.gradient]}`, now[which]),
  });
  setText(panels[0].note, "root mean square of each layer's output");
  setText(panels[1].note, `root mean square of the layers' ${OF[s.gradient]}`);
}

/** @param {State} s @param {Flow} now */
function words(s, { gradients }) {
  const net = keptNet(s);
  const dashed = net ? ` Dashed: ${netWords(net)}.` : "";
  return verdict(s.depth, s.shortcut, s.batch_norm, gradients[0], gradients[gradients.length - 1]) + dashed;
}

/** @param {number} layer @param {Flow} now */
function readingWords(layer, { activations, gradients, weightGradients }) {
  const [a, g, w] = [activations, gradients, weightGradients].map((values) => powers(values[layer - 1]));
  return `Layer ${layer}: activations ${a}, gradient of its output ${g}, of its weights ${w}.`;
}

/** @param {string} name @param {number[]} values */
function chartWords(name, values) {
  const [first, last] = [values[0], values[values.length - 1]].map(powers);
  return `${name} from layer 1 to ${values.length}, logarithmic: ${first} at the first, ${last} at the last.`;
}

/** @param {Net} net */
function netWords({ depth, shortcut, batch_norm, scale, seed }) {
  const parts = `${shortcut ? "with" : "without"} shortcuts, ${batch_norm ? "with" : "without"} batch norm`;
  return `${depth} layers ${parts}, start ${format(scale)}, draw ${seed}`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
