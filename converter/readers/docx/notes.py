"""Footnotes and endnotes of a Word file: which there are, and how they are numbered."""

from __future__ import annotations

from collections import Counter

from lxml.etree import _Element

from converter.readers.docx.formats import write_number
from converter.readers.docx.package import Story
from converter.readers.docx.tally import NoteReference
from converter.readers.docx.xml import W, find, integer, value

#: Kind of note to the number format that Word takes if none is given.
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """The notes of a file (ECMA-376 Part 1, 17.11).

    Attributes:
        stories: Kind of note to the part that holds them, as far as there is one.
    """

    def __init__(self, main: Story) -> None:
        settings = main.related("settings")
        self._settings = None if settings is None else settings.root
        body = find(main.root, "body")
        self._sections = [] if body is None else list(body.iter(W + "sectPr"))
        self._counts: Counter[tuple[str, int]] = Counter()
        self.stories: dict[str, Story] = {}
        for kind in _FORMATS:
            story = main.related(f"{kind}s")
            if story is not None:
                self.stories[kind] = story

    def all(self, kind: str) -> dict[str, _Element]:
        """Return the notes of a kind by id, without the lines that part them from the text."""
        story = self.stories.get(kind)
        notes: dict[str, _Element] = {}
        for note in () if story is None else story.root.findall(W + kind):
            if note.get(W + "type", "normal") == "normal":
                notes.setdefault(note.get(W + "id") or "", note)
        return notes

    def mark(self, reference: NoteReference) -> str:
        """Count a note that has no mark of its own, and return its number as shown.

        Numbers that begin anew on each page go on here, as a text has no pages.
        """
        if reference.mark:
            return reference.mark
        name = f"{reference.kind}Pr"
        sections = self._sections[reference.section : reference.section + 1]
        given = [find(section, name) for section in sections] + [find(self._settings, name)]
        restart = _first(given, "numRestart") == "eachSect"
        key = (reference.kind, reference.section if restart else -1)
        self._counts[key] += 1
        start = integer(_first(given, "numStart"), 0, 1_000_000)
        number = self._counts[key] - 1 + (1 if start is None else start)
        name = _first(given, "numFmt") or _FORMATS[reference.kind]
        return write_number(number, name) or str(number)


def _first(given: list[_Element | None], name: str) -> str | None:
    return next((found for element in given if (found := value(element, name))), None)
