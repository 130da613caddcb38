"""What is raised where the fast path does not know what plain MkDocs would give."""

from __future__ import annotations


class Refused(Exception):
    """A page holds something outside of what the fast path knows; the message says what."""
