// @ts-check
/**
 * What other scripts ask about addresses: how the reader came to the one that is open, and which
 * address names a clause for ever.
 *
 * Whoever follows a link of this site means the text that the site shows; a link from elsewhere may
 * be years old and mean an earlier one. Where there is a server the browser tells (the referrer).
 * Where there is none, a followed link says so itself (`?led=site.0`), as the pages do that lead on
 * from old addresses (lead.js); the address bar soon forgets it.
 */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};

  const script = document.currentScript;
  const root = new URL("..", script instanceof HTMLScriptElement ? script.src : location.href).href;
  const onDisk = location.protocol === "file:";

  /** @param {string} address */
  const withoutHash = (address) => address.replace(/#.*$/, "");

  // ---- The address for ever ---------------------------------------------------------------------
  /**
   * The page or another version of its text at its dated address; without versions, the page.
   * @param {string} hash
   * @param {string} [version] its date, where it is not this text
   */
  tiaowen.permanent = (hash, version) => {
    const banner = document.querySelector(".tw-version[data-dated]");
    let page = location.href.replace(/[?#].*$/, "");
    if (banner instanceof HTMLElement) {
      const { dated = "", version: own = "" } = banner.dataset;
      const named = version ? dated.replace(`${own}/`, `${version}/`) : dated;
      page = new URL(named + (onDisk ? "index.html" : ""), page).href;
    }
    return (onDisk ? page : page.replace(/index\.html$/, "")) + hash;
  };

  // ---- How the reader came ----------------------------------------------------------------------
  /** Kept with each entry of the history, so that going back and reloading change nothing. */
  const kept = () => /** @type {TwArrival["kind"] | undefined} */ (history.state?.twArrival);

  /** @param {TwArrival["kind"]} kind @param {string} [address] */
  const keep = (kind, address) => {
    arrival.kind = kind;
    try {
      history.replaceState({ ...history.state, twArrival: kind }, "", address);
    } catch {
      // some browsers refuse it for files
    }
  };

  /** @type {TwArrival} */
  const arrival = { kind: "link", fresh: !kept(), settle: () => keep("read") };

  const atLoad = () => {
    const parts = location.search.slice(1).split("&").filter(Boolean);
    const rest = parts.filter((part) => !part.startsWith("led="));
    const led = parts.find((part) => part.startsWith("led="))?.slice("led=".length);
    const inside = led ? !led.startsWith("link") : document.referrer.startsWith(root);
    const search = rest.length ? `?${rest.join("&")}` : "";
    keep(kept() ?? (inside ? "site" : "link"), location.pathname + search + location.hash);
  };

  /** The last link of the page that was followed within it. */
  let followed = "";

  /**
   * Makes ready to follow an address of this site; returns it, where there is no server with a note
   * for the page it leads to.
   * @param {string} address
   */
  tiaowen.inside = (address) => {
    const to = new URL(address, location.href);
    const stays = withoutHash(to.href) === withoutHash(location.href);
    if (stays) followed = to.href;
    if (stays || !onDisk || !to.hash || !to.href.startsWith(root)) return address;
    to.search += `${to.search ? "&" : "?"}led=site.0`;
    return to.href;
  };

  /** @param {MouseEvent} event */
  const follow = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.button > 1) return;
    const written = link.getAttribute("href") ?? "";
    const marked = tiaowen.inside?.(link.href) ?? link.href;
    if (marked === link.href) return;
    link.href = marked;
    // Not in what is copied from the link later.
    setTimeout(() => link.setAttribute("href", written));
  };

  for (const name of /** @type {const} */ (["click", "auxclick"])) {
    document.addEventListener(name, follow, true);
  }
  addEventListener("hashchange", () => {
    arrival.fresh = !kept();
    keep(kept() ?? (followed === location.href ? "site" : "link"));
    followed = "";
  });
  // The clause menu makes an entry of the history of its own.
  document.addEventListener("tw:address", () => {
    if (!kept()) keep("site");
  });

  atLoad();
  tiaowen.arrival = arrival;
})();
