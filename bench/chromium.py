"""Debian's Chromium as the measurements and the browser tests start it."""

from __future__ import annotations

CHROMIUM = "/usr/bin/chromium"
#: Nothing that would ask for another machine, or differ with the graphics card.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
