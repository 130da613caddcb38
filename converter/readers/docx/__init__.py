"""Word documents (ECMA-376), as their reader sees them."""
