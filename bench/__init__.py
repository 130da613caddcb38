"""Benchmarks: measured by hand with `make bench`, never asserted in a test."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Real statutes; beside the checkout, never in it.
CORPUS = ROOT.parent / "shared" / "corpora" / "laws"
