"""View objects: everything a template prints, computed and tested in Python.

A view is built from a spec and its type table and knows nothing of Jinja; a template knows nothing of specs.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from . import mapping as mapping_view
from . import rest as rest_view
from . import signing as signing_view
from . import types as types_view
from . import venue as venue_view
from .context import VenueContext

if TYPE_CHECKING:
    from ..spec.model import Spec


class VenueViews:
    """The views of one venue, each built when it is first asked for."""

    def __init__(self, spec: Spec, templates: Path) -> None:
        """`templates`: the shipped ones, where the model generator finds its own. Raises LangError for a bad spec."""
        self.context = VenueContext.of(spec)
        self.spec = spec
        self._templates = templates

    @cached_property
    def types(self) -> types_view.TypesView:
        return types_view.build(self.context.table, self._templates)

    @cached_property
    def rest(self) -> rest_view.RestView:
        return rest_view.build(self.context)

    @cached_property
    def signing(self) -> signing_view.SigningView:
        return signing_view.build(self.context)

    @cached_property
    def venue(self) -> venue_view.VenueView:
        return venue_view.build(self.context)

    @cached_property
    def mapping(self) -> mapping_view.MappingView:
        return mapping_view.build(self.context)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of this package → the module that has them, as its own modules import them."""
        table = self.context.table
        modules = {name: ".types" for name in (*table.enums, *table.structs, *table.unions)}
        modules |= {"wire": ". types", "mapping": ".", "books": ".", "streams": "."}
        modules |= {name: ".venue" for name in _DATA}
        modules |= {self.context.config_name: ".venue", "Signing": ".signing", self.rest.class_name: ".rest"}
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
    "usage_of",
)
