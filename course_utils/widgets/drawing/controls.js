// Small labelled controls: every one is a native element, so keyboards and screen readers know it.
import { format } from "../mathematics/maths.js";

/** @typedef {readonly [value: string, text: string]} Option */
/** @typedef {(now: number, least: number, most: number) => void} SliderUpdate */
/** @typedef {{ root: HTMLElement, update: SliderUpdate, disable: (off: boolean) => void }} Slider */

/**
 * A new element: names that begin with "on" are listeners, true is an empty attribute, null and false are none.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

/** Set text only when it changed: an untouched node costs no layout. @param {Node} node @param {string} text */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Say a warning, or hide its place where there is none. @param {HTMLElement} node @param {string} text */
export function warn(node, text) {
  node.hidden = !text;
  setText(node, text);
}

// Unique in the page: each view has its own copy of this module, so that counting would repeat.
/** @param {string} stem */
const freshId = (stem) => `cu-${stem}-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;

/** @param {...(Node | string)} words */
const controlName = (...words) => element("span", { class: "cu-control-name" }, ...words);

/**
 * A range with its name, its letter in the formula and its value in view; `show` writes the value, also for the ear.
 *
 * @param {object} options
 * @param {string} options.label
 * @param {string} [options.letter]
 * @param {string} options.name
 * @param {(value: number) => void} options.onInput
 * @param {number | "any"} [options.step]
 * @param {(value: number) => string} [options.show]
 * @returns {Slider}
 */
export function slider({ label, letter, name, onInput, step = 1, show = format }) {
  const input = element("input", { type: "range", step, name, "aria-label": label });
  const value = element("output", { class: "cu-slider-value" });
  const chip = letter ? element("span", { class: `cu-letter cu-letter-${letter}`, "aria-hidden": "true" }, letter) : "";
  const root = element("label", { class: "cu-control cu-slider" }, controlName(label, " ", chip), input, value);
  input.addEventListener("input", () => onInput(Number(input.value)));
  /** @type {SliderUpdate} */
  const update = (now, least, most) => {
    input.min = String(least);
    input.max = String(most);
    if (Number(input.value) !== now) input.value = String(now);
    input.disabled = least === most;
    setText(value, show(now));
    if (show !== format) input.setAttribute("aria-valuetext", show(now));
    input.style.setProperty("--filled", most > least ? `${(100 * (now - least)) / (most - least)}%` : "0%");
  };
  const disable = (/** @type {boolean} */ off) => {
    input.disabled = off;
  };
  return { root, update, disable };
}

/** Options whose words are their values. @param {readonly string[]} words @returns {Option[]} */
export const asOptions = (words) => words.map((word) => [word, word]);

/**
 * A drop-down.
 *
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.name
 * @param {readonly Option[]} options.options
 * @param {(value: string) => void} options.onChange
 */
export function choice({ label, name, options, onChange }) {
  const select = element("select", { name, "aria-label": label });
  let filled = "";
  /** @param {readonly Option[]} pairs */
  const fill = (pairs) => {
    if (filled === String(pairs)) return;
    filled = String(pairs);
    select.replaceChildren(...pairs.map(([value, text]) => element("option", { value }, text)));
  };
  fill(options);
  select.addEventListener("change", () => onChange(select.value));
  const root = element("label", { class: "cu-control cu-choice" }, controlName(label), select);
  const update = (/** @type {string} */ now) => {
    if (select.value !== now) select.value = now;
  };
  return { root, fill, update };
}

/**
 * A few exclusive options side by side: a radio group drawn as one pill.
 *
 * @template {string} Value
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.name
 * @param {readonly (readonly [value: Value, text: string])[]} options.options
 * @param {(value: Value) => void} options.onChange
 */
export function pills({ label, name, options, onChange }) {
  const group = freshId(name);
  const labels = options.map(([value, text]) => {
    const onchange = () => onChange(value);
    const input = element("input", { type: "radio", name: group, value, "data-name": name, onchange });
    return { input, root: element("label", { class: "cu-pill" }, input, element("span", {}, text)) };
  });
  const row = element("div", { class: "cu-pill-row" }, ...labels.map(({ root }) => root));
  const legend = element("legend", { class: "cu-control-name" }, label);
  const root = element("fieldset", { class: "cu-control cu-pills" }, legend, row);
  const update = (/** @type {Value} */ now) =>
    labels.forEach(({ input }) => {
      input.checked = input.value === now;
    });
  /** @param {Value} value @param {string} why nothing enables it again */
  const disable = (value, why) =>
    labels.forEach(({ input, root: pill }) => {
      if (input.value !== value) return;
      input.disabled = Boolean(why);
      pill.title = why;
    });
  return { root, update, disable };
}

/**
 * A labelled number, whole unless `step` says otherwise; what is out of range is marked and not passed on.
 *
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.name
 * @param {number} options.least
 * @param {number} options.most
 * @param {number | "any"} [options.step]
 * @param {(value: number) => void} options.onInput
 */
export function numberField({ label, name, least, most, step = 1, onInput }) {
  const range = { min: least, max: most, step, required: true };
  const input = element("input", { type: "number", class: "cu-number", "aria-label": name, ...range });
  input.addEventListener("input", () => {
    if (input.checkValidity()) onInput(Number(input.value));
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") event.stopPropagation();
  });
  const root = element("label", { class: "cu-field" }, `${label} `, input);
  const update = (/** @type {number} */ value) => {
    const typing = document.activeElement === input && !input.checkValidity();
    if (!typing && input.value !== String(value)) input.value = String(value);
  };
  return { root, update };
}

/** @param {string} text @param {string} name @param {() => void} onClick */
export const button = (text, name, onClick) =>
  element("button", { type: "button", class: "cu-button", name, onclick: onClick }, text);

/** A sentence that screen readers speak once things have settled; eyes see it at once. */
export function liveRegion(delay = 300) {
  const seen = element("p", { class: "cu-result", "aria-hidden": "true" });
  const spoken = element("p", { class: "cu-spoken", role: "status", "aria-live": "polite" });
  let timer = 0;
  const say = (/** @type {string} */ text, aloud = text) => {
    setText(seen, text);
    clearTimeout(timer);
    timer = setTimeout(() => setText(spoken, aloud), delay);
  };
  return { root: element("div", { class: "cu-live" }, seen, spoken), say, stop: () => clearTimeout(timer) };
}

/** Takes one step after the other until it is stopped; the button says which. @param {() => void} step */
export function player(step, pace = 650, words = ["▶ Slide", "❚❚ Stop"]) {
  let timer = 0;
  const show = () => setText(root, words[timer ? 1 : 0]);
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    show();
  };
  const start = () => {
    timer = setInterval(step, pace);
    show();
    step();
  };
  const root = button("", "play", () => (timer ? stop() : start()));
  show();
  return { root, stop };
}
