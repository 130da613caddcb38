// @ts-check
/** The choice of colours in the header: the button that is shown says which holds, and turns to the next. */
(() => {
  "use strict";

  const SYSTEM = "(prefers-color-scheme)";
  /** What the first, second and third choice mean, unless they say something else (palette.html). */
  const USUAL = [
    { media: SYSTEM, scheme: "default" },
    { media: "(prefers-color-scheme: light)", scheme: "default" },
    { media: "(prefers-color-scheme: dark)", scheme: "slate" },
  ];
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const box = document.querySelector(".tw-palette");
  const choices = [...(box?.querySelectorAll("button") ?? [])];
  if (!choices.length) return;

  /** What each choice means. */
  const meanings = choices.map((choice, place) => {
    const { media, scheme, primary, accent } = choice.dataset;
    return { media: media ?? USUAL[place]?.media, scheme: scheme ?? USUAL[place]?.scheme, primary, accent };
  });

  /** The place of the choice that was kept; of the first where none was. */
  const kept = () => {
    try {
      const { index } = __md_get("__palette") ?? {};
      return Number.isInteger(index) && choices[index] ? index : 0;
    } catch {
      return 0;
    }
  };

  /** What the choice means now: the system's is light or dark. */
  const meant = () => {
    const chosen = meanings[at];
    if (chosen?.media !== SYSTEM) return chosen;
    const media = `(prefers-color-scheme: ${dark.matches ? "dark" : "light"})`;
    return meanings.find((choice) => choice.media === media) ?? chosen;
  };

  const paint = () => {
    const { scheme, primary, accent } = meant() ?? {};
    for (const [name, value] of Object.entries({ scheme, primary, accent })) {
      const attribute = `data-md-color-${name}`;
      // Also what is as it was would have the browser look at the whole page again.
      if (value && document.body.getAttribute(attribute) !== value) document.body.setAttribute(attribute, value);
    }
    for (const [place, choice] of choices.entries()) choice.hidden = place !== at;
  };

  /** Colours the bars of the browser as the header, and its own controls as the page. */
  const paintBrowser = () => {
    const look = getComputedStyle(document.body);
    const wanted = { "theme-color": look.getPropertyValue("--md-primary-fg-color"), "color-scheme": look.colorScheme };
    for (const [name, content] of Object.entries(wanted)) {
      const meta = document.head.querySelector(`meta[name="${name}"]`) ?? document.createElement("meta");
      meta.setAttribute("name", name);
      if (meta.getAttribute("content") !== content.trim()) meta.setAttribute("content", content.trim());
      if (!meta.isConnected) document.head.append(meta);
    }
  };

  const turn = () => {
    at = (at + 1) % choices.length;
    const { media, scheme, primary, accent } = meanings[at] ?? {};
    __md_set("__palette", { index: at, color: { media, scheme, primary, accent } });
    document.body.setAttribute("data-md-color-switching", ""); // the theme knows it: no transitions
    paint();
    paintBrowser();
    choices[at]?.focus();
    setTimeout(() => document.body.removeAttribute("data-md-color-switching"));
  };

  for (const [place, choice] of choices.entries()) {
    const icon = document.createElement("i");
    icon.className = `tw-icon tw-icon--palette${place}`;
    choice.type = "button";
    choice.className = "md-header__button md-icon";
    choice.append(icon);
  }

  let at = kept();
  paint();
  for (const choice of choices) choice.addEventListener("click", turn);
  dark.addEventListener("change", () => {
    paint();
    paintBrowser();
  });
  addEventListener("load", paintBrowser);
})();
