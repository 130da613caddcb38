"""Pictures that a source names and that are not at hand."""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Diagnostic
from converter.findings import report
from converter.source import SourceText
from converter.span import Span


def check_images(source: SourceText) -> Iterator[Diagnostic]:
    """Report the pictures of which only the name is there.

    Args:
        source: The text.

    Yields:
        A finding for each.
    """
    for image in source.images:
        if image.data is None:
            place = Span(image.offset, image.offset)
            message = f"the picture {image.name!r} is not at hand; put it where the text names it"
            yield report("image-missing", source, place, message)
