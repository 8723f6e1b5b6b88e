"""Orders over FIX out of a dictionary: styles, commands, what reports and rejects mean, maps of orders and fills.

Fields of the standard mean what the standard says. What a command must say of an order is asked of the order as it is
known, never guessed: a wrong side is another order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from venue_runtime.fix.dictionary import Kind, Member

from venuegen.importing import fix_words as words
from venuegen.importing.draft import Draft
from venuegen.importing.fix_words import Members
from venuegen.lang.wire_types import python_name

COMMANDS = {
    "create_order": "NewOrderSingle",
    "edit_order": "OrderCancelReplaceRequest",
    "cancel_order": "OrderCancelRequest",
    "cancel_all_orders": "OrderMassCancelRequest",
}
OWN_TAGS = 5000
"""From here on tags are a venue's own."""
_STYLED = ("OrdType", "TimeInForce", "ExecInst")
#: Contract field of Order → field of ExecutionReport, the first that it has.
_ORDER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("symbol", ("Symbol",)),
    ("venue_order_id", ("OrderID",)),
    ("client_order_id", ("ClOrdID",)),
    ("side", ("Side",)),
    ("type", ("OrdType",)),
    ("time_in_force", ("TimeInForce",)),
    ("status", ("OrdStatus",)),
    ("price", ("Price",)),
    ("trigger_price", ("StopPx", "TriggerPrice")),
    ("quantity", ("OrderQty",)),
    ("quote_quantity", ("CashOrderQty",)),
    ("filled_quantity", ("CumQty",)),
    ("leaves_quantity", ("LeavesQty",)),
    ("average_price", ("AvgPx",)),
    ("ts_event", ("TransactTime",)),
)
_FILL: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("trade_id", ("TradeID", "TrdMatchID", "ExecID")),
    ("venue_order_id", ("OrderID",)),
    ("client_order_id", ("ClOrdID",)),
    ("symbol", ("Symbol",)),
    ("side", ("Side",)),
    ("price", ("LastPx",)),
    ("quantity", ("LastQty", "LastShares")),
    ("fee", ("Commission",)),
    ("fee_currency", ("CommCurrency",)),
    ("ts_event", ("TransactTime",)),
)
_IDS = ("venue_order_id", "client_order_id", "trade_id")


def directed(members: Members) -> bool:
    """Whether the direction of a trigger tells stops and take-profits apart."""
    member = members.get("TriggerPriceDirection")
    return member is not None and {"U", "D"} <= set(member.field.values)


def styles(members: Members, enums: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of `fix.styles` that the values of OrdType and the fields of the message allow."""
    kinds = _kinds(members, enums)
    life = {"time_in_force": _life(enums)} if "TimeInForce" in members and "TimeInForce" in enums else {}
    trigger = next((each for each in ("StopPx", "TriggerPrice") if each in members), "")
    shown = ["display_quantity"] if {"MaxFloor", "DisplayQty"} & set(members) else []
    by = ["trigger_by"] if words.named(members, "TriggerBy", enums) else []
    reduce = words.reduce_only(members.get("ExecInst"))
    reduced = {"exec_inst": f"='{reduce}' if o.reduce_only else None"} if reduce else {}
    rows: list[dict[str, Any]] = []

    def row(of: dict[str, Any], kind: str, wire: dict[str, Any], needs: list[Any], takes: list[str]) -> None:
        made = {"of": of, "wire": {"ord_type": kind, **wire}}
        rows.append(made | ({"needs": needs} if needs else {}) | ({"takes": takes} if takes else {}))

    if "limit" in kinds:
        post = words.post_only(members.get("ExecInst"))
        if post:
            row({"type": "limit", "post_only": True}, kinds["limit"], {"exec_inst": post, **life}, ["price"], shown)
        row({"type": "limit"}, kinds["limit"], {**reduced, **life}, ["price"], shown)
    if "market" in kinds:
        amounts = [["quantity", "quote_quantity"]] if "CashOrderQty" in members else []
        row({"type": "market"}, kinds["market"], {**reduced, **(life if _needed(members, "TimeInForce") else {})},
            amounts, [])  # fmt: skip
    for kind in ("stop", "stop_limit", "take_profit", "take_profit_limit"):
        value = kinds.get(kind) or (kinds.get(kind.replace("take_profit", "stop")) if directed(members) else None)
        if value is None or not trigger:
            continue
        limited = kind.endswith("limit")
        needs = ["price", "trigger_price"] if limited else ["trigger_price"]
        rest = life if limited or _needed(members, "TimeInForce") else {}
        takes = shown if limited and directed(members) else []
        if not directed(members):
            row({"type": kind}, value, {**_fixed(members), **rest}, needs, [*takes, *by])
            continue
        for side, number in (("buy", "1"), ("sell", "2")):
            way = "U" if (side == "buy") == kind.startswith("stop") else "D"
            wire = {**_fixed(members), "trigger_price_direction": way, **rest}
            row({"type": kind, "side": side}, value, {"side": number, **wire}, needs, [*takes, *by])
    if directed(members):
        for each in rows:
            if "side" not in each["wire"]:
                each["wire"] = {"side": "=o.side", **each["wire"]}
    return rows


def _kinds(members: Members, enums: Mapping[str, Any]) -> dict[str, str]:
    """Type of order → its value of OrdType."""
    listed = members["OrdType"].field.values if "OrdType" in members else {}
    if not listed:
        return {"market": "1", "limit": "2"}
    meant = enums.get("OrdType", {}).get("values", {})
    made: dict[str, str] = {}
    for value, label in listed.items():
        if label in meant:
            made.setdefault(meant[label], value)
    return made


def _life(enums: Mapping[str, Any]) -> str:
    return "=o.time_in_force or 'gtc'" if "gtc" in enums["TimeInForce"]["values"].values() else "=o.time_in_force"


def _fixed(members: Members) -> dict[str, Any]:
    """Of fields about a trigger: those that can only say one thing, and the last price where they may name another."""
    made: dict[str, Any] = {}
    for name, each in members.items():
        values = each.field.values
        if not name.startswith("Trigger") or not values or name == "TriggerPriceDirection":
            continue
        value = next(iter(values)) if len(values) == 1 else words.labelled(each, r"^last")
        if value:
            made[python_name(name)] = value
    return made


def _needed(members: Members, name: str) -> bool:
    return name in members and members[name].required


# ---------------------------------------------------------------- commands


def command(method: str, message: str, members: Members, enums: Mapping[str, Any], made: Draft) -> dict[str, Any]:
    """One entry of `fix.operations`."""
    known: dict[str, tuple[Any, tuple[str, ...]]] = {
        "Symbol": ("=i.venue_symbol", ()),
        "TransactTime": ("=clock.ns", ()),
        **{"create_order": _create, "edit_order": _edit, "cancel_order": _cancel, "cancel_all_orders": _cancel_all}[
            method
        ](members, enums),
    }
    given: dict[str, Any] = {}
    needs: list[str] = ["quantity"] if method == "edit_order" and "OrderQty" in members else []
    styled = method == "create_order"
    inside = {*_STYLED, "Side", "TriggerPriceDirection"} if directed(members) else {*_STYLED}
    for name, member in members.items():
        if styled and (name in inside or (name.startswith("Trigger") and python_name(name) in _fixed(members))):
            given.setdefault("*", "=style")
            continue
        value, required = known.get(name, (None, ()))
        if value is None and member.required:
            if member.group is not None:
                made.notes.append(f"{message}: the group {name} is required, and left to you")
                continue
            value = placeholder(member)
            made.todos.append(f"say what {method} gives {message}.{name}, which is drafted as {value!r}")
        if value is not None:
            given[python_name(name)] = _fitted(value, member)
            needs += [each for each in required if each not in needs]
    entry: dict[str, Any] = {"session": "order_entry", "send": message, "with": given}
    if styled:
        options = [python_name(name) for name, each in members.items()
                   if int(each.field.tag) >= OWN_TAGS and each.group is None and python_name(name) not in given
                   and not (name.startswith("Trigger") and python_name(name) in _fixed(members))]  # fmt: skip
        entry |= {"options": options} if options else {}
    if method == "cancel_all_orders" and given.get("symbol"):
        needs.append("symbol")
    return entry | ({"needs": needs} if needs else {})


_Known = dict[str, tuple[Any, tuple[str, ...]]]
"""Field → its value, and what the method needs for it."""


def _create(members: Members, enums: Mapping[str, Any]) -> _Known:
    amount = ("quantity",) if "CashOrderQty" not in members else ()
    made: _Known = {
        "ClOrdID": ("=o.client_order_id", ()),
        "Side": ("=o.side", ()),
        "OrderQty": ("=o.quantity" if amount or not _needed(members, "OrderQty") else "=o.quantity or 0", amount),
        "CashOrderQty": ("=o.quote_quantity or 0" if _needed(members, "CashOrderQty") else "=o.quote_quantity", ()),
        "Price": ("=o.price or 0" if _needed(members, "Price") else "=o.price", ()),
        "HandlInst": ("1" if _needed(members, "HandlInst") else None, ()),
    }
    for name, value in (("StopPx", "trigger_price"), ("TriggerPrice", "trigger_price"),
                        ("MaxFloor", "display_quantity"), ("DisplayQty", "display_quantity")):  # fmt: skip
        made[name] = (f"=o.{value} or 0" if _needed(members, name) else f"=o.{value}", ())
    if "StopPx" in members and "TriggerPrice" in members:
        made.pop("TriggerPrice")
    if "DisplayQty" in members and "MaxFloor" in members:
        made.pop("DisplayQty")
    if "gtd" in enums.get("TimeInForce", {}).get("values", {}).values():
        made["ExpireTime"] = ("=o.expire_time", ())
    for contract, value in (("SelfTradePrevention", "self_trade_prevention"), ("TriggerBy", "trigger_by")):
        if name := words.named(members, contract, enums):
            made.setdefault(name, (f"=o.{value}", ()))
    return made


def _edit(members: Members, enums: Mapping[str, Any]) -> _Known:
    post = words.post_only(members.get("ExecInst"))
    return {
        **_ids(members, named_twice=True),
        **_of_known(members, Side="side", OrdType="type"),
        "TimeInForce": ("=known.time_in_force or 'gtc'" if _needed(members, "TimeInForce") else "=known.time_in_force",
                        ()),
        "ExecInst": (f"='{post}' if known.post_only else None" if post else None, ()),
        "OrderQty": ("=quantity", ()),
        "Price": ("=price", ("price",)) if _needed(members, "Price") else ("=price or known.price", ()),
        "HandlInst": ("1" if _needed(members, "HandlInst") else None, ()),
    }  # fmt: skip


def _cancel(members: Members, enums: Mapping[str, Any]) -> _Known:
    optional = {name: (None, ()) for name in ("Side", "OrderQty") if not _needed(members, name)}
    return {**_ids(members, named_twice=False), **_of_known(members, Side="side", OrderQty="quantity"), **optional}


def _cancel_all(members: Members, enums: Mapping[str, Any]) -> _Known:
    listed = members["MassCancelRequestType"].field.values if "MassCancelRequestType" in members else {}
    kind = "1" if "1" in listed or not listed else "7" if "7" in listed else None
    made: _Known = {"ClOrdID": ("=req.id", ()), "MassCancelRequestType": (kind, ())}
    return made if kind != "7" else {**made, "Symbol": (None, ())}


def _ids(members: Members, *, named_twice: bool) -> _Known:
    """By which ids an order is named: the venue's where it may stand alone, and the client's where it must be there."""
    if "OrigClOrdID" not in members:
        return {"ClOrdID": ("=client_order_id or known.client_order_id", ()), "OrderID": ("=venue_order_id", ())}
    made: _Known = {"ClOrdID": ("=req.id", ())}
    both = _needed(members, "OrigClOrdID") and _needed(members, "OrderID")
    if both and named_twice:
        return made | {"OrderID": ("=known.venue_order_id", ("known.venue_order_id",)),
                       "OrigClOrdID": ("=known.client_order_id", ("known.client_order_id",))}  # fmt: skip
    made["OrderID"] = ("=venue_order_id or known.venue_order_id", ())
    if _needed(members, "OrigClOrdID"):  # where the side must be said, the order must be known in any case
        made["OrigClOrdID"] = (
            ("=client_order_id or known.client_order_id", ("known.client_order_id",)) if _needed(members, "Side")
            else ("=client_order_id or known.client_order_id or ''", ())
        )  # fmt: skip
    elif "OrderID" in members:
        when = "=venue_order_id is None and known.venue_order_id is None"
        made["OrigClOrdID"] = ({"value": "=client_order_id", "when": when}, ())
    else:
        made["OrigClOrdID"] = ("=client_order_id or known.client_order_id", ())
    return made


def _of_known(members: Members, **fields: str) -> _Known:
    """What is told of the order as it is known; what must be there must be known."""
    return {name: (f"=known.{field}", (f"known.{field}",) if _needed(members, name) else ())
            for name, field in fields.items()}  # fmt: skip


def _fitted(value: Any, member: Member) -> Any:
    """A value as the kind of its field wants it."""
    kind, values = member.field.kind, member.field.values
    if isinstance(value, str) and values and not value.startswith("=") and value not in values:
        return placeholder(member)  # the venue has other words for it
    if kind is Kind.INT and isinstance(value, str) and value.isdecimal() and not values:
        return int(value)
    if kind is Kind.INT and re.search(r"quantity", str(value)):
        return f"TODO {member.field.name} (tag {member.field.tag}) is a whole number in this dictionary"
    if kind is Kind.INT and member.field.name == "OrderID" and isinstance(value, str):
        return f"=int({value.removeprefix('=').replace(' or known.venue_order_id', '')})"
    return value


def placeholder(member: Member) -> Any:
    """A value that fits a required field of which nothing is known."""
    if member.field.values:
        return next(iter(member.field.values))
    kinds: dict[Kind, Any] = {Kind.INT: 0, Kind.DECIMAL: "0", Kind.BOOLEAN: False, Kind.TIMESTAMP: "=clock.ns"}
    return kinds.get(member.field.kind, f"TODO {member.field.name} (tag {member.field.tag})")


def is_answered(method: str, messages: Mapping[str, Members]) -> bool:
    """Whether something says what became of a command: a mass cancel without a report is a message and no command."""
    return method != "cancel_all_orders" or "OrderMassCancelReport" in messages


# ---------------------------------------------------------------- what comes back


def receive(name: str, messages: Mapping[str, Members], maps: Mapping[str, Any]) -> dict[str, Any]:
    """`fix.receive`: which request a report answers, and how it says no."""
    made: dict[str, Any] = {}
    for message, members in messages.items():
        if message == "ExecutionReport":
            entry: dict[str, Any] = {"answers": "=m.cl_ord_id"} if "ClOrdID" in members else {}
            when = _refusal(members)
            if when and (code := code_of(members, "OrdRejReason", "order")):
                entry["refused"] = {"when": when, "code": code, "text": text_of(members)}
            made[f"{name}.{message}"] = {**entry, "maps": [each for each in ("fix_fill", "fix_order") if each in maps]}
        elif message == "BusinessMessageReject" and "BusinessRejectRefID" in members:
            code = code_of(members, "BusinessRejectReason", "business") or "='business'"
            refused = {"when": "=True", "code": code, "text": text_of(members)}
            made[f"{name}.{message}"] = {"answers": "=m.business_reject_ref_id", "refused": refused}
        elif message.endswith("Reject") and "ClOrdID" in members:
            code = code_of(members, "CxlRejReason", "cancel") or "='cancel_rejected'"
            refused = {"when": "=True", "code": code, "text": text_of(members)}
            made[f"{name}.{message}"] = {"answers": "=m.cl_ord_id", "refused": refused}
        elif message == "OrderMassCancelReport" and "ClOrdID" in members:
            response = members.get("MassCancelResponse")
            rejected = response is not None and (not response.field.values or "0" in response.field.values)
            zero = "0" if response is not None and response.field.kind is Kind.INT else "'0'"
            when = f"=m.mass_cancel_response == {zero}" if rejected else ""
            if not when and "MassCancelRejectReason" in members:
                when = "=m.mass_cancel_reject_reason is not None"
            code = code_of(members, "MassCancelRejectReason", "mass cancel") or "='mass cancel'"
            made[f"{name}.{message}"] = {"answers": "=m.cl_ord_id"}
            if when:
                made[f"{name}.{message}"]["refused"] = {"when": when, "code": code, "text": text_of(members)}
    return made


def _refusal(members: Members) -> str:
    for name in ("ExecType", "OrdStatus"):
        if name in members and (not members[name].field.values or "8" in members[name].field.values):
            return f"=m.{python_name(name)} == '8'"
    return ""


def codes(messages: Mapping[str, Members]) -> dict[str, str]:
    """`errors.codes`: what reasons of the standard mean, as far as the dictionary lists them."""
    made: dict[str, str] = {}
    for message, members in messages.items():
        if "ErrorCode" in members:
            continue
        if message == "ExecutionReport" and _refusal(members):
            made |= _reasons(members, "OrdRejReason", "order", words.ORDER_REASONS)
        elif message == "OrderCancelReject" and "CxlRejReason" in members:
            made |= _reasons(members, "CxlRejReason", "cancel", words.CANCEL_REASONS)
        elif message == "BusinessMessageReject":
            made |= _reasons(members, "BusinessRejectReason", "business", words.BUSINESS_REASONS)
        elif message in ("OrderMassCancelReport", "OrderCancelReject"):
            made["mass cancel" if message.startswith("OrderMass") else "cancel_rejected"] = "CancelRejected"
    grouped: dict[str, list[str]] = {}
    for key, name in made.items():
        grouped.setdefault(f"{key.rpartition(' ')[0]} {name}", []).append(key)
    return {", ".join(keys): made[keys[0]] for keys in grouped.values()}


def _reasons(members: Members, field: str, kind: str, meant: Mapping[str, str]) -> dict[str, str]:
    """Codes of one field; 99 is any other reason, whether or not a dictionary lists it."""
    listed = members[field].field.values if field in members else {"": ""}
    return {f"{kind} {key}": name for key, name in meant.items() if not listed or key in listed or
            (key == "99" and field in members)}  # fmt: skip


def code_of(members: Members, reason: str, kind: str) -> str:
    """The code of a refusal: the venue's own, else the standard's reason with a word before it, since orders and
    cancels count their reasons apart."""
    if "ErrorCode" in members:
        return "=m.error_code"
    if kind == "mass cancel" or reason not in members:
        return ""
    return f"=concat('{kind} ', text(m.{python_name(reason)}) or '')"


def text_of(members: Members) -> str:
    fields = [name for name in members if re.fullmatch(r"(Reject)?(Text|Reason(Text|Message))|RejectMessage", name)]
    names = sorted((name for name in fields if members[name].field.kind is Kind.TEXT), key=lambda one: one == "Text")
    return "=" + " or ".join(f"m.{python_name(each)}" for each in names) if names else "=''"


# ---------------------------------------------------------------- maps


def order_map(name: str, members: Members, enums: Mapping[str, Any], by_style: bool) -> dict[str, Any]:
    """ExecutionReport to Order. `by_style`: the rows of styles say what kind of order it is."""
    fields = _mapped(_ORDER, members)
    for target, field in (("side", "Side"), ("type", "OrdType"), ("time_in_force", "TimeInForce"),
                          ("status", "OrdStatus")):  # fmt: skip
        if target in fields and field not in enums and field != "Side":
            fields[target] = f"TODO say what the values of {field} mean (fix.enums)"
    if "client_order_id" in fields and "OrigClOrdID" in members and "ExecType" in members:
        fields["client_order_id"] = (
            "=m.orig_cl_ord_id if m.exec_type == '4' and m.orig_cl_ord_id is not None else m.cl_ord_id"
        )
    made: dict[str, Any] = {}
    for target, value in fields.items():
        made[target] = "=style.type" if target == "type" and by_style else value
        if target == "type":
            made |= _instructions(members.get("ExecInst"), by_style)
    if "type" not in fields:
        made["reduce_only"] = False
    text = text_of(members)
    return {"to": "Order", "from": f"{name}.ExecutionReport", **_when(members),
            "set": made | ({"reason": text} if text != "=''" else {})}  # fmt: skip


def _instructions(member: Member | None, by_style: bool) -> dict[str, Any]:
    made: dict[str, Any] = {}
    post, reduce = words.post_only(member), words.reduce_only(member)
    several = member is not None and member.field.kind is not Kind.CHAR

    def holds(value: str) -> str:
        return f"=contains(m.exec_inst or '', '{value[0]}')" if several else f"=m.exec_inst == '{value}'"

    if post or by_style:
        made["post_only"] = "=style.post_only" if by_style else holds(post)
    return made | {"reduce_only": holds(reduce) if reduce else False}


def fill_map(name: str, members: Members, enums: Mapping[str, Any]) -> dict[str, Any]:
    """ExecutionReport to Fill; a fill without a price or a quantity is none."""
    group = _fills(members)
    if group:
        return _fills_map(name, members, group, enums)
    fields = _mapped(_FILL, members)
    if "ExecType" not in members:
        return {"to": "Fill", "set": {}}
    values = members["ExecType"].field.values
    kinds = [each for each in ("F", "1", "2") if each in values] or ["F"]
    when = "m.exec_type == 'F'" if "F" in kinds else "m.exec_type in ('1', '2')"
    for target in ("price", "quantity", "symbol", "side"):
        if str(fields.get(target, "")).startswith("=m.") and not _always(members, fields[target]):
            when += f" and {fields[target][1:]} is not None"
    fees = members.get("NoMiscFees")
    inner = {each.field.name for each in fees.group.members} if fees is not None and fees.group is not None else set()
    if "MiscFeeAmt" in inner:
        fields["fee"] = "=at(m.no_misc_fees, 0).misc_fee_amt"
        if "MiscFeeCurr" in inner:
            fields["fee_currency"] = "=at(m.no_misc_fees, 0).misc_fee_curr"
    made: dict[str, Any] = {}
    for target, value in fields.items():
        if target == "ts_event":
            made |= _liquidity(members, enums)
        made[target] = value
    return {"to": "Fill", "from": f"{name}.ExecutionReport", "when": f"={when}", "set": made}


def _liquidity(members: Members, enums: Mapping[str, Any]) -> dict[str, Any]:
    if field := words.named(members, "Liquidity", enums):
        return {"liquidity": f"=m.{python_name(field)}"}
    aggressor = members.get("AggressorIndicator")
    if aggressor is None or aggressor.field.kind is not Kind.BOOLEAN:
        return {}
    otherwise = "'maker'" if aggressor.required else "'maker' if m.aggressor_indicator == False else None"
    return {"liquidity": f"='taker' if m.aggressor_indicator else {otherwise}"}


def _fills(members: Members) -> dict[str, Member]:
    """The fields of a group of fills, of a report that has no price of a last one."""
    group = members.get("NoFills")
    if group is None or group.group is None or "LastPx" in members:
        return {}
    inner = {each.field.name: each for each in group.group.members}
    return inner if {"FillPx", "FillQty"} <= set(inner) else {}


def _fills_map(name: str, members: Members, inner: Members, enums: Mapping[str, Any]) -> dict[str, Any]:
    fields = {key: str(value).replace("m.", "whole.") for key, value in _mapped(_FILL, members).items()}
    own = {"trade_id": "FillExecID", "price": "FillPx", "quantity": "FillQty"}
    fields |= {key: f"=m.{python_name(field)}" for key, field in own.items() if field in inner}
    if field := words.named(inner, "Liquidity", enums):
        fields["liquidity"] = f"=m.{python_name(field)}"
    order = [*[key for key, _ in _FILL if key != "ts_event"], "liquidity", "ts_event"]
    checks = [f"m.{python_name(each)}" for each in ("FillPx", "FillQty") if not inner[each].required]
    checks += ["whole.side"] if "Side" in members and not members["Side"].required else []
    when: dict[str, Any] = {"when": "=" + " and ".join(f"{each} is not None" for each in checks)} if checks else {}
    return {"to": "Fill", "from": f"{name}.ExecutionReport", "each": "=whole.no_fills", **when,
            "set": {key: fields[key] for key in order if key in fields} | {"symbol": "=i.symbol"}}  # fmt: skip


def _mapped(rows: tuple[tuple[str, tuple[str, ...]], ...], members: Members) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for target, names in rows:
        member = next((members[each] for each in names if each in members), None)
        if member is None:
            continue
        read = f"m.{python_name(member.field.name)}"
        if target in _IDS and member.field.kind in (Kind.INT, Kind.DECIMAL):
            read = f"text({read})"
        made[target] = f"={read} or None" if target == "average_price" else f"={read}"
    return made


def _always(members: Members, read: str) -> bool:
    return any(python_name(name) == read.removeprefix("=m.") and each.required for name, each in members.items())


def _when(members: Members) -> dict[str, Any]:
    return {} if members["Symbol"].required else {"when": "=m.symbol is not None"}
