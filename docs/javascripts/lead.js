// @ts-check
/**
 * Leads on from an address of earlier (`<body data-lead>`): a clause goes where the link of its id
 * on this page leads, all else to the page that is named. Without this script the links do.
 *
 * `led` tells the next page what the link had said of the version (addresses.js), and counts, so
 * that pages which lead to each other by mistake come to rest.
 */
(() => {
  "use strict";

  const MOST = 5; // pages that lead on one to the next

  const script = document.currentScript;
  const root = new URL("..", script instanceof HTMLScriptElement ? script.src : location.href).href;

  /** The id in the address, or "" where there is none or it is malformed. */
  const addressedId = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };

  /**
   * Whether the link says which text it means: a dated address does, one that this page has turned
   * to another clause, and any link of this site, as the page before has told or the browser does.
   * @param {string} told
   * @param {boolean} turned
   */
  const kindOf = (told, turned) => {
    const dated = /\/\d{4}-\d\d-\d\d\/(?:index\.html)?$/.test(location.pathname);
    const inside = told ? told === "site" : document.referrer.startsWith(root);
    return turned || dated || inside ? "site" : "link";
  };

  const lead = () => {
    const id = addressedId();
    const entry = id ? document.getElementById(id) : null;
    const link = entry?.closest("a[href]") ?? entry?.querySelector("a[href]");
    const onward = link?.getAttribute("href") ?? document.body.dataset.lead;
    if (onward === undefined) return; // the document is gone
    const to = new URL(onward, location.href);
    if (!to.hash) to.hash = location.hash;
    if (to.protocol === "file:" && to.pathname.endsWith("/")) to.pathname += "index.html";

    const parts = location.search.slice(1).split("&").filter(Boolean);
    const rest = parts.filter((part) => !part.startsWith("led="));
    const before = parts.find((part) => part.startsWith("led="))?.slice("led=".length) ?? "";
    const [told = "", count = "0"] = before.split(".");
    const steps = Number(count) + 1;
    const same = to.origin === location.origin && to.pathname === location.pathname;
    if (same || !(steps <= MOST)) return;
    to.search = [...rest, `led=${kindOf(told, to.hash !== location.hash)}.${steps}`].join("&");
    location.replace(to.href);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", lead);
  else lead();
})();
