"""The short form of an authority before which another authority's level stands.

市人民代表大会常务委员会（以下简称常务委员会） defines 常务委员会; in 省人民代表大会常务委员会 the
same words are the end of another name.
"""

from __future__ import annotations

import re
from itertools import takewhile

from converter.definition_forms import SHORT_FORMS
from converter.term import Term

#: Levels of government, as they end a stretch of text.
_LEVEL = re.compile(
    r"(?:全国|国家|国务院|中央|省|自治区|直辖市|自治州|市|县|区|乡|镇|上一?级|下一?级)\Z"
)
#: Names that hold for authorities of several levels.
_SEVERAL = re.compile("以上|以下|各级|的")
_NEAR = 40


def is_other_authority(term: Term, text: str, at: int) -> bool:
    """Tell whether the words before the short form of an authority make it another one.

    Args:
        term: A term.
        text: The text in which its words are found.
        at: Where they are found.

    Returns:
        True if they are the end of the name of an authority of another level.
    """
    definition = term.definition or ""
    if term.form not in SHORT_FORMS:
        return False
    before = text[max(0, at - _NEAR) : at].rpartition("\n")[2]
    if before.endswith("国务院") and not definition.startswith("国务院"):
        return True
    own = definition.removesuffix(term.term)
    if own == definition or not own or _SEVERAL.search(own):
        return False
    # 市人民代表大会, and 省人民代表大会 in the text: what both end in, and what it follows.
    pairs = zip(reversed(own), reversed(before), strict=False)
    both = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    level = _LEVEL.search(before[: len(before) - both])
    levels = both > 1 or (_LEVEL.search(own) and not own.endswith("国家"))
    if not level or both == len(own) or not levels:
        return False
    return level[0] not in own
