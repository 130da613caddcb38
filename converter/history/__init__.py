"""All versions of a document: what became of each clause, and what rests on superseded texts."""
