// @ts-check
/**
 * Runs in the head of a page, before anything is shown: what the theme's script takes for given, and
 * the colours that the reader has chosen, or the system where nothing is chosen yet.
 *
 * The theme has both as scripts in its pages, which a strict Content-Security-Policy refuses.
 */
(() => {
  "use strict";

  const DARK = "(prefers-color-scheme: dark)";
  const SYSTEM = "(prefers-color-scheme)"; // the choice to follow the system
  const SCHEMES = { dark: "slate", light: "default" }; // as in mkdocs.yml; palette.js knows better

  const script = document.currentScript;
  const root = new URL("..", script instanceof HTMLScriptElement ? script.src : location.href);

  /**
   * @param {string} name
   * @param {Storage} [from]
   * @param {URL} [scope]
   */
  const get = (name, from = localStorage, scope = root) =>
    JSON.parse(from.getItem(`${scope.pathname}.${name}`) ?? "null");

  /**
   * @param {string} name
   * @param {unknown} value
   * @param {Storage} [to]
   * @param {URL} [scope]
   */
  const set = (name, value, to = localStorage, scope = root) => {
    try {
      to.setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
    } catch {
      // a browser may refuse to keep anything
    }
  };

  /** @param {string} text */
  const hash = (text) => {
    let sum = 0;
    for (const sign of text) sum = (sum << 5) - sum + sign.charCodeAt(0);
    return sum;
  };

  Object.assign(globalThis, { __md_scope: root, __md_get: get, __md_set: set, __md_hash: hash });

  /** What was chosen, as the theme keeps it. */
  const chosen = () => {
    try {
      const color = get("__palette")?.color;
      return color && typeof color === "object" ? color : null;
    } catch {
      return null; // nothing that can be read
    }
  };

  /** The colours as attributes of the body. */
  const wanted = () => {
    const { media = SYSTEM, ...color } = chosen() ?? {};
    const system = matchMedia(DARK).matches ? SCHEMES.dark : SCHEMES.light;
    return { ...color, scheme: media === SYSTEM ? system : color.scheme };
  };
  const colors = wanted();

  // What the browser itself draws: scroll bars, fields.
  const meta = document.createElement("meta");
  meta.name = "color-scheme";
  meta.content = colors.scheme === SCHEMES.dark ? "dark" : "light";
  document.head.append(meta);

  // Here, before there is anything that a style sheet would have to be asked about again.
  document.documentElement.classList.remove("no-js");
  document.documentElement.classList.add("js", "tw-js");

  // The body is there as soon as its tag is read, and nothing of it is shown before this is called.
  const observer = new MutationObserver(() => {
    if (!document.body) return;
    observer.disconnect();
    for (const [name, value] of Object.entries(colors)) {
      if (value && typeof value === "string") document.body.setAttribute(`data-md-color-${name}`, value);
    }
  });
  observer.observe(document.documentElement, { childList: true });
})();
