// @ts-check
/**
 * Asks the theme's search in a form that suits Chinese.
 *
 * The theme cuts a run of Han characters into words that its index knows, but loses the last word
 * of each run, does not part Han from Latin (`XX一体`, `2022年`), and joins words by OR. Its own
 * syntax can say better: a further character that is in no text saves the last word, and words
 * between straight quotation marks are all required. Where nothing has all of them, the same
 * words are asked for again with OR. Queries in the theme's syntax (`"a b"`, `+a`, `a*`) keep it.
 */
(() => {
  "use strict";

  // Messages between the theme and its search worker.
  const QUERY = 2;
  const RESULT = 3;

  const SYNTAX = /["+*~^:]|(?:^|\s)-/;
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
   * The query of each worker that may have to be asked again with OR.
   * @type {WeakMap<Worker, string | null>}
   */
  const pending = new WeakMap();

  /**
   * @this {Worker}
   * @param {MessageEvent} event
   */
  function askAgain(event) {
    const loose = pending.get(this);
    if (event.data?.type !== RESULT || !loose) return;
    pending.set(this, null);
    if (!event.data.data.items.length) post.call(this, { type: QUERY, data: loose });
  }

  /**
   * @this {Worker}
   * @param {any} message
   * @param {any} [options]
   */
  function postMessage(message, options) {
    const query = message?.type === QUERY ? message.data : null;
    if (typeof query !== "string" || SYNTAX.test(query) || !splitRuns(query)) {
      if (pending.has(this)) pending.set(this, null);
      return post.call(this, message, options);
    }
    if (!pending.has(this)) this.addEventListener("message", askAgain);
    const loose = splitRuns(query);
    pending.set(this, loose);
    // The leading space makes the first word required, too.
    return post.call(this, { type: QUERY, data: `" ${loose} "` }, options);
  }

  Worker.prototype.postMessage = postMessage;
})();
