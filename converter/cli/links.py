"""The commands of the ledger: what of the published addresses is open, and settling it."""

from __future__ import annotations

import click


@click.group()
def links() -> None:
    """Keep published addresses: what became of them, and what was decided."""
