"""How readers go through the documents: works, categories, their order and addresses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from converter.bundle import Bundle
from converter.entry import Entry
from converter.fact import Fact
from converter.listing import SHELVES, Category, Listing
from converter.model import Document
from converter.settings import Settings
from converter.terms.names import term_page
from converter.writers.browse import browse_pages
from converter.writers.paging import pager, parts
from tests.helpers import make_document
from tests.io_helpers import rendered


def document(slug: str, title: str, date: str = "", issuer: str = "", kind: str = "") -> Document:
    """Make a document of which some things are known."""
    entry = Entry(file=f"{slug}.txt", slug=slug, kind=kind or None)
    made = make_document(f"{title}\n一、甲。\n", name=entry.file, entry=entry)
    facts = [Fact("date", date, 0)] * bool(date) + [Fact("issuer", issuer, 0)] * bool(issuer)
    return replace(made, facts=tuple(facts))


def bundle() -> Bundle:
    """Return a law in two versions, two notices of one day, one without date, and a speech."""
    old = replace(document("fa/2018-03-20", "某某法", "2018-03-20"), version="2018-03-20")
    new = replace(document("fa", "某某法", "2024-12-25"), version="2024-12-25")
    return Bundle(
        (
            old,
            document("b", "关于种子的通知", "2023-01-31", "农业农村部、水利部"),
            document("a", "关于安全的通知", "2023-01-31", "农业农村部"),
            document("x", "关于其他的通知"),
            document("j", "2023年讲话", "2023-02-01", kind="讲话"),
            new,
        ),
        families=(("fa/2018-03-20", "fa"),),
    )


def categories(name: str) -> list[tuple[str, str, list[str]]]:
    """Return the values of a shelf with their folders and slugs."""

    def slugs(category: Category) -> list[str]:
        return [work.doc.slug for work in category.works]

    found = Listing(bundle()).categories(SHELVES[name])
    return [(one.value, one.page, slugs(one)) for one in found]


def test_a_work_is_listed_once_with_its_earlier_texts() -> None:
    listing = Listing(bundle())
    assert [work.doc.slug for work in listing.works] == ["fa", "b", "a", "x", "j"]
    assert [doc.slug for doc in listing.works[0].older] == ["fa/2018-03-20"]
    assert listing.work(bundle().documents[0]).doc.slug == "fa"
    assert [work.doc.slug for work in listing.latest] == ["fa", "j", "a", "b", "x"]


@pytest.mark.parametrize(
    ("shelf", "expected"),
    [
        ("kind", [("通知", ["a", "b", "x"]), ("法", ["fa"]), ("讲话", ["j"])]),
        ("issuer", [("农业农村部", ["a", "b"]), ("水利部", ["b"]), ("未注明", ["fa", "j", "x"])]),
    ],
)
def test_kinds_and_issuers_go_by_how_many_there_are(
    shelf: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert categories(shelf) == [
        (value, f"browse/{shelf}/{term_page(value)}/", slugs) for value, slugs in expected
    ]


def test_years_and_letters_go_by_themselves() -> None:
    assert categories("year") == [
        ("2024", "browse/year/2024/", ["fa"]),
        ("2023", "browse/year/2023/", ["j", "a", "b"]),
        ("未注明", "browse/year/unknown/", ["x"]),
    ]
    assert categories("letter") == [
        ("G", "browse/letter/g/", ["a", "x", "b"]),
        ("M", "browse/letter/m/", ["fa"]),
        ("#", "browse/letter/other/", ["j"]),
    ]


def test_addresses_and_order_do_not_depend_on_how_documents_are_read() -> None:
    turned = Listing(replace(bundle(), documents=tuple(reversed(bundle().documents))))
    for name, shelf in SHELVES.items():
        found = [
            (one.value, one.page, [work.doc.slug for work in one.works])
            for one in turned.categories(shelf)
        ]
        assert found == categories(name)


def test_neighbours_are_those_of_the_kind() -> None:
    listing = Listing(bundle())
    beside = {
        work.doc.slug: tuple(other and other.doc.slug for other in listing.neighbours(work))
        for work in listing.works
    }
    assert beside == {
        "fa": (None, None),
        "a": (None, "b"),
        "b": ("a", "x"),
        "x": ("b", None),
        "j": (None, None),
    }


def test_a_long_category_goes_on_on_further_pages() -> None:
    found = dict(browse_pages(Listing(bundle()), Settings(rows_per_page=2)))
    folder = f"browse/kind/{term_page('通知')}/"
    assert [name for name in found if name.startswith(folder)] == [folder, f"{folder}2/"]
    first, second = (
        BeautifulSoup(rendered(found[name]), "lxml") for name in (folder, f"{folder}2/")
    )
    assert "共 3 件，按日期排列，日期在后的在前。" in first.get_text()
    assert [a["href"] for a in first.select("tbody a")] == [
        "../../../documents/a/",
        "../../../documents/b/",
    ]
    assert [a["href"] for a in second.select("tbody a")] == ["../../../../documents/x/"]
    assert [a["href"] for a in second.select(".tw-crumbs a")] == [
        "../../../../",
        "../../../../documents/",
        "../../../../browse/kind/",
    ]
    row = first.select_one("tbody tr")
    assert row is not None and row["data-pinyin"] == "guan yu an quan de tong zhi"
    shelf = BeautifulSoup(rendered(found["browse/issuer/2/"]), "lxml")
    assert [li.get_text() for li in shelf.select(".tw-list li")] == ["未注明3 件"]
    assert [a["href"] for a in shelf.select(".tw-list a")] == [f"../{term_page('未注明')}/"]


def test_lists_are_shared_out_by_weight() -> None:
    assert parts([1, 2, 3, 4], 4, lambda item: item) == [[1, 2], [3], [4]]
    assert parts([9, 1], 4, lambda item: item) == [[9], [1]]
    assert parts([], 4) == [[]]


def test_of_many_pages_the_first_the_last_and_the_nearest_are_linked() -> None:
    found = BeautifulSoup(pager(6, 12), "lxml")
    assert found.get_text("|").split("|") == [
        *("上一页", "1", "…", "4", "5", "6", "7", "8", "…", "12", "下一页"),
    ]
    links = [a["href"] for a in found.select("a")]
    assert links == ["../5/", "../", "../4/", "../5/", "../7/", "../8/", "../12/", "../7/"]
    assert [a["href"] for a in BeautifulSoup(pager(1, 2), "lxml").select("a")] == ["2/", "2/"]
    assert pager(1, 1) == ""
