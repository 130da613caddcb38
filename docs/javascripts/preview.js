// @ts-check
/**
 * Shows what a citation or term in the text leads to, in a small card beside it: while the pointer
 * rests on the link, while it has the keyboard's focus, or after a first tap; a second tap follows
 * it. Without this script they are ordinary links.
 *
 * The words are on the page itself, so that the card works without a server: a clause of the same
 * document is the element with the id, anything else an entry of the lists at the end of the page.
 */
(() => {
  "use strict";

  const LINK = "article a.tw-cite, article a.tw-term";
  const SHOW_AFTER = 300; // milliseconds that the pointer rests on a link
  const HIDE_AFTER = 250; // milliseconds to move the pointer from the link into the card
  const LONGEST = 300; // characters of a text
  const GAP = 6; // pixels between link and card
  const EDGE = 8; // pixels between card and window

  const frame = document.querySelector("main .md-main__inner");
  const nextBlock = tiaowen.nextBlock;
  if (!(frame instanceof HTMLElement) || !nextBlock || !document.querySelector(LINK)) return;

  /** @typedef {{title: string, paragraphs: string[], note: ChildNode[]}} Preview */

  /** @param {string} text */
  const tidy = (text) => text.replace(/[ \t\n\r]+/g, " ").trim();

  /**
   * The source text of an element, without what editors and scripts added.
   * @param {Element} part
   */
  const sourceText = (part) => {
    const copy = /** @type {Element} */ (part.cloneNode(true));
    for (const added of copy.querySelectorAll("[data-editorial], .headerlink")) added.remove();
    for (const end of copy.querySelectorAll("br, td, th")) end.append("\u3000");
    return tidy(copy.textContent ?? "");
  };

  /**
   * An address without what differs between a server and a folder of files.
   * @param {HTMLAnchorElement} link
   */
  const addressOf = (link) =>
    link.origin + link.pathname.replace(/index\.html$/, "") + decodeURIComponent(link.hash);

  /** @param {HTMLElement} part */
  const keyOf = (part) => {
    const link = part instanceof HTMLAnchorElement ? part : part.querySelector("a");
    const last = part.dataset.last;
    return link ? addressOf(link) + (last ? ` ${last}` : "") : "";
  };

  /** @type {Map<string, HTMLElement> | null} */
  let entries = null;

  /** The entries at the end of the page, by address; listed when first asked for. */
  const stored = () => {
    if (!entries) {
      entries = new Map();
      const all = document.querySelectorAll("article .tw-end [data-ref]");
      for (const entry of all) if (entry instanceof HTMLElement) entries.set(keyOf(entry), entry);
    }
    return entries;
  };

  /**
   * @param {HTMLElement} entry
   * @returns {Preview}
   */
  const fromEntry = (entry) => {
    const own = entry.querySelector("a")?.textContent ?? "";
    const group = entry.parentElement?.closest("[data-ref]");
    const named = group?.querySelector("a")?.textContent ?? "";
    const said = ":scope > .tw-ref-note";
    const remark = entry.querySelector(said) ?? group?.querySelector(said);
    const note = [...(remark?.cloneNode(true).childNodes ?? [])];
    const texts = entry.querySelector(":scope > .tw-ref-text")?.childNodes ?? [];
    const paragraphs = [...texts].map((part) => part.textContent ?? "").filter(Boolean); // <br>
    return { title: named + own, paragraphs, note };
  };

  /**
   * A clause of this page as paragraphs: to a heading belongs all up to the next one of its rank,
   * to a paragraph what has its id before its own.
   * @param {HTMLElement} clause
   */
  const partsOf = (clause) => {
    /** @type {Element[]} */
    const parts = [];
    if (/^H[1-6]$/.test(clause.tagName)) {
      for (let next = nextBlock(clause); next; next = nextBlock(next)) {
        if (/^H[1-6]$/.test(next.tagName) && next.tagName <= clause.tagName) break;
        if (next.matches(".tw-meta, .tw-conclusions, .tw-signature, .tw-date")) break;
        if (!next.matches("[data-editorial]")) parts.push(next);
        if (parts.length > 12) break; // more than a card can show
      }
    } else if (clause.id && !clause.matches(".tw-inline")) {
      parts.push(...document.querySelectorAll(`article p[id^="${CSS.escape(clause.id)}__"]`));
    }
    return parts;
  };

  /** @param {string[]} paragraphs */
  const shorten = (paragraphs) => {
    /** @type {string[]} */
    const kept = [];
    let room = LONGEST;
    for (const text of paragraphs) {
      if (room <= 0) break;
      const cut = text.length > room;
      kept.push(cut ? `${text.slice(0, room)}…` : text);
      room -= text.length;
      if (cut) return kept;
    }
    if (kept.length < paragraphs.length) kept.push("…");
    return kept;
  };

  /** @param {HTMLElement} clause */
  const labelOf = (clause) => tiaowen.labelOf?.(clause.id) ?? "";

  /**
   * @param {HTMLElement} clause
   * @param {string} last the id where a range ends, or ""
   * @returns {Preview}
   */
  const fromPage = (clause, last) => {
    const end = last ? document.getElementById(last) : null;
    const title = labelOf(clause) + (end ? `至${labelOf(end)}` : "");
    const heading = clause.matches(".tw-article") ? [] : [sourceText(clause)];
    const inline = clause.matches(".tw-inline");
    const own = inline && clause.parentElement ? [sourceText(clause.parentElement)] : heading;
    const texts = [...own, ...partsOf(clause).map(sourceText)].filter(Boolean);
    return { title: title || "本文件", paragraphs: shorten(texts), note: [] };
  };

  /**
   * @param {HTMLAnchorElement} link
   * @returns {Preview | null}
   */
  const previewOf = (link) => {
    const last = link.dataset.last ?? "";
    if (link.getAttribute("href")?.startsWith("#")) {
      const named = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      const clause = named?.matches(".tw-alias") ? tiaowen.clauseOf?.(named) : named;
      return clause instanceof HTMLElement ? fromPage(clause, last) : null;
    }
    const entry = stored().get(keyOf(link));
    return entry ? fromEntry(entry) : null;
  };

  // ---- The card ---------------------------------------------------------------------------------
  const TEXT_ID = "tw-card-text";

  const card = document.createElement("div");
  card.className = "tw-card";
  card.hidden = true;
  card.setAttribute("data-editorial", "");
  const title = document.createElement("a");
  title.className = "tw-card__title";
  title.tabIndex = -1; // the link in the text leads there, too
  const body = document.createElement("div");
  body.id = TEXT_ID;
  body.setAttribute("role", "tooltip");
  const hint = document.createElement("p");
  hint.className = "tw-card__hint";
  hint.textContent = "再次点按，前往该处";
  card.append(title, body, hint);
  frame.append(card);

  /** @type {HTMLAnchorElement | null} */
  let shown = null;
  let timer = 0;
  /** @type {string | null} */
  let described = null; // what describes the link while there is no card

  /**
   * @param {string} text
   * @param {string} [css]
   */
  const paragraph = (text, css) => {
    const made = document.createElement("p");
    if (css) made.className = css;
    made.textContent = text;
    return made;
  };

  /**
   * Below the line that the pointer is on, or above it where there is no room.
   * @param {HTMLAnchorElement} link
   * @param {number | null} y where the pointer is, if that is what asks
   */
  const place = (link, y) => {
    const lines = [...link.getClientRects()];
    const on = lines.find((line) => y !== null && line.top - 2 <= y && y <= line.bottom + 2);
    const at = on ?? lines[0] ?? link.getBoundingClientRect();
    const around = frame.getBoundingClientRect();
    const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const above = at.top - card.offsetHeight - GAP;
    const room = at.bottom + GAP + card.offsetHeight <= innerHeight || above < header;
    const column = document.querySelector("article")?.getBoundingClientRect() ?? around;
    const right = Math.min(column.right, around.right - EDGE);
    const left = Math.min(at.left, right - card.offsetWidth) - around.left;
    card.style.left = `${Math.max(EDGE, left)}px`;
    card.style.top = `${(room ? at.bottom + GAP : above) - around.top}px`;
  };

  const close = () => {
    clearTimeout(timer);
    if (!shown) return;
    if (described) shown.setAttribute("aria-describedby", described);
    else shown.removeAttribute("aria-describedby");
    shown.classList.remove("tw-previewed");
    shown = null;
    card.hidden = true;
  };

  /**
   * @param {HTMLAnchorElement} link
   * @param {number | null} y
   * @param {boolean} touch
   * @returns {boolean} whether there is anything to show
   */
  const open = (link, y, touch) => {
    clearTimeout(timer);
    if (shown === link) return true;
    close();
    const preview = previewOf(link);
    if (!preview) return false;
    title.textContent = preview.title;
    title.setAttribute("href", link.getAttribute("href") ?? "");
    body.replaceChildren(...preview.paragraphs.map((text) => paragraph(text)));
    if (preview.note.length) {
      const note = paragraph("", "tw-card__note");
      note.append(...preview.note); // with its links
      body.append(note);
    }
    card.classList.toggle("tw-card--touch", touch);
    card.hidden = false;
    shown = link;
    described = link.getAttribute("aria-describedby");
    link.setAttribute("aria-describedby", TEXT_ID);
    link.classList.add("tw-previewed");
    place(link, y);
    return true;
  };

  /**
   * Has the link of a term lead to its page, as its entry does: where there are cards, nobody has to
   * go to the entry for what it says.
   * @param {HTMLAnchorElement} link
   */
  const leadOn = (link) => {
    const href = link.getAttribute("href");
    if (!link.matches(".tw-term") || !href?.startsWith("#")) return;
    const entry = document.getElementById(decodeURIComponent(href.slice(1)));
    const page = entry?.querySelector("a")?.getAttribute("href");
    if (page) link.setAttribute("href", page);
  };

  /** @param {Event} event */
  const linkAt = (event) => {
    const link = event.target instanceof Element ? event.target.closest(LINK) : null;
    if (!(link instanceof HTMLAnchorElement)) return null;
    leadOn(link);
    return link;
  };

  /**
   * @param {() => void} act
   * @param {number} after
   */
  const later = (act, after) => {
    clearTimeout(timer);
    timer = window.setTimeout(act, after);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkAt(event);
    const over = event.target instanceof Node && card.contains(event.target);
    if (link && link === shown) clearTimeout(timer);
    else if (link) later(() => open(link, event.clientY, false), SHOW_AFTER);
    else if (over) clearTimeout(timer);
    else if (shown !== document.activeElement) later(close, HIDE_AFTER);
  });

  document.addEventListener("focusin", (event) => {
    const link = linkAt(event);
    if (link?.matches(":focus-visible")) open(link, null, false);
    else if (!(event.target instanceof Node && card.contains(event.target))) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    close(); // the focus stays on the link
    event.stopPropagation();
  });

  let touching = false;
  document.addEventListener("pointerdown", (event) => {
    touching = event.pointerType !== "mouse";
  });

  document.addEventListener("click", (event) => {
    const link = linkAt(event);
    if (!link) {
      if (!(event.target instanceof Node && body.contains(event.target))) close();
      return;
    }
    if (!touching || link === shown || event.ctrlKey || event.metaKey || event.shiftKey) {
      close();
    } else if (open(link, event.clientY, true)) {
      event.preventDefault();
    }
  });

  addEventListener("resize", close);
  addEventListener("pagehide", close); // not shown still when the reader comes back
})();
