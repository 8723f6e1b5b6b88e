"""A FIX engine on the command line, to try another engine out against it, or to look into a session.

    python -m venue_runtime.fix accept --port N --config FILE
    python -m venue_runtime.fix initiate --host H --port N --begin FIX.4.4 --sender S --target T \\
        --heartbt 30 --applver '' --store DIR --reset Y|N [--dictionary XML]

Both send NewOrderSingle (D), SecurityDefinition (d) and Email (C) back unchanged and refuse every other application
message as unsupported. FILE is in QuickFIX's settings format. Every message is shown on stderr, secrets masked.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from ..dialects import Backoff
from ..errors import ConfigurationError
from .acceptor import AcceptedSession, FixAcceptor
from .config import SessionConfig
from .connection import TapFactory, connect_to
from .echo import Echo
from .filestore import file_store
from .initiator import FixInitiator
from .log import ReadableLog, WireTap
from .settings import APPL_VER_IDS, SessionSettings, dictionaries_of, read_settings
from .store import StoreFactory, memory_store

_BACKOFF = Backoff(first=0.5, longest=2.0)  # somebody waits for it

log = logging.getLogger("venue_runtime.fix")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING if options.quiet else logging.INFO, format="%(message)s"
    )
    try:
        code: int = asyncio.run(options.run(options))
    except ConfigurationError as error:
        print(f"{Path(sys.argv[0]).name}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"cannot listen: {error.strerror or error}", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m venue_runtime.fix", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="accept|initiate")
    accept = commands.add_parser("accept", help="listen, for the sessions of a file of settings")
    accept.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    accept.add_argument("--port", type=_port, default=None, help="0: a free one; default: SocketAcceptPort of the file")
    accept.add_argument("--config", type=Path, required=True, metavar="FILE", help="settings in QuickFIX's format")
    accept.set_defaults(run=_accept)
    initiate = commands.add_parser("initiate", help="connect, and again whenever the connection is lost")
    initiate.add_argument("--host", required=True)
    initiate.add_argument("--port", type=_port, required=True)
    initiate.add_argument("--begin", required=True, metavar="VERSION", help="BeginString: FIX.4.0 to FIX.4.4, FIXT.1.1")
    initiate.add_argument("--sender", required=True, help="our SenderCompID")
    initiate.add_argument("--target", required=True, help="our TargetCompID")
    initiate.add_argument("--heartbt", type=_seconds, default=30, metavar="SECONDS")
    initiate.add_argument("--applver", default="", help="DefaultApplVerID, with FIXT.1.1: 7, 8, 9 or FIX.5.0SP2")
    initiate.add_argument(
        "--store", type=Path, required=True, metavar="DIR", help="where numbers and messages are kept"
    )
    initiate.add_argument("--reset", choices=("Y", "N"), required=True, help="whether every Logon starts over at 1")
    initiate.add_argument("--dictionary", type=Path, metavar="XML", help="check messages; a FIXT session's application")
    initiate.set_defaults(run=_initiate)
    for command in (accept, initiate):
        command.add_argument("--quiet", action="store_true", help="do not show the messages")
    return parser


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port, expected 0 to 65535")
    return int(text)


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} are no seconds, expected a whole number")
    return int(text)


async def _accept(options: argparse.Namespace) -> int:
    settings = read_settings(options.config)
    for warning in settings.warnings:
        log.warning("%s", warning)
    port = options.port if options.port is not None else settings.port
    if port is None:
        raise ConfigurationError(f"{options.config}: no SocketAcceptPort, and no --port either")
    acceptor = FixAcceptor((_accepted(each) for each in settings.sessions), tap=_tap(options.quiet))
    port = await acceptor.serve(options.host, port)
    count = len(settings.sessions)
    print(f"listening on {options.host}:{port} for {count} session{'s' if count != 1 else ''}", flush=True)
    await _until_told()
    await acceptor.close()
    return 0


def _accepted(settings: SessionSettings) -> AcceptedSession:
    codec, groups = dictionaries_of(settings)
    make: StoreFactory = memory_store if settings.store is None else file_store(settings.store)
    return AcceptedSession(config=settings.config, application=Echo(groups), codec=codec, store=make(settings.config))


async def _initiate(options: argparse.Namespace) -> int:
    version = APPL_VER_IDS.get(options.applver, options.applver)
    fixt = options.begin == "FIXT.1.1"
    if fixt and version not in APPL_VER_IDS.values():
        raise ConfigurationError(f"--applver is {options.applver!r}, expected one of 7, 8, 9 with FIXT.1.1")
    try:
        config = SessionConfig(
            begin_string=options.begin,
            sender_comp_id=options.sender,
            target_comp_id=options.target,
            heartbeat=options.heartbt,
            default_appl_ver_id=version if fixt else "",
            reset="every_logon" if options.reset == "Y" else "never",
        )
    except ValueError as error:
        raise ConfigurationError(str(error)) from error
    settings = SessionSettings(
        config=config,
        dictionary=None if fixt else options.dictionary,
        application_dictionary=options.dictionary if fixt else None,
        require_values=True,
        store=options.store,
    )
    codec, groups = dictionaries_of(settings)
    initiator = FixInitiator(
        config,
        application=Echo(groups),
        connect=connect_to(f"tcp://{options.host}:{options.port}"),
        codec=codec,
        store=file_store(options.store),
        backoff=_BACKOFF,
        tap=_tap(options.quiet),
    )
    initiator.start()
    print(f"connecting to {options.host}:{options.port}", flush=True)
    await _until_told()
    await initiator.close()
    return 0


def _tap(quiet: bool) -> TapFactory | None:
    def make(config: SessionConfig) -> WireTap:
        return ReadableLog(lambda line: print(line, file=sys.stderr, flush=True), title=config.target_comp_id)

    return None if quiet else make


async def _until_told() -> None:
    """Until SIGTERM or SIGINT."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    await told.wait()


if __name__ == "__main__":
    raise SystemExit(main())
