"""Pages stamped into a shell that MkDocs built once: the same bytes, a fraction of the time."""
