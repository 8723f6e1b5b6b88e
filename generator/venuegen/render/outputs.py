"""Which files a package has, in the order a reader meets them."""

from __future__ import annotations

from .venue import Output

CLIENT: tuple[Output, ...] = (
    Output("__init__.py", "client/__init__.py.jinja", lambda views: views.exports),
    Output("py.typed", "client/py.typed.jinja", lambda views: views.spec.venue),
    Output("client.py", "client/client.py.jinja", lambda views: views.client, contract=True),
    Output("types.py", "client/types.py.jinja", lambda views: views.types),
    Output("venue.py", "client/venue.py.jinja", lambda views: views.venue),
    Output("signing.py", "client/signing.py.jinja", lambda views: views.signing),
    Output("rest.py", "client/rest.py.jinja", lambda views: views.rest),
    Output("mapping.py", "client/mapping.py.jinja", lambda views: views.mapping, contract=True),
    Output("streams.py", "client/streams.py.jinja", lambda views: views.streams, contract=True),
    Output("books.py", "client/books.py.jinja", lambda views: views.books, contract=True),
    Output("simulated.py", "client/simulated.py.jinja", lambda views: views.simulated, contract=True, alone=True),
    Output("examples.json", "client/examples.json.jinja", lambda views: views.examples_text),
)
