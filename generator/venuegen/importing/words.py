"""Enumerations: what they are called, and which of the contract's they are, when all of their words are well known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from venuegen.importing.naming import tokens

#: Contract enumeration → member → what venues call it (lower case, `_` between words). None: known, no counterpart.
_KNOWN: dict[str, dict[str | None, str]] = {
    "Side": {"buy": "buy b bid", "sell": "sell s ask"},
    "TimeInForce": {
        "gtc": "gtc good_till_cancel good_till_canceled good_till_cancelled good_til_cancel good_til_canceled "
        "good_til_cancelled goodtillcancel goodtilcancelled",
        "ioc": "ioc immediate_or_cancel immediateorcancel",
        "fok": "fok fill_or_kill fillorkill",
        "gtd": "gtd gtt good_till_date good_til_date good_till_time good_til_time",
        "day": "day good_til_day good_for_day",
        None: "gtx poc post_only rpi alo",
    },
    "OrderType": {
        "market": "market",
        "limit": "limit limit_maker",
        "stop": "stop stop_market stop_loss stop_loss_market",
        "stop_limit": "stop_limit stop_loss_limit",
        "take_profit": "take_profit take_profit_market take_market",
        "take_profit_limit": "take_profit_limit take_limit",
        "trailing_stop": "trailing_stop trailing_stop_market",
        None: "market_limit iceberg",
    },
    "OrderStatus": {
        "pending_new": "pending_new",
        "new": "new open active untriggered",
        "triggered": "triggered",
        "partially_filled": "partially_filled partial_filled partiallyfilled partial_fill",
        "pending_cancel": "pending_cancel",
        "filled": "filled",
        "canceled": "canceled cancelled",
        "expired": "expired expired_in_match",
        "rejected": "rejected",
    },
    "Liquidity": {"maker": "maker m", "taker": "taker t"},
    "InstrumentKind": {
        "spot": "spot",
        "perpetual": "perpetual perp swap",
        "future": "future futures",
        "option": "option options",
        None: "future_combo option_combo margin",
    },
    "OptionType": {"call": "call c", "put": "put p"},
    "PositionSide": {"long": "long", "short": "short", None: "both net"},
    "MarginMode": {"cross": "cross crossed", "isolated": "isolated", "cash": "cash"},
    "TriggerBy": {
        "last": "last last_price lastprice",
        "mark": "mark mark_price markprice",
        "index": "index index_price indexprice",
    },
    "SelfTradePrevention": {
        "none": "none",
        "cancel_taker": "expire_taker cancel_taker reject_taker",
        "cancel_maker": "expire_maker cancel_maker reject_maker",
        "cancel_both": "expire_both cancel_both reject_both",
        "decrement": "decrement",
        "transfer": "transfer",
    },
}
#: Words in the name of a field without which short words mean nothing.
_HINTS = {"Liquidity": {"liquidity", "role", "maker", "taker"}, "OptionType": {"option", "right", "call"}}


def counterpart(words: Sequence[str | int], name: str) -> tuple[str, dict[str, str | None]] | None:
    """The contract's enumeration that these words are of, and word → member; None where one of them is not known."""
    said = ["_".join(tokens(str(word))) if str(word) != str(word).upper() else str(word).lower().replace("-", "_")
            for word in words]  # fmt: skip
    if len(words) < 2:
        return None
    for contract, members in _KNOWN.items():
        if contract in _HINTS and not _HINTS[contract] & set(tokens(name)) and any(len(each) == 1 for each in said):
            continue
        known = {text: member for member, texts in members.items() for text in texts.split()}
        if all(each in known for each in said):
            found = {str(word): known[each] for word, each in zip(words, said, strict=True)}
            if len({each for each in found.values() if each is not None}) > 1:
                return contract, found
    return None


def is_about(contract: str, name: str) -> bool:
    """Whether a name claims to be one of the contract's enumerations (`orderStatus` is OrderStatus)."""
    return "".join(tokens(name)) == contract.lower()


def _names(words: Sequence[str | int]) -> dict[str, str]:
    """Names for members that would be called alike: `1m` and `1M`."""
    first: dict[str, str] = {}
    made: dict[str, str] = {}
    for word in map(str, words):
        plain = re.sub(r"[^A-Za-z0-9]+", "_", word).strip("_").upper()
        other = first.setdefault(plain, word)
        if other != word:
            months = word[:-1].isdecimal() and word.endswith("M")
            made[word] = f"MONTH_{word[:-1]}" if months else f"VALUE_{plain}_{len(made) + 2}"
    return made


def declaration(words: Sequence[str | int], name: str, integer: bool) -> object:
    """The entry of `enums` for these words."""
    found = None if integer else counterpart(words, name)
    if found is not None:
        contract, values = found
        if all(word == member for word, member in values.items()):
            return {"contract": contract, "values": list(values)}
        return {"contract": contract, "values": values}
    if integer:
        return {"wire": "int", "values": list(words)}
    if clashing := _names(words):
        return {"values": list(words), "names": clashing}
    claimed = next((each for each in _KNOWN if is_about(each, name)), None)
    if claimed is not None:
        return {"values": list(words), "doc": f"TODO say which member of the contract's {claimed} each word is."}
    return list(words)
