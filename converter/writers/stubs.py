"""Pages at addresses where a document does not stand itself, or no more: they lead on to it.

They are whole HTML files, which MkDocs copies as they are. Each old id is a link with that id, so
that the address of a clause leads on without a script, too; with one, `lead.js` follows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.ledger.decisions import OldId, OldPage, Place
from converter.model import Document
from converter.old_ids.decided import decided
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.naming import day, doc_text

#: What the page is at, told to a reader; {} is the name of the document.
_SAME = "这里是{}的固定地址，内容载于下列页面。"
_RENAMED = "{}的地址已经变更，内容载于下列页面。"
_REMOVED = "{}已从本站撤下。"


def stub_pages(view: View) -> Iterator[tuple[str, str]]:
    """Write all of them.

    Args:
        view: The bundle.

    Yields:
        The folder of each page, from the root of the site, and the page.
    """
    taken = set(view.documents)
    for old in view.bundle.decisions.pages:
        for slug, page in _renamed(view, old):
            if slug not in taken:
                taken.add(slug)
                yield f"documents/{slug}", page
    families = [*view.bundle.families, *_left_alone(view)]
    for *older, latest in ([view.documents[slug] for slug in family] for family in families):
        for doc in (*older, latest):
            slug = f"{latest.slug}/{doc.version}"
            if doc.version and slug not in taken:
                taken.add(slug)
                page = "../" if doc is latest else f"{_up(slug)}{doc.slug}/"
                yield f"documents/{slug}", _dated(view, doc, _up(slug), page)


def _left_alone(view: View) -> Iterator[tuple[str]]:
    """Yield the documents whose other versions are no more: they had dated addresses, too."""
    works = {old.slug.partition("/")[0] for old in view.bundle.decisions.pages if "/" in old.slug}
    for doc in view.bundle.documents:
        if doc.slug in works and len(view.versions(doc)) == 1:
            yield (doc.slug,)


def _dated(view: View, doc: Document, up: str, page: str) -> str:
    """Write the page at the dated address of a version that has its own page elsewhere."""
    listed = view.lineage.listed(doc.slug)
    ids = {listed.ids[key]: label for key, label in listed.labels.items()}
    for old in decided(view, doc):
        ids.setdefault(old.eid, f"原“{old.excerpt}”")
    links = [(eid, label, f"{page}#{eid}") for eid, label in ids.items()]
    return _page(up, _title(view, doc), _SAME, page, links)


def _renamed(view: View, old: OldPage) -> Iterator[tuple[str, str]]:
    """Write the page at a name that a document had, and at its dated address below that."""
    doc = view.documents.get(old.place.slug) if old.place else None
    title = _title(view, doc) if doc and not old.removed else f"《{old.title or old.slug}》"
    slugs = [old.slug]
    if doc and doc.version and "/" not in old.slug and len(view.versions(doc)) > 1:
        slugs.append(f"{old.slug}/{doc.version}")
    for slug in slugs:
        up = _up(slug)
        links = [(one.eid, _label(view, one), _href(up, _clause(old, one))) for one in old.ids]
        said = _REMOVED if old.removed else _RENAMED
        yield slug, _page(up, title, said, _href(up, old.place), links)


def _title(view: View, doc: Document) -> str:
    name = doc_text(view, doc)
    return name if "（" in name or not doc.version else f"{name}（{day(doc.version)}）"


def _up(slug: str) -> str:
    return "../" * (1 + slug.count("/"))


def _href(up: str, place: Place | None) -> str:
    if place is None:
        return ""
    return f"{up}{place.slug}/" + (f"#{place.eid}" if place.eid else "")


def _clause(page: OldPage, old: OldId) -> Place | None:
    """Return where an id leads: of a clause that was removed to what stands in its place."""
    if old.removed and page.place and not page.removed:
        return Place(page.place.slug, old.eid)
    return old.place


def _label(view: View, old: OldId) -> str:
    place = None if old.removed else old.place
    doc = view.documents.get(place.slug) if place else None
    key = view.of(doc.slug).keys.get(place.eid) if doc and place else None
    if doc and key is not None:
        return doc.labels[key]
    return f"原“{old.excerpt}”" + ("（已删去）" if old.removed else "")


def _page(up: str, title: str, said: str, page: str, links: Iterable[tuple[str, str, str]]) -> str:
    """Put a page together.

    Args:
        up: What leads from it to the folder of all documents.
        title: The name of the document, as text.
        said: What is said of the address; {} stands for the name.
        page: Where it leads; empty where it leads nowhere.
        links: For each id that may be asked for here: the id, its label, the address.
    """
    name = html_text(title)
    lead = f' data-lead="{page}"' if page else ""
    canonical = f'<link rel="canonical" href="{page}">\n' if page else ""
    top = f'<p><a href="{page}">{name}</a></p>\n' if page else ""
    items = "".join(
        f'<li><a id="{html_text(eid)}" href="{href}">{html_text(label)}</a></li>\n'
        if href
        else f'<li id="{html_text(eid)}">{html_text(label)}</li>\n'
        for eid, label, href in links
    )
    return (
        '<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{name}</title>\n{canonical}"
        f'<link rel="stylesheet" href="{up}../stylesheets/lead.css">\n'
        f'<script src="{up}../javascripts/lead.js"></script>\n</head>\n'
        f"<body{lead}>\n<main>\n<h1>{name}</h1>\n<p>{said.format(name)}</p>\n{top}"
        f"<ul>\n{items}</ul>\n</main>\n</body>\n</html>\n"
    )
