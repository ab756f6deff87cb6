// SVG for the explorers that draw rather than fill grids: only what differs touches the page.
const SVG = "http://www.w3.org/2000/svg";

/** Set attributes that changed; null takes one away. */
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

export function shape(tag, attributes = {}, ...children) {
  const node = setAll(document.createElementNS(SVG, tag), attributes);
  node.append(...children);
  return node;
}

/** A drawing that scales with its place; `alt` null hides it from screen readers (words say the same). */
export const canvas = (width, height, name, ...children) =>
  shape("svg", { class: `cu-drawing ${name}`, viewBox: `0 0 ${width} ${height}` }, ...children);

/** The attributes of a rect for a box, `scale` pixels for each unit. */
export const rect = ([x1, y1, x2, y2], scale = 1) => ({
  x: x1 * scale, y: y1 * scale, width: Math.max(0, x2 - x1) * scale, height: Math.max(0, y2 - y1) * scale,
});

/** The point of an SVG under a pointer, in the numbers of its viewBox. */
export function pointIn(svg, event) {
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [x, y];
}

/** Keep `nodes` as many as `count`: make(i) the missing ones, remove the spare ones. */
export function fit(parent, nodes, count, make) {
  nodes.splice(count).forEach((node) => (node.root ?? node).remove());
  while (nodes.length < count) {
    const made = make(nodes.length);
    parent.append(made.root ?? made);
    nodes.push(made);
  }
  return nodes;
}
