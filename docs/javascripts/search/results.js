// @ts-check
/** Puts together what is shown of a query: groups by document, counts, filters, definitions. */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

  const FACETS = /** @type {const} */ (["kind", "issuer", "year", "status"]);
  /** Documents whose title has the words come first, those whose title is the words before them. */
  const TITLE = 1e10;
  const QUOTED = /[“”„‟「『〝＂]([^“”„‟「」『』〝〞＂]+)[“”„‟」』〞＂]/g;
  /** Of documents alike the one with more clauses comes first. */
  const MORE = 1e-3;
  /** By so much at least an earlier version comes behind a later one. */
  const EARLIER = 1e-5;

  /**
   * Which documents pass the filters, one of them aside.
   * @param {TwBase} base
   * @param {TwFilters} filters
   * @param {string} [aside]
   * @returns {(doc: number) => boolean}
   */
  const passes = (base, filters, aside) => {
    const tests = FACETS.flatMap((name) => {
      const value = filters[name];
      if (!value || name === aside) return [];
      const { values, of } = base.facets[name];
      const wanted = values.indexOf(value);
      return [(/** @type {number} */ doc) => of[doc] === wanted];
    });
    if (filters.current && aside !== "current") {
      const old = new Set(base.facets.superseded);
      tests.push((doc) => !old.has(doc));
    }
    return (doc) => tests.every((test) => test(doc));
  };

  /**
   * Sorts clauses by document.
   * @param {Int32Array} clauses
   * @param {TwTables} tables
   */
  const byDocument = (clauses, tables) => {
    /** @type {Map<number, number[]>} the places of its clauses among `clauses` */
    const groups = new Map();
    clauses.forEach((clause, i) => {
      const doc = tables.documentOf[clause];
      const group = groups.get(doc);
      if (group) group.push(i);
      else groups.set(doc, [i]);
    });
    return groups;
  };

  /**
   * Counts clauses by the values of each filter, the other filters applied.
   * @param {TwBase} base
   * @param {TwFilters} filters
   * @param {Map<number, number[]>} groups as `byDocument` makes them
   */
  const countFacets = (base, filters, groups) => {
    /** @type {TwOutcome["facets"]} */
    const facets = { kind: [], issuer: [], year: [], status: [] };
    for (const name of FACETS) {
      const { values, of } = base.facets[name];
      const counts = new Int32Array(values.length);
      const passing = passes(base, filters, name);
      for (const [doc, group] of groups) if (passing(doc)) counts[of[doc]] += group.length;
      facets[name] = values.flatMap((value, i) => (counts[i] ? [[value, counts[i]]] : []));
      if (name !== "year") facets[name].sort((a, b) => b[1] - a[1]);
    }
    return facets;
  };

  /**
   * What the title of a document weighs: all words in it, and more where it is the words.
   * @param {TwBase} base
   * @param {number} doc
   * @param {string[]} words
   */
  const titleScore = (base, doc, words) => {
    const title = search.fold(base.titles[doc]);
    if (!words.length || !words.every((word) => title.includes(word))) return 0;
    const whole = title === words[0] || title === `中华人民共和国${words[0]}`;
    return TITLE * (1 + Number(whole) + 1 / title.length);
  };

  /**
   * Answers a query.
   * @param {string} text the query
   * @param {TwFilters} [filters]
   * @returns {Promise<TwOutcome>}
   */
  const run = async (text, filters = {}) => {
    const base = await search.open();
    const { tables } = search.ready();
    const query = search.read(text);
    const asked = [...query.words, ...query.without, ...query.title, ...query.untitled].join("");
    if (search.needsTable(asked)) {
      await search.loadTraditional();
      Object.assign(query, search.read(text));
    }
    const answered = search.answer(text, base, tables);
    const [known, definitions, looked] = await Promise.all([
      answered,
      query.words.length === 1 && base.terms ? search.definitions(query.words[0], base) : [],
      search.lookUp(query, filters, tables, answered.then(({ rows }) => rows.length > 0)),
    ]);
    // 监察发 may be meant for 监察法 where no text has it.
    const isUnknown = !known.rows.length && !known.note && ["most", "none"].includes(looked.scope);
    const answer = isUnknown ? await search.answer(text, base, tables, true) : known;
    const bare = await unquoted(text, query, filters, tables, looked);
    const { scope, found, apart } = bare?.instead ?? looked;
    const words = found.words ?? (bare?.instead ? bare.words : query.words);
    /** @type {TwOutcome["notes"]} */
    const notes = [...(bare?.notes ?? [])];
    if (!query.words.length && !query.title.length && asked) {
      notes.push({ text: "请同时输入要查找的词语：前有 - 的词语只用来排除。", query: null });
    }
    return assemble({ text, base, tables, filters, answer, definitions, words, notes, scope, found, apart });
  };

  /**
   * Quotation marks of a text are part of what is searched for; who typed them may not have meant
   * them so. Says how many clauses have the words without them, or shows these where none has them.
   * @param {string} text
   * @param {TwQuery} query
   * @param {TwFilters} filters
   * @param {TwTables} tables
   * @param {TwLooked} looked what was found
   */
  const unquoted = async (text, query, filters, tables, looked) => {
    const words = query.words.map((word) => word.replaceAll('"', "")).filter(Boolean);
    if (!words.length || words.join() === query.words.join()) return null;
    // What is only like the bare words is of no use here, and would load many lists.
    const found = await search.lookUp({ ...query, words }, filters, tables, Promise.resolve(true));
    if (found.scope !== "clauses") return null;
    const plain = text.replace(QUOTED, '"$1"');
    if (looked.scope !== "clauses") {
      return { instead: found, words, notes: [{ text: "没有条文含有带引号的词语，以下为不带引号的。", query: null }] };
    }
    const more = found.found.clauses.length - looked.found.clauses.length;
    const notes = more ? [{ text: `另有 ${more.toLocaleString("zh-CN")} 条含有该词语而不带引号`, query: plain }] : [];
    return { instead: null, words, notes };
  };

  /**
   * Lets no earlier version weigh more than a later one that is there: it comes behind it.
   * @param {{ doc: number, score: number }[]} groups
   * @param {TwBase} base
   */
  const behindLater = (groups, base) => {
    const of = new Map(groups.map((group) => [group.doc, group]));
    for (const family of base.names.versions) {
      let most = Infinity;
      for (const doc of [...family].reverse()) {
        const group = of.get(doc);
        if (!group) continue;
        group.score = Math.min(group.score, most);
        most = group.score - EARLIER;
      }
    }
  };

  /**
   * Puts what was found in order, and counts it.
   * @param {any} known the query, what it was looked for with, and what was found
   * @returns {TwOutcome}
   */
  const assemble = ({ text, base, tables, filters, answer, definitions, words, notes, scope, found, apart }) => {
    const all = byDocument(found.clauses, tables);
    const passing = passes(base, filters);
    const defined = new Set(
      definitions.map((/** @type {TwDefinition} */ { doc, clause }) =>
        doc === null || clause === null ? -1 : tables.firstClause[doc] + clause,
      ),
    );
    const scores = found.scores.map((/** @type {number} */ score, /** @type {number} */ i) =>
      score + (defined.has(found.clauses[i]) ? search.DEFINED : 0),
    );
    const old = new Set(base.facets.superseded);
    const groups = [...all].filter(([doc]) => passing(doc)).map(([doc, group]) => {
      group.sort((a, b) => scores[b] - scores[a] || a - b);
      const definer = definitions.some((/** @type {TwDefinition} */ definition) => definition.doc === doc);
      const score =
        titleScore(base, doc, words) + Math.max(scores[group[0]], definer ? search.DEFINED : 0) +
        group.length * MORE;
      return { doc, group, score };
    });
    behindLater(groups, base);
    groups.sort(
      (a, b) => b.score - a.score || Number(old.has(a.doc)) - Number(old.has(b.doc)) || a.doc - b.doc,
    );
    const total = groups.reduce((sum, { group }) => sum + group.length, 0);
    const currents = passes(base, { ...filters, current: true });

    /** @param {number} doc @param {number} i */
    const rowAt = async (doc, i) => {
      if (scope === "titles") return search.texts.documentRow(base, doc, found.clauses[i]);
      const row = await search.texts.row(base, doc, found.clauses[i], words);
      if (scope === "articles") row.parts = await search.articleExcerpt(base, tables, found, found.clauses[i], words);
      return row;
    };
    /** @param {{ doc: number, group: number[] }} entry @param {number} start @param {number} count */
    const rowsAt = ({ doc, group }, start, count) =>
      Promise.all(group.slice(start, start + count).map((i) => rowAt(doc, i)));
    return {
      query: text, words, definitions, notes, scope, total,
      // A part of a title leads to documents that stand among the results as well.
      answer: answer.exact || answer.note ? answer : { ...answer, rows: answer.rows.filter((/** @type {TwRow} */ row) => row.eid || !all.has(row.doc)) },
      documents: groups.length,
      apart: async () => {
        const { clauses } = apart ? await apart() : { clauses: [] };
        return clauses.filter((/** @type {number} */ clause) => passing(tables.documentOf[clause])).length;
      },
      facets: countFacets(base, filters, all),
      current: groups.reduce((sum, { doc, group }) => sum + (currents(doc) ? group.length : 0), 0),
      groups: (start, count, rows) =>
        Promise.all(
          groups.slice(start, start + count).map(async (entry) => {
            const listed = await rowsAt(entry, 0, rows);
            const { slug } = /** @type {any} */ (listed[0]);
            return {
              ...search.texts.about(base, entry.doc), url: search.texts.addressOf(slug, "", words),
              count: entry.group.length, rows: listed,
            };
          }),
        ),
      rowsOf: async (doc, start, count) => {
        const entry = groups.find((group) => group.doc === doc);
        return entry ? rowsAt(entry, start, count) : [];
      },
    };
  };

  search.run = run;
})();
