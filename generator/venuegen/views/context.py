"""What every view of a venue is built from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..lang.fix_types import fix_half, fix_table, plain_half
from ..lang.fix_used import message_modules
from ..lang.wire_types import TypeTable
from ..render.names import camel_case, identifier

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary

    from ..fix import MessagesView
    from ..spec.model import Endpoint, Spec
    from .endpoint_params import ParamView


def _uses(spec: Spec) -> Iterator[str]:
    """Every type text outside of `types`."""
    for endpoint in spec.endpoints.values():
        if endpoint.result.strip() != "none":
            yield endpoint.result
    for place in spec.errors.at.values() if spec.errors else ():
        yield place.type
    for connection in spec.ws.values():
        yield connection.frame
        yield from (channel.type for channel in connection.channels.values())
    yield from (each.source for each in spec.maps.values())


@dataclass(frozen=True)
class VenueContext:
    """A spec with its types resolved, and the names that its package is made of."""

    spec: Spec
    """Without what reads FIX messages; of `fix`: as FIX sees it."""
    table: TypeTable
    whole: Spec
    dictionaries: Mapping[str, Dictionary] = field(default_factory=dict)
    all_messages: bool = False
    """Of its dictionaries, whether the spec uses them or not."""

    @classmethod
    def of(
        cls, whole: Spec, dictionaries: Mapping[str, Dictionary] | None = None, *, all_messages: bool = False
    ) -> VenueContext:
        """Resolve a spec that passed `check`. Raises LangError for one that would not have."""
        spec = plain_half(whole)
        table = TypeTable.build(spec)
        for problem in table.problems:
            raise problem.error.inside(*problem.path)
        # A use of a generic type makes a struct of its own: all of them are known before anything is written.
        for text in _uses(spec):
            table.parse(text)
        return cls(spec, table, whole, dictionaries or {}, all_messages)

    @cached_property
    def fix(self) -> VenueContext | None:
        """The venue over FIX: messages of its dictionaries, and what reads and sends them."""
        if self.whole.fix is None or not self.dictionaries:
            return None
        table = fix_table(self.whole, self.dictionaries, self.modules)
        half = fix_half(self.whole, self.modules)
        return _FixContext(half, table, self.whole, self.dictionaries, self.all_messages)

    @cached_property
    def modules(self) -> Mapping[str, MessagesView]:
        """The modules of typed messages, by dictionary."""
        return message_modules(self.whole, self.dictionaries, all_messages=self.all_messages)

    @cached_property
    def params(self) -> dict[int, tuple[Endpoint, tuple[ParamView, ...]]]:
        """Parameters of endpoints, by the endpoint's identity: `params_of` makes them once, and many ask for them."""
        return {}

    @cached_property
    def class_name(self) -> str:
        """Name of the client's class: `ExampleSpot`."""
        return identifier(camel_case(self.spec.venue))

    @cached_property
    def config_name(self) -> str:
        """Name of the settings struct."""
        return f"{self.class_name}Config"

    @cached_property
    def ref_name(self) -> str:
        """Name of the struct with what only this venue needs to know of an instrument."""
        return f"{self.class_name}Ref"

    @cached_property
    def options_name(self) -> str:
        """Name of the struct with what only this venue's orders have."""
        return f"{self.class_name}OrderOptions"


class _FixContext(VenueContext):
    """The FIX half."""

    @cached_property
    def options_name(self) -> str:
        """Name of the struct with what only this venue's orders over FIX have."""
        return f"{self.class_name}FixOptions"
