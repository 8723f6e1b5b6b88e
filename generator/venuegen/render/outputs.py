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
    Output("leases.py", "client/leases.py.jinja", lambda views: views.leases),
    Output("hooks.py", "client/hooks.py.jinja", lambda views: views.hooks, contract=True),
    Output("hook_functions.py", "client/hook_functions.py.jinja", lambda views: views.hook_source, verbatim=True),
    Output("rest.py", "client/rest.py.jinja", lambda views: views.rest),
    Output("mapping.py", "client/mapping.py.jinja", lambda views: views.mapping, contract=True),
    Output("streams.py", "client/streams.py.jinja", lambda views: views.streams, contract=True),
    Output("{file}.py", "client/fix_messages.py.jinja", lambda views: views.fix_modules, contract=True),
    Output("fix_mapping.py", "client/mapping.py.jinja", lambda views: views.fix_mapping, contract=True),
    Output("fix_books.py", "client/books.py.jinja", lambda views: views.fix_books, contract=True),
    Output(
        "fix.py",
        "client/fix.py.jinja",
        lambda views: views.fix,
        contract=True,
        names={"mapping": ". fix_mapping", "order_style": ".fix_mapping"},
    ),
    Output("books.py", "client/books.py.jinja", lambda views: views.books, contract=True),
    Output(
        "simulated.py",
        "client/simulated.py.jinja",
        lambda views: views.simulated,
        contract=True,
        alone=True,
        names={"hooks": ".hooks"},
    ),
    Output(
        "simulated_fix.py",
        "client/simulated_fix.py.jinja",
        lambda views: views.simulated_fix,
        contract=True,
        alone=True,
    ),
    Output("examples.json", "client/examples.json.jinja", lambda views: views.examples_text),
    *(
        Output(f"tests/{path}", f"tests/{template}.py.jinja", view, contract=True, absolute=True)
        for path, template, view in (
            ("conftest.py", "conftest", lambda views: views.produced),
            ("test_{venue}_signing.py", "signing", lambda views: views.produced),
            ("test_{venue}_requests.py", "requests", lambda views: views.produced),
            ("test_{venue}_examples.py", "examples", lambda views: views.produced),
            ("test_{venue}_errors.py", "errors", lambda views: views.produced),
            ("test_{venue}_leases.py", "leases", lambda views: views.produced if views.produced.leases else None),
            ("test_{venue}_pages.py", "pages", lambda views: views.produced if views.produced.walks else None),
            ("test_{venue}_{file}.py", "books", lambda views: views.produced.books),
            ("test_{venue}_rules.py", "rules", lambda views: views.produced if views.produced.rules else None),
            (
                "test_{venue}_connections.py",
                "connections",
                lambda views: views.produced if views.produced.connections else None,
            ),
            ("test_{venue}_streams.py", "streams", lambda views: views.produced if views.produced.streams else None),
            ("test_{venue}_orders.py", "orders", lambda views: views.produced if views.produced.can_trade else None),
            ("test_{venue}_fix.py", "fix", lambda views: views.produced_fix),
        )
    ),
)
