"""Checks: what is doubtful in a text, and whether the pages keep what they promise."""
