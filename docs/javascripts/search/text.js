// @ts-check
/**
 * Folds what is typed and reads a query.
 *
 * Folding leaves out what makes no difference to who searches: width, case, the style of quotation
 * marks, traditional characters, white space. Each UTF-16 unit becomes one or none. The rules are
 * those of `converter/search/fold.py`; a test compares the two.
 */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

  const QUOTES = "\"'«»‘’‚‛“”„‟‹›「」『』〝〞〟﹁﹂﹃﹄";
  /** What Python calls white space, what has no width, and what a page cannot carry. */
  const LEFT_OUT =
    /[\0-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufdd0-\ufdef\ufeff\ufffe\uffff]/;
  const CASED = 0x0530;

  /** @type {Map<string, string>} */
  const table = new Map();
  /** @type {Map<string, string>} */
  let traditional = new Map();

  /** @param {string} char */
  const foldOne = (char) => {
    if (LEFT_OUT.test(char)) return "";
    const code = char.charCodeAt(0);
    const plain = code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : char;
    const lower = plain.charCodeAt(0) < CASED ? plain.toLowerCase() : plain;
    const single = lower.length === 1 ? lower : plain;
    return QUOTES.includes(single) ? '"' : (traditional.get(single) ?? single);
  };

  /** @param {string} char @returns {string} */
  const unit = (char) => {
    let folded = table.get(char);
    if (folded === undefined) {
      folded = foldOne(char);
      table.set(char, folded);
    }
    return folded;
  };

  /** @param {string} text @returns {string} */
  const fold = (text) => {
    let folded = "";
    for (let i = 0; i < text.length; i += 1) folded += unit(text[i]);
    return folded;
  };

  /**
   * Folds a text and says where each unit of the folded one stands.
   * @param {string} text
   * @returns {{ folded: string, at: number[] }}
   */
  const foldWithPlaces = (text) => {
    let folded = "";
    /** @type {number[]} */
    const at = [];
    for (let i = 0; i < text.length; i += 1) {
      const one = unit(text[i]);
      if (one) {
        folded += one;
        at.push(i);
      }
    }
    return { folded, at };
  };

  /** Loads the table of traditional characters, which few readers type and few texts have. */
  const loadTraditional = async () => {
    if (traditional.size) return;
    const [from, to] = await search.store.json("traditional");
    traditional = new Map([...from].map((char, i) => [char, to[i]]));
    table.clear();
  };

  /**
   * Where words stand in a text.
   * @param {string} text
   * @param {string[]} words folded
   * @returns {[start: number, end: number][]} in order, without overlaps
   */
  const findAll = (text, words) => {
    const { folded, at } = foldWithPlaces(text);
    /** @type {[number, number][]} */
    const found = [];
    for (const word of words) {
      for (let i = word ? folded.indexOf(word) : -1; i >= 0; i = folded.indexOf(word, i + 1)) {
        found.push([at[i], at[i + word.length - 1] + 1]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    /** @type {[number, number][]} */
    const joined = [];
    for (const [start, end] of found) {
      const last = joined[joined.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined;
  };

  const TITLE = /^(?:title|标题|題目|题目|題名|题名|文件)[:：]/i;
  /** A word, or what stands between straight quotation marks, with what may stand before it. */
  const PIECES =
    /([-－]?(?:(?:title|标题|題目|题目|題名|题名|文件)[:：](?:\s+(?![-－]))?)?)(?:["＂]([^"＂]+)["＂]|([“「『〝][^”」』〞]+[”」』〞]\S*|\S+))/gi;
  /** What is still being typed: the word that it is to stand before is missing. */
  const BEGUN = /^(?:[-－]|[-－]?(?:title|标题|題目|题目|題名|题名|文件)[:：])$/i;

  /**
   * Reads a query. Straight quotation marks hold a wording together; Chinese ones are part of it,
   * as they are printed in the texts.
   * @param {string} text
   * @returns {TwQuery}
   */
  const read = (text) => {
    /** @type {TwQuery} */
    const query = { words: [], without: [], title: [], untitled: [] };
    for (const [, before, held, plain] of text.matchAll(PIECES)) {
      const word = fold(held ?? plain);
      if (!word || (text.trim().length > 1 && BEGUN.test(plain ?? ""))) continue;
      const barred = /^[-－]/.test(before);
      if (TITLE.test(before.replace(/^[-－]/, ""))) query[barred ? "untitled" : "title"].push(word);
      else if (barred) query.without.push(word);
      else query.words.push(word);
    }
    // Who types a word twice means it once.
    query.words = [...new Set(query.words)];
    return query;
  };

  search.fold = fold;
  search.findAll = findAll;
  search.read = read;
  search.loadTraditional = loadTraditional;
})();
