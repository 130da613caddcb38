// @ts-check
/**
 * Finds what no clause has by itself: words that an article has in several of its paragraphs and
 * items, and passages that run over the end of a clause, as one copies them from a page.
 */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

  /** A passage is looked for around so many clauses at most, and so many before and behind each. */
  const MOST_CANDIDATES = 60;
  const AROUND = 12;

  /** Ends of clauses, folded: behind them a passage may go on in the next one. */
  const ENDS = /(?<=[。;:!?])/;
  /** Printed numbers, folded; the texts of clauses are without theirs. */
  const NUMBER =
    /^(?:第[零〇一二三四五六七八九十百千0-9]+[编章节条](?:之[一二三四五六七八九十]+)?|\([一二三四五六七八九十0-9]+\)|[一二三四五六七八九十]+、|[0-9]+[.、])/;

  /**
   * The first clause of each article that has all words, though no clause of it has them all.
   * @param {TwHits[]} all hits of each word
   * @param {TwTables} tables
   * @param {TwFound} whole what has them all
   */
  const inArticles = async (all, tables, whole) => {
    tables.articleOf ??= search.store.json("articles").then((/** @type {number[]} */ steps) => {
      const article = new Int32Array(tables.clauses);
      let start = 0;
      steps.forEach((step, i) => {
        start += step;
        article.fill(start, start, i + 1 < steps.length ? start + steps[i + 1] : tables.clauses);
      });
      return article;
    }).catch((/** @type {unknown} */ error) => {
      tables.articleOf = undefined;
      throw error;
    });
    /** @type {Int32Array} */
    const articleOf = await tables.articleOf;
    const has = new Set(Array.from(whole.clauses, (clause) => articleOf[clause]));
    /** @type {Map<number, number>} */
    const counts = new Map();
    all.forEach((hits, w) => {
      for (const clause of hits.clauses) {
        const article = articleOf[clause];
        if ((counts.get(article) ?? 0) === w) counts.set(article, w + 1);
      }
    });
    const clauses = [...counts].filter(([article, n]) => n === all.length && !has.has(article));
    const sorted = Int32Array.from(clauses, ([article]) => article).sort();
    return { clauses: sorted, scores: new Float64Array(sorted.length), articleOf };
  };

  /**
   * The clause that holds two others, or the first of them where their ids do not tell.
   * @param {string[]} eids
   * @param {number} first
   * @param {number} last
   */
  const holding = (eids, first, last) => {
    const steps = eids[first].split("__");
    const others = eids[last].split("__");
    let shared = 0;
    while (shared < steps.length && steps[shared] === others[shared]) shared += 1;
    const id = steps.slice(0, shared).join("__");
    const at = eids.lastIndexOf(id, first);
    return shared && at >= 0 ? at : first;
  };

  /**
   * Looks for a passage around a clause.
   * @param {TwBase} base
   * @param {TwTables} tables
   * @param {number} clause that has its longest piece
   * @param {string} passage without printed numbers
   */
  const around = async (base, tables, clause, passage) => {
    const document = tables.documentOf[clause];
    const from = Math.max(tables.firstClause[document], clause - AROUND);
    const to = Math.min(tables.firstClause[document + 1], clause + AROUND + 1);
    const near = [];
    for (let other = from; other < to; other += 1) near.push(search.texts.loadClause(base, other));
    const loaded = await Promise.all(near);
    let row = "";
    const begins = loaded.map(({ text }) => {
      const begin = row.length;
      row += search.fold(text);
      return begin;
    });
    const at = row.indexOf(passage);
    if (at < 0) return -1;
    /** @param {number} place */
    const holds = (place) => begins.filter((begin) => begin <= place).length - 1;
    const eids = loaded.map(({ eid }) => eid);
    return from + holding(eids, holds(at), holds(at + passage.length - 1));
  };

  /**
   * Finds a passage that runs over the ends of clauses, or has the printed number of one.
   * @param {string} wording folded
   * @param {TwTables} tables
   */
  const across = async (wording, tables) => {
    const pieces = wording.split(ENDS).map((piece) => piece.replace(NUMBER, "")).filter(Boolean);
    const [first] = pieces;
    if (first && pieces.length === 1 && first !== wording) {
      const { clauses, headed } = await search.lists.find(tables, first);
      return { clauses, scores: Float64Array.from(headed), words: pieces };
    }
    if (pieces.length < 2) return null;
    const longest = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), "");
    if (longest.length < 2) return null;
    const hits = await search.lists.find(tables, longest);
    if (!hits.clauses.length || hits.clauses.length > MOST_CANDIDATES) return null;
    const { base } = search.ready();
    const found = await Promise.all(
      Array.from(hits.clauses, (clause) => around(base, tables, clause, pieces.join(""))),
    );
    const clauses = Int32Array.from(new Set(found.filter((clause) => clause >= 0))).sort();
    return { clauses, scores: new Float64Array(clauses.length), words: pieces };
  };

  /**
   * Shows where in an article its words are: the sentence of each.
   * @param {TwBase} base
   * @param {TwTables} tables
   * @param {TwFound} found
   * @param {number} first its first clause
   * @param {string[]} words folded
   * @returns {Promise<[string, boolean][]>}
   */
  const articleExcerpt = async (base, tables, { articleOf }, first, words) => {
    let last = first;
    while (last + 1 < tables.clauses && articleOf?.[last + 1] === first) last += 1;
    const missing = new Set(words);
    /** @type {[string, boolean][]} */
    const parts = [];
    for (let clause = first; clause <= last && missing.size; clause += 1) {
      const { text } = await search.texts.loadClause(base, clause);
      const folded = search.fold(text);
      const here = [...missing].filter((word) => folded.includes(word));
      if (!here.length) continue;
      here.forEach((word) => missing.delete(word));
      if (parts.length) parts.push([" … ", false]);
      parts.push(...search.texts.excerpt(text, here));
    }
    return parts;
  };

  search.articleExcerpt = articleExcerpt;
  search.inArticles = inArticles;
  search.across = across;
})();
