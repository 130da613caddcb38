"""Which frame a page is stamped into: that of its place, with or without an outline."""

from __future__ import annotations

import pytest

from converter.shell.outline import Outline, Repeated
from converter.shell.refusal import Refused
from converter.shell.slots import Slotted
from converter.shell.stamp import Kind, Shell

_ENTRY = Slotted((("<", "eid"),), ">")
NO_OUTLINE = Outline(_ENTRY, _ENTRY, "", Repeated("", "", ""), Repeated("", "", ""), "")

#: The frames of a shell; each says which it is.
KINDS = {
    "documents": Kind("documents", 2, (), False),
    "documents with outline": Kind("documents", 2, (), True),
    "documents in a folder": Kind("documents", 3, (), False),
    "glossary by documents": Kind("glossary/documents", 3, (), False),
    "glossary": Kind("glossary", 3, (), False),
    "without navigation": Kind("compare", 2, ("navigation",), False),
}
SHELL = Shell({kind: Slotted((), name) for name, kind in KINDS.items()}, NO_OUTLINE)

TITLE = '---\ntitle: "办法"\n---\n\n# 办法 { #title }\n'
HEADINGS = f"{TITLE}\n## 总则 {{ #chp_1 }}\n"
HIDING = TITLE.replace("---\n\n", "hide:\n  - navigation\n---\n\n")


@pytest.mark.parametrize(
    ("uri", "text", "frame"),
    [
        ("documents/x/index.md", TITLE, "documents"),
        ("documents/x/index.md", HEADINGS, "documents with outline"),
        ("documents/x/2020/index.md", TITLE, "documents in a folder"),
        ("glossary/documents/2/index.md", TITLE, "glossary by documents"),
        ("glossary/x/2/index.md", TITLE, "glossary"),
        ("compare/x/index.md", HIDING, "without navigation"),
    ],
)
def test_a_page_gets_the_frame_of_its_place(uri: str, text: str, frame: str) -> None:
    assert SHELL.page(text, uri) == frame


@pytest.mark.parametrize(
    ("uri", "text", "hidden"),
    [
        ("compare/x/index.md", TITLE, "nothing"),
        ("documents/x/index.md", HIDING, "navigation"),
        ("glossary/index.md", TITLE, "nothing"),
        ("index.md", TITLE, "nothing"),
        ("documents/办法/index.md", TITLE, "nothing"),
        ("documents/x.md", TITLE, "nothing"),
    ],
)
def test_a_place_of_which_no_frame_is_known_is_refused(uri: str, text: str, hidden: str) -> None:
    with pytest.raises(Refused) as error:
        SHELL.page(text, uri)
    assert str(error.value) == f"a page at {uri} that hides {hidden}"
