"""Requests: parameters, pages, and what one answer holds."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .words import Doc, Name, TypeText, Word


class Param(Word, frozen=True, kw_only=True):
    """A parameter. The short form is `[python_name] type`; declaration order is wire order."""

    type: Annotated[TypeText, Meta(description="Type of the value.")]
    name: Annotated[Name | None, Meta(description="Python name; default: the wire name in snake case.")] = None
    place: Annotated[
        Literal["query", "body", "path", "header", "key"] | None,
        Meta(
            description="Where it goes; default: the endpoint's. `key`: it is not sent by itself, but names the only "
            "key of an object: where `{kind}` stands in the name of another parameter (`config.{kind}.price`)."
        ),
    ] = field(name="in", default=None)
    const: Annotated[str | int | bool | None, Meta(description="Always sent with this value.")] = None
    default: Annotated[str | int | bool | None, Meta(description="Value when the caller gives none.")] = None
    min: Annotated[int | None, Meta(description="Smallest value the venue takes.")] = None
    max: Annotated[int | None, Meta(description="Largest value the venue takes.")] = None
    doc: Doc = ""


class Pages(Word, frozen=True, kw_only=True):
    """How to ask for the next page.

    `r` is the answer, `header` its headers, `page` its items, `first` and `last` its ends, `sent` the value sent; the
    endpoint's parameters are as the caller gave them.
    """

    items: Annotated[str, Meta(description="Expression: the items of an answer.")] = "=r"
    param: Annotated[Name, Meta(description="Parameter that asks for the next page.")]
    next: Annotated[str, Meta(description="Expression: its value for the next page.")]
    done: Annotated[str, Meta(description="Expression: this was the last page.")] = "=len(page) < size"
    size: Annotated[Name | None, Meta(description="Parameter with the page size.")] = None
    max_size: Annotated[int | None, Meta(description="Largest page the venue gives.")] = None
    first_only: Annotated[
        list[Name], Meta(description="Parameters of the first page that the venue refuses beside `param`.")
    ] = []
    order: Annotated[Literal["oldest_first", "newest_first"], Meta(description="Order in which pages arrive.")] = (
        "oldest_first"
    )


class Over(Word, frozen=True, kw_only=True):
    """The same operation as a call over a WebSocket connection."""

    connection: Annotated[Name, Meta(description="Connection of `ws` with `rpc`.")]
    method: Annotated[str, Meta(description="The venue's name of the method.")]
    cost: Annotated[dict[Name, int | str] | None, Meta(description="Cost there, if it differs.")] = None


class Endpoint(Word, frozen=True, kw_only=True):
    """One operation: `client.raw.<id>(…)`, by REST, over a connection, or both."""

    call: Annotated[
        Annotated[str, Meta(pattern=r"^(GET|POST|PUT|DELETE|PATCH) /\S*$")] | None,
        Meta(description="Method and path; none: it goes over the connection of `over` alone."),
    ] = None
    host: Annotated[Name, Meta(description="Base URL of the environment.")] = "rest"
    auth: Annotated[Name | None, Meta(description="Auth scheme; none: public.")] = None
    cost: Annotated[
        dict[Name, int | str] | None, Meta(description="Bucket → units, a number or an expression over parameters.")
    ] = None
    place: Annotated[
        Literal["query", "form", "json", "none"] | None,
        Meta(
            description="Where parameters go; default: query for GET and DELETE, json otherwise. `none`: nowhere by "
            "themselves, the auth scheme makes of them (`params`) what is sent."
        ),
    ] = field(name="in", default=None)
    params: Annotated[
        dict[str, str | Param],
        Meta(description="Parameters in wire order. `$body` is the whole JSON body, where that is no object."),
    ] = {}
    require_one_of: Annotated[list[list[Name]], Meta(description="Of each list exactly one must be given.")] = []
    require_any_of: Annotated[list[list[Name]], Meta(description="Of each list at least one must be given.")] = []
    result: Annotated[TypeText, Meta(description="Type of a successful answer; `none`: nothing of interest.")]
    kind: Annotated[
        Literal["read", "command"] | None,
        Meta(description="A command changes something: it is never repeated blindly. Default: read for GET."),
    ] = None
    retry: Annotated[
        Literal["safe", "never"] | None, Meta(description="Default: safe for reads, never for commands.")
    ] = None
    over: Annotated[Over | None, Meta(description="The same operation over a WebSocket connection.")] = None
    pages: Pages | None = None
    examples: Annotated[
        list[str],
        Meta(description="Files with the venue's own examples and literal `expect`s; `depth` is examples/depth.json."),
    ] = []
    doc: Annotated[str, Meta(description="One sentence.")] = ""

    @property
    def method(self) -> str:
        """HTTP method; empty where it goes over a connection alone."""
        return (self.call or "").partition(" ")[0]

    @property
    def path(self) -> str:
        """Path with its placeholders; empty where it goes over a connection alone."""
        return (self.call or "").partition(" ")[2]
