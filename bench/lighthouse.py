"""Ask Lighthouse: `npm install lighthouse`, then `python -m bench.lighthouse SITE [ADDRESS …]`.

Lighthouse comes from npm and is no part of the project: `--program` names it, by default the one
below `node_modules` of the working directory. It slows processor and network as it does for
phones, or with `--form desktop` hardly. Without addresses: home, the search, and the largest page
of a document.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

from bench.chromium import CHROMIUM, FLAGS
from bench.pages import serving

CATEGORIES = ("performance", "accessibility", "best-practices")


def ask(program: str, address: str, form: str) -> tuple[dict[str, float], list[str]]:
    """Return the scores of a page, and the audits that cost accessibility or practices points."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "report.json"
        command = [program, address, "--quiet", "--output=json", f"--output-path={file}"]
        command += [f"--only-categories={','.join(CATEGORIES)}"]
        command += ["--preset=desktop"] if form == "desktop" else []
        command += [f"--chrome-flags=--headless=new {' '.join(FLAGS)}"]
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": CHROMIUM})
        report = json.loads(file.read_text(encoding="utf-8"))
    scores = {name: 100 * (report["categories"][name]["score"] or 0) for name in CATEGORIES}
    failed = [
        row["id"]
        for name in CATEGORIES[1:]
        for row in report["categories"][name]["auditRefs"]
        if row["weight"] and report["audits"][row["id"]]["score"] == 0
    ]
    return scores, failed


def main() -> None:
    """Print a table of scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("address", nargs="*")
    parser.add_argument("--program", default="node_modules/.bin/lighthouse")
    parser.add_argument("--form", choices=("phone", "desktop"), default="phone")
    asked = parser.parse_args()
    largest = max(asked.site.glob("documents/*/index.html"), key=lambda path: path.stat().st_size)
    print(f"| page | {' | '.join(CATEGORIES)} | failed |\n|---|---|---|---|---|")
    with serving(asked.site) as host:
        for name in asked.address or ["", "search/", f"documents/{largest.parent.name}/"]:
            scores, failed = ask(asked.program, f"{host}/{name}", asked.form)
            columns = " | ".join(f"{scores[key]:.0f}" for key in CATEGORIES)
            print(f"| {name or 'home'} | {columns} | {', '.join(failed)} |", flush=True)


if __name__ == "__main__":
    main()
