// @ts-check
/**
 * Marks the words of a search on the page that it led to (`?h=words`), and leads from one place to
 * the next. The text itself is not changed: the places are highlighted by the browser, and where
 * it cannot do that, only gone to.
 */
(async () => {
  "use strict";

  /** @type {Partial<TwSearch> | undefined} */
  const search = globalThis.tiaowen?.search;
  const ADDED = "[data-editorial], .headerlink, script, style";
  const BLOCK = "p, h1, h2, h3, h4, h5, h6, li, td, th, dt, dd, div, figure, blockquote";
  const PLACES = "tw-hit";
  const PLACE = "tw-hit-now";
  const ROOM = 0.35; // of the window that is left above a place

  const named = new URLSearchParams(location.search).get("h") ?? "";
  const article = document.querySelector("article");
  const main = document.querySelector("main .md-main__inner");
  if (!named.trim() || !article || !main || !search?.fold) return;
  const fold = search.fold;

  /** The id in the address, or "" where there is none or it is malformed. */
  const addressedId = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };

  /**
   * The text as it is searched in, with the place of each of its characters.
   * @typedef {{text: string, nodes: Text[], of: number[], at: number[], long: number[]}} Folded
   */

  /** @returns {Folded} */
  const foldArticle = () => {
    /** @type {Map<string, string>} */
    const known = new Map();
    /** @type {Folded} */
    const folded = { text: "", nodes: [], of: [], at: [], long: [] };
    /** @type {string[]} */
    const out = [];
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest(ADDED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    /** @type {Element | null | undefined} */
    let block = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!(node instanceof Text)) continue;
      const around = node.parentElement?.closest(BLOCK);
      folded.nodes.push(node);
      const put = (/** @type {string} */ plain, /** @type {number} */ at, /** @type {number} */ long) => {
        for (const unit of plain.split("")) {
          out.push(unit);
          folded.of.push(folded.nodes.length - 1);
          folded.at.push(at);
          folded.long.push(long);
        }
      };
      if (around !== block) put("\n", 0, 0); // no words reach from one paragraph into the next
      block = around;
      let at = 0;
      for (const character of node.data) {
        let plain = known.get(character);
        if (plain === undefined) known.set(character, (plain = fold(character)));
        put(plain, at, character.length);
        at += character.length;
      }
    }
    folded.text = out.join("");
    return folded;
  };

  /**
   * Where the words stand, in the order of the text; what overlaps is one place.
   * @param {string} text
   * @param {string[]} words
   */
  const placesIn = (text, words) => {
    /** @type {[start: number, end: number][]} */
    const found = [];
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        found.push([at, at + word.length]);
      }
    }
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    /** @type {typeof found} */
    const places = [];
    for (const [start, end] of found) {
      const last = places.at(-1);
      if (last && start < last[1]) last[1] = Math.max(last[1], end);
      else places.push([start, end]);
    }
    return places;
  };

  const findRanges = () => {
    const words = [...new Set(named.split(/\s+/).map(fold))].filter(Boolean);
    const { text, nodes, of, at, long } = foldArticle();
    return placesIn(text, words).flatMap(([start, end]) => {
      const first = nodes[of[start] ?? -1];
      const last = nodes[of[end - 1] ?? -1];
      if (!first || !last) return [];
      const range = document.createRange();
      range.setStart(first, at[start] ?? 0);
      range.setEnd(last, (at[end - 1] ?? 0) + (long[end - 1] ?? 0));
      return [range];
    });
  };

  let ranges = findRanges();
  if (!ranges.length) {
    // Words are folded; the text may be in traditional characters.
    await search.loadTraditional?.().catch(() => undefined);
    ranges = findRanges();
  }
  if (!ranges.length) return;
  const highlights =
    typeof Highlight !== "undefined" && typeof CSS !== "undefined" ? CSS.highlights : undefined;

  /**
   * The first place in the clause of the address, or else the first one behind its beginning.
   * @returns {[place: number, within: boolean]}
   */
  const firstPlace = () => {
    const marked = [...document.querySelectorAll("article .tw-target")];
    const inside = ranges.findIndex((range) =>
      marked.some((part) => part.contains(range.startContainer)),
    );
    if (inside >= 0) return [inside, true];
    const clause = document.getElementById(addressedId());
    const behind = ranges.findIndex(
      ({ startContainer: at }) =>
        clause && clause.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const run = clause?.matches(".tw-inline") ? clause.parentElement : null;
    return [Math.max(0, behind), !clause || Boolean(run?.contains(ranges[behind]?.startContainer ?? null))];
  };

  // ---- The bar ------------------------------------------------------------------------------------
  let now = 0;
  const bar = document.createElement("div");
  bar.className = "tw-marks";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "检索词语在本页的位置");
  bar.setAttribute("data-editorial", "");
  const where = document.createElement("span");
  where.className = "tw-marks__where";
  where.setAttribute("aria-live", "polite");

  const reveal = () => {
    const range = ranges[now];
    if (!range) return;
    // Where parts of a long page are not laid out yet, only this finds the place.
    const part = range.startContainer.parentElement?.closest(".tw-part");
    if (part) range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    const box = range.getBoundingClientRect();
    const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const seen = box.top >= header && box.bottom <= bar.getBoundingClientRect().top;
    if (!seen) scrollBy(0, box.top - innerHeight * ROOM);
  };

  const show = () => {
    const range = ranges[now];
    where.textContent = `第 ${now + 1}/${ranges.length} 处`;
    if (highlights && range) {
      const one = new Highlight(range);
      one.priority = 2;
      highlights.set(PLACE, one);
    }
  };

  /** @param {number} step */
  const move = (step) => {
    now = (now + step + ranges.length) % ranges.length;
    show();
    reveal();
    const range = ranges[now];
    // Reading aloud and the Tab key go on from here.
    if (range) getSelection()?.collapse(range.startContainer, range.startOffset);
  };

  const close = () => {
    highlights?.delete(PLACES);
    highlights?.delete(PLACE);
    document.removeEventListener("keydown", onKey);
    removeEventListener("hashchange", begin);
    bar.remove();
    try {
      const address = new URL(location.href);
      address.searchParams.delete("h");
      history.replaceState(history.state, "", address.href);
    } catch {
      // some browsers refuse it for files
    }
  };

  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.matches("input, textarea, select")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
  };

  /** @type {[string, string, () => void][]} */
  const BUTTONS = [
    ["上一处", "k", () => move(-1)],
    ["下一处", "j", () => move(1)],
    ["关闭", "", close],
  ];
  const buttons = BUTTONS.map(([words, key, act]) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    if (key) made.setAttribute("aria-keyshortcuts", key);
    if (key) made.title = `${words}（${key} 键）`;
    made.addEventListener("click", act);
    return made;
  });
  bar.append(where, ...buttons);
  main.append(bar);
  document.addEventListener("keydown", onKey);

  if (highlights) {
    const all = new Highlight(...ranges);
    all.priority = 1;
    highlights.set(PLACES, all);
  }
  const begin = () => {
    const [place, within] = firstPlace();
    now = place;
    show();
    if (within) reveal(); // or else the clause stays in sight
  };
  // The browser goes to the clause of the address when all is loaded.
  if (document.readyState === "complete") begin();
  else addEventListener("load", () => requestAnimationFrame(begin));
  addEventListener("hashchange", begin);
  show();
})();
