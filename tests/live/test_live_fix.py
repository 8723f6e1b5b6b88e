"""FIX as a user meets it: the demo, a simulated venue for clients of any make, logs and recordings without secrets."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from decimal import Decimal
from pathlib import Path

import pytest
from venue_runtime.model import OrderType, Side
from venue_runtime.recording import Recorder, read_recording
from venue_runtime.redaction import Redactor
from venuegen.cli import main
from venuegen.live.fix_demo import tell
from venuegen.live.replaying import replay_file
from venuegen.live.serve import serve
from venuegen.live.simulation import Simulation
from venuegen.live.venues import load_venue
from venuegen.report import Reporter

VENUE = "binance_spot"


@pytest.mark.asyncio
async def test_the_demo_tells_the_whole_story() -> None:
    out = io.StringIO()
    assert await tell(Reporter(out=out, err=io.StringIO()), VENUE) == 0
    story = out.getvalue()
    chapters = [
        *("→ 35=A|98=0|108=30|141=Y|95=3|96=***|553=***|25035=2", "← 35=A|98=0|108=30|141=Y"),
        *("→ 35=D|", "NEW ", "39=2|", "FILLED ", "REST answered NEW", "FILLED ", "OutcomeUnknown", "NEW "),
        *("← 35=B|", "→ 35=A|", "→ 35=5", "that was it"),
    ]
    at = 0
    for text in chapters:
        at = story.find(text, at) + 1
        assert at, f"{text} is not there, or too early"


@pytest.mark.asyncio
async def test_simulate_says_what_a_client_of_any_make_needs() -> None:
    out = io.StringIO()
    report = Reporter(out=out, err=io.StringIO())
    assert await serve(report, VENUE, [], fix=True, duration=0.1) == 0
    told = out.getvalue()
    assert "SenderCompID as you like, TargetCompID SPOT" in told
    assert "98=0, 141=Y, 9406=Y (drop_copy_flag), 25035 (message_handling); HeartBtInt 5 to 60 s" in told
    assert "venuegen explain binance_spot auth.fix_logon" in told
    assert f"{VENUE}/fix/oe.xml" in told
    assert "35=D|11=my-first-order|" in told
    out = io.StringIO()
    report = Reporter(as_json=True, out=out, err=io.StringIO())
    assert await serve(report, VENUE, [], fix=True, duration=0.1) == 0
    facts = json.loads(out.getvalue().splitlines()[0])
    assert [(each["session"], each["target_comp_id"]) for each in facts["fix"]] == [
        (name, "SPOT") for name in ("order_entry", "drop_copy", "market_data")
    ]
    assert len({each["port"] for each in facts["fix"]}) == 3


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["okx", "--fix"], "okx has no FIX"),
        ([VENUE, "--fix-port", "order_entry"], "--fix-port order_entry: no port"),
        ([VENUE, "--fix-port", "orders=9000"], "there is no FIX session 'orders'"),
        ([VENUE, "--fault", "drop:ExecutionReprt"], "did you mean 'ExecutionReport'?"),
    ],
)
def test_bad_input_is_one_clear_line(arguments: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", *arguments, "--duration", "0.1"]) == 2
    assert text in capsys.readouterr().err


@pytest.mark.asyncio
async def test_messages_are_shown_and_recorded_without_secrets(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One address for everything, a recorder, and the log at DEBUG: what the client says of its sessions."""
    path = tmp_path / "fix.jsonl"
    venue = load_venue(VENUE)
    async with Simulation(venue, interval=0) as simulation:
        credentials = simulation.credentials
        with Recorder(path, Redactor([])) as recorder, caplog.at_level(logging.DEBUG, "venue_runtime.fix"):
            async with simulation.connect(recorder=recorder) as client:
                live = asyncio.Event()
                client.on_order_book("BTC/USDT", lambda book: live.set() if book.state.value == "live" else None)
                await asyncio.wait_for(live.wait(), 10)
                await client.fix.start_trading()
                order = await client.fix.create_order(
                    "BTC/USDT", side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal("0.01"), price=Decimal(60_600)
                )
                assert order.status.value == "filled" or order.filled_quantity == 0
    texts = [record.getMessage() for record in caplog.records if record.name == "venue_runtime.fix"]
    assert any(" binance_spot order_entry out 8=FIX.4.4|" in each and "|35=A|" in each for each in texts)
    assert any(" binance_spot order_entry in  8=FIX.4.4|" in each and "|35=8|" in each for each in texts)
    records = [each for each in read_recording(path) if each.url.startswith("tcp://127.0.0.1:")]
    assert [each.kind for each in records[:3]] == ["open", "sent", "recv"]
    assert "\x0135=A\x01" in str(records[1].frame)
    assert "\x01553=***\x01" in str(records[1].frame)
    everything = "\n".join([*texts, path.read_text()])
    for name in ("private_key", "api_secret"):
        assert credentials.reveal(name) not in everything
    out = io.StringIO()
    assert await replay_file(Reporter(as_json=True, out=out, err=io.StringIO()), VENUE, path) == 0
    told = json.loads(out.getvalue())
    assert told["fix"] == len(records)
    assert told["undecodable"] == 0
    fix_only = "\n".join([*texts, *(str(each.frame) for each in records)])
    assert credentials.reveal("api_key") not in fix_only
