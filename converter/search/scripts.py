"""The scripts of the search, joined to the one that the pages load.

Reads: the folder of the scripts. Writes: `search.js`. Guarantees: the same scripts give the same
file. Two dozen scripts would be as many requests of every page.
"""

from __future__ import annotations

from pathlib import Path

#: The script that the pages load.
JOINED = "search.js"

#: The scripts, in the order in which they run, and what each does. A script may use what those
#: above it have put at `tiaowen.search` when it runs, and all of them in its functions.
SCRIPTS = {
    "store": "loads files of the index",
    "text": "folds what is typed, and reads a query",
    "codes": "reads the packed lists of places",
    "lists": "finds wordings in the lists of a large collection",
    "texts": "loads texts: rows and excerpts, and the search of a small collection",
    "passages": "finds words in whole articles, and wordings that reach over several clauses",
    "engine": "finds the clauses of a query, and weighs them",
    "terms": "says what a term means",
    "dated": "tells which version is meant",
    "pinyin": "reads what may be pinyin",
    "names": "finds documents by what they may be called",
    "outlines": "finds clauses by their numbers",
    "lineage": "says what became of a clause in later versions",
    "typed": "reads a typed citation",
    "versions": "answers a clause with what it is in other versions",
    "cite": "answers a citation",
    "answer": "turns what a citation leads to into rows",
    "results": "puts together what is shown of a query",
    "address": "writes and reads the addresses of results",
    "rows": "writes rows of results",
    "filters": "the choices by which results are narrowed",
    "view": "shows results in their place",
    "box": "the box in the header, and the page of results",
    "marks": "marks the words in a page opened from the results",
}


def join_scripts(folder: Path, target: Path) -> None:
    """Write the script of the search.

    Args:
        folder: The folder of the scripts.
        target: The folder that `search.js` is written to; it has to be there.

    Raises:
        OSError: A script is missing, or it cannot be written.
    """
    parts = (
        f"// ---- {name}.js\n{(folder / f'{name}.js').read_text(encoding='utf-8')}"
        for name in SCRIPTS
    )
    (target / JOINED).write_text("\n".join(parts), encoding="utf-8", newline="\n")
