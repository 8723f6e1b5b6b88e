"""An acceptor of the real QuickFIX with the echo application, under the command line of ours.

    python tests/judges/quickfix_echo.py --port N --config FILE

It shows that the runner of acceptance definitions judges as QuickFIX's own does (all of them pass):

    python tests/fix/run_definitions.py DIR \\
        --engine 'python tests/judges/quickfix_echo.py --port {port} --config {config}'
"""

from __future__ import annotations

import argparse
import signal

import quickfix


def text_of(fields: quickfix.FieldMap, tag: int) -> str:
    return fields.getField(tag) if fields.isSetField(tag) else ""


class Echo(quickfix.Application):  # type: ignore[misc]
    """NewOrderSingle, SecurityDefinition and Email go back as they came, but no order that may be a repeated one."""

    def __init__(self) -> None:
        super().__init__()
        self._orders: dict[str, set[str]] = {}

    def onCreate(self, session_id: quickfix.SessionID) -> None:
        quickfix.Session.lookupSession(session_id).reset()

    def onLogon(self, session_id: quickfix.SessionID) -> None:
        pass

    def onLogout(self, session_id: quickfix.SessionID) -> None:
        self._orders.pop(session_id.toString(), None)

    def toAdmin(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        pass

    def toApp(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        pass

    def fromAdmin(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        version = text_of(message, 1137)
        if version and message.getHeader().getField(35) == "A":
            quickfix.Session.lookupSession(session_id).setSenderDefaultApplVerID(version)

    def fromApp(self, message: quickfix.Message, session_id: quickfix.SessionID) -> None:
        kind = message.getHeader().getField(35)
        if kind == "D":
            seen = self._orders.setdefault(session_id.toString(), set())
            order = message.getField(11)
            if text_of(message.getHeader(), 97) == "Y" and order in seen:
                return
            seen.add(order)
        elif kind not in ("d", "C"):
            raise quickfix.UnsupportedMessageType
        quickfix.Session.sendToTarget(quickfix.Message(message), session_id)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", required=True, help="for the form only: the file names the port too")
    parser.add_argument("--config", required=True)
    settings = quickfix.SessionSettings(parser.parse_args().config)
    application = Echo()
    acceptor = quickfix.SocketAcceptor(application, quickfix.FileStoreFactory(settings), settings)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    acceptor.start()
    try:
        signal.pause()
    except KeyboardInterrupt:
        acceptor.stop(True)


if __name__ == "__main__":
    main()
