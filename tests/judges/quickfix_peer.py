"""A process of the real QuickFIX, told what to do by lines of JSON and telling what happens by lines of JSON.

    python tests/judges/quickfix_peer.py acceptor|initiator SETTINGS [--market] [--refuse TEXT]

In: `["send", "D", [[11, "a"], …], …]` (any number of messages), `["numbers"]`, `["next_out", n]`, `["next_in", n]`,
`["reset"]`, `["logout"]`, `["logon"]`, `["disconnect"]`; the end of the input ends the process. Out: `["started"]`,
`["logon"]`, `["logout"]`, `["in", "raw"]` and `["out", "raw"]` (whole messages), `["numbers", out, in]`,
`["trouble", text]`, and `["done"]` after every order. One session only. With --market orders are matched by
`quickfix_market.py`; else every order is answered by nothing. With --refuse the first Logon is refused with that text.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading

import quickfix
from quickfix_market import Fields, Market

_lock = threading.Lock()


def tell(*event: object) -> None:
    with _lock:
        print(json.dumps(event), flush=True)


def build(kind: str, fields: Fields) -> quickfix.Message:
    message = quickfix.Message()
    message.getHeader().setField(quickfix.MsgType(kind))
    for tag, text in fields.items():
        header = message.isHeaderField(tag)
        (message.getHeader() if header else message).setField(quickfix.StringField(tag, text))
    return message


def fields_of(message: quickfix.Message) -> Fields:
    pairs = (part.partition("=") for part in message.toString().split("\x01") if part)
    return {int(tag): text for tag, _, text in pairs}


class Peer(quickfix.Application):  # type: ignore[misc]
    def __init__(self, market: bool, refuse: str) -> None:
        super().__init__()
        self._matches = market
        self._refuse = refuse
        self.market: Market | None = None
        self.session_id: quickfix.SessionID | None = None

    @property
    def session(self) -> quickfix.Session:
        return quickfix.Session.lookupSession(self.session_id)

    def onCreate(self, session_id: quickfix.SessionID) -> None:
        self.session_id = quickfix.SessionID(
            session_id.getBeginString().getString(),
            session_id.getSenderCompID().getString(),
            session_id.getTargetCompID().getString(),
        )
        if self._matches:
            self.market = Market(session_id.getBeginString().getString())

    def onLogon(self, session_id: quickfix.SessionID) -> None:
        tell("logon")

    def onLogout(self, session_id: quickfix.SessionID) -> None:
        tell("logout")

    def toAdmin(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        tell("out", message.toString())

    def toApp(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        tell("out", message.toString())

    def fromAdmin(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        tell("in", message.toString())
        if self._refuse and message.getHeader().getField(35) == "A":
            text, self._refuse = self._refuse, ""
            raise quickfix.RejectLogon(text)

    def fromApp(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        tell("in", message.toString())
        if self.market is None:
            return
        fields = fields_of(message)
        if fields[35] not in ("D", "F", "G"):
            raise quickfix.UnsupportedMessageType
        for kind, answer in self.market.receive(fields[35], fields):
            quickfix.Session.sendToTarget(build(kind, answer), session_id)

    def obey(self, order: list[object]) -> None:
        match order:
            case ["send", str(kind), *messages]:
                for pairs in messages:
                    quickfix.Session.sendToTarget(build(kind, dict(pairs)), self.session_id)
            case ["numbers"]:
                tell("numbers", self.session.getExpectedSenderNum(), self.session.getExpectedTargetNum())
            case ["next_out", int(number)]:
                self.session.setNextSenderMsgSeqNum(number)
            case ["next_in", int(number)]:
                self.session.setNextTargetMsgSeqNum(number)
            case ["reset"]:
                self.session.reset()
            case ["logout"]:
                self.session.logout()
            case ["logon"]:
                self.session.logon()
            case ["disconnect"]:
                self.session.disconnect()
            case _:
                raise ValueError(f"not understood: {order}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("role", choices=["acceptor", "initiator"])
    parser.add_argument("settings")
    parser.add_argument("--market", action="store_true")
    parser.add_argument("--refuse", default="")
    options = parser.parse_args()
    settings = quickfix.SessionSettings(options.settings)
    peer = Peer(options.market, options.refuse)
    role = quickfix.SocketAcceptor if options.role == "acceptor" else quickfix.SocketInitiator
    engine = role(peer, quickfix.FileStoreFactory(settings), settings)
    engine.start()
    tell("started")
    for line in sys.stdin:
        try:
            peer.obey(json.loads(line))
        except Exception as trouble:
            tell("trouble", repr(trouble))
        tell("done")
    engine.stop(True)


if __name__ == "__main__":
    main()
