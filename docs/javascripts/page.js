// @ts-check
/** Small repairs that templates cannot make: the printed address, focus, files without a server. */
(() => {
  "use strict";

  /** Makes the line of the address, which pages have of themselves where `site_url` is set. */
  const addAddress = () => {
    const line = document.createElement("p");
    line.className = "tw-address";
    line.setAttribute("data-editorial", "");
    const address = document.createElement("span");
    address.className = "tw-address__url";
    line.append("本页地址：", address);
    document.querySelector("article")?.append(line);
    return line.isConnected ? address : null;
  };

  /** Fills in the address that is printed below the text: of one of several versions, the dated. */
  const showAddress = () => {
    const address = document.querySelector(".tw-address__url") ?? addAddress();
    if (address) address.textContent = tiaowen.permanent?.(location.hash) ?? location.href;
  };

  /** What scrolls sideways must be reachable with the keyboard (axe: scrollable-region-focusable). */
  const makeScrollable = () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset__table")) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  };

  /** Marks what is folded before the theme unfolds it for printing: a list prints as it is shown. */
  const markShut = () => {
    for (const entry of document.querySelectorAll(".tw-folds > details")) {
      if (entry instanceof HTMLDetailsElement) entry.classList.toggle("tw-shut", !entry.open);
    }
  };

  /**
   * Opened from a folder, a link to a directory shows its listing and not its page.
   * @param {Event} event
   */
  const completeLink = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.protocol !== "file:") return;
    if (link.pathname.endsWith("/")) link.pathname += "index.html";
  };

  showAddress();
  for (const name of ["hashchange", "beforeprint"]) addEventListener(name, showAddress);
  document.addEventListener("tw:address", showAddress);
  addEventListener("beforeprint", markShut, true); // before the theme, whose script came first
  makeScrollable();
  addEventListener("load", makeScrollable);
  addEventListener("resize", makeScrollable);
  if (location.protocol === "file:") {
    for (const name of ["pointerdown", "click", "keydown"]) {
      document.addEventListener(name, completeLink, true);
    }
  }
})();
