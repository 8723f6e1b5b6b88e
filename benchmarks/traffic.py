"""Depth traffic: of a given shape (seeded, the same frames in every run), or from a recording, going round for ever.

The shape was fitted to real traffic of a busy spot market: 18 levels and about 700 bytes a message; of the levels 46 %
change a quantity, 24 % are new, 24 % go, 6 % remove what is not there; their median place is the 10th from the top.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

LEVELS = 18
DEPTH = 1000
FIRST_ID = 1_000_000
GONE = "0.00000000"

Levels = dict[str, str]


@dataclass(frozen=True)
class Market:
    """A symbol in the venue's spelling and in ours."""

    venue_symbol: str
    base: str
    quote: str

    @property
    def symbol(self) -> str:
        return f"{self.base}/{self.quote}"


@dataclass(frozen=True)
class Step:
    """One depth event without its numbers, which `Traffic` fills in."""

    market: int
    bids: Levels
    asks: Levels


class Traffic:
    """Snapshots, and depth frames without end: the steps in a circle, each round ending in the state it began with."""

    def __init__(
        self, markets: Sequence[Market], first: Sequence[tuple[Levels, Levels]], steps: Sequence[Step]
    ) -> None:
        self.markets = markets
        self._first = [tuple(_clean(side) for side in sides) for sides in first]
        now = [tuple(dict(side) for side in sides) for sides in self._first]
        for step in steps:
            for side, changes in zip(now[step.market], (step.bids, step.asks), strict=True):
                side.update(changes)
        circle = list(steps)
        for market, sides in enumerate(now):
            bids, asks = (
                {
                    price: first.get(price, GONE)
                    for price in first.keys() | side.keys()
                    if side.get(price) != first.get(price)
                }
                for first, side in zip(self._first[market], sides, strict=True)
            )
            circle.append(Step(market, bids, asks))
        self._circle = [(step.market, _rows(step.bids), _rows(step.asks)) for step in circle]
        self._ids = [FIRST_ID] * len(markets)
        self._at = 0
        self._ms = 1_700_000_000_000

    def snapshot(self, venue_symbol: str) -> str:
        """The answer of the venue's depth endpoint, as of the beginning."""
        market = [one.venue_symbol for one in self.markets].index(venue_symbol)
        bids, asks = self._first[market]
        best_bids = dict(sorted(bids.items(), key=lambda level: -float(level[0])))
        best_asks = dict(sorted(asks.items(), key=lambda level: float(level[0])))
        return f'{{"lastUpdateId":{FIRST_ID},"bids":{_rows(best_bids)},"asks":{_rows(best_asks)}}}'

    def frames(self, count: int) -> list[str]:
        """The next frames of the combined stream."""
        return list(self._next(count))

    def _next(self, count: int) -> Iterator[str]:
        for _ in range(count):
            market, bids, asks = self._circle[self._at]
            self._at = (self._at + 1) % len(self._circle)
            first = self._ids[market] + 1
            last = self._ids[market] = first + 17
            self._ms += 50
            name = self.markets[market].venue_symbol
            yield (
                f'{{"stream":"{name.lower()}@depth@100ms","data":{{"e":"depthUpdate","E":{self._ms},"s":"{name}",'
                f'"U":{first},"u":{last},"b":{bids},"a":{asks}}}}}'
            )


def _clean(side: Levels) -> Levels:
    return {price: quantity for price, quantity in side.items() if float(quantity)}


def _rows(levels: Levels) -> str:
    return json.dumps([[price, quantity] for price, quantity in levels.items()], separators=(",", ":"))


# ---------------------------------------------------------------------- of a given shape

SHAPED = ((Market("BTCUSDT", "BTC", "USDT"), 6_200_000), (Market("ETHUSDT", "ETH", "USDT"), 2_400_000))


class _Side:
    """Prices of one side in ticks of 0.01, best first, and their quantities."""

    def __init__(self, rng: random.Random, best: int, step: int) -> None:
        self.rng = rng
        self.step = step  # -1 for bids, +1 for asks: away from the other side
        self.prices = [best]
        while len(self.prices) < DEPTH:
            self.prices.append(self.prices[-1] + step * rng.randint(1, 12))
        self.quantities = {price: self._quantity() for price in self.prices}

    def levels(self) -> Levels:
        return {_price(price): quantity for price, quantity in self.quantities.items()}

    def change(self, other_best: int) -> tuple[int, str]:
        kind = self.rng.random()
        at = min(int(self.rng.expovariate(0.0866)), len(self.prices) - 2)  # the top moves as often as it does in life
        if kind < 0.46:
            price = self.prices[at]
            self.quantities[price] = self._quantity()
            return price, self.quantities[price]
        if kind < 0.70:
            found = self._free(at, other_best)
            if found is not None:
                at, price = found
                self.prices.insert(at, price)
                self.quantities[price] = self._quantity()
                return price, self.quantities[price]
        elif kind < 0.94 and len(self.prices) > DEPTH // 2:
            price = self.prices.pop(at)
            del self.quantities[price]
            return price, GONE
        price = self.prices[at] + self.step
        while price in self.quantities:
            price += self.step
        return price, GONE

    def _quantity(self) -> str:
        return f"{self.rng.lognormvariate(-1.5, 1.6):.8f}"

    def _free(self, at: int, other_best: int) -> tuple[int, int] | None:
        """A price without a level near place `at`, on this side of the other side's best."""
        for here in range(at, min(at + 20, len(self.prices) - 1)):
            if here == 0:
                price = self.prices[0] - self.step * self.rng.randint(1, 6)
                if (price - other_best) * self.step > 0:
                    return 0, price
            elif abs(self.prices[here] - self.prices[here - 1]) > 1:
                return here, self.prices[here - 1] + self.step
        return None


def shaped(messages: int, *, markets: int = len(SHAPED), seed: int = 20_211_122) -> Traffic:
    """Traffic of the shape that the module describes."""
    rng = random.Random(seed)
    sides = [(_Side(rng, start, -1), _Side(rng, start + 1, 1)) for _, start in SHAPED[:markets]]
    first = [(bids.levels(), asks.levels()) for bids, asks in sides]
    steps = []
    for number in range(messages):
        bids, asks = sides[number % markets]
        changes: tuple[Levels, Levels] = ({}, {})
        while len(changes[0]) + len(changes[1]) < LEVELS:
            if rng.random() < 0.5:
                price, quantity = bids.change(asks.prices[0])
                changes[0][_price(price)] = quantity
            else:
                price, quantity = asks.change(bids.prices[0])
                changes[1][_price(price)] = quantity
        steps.append(Step(number % markets, *changes))
    return Traffic([market for market, _ in SHAPED[:markets]], first, steps)


def _price(ticks: int) -> str:
    return f"{ticks // 100}.{ticks % 100:02d}000000"


# ---------------------------------------------------------------------- from a recording

RECORDED = (
    Market("NKNUSDT", "NKN", "USDT"),
    Market("BLZETH", "BLZ", "ETH"),
    Market("LRCBTC", "LRC", "BTC"),
    Market("RUNEEUR", "RUNE", "EUR"),
)


def recorded(path: Path) -> Traffic:
    """The depth events of a recording, on the snapshots that it holds, renumbered so that it can go round."""
    names = {market.venue_symbol: at for at, market in enumerate(RECORDED)}
    first: list[tuple[Levels, Levels]] = [({}, {}) for _ in RECORDED]
    ids = [0] * len(RECORDED)
    steps = []
    with gzip.open(path, "rt") as lines:
        records = [json.loads(line) for line in lines]
    for record in records:
        parts = urlsplit(record["url"])
        if record["kind"] == "http" and parts.path.endswith("/depth"):
            market = names[parse_qs(parts.query)["symbol"][0]]
            body = json.loads(record["text"])
            first[market] = (dict(body["bids"]), dict(body["asks"]))
            ids[market] = body["lastUpdateId"]
    for record in records:
        if record["kind"] == "recv" and "@depth" in record["text"]:
            event = json.loads(record["text"])["data"]
            market = names[event["s"]]
            if event["u"] > ids[market]:
                steps.append(Step(market, dict(event["b"]), dict(event["a"])))
    return Traffic(RECORDED, first, steps)
