// @ts-check
/**
 * Answers with a clause of one version what became of it, or what bore its number before: the
 * latest text comes first.
 */
(() => {
  "use strict";

  const root = /** @type {any} */ (globalThis);
  const search = ((root.tiaowen ??= {}).search ??= {});

  /**
   * @typedef {object} Node a clause of an outline
   * @property {string} letter
   * @property {string} eid
   * @property {number} clause
   * @property {Node | null} parent
   */
  /** @typedef {{ doc: number, was: Node, latest: number, now: Node[], within: boolean }} Former */

  const HOLDERS = "BQFUZHJKL"; // letters of parts, chapters and sections

  /** @param {number} doc @returns {TwPlace} */
  const whole = (doc) => ({ doc, clause: null, eid: "" });
  /**
   * @param {number} doc
   * @param {Node} node
   * @param {Node} [last]
   * @returns {TwPlace}
   */
  const placeOf = (doc, node, last) => ({
    doc, clause: node.clause, eid: node.eid, ...(last ? { last: last.eid } : {}),
  });
  /** @param {number} doc @param {TwBase} base */
  const titleOf = (doc, base) =>
    `《${(base.titles[doc] ?? "").replace(/《/g, "〈").replace(/》/g, "〉")}》`;

  /** @param {number} doc @param {TwBase} base */
  const dayOf = (doc, base) => search.dated.day(base.dates[doc] ?? "");

  /**
   * Names the other versions of a document, those aside of which something else is said.
   * @param {number} doc
   * @param {TwBase} base
   * @param {Former[]} [said]
   */
  const others = (doc, base, said = []) => {
    /** @type {number[]} */
    const family = search.lineage.family(doc, base);
    const named = said.flatMap((former) => [former.doc, former.latest]);
    const left = family.filter((other) => other !== doc && !named.includes(other));
    return left.length
      ? `另有其他版本：${left.map((other) => dayOf(other, base)).join("、")}。`
      : "";
  };

  /**
   * Says what became of a clause of an earlier version, or of several with the same number.
   * @type {(same: Former[], asked: boolean, base: TwBase) => string}
   */
  const became = ([former, ...alike], asked, base) => {
    if (!former) return "";
    const { label } = search.outlines;
    const now = former.now.map(label).join("、");
    const latest = asked ? `最新文本（${dayOf(former.latest, base)}）` : "";
    const days = [...alike, former].map(({ doc }) => dayOf(doc, base)).join("、");
    const was = `${days}文本${label(former.was)}`;
    if (!former.now.length) {
      // Of a chapter the clauses may well be there.
      const gone = HOLDERS.includes(former.was.letter) ? "没有对应的部分" : "已删去";
      return asked ? `${latest}${gone}。` : `${was}，最新文本${gone}。`;
    }
    if (former.within) {
      const gone = asked ? `${latest}没有与此对应的内容` : `${was}，最新文本没有对应的内容`;
      return `${gone}，所在条文现为${now}。`;
    }
    return asked ? `${latest}中为${now}。` : `${was}，现${now}。`;
  };

  /**
   * Says what became of clauses of earlier versions, and lists them with what they are now.
   * @param {Former[]} formers
   * @param {boolean} asked whether their version was asked for
   * @param {TwBase} base
   * @returns {{ places: TwPlace[], note: string }}
   */
  const changed = (formers, asked, base) => {
    /** @type {Map<string, Former[]>} */
    const groups = new Map();
    for (const former of formers) {
      const eids = former.now.map(({ eid }) => eid);
      const key = `${former.was.eid} ${former.within} ${eids.join()}`;
      groups.set(key, [...(groups.get(key) ?? []), former]);
    }
    const places = formers.flatMap(({ doc, was, latest, now }) => {
      const said = asked ? "最新文本" : `原${search.outlines.label(was)}（${dayOf(doc, base)}文本）`;
      return [...now.map((node) => ({ ...placeOf(latest, node), said })), placeOf(doc, was)];
    });
    const notes = [...groups.values()].map((same) => became(same, asked, base));
    return { places, note: notes.join("") };
  };

  /**
   * Puts places behind others, each once.
   * @param {TwPlace[]} places
   */
  const once = (places) => {
    const seen = new Set();
    return places.filter(({ doc, eid }) => {
      const key = `${doc}#${eid}`;
      return !seen.has(key) && seen.add(key);
    });
  };

  /**
   * Answers a clause of a document by what is found for it there and in its other versions.
   * @param {number} doc
   * @param {(version: number) => Promise<Node[]>} find
   * @param {{ words: string, to?: Node, dated?: boolean }} asked
   * @param {TwBase} base
   * @returns {Promise<TwPlaces | null>} null where there is no such clause and none of that number
   *   before
   */
  const answer = async (doc, find, { words: said, to, dated = false }, base) => {
    const found = await find(doc);
    /** @type {Former[]} */
    const formers = to ? [] : await search.lineage.formers(doc, found, find, base, dated);
    const isEarlier = formers.some((former) => former.doc === doc);
    const more = changed(formers, isEarlier, base);
    const rest = others(doc, base, formers);
    const [node] = found;
    if (node && found.length === 1) {
      const places = once([placeOf(doc, node, to), ...more.places]);
      return { places, note: more.note + rest, exact: true };
    }
    if (node) {
      const places = once([...found.map((one) => placeOf(doc, one)), ...more.places]);
      const note = `${titleOf(doc, base)}有 ${found.length} 处${said}。${more.note}${rest}`;
      return { places, note, exact: false };
    }
    if (!formers.length) return null;
    const note = `${titleOf(doc, base)}最新文本没有${said}。${more.note}${rest}`;
    return { places: once(more.places), note, exact: false };
  };

  search.versions = { placeOf, whole, titleOf, others, answer };
})();
