"""Other builders on the same Markdown, for comparison."""
