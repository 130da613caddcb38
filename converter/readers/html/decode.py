"""Which encoding an HTML file is in, whatever it says of itself."""

from __future__ import annotations

import codecs
import re

from converter.readers.text import Unreadable, refuse_binary
from converter.readers.text import decode as decode_text

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)
#: How far into the file browsers look is 1,024 bytes; pages with long scripts need more.
_LOOK_AT = 16_384
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)

#: What pages declare, and what to read it as. GB 18030 holds GB 2312 and GBK (WHATWG
#: Encoding Standard, 4.2); a page that says UTF-16 in a meta tag cannot be in UTF-16.
_NAMES = {
    **dict.fromkeys(
        ("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "gb_2312", "csgb2312", "cp936", "936"),
        "gb18030",
    ),
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le"), "utf-8"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5"), "big5hkscs"),
}

#: How a page saved with all its parts in one file begins (RFC 2557).
_MHT = re.compile(rb"\s*(?:From: |MIME-Version:|Subject: |Snapshot-Content-Location:)", re.I)


def decode(name: str, data: bytes) -> tuple[str, str, str]:
    """Decode an HTML file.

    A byte order mark decides; then strict UTF-8, which other encodings hardly ever are by
    chance; then Big5 where it is declared; then strict GB18030. What the file declares is
    often left over from before a site or a browser converted it.

    Args:
        name: How to name the file in messages.
        data: Its bytes.

    Returns:
        The text without a byte order mark; the encoding; and what the file declares where
        that is another, else an empty text.

    Raises:
        Unreadable: It is no text, or in mixed or unknown encodings.
    """
    if _MHT.match(data):
        raise Unreadable("is a web archive (MHT); save the page as HTML")
    declared = _declared(data)
    known = _NAMES.get(declared.lower(), "")
    if known == "big5hkscs":
        try:
            return data.decode(known), known, ""
        except UnicodeDecodeError:
            pass
    refuse_binary(data)
    text, encoding = decode_text(data)
    marked = data.startswith(_MARKS)
    agree = marked or not declared or encoding == known or data.isascii()
    return text, encoding, "" if agree else declared


_MARKS = (
    codecs.BOM_UTF8,
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)


def _declared(data: bytes) -> str:
    found = _DECLARED.search(_COMMENT.sub(b"", data[:_LOOK_AT]))
    return (found[1] or found[2]).decode("ascii") if found else ""
