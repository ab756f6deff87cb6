// The form below a question: choose or write the answer, hear the verdict, and have it written into the cell.

/** @import { AnyModel, Render } from "@anywidget/types" */
/**
 * @typedef {object} Traits
 * @property {string} title what is answered here, for screen readers
 * @property {"one" | "several" | "text"} kind
 * @property {string[]} letters
 * @property {string[]} texts the choices, in the order of their letters
 * @property {string} example how an answer is written
 * @property {{ answer: string, at: number }} given what was sent last
 * @property {string} verdict markup
 * @property {string} line the call with the answer, as the cell should have it
 * @property {string} call how that line begins
 */

let forms = 0;

/** @type {<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, values?: object, inner?: (Node | string)[]) => HTMLElementTagNameMap[Tag]} */
function made(tag, values = {}, inner = []) {
  const node = Object.assign(document.createElement(tag), values);
  node.append(...inner);
  return node;
}

/** @param {Traits} traits @param {string} name */
function choices({ kind, letters, texts }, name) {
  return letters.map((letter, at) => {
    const input = made("input", { type: kind === "one" ? "radio" : "checkbox", name, value: letter });
    input.setAttribute("aria-label", `${letter}: ${texts[at]}`);
    return made("label", {}, [input, ` ${letter}`]);
  });
}

/** @param {Traits} traits */
function field({ example }) {
  const input = made("input", { type: "text", name: "answer", autocomplete: "off", spellcheck: false, size: 24 });
  input.setAttribute("aria-label", `Your answer, as ${example}`);
  input.placeholder = `as ${example}`;
  return [input];
}

/** What is chosen or written. @param {HTMLFormElement} form @param {string} kind */
function answerOf(form, kind) {
  const inputs = [...form.querySelectorAll("input")];
  if (kind === "text") return inputs[0].value.trim();
  return inputs.flatMap((input) => (input.checked ? [input.value] : [])).join("");
}

/**
 * The editor of JupyterLab in whose output `el` stands; none in other front ends.
 * @param {HTMLElement} el
 */
function editorOf(el) {
  const content = el.closest(".jp-Cell")?.querySelector(".jp-InputArea .cm-content");
  const kept = /** @type {any} */ (content);
  return kept?.cmTile?.root?.view ?? kept?.cmView?.rootView?.view ?? null; // newer and older CodeMirror
}

/**
 * Write the line in place of the call that stands in the cell. Returns whether it stands there now.
 * @param {HTMLElement} el @param {string} call @param {string} line
 */
function writeIntoCell(el, call, line) {
  const editor = editorOf(el);
  if (!editor || editor.state.readOnly) return false;
  const lines = editor.state.doc.toString().split("\n");
  const at = lines.findIndex((/** @type {string} */ text) => text.startsWith(call) && text.trimEnd().endsWith(")"));
  if (at < 0) return false;
  const from = lines
    .slice(0, at)
    .reduce((/** @type {number} */ sum, /** @type {string} */ text) => sum + text.length + 1, 0);
  if (lines[at] !== line) editor.dispatch({ changes: { from, to: from + lines[at].length, insert: line } });
  return true;
}

/** @param {AnyModel<Traits>} model @returns {Traits} */
function traitsOf(model) {
  const names = /** @type {const} */ ([
    "title",
    "kind",
    "letters",
    "texts",
    "example",
    "verdict",
    "line",
    "call",
    "given",
  ]);
  return /** @type {any} */ (Object.fromEntries(names.map((name) => [name, model.get(name)])));
}

/** @type {Render<Traits>} */
function render({ model, el }) {
  const traits = traitsOf(model);
  forms += 1;
  const inputs = traits.kind === "text" ? field(traits) : choices(traits, `cu-question-${forms}`);
  const set = made("fieldset", {}, [made("legend", { textContent: "Your answer" }), ...inputs]);
  const form = made("form", { className: "cu-question", ariaLabel: traits.title }, [
    set,
    made("button", { type: "submit", textContent: "Answer" }),
  ]);
  form.dataset.lmSuppressShortcuts = "true"; // else Enter and letters are commands of the notebook
  const verdict = made("div", { className: "cu-verdict" });
  verdict.setAttribute("role", "status");
  const written = made("p", { className: "cu-line" });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    model.set("given", { answer: answerOf(form, traits.kind), at: model.get("given").at + 1 });
    model.save_changes();
  });
  form.addEventListener("keydown", (event) => {
    const cell = event.key === "Escape" && form.closest("[tabindex]"); // where Ctrl+S saves, and letters are commands
    if (cell instanceof HTMLElement) cell.focus();
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault(); // JupyterLab keeps Enter in a field from the form: hand it on here
    form.requestSubmit();
  });
  const show = () => {
    const { verdict: markup, line, call } = traitsOf(model);
    verdict.innerHTML = markup;
    verdict.firstElementChild?.removeAttribute("role"); // the place says it already: not twice
    if (!line) return written.replaceChildren();
    const inside = writeIntoCell(el, call, line);
    const code = made("code", { textContent: line });
    written.replaceChildren(inside ? "Written into the cell: " : "To keep it, write into a cell: ", code);
  };
  model.on("change:verdict", show);
  el.append(form, verdict, written);
  if (traits.verdict) show();
  return () => model.off("change:verdict", show);
}

export default { render };
