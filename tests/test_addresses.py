"""`tiaowen links check`: where addresses lead now."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from click.testing import CliRunner

from converter.cli import cli
from converter.ledger.decisions import Decisions, OldId, OldPage
from converter.ledger.decisions import Place as Target
from converter.lookup.address_report import to_item, to_lines
from converter.lookup.addresses import Addresses, answers
from converter.lookup.find_addresses import find_addresses
from converter.lookup.pages import SitePages, bundle_pages
from converter.lookup.published import read_site
from converter.view import View
from converter.work import publish
from converter.writers import data_files, revisions
from tests.io_helpers import fill, run, scratch, usage
from tests.revised import bundle, folder

# Where they lead

LIST = """\
Wiki: https://h/documents/tiaoli/#art_1 and https://h/documents/tiaoli/#art_2
https://h/documents/tiaoli/#art_4 https://h/documents/tiaoli/#art_5 https://h/documents/tiaoli/
https://h/documents/tiaoli/#art_3__para_2 https://h/documents/tiaoli/#art_8
https://h/documents/tiaoli/2018-03-20/#art_4 https://h/documents/tiaoli/2024-12-25/#art_4
https://h/documents/banfa/#art_3 https://h/documents/banfa/#art_9
https://h/documents/fa/#art_3 https://h/documents/tiaoli/2018-03-20/#art_40
https://h/glossary/yue-tan-c707/#corpus https://h/glossary/yue-tan-c707/#x https://h/glossary/no/
https://h/compare/tiaoli_2018-03-20/tiaoli_2024-12-25/#old_art_4 https://h/documents/tiaoli/#art_1
"""
TOLD = """\
right       documents/tiaoli/#art_1  (lines 1, 8)
    《某市监察条例》第一条 (2024-12-25)
other-rule  documents/tiaoli/#art_2  (line 1)
    《某市监察条例》第二条 (2024-12-25)
    text of 2018-03-20: 《某市监察条例》第二条 documents/tiaoli/2018-03-20/#art_2, \
now 《某市监察条例》第三条 (2024-12-25) documents/tiaoli/#art_3, reworded, 90% alike
other-rule  documents/tiaoli/#art_4  (line 2)
    《某市监察条例》第四条 (2024-12-25)
    text of 2018-03-20: 《某市监察条例》第四条 documents/tiaoli/2018-03-20/#art_4, deleted since
reworded    documents/tiaoli/#art_5  (line 2)
    《某市监察条例》第五条 (2024-12-25)
    text of 2018-03-20: 《某市监察条例》第五条 documents/tiaoli/2018-03-20/#art_5, \
now 《某市监察条例》第五条 (2024-12-25) documents/tiaoli/#art_5, \
《某市监察条例》第六条 (2024-12-25) documents/tiaoli/#art_6, split, 90% alike
right       documents/tiaoli/  (line 2)
    《某市监察条例》 (2024-12-25)
gone        documents/tiaoli/#art_3__para_2  (line 3)
    deleted
    text of 2018-03-20: 《某市监察条例》第三条第二款 documents/tiaoli/2018-03-20/#art_3__para_2, \
deleted since
right       documents/tiaoli/#art_8  (line 3)
    《某市监察条例》第八条 (2024-12-25)
right       documents/tiaoli/2018-03-20/#art_4  (line 4)
    《某市监察条例》第四条 (2018-03-20)
    text of 2018-03-20: deleted since
right       documents/tiaoli/2024-12-25/#art_4  (line 4)
    《某市监察条例》第四条 (2024-12-25)
right       documents/banfa/#art_3  (line 5)
    《某市监察条例实施办法》第三条 (2020-01-02)
unknown     documents/banfa/#art_9  (line 5)
    banfa has no such clause
unknown     documents/fa/#art_3  (line 6)
    there is no document fa
unknown     documents/tiaoli/2018-03-20/#art_40  (line 6)
    tiaoli/2018-03-20 has no such clause
right       glossary/yue-tan-c707/#corpus  (line 7)
unknown     glossary/yue-tan-c707/#x  (line 7)
    there is no such page, or no such place on it
unknown     glossary/no/  (line 7)
    there is no such page, or no such place on it
right       compare/tiaoli_2018-03-20/tiaoli_2024-12-25/#old_art_4  (line 8)
17 addresses: 8 right, 1 reworded, 2 other-rule, 1 gone, 5 unknown
"""


def addresses(decisions: Decisions | None = None) -> Addresses:
    """Return what the texts would publish."""
    return Addresses(publish(bundle()), bundle_pages(bundle()), decisions)


def told(text: str, decisions: Decisions | None = None) -> str:
    """Say where the addresses in a text lead."""
    found = find_addresses(text.splitlines())
    return "\n".join(to_lines(answers(found, addresses(decisions)))) + "\n"


def test_where_addresses_lead() -> None:
    assert told(LIST) == TOLD


def test_a_number_that_only_an_older_text_has() -> None:
    # The newer text of this law has fewer articles: the older one is taken for it.
    assert told("documents/tiaoli/#art_9") == (
        "unknown     documents/tiaoli/#art_9  (line 1)\n    tiaoli has no such clause\n"
        "1 address: 1 unknown\n"
    )


def test_the_ledger_goes_before_what_follows_from_the_texts() -> None:
    old = OldId("art_3__para_2", Target("tiaoli", "art_6"), True, "约谈不得超过…", "2025-01-02")
    assert told("documents/tiaoli/#art_3__para_2", Decisions({"tiaoli": (old,)})) == (
        "gone        documents/tiaoli/#art_3__para_2  (line 1)\n"
        "    deleted; its successor is 《某市监察条例》第六条 (2024-12-25)"
        " documents/tiaoli/#art_6\n"
        "    it said: 约谈不得超过…\n"
        "    text of 2018-03-20: 《某市监察条例》第三条第二款"
        " documents/tiaoli/2018-03-20/#art_3__para_2, deleted since\n"
        "1 address: 1 gone\n"
    )


def test_nothing_to_tell() -> None:
    assert told("nothing here") == "0 addresses of the site\n"


def test_many_lines_are_cut_short() -> None:
    lines = told("documents/tiaoli/#art_1\n" * 7).splitlines()
    assert lines[0] == "right       documents/tiaoli/#art_1  (lines 1, 2, 3, 4, 5 and 2 more)"


def test_what_the_ledger_has_decided() -> None:
    day = "2025-01-02"
    decisions = Decisions(
        {
            "banfa": (
                OldId("art_8", Target("banfa", "art_3"), False, "约谈", day),
                OldId("art_9", None, True, "查阅会计账簿…", day),
                OldId("art_10", Target("tiaoli", "art_6"), True, "询问", day),
            )
        },
        (
            OldPage(
                "lao-banfa",
                Target("banfa"),
                False,
                "",
                day,
                (OldId("art_3", Target("banfa", "art_3"), False, "约谈", day),),
            ),
            OldPage("fei-banfa", None, True, "某市废止办法", day),
        ),
    )
    text = (
        "documents/banfa/#art_8 documents/banfa/#art_9 documents/banfa/#art_10\n"
        "documents/lao-banfa/ documents/lao-banfa/#art_3 documents/fei-banfa/\n"
    )
    assert told(text, decisions) == (
        "moved       documents/banfa/#art_8  (line 1)\n"
        "    now 《某市监察条例实施办法》第三条 (2020-01-02) documents/banfa/#art_3\n"
        "gone        documents/banfa/#art_9  (line 1)\n"
        "    deleted\n"
        "    it said: 查阅会计账簿…\n"
        "gone        documents/banfa/#art_10  (line 1)\n"
        "    deleted; its successor is 《某市监察条例》第六条 (2024-12-25)"
        " documents/tiaoli/#art_6\n"
        "    it said: 询问\n"
        "moved       documents/lao-banfa/  (line 2)\n"
        "    now 《某市监察条例实施办法》 (2020-01-02) documents/banfa/\n"
        "moved       documents/lao-banfa/#art_3  (line 2)\n"
        "    now 《某市监察条例实施办法》第三条 (2020-01-02) documents/banfa/#art_3\n"
        "gone        documents/fei-banfa/  (line 2)\n"
        "    deleted\n"
        "    it said: 某市废止办法\n"
        "6 addresses: 3 moved, 3 gone\n"
    )


def test_the_answer_for_programs() -> None:
    found = find_addresses(["", "documents/tiaoli/#art_2 documents/no/"])
    items = to_item(answers(found, addresses()))
    assert items["counts"] == {
        "right": 0,
        "moved": 0,
        "reworded": 0,
        "other-rule": 1,
        "gone": 0,
        "unknown": 1,
    }
    law = {"doc": "tiaoli", "version": "2024-12-25"}
    name = "《某市监察条例》"
    assert items["addresses"] == [
        {
            "address": "documents/tiaoli/#art_2",
            "lines": [2],
            "lead": "other-rule",
            "targets": [
                {
                    **law,
                    "eid": "art_2",
                    "label": f"{name}第二条",
                    "url": "documents/tiaoli/#art_2",
                }
            ],
            "earlier": [
                {
                    "doc": "tiaoli/2018-03-20",
                    "version": "2018-03-20",
                    "eid": "art_2",
                    "label": f"{name}第二条",
                    "url": "documents/tiaoli/2018-03-20/#art_2",
                    "now": [
                        {
                            **law,
                            "eid": "art_3",
                            "label": f"{name}第三条",
                            "url": "documents/tiaoli/#art_3",
                        }
                    ],
                    "change": "reworded",
                    "likeness": 0.901,
                }
            ],
            "words": None,
        },
        {
            "address": "documents/no/",
            "lines": [2],
            "lead": "unknown",
            "targets": [],
            "earlier": [],
            "words": None,
        },
    ]


# From a built site, and by the command


@cache
def site() -> Path:
    """Write what of a site is asked: its data, and a page of a term and of a comparison."""
    place = scratch()
    data_files.write_data(View(bundle()), place / "data")
    pages = {
        f"{page}index.html": "".join(f'<p id="{eid}">' for eid in sorted(ids))
        for page, ids in bundle_pages(bundle()).items()
    }
    old = (
        '<a id="fnref_1"></a><a class="tw-alias" id="art_8" data-editorial=""></a>'
        '<aside class="tw-tombstone" id="art_7" data-editorial="">'
        '<a id="art_7__para_1"></a></aside>'
        '<a id="fnref_2"></a>'
    )
    stub = '<body data-lead="../banfa/"><a id="art_3" href="../banfa/#art_3"></a><a id="art_7">'
    return fill(
        place,
        {
            **pages,
            "documents/banfa/index.html": old,
            "documents/lao-banfa/index.html": stub,
            "documents/tiaoli/index.html": '<a class="tw-alias" id="art_3__para_2"></a>',
        },
    )


def test_a_built_site_answers_alike() -> None:
    found = find_addresses(LIST.splitlines())
    answered = answers(found, Addresses(read_site(site()), SitePages(site())))
    assert "\n".join(to_lines(answered)) + "\n" == TOLD
    assert [len(SitePages(site())), "compare/" in set(SitePages(site()))] == [10, True]
    assert revisions.PAGE not in SitePages(site())


def test_a_built_page_tells_what_it_keeps() -> None:
    ids = ("fnref_1", "fnref_2", "art_8", "art_7", "art_7__para_1", "art_9")
    text = [f"documents/banfa/#{eid}" for eid in ids]
    text += [f"documents/lao-banfa/{rest}" for rest in ("", "#art_3", "#art_7", "#art_8")]
    found = find_addresses(text)
    answered = answers(found, Addresses(read_site(site()), SitePages(site())))
    assert [(str(a.lead), *(place.url for place in a.targets)) for a in answered] == [
        ("right", "documents/banfa/"),
        ("right", "documents/banfa/"),
        ("moved", "documents/banfa/"),
        ("gone",),
        ("gone",),
        ("unknown",),
        ("moved", "documents/banfa/"),
        ("moved", "documents/banfa/#art_3"),
        ("moved", "documents/banfa/"),
        ("unknown",),
    ]


def test_the_command() -> None:
    place = fill(scratch(), {"list.txt": LIST, "right.txt": "documents/banfa/#art_3\n"})
    for source in (("--sources", str(folder())), ("--site", str(site()))):
        done = run("links", "check", str(place / "right.txt"), *source)
        assert (done.exit_code, done.stdout) == (
            0,
            "right       documents/banfa/#art_3  (line 1)\n"
            "    《某市监察条例实施办法》第三条 (2020-01-02)\n"
            "1 address: 1 right\n",
        )
    done = run("links", "check", str(place / "list.txt"), "--site", str(site()))
    assert (done.exit_code, done.stdout) == (1, TOLD)


def test_the_command_reads_what_is_piped_into_it_though_it_is_no_text() -> None:
    piped = b"\xff\xfe \x00 https://h/documents/banfa/#art_3 \xe7\r\n"
    args = ["links", "check", "-", "--site", str(site()), "--format", "json"]
    done = CliRunner().invoke(cli, args, input=piped, prog_name="tiaowen")
    assert done.exit_code == 0
    [answer] = json.loads(done.stdout)["addresses"]
    assert (answer["lead"], answer["lines"]) == ("right", [1])


def test_the_command_called_wrongly() -> None:
    place = fill(scratch(), {"list.txt": LIST})
    file, name = str(place / "list.txt"), "links check"
    both = run("links", "check", file, "--site", "x", "--sources", "y")
    none = run("links", "check", file, "--site", str(place))
    messages = (
        "--site excludes --sources, --cache and --ledger",
        f"{place.as_posix()} holds no data of a site; name another folder with --site",
    )
    for done, message in zip((both, none), messages, strict=True):
        expected = usage(name, message).replace("[OPTIONS]\n", "[OPTIONS] URL-LIST\n")
        assert (done.exit_code, done.stderr) == (2, expected)
