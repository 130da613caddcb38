// @ts-check
/**
 * Finds cited clauses in the outlines of documents, as `converter/citations/places.py` does; the
 * outlines are written by `converter/search/outlines.py`.
 */
(() => {
  "use strict";

  const root = /** @type {any} */ (globalThis);
  const search = ((root.tiaowen ??= {}).search ??= {});

  /**
   * @typedef {object} Node
   * @property {string} letter
   * @property {string} eid
   * @property {number} clause its place among the clauses, -1 for the root and what is none
   * @property {number} value 0 for none
   * @property {number} sub
   * @property {boolean} words whether it has words of its own beside its heading
   * @property {string} headed 总则 or 分则
   * @property {Node | null} parent
   * @property {Node} scope the attachment or carried document that it is in, or the root
   * @property {Node[]} children
   */

  const TOKEN = /([()])|(\^?)([A-Za-z])(\d+(?:-\d+)?)?(~?)([!?]?)(?:"([^"]*)")?/g;
  /** @type {Record<string, string>} */
  const ELEMENTS = Object.fromEntries(
    (
      "B part Q part F part U part Z subpart H chp J sec K sec L sec A art P para E para I point " +
      "S indent s subindent G subsec C para c subpara O pt T p V p v p N note t title o toc " +
      "a addressee g signature d date Y att y att X att D doc b table r tr l td f fn"
    )
      .match(/\S+ \S+/g)
      ?.map((pair) => pair.split(" ")) ?? [],
  );
  /**
   * Letters of one kind, which are counted together.
   * @type {Record<string, string>}
   */
  const KIND = { Q: "B", F: "B", U: "B", K: "J", L: "J", E: "P", Y: "X", y: "X" };
  const NUMBERED = "BQFUZHJKLAISsGCcOYyXD";
  const FLOATING = "AGC";
  const SCOPES = "XYyD";
  const SINGLE = "toagd";
  /** @type {Record<string, string>} */
  const CONTEXT = { V: "preface", v: "conclusions" };
  /** @type {Record<string, string>} */
  const HEADED = { "!": "总则", "?": "分则", "": "" };

  /** @param {string} prefix @param {string} rest */
  const join = (prefix, rest) => (prefix ? `${prefix}__${rest}` : rest);

  /**
   * Reads an outline; the other half of `_Writer` in outlines.py.
   * @param {string} text
   */
  const readOutline = (text) => {
    const none = { letter: "", eid: "", clause: -1, value: 0, sub: 0, words: false, headed: "" };
    /** @type {any} */
    const unfinished = { ...none, parent: null, children: [] };
    /** @type {Node} */
    const top = unfinished;
    top.scope = top;
    /** @type {Map<string, Node>} */
    const ids = new Map();
    /** @type {Node[]} */
    const nodes = [];
    /** @type {Set<string>} */
    const restarting = new Set();
    /** @type {Map<string, number>} */
    const last = new Map();
    /** @type {Map<string, number>} */
    const counts = new Map();
    let parent = top;
    let node = top;
    let clauses = 0;
    for (const found of text.matchAll(TOKEN)) {
      const [, bracket, toggle, letter = "", number, words, headed = "", id] = found;
      if (bracket === "(") parent = node;
      else if (bracket) [node, parent] = [parent, parent.parent ?? top];
      if (bracket) continue;
      if (toggle && !restarting.delete(letter)) restarting.add(letter);
      const scope = SCOPES.includes(parent.letter) && parent.letter ? parent : parent.scope;
      const above = `${nodes.length && parent !== top ? parent.eid : ""} ${KIND[letter] ?? letter}`;
      const count = (counts.get(above) ?? 0) + 1;
      counts.set(above, count);
      const floating = FLOATING.includes(letter);
      const running = letter === "A" || (floating && !restarting.has(letter));
      const series = `${(running ? scope : parent).eid} ${letter} ${running}`;
      let [value = 0, sub = 0] = (number ?? "").split("-").map(Number);
      if (NUMBERED.includes(letter)) {
        if (!number) value = (last.get(series) ?? 0) + 1;
        if (number !== "0") last.set(series, value);
      }
      let context = parent.eid;
      if (CONTEXT[letter]) context = join(scope.eid, CONTEXT[letter] ?? "");
      else if (floating && !restarting.has(letter)) context = scope.eid;
      const digits = value ? `${value}${sub ? `-${sub}` : ""}` : `${count}`;
      const own = SINGLE.includes(letter) ? "" : `_${digits}`;
      const eid = id ?? join(context, `${ELEMENTS[letter]}${own}`);
      node = {
        letter, eid, clause: letter === "E" ? -1 : clauses++, value, sub, words: Boolean(words),
        headed: HEADED[headed] ?? "", parent, scope, children: [],
      };
      parent.children.push(node);
      nodes.push(node);
      ids.set(eid, node);
    }
    return { top, nodes, ids };
  };

  /** @typedef {ReturnType<typeof readOutline>} Outline */

  /** @type {WeakMap<TwBase, { firsts: number[], read: Map<number, Promise<Outline>> }>} */
  const outlines = new WeakMap();

  /** @param {number} doc @param {TwBase} base */
  const outlineOf = (doc, base) => {
    let known = outlines.get(base);
    if (!known) {
      let sum = 0;
      known = { firsts: base.outlines.map((gap) => (sum += gap)), read: new Map() };
      outlines.set(base, known);
    }
    const { firsts, read } = known;
    let made = read.get(doc);
    if (!made) {
      const file = firsts.filter((first) => first <= doc).length - 1;
      made = search.store
        .json(`outlines-${file}`)
        .then((/** @type {string[]} */ texts) => texts[doc - (firsts[file] ?? 0)] ?? "")
        .then(readOutline);
      const promise = /** @type {Promise<Outline>} */ (made);
      read.set(doc, promise);
      promise.catch(() => read.delete(doc));
      return promise;
    }
    return made;
  };

  /**
   * What a unit is among the letters, in the order in which they are looked for.
   * @type {Record<string, string[]>}
   */
  const UNITS = {
    编: ["B"],
    篇: ["Q"],
    分编: ["Z"],
    章: ["H"],
    节: ["J"],
    部分: ["F", "K"],
    条: ["A", "C", "K", "G"],
    "一、": ["K", "A"],
    项: ["I", "G", "C", "K"],
    目: ["S", "C", "c", "s"],
    附件: ["XYy"],
    附表: ["Y", "XYy"],
    附录: ["y", "XYy"],
  };

  /** @param {Node} node @returns {Node[]} */
  const within = (node) => node.children.flatMap((child) => [child, ...within(child)]);

  /** @param {Node} node @param {TwStep} step */
  const isStep = (node, step) =>
    node.value > 0 &&
    node.value === step.value &&
    node.sub === step.sub &&
    (UNITS[step.unit] ?? []).some((letters) => letters.includes(node.letter));

  /**
   * Counts the paragraphs of a clause; the words behind the number of a 公文's part are its first.
   * @param {Node} node
   */
  const paragraphs = (node) => {
    const every = node.children.filter(({ letter }) => "PET".includes(letter));
    return node.words ? [node, ...every] : every;
  };

  /** @param {Node} node @param {TwStep} step @returns {Node[]} */
  const below = (node, step) => {
    if (step.unit === "款") return paragraphs(node).slice(step.value - 1, step.value);
    /** @param {Node | undefined} holder */
    const numbered = (holder) => holder?.children.filter((child) => isStep(child, step)) ?? [];
    if (step.unit === "项" && node.letter === "A") {
      // 立法法 says 第十二条第三项, with no 款: the first 款 that has items.
      /** @param {Node} holder */
      const hasItems = (holder) => holder.children.some(({ letter }) => letter === "I");
      return numbered(node.children.find(hasItems) ?? (hasItems(node) ? node : undefined));
    }
    const direct = numbered(node);
    if (direct.length || (/^[PEI]$/.test(node.letter) && "项目".includes(step.unit))) {
      return direct;
    }
    return within(node).filter((child) => isStep(child, step));
  };

  /** @param {TwStep} step @param {Outline} outline @returns {Node[]} */
  const first = (step, { top, nodes }) => {
    if (step.unit === "款" || step.unit === "项") return below(top, step);
    if (step.unit === "目") return [];
    if (step.unit === "总则" || step.unit === "分则") {
      return nodes.filter((node) => node.headed === step.unit);
    }
    const own = nodes.filter((node) => node.scope === top);
    const articles = own.some(({ letter }) => letter === "A");
    let letters = UNITS[step.unit] ?? [];
    if (step.unit === "条" && !step.arabic && !articles) {
      // 第二条 of a 公文 is its 二、 unless its 1. run through several parts.
      const parts = own.filter(({ letter }) => letter === "C");
      const parents = new Set(parts.map(({ parent }) => parent));
      if (parents.size < 2) letters = ["K", "C", "G"];
    }
    for (const letter of letters) {
      const numbered = own.filter((node) => letter.includes(node.letter));
      const found = numbered.filter(({ value, sub }) => value === step.value && sub === step.sub);
      if (found.length) return found;
      // A 1. of a document with articles is none of them.
      if (letter === "A" && articles) return [];
    }
    const attached = top.children.filter(({ letter }) => letter && "XYy".includes(letter));
    if (attached.length !== 1 || !step.unit.startsWith("附")) return [];
    if (step.unit === "附件" && step.value === 1) return attached[0]?.value ? [] : attached;
    return step.value ? [] : attached;
  };

  /**
   * Finds the clauses that a path may mean; an empty 款 is its article.
   * @type {(p: TwStep[], o: Outline) => Node[]}
   */
  const resolve = (path, outline) => {
    const [step, ...others] = path;
    let found = step ? first(step, outline) : [];
    for (const next of others) {
      const [only] = found;
      if (found.length !== 1 || !only) break;
      found = below(only, next);
    }
    return found.map((node) => (node.letter === "E" && node.parent ? node.parent : node));
  };

  // Labels

  /**
   * How the units of statutes are named, as in `converter/labels.py`.
   * @type {Record<string, string>}
   */
  const NAMED = {
    B: "编", Q: "篇", F: "部分", Z: "分编", H: "章", J: "节", K: "部分", A: "条", P: "款", I: "项",
    S: "目", G: "项", C: "条", T: "段",
  };
  const ARABIC = "SC";

  /** @param {number} number below 10000, as articles are counted */
  const chinese = (number) => {
    const digits = String(number);
    const written = [...digits].map((digit, at) => {
      const unit = ["", "十", "百", "千"][digits.length - 1 - at] ?? "";
      return digit === "0" ? "零" : `${"零一二三四五六七八九"[Number(digit)]}${unit}`;
    });
    return written.join("").replace(/零+/g, "零").replace(/零$/, "").replace(/^一十/, "十");
  };

  /**
   * The short label of a clause, such as 第二十条第二款; what is no unit of a statute is named by the
   * clause above it.
   * @param {Node} node
   * @returns {string}
   */
  const label = (node) => {
    const { letter, parent, sub } = node;
    const unit = NAMED[letter];
    const running = letter === "A" || ("GC".includes(letter) && !node.eid.includes("__"));
    const above = parent && !running ? label(parent) : "";
    const alike = parent?.children.filter((child) => "PE".includes(child.letter)) ?? [];
    // The only 款 of an article is cited as the article, as is one without words.
    if (!unit || letter === "E" || (letter === "P" && alike.length === 1)) return above;
    const value = node.value || alike.indexOf(node) + 1;
    if (!value) return above;
    const plain = ARABIC.includes(letter) ? String(value) : chinese(value);
    const number = letter === "G" ? `（${plain}）` : plain;
    const own = `第${number}${unit}${sub ? `之${chinese(sub)}` : ""}`;
    // The second bearer of a number is printed as the first is.
    const instance = /_inst(\d+)$/.exec(node.eid)?.[1];
    return above + own + (instance ? `（第${chinese(Number(instance))}处）` : "");
  };

  search.outlines = { of: outlineOf, read: readOutline, resolve, label };
})();
