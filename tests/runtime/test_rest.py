"""What the executor makes of every kind of answer, for reads and for commands."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import msgspec
import pytest
from venue_runtime.buckets import BucketSpec
from venue_runtime.clock import ManualClock
from venue_runtime.errors import (
    AuthenticationError,
    ClockSkew,
    ConfigurationError,
    DecodeError,
    InsufficientFunds,
    OutcomeUnknown,
    RateLimitExceeded,
    TransportError,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.http import AnswerLost, HttpFailure, NotSent, Request, Response
from venue_runtime.limits import LocalLimiter, Usage
from venue_runtime.log import EventLogger
from venue_runtime.redaction import Redactor
from venue_runtime.rest import Endpoint, RestExecutor, RetryPolicy, retry_after_seconds
from venue_runtime.sending import begin_command, failed_before_sending

S = 1_000_000_000
START = 1_700_000_040 * S
READ = Endpoint(id="ticker", costs=(("weight", 1),))
COMMAND = Endpoint(id="new_order", method="POST", is_command=True, costs=(("weight", 1),))
REPEATABLE = Endpoint(id="keep_alive", method="PUT", is_command=True, retry="safe")
OK = Response(200, {}, b'{"price": 5}')
ERRORS: dict[int, tuple[type[VenueResponseError], dict[str, Any]]] = {
    -1: (AuthenticationError, {}),
    -2: (InsufficientFunds, {}),
    -3: (RateLimitExceeded, {}),
    -4: (VenueUnavailable, {"definitive": False}),
    -5: (ClockSkew, {}),
    -6: (RateLimitExceeded, {"ban": True}),
    -7: (VenueUnavailable, {}),
}


def refusal(code: int, status: int = 400, **headers: str) -> Response:
    return Response(
        status, {name.replace("_", "-"): value for name, value in headers.items()}, b'{"code": %d, "msg": "no"}' % code
    )


class Body(msgspec.Struct):
    code: int
    msg: str


class Price(msgspec.Struct):
    price: int


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    if response.status < 400:
        return None
    body = msgspec.json.decode(response.body, type=Body)
    kind, options = ERRORS.get(body.code, (VenueResponseError, {"definitive": False}))
    return kind(body.msg, code=body.code, **options)


def usage_of(response: Response) -> list[Usage]:
    used = response.headers.get("x-used")
    return [Usage(bucket="weight", used=int(used))] if used else []


def decode(body: bytes) -> Price:
    return msgspec.json.decode(body, type=Price)


class HalfRandom:
    def bytes(self, n: int, /) -> bytes:
        return b"\x80" + bytes(n - 1)


class Script:
    """A transport that plays answers and failures in order."""

    def __init__(self, *steps: Response | HttpFailure) -> None:
        self.steps = list(steps)
        self.requests: list[Request] = []

    async def send(self, request: Request, timeout: float) -> Response:
        self.requests.append(request)
        step = self.steps.pop(0)
        if isinstance(step, HttpFailure):
            raise step
        return step

    async def close(self) -> None: ...


class Rig:
    def __init__(self, *steps: Response | HttpFailure, **options: Any) -> None:
        self.clock = ManualClock(START)
        self.script = Script(*steps)
        self.limiter = LocalLimiter(
            [BucketSpec(id="weight", per="ip", budget=100, shape="fixed", window_ns=60 * S)], self.clock
        )
        self.executor = RestExecutor(
            venue="example",
            http=self.script,
            limiter=self.limiter,
            clock=self.clock,
            random=HalfRandom(),
            error_of=error_of,
            usage_of=usage_of,
            **options,
        )
        self.builds = 0

    def build(self) -> Request:
        self.builds += 1
        return Request(
            "GET", f"http://x/?timestamp={self.clock.time_ns() // S}&n={self.builds}", {"X-Key": "k3y-value"}
        )

    async def run(self, endpoint: Endpoint, **options: Any) -> Any:
        """The result, or the error; time passes as far as anyone sleeps."""
        task = asyncio.create_task(self.executor.call(endpoint, self.build, decode, **options))
        for _ in range(200):
            await asyncio.sleep(0)
            if task.done():
                break
            if self.clock.sleepers:
                await self.clock.advance(0.5)
        (result,) = await asyncio.gather(task, return_exceptions=True)
        return result


@pytest.mark.asyncio
async def test_a_good_answer_is_decoded_counted_and_its_headers_observed() -> None:
    rig = Rig(Response(200, {"x-used": "42"}, b'{"price": 5, "new": 1}'))
    assert (await rig.run(READ)).price == 5
    assert rig.limiter.usage() == {"weight": (42, 100)}
    assert rig.executor.metrics.value("http_requests", operation="ticker") == 1
    assert rig.executor.metrics.value("http_failures") == 0
    assert rig.executor.metrics.snapshot().histograms[("http_latency", (("operation", "ticker"),))].count == 1


@pytest.mark.asyncio
async def test_an_unreadable_limit_header_does_not_spoil_the_answer() -> None:
    rig = Rig(Response(200, {"x-used": "many"}, OK.body))
    assert (await rig.run(READ)).price == 5


# ---------------------------------------------------------------- commands
UNKNOWN: list[tuple[str, Response | HttpFailure]] = [
    ("answer lost", AnswerLost("no answer within 10 s")),
    ("5xx without a body", Response(502, {}, b"<html>Bad Gateway</html>")),
    ("declared as unknown", refusal(-4, 503)),
    ("a code that is not in the table", refusal(-99)),
    ("4xx that cannot be parsed", Response(403, {}, b"<html>")),
    ("a redirect", Response(302, {"location": "http://y/"}, b"")),
    ("2xx that cannot be parsed", Response(200, {}, b"<html>")),
    ("2xx of another shape", Response(200, {}, b'{"price": "x"}')),
    ("2xx, empty", Response(200, {}, b"")),
]


@pytest.mark.parametrize("step", [step for _, step in UNKNOWN], ids=[name for name, _ in UNKNOWN])
@pytest.mark.asyncio
async def test_a_command_that_may_have_worked_is_unknown_and_sent_once(step: Response | HttpFailure) -> None:
    rig = Rig(step)
    error = await rig.run(COMMAND, client_order_id="c-1")
    assert type(error) is OutcomeUnknown
    assert (error.venue, error.operation, error.client_order_id) == ("example", "new_order", "c-1")
    assert isinstance(error.cause, VenueError)
    assert len(rig.script.requests) == 1
    assert rig.limiter.usage()["weight"] == (1, 100)


DEFINITE: list[tuple[Response | HttpFailure, type[VenueError]]] = [
    (NotSent("connection refused"), TransportError),
    (refusal(-1, 401), AuthenticationError),
    (refusal(-2), InsufficientFunds),
    (refusal(-3, 429), RateLimitExceeded),
    (refusal(-7, 503), VenueUnavailable),
]


@pytest.mark.parametrize(("step", "kind"), DEFINITE)
@pytest.mark.asyncio
async def test_a_command_refused_for_certain_says_so_and_is_not_repeated(
    step: Response | HttpFailure, kind: type[VenueError]
) -> None:
    rig = Rig(step)
    error = await rig.run(COMMAND)
    assert type(error) is kind
    assert (error.venue, error.operation) == ("example", "new_order")
    assert len(rig.script.requests) == 1


@pytest.mark.asyncio
async def test_the_venues_words_travel_on_the_error() -> None:
    error = await Rig(refusal(-2)).run(COMMAND)
    assert (error.code, error.message, error.http_status, error.definitive) == ("-2", "no", 400, True)
    assert str(error) == "example new_order: no (code -2, HTTP 400)"
    error = await Rig(NotSent("connection refused")).run(COMMAND)
    assert error.sent is False


@pytest.mark.asyncio
async def test_a_command_declared_safe_is_repeated_and_still_unknown_in_the_end() -> None:
    rig = Rig(AnswerLost("x"), OK)
    assert (await rig.run(REPEATABLE)).price == 5
    rig = Rig(AnswerLost("x"), AnswerLost("x"), AnswerLost("x"))
    assert type(await rig.run(REPEATABLE)) is OutcomeUnknown
    assert len(rig.script.requests) == 3


# ---------------------------------------------------------------- reads
@pytest.mark.parametrize(
    "step",
    [AnswerLost("x"), NotSent("x"), Response(502, {}, b"<html>"), refusal(-4, 503), refusal(-7, 503), refusal(-3, 429)],
)
@pytest.mark.asyncio
async def test_a_read_is_repeated_and_built_afresh(step: Response | HttpFailure) -> None:
    rig = Rig(step, step, OK)
    assert (await rig.run(READ)).price == 5
    assert [request.url[-1] for request in rig.script.requests] == ["1", "2", "3"]
    assert rig.executor.metrics.value("http_failures", operation="ticker") == 2


@pytest.mark.asyncio
async def test_backoff_is_exponential_with_full_jitter() -> None:
    slept: list[float] = []
    rig = Rig(*[AnswerLost("x")] * 6, retries=RetryPolicy(attempts=6, base=1.0, cap=4.0))

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    rig.clock.sleep = sleep  # type: ignore[method-assign]
    assert type(await rig.run(READ)) is TransportError
    assert slept == [0.5, 1.0, 2.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (refusal(-1, 401), AuthenticationError),
        (Response(200, {}, b"<html>"), DecodeError),
        (refusal(-6, 418, retry_after="60"), RateLimitExceeded),
        (refusal(-3, 429, retry_after="31"), RateLimitExceeded),
        (refusal(-7, 503, retry_after="3600"), VenueUnavailable),
    ],
)
@pytest.mark.asyncio
async def test_a_read_is_not_repeated_when_it_would_not_help(step: Response, kind: type[VenueError]) -> None:
    rig = Rig(step)
    assert type(await rig.run(READ)) is kind
    assert len(rig.script.requests) == 1


@pytest.mark.asyncio
async def test_a_decode_error_names_the_place() -> None:
    error = await Rig(Response(200, {}, b'{"price": "x"}')).run(READ)
    assert (error.path, error.expected, error.got) == ("$.price", "int", "str")
    assert str(error) == "example ticker: Expected `int`, got `str` at $.price"


# ---------------------------------------------------------------- limits
@pytest.mark.asyncio
async def test_retry_after_is_honoured_before_the_next_attempt() -> None:
    rig = Rig(refusal(-3, 429, retry_after="7"), OK)
    assert (await rig.run(READ)).price == 5
    first, second = (int(request.url.split("=")[1].split("&")[0]) for request in rig.script.requests)
    assert second - first == 7


@pytest.mark.asyncio
async def test_a_ban_stops_the_next_command_without_sending() -> None:
    rig = Rig(refusal(-6, 418, retry_after="60"))
    error = await rig.run(READ)
    assert (type(error), error.retry_after) == (RateLimitExceeded, 60.0)
    error = await rig.run(COMMAND)
    assert type(error) is RateLimitExceeded
    assert "not sent: banned" in str(error)
    assert len(rig.script.requests) == 1


def test_retry_after_forms() -> None:
    now = 1_445_412_480 * S  # Wed, 21 Oct 2015 07:28:00 GMT
    assert retry_after_seconds({"retry-after": "120"}, now) == 120.0
    assert retry_after_seconds({"retry-after": "Wed, 21 Oct 2015 07:28:30 GMT"}, now) == 30.0
    assert retry_after_seconds({"retry-after": "Wed, 21 Oct 2015 07:00:00 GMT"}, now) == 0.0
    for text in ("", "soon", "-1", "nan", "inf", "1e400"):
        assert retry_after_seconds({"retry-after": text}, now) is None
    assert retry_after_seconds({}, now) is None


# ---------------------------------------------------------------- clock errors
@pytest.mark.parametrize("endpoint", [READ, COMMAND])
@pytest.mark.asyncio
async def test_a_clock_error_resyncs_and_tries_once_more(endpoint: Endpoint) -> None:
    calls: list[int] = []

    async def resync() -> None:
        calls.append(1)

    rig = Rig(refusal(-5), OK, resync=resync)
    assert (await rig.run(endpoint)).price == 5
    assert (len(calls), rig.builds) == (1, 2)
    rig = Rig(refusal(-5), refusal(-5), resync=resync)
    assert type(await rig.run(endpoint)) is ClockSkew
    assert rig.builds == 2


@pytest.mark.asyncio
async def test_one_resync_serves_every_request_that_was_caught() -> None:
    calls: list[int] = []
    rig = Rig(refusal(-5), refusal(-5), refusal(-5), OK, OK, OK)

    async def resync() -> None:
        calls.append(1)
        await asyncio.sleep(0)

    rig.executor.resync = resync
    results = await asyncio.gather(*(rig.executor.call(READ, rig.build, decode) for _ in range(3)))
    assert ([result.price for result in results], len(calls)) == ([5, 5, 5], 1)


@pytest.mark.asyncio
async def test_a_resync_that_meets_a_clock_error_itself_does_not_wait_for_itself() -> None:
    rig = Rig(refusal(-5), refusal(-5))

    async def resync() -> None:
        await rig.executor.call(Endpoint(id="time"), rig.build, decode)

    rig.executor.resync = resync
    assert type(await rig.run(READ)) is ClockSkew


# ---------------------------------------------------------------- faults of our own, observation
@pytest.mark.asyncio
async def test_an_error_while_building_is_ours_and_frees_the_permit() -> None:
    rig = Rig()
    rig.limiter = rig.executor.limiter = LocalLimiter(
        [BucketSpec(id="weight", per="ip", budget=1, shape="in_flight")], rig.clock
    )

    def build() -> Request:
        raise ConfigurationError("no key")

    for _ in range(2):
        with pytest.raises(ConfigurationError, match="no key"):
            await rig.executor.call(COMMAND, build, decode)


@pytest.mark.asyncio
async def test_a_cancelled_call_frees_its_permit() -> None:
    rig = Rig()
    rig.limiter = rig.executor.limiter = LocalLimiter(
        [BucketSpec(id="weight", per="ip", budget=1, shape="in_flight")], rig.clock
    )

    async def hang(request: Request, timeout: float) -> Response:
        await asyncio.Event().wait()
        raise AssertionError

    rig.script.send = hang  # type: ignore[method-assign]
    task = asyncio.create_task(rig.executor.call(COMMAND, rig.build, decode))
    for _ in range(5):
        await asyncio.sleep(0)
    assert rig.limiter.usage()["weight"] == (1, 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert rig.limiter.usage()["weight"] == (0, 1)


@pytest.mark.asyncio
async def test_recordings_and_logs_hold_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    recorded: list[tuple[Request, Response | None, int]] = []

    class Recorder:
        def http(self, request: Request, response: Response | None, ts_ns: int) -> None:
            recorded.append((request, response, ts_ns))

    caplog.set_level(logging.DEBUG, "venue_runtime")
    log = EventLogger("example", Redactor(["k3y-value", "s3cret-value"]))
    answer = Response(200, {"x-used": "1"}, b'{"price": 5, "listenKey": "abcdef", "echo": "k3y-value"}')
    rig = Rig(Response(502, {}, b"k3y-value is bad"), AnswerLost("k3y-value"), answer, recorder=Recorder(), log=log)

    def build() -> Request:
        return Request("POST", "http://x/?a=1&signature=deadbeef", {"X-EX-APIKEY": "other"}, b"secret=s3cret-value&b=2")

    task = asyncio.create_task(rig.executor.call(READ, build, decode))
    for _ in range(5):
        await rig.clock.advance(1)
    assert (await task).price == 5
    request, response, ts = recorded[2]
    assert request == Request("POST", "http://x/?a=1&signature=***", {"X-EX-APIKEY": "***"}, b"secret=***&b=2")
    assert response == Response(200, {"x-used": "1"}, b'{"price": 5, "listenKey": "***", "echo": "***"}')
    assert ts >= START
    assert recorded[1][1] is None
    assert "operation=ticker" in caplog.text
    for secret in ("k3y-value", "s3cret-value", "deadbeef", "abcdef", "other"):
        assert secret not in caplog.text + repr(recorded)


@pytest.mark.parametrize("endpoint", [READ, COMMAND], ids=["read", "command"])
@pytest.mark.asyncio
async def test_a_request_that_cannot_be_made_fails_as_what_it_is_and_frees_its_budget(endpoint: Endpoint) -> None:
    rig = Rig(OK)

    def build() -> Request:
        raise TypeError("price is no Decimal")

    rig.build = build  # type: ignore[method-assign]
    begin_command()
    failure = await rig.run(endpoint)
    assert (type(failure), str(failure)) == (TypeError, "price is no Decimal")
    assert failed_before_sending(failure)
    assert rig.script.requests == []
    assert rig.executor.metrics.value("http_requests", operation=endpoint.id) == 0


@pytest.mark.asyncio
async def test_a_command_of_which_bytes_were_written_is_never_called_unsent() -> None:
    rig = Rig(OK)
    begin_command()
    await rig.run(COMMAND)
    assert not failed_before_sending(KeyError("a defect in a mapping"))


@pytest.mark.asyncio
async def test_a_read_on_the_way_does_not_count_as_the_command() -> None:
    rig = Rig(OK)
    begin_command()
    await rig.run(READ)
    assert failed_before_sending(KeyError("a defect in a style"))
    assert not failed_before_sending(asyncio.CancelledError())
