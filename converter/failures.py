"""What can keep a site from being made, beside findings."""

from __future__ import annotations


class OutputError(Exception):
    """The output cannot be written, or would destroy something else."""


class BuildFailed(Exception):
    """MkDocs did not build the site; the message says why."""
