"""Documents and a table of what people type, for the command line and the browser alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from converter.bundle import Bundle
from converter.corpus import make_bundle
from tests.helpers import FIXTURES
from tests.io_helpers import fill, scratch
from tests.test_cite import FILES

NOTICE = """\
某市人民政府关于加强档案工作的通知
某政发〔2023〕12号
各区人民政府：
一、总体要求
（一）指导思想
坚持领导。
（二）工作目标
1.建立制度。
（1）完善规定。
（2）明确责任。
2.形成体系。
二、主要任务
（一）依法管理
开展检查。
（二）提供服务
改进服务。
某市人民政府
2023年5月6日
附件1
任务分工
第一条 甲。
附件2
管理细则
第一条 乙。
第二条 丙。
第三条 丁。
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    Attributes:
        line: Its number.
        typed: What is typed.
        here: The document that is open, if one is.
        sign: `～`, `？`, `×`, `无`, or nothing for what is meant without doubt.
        places: Where it leads.
        web: True if only the browser understands it.
    """

    line: int
    typed: str
    here: str | None
    sign: str
    places: tuple[str, ...]
    web: bool


_ROW = re.compile(
    r"(?P<web>网页 )?(?:\[(?P<here>[a-z0-9-]+)\] )?(?P<typed>.+) → "
    r"(?:(?P<sign>[～？×无]) ?)?(?P<places>.*)"
)


def table() -> list[Row]:
    """Read `tests/fixtures/typed_citations.txt`."""
    rows = []
    lines = (FIXTURES / "typed_citations.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            found = _ROW.fullmatch(line)
            assert found, f"typed_citations.txt:{number}: {line}"
            sign, places = found["sign"] or "", tuple(found["places"].split())
            rows.append(
                Row(number, found["typed"], found["here"], sign, places, bool(found["web"]))
            )
    return rows


@cache
def bundle() -> Bundle:
    """Convert the documents of the table."""
    catalog = FILES["catalog.yml"] + "  - {file: d.txt, slug: tongzhi}\n"
    return make_bundle(
        fill(scratch() / "typed", {**FILES, "d.txt": NOTICE, "catalog.yml": catalog}), "typed"
    )
