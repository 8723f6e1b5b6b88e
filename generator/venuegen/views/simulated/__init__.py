"""The simulated venue: its views, one module for each side of it."""
