"""Answers to a citation that somebody types, from a site or from the sources."""
