"""How findings and questions name addresses, likeness, published texts and commands."""

from __future__ import annotations

from collections.abc import Sequence

from converter.diagnostics import visible
from converter.ledger.outcomes import Candidate
from converter.ledger.records import Address, Record
from converter.ledger.texts import Clause
from converter.ledger.trace import Trace

#: How the command is called in a checkout.
COMMAND = "tiaowen links accept"


class Wording:
    """Names addresses and commands as a person types them."""

    def __init__(self, found: Trace, command: str) -> None:
        """Take up what there is to name.

        Args:
            found: What became of what was published.
            command: How a person calls the command that settles it.
        """
        self.found = found
        self.command = command
        self.came = found.came_from

    def name(self, address: Address) -> str:
        """Write an address; the date of the version in force is left out."""
        page = self.found.present.current(address.work)
        bare = page is None or page.version == address.version
        address = address._replace(version="") if bare else address
        return str(address)

    def target(self, address: Address, origin: Address) -> str:
        """Write an address as seen from another, the id alone on the same page."""
        near = address.at("") == origin.at("")
        return address.eid if near else self.name(address)

    def where(self, candidates: Sequence[Candidate], origin: Address) -> str:
        """List clauses, each with its label and how like it is."""
        return ", ".join(
            f"{self.target(one.clause.address, origin)}"
            f"{_label(one.clause)} ({percent(one.likeness)})"
            for one in candidates
        )

    def run(self, *arguments: str) -> str:
        """Write the command that settles something."""
        return f"`{self.command} {' '.join(arguments)}`"

    def new_version(self, work: str) -> str:
        """Write the command for a text that was edited into a new version."""
        return self.run("--new-version", f"{work}/DATE", "--former", "FILE")


def percent(share: float) -> str:
    """Write a share as a person reads it; only what is the same is 100 %."""
    return f"{min(round(100 * share), 99) if share < 1 else 100} %"


def _label(clause: Clause) -> str:
    return f" {clause.label}" if clause.label else ""


def said(record: Record) -> str:
    """Quote the first words of what was published."""
    return f"「{visible(record.excerpt)}」" if record.excerpt else "no words"
