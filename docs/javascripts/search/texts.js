// @ts-check
/**
 * Shows clauses as rows of results: their texts are loaded in files of a few thousand characters.
 * In a small collection all wordings are found in the texts themselves, and there are no lists.
 */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

  /** Where a sentence ends, or a clause of one that may stand alone. */
  const STOPS = "。！？；\n";
  /** How much of a sentence is shown on either side of a word. */
  const CONTEXT = 40;
  /** How many stretches of a text are shown, and how much of it where nothing is marked. */
  const STRETCHES = 3;
  const PLAIN = 80;

  /**
   * The first clause of each file of texts.
   * @param {TwBase} base
   */
  const startsOf = (base) => {
    let at = 0;
    return base.blocks.map((step) => (at += step));
  };
  /** @type {WeakMap<TwBase, number[]>} */
  const starts = new WeakMap();

  /**
   * The file that has a clause, and its place there.
   * @param {TwBase} base
   * @param {number} clause
   * @returns {[block: number, place: number]}
   */
  const blockOf = (base, clause) => {
    const known = starts.get(base) ?? startsOf(base);
    starts.set(base, known);
    let low = 0;
    let high = known.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (known[middle] <= clause) low = middle + 1;
      else high = middle;
    }
    return [low - 1, clause - known[low - 1]];
  };

  /** @param {string} lines each by what it does not share with the one before @returns {string[]} */
  const lengthen = (lines) => {
    let before = "";
    return lines.split("\n").map((line) => {
      before = before.slice(0, line.charCodeAt(0) - 48) + line.slice(1);
      return before;
    });
  };

  /**
   * @typedef {object} Texts
   * @property {Record<string, string>} slugs
   * @property {string[]} eids
   * @property {string[]} labels
   * @property {Map<number, number>} headings
   * @property {string[]} texts
   * @property {string[]} [folded]
   */

  /** @type {WeakMap<TwBlock, Texts>} */
  const read = new WeakMap();

  /**
   * Whether a text has a Han character that no folded text has, so that it may be a traditional one:
   * the table of these is not loaded before.
   */
  const needsTable = (/** @type {string} */ text) => {
    const { known } = search.ready().tables;
    return [...new Set(text)].some((char) => char > "\u33ff" && char < "\ua000" && !known.has(char));
  };

  /** @param {number} number @returns {Promise<Texts>} */
  const loadBlock = async (number) => {
    /** @type {TwBlock} */
    const block = await search.store.like(`t${number}`);
    let texts = read.get(block);
    if (!texts) {
      const headings = new Map();
      for (let i = 0; i < block.headings.length; i += 2) headings.set(block.headings[i], block.headings[i + 1]);
      texts = { slugs: block.slugs, eids: lengthen(block.eids), labels: lengthen(block.labels), headings, texts: block.texts };
      if (block.texts.some(needsTable)) await search.loadTraditional();
      read.set(block, texts);
    }
    return texts;
  };

  /**
   * Loads what is shown of a clause.
   * @param {TwBase} base
   * @param {number} clause
   */
  const loadClause = async (base, clause) => {
    const [number, place] = blockOf(base, clause);
    const block = await loadBlock(number);
    const text = block.texts[place];
    const heading = text.slice(0, block.headings.get(place) ?? 0);
    return { slugs: block.slugs, eid: block.eids[place], label: block.labels[place], heading, text };
  };

  /**
   * Cuts out of a text the sentences that have the words.
   * @param {string} text
   * @param {string[]} words folded
   * @returns {[string, boolean][]}
   */
  const excerpt = (text, words) => {
    const found = search.findAll(text, words);
    if (!found.length) return [[text.length > PLAIN ? `${text.slice(0, PLAIN)}…` : text, false]];
    /** @type {[number, number][]} */
    const stretches = [];
    for (const [start, end] of found) {
      let from = start;
      while (from > 0 && start - from < CONTEXT && !STOPS.includes(text[from - 1])) from -= 1;
      let to = end;
      while (to < text.length && to - end < CONTEXT && !STOPS.includes(text[to - 1])) to += 1;
      const last = stretches[stretches.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else if (stretches.length < STRETCHES) stretches.push([from, to]);
    }
    /** @type {[string, boolean][]} */
    const parts = [];
    let at = 0;
    for (const [from, to] of stretches) {
      if (from > at && !(at === 0 && STOPS.includes(text[from - 1]))) parts.push(["…", false]);
      at = from;
      for (const [start, end] of found) {
        if (start < from || end > to) continue;
        if (start > at) parts.push([text.slice(at, start), false]);
        parts.push([text.slice(start, end), true]);
        at = end;
      }
      if (to > at) parts.push([text.slice(at, to), false]);
      at = to;
    }
    if (at < text.length && !STOPS.includes(text[at - 1])) parts.push(["…", false]);
    return parts;
  };

  /**
   * The address of a clause, or of a document, with the words that `marks.js` marks there.
   * @param {string} slug
   * @param {string} eid "" for the document
   * @param {string[]} words
   */
  const addressOf = (slug, eid, words) => {
    const page = location.protocol === "file:" ? "index.html" : "";
    const marks = words.length ? `?h=${words.map(encodeURIComponent).join("+")}` : "";
    return `documents/${slug}/${page}${marks}${eid ? `#${eid}` : ""}`;
  };

  /**
   * What rows say of a document.
   * @param {TwBase} base
   * @param {number} doc
   */
  const about = (base, doc) => ({
    doc,
    title: base.titles[doc],
    date: base.dates[doc],
    kind: base.facets.kind.values[base.facets.kind.of[doc]],
    superseded: base.facets.superseded.includes(doc),
  });

  /**
   * A row for a clause.
   * @param {TwBase} base
   * @param {number} doc
   * @param {number} clause among all clauses
   * @param {string[]} words folded
   * @returns {Promise<TwRow>}
   */
  const row = async (base, doc, clause, words) => {
    const { slugs, eid, label, heading, text } = await loadClause(base, clause);
    const found = search.findAll(text, words);
    return {
      ...about(base, doc), eid, label, slug: slugs[doc],
      // Where all of it is shown below, it is not said twice.
      heading: found.length && found[0][0] < heading.length ? "" : heading,
      url: addressOf(slugs[doc], eid, words),
      parts: excerpt(text, words),
      count: found.length,
    };
  };

  /**
   * A row for a document as a whole.
   * @param {TwBase} base
   * @param {number} doc
   * @param {number} clause one of its clauses
   * @returns {Promise<TwRow>}
   */
  const documentRow = async (base, doc, clause) => {
    const { slugs } = await loadClause(base, clause);
    const slug = slugs[doc];
    return { ...about(base, doc), eid: "", label: "", heading: "", slug, url: addressOf(slug, "", []), parts: [], count: 0 };
  };

  /**
   * Finds a wording in a small collection.
   * @param {TwTables} tables
   * @param {string} wording folded
   */
  const scan = async (tables, wording) => {
    /** @type {number[]} */
    const found = [];
    let clause = 0;
    for (let number = 0; clause < tables.clauses; number += 1) {
      const block = await loadBlock(number);
      block.folded ??= block.texts.map(search.fold);
      for (const [place, text] of block.folded.entries()) {
        const head = search.fold(block.texts[place].slice(0, block.headings.get(place) ?? 0)).length;
        const begin = tables.slotOf[clause] * search.SLOT;
        for (let at = text.indexOf(wording); at >= 0; at = text.indexOf(wording, at + 1)) {
          found.push((begin + at) * 2 + Number(at < head));
        }
        clause += 1;
      }
    }
    return search.lists.toHits(tables, Int32Array.from(found), wording.length);
  };

  search.texts = { row, documentRow, loadClause, excerpt, addressOf, about };
  search.scan = scan;
  search.needsTable = needsTable;
})();
