"""The Markdown that all builders get, laid out as each of them wants it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from pathlib import Path

from bench.measure import tiaowen

#: For all that read the configuration of MkDocs. Links to pages that are left out lead nowhere.
CONFIGURATION = """\
site_name: Laws
theme: {name: material, language: zh, font: false}
markdown_extensions:
  - attr_list
  - tables
  - toc: {marker: ""}
validation:
  omitted_files: ignore
  absolute_links: ignore
  unrecognized_links: ignore
  anchors: ignore
  not_found: ignore
"""
OUTSIDE = "nav: [index.md]\nnot_in_nav: /documents/\n"
NO_SEARCH = "plugins: []\n"

#: A page of Hugo: the heading that it makes of nothing, and the text.
_TEMPLATE = """\
<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>{{ .Content }}</body></html>
"""
HUGO: Mapping[str, str] = {
    "config.toml": (
        'baseURL = "/"\ntitle = "Laws"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n"
        "[markup.goldmark.parser.attribute]\nblock = true\ntitle = true\n"
    ),
    "layouts/_default/single.html": _TEMPLATE,
    "layouts/_default/list.html": _TEMPLATE,
}


def draw_texts(folder: Path, count: int, target: Path) -> Path:
    """Copy raw texts of a folder, the same at every run; all of them if `count` is 0."""
    texts = sorted(path for path in folder.iterdir() if path.is_file())
    catalogs = [path for path in texts if path.suffix == ".yml"]
    texts = [path for path in texts if path.suffix != ".yml"]
    if not count or count >= len(texts):
        return folder
    target.mkdir(parents=True)
    for path in random.Random(7).sample(texts, count):
        shutil.copyfile(path, target / path.name)
    if catalogs:
        print("The catalog is left out: it names texts that were not drawn.")
    return target


def write_pages(texts: Path, place: Path) -> Path:
    """Convert texts; return the folder with the home page and the documents' pages alone."""
    tiaowen("convert", "--sources", str(texts), "--out", str(place / "all"), "--no-related")
    docs = place / "docs"
    shutil.copytree(place / "all" / "docs" / "documents", docs / "documents")
    shutil.copyfile(place / "all" / "docs" / "index.md", docs / "index.md")
    shutil.rmtree(place / "all")
    return docs


def mkdocs_project(docs: Path, place: Path, more: str) -> Path:
    """Make a project that is configured like one of MkDocs."""
    shutil.copytree(docs, place / "docs")
    (place / "mkdocs.yml").write_text(CONFIGURATION + more, encoding="utf-8")
    return place


def hugo_project(docs: Path, place: Path) -> Path:
    """Make a project of Hugo, for which an `index.md` has no pages below it."""
    shutil.copytree(docs, place / "content")
    for page in (place / "content", place / "content" / "documents"):
        if (page / "index.md").exists():
            (page / "index.md").rename(page / "_index.md")
    for name, text in HUGO.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    return place
