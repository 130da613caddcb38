// @ts-check
/**
 * Says what became of a clause from one version of a document to the latest; the files are written
 * by `converter/search/lineage.py`. The same as `converter/lookup/lineage.py`.
 */
(() => {
  "use strict";

  const root = /** @type {any} */ (globalThis);
  const search = ((root.tiaowen ??= {}).search ??= {});

  /** @typedef {{ clause: number, eid: string, parent: Node | null }} Node a clause of an outline */
  /** @typedef {TwLineage[number]} Step */
  /**
   * @typedef {object} Former
   * @property {number} doc an earlier version
   * @property {Node} was its clause
   * @property {number} latest
   * @property {Node[]} now what that is in the latest version; none if it did not last
   * @property {boolean} within whether it did not last, but the article that it was in did
   */

  /** @type {WeakMap<TwBase, Map<number, number>>} */
  const known = new WeakMap();

  /**
   * The number of the family that a document is of.
   * @param {number} doc
   * @param {TwBase} base
   */
  const numberOf = (doc, base) => {
    let numbers = known.get(base);
    if (!numbers) {
      numbers = new Map(
        base.names.versions.flatMap((family, number) =>
          family.map((one) => /** @type {[number, number]} */ ([one, number])),
        ),
      );
      known.set(base, numbers);
    }
    return numbers.get(doc);
  };

  /**
   * The versions of what a document is one of, itself included, the oldest first.
   * @param {number} doc
   * @param {TwBase} base
   */
  const family = (doc, base) => base.names.versions[numberOf(doc, base) ?? -1] ?? [doc];

  /** @param {number} clause @param {NonNullable<Step>} step @returns {number[]} */
  const became = (clause, [runs, several]) => {
    const parts = several.find(([one]) => one === clause);
    if (parts) return parts.slice(1);
    let at = 0;
    for (let run = 0; run < runs.length; run += 2) {
      const [count = 0, first = -1] = runs.slice(run, run + 2);
      if (clause < at + count) return first < 0 ? [] : [first + clause - at];
      at += count;
    }
    return [];
  };

  /**
   * What a clause became in the next version, or what the article that it was in did.
   * @type {(node: Node, step: NonNullable<Step>) => [clauses: number[], within: boolean]}
   */
  const successors = (node, step) => {
    /** @type {Node | null} */
    let one = node;
    for (; one; one = one.parent) {
      const found = one.clause < 0 ? [] : became(one.clause, step);
      if (found.length) return [found, one !== node];
      if (!one.parent?.eid.includes("art_")) break;
    }
    return [[], false];
  };

  /**
   * Follows a clause to the latest version; null where that is not known.
   * @type {(doc: number, was: Node, base: TwBase) => Promise<Former | null>}
   */
  const follow = async (doc, was, base) => {
    const versions = family(doc, base);
    /** @type {TwLineage} */
    const steps = await search.store.json(`v${numberOf(doc, base)}`);
    let now = [was];
    let within = false;
    for (let at = versions.indexOf(doc); at < versions.length - 1; at += 1) {
      const step = steps[at];
      if (!step) return null;
      const found = now.map((node) => successors(node, step));
      within ||= found.some(([, inside]) => inside);
      /** @type {Node[]} */
      const nodes = (await search.outlines.of(versions[at + 1], base)).nodes;
      const clauses = nodes.filter(({ clause }) => clause >= 0);
      now = [...new Set(found.flatMap(([next]) => next))].flatMap((next) => clauses[next] ?? []);
    }
    const latest = versions.at(-1) ?? doc;
    return { doc, was, latest, now, within: within && now.length > 0 };
  };

  /**
   * Of an earlier version what became of the clause that was found. Of the latest, for each earlier
   * one in which the same number or id is a clause that is not the same now, what became of that,
   * the latest first.
   * @param {number} doc
   * @param {Node[]} found in it
   * @param {(version: number) => Promise<Node[]>} find looks for the same in another version
   * @param {TwBase} base
   * @param {boolean} [dated] whether this version was asked for
   * @returns {Promise<Former[]>}
   */
  const formers = async (doc, found, find, base, dated = false) => {
    const versions = family(doc, base);
    const latest = versions.at(-1);
    if (doc !== latest) {
      const [only, ...others] = found;
      const former = only && !others.length ? await follow(doc, only, base) : null;
      return former ? [former] : [];
    }
    const changes = [];
    for (const older of dated ? [] : versions.slice(0, -1).reverse()) {
      const [was, ...others] = await find(older);
      const former = was && !others.length ? await follow(older, was, base) : null;
      if (!former) continue;
      const same = String(former.now.map(({ eid }) => eid)) === String(found.map(({ eid }) => eid));
      if (!same || former.within || !former.now.length) changes.push(former);
    }
    return changes;
  };

  search.lineage = { family, formers };
})();
