"""The style sheets and scripts of the pages, joined to one file each.

Reads: the folders of a project's style sheets and scripts. Writes: files whose names hold a hash of
what is in them, so that a browser may keep them for ever. Guarantees: the same files give the same
bytes and names. Two dozen files would be as many requests of every page.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

#: The folder of the joined files, from the root of the site.
FOLDER = "assets"

#: The style sheets, in the order in which they apply, and what each is about.
STYLES = {
    "tiaowen": "fonts, colours, clauses, the clause menu",
    "tables": "tables of documents",
    "pages": "home, lists, metadata",
    "charts": "pictures",
    "references": "links in the text, folds, the preview card",
    "lists": "long lists with their filter",
    "browse": "categories, breadcrumbs, long lists in several pages",
    "compare": "the comparison of two texts",
    "search": "the search",
    "arrive": "the notice of old links",
    "versions": "banner and notes of versions",
    "print": "on paper",
}

#: The scripts behind the text, in the order in which they run, and what each does.
SCRIPTS = {
    "palette": "the choice of colours",
    "addresses": "tells how the reader came, and the address for ever",
    "target": "finds the clause that is addressed",
    "arrive": "tells readers of old links what became of the clause",
    "clipboard": "copies",
    "tiaowen": "the citation menu",
    "preview": "the preview card",
    "page": "small repairs",
    "reading": "marks in the outline what is being read",
    "filter": "the boxes that filter long lists",
    "paging": "old places in lists that are divided now",
    "outline": "the outline of a page, on a phone",
    "compare": "the choice of rows of a comparison",
}

#: The script in the head, which runs before anything is shown.
EARLY = ("early",)

#: Strings stay; comments go; white space is one space, and none beside these signs.
_CSS = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\s*([{};,])\s*|\s+""", re.S)


def join_page_files(docs: Path, target: Path | None = None) -> dict[str, str]:
    """Write the joined files of a project.

    Args:
        docs: The folder `docs/` of the project.
        target: Where to write, if not there.

    Returns:
        The addresses of the `style`, the `early` script and the `script`, from the root of
        the site; empty where the project has none of these style sheets and scripts, because
        an older version made it.

    Raises:
        OSError: A file cannot be read or written.
    """
    styles, scripts = docs / "stylesheets", docs / "javascripts"
    if not (scripts / "early.js").is_file():
        return {}
    css = "".join(
        smaller_css((styles / f"{name}.css").read_text(encoding="utf-8")) for name in STYLES
    )
    target = target or docs
    (target / FOLDER).mkdir(parents=True, exist_ok=True)
    return {
        "style": _write(target, "tiaowen", "css", css + "\n"),
        "early": _write(target, "early", "js", _joined(scripts, EARLY)),
        "script": _write(target, "tiaowen", "js", _joined(scripts, tuple(SCRIPTS))),
    }


def smaller_css(text: str) -> str:
    """Take comments and idle white space out of a style sheet.

    Args:
        text: The style sheet.

    Returns:
        One that means the same, on one line.
    """
    small = _CSS.sub(
        lambda found: found[1] or found[2] or (" " if found[0].isspace() else ""), text
    )
    return small.strip()


def _joined(folder: Path, names: tuple[str, ...]) -> str:
    return "\n".join(
        f"// ---- {name}.js\n{(folder / f'{name}.js').read_text(encoding='utf-8')}"
        for name in names
    )


def _write(docs: Path, stem: str, suffix: str, text: str) -> str:
    content = text.encode()
    name = f"{FOLDER}/{stem}.{hashlib.sha256(content).hexdigest()[:8]}.min.{suffix}"
    (docs / name).write_bytes(content)
    return name
