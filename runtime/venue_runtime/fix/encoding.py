"""What the encoders of generated messages share: they are straight lines of text, checked once at the end."""

from __future__ import annotations

from ..errors import ConfigurationError
from .message import SOH

__all__ = ["data_field", "finished", "no_value"]


def finished(text: str, fields: int) -> str:
    """`text`, which must hold so many separators: a value with one of its own would smuggle in a field.

    Raises ConfigurationError.
    """
    if text.count(SOH) != fields:
        raise ConfigurationError("a value holds the separator of FIX fields (SOH), which only data fields can carry")
    return text


def no_value(*names: str) -> ConfigurationError:
    """The error of required text that is empty: FIX has no empty values."""
    return ConfigurationError(f"{' and '.join(names)} must not be empty")


def data_field(length_tag: str, tag: str, data: str) -> str:
    """A data field after its length, which counts bytes."""
    size = len(data) if data.isascii() else len(data.encode("utf-8", "surrogateescape"))
    return f"{length_tag}={size}{SOH}{tag}={data}{SOH}"
