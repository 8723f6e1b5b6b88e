"""The engine on the command line: settings in QuickFIX's format, the echo, the two commands as processes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fix_line import HEAD, NOW, Line, shown, wire
from venue_runtime.errors import ConfigurationError
from venue_runtime.fix.config import SessionConfig
from venue_runtime.fix.echo import Echo
from venue_runtime.fix.framing import Framer
from venue_runtime.fix.settings import dictionaries_of, read_settings

US = f"49=US|52={NOW}.000|56=THEM|"

# ---------------------------------------------------------------------- settings


def settings_file(directory: Path, text: str) -> Path:
    path = directory / "acceptor.cfg"
    path.write_text(text)
    return path


FILE = """\
# an acceptor for two versions
[DEFAULT]
ConnectionType=acceptor
SocketAcceptPort=5001
SenderCompID=ISLD
ResetOnLogon=Y
FileStorePath=store
Nonsense=1

[SESSION]
BeginString=FIX.4.2
TargetCompID=TW42
DataDictionary=spec/FIX42.xml
HeartBtInt=7
CheckLatency=N

[SESSION]
BeginString=FIXT.1.1
TargetCompID=TW50
ResetOnLogon=N
DefaultApplVerID=FIX.5.0SP2
TransportDataDictionary=/etc/fix/FIXT11.xml
AppDataDictionary=spec/FIX50SP2.xml
ValidateFieldsHaveValues=N
TimestampPrecision=6
"""


def test_settings_of_two_sessions(tmp_path: Path) -> None:
    settings = read_settings(settings_file(tmp_path, FILE))
    assert settings.port == 5001
    assert settings.warnings == (f"{tmp_path}/acceptor.cfg:8: Nonsense means nothing here and is ignored",)
    old, new = settings.sessions
    assert old.config == SessionConfig(
        begin_string="FIX.4.2",
        sender_comp_id="ISLD",
        target_comp_id="TW42",
        heartbeat=7,
        reset="every_logon",
        check_latency=False,
    )
    assert (old.dictionary, old.application_dictionary) == (tmp_path / "spec/FIX42.xml", None)
    assert old.require_values
    assert old.store == tmp_path / "store"
    assert new.config == SessionConfig(
        begin_string="FIXT.1.1",
        sender_comp_id="ISLD",
        target_comp_id="TW50",
        default_appl_ver_id="9",
        sending_time_digits=6,
        refusals_tell_version=True,
    )
    assert new.dictionary == Path("/etc/fix/FIXT11.xml")
    assert new.application_dictionary == tmp_path / "spec/FIX50SP2.xml"
    assert not new.require_values


SESSION = "[SESSION]\nBeginString=FIX.4.4\nSenderCompID=A\nTargetCompID=B\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ": no [SESSION] section"),
        ("[DEFAULT]\n", ": no [SESSION] section"),
        ("SenderCompID=A\n", ":1: a setting before the first section, expected [DEFAULT]"),
        ("[SESION]\n", ":1: '[SESION]' is no section, expected [DEFAULT] or [SESSION]"),
        ("[SESSION]\nBeginString\n", ":2: 'BeginString' is no setting, expected Key=Value"),
        ("[SESSION]\nSenderCompID=A\n", ":1: the session has no BeginString"),
        (SESSION + "ResetOnLogon=maybe\n", ":5: ResetOnLogon is 'maybe', expected Y or N"),
        (SESSION + "HeartBtInt=often\n", ":5: HeartBtInt is 'often', expected a whole number"),
        (SESSION + "SocketAcceptPort=99999\n", ":5: SocketAcceptPort is '99999', expected a port"),
        (SESSION + "DefaultApplVerID=FIX.6\n", ":5: DefaultApplVerID is 'FIX.6', expected one of FIX.2.7,"),
        (SESSION + "TimestampPrecision=2\n", ":5: TimestampPrecision is '2', expected 0, 3, 6 or 9"),
        (SESSION.replace("FIX.4.4", "4.4"), ":1: a FIX session needs a BeginString"),
    ],
)
def test_settings_that_cannot_be_meant(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        read_settings(settings_file(tmp_path, text))
    assert str(raised.value).startswith(f"{tmp_path}/acceptor.cfg{problem}")


def test_settings_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No such file"):
        read_settings(tmp_path / "none.cfg")
    settings = read_settings(settings_file(tmp_path, SESSION + "DataDictionary=none.xml\n"))
    with pytest.raises(ConfigurationError, match=r"none\.xml: No such file"):
        dictionaries_of(settings.sessions[0])


# ---------------------------------------------------------------------- the echo


def echoing() -> Line:
    echo = Echo({"D": {"78": frozenset({"79", "80"})}})
    line = Line(application=echo)
    echo.attach(line.session)
    return line.logged_on()


@pytest.mark.parametrize("msg_type", ["D", "d", "C"])
def test_what_is_known_goes_back_in_the_order_of_its_tags(msg_type: str) -> None:
    assert echoing().get(f"35={msg_type}|34=2|{HEAD}55=INTC|40=1|11=one|38=002000.00|54=1|") == [
        f"35={msg_type}|34=2|{US}11=one|38=002000.00|40=1|54=1|55=INTC|"
    ]


def test_entries_of_a_group_stay_as_they_are() -> None:
    assert echoing().get(f"35=D|34=2|{HEAD}78=2|79=b|80=2|79=a|80=1|55=INTC|11=one|") == [
        f"35=D|34=2|{US}11=one|55=INTC|78=2|79=b|80=2|79=a|80=1|"
    ]


def test_header_fields_go_back_too() -> None:
    assert echoing().get(f"35=D|34=2|{HEAD}97=Y|57=DESK|11=one|") == [f"35=D|34=2|{US}57=DESK|97=Y|11=one|"]


def test_an_order_that_was_seen_is_not_sent_back_when_it_may_be_the_same() -> None:
    line = echoing()
    assert len(line.get(f"35=D|34=2|{HEAD}11=one|")) == 1
    assert line.get(f"35=D|34=3|{HEAD}97=Y|11=one|") == []
    assert len(line.get(f"35=D|34=4|{HEAD}97=Y|11=two|")) == 1
    assert len(line.get(f"35=D|34=5|{HEAD}11=one|")) == 1
    line.get(f"35=A|34=1|{HEAD}98=0|108=30|141=Y|")
    assert len(line.get(f"35=D|34=2|{HEAD}97=Y|11=one|")) == 1


def test_everything_else_is_unsupported() -> None:
    assert echoing().get(f"35=8|34=2|{HEAD}37=1|") == [f"35=j|34=2|{US}45=2|58=Unsupported Message Type|372=8|380=3|"]


# ---------------------------------------------------------------------- processes


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "venue_runtime.fix", *arguments]


def environment() -> dict[str, str]:
    runtime = str(Path(__file__).resolve().parents[2] / "runtime")
    return {**os.environ, "PYTHONPATH": runtime}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "accept|initiate"),
        (["accept"], "--config"),
        (["accept", "--config", "f", "--port", "x"], "'x' is no port, expected 0 to 65535"),
        (["accept", "--config", "/no/such/file.cfg"], "/no/such/file.cfg: No such file"),
        (["initiate", "--host", "h"], "--port"),
        (
            [
                "initiate",
                "--host",
                "h",
                "--port",
                "1",
                "--begin",
                "FIXT.1.1",
                "--sender",
                "S",
                "--target",
                "T",
                "--store",
                "/tmp/x",
                "--reset",
                "N",
            ],
            "--applver is '', expected one of 7, 8, 9",
        ),
    ],
)
def test_usage_that_is_wrong_is_told_with_status_2(arguments: list[str], told: str) -> None:
    ended = subprocess.run(command(*arguments), capture_output=True, text=True, env=environment(), timeout=30)
    assert ended.returncode == 2
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


class Peer:
    """The other end of a socket, by hand."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        connection.settimeout(10)
        self._framer = Framer()
        self._got: list[str] = []

    def say(self, text: str) -> None:
        now = time.strftime("%Y%m%d-%H:%M:%S", time.gmtime())
        self._connection.sendall(wire(text.replace("<NOW>", now)))

    def hear(self) -> str:
        """The next message without its frame and times."""
        while not self._got:
            data = self._connection.recv(65536)
            if not data:
                return "(the end)"
            self._got += [shown(message.raw) for message in self._framer.feed(data)]
        text = self._got.pop(0)
        return re.sub(r"(52|122)=[^|]*\|", r"\1=…|", text[text.index("|35=") + 1 : text.rindex("10=")])

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def acceptor(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    path = settings_file(tmp_path, f"[DEFAULT]\nFileStorePath=store\n{SESSION}")
    process = subprocess.Popen(
        command("accept", "--port", "0", "--config", str(path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert process.stdout is not None
    listening = re.fullmatch(r"listening on 127\.0\.0\.1:(\d+) for 1 session\n", process.stdout.readline())
    assert listening is not None
    yield process, int(listening[1])
    process.kill()
    process.communicate()


def test_the_acceptor_listens_echoes_and_ends_when_told(acceptor: tuple[subprocess.Popen[str], int]) -> None:
    process, port = acceptor
    peer = Peer(socket.create_connection(("127.0.0.1", port)))
    peer.say("35=A|34=1|49=B|52=<NOW>|56=A|98=0|108=30|554=hush|")
    assert peer.hear() == "35=A|34=1|49=A|52=…|56=B|98=0|108=30|"
    peer.say("35=D|34=2|49=B|52=<NOW>|56=A|11=one|")
    assert peer.hear() == "35=D|34=2|49=A|52=…|56=B|11=one|"
    process.send_signal(signal.SIGTERM)
    assert peer.hear() == "35=5|34=3|49=A|52=…|56=B|"
    peer.say("35=5|34=3|49=B|52=<NOW>|56=A|")
    assert peer.hear() == "(the end)"
    _, log = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "|35=D|34=2|" in log
    assert "554=***" in log
    assert "hush" not in log
    peer.close()


def test_the_initiator_connects_again_within_a_second_and_its_numbers_go_on(tmp_path: Path) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(10)
    port = server.getsockname()[1]
    arguments = (
        f"initiate --host 127.0.0.1 --port {port} --begin FIX.4.4 --sender A --target B --heartbt 30 --applver"
    ).split()
    process = subprocess.Popen(
        command(*arguments, "", "--store", str(tmp_path / "store"), "--reset", "N"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    try:
        peer = Peer(server.accept()[0])
        assert peer.hear() == "35=A|34=1|49=A|52=…|56=B|98=0|108=30|"
        peer.say("35=A|34=1|49=B|52=<NOW>|56=A|98=0|108=30|")
        peer.say("35=D|34=2|49=B|52=<NOW>|56=A|11=one|")
        assert peer.hear() == "35=D|34=2|49=A|52=…|56=B|11=one|"
        peer.close()
        begun = time.monotonic()
        peer = Peer(server.accept()[0])
        assert time.monotonic() - begun < 1
        assert peer.hear() == "35=A|34=3|49=A|52=…|56=B|98=0|108=30|"
        peer.say("35=A|34=3|49=B|52=<NOW>|56=A|98=0|108=30|")
        peer.say("35=2|34=4|49=B|52=<NOW>|56=A|7=2|16=0|")
        assert peer.hear() == "35=D|34=2|43=Y|49=A|52=…|56=B|122=…|11=one|"
        assert peer.hear() == "35=4|34=3|43=Y|49=A|52=…|56=B|122=…|36=4|123=Y|"
        process.kill()
        process.communicate()
        process = subprocess.Popen(
            command(*arguments, "", "--store", str(tmp_path / "store"), "--reset", "N"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        peer = Peer(server.accept()[0])
        assert peer.hear() == "35=A|34=4|49=A|52=…|56=B|98=0|108=30|"
        peer.say("35=A|34=5|49=B|52=<NOW>|56=A|98=0|108=30|")
        process.send_signal(signal.SIGINT)
        assert peer.hear() == "35=5|34=5|49=A|52=…|56=B|"
        peer.close()
        process.communicate(timeout=10)
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()
        server.close()


# ---------------------------------------------------------------------- dictionaries

APPLICATION = """<fix type='FIX' major='5' minor='0' servicepack='2'><header/><trailer/><messages>
<message name='NewOrderSingle' msgtype='D' msgcat='app'><field name='ClOrdID' required='Y'/></message></messages>
<fields><field number='11' name='ClOrdID' type='STRING'/></fields></fix>"""
TRANSPORT = """<fix type='FIXT' major='1' minor='1' servicepack='0'><header/><trailer/><messages/><fields/></fix>"""


@pytest.mark.parametrize(
    ("keys", "empty_order_is"),
    [
        (["TransportDataDictionary", "AppDataDictionary"], "58=Required tag missing|371=11|372=D|373=1|"),
        (["AppDataDictionary"], "58=Required tag missing|371=11|372=D|373=1|"),
        (["TransportDataDictionary"], ""),
        ([], ""),
    ],
)
def test_fixt_with_either_dictionary_or_both(tmp_path: Path, keys: list[str], empty_order_is: str) -> None:
    (tmp_path / "TransportDataDictionary.xml").write_text(TRANSPORT)
    (tmp_path / "AppDataDictionary.xml").write_text(APPLICATION)
    text = SESSION.replace("FIX.4.4", "FIXT.1.1") + "DefaultApplVerID=FIX.5.0SP2\n"
    text += "".join(f"{key}={key}.xml\n" for key in keys)
    codec, _ = dictionaries_of(read_settings(settings_file(tmp_path, text)).sessions[0])
    line = Line(begin="FIXT.1.1", default_appl_ver_id="9", codec=codec)
    line.connect()
    assert line.get(f"35=A|34=1|{HEAD}98=0|108=30|1137=9|") == [f"35=A|34=1|{US}98=0|108=30|1137=9|"]
    said = line.get(f"35=D|34=2|{HEAD}1128=9|")
    assert said == ([f"35=3|34=2|{US}45=2|{empty_order_is}"] if empty_order_is else [])
