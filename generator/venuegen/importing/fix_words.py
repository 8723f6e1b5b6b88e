"""What values of FIX fields mean: by the standard's value where it has one, else by their names in the dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from venue_runtime.fix.dictionary import Dictionary, Member

from venuegen.importing import words

Members = Mapping[str, Member]
"""The fields of a message by their names."""

#: Field → contract enumeration and its members by the standard's values.
_STANDARD: dict[str, tuple[str, dict[str, str]]] = {
    "Side": ("Side", {"1": "buy", "2": "sell"}),
    "OrdType": ("OrderType", {"1": "market", "2": "limit", "3": "stop", "4": "stop_limit"}),
    "TimeInForce": ("TimeInForce", {"0": "day", "1": "gtc", "3": "ioc", "4": "fok", "6": "gtd"}),
    "OrdStatus": (
        "OrderStatus",
        {"0": "new", "1": "partially_filled", "2": "filled", "4": "canceled", "5": "new", "6": "pending_cancel",
         "8": "rejected", "A": "pending_new", "C": "expired", "E": "pending_replace"},
    ),
}  # fmt: skip
#: Contract enumeration → what the name of a field of it holds.
_NAMED = {
    "SelfTradePrevention": re.compile(r"self.?(trade|match)|stp", re.IGNORECASE),
    "TriggerBy": re.compile(r"trigger(method|pricetype)|trigger.*by|discretioninst", re.IGNORECASE),
    "Liquidity": re.compile(r"liquidity", re.IGNORECASE),
    "Side": re.compile(r"side$", re.IGNORECASE),
}
_POST_ONLY = re.compile(r"post.?only|participate.?(don|do).?t?.?(not)?.?init|add.?liquidity.?only|maker.?only")
_REDUCE_ONLY = re.compile(r"reduce.?only")
_LIQUIDITY = {"1": "maker", "2": "taker"}
"""LastLiquidityInd of the standard: liquidity added, liquidity removed."""

#: What reject reasons of the standard mean.
ORDER_REASONS = {
    "0": "InvalidOrder", "1": "InvalidOrder", "2": "MarketClosed", "3": "InsufficientFunds", "4": "MarketClosed",
    "5": "OrderNotFound", "6": "DuplicateOrderId", "7": "DuplicateOrderId", "8": "InvalidOrder", "11": "InvalidOrder",
    "13": "InvalidOrder", "15": "PermissionDenied", "18": "InvalidOrder", "99": "OrderError",
}  # fmt: skip
CANCEL_REASONS = {
    "0": "CancelRejected", "1": "OrderNotFound", "2": "CancelRejected", "3": "CancelRejected", "4": "CancelRejected",
    "5": "CancelRejected", "6": "DuplicateOrderId", "18": "InvalidOrder", "99": "CancelRejected",
}  # fmt: skip
BUSINESS_REASONS = {
    "0": "VenueResponseError", "1": "InvalidOrder", "2": "InvalidOrder", "3": "VenueResponseError",
    "4": "VenueUnavailable", "5": "InvalidOrder", "6": "PermissionDenied", "8": "RateLimitExceeded",
}  # fmt: skip


def enums(dictionary: Dictionary, messages: Iterable[Members]) -> dict[str, Any]:
    """`fix.enums`: what the values of fields mean, by their names in the dictionary; others have no counterpart."""
    made: dict[str, Any] = {}
    used = {name for each in messages for name in _names(each)}
    for name, field in dictionary.names.items():
        if name not in used or not field.values or len(set(field.values.values())) != len(field.values):
            continue
        contract, values = _meaning(name, field.values)
        if contract and len(values) > 1:
            made[name] = {"contract": contract, "values": values}
    standard = list(_STANDARD)
    return dict(sorted(made.items(), key=lambda item: standard.index(item[0]) if item[0] in standard else 9))


def _names(members: Members) -> Iterable[str]:
    for name, each in members.items():
        yield name
        if each.group is not None:
            yield from _names({one.field.name: one for one in each.group.members})


def _meaning(name: str, values: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The contract's enumeration of a field, and its members by the names of its values."""
    if name in _STANDARD:
        contract, known = _STANDARD[name]
        meant = [(label, known.get(value) or words.member(contract, label)) for value, label in values.items()]
        return contract, {label: member for label, member in meant if member is not None}
    for contract, pattern in _NAMED.items():
        if not pattern.search(name):
            continue
        found = {label: words.member(contract, label) for label in values.values()}
        known_ones = {label: member for label, member in found.items() if member is not None}
        if len(known_ones) > 1 and len(set(known_ones.values())) == len(known_ones):
            return contract, known_ones
        by_value = {label: _LIQUIDITY[value] for value, label in values.items() if value in _LIQUIDITY}
        if contract == "Liquidity" and len(by_value) == len(_LIQUIDITY):
            return contract, by_value
    return "", {}


def contract_of(name: str, declared: Mapping[str, Any]) -> str:
    """The contract's enumeration that a field has; empty where it has none."""
    return str(declared.get(name, {}).get("contract", ""))


def named(members: Members, contract: str, declared: Mapping[str, Any]) -> str:
    """The first field of a message with an enumeration of the contract; empty where there is none."""
    return next((name for name in members if contract_of(name, declared) == contract), "")


def post_only(member: Member | None) -> str:
    """The value of ExecInst by which an order never takes; one that is refused instead of repriced comes first."""
    return _valued(member, _POST_ONLY, {"6"})


def reduce_only(member: Member | None) -> str:
    """The value of ExecInst by which an order only reduces a position."""
    return _valued(member, _REDUCE_ONLY, set())


def _valued(member: Member | None, pattern: re.Pattern[str], standard: set[str]) -> str:
    if member is None:
        return ""
    found = [(not re.search("reject", label, re.IGNORECASE), value) for value, label in member.field.values.items()
             if pattern.search(label.lower()) or value in standard]  # fmt: skip
    return min(found)[1] if found else ""


def labelled(member: Member | None, pattern: str) -> str:
    """The first value whose name fits."""
    values = member.field.values if member is not None else {}
    return next((value for value, label in values.items() if re.search(pattern, label, re.IGNORECASE)), "")
