"""Places of what is published: a document, or a clause of it, with its label and address."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from converter.lookup.published import Published
from converter.title_names import in_title_marks


@dataclass(frozen=True, slots=True)
class Place:
    """A document or a clause of it.

    Attributes:
        doc: The slug of the document.
        version: Its date, or None.
        eid: The clause; None for the document as a whole.
        last: The last clause of a range, else None.
        label: How to cite it, the title in 《》 included.
        url: Its address, from the root of the site.
    """

    doc: str
    version: str | None
    eid: str | None
    last: str | None
    label: str
    url: str

    @classmethod
    def of(
        cls, published: Published, slug: str, eid: str | None = None, last: str | None = None
    ) -> Place:
        """Name a place of what is published."""
        doc = published.documents[slug]
        label = in_title_marks(doc["title"])
        if eid:
            outline = published.outline(slug)
            label += outline.label(eid) + (f"至{outline.label(last)}" if last else "")
        url = doc["url"] + (f"#{eid}" if eid else "")
        return cls(slug, doc["version"], eid, last, label, url)

    def item(self) -> dict[str, str | None]:
        """Return it as answers for programs have it."""
        return asdict(self)
