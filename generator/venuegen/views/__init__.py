"""View objects: everything a template prints, computed and tested in Python.

A view is built from a spec and its type table and knows nothing of Jinja; a template knows nothing of specs.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..spec.fix_files import read_dictionaries
from . import books as books_view
from . import client as client_view
from . import fix as fix_view
from . import hooks as hooks_view
from . import leases as leases_view
from . import mapping as mapping_view
from . import rest as rest_view
from . import signing as signing_view
from . import streams as streams_view
from . import types as types_view
from . import venue as venue_view
from .context import VenueContext
from .examples import Examples
from .produced import fix as tests_fix_view
from .produced import view as tests_view
from .simulated import fix as simulated_fix_view
from .simulated import view as simulated_view

if TYPE_CHECKING:
    from ..fix import MessagesView
    from ..spec.load import LoadedSpec
    from ..spec.model import Spec


class VenueViews:
    """The views of one venue, each built when it is first asked for."""

    def __init__(
        self,
        spec: Spec,
        templates: Path,
        models: tuple[str, str] | None = None,
        loaded: LoadedSpec | None = None,
        *,
        all_messages: bool = False,
    ) -> None:
        """`templates`: the shipped ones, where the model generator finds its own; `models`: what it made of types last
        time.

        `loaded` tells where the spec stands, for views that read its examples. Raises LangError for a bad spec.
        """
        self._models = models
        self.loaded = loaded
        dictionaries = read_dictionaries(loaded) if loaded is not None else {}
        self.context = VenueContext.of(spec, dictionaries, all_messages=all_messages)
        self.spec = self.context.spec
        self._templates = templates

    @cached_property
    def types(self) -> types_view.TypesView:
        return types_view.build(self.context.table, self._templates, self._models)

    @property
    def models(self) -> tuple[str, str]:
        """What to give as `models` the next time."""
        return self.types.key, self.types.body

    @property
    def tests(self) -> int:
        """Produced test cases, as far as they stand in tables of requests, errors and examples."""
        view = self.produced
        tables = (view.raw, view.contract, view.over, view.error_rows, view.status_rows, view.vectors, view.rounds)
        return sum(map(len, tables)) + len(self.examples.files) + 2 * len(view.walks)

    @cached_property
    def produced(self) -> tests_view.TestsView:
        return tests_view.build(
            self.context, self.examples, self.mapping, frozenset(each.name for each in self.simulated.writers)
        )

    @cached_property
    def produced_fix(self) -> tests_fix_view.FixTestsView | None:
        folders = () if self.loaded is None else self.loaded.folders
        return tests_fix_view.build(self.context, self.produced.trading, folders)

    @cached_property
    def rest(self) -> rest_view.RestView:
        return rest_view.build(self.context)

    @cached_property
    def signing(self) -> signing_view.SigningView:
        return signing_view.build(self.context)

    @cached_property
    def leases(self) -> leases_view.LeasesView | None:
        return leases_view.build(self.context)

    @cached_property
    def hooks(self) -> hooks_view.HooksView | None:
        return hooks_view.build(self.context, self.hook_source)

    @cached_property
    def hook_source(self) -> hooks_view.SourceView | None:
        return hooks_view.source_of(self.loaded)

    @cached_property
    def venue(self) -> venue_view.VenueView:
        return venue_view.build(self.context)

    @cached_property
    def mapping(self) -> mapping_view.MappingView:
        return mapping_view.build(self.context)

    @cached_property
    def fix(self) -> fix_view.FixView | None:
        return fix_view.build(self.context)

    @cached_property
    def fix_modules(self) -> tuple[MessagesView, ...] | None:
        """The modules of typed messages."""
        return tuple(self.context.modules.values()) if self.context.fix is not None else None

    @cached_property
    def fix_mapping(self) -> mapping_view.MappingView | None:
        return mapping_view.build(self.context.fix) if self.context.fix is not None else None

    @cached_property
    def fix_books(self) -> books_view.BooksView | None:
        return books_view.build(self.context.fix) if self.context.fix is not None else None

    @cached_property
    def books(self) -> books_view.BooksView | None:
        return books_view.build(self.context)

    @cached_property
    def streams(self) -> streams_view.StreamsView | None:
        return streams_view.build(self.context)

    @cached_property
    def client(self) -> client_view.ClientView:
        return client_view.build(self.context)

    @cached_property
    def examples(self) -> Examples:
        if self.loaded is None:
            return Examples(())
        return Examples.read(self.spec, self.context.table, *self.loaded.folders)

    @cached_property
    def examples_text(self) -> str:
        return self.examples.text().rstrip()

    @cached_property
    def simulated(self) -> simulated_view.SimulatedView:
        return simulated_view.build(self.context, self.examples)

    @cached_property
    def simulated_fix(self) -> simulated_fix_view.SimulatedFixView | None:
        return simulated_fix_view.build(self.context)

    @cached_property
    def exports(self) -> dict[str, list[str]]:
        """What the package itself offers, by module."""
        context = self.context
        client = [
            context.class_name,
            f"{context.class_name}Raw",
            *([self.client.options] if self.client.options else []),
        ]
        venue = [*([context.config_name] if self.spec.config else []), *([context.ref_name] if self.spec.ref else [])]
        return {"client": sorted(client), **({"venue": venue} if venue else {})}

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of this package → the module that has them, as its own modules import them."""
        table = self.context.table
        modules = dict.fromkeys((*table.enums, *table.structs, *table.unions), ".types")
        modules |= {"wire": ". types", "mapping": ".", "hooks": ".hooks", "hook_functions": "."}
        modules |= dict.fromkeys(_DATA, ".venue")
        modules |= {self.context.config_name: ".venue", "Signing": ".signing", self.rest.class_name: ".rest"}
        modules |= {self.context.class_name: ".client", f"{self.context.class_name}Raw": ".client"}
        modules |= {self.context.options_name: ".client", self.context.ref_name: ".venue"}
        modules |= dict.fromkeys(
            ("order_style", *(each.name for each in self.mapping.tables + self.mapping.intervals)), ".mapping"
        )
        modules |= {book.class_name: ".books" for book in (self.books.books if self.books else ())}
        if self.streams is not None:
            modules |= {name: ".streams" for name, _ in self.streams.decoders}
            modules |= {dialect.class_name: ".streams" for dialect in self.streams.dialects}
            modules[self.streams.class_name] = ".streams"
        if self.leases is not None:
            modules |= dict.fromkeys(("Leases", *(each.class_name for each in self.leases.leases)), ".leases")
        if self.context.fix is not None and self.fix_mapping is not None:
            modules |= dict.fromkeys((f"fix_{name}" for name in self.context.modules), ".")
            modules |= dict.fromkeys((each.name for each in self.fix_mapping.tables), ".fix_mapping")
            modules |= {book.class_name: ".fix_books" for book in (self.fix_books.books if self.fix_books else ())}
            modules |= dict.fromkeys((fix_view.fix_class(self.context), self.context.fix.options_name), ".fix")
        modules["simulated"] = "."
        modules[simulated_fix_view.fix_class(self.context)] = ".simulated_fix"
        modules |= dict.fromkeys((f"Simulated{self.context.class_name}", "INSTRUMENTS"), ".simulated")
        modules |= {"venue_data": ". venue"}
        modules |= {simulated_view.socket_name(name): ".simulated" for name in self.spec.ws}
        return modules


_DATA = (
    "BUCKETS",
    "CLIENT_ORDER_IDS",
    "CONNECTS",
    "CREDENTIALS",
    "ENVIRONMENTS",
    "ERRORS",
    "OFFERS",
    "RECONCILE",
    "error_of",
    "ref_of",
    "retry_after_of",
    "usage_of",
)
