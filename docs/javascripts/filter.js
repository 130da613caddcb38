// @ts-check
/**
 * Filters long lists as one types: by characters, by pinyin, by the first letters of it, or by a
 * mixture (四种, sizhong, szxt, sizxt). Without this script the lists are there in full.
 *
 * The entries are the children of `[data-filter]`; `data-pinyin` has their syllables, `data-also`
 * other wordings. `[data-unfiltered]` is out of sight while the list is filtered.
 */
(() => {
  "use strict";

  /**
   * @typedef {object} Entry
   * @property {HTMLElement} element
   * @property {string[]} wordings
   * @property {string[][]} spelt the syllables of each wording
   */

  /**
   * What counts of a wording: no quotation or title marks, no white space, one width, one case.
   * @param {string} text
   */
  const fold = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/ü/g, "v")
      .replace(/[\s\p{P}]+/gu, "");

  /** @param {HTMLElement} element @returns {Entry} */
  const entryOf = (element) => {
    const name = element.querySelector("a, summary")?.firstChild?.textContent ?? "";
    const wordings = [name, ...(element.dataset.also?.split("|") ?? [])];
    return {
      element,
      wordings: wordings.map(fold),
      spelt: (element.dataset.pinyin ?? "").split("|").map((spelling) => spelling.split(" ")),
    };
  };

  /**
   * Tells whether letters can be shared out to syllables from one of them on, to each its
   * beginning or the whole of it.
   * @param {string[]} syllables
   * @param {number} at
   * @param {string} letters
   * @returns {boolean}
   */
  const spells = (syllables, at, letters) => {
    if (!letters) return true;
    const syllable = syllables[at];
    if (!syllable) return false;
    let length = 0;
    while (length < syllable.length && syllable[length] === letters[length]) length += 1;
    for (; length > 0; length -= 1) {
      if (spells(syllables, at + 1, letters.slice(length))) return true;
    }
    return false;
  };

  /** @param {Entry} entry @param {string} query */
  const matches = (entry, query) =>
    entry.wordings.some((wording) => wording.includes(query)) ||
    (/^[a-z0-9]+$/.test(query) &&
      entry.spelt.some((syllables) => syllables.some((_, at) => spells(syllables, at, query))));

  const field = document.getElementById("filter_box");
  const lists = [...document.querySelectorAll("[data-filter]")];

  /** Opens the folded entry that the address names. */
  const openAddressed = () => {
    const named = document.getElementById(location.hash.slice(1));
    if (!(named instanceof HTMLDetailsElement) || !named.closest("[data-filter]")) return;
    named.open = true;
    named.scrollIntoView();
  };
  openAddressed();
  addEventListener("hashchange", openAddressed);

  if (!(field instanceof HTMLInputElement)) return;
  const said = field.parentElement?.querySelector("output");
  field.parentElement?.removeAttribute("hidden");

  /** @type {{ list: Element, entries: Entry[] }[] | undefined} */
  let known;
  const groups = () =>
    (known ??= lists.map((list) => ({
      list,
      entries: [...list.children].flatMap((child) =>
        child instanceof HTMLElement ? [entryOf(child)] : [],
      ),
    })));

  /** @param {Element | null} element @param {boolean} hidden */
  const hide = (element, hidden) => element?.toggleAttribute("hidden", hidden);

  const update = () => {
    const query = fold(field.value);
    let count = 0;
    for (const { list, entries } of groups()) {
      let shown = 0;
      for (const entry of entries) {
        const found = !query || matches(entry, query);
        if (found) shown += 1;
        if (entry.element.hidden === found) entry.element.hidden = !found;
      }
      count += shown;
      hide(list, !shown);
      if (list.previousElementSibling?.matches("h2, h3")) hide(list.previousElementSibling, !shown);
    }
    for (const other of document.querySelectorAll("[data-unfiltered]")) hide(other, Boolean(query));
    if (said) said.textContent = !query ? "" : count ? `找到 ${count} 项` : "没有符合的项";
  };

  /** What the arrow keys go through: of each entry in sight, what leads on. */
  const stops = () =>
    groups().flatMap(({ entries }) =>
      entries.flatMap(({ element }) => {
        const stop = element.hidden ? null : element.querySelector("a, summary");
        return stop instanceof HTMLElement ? [stop] : [];
      }),
    );

  /** @param {KeyboardEvent} event */
  const move = (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const all = stops();
    const at = document.activeElement === field ? -1 : all.findIndex((s) => s === document.activeElement);
    if (at < 0 && (document.activeElement !== field || step < 0)) return;
    event.preventDefault();
    (all[at + step] ?? (at + step < 0 ? field : all[at]))?.focus();
  };

  field.addEventListener("input", update);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (fold(field.value)) stops()[0]?.click();
    } else if (event.key === "Escape" && field.value) {
      event.preventDefault();
      field.value = "";
      update();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target === field || event.target.closest("[data-filter]")) move(event);
  });
  if (field.value) update();
})();
