"""Which files a package has, in the order a reader meets them."""

from __future__ import annotations

from .venue import Output

CLIENT: tuple[Output, ...] = (
    Output("types.py", "client/types.py.jinja", lambda views: views.types),
    Output("venue.py", "client/venue.py.jinja", lambda views: views.venue),
    Output("signing.py", "client/signing.py.jinja", lambda views: views.signing),
    Output("rest.py", "client/rest.py.jinja", lambda views: views.rest),
    Output("mapping.py", "client/mapping.py.jinja", lambda views: views.mapping, contract=True),
)
