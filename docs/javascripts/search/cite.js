// @ts-check
/**
 * Answers what a clerk types into the box: 监察法第二十条第二款, 监察法 20.2, 措施 三(二), jcf 20, an
 * address, an id. Means the same as `converter/citations/typed.py`, `converter/citations/places.py`
 * and `converter/lookup/cite.py`; the outlines are written by `converter/search/outlines.py`.
 */
(() => {
  "use strict";

  const root = /** @type {any} */ (globalThis);
  const search = ((root.tiaowen ??= {}).search ??= {});

  const LONGEST = 200; // characters; what is longer was copied from a text
  const MOST = 5; // documents whose clauses are listed where several are meant
  const SHORTEST_PART = 4; // characters of a part of a title that alone may mean it
  const MOST_NAMED = 8; // more documents than this are not what a word alone means

  /** @typedef {{ eid: string, clause: number, parent: Node | null }} Node a clause of an outline */

  /** @type {() => TwPlaces} */
  const nothing = () => ({ places: [], note: "", exact: false });

  // Answers

  /** @param {TwStep[]} path */
  const words = (path) => path.map((step) => step.words).join("");
  const { placeOf, whole, titleOf, others: versionsNote, answer: inVersions } = search.versions;

  /** @type {(doc: number, typed: TwTyped, base: TwBase, dated?: boolean) => Promise<TwPlaces>} */
  const inDocument = async (doc, { path, last }, base, dated = false) => {
    const outline = await search.outlines.of(doc, base);
    /** @type {Node[]} */
    const from = search.outlines.resolve(path, outline);
    /** @type {Node[]} */
    const to = last.length ? search.outlines.resolve(last, outline) : [];
    const [end] = to;
    if (!last.length || (from.length === 1 && end && to.length === 1)) {
      /** @param {number} version @returns {Promise<Node[]>} */
      const find = async (version) =>
        search.outlines.resolve(path, await search.outlines.of(version, base));
      const asked = { words: words(path), dated, ...(end ? { to: end } : {}) };
      const answer = await inVersions(doc, find, asked, base);
      if (answer) return answer;
    }
    const others = versionsNote(doc, base);
    if (from.length && to.length) {
      const note = `${titleOf(doc, base)}有 ${from.length} 处${words(path)}。${others}`;
      return { places: from.map((one) => placeOf(doc, one)), note, exact: false };
    }
    const missing = from.length ? last : path;
    const note = `${titleOf(doc, base)}没有${words(missing)}`;
    for (let steps = path.length - 1; steps > 0; steps -= 1) {
      const [above, ...more] = search.outlines.resolve(path.slice(0, steps), outline);
      if (above && !more.length) {
        const places = [placeOf(doc, above)];
        const listed = words(path.slice(0, steps));
        return { places, note: `${note}，所列为${listed}。${others}`, exact: false };
      }
    }
    return { places: [whole(doc)], note: `${note}，所列为该文件。${others}`, exact: false };
  };

  /**
   * Lists what may be meant where several documents are.
   * @type {(d: number[], t: TwTyped, b: TwBase) => Promise<TwPlaces>}
   */
  const several = async (all, typed, base) => {
    /** @type {number[]} */
    const docs = search.names.latest(all, base);
    const shown = docs.slice(0, MOST);
    const most = `共 ${docs.length} 件，所列为前 ${MOST} 件，请写明文件名称。`;
    const more = docs.length > MOST ? most : "";
    const found = await Promise.all(
      shown.map(async (doc) => {
        /** @type {Node[]} */
        const nodes = search.outlines.resolve(typed.path, await search.outlines.of(doc, base));
        return nodes.map((node) => placeOf(doc, node));
      }),
    );
    const places = found.flat();
    if (places.length) {
      return { places, note: `“${typed.name}”可能指下列文件。${more}`, exact: false };
    }
    if (!typed.sure) return nothing();
    const note = `下列文件都没有${words(typed.path)}。${more}`;
    return { places: shown.map(whole), note, exact: false };
  };

  /** Ways of calling a document that leave no doubt. */
  const SURE = ["slug", "title", "number", "short", "bare", "pinyin"];

  /**
   * Answers a name alone.
   * @type {(t: TwTyped, docs: number[], way: string, b: TwBase) => TwPlaces}
   */
  const document = (typed, docs, way, base) => {
    const doc = search.names.current(docs, base);
    const sure = SURE.includes(way);
    if (doc !== null && sure) {
      // Letters that begin all syllables of a name by chance are more often a word.
      const exact = way !== "pinyin" || typed.name.length > 2;
      return { places: [whole(doc)], note: versionsNote(doc, base), exact };
    }
    // What very many titles hold is a word, and so is what is short and ends as no name does.
    const like = search.names.named(typed.name, base);
    const shortest = like || way === "slip" ? 2 : SHORTEST_PART;
    const word = docs.length > MOST_NAMED || typed.name.length < shortest;
    if (word && !sure && !typed.sure && !/^[a-z]/.test(typed.name)) return nothing();
    const places = docs.slice(0, MOST_NAMED).map(whole);
    if (way === "slip") return { places, note: notNamed(typed.name), exact: false };
    const note = docs.length > 1 && (like || sure) ? `“${typed.name}”可能指下列文件。` : "";
    return { places, note, exact: false };
  };

  /** @param {string} name */
  const notNamed = (name) => `没有名为“${name}”的文件，所列为名称相近的文件。`;

  /** @type {(t: TwTyped, doc: number, b: TwBase) => Promise<TwPlaces>} */
  const noEarlier = async (typed, doc, base) => {
    const { places } = await inDocument(doc, typed, base);
    const note = `本站没有收录${titleOf(doc, base)}更早的文本，所列为已收录的文本。`;
    return { places, note, exact: false };
  };

  /**
   * Answers a clause of a document that is named.
   * @type {(t: TwTyped, named: { docs: number[], way: string, version: string, missing: boolean },
   *   b: TwBase) => Promise<TwPlaces>}
   */
  const clause = async (typed, { docs, way, version, missing }, base) => {
    const doc = search.names.current(docs, base);
    const sure = SURE.includes(way);
    if (typed.name.length < 2 && !sure) return nothing();
    if (doc === null) {
      if (!typed.sure && docs.length > MOST) return nothing();
      const answer = await several(docs, typed, base);
      const near = way === "slip" && answer.places.length > 0;
      return near ? { ...answer, note: notNamed(typed.name) } : answer;
    }
    if (missing) return noEarlier(typed, doc, base);
    const answer = await inDocument(doc, typed, base, Boolean(version));
    if (way === "slip") return { ...answer, note: notNamed(typed.name), exact: false };
    // 疫情 3 is rather two words than a clause that is not there.
    const told = typed.sure || sure || search.names.named(typed.name, base);
    return told || answer.exact ? answer : nothing();
  };

  /** @type {(typed: TwTyped, base: TwBase, slips: boolean) => Promise<TwPlaces>} */
  const named = async (typed, base, slips) => {
    const like = search.names.named(typed.name, base);
    const found = await search.names.look(typed.name, base, typed.sure || like || slips);
    const { docs, way, version } = found;
    // 原条例 and 旧办法 are words of texts.
    if (version === search.dated.BEFORE && !typed.sure && !SURE.includes(way)) {
      if (!typed.path.length) return nothing();
    }
    if (!docs.length) {
      const told = typed.sure && like;
      return told ? { ...nothing(), note: `没有名为“${typed.name}”的文件。` } : nothing();
    }
    return typed.path.length ? clause(typed, found, base) : document(typed, docs, way, base);
  };

  /**
   * Answers 原第十二条 and 2018年第十二条 on the page of a document; null where it is something else.
   * @type {(typed: TwTyped, here: number | null, base: TwBase) => Promise<TwPlaces | null>}
   */
  const ofVersion = async (typed, here, base) => {
    /** @type {[string, string][]} */
    const ways = search.dated.split(search.names.normal(typed.name));
    const version = ways.find(([rest]) => !rest)?.[1];
    if (!version || !typed.path.length) return null;
    const before = version === search.dated.BEFORE;
    if (here === null) return before ? nothing() : null;
    /** @type {number[]} */
    const family = search.lineage.family(here, base);
    const ofDate = family.filter((doc) => base.dates[doc]?.startsWith(version));
    const doc = before ? family.at(-2) : ofDate.at(-1);
    if (doc !== undefined) return inDocument(doc, typed, base, true);
    return before ? noEarlier(typed, here, base) : null;
  };

  // Addresses and ids

  const ADDRESS =
    /^(?:.*\/)?documents\/([a-z0-9-]+(?:\/\d{4}-\d\d-\d\d)?)\/?(?:index\.[a-z]+)?(?:\?[^#]*)?(?:#([a-z0-9_-]*))?$/;
  const ID =
    /^([a-z0-9]+(?:-[a-z0-9]+)*(?:\/\d{4}-\d\d-\d\d)?)(?:\s*#\s*|\s+)([a-z]+[a-z0-9_-]*)$/;
  const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)+(?:\/\d{4}-\d\d-\d\d)?$/;
  const EID = /^#?([a-z]+(?:__?[a-z0-9-]+)+)$/;

  /** @type {(doc: number, eid: string, base: TwBase, dated: boolean) => Promise<TwPlaces>} */
  const byId = async (doc, eid, base, dated) => {
    if (!eid) return { places: [whole(doc)], note: versionsNote(doc, base), exact: true };
    /** @param {number} version @returns {Promise<Node[]>} */
    const find = async (version) => {
      const node = (await search.outlines.of(version, base)).ids.get(eid);
      return node && node.clause >= 0 ? [node] : [];
    };
    const answer = await inVersions(doc, find, { words: `编号为 ${eid} 的条款`, dated }, base);
    if (answer) return answer;
    const note = `${titleOf(doc, base)}没有编号为 ${eid} 的条款，所列为该文件。`;
    return { places: [whole(doc)], note, exact: false };
  };

  /**
   * The document at an address: each version has a dated one, the latest two.
   * @type {(slug: string, base: TwBase) => Promise<number | undefined>}
   */
  const documentAt = async (slug, base) => {
    const known = await search.pinyin.place(slug, base);
    if (known !== undefined) return known;
    const [work = "", date] = slug.split("/");
    const latest = date && (await search.pinyin.place(work, base));
    if (latest === undefined || !date) return undefined;
    /** @type {number[]} */
    const family = search.lineage.family(latest, base);
    return family.find((doc) => base.dates[doc] === date);
  };

  /**
   * Answers an address that leads nowhere by itself by what the ledger knows of it; null for nothing.
   * @type {(slug: string, eid: string, base: TwBase) => Promise<TwPlaces | null>}
   */
  const moved = async (slug, eid, base) => {
    if (!base.moved) return null;
    /** @type {TwMoved} */
    const known = await search.store.json("moved");
    const page = known[`${slug}#`];
    const [doc, to, removed, said] = known[`${slug}#${eid}`] ?? page ?? [-1, "", 0, ""];
    if (!said && doc < 0) return null;
    const what = eid && known[`${slug}#${eid}`] ? "条款" : "文件";
    if (removed) {
      const near = doc < 0 ? nothing() : await byId(doc, to, base, true);
      const listed = doc < 0 ? "" : "，所列为其后续内容";
      return { ...near, note: `该地址的${what}（“${said}”）已删去${listed}。`, exact: false };
    }
    const answer = await byId(doc, known[`${slug}#${eid}`] ? to : eid, base, false);
    return { ...answer, note: `该${what}的地址已变更，所列为现在的地址。${answer.note}` };
  };

  /**
   * Answers an address, an id, a slug; null where it is none.
   * @type {(t: string, b: TwBase, here: number | null) => Promise<TwPlaces | null>}
   */
  const addressed = async (text, base, here) => {
    const address = ADDRESS.exec(text);
    const known = address ?? ID.exec(text) ?? (SLUG.test(text) ? ["", text] : []);
    const [, slug = "", eid = ""] = known;
    if (slug) {
      const doc = await documentAt(slug, base);
      const answer = doc === undefined ? null : await byId(doc, eid, base, slug.includes("/"));
      const old = answer?.exact ? null : await moved(slug, eid, base);
      if (old ?? answer) return old ?? answer;
      if (address) return { ...nothing(), note: "本站没有这个地址的文件。" };
    }
    const alone = EID.exec(text);
    if (alone && here !== null) {
      const answer = await byId(here, alone[1] ?? "", base, true);
      if (answer.exact) return answer;
    }
    return null;
  };

  /**
   * Answers what is typed, as far as it is a citation or the name of a document.
   * @param {string} query
   * @param {TwBase} base
   * @param {string | number | null} [here] the document that is open, by its slug or place
   * @param {boolean} [slips] whether a name that ends as none does may be one with a slip
   * @returns {Promise<TwPlaces>}
   */
  search.cite = async (query, base, here = null, slips = false) => {
    const text = search.typed.tidy(query);
    const open = async () =>
      typeof here === "string" ? ((await search.pinyin.place(here, base)) ?? null) : here;
    const plain = query.normalize("NFKC").trim().toLowerCase();
    if (/^[\x21-\x7e\s]*$|\/documents\//.test(plain) && /[a-z]/.test(plain)) {
      const answer = await addressed(plain, base, EID.test(plain) ? await open() : null);
      if (answer) return answer;
    }
    const typed = text.length > LONGEST ? null : search.typed.parse(text);
    if (!typed) return nothing();
    if (typed.name) {
      const isVersion = typed.path.length && search.dated.leading(typed.name);
      const answer = isVersion ? await ofVersion(typed, await open(), base) : null;
      return answer ?? named(typed, base, slips);
    }
    const doc = typed.path.length ? await open() : null;
    return doc === null ? nothing() : inDocument(doc, typed, base);
  };
})();
