"""`python -m venuegen` is the same program as `venuegen`."""

from venuegen.cli import entry

entry()
