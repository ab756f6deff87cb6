// ResidualExplorer: take the shortcut away, then batch norm, and watch what reaches the first layer.
import { button, element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { powers, residualFlow, verdict } from "../mathematics/flow.js";
import { LogChart, decades } from "../drawing/log_chart.js";
import { format } from "../mathematics/maths.js";
import { frame, panel } from "../drawing/parts.js";
import { keepState } from "../state.js";

const SETTINGS = ["depth", "shortcut", "batch_norm", "scale", "seed"];
const FLOW_NAMES = [...SETTINGS, "gradient", "layer", "kept"];
const WITH = [["without", "without"], ["with", "with"]];
const OF = { output: "outputs", weights: "weights" };

const flowOf = (s) => residualFlow(s.depth, s.shortcut, s.batch_norm, s.scale, s.seed);
const isKept = (kept) => Object.keys(kept ?? {}).length > 0;

function render({ model, el }) {
  const parts = build(), memory = {};
  const { state, change, paint, stop } = keepState({ model, names: FLOW_NAMES, settle, draw });

  function settle(s) {
    s.layer = Math.min(s.layer, s.depth);
  }

  /** The last flow of each kind: moving along the layers computes nothing. */
  function remembered(kind, settings) {
    const key = SETTINGS.map((name) => settings[name]).join();
    if (memory[kind]?.key !== key) memory[kind] = { key, flow: flowOf(settings) };
    return memory[kind].flow;
  }

  function keep() {
    change({ kept: isKept(state.kept) ? {} : Object.fromEntries(SETTINGS.map((name) => [name, state[name]])) });
  }

  function build() {
    const p = {}, pick = (layer) => change({ layer });
    p.shortcut = pills({ label: "Shortcuts", name: "shortcut", options: WITH, onChange: (word) => change({ shortcut: word === "with" }) });
    p.batchNorm = pills({ label: "Batch norm", name: "batch_norm", options: WITH, onChange: (word) => change({ batch_norm: word === "with" }) });
    p.gradient = pills({ label: "Gradient of the layers'", name: "gradient", options: [["output", OF.output], ["weights", OF.weights]], onChange: (gradient) => change({ gradient }) });
    p.keep = button("", "keep", keep);
    p.other = button("⚄ Other start", "other", () => change({ seed: (state.seed + 1) % 10000 }));
    p.depth = slider({ label: "Layers", name: "depth", step: 2, onInput: (depth) => change({ depth }) });
    p.scale = slider({ label: "Start weights, in units of He's", name: "scale", step: 0.05, onInput: (scale) => change({ scale }) });
    p.layer = slider({ label: "Look at layer", name: "layer", onInput: pick });
    p.forward = new LogChart({ label: "Activations", onPick: pick });
    p.backward = new LogChart({ label: "Gradients", onPick: pick });
    p.panels = [panel("Activations", p.forward.root), panel("Gradients", p.backward.root)];
    p.live = liveRegion();
    p.reading = element("p", { class: "cu-reading" });
    el.replaceChildren(frame("Residual explorer",
      element("div", { class: "cu-bar" }, p.shortcut.root, p.batchNorm.root, p.gradient.root, p.keep, p.other),
      element("div", { class: "cu-bar cu-sliders" }, p.depth.root, p.scale.root, p.layer.root),
      element("div", { class: "cu-stage cu-charts" }, ...p.panels.map(({ root }) => root)), p.live.root, p.reading));
    return p;
  }

  function draw(s) {
    const now = remembered("now", s), kept = isKept(s.kept) ? remembered("kept", s.kept) : null;
    const which = s.gradient === "weights" ? "weightGradients" : "gradients";
    const curves = [now, kept].filter(Boolean).flatMap((flow) => [flow.activations, flow.gradients, flow.weightGradients]);
    const range = decades(...curves);
    drawControls(s, kept);
    parts.forward.draw({ values: now.activations, kept: kept?.activations, range, layer: s.layer, colour: "var(--cu-negative)", square: false, words: chartWords("Activations", now.activations) });
    parts.backward.draw({ values: now[which], kept: kept?.[which], range, layer: s.layer, colour: "var(--cu-focus)", square: true, words: chartWords(`Gradients of the layers' ${OF[s.gradient]}`, now[which]) });
    drawFlowWords(s, now, kept);
  }

  function drawControls(s, kept) {
    parts.shortcut.update(s.shortcut ? "with" : "without");
    parts.batchNorm.update(s.batch_norm ? "with" : "without");
    parts.gradient.update(s.gradient);
    parts.depth.update(s.depth, 4, 50);
    parts.scale.update(s.scale, 0.3, 2);
    parts.layer.update(s.layer, 1, s.depth);
    setText(parts.keep, kept ? "✕ Forget the kept curves" : "Keep these curves");
  }

  function drawFlowWords(s, now, kept) {
    const index = s.layer - 1, { gradients } = now;
    const dashed = kept ? ` Dashed: ${netWords(s.kept)}.` : "";
    parts.live.say(verdict(s.depth, s.shortcut, s.batch_norm, gradients[0], gradients.at(-1)) + dashed);
    setText(parts.reading, `Layer ${s.layer}: activations ${powers(now.activations[index])}, gradient of its output ${powers(gradients[index])}, of its weights ${powers(now.weightGradients[index])}.`);
    setText(parts.panels[0].note, "root mean square of each layer's output");
    setText(parts.panels[1].note, `root mean square of the layers' ${OF[s.gradient]}`);
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

const chartWords = (name, values) => `${name} from layer 1 to ${values.length}, logarithmic: ${powers(values[0])} at the first, ${powers(values.at(-1))} at the last.`;

function netWords({ depth, shortcut, batch_norm, scale, seed }) {
  return `${depth} layers ${shortcut ? "with" : "without"} shortcuts, ${batch_norm ? "with" : "without"} batch norm, start ${format(scale)}, draw ${seed}`;
}

export default { render };
