// @ts-check
/**
 * Answers a query: finds the clauses, counts them by what they are filtered by, and puts them in
 * order. What is shown of them is loaded only for the rows that somebody looks at.
 */
(() => {
  "use strict";

  const search = ((globalThis.tiaowen ??= {}).search ??= {});

  /** What makes a clause come first; each row outweighs all below it together. */
  const WEIGHTS = { heading: 1e8, defined: 1e7, count: 1e4, near: 1e2 };
  const MOST_COUNTED = 99;
  const MOST_NEAR = 99;
  /** Wordings that nothing has are looked for by pieces of this length. */
  const PIECE = 2;
  /** Lists that are counted together when no clause has all words. */
  const MOST_PIECES = 24;

  /** @typedef {{ clauses: Int32Array, scores: Float64Array }} Found */

  /** @type {{ base: TwBase, tables: any } | undefined} */
  let ready;
  const open = async () => {
    const base = await search.store.json("base");
    if (ready?.base !== base) ready = { base, tables: search.lists.makeTables(base) };
    return base;
  };

  /** @param {any} hits @returns {Found} */
  const scored = (hits) => ({
    clauses: hits.clauses,
    scores: Float64Array.from(
      hits.clauses,
      (/** @type {number} */ _, /** @type {number} */ i) =>
        hits.headed[i] * WEIGHTS.heading + Math.min(hits.counts[i], MOST_COUNTED) * WEIGHTS.count,
    ),
  });

  /**
   * How near the places of several words come to each other in a clause, from 0 to `MOST_NEAR`.
   * @param {any[]} all hits of each word
   * @param {any} tables
   * @returns {(clause: number) => number}
   */
  const nearness = (all, tables) => {
    const placed = all.filter((hits) => hits.places);
    const cursors = placed.map(() => 0);
    return (clause) => {
      if (placed.length < 2) return 0;
      const begin = tables.slotOf[clause] * search.SLOT;
      const end = (clause + 1 < tables.clauses ? tables.slotOf[clause + 1] : tables.clauseOf.length) * search.SLOT;
      const inside = placed.map(({ places }, w) => {
        while (cursors[w] < places.length && places[cursors[w]] < begin) cursors[w] += 1;
        let last = cursors[w];
        while (last < places.length && places[last] < end) last += 1;
        return places.subarray(cursors[w], last);
      });
      let best = Infinity;
      for (const place of inside[0]) {
        let widest = 0;
        for (const places of inside.slice(1)) {
          let nearest = Infinity;
          for (const other of places) nearest = Math.min(nearest, Math.abs(other - place));
          widest = Math.max(widest, nearest);
        }
        best = Math.min(best, widest);
      }
      return Math.max(0, MOST_NEAR - Math.min(best, MOST_NEAR));
    };
  };

  /** The clauses that are in all. @param {any[]} all @param {any} tables @returns {Found} */
  const inAll = (all, tables) => {
    if (all.length === 1) return scored(all[0]);
    const order = [...all].sort((a, b) => a.clauses.length - b.clauses.length);
    const cursors = order.map(() => 0);
    const near = nearness(all, tables);
    /** @type {number[]} */
    const clauses = [];
    /** @type {number[]} */
    const scores = [];
    for (const clause of order[0].clauses) {
      let headed = 0;
      let count = 0;
      const everywhere = order.every((hits, w) => {
        while (cursors[w] < hits.clauses.length && hits.clauses[cursors[w]] < clause) cursors[w] += 1;
        if (hits.clauses[cursors[w]] !== clause) return false;
        headed += hits.headed[cursors[w]];
        count += hits.counts[cursors[w]];
        return true;
      });
      if (!everywhere) continue;
      clauses.push(clause);
      // With several words it counts first how near they stand, and then how often.
      scores.push(
        Number(headed === order.length) * WEIGHTS.heading + near(clause) * WEIGHTS.count + Math.min(count, MOST_COUNTED) * WEIGHTS.near,
      );
    }
    return { clauses: Int32Array.from(clauses), scores: Float64Array.from(scores) };
  };

  /** Leaves out some clauses. @param {Found} found @param {(clause: number, i: number) => boolean} keeps */
  const only = (found, keeps) => {
    /** @type {number[]} */
    const left = [];
    found.clauses.forEach((clause, i) => keeps(clause, i) && left.push(i));
    if (left.length === found.clauses.length) return found;
    return {
      clauses: Int32Array.from(left, (i) => found.clauses[i]),
      scores: Float64Array.from(left, (i) => found.scores[i]),
    };
  };

  /** The clauses that are in most. @param {any[]} all @returns {Found} */
  const inMost = (all) => {
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const hits of all) for (const clause of hits.clauses) counts.set(clause, (counts.get(clause) ?? 0) + 1);
    let most = 0;
    for (const count of counts.values()) most = Math.max(most, count);
    const clauses = [...counts].filter(([, count]) => count === most).map(([clause]) => clause);
    clauses.sort((a, b) => a - b);
    return { clauses: Int32Array.from(clauses), scores: new Float64Array(clauses.length).fill(most) };
  };

  /** The clauses of the documents that have all words. @param {any[]} all @param {any} tables @returns {Found} */
  const inDocuments = (all, tables) => {
    const documents = all.map((hits) => new Set(Array.from(hits.clauses, (clause) => tables.documentOf[clause])));
    const [first, ...rest] = documents;
    const shared = new Set([...first].filter((document) => rest.every((others) => others.has(document))));
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const hits of all) {
      for (const clause of hits.clauses) {
        if (shared.has(tables.documentOf[clause])) counts.set(clause, (counts.get(clause) ?? 0) + 1);
      }
    }
    const clauses = [...counts.keys()].sort((a, b) => a - b);
    return {
      clauses: Int32Array.from(clauses),
      scores: Float64Array.from(clauses, (clause) => (counts.get(clause) ?? 0) * WEIGHTS.count),
    };
  };

  /**
   * What to look for where nothing has all of it.
   * @param {string[]} words
   */
  const piecesOf = (words) => {
    if (words.length > 1) return words;
    const [word] = words;
    const pieces = new Set();
    for (let at = 0; at + PIECE <= word.length && pieces.size < MOST_PIECES; at += 1) pieces.add(word.slice(at, at + PIECE));
    return [...pieces];
  };

  /**
   * Finds the clauses for a query, and what they are.
   * @param {ReturnType<typeof search.read>} query
   * @param {TwFilters} filters
   * @param {any} tables
   */
  const lookUp = async (query, filters, tables) => {
    const several = query.words.length > 1;
    const find = (/** @type {string} */ word) => search.lists.find(tables, word, several);
    const all = await Promise.all(query.words.map(find));
    const without = await Promise.all(query.without.map((/** @type {string} */ word) => search.lists.find(tables, word)));
    const barred = new Set(without.flatMap((hits) => [...hits.clauses]));
    const title = query.title.length
      ? new Set(ready?.base.titles.flatMap((name, doc) => (query.title.every((/** @type {string} */ part) => search.fold(name).includes(part)) ? [doc] : [])))
      : null;
    const allowed = (/** @type {number} */ clause) =>
      !barred.has(clause) && (!title || title.has(tables.documentOf[clause]));
    if (!query.words.length) {
      const clauses = title ? Int32Array.from(title, (doc) => tables.firstClause[doc]) : new Int32Array(0);
      const found = { clauses, scores: new Float64Array(clauses.length) };
      return { scope: clauses.length ? "titles" : "none", found: only(found, allowed), apart: null };
    }
    const found = only(inAll(all, tables), allowed);
    const apart = several ? only(await search.inArticles(all, tables, found), allowed) : null;
    if (filters.apart && apart) return { scope: "articles", found: apart, apart: null };
    if (found.clauses.length) return { scope: "clauses", found, apart };
    if (apart?.clauses.length) return { scope: "articles", found: apart, apart: null };
    const documents = several ? only(inDocuments(all, tables), allowed) : null;
    if (documents?.clauses.length) return { scope: "documents", found: documents, apart: null };
    const across = several ? null : await search.across(query.words[0], tables);
    const passages = across && only(across, allowed);
    if (passages?.clauses.length) return { scope: "clauses", found: { ...passages, words: across.words }, apart: null };
    const pieces = several ? all : await Promise.all(piecesOf(query.words).map((piece) => search.lists.find(tables, piece)));
    const most = only(inMost(pieces), allowed);
    return { scope: most.clauses.length ? "most" : "none", found: most, apart: null };
  };

  search.open = open;
  search.lookUp = lookUp;
  search.DEFINED = WEIGHTS.defined;
  search.ready = () => ready;
})();
