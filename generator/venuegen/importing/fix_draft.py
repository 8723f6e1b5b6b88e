"""The section `fix` out of a dictionary: what the standard names of its fields mean, and TODOs for the rest.

A dictionary says which fields there are. It does not say where a venue is, how a Logon is signed, when numbers start
anew, or what a venue does with a field of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from venue_runtime.fix.dictionary import Dictionary, Kind

from venuegen.importing import fix_market as market
from venuegen.importing import fix_orders as orders
from venuegen.importing import fix_words as words
from venuegen.importing.draft import Draft
from venuegen.lang.wire_types import python_name

_ON_DISCONNECT = re.compile(r"cancel.*disconnect|cancelondisconnect|enablecod", re.IGNORECASE)
_VERSIONS = ("FIX.4.0", "FIX.4.1", "FIX.4.2", "FIX.4.3", "FIX.4.4")


def draft_fix(dictionary: Dictionary, picked: Sequence[str], name: str, file: str) -> Draft:
    """The section `fix`, its address, Logon, books and maps. `name`: of the dictionary in the spec, `file`: its path
    there."""
    made = Draft()
    messages = {each: {m.field.name: m for m in dictionary.message(each).members} for each in picked}
    enums = words.enums(dictionary, messages.values())
    trading = bool({*orders.COMMANDS.values(), "ExecutionReport"} & set(messages))
    session = "order_entry" if trading else "market_data"
    order = messages.get("NewOrderSingle", {})
    operations = {
        method: orders.command(method, message, messages[message], enums, made)
        for method, message in orders.COMMANDS.items()
        if message in messages and orders.is_answered(method, messages)
    }
    maps: dict[str, Any] = {}
    report = messages.get("ExecutionReport", {})
    if "Symbol" in report:
        by_style = orders.directed(order) and "TriggerPriceDirection" in report
        maps = {"fix_order": orders.order_map(name, report, enums, by_style)}
        fill = orders.fill_map(name, report, enums)
        maps |= {"fix_fill": fill} if {"price", "quantity"} <= set(fill["set"]) else {}
        operations |= {each: {"session": session} for each in ("watch_orders", "watch_fills")}
    told = market.market(dictionary, name, messages, enums, session)
    receive = orders.receive(name, messages, maps)
    used = {
        *(each["send"] for each in operations.values() if "send" in each),
        *(each.partition(".")[2] for each in receive),
    }
    used |= {dictionary.messages[kind].name for kind in "VWXY" if told.channels and kind in dictionary.messages}
    others = [each for each in picked if each not in used]
    fix: dict[str, Any] = {
        **_version(dictionary),
        "dictionaries": {name: {"file": file, "messages": others} if others else file},
        "enums": enums,
        "sessions": {session: _session(name)},
        "styles": orders.styles(order, enums) if order else [],
        "operations": {**operations, **told.operations},
        "receive": receive,
        "channels": told.channels,
    }
    codes = orders.codes(messages)
    made.sections = {
        "credentials": {"api_key": {"secret": True}, "api_secret": {"secret": True}},
        "environments": {"production": {"urls": {"fix": "TODO the address: tcp+tls://host:port"}}},
        "auth": {"fix_logon": _logon(dictionary)},
        "errors": {"source": "TODO the venue's list of reject reasons; these are the standard's", "at": {},
                   "codes": codes} if codes else {},
        "fix": {key: value for key, value in fix.items() if value},
        "books": told.books,
        "maps": {**maps, **told.maps},
    }  # fmt: skip
    made.sections = {key: value for key, value in made.sections.items() if value}
    if not any("=cred.api_key" in each.get("set", {}).values() for each in made.sections["auth"]["fix_logon"]["steps"]):
        made.sections["credentials"].pop("api_key")
    made.todos.append(
        "compare the sessions of fix with the documentation: CompIDs, heartbeat, reset of numbers, resend, precision"
    )
    if order:
        made.todos.append(
            "say what the fields of fix.operations that say TODO mean, and which styles of orders the venue takes"
        )
    if any("ErrorCode" in each for each in messages.values()):
        made.todos.append(
            "list the venue's codes under errors.codes: what a code that is not there means, nobody knows"
        )
    if maps:
        made.todos.append(
            "compare the maps of fix with real reports: what of them is always there, and which fields mean a fill"
        )
    made.todos += told.todos
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
    for each in known.members if known is not None else ():
        if _ON_DISCONNECT.search(each.field.name) and each.field.kind is Kind.BOOLEAN:
            last[f"logon.{python_name(each.field.name)}"] = "=session.cancel_on_disconnect"
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
