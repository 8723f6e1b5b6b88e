"""An acceptor that answers every order, and an application that remembers: what the loopback tests are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from venue_runtime.fix.config import SessionConfig
from venue_runtime.fix.interfaces import BaseApplication, LogonRefused
from venue_runtime.fix.message import Message

VENUE = SessionConfig(begin_string="FIX.4.4", sender_comp_id="VENUE", target_comp_id="CLIENT")
CLIENT = SessionConfig(begin_string="FIX.4.4", sender_comp_id="CLIENT", target_comp_id="VENUE", heartbeat=30)


class Order:
    msg_type: ClassVar[str] = "D"

    def __init__(self, cl_ord_id: str) -> None:
        self.cl_ord_id = cl_ord_id

    def body(self) -> str:
        return f"11={self.cl_ord_id}\x01"


class Report:
    msg_type: ClassVar[str] = "8"

    def __init__(self, cl_ord_id: str) -> None:
        self.cl_ord_id = cl_ord_id

    def body(self) -> str:
        return f"11={self.cl_ord_id}\x0139=0\x01"


class Venue(BaseApplication):
    """Answers an order with a report; takes logons with the password it was given."""

    def __init__(self, password: str = "") -> None:
        self.password = password
        self.orders: list[str] = []

    def check_logon(self, message: Message, /) -> None:
        if message.get("554") != self.password:
            raise LogonRefused("wrong password")

    def on_message(self, message: Message, ts_recv: int, /) -> None:
        self.orders.append(message.get("11"))
        self.sender.send(Report(message.get("11")))


class Client(BaseApplication):
    def __init__(self, password: str = "") -> None:
        self.password = password
        self.events: list[str] = []
        self.reports: list[str] = []

    def logon_body(self, header: Mapping[str, str], /) -> str:
        return f"554={self.password}\x01" if self.password else ""

    def on_logon(self, message: Message, /) -> None:
        self.events.append("logon")

    def on_message(self, message: Message, ts_recv: int, /) -> None:
        self.reports.append(message.get("11"))

    def on_logout(self, text: str, /) -> None:
        self.events.append(f"logout {text}".strip())

    def on_disconnected(self) -> None:
        self.events.append("disconnected")
