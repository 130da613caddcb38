"""Tiaowen 条文: official documents become a reference site, clause by clause."""

__version__ = "0.1.0"
