"""The produced tests: their views, one module for each kind of test."""
