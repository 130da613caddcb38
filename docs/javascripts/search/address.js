// @ts-check
/** The addresses of results: of the page `search/`, with the query, the filters and the page. */
(() => {
  "use strict";

  /** @type {Partial<TwSearch>} */
  const search = ((globalThis.tiaowen ??= {}).search ??= {});

  const CHOICES = /** @type {const} */ (["kind", "issuer", "year", "status"]);
  const SWITCHES = /** @type {const} */ (["current", "apart"]);

  /** @type {TwAddresses["write"]} */
  const write = (root, { query, filters, page }) => {
    const named = new URLSearchParams();
    if (query) named.set("q", query);
    for (const name of CHOICES) if (filters[name]) named.set(name, filters[name] ?? "");
    for (const name of SWITCHES) if (filters[name]) named.set(name, "1");
    if (page > 1) named.set("page", String(page));
    const words = named.toString();
    const leaf = location.protocol === "file:" ? "index.html" : "";
    return `${root}search/${leaf}${words ? `?${words}` : ""}`;
  };

  /** @type {TwAddresses["read"]} */
  const read = () => {
    const named = new URLSearchParams(location.search);
    /** @type {TwFilters} */
    const filters = {};
    for (const name of CHOICES) {
      const value = named.get(name);
      if (value) filters[name] = value;
    }
    for (const name of SWITCHES) if (named.get(name) === "1") filters[name] = true;
    const page = Math.floor(Number(named.get("page")));
    return { query: named.get("q") ?? "", filters, page: page > 1 ? page : 1 };
  };

  search.addresses = { write, read };
})();
