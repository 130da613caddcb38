"""Finding kinds: what the build itself must keep."""

from __future__ import annotations

from converter.diagnostics import Severity
from converter.finding_table.row import Finding

_E = Severity.ERROR

#: What to do about a fault of the program.
_OURS = "This is a fault of the converter; please report it with the source."
_OURS_ZH = "属于程序的错误，请连同原文反馈维护人员。"

SITE = (
    Finding(
        "conservation",
        _E,
        "The page does not show the source's characters exactly once and in order.",
        _OURS,
        "网页与原文不一致",
        "网页正文与原文不是字符相同、次序相同、不重不漏。",
        _OURS_ZH,
    ),
    Finding(
        "id-duplicate",
        _E,
        "An id stands twice on a page.",
        _OURS,
        "地址重复",
        "同一网页上，同一地址出现两次。",
        _OURS_ZH,
    ),
    Finding(
        "id-missing",
        _E,
        "A clause of the data has no place on its page.",
        _OURS,
        "条目没有位置",
        "数据中的条目在网页上没有对应的位置。",
        _OURS_ZH,
    ),
    Finding(
        "address-lost",
        _E,
        "An address that was published leads to no place on its page any more.",
        _OURS,
        "原有地址失效",
        "已经公布的条目地址，在其所在网页上没有对应的位置。",
        _OURS_ZH,
    ),
    Finding(
        "link-broken",
        _E,
        "A link within the site leads nowhere.",
        "Correct the page that holds the link.",
        "站内链接无效",
        "站内链接所指的网页或者位置不存在。",
        "更正含有该链接的页面。",
    ),
    Finding(
        "link-external",
        _E,
        "A page asks for something outside the site.",
        "Put what it asks for into docs/, or remove it.",
        "请求站外内容",
        "网页要求浏览器从本站以外取得内容。",
        "将所需内容放入 docs/ 文件夹，或者删除对它的引用。",
    ),
)
