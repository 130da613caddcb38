"""What a row of the table of finding kinds holds."""

from __future__ import annotations

from dataclasses import dataclass

from converter.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind of finding, in English for the command line and in Chinese for the site.

    Attributes:
        code: Its name, stable, for silencing and for other tools.
        severity: `error` breaks the build.
        meaning: What is the matter, in a sentence.
        advice: What an editor does about it.
        name_zh: Its name on the site.
        meaning_zh: `meaning` on the site.
        advice_zh: `advice` on the site.
        example: A text that has it and no other, or empty where the finding is not
            about text. A test takes it through the passes.
        input: True if it says that the input cannot be used (exit code 2).
    """

    code: str
    severity: Severity
    meaning: str
    advice: str
    name_zh: str
    meaning_zh: str
    advice_zh: str
    example: str = ""
    input: bool = False
