"""What the page of a venue says of FIX, computed; the template only lays it out."""

from __future__ import annotations

from dataclasses import dataclass

from venuegen.spec.model import Environment, Fix, FixDictionary, FixOperation, FixSession


@dataclass(frozen=True)
class FixSessionRow:
    """One kind of session, in the words of the page."""

    name: str
    address: str
    logon: str
    numbers: str
    heartbeat: str
    limits: str
    doc: str


@dataclass(frozen=True)
class FixPage:
    """What a venue offers over FIX."""

    version: str
    dictionaries: tuple[str, ...]
    sessions: tuple[FixSessionRow, ...]
    offers: tuple[tuple[str, str, str], ...]
    """Method, what carries it, and what is good to know of it."""
    enums: tuple[tuple[str, str], ...]

    @property
    def offered(self) -> frozenset[str]:
        """The methods of the contract that it has over FIX."""
        return frozenset(method for method, _, _ in self.offers)


def fix_page(fix: Fix, environments: dict[str, Environment]) -> FixPage:
    """The section `fix` of a spec that `check` accepts; addresses are those of the first environment that has them."""
    files = (each.file if isinstance(each, FixDictionary) else each for each in fix.dictionaries.values())
    return FixPage(
        version=f"{fix.version}, {fix.application}" if fix.application else fix.version,
        dictionaries=tuple(files),
        sessions=tuple(_session(name, each, environments) for name, each in fix.sessions.items()),
        offers=tuple((name, _by(fix, each), each.doc) for name, each in fix.operations.items()),
        enums=tuple(
            (name, ", ".join(f"{wire} is {word or 'nothing of ours'}" for wire, word in each.values.items()))
            for name, each in fix.enums.items()
        ),
    )


def _session(name: str, session: FixSession, environments: dict[str, Environment]) -> FixSessionRow:
    numbers = {
        "every_logon": "begin anew with each Logon",
        "never": "go on",
    }[session.reset]
    if session.reset_at is not None:
        numbers += f"; sessions end at {session.reset_at} UTC, and begin anew"
    beat = session.heartbeat
    bounds = [f"at least {beat.min}"] * bool(beat.min) + [f"at most {beat.max}"] * bool(beat.max)
    limits = session.limits
    said = (
        ("messages", limits.messages),
        ("connections", limits.connects),
        ("subscriptions on one", limits.subscriptions),
    )
    return FixSessionRow(
        name=name,
        address=_address(session.url, environments),
        logon=session.logon or "",
        numbers=f"{numbers}; missed messages are {'sent again' if session.resend else 'not sent again'}",
        heartbeat=", ".join((beat.default, *bounds)),
        limits=", ".join(f"{text} {what}" for what, text in said if text),
        doc=session.doc,
    )


def _address(url: str, environments: dict[str, Environment]) -> str:
    name = url.removeprefix("{env.").removesuffix("}")
    return next((each.urls[name] for each in environments.values() if name in each.urls), url)


def _by(fix: Fix, operation: FixOperation) -> str:
    if operation.channel is not None:
        channel = fix.channels[operation.channel]
        return f"`{channel.subscribe.send}` over `{channel.session}`"
    sent = dict.fromkeys(each for each in (operation.send, *(choice.send for choice in operation.choose)) if each)
    if not sent:
        return f"reports of `{operation.session}`"
    return " or ".join(f"`{each}`" for each in sent) + f" over `{operation.session}`"
