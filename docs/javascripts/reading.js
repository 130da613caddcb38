// @ts-check
/**
 * Marks in the outline what is being read, and keeps it in sight there. The theme asks of every
 * heading where it stands, and so has the browser lay out all of a long page; here only what is in
 * sight is asked.
 */
(() => {
  "use strict";

  const ACTIVE = "md-nav__link--active";
  const BELOW = 24; // pixels below the header, within which a heading is being read
  const TRIES = 4; // until an entry of a long outline is where it should be

  const article = document.querySelector("article");
  const beside = document.querySelector(".md-sidebar--secondary .md-sidebar__scrollwrap");
  const before = tiaowen.previousBlock;
  if (!article || !before || !(beside instanceof HTMLElement) || !beside.querySelector("a")) return;

  /**
   * The last of some elements that begins above a line; what is not shown goes with what is before.
   * @param {HTMLCollection} elements in the order of the page
   * @param {number} line
   */
  const lastAbove = (elements, line) => {
    let low = 0;
    let high = elements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      let at = middle;
      while (at > low && !elements[at]?.getClientRects().length) at -= 1;
      const box = elements[at]?.getClientRects()[0];
      if (!box || box.top <= line) low = middle + 1;
      else high = at;
    }
    return elements[low - 1] ?? null;
  };

  /** The entry of the heading that what is read stands below. */
  const current = () => {
    const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const page = document.documentElement;
    const ends = page.scrollTop > 0 && page.scrollTop + page.clientHeight >= page.scrollHeight - 1;
    const line = ends ? Infinity : header + BELOW;
    /** @type {Element | null} */
    let block = lastAbove(article.children, line);
    if (block?.matches(".tw-part")) block = lastAbove(block.children, line) ?? block;
    for (; block; block = before(block)) {
      if (!/^H[2-6]$/.test(block.tagName) || !block.id) continue;
      const entry = beside.querySelector(`a[href="#${CSS.escape(block.id)}"]`);
      if (entry) return entry;
    }
    return null;
  };

  /** @type {Element | null} */
  let marked = null;

  /**
   * Brings the marked entry into the middle of the outline; again as long as what lies between turns
   * out to be longer than it was taken for.
   * @param {number} again
   */
  const follow = (again) => {
    const box = marked?.getClientRects()[0];
    if (!box) return;
    const frame = beside.getBoundingClientRect();
    beside.scrollTop += box.top - frame.top - frame.height / 2;
    if (again) requestAnimationFrame(() => follow(again - 1));
  };

  const update = () => {
    waiting = false;
    const entry = current();
    if (entry === marked) return;
    marked?.classList.remove(ACTIVE);
    entry?.classList.add(ACTIVE);
    marked = entry;
    if (entry) follow(TRIES);
    else beside.scrollTop = 0;
  };

  let waiting = false;
  const later = () => {
    if (!waiting) requestAnimationFrame(update);
    waiting = true;
  };

  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  addEventListener("load", later);
})();
