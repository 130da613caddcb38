"""Versions of one document for tests, compared as a build compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from converter.bundle import Bundle
from converter.entry import Entry
from converter.ledger.decisions import Decisions
from converter.versions.pair import align
from converter.view import View
from tests.helpers import make_document

#: A law, and the same after a revision: 第二条 is new, 第三条 (before: 第二条) and others are
#: reworded, the old 第三条 is deleted, a chapter has another name and one is gone.
OLDER = """\
湿地保护办法
第一章 总则
第一条 为了保护湿地，制定本办法。
第二条 占用湿地的，应当报县级人民政府批准。
第三条 湿地名录由省人民政府公布，每五年调整一次。
第二章 管理
第四条 禁止在湿地内采砂、放牧。
第五条 湿地名录应当载明下列事项：
（一）名称；
（二）面积；
（三）保护级别。
第三章 奖励
第六条 对举报破坏湿地行为的人员，按照国家有关规定给予表彰、奖励。
第四章 附则
第七条 本办法自2018年5月1日起施行。
"""
NEWER = """\
湿地保护办法
第一章 总则
第一条 为了保护湿地,制定本办法。
第二条 湿地保护坚持生态优先的原则，任何单位和个人都有保护湿地的义务。
第三条 占用湿地的，应当报设区的市人民政府批准。
第二章 保护与管理
第四条 禁止在湿地内采砂、放牧。
第五条 湿地名录应当载明下列事项：
（一）名称；
（二）面积；
（三）四至范围；
（四）保护级别。
第三章 附则
第六条 本办法自2024年5月1日起施行。
"""


def versions(
    texts: Mapping[str, str], work: str = "fa", decisions: Decisions | None = None
) -> View:
    """Make a bundle of versions of one document.

    Args:
        texts: Date to text, the oldest first.
        work: The name in addresses; the last text has it.
        decisions: What the ledger says.
    """
    *_, last = texts
    documents = []
    for date, text in texts.items():
        slug = work if date == last else f"{work}/{date}"
        made = make_document(text, f"{date}.txt")
        entry = Entry(f"{date}.txt", slug, version=date)
        documents.append(replace(made, entry=entry, version=date))
    return View(
        Bundle(
            tuple(documents),
            comparisons=tuple(align(older, newer) for older, newer in pairwise(documents)),
            families=(tuple(doc.slug for doc in documents),) if len(documents) > 1 else (),
            decisions=decisions or Decisions(),
        )
    )


#: Two articles have become two others, which do not answer singly.
_TWO = """\
档案办法
第一条 机关应当分类整理档案，并且指定人员保管。
第二条 机关应当定期检查档案，并且登记借阅情况。
第三条 本办法自2018年5月1日起施行。
"""
_OTHER_TWO = """\
档案办法
第一条 机关应当分类整理档案，并且登记借阅情况。
第二条 机关应当定期检查档案，并且指定人员保管。
第三条 本办法自2018年5月1日起施行。
"""


def regrouped() -> View:
    """Make a law of which two articles have become two others, `shidi`."""
    return versions({"2018-03-20": _TWO, "2024-12-25": _OTHER_TWO}, "shidi")
