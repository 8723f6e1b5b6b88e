"""Which names each place sees; secrets; the contract's table against the runtime."""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec
import pytest
from lang_support import SPEC, spec
from venue_runtime import model
from venuegen.lang import LangError, TypeTable, compile_expr, scopes
from venuegen.lang.contract import CONTRACT_ENUMS, CONTRACT_TYPES, OPERATIONS
from venuegen.lang.types import ANY, BOOL, DECIMAL, INT, STR, ContractEnum, ListType, Optional, Time, Type, base_of
from venuegen.spec.model import AnswerRule, Batch, Connection, Operation, ReceiveRule

FOUND = spec()
TABLE = TypeTable.build(FOUND)


def python_type(type: Type) -> Any:
    if isinstance(type, Optional):
        return python_type(type.item) | None
    if isinstance(type, ContractEnum):
        return getattr(model, type.name)
    if isinstance(type, Time):
        return int
    if isinstance(type, ListType):
        return Sequence[python_type(type.item)]  # type: ignore[misc]
    return {DECIMAL: Decimal, BOOL: bool, INT: int}.get(type, str)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(CONTRACT_TYPES))
def test_contract_types_are_the_runtimes(name: str) -> None:
    declared = CONTRACT_TYPES[name]
    runtime = getattr(model, name)
    hints = typing.get_type_hints(runtime)
    fields = {field.name: field for field in msgspec.structs.fields(runtime)}
    assert list(declared.fields) == list(fields)
    for field in declared.fields.values():
        required = fields[field.name].required
        assert field.required == required, field.name
        if field.type != ANY:
            hint = hints[field.name]
            assert isinstance(hint, type | types.UnionType | types.GenericAlias) or isinstance(field.type, ListType)
            assert hint == python_type(field.type), field.name


def test_contract_enums_are_the_runtimes() -> None:
    for enum in CONTRACT_ENUMS.values():
        runtime = getattr(model, enum.name)
        assert issubclass(runtime, StrEnum)
        assert tuple(member.value for member in runtime) == enum.words
        assert tuple(member.name for member in runtime) == tuple(word.upper() for word in enum.words)


def test_every_method_of_the_contract_is_in_the_table() -> None:
    assert set(OPERATIONS) == {capability.value for capability in model.Capability} - {"fix"}
    for operation in OPERATIONS.values():
        if operation.to in CONTRACT_TYPES:
            assert set(operation.needs) <= set(CONTRACT_TYPES[operation.to].fields)


def test_a_secret_enters_no_let() -> None:
    auth = {"signed": {"steps": [{"let": {"x": "=concat('a', cred.secret)"}}, {"set": {"header.K": "=cred.secret"}}]}}
    changed = spec(auth=auth)
    let, put = scopes.scopes_for_auth(changed, TABLE, "signed")
    with pytest.raises(LangError, match=r"`cred\.secret` is a secret"):
        compile_expr("=cred.secret", let.scope)
    assert compile_expr("=cred.secret", put.scope).secret
    assert not compile_expr("=cred.key", put.scope).secret


def test_steps_see_the_names_of_earlier_ones() -> None:
    first, sign, put = scopes.scopes_for_auth(FOUND, TABLE, "signed")
    assert "plain" not in first.scope.names
    assert compile_expr("=plain", sign.scope, STR).code == "plain"
    assert compile_expr("=signature", put.scope).type == STR


def test_the_clock_is_read_once() -> None:
    scope = scopes.scopes_for_auth(FOUND, TABLE, "signed")[0].scope
    assert compile_expr("=clock.ms", scope).code == "now // 1_000_000"
    assert compile_expr("=clock.ns", scope).code == "now"
    assert compile_expr("=clock.s_text", scope).code == "str(now // 1_000_000_000)"


def test_operations_see_their_arguments() -> None:
    bound = msgspec.convert({"call": "place"}, Operation)
    scope = scopes.scope_for_operation(FOUND, TABLE, "create_order", bound)
    assert base_of(compile_expr("=o.price", scope).type) == DECIMAL
    with pytest.raises(LangError, match="unknown name `since`"):
        compile_expr("=since", scope)
    needing = msgspec.convert({"call": "place", "needs": ["since"]}, Operation)
    assert compile_expr("=since", scopes.scope_for_operation(FOUND, TABLE, "fetch_trades", needing)).type == Time("ns")


def test_costs_see_defaults() -> None:
    scope = scopes.scope_for_endpoint_cost(FOUND, TABLE, FOUND.endpoints["place"])
    assert compile_expr("=5 if limit <= 100 else 50", scope, INT).code == "5 if limit <= 100 else 50"
    assert set(scope.names) == {"symbol", "side", "price", "limit", "from_", "cfg"}


def test_the_table_is_what_the_functions_build() -> None:
    rows = {place.place: set(place.names) for place in scopes.TABLE}
    assert (
        set(scopes.scope_for_map(FOUND, TABLE, FOUND.maps["trade"]).names) | {"style", "whole", "place", "…"}
        == rows["map"]
    )
    assert set(scopes.scope_for_each(FOUND, TABLE, FOUND.maps["trade"]).names) == rows["each"]
    assert set(scopes.scope_for_emit(FOUND, TABLE, FOUND.maps["trade"]).names) | {"place"} == rows["emit"]
    assert set(scopes.scope_for_style(FOUND, TABLE).names) == rows["style"]
    assert set(scopes.scopes_for_auth(FOUND, TABLE, "signed")[0].scope.names) | {"lease", "…"} == rows["auth"]
    assert set(scopes.scope_for_limits(FOUND, TABLE).names) | {"m"} == rows["limits"]
    assert set(scopes.scope_for_errors(FOUND, TABLE, "rest").names) == rows["errors"]
    assert set(scopes.scope_for_url(FOUND, TABLE).names) | {"lease", "per"} == rows["url"]
    assert set(scopes.scope_for_per(FOUND, TABLE).names) == rows["per"]
    connection = msgspec.convert(
        {"url": "wss://x", "frame": "json", "receive": []},
        Connection,
    )
    answer = ReceiveRule(answer=AnswerRule(when="=True", send={}))
    inside = scopes.scope_for_receive_rule(FOUND, TABLE, connection, rule=answer)
    assert set(inside.names) | {"h"} == rows["receive"]
    assert set(scopes.scope_for_frame(FOUND, TABLE, connection).names) | {"lease", "cred"} == rows["frame"]
    many = Operation(call="new_order", batch=Batch(param="orders", item={}))
    one = set(scopes.scope_for_batch(FOUND, TABLE, "create_orders", many).names)
    assert one | {"known", "…"} == rows["batch"]
    assert set(scopes.scope_for_batch_answer(FOUND, TABLE, "create_orders", many).names) - one == {"m", "r"}
    assert set(scopes.scope_for_operation(FOUND, TABLE, "create_orders", many).names) == {"cfg", "clock", "cred", "env"}
    assert len(SPEC) > 0
