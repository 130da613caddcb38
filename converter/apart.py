"""Pages that any process can write: those of comparisons, each from its part of the bundle.

Reads: a part of a bundle. Writes: a page. Guarantees: the page depends on the part alone. Which
words have changed between two texts takes longer to find than all other pages take to write.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from converter.bundle import Bundle
from converter.settings import Settings
from converter.stored import opened
from converter.view import View
from converter.writers.compare import comparison_page


@dataclass(frozen=True, slots=True)
class Apart:
    """The page of a comparison that is still to be written.

    Attributes:
        part: What it shows (see `Extracts.of_comparison`).
    """

    part: Bundle

    def write(self, settings: Settings) -> str:
        """Write the page.

        Args:
            settings: How long lists may be.

        Returns:
            Its Markdown.

        Raises:
            OSError: A document that was put aside cannot be read.
        """
        (comparison,) = self.part.comparisons
        compared = (comparison.older, comparison.newer)
        documents = (opened(d) if d.slug in compared else d for d in self.part.documents)
        view = View(replace(self.part, documents=tuple(documents)), settings)
        return comparison_page(view, comparison)
