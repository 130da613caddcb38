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
  const SHORTEST_WITHIN = 4; // letters that may stand for the middle of a name

  /** @typedef {{ syllables: string[], start: number, end: number }} Spelt */
  /**
   * @typedef {object} Spelling
   * @property {Spelt[][]} names
   * @property {Record<string, string>} slugs those that do not follow from the title
   * @property {Map<string, number> | null} places by all slugs
   */

  /**
   * Shares a text out to syllables, Latin words and numbers.
   * @param {string} text
   * @param {Map<string, string>} usual
   * @param {Map<string, TwSpelling["words"]>} words by their first character
   * @returns {Spelt}
   */
  const spell = (text, usual, words) => {
    const plain = text.normalize("NFKC").toLowerCase();
    const chars = [...plain];
    const read = chars.map((char) => usual.get(char) ?? "");
    for (const [at, char] of chars.entries()) {
      for (const [word, inside, syllable] of words.get(char) ?? []) {
        if (chars.slice(at, at + word.length).join("") === word) read[at + inside] = syllable;
      }
    }
    const last = [...plain.replace(/\([^()]*\)\s*$/, "")].length;
    /** @type {string[]} */
    const syllables = [];
    let kind = "";
    let end = -1;
    for (const [at, char] of chars.entries()) {
      if (at === last) end = syllables.length;
      const syllable = read[at] ?? "";
      const next = syllable ? "" : /[a-z]/.test(char) ? "a" : /[0-9]/.test(char) ? "0" : "";
      if (syllable) syllables.push(syllable);
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
    return { names, slugs: file.slugs, places: null };
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
   * The places of the documents by their slugs; made when first asked for.
   * @param {Spelling} spelling
   */
  const placesOf = (spelling) =>
    (spelling.places ??= new Map(
      spelling.names.map(([title], place) => [
        spelling.slugs[place] ?? propose(title?.syllables ?? []),
        place,
      ]),
    ));

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
    // 2023gzyd is 2023年工作要点.
    const year = syllable === "nian" && /^[0-9]/.test(syllables[at - 1] ?? "");
    if (year && spells(syllables, at + 1, letters, done)) return true;
    let length = 0;
    while (length < syllable.length && syllable[length] === letters[length]) length += 1;
    for (; length > 0; length -= 1) {
      if (spells(syllables, at + 1, letters.slice(length), done)) return true;
    }
    return false;
  };

  /**
   * How well letters fit a name: 0 all of it, 1 all but （试行） and the like, 2 its beginning,
   * 3 its end, 4 what is within, 5 not.
   * @param {Spelt} name
   * @param {string} letters
   */
  const fit = ({ syllables, start, end }, letters) => {
    /** @param {number} next */
    const atEnd = (next) => next === end || next === syllables.length;
    /** @param {number} next */
    const atLast = (next) => next === syllables.length;
    if (spells(syllables, start, letters, atLast)) return 0;
    if (start && spells(syllables, 0, letters, atLast)) return 0;
    if (spells(syllables, start, letters, atEnd)) return 1;
    if (spells(syllables, start, letters, () => true)) return 2;
    if (letters.length < SHORTEST_WITHIN) return 5;
    let best = 5;
    for (let at = start + 1; at < syllables.length; at += 1) {
      if (syllables[at]?.[0] !== letters[0]) continue;
      if (spells(syllables, at, letters, atEnd)) return 3;
      if (best === 5 && spells(syllables, at, letters, () => true)) best = 4;
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
    /** @type {(number: number, at: number, letters: string, slip: boolean) => boolean} */
    const onward = (...rest) => {
      const [next, place, others, left] = rest;
      return spellsNearly(syllables, next, place, others, end, left);
    };
    if (at && at >= syllable.length) return onward(number + 1, 0, letters, slip);
    if (at && onward(number + 1, 0, letters, slip)) return true;
    if (!letters) return !at && number === end;
    const rest = letters.slice(1);
    if (slip && onward(number, at, rest, false)) return true;
    if (number >= end) return false;
    if (syllable[at] === letters[0] && onward(number, at + 1, rest, slip)) return true;
    if (!slip || /[0-9]/.test(`${letters[0]}${syllable[at]}`)) return false;
    const swapped = syllable[at + 1] === letters[0] && syllable[at] === letters[1];
    return (
      onward(number, at + 1, rest, false) ||
      onward(number, at + 1, letters, false) ||
      (swapped && onward(number, at + 2, letters.slice(2), false))
    );
  };

  /**
   * Finds documents by letters, and says in what way they are called so.
   * @param {string} name
   * @param {TwBase} base
   * @returns {Promise<[docs: number[], way: "slug" | "pinyin" | "letters" | "slip" | ""]>}
   */
  const byLetters = async (name, base) => {
    const spelling = await spellingOf(base);
    const { names } = spelling;
    // A slug without a hyphen is in the file, unless it is the syllable of a title.
    const given = Object.entries(spelling.slugs).find(([, slug]) => slug === name);
    const derived = name.includes("-") ? placesOf(spelling).get(name) : undefined;
    const known = given ? Number(given[0]) : derived;
    if (known !== undefined) return [[known], "slug"];
    const letters = name.replace(/ü/g, "v").replace(/[^a-z0-9]/g, "");
    if (!letters) return [[], ""];
    /** @type {number[][]} */
    const ranked = [[], [], [], [], []];
    for (const [place, spelt] of names.entries()) {
      ranked[Math.min(...spelt.map((one) => fit(one, letters)))]?.push(place);
    }
    const best = ranked.findIndex((docs) => docs.length);
    if (best >= 0) return [ranked[best] ?? [], best > 1 ? "letters" : "pinyin"];
    if (letters.length < SHORTEST_SLIP) return [[], ""];
    /** @param {Spelt} spelt */
    const nearly = ({ syllables, start, end }) =>
      spellsNearly(syllables, start, 0, letters, end, true);
    const near = names.flatMap((spelt, place) => (spelt.some(nearly) ? [place] : []));
    return [near, near.length ? "slip" : ""];
  };

  search.pinyin = {
    look: byLetters,
    /**
     * The place of a document by its slug.
     * @type {(slug: string, base: TwBase) => Promise<number | undefined>}
     */
    place: async (slug, base) => placesOf(await spellingOf(base)).get(slug),
  };
})();
