"""Judged samples: what a person said of what the converter found."""
