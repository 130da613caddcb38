"""Two versions of one document: which clause of the older answers to which of the newer."""
