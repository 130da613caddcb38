"""Decisions on published addresses: what is recorded, what is refused, where old ids lead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converter.entry import Entry
from converter.ledger.decisions import OldId, Place
from converter.ledger.lines import write_lines
from converter.ledger.records import Ledger
from converter.ledger.settle import AllRefused, Decision, Settled, Verb
from converter.ledger.table import make_decisions
from converter.ledger.trace import trace
from converter.model import Document
from tests.ledger_helpers import (
    FILES,
    FINES,
    FORCE,
    LAW,
    PUBLIC,
    REPORTS,
    TODAY,
    decide,
    law,
    published,
)

SAME, MOVED, REMOVED = Verb.SAME, Verb.MOVED, Verb.REMOVED
NEW_VERSION = "run `tiaowen links accept --new-version banfa/DATE --former FILE`"


def lines(settled: Settled, word: str) -> list[str]:
    """Return the lines of a ledger with a word."""
    return [line for line in write_lines(settled.ledger).splitlines() if f" {word} " in line]


def refused(ledger: Ledger, document: Document, *decisions: Decision) -> list[str]:
    with pytest.raises(AllRefused) as caught:
        decide(ledger, [document], *decisions)
    return [str(reason) for reason in caught.value.args]


def old_ids(ledger: Ledger, *documents: Document) -> dict[str, list[OldId]]:
    table = make_decisions(trace(ledger, documents))
    return {slug: list(ids) for slug, ids in table.ids.items()}


def test_a_clause_that_was_removed_has_a_tombstone() -> None:
    new = law([PUBLIC, REPORTS, FINES])
    settled = decide(published(law(LAW)), [new], Decision(REMOVED, "art_4", "art_3"))
    assert settled.left.is_settled
    assert lines(settled, "tombstone") == [
        "banfa - art_4 tombstone 2025-03-01 art_3 djJ18BYa 本办法自公布之日起施行。",
        "banfa - art_4__para_1 tombstone 2025-03-01 art_3 djJ18BYa 本办法自公布之日起施行。",
    ]
    place = Place("banfa", "art_3")
    assert old_ids(settled.ledger, new) == {
        "banfa": [
            OldId("art_4", place, True, FORCE, TODAY),
            OldId("art_4__para_1", place, True, FORCE, TODAY),
        ]
    }


def test_what_stands_in_a_clause_goes_along_when_it_is_decided_again() -> None:
    new = law([PUBLIC, REPORTS, FINES])
    ledger = decide(published(law(LAW)), [new], Decision(REMOVED, "art_4", "art_3")).ledger
    again = decide(ledger, [new], Decision(REMOVED, "art_4"))
    assert lines(again, "tombstone") == [
        "banfa - art_4 tombstone 2025-03-01 - djJ18BYa 本办法自公布之日起施行。",
        "banfa - art_4__para_1 tombstone 2025-03-01 - djJ18BYa 本办法自公布之日起施行。",
    ]


def test_a_clause_that_moved_is_found_where_it_is() -> None:
    ledger, new = published(law(LAW)), law([PUBLIC, REPORTS, FORCE])
    settled = decide(ledger, [new], Decision(MOVED, "banfa#art_4", "art_3"))
    # What was 第三条 is open still.
    assert [str(one.record.address) for one in settled.left.open] == ["banfa#art_3"]
    assert [(old.eid, old.place) for old in old_ids(settled.ledger, new)["banfa"]] == [
        ("art_4", Place("banfa", "art_3")),
        ("art_4__para_1", Place("banfa", "art_3__para_1")),
    ]


def test_chains_are_followed() -> None:
    first = law([PUBLIC, REPORTS, FINES, FORCE, FILES])
    second = law([PUBLIC, REPORTS, FINES, FORCE])
    ledger = decide(published(first), [second], Decision(MOVED, "art_5", "art_4")).ledger
    third = law([PUBLIC, REPORTS, FINES])
    ledger = decide(ledger, [third], Decision(MOVED, "art_4", "art_3")).ledger
    leads = {old.eid: old.place for old in old_ids(ledger, third)["banfa"]}
    assert leads["art_5"] == leads["art_4"] == Place("banfa", "art_3")
    ledger = decide(ledger, [law(LAW[:2])], Decision(REMOVED, "art_3")).ledger
    found = {old.eid: old for old in old_ids(ledger, law(LAW[:2]))["banfa"]}
    assert (found["art_5"].place, found["art_5"].removed) == (None, True)
    assert found["art_5"].excerpt.startswith("监督机关查处案件")


def test_a_rule_in_new_words() -> None:
    words = "监督机关的工作信息，除依法保密的以外，都向公众公布。"
    new = law([words, REPORTS, FINES, FORCE])
    ledger = published(law(LAW))
    assert [one.fate.value for one in trace(ledger, [new]).open] == ["changed"]
    settled = decide(ledger, [new], Decision(SAME, "art_1"))
    assert settled.left.is_settled
    assert settled.ledger.records == published(new).records


def test_what_is_restored_is_no_tombstone_any_more() -> None:
    ledger = decide(published(law(LAW)), [law(LAW[:3])], Decision(REMOVED, "art_4")).ledger
    settled = decide(ledger, [law(LAW)])
    assert settled.left.is_settled
    assert settled.ledger.records == published(law(LAW)).records


def test_an_id_that_was_removed_does_not_name_another_rule() -> None:
    ledger = decide(published(law(LAW)), [law(LAW[:3])], Decision(REMOVED, "art_4")).ledger
    new = law([*LAW[:3], FILES])
    assert [one.fate.value for one in trace(ledger, [new]).open] == ["changed"]
    assert refused(ledger, new, Decision(MOVED, "art_4", "art_3")) == [
        "a clause bears art_4 under other words, so that the address would name another rule;"
        f" {NEW_VERSION} with the text as it was published, or give the clause another number"
    ]


MOVED_UP = law([PUBLIC, FINES, FORCE])


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (
            Decision(SAME, "art_3"),
            "what was published as art_3 is now banfa#art_2 (100 %), so that the address would"
            f" name another rule; {NEW_VERSION} with the text as it was published",
        ),
        (
            Decision(MOVED, "art_3", "art_2"),
            "a clause bears art_3 under other words, so that the address would name another rule;"
            f" {NEW_VERSION} with the text as it was published, or give the clause another number",
        ),
        (
            Decision(SAME, "art_2"),
            "what bears art_2 now was published as banfa#art_3, so that the address would name"
            f" another rule; {NEW_VERSION} with the text as it was published",
        ),
        (Decision(SAME, "art_4"), "no clause bears art_4 now; say --moved or --removed"),
        (
            Decision(REMOVED, "art_1"),
            "art_1 says what was published; there is nothing to decide",
        ),
        (Decision(REMOVED, "art_44"), "art_44 was never published; did you mean 'art_4'?"),
        (
            Decision(MOVED, "art_4", "art_9"),
            "there is no clause art_9 in banfa; did you mean 'art_3'?",
        ),
        (Decision(MOVED, "art_4", "fa#art_1"), "there is no document fa"),
        (Decision(MOVED, "xx#art_4", "art_1"), "xx#art_4 was never published"),
        (Decision(REMOVED, "banfa"), "banfa is there; there is nothing to decide"),
        (Decision(SAME, "banfa"), "banfa is a document; --same is for clauses"),
    ],
)
def test_what_is_refused(decision: Decision, reason: str) -> None:
    ledger = published(law(LAW))
    good = Decision(MOVED, "art_4__para_1", "art_3__para_1")
    assert refused(ledger, MOVED_UP, good, decision) == [reason]


def test_addresses_are_read_as_they_stand_in_a_browser() -> None:
    url = "https://example.org/base/documents/banfa/index.html#art_4"
    settled = decide(published(law(LAW)), [law(LAW[:3])], Decision(REMOVED, url))
    assert settled.left.is_settled


def test_an_id_alone_is_of_the_document_that_is_open() -> None:
    ledger = published(law(LAW), law([FILES], "other"))
    assert decide(ledger, [law(LAW[:3]), law([FILES], "other")], Decision(REMOVED, "art_4"))
    both = [law(LAW[:3]), law([PUBLIC], "other")]
    with pytest.raises(AllRefused, match="say in which document art_4 is: DOCUMENT#art_4"):
        decide(ledger, both, Decision(REMOVED, "art_4"))


# Documents


RENAMED = replace(law(LAW), entry=Entry(file="banfa.txt", slug="xin-banfa"))


def test_a_document_with_another_name_keeps_its_old_addresses() -> None:
    settled = decide(published(law(LAW)), [RENAMED], Decision(MOVED, "banfa", "xin-banfa"))
    assert settled.left.is_settled
    assert lines(settled, "alias") == ["banfa * * alias xin-banfa 2025-03-01"]
    assert len(lines(settled, "text")) == 18
    (page,) = make_decisions(settled.left).pages
    assert (page.slug, page.place, page.removed) == ("banfa", Place("xin-banfa"), False)
    assert (page.ids[0].eid, page.ids[0].place) == ("art_1", Place("xin-banfa", "art_1"))


def test_a_document_renamed_twice_is_one_thing_to_decide() -> None:
    ledger = published(law(LAW, version="2018-03-20"))
    redated = law(LAW, version="2018-03-21")
    ledger = decide(
        ledger, [redated], Decision(MOVED, "banfa/2018-03-20", "banfa/2018-03-21")
    ).ledger
    first = law(LAW, "xin", "2018-03-21")
    assert [one.address.slug for one in trace(ledger, [first]).lost] == ["banfa"]
    assert trace(ledger, [first]).dangling == []
    ledger = decide(ledger, [first], Decision(MOVED, "banfa", "xin")).ledger
    second = law(LAW, "zuixin", "2018-03-21")
    found = trace(ledger, [second])
    assert ([one.address.slug for one in found.lost], found.dangling) == (["xin"], [])
    settled = decide(ledger, [second], Decision(MOVED, "xin", "zuixin"))
    assert settled.left.is_settled
    pages = {
        page.slug: page.place for page in make_decisions(trace(settled.ledger, [second])).pages
    }
    assert set(pages) == {"banfa", "banfa/2018-03-20", "banfa/2018-03-21", "xin", "xin/2018-03-21"}
    assert set(pages.values()) == {Place("zuixin")}


def test_what_becomes_of_a_renamed_document_later() -> None:
    ledger = decide(published(law(LAW)), [RENAMED], Decision(MOVED, "banfa", "xin-banfa")).ledger
    shorter = replace(law(LAW[:3]), entry=RENAMED.entry)
    settled = decide(ledger, [shorter], Decision(REMOVED, "xin-banfa#art_4", "art_3"))
    assert settled.left.is_settled
    (page,) = make_decisions(settled.left).pages
    leads = {old.eid: (old.place, old.removed) for old in page.ids}
    # The page of the new name says what became of it.
    assert leads["art_4"] == (Place("xin-banfa", "art_4"), False)
    assert leads["art_3"] == (Place("xin-banfa", "art_3"), False)


def test_a_new_name_does_not_hide_that_clauses_changed() -> None:
    new = replace(law([PUBLIC, FILES, REPORTS, FORCE]), entry=RENAMED.entry)
    ledger = published(law(LAW))
    # Merged with a branch that has published the new name already.
    ledger = Ledger({**ledger.records, **published(new).records})
    rename = Decision(MOVED, "banfa", "xin-banfa")
    assert refused(ledger, new, rename) == [
        "banfa#art_2 would lead to xin-banfa#art_2, which says something else: say in the same call"
        " --moved banfa#art_2 ADDRESS, or --removed banfa#art_2",
        "banfa#art_3 would lead to xin-banfa#art_3, which says something else: say in the same call"
        " --moved banfa#art_3 ADDRESS, or --removed banfa#art_3",
    ]
    settled = decide(
        ledger,
        [new],
        rename,
        Decision(MOVED, "banfa#art_2", "xin-banfa#art_3"),
        Decision(REMOVED, "banfa#art_3"),
    )
    assert settled.left.is_settled
    (page,) = make_decisions(settled.left).pages
    leads = {old.eid: (old.place, old.removed) for old in page.ids}
    assert leads["art_2"] == (Place("xin-banfa", "art_3"), False)
    assert leads["art_3"] == (None, True)


def test_a_document_that_was_removed() -> None:
    other = law([FILES], "other")
    ledger = published(law(LAW), other)
    settled = decide(ledger, [other], Decision(REMOVED, "banfa", "other"))
    assert settled.left.is_settled
    assert lines(settled, "tombstone") == ["banfa * * tombstone 2025-03-01 other 监督办法"]
    (page,) = make_decisions(settled.left).pages
    assert (page.place, page.removed, page.title) == (Place("other"), True, "监督办法")
    assert len(page.ids) == 9


def test_a_name_that_was_given_up_does_not_name_another_document() -> None:
    ledger = decide(published(law(LAW)), [RENAMED], Decision(MOVED, "banfa", "xin-banfa")).ledger
    found = trace(ledger, [RENAMED, law([FILES, FORCE], "banfa", file="b.txt")])
    assert [lost.given_up is not None for lost in found.lost] == [True]
    assert trace(ledger, [law(LAW)]).lost[0].address.work == "xin-banfa"


def test_a_version_whose_date_was_wrong() -> None:
    ledger = published(law(LAW, version="2018-03-20"))
    dated = law(LAW, version="2018-03-21")
    moved = Decision(MOVED, "banfa/2018-03-20", "banfa/2018-03-21")
    settled = decide(ledger, [dated], moved)
    assert settled.left.is_settled
    assert lines(settled, "alias") == ["banfa 2018-03-20 * alias banfa/2018-03-21 2025-03-01"]
    (page,) = make_decisions(settled.left).pages
    assert (page.slug, page.place) == ("banfa/2018-03-20", Place("banfa"))


def test_nothing_of_a_document_is_recorded_while_something_is_open() -> None:
    ledger = published(law(LAW), law([FILES], "other"))
    settled = decide(
        ledger, [law([PUBLIC, FINES]), law([FILES, FORCE], "other"), law([FILES], "x")]
    )
    assert not settled.left.is_settled
    added = settled.ledger.records.keys() - ledger.records.keys()
    # What moved to the other document would not be seen to be new there any more.
    assert {at.work for at in added} == {"x"}
