"""Tables of literals laid out for the eye: what may be torn between lines, and that nothing is lost by it."""

from __future__ import annotations

import ast

from venuegen.views import tables


def test_an_entry_is_filled_line_by_line() -> None:
    call = tables.code(f'Case("place", lambda client: client.place({", ".join(f"a{n}=100" for n in range(12))}), ')
    assert tables.entry([call, ["1, ", "2),"]]) == (
        '    Case("place", lambda client: client.place(a0=100, a1=100, a2=100, a3=100, a4=100, a5=100, a6=100, a7=100,',
        "     a8=100, a9=100, a10=100, a11=100),",
        "     1, 2),",
    )


def test_neither_texts_nor_lists_are_torn() -> None:
    assert tables.code("f(['a', 'b'], {'x, y': 1, \"q\\\", r\": 2})") == [
        "f(['a', 'b'], ",
        "{'x, y': 1, ",
        '"q\\", r": 2})',
    ]


def test_a_long_address_is_torn_before_its_parameters_and_reads_the_same() -> None:
    short = "GET https://x/?a=1&b=2"
    assert tables.address(short) == [f'"{short}"']
    long = "GET https://x/?" + "&".join(f"parameter{n}={n}" for n in range(20))
    pieces = tables.address(long)
    assert len(pieces) == 3
    assert pieces[1].startswith('"&parameter')
    assert ast.literal_eval("".join(pieces)) == long
