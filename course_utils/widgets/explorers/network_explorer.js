// NetworkExplorer: the student's own network opened up, from the picture to the scores and back.
import { choice, element, liveRegion, pills, setText, warn } from "../drawing/controls.js";
import { bar, frame } from "../drawing/parts.js";
import { explore } from "../state.js";
import { buildInput, drawInput } from "./network_input.js";
import { buildPanel, drawPanel } from "./network_panel.js";
import { advanceAnswers, isReady, NETWORK_TRAITS, openedPlace, settleNetwork } from "./network_state.js";
import { buildStrip, drawStrip } from "./network_strip.js";
import { mattersWords, peekWords, verdictWords } from "./network_words.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Place } from "../mathematics/network_fields.js" */
/** @import { Kept } from "../state.js" */
/** @import { State, Traits } from "./network_state.js" */
/** @typedef {ReturnType<typeof build>} Parts */

const STEP = "2  Click a map to open it below; point at a pixel to see what it was computed from";
const HELP =
  "Orange outlines: what the pixel was computed from, back to the picture. " +
  "Keys: ← → from layer to layer, ↓ ↑ through its maps, Enter opens.";
const LEGEND = {
  forward: "orange above 0, blue below",
  backward: "orange: more of it raises the score; blue: lowers it",
};

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const view = pills({
    label: "Show",
    name: "view",
    options: [
      ["forward", "forward: the maps"],
      ["backward", "backward: gradient of a score"],
    ],
    onChange: (word) => change({ view: word, peek: null }),
  });
  const target = choice({
    label: "Score of",
    name: "target",
    options: [],
    onChange: (k) => change({ target: Number(k) }),
  });
  const legend = element("span", { class: "cu-note cu-net-legend" });
  const warning = element("p", { class: "cu-warning", role: "alert", hidden: true });
  const input = buildInput(kept, (text) => warn(warning, text));
  const open = (/** @type {Place} */ place) => change({ ...place, input: 0, peek: null });
  const strip = buildStrip(kept, open);
  const panel = buildPanel(kept);
  const live = liveRegion(500);
  const root = frame(
    "Network explorer",
    input.root,
    warning,
    element("p", { class: "cu-net-title" }, STEP),
    bar("cu-net-switches", view.root, target.root, legend),
    strip.root,
    live.root,
    element("p", { class: "cu-note" }, HELP),
    panel.root,
  );
  const theme = new MutationObserver(() => kept.paint());
  theme.observe(document.body, {
    attributes: true,
    attributeFilter: ["data-jp-theme-light", "data-jp-theme-name", "class"],
  });
  const frames = { next: 0, stop: () => cancelAnimationFrame(frames.next) };
  const timers = [live, frames, { stop: () => theme.disconnect() }];
  return { root, timers, kept, view, target, legend, input, strip, panel, live, frames, state };
}

/** @param {Parts} parts @param {State} s */
function draw({ kept, view, target, legend, input, strip, panel, live, frames }, s) {
  view.update(s.view);
  target.fill(s.classes.map((name, k) => [String(k), name]));
  target.update(String(s.target));
  target.root.hidden = s.view === "forward";
  setText(legend, LEGEND[s.view]);
  drawInput(input, kept, verdictWords(s));
  drawStrip(strip, s);
  drawPanel(panel, s);
  live.say([peekWords(s, s.peek ?? openedPlace(s)), mattersWords(s)].filter(Boolean).join(" "));
  if (isReady(s)) return;
  frames.next = requestAnimationFrame(() => {
    advanceAnswers(s);
    kept.paint();
  });
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NETWORK_TRAITS, settle: settleNetwork, build, draw });

export default { render };
