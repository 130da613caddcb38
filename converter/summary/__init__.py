"""The summary of a run for people: what has changed since the last one, sizes, times."""
