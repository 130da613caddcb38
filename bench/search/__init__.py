"""Measurements of the search, in a real browser, and of others beside it.

| module | holds |
|---|---|
| `truth` | which clauses have given words, by plain means of its own |
| `queries` | sets of queries, drawn by a seed |
| `serve` | a server that compresses, and says what was asked for |
| `engine`, `ours` | how a search is driven; this project's |
| `measure`, `table` | what is measured of any search; how it is shown |
| `run` | the command `python -m bench.search SITE` |
| `material`, `pagefind`, `others` | the same of two other searches |
| `size`, `triple` | time and memory of making the index; a collection three times as large |
"""
