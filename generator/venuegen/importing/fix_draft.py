"""The section `fix` out of a dictionary: what the standard names of its fields mean, and TODOs for the rest.

A dictionary says which fields there are. It does not say where a venue is, how a Logon is signed, when numbers start
anew, or what a venue does with a field of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from venue_runtime.fix.dictionary import Dictionary, Kind, Member

from venuegen.importing.draft import Draft
from venuegen.lang.wire_types import python_name

#: Field → contract enumeration and its members by the standard's values.
_ENUMS: dict[str, tuple[str, dict[str, str]]] = {
    "Side": ("Side", {"1": "buy", "2": "sell"}),
    "OrdType": ("OrderType", {"1": "market", "2": "limit", "3": "stop", "4": "stop_limit"}),
    "TimeInForce": ("TimeInForce", {"0": "day", "1": "gtc", "3": "ioc", "4": "fok", "6": "gtd"}),
    "OrdStatus": (
        "OrderStatus",
        {"0": "new", "1": "partially_filled", "2": "filled", "4": "canceled", "5": "new", "6": "pending_cancel",
         "8": "rejected", "A": "pending_new", "C": "expired", "E": "pending_replace"},
    ),
}  # fmt: skip
_COMMANDS = {
    "create_order": "NewOrderSingle",
    "edit_order": "OrderCancelReplaceRequest",
    "cancel_order": "OrderCancelRequest",
    "cancel_all_orders": "OrderMassCancelRequest",
}
#: Field of any command → value. A pair: where the field may be left out, and where it must be there.
_COMMON: dict[str, tuple[Any, Any]] = {
    "Symbol": ("=i.venue_symbol", "=i.venue_symbol"),
    "TransactTime": ("=clock.ns", "=clock.ns"),
}
_FIELDS: dict[str, dict[str, tuple[Any, Any]]] = {
    "create_order": {
        "ClOrdID": ("=o.client_order_id", "=o.client_order_id or req.id"),
        "Side": ("=o.side", "=o.side"),
        "OrderQty": ("=o.quantity", "=o.quantity or 0"),
        "CashOrderQty": ("=o.quote_quantity", "=o.quote_quantity or 0"),
        "Price": ("=o.price", "=o.price or 0"),
        "StopPx": ("=o.trigger_price", "=o.trigger_price or 0"),
        "TriggerPrice": ("=o.trigger_price", "=o.trigger_price or 0"),
        "MaxFloor": ("=o.display_quantity", "=o.display_quantity or 0"),
        "DisplayQty": ("=o.display_quantity", "=o.display_quantity or 0"),
        "HandlInst": (None, "1"),
    },
    "edit_order": {
        "ClOrdID": ("=req.id", "=req.id"),
        "OrigClOrdID": ("=client_order_id or known.client_order_id", "=client_order_id or known.client_order_id or ''"),
        "OrderID": ("=venue_order_id", "=venue_order_id or known.venue_order_id or ''"),
        "Side": ("=known.side", "=known.side or 'buy'"),
        "OrdType": ("=known.type", "=known.type or 'limit'"),
        "TimeInForce": ("=known.time_in_force", "=known.time_in_force or 'gtc'"),
        "OrderQty": ("=quantity", "=quantity"),
        "Price": ("=price or known.price", "=price or known.price or 0"),
        "HandlInst": (None, "1"),
    },
    "cancel_order": {
        "ClOrdID": ("=req.id", "=req.id"),
        "OrigClOrdID": (
            {"value": "=client_order_id", "when": "=venue_order_id is None"},
            "=client_order_id or known.client_order_id or ''",
        ),
        "OrderID": ("=venue_order_id", "=venue_order_id or known.venue_order_id or ''"),
        "Side": ("=known.side", "=known.side or 'buy'"),
        "OrderQty": (None, "=known.quantity or 0"),
    },
    "cancel_all_orders": {
        "ClOrdID": ("=req.id", "=req.id"),
        "MassCancelRequestType": ("1", "1"),
    },
}
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
    ("filled_quantity", ("CumQty",)),
    ("leaves_quantity", ("LeavesQty",)),
    ("average_price", ("AvgPx",)),
    ("reason", ("Text",)),
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
_NUMBERS = ("price", "quantity", "filled_quantity")
_VERSIONS = ("FIX.4.0", "FIX.4.1", "FIX.4.2", "FIX.4.3", "FIX.4.4")


def draft_fix(dictionary: Dictionary, picked: Sequence[str], name: str, file: str) -> Draft:
    """The section `fix`, its address, Logon and maps. `name`: of the dictionary in the spec, `file`: its path there."""
    made = Draft()
    members = {each: {m.field.name: m for m in dictionary.message(each).members} for each in picked}
    enums = _enums(dictionary, members)
    fix: dict[str, Any] = dict(_version(dictionary))
    others = [each for each in picked if each not in (*_COMMANDS.values(), "ExecutionReport", "OrderCancelReject")]
    fix["dictionaries"] = {name: {"file": file, "messages": others} if others else file}
    if enums:
        fix["enums"] = enums
    fix["sessions"] = {"order_entry": _session(name)}
    if "NewOrderSingle" in members:
        fix["styles"] = _styles(members["NewOrderSingle"], enums)
    operations = {
        method: _command(method, message, members[message], made)
        for method, message in _COMMANDS.items()
        if message in members
    }
    maps: dict[str, Any] = {}
    if "Symbol" in members.get("ExecutionReport", {}):
        report = members["ExecutionReport"]
        maps = {"fix_order": _order(name, report, enums), "fix_fill": _fill(name, report)}
        operations |= {each: {"session": "order_entry"} for each in ("watch_orders", "watch_fills")}
    if operations:
        fix["operations"] = operations
    receive = _receive(name, members, maps, made)
    if receive:
        fix["receive"] = receive
    made.sections = {
        "credentials": {"api_key": {"secret": True}, "api_secret": {"secret": True}},
        "environments": {"production": {"urls": {"fix": "TODO the address: tcp+tls://host:port"}}},
        "auth": {"fix_logon": _logon(dictionary)},
        "fix": fix,
        **({"maps": maps} if maps else {}),
    }
    if not any("=cred.api_key" in each.get("set", {}).values() for each in made.sections["auth"]["fix_logon"]["steps"]):
        made.sections["credentials"].pop("api_key")
    made.todos += [
        "compare the sessions of fix with the documentation: CompIDs, heartbeat, reset of numbers, resend, precision",
        "say what the fields of fix.operations that say TODO mean, and which styles of orders the venue takes",
        "compare the maps of fix with real reports: what of them is always there, and which fields mean a fill",
    ]
    return made


def _version(dictionary: Dictionary) -> dict[str, str]:
    version = dictionary.version
    if version in _VERSIONS or version == "FIXT.1.1":
        return {"version": version}
    return {"version": "FIXT.1.1", "application": version if version.startswith("FIX.5.0") else "FIX.5.0SP2"}


def _session(name: str) -> dict[str, Any]:
    return {
        "url": "{env.fix}",
        "dictionary": name,
        "logon": "fix_logon",
        "target": "TODO TargetCompID",
        "heartbeat": {"default": "30s"},
        "reset": "every_logon",
        "resend": False,
        "sending_time": "ms",
        "doc": "TODO compare each of these with the documentation.",
    }


def _logon(dictionary: Dictionary) -> dict[str, Any]:
    names = {"RawData", "Username", "Password"}
    known = dictionary.messages.get("A")
    fields = {each.field.name for each in known.members} & names if known is not None else names
    last: dict[str, str] = {}
    if "Username" in fields:
        last["logon.username"] = "=cred.api_key"
    target = "logon.raw_data" if "RawData" in fields else "logon.password" if "Password" in fields else ""
    if target:
        last[target] = "=signature"
    sign = {
        "to": "signature",
        "data": "=join(soh, h.msg_type, h.sender_comp_id, h.target_comp_id, h.msg_seq_num, h.sending_time)",
        "using": {"api_secret": {"alg": "hmac-sha256", "out": "base64"}},
    }
    steps = [{"sign": sign}, {"set": last}] if target else [{"set": last}] if last else []
    return {
        "steps": steps,
        "no_vectors": "TODO take a Logon with its inputs from the documentation as a vector",
        "doc": "TODO write how a Logon is signed; what is signed here is what is most common.",
    }


def _enums(dictionary: Dictionary, members: Mapping[str, Mapping[str, Member]]) -> dict[str, Any]:
    """What the values of the standard's fields mean, by their names in the dictionary; others have no counterpart."""
    made: dict[str, Any] = {}
    used = {name for each in members.values() for name in each}
    for name, (contract, known) in _ENUMS.items():
        field = dictionary.names.get(name)
        if field is None or name not in used or not field.values:
            continue
        values = {label: known[value] for value, label in field.values.items() if value in known}
        if len(set(field.values.values())) == len(field.values) and len(values) > 1:
            made[name] = {"contract": contract, "values": values}
    return made


def _styles(members: Mapping[str, Member], enums: Mapping[str, Any]) -> list[dict[str, Any]]:
    kinds = set(members["OrdType"].field.values) if "OrdType" in members else set()
    kinds = kinds or {"1", "2"}
    trigger = next((each for each in ("StopPx", "TriggerPrice") if each in members), None)
    life = {"time_in_force": "=o.time_in_force or 'gtc'"} if "TimeInForce" in members and "TimeInForce" in enums else {}
    rows: list[dict[str, Any]] = []
    if "2" in kinds and "ExecInst" in members and "6" in members["ExecInst"].field.values:
        of = {"type": "limit", "post_only": True}
        rows.append({"of": of, "wire": {"ord_type": "2", "exec_inst": "6", **life}, "needs": ["price"]})
    if "2" in kinds:
        rows.append({"of": {"type": "limit"}, "wire": {"ord_type": "2", **life}, "needs": ["price"]})
    if "1" in kinds:
        rows.append({"of": {"type": "market"}, "wire": {"ord_type": "1"}})
    if "3" in kinds and trigger:
        rows.append({"of": {"type": "stop"}, "wire": {"ord_type": "3"}, "needs": ["trigger_price"]})
    if "4" in kinds and trigger:
        needs = ["price", "trigger_price"]
        rows.append({"of": {"type": "stop_limit"}, "wire": {"ord_type": "4", **life}, "needs": needs})
    return rows


def _command(method: str, message: str, members: Mapping[str, Member], made: Draft) -> dict[str, Any]:
    known = {**_COMMON, **_FIELDS[method]}
    given: dict[str, Any] = {}
    styled = method == "create_order"
    for name, member in members.items():
        field = python_name(name)
        if styled and name in ("OrdType", "TimeInForce", "ExecInst"):
            if "*" not in given:
                given["*"] = "=style"
            continue
        value = known[name][1 if member.required else 0] if name in known else None
        values = member.field.values
        if isinstance(value, str) and values and not value.startswith("=") and value not in values:
            value = None  # the venue has other words for it
        if value is None and member.required:
            if member.group is not None:
                made.notes.append(f"{message}: the group {name} is required, and left to you")
                continue
            value = _placeholder(member)
            made.todos.append(f"say what {method} gives {message}.{name}, which is drafted as {value!r}")
        if value is not None:
            if member.field.kind is Kind.INT and isinstance(value, str) and value.isdecimal():
                value = int(value)
            if member.field.kind is Kind.INT and name == "OrderID":
                value = (
                    "=int(venue_order_id or known.venue_order_id or '0')" if member.required else "=int(venue_order_id)"
                )
            given[field] = value
    entry: dict[str, Any] = {"session": "order_entry", "send": message, "with": given}
    if method == "edit_order" and "OrderQty" in members:
        entry["needs"] = ["quantity"]
    if method == "cancel_all_orders" and "Symbol" in members:
        entry["needs"] = ["symbol"]
    return entry


def _placeholder(member: Member) -> Any:
    """A value that fits a required field of which nothing is known."""
    if member.field.values:
        return next(iter(member.field.values))
    kinds: dict[Kind, Any] = {Kind.INT: 0, Kind.DECIMAL: "0", Kind.BOOLEAN: False, Kind.TIMESTAMP: "=clock.ns"}
    return kinds.get(member.field.kind, f"TODO {member.field.name} (tag {member.field.tag})")


def _mapped(rows: Sequence[tuple[str, tuple[str, ...]]], members: Mapping[str, Member]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for target, names in rows:
        member = next((members[each] for each in names if each in members), None)
        if member is None:
            continue
        read = f"m.{python_name(member.field.name)}"
        if target in _IDS and member.field.kind in (Kind.INT, Kind.DECIMAL):
            read = f"text({read})"
        if target == "average_price":
            read = f"{read} or None"
        made[target] = f"={read}"
    return made


def _order(name: str, members: Mapping[str, Member], enums: Mapping[str, Any]) -> dict[str, Any]:
    fields = _mapped(_ORDER, members)
    for target, field in (("side", "Side"), ("type", "OrdType"), ("time_in_force", "TimeInForce"),
                          ("status", "OrdStatus")):  # fmt: skip
        if target in fields and field not in enums and field != "Side":
            fields[target] = f"TODO say what the values of {field} mean (fix.enums)"
    defaults = {"side": "'buy'", "type": "'limit'", "status": "'new'"}
    for target, default in defaults.items():
        wanted = dict(_ORDER)[target][0]
        if target in fields and not members[wanted].required and str(fields[target]).startswith("="):
            fields[target] = f"{fields[target]} or {default}"
    fields["reduce_only"] = False
    when = {} if members["Symbol"].required else {"when": "=m.symbol is not None"}
    return {"to": "Order", "from": f"{name}.ExecutionReport", **when, "set": fields}


def _fill(name: str, members: Mapping[str, Member]) -> dict[str, Any]:
    fields = _mapped(_FILL, members)
    found = dict(_FILL)
    for target, default in (("side", "'buy'"), ("price", "0"), ("quantity", "0")):
        member = next((members[each] for each in found[target] if each in members), None)
        if member is not None and not member.required:
            fields[target] = f"{fields[target]} or {default}"
    values = members["ExecType"].field.values if "ExecType" in members else {}
    kinds = [each for each in ("F", "1", "2") if each in values] or ["F"]
    when = f"=m.exec_type == '{kinds[0]}'" if kinds == ["F"] or "F" in kinds else "=m.exec_type in ('1', '2')"
    when = when if members["Symbol"].required else f"{when} and m.symbol is not None"
    return {"to": "Fill", "from": f"{name}.ExecutionReport", "when": when, "set": fields}


def _receive(
    name: str, members: Mapping[str, Mapping[str, Member]], maps: Mapping[str, Any], made: Draft
) -> dict[str, Any]:
    receive: dict[str, Any] = {}
    report = members.get("ExecutionReport")
    if report is not None:
        entry: dict[str, Any] = {}
        if "ClOrdID" in report:
            entry["answers"] = "=m.cl_ord_id"
        if "ExecType" in report and (code := _code(report, ("OrdRejReason", "ErrorCode"))):
            entry["refused"] = {"when": "=m.exec_type == '8'", "code": code, "text": _text(report)}
        entry["maps"] = ["fix_fill", "fix_order"] if maps else []
        receive[f"{name}.ExecutionReport"] = entry
    reject = members.get("OrderCancelReject")
    if reject is not None and "ClOrdID" in reject:
        code = _code(reject, ("CxlRejReason", "ErrorCode"))
        receive[f"{name}.OrderCancelReject"] = {
            "answers": "=m.cl_ord_id",
            "refused": {"when": "=True", "code": code or "=''", "text": _text(reject)},
        }
    return receive


def _code(members: Mapping[str, Member], names: Sequence[str]) -> str:
    member = next((members[each] for each in names if each in members), None)
    if member is None:
        return ""
    read = f"m.{python_name(member.field.name)}"
    return f"=text({read})" if member.required else f"=text({read}) if {read} is not None else ''"


def _text(members: Mapping[str, Member]) -> str:
    return "=m.text or ''" if "Text" in members else "=''"
