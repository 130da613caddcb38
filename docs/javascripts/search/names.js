// @ts-check
/**
 * Finds documents by what somebody calls them: in full, in part, by alias or 文号, by pinyin or
 * its first letters; where nothing fits, with one slip. The same as `converter/lookup/names.py`,
 * which has neither pinyin nor slips.
 */
(() => {
  "use strict";

  const root = /** @type {any} */ (globalThis);
  const search = ((root.tiaowen ??= {}).search ??= {});

  const STATE = "中华人民共和国";
  const YEARLY = /^(?:19|20)\d{2}年/;
  const NUMERAL = /[0-9〇零一二三四五六七八九十百]/;
  const SHORTEST_SLIP = 3; // characters
  const SHORTEST_SLIP_IN_ENDS = 4;

  /**
   * @typedef {object} Entry a document as it may be called, everything folded
   * @property {string[]} names its title and aliases
   * @property {string[]} bare the same without what stands in parentheses at the end
   * @property {number[]} least how much of each name its end has to be
   * @property {string} short the title without its issuer
   * @property {string[]} numbers
   */
  /**
   * @typedef {object} Known
   * @property {Entry[]} entries
   * @property {RegExp} kind what names end with
   * @property {Set<number>} superseded
   */
  /** @typedef {"title" | "number" | "short" | "bare" | "end" | "part" | "year"} ByCharacters */
  /** @typedef {ByCharacters | "slug" | "pinyin" | "letters" | "slip" | ""} Way */
  /** @typedef {{ docs: number[], way: Way, version: string, missing: boolean }} Named */

  /** @param {string} text */
  const withoutState = (text) => (text.startsWith(STATE) ? text.slice(STATE.length) : text);

  /**
   * What counts of a title; brackets in one width.
   * @param {string} text
   */
  const normalTitle = (text) =>
    withoutState(
      search
        .fold(text)
        .replace(/[\s〈〉《》<>“”"'‘’「」『』]+/g, "")
        .replace(/（/g, "(")
        .replace(/）/g, ")")
        .replace(/\[/g, "〔")
        .replace(/\]/g, "〕"),
    );

  /** @param {string} text */
  const normalNumber = (text) =>
    withoutState(search.fold(text))
      .replace(/[〔﹝【[(（](\d{4})年?[〕﹞】\])）]/g, "〔$1〕")
      .replace(/第?([零〇○一二两三四五六七八九十百千廿卅]+|[0-9]+)号/g, (_, number) => {
        return `${search.typed.numeral(number) || number}号`;
      });

  /** @param {string} name */
  const bareName = (name) => name.replace(/\([^()]*\)$/, "");

  /** @param {string} title */
  const shortTitle = (title) => {
    const at = title.indexOf("关于");
    return at > 0 && at <= 60 && !title.slice(0, at).includes("的") ? title.slice(at) : "";
  };

  /** @type {WeakMap<TwBase, Known>} */
  const known = new WeakMap();

  /** @param {TwBase} base */
  const knownOf = (base) => {
    let made = known.get(base);
    if (made) return made;
    const kind = new RegExp(`(?:${base.names.kinds})(?:\\([^()\\n]{1,20}\\))*$`);
    const entries = base.titles.map((title, place) => {
      const names = [title, ...(base.names.aliases[place] ?? [])].map(normalTitle);
      const least = names.map((name) => bareName(kind.exec(name)?.[0] ?? "").length);
      const numbers = (base.names.numbers[place] ?? []).map(normalNumber);
      const short = shortTitle(names[0] ?? "");
      return { names, bare: names.map(bareName), least, short, numbers };
    });
    made = {
      entries,
      kind,
      superseded: new Set(base.facets?.superseded ?? []),
    };
    known.set(base, made);
    return made;
  };

  /**
   * Tells whether a title ends as a name does; 办法 does not end as 法.
   * @type {(n: string, e: Entry) => boolean}
   */
  const ends = (name, entry) =>
    entry.names.some(
      (title, at) =>
        name.length >= (entry.least[at] ?? 0) &&
        (title.endsWith(name) || Boolean(entry.bare[at]?.endsWith(name))),
    );

  /** @param {string} name @param {string} title */
  const inOrder = (name, title) => {
    let at = 0;
    for (const char of title) if (char === name[at]) at += 1;
    return at >= name.length;
  };

  /**
   * 2023年要点 is 2023年工作要点.
   * @type {(n: string, e: Entry) => boolean}
   */
  const yearly = (name, entry) =>
    entry.names.some(
      (title) =>
        title.slice(0, 5) === name.slice(0, 5) &&
        title.slice(-2) === name.slice(-2) &&
        inOrder(name, title),
    );

  /**
   * The documents that are called so in the best way that fits any.
   * @param {string} name normal
   * @param {Known} from
   * @returns {[docs: number[], way: Way]}
   */
  const fitting = (name, { entries, kind }) => {
    if (!name) return [[], ""];
    const number = normalNumber(name);
    const whole = kind.test(name);
    /** @type {[Way, (entry: Entry) => boolean][]} */
    const ways = [
      ["title", (entry) => entry.names.includes(name)],
      ["number", (entry) => entry.numbers.includes(number)],
      ["short", (entry) => entry.short === name],
      ["bare", (entry) => entry.bare.includes(name)],
      ["end", (entry) => ends(name, entry)],
      ["part", (entry) => !whole && entry.names.some((title) => title.includes(name))],
      ["year", (entry) => YEARLY.test(name) && yearly(name, entry)],
    ];
    for (const [way, fits] of ways) {
      const docs = entries.flatMap((entry, place) => (fits(entry) ? [place] : []));
      if (docs.length) return [docs, way];
    }
    return [[], ""];
  };

  /**
   * Tells whether two wordings differ by one wrong, missing, extra or swapped character. Another
   * number is another document and no slip.
   * @param {string} one
   * @param {string} other
   */
  const oneSlip = (one, other) => {
    const longest = Math.max(one.length, other.length);
    if (longest - Math.min(one.length, other.length) > 1) return false;
    let head = 0;
    while (head < longest && one[head] === other[head]) head += 1;
    let tail = 0;
    while (
      tail < Math.min(one.length, other.length) - head &&
      one[one.length - 1 - tail] === other[other.length - 1 - tail]
    )
      tail += 1;
    const left = one.slice(head, one.length - tail);
    const right = other.slice(head, other.length - tail);
    if (NUMERAL.test(left + right)) return false;
    if (left.length <= 1 && right.length <= 1) return true;
    return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  };

  /** @param {string} name @param {Known} from */
  const slipped = (name, { entries }) => {
    if (name.length < SHORTEST_SLIP) return [];
    /** @param {(entry: Entry) => boolean} fits */
    const all = (fits) => entries.flatMap((entry, place) => (fits(entry) ? [place] : []));
    const whole = all((entry) =>
      [...entry.names, entry.short].some((title) => oneSlip(name, title)),
    );
    if (whole.length) return whole;
    const bare = all((entry) => entry.bare.some((title) => oneSlip(name, title)));
    if (bare.length || name.length < SHORTEST_SLIP_IN_ENDS) return bare;
    return all((entry) =>
      entry.bare.some((title) =>
        [-1, 0, 1].some((more) => {
          const end = title.slice(-(name.length + more));
          // With one character more or less only what begins as the name does is its end.
          return (more === 0 || end[0] === name[0]) && oneSlip(name, end);
        }),
      ),
    );
  };

  // All ways

  /**
   * Puts documents in order: superseded ones last, by title, the latest first.
   * @param {number[]} docs
   * @param {TwBase} base
   */
  const inOrderOf = (docs, base) => {
    const { entries, superseded } = knownOf(base);
    /** @param {number} doc */
    const title = (doc) => entries[doc]?.names[0] ?? "";
    /** @param {string} a @param {string} b */
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    return [...docs].sort(
      (a, b) =>
        Number(superseded.has(a)) - Number(superseded.has(b)) ||
        compare(title(a), title(b)) ||
        compare(base.dates[b] ?? "", base.dates[a] ?? "") ||
        a - b,
    );
  };

  /**
   * Adds all versions of documents: an earlier one may have another title.
   * @param {number[]} docs
   * @param {TwBase} base
   */
  const versionsOf = (docs, base) => [
    ...new Set(docs.flatMap((doc) => [doc, ...search.lineage.family(doc, base)])),
  ];

  /**
   * Finds the documents of a name that asks for a version.
   * @param {string} wanted normal
   * @param {TwBase} base
   * @returns {Named | null}
   */
  const dated = (wanted, base) => {
    const { BEFORE, split } = search.dated;
    for (const [rest, version] of split(wanted)) {
      const [docs, way] = fitting(rest, knownOf(base));
      const atEnd = wanted.startsWith(rest) && version !== BEFORE;
      // For a name from which words were cut these ways are too vague.
      if (!docs.length || (!atEnd && (way === "part" || way === "year"))) continue;
      if (version !== BEFORE) {
        const all = versionsOf(docs, base);
        const ofDate = all.filter((doc) => base.dates[doc]?.startsWith(version));
        return { docs: ofDate, way, version, missing: false };
      }
      const families = docs.map((doc) => search.lineage.family(doc, base));
      const before = new Set(families.flatMap((family) => family.at(-2) ?? []));
      const missing = !before.size;
      return { docs: missing ? docs : [...before], way, version, missing };
    }
    return null;
  };

  /**
   * Finds the documents that a name may mean, in what way they are called so, and which version it
   * asks for: a date before or behind it, or 原 for the one before the latest. Where it asks for
   * none, all versions are there; where it asks for one before the only one, `missing` is true.
   * @param {string} name
   * @param {TwBase} base
   * @param {boolean} [slips] whether to look for a slip where nothing fits
   * @returns {Promise<Named>}
   */
  const look = async (name, base, slips = true) => {
    const from = knownOf(base);
    const wanted = normalTitle(name);
    let [docs, way] = fitting(wanted, from);
    const ofVersion = docs.length ? null : dated(wanted, base);
    if (ofVersion?.docs.length) return { ...ofVersion, docs: inOrderOf(ofVersion.docs, base) };
    // A number alone is no part of a name.
    if (way === "part" && /^[0-9]+$/.test(wanted)) [docs, way] = [[], ""];
    if (!docs.length && /^[a-z0-9ü' -]*[a-zü][a-z0-9ü' -]*$/.test(wanted)) {
      [docs, way] = await search.pinyin.look(wanted, base);
    } else if (!docs.length && slips) {
      docs = slipped(wanted, from);
      way = docs.length ? "slip" : "";
    }
    if (way !== "slug") docs = versionsOf(docs, base);
    return { docs: inOrderOf(docs, base), way, version: "", missing: false };
  };

  /**
   * Chooses the one that is meant where no date is known: the only one, or the latest of the
   * versions of one; null where several are meant.
   * @param {number[]} docs
   * @param {TwBase} base
   * @returns {number | null}
   */
  const current = (docs, base) => {
    const [first] = docs;
    if (first === undefined) return null;
    if (docs.length === 1) return first;
    /** @type {number[]} */
    const family = search.lineage.family(first, base);
    if (!docs.every((doc) => family.includes(doc))) return null;
    return family.filter((doc) => docs.includes(doc)).at(-1) ?? null;
  };

  /**
   * Leaves out documents of which a later version is among them.
   * @param {number[]} docs
   * @param {TwBase} base
   */
  const latest = (docs, base) =>
    docs.filter((doc) => {
      /** @type {number[]} */
      const family = search.lineage.family(doc, base);
      return !family.slice(family.indexOf(doc) + 1).some((later) => docs.includes(later));
    });

  search.names = {
    look,
    current,
    latest,
    normal: normalTitle,
    /** @type {(name: string, base: TwBase) => Promise<number[]>} */
    find: async (name, base) => (await look(name, base)).docs,
    /**
     * Tells whether a name ends as those of documents do.
     * @type {(n: string, base: TwBase) => boolean}
     */
    named: (name, base) => {
      const { kind } = knownOf(base);
      const wanted = normalTitle(name);
      /** @type {[string, string][]} */
      const versions = search.dated.split(wanted);
      return kind.test(wanted) || versions.some(([rest]) => kind.test(rest));
    },
  };
})();
