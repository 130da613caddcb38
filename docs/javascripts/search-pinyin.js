// @ts-check
/**
 * Finds documents by the pinyin of their names, by its first letters or a mixture (jianchafa, jcf,
 * jiancf), and by slug. The file it needs is written by `converter/search/names.py` and loaded when
 * somebody types letters.
 */
(() => {
  "use strict";

  const root = /** @type {any} */ (globalThis);
  const search = ((root.tiaowen ??= {}).search ??= {});

  const STATE = "中华人民共和国";
  const LONGEST_SLUG = 64; // as in converter/slugs.py
  const SHORTEST_SLIP = 5; // letters
  const SHORTEST_WITHIN = 3; // letters that may stand for the middle of a name

  /** @typedef {{ syllables: string[], start: number, end: number }} Spelt */
  /** @typedef {{ names: Spelt[][], slugs: string[], places: Map<string, number> }} Spelling */

  /**
   * Shares a text out to syllables, Latin words and numbers.
   * @param {string} text
   * @param {Map<string, string>} usual
   * @param {Map<string, [word: string, at: number, syllable: string][]>} words by their first character
   * @returns {Spelt}
   */
  const spell = (text, usual, words) => {
    const plain = text.normalize("NFKC").toLowerCase();
    const read = Array.from(plain, (char) => usual.get(char) ?? "");
    const chars = Array.from(plain);
    for (const [at, char] of chars.entries()) {
      for (const [word, inside, syllable] of words.get(char) ?? []) {
        if (chars.slice(at, at + word.length).join("") === word) read[at + inside] = syllable;
      }
    }
    /** @type {string[]} */
    const syllables = [];
    let kind = "";
    let end = -1;
    const last = plain.replace(/\([^()]*\)\s*$/, "").length;
    for (const [at, char] of chars.entries()) {
      if (at === last) end = syllables.length;
      const next = read[at] ? "" : /[a-z]/.test(char) ? "a" : /[0-9]/.test(char) ? "0" : "";
      if (read[at]) syllables.push(/** @type {string} */ (read[at]));
      else if (next && next === kind) syllables[syllables.length - 1] += char;
      else if (next) syllables.push(char);
      kind = next;
    }
    const start = plain.startsWith(STATE) && plain.length > STATE.length ? STATE.length : 0;
    return { syllables, start, end: end < 0 ? syllables.length : end };
  };

  /**
   * As in converter/slugs.py.
   * @param {string[]} syllables
   */
  const propose = (syllables) => {
    let slug = "";
    for (const word of syllables) {
      const longer = slug ? `${slug}-${word}` : word;
      if (longer.length > LONGEST_SLUG) break;
      slug = longer;
    }
    return slug || "document";
  };

  /** @type {WeakMap<TwBase, Promise<Spelling>>} */
  const spellings = new WeakMap();

  /** @param {TwBase} base */
  const load = async (base) => {
    /** @type {TwSpelling} */
    const file = await search.store.json("pinyin");
    /** @type {Map<string, string>} */
    const usual = new Map();
    for (const group of file.syllables) {
      const syllable = /^[a-z]+/.exec(group)?.[0] ?? "";
      for (const char of group.slice(syllable.length)) usual.set(char, syllable);
    }
    /** @type {Map<string, [string, number, string][]>} */
    const words = new Map();
    for (const row of file.words) {
      const first = row[0][0] ?? "";
      words.set(first, [...(words.get(first) ?? []), row]);
    }
    const names = base.titles.map((title, place) =>
      [title, ...(base.names.aliases[place] ?? [])].map((name) => spell(name, usual, words)),
    );
    const slugs = names.map(([title], place) => file.slugs[place] ?? propose(title?.syllables ?? []));
    return { names, slugs, places: new Map(slugs.map((slug, place) => [slug, place])) };
  };

  /**
   * Loads the file of pinyin when letters are typed.
   * @param {TwBase} base
   */
  const spellingOf = (base) => {
    let made = spellings.get(base);
    if (!made) {
      made = load(base);
      spellings.set(base, made);
      made.catch(() => spellings.delete(base));
    }
    return made;
  };

  /**
   * Shares letters out to syllables from one of them on, to each its beginning or the whole of it.
   * @param {string[]} syllables
   * @param {number} at
   * @param {string} letters
   * @param {(next: number) => boolean} done is asked where the letters end
   * @returns {boolean}
   */
  const spells = (syllables, at, letters, done) => {
    if (!letters) return done(at);
    const syllable = syllables[at];
    if (!syllable) return false;
    let length = 0;
    while (length < syllable.length && syllable[length] === letters[length]) length += 1;
    for (; length > 0; length -= 1) {
      if (spells(syllables, at + 1, letters.slice(length), done)) return true;
    }
    return false;
  };

  /**
   * How well letters fit a name: 0 all of it, 1 its beginning, 2 its end, 3 what is within, 4 not.
   * @param {Spelt} name
   * @param {string} letters
   */
  const fit = ({ syllables, start, end }, letters) => {
    /** @param {number} next */
    const atEnd = (next) => next === end || next === syllables.length;
    if (spells(syllables, start, letters, atEnd)) return 0;
    if (start && spells(syllables, 0, letters, atEnd)) return 0;
    if (spells(syllables, start, letters, () => true)) return 1;
    if (letters.length < SHORTEST_WITHIN) return 4;
    let best = 4;
    for (let at = start + 1; at < syllables.length; at += 1) {
      if (syllables[at]?.[0] !== letters[0]) continue;
      if (spells(syllables, at, letters, atEnd)) return 2;
      if (best === 4 && spells(syllables, at, letters, () => true)) best = 3;
    }
    return best;
  };

  /**
   * Tells whether letters spell a name with one slip; `at` is a place within a syllable.
   * @param {string[]} syllables
   * @param {number} number of the syllable
   * @param {number} at
   * @param {string} letters
   * @param {number} end
   * @param {boolean} slip whether one is left
   * @returns {boolean}
   */
  const spellsNearly = (syllables, number, at, letters, end, slip) => {
    const syllable = syllables[number] ?? "";
    if (at && at >= syllable.length) return spellsNearly(syllables, number + 1, 0, letters, end, slip);
    if (at && spellsNearly(syllables, number + 1, 0, letters, end, slip)) return true;
    if (!letters) return !at && number === end;
    const rest = letters.slice(1);
    if (slip && spellsNearly(syllables, number, at, rest, end, false)) return true;
    if (number >= end) return false;
    if (syllable[at] === letters[0] && spellsNearly(syllables, number, at + 1, rest, end, slip)) return true;
    if (!slip || /[0-9]/.test(`${letters[0]}${syllable[at]}`)) return false;
    const swapped = syllable[at + 1] === letters[0] && syllable[at] === letters[1];
    return (
      spellsNearly(syllables, number, at + 1, rest, end, false) ||
      spellsNearly(syllables, number, at + 1, letters, end, false) ||
      (swapped && spellsNearly(syllables, number, at + 2, letters.slice(2), end, false))
    );
  };

  /**
   * @param {string} name
   * @param {TwBase} base
   * @returns {Promise<[docs: number[], way: "slug" | "pinyin" | "letters" | "slip" | ""]>}
   */
  const byLetters = async (name, base) => {
    const { names, places } = await spellingOf(base);
    const known = places.get(name);
    if (known !== undefined) return [[known], "slug"];
    const letters = name.replace(/ü/g, "v").replace(/[^a-z0-9]/g, "");
    if (!letters) return [[], ""];
    /** @type {number[][]} */
    const ranked = [[], [], [], []];
    for (const [place, spelt] of names.entries()) {
      ranked[Math.min(...spelt.map((one) => fit(one, letters)))]?.push(place);
    }
    const best = ranked.findIndex((docs) => docs.length);
    if (best >= 0) return [ranked[best] ?? [], best ? "letters" : "pinyin"];
    if (letters.length < SHORTEST_SLIP) return [[], ""];
    const near = names.flatMap((spelt, place) =>
      spelt.some(({ syllables, start, end }) => spellsNearly(syllables, start, 0, letters, end, true))
        ? [place]
        : [],
    );
    return [near, near.length ? "slip" : ""];
  };

  search.pinyin = {
    look: byLetters,
    /**
     * The place of a document by its slug.
     * @type {(slug: string, base: TwBase) => Promise<number | undefined>}
     */
    place: async (slug, base) => (await spellingOf(base)).places.get(slug),
  };
})();
