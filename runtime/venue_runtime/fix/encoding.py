"""What the encoders of generated messages share: they are straight lines of text, checked once at the end."""

from __future__ import annotations

from ..errors import ConfigurationError
from .message import SOH

__all__ = ["data_field", "no_value", "smuggled"]


def smuggled() -> ConfigurationError:
    """The error of a text with more separators than fields: one inside of a value would make a field of the rest."""
    return ConfigurationError("a value holds the separator of FIX fields (SOH), which only data fields can carry")


def no_value(*names: str) -> ConfigurationError:
    """The error of required text that is empty: FIX has no empty values."""
    return ConfigurationError(f"{' and '.join(names)} must not be empty")


def data_field(length_tag: str, tag: str, data: str) -> str:
    """A data field after its length, which counts bytes."""
    size = len(data) if data.isascii() else len(data.encode("utf-8", "surrogateescape"))
    return f"{length_tag}={size}{SOH}{tag}={data}{SOH}"
