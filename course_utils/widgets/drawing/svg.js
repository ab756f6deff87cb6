// SVG for the explorers that draw rather than fill grids: only what differs touches the page.

/** @typedef {Record<string, string | number | null>} Attributes null takes one away */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Set the attributes that changed.
 *
 * @template {Element} Node
 * @param {Node & { known?: Record<string, string | null> }} node
 * @param {Attributes} attributes
 * @returns {Node}
 */
export function setAll(node, attributes) {
  node.known ??= {};
  for (const [name, value] of Object.entries(attributes)) {
    const text = value === null ? null : String(value);
    if (node.known[name] === text) continue;
    node.known[name] = text;
    if (text === null) node.removeAttribute(name);
    else node.setAttribute(name, text);
  }
  return node;
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function shape(tag, attributes = {}, ...children) {
  const node = setAll(document.createElementNS(SVG, tag), attributes);
  node.append(...children);
  return node;
}

/**
 * A drawing that scales with its place; hide it from screen readers where words say the same.
 *
 * @param {number} width
 * @param {number} height
 * @param {string} name
 * @param {...Node} children
 */
export const canvas = (width, height, name, ...children) =>
  shape("svg", { class: `cu-drawing ${name}`, viewBox: `0 0 ${width} ${height}` }, ...children);

/** The attributes of a rect for a box, `scale` pixels for each unit. @param {number[]} box */
export const rect = ([x1, y1, x2, y2], scale = 1) => ({
  x: x1 * scale,
  y: y1 * scale,
  width: Math.max(0, x2 - x1) * scale,
  height: Math.max(0, y2 - y1) * scale,
});

/**
 * The point of an SVG under a pointer, in the numbers of its viewBox.
 *
 * @param {SVGSVGElement} svg
 * @param {MouseEvent} event
 * @returns {[number, number]}
 */
export function pointIn(svg, event) {
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse());
  return [x, y];
}

/**
 * Keep `items` as many as `count`: make(i) the missing ones, remove the spare ones.
 *
 * @template {{ root: Element }} Item
 * @param {Element} parent
 * @param {Item[]} items
 * @param {number} count
 * @param {(index: number) => Item} make
 */
export function fit(parent, items, count, make) {
  items.splice(count).forEach(({ root }) => root.remove());
  while (items.length < count) {
    const item = make(items.length);
    parent.append(item.root);
    items.push(item);
  }
}

/**
 * Call drag(event) for every move of the pointer, release() when it goes up or away.
 *
 * @param {SVGSVGElement} svg
 * @param {(event: PointerEvent) => void} drag
 * @param {() => void} release
 */
export function onDrag(svg, drag, release) {
  svg.addEventListener("pointermove", drag);
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, release);
}

/**
 * Take the pointer for a piece of the drawing, which gets the keyboard too.
 *
 * @param {SVGSVGElement} svg
 * @param {SVGElement} piece
 * @param {PointerEvent} event
 */
export function grab(svg, piece, event) {
  event.preventDefault();
  event.stopPropagation();
  piece.focus({ preventScroll: true });
  svg.setPointerCapture(event.pointerId);
}

/** @type {Record<string, [right: number, down: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Where a plain arrow key points, or null; the page must not scroll. @param {KeyboardEvent} event */
export function takeArrow(event) {
  const arrow = ARROWS[event.key];
  if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return null;
  event.preventDefault();
  return arrow;
}

/**
 * The number of the place that is nearest to a point.
 *
 * @type {(point: [number, number], places: [number, number][]) => number}
 */
export function nearestTo([x, y], places) {
  const far = (/** @type {number} */ i) => (places[i][0] - x) ** 2 + (places[i][1] - y) ** 2;
  return places.reduce((best, _, i) => (far(i) < far(best) ? i : best), 0);
}
