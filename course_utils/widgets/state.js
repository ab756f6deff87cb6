// One state for each view: answered in the browser at once, told to Python a little later.

/** @import { AnyModel } from "@anywidget/types" */

/**
 * @template {object} State
 * @typedef {object} Kept
 * @property {State} state the same object for ever, mended at every change
 * @property {(changes: Partial<State>) => void} change
 * @property {() => void} paint draw at once
 * @property {() => void} stop
 */

/** @typedef {{ stop: () => void }} Timer what may still wait when a view is closed */

const ignore = () => {};

/**
 * Keep `names` of the model in a plain object; settle(state) mends it, draw(state) shows it.
 * A change is drawn in the next frame, without the kernel; the kernel hears of it at most once
 * in `pace` milliseconds. What it has not heard yet wins over what it says meanwhile: its echo
 * of an earlier step would undo the next one.
 *
 * @template {object} Traits what Python keeps
 * @template {Traits} State the traits, and what settle works out of them
 * @param {object} view
 * @param {AnyModel<Traits>} view.model
 * @param {readonly (keyof Traits & string)[]} view.names
 * @param {(state: State) => void} [view.settle]
 * @param {(state: State) => void} view.draw
 * @param {number} [view.pace]
 * @returns {Kept<State>}
 */
export function keepState({ model, names, settle = ignore, draw, pace = 60 }) {
  const state = /** @type {State} */ ({});
  /** @type {Set<keyof Traits & string>} */
  const untold = new Set();
  let frame = 0;
  let timer = 0;
  let mine = false;
  let last = 0;
  const read = () =>
    names.forEach((name) => {
      /** @type {Traits} */ (state)[name] = model.get(name);
    });
  const paint = () => {
    frame = 0;
    draw(state);
  };
  const renew = () => {
    settle(state);
    if (!frame) frame = requestAnimationFrame(paint);
  };
  const save = () => {
    timer = 0;
    last = performance.now();
    untold.clear();
    model.save_changes();
  };
  /** Our own words must not come back as news. @param {Iterable<keyof Traits & string>} changed */
  const tell = (changed) => {
    mine = true;
    for (const name of changed) {
      if (model.get(name) === state[name]) continue;
      untold.add(name);
      model.set(name, state[name]);
    }
    mine = false;
  };
  /** @param {Partial<State>} changes */
  const change = (changes) => {
    Object.assign(state, changes);
    renew();
    tell(names);
    if (!timer) timer = setTimeout(save, Math.max(0, pace - (performance.now() - last)));
  };
  const hear = () => {
    if (mine) return;
    tell(untold);
    read();
    renew();
  };

  names.forEach((name) => model.on(`change:${name}`, hear));
  read();
  settle(state);
  const stop = () => {
    names.forEach((name) => model.off(`change:${name}`, hear));
    cancelAnimationFrame(frame);
    if (!timer) return;
    clearTimeout(timer);
    save();
  };
  return { state, change, paint, stop };
}

/**
 * The life of a view: build(kept) makes its parts once, draw(parts, state) shows every state. Returns what ends it.
 *
 * @template {object} Traits
 * @template {Traits} State
 * @template {{ root: Element, timers: readonly Timer[] }} Parts
 * @param {object} view
 * @param {AnyModel<Traits>} view.model
 * @param {HTMLElement} view.el
 * @param {readonly (keyof Traits & string)[]} view.names
 * @param {(state: State) => void} [view.settle]
 * @param {(kept: Kept<State>) => Parts} view.build
 * @param {(parts: Parts, state: State) => void} view.draw
 */
export function explore({ model, el, names, settle, build, draw }) {
  /** @type {Kept<State>} */
  const kept = keepState({ model, names, settle, draw: (state) => draw(parts, state) });
  const parts = build(kept);
  el.replaceChildren(parts.root);
  kept.paint();
  return () => {
    parts.timers.forEach((timer) => timer.stop());
    kept.stop();
  };
}
