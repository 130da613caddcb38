// @ts-check
/**
 * Reads the lists of the index, which `converter/search/postings.py` and
 * `converter/search/common.py` describe.
 */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

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

  /**
   * Reads the list of a frequent wording.
   * @param {TwTables} tables
   * @param {Uint8Array} bytes its file
   * @returns {TwHits}
   */
  const readCommon = (tables, bytes) => {
    const codes = new Codes(bytes, 0);
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

  search.codes = { readFile, readCommon };
})();
