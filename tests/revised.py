"""A law in two texts, and what cites the older one: for tests of what happens after a revision."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.view import View
from tests.io_helpers import fill, scratch

OLD = """\
某市监察条例
（2018年3月20日某市人民代表大会通过）
第一章　总则
第一条　为了加强监察工作，制定本条例。
第二条　本条例所称监察对象，是指行使公权力的公职人员。
第三条　监察机关可以约谈监察对象，约谈应当制作笔录并由本人签名。
约谈不得超过十二小时。
第四条　监察机关收到举报后，应当在十日以内答复举报人。
第五条　监察机关可以查阅单位的会计账簿，也可以询问知情的证人和其他有关人员。
第六条　监察人员应当回避与本人有利害关系的案件，回避由监察机关负责人决定。
第七条　本条例自公布之日起施行。
"""
NEW = """\
某市监察条例
（2018年3月20日某市人民代表大会通过　2024年12月25日某市人民代表大会修正）
第一章　总则
第一条　为了加强监察工作，制定本条例。
第二条　监察工作坚持党的领导，以事实为根据，以法律为准绳。
第三条　本条例所称监察对象，是指行使公权力的公职人员和有关人员。
第四条　监察机关可以约谈监察对象，约谈应当制作笔录并由本人签名和捺指印。
第五条　监察机关可以查阅单位的会计账簿。
第六条　监察机关可以询问知情的证人和其他有关人员。
第七条　监察人员应当回避与本人有利害关系的案件，回避由监察机关负责人决定。
第八条　本条例自公布之日起施行。
"""
RULES = """\
某市监察条例实施办法
（2020年1月2日某市人民政府公布）
第一条　根据《某市监察条例》，制定本办法。
第二条　依照《某市监察条例》第一条的规定，加强监察。
第三条　依照《某市监察条例》第三条的规定约谈；不得违反《某市监察条例》第三条第二款的规定。
第四条　《某市监察条例》第四条规定的期限，从收到之日起算。
第五条　依照《某市监察条例》第五条、第六条查阅、询问、回避。
第六条　《某市监察条例》第二条至第四条另有规定的除外。
"""
NOTICE = """\
某市信访办法
（2025年6月1日某市人民政府公布）
第一条　依照《某市监察条例》第四条办理。
"""
UNDATED = "某市公职人员守则\n第一条　遵守《某市监察条例》第七条。\n"
FILES = {
    "tiaoli-2018.txt": OLD,
    "tiaoli-2024.txt": NEW,
    "banfa.txt": RULES,
    "xinfang.txt": NOTICE,
    "shouze.txt": UNDATED,
    "catalog.yml": "documents:\n"
    "  - {file: tiaoli-2018.txt, slug: tiaoli, version: '2018-03-20'}\n"
    "  - {file: tiaoli-2024.txt, slug: tiaoli, version: '2024-12-25'}\n"
    "  - {file: banfa.txt, slug: banfa}\n"
    "  - {file: xinfang.txt, slug: xinfang}\n"
    "  - {file: shouze.txt, slug: shouze}\n",
}
GLOSSARY = """\
terms:
  - term: 约谈
    definition: 约谈应当制作笔录
    source: {document: tiaoli/2018-03-20, clause: art_3}
  - term: 会计账簿
    definition: 查阅单位的会计账簿
    source: {document: tiaoli, clause: art_5}
"""


@cache
def folder() -> Path:
    """Write the texts into a folder of sources, with the glossary beside it."""
    place = scratch()
    fill(place, {"glossary.yml": GLOSSARY})
    return fill(place / "texts", FILES)


@cache
def bundle() -> Bundle:
    """Convert them."""
    return make_bundle(folder(), "texts", folder().parent / "glossary.yml")


def view() -> View:
    """Look into them."""
    return View(bundle())
