"""Web pages as saved from government sites."""
