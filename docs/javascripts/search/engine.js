// @ts-check
/**
 * Finds the clauses of a query and weighs them. Where nothing has all words, it finds what comes
 * nearest and says what that is. No text is shown from here: `results.js` puts together what is.
 */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

  /**
   * What makes a clause come first, each outweighing all behind it together: that a heading has the
   * words, that it defines the term, and then how often it has the word; with several words first
   * how near they stand, and second how often they come.
   */
  const WEIGHTS = { heading: 1e8, defined: 1e7, first: 1e4, second: 1e2 };
  const MOST_COUNTED = 99;
  const MOST_NEAR = 99;
  /** Wordings that nothing has are looked for by pieces of this length. */
  const PIECE = 2;
  /** More pieces of a wording are not looked for. */
  const MOST_PIECES = 24;

  /** @type {{ base: TwBase, tables: TwTables } | undefined} */
  let ready;
  /** What titles are folded by. @type {Promise<void> | undefined} */
  let named;
  const open = async () => {
    const base = await search.store.json("base");
    if (ready?.base !== base) ready = { base, tables: search.lists.makeTables(base) };
    named ??= [...base.titles, ...Object.values(base.names.aliases).flat()].some(search.needsTable)
      ? search.loadTraditional()
      : Promise.resolve();
    await named.catch((/** @type {unknown} */ error) => {
      named = undefined; // to be tried again
      throw error;
    });
    return base;
  };

  /**
   * Weighs what has the only word of a query.
   * @param {TwHits} hits
   * @returns {TwFound}
   */
  const scored = (hits) => ({
    clauses: hits.clauses,
    scores: Float64Array.from(
      hits.clauses,
      (/** @type {number} */ _, /** @type {number} */ i) =>
        hits.headed[i] * WEIGHTS.heading + Math.min(hits.counts[i], MOST_COUNTED) * WEIGHTS.first,
    ),
  });

  /**
   * How near the places of several words come to each other in a clause, from 0 to `MOST_NEAR`.
   * @param {TwHits[]} all hits of each word
   * @param {TwTables} tables
   * @returns {(clause: number) => number}
   */
  const nearness = (all, tables) => {
    const placed = all.flatMap(({ places }) => (places ? [places] : []));
    const cursors = placed.map(() => 0);
    return (clause) => {
      if (placed.length < 2) return 0;
      const begin = tables.slotOf[clause] * search.SLOT;
      const end = (clause + 1 < tables.clauses ? tables.slotOf[clause + 1] : tables.clauseOf.length) * search.SLOT;
      const inside = placed.map((places, w) => {
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

  /**
   * The clauses that have all words, weighed.
   * @param {TwHits[]} all
   * @param {TwTables} tables
   * @returns {TwFound}
   */
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
        Number(headed === order.length) * WEIGHTS.heading + near(clause) * WEIGHTS.first +
          Math.min(count, MOST_COUNTED) * WEIGHTS.second,
      );
    }
    return { clauses: Int32Array.from(clauses), scores: Float64Array.from(scores) };
  };

  /**
   * Leaves out some clauses.
   * @param {TwFound} found
   * @param {(clause: number, i: number) => boolean} keeps
   * @returns {TwFound}
   */
  const only = (found, keeps) => {
    /** @type {number[]} */
    const left = [];
    found.clauses.forEach((clause, i) => keeps(clause, i) && left.push(i));
    if (left.length === found.clauses.length) return found;
    return {
      ...found,
      clauses: Int32Array.from(left, (i) => found.clauses[i]),
      scores: Float64Array.from(left, (i) => found.scores[i]),
    };
  };

  /**
   * The clauses that have the most of the words.
   * @param {TwHits[]} all
   * @returns {TwFound}
   */
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

  /**
   * The clauses of the documents that have all words.
   * @param {TwHits[]} all
   * @param {TwTables} tables
   * @returns {TwFound}
   */
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
      scores: Float64Array.from(clauses, (clause) => (counts.get(clause) ?? 0) * WEIGHTS.first),
    };
  };

  /**
   * What to look for where nothing has all of a wording.
   * @param {string} wording
   */
  const piecesOf = (wording) => {
    /** @type {Set<string>} */
    const pieces = new Set();
    for (let at = 0; at + PIECE <= wording.length && pieces.size < MOST_PIECES; at += 1) {
      pieces.add(wording.slice(at, at + PIECE));
    }
    return [...pieces];
  };

  /**
   * Which clauses a query allows, its words aside.
   * @param {TwQuery} query
   * @param {TwTables} tables
   */
  const permission = async ({ without, title, untitled }, tables) => {
    const hits = await Promise.all(without.map((word) => search.lists.find(tables, word)));
    const barred = new Set(hits.flatMap(({ clauses }) => [...clauses]));
    const { titles } = search.ready().base;
    const folded = title.length || untitled.length ? titles.map(search.fold) : titles;
    const named = folded.flatMap((name, doc) => {
      const fits = title.every((part) => name.includes(part)) && !untitled.some((part) => name.includes(part));
      return fits ? [doc] : [];
    });
    const allowed = new Set(named);
    return {
      named,
      barred,
      /** @param {number} clause */
      allows: (clause) => !barred.has(clause) && allowed.has(tables.documentOf[clause]),
    };
  };

  /** @type {TwFound} */
  const NOTHING = { clauses: new Int32Array(0), scores: new Float64Array(0) };

  /**
   * Finds the clauses for a query, and says what they are.
   * @param {TwQuery} query
   * @param {TwFilters} filters
   * @param {TwTables} tables
   * @param {Promise<boolean>} [answered] whether something else answers the query: then what is only
   *   like it is not looked for
   * @returns {Promise<TwLooked>}
   */
  const lookUp = async (query, filters, tables, answered) => {
    const { words } = query;
    const several = words.length > 1;
    const { named, barred, allows } = await permission(query, tables);
    if (!words.length) {
      if (!query.title.length) return { scope: "none", found: NOTHING, apart: null };
      const clauses = Int32Array.from(named, (doc) => tables.firstClause[doc]);
      return { scope: "titles", found: { clauses, scores: new Float64Array(clauses.length) }, apart: null };
    }
    const all = await Promise.all(words.map((word) => search.lists.find(tables, word, several)));
    const found = only(inAll(all, tables), allows);
    // Looked for when somebody asks: it takes a file that the first results need not wait for.
    const apart = async () => {
      const spread = await search.inArticles(all, tables, found);
      // What must not be there must not be in any part of the article.
      const without = new Set(Array.from(barred, (clause) => spread.articleOf?.[clause]));
      return only(spread, (clause) => allows(clause) && !without.has(clause));
    };
    if (found.clauses.length && !filters.apart) return { scope: "clauses", found, apart: several ? apart : null };
    const articles = several ? await apart() : NOTHING;
    if (articles.clauses.length || filters.apart) return { scope: "articles", found: articles, apart: null };
    if (await answered) return { scope: "none", found: NOTHING, apart: null };
    const passage = await copied(words.join(""), allows, tables);
    return passage ?? (several ? looser(all, allows, tables) : alike(words[0], allows, tables));
  };

  /**
   * Where nothing has a wording: the clauses that have it together, or without its printed number.
   * @param {string} wording
   * @param {(clause: number) => boolean} allows
   * @param {TwTables} tables
   * @returns {Promise<TwLooked | null>}
   */
  const copied = async (wording, allows, tables) => {
    const across = await search.across(wording, tables);
    const found = across ? only(across, allows) : NOTHING;
    return found.clauses.length ? { scope: "clauses", found, apart: null } : null;
  };

  /**
   * Where nothing has all words: the documents that have them, else what has most of them.
   * @param {TwHits[]} all
   * @param {(clause: number) => boolean} allows
   * @param {TwTables} tables
   * @returns {Promise<TwLooked>}
   */
  const looser = async (all, allows, tables) => {
    const documents = only(inDocuments(all, tables), allows);
    if (documents.clauses.length) return { scope: "documents", found: documents, apart: null };
    const found = only(inMost(all), allows);
    return { scope: found.clauses.length ? "most" : "none", found, apart: null };
  };

  /**
   * Where nothing has a wording: the clauses with most of it.
   * @param {string} wording
   * @param {(clause: number) => boolean} allows
   * @param {TwTables} tables
   * @returns {Promise<TwLooked>}
   */
  const alike = async (wording, allows, tables) => {
    const pieces = piecesOf(wording);
    const all = await Promise.all(pieces.map((piece) => search.lists.find(tables, piece)));
    const found = { ...only(inMost(all), allows), words: pieces };
    return { scope: found.clauses.length ? "most" : "none", found, apart: null };
  };

  search.open = open;
  search.lookUp = lookUp;
  search.DEFINED = WEIGHTS.defined;
  search.ready = () => {
    if (!ready) throw new Error("the search is not open");
    return ready;
  };
})();
