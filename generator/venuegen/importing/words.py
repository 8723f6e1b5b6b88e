"""Words that are well known: which of the contract's enumerations they are of, and which of its errors codes mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from venuegen.importing.model import Shape
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
        "last": "last last_price lastprice last_trade last_trade_price",
        "mark": "mark mark_price markprice",
        "index": "index index_price indexprice",
    },
    "SelfTradePrevention": {
        "none": "none",
        "cancel_taker": "expire_taker cancel_taker reject_taker cancel_newest",
        "cancel_maker": "expire_maker cancel_maker reject_maker cancel_oldest",
        "cancel_both": "expire_both cancel_both reject_both",
        "decrement": "decrement decrement_and_cancel",
        "transfer": "transfer",
    },
}
#: Words in the name of a field without which short words mean nothing.
_HINTS = {"Liquidity": {"liquidity", "role", "maker", "taker"}, "OptionType": {"option", "right", "call"}}


def counterpart(words: Sequence[str | int], name: str) -> tuple[str, dict[str, str | None]] | None:
    """The contract's enumeration that these words are of, and word → member; None where one of them is not known."""
    said = [_spelt(str(word)) for word in words]
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


def member(contract: str, word: str) -> str | None:
    """The member of a contract's enumeration that a word means; None for one that is not known."""
    said = _spelt(word)
    return next((one for one, texts in _KNOWN[contract].items() if said in texts.split()), None)


def is_about(contract: str, name: str) -> bool:
    """Whether a name claims to be one of the contract's enumerations (`orderStatus` is OrderStatus)."""
    return "".join(tokens(name)) == contract.lower()


#: Contract enumeration → last words of the names of its fields.
_CALLED = {
    "Side": {"side"}, "TimeInForce": {"force", "tif"}, "OrderType": {"type"}, "OrderStatus": {"status", "state"},
    "Liquidity": {"liquidity", "role", "maker", "taker"},
}  # fmt: skip


@dataclass(slots=True)
class Shown:
    """Words of the contract's enumerations that examples show, where a document does not list them."""

    words: dict[str, list[str]] = field(default_factory=dict)
    """Contract enumeration → words shown, in the order met."""
    lists: set[str] = field(default_factory=set)
    """Names of lists that show texts."""

    def add(self, wire: str, shape: Shape, samples: Sequence[Any]) -> None:
        """Remember what a text shows, or what a list is of."""
        if shape.kind == "array" and shape.items is not None and shape.items.kind == "string":
            self.lists.add(wire)
        shown = [each for each in (*samples, *shape.samples) if isinstance(each, str) and each]
        contract = _contract_of(wire, shown) if shape.kind == "string" and not shape.words else None
        if contract is not None:
            known = self.words.setdefault(contract, [])
            known += [each for each in dict.fromkeys(shown) if each not in known]

    def enumeration(self, wire: str, shown: Sequence[str]) -> tuple[str, list[str]] | None:
        """The contract's enumeration that a text is of, and the words of it; None where too little is shown to tell,
        or one thing is said in two ways."""
        contract = _contract_of(wire, [each for each in shown if each])
        found = self.words.get(contract or "", [])
        if contract == "Side" and len(found) == 1:
            found = [*found, _opposite(found[0])]
        members = counterpart(found, wire if contract != "Liquidity" else "liquidity")
        if contract is None or members is None or members[0] != contract:
            return None
        said = [each for each in members[1].values() if each is not None]
        return (contract, found) if len(set(said)) == len(said) else None


def _opposite(side: str) -> str:
    """The other side, spelt alike: there are but two."""
    pairs = {"buy": "sell", "sell": "buy", "b": "s", "s": "b", "bid": "ask", "ask": "bid"}
    other = pairs[_spelt(side)]
    return other.upper() if side.isupper() else other.capitalize() if side[:1].isupper() else other


def _contract_of(wire: str, shown: Sequence[str]) -> str | None:
    """The contract's enumeration that all of these words are of, and that a field of this name can be."""
    last = tokens(wire)[-1:]
    for contract, names in _CALLED.items():
        known = {text for texts in _KNOWN[contract].values() for text in texts.split()}
        if shown and last and last[0] in names and all(_spelt(each) in known for each in shown):
            return contract
    return None


def _spelt(word: str) -> str:
    return "_".join(tokens(word)) if word != word.upper() else word.lower().replace("-", "_")


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


_LABEL = re.compile(r"""["'`]?(-?\d+)["'`]?\s*(?:=|:|\u2013|\u2014|-|is\b|means\b)\s*["'`]?([A-Za-z][A-Za-z_ -]*)""")


def labels(words: Sequence[str | int], doc: str) -> dict[str, str]:
    """What numbers mean by a description (`1 = sell, 2 = buy`): number → word; empty unless it says it of all."""
    found: dict[str, str] = {}
    for number, text in _LABEL.findall(re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", doc)):
        said = re.split(r"\s+(?:and|or|for|if|when)\s|\s-\s", text.strip(" -_"))[0]
        found.setdefault(number, "_".join(tokens(said)[:4]))
    made = {str(word): found.get(str(word), "") for word in words}
    distinct = len(set(made.values())) == len(made)
    return made if words and distinct and all(made.values()) else {}


def _of_numbers(words: Sequence[str | int], name: str, said: Mapping[str, str]) -> object:
    """The entry for numbers whose meaning is described."""
    found = counterpart(list(said.values()), name)
    if found is not None:
        contract, members = found
        return {"contract": contract, "wire": "int", "values": {key: members[word] for key, word in said.items()}}
    return {"wire": "int", "values": list(words), "names": {key: word.upper() for key, word in said.items()}}


def declaration(words: Sequence[str | int], name: str, integer: bool, doc: str = "") -> object:
    """The entry of `enums` for these words; `doc` is what is said of the field."""
    if integer and (said := labels(words, doc)):
        return _of_numbers(words, name, said)
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
        return _in_part(words, claimed)
    return list(words)


def _in_part(words: Sequence[str | int], contract: str) -> object:
    """The words that are well known, mapped, and the others for a person to say."""
    members = {text: member for member, texts in _KNOWN[contract].items() for text in texts.split()}
    said = {str(word): _spelt(str(word)) for word in words}
    open_ = [word for word, text in said.items() if text not in members]
    if len(open_) == len(words):
        return {"values": list(words), "doc": f"TODO say which member of the contract's {contract} each word is."}
    return {
        "contract": contract,
        "values": {word: members.get(text) for word, text in said.items()},
        "doc": f"TODO say which member of the contract's {contract} these are, null for none: {', '.join(open_)}.",
    }


#: The contract's errors → what venues call their codes (lower case, `_` between words).
_ERRORS: dict[str, str] = {
    "AuthenticationError": "unauthorized unauthenticated unauthorised invalid_signature bad_signature "
    "signature_mismatch invalid_api_key invalid_key invalid_credentials authentication_failed authentication_error "
    "invalid_passphrase",
    "PermissionDenied": "forbidden permission_denied access_denied ip_not_allowed",
    "ClockSkew": "invalid_timestamp timestamp_expired request_expired expired_timestamp",
    "InvalidNonce": "invalid_nonce nonce_too_low",
    "RateLimitExceeded": "too_many_requests rate_limit rate_limited rate_limit_exceeded too_many_orders",
    "VenueUnavailable": "maintenance service_unavailable system_busy under_maintenance",
    "InsufficientFunds": "insufficient_funds insufficient_balance insufficient_margin not_enough_balance "
    "balance_not_enough",
    "OrderNotFound": "order_not_found unknown_order order_does_not_exist no_such_order",
    "DuplicateOrderId": "duplicate_order duplicate_order_id duplicate_client_order_id duplicate_client_id",
    "PostOnlyRejected": "post_only_rejected post_only_taker would_take",
    "CancelRejected": "cancel_rejected",
    "MarketClosed": "market_closed trading_paused trading_halted trading_suspended",
    "InvalidOrder": "invalid_order invalid_price invalid_quantity invalid_amount invalid_size invalid_symbol "
    "invalid_market invalid_side invalid_order_type min_notional below_minimum order_too_small",
}
#: Codes after which nobody knows whether a command was done.
_UNKNOWN = "timeout server_error internal_error internal_server_error system_error gateway_timeout unknown_error"


def error_codes(words: Sequence[str | int]) -> tuple[dict[str, object], list[str]]:
    """Rows for `errors.codes` of the codes that are well known, and the codes that a person has to read up."""
    known = {text: error for error, texts in _ERRORS.items() for text in texts.split()}
    said = {str(word): _spelt(str(word)) for word in words}
    grouped: dict[str, list[str]] = {}
    for word, text in said.items():
        if text in known:
            grouped.setdefault(known[text], []).append(word)
    rows: dict[str, object] = {key: error for error, found in grouped.items() for key in _keys(found)}
    unknown = [word for word, text in said.items() if text in _UNKNOWN.split()]
    rows |= {key: {"error": "VenueUnavailable", "definitive": False} for key in _keys(unknown)}
    left = [word for word, text in said.items() if text not in known and word not in unknown]
    rows |= dict.fromkeys(_keys(left), "VenueResponseError")
    return rows, left


def _keys(words: Sequence[str]) -> list[str]:
    """Words as keys of the table of errors: several in one, as many as a line holds."""
    made: list[str] = []
    for word in words:
        if made and len(made[-1]) + len(word) < 80:
            made[-1] += f", {word}"
        else:
            made.append(word)
    return made
