// @ts-check
/**
 * Finds wordings in all clauses: reads the lists that `converter/search/postings.py` and
 * `converter/search/common.py` describe, loads those that a wording needs, and joins them.
 *
 * A place is a number; the clauses begin at multiples of `SLOT`. Every unit of a wording lies in
 * one of the pairs that are looked up, so that what is left when their places are joined has the
 * wording, and nothing need be read to be sure.
 */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

  /** As in `converter/search/stream.py`. */
  const SLOT = 80;
  /** Lists that are kept, counted in numbers. */
  const KEPT_NUMBERS = 1_500_000;

  /** Reads codes: zeros, a one, and further bits. */
  class Codes {
    /** @param {Uint8Array} bytes @param {number} at the first bit */
    constructor(bytes, at) {
      this.bytes = bytes;
      this.at = at;
    }

    /** The 25 bits from here on, or more, at the top of a 32-bit number. */
    ahead() {
      const byte = this.at >> 3;
      const { bytes } = this;
      const word =
        (bytes[byte] << 24) | (bytes[byte + 1] << 16) | (bytes[byte + 2] << 8) | bytes[byte + 3];
      return word << (this.at & 7);
    }

    zeros() {
      let count = 0;
      for (;;) {
        const run = Math.clz32(this.ahead());
        if (run < 25) {
          this.at += run + 1;
          return count + run;
        }
        if (this.at >> 3 > this.bytes.length) throw new Error("a list ends before its end");
        this.at += 24;
        count += 24;
      }
    }

    /** @param {number} width up to 25 */
    bits(width) {
      if (!width) return 0;
      const value = this.ahead() >>> (32 - width);
      this.at += width;
      return value;
    }

    /** @param {number} width */
    rice(width) {
      const quotient = this.zeros();
      return quotient * 2 ** width + this.bits(width);
    }

    gamma() {
      const width = this.zeros();
      return 2 ** width + this.bits(width);
    }
  }

  /** @param {number} total @param {number} count */
  const riceWidth = (total, count) =>
    Math.max(31 - Math.clz32(Math.floor((total * 11) / (count * 16))), 0);

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
      files.push(first * 0x10000 + base.lists[i + 1]);
    }
    return {
      documents, clauses, firstClause, firstPlace, documentOf, slotOf, clauseOf, files, alphabet,
      known: new Set(alphabet.map((code) => String.fromCharCode(code))),
      common: new Map(base.common.map((wording, number) => [wording, number])),
    };
  };

  /**
   * Reads the two halves of a list.
   * @param {Codes} codes
   * @param {TwTables} tables
   * @param {boolean} wanted false for a list that is passed over
   * @returns {Int32Array} twice each place, and one more in a heading; in order
   */
  const readList = (codes, tables, wanted) => {
    /** @type {number[][]} */
    const halves = [[], []];
    for (const [headed, out] of halves.entries()) {
      const count = codes.gamma() - 1;
      const width = count ? riceWidth(tables.documents, count) : 0;
      let document = -1;
      for (let i = 0; i < count; i += 1) {
        document += codes.rice(width) + 1;
        const places = codes.gamma();
        const begin = tables.firstPlace[document];
        const gap = riceWidth(tables.firstPlace[document + 1] - begin, places);
        let place = begin - 1;
        for (let k = 0; k < places; k += 1) {
          place += codes.rice(gap) + 1;
          if (wanted) out.push(place * 2 + headed);
        }
      }
    }
    const [text, headings] = halves;
    const all = Int32Array.from(text.length && headings.length ? [...text, ...headings] : text.length ? text : headings);
    return text.length && headings.length ? all.sort() : all;
  };

  /**
   * Reads the lists of a file that somebody asks for.
   * @param {Uint8Array} bytes
   * @param {number} first the first pair of the file
   * @param {TwTables} tables
   * @param {(pair: number) => boolean} wanted
   * @returns {Map<number, Int32Array>}
   */
  const readFile = (bytes, first, tables, wanted) => {
    const { alphabet } = tables;
    let count = bytes[0] & 0x7f;
    let at = 1;
    for (let shift = 7; bytes[at - 1] & 0x80; shift += 7, at += 1) count += (bytes[at] & 0x7f) << shift;
    const codes = new Codes(bytes, at * 8);
    const lists = new Map();
    let high = alphabet.indexOf(Math.floor(first / 0x10000));
    let low = alphabet.indexOf(first % 0x10000);
    for (let i = 0; i < count; i += 1) {
      if (i) {
        const step = codes.gamma() - 1;
        const next = codes.gamma();
        high += step;
        low = step ? next - 1 : low + next;
      }
      const pair = alphabet[high] * 0x10000 + alphabet[low];
      const list = readList(codes, tables, wanted(pair));
      if (wanted(pair)) lists.set(pair, list);
    }
    return lists;
  };

  /** Lists that have been read, the ones asked for last at the end. @type {Map<number, Int32Array>} */
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
        const lists = readFile(bytes, tables.files[file], tables, (pair) => wanted.has(pair));
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
   * Chooses pairs that together have every unit of a wording, those with frequent characters last.
   * @param {TwTables} tables
   * @param {string} wording
   * @returns {number[]} where they begin
   */
  const cover = (tables, wording) => {
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
    return best[wording.length].at;
  };

  /**
   * Keeps the places of one list that stand at a distance from those of another.
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
   * @param {TwTables} tables
   * @param {number} number of the frequent wording
   * @returns {Promise<TwHits>}
   */
  const readCommon = async (tables, number) => {
    const codes = new Codes(await search.store.load(`c${number}`), 0);
    const size = codes.gamma() - 1;
    const hits = {
      clauses: new Int32Array(size), counts: new Uint16Array(size), headed: new Uint8Array(size), places: null,
    };
    const width = riceWidth(tables.clauses, Math.max(size, 1));
    let clause = -1;
    for (let i = 0; i < size; i += 1) {
      clause += codes.rice(width) + 1;
      const code = codes.gamma() + 1;
      hits.clauses[i] = clause;
      hits.counts[i] = code >> 1;
      hits.headed[i] = code & 1;
    }
    return hits;
  };

  /**
   * All pairs that begin with a unit.
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
          ...readFile(bytes, tables.files[file], tables, (pair) => pair >= first && pair <= first + 0xffff).values(),
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
    if (number !== undefined && (!placed || wording.length === 1)) return readCommon(tables, number);
    if (wording.length === 1) return readUnit(tables, wording);
    const at = cover(tables, wording);
    const lists = await loadPairs(tables, at.map((start) => pairAt(wording, start)));
    const order = at.map((start, i) => ({ start, list: lists[i] }));
    order.sort((a, b) => a.list.length - b.list.length);
    let left = order[0].list;
    for (const { start, list } of order.slice(1)) left = join(left, list, start - order[0].start);
    if (order[0].start) left = left.map((value) => value - 2 * order[0].start);
    return toHits(tables, left, wording.length);
  };

  search.SLOT = SLOT;
  search.lists = { makeTables, find, toHits };
})();
