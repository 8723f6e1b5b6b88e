"""Messages that name only what changed, as a simulated venue sends them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from venue_runtime.testing.filling import Path, filled, get, put

__all__ = ["Changes"]


class Changes(Struct, frozen=True, kw_only=True):
    """A channel whose messages name only what changed since the one before: in `part`, and always `keeps`.

    `marks` are the values, by their places, that tell such a message from a whole one.
    """

    marks: Mapping[Path, Any]
    part: Path = ()
    keeps: tuple[str, ...] = ()

    def since(self, last: Mapping[str, Any], payload: Any) -> Any:
        """What of a whole message is new."""
        whole = get(payload, self.part) if self.part else payload
        new = {name: value for name, value in whole.items() if name in self.keeps or last.get(name) != value}
        return filled(put(copy.copy(payload), self.part, new), self.marks)
