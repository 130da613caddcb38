"""Words by which somebody says which version is meant: 监察法（2018年）, 2018年监察法, 原监察法.

`docs/javascripts/search/names.js` and `typed.js` have the same patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Stands for the version before the latest: 原第十二条.
BEFORE = "before"

_DAY = r"\d{1,2}\s?月\s?\d{1,2}\s?日|[-.]\d{1,2}[-.]\d{1,2}"
_DATE = rf"(?P<year>(?:19|20)\d{{2}})\s?(?:年?\s?(?P<day>{_DAY})|年)?"
_KIND = "(?:修正|修订|通过|公布|施行)?的?(?:文本|版本|版)?"
_BEFORE = "(?P<before>原来?|旧|修[改订正]前)"
_WORDS = rf"(?:{_DATE}|{_BEFORE}){_KIND}"

#: Before a clause and behind a title: 《监察法》（2018年3月20日文本）第十二条.
_LEADING = re.compile(rf"[（(]?\s?{_WORDS}(?![0-9.．])\s?[）)]?")
#: Behind a clause: 第十二条（2018年文本）.
_TRAILING = re.compile(rf"[（(]\s?{_WORDS}\s?[）)]$")
_SUFFIX = re.compile(rf"(?<![0-9])[（(]?{_WORDS}[）)]?$")
_PREFIX = re.compile(rf"[（(]?{_WORDS}[）)]?")


def leading(text: str) -> str:
    """Return the words that a text begins with and that choose a version, or nothing."""
    found = _LEADING.match(text)
    return found.group() if found else ""


def trailing(text: str) -> str:
    """Return the words in parentheses that a text ends with and that choose a version."""
    found = _TRAILING.search(text)
    return found.group() if found else ""


def split_version(name: str) -> Iterator[tuple[str, str]]:
    """Part the words that choose a version from a name, in all ways that there are.

    Args:
        name: What somebody calls a document, without white space.

    Yields:
        The rest of the name, which may be empty, and the version: `BEFORE`, a year, or a day
        in ISO 8601.
    """
    if found := _SUFFIX.search(name):
        yield name[: found.start()], _version(found)
    found = _PREFIX.match(name)
    if found and found.end() < len(name):
        yield name[found.end() :], _version(found)


def _version(found: re.Match[str]) -> str:
    if found["before"]:
        return BEFORE
    day = re.findall(r"\d+", found["day"] or "")
    return "-".join([found["year"], *(number.zfill(2) for number in day)])
