"""Writing a venue's package: what changed, what is stale, what was edited by hand."""
