"""The Content-Security-Policy that the recipes in `examples/serving` send."""

from __future__ import annotations

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
)
