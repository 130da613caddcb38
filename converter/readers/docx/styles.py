"""Styles of a Word file, as far as they change its text, and what they hint at."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

from converter.beside import Role
from converter.readers.docx.xml import W, find, integer, switch, value


@dataclass(frozen=True, slots=True)
class NumberReference:
    """What paragraph properties say of a number: which list, which level.

    Attributes:
        list_id: The id of the list (`w:numId`); None if they do not say.
        level: The level from 0; None likewise.
        styles: The styles that were asked, from the paragraph's own up to that which
            names the list. A level that is linked to one of them goes before `level`.
    """

    list_id: str | None
    level: int | None
    styles: tuple[str, ...] = ()


#: How the names of built-in styles begin: Title, heading 1 to heading 9.
_ROLES = {"title": Role.TITLE, "heading": Role.HEADING}


class Styles:
    """The styles of a file (ECMA-376 Part 1, 17.7)."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._defaults = find(root, "docDefaults", "rPrDefault", "rPr")
        self._default = ""
        self._hidden: dict[tuple[str, str], bool] = {}
        for style in () if root is None else root.findall(W + "style"):
            name = style.get(W + "styleId") or ""
            self._styles.setdefault(name, style)
            usual = style.get(W + "default") in ("1", "true", "on")
            if usual and style.get(W + "type") == "paragraph":
                self._default = name

    def _chain(self, name: str) -> list[tuple[str, _Element]]:
        """Return a style and those it is based on; circles end."""
        chain: dict[str, _Element] = {}
        while name in self._styles and name not in chain:
            chain[name] = self._styles[name]
            name = value(chain[name], "basedOn") or ""
        return list(chain.items())

    def paragraph_style(self, paragraph: _Element) -> str:
        """Return the id of a paragraph's style, or of the default one."""
        return value(paragraph, "pPr", "pStyle") or self._default

    def number_of(self, paragraph: _Element) -> NumberReference:
        """Return what a paragraph and its styles say of its number.

        The paragraph goes before its style, a style before that which it is based on,
        the list and the level each by itself (17.3.1.19).
        """
        own = find(paragraph, "pPr", "numPr")
        list_id, level = value(own, "numId"), _level(own)
        if list_id is not None:
            return NumberReference(list_id, level)
        asked = []
        for name, style in self._chain(self.paragraph_style(paragraph)):
            asked.append(name)
            properties = find(style, "pPr", "numPr")
            list_id = value(properties, "numId")
            level = _level(properties) if level is None else level
            if list_id is not None:
                break
        return NumberReference(list_id, level, tuple(asked))

    def role_of(self, paragraph: _Element) -> Role | None:
        """Return what a paragraph's style, or its level in the outline, says that it is.

        The names are those of the styles that every Word has (17.7.4.18); in a file they
        are English whatever the language of the program.
        """
        chain = self._chain(self.paragraph_style(paragraph))
        for _, style in chain:
            role = _ROLES.get((value(style, "name") or "").lower().split(" ")[0])
            if role:
                return role
        properties = [find(e, "pPr") for e in (paragraph, *(style for _, style in chain))]
        levels = (integer(value(p, "outlineLvl"), 0, 9) for p in properties)
        level = next((level for level in levels if level is not None), 9)
        return Role.HEADING if level < 9 else None

    def list_of(self, name: str) -> str | None:
        """Return the list that a numbering style names, or None."""
        return value(self._styles.get(name), "pPr", "numPr", "numId")

    def is_hidden(self, paragraph: _Element, run: _Element) -> bool:
        """Tell whether the text of a run is hidden (17.3.2.41), by itself or by its styles."""
        own = switch(find(run, "rPr", "vanish"))
        if own is not None:
            return own
        key = (value(run, "rPr", "rStyle") or "", self.paragraph_style(paragraph))
        if key not in self._hidden:
            self._hidden[key] = self._hidden_by_style(key)
        return self._hidden[key]

    def _hidden_by_style(self, names: tuple[str, str]) -> bool:
        properties = [find(s, "rPr") for name in names for _, s in self._chain(name)]
        for found in (*properties, self._defaults):
            state = switch(find(found, "vanish"))
            if state is not None:
                return state
        return False


def _level(properties: _Element | None) -> int | None:
    return integer(value(properties, "ilvl"), 0, 8)
