// @ts-check
/**
 * Leads to what an address names where a list has grown to several pages: an id that is not on this
 * page is looked for where the pager says that such ids are, else on the next page.
 */
(() => {
  "use strict";

  const pager = document.querySelector(".tw-pager");

  /**
   * Where an id may be that this page has not; empty where it ends.
   * @param {string} id
   */
  const elsewhere = (id) => {
    const named = pager?.getAttribute("data-elsewhere");
    if (named) {
      // The names of wordings and titles end so; what else is not here is nowhere.
      if (!/-[0-9a-f]{4}$/.test(id)) return "";
      return named.replace("{0}", /^[a-z]/.test(id) ? id.slice(0, 1) : "other").replace("{}", id);
    }
    return pager?.querySelector("a[rel=next]")?.getAttribute("href") ?? "";
  };

  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id || document.getElementById(id)) return;
    const to = elsewhere(id);
    // No server, no page of a folder.
    const file = location.protocol === "file:" ? "index.html" : "";
    if (to) location.replace(new URL(`${to}${file}#${encodeURIComponent(id)}`, location.href));
  };

  if (!pager) return;
  follow();
  addEventListener("hashchange", follow);
})();
