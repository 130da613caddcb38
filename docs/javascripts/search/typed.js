// @ts-check
/**
 * Reads a citation that somebody types: 监察法第二十条第二款, 监察法 20.2, 措施 三(二). Means the same
 * as `converter/citations/typed.py`.
 */
(() => {
  "use strict";

  const root = /** @type {any} */ (globalThis);
  const search = ((root.tiaowen ??= {}).search ??= {});

  const DIGITS = "零一二三四五六七八九";
  /** @type {Record<string, number>} */
  const UNITS = { 十: 10, 百: 100, 千: 1000, 廿: 20, 卅: 30 };

  /**
   * Reads a number in Chinese or Arabic digits, as `converter/numerals.py` does.
   * @param {string} text
   * @returns {number} 0 for none
   */
  const numeral = (text) => {
    const plain = text.replace(/[〇○]/g, "零").replace(/两/g, "二");
    if (/^[0-9]{1,9}$/.test(plain)) return Number(plain);
    if (/^[零一二三四五六七八九]+$/.test(plain)) {
      return Number(Array.from(plain, (char) => DIGITS.indexOf(char)).join(""));
    }
    let total = 0;
    let last = 10_000;
    let digit = 0;
    let zero = false;
    for (const [at, char] of Array.from(plain).entries()) {
      const unit = UNITS[char] ?? 0;
      const value = DIGITS.indexOf(char);
      if (unit) {
        const size = unit > 10 && unit < 100 ? 10 : unit;
        // 十 alone is ten; 百 and 千 need a digit before them, 廿 and 卅 none.
        if (size >= last || (!digit && size !== 10) || (digit && size !== unit)) return 0;
        if (zero && !total) return 0;
        total += size === unit ? (digit || 1) * unit : unit;
        [last, digit, zero] = [size, 0, false];
      } else if (value > 0) {
        // 一百二 is said for 120 and 一百零二 for 102: without the zero it is neither.
        if (digit || (last > 10 && last < 10_000 && !zero && at === plain.length - 1)) return 0;
        digit = value;
      } else {
        if (value < 0 || digit || zero || last === 10) return 0;
        zero = true;
      }
    }
    return zero && !digit && total ? 0 : total + digit;
  };

  const N = "(?:[零〇○一二两三四五六七八九十百千廿卅]{1,9}|[0-9]{1,4})";
  const CHINESE = "[零〇○一二两三四五六七八九十百千廿卅]";
  const TO = "(?:至|到|—|-|–|~)";
  const UNIT = "(分编|部分|编|篇|章|节|条|款|项|目)";
  const TITLE = /^《(.+)》\s*([^》]*)$/;
  const NUMBER =
    /^.*(?:[〔【[(]\s?\d{4}\s?[〕】\])]\s?第?\d+号|(?:令|公告).*第.+号)$/;
  const PLAIN =
    /^(.*?[^\d\s.])\s*((?:(?:19|20)\d{2}[-.]\d{1,2}[-.]\d{1,2}\s+)?[0-9]{1,4}(?:[.\s-]+[0-9]{1,3}){0,2})$/;
  // 监察法 2018 is a version, and so is 监察法 2018-03-20: no document has so many articles.
  const YEAR = /^((?:19|20)\d{2}(?:[-.]\d{1,2}[-.]\d{1,2})?)([.\s-].+)?$/;
  const LEVELS = new RegExp(
    `^(.*?)(?<!${CHINESE})\\s*(${CHINESE}{1,4})\\s?[、.]?\\s?\\(\\s?(${CHINESE}{1,4})\\s?\\)[、.]?` +
      "(?:\\s?([0-9]{1,3})[、.]?(?:\\s?\\(\\s?([0-9]{1,3})\\s?\\))?)?$",
  );
  const LEVEL = new RegExp(
    `^(.*?\\S)(?<!${CHINESE})(?:\\s(${CHINESE}{1,4})[、.]?|(${CHINESE}{1,4})、)$`,
  );
  // Units without 第: 20条2款.
  const BARE = new RegExp(
    `^(.*?)(?<![第0-9])(?<!${CHINESE})\\s*(${N}\\s?条(?:\\s?之${N})?(?:\\s?${N}\\s?款)?` +
      `(?:\\s?\\(?${N}\\)?\\s?项)?(?:\\s?${N}\\s?目)?)$`,
  );
  const BARE_UNIT = new RegExp(`(?<!之)(?<!${CHINESE})(\\(?${N}\\)?)\\s?(?=[条款项目])`, "g");
  const CLAUSE =
    /(?:总则|分则)?第\s?\(?[^第]{1,12}?\)?\s?(?:分编|编|章|节|条|款|项|目|部分)|附[件表录]/g;
  const ATTACHMENT = /^(附[件表录])\s?([0-9]{1,2}|[一二三四五六七八九十]{1,3})?/;
  const NAMED_PART = /(总则|分则)(?=第)/y;
  const STEP = new RegExp(
    `\\s?第\\s?(?:\\(\\s?)?(${N})(?:\\s?\\))?\\s?${UNIT}(?:\\s?之(${N})(?![种般样个部分]))?`,
    "y",
  );
  const BELOW = new RegExp(
    `\\s?的?第\\s?(?:\\(\\s?)?(${N})(?:\\s?\\))?\\s?(款|项|目)|\\(\\s?(${N})\\s?\\)\\s?(项)`,
    "y",
  );
  const ABBREVIATED = new RegExp(
    `(?:第\\s?(?:\\(\\s?)?|\\(\\s?)(${N})(?:\\s?\\))?\\s?${TO}\\s?` +
      `第?\\s?(?:\\(\\s?)?(${N})(?:\\s?\\))?\\s?${UNIT}`,
    "y",
  );
  const RANGE = new RegExp(
    `\\s?${TO}\\s?(?=第|(?:\\(\\s?)?${N}(?:\\s?\\))?\\s?(?:条|款|项|章|节))`,
    "y",
  );
  const SHORT_END = new RegExp(`(?:\\(\\s?)?(${N})(?:\\s?\\))?\\s?(条|款|项|章|节)`, "y");
  const FIRST_ONES = /\s?的?前([两二三四五六七八九十])(款|项)/y;

  /**
   * The words for parts of a document, from the whole to the part.
   * @type {Map<string, number>}
   */
  const RANK = new Map(
    ["附件 附表 附录", "总则 分则", "编 篇", "分编", "章 部分", "节", "条", "款", "项", "目"].flatMap(
      (units, rank) =>
        units.split(" ").map((unit) => /** @type {[string, number]} */ ([unit, rank])),
    ),
  );
  /** @param {TwStep | undefined} step */
  const rank = (step) => RANK.get(step?.unit ?? "") ?? -1;

  /** @param {RegExp} pattern sticky @param {string} text @param {number} at */
  const matchAt = (pattern, text, at) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };

  /** @type {(unit: string, digits: string, sub?: string) => TwStep | null} */
  const stepOf = (unit, digits, sub = "") => {
    const value = numeral(digits);
    const inserted = sub ? numeral(sub) : 0;
    if (!value || (inserted && unit !== "条")) return null;
    const words = `第${digits}${unit}${sub && `之${sub}`}`;
    return { unit, value, sub: inserted, arabic: /^[0-9]/.test(digits), words };
  };

  /**
   * Reads steps one after another, each below the one before.
   * @type {(t: string, at: number) => [TwStep[], number]}
   */
  const readSteps = (text, at) => {
    /** @type {TwStep[]} */
    const path = [];
    const named = matchAt(NAMED_PART, text, at);
    if (named) {
      path.push({ unit: named[1] ?? "", value: 0, sub: 0, arabic: false, words: named[1] ?? "" });
      at += (named[0] ?? "").length;
    }
    for (;;) {
      const found = matchAt(STEP, text, at);
      const below = found || !path.length ? null : matchAt(BELOW, text, at);
      const step = found
        ? stepOf(found[2] ?? "", found[1] ?? "", found[3])
        : below && stepOf(below[2] ?? below[4] ?? "", below[1] ?? below[3] ?? "");
      if (!step || (path.length && rank(step) <= rank(path.at(-1)))) break;
      path.push(step);
      at += ((found ?? below)?.[0] ?? "").length;
    }
    return path.at(-1)?.value === 0 ? [[], at] : [path, at];
  };

  /**
   * Fills in what the end of a range leaves out.
   * @param {TwStep[]} path
   * @param {TwStep[]} before
   */
  const inherit = (path, before) => {
    const [first] = path;
    const above = before.filter((step) => rank(step) < rank(first));
    if (first?.unit !== "条") return [...above, ...path];
    return [...above.filter(({ unit }) => !["编", "分编", "章", "节"].includes(unit)), ...path];
  };

  /**
   * Reads the clause that a text is as a whole.
   * @type {(text: string) => [path: TwStep[], last: TwStep[]]}
   */
  const readClause = (text) => {
    /** @type {[TwStep[], TwStep[]]} */
    const none = [[], []];
    /** @type {TwStep[]} */
    let above = [];
    let rest = text.trim();
    const attached = ATTACHMENT.exec(rest);
    if (attached) {
      const value = numeral(attached[2] ?? "");
      above = [{ unit: attached[1] ?? "", value, sub: 0, arabic: false, words: attached[0] ?? "" }];
      rest = rest.slice((attached[0] ?? "").length);
      if (!rest.trim()) return [above, []];
    }
    let [path, end] = readSteps(rest, 0);
    /** @type {TwStep[]} */
    let last = [];
    const short = matchAt(ABBREVIATED, rest, path.length ? end : 0);
    const unit = { unit: short?.[3] ?? "", value: 0, sub: 0, arabic: false, words: "" };
    if (short && !(path.length && rank(unit) <= rank(path.at(-1)))) {
      const [one, other] = [stepOf(unit.unit, short[1] ?? ""), stepOf(unit.unit, short[2] ?? "")];
      if (!one || !other) return none;
      // Such numbers count as Chinese ones, whatever they are written in.
      last = [...path, { ...other, arabic: false }];
      path = [...path, { ...one, arabic: false }];
      end = (short.index ?? 0) + (short[0] ?? "").length;
    } else {
      if (!path.length) return none;
      const ahead = matchAt(FIRST_ONES, rest, end);
      const first = ahead && stepOf(ahead[2] ?? "", "一");
      const final = ahead && stepOf(ahead[2] ?? "", ahead[1] ?? "");
      if (ahead && first && final && rank(first) > rank(path.at(-1))) {
        last = [...path, final];
        path = [...path, first];
        end += (ahead[0] ?? "").length;
      } else {
        [last, end] = readEnd(rest, end, path);
      }
    }
    if (rest.slice(end).trim()) return none;
    return [[...above, ...path], last.length ? [...above, ...last] : []];
  };

  /**
   * Reads 至第五条.
   * @type {(text: string, at: number, path: TwStep[]) => [TwStep[], number]}
   */
  const readEnd = (text, at, path) => {
    const found = matchAt(RANGE, text, at);
    if (!found) return [[], at];
    const behind = at + (found[0] ?? "").length;
    const [last, end] = readSteps(text, behind);
    if (last.length) return [inherit(last, path), end];
    const short = matchAt(SHORT_END, text, behind);
    const step = short && stepOf(short[2] ?? "", short[1] ?? "");
    if (!short || !step || step.unit !== path.at(-1)?.unit) return [[], at];
    return [inherit([{ ...step, arabic: false }], path), behind + (short[0] ?? "").length];
  };

  /**
   * Reads numbers behind a name as they are noted down: 监察法 20.2, 20条2款, 措施 三(二).
   * @param {string} text
   * @returns {TwTyped | null}
   */
  const readNumbers = (text) => {
    const bare = BARE.exec(text);
    if (bare) {
      const [path] = readClause((bare[2] ?? "").replace(BARE_UNIT, "第$1"));
      return path.length ? { name: (bare[1] ?? "").trim(), path, last: [], sure: false } : null;
    }
    const levels = LEVELS.exec(text);
    if (levels) {
      const [, name = "", one = "", two = "", three, four] = levels;
      const rows = [
        ["一、", one, `${one}、`],
        ["项", two, `（${two}）`],
        ...(three ? [["目", three, `${three}.`]] : []),
        ...(four ? [["目", four, `（${four}）`]] : []),
      ];
      const path = rows.map(([unit = "", digits = "", words = ""]) => {
        return { unit, value: numeral(digits), sub: 0, arabic: unit === "目", words };
      });
      return { name: name.trim(), path, last: [], sure: true };
    }
    const level = LEVEL.exec(text);
    if (level) {
      const words = level[2] ?? level[3] ?? "";
      const value = numeral(words);
      const path = [{ unit: "一、", value, sub: 0, arabic: false, words: `${words}、` }];
      const name = (level[1] ?? "").trim();
      return value ? { name, path, last: [], sure: Boolean(level[3]) } : null;
    }
    const plain = PLAIN.exec(text);
    if (!plain) return null;
    const [, date = "", behind] = YEAR.exec(plain[2] ?? "") ?? [];
    if (date && !behind) return null;
    const numbers = (behind ?? plain[2] ?? "").replace(/^[.\s-]+/, "");
    const path = numbers.split(/[.\s-]+/).map((digits, at) => {
      const unit = ["条", "款", "项"][at] ?? "";
      return { unit, value: Number(digits), sub: 0, arabic: false, words: `第${digits}${unit}` };
    });
    return { name: (plain[1] ?? "").trim() + date, path, last: [], sure: false };
  };

  /** @param {string} text @returns {TwTyped | null} null where the words behind a name are no clause */
  const parse = (text) => {
    const version = search.dated.trailing(text);
    if (version) {
      const clause = parse(text.slice(0, -version.length).trim());
      // Behind a name it is read as part of that.
      if (clause?.path.length) return { ...clause, name: clause.name + version };
    }
    const titled = TITLE.exec(text);
    if (titled) {
      const chosen = search.dated.leading(titled[2] ?? "");
      const name = (titled[1] ?? "") + chosen.trim();
      const rest = (titled[2] ?? "").slice(chosen.length).trim();
      if (!rest) return { name, path: [], last: [], sure: true };
      const [path, last] = readClause(rest);
      if (path.length) return { name, path, last, sure: true };
      // A word that no number ends with stands for the name.
      const other = readNumbers(`法 ${rest}`);
      return other?.name === "法" ? { ...other, name, sure: true } : null;
    }
    if (!text || text === "中华人民共和国") return null;
    for (const found of text.matchAll(CLAUSE)) {
      const [path, last] = readClause(text.slice(found.index));
      if (path.length) return { name: text.slice(0, found.index).trim(), path, last, sure: true };
    }
    const numbers = NUMBER.test(text) ? null : readNumbers(text);
    return numbers ?? { name: text, path: [], last: [], sure: false };
  };

  /**
   * Folds what is typed, but leaves 《》, brackets and the spaces between words.
   * @param {string} query
   */
  const tidy = (query) =>
    query
      .normalize("NFKC")
      .split(/([\s《》〔〕()[\]【】]+)/)
      .map((part, at) => (at % 2 ? part.replace(/\s+/g, " ") : search.fold(part)))
      .join("")
      .trim();

  search.typed = { numeral, tidy, parse };
})();
