"""The scripts of the citation box on a bare page, with what a build would write for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

from converter.bundle import Bundle
from converter.citations.versions import date_of
from converter.search.lineage import lineage_files, moved
from converter.search.names import names, spelling
from converter.search.outlines import outline, outlines
from converter.title_names import normal_title
from converter.view import View
from tests.helpers import ROOT

SCRIPTS = ROOT / "docs" / "javascripts" / "search"

_NAMES = "dated typed outlines lineage pinyin names versions cite".split()

#: What the scripts of the search give to those of the citation box.
_STORE = """\
globalThis.loaded = [];
const search = ((globalThis.tiaowen ??= {}).search ??= {});
search.fold = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/\\s+/g, "")
    .replace(/[監條項節規編點]/g, (char) => "监条项节规编点"["監條項節規編點".indexOf(char)]);
search.store = {
  json: async (name) => {
    loaded.push(name);
    if (!(name in files)) throw new Error(`no file ${name}`);
    return JSON.parse(files[name]);
  },
};
"""


def files(bundle: Bundle) -> tuple[dict[str, object], dict[str, str]]:
    """Return the base of the search, as far as the box reads it, and the files by name."""
    view = View(bundle)
    packed = outlines(map(outline, bundle.documents))
    firsts = [first for first, _ in packed]
    base: dict[str, object] = {
        "titles": [doc.title for doc in bundle.documents],
        "dates": [date_of(doc) for doc in bundle.documents],
        "names": names(view),
        "outlines": [b - a for a, b in pairwise([0, *firsts])],
        "facets": {"superseded": superseded(bundle)},
    }
    stored: dict[str, object] = {f"outlines-{n}": texts for n, (_, texts) in enumerate(packed)}
    if known := moved(view):
        base["moved"], stored["moved"] = 1, known
    stored |= {f"v{n}": steps for n, steps in enumerate(lineage_files(view))}
    stored["pinyin"] = spelling(view)
    return base, {name: json.dumps(value, ensure_ascii=False) for name, value in stored.items()}


def superseded(bundle: Bundle) -> list[int]:
    """List the documents of whose title there is a later one."""
    latest: dict[str, str] = {}
    for doc in bundle.documents:
        title = normal_title(doc.title)
        latest[title] = max(latest.get(title, ""), date_of(doc))
    return [
        place
        for place, doc in enumerate(bundle.documents)
        if date_of(doc) < latest[normal_title(doc.title)]
    ]


class Box:
    """The citation box of a collection, without its looks.

    Attributes:
        slugs: The documents, in their order.
    """

    def __init__(self, page: Page, bundle: Bundle) -> None:
        """Load the scripts into a page."""
        base, stored = files(bundle)
        self.page = page
        self.slugs = [doc.slug for doc in bundle.documents]
        page.evaluate("([base, files]) => Object.assign(globalThis, {base, files})", [base, stored])
        page.add_script_tag(content=_STORE)
        for name in (
            "dated",
            "typed",
            "outlines",
            "lineage",
            "pinyin",
            "names",
            "versions",
            "cite",
        ):
            page.add_script_tag(path=SCRIPTS / f"{name}.js")

    def answers(
        self, queries: Sequence[str] | Mapping[str, str | None]
    ) -> list[tuple[list[str], str, bool]]:
        """Answer queries, with the document that is open if they are a mapping.

        Returns:
            For each the places as `slug#eid` or `slug#eid..last`, the note, and whether it is
            exact.
        """
        here = queries if isinstance(queries, Mapping) else dict.fromkeys(queries)
        found = self.page.evaluate(
            """async (queries) => {
              const answers = [];
              for (const [query, here] of queries) {
                answers.push(await tiaowen.search.cite(query, base, here));
              }
              return answers;
            }""",
            list(here.items()),
        )
        return [
            ([self.place(place) for place in answer["places"]], answer["note"], answer["exact"])
            for answer in found
        ]

    def place(self, place: Mapping[str, Any]) -> str:
        """Write a place as a person reads it."""
        slug = self.slugs[place["doc"]]
        eid, last = str(place["eid"]), place.get("last")
        return str(slug) + (f"#{eid}" if eid else "") + (f"..{last}" if last else "")

    def found(self, names: Iterable[str]) -> dict[str, list[str]]:
        """Return the slugs of the documents that names may mean."""
        wanted = list(names)
        found = self.page.evaluate(
            """async (names) => {
              const found = [];
              for (const name of names) found.push(await tiaowen.search.names.find(name, base));
              return found;
            }""",
            wanted,
        )
        return {
            name: [self.slugs[doc] for doc in docs]
            for name, docs in zip(wanted, found, strict=True)
        }

    @property
    def loaded(self) -> list[str]:
        """The files that were asked for."""
        return list(self.page.evaluate("loaded"))
