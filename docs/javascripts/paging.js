// @ts-check
/**
 * Leads to what an address names where a list has grown to several pages: an id that is not on this
 * page is looked for where the pager says that such ids are, else on the next page.
 */
(() => {
  "use strict";

  const pager = document.querySelector(".tw-pager");

  /** Where an id may be that this page has not; empty where it ends. @param {string} id */
  const elsewhere = (id) => {
    const named = pager?.getAttribute("data-elsewhere");
    const first = /^[a-z]/.test(id) ? id.slice(0, 1) : "other";
    if (named) return named.replace("{0}", first).replace("{}", encodeURIComponent(id));
    return pager?.querySelector("a[rel=next]")?.getAttribute("href") ?? "";
  };

  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id || document.getElementById(id)) return;
    const to = elsewhere(id);
    if (to) location.replace(new URL(`${to}#${encodeURIComponent(id)}`, location.href));
  };

  if (!pager) return;
  follow();
  addEventListener("hashchange", follow);
})();
