// Every text under `root` (a selector) whose contrast with what lies behind it is below WCAG's 4.5 : 1.
// axe-core leaves single characters and SVG undecided; here they count like any other text.
(root) => {
  const NEEDED = 4.5;
  const parse = (colour) => {
    const found = colour.match(/[\d.]+/g)?.map(Number);
    if (!found) return [0, 0, 0, 0];
    const scale = colour.startsWith("color(") ? 255 : 1;
    return [...found.slice(0, 3).map((part) => part * scale), found[3] ?? 1];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((part, i) => part * a + below[i] * (1 - a));
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => part / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const hidden = (element) => !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  /** The fills of the circles and rectangles of a drawing that a text stands on, the topmost first. */
  const shapesBehind = (svg, text) => {
    const { x, y, width, height } = text.getBoundingClientRect();
    const on = (shape) => {
      const room = shape.getBoundingClientRect(), across = x + width / 2, down = y + height / 2;
      return room.left <= across && across <= room.right && room.top <= down && down <= room.bottom;
    };
    const before = (shape) => shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
    return [...svg.querySelectorAll("circle, rect")].filter((one) => before(one) && !hidden(one) && on(one)).reverse().map((one) => {
      const style = getComputedStyle(one), paint = style.fill === "none" ? [0, 0, 0, 0] : parse(style.fill);
      return [...paint.slice(0, 3), paint[3] * style.fillOpacity * style.opacity];
    });
  };
  /** The colour behind an element; null where a picture lies there. */
  const behind = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (one instanceof HTMLElement && style.backgroundImage !== "none") return null;
      if (one instanceof SVGElement && one.tagName !== "svg") continue;
      if (one.tagName === "svg") layers.push(...shapesBehind(one, element));
      const paint = parse(style.backgroundColor);
      layers.push(paint);
      if (layers.some((layer) => layer[3] === 1)) break;
    }
    return layers.reverse().reduce((below, paint) => over(paint, below), [255, 255, 255]);
  };
  const covered = (element) => element.closest("svg")?.matches(".cu-photo") || element.matches(".cu-tap");
  const off = (element) => element.closest("label, fieldset, button, select, option")?.matches(":disabled, :has(:disabled)");
  const opacity = (element) => {
    let all = 1;
    for (let one = element; one; one = one.parentElement) all *= Number(getComputedStyle(one).opacity);
    return all;
  };
  const faults = new Map();
  let seen = 0;
  for (const element of document.querySelectorAll(`${root}, ${root} *`)) {
    const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
    if (!text || ["SCRIPT", "STYLE", "TITLE", "OPTION", "title", "desc"].includes(element.tagName)) continue;
    if (hidden(element) || off(element) || covered(element)) continue;
    const below = behind(element);
    if (!below) continue;
    const style = getComputedStyle(element);
    const ink = parse(element instanceof SVGElement ? style.fill : style.color);
    ink[3] *= opacity(element);
    seen += 1;
    const found = ratio(over(ink, below), below);
    const name = `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`;
    if (found < NEEDED && !faults.has(name + style.color + below)) {
      faults.set(name + style.color + below, `contrast ${found.toFixed(2)} of "${text.slice(0, 40)}" in ${name}`);
    }
  }
  return { seen, faults: [...faults.values()] };
}
