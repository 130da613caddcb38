"""The index of the search: what is written beside the site for the scripts that look in it."""
