// @ts-check
/**
 * Words by which somebody says which version is meant: 监察法（2018年）, 2018年监察法, 原监察法. The same
 * as `converter/citations/dated.py`.
 */
(() => {
  "use strict";

  const root = /** @type {any} */ (globalThis);
  const search = ((root.tiaowen ??= {}).search ??= {});

  const BEFORE = "before"; // the version before the latest: 原第十二条
  const DAY = "\\d{1,2}\\s?月\\s?\\d{1,2}\\s?日|[-.]\\d{1,2}[-.]\\d{1,2}";
  const WORDS =
    `(?:(?<year>(?:19|20)\\d{2})\\s?(?:年?\\s?(?<day>${DAY})|年)?|(?<before>原来?|旧|修[改订正]前))` +
    "(?:修正|修订|通过|公布|施行)?的?(?:文本|版本|版)?";
  const LEADING = new RegExp(`^\\(?\\s?${WORDS}(?![0-9.])\\s?\\)?`);
  const TRAILING = new RegExp(`\\(\\s?${WORDS}\\s?\\)$`);
  const SUFFIX = new RegExp(`(?<![0-9])\\(?${WORDS}\\)?$`);
  const PREFIX = new RegExp(`^\\(?${WORDS}\\)?`);

  /** @param {RegExpExecArray} found */
  const versionOf = ({ groups = {} }) => {
    if (groups.before) return BEFORE;
    const day = (groups.day ?? "").match(/\d+/g) ?? [];
    return [groups.year, ...day.map((number) => number.padStart(2, "0"))].join("-");
  };

  /**
   * Parts the words that choose a version from a name, in all ways that there are.
   * @param {string} name
   * @returns {[rest: string, version: string][]} `BEFORE`, a year, or a day in ISO 8601
   */
  const split = (name) => {
    const [suffix, prefix] = [SUFFIX.exec(name), PREFIX.exec(name)];
    const length = prefix?.[0].length ?? 0;
    /** @type {[string, string][]} */
    const ways = [];
    if (suffix) ways.push([name.slice(0, suffix.index), versionOf(suffix)]);
    if (prefix && length < name.length) ways.push([name.slice(length), versionOf(prefix)]);
    return ways;
  };

  search.dated = {
    BEFORE,
    split,
    /** @param {string} text @returns {string} such words at its beginning */
    leading: (text) => LEADING.exec(text)?.[0] ?? "",
    /** @param {string} text @returns {string} such words in parentheses at its end */
    trailing: (text) => TRAILING.exec(text)?.[0] ?? "",
    /** @param {string} date in ISO 8601 */
    day: (date) => {
      const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
      return found ? `${Number(found[1])}年${Number(found[2])}月${Number(found[3])}日` : date;
    },
  };
})();
