// @ts-check
/**
 * Puts the outline of a page into its text where the screen has no room beside it. The drawer of the
 * theme has the outline of pages in the navigation only, which most documents are not.
 */
(() => {
  "use strict";

  const beside = document.querySelector(".md-sidebar--secondary .md-sidebar__inner");
  const outline = beside?.querySelector("nav");
  const before = document.querySelector(".md-content h1");
  if (!beside || !outline?.querySelector("a") || !before) return;
  if (document.querySelector(".md-sidebar--primary .md-nav--secondary")) return;

  const fold = document.createElement("details");
  fold.className = "tw-outline";
  fold.dataset.editorial = "";
  const summary = document.createElement("summary");
  summary.textContent = "本页目录";
  fold.append(summary);
  // Who has chosen a heading wants to read it.
  fold.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) fold.open = false;
  });

  const narrow = matchMedia("(width < 60em)");
  const place = () => {
    if (narrow.matches) {
      fold.append(outline);
      before.after(fold);
    } else {
      beside.append(outline);
      fold.remove();
    }
  };
  place();
  narrow.addEventListener("change", place);
})();
