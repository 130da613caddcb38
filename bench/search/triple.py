"""Make a collection three times as large: `python -m bench.search.triple FOLDER TARGET`.

Each text of FOLDER is written into TARGET three times, as it is and under two other titles,
the words of the text being the same.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

#: Put before the title, in the text and in the name of the file.
_BEFORE = ("", "甲省", "乙省")


def retitled(text: str, before: str) -> str:
    """Put words before the title, which is the first line that is not empty."""
    body = text.lstrip("\ufeff \t\r\n\u3000")
    return text[: len(text) - len(body)] + before + body


def triple(folder: Path, target: Path) -> int:
    """Write the texts of a folder three times; return how many there are then."""
    target.mkdir(parents=True)
    count = 0
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        for before in _BEFORE:
            # Before the name, so that like texts do not stand beside each other.
            (target / f"{before}{path.name}").write_bytes(retitled(text, before).encode())
            count += 1
    return count


def main() -> None:
    """Write the collection."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search.triple",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("target", type=Path, metavar="TARGET")
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        parser.error(f"there is no folder {os.path.relpath(asked.folder)}")
    if asked.target.exists():
        parser.error(f"{os.path.relpath(asked.target)} is there already")
    print(f"{triple(asked.folder, asked.target):,} documents")


if __name__ == "__main__":
    main()
