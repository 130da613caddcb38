"""The outline beside a page: how the theme nests the headings, and how it writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import commonprefix

from converter.shell.render import Heading
from converter.shell.slots import ShellError, Slotted, shown

#: The outline goes down to this level: `toc_depth` in `mkdocs.yml`.
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of an outline: its heading, how deep it lies, and whether entries lie in it."""

    heading: Heading
    depth: int
    parent: bool


def items(headings: Sequence[Heading]) -> list[Item]:
    """Nest headings: each lies in the nearest one before it that is of a higher level.

    The first one is the title, which is left out; what lies in it is shown, up to another title.
    """
    placed: list[tuple[Heading, int]] = []
    open_: list[int] = []
    for heading in headings:
        if heading.level > DEEPEST:
            continue
        while open_ and open_[-1] >= heading.level:
            open_.pop()
        placed.append((heading, len(open_)))
        open_.append(heading.level)
    below = placed[1:]
    end = next((nth for nth, (_, depth) in enumerate(below) if not depth), len(below))
    placed = [(heading, depth - 1) for heading, depth in below[:end]]
    depths = [depth for _, depth in placed[1:]] + [0]
    return [
        Item(heading, depth, following > depth)
        for (heading, depth), following in zip(placed, depths, strict=False)
    ]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A text of which a part is repeated: once more for each entry that ends there."""

    first: str
    again: str
    last: str

    def times(self, count: int) -> str:
        """Write it."""
        return self.first + self.again * count + self.last


@dataclass(frozen=True, slots=True)
class Outline:
    """How the theme writes an outline.

    Attributes:
        leaf: An entry without others in it, from its id on; without what follows it.
        parent: An entry with others in it, from its id to that of the first one.
        flat: What follows a leaf at the top, up to the id of the next entry at the top.
        up: What follows a leaf that lies in an entry at the top, up to the next there.
        nested: What follows any other leaf, up to the id of the next entry.
        next: The end of what comes before an entry at the top; the last has none.
    """

    leaf: Slotted
    parent: Slotted
    flat: str
    up: Repeated
    nested: Repeated
    next: str

    def write(self, entries: Sequence[Item]) -> str:
        """Write an outline, from the first id to the end of the last entry."""
        out = []
        following = [entry.depth for entry in entries[1:]]
        for entry, depth in zip(entries, [*following, 0], strict=False):
            form = self.parent if entry.parent else self.leaf
            values = shown("text", entry.heading.text, [form])
            values["eid"] = entry.heading.eid
            out.append(form.fill(values))
            if not entry.parent:
                out.append(self._behind(entry.depth, depth))
        return "".join(out).removesuffix(self.next)

    def _behind(self, depth: int, following: int) -> str:
        if following:
            return self.nested.times(depth - following)
        return self.up.times(depth - 1) if depth else self.flat


def learn(entries: Sequence[Item], written: Sequence[Slotted]) -> tuple[Outline, str]:
    """Learn how an outline is written from one that is.

    Args:
        entries: What it lists: parents, and leaves at which up to two entries end, at the top
            and below; the last one is at the top.
        written: For each entry, what is written from its id to that of the next one; for the
            last, to wherever.

    Returns:
        How it is written, and what of the last text does not belong to it.

    Raises:
        ShellError: It is not written in a regular way.
    """
    joints: dict[tuple[bool, int], str] = {}
    leaves, parents = {written[-1].parts}, set()
    for entry, form, after in zip(entries, written, entries[1:], strict=False):
        if entry.parent:
            parents.add(form)
            continue
        leaves.add(form.parts)
        ended = (bool(after.depth), entry.depth - after.depth)
        if joints.setdefault(ended, form.end) != form.end:
            raise ShellError("entries of the outline that end alike are written differently")
    if len(leaves) != 1 or len(parents) != 1:
        raise ShellError("entries of the outline are written differently")
    flat, last = joints[False, 0], written[-1].end
    common = len(commonprefix([flat, last]))
    up = _repeated([joints[False, count] for count in (1, 2, 3)])
    nested = _repeated([joints[True, count] for count in (0, 1, 2)])
    if not up.times(0).endswith(flat[common:]):
        raise ShellError("the ends of the entries of the outline are written differently")
    outline = Outline(Slotted(leaves.pop(), ""), parents.pop(), flat, up, nested, flat[common:])
    return outline, last[common:]


def _repeated(texts: Sequence[str]) -> Repeated:
    """Find out what is repeated in each text once more than in the one before it."""
    first = commonprefix(texts[:2])
    last = texts[0][len(first) :]
    found = Repeated(first, texts[1][len(first) : len(texts[1]) - len(last)], last)
    if any(found.times(count) != text for count, text in enumerate(texts)):
        raise ShellError("the ends of the entries of the outline are written differently")
    return found
