// The host of the book: models of explorers without a kernel, search, glossary, light and dark.

/** @typedef {(...given: unknown[]) => void} Listener */
/** @typedef {{ render: (view: { model: Model, el: HTMLElement }) => unknown }} Program */
/** @typedef {[page: string, title: string, anchor: string, heading: string, words: string]} Row */

/** What an explorer asks of its model; nobody listens behind it. */
class Model {
  /** @param {Record<string, unknown>} state */
  constructor(state) {
    this.state = state;
    /** @type {Map<string, Set<Listener>>} */
    this.listeners = new Map();
  }

  /** @param {string} name */
  get(name) {
    return this.state[name];
  }

  /** @param {string} name @param {unknown} value */
  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    for (const event of [`change:${name}`, "change"])
      for (const hear of this.listeners.get(event) ?? []) hear(this, value);
  }

  /** @param {string} event @param {Listener} hear */
  on(event, hear) {
    const known = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, known.add(hear));
  }

  /** @param {string} event @param {Listener} hear */
  off(event, hear) {
    this.listeners.get(event)?.delete(hear);
  }

  save_changes() {}

  send() {}
}

const courseBook = {
  /** @type {Record<string, () => Program>} */
  programs: {},
  /** @type {Row[]} */
  index: [],

  /** @param {string} name @param {() => Program} program */
  add(name, program) {
    this.programs[name] = program;
  },

  start() {
    for (const el of document.querySelectorAll(".explorer")) wake(/** @type {HTMLElement} */ (el));
    searching();
    terms();
    reachable();
    addEventListener("resize", reachable);
    const contents = document.querySelector(".columns > nav details");
    if (innerWidth < 960) contents?.removeAttribute("open");
  },
};

/** Bring one explorer to life; its still picture stays where that fails. @param {HTMLElement} place */
function wake(place) {
  const state = JSON.parse(place.querySelector("script")?.textContent ?? "{}");
  const el = document.createElement("div");
  try {
    courseBook.programs[place.dataset.program ?? ""]().render({ model: new Model(state), el });
  } catch (error) {
    console.error(error);
    return;
  }
  place.append(el);
  place.classList.add("alive");
}

/** What scrolls can be reached by keys. */
function reachable() {
  for (const el of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(".output, .output *, .formula, .text table")
  )) {
    if (el.scrollWidth > el.clientWidth + 1 && getComputedStyle(el).overflowX === "auto") el.tabIndex = 0;
  }
}

/** @param {string} text */
const folded = (text) => text.toLowerCase().normalize("NFKD");

/** The sections that hold every word, those with it in a heading first. @param {string} text */
function hits(text) {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  /** @type {{ row: Row, weight: number }[]} */
  const rated = [];
  for (const row of courseBook.index) {
    const [heading, body] = [folded(row[3]), folded(row[4])];
    if (!words.every((word) => heading.includes(word) || body.includes(word))) continue;
    rated.push({ row, weight: words.filter((word) => heading.includes(word)).length });
  }
  return rated
    .sort((one, other) => other.weight - one.weight)
    .slice(0, 20)
    .map((hit) => hit.row);
}

function searching() {
  const field = /** @type {HTMLInputElement} */ (document.getElementById("search"));
  const list = /** @type {HTMLElement} */ (document.getElementById("hits"));
  const up = document.body.dataset.up ?? "";
  field.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.focus();
  });
  field.addEventListener("input", () => {
    const rows = hits(field.value);
    list.hidden = !field.value.trim();
    list.replaceChildren(...(rows.length ? rows.map((row) => hitOf(row, up)) : [said("Nothing found.")]));
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    list.hidden = true;
    field.focus();
  });
}

/** @param {string} text */
function said(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

/** @param {Row} row @param {string} up */
function hitOf([page, title, anchor, heading], up) {
  const item = said("");
  const link = document.createElement("a");
  link.href = `${up}${page}#${encodeURIComponent(anchor)}`;
  link.textContent = heading === title ? title : `${title}: ${heading}`;
  item.append(link);
  return item;
}

/** What the glossary says of a term, beside a link to it. */
function terms() {
  const bubble = /** @type {HTMLElement} */ (document.getElementById("term"));
  const known = new Map(courseBook.index.filter((row) => row[0] === "GLOSSARY.html").map((row) => [row[2], row]));
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll('a[href*="GLOSSARY.html#"]')
  )) {
    const row = known.get(decodeURIComponent(link.hash.slice(1)));
    if (!row) continue;
    const show = () => {
      bubble.textContent = row[4].slice(0, 300);
      bubble.hidden = false;
      const place = link.getBoundingClientRect();
      bubble.style.top = `${place.bottom + scrollY + 6}px`;
      bubble.style.left = `${Math.max(8, Math.min(place.left, innerWidth - bubble.offsetWidth - 8))}px`;
      link.setAttribute("aria-describedby", "term");
    };
    const hide = () => {
      bubble.hidden = true;
      link.removeAttribute("aria-describedby");
    };
    for (const event of ["mouseenter", "focus"]) link.addEventListener(event, show);
    for (const event of ["mouseleave", "blur"]) link.addEventListener(event, hide);
    link.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  }
}

/** Before anything is drawn: the theme chosen last, else the system's. */
function themed() {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = kept() ?? (dark ? "dark" : "light");
  addEventListener("DOMContentLoaded", () => {
    const button = /** @type {HTMLElement} */ (document.getElementById("theme"));
    const show = () => button.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
    show();
    button.addEventListener("click", () => {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("course-book-theme", root.dataset.theme);
      } catch {
        // a browser that keeps nothing for files
      }
      show();
    });
  });
}

function kept() {
  try {
    return localStorage.getItem("course-book-theme");
  } catch {
    return null;
  }
}

themed();
