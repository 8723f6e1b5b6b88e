"""The transport against servers on loopback that answer, hang, break off, or are not there."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from venue_runtime.http import AiohttpTransport, AnswerLost, NotSent, Request, Response

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
ORDER = b'{"id":1}'


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handler(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(guarded, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


@asynccontextmanager
async def transport(**options: object) -> AsyncIterator[AiohttpTransport]:
    http = AiohttpTransport(**options)  # type: ignore[arg-type]
    try:
        yield http
    finally:
        await http.close()


def answering(seen: list[bytes], answer: bytes, body_length: int = 0) -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            seen.append(head + await reader.readexactly(body_length))
            writer.write(answer)
            await writer.drain()

    return handler


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\nX-Used: 7\r\n\r\n" + ORDER


@pytest.mark.asyncio
async def test_what_is_sent_is_what_was_signed() -> None:
    seen: list[bytes] = []
    async with serving(answering(seen, OK, 5)) as url, transport() as http:
        response = await http.send(
            Request("POST", url + "/api/order?symbol=A%2fB&x=%41+b%20c&sig=a%2Bb", {"X-Key": "k"}, b"a=1&b"), 5.0
        )
    assert response == Response(200, {"content-length": "8", "x-used": "7"}, ORDER)
    head, body = seen[0].split(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0] == b"POST /api/order?symbol=A%2fB&x=%41+b%20c&sig=a%2Bb HTTP/1.1"
    assert body == b"a=1&b"
    names = {line.split(b":")[0].lower() for line in lines[1:]}
    assert names == {b"host", b"x-key", b"user-agent", b"accept", b"accept-encoding", b"content-length"}


@pytest.mark.asyncio
async def test_connections_are_kept_and_answers_decompressed() -> None:
    seen: list[bytes] = []
    connections = 0
    packed = gzip.compress(ORDER)
    inner = answering(
        seen, b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed
    )

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await inner(reader, writer)

    async with serving(handler) as url, transport() as http:
        for _ in range(3):
            assert (await http.send(Request("GET", url), 5.0)).body == ORDER
    assert (len(seen), connections) == (3, 1)


@pytest.mark.asyncio
async def test_refused_port_is_not_sent() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        async with transport() as http:
            with pytest.raises(NotSent):
                await http.send(Request("POST", f"http://127.0.0.1:{unused.getsockname()[1]}/", {}, b"x"), 5.0)


@pytest.mark.asyncio
async def test_unknown_host_and_plain_port_asked_for_tls_are_not_sent() -> None:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async with serving(handler) as url, transport() as http:
        with pytest.raises(NotSent):
            await http.send(Request("GET", url.replace("http:", "https:")), 5.0)
        with pytest.raises(NotSent):
            await http.send(Request("GET", "http://no-such-host.invalid/"), 5.0)


@pytest.mark.asyncio
async def test_accept_and_close_is_an_answer_lost() -> None:
    received: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.append(await reader.readuntil(b"\r\n\r\n"))

    async with serving(handler) as url, transport() as http:
        with pytest.raises(AnswerLost):
            await http.send(Request("DELETE", url + "/order"), 5.0)
    assert len(received) == 1


@pytest.mark.asyncio
async def test_a_cancel_on_a_reused_connection_that_breaks_is_not_sent_again() -> None:
    requests: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(OK)
        requests.append(await reader.readuntil(b"\r\n\r\n"))  # read it, and break off without an answer

    async with serving(handler) as url, transport() as http:
        assert (await http.send(Request("DELETE", url + "/1"), 5.0)).status == 200
        with pytest.raises(AnswerLost):
            await http.send(Request("DELETE", url + "/2"), 5.0)
    assert [request.split()[1] for request in requests] == [b"/1", b"/2"]


@pytest.mark.asyncio
async def test_never_answering_is_an_answer_lost_after_the_timeout() -> None:
    arrived = asyncio.Event()

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        arrived.set()
        await reader.read()

    async with serving(handler) as url, transport() as http:
        with pytest.raises(AnswerLost, match=r"no answer within 0\.05 s"):
            await http.send(Request("POST", url, {}, b"x"), 0.05)
    assert arrived.is_set()


@pytest.mark.asyncio
async def test_half_an_answer_is_an_answer_lost() -> None:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + ORDER)

    async with serving(handler) as url, transport() as http:
        with pytest.raises(AnswerLost):
            await http.send(Request("GET", url), 5.0)


@pytest.mark.asyncio
async def test_nonsense_is_an_answer_lost() -> None:
    async with serving(answering([], b"no http at all\r\n\r\n")) as url, transport() as http:
        with pytest.raises(AnswerLost):
            await http.send(Request("GET", url), 5.0)


@pytest.mark.asyncio
async def test_no_free_connection_in_time_is_not_sent() -> None:
    arrived = asyncio.Event()

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        arrived.set()
        await reader.read()

    async with serving(handler) as url, transport(connections=1) as http:
        first = asyncio.create_task(http.send(Request("GET", url), 5.0))
        await arrived.wait()
        with pytest.raises(NotSent):
            await http.send(Request("POST", url, {}, b"x"), 0.05)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first


@pytest.mark.asyncio
async def test_redirects_are_not_followed_and_big_answers_not_swallowed() -> None:
    seen: list[bytes] = []
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    async with serving(answering(seen, moved)) as url, transport() as http:
        assert (await http.send(Request("GET", url), 5.0)).status == 302
    async with serving(answering(seen, OK)) as url, transport(max_body=7) as http:
        with pytest.raises(AnswerLost, match="more than 7 bytes"):
            await http.send(Request("GET", url), 5.0)


@pytest.mark.asyncio
async def test_local_address_and_proxy_are_used() -> None:
    peers: list[str] = []
    seen: list[bytes] = []
    inner = answering(seen, OK)

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peers.append(writer.get_extra_info("peername")[0])
        await inner(reader, writer)

    async with serving(handler) as url:
        async with transport(local_address="127.0.0.2") as http:
            await http.send(Request("GET", url), 5.0)
        async with transport(proxy=url) as http:
            await http.send(Request("GET", "http://venue.invalid/time"), 5.0)
    assert peers == ["127.0.0.2", "127.0.0.1"]
    assert seen[1].startswith(b"GET http://venue.invalid/time HTTP/1.1\r\n")
