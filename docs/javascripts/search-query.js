// @ts-check
/**
 * Asks the theme's search in a form that suits Chinese.
 *
 * The theme cuts a run of Han characters into words that its index knows, but loses the last word
 * of each run, does not part Han from Latin (`XX一体`, `2022年`), and joins words by OR. Its own
 * syntax can say better: a further character that is in no text saves the last word, and words
 * between straight quotation marks are all required. Where nothing has all of them, the same
 * words are asked for again with OR. Queries in the theme's syntax (`+a`, `-a`, `a*`) keep it.
 */
(() => {
  "use strict";

  // Messages between the theme and its search worker.
  const QUERY = 2;
  const RESULT = 3;

  const SYNTAX = /[+*~^:]|(?:^|\s)-/;
  const END_OF_RUN = "〇";

  /** @param {string} query */
  const splitRuns = (query) =>
    query
      .replace(/[\p{P}\p{S}]+/gu, " ")
      .replace(/\p{sc=Han}+/gu, (run) => ` ${run.length > 1 ? run + END_OF_RUN : run} `)
      .replace(/\s+/g, " ")
      .trim();

  if (typeof Worker === "undefined") return;
  const post = Worker.prototype.postMessage;

  /**
   * For each worker the queries under way, in the order of their answers: what to ask where the
   * answer is empty, or "" for nothing.
   * @type {WeakMap<Worker, string[]>}
   */
  const underWay = new WeakMap();

  /**
   * @this {Worker}
   * @param {MessageEvent} event
   */
  function askAgain(event) {
    if (event.data?.type !== RESULT) return;
    const loose = underWay.get(this)?.shift();
    if (loose && !event.data.data.items.length && !underWay.get(this)?.length) {
      underWay.get(this)?.push("");
      post.call(this, { type: QUERY, data: loose });
    }
  }

  /**
   * @this {Worker}
   * @param {any} message
   * @param {any} [options]
   */
  function postMessage(message, options) {
    if (message?.type !== QUERY || typeof message.data !== "string") {
      return post.call(this, message, options);
    }
    if (!underWay.has(this)) {
      underWay.set(this, []);
      this.addEventListener("message", askAgain);
    }
    const loose = SYNTAX.test(message.data) ? "" : splitRuns(message.data);
    underWay.get(this)?.push(loose);
    // The leading space makes the first word required, too.
    return post.call(this, loose ? { type: QUERY, data: `" ${loose} "` } : message, options);
  }

  Worker.prototype.postMessage = postMessage;

  // The theme looks at the field when a key is released, which pasting, dictation and many input
  // methods never do.
  const field = document.querySelector(".md-search__input");
  for (const name of ["input", "compositionend"]) {
    field?.addEventListener(name, (event) => {
      if (event instanceof InputEvent && event.isComposing) return;
      field.dispatchEvent(new KeyboardEvent("keyup"));
    });
  }
})();
