"""What a page is written from: the page is the same as written from the whole."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.extract import Extracts, PartDigests, bare
from converter.listing import Listing
from converter.model import Document
from converter.page_jobs import PageJob, Task
from converter.settings import Settings
from converter.stored import Stored, light_part, without_text
from converter.view import View
from converter.writers import data_files, markdown
from converter.writers.place import standing
from tests.io_helpers import fill

_LAW = (
    "{}养犬管理条例\n（201{}年5月1日通过）\n第一条　本条例所称犬证，{}。\n"
    "第二条　养犬人应当携犬只到动物诊疗机构接种狂犬病疫苗，领取犬只免疫证明和犬证。\n"
    "第三条　携犬只出户的，应当使用牵引绳，并主动避让老年人、儿童。\n"
)
_FILES = {
    "a.txt": _LAW.format("甲市", 1, "是指犬只免疫和登记的凭证"),
    "b.txt": _LAW.format("乙市", 2, "是指公安机关发放的养犬凭证"),
    "c.txt": _LAW.format("丙市", 3, "是指准予饲养犬只的证件"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> View:
    """Three rules that are alike, and each explain a word; of the word each has a page."""
    folder = fill(tmp_path_factory.mktemp("texts"), _FILES)
    return View(make_bundle(folder, "t", related=True), Settings(senses_per_page=1))


def _written(view: View, doc: Document, listing: Listing) -> tuple[str, object]:
    return markdown.render(doc, view, standing(listing, doc)), data_files.lines(view, doc)


def test_a_page_is_the_same_written_from_its_part(whole: View) -> None:
    extracts, listing = Extracts(whole), Listing(whole.bundle)
    for number, doc in enumerate(whole.bundle.documents, 1):
        view = View(extracts.of(doc), whole.settings)
        text, lines = _written(whole, doc, listing)
        assert _written(view, view.documents[doc.slug], listing) == (text, lines)
        # What follows from other documents is on it.
        page = "" if number == 1 else f"{number}/"
        assert f"glossary/quan-zheng-c8ad/{page}" in text
        assert "相关条款" in text


def test_a_part_has_another_digest_if_anything_in_it_changes(whole: View) -> None:
    doc = whole.bundle.documents[0]
    part = Extracts(whole).of(doc)
    other = whole.bundle.documents[1]
    reworded = Stored.of(light_part(part.documents[0]), "0" * 64)
    changes: dict[str, Bundle] = {
        "another text of a document": replace(part, documents=(reworded, *part.documents[1:])),
        "a document without its text": replace(
            part, documents=(without_text(part.documents[0]), *part.documents[1:])
        ),
        "a use less": replace(part, uses=part.uses[1:]),
        "a use that leads nowhere": replace(
            part, uses=tuple(replace(use, linked=not use.linked) for use in part.uses)
        ),
        "a document less": replace(part, documents=part.documents[1:]),
        "a word explained otherwise": replace(
            part, terms=tuple(replace(term, definition="是指凭证") for term in part.terms)
        ),
        "a word less": replace(part, terms=part.terms[1:]),
        "a related clause less": replace(part, related=part.related[1:]),
        "a word explained on another page": replace(part, sense_parts={part.terms[0].id: 9}),
        "the part of another page": Extracts(whole).of(other),
    }
    assert part.uses and PartDigests().of(bare(part)) == PartDigests().of(part)
    digests = {name: PartDigests().of(changed) for name, changed in changes.items()}
    assert PartDigests().of(part) == PartDigests().of(Extracts(whole).of(doc))
    assert len({PartDigests().of(part), *digests.values()}) == 1 + len(changes)


def test_what_is_new_is_not_taken_for_what_was_in_its_place(whole: View) -> None:
    """Of a value that is no longer there the place in memory goes to the next."""
    part = Extracts(whole).of(whole.bundle.documents[0])
    digests = PartDigests()
    found = [
        digests.of(replace(part, terms=(replace(part.terms[0], definition=f"第{number}种"),)))
        for number in range(20)
    ]
    assert len(set(found)) == 20


def test_a_page_is_kept_under_what_it_is_made_of(whole: View) -> None:
    doc = whole.bundle.documents[0]
    way = standing(Listing(whole.bundle), doc)
    task = Task(None, "/", whole.settings, "", digest="t")
    job = PageJob(doc.slug, b"", "1", way, {}, task, "")
    others = [
        replace(job, digest="2"),
        replace(job, slug="x"),
        replace(job, task=replace(task, digest="u")),
        replace(job, stand=standing(Listing(whole.bundle), whole.bundle.documents[1])),
    ]
    assert len({job.key(), *(other.key() for other in others)}) == 1 + len(others)


@pytest.mark.parametrize("name", [field.name for field in fields(Bundle)])
def test_the_digest_changes_with_each_thing_that_a_part_holds(name: str) -> None:
    part = Bundle(())
    changed = replace(part, **{name: ("another",)})
    assert PartDigests().of(changed) != PartDigests().of(part)
