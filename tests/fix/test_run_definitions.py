"""The runner of acceptance definitions says what is wrong and accepts what is right."""

from __future__ import annotations

import re
import socket
import threading
from pathlib import Path

import pytest
from run_definitions import Failed, compare, framed, run_definition, settings, timed

PATTERNS = {b"52": re.compile(rb"\d{8}-\d{2}:\d{2}:\d{2}"), b"10": re.compile(rb"\d{3}")}


def fix(text: str) -> bytes:
    return text.replace("|", "\x01").encode()


def test_length_and_checksum_are_added_where_the_line_has_none() -> None:
    assert framed(fix("8=FIX.4.2|35=0|34=2|")) == fix("8=FIX.4.2|9=10|35=0|34=2|10=164|")
    assert framed(fix("8=FIX.4.2|9=99|35=0|34=2|10=0|")) == fix("8=FIX.4.2|9=99|35=0|34=2|10=0|")
    assert framed(fix("35=0|8=FIX.4.2|9=10|")) == fix("35=0|8=FIX.4.2|9=10|")


def test_times_are_written_in_seconds() -> None:
    assert re.fullmatch(rb"52=\d{8}-\d\d:\d\d:\d\d\|60=\d{8}-\d\d:\d\d:\d\d", timed(b"52=<TIME>|60=<TIME-121>"))


@pytest.mark.parametrize(
    ("received", "why"),
    [
        ("35=0|34=3|52=20260101-00:00:00|", "field 34 is b'3', not b'2'"),
        ("35=0|52=20260101-00:00:00|34=2|", "the order of the fields differs"),
        ("35=0|34=2|52=now|", "field 52: b'now' does not match"),
        ("35=0|34=2|52=20260101-00:00:00|58=x|", r"3 fields expected, 4 received \(differ: 58\)"),
    ],
)
def test_what_differs_is_told(received: str, why: str) -> None:
    with pytest.raises(Failed, match=why):
        compare(fix("35=0|34=2|52=00000000-00:00:00|"), fix(received), PATTERNS)


def test_a_definition_is_played_against_a_listener(tmp_path: Path) -> None:
    script = tmp_path / "logon.def"
    script.write_bytes(
        fix("# one logon\niCONNECT\nI8=FIX.4.2|35=A|34=1|\nE8=FIX.4.2|9=10|35=A|34=1|10=0|\neDISCONNECT\n")
    )
    answers = [fix("8=FIX.4.2|9=10|35=A|34=1|10=181|"), fix("8=FIX.4.2|9=10|35=A|34=2|10=182|")]
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for answer in answers:
                connection = server.accept()[0]
                connection.recv(4096)
                connection.sendall(answer)
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        port = server.getsockname()[1]
        assert run_definition(script, port, PATTERNS) is None
        failure = run_definition(script, port, PATTERNS)
        thread.join(5)
    assert failure == (
        "line 4: field 34 is b'2', not b'1'\n"
        "      line     E8=FIX.4.2|9=10|35=A|34=1|10=0|\n"
        "      received 8=FIX.4.2|9=10|35=A|34=2|10=182|"
    )


def test_settings_have_a_section_for_every_session(tmp_path: Path) -> None:
    text = settings(Path("/spec"), tmp_path, 7000)
    assert text.count("[SESSION]") == 10
    assert "SocketAcceptPort=7000\n" in text
    assert "[SESSION]\nTargetCompID=TW42\nBeginString=FIX.4.2\nDataDictionary=/spec/FIX42.xml\n" in text
