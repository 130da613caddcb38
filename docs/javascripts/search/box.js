// @ts-check
/**
 * The box of the search and what opens below it: in the header, on a phone over the whole screen,
 * on the page `search/` in its text, where the address holds what is shown. Without this script
 * there is a link to that page, which has an index of the documents.
 */
(() => {
  "use strict";

  /** @type {Partial<TwSearch>} */
  const search = ((globalThis.tiaowen ??= {}).search ??= {});

  const EXAMPLES = ["监察法第二十条", "“四种形态”", "标题：办法", "监督 -考核"];
  const SHORTCUTS = ["/", "s", "f"];
  const PANEL = { documents: 4, rows: 2 }; // each row may be in a file of its own
  const PAGE = { documents: 10, rows: 5 };

  const finder = document.querySelector(".tw-finder");
  if (!(finder instanceof HTMLElement)) return;
  if (!search.rows || !search.view || !search.addresses) return;
  const { make, button } = search.rows;
  const { write, read } = search.addresses;

  const root = new URL((finder.dataset.root ?? ".").replace(/\/?$/, "/"), location.href).href;
  const page = document.getElementById("tw-search-page");
  const phone = matchMedia("(max-width: 59.984375em)"); // where the theme's header is short of room

  // ---- Its parts ----------------------------------------------------------------------------------
  /**
   * @param {Element} part
   * @param {Record<string, string>} attributes
   */
  const set = (part, attributes) => {
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
  };
  const field = make("input", "tw-search__input");
  set(field, {
    type: "search",
    name: "q",
    id: "tw-search-input",
    "aria-label": "检索条文",
    placeholder: "检索条文、文件、术语",
    autocomplete: "off",
    autocapitalize: "off",
    autocorrect: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  const closer = button("tw-search__close", "取消", () => close(true));
  const form = make("form", "tw-search", field, closer);
  set(form, { role: "search", action: `${root}search/`, method: "get" });
  const opener = button("tw-finder__open md-header__button md-icon", "", () => ask());
  opener.append(make("i", "tw-icon tw-icon--search"));
  set(opener, { "aria-label": "检索", "aria-expanded": "false" });
  const box = make("div", "tw-finder__box", form);

  // ---- What is shown ------------------------------------------------------------------------------
  /** @param {TwState} state */
  const addressOf = (state) => write(root, state);

  /**
   * Lets the index of documents give way to results.
   * @param {TwState} state
   */
  const showSearching = (state) => {
    for (const part of page ? [page.closest("article"), document.body] : []) {
      part?.toggleAttribute("data-searching", Boolean(state.query.trim()));
    }
  };

  /**
   * Browsers limit how often an address may change, and some refuse it for files.
   * @param {"pushState" | "replaceState"} how
   * @param {TwState} state
   */
  const remember = (how, state) => {
    if (!page) return;
    try {
      history[how](null, "", addressOf(state));
    } catch {
      // the results are there all the same
    }
    showSearching(state);
  };

  /** @param {string} query */
  const askFor = (query) => {
    field.value = query;
    field.focus();
    update();
  };

  /** @param {string} words */
  const example = (words) =>
    make("li", "", button("tw-example", words, () => askFor(words)));
  const help = make(
    "div",
    "tw-help",
    make("p", "", "输入词语、文件名称（拼音、简称均可）或者条款序号，例如："),
    make("ul", "tw-examples", ...EXAMPLES.map(example)),
    make("p", "", "词语之间用空格隔开；引号内的词语须连在一起；词语前加“-”的，不得出现。"),
  );

  const view = search.view({
    root,
    ...(page ? PAGE : PANEL),
    open: Boolean(page),
    address: addressOf,
    help,
    turned: (state) => remember("pushState", state),
    ask: askFor,
  });
  const panel = make("div", "tw-finder__panel", view.element);
  const hint = make("p", "tw-unseen", "用上下箭头键移到结果，按回车键打开");
  hint.id = "tw-search-hint";
  field.setAttribute("aria-describedby", hint.id);
  box.append(hint, panel);

  const update = () => {
    const query = field.value;
    if (query === view.state.query && view.element.querySelector("[data-query]")) return;
    const kept = query.trim() ? { ...view.state.filters, apart: false } : {};
    const state = { query, filters: kept, page: 1 };
    remember("replaceState", state);
    void view.show(state);
  };

  // ---- Opening and closing ------------------------------------------------------------------------
  let isOpen = Boolean(page);
  /** @type {Element | null} */
  let before = null;
  /** @type {Element[]} */
  let apart = [];

  /**
   * Over the whole screen it is a dialog: what lies behind cannot be reached.
   * @param {boolean} on
   */
  const setApart = (on) => {
    for (const element of apart) element.removeAttribute("inert");
    apart = [];
    for (const [name, value] of Object.entries({ role: "dialog", "aria-modal": "true", "aria-label": "检索" })) {
      if (on) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
    for (let inner = /** @type {Element} */ (box); on && inner !== document.body; ) {
      const around = inner.parentElement;
      if (!around) break;
      for (const other of around.children) {
        if (other === inner || other.matches("script, style, link, [inert]")) continue;
        other.setAttribute("inert", "");
        apart.push(other);
      }
      inner = around;
    }
  };

  const open = () => {
    if (isOpen) return;
    isOpen = true;
    before = document.activeElement === field ? before : document.activeElement;
    finder.classList.add("tw-finder--open");
    document.documentElement.classList.add("tw-finding");
    opener.setAttribute("aria-expanded", "true");
    panel.hidden = false;
    if (phone.matches) setApart(true);
    update();
  };

  /** @param {boolean} refocus whether the focus goes back to where it was */
  const close = (refocus) => {
    if (!isOpen || page) return;
    isOpen = false;
    setApart(false);
    finder.classList.remove("tw-finder--open");
    document.documentElement.classList.remove("tw-finding");
    opener.setAttribute("aria-expanded", "false");
    panel.hidden = true;
    if (refocus) {
      field.blur();
      if (before instanceof HTMLElement && before !== document.body) before.focus();
    }
    before = null;
  };

  const ask = () => {
    open();
    field.focus();
    field.select();
  };

  // ---- Keys ---------------------------------------------------------------------------------------
  /**
   * What a citation names, or the only thing that a name like jcf can mean; or else "".
   * @param {TwOutcome | null} outcome
   */
  const meant = (outcome) => {
    if (!outcome) return "";
    const { rows, note, exact } = outcome.answer;
    const alone = rows.length === 1 && !note && !outcome.total;
    return (exact ?? !note) || alone ? rows[0]?.url ?? "" : "";
  };

  /**
   * Goes to the clause that a citation names, or to the page of all results.
   * @param {boolean} beside whether in a tab of its own
   */
  const go = async (beside) => {
    update();
    await view.ready;
    const named = meant(view.outcome);
    const address = named ? root + named : addressOf(view.state);
    const followed = tiaowen.inside?.(address) ?? address;
    if (beside) window.open(followed, "_blank", "noopener");
    else if (page && !named) view.focus();
    else {
      close(false); // it may be a clause of this page
      field.blur();
      location.assign(followed);
    }
  };

  /** @param {KeyboardEvent} event @param {number} step */
  const move = (event, step) => {
    const links = [...view.element.querySelectorAll("a.tw-hit, a.tw-definition, .tw-results .tw-more")];
    const now = links.findIndex((link) => link === document.activeElement);
    if (now < 0 && document.activeElement !== field) return;
    if (now < 0 && step < 0) return;
    event.preventDefault();
    const next = now + step < 0 ? field : links[now + step];
    if (next instanceof HTMLElement) next.focus();
  };

  finder.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the keys of the input method
    const modified = event.ctrlKey || event.metaKey || event.shiftKey;
    if (event.key === "Enter" && event.target === field) {
      event.preventDefault();
      void go(modified);
    } else if (event.key === "Escape" && !page) {
      event.preventDefault();
      close(true);
    } else if (event.altKey || modified) {
      return;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.target instanceof HTMLSelectElement) return;
      if (event.target instanceof HTMLInputElement && event.target !== field) return;
      if (!isOpen) open();
      move(event, event.key === "ArrowDown" ? 1 : -1);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!SHORTCUTS.includes(event.key) || event.defaultPrevented) return;
    const at = event.target instanceof HTMLElement ? event.target : null;
    if (at?.isContentEditable || at?.matches("input:not([type=checkbox]), textarea, select")) return;
    event.preventDefault();
    ask();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault(); // the key of a phone's keyboard
    void go(false);
  });
  field.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) update();
  });
  field.addEventListener("compositionend", update);
  field.addEventListener("focus", open);
  field.addEventListener("click", open);
  phone.addEventListener("change", () => close(false));

  /** @param {Event} event */
  const leave = (event) => {
    if (event.target instanceof Node && !finder.contains(event.target)) close(false);
  };
  panel.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      close(false); // it may lead to another place of this page
    }
  });
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);
  addEventListener("pagehide", () => close(false)); // not shown still when the reader comes back

  /** What every search needs is fetched as soon as a search is likely. */
  const prepare = () => void search.open?.().catch(() => undefined); // a search will say so
  finder.addEventListener("pointerenter", prepare, { once: true });
  field.addEventListener("focus", prepare, { once: true });

  // ---- Its place ----------------------------------------------------------------------------------
  if (page) {
    finder.classList.replace("tw-finder--header", "tw-finder--page");
    finder.classList.add("tw-finder--page");
    page.replaceChildren(finder);
  }
  finder.replaceChildren(opener, box); // in place of the link to the page
  panel.hidden = !page;
  opener.hidden = closer.hidden = Boolean(page);

  const showAddressed = () => {
    const state = read();
    if (addressOf(state) === addressOf(view.state) && view.element.querySelector("[data-query]")) return;
    field.value = state.query;
    showSearching(state);
    void view.show(state);
  };
  if (page) {
    showAddressed();
    addEventListener("popstate", showAddressed);
  }
})();
