// @ts-check
/** Turns what a citation or a name leads to into rows. */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

  /** So many are shown; who types a part of many titles has the results below. */
  const MOST = 8;

  /** The document that is open. */
  const here = () =>
    /\/documents\/([a-z0-9-]+(?:\/\d{4}-\d\d-\d\d)?)\//.exec(location.pathname)?.[1] ?? null;

  /**
   * A row for a clause. One without words of its own, as an article is whose words are those of its
   * paragraphs, shows those of the first clause in it.
   * @param {TwBase} base
   * @param {number} doc
   * @param {number} clause among all
   */
  const rowOf = async (base, doc, clause) => {
    const row = await search.texts.row(base, doc, clause, []);
    if (row.parts.some(([words]) => words)) return row;
    const next = await search.texts.row(base, doc, clause + 1, []).catch(() => null);
    return next?.eid.startsWith(`${row.eid}__`) ? { ...row, parts: next.parts } : row;
  };

  /**
   * Answers a query that is a citation or a name, in rows.
   * @param {string} text the query
   * @param {TwBase} base
   * @param {TwTables} tables
   * @param {boolean} [slips] whether names are looked for that it is like
   * @returns {Promise<TwAnswer>}
   */
  const answer = async (text, base, tables, slips = false) => {
    const { places, note, exact } = await search.cite(text, base, here(), slips);
    const rows = places.slice(0, MOST).map(async ({ doc, clause, said }) => {
      const first = tables.firstClause[doc];
      if (clause === null) return search.texts.documentRow(base, doc, first);
      return { ...(await rowOf(base, doc, first + clause)), ...(said ? { said } : {}) };
    });
    return { rows: await Promise.all(rows), note, exact };
  };

  search.answer = answer;
})();
