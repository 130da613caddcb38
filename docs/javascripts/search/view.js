// @ts-check
/**
 * Shows results: counts what there is, lists it by document, page after page, and says plainly
 * where something is missing. A later query overtakes an earlier one.
 */
(() => {
  "use strict";

  /** @type {Partial<TwSearch>} */
  const search = ((globalThis.tiaowen ??= {}).search ??= {});

  const SLOW = 300; // milliseconds after which the reader is told to wait
  const ANNOUNCE_AFTER = 500; // milliseconds without typing, so that one count is read and not six

  /** @param {number} count */
  const amount = (count) => count.toLocaleString("en");

  /**
   * What was counted, in a sentence.
   * @param {TwOutcome} outcome
   * @param {boolean} narrowed
   */
  const countOf = (outcome, narrowed) => {
    // The filters may have left nothing of what was found.
    const scope = outcome.total ? outcome.scope : "none";
    const total = amount(outcome.total);
    const documents = amount(outcome.documents);
    if (scope === "clauses") return `找到 ${total} 条，见于 ${documents} 件文件`;
    if (scope === "titles") return `找到 ${documents} 件文件，名称含有所查词语`;
    if (scope === "articles") {
      return `找到 ${total} 条，词语分在其款、项之中，见于 ${documents} 件文件`;
    }
    if (scope === "documents") {
      return `没有条文同时含有全部词语；以下 ${documents} 件文件含有，所列为有关的 ${total} 条`;
    }
    if (scope === "most") {
      const where = `以下 ${total} 条含有其中大部分，见于 ${documents} 件文件`;
      return `没有条文或者文件含有全部词语；${where}`;
    }
    if (outcome.answer.rows.length) return "没有条文含有这些词语";
    return narrowed ? "在所选范围内没有找到" : "没有找到";
  };

  /** @param {unknown} error */
  const complaint = (error) =>
    error instanceof Error && error.name === "TwStale"
      ? "网站已经更新，与本页的检索数据不是同一版本。"
      : "检索数据未能载入：文件可能缺失，或者被浏览器拦截。";

  /** @param {TwFilters} filters */
  const isNarrowed = (filters) => Object.values(filters).some(Boolean);

  search.view = (options) => {
    const rows = /** @type {TwRows} */ (search.rows);
    const { make, button } = rows;
    const { root } = options;

    const live = make("p", "tw-unseen");
    live.setAttribute("aria-live", "polite");
    const results = make("div", "tw-results");
    results.id = "tw-search-results";
    const filters = /** @type {NonNullable<typeof search.filters>} */ (search.filters)((chosen) =>
      turn({ ...view.state, filters: chosen, page: 1 }, false),
    );
    filters.element.open = options.open;
    const element = make("div", "tw-view", filters.element, results, live);

    let run = 0;
    let announcing = 0;

    /** @param {string} message */
    const announce = (message) => {
      clearTimeout(announcing);
      announcing = window.setTimeout(() => (live.textContent = message), ANNOUNCE_AFTER);
    };

    /**
     * Shows what stands for a query, all at once.
     * @param {string} query
     * @param {TwOutcome | null} outcome
     * @param {Node[]} parts
     */
    const put = (query, outcome, parts) => {
      view.outcome = outcome;
      results.replaceChildren(...parts);
      results.dataset.query = query;
      if (outcome) results.dataset.total = String(outcome.total);
      else delete results.dataset.total;
      results.removeAttribute("aria-busy");
      filters.update(outcome, view.state.filters);
    };

    /** @param {TwState} state @param {boolean} refocus */
    const turn = async (state, refocus) => {
      options.turned(state);
      await show(state);
      if (refocus) view.focus();
    };

    /**
     * A link to other results that shows them here, and opens in a tab of its own like any other.
     * @param {string} words
     * @param {TwState} state
     * @param {(state: TwState) => void} [act]
     */
    const stateLink = (words, state, act = (to) => void turn(to, true)) => {
      const link = make("a", "tw-turn", words);
      link.href = options.address(state);
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        act(state);
      });
      return link;
    };

    /** @param {number} pages */
    const pager = (pages) => {
      const { page } = view.state;
      const field = make("input", "");
      field.type = "number";
      field.min = "1";
      field.max = field.dataset.last = String(pages);
      field.value = String(page);
      field.addEventListener("change", () => {
        const wanted = Math.min(pages, Math.max(1, Math.round(Number(field.value)) || 1));
        void turn({ ...view.state, page: wanted }, true);
      });
      const where = make("label", "", "第 ", field, ` 页，共 ${amount(pages)} 页`);
      const nav = make("nav", "tw-pager");
      nav.setAttribute("aria-label", "结果分页");
      if (page > 1) nav.append(stateLink("上一页", { ...view.state, page: page - 1 }));
      nav.append(where);
      if (page < pages) nav.append(stateLink("下一页", { ...view.state, page: page + 1 }));
      return nav;
    };

    const share = () => {
      const detail = { text: options.address(view.state), done: "已复制检索结果地址" };
      document.dispatchEvent(new CustomEvent("tw:copy", { detail })); // to clipboard.js
    };

    /** @param {TwState} state */
    const foot = (state) => {
      const link = make("a", "", "检索结果地址");
      link.href = options.address(state);
      return make("p", "tw-results__foot", link, button("tw-copy", "复制", share));
    };

    const widen = () => void turn({ ...view.state, filters: {}, page: 1 }, true);

    /** @param {{ text: string, query: string | null }} note */
    const noteOf = ({ text, query }) => {
      if (query === null) return make("p", "tw-notice", text);
      const state = { query, filters: view.state.filters, page: 1 };
      return make("p", "tw-notice", stateLink(text, state, () => options.ask(query)));
    };

    /**
     * What was counted, and what there is beside it.
     * @param {TwOutcome} outcome
     */
    const countLine = (outcome) => {
      const { filters: chosen } = view.state;
      const message = countOf(outcome, isNarrowed(chosen));
      const count = make("p", "tw-count", message);
      count.tabIndex = -1;
      announce(message);
      /** @param {string} words @param {boolean} apart */
      const offer = (words, apart) => {
        const filters = { ...chosen, apart };
        count.append(stateLink(words, { ...view.state, filters, page: 1 }));
      };
      if (chosen.apart) offer("改为列出词语同在一处的条文", false);
      else void outcome.apart().then((more) => {
        if (!more || !count.isConnected) return;
        const words = `另有 ${amount(more)} 条，词语分在其款、项之中`;
        announce(`${message}。${words}`);
        offer(words, true);
      }, fail.bind(null, view.state));
      return count;
    };

    /**
     * @param {TwState} state
     * @param {TwOutcome} outcome
     * @param {TwGroup[]} groups
     */
    const partsOf = (state, outcome, groups) => {
      /** @type {Node[]} */
      const parts = [];
      const { answer, definitions } = outcome;
      if (answer.rows.length || answer.note) parts.push(rows.answer(answer, root));
      if (definitions.length) parts.push(rows.definitions(definitions, root));
      parts.push(...outcome.notes.map(noteOf), countLine(outcome));
      if (!outcome.total && isNarrowed(state.filters)) parts.push(button("tw-more", "不加筛选", widen));
      if (groups.length) {
        const items = groups.map((group) => rows.group(group, outcome, root));
        parts.push(make("ol", "tw-groups", ...items));
      }
      const pages = Math.ceil(outcome.documents / options.documents);
      if (pages > 1) parts.push(pager(pages));
      parts.push(foot(state));
      return parts;
    };

    /** @param {TwState} state @param {unknown} error */
    const fail = (state, error) => {
      console.error(error); // for whoever runs the site
      const message = complaint(error);
      const again = button("tw-more", "重新载入", () => location.reload());
      const notice = make("p", "tw-notice", message);
      announce(message);
      put(state.query, null, [notice, again]);
    };

    /** @param {TwState} state @param {number} own */
    const find = async (state, own) => {
      const waiting = setTimeout(() => {
        if (own !== run) return;
        results.setAttribute("aria-busy", "true");
        if (!results.querySelector(".tw-count")) {
          results.replaceChildren(make("p", "tw-notice", "正在检索…"));
        }
      }, SLOW);
      try {
        if (!search.run) throw new Error("no script of the search");
        const outcome = await search.run(state.query, state.filters);
        if (own !== run) return;
        const pages = Math.max(1, Math.ceil(outcome.documents / options.documents));
        if (state.page > pages) state.page = pages;
        const start = (state.page - 1) * options.documents;
        const groups = await outcome.groups(start, options.documents, options.rows);
        if (own === run) put(state.query, outcome, partsOf(state, outcome, groups));
      } catch (error) {
        if (own === run) fail(state, error);
      } finally {
        clearTimeout(waiting);
      }
    };

    /** @param {TwState} state */
    const show = (state) => {
      const own = ++run;
      view.state = state;
      view.outcome = null;
      if (state.query.trim()) {
        view.ready = find(state, own);
      } else {
        announce("");
        put(state.query, null, [options.help]);
        view.ready = Promise.resolve();
      }
      return view.ready;
    };

    const focus = () => {
      const first = results.querySelector(".tw-count, .tw-notice");
      if (!(first instanceof HTMLElement)) return;
      first.tabIndex = -1;
      first.focus();
      first.scrollIntoView({ block: "nearest" });
    };

    /** @type {TwView} */
    const view = {
      element,
      state: { query: "", filters: {}, page: 1 },
      outcome: null,
      ready: Promise.resolve(),
      show,
      focus,
    };
    return view;
  };
})();
