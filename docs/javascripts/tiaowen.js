// @ts-check
/**
 * What links a clause, its number or a mark behind its text: each opens one shared menu that copies
 * its link, its citation, or the citation with the text. Without this script it is an ordinary link.
 */
(() => {
  "use strict";

  // The theme's script gives a link a class when it is reached by the keyboard.
  const CLAUSE_MARK = "a[data-editorial=link], [id] > a:not([class^=tw-])";
  const APPARATUS = "[data-editorial], .headerlink";

  /**
   * Marks inside marks of the same kind change their form, per GB/T 15834-2011 (4.8.3, 4.15.3).
   * @param {string} text
   * @param {string} forms the characters and, at the same place in pairs, what replaces them
   */
  const nest = (text, forms) =>
    text.replace(new RegExp(`[${forms}]`, "g"), (mark) => forms[forms.indexOf(mark) ^ 2] ?? mark);

  /** @param {string} text */
  const tidy = (text) => text.replace(/\s+/g, " ").trim();

  /**
   * The source text of an element or range, without what editors and scripts added.
   * @param {Element | Range} part
   */
  const sourceText = (part) => {
    const copy = document.createElement("div");
    copy.append(part instanceof Range ? part.cloneContents() : part.cloneNode(true));
    const own = copy.firstElementChild;
    for (const added of copy.querySelectorAll(APPARATUS)) if (added !== own) added.remove();
    for (const line of copy.querySelectorAll("br")) line.replaceWith(" ");
    return tidy(copy.textContent ?? "");
  };

  /**
   * The paragraphs of an element; of a table or row, each row is one, its cells set apart.
   * @param {Element} part
   * @returns {string[]}
   */
  const paragraphsOf = (part) => {
    if (!(part instanceof HTMLTableElement || part instanceof HTMLTableRowElement)) {
      return [sourceText(part)];
    }
    const rows = part instanceof HTMLTableElement ? [...part.rows] : [part];
    return rows.map((row) => [...row.cells].map(sourceText).filter(Boolean).join("\u3000"));
  };

  /**
   * The run of text from an inline number up to the next one or the end of its paragraph.
   * @param {Element} number
   */
  const inlineRun = (number) => {
    const run = document.createRange();
    run.selectNodeContents(number.parentElement ?? number);
    run.setStartBefore(number);
    for (const other of number.parentElement?.querySelectorAll(".tw-inline[id]") ?? []) {
      if (number.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) {
        run.setEndBefore(other);
        break;
      }
    }
    return run;
  };

  /**
   * The paragraphs of a clause and of all that belongs to it: target.js marks them, as the address
   * names the clause while its menu is open.
   * @param {string} eid
   * @returns {string[]}
   */
  const clauseParagraphs = (eid) => {
    const own = document.getElementById(eid);
    if (!own) return [];
    if (own.matches(".tw-inline")) return [sourceText(inlineRun(own))];
    /** @type {string[]} */
    const paragraphs = [];
    let runsIn = false;
    let last = own;
    for (const part of document.querySelectorAll("article .tw-target")) {
      if (part !== own && last.contains(part)) continue;
      last = /** @type {HTMLElement} */ (part);
      const [first, ...rest] = paragraphsOf(part).filter(Boolean);
      if (!first) continue;
      if (runsIn) paragraphs.push(`${paragraphs.pop()}\u3000${first}`, ...rest);
      else paragraphs.push(first, ...rest);
      runsIn = part.matches(".tw-article");
    }
    return paragraphs;
  };

  /** @param {HTMLAnchorElement} mark */
  const eidOf = (mark) => decodeURIComponent(mark.hash.slice(1));

  /** @param {HTMLAnchorElement} mark */
  const labelOf = (mark) => tiaowen.labelOf?.(eidOf(mark)) ?? "";

  /** @param {HTMLAnchorElement} mark */
  const linkTo = (mark) => tiaowen.permanent?.(mark.hash) ?? mark.href;

  /** An earlier text is named; without a date, a citation means the latest. */
  const textNamed = () => {
    const banner = document.querySelector(".tw-version");
    const version = banner?.getAttribute("data-version") ?? "";
    const [year, month, day] = version.split("-").map(Number);
    return version === (banner?.getAttribute("data-current") ?? "") ? "" : `（${year}年${month}月${day}日文本）`;
  };

  /** @param {HTMLAnchorElement} mark */
  const citationOf = (mark) => {
    const named = document.querySelector(".tw-meta[data-title]")?.getAttribute("data-title");
    const title = named ?? document.querySelector("article h1")?.textContent ?? "";
    const label = labelOf(mark);
    return `《${nest(tidy(title), "《》〈〉")}》${textNamed()}${label === "标题" ? "" : label}`;
  };

  /**
   * The citation and the text; each paragraph opens with a quotation mark, the last closes it.
   * @param {HTMLAnchorElement} mark
   */
  const quotationOf = (mark) => {
    const paragraphs = clauseParagraphs(eidOf(mark)).map((text) => nest(text, "“”‘’"));
    return paragraphs.length
      ? `${citationOf(mark)}：“${paragraphs.join("\n“")}”`
      : citationOf(mark);
  };

  /** @type {[string, string, (mark: HTMLAnchorElement) => string][]} */
  const CHOICES = [
    ["复制链接", "已复制链接", linkTo],
    ["复制引文", "已复制引文", citationOf],
    ["复制引文和原文", "已复制引文和原文", quotationOf],
  ];

  const main = document.querySelector("main .md-main__inner");
  if (!main || !document.querySelector("article a[data-editorial=link]")) return; // a title has one

  const menu = document.createElement("div");
  menu.className = "tw-menu";
  menu.hidden = true;
  menu.setAttribute("role", "menu");
  menu.setAttribute("data-editorial", "");

  /** @type {HTMLAnchorElement | null} */
  let opener = null;

  /** @param {boolean} refocus whether the focus goes back to the mark */
  const close = (refocus) => {
    if (!opener) return;
    const mark = opener;
    opener = null;
    menu.hidden = true;
    mark.setAttribute("aria-expanded", "false");
    if (refocus) mark.focus({ preventScroll: true });
  };

  /** @param {HTMLAnchorElement} mark */
  const place = (mark) => {
    const at = mark.getBoundingClientRect();
    const frame = main.getBoundingClientRect();
    const room = frame.width - menu.offsetWidth - 8;
    const above = at.bottom + menu.offsetHeight + 8 > innerHeight;
    const top = above ? at.top - menu.offsetHeight - 4 : at.bottom + 4;
    menu.style.left = `${Math.max(8, Math.min(at.left - frame.left, room))}px`;
    menu.style.top = `${top - frame.top}px`;
  };

  /** @param {HTMLAnchorElement} mark */
  const open = (mark) => {
    close(false);
    // Not through location.hash: the page must not jump away from under the pointer.
    if (location.hash !== mark.hash) history.pushState(null, "", mark.hash);
    document.dispatchEvent(new CustomEvent("tw:address"));
    opener = mark;
    menu.hidden = false;
    menu.setAttribute("aria-label", labelOf(mark) || "条文");
    mark.setAttribute("aria-expanded", "true");
    place(mark);
    buttons[0]?.focus({ preventScroll: true });
  };

  const buttons = CHOICES.map(([name, done, textFor]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    button.textContent = name;
    button.setAttribute("role", "menuitem");
    button.addEventListener("click", () => {
      if (!opener) return;
      const detail = { text: textFor(opener), done };
      close(true);
      document.dispatchEvent(new CustomEvent("tw:copy", { detail })); // to clipboard.js
    });
    return button;
  });

  /** @param {KeyboardEvent} event */
  const moveInMenu = (event) => {
    const now = buttons.findIndex((button) => button === document.activeElement);
    const count = buttons.length;
    /** @type {Record<string, number>} */
    const next = { ArrowDown: now + 1, ArrowUp: now - 1 + count, Home: 0, End: count - 1 };
    if (event.key === "Escape") close(true);
    else if (event.key === "Tab") return close(true); // the browser goes on from the mark
    else if (event.key in next) buttons[(next[event.key] ?? 0) % count]?.focus();
    else return event.stopPropagation(); // no shortcut of the theme while the menu is open
    event.preventDefault();
    event.stopPropagation();
  };

  menu.append(...buttons);
  menu.addEventListener("keydown", moveInMenu);
  main.append(menu);

  /** @param {Event} event */
  const markAt = (event) => {
    const mark = event.target instanceof Element ? event.target.closest(CLAUSE_MARK) : null;
    if (!(mark instanceof HTMLAnchorElement) || !mark.closest("article")) return null;
    return mark.matches("[data-editorial]") || eidOf(mark) === mark.parentElement?.id ? mark : null;
  };

  /**
   * Says of a mark that it opens a menu; not of all at once, of which a long law has thousands.
   * @param {Event} event
   */
  const announce = (event) => {
    const mark = markAt(event);
    if (!mark || mark.hasAttribute("role")) return;
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-haspopup", "menu");
    mark.setAttribute("aria-expanded", "false");
  };
  for (const kind of ["focusin", "pointerover", "click"]) document.addEventListener(kind, announce);

  /**
   * Lets words be selected from a number on: no selection begins on a link, so that it is none for as
   * long as the button of the mouse is down.
   * @param {PointerEvent} event
   */
  const unlink = (event) => {
    const mark = markAt(event);
    const plain = event.pointerType === "mouse" && event.button === 0;
    if (!mark?.textContent || !plain || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = mark.getAttribute("href") ?? "";
    mark.removeAttribute("href");
    for (const end of ["pointerup", "pointercancel", "blur"]) {
      addEventListener(end, () => mark.setAttribute("href", href), { once: true, capture: true });
    }
  };
  document.addEventListener("pointerdown", unlink);

  document.addEventListener("click", (event) => {
    const mark = markAt(event);
    const selection = getSelection();
    if (!mark) {
      if (!(event.target instanceof Node && menu.contains(event.target))) close(false);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const selected = event.detail > 0 && selection?.isCollapsed === false;
    if (selected && selection.containsNode(mark, true)) return;
    if (mark === opener) close(true);
    else open(mark);
  });

  document.addEventListener("keydown", (event) => {
    const mark = markAt(event);
    if (!mark || (event.key !== " " && event.key !== "ArrowDown")) return;
    event.preventDefault();
    open(mark);
  });
})();
