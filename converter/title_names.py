"""Titles: what counts when one document names another, and how a name is written."""

from __future__ import annotations

import re

#: What stands before the titles of national laws, and is left out where they are cited.
STATE = "中华人民共和国"

_MARKS = re.compile(r'[\s〈〉《》“”"<>]')
_WIDE = str.maketrans("()[]", "（）〔〕")
_REMARK = re.compile(r"（[^（）]*）$")


def normal_title(title: str) -> str:
    """Reduce a title to what counts when documents are named.

    Args:
        title: A title, or what stands between 《 and 》.

    Returns:
        The title without white space, nested title marks, and 中华人民共和国 before it.
    """
    return _MARKS.sub("", title).translate(_WIDE).removeprefix(STATE)


def common_title(title: str) -> str:
    """Return what the titles of all versions of a document have in common.

    Args:
        title: Such as 中华人民共和国某某法（2020年修正）.

    Returns:
        Such as 某某法.
    """
    normal = normal_title(title)
    return _REMARK.sub("", normal) or normal or title


def in_title_marks(title: str) -> str:
    """Put a title into 书名号; those within it become single ones (GB/T 15834-2011, 4.15.3.3).

    Args:
        title: A title, such as 关于修改《某某法》的决定.

    Returns:
        Such as 《关于修改〈某某法〉的决定》.
    """
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
