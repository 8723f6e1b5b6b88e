"""A trader with the real QuickFIX at a simulated venue: logs on with an Ed25519 signature, sends what it is told.

    python tests/judges/quickfix_foreigner.py FACTS SESSION [TAG=TEXT …]

FACTS is the line that `venuegen simulate VENUE --fix --json` prints; the fields are added to the Logon. In: a message a
line, its MsgType and its fields with `|` between them, a group as `267(269)=0,1`. Out: what is received, with `|` for
SOH. QuickFIX checks all of it by the venue's dictionary.
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from pathlib import Path

import quickfix
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

SIGNED = (35, 49, 56, 34, 52)


class Trader(quickfix.Application):  # type: ignore[misc]
    def __init__(self, key: Ed25519PrivateKey, fields: dict[int, str]) -> None:
        super().__init__()
        self._key = key
        self._fields = fields

    def onCreate(self, session_id: quickfix.SessionID) -> None:
        parts = (session_id.getBeginString(), session_id.getSenderCompID(), session_id.getTargetCompID())
        self.session_id = quickfix.SessionID(*(each.getString() for each in parts))

    def onLogon(self, session_id: quickfix.SessionID) -> None:
        print("logon", flush=True)

    def onLogout(self, session_id: quickfix.SessionID) -> None:
        print("logout", flush=True)

    def toAdmin(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        header = message.getHeader()
        if header.getField(35) != "A":
            return
        payload = "\x01".join(header.getField(tag) for tag in SIGNED)
        signature = base64.b64encode(self._key.sign(payload.encode())).decode()
        for tag, text in {95: str(len(signature)), 96: signature, **self._fields}.items():
            message.setField(quickfix.StringField(tag, text))

    def toApp(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None: ...

    def fromAdmin(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        print(message.toString().replace("\x01", "|"), flush=True)

    def fromApp(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        print(message.toString().replace("\x01", "|"), flush=True)

    def send(self, line: str) -> None:
        kind, *pairs = line.strip().split("|")
        message = quickfix.Message()
        message.getHeader().setField(quickfix.MsgType(kind))
        for pair in pairs:
            tag, _, text = pair.partition("=")
            count, _, first = tag.rstrip(")").partition("(")
            for entry in text.split(",") if first else ():
                group = quickfix.Group(int(count), int(first))
                group.setField(quickfix.StringField(int(first), entry))
                message.addGroup(group)
            if not first:
                message.setField(quickfix.StringField(int(tag), text))
        quickfix.Session.sendToTarget(message, self.session_id)


def main() -> None:
    facts, name = json.loads(sys.argv[1]), sys.argv[2]
    session = next(each for each in facts["fix"] if each["session"] == name)
    fields = {553: facts["credentials"]["api_key"]}
    fields |= {int(tag): text for tag, _, text in (each.partition("=") for each in sys.argv[3:])}
    key = load_pem_private_key(facts["credentials"]["private_key"].encode(), None)
    assert isinstance(key, Ed25519PrivateKey)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.cfg"
        path.write_text(
            "[DEFAULT]\nConnectionType=initiator\nStartTime=00:00:00\nEndTime=00:00:00\nHeartBtInt=30\n"
            "ReconnectInterval=1\nResetOnLogon=Y\nTimestampPrecision=6\n"
            f"FileStorePath={folder}/store\nDataDictionary={session['dictionary']}\n"
            f"[SESSION]\nBeginString={session['begin_string']}\nSenderCompID=FOREIGN\n"
            f"TargetCompID={session['target_comp_id']}\n"
            f"SocketConnectHost={session['host']}\nSocketConnectPort={session['port']}\n"
        )
        settings = quickfix.SessionSettings(str(path))
        trader = Trader(key, fields)
        engine = quickfix.SocketInitiator(trader, quickfix.FileStoreFactory(settings), settings)
        engine.start()
        for line in sys.stdin:
            trader.send(line)
        engine.stop()


if __name__ == "__main__":
    main()
