// @ts-check
/**
 * What terms mean: the senses of a wording that is searched for, from the files of
 * `converter/search/terms.py`. A search loads one of them.
 */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

  /**
   * A sense: the term, its definition, who says so, its address, the document and the clause.
   * @typedef {[string, string, string, string, number | null, number | null]} Sense
   */

  // FNV-1a of 32 bits, over UTF-16 units.
  const BASIS = 0x811c9dc5;
  const PRIME = 0x01000193;

  /** @param {string} wording */
  const hash = (wording) => {
    let value = BASIS;
    for (let at = 0; at < wording.length; at += 1) {
      value = Math.imul(value ^ wording.charCodeAt(at), PRIME);
    }
    return value >>> 0;
  };

  /**
   * Finds what a wording means, in documents that have no later version first.
   * @param {string} folded
   * @param {TwBase} base
   * @returns {Promise<TwDefinition[]>}
   */
  const definitions = async (folded, base) => {
    const wording = folded.replaceAll('"', "");
    if (!wording || !base.terms) return [];
    /** @type {Record<string, Sense[]>} */
    const file = await search.store.json(`g${hash(wording) % base.terms}`);
    // What is typed may be the name of something that every object has.
    const senses = Object.hasOwn(file, wording) ? (file[wording] ?? []) : [];
    const old = new Set(base.facets.superseded);
    /** @param {TwDefinition} sense */
    const isOld = ({ doc }) => Number(doc !== null && old.has(doc));
    return senses
      .map(([term, text, source, url, doc, clause]) => ({ term, text, source, url, doc, clause }))
      .sort((one, other) => isOld(one) - isOld(other));
  };

  search.definitions = definitions;
})();
