"""venuegen: a compiler from a YAML spec of an exchange to a typed asyncio client."""
