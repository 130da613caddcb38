// @ts-check
/**
 * Finds wordings in all clauses: loads the lists that a wording needs, and joins them.
 *
 * A place is a number; the clauses begin at multiples of `SLOT`. Every unit of a wording lies in
 * one of the pairs that are looked up, so that what is left when their places are joined has the
 * wording, and no text need be read to be sure. Of a long wording some pairs are enough to leave a
 * few places, and their texts are read instead of the other lists.
 */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

  /** As in `converter/search/stream.py`. */
  const SLOT = 128;
  /** Lists that are kept, counted in numbers. */
  const KEPT_NUMBERS = 1_500_000;
  /**
   * Of a long wording so many pairs are looked up first, and no frequent one. If they leave no more
   * places than this, the texts are read: that takes less than more lists, and least than long ones.
   */
  const FIRST_PAIRS = 3;
  const FEW = 6;
  const FEW_OF_FREQUENT = 14;

  /** @param {TwBase} base @returns {TwTables} */
  const makeTables = (base) => {
    const documents = base.clauses.length;
    const clauses = base.clauses.reduce((sum, count) => sum + count, 0);
    const slots = new Uint16Array(clauses).fill(1);
    for (let i = 0, clause = -1; i < base.long.length; i += 2) {
      clause += base.long[i] + 1;
      slots[clause] += base.long[i + 1];
    }
    /** For each document its first clause and place, and behind the last one the ends. */
    const firstClause = new Int32Array(documents + 1);
    const firstPlace = new Int32Array(documents + 1);
    const documentOf = new Int32Array(clauses);
    const slotOf = new Int32Array(clauses);
    const clauseOf = new Int32Array(slots.reduce((sum, count) => sum + count, 0));
    let slot = 0;
    let clause = 0;
    base.clauses.forEach((count, document) => {
      for (const last = clause + count; clause < last; clause += 1) {
        documentOf[clause] = document;
        slotOf[clause] = slot;
        clauseOf.fill(clause, slot, slot + slots[clause]);
        slot += slots[clause];
      }
      firstClause[document + 1] = clause;
      firstPlace[document + 1] = slot * SLOT;
    });
    let unit = 0;
    const alphabet = base.alphabet.map((step) => (unit += step));
    let first = 0;
    const files = [];
    for (let i = 0; i < base.lists.length; i += 2) {
      first += base.lists[i];
      files.push(alphabet[first] * 0x10000 + alphabet[base.lists[i + 1]]);
    }
    return {
      documents, clauses, firstClause, firstPlace, documentOf, slotOf, clauseOf, files, alphabet,
      known: new Set(alphabet.map((code) => String.fromCharCode(code))),
      common: new Map(base.common.map((wording, number) => [wording, number])),
    };
  };

  /**
   * Lists that have been read, the ones asked for last at the end.
   * @type {Map<number, Int32Array>}
   */
  const kept = new Map();
  let keptNumbers = 0;

  /** @param {number} pair @param {Int32Array} list */
  const keep = (pair, list) => {
    if (kept.delete(pair)) keptNumbers -= list.length;
    kept.set(pair, list);
    keptNumbers += list.length;
    for (const [old, numbers] of kept) {
      if (keptNumbers <= KEPT_NUMBERS || old === pair) break;
      kept.delete(old);
      keptNumbers -= numbers.length;
    }
  };

  const NONE = new Int32Array(0);

  /**
   * The file that has a pair if any has.
   * @param {TwTables} tables
   * @param {number} pair
   */
  const fileOf = (tables, pair) => {
    let low = 0;
    let high = tables.files.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tables.files[middle] <= pair) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  /**
   * Loads the lists of pairs, each file once.
   * @param {TwTables} tables
   * @param {number[]} pairs
   * @returns {Promise<Int32Array[]>}
   */
  const loadPairs = async (tables, pairs) => {
    /** @type {Map<number, Set<number>>} */
    const byFile = new Map();
    for (const pair of pairs) {
      const file = fileOf(tables, pair);
      if (kept.has(pair) || file < 0) continue;
      byFile.set(file, (byFile.get(file) ?? new Set()).add(pair));
    }
    const found = new Map();
    await Promise.all(
      [...byFile].map(async ([file, wanted]) => {
        const bytes = await search.store.load(`b${file}`);
        const lists = search.codes.readFile(bytes, tables.files[file], tables, (pair) => wanted.has(pair));
        for (const pair of wanted) found.set(pair, lists.get(pair) ?? NONE);
      }),
    );
    return pairs.map((pair) => {
      const list = kept.get(pair) ?? found.get(pair) ?? NONE;
      keep(pair, list);
      return list;
    });
  };

  /** @param {string} wording @param {number} at */
  const pairAt = (wording, at) => wording.charCodeAt(at) * 0x10000 + wording.charCodeAt(at + 1);

  /**
   * Chooses pairs that together have every unit of a wording, with as few frequent ones as can be.
   * @param {TwTables} tables
   * @param {string} wording
   * @returns {number[]} where they begin, the rare ones first
   */
  const cover = (tables, wording) => {
    // A measure of how long a list is, roughly, as its length is known only when it is loaded.
    /** @param {number} at */
    const cost = (at) => {
      const frequent = [wording[at], wording[at + 1]].filter((unit) => tables.common.has(unit)).length;
      return tables.common.has(wording.slice(at, at + 2)) ? 12 : [2, 3, 5][frequent];
    };
    // best[n]: the cheapest choice for the first n units that ends with a pair.
    /** @type {{ cost: number, at: number[] }[]} */
    const best = [{ cost: 0, at: [] }, { cost: Infinity, at: [] }];
    for (let end = 2; end <= wording.length; end += 1) {
      const before = best[end - 2].cost <= best[end - 1].cost ? best[end - 2] : best[end - 1];
      best.push({ cost: before.cost + cost(end - 2), at: [...before.at, end - 2] });
    }
    return best[wording.length].at.sort((a, b) => cost(a) - cost(b) || a - b);
  };

  /**
   * Keeps the places of a list that have one of another list at a distance behind them.
   * @param {Int32Array} list
   * @param {Int32Array} other
   * @param {number} distance
   */
  const join = (list, other, distance) => {
    const out = new Int32Array(Math.min(list.length, other.length));
    let size = 0;
    let j = 0;
    const sparse = other.length > 16 * list.length;
    for (const value of list) {
      const place = (value >> 1) + distance;
      if (sparse) {
        let high = other.length;
        while (j < high) {
          const middle = (j + high) >> 1;
          if (other[middle] >> 1 < place) j = middle + 1;
          else high = middle;
        }
      } else while (j < other.length && other[j] >> 1 < place) j += 1;
      if (j < other.length && other[j] >> 1 === place) out[size++] = value;
    }
    return out.subarray(0, size);
  };

  /**
   * Sorts places by clauses.
   * @param {TwTables} tables
   * @param {Int32Array} list twice each place, and one more in a heading
   * @param {number} length of the wording
   * @returns {TwHits}
   */
  const toHits = (tables, list, length) => {
    const clauses = new Int32Array(list.length);
    const counts = new Uint16Array(list.length);
    const headed = new Uint8Array(list.length);
    const places = new Int32Array(list.length);
    let size = 0;
    let known = 0;
    for (const value of list) {
      const place = value >> 1;
      const clause = tables.clauseOf[Math.floor(place / SLOT)];
      // A clause that fills its slots to the last place touches the next one.
      if (tables.clauseOf[Math.floor((place + length - 1) / SLOT)] !== clause) continue;
      places[known++] = place;
      if (!size || clauses[size - 1] !== clause) clauses[size++] = clause;
      if (counts[size - 1] < 0xffff) counts[size - 1] += 1;
      headed[size - 1] |= value & 1;
    }
    return {
      clauses: clauses.slice(0, size),
      counts: counts.slice(0, size),
      headed: headed.slice(0, size),
      places: places.subarray(0, known),
    };
  };

  /** @returns {TwHits} */
  const nothing = () => ({
    clauses: NONE, counts: new Uint16Array(0), headed: new Uint8Array(0), places: NONE,
  });

  /**
   * Finds one character by all pairs that begin with it; the last one of a clause makes a pair with 0.
   * @param {TwTables} tables
   * @param {string} unit
   */
  const readUnit = async (tables, unit) => {
    const first = unit.charCodeAt(0) * 0x10000;
    const from = Math.max(fileOf(tables, first), 0);
    const to = fileOf(tables, first + 0xffff);
    /** @type {Promise<Int32Array[]>[]} */
    const files = [];
    for (let file = from; file <= to; file += 1) {
      files.push(
        search.store.load(`b${file}`).then((/** @type {Uint8Array} */ bytes) => [
          ...search.codes.readFile(bytes, tables.files[file], tables, (pair) => pair >= first && pair <= first + 0xffff).values(),
        ]),
      );
    }
    const lists = (await Promise.all(files)).flat();
    const all = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
    let at = 0;
    for (const list of lists) {
      all.set(list, at);
      at += list.length;
    }
    return toHits(tables, all.sort(), 1);
  };

  /**
   * Keeps the places where a clause really has a wording of which only some pairs were looked up.
   * @param {TwTables} tables
   * @param {string} wording
   * @param {Int32Array} list
   */
  const confirm = async (tables, wording, list) => {
    const { base } = search.ready();
    const sure = await Promise.all(
      Array.from(list, async (value) => {
        const clause = tables.clauseOf[Math.floor((value >> 1) / SLOT)] ?? 0;
        const { text } = await search.texts.loadClause(base, clause);
        return search.fold(text).startsWith(wording, (value >> 1) - tables.slotOf[clause] * SLOT);
      }),
    );
    return list.filter((_, i) => sure[i]);
  };

  /**
   * Joins the lists of pairs of a wording: first some of them. If these leave few places, the texts
   * there are read at once, which are to be shown anyway.
   * @param {TwTables} tables
   * @param {string} wording
   * @param {number[]} at where the pairs begin that have all of it
   */
  const joinPairs = async (tables, wording, at) => {
    /** @param {Int32Array | null} left beginnings so far @param {number[]} more */
    const narrow = async (left, more) => {
      const lists = await loadPairs(tables, more.map((start) => pairAt(wording, start)));
      const order = more.map((start, i) => ({ start, list: lists[i] }));
      order.sort((a, b) => a.list.length - b.list.length);
      const rest = left ? order : order.slice(1);
      let kept = left ?? order[0].list.map((value) => value - 2 * order[0].start);
      for (const { start, list } of rest) kept = join(kept, list, start);
      return kept;
    };
    const rare = at.filter((start) => !tables.common.has(wording.slice(start, start + 2)));
    const first = rare.length ? rare.slice(0, FIRST_PAIRS) : at;
    const left = await narrow(null, first);
    const more = at.filter((start) => !first.includes(start));
    if (!more.length || !left.length) return left;
    const few = rare.length < at.length ? FEW_OF_FREQUENT : FEW;
    return left.length <= few ? confirm(tables, wording, left) : narrow(left, more);
  };

  /**
   * Finds a wording.
   * @param {TwTables} tables
   * @param {string} wording folded
   * @param {boolean} [placed] true if the places are needed
   * @returns {Promise<TwHits>}
   */
  const find = async (tables, wording, placed = false) => {
    if (!wording || [...wording].some((char) => [...char.split("")].some((unit) => !tables.known.has(unit)))) {
      return nothing();
    }
    if (!tables.files.length) return search.scan(tables, wording);
    const number = tables.common.get(wording);
    if (number !== undefined && (!placed || wording.length === 1)) return search.codes.readCommon(tables, await search.store.load(`c${number}`));
    if (wording.length === 1) return readUnit(tables, wording);
    const list = await joinPairs(tables, wording, cover(tables, wording));
    return toHits(tables, list, wording.length);
  };

  search.SLOT = SLOT;
  search.lists = { makeTables, find, toHits };
})();
