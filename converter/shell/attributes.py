"""Attribute lists of Markdown, `{ #id .class key="value" }`, as attributes of HTML."""

from __future__ import annotations

import re
from functools import lru_cache

from converter.shell.refusal import Refused

#: An attribute list as the writers put it, to be part of other patterns. A value holds no
#: character that Markdown might take a meaning from before it comes to the list.
ATTRIBUTES = r"""\{[ ](?:[#.][A-Za-z0-9._-]+[ ]|[a-z][a-z-]*="[^"*`\[\]<>&\\{}\n]*"[ ])+\}"""

_LIST = re.compile(ATTRIBUTES)
_ONE = re.compile(r"""([#.])([^ ]+)|([a-z][a-z-]*)="([^"]*)\"""")
#: The list of most blocks.
_BLOCK = re.compile(r"\{ #([A-Za-z0-9]+(?:[_-]+[A-Za-z0-9]+)*)(?: \.([A-Za-z0-9-]+))? \}")
#: An underscore that is not within a word may begin or end emphasis.
_LOOSE = re.compile(r"(?<![A-Za-z0-9_])_|_(?![A-Za-z0-9_])")
#: Attributes that Markdown or MkDocs would join with others, or take away.
_NOT_HERE = frozenset({"class", "id", "href", "src", "alt", "data-toc-label"})


def parsed(written: str) -> dict[str, str]:
    """Read an attribute list.

    Raises:
        Refused: It is none, or holds what may mean something else.
    """
    if not _LIST.fullmatch(written) or ("_" in written and _LOOSE.search(written)):
        raise Refused(f"the attributes {written}")
    found: dict[str, str] = {}
    for mark, name, key, value in _ONE.findall(written):
        if mark == ".":
            found["class"] = f"{found['class']} {name}" if "class" in found else name
        elif mark:
            found["id"] = name
        elif key in _NOT_HERE:
            raise Refused(f"the attribute {key}")
        else:
            found[key] = value
    return found


def joined(attributes: dict[str, str]) -> str:
    """Write attributes in the order in which Markdown writes them, each with a space before it."""
    return "".join([f' {key}="{attributes[key]}"' for key in sorted(attributes)])


def block_attributes(written: str) -> tuple[str, str]:
    """Write the attributes of a block.

    Args:
        written: Its list.

    Returns:
        Its id, which may be empty, and its attributes.

    Raises:
        Refused: See `parsed`.
    """
    match = _BLOCK.fullmatch(written)
    if match:
        eid, css = match.groups()
        return eid, f' class="{css}" id="{eid}"' if css else f' id="{eid}"'
    found = parsed(written)
    return found.get("id", ""), joined(found)


@lru_cache(maxsize=1 << 14)
def around(written: str | None, own: str) -> tuple[str, str]:
    """Write the attributes of an element that has one besides, which Markdown sorts among them.

    Most lists stand on many pages, so they are read once.

    Args:
        written: The list, if there is one.
        own: The name of its other attribute, such as `href`.

    Returns:
        What comes before that, and what after it.

    Raises:
        Refused: See `parsed`.
    """
    found = parsed(written) if written else {}
    before = {key: value for key, value in found.items() if key < own}
    return joined(before), joined({key: found[key] for key in found if key not in before})
