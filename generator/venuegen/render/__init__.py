"""From view objects to formatted Python text: templates, imports, docstrings, formatting."""
