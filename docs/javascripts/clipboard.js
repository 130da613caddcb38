// @ts-check
/** Copies what a `tw:copy` event carries (`{text, done}`) and tells the reader of the outcome. */
(() => {
  "use strict";

  const CLEAR_AFTER = 4000; // milliseconds a message stays

  const main = document.querySelector("main");
  if (!main) return;

  const status = document.createElement("div");
  status.className = "tw-status";
  status.setAttribute("role", "status");
  status.setAttribute("data-editorial", "");
  main.append(status);

  let clearing = 0;

  /** @param {string} message */
  const say = (message) => {
    clearTimeout(clearing);
    status.textContent = message;
    clearing = window.setTimeout(() => (status.textContent = ""), CLEAR_AFTER);
  };

  /**
   * Copies where the asynchronous clipboard is missing: http:// on an intranet, file://.
   * @param {string} text
   */
  const copyByCommand = (text) => {
    const focused = document.activeElement;
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("aria-hidden", "true");
    field.setAttribute("readonly", "");
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.append(field);
    field.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    } finally {
      field.remove();
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    }
  };

  /** @param {string} text */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByCommand(text);
    }
  };

  document.addEventListener("tw:copy", async (event) => {
    const { text, done } = /** @type {CustomEvent<{text: string, done: string}>} */ (event).detail;
    say((await copy(text)) ? done : `浏览器不允许复制，请手动复制：${text}`);
  });
})();
