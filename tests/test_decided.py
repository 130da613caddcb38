"""What the ledger says of a page's old ids, also under the names that its document had before."""

from __future__ import annotations

from converter.ledger.decisions import Decisions, OldId, OldPage, Place
from converter.old_ids.decided import decided
from tests.versions import versions


def test_a_decision_under_a_later_name_answers_for_a_former_one() -> None:
    """That a page of a former name leads here says nothing of what became of the id."""
    looked_for = OldId("art_9", Place("fa", "art_9"), False, "", "2024-01-01")
    removed = OldId("art_9", None, True, "有关部门应当公开", "2024-02-01")
    pages = tuple(
        OldPage(slug, Place("fa"), False, "", "2024-03-01", (old,))
        for slug, old in (("first", looked_for), ("second", removed))
    )
    texts = {"2020-01-01": "某某法\n第一条　甲乙丙丁。\n第二条　戊己庚辛。\n"}
    view = versions(texts, decisions=Decisions(pages=pages))
    assert decided(view, view.documents["fa"]) == (removed,)
