"""What became of published ids, and how it is told."""

from __future__ import annotations

from dataclasses import replace

from converter.entry import Entry
from converter.ledger.check import check
from converter.ledger.lines import read_lines, write_lines
from converter.ledger.records import Address, Ledger
from converter.ledger.settle import Decision, Verb
from converter.ledger.texts import Page
from converter.ledger.trace import trace
from converter.ledger.update import changes, recorded
from tests.helpers import make_document
from tests.ledger_helpers import (
    BEGUN,
    FILES,
    FINES,
    FORCE,
    LAW,
    OTHER,
    PUBLIC,
    REPORTS,
    decide,
    fates,
    findings,
    law,
    published,
)


def test_what_is_unchanged_is_settled() -> None:
    ledger = published(law(LAW))
    found = trace(ledger, [law(LAW)])
    assert found.is_settled and found.outcomes == []
    assert write_lines(recorded(found)) == write_lines(ledger)


def test_width_and_white_space_change_nothing() -> None:
    other = law(text.replace("，", ",　").replace("三十", "三 十") for text in LAW)
    assert trace(published(law(LAW)), [other]).outcomes == []


def test_a_heading_is_known_by_itself_and_an_article_by_all_in_it() -> None:
    text = "监督办法\n第一章　总则\n第一条　有下列情形的，应当公开：\n（一）甲；\n（二）乙。"
    page = Page(make_document(text))
    said = {eid: page.clause(eid).text for eid in page.nodes}
    assert said["chp_1"] == "总则"
    assert said["art_1"] == "有下列情形的,应当公开:甲;乙。"
    assert said["art_1__para_1__point_2"] == "乙。"


def test_a_small_rewording_is_recorded() -> None:
    ledger, new = published(law(LAW)), law([PUBLIC, REPORTS, FINES.replace("一千", "二千"), FORCE])
    found = trace(ledger, [new])
    assert found.is_settled
    assert fates(found) == {"art_3": "reworded", "art_3__para_1": "reworded"}
    assert changes(ledger, recorded(found)) == {"new": 0, "reworded": 2, "decided": 0, "dropped": 0}
    assert trace(recorded(found), [new]).outcomes == []


def test_a_new_article_is_recorded() -> None:
    ledger, found = published(law(LAW)), trace(published(law(LAW)), [law([*LAW, FILES])])
    assert changes(ledger, recorded(found)) == {"new": 2, "reworded": 0, "decided": 0, "dropped": 0}


def test_an_article_taken_out_at_the_end() -> None:
    assert findings(published(law(LAW)), law(LAW[:3])) == [
        "links.lock: error: banfa#art_4 was published and no clause bears this id now"
        " (nor 1 id in it); it said 「本办法自公布之日起施行。」, and nothing like it is there: run"
        " `tiaowen links accept --removed banfa#art_4`, or `tiaowen links accept"
        " --moved banfa#art_4 ADDRESS` if another clause says it now [link-lost]"
    ]


def test_the_place_of_what_is_gone_is_its_line() -> None:
    ledger, bad = read_lines(write_lines(published(law(LAW))), "links.lock")
    assert bad == []
    (one,) = check(trace(ledger, [law(LAW[:3])]))
    assert (one.path, one.line, one.column) == ("links.lock", 8, 1)


def test_articles_that_move_up_are_told_with_their_place() -> None:
    command = "run `tiaowen links accept --new-version banfa/DATE --former FILE`"
    assert findings(published(law(LAW)), law([PUBLIC, FINES, FORCE])) == [
        "banfa.txt:3:1: error: banfa#art_2 (with 1 id in it) was published as"
        " 「任何单位和个人有权向监督机关举报违法行为，监督机关应当在三十日内…」; what stands here"
        f" now was published as banfa#art_3: if the text is a new version, {command}; if not, undo"
        " the change 〔第二条〕　违反本办法规定，拒 [link-changed]",
        "banfa.txt:4:1: error: banfa#art_3 (with 1 id in it) was published as"
        " 「违反本办法规定，拒绝、阻碍监督检查的，处一千元以上五千元以下罚款…」, which is now art_2"
        f" 第二条 (100 %); the id names something else: if the text is a new version, {command};"
        " if not, undo the change 〔第三条〕　本办法自公布之日起 [link-changed]",
        "links.lock: error: banfa#art_4 was published and no clause bears this id now"
        " (nor 1 id in it); it said 「本办法自公布之日起施行。」; most like it: art_3 第三条"
        " (100 %): run `tiaowen links accept --moved banfa#art_4 art_3`, or `tiaowen links"
        " accept --removed banfa#art_4` if the clause was removed [link-lost]",
    ]


def test_a_document_that_looks_like_a_new_version_is_told_of_first() -> None:
    old = [PUBLIC, REPORTS, FINES, FORCE, FILES, OTHER]
    found = findings(published(law(old)), law([BEGUN, *old]))
    assert found[0] == (
        "banfa.txt: error: banfa looks like a new version: 12 of 13 published addresses are gone or"
        " name something else; if it is one, bring the former text back with"
        " `git show REV:banfa.txt > FILE` and run `tiaowen links accept --new-version banfa/DATE"
        " --former FILE` [text-replaced]"
    )
    assert len(found) == 7
    # Five articles by themselves may each have been meant.
    assert "text-replaced" not in str(findings(published(law(old[:5])), law([BEGUN, *old[:5]])))


def test_an_earlier_version_that_was_edited_gets_no_new_version() -> None:
    old = [PUBLIC, REPORTS, FINES, FORCE, FILES, OTHER]
    newer = law([OTHER], version="2024-12-25")
    ledger = published(law(old, "banfa/2018-03-20", "2018-03-20"), newer)
    edited = law([BEGUN, *old], "banfa/2018-03-20", "2018-03-20", "old.txt")
    found = findings(ledger, edited, newer)
    assert found[0] == (
        "old.txt: error: banfa/2018-03-20 looks like a new version: 12 of 13 published addresses"
        " are gone or name something else; if it is one,"
        " give it a file and a `version:` of its own,"
        " and bring the former text back with `git show REV:old.txt > FILE`, in its place"
        " [text-replaced]"
    )
    assert "if the text is another version, give it a file and a `version:` of its own" in found[1]
    assert not any("--new-version" in line for line in found)


def test_a_paragraph_that_goes_another_way_is_told_apart() -> None:
    old = f"监督办法\n第一条　{PUBLIC}\n{REPORTS}\n{FINES}\n第二条　甲。"
    # The first article is rewritten, but its second paragraph is another article now.
    new = f"监督办法\n第一条　{FILES}\n{FORCE}\n第二条　甲。\n第三条　{REPORTS}"
    found = trace(published(make_document(old)), [make_document(new)])
    assert fates(found) == {"art_1": "changed", "art_1__para_2": "changed"}
    below = [one.record.address.eid for one in found.open[0].below]
    assert sorted(below) == ["art_1__para_1", "art_1__para_3"]
    best = found.open[1].gone_to
    assert best and best.clause.address.eid in ("art_3", "art_3__para_1")


def test_a_clause_that_moved_to_another_document() -> None:
    ledger = published(law(LAW), law([FILES], "guiding"))
    found = trace(ledger, [law(LAW[:2]), law([FILES, FINES], "guiding")])
    lost = {one.record.address.eid: one for one in found.open}
    assert [str(c.clause.address) for c in lost["art_3"].candidates] == ["guiding#art_2"]
    assert lost["art_4"].candidates == ()


def test_what_is_a_little_like_a_clause_of_another_document_has_not_moved_there() -> None:
    begun, later = "本办法自2000年7月1日起施行。", "本条例自2025年1月1日起施行。"
    ledger = published(law([PUBLIC, begun]), law([FILES], "guiding"))
    (lost,) = trace(ledger, [law([PUBLIC]), law([FILES, later], "guiding")]).open
    assert (lost.record.address.eid, lost.candidates) == ("art_2", ())


def test_a_document_with_another_name() -> None:
    renamed = replace(law(LAW), entry=Entry(file="new.txt", slug="xin-banfa"))
    assert findings(published(law(LAW)), renamed) == [
        "links.lock: error: the document banfa was published with 9 ids and is not there; its texts"
        " are in new.txt (xin-banfa, 100 %): give it its name back (`slug: banfa` in the catalog),"
        " or run `tiaowen links accept --moved banfa xin-banfa` [document-lost]"
    ]


def test_a_document_that_is_gone() -> None:
    assert findings(published(law(LAW), law([FILES], "other")), law([FILES], "other")) == [
        "links.lock: error: the document banfa was published with 9 ids and is not there, nor are"
        " its texts: put its file back, or run `tiaowen links accept --removed banfa`"
        " [document-lost]"
    ]


def test_a_document_that_is_gone_and_another_with_some_of_its_clauses() -> None:
    other = law([FILES, FORCE], "other")
    assert findings(published(law(LAW), other), other) == [
        "links.lock: error: the document banfa was published with 9 ids and is not there; some of"
        " its texts are in other.txt (other, 33 %): put its file back, or run `tiaowen links accept"
        " --removed banfa`, or `tiaowen links accept --moved banfa other` if that is what it is now"
        " [document-lost]"
    ]


def test_a_version_that_was_edited_into_the_next() -> None:
    ledger = published(law(LAW, version="2018-03-20"))
    assert findings(ledger, law([FILES, PUBLIC, REPORTS], version="2024-12-25")) == [
        "links.lock: error: the version 2018-03-20 of banfa was published with 9 ids and is not"
        " there; its texts are in banfa.txt (banfa/2024-12-25, 56 %): if it was edited into a new"
        " version, run `tiaowen links accept --new-version banfa/2024-12-25 --former FILE`; if only"
        " the date was wrong, run `tiaowen links accept --moved banfa/2018-03-20 banfa/2024-12-25`"
        " [version-lost]"
    ]


def test_an_earlier_version_that_has_got_another_name() -> None:
    newer = law([FILES, FINES], version="2024-12-25")
    ledger = published(law(LAW, "banfa/2018-03-20", "2018-03-20"), newer)
    renamed = law(LAW, "guiding", "2018-03-20")
    (found,) = findings(ledger, renamed, newer)
    assert found == (
        "links.lock: error: the version 2018-03-20 of banfa was published with 9 ids and is not"
        " there; its texts are in guiding.txt (guiding/2018-03-20, 100 %), banfa.txt"
        " (banfa/2024-12-25, 33 %): give it its name back (`slug: banfa` in the catalog), or run"
        " `tiaowen links accept --moved banfa/2018-03-20 guiding/2018-03-20` [version-lost]"
    )
    moved = Decision(Verb.MOVED, "banfa/2018-03-20", "guiding/2018-03-20")
    assert decide(ledger, [renamed, newer], moved).left.is_settled


def test_a_date_that_becomes_known_is_recorded() -> None:
    ledger, dated = published(law(LAW)), law(LAW, version="2018-03-20")
    found = trace(ledger, [dated])
    assert found.is_settled
    after = recorded(found)
    assert {at.version for at in after.records} == {"2018-03-20"}
    assert trace(after, [dated]).is_settled


def test_an_undated_text_is_the_version_that_keeps_its_ids() -> None:
    # The newer text has all that the older one has, behind a new article.
    older = law(LAW, "banfa/2018-03-20", "2018-03-20")
    newer = law([FILES, *LAW], version="2024-12-25")
    found = trace(published(law(LAW)), [older, newer])
    assert found.is_settled
    assert {at.version for at in recorded(found).records} == {"2018-03-20", "2024-12-25"}


def test_the_next_version_beside_the_former() -> None:
    ledger = published(law(LAW, version="2018-03-20"))
    older = law(LAW, "banfa/2018-03-20", "2018-03-20")
    newer = law([FILES, FINES], version="2024-12-25")
    found = trace(ledger, [older, newer])
    assert found.is_settled
    assert changes(ledger, recorded(found)) == {"new": 5, "reworded": 0, "decided": 0, "dropped": 0}


def test_what_a_merge_left_double_is_settled_by_the_text() -> None:
    text = write_lines(published(law(LAW)))
    new = law([PUBLIC, REPORTS, FINES.replace("一千", "二千"), FORCE])
    double = text + write_lines(published(new))
    ledger, bad = read_lines(double, "links.lock")
    assert bad == [] and len(ledger.rivals) == 2
    found = trace(ledger, [new])
    assert found.is_settled and found.outcomes == []
    assert write_lines(recorded(found)) == write_lines(published(new))


def test_lines_that_contradict_each_other() -> None:
    lines = [
        "banfa - art_9 moved art_1 2025-01-01 3nK2b4cX 总则",
        "banfa - art_9 moved art_2 2025-01-01 3nK2b4cX 总则",
    ]
    ledger, _ = read_lines(write_lines(published(law(LAW))) + "\n".join(lines), "links.lock")
    assert findings(ledger, law(LAW)) == [
        "links.lock:12:1: error: lines 11 and 12 say different things of banfa#art_9; keep the one"
        " that is right [ledger]"
    ]


def test_a_decision_that_leads_nowhere() -> None:
    line = "banfa - art_9 moved art_8 2025-01-01 3nK2b4cX 总则"
    ledger, _ = read_lines(write_lines(published(law(LAW))) + line, "links.lock")
    assert findings(ledger, law(LAW)) == [
        "links.lock:11:1: error: banfa#art_9 leads to art_8, which is not there; say where it leads"
        " with `tiaowen links accept --moved banfa#art_9 ADDRESS`, or `tiaowen links accept"
        " --removed banfa#art_9` [ledger]"
    ]


def test_the_order_of_documents_and_lines_does_not_matter() -> None:
    one, two = law(LAW), law([FILES, FINES], "other")
    text = write_lines(published(one, two))
    assert write_lines(published(two, one)) == text
    head, *lines = text.splitlines(keepends=True)
    shuffled, _ = read_lines(head + "".join(reversed(lines)), "links.lock")
    changed = [law([PUBLIC, FINES, FORCE]), law([FILES], "other")]
    plain = Ledger({at: record.said for at, record in shuffled.records.items()})
    assert findings(plain, *changed) == findings(published(one, two), *reversed(changed))
    assert Address("banfa", "", "art_1") in shuffled.records
