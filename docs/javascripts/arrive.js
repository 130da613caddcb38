// @ts-check
/**
 * Tells a reader who comes by an old link what it meant. A link from elsewhere that names no
 * version may be older than this text: where its id was another clause's before, a notice at the
 * clause says so and leads to that clause, here and in the earlier text. An id that no clause bears
 * any more (`.tw-alias`) says what it was, wherever the link came from.
 *
 * What the ids were stands on the page: `.tw-former` behind the clauses, with `data-former`, the
 * ids that the clause bore in the text of `data-version`. The note of a clause that is gone
 * (`.tw-tombstone`) may say so as well.
 */
(() => {
  "use strict";

  const NOTE = ":is(.tw-former, .tw-former *, .tw-tombstone, .tw-tombstone *)[data-former]";

  const article = document.querySelector("article");
  const arrival = tiaowen.arrival;
  const { clauseOf, labelOf, markOf, previousBlock } = tiaowen;
  if (!article || !arrival || !clauseOf || !labelOf || !markOf || !previousBlock) return;
  const banner = document.querySelector(".tw-version");
  const earlier = banner?.getAttribute("data-version") !== banner?.getAttribute("data-current");

  /**
   * What became of an id's clause: those of this page that it is now, or the id where this page says
   * that it is gone ("-" where that has no id); the same for all the versions, the latest first.
   * @typedef {{versions: string[], became: string[], gone: string}} Former
   */

  /** The id in the address, or "" where there is none or it is malformed. */
  const addressedId = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };

  /**
   * What stands between paragraphs: of a cell its table, of a note in a fold the fold.
   * @param {Element} part of the article
   */
  const blockOf = (part) => {
    let block = part;
    while (block.parentElement && !block.parentElement.matches("article, .tw-part")) {
      block = block.parentElement;
    }
    return block;
  };

  /** @param {string} date such as 2018-03-20 */
  const textOf = (date) => {
    if (!date) return "日期不明的文本";
    const [year, month, day] = date.split("-").map(Number);
    return `${year}年${month}月${day}日文本`;
  };

  /** @param {string | undefined} ids */
  const listed = (ids) => (ids ?? "").split(" ").filter(Boolean);

  /**
   * The clause that a note stands behind: the note says it of each id, or it is an article, or else
   * the clause before.
   * @param {HTMLElement} note
   * @param {string} eid that the clause bore
   */
  const nowOf = (note, eid) => {
    const now = listed(note.dataset.now)[listed(note.dataset.former).indexOf(eid)];
    if (now) return now;
    let before = previousBlock(blockOf(note));
    while (before && (!before.id || before.matches("[data-editorial]"))) {
      before = previousBlock(before);
    }
    const last = before?.id ?? "";
    const unit = last.replace(/^((?:(?:att|doc)_\d+(?:_inst\d+)?__)*art_[^_]+(?:_inst\d+)?)__.*$/, "$1");
    return document.getElementById(unit) ? unit : last;
  };

  /** @param {HTMLElement} note */
  const placeOf = (note) => {
    const stone = note.closest(".tw-tombstone") ?? note;
    return stone.id || stone.querySelector("[id]")?.id || "-";
  };

  /**
   * What became of the clauses that bore the id, as far as it is not the one that bears it.
   * @param {string} eid
   */
  const formersOf = (eid) => {
    /** @type {Map<string, Former>} */
    const found = new Map();
    for (const note of document.querySelectorAll(NOTE)) {
      if (!(note instanceof HTMLElement) || !listed(note.dataset.former).includes(eid)) continue;
      const { version = "" } = note.dataset;
      const former = found.get(version) ?? { versions: [version], became: [], gone: "" };
      if (note.matches(".tw-tombstone *, .tw-tombstone")) former.gone = placeOf(note);
      else former.became = [...new Set([...former.became, nowOf(note, eid)])];
      found.set(version, former);
    }
    /** @type {Map<string, Former>} */
    const fates = new Map();
    for (const [version, former] of [...found].sort(([one], [two]) => (one < two ? 1 : -1))) {
      if (former.became.includes(eid)) continue;
      const fate = former.became.join(" ") || former.gone;
      const same = fates.get(fate);
      if (same) same.versions.push(version);
      else fates.set(fate, former);
    }
    return [...fates.values()];
  };

  // ---- The words --------------------------------------------------------------------------------
  /** @param {string} href @param {string} text */
  const linked = (href, text) => {
    const made = document.createElement("a");
    made.setAttribute("href", href);
    made.textContent = text;
    return made;
  };

  /** @param {string} text @param {...(string | Node)} more */
  const paragraph = (text, ...more) => {
    const made = document.createElement("p");
    made.append(text, ...more);
    return made;
  };

  /**
   * @param {Former} former
   * @param {string} label
   */
  const fateOf = ({ versions, became, gone }, label) => {
    const labels = became.map((eid) => labelOf(eid) || "另一条款").join("、");
    const fate = labels ? `现为${labels}` : gone ? "已删去" : "已有变化";
    return `${versions.map(textOf).join("、")}的${label}，${fate}`;
  };

  /**
   * The ways on: to what the id became, and to the earlier texts.
   * @param {Former} former
   * @param {string} eid
   * @param {string} label
   */
  const waysOf = ({ versions, became, gone }, eid, label) => {
    const ways = became.map((to) => linked(`#${to}`, `查看${labelOf(to) || "该条款"}`));
    if (!ways.length && gone.length > 1) ways.push(linked(`#${gone}`, "查看删去说明"));
    if (!banner?.hasAttribute("data-dated")) return ways;
    for (const version of versions.filter(Boolean)) {
      const address = tiaowen.permanent?.(`#${eid}`, version) ?? "";
      ways.push(linked(address, `查看${textOf(version)}${label}`));
    }
    return ways;
  };

  /**
   * @param {Former[]} formers
   * @param {string} eid
   */
  const renumbered = (formers, eid) => {
    const label = labelOf(eid) || "该条款";
    const here = `本页${label}是另一条规定。`;
    const [first] = formers;
    if (first && formers.length === 1) {
      const text = `此链接没有注明版本。${fateOf(first, label)}；${here}`;
      return [paragraph(text), paragraph("", ...waysOf(first, eid, label))];
    }
    const list = document.createElement("ul");
    for (const former of formers) {
      const entry = document.createElement("li");
      entry.append(`${fateOf(former, label)}。`, ...waysOf(former, eid, label));
      list.append(entry);
    }
    return [paragraph(`此链接没有注明版本。${here}`), list];
  };

  /**
   * @param {Element} alias
   * @param {Former[]} formers
   */
  const moved = (alias, formers) => {
    const now = labelOf(clauseOf(alias).id);
    const said = alias.getAttribute("aria-label") || "此链接所指条款的编号已有变化";
    const ways = formers.flatMap(({ versions }) =>
      waysOf({ versions, became: [], gone: "" }, alias.id, ""),
    );
    const text = said.includes("现") || !now ? said : `${said}，现为${now}`;
    return [paragraph(`${text.replace(/。$/, "")}。`), paragraph("", ...ways)];
  };

  // ---- The notice -------------------------------------------------------------------------------
  /** @type {HTMLElement | null} */
  let notice = null;

  /** @param {boolean} refocus whether the focus goes on to the clause */
  const close = (refocus) => {
    const clause = notice?.nextElementSibling;
    notice?.remove();
    notice = null;
    if (refocus && clause) markOf(clause.id)?.focus({ preventScroll: true });
  };

  const dismiss = () => {
    arrival.settle();
    close(true);
  };

  /**
   * @param {Element} clause
   * @param {Node[]} words
   */
  const show = (clause, words) => {
    notice = document.createElement("aside");
    notice.className = "tw-arrival";
    notice.tabIndex = -1;
    notice.setAttribute("role", "region");
    notice.setAttribute("aria-label", "关于此链接");
    notice.setAttribute("data-editorial", "");
    const closer = document.createElement("button");
    closer.type = "button";
    closer.textContent = "关闭";
    closer.addEventListener("click", dismiss);
    notice.append(...words, closer);
    notice.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      dismiss();
    });
    blockOf(clause).before(notice);
  };

  /** The browser goes to the clause of the address when all is loaded; the notice stands above. */
  const reveal = () => {
    notice?.scrollIntoView({ block: "start" });
    notice?.focus({ preventScroll: true });
  };

  const update = () => {
    close(false);
    const eid = addressedId();
    const found = eid ? document.getElementById(eid) : null;
    if (!found || earlier || !article.contains(found)) return;
    const formers = formersOf(eid);
    const clause = clauseOf(found);
    if (found.matches(".tw-alias")) {
      if (arrival.kind !== "read") show(clause, moved(found, formers));
    } else if (arrival.kind === "link" && formers.length) {
      show(clause, renumbered(formers, eid));
    }
    if (!notice || !arrival.fresh) return;
    if (document.readyState === "complete") reveal();
    else addEventListener("load", () => requestAnimationFrame(reveal), { once: true });
  };

  addEventListener("hashchange", update);
  // The clause menu names another clause without a jump.
  document.addEventListener("tw:address", () => {
    if (arrival.kind !== "link") update();
  });
  update();
})();
