"""Moves the clock of every Python process when this folder is on PYTHONPATH."""

from __future__ import annotations

from converter.another_day import begin

begin()
