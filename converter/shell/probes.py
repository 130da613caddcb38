"""What the fast path knows of the theme: pages that it builds for us, and how they are read.

Nothing here knows how the theme's pages look. Probes are built with texts that stand nowhere
else; where these come out are the slots. A page that exercises the rest is built by the theme
and stamped as well, and the two have to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from converter.shell.outline import Item, Outline, items, learn
from converter.shell.refusal import Refused
from converter.shell.render import render
from converter.shell.slots import WAYS, ShellError, Slotted, slotted
from converter.shell.stamp import Kind, Shell

#: All texts of probes begin with this, and nothing else on a page has it.
_STRANGE = "zq-"
_TITLE = "zq-title &lt;i&gt; &amp;amp; &quot;q&quot; &#x27;"
_OTHER = "zq-other"
_TEXT = r'zq-text-{} &lt;i&gt; &amp;amp; \> "q"'

#: The kinds of pages that can be stamped: folder, how many folders deep, what is hidden.
PLACES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("documents", 2, ()),
    ("documents", 3, ()),
    # What of these is in the navigation is linked from its own folder by a shorter way.
    *(
        (f"browse/{shelf}", depth, ("toc",))
        for shelf in ("kind", "issuer", "year", "letter")
        for depth in (3, 4)
    ),
    ("glossary", 2, ()),
    ("glossary", 3, ()),
    ("citations", 2, ()),
    ("citations", 3, ()),
    ("compare", 2, ("toc",)),
    ("compare", 3, ("navigation", "toc")),
    ("revisions", 2, ()),
)

#: Levels of the headings of a probe below its title: leaves at which up to three others end, at
#: the top of the outline and below.
_LEVELS = (2, 2, 3, 3, 2, 3, 4, 4, 3, 4, 5, 3, 2, 3, 4, 2, 3, 4, 5, 2)
#: The headings of the page that tries out the rest: in no order that writers keep to.
_ODD = (1, 4, 3, 5, 3, 2, 5, 6, 4, 1, 2)


@dataclass(frozen=True, slots=True)
class Probe:
    """A page to be built.

    Attributes:
        kind: What it is a probe of; None for one that tries out what was learned.
        uri: Its place below `docs/`.
        markdown: The page.
    """

    kind: Kind | None
    uri: str
    markdown: str


def probes() -> list[Probe]:
    """Write the probes of all kinds of pages, and of each that hides something a further page."""
    found, tried = [], set[tuple[str, ...]]()
    for nth, (folder, depth, hide) in enumerate(PLACES):
        for name, levels, outlined in (("full", (1, *_LEVELS), True), ("bare", (1,), False)):
            kind = Kind(folder, depth, hide, outlined)
            found.append(Probe(kind, _uri(folder, depth, f"{nth}-{name}"), _page(hide, levels)))
        if hide not in tried:
            tried.add(hide)
            found.append(Probe(None, _uri(folder, depth, f"{nth}-odd"), _page(hide, _ODD, _OTHER)))
    return found


def folders() -> frozenset[str]:
    """Return the topmost folders whose pages can be stamped."""
    return frozenset(folder.partition("/")[0] for folder, _, _ in PLACES)


def _uri(folder: str, depth: int, name: str) -> str:
    deeper = depth - folder.count("/") - 2
    return "/".join((folder, f"{_STRANGE}{name}", *["zq-below"] * deeper, "index.md"))


def folder_of(uri: str) -> str:
    """Return the folder that a probe has for itself."""
    return uri[: uri.index("/", uri.index(_STRANGE))]


def _page(hide: tuple[str, ...], levels: tuple[int, ...], title: str = _TITLE) -> str:
    front = [f'title: "{title}"', *(["hide:"] if hide else []), *(f"  - {name}" for name in hide)]
    headings = (
        f"{'#' * level} {_TEXT.format(nth)} {{ #zq-id-{nth} }}\n\nzq-paragraph\n"
        for nth, level in enumerate(levels)
    )
    part = "\n\n".join(("<!--part-->", "zq-part", "<!--/part-->"))
    return "\n".join(("---", *front, "---", "", *headings, part, ""))


def learn_shell(built: Mapping[str, str]) -> Shell:
    """Learn the shell of pages from built probes.

    Args:
        built: The place of each probe, and the page that the theme made of it.

    Returns:
        The shell.

    Raises:
        ShellError: The theme builds pages in another way than is known here.
    """
    frames: dict[Kind, Slotted] = {}
    outlines: set[Outline] = set()
    for probe in probes():
        if probe.kind:
            frame, outline = _frame(probe, built[probe.uri])
            frames[probe.kind] = frame
            outlines |= {outline} if outline else set()
    if len(outlines) != 1:
        raise ShellError("outlines are written differently in different places")
    shell = Shell(frames, outlines.pop())
    for probe in probes():
        try:
            stamped = shell.page(probe.markdown, probe.uri)
        except Refused as refused:
            raise ShellError(f"{probe.uri} is refused: {refused}") from refused
        if stamped != built[probe.uri]:
            raise ShellError(f"{probe.uri} {_difference(built[probe.uri], stamped)}")
    return shell


def _frame(probe: Probe, page: str) -> tuple[Slotted, Outline | None]:
    """Find the slots of one frame, and how its outline is written if it has one."""
    assert probe.kind
    content = render(probe.markdown, probe.uri)
    if page.count(content.html) != 1:
        raise ShellError(f"{probe.uri} does not hold its content once, as it is")
    found = {
        "content": [content.html],
        "address": [probe.uri.removesuffix("index.md")],
        **{f"title:{way}": [write(content.title)] for way, write in WAYS.items()},
    }
    first, *below = content.headings
    found["first"] = [first.eid]
    for heading in below:
        found[f"{heading.eid} eid"] = [heading.eid]
        for way, write in WAYS.items():
            found[f"{heading.eid} text:{way}"] = [write(heading.text)]
    whole = slotted(page, found, _STRANGE)
    entries = items(content.headings)
    return _outlined(whole, entries) if entries else (whole, None)


def _outlined(whole: Slotted, entries: list[Item]) -> tuple[Slotted, Outline]:
    """Take the outline out of a frame."""
    names = [name for _, name in whole.parts]
    starts = []
    for entry in entries:
        if f"{entry.heading.eid} eid" not in names:
            raise ShellError("the outline does not list every heading")
        starts.append(names.index(f"{entry.heading.eid} eid"))
    own = [name.startswith(f"{entries[-1].heading.eid} ") for name in names]
    stop = len(own) - own[::-1].index(True)
    written = [
        _entry(whole, start, end) for start, end in zip(starts, [*starts[1:], stop], strict=True)
    ]
    outline, rest = learn(entries, written)
    before = whole.parts[: starts[0]]
    after = list(whole.parts[stop:])
    end = whole.end
    if after:
        after[0] = (rest, after[0][1])
    else:
        end = rest
    opening = (whole.parts[starts[0]][0], "outline")
    return Slotted((*before, opening, *after), end), outline


def _entry(whole: Slotted, start: int, end: int) -> Slotted:
    """Cut one entry out of an outline, from its id to what begins the next."""
    eid = whole.parts[start][1].partition(" ")[0]
    parts: list[tuple[str, str]] = []
    for text, name in whole.parts[start:end]:
        if not name.startswith(f"{eid} "):
            raise ShellError(f"an entry of the outline holds {name}")
        parts.append((text if parts else "", name.removeprefix(f"{eid} ")))
    return Slotted(tuple(parts), whole.parts[end][0] if end < len(whole.parts) else whole.end)


def _difference(built: str, stamped: str) -> str:
    """Say where two pages differ."""
    pairs: Iterator[tuple[int, tuple[str, str]]] = enumerate(zip(built, stamped, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(built), len(stamped)))
    low = max(0, at - 40)
    return f"has {built[low : at + 40]!r}, not {stamped[low : at + 40]!r}"
