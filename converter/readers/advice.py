"""What to do with files that no reader reads: a table of their suffixes."""

from __future__ import annotations

from collections.abc import Mapping


def _by_libreoffice(target: str) -> str:
    return (
        f"convert it with `libreoffice --headless --convert-to {target} FILE`,"
        " and move the original out of the sources"
    )


_WORDS = _by_libreoffice("docx")
_SHEETS = f"{_by_libreoffice('html')}, or copy its tables into a .docx file"
_SLIDES = _by_libreoffice("pdf")
# LibreOffice reads neither; both come from viewers that print.
_LAYOUT = (
    "open it in its viewer and save it as Word or as a PDF with text;"
    " if it is a scan, recognise it first, as with `ocrmypdf -l chi_sim FILE NEW`"
)
_PICTURE = (
    "recognise its text, as with `tesseract FILE OUT -l chi_sim`,"
    " compare the result with it word by word, and move the picture out of the sources"
)
_ARCHIVE = "unpack it, and move the archive out of the sources"
_WEB_ARCHIVE = "open it in a browser and save it as a web page (HTML only), or as its text"

_BY_KIND: Mapping[str, str] = {
    ".doc .dot .wps .wpt .rtf .odt .fodt .docm": _WORDS,
    ".xls .xlsx .xlsm .et .ods .csv": _SHEETS,
    ".ppt .pptx .dps .odp": _SLIDES,
    ".ofd .ceb .cebx .gd .sep": _LAYOUT,
    ".png .jpg .jpeg .gif .bmp .tif .tiff .webp": _PICTURE,
    ".zip .rar .7z .gz .tar": _ARCHIVE,
    ".mht .mhtml .webarchive": _WEB_ARCHIVE,
    ".shtml .xhtml": "rename it to .html",
    ".md .markdown": "rename it to .txt; what looks like Markdown in it is shown as it is",
}

#: Suffixes that people try, with what to do about them. A reader goes before the advice.
ADVICE: Mapping[str, str] = {
    suffix: advice for suffixes, advice in _BY_KIND.items() for suffix in suffixes.split()
}
