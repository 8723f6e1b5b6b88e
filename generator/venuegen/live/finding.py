"""One verdict of the doctor."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding"]


@dataclass(frozen=True)
class Finding:
    """One verdict. `advice` says what to look at when it is not good."""

    part: str
    verdict: str
    detail: str = ""
    advice: str = ""

    @property
    def good(self) -> bool:
        """Whether there is nothing to do."""
        return self.verdict in ("good", "not tried")
