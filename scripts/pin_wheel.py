"""Print a lock of all that is installed from a wheelhouse: what is needed, and Tiaowen's own wheel.

`python scripts/pin_wheel.py WHEELHOUSE`; `make wheelhouse` writes it to `tiaowen.txt` there, so
that one command installs from the folder with all hashes checked.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    (wheel,) = Path(sys.argv[1]).glob("tiaowen-*.whl")
    version = wheel.name.split("-")[1]
    sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()
    site = (ROOT / "requirements" / "site.txt").read_text(encoding="utf-8")
    sys.stdout.write(f"tiaowen=={version} \\\n    --hash=sha256:{sha256}\n{site}")


if __name__ == "__main__":
    main()
