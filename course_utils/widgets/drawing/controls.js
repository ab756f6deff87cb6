// Small labelled controls: every one is a native element, so keyboards and screen readers know it.
import { format } from "../mathematics/maths.js";

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** Set text only when it changed: an untouched node costs no layout. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

let nextId = 0;
export const freshId = (stem) => `cu-${stem}-${(nextId += 1)}`;

/** A range with its name, its letter in the formula and its value in view; `show` writes the value, also for the ear. */
export function slider({ label, letter, name, onInput, step = 1, show = format }) {
  const input = element("input", { type: "range", step, name, "aria-label": label });
  const value = element("output", { class: "cu-slider-value" });
  const chip = letter ? element("span", { class: `cu-letter cu-letter-${letter}`, "aria-hidden": "true" }, letter) : "";
  const root = element("label", { class: "cu-control cu-slider" },
    element("span", { class: "cu-control-name" }, label, " ", chip), input, value);
  input.addEventListener("input", () => onInput(Number(input.value)));
  const update = (now, least, most) => {
    input.min = least;
    input.max = most;
    if (Number(input.value) !== now) input.value = now;
    input.disabled = least === most;
    setText(value, show(now));
    if (show !== format) input.setAttribute("aria-valuetext", show(now));
    input.style.setProperty("--filled", most > least ? `${(100 * (now - least)) / (most - least)}%` : "0%");
  };
  return { root, update };
}

/** A drop-down; options are [value, text] pairs. */
export function choice({ label, name, options, onChange }) {
  const select = element("select", { name, "aria-label": label });
  let filled = "";
  const fill = (pairs) => {
    if (filled === String(pairs)) return;
    filled = String(pairs);
    select.replaceChildren(...pairs.map(([value, text]) => element("option", { value }, text)));
  };
  fill(options);
  select.addEventListener("change", () => onChange(select.value));
  const root = element("label", { class: "cu-control cu-choice" },
    element("span", { class: "cu-control-name" }, label), select);
  return { root, fill, update: (now) => { if (select.value !== now) select.value = now; } };
}

/** A few exclusive options side by side: a radio group drawn as one pill. */
export function pills({ label, name, options, onChange }) {
  const group = freshId(name);
  const inputs = options.map(([value]) => element("input", {
    type: "radio", name: group, value, "data-name": name, onchange: () => onChange(value),
  }));
  const root = element("fieldset", { class: "cu-control cu-pills" },
    element("legend", { class: "cu-control-name" }, label),
    element("div", { class: "cu-pill-row" },
      ...options.map(([, text], i) => element("label", { class: "cu-pill" }, inputs[i], element("span", {}, text)))));
  const update = (now) => inputs.forEach((input) => { input.checked = input.value === now; });
  const disable = (value, why) => inputs.forEach((input) => {
    if (input.value === value) { input.disabled = Boolean(why); input.parentNode.title = why || ""; }
  });
  return { root, update, disable };
}

/** A labelled number, whole unless `step` says otherwise; what is out of range is marked and not passed on. */
export function numberField(label, name, least, most, onInput, step = 1) {
  const input = element("input", { type: "number", class: "cu-number", min: least, max: most, step, "aria-label": name, required: true });
  input.addEventListener("input", () => { if (input.checkValidity()) onInput(Number(input.value)); });
  input.addEventListener("keydown", (event) => { if (event.key !== "Escape") event.stopPropagation(); });
  const root = element("label", { class: "cu-field" }, `${label} `, input);
  const update = (value) => {
    const typing = document.activeElement === input && !input.checkValidity();
    if (!typing && input.value !== String(value)) input.value = value;
  };
  return { root, update };
}

export const button = (text, name, onClick) =>
  element("button", { type: "button", class: "cu-button", name, onclick: onClick }, text);

/** A sentence that screen readers speak once things have settled; eyes see it at once. */
export function liveRegion(delay = 300) {
  const seen = element("p", { class: "cu-result", "aria-hidden": "true" });
  const spoken = element("p", { class: "cu-spoken", role: "status", "aria-live": "polite" });
  let timer = null;
  const say = (text, aloud = text) => {
    setText(seen, text);
    clearTimeout(timer);
    timer = setTimeout(() => setText(spoken, aloud), delay);
  };
  return { root: element("div", { class: "cu-live" }, seen, spoken), say, stop: () => clearTimeout(timer) };
}

/** Takes one step after the other until it is stopped; the button says which. */
export function player(step, pace = 650, words = ["▶ Slide", "❚❚ Stop"]) {
  let timer = null;
  const stop = () => { clearInterval(timer); timer = null; show(); };
  const start = () => { timer = setInterval(step, pace); show(); step(); };
  const node = button("", "play", () => (timer ? stop() : start()));
  const show = () => setText(node, words[timer ? 1 : 0]);
  show();
  return { root: node, stop };
}
