"""Packages of a site: what has changed since an earlier one, and how that is applied."""
