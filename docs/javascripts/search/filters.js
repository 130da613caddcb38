// @ts-check
/** The choices by which results are narrowed: kind, issuer, year, status, current versions only. */
(() => {
  "use strict";

  /** @type {Partial<TwSearch>} */
  const search = ((globalThis.tiaowen ??= {}).search ??= {});

  /** @type {["kind" | "issuer" | "year" | "status", string][]} */
  const NAMES = [
    ["kind", "文种"],
    ["issuer", "机关"],
    ["year", "年份"],
    ["status", "状态"],
  ];

  /** @param {number} count */
  const amount = (count) => count.toLocaleString("en");

  search.filters = (change) => {
    const make = /** @type {TwRows} */ (search.rows).make;
    /** @type {TwFilters} */
    let chosen = {};
    /** @type {TwOutcome | null} */
    let shown = null;

    const selects = NAMES.map(([name, words]) => {
      const select = make("select", "");
      select.addEventListener("change", () => change({ ...chosen, [name]: select.value }));
      const label = make("label", "tw-filters__one", words, select);
      return { name, select, label };
    });
    const current = make("input", "");
    current.type = "checkbox";
    current.addEventListener("change", () => change({ ...chosen, current: current.checked }));
    const only = make("span", "");
    const box = make("label", "tw-filters__one", current, only);
    const summary = make("summary", "", "筛选");
    const fields = make("div", "tw-filters__all", ...selects.map(({ label }) => label), box);
    const element = make("details", "tw-filters", summary, fields);

    /**
     * @param {HTMLSelectElement} select
     * @param {[value: string, count: number][]} values
     * @param {string} value what is chosen; it is listed in any case
     */
    const fill = (select, values, value) => {
      const all = make("option", "", "全部");
      all.value = "";
      const listed = values.some(([known]) => known === value) || !value;
      const known = listed ? values : [...values, /** @type {[string, number]} */ ([value, 0])];
      const options = known.map(([name, count]) => {
        const option = make("option", "", `${name}（${amount(count)}）`);
        option.value = name;
        return option;
      });
      select.replaceChildren(all, ...options);
      select.value = value;
    };

    const fillAll = () => {
      for (const { name, select } of selects) {
        fill(select, shown?.facets[name] ?? [], chosen[name] ?? "");
      }
    };
    element.addEventListener("toggle", () => element.open && fillAll());

    /** @type {TwFilterBox["update"]} */
    const update = (outcome, filters) => {
      chosen = filters;
      shown = outcome;
      if (element.open) fillAll(); // hundreds of organs, with each letter that is typed
      let count = filters.current ? 1 : 0;
      let offered = Boolean(filters.current);
      for (const { name, label } of selects) {
        const value = filters[name] ?? "";
        const values = outcome?.facets[name] ?? [];
        if (value) count += 1;
        label.hidden = !value && values.length < 2;
        offered ||= !label.hidden;
      }
      current.checked = Boolean(filters.current);
      const now = outcome?.current ?? 0;
      box.hidden = !filters.current && (!outcome || now === outcome.total);
      only.textContent = `只看最新文本（${amount(now)}）`;
      summary.textContent = count ? `筛选（已选 ${count} 项）` : "筛选";
      element.hidden = !offered && box.hidden;
    };

    update(null, {});
    return { element, update };
  };
})();
