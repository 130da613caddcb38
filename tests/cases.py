"""Cases in plain text: a title, a raw text, a line of dots, the structure that it must have.

    === 之一
    numbering clause restarting
    ----
    第一条　国家…
    ....
    art_1                  第一条 〔第一条〕

Lines between the title and `----` are optional and say what the catalog says.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from converter.entry import Entry, Profile

TITLE, INPUT, OUTLINE = "=== ", "-" * 40, "." * 40


@dataclass(frozen=True)
class Case:
    """One case of a file."""

    file: Path
    line: int
    title: str
    catalog: tuple[str, ...]
    text: str
    expected: str

    def entry(self) -> Entry | None:
        """Return what the catalog says in this case."""
        if not self.catalog:
            return None
        words = [line.split() for line in self.catalog]
        return Entry(
            file="x.txt",
            slug="x",
            profile=next((Profile(rest[0]) for key, *rest in words if key == "profile"), None),
            numbering=tuple((rest[0], rest[1]) for key, *rest in words if key == "numbering"),
        )

    def write(self, outline: str) -> str:
        """Write the case with a new outline."""
        head = [f"{TITLE}{self.title}", *self.catalog, INPUT]
        return "\n".join(head) + f"\n{self.text}{OUTLINE}\n{outline}"


def read_cases(file: Path) -> list[Case]:
    """Read the cases of a file."""
    cases = []
    line = 1
    for chunk in file.read_text(encoding="utf-8").split(f"\n{TITLE}"):
        head, _, rest = chunk.removeprefix(TITLE).partition(f"{INPUT}\n")
        text, dots, expected = rest.partition(f"{OUTLINE}\n")
        assert dots, f"{file.name}:{line}: a case needs a line of 40 hyphens and one of 40 dots"
        title, *catalog = head.splitlines()
        expected = expected.rstrip("\n")
        cases.append(
            Case(file, line, title, tuple(catalog), text, f"{expected}\n" if expected else "")
        )
        line += chunk.count("\n") + 1
    return cases
