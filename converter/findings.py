"""The table of finding kinds: code, severity, what it means, what to do, example.

A pass that finds something makes a `Diagnostic` with `report`, which takes the
severity from here; nothing else decides it.
"""

from __future__ import annotations

from dataclasses import dataclass

from converter.diagnostics import Diagnostic, Severity, quote_spot
from converter.source import Position, SourceText, Span

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind of finding.

    Attributes:
        code: Its name, stable, for silencing and for other tools.
        severity: `error` breaks the build.
        meaning: What is the matter, in a sentence.
        advice: What an editor does about it.
        example: A text that has it, or empty where the finding is not about text.
        input: True if it says that the input cannot be used (exit code 2).
    """

    code: str
    severity: Severity
    meaning: str
    advice: str
    example: str = ""
    input: bool = False


FINDINGS: dict[str, Finding] = {
    row.code: row
    for row in (
        # Input
        Finding(
            "unreadable",
            _E,
            "The file cannot be read as text.",
            "Save it as UTF-8, or convert it.",
            input=True,
        ),
        Finding(
            "empty",
            _E,
            "The file holds no text.",
            "Fill it, or remove it and its catalog entry.",
            input=True,
        ),
        Finding(
            "suffix",
            _E,
            "No reader knows this kind of file.",
            "Convert it to one of those named.",
            input=True,
        ),
        Finding(
            "catalog",
            _E,
            "The catalog is not in good form.",
            "Correct the place named in catalog.yml.",
            input=True,
        ),
        Finding(
            "catalog-missing",
            _W,
            "A source has no entry in the catalog.",
            "Run `tiaowen new FILE`; until then its title and slug are derived.",
        ),
        Finding(
            "title-missing",
            _N,
            "No title was recognised in the text; the file's name is shown, marked as assigned.",
            "Give a title in catalog.yml.",
        ),
        Finding(
            "title-twice",
            _W,
            "The catalog gives a title, and the text begins with one of its own, which is shown.",
            "Remove the title from catalog.yml if the text's is right; if what was taken for a"
            " title is none, please report it with the source.",
        ),
        Finding(
            "glossary",
            _E,
            "The glossary is not in good form.",
            "Correct the place named in glossary.yml.",
            input=True,
        ),
        Finding(
            "glossary-source",
            _W,
            "A definition is not found at the clause that it is said to come from.",
            "Correct `source` or `definition`.",
        ),
        Finding(
            "encoding-declared",
            _N,
            "A web page is in another encoding than the one that it declares.",
            "Look whether its characters are right.",
        ),
        Finding(
            "body-guessed",
            _N,
            "Where a web page holds the document was found by measure and not by name.",
            "Look whether the text begins and ends where the document does.",
        ),
        # What the page cannot show
        Finding(
            "control-character",
            _W,
            "The text holds characters that no web page can carry; they are left out.",
            "Remove them from the source.",
        ),
        Finding(
            "zero-width",
            _N,
            "The text holds characters without width.",
            "Remove them unless they are meant.",
            "监\u200b察",
        ),
        # Numbering
        Finding(
            "number-gap",
            _W,
            "A number of a series is missing.",
            "Compare with the official text.",
            "第一条 第三条",
        ),
        Finding(
            "number-repeat",
            _W,
            "A number of a series stands twice.",
            "Compare with the official text; the second has an address ending in _inst2.",
            "第三条 第三条",
        ),
        Finding(
            "number-back",
            _W,
            "A number of a series is smaller than the one before it.",
            "Compare with the official text.",
            "第五条 第四条",
        ),
        Finding(
            "number-start",
            _W,
            "A series does not begin with 1.",
            "Compare with the official text.",
            "一、（二）…（三）…",
        ),
        Finding(
            "count-mismatch",
            _W,
            "The text says how many parts it has, and has another number of them.",
            "Compare with the official text.",
            "讲四点意见 … 一、二、三、",
        ),
        # Characters
        Finding(
            "quote-unclosed",
            _W,
            "An opening quotation mark or bracket has no closing one in its paragraph.",
            "Compare with the official text.",
            "推进“智慧党建。",
        ),
        Finding(
            "quote-unopened",
            _W,
            "A closing quotation mark or bracket has no opening one in its paragraph.",
            "Compare with the official text.",
            "十四五”规划",
        ),
        Finding(
            "quote-nested",
            _N,
            "A quotation stands in another with the same marks; inside “ ” are ‘ ’.",
            "Look for a missing ” before it.",
            "“一“岗”双责”",
        ),
        Finding(
            "quote-mixed",
            _W,
            "A bracket is closed by one of another kind or width.",
            "Compare with the official text.",
            "（一)",
        ),
        Finding(
            "quote-straight",
            _W,
            "A straight quotation mark stands in Chinese text.",
            "Compare with the official text.",
            '"四个意识"',
        ),
        Finding(
            "punctuation-doubled",
            _W,
            "Two punctuation marks follow each other that never do.",
            "Compare with the official text.",
            "机制.，强化",
        ),
        Finding(
            "punctuation-ascii",
            _W,
            "An ASCII punctuation mark stands between Chinese characters.",
            "Compare with the official text.",
            "普通党员,以",
        ),
        Finding(
            "character-suspicious",
            _W,
            "A character stands where official documents never use it.",
            "Compare with the official text.",
            "“四唯〃",
        ),
        Finding(
            "character-replacement",
            _W,
            "The text holds U+FFFD or private characters, left by a faulty conversion.",
            "Take the text from its origin again.",
            "监\ufffd",
        ),
        # What the build itself must keep
        Finding(
            "conservation",
            _E,
            "The page does not show the source's characters exactly once and in order.",
            "This is a fault of the converter; please report it with the source.",
        ),
        Finding(
            "id-duplicate",
            _E,
            "An id stands twice on a page.",
            "This is a fault of the converter; please report it with the source.",
        ),
        Finding(
            "id-missing",
            _E,
            "A clause of the data has no place on its page.",
            "This is a fault of the converter; please report it with the source.",
        ),
        Finding(
            "link-broken",
            _E,
            "A link within the site leads nowhere.",
            "Correct the page that holds the link.",
        ),
        Finding(
            "link-external",
            _E,
            "A page asks for something outside the site.",
            "Put what it asks for into docs/, or remove it.",
        ),
    )
}


def report(
    code: str,
    source: SourceText,
    span: Span,
    message: str,
) -> Diagnostic:
    """Make a diagnostic about a place in a source.

    Args:
        code: A row of `FINDINGS`.
        source: The text.
        span: The place.
        message: What is the matter, one English sentence without a full stop.

    Returns:
        The diagnostic, with the severity of its row and the spot quoted.
    """
    place = source.position(span.start)
    return Diagnostic(
        code,
        FINDINGS[code].severity,
        source.name,
        place.line,
        place.column,
        message,
        quote_spot(source, span),
    )


def report_file(code: str, path: str, message: str, place: Position | None = None) -> Diagnostic:
    """Make a diagnostic about a file as a whole, or a place in one that is no source.

    Args:
        code: A row of `FINDINGS`.
        path: The file, as to be shown.
        message: What is the matter, one English sentence without a full stop.
        place: Line and column, if the file has them.

    Returns:
        The diagnostic.
    """
    line, column = (place.line, place.column) if place else (0, 0)
    return Diagnostic(code, FINDINGS[code].severity, path, line, column, message)
