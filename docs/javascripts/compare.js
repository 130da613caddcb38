// @ts-check
/**
 * Comparisons: shows those rows alone that have changed, as the address may ask for (`?changes`),
 * unfolds the row that it names, and all for paper, and copies the link of a row.
 */
(() => {
  "use strict";

  const ONLY = "tw-comparison--changes";
  const IN_ADDRESS = "changes";

  const table = document.querySelector("table.tw-comparison");
  const choice = document.getElementById("only_changes");
  if (!table || !(choice instanceof HTMLInputElement)) return;

  const rows = [...table.querySelectorAll("tbody tr:not(.tw-part)")];
  const quiet = rows.filter((row) => row.matches(".tw-quiet")).length;
  const said = choice.closest("p")?.querySelector("output");

  /** Whether the address asks for the changes alone. */
  const asked = () => new URLSearchParams(location.search).has(IN_ADDRESS);

  const show = () => {
    table.classList.toggle(ONLY, choice.checked);
    if (!said) return;
    const left = rows.length - quiet;
    said.textContent = choice.checked
      ? `列出 ${left} 项，未列出 ${quiet} 项（文字未修改的）`
      : `共 ${rows.length} 项`;
  };

  /** Writes the choice into the address, so that a link leads to what is seen. */
  const remember = () => {
    const address = new URL(location.href);
    if (choice.checked) address.searchParams.set(IN_ADDRESS, "");
    else address.searchParams.delete(IN_ADDRESS);
    address.search = address.search.replace(/=(?=&|$)/g, "");
    try {
      history.replaceState(history.state, "", address);
    } catch {
      // A page opened from a folder may not change its address in every browser.
    }
  };

  /** Unfolds the row that the address names. */
  const unfold = () => {
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const row = id ? document.getElementById(id)?.closest("tr") : null;
    const folded = row && table.contains(row) ? row.querySelector("details") : null;
    if (folded) folded.open = true;
    if (row && table.contains(row) && choice.checked) row.scrollIntoView();
  };

  choice.addEventListener("change", () => {
    show();
    remember();
  });
  addEventListener("popstate", () => {
    choice.checked = asked();
    show();
  });
  addEventListener("hashchange", unfold);

  // On paper a line is not enough of what has not changed, whatever is folded on the screen.
  const folds = [...table.querySelectorAll("details")];
  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = folds.filter((fold) => !fold.open);
    for (const fold of unfolded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
  });

  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("a.tw-row-link") : null;
    if (!(mark instanceof HTMLAnchorElement)) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const page = location.href.replace(/[?#].*$/, "");
    const text =
      (page.startsWith("file:") ? page : page.replace(/index\.html$/, "")) + mark.hash;
    if (location.hash !== mark.hash) history.pushState(history.state, "", mark.hash);
    document.dispatchEvent(new CustomEvent("tw:address")); // to target.js
    document.dispatchEvent(new CustomEvent("tw:copy", { detail: { text, done: "已复制本行链接" } }));
  });

  if (quiet) choice.closest("p")?.removeAttribute("hidden");
  choice.checked = asked();
  show();
  unfold();
})();
