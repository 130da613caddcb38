// @ts-check
/**
 * Writes the parts of results: rows, documents with their rows, definitions, what a citation leads
 * to. Texts are text nodes, never markup.
 */
(() => {
  "use strict";

  /** @type {Partial<TwSearch>} */
  const search = ((globalThis.tiaowen ??= {}).search ??= {});

  const MORE = 50; // rows that are added at a time

  /** @type {TwRows["make"]} */
  const make = (tag, css, ...inside) => {
    const made = document.createElement(tag);
    if (css) made.className = css;
    made.append(...inside);
    return made;
  };

  /** @type {TwRows["button"]} */
  const button = (css, words, act) => {
    const made = make("button", css, words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  /**
   * What tells documents apart: date, kind, and that there is a later version.
   * @param {{date: string, kind: string, superseded: boolean}} of
   */
  const facts = (of) => {
    const day = search.dated?.day(of.date) ?? "";
    const old = day ? `旧文本（${day}）` : "旧文本";
    const parts = [of.superseded ? "" : day, of.kind].filter(Boolean);
    const made = parts.map((fact) => make("span", "tw-fact", fact));
    return of.superseded ? [make("span", "tw-fact tw-fact--old", old), ...made] : made;
  };

  /** @param {TwRow["parts"]} parts */
  const sentence = (parts) =>
    parts.map(([text, marked]) => (marked ? make("mark", "", text) : text));

  /**
   * @param {TwRow} row
   * @param {string} root
   * @param {boolean} named whether its document is to be named
   */
  const hit = (row, root, named) => {
    const head = make("span", "tw-hit__head");
    if (named || !row.label) head.append(make("span", "tw-hit__title", row.title));
    if (row.label) head.append(make("span", "tw-hit__label", row.label));
    const text = row.parts.map(([part]) => part).join("");
    if (row.heading && !text.startsWith(row.heading)) {
      head.append(make("span", "tw-hit__heading", row.heading));
    }
    if (named) head.append(...facts(row));
    if (row.said) head.append(make("span", "tw-fact", row.said));
    if (row.count > 1) head.append(make("span", "tw-fact", `${row.count} 处`));
    const link = make("a", "tw-hit", head);
    if (row.parts.length) link.append(make("span", "tw-hit__text", ...sentence(row.parts)));
    link.href = root + row.url;
    link.dataset.clause = `${row.slug}#${row.eid}`;
    return link;
  };

  /** @type {TwRows["answer"]} */
  const answer = ({ rows, note, exact }, root) => {
    const box = make("div", "tw-answer");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "定位");
    if (rows.length) {
      box.append(make("ul", "", ...rows.map((row) => make("li", "", hit(row, root, true)))));
    }
    const said = note ? [make("p", "tw-notice", note)] : [];
    if (exact) box.append(...said);
    else box.prepend(...said); // it says what the rows are
    return box;
  };

  /** @type {TwRows["definitions"]} */
  const definitions = (all, root) => {
    const list = make("dl", "tw-definitions");
    for (const { term, text, source, url } of all) {
      const link = make("a", "tw-definition", term);
      link.href = root + url;
      const origin = make("small", "", source || "术语表");
      list.append(make("div", "", make("dt", "", link), make("dd", "", text, origin)));
    }
    return list;
  };

  /**
   * Adds to a document's rows those that follow, at the reader's wish.
   * @param {TwGroup} group
   * @param {TwOutcome} outcome
   * @param {HTMLUListElement} list
   * @param {string} root
   */
  const more = (group, outcome, list, root) => {
    const left = () => group.count - list.children.length;
    const words = () =>
      left() > MORE
        ? `再显示 ${MORE} 条（本文件其余 ${left().toLocaleString("en")} 条）`
        : `显示本文件其余 ${left()} 条`;
    const add = async () => {
      asked.disabled = true;
      const from = list.children.length;
      try {
        const rows = await outcome.rowsOf(group.doc, from, MORE);
        list.append(...rows.map((row) => make("li", "", hit(row, root, false))));
        const first = list.children[from]?.querySelector("a");
        if (!rows.length || left() <= 0) asked.remove();
        first?.focus();
        asked.textContent = words();
      } catch {
        asked.textContent = "其余条文未能载入，点按重试";
      }
      asked.disabled = false;
    };
    const asked = button("tw-more", words(), add);
    return asked;
  };

  /** @type {TwRows["group"]} */
  const group = (of, outcome, root) => {
    if (outcome.scope === "titles") {
      return make("li", "tw-group", ...of.rows.map((row) => hit(row, root, true)));
    }
    const title = make("a", "tw-group__title", of.title);
    title.href = root + of.url;
    const count = make("span", "tw-fact tw-group__count", `${of.count.toLocaleString("en")} 条`);
    const head = make("p", "tw-group__head", title, ...facts(of), count);
    const rows = of.rows.map((row) => make("li", "", hit(row, root, false)));
    const list = make("ul", "tw-group__rows", ...rows);
    const item = make("li", "tw-group", head, list);
    if (of.count > of.rows.length) item.append(more(of, outcome, list, root));
    return item;
  };

  search.rows = { make, button, answer, definitions, group };
})();
