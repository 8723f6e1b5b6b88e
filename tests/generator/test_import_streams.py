"""`venuegen import asyncapi`, several documents into one spec: channels join the connection that they fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest
from venue_runtime.testing.generated_socket import (
    GeneratedSocket,
    Hole,
    Parts,
    TopicRule,
    _topic,
    match_frame,
    topics_of,
)
from venuegen.check import check_venue
from venuegen.importing import run
from venuegen.importing.document import parse_document
from venuegen.importing.merging import deepen
from venuegen.importing.prose import budget
from venuegen.importing.words import declaration
from venuegen.spec.load import load_spec
from venuegen.spec.model import Spec

CALLS = Path(__file__).parent.parent / "corpus" / "import" / "asyncapi_calls"


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A spec of the calls alone, and then of the account's streams."""
    run.write_new(tmp_path / "fir", "fir", run.read(CALLS / "document.yaml"), "asyncapi", ["*"], today="2026-11-22")
    run.write_into(tmp_path, "fir", run.read(CALLS / "account.yaml"), "asyncapi", ["*"], replace=False)
    return tmp_path


def spec_of(specs: Path) -> Spec:
    loaded, problems = load_spec(specs / "fir" / "venue.yaml", specs)
    assert loaded is not None, list(problems)
    return loaded.spec


def test_the_private_document_gets_a_connection_with_a_login(specs: Path) -> None:
    spec = spec_of(specs)
    assert list(spec.ws) == ["public", "private"]
    orders = spec.ws["private"].channels["orders"]
    assert orders.topic == {
        "subscribe": "orders_subscribe",
        "params": ["=split(cfg.markets, ',')"],
        "unsubscribe": "orders_unsubscribe",
        "leave_params": [],
    }
    assert (orders.private, orders.key) == (True, "orders_update")
    assert spec.config["markets"].type == "str"
    assert spec.auth["login"].steps[0].message == {
        "id": 0,
        "method": "authorize",
        "params": ["TODO the token", "public"],
    }
    assert spec.types["OrdersEvent"] == ["event Event", "order Order"]
    assert [each.file for each in spec.imports] == ["import/document.yaml", "import/account.yaml"]
    assert {each.id for each in check_venue("fir", specs)} == {"VG901"}


def test_numbers_mean_what_is_said_of_them(specs: Path) -> None:
    enums: dict[str, Any] = dict(spec_of(specs).enums)
    assert (enums["Side"].contract, enums["Side"].values) == ("Side", {"1": "sell", "2": "buy"})
    assert enums["Liquidity"].values == {"1": "maker", "2": "taker"}, "the same numbers, and another meaning"
    assert enums["Event"].names == {"1": "NEW_ORDER", "2": "UPDATE_ORDER", "3": "FINISH_ORDER"}
    assert declaration([1, 2], "mode", True, "one of two") == {"wire": "int", "values": [1, 2]}


def test_what_fits_a_connection_joins_it_and_a_person_keeps_the_rest(specs: Path) -> None:
    path = specs / "fir" / "venue.yaml"
    text = path.read_text("utf-8")
    mine = text.replace("    frame: Frame\n", "    frame: Frame  # mine\n", 1).replace("every: 30s", "every: 20s")
    path.write_text(mine, "utf-8")
    more = (CALLS / "document.yaml").read_text("utf-8").replace("deals", "prints").replace("Deals", "Prints")
    outcome = run.write_into(specs, "fir", parse_document(more.encode(), CALLS / "prints.yaml"), "asyncapi", ["*"],
                             replace=False)  # fmt: skip
    after = path.read_text("utf-8")
    assert [line for line in mine.splitlines() if line not in after.splitlines()] == []
    assert "ws.public.channels.prints" in outcome.added
    assert "ws.public.channels.depth" in outcome.kept
    public = spec_of(specs).ws["public"]
    assert list(public.channels) == ["depth", "deals", "prints"]
    assert [rule.push.key for rule in public.receive if rule.push] == [
        "=concat('depth_update:', h.market)",
        "=concat('deals_update:', h.market)",
        "=concat('prints_update:', h.market)",
    ]
    assert next(iter(public.receive)).pong is not None, "a pong bears an id too, so its rule is ahead of the acks"
    assert public.ping.every == "20s"
    assert len([name for name in spec_of(specs).types if name.endswith("Head")]) == 2, "the same head is one type"


def test_a_subscription_that_replaces_has_a_connection_of_its_own() -> None:
    text = (CALLS / "document.yaml").read_text("utf-8").replace("60 seconds of inactivity.", "a while. Every new "
                                                                "subscription replaces the existing one.")  # fmt: skip
    made = run.drafted(parse_document(text.encode(), CALLS / "document.yaml"), "asyncapi", ["*deals*"]).sections["ws"]
    assert list(made) == ["deals"]
    assert made["deals"]["limits"] == {"topics": 1, "connects": "1000/1m", "messages": "200/1m"}


def test_an_entry_on_one_line_grows() -> None:
    text = "ws:\n  a: {url: here, channels: {one: {type: T}}}\n"
    text += "  b:\n    receive:\n      - {ack: {when: =True}}\n\n# end\n"
    file = Path("venue.yaml")
    merged = deepen(text, file, ("ws", "a"), {"channels": {"two": {"type": "U"}, "one": {"type": "V"}}, "frame": "F"})
    assert (merged.added, merged.kept) == (["ws.a.channels.two", "ws.a.frame"], ["ws.a.channels.one"])
    merged = deepen(merged.text, file, ("ws", "b"), {"receive": [{"ack": {"when": "=True"}}, {"push": {"when": "=f"}}]})
    assert merged.text == (
        "ws:\n  a: {url: here, channels: {one: {type: T}, two: {type: U}}, frame: F}\n"
        "  b:\n    receive:\n      - {ack: {when: =True}}\n      - {push: {when: =f}}\n\n# end\n"
    )


def test_what_a_spec_lacks_is_added_whole() -> None:
    merged = deepen("spec: 1\n", Path("venue.yaml"), ("ws", "a"), {"url": "here"})
    assert merged.text == "spec: 1\n\nws:\n  a: {url: here}\n"


def test_a_frame_that_leaves_names_other_parts_of_a_topic_than_one_that_joins() -> None:
    rule = TopicRule(
        channel="depth",
        pattern={
            "subscribe": "depth_subscribe",
            "params": r"\['(?P<symbol>[^@]+?)', (?P<limit>[^@{}]+), True\]",
            "unsubscribe": "depth_unsubscribe",
            "leave": r"\['(?P<symbol>[^@]+?)'\]",
        },
    )
    joins = {"method": Hole("topic.subscribe"), "params": Hole("topic.params")}
    leaves = {"method": Hole("topic.unsubscribe"), "params": Hole("topic.leave")}
    found = match_frame(joins, {"method": "depth_subscribe", "params": ["A_B", 100, True]})
    assert found is not None
    assert _topic(rule.pattern, topics_of(found)[0]) == {"symbol": "A_B", "limit": "100"}
    found = match_frame(leaves, {"method": "depth_unsubscribe", "params": ["A_B"]})
    assert found is not None
    assert _topic(rule.pattern, topics_of(found)[0]) == {"symbol": "A_B"}
    assert _topic(rule.pattern, {"unsubscribe": "depth_unsubscribe"}) is None, (
        "a topic that is told whole has all parts"
    )
    assert _topic(rule.pattern, Parts(unsubscribe="trades_unsubscribe")) is None


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Rate limit: 10,000 requests/10 sec.", (10000, "10s")),
        ("<Warning>\nRate limit 600 requests/10 sec.\n</Warning>", (600, "10s")),
        ("Rate limit: 10 requests/60 sec.", (10, "60s")),
        ("At most 5 calls per second", (5, "1s")),
        ("Limit: From 1 to 100 orders per request.", (0, "")),
        ("100 requests are enough", (0, "")),
    ],
)
def test_budgets_that_sentences_name(said: str, found: tuple[int, str]) -> None:
    assert budget(said) == found


def test_a_later_document_uses_the_buckets_of_an_earlier_one(tmp_path: Path) -> None:
    """The same budget is the same bucket, another one is added beside it."""
    file = CALLS.parent / "openapi_fields" / "document.yaml"
    run.write_new(tmp_path / "fir", "fir", run.read(file), "openapi", ["GET /orders"], today="2026-11-22")
    text = file.read_text("utf-8").replace("Hazel", "Hazel, the rest")
    document = parse_document(text.encode(), file.with_name("rest.yaml"))
    run.write_into(tmp_path, "fir", document, "openapi", ["GET /order", "GET /candles"], replace=False)
    spec = spec_of(tmp_path)
    assert spec.limits is not None
    assert {name: (each.budget, each.window) for name, each in spec.limits.buckets.items()} == {
        "requests": (10000, "10s"),
        "requests_600": (600, "1m"),
    }
    assert {name: each.cost for name, each in spec.endpoints.items()} == {
        "results_of_several": None,
        "one_order": None,
        "candles": {"requests_600": 1},
    }
    assert {each.id for each in check_venue("fir", tmp_path)} == {"VG901"}


def test_frames_of_one_form_are_told_apart_by_the_parts_that_a_topic_has() -> None:
    class Socket(GeneratedSocket):
        subscribe: ClassVar[Any] = {"id": Hole("id"), "method": Hole("topic.subscribe"), "params": Hole("topic.params")}
        unsubscribe: ClassVar[Any] = {
            "id": Hole("id"),
            "method": Hole("topic.unsubscribe"),
            "params": Hole("topic.leave"),
        }
        topics = (
            TopicRule(
                channel="trades",
                pattern={
                    "subscribe": "trades_subscribe",
                    "params": r"\['(?P<symbol>[^@]+?)'\]",
                    "unsubscribe": "trades_unsubscribe",
                    "leave": r"\[\]",
                },
            ),
        )

    joins = {"id": 1, "method": "trades_subscribe", "params": ["A_B"]}
    leaves: dict[str, Any] = {"id": 2, "method": "trades_unsubscribe", "params": []}
    assert Socket.asked(Socket.subscribe, joins) is not None
    assert Socket.asked(Socket.subscribe, leaves) is None
    assert Socket.asked(Socket.unsubscribe, leaves) is not None
    assert Socket.asked(Socket.unsubscribe, joins) is None
