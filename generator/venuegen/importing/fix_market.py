"""Market data over FIX out of a dictionary: what subscribes, what brings a book and trades, and how a book chains.

The four messages are known by their types (V, W, X, Y), since venues name them differently. Which numbers chain is read
off the names of fields; where none is there, nothing tells a gap, and a TODO says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from venue_runtime.fix.dictionary import Dictionary, Kind, Member

from venuegen.importing import fix_words as words
from venuegen.importing.fix_orders import code_of, placeholder, text_of
from venuegen.importing.fix_words import Members
from venuegen.lang.wire_types import python_name

REQUEST, SNAPSHOT, CHANGES, REJECT = "V", "W", "X", "Y"
_LAST = re.compile(r"(last|final)?(book)?(update|change)id|rptseq|mdseqnum|(book|md)?seq(uence)?(no|num|number|id)",
                   re.IGNORECASE)  # fmt: skip
_FIRST = re.compile(r"first(book)?(update|change)id", re.IGNORECASE)
_BEFORE = re.compile(r"prev(ious)?(book)?(update|change|seq(uence)?)(id|no|num|number)?", re.IGNORECASE)


@dataclass(slots=True)
class Market:
    """Sections of market data."""

    channels: dict[str, Any] = field(default_factory=dict)
    operations: dict[str, Any] = field(default_factory=dict)
    books: dict[str, Any] = field(default_factory=dict)
    maps: dict[str, Any] = field(default_factory=dict)
    todos: list[str] = field(default_factory=list)


def market(dictionary: Dictionary, name: str, picked: Mapping[str, Members], enums: Mapping[str, Any],
           session: str) -> Market:  # fmt: skip
    """Channels of books and trades, as far as the picked messages have them. `name`: of the dictionary in the spec."""
    made = Market()
    found = {kind: dictionary.messages[kind].name for kind in (REQUEST, SNAPSHOT, CHANGES, REJECT)
             if kind in dictionary.messages and dictionary.messages[kind].name in picked}  # fmt: skip
    if REQUEST not in found or not {SNAPSHOT, CHANGES} & set(found):
        return made
    messages = {kind: picked[each] for kind, each in found.items()}
    request = messages[REQUEST]
    kinds = _inner(request, "NoMDEntryTypes").get("MDEntryType")
    listed = set(kinds.field.values) if kinds is not None and kinds.field.values else {"0", "1", "2"}
    refusal = {}
    if REJECT in found:
        rejected = messages[REJECT]
        code = code_of(rejected, "MDReqRejReason", "market data") or "='market data'"
        refusal = {found[REJECT]: {"refused": {"when": "=True", "code": code, "text": text_of(rejected)}}}
    if {"0", "1"} <= listed:
        receive = _book_feeds(messages, found)
        made.channels["depth"] = {**_asked(request, found[REQUEST], session, ("0", "1"), "=depth or 0", made),
                                  "receive": {**receive, **refusal}}  # fmt: skip
        made.operations["watch_order_book"] = {"channel": "depth", "book": "fix_depth"}
        made.books["fix_depth"] = _book(receive, found, made)
    changes = messages.get(CHANGES, {})
    entry = _inner(changes, "NoMDEntries")
    if "2" in listed and {"MDEntryPx", "MDEntrySize"} <= set(entry):
        feed = {**_request_id(changes), "group": "no_md_entries", **_inherited(entry, ("Symbol", "TransactTime"))}
        made.channels["trades"] = {**_asked(request, found[REQUEST], session, ("2",), 1, made),
                                   "receive": {found[CHANGES]: feed, **refusal}}  # fmt: skip
        made.operations["watch_trades"] = {"channel": "trades", "map": "fix_trade"}
        made.maps["fix_trade"] = _trade(f"{name}.{found[CHANGES]}", changes, entry, enums, made)
    made.todos += ["say how deep a book may be asked for (fix.channels.depth), and what ends a subscription"]
    return made


def _inner(members: Members, group: str) -> dict[str, Member]:
    found = members.get(group)
    return {each.field.name: each for each in found.group.members} if found is not None and found.group else {}


def _asked(request: Members, message: str, session: str, kinds: tuple[str, ...], depth: Any,
           made: Market) -> dict[str, Any]:  # fmt: skip
    """How a channel is asked for, and ended."""
    given: dict[str, Any] = {}
    ended: dict[str, Any] = {}
    for name, member in request.items():
        value = _of_request(name, member, kinds, depth)
        if value is None and member.required:
            value = placeholder(member) if member.group is None else None
            made.todos.append(f"say what {message}.{name} is, which is drafted as {value!r}")
        if value is None:
            continue
        given[python_name(name)] = value
        if member.required or name == "MDReqID":
            ended[python_name(name)] = "2" if name == "SubscriptionRequestType" else value
    ended["subscription_request_type"] = "2"
    return {"session": session, "subscribe": {"send": message, "with": given},
            "unsubscribe": {"send": message, "with": ended}}  # fmt: skip


def _of_request(name: str, member: Member, kinds: tuple[str, ...], depth: Any) -> Any:
    known: dict[str, Any] = {
        "MDReqID": "=req.id",
        "SubscriptionRequestType": "1",
        "MarketDepth": depth if member.field.kind is Kind.INT else "0" if "0" in member.field.values else None,
        "MDUpdateType": "1" if member.field.values.keys() >= {"1"} else 1 if not member.field.values else None,
        "AggregatedBook": True if member.field.kind is Kind.BOOLEAN else None,
    }
    if name == "NoMDEntryTypes" and member.group is not None:
        return [{"md_entry_type": each} for each in kinds]
    if name == "NoRelatedSym" and member.group is not None:
        return [{"symbol": "=i.venue_symbol"}]
    return "=i.venue_symbol" if name == "Symbol" else known.get(name)


def _book_feeds(messages: Mapping[str, Members], found: Mapping[str, str]) -> dict[str, Any]:
    feeds: dict[str, Any] = {}
    if SNAPSHOT in messages:
        last = _numbered(messages[SNAPSHOT], _LAST)
        feeds[found[SNAPSHOT]] = {**_request_id(messages[SNAPSHOT]), "group": "no_md_entries",
                                  "update": {"snapshot": True, **({"last": f"=m.{last}"} if last else {})}}  # fmt: skip
    if CHANGES in messages:
        members = messages[CHANGES]
        entry = _inner(members, "NoMDEntries")
        update: dict[str, Any] = {}
        names = []
        chained = (("first", _FIRST), ("first", _BEFORE), ("last", _LAST)) if _chains(messages) else ()
        for key, pattern in chained:
            for of, fields in (("m", members), ("e", entry)):
                if key not in update and (number := _numbered(fields, pattern)):
                    update[key] = f"={of}.{number}"
                    names += [each for each in fields if of == "e" and python_name(each) == number]
        if "MDUpdateAction" in entry:
            update["removed"] = "=e.md_update_action == '2'"
        feeds[found[CHANGES]] = {
            **_request_id(members),
            "group": "no_md_entries",
            **_inherited(entry, ("Symbol", *names)),
            "update": update,
        }
    return feeds


def _chains(messages: Mapping[str, Members]) -> bool:
    """Whether a whole book is numbered as changes are: else no number of a change says whether it follows."""
    return SNAPSHOT in messages and bool(_numbered(messages[SNAPSHOT], _LAST))


def _request_id(members: Members) -> dict[str, str]:
    """`id` of a feed, where messages may leave out which request they are of."""
    there = members.get("MDReqID")
    return {} if there is not None and there.required else {"id": "=m.md_req_id or ''"}


def _numbered(members: Members, pattern: re.Pattern[str]) -> str:
    """The field (python name) that is called like a number of changes."""
    return next((python_name(name) for name, each in members.items()
                 if pattern.fullmatch(name) and each.field.kind in (Kind.INT, Kind.DECIMAL)), "")  # fmt: skip


def _inherited(entry: Members, names: tuple[str, ...]) -> dict[str, Any]:
    """What entries of one message leave out when it is that of the entry before."""
    kept = [python_name(name) for name in names if name in entry and not entry[name].required]
    return {"inherit": kept} if kept else {}


def _book(feeds: Mapping[str, Any], found: Mapping[str, str], made: Market) -> dict[str, Any]:
    change = feeds.get(found.get(CHANGES, ""), {}).get("update", {})
    first, last = change.get("first", ""), change.get("last", "")
    numbered = "last" in feeds.get(found.get(SNAPSHOT, ""), {}).get("update", {})
    snapshot: dict[str, Any] = {"from": "stream", "when": "=u.snapshot"}
    rule: dict[str, Any] = {"channel": "fix.depth", "snapshot": snapshot}
    if last and numbered:
        snapshot["sequence"] = "=s.last or 0"
        rule |= {"sequence": "=u.last or 0", "drop_if": "=(u.last or 0) <= sequence"}
        if _BEFORE.fullmatch(first.partition(".")[2].replace("_", "")):
            rule["next_if"] = "=u.first == sequence"
        elif first:
            rule |= {"first_if": "=(u.first or 0) <= sequence + 1", "next_if": "=u.first == sequence + 1"}
    if "next_if" not in rule:
        made.todos.append("say how updates of books.fix_depth follow each other: without `next_if` no gap is seen")
    return rule


def _trade(source: str, whole: Members, entry: Members, enums: Mapping[str, Any], made: Market) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    ids = next((entry[each] for each in ("TradeID", "MDEntryID", "TrdMatchID") if each in entry), None)
    if ids is not None:
        read = f"m.{python_name(ids.field.name)}"
        fields["trade_id"] = f"=text({read})" if ids.field.kind in (Kind.INT, Kind.DECIMAL) else f"={read}"
    fields["symbol"] = "=i.symbol"
    if side := words.named(entry, "Side", enums):
        fields["side"] = f"=m.{python_name(side)}"
    fields |= {"price": "=m.md_entry_px", "quantity": "=m.md_entry_size"}
    times = [f"=m.{python_name(name)}" for name, each in entry.items() if each.field.kind is Kind.TIMESTAMP]
    times += [f"=whole.{python_name(name)}" for name, each in whole.items() if each.field.kind is Kind.TIMESTAMP]
    if times:
        fields["ts_event"] = times[0]
    missing = [each for each in ("side", "ts_event", "trade_id") if each not in fields]
    if missing:
        made.todos.append(f"say where a trade of maps.fix_trade has its {', '.join(missing)}")
    checks = [f"m.{python_name(name)} is not None" for name in ("MDEntryPx", "MDEntrySize") if not entry[name].required]
    return {"to": "Trade", "from": source, "each": "=whole.no_md_entries",
            "when": "=" + " and ".join(["m.md_entry_type == '2'", *checks]), "set": fields}  # fmt: skip
