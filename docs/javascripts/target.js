// @ts-check
/**
 * Highlights the clause that the address names, with everything below it.
 *
 * CSS alone (`:target`) reaches one element; what a clause contains are its siblings in the page,
 * so that they are found by their ids (`sec_1` → `sec_1__para_2`).
 */
(() => {
  "use strict";

  const MARK = "tw-target";
  /** What stands behind the last clause and belongs to none. */
  const AFTER = ".tw-conclusions, .tw-signature, .tw-date, .tw-note, .tw-footnote";
  /** The id of a paragraph of the whole document or attachment, such as a list of attachments. */
  const OF_THE_WHOLE = /^(?:(?:att|doc)_\d+(?:_inst\d+)?__)*p_\d+(?:_inst\d+)?$/;
  /** The id of a 款, and of 1. in an official document, which has a class. */
  const PARAGRAPH = /(?:^|__)para_[^_]+(?:_inst\d+)?$/;

  /**
   * The block behind another: the parts of a long page are only a frame around blocks.
   * @param {Element} block
   */
  const nextBlock = (block) => {
    const part = block.parentElement?.closest(".tw-part");
    const next = block.nextElementSibling ?? part?.nextElementSibling ?? null;
    return next?.matches(".tw-part") ? next.firstElementChild : next;
  };

  /**
   * The block before another.
   * @param {Element} block
   */
  const previousBlock = (block) => {
    const part = block.parentElement?.closest(".tw-part");
    const last = block.previousElementSibling ?? part?.previousElementSibling ?? null;
    return last?.matches(".tw-part") ? last.lastElementChild : last;
  };

  /** The id in the address, or "" where there is none or it is malformed. */
  const addressedId = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };

  /**
   * What an old id names that no clause bears any more: it stands before an inline number or an
   * enclosed document, or else in the clause, or in a block of its own before it.
   * @param {Element} alias
   * @returns {Element}
   */
  const successorOf = (alias) => {
    /** @type {ChildNode} */
    let last = alias;
    while (last.nextSibling instanceof Element && last.nextSibling.matches(".tw-alias")) {
      last = last.nextSibling;
    }
    const next = last.nextSibling;
    if (next instanceof Element && next.matches(".tw-inline[id], .tw-carried")) return next;
    const own = alias.closest(".tw-aliases");
    if (own?.nextElementSibling) {
      return own.nextElementSibling.querySelector("table[id]") ?? own.nextElementSibling;
    }
    return alias.parentElement?.closest("p, h1, h2, h3, h4, h5, h6, li, td") ?? alias;
  };

  /**
   * The clause that an element stands for: an empty `<a id>` for the one around it, and what is in
   * the note of a clause that is gone for the note.
   * @param {Element} element
   * @returns {Element}
   */
  const clauseOf = (element) => {
    const gone = element.closest(".tw-tombstone");
    if (gone) return gone;
    if (element.matches(".tw-alias")) return successorOf(element);
    return element.matches("a:not([href])")
      ? element.parentElement?.closest("p, h1, h2, h3, h4, h5, h6, li, td") ?? element
      : element;
  };

  /**
   * Highlights the words from an inline number up to the next one or the end of the paragraph.
   * @param {Element} number
   */
  const highlightRun = (number) => {
    const block = number.parentElement;
    if (!block || typeof Highlight === "undefined" || !CSS.highlights) {
      number.classList.add(MARK);
      return;
    }
    const run = document.createRange();
    run.setStartBefore(number);
    run.setEndAfter(block.lastChild ?? number);
    for (const other of block.querySelectorAll(".tw-inline[id]")) {
      if (number.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) {
        run.setEndBefore(other);
        break;
      }
    }
    CSS.highlights.set(MARK, new Highlight(run));
  };

  /**
   * What belongs to a clause besides its own element. To a heading belongs all up to the next one
   * of its rank: numbers that run through the document do not begin with its id. In an attachment
   * all do.
   * @param {Element} clause
   */
  const partsOf = (clause) => {
    /** @type {Element[]} */
    const parts = [];
    if (clause.matches(".tw-title")) return parts;
    if (/^H[2-6]$/.test(clause.tagName) && !clause.matches(".tw-attachment")) {
      for (let next = nextBlock(clause); next; next = nextBlock(next)) {
        const ends = /^H[1-6]$/.test(next.tagName) && next.tagName <= clause.tagName;
        if (ends || next.matches(AFTER) || OF_THE_WHOLE.test(next.id)) break;
        if (next.querySelector(":scope > .tw-carried")) break;
        const part = next.matches(".tw-table") ? next.querySelector("table[id]") : next;
        if (part?.id && !part.matches("[data-editorial]")) parts.push(part);
      }
    } else if (clause.id) {
      const below = `article [id^="${CSS.escape(clause.id)}__"]:not(.tw-inline, a, [data-editorial])`;
      parts.push(...document.querySelectorAll(below));
    }
    return parts;
  };

  const update = () => {
    for (const old of document.querySelectorAll("." + MARK)) old.classList.remove(MARK);
    if (typeof CSS !== "undefined" && CSS.highlights) CSS.highlights.delete(MARK);
    const id = addressedId();
    const found = id ? document.getElementById(id) : null;
    if (!found?.closest("article")) return;
    const target = clauseOf(found);
    if (target.matches(".tw-inline")) {
      highlightRun(target);
      return;
    }
    for (const part of [target, ...partsOf(target)]) part.classList.add(MARK);
  };

  addEventListener("hashchange", update);
  // The clause menu changes the address without a jump, of which no event of the browser tells.
  document.addEventListener("tw:address", update);
  update();

  /**
   * What links a clause: its number, or a mark behind its text. The only paragraph of an article has
   * that of the article, by whose words it is cited.
   * @param {string} eid
   * @returns {HTMLElement | null}
   */
  const markOf = (eid) => {
    const own = CSS.escape(eid);
    const links = `article :is(#${own} > a:not([class^=tw-]), a[data-editorial=link])[href="#${own}"]`;
    const mark = eid ? document.querySelector(links) : null;
    if (mark instanceof HTMLElement) return mark;
    const article = eid.replace(/__para_1$/, "");
    return article === eid ? null : markOf(article);
  };

  /**
   * The words by which a clause is cited: a mark bears them, that of a 款 without the article's; the
   * number of an article is cited as it is printed, （一） as 第一项 of what it stands in (`Marks` in
   * `converter/writers/marks.py`).
   * @param {string} eid
   * @returns {string}
   */
  const labelOf = (eid) => {
    const mark = markOf(eid);
    const block = mark?.parentElement;
    const label = mark?.getAttribute("aria-label");
    if (!mark || !block || mark.getAttribute("href") !== `#${block.id}`) return label ?? "";
    const above = block.id.slice(0, Math.max(0, block.id.lastIndexOf("__")));
    if (label && block.matches("p:not(.tw-clause, .tw-paragraph)") && PARAGRAPH.test(block.id)) {
      return labelOf(above) + label;
    }
    const number = mark.textContent ?? "";
    return label ?? (block.matches(".tw-item") ? `${labelOf(above)}第${number.slice(1, -1)}项` : number);
  };

  globalThis.tiaowen ??= {};
  tiaowen.clauseOf = clauseOf;
  tiaowen.labelOf = labelOf;
  tiaowen.markOf = markOf;
  tiaowen.nextBlock = nextBlock;
  tiaowen.previousBlock = previousBlock;
})();
