"""Dates, files, URLs, open work, unused definitions, and text that must not be in a spec."""

from __future__ import annotations

import ast
import datetime
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from venuegen.check.context import Check
from venuegen.spec.compose import inside
from venuegen.spec.diagnostics import Position
from venuegen.spec.dialects import at_all_times
from venuegen.spec.model import Endpoint
from venuegen.spec.todo import TODO, SpecPath, scalars
from venuegen.spec.venues import SPEC_FILE, id_problem
from venuegen.spec.yamlnodes import Map, Node, Seq

_LOCAL = {"localhost", "127.0.0.1", "::1"}
_KEY_BLOCK = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_TOKEN = re.compile(r"[A-Za-z0-9+/_=-]{40,}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_hygiene(check: Check) -> None:
    """Everything of this module."""
    _identity(check)
    _urls(check)
    _imports(check)
    _paths(check)
    _hooks(check)
    _secrets(check)
    _unused(check)


def _identity(check: Check) -> None:
    spec, path = check.spec, check.loaded.path
    folder = path.resolve().parent
    if path.name == SPEC_FILE and folder != check.loaded.specs_dir.resolve() and spec.venue != folder.name:
        check.problems.add(
            "VG117",
            check.at("venue"),
            f"the venue id is '{spec.venue}', the folder '{folder.name}'",
            hint="rename the folder, or the venue",
        )
    if problem := id_problem(spec.venue):
        check.problems.add("VG105", check.at("venue"), f"'{spec.venue}' is no venue id: {problem}")
    try:
        checked = datetime.date.fromisoformat(spec.checked)
    except ValueError:
        check.problems.add("VG118", check.at("checked"), f"{spec.checked} is no day of the calendar")
        return
    if checked > check.today:
        check.problems.add(
            "VG118",
            check.at("checked"),
            f"{spec.checked} is in the future",
            expected="the day on which a person last compared this spec with the docs",
        )


def _urls(check: Check) -> None:
    for name, environment in check.spec.environments.items():
        for key, url in environment.urls.items():
            if (reason := _url_problem(url)) and not TODO.search(url):
                place = check.at("environments", name, "urls", key)
                check.problems.add("VG603", place, f"'{key}' {reason}", expected="https://…, wss://… or tcp+tls://…")
    address = urlsplit(check.spec.doc) if _url_problem(check.spec.doc) is None else None
    if address is None and not TODO.search(check.spec.doc):
        check.problems.add("VG603", check.at("doc"), "the documentation is no address", expected="https://…")


def _imports(check: Check) -> None:
    for at, each in enumerate(check.spec.imports):
        file = safe_file(check, each.file, ("imports", at, "file"))
        if file is None:
            continue
        place = check.at("imports", at, "file")
        if not is_file(file):
            check.problems.add("VG121", place, f"there is no file '{each.file}'", hint="import the document again")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != each.sha256:
            check.problems.add(
                "VG121",
                place,
                f"'{each.file}' is not what was imported",
                expected=f"a file whose SHA-256 is {each.sha256[:12]}…",
                hint="import the newer document with `venuegen import`, which says what is different",
            )


def _url_problem(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return "is not a URL"
    if not host or not url.isprintable() or " " in url or not re.fullmatch(r"[A-Za-z0-9.:_-]+", host):
        return "is not a URL"
    if parts.username is not None or parts.password is not None:
        return "carries a user name"
    if parts.scheme in ("tcp", "tcp+tls"):
        return None if parts.port and not parts.path.strip("/") else "is not host and port"
    if parts.scheme in ("http", "ws"):
        return None if host in _LOCAL else "is not encrypted"
    return None if parts.scheme in ("https", "wss") else f"has the scheme '{parts.scheme}'"


def _paths(check: Check) -> None:
    for name, endpoint in check.spec.endpoints.items():
        path = endpoint.path
        named = _PLACEHOLDER.findall(path)
        params = {}
        for wire, param in endpoint.params.items():
            if not isinstance(param, str) and param.place == "path":
                params[wire] = param
        for placeholder in named:
            if placeholder not in params:
                check.problems.add(
                    "VG506",
                    check.at("endpoints", name, "call"),
                    f"no parameter fills {{{placeholder}}}",
                    expected=f"params: {{{placeholder}: {{type: str, in: path}}}}",
                )
        for wire in params:
            if wire not in named:
                check.problems.add(
                    "VG506",
                    check.key("endpoints", name, "params", wire),
                    f"the path has no {{{wire}}}",
                    expected=f"call: … /…/{{{wire}}}",
                )
        _named_keys(check, name, endpoint)


def _named_keys(check: Check, name: str, endpoint: Endpoint) -> None:
    """Parameters that name a key of the body: each is named, and each name is one."""
    keys = {wire for wire, param in endpoint.params.items() if not isinstance(param, str) and param.place == "key"}
    named: set[str] = set()
    for wire in endpoint.params:
        for placeholder in _PLACEHOLDER.findall(wire):
            named.add(placeholder)
            if placeholder not in keys:
                check.problems.add(
                    "VG506",
                    check.key("endpoints", name, "params", wire),
                    f"no parameter says which key {{{placeholder}}} is",
                    expected=f"params: {{{placeholder}: {{type: str, in: key}}}}",
                )
    for wire in sorted(keys - named):
        check.problems.add(
            "VG506",
            check.key("endpoints", name, "params", wire),
            f"no other parameter stands under {{{wire}}}",
            expected=f"params: {{config.{{{wire}}}.price: …}}",
        )


def _hooks(check: Check) -> None:
    hooks = check.spec.hooks
    if hooks is None:
        return
    place = check.at("hooks", "file")
    file = safe_file(check, hooks.file, ("hooks", "file"))
    if file is None:
        return
    if not is_file(file):
        check.problems.add("VG214", place, f"there is no file '{hooks.file}'", hint="the path is relative to the spec")
        return
    try:
        module = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError, RecursionError, MemoryError, OSError) as error:
        line = getattr(error, "lineno", None)
        where = f" in line {line}" if line else ""
        check.problems.add("VG214", place, f"'{hooks.file}' is no valid Python{where}: {getattr(error, 'msg', error)}")
        return
    defined = {each.name: each for each in module.body if isinstance(each, ast.FunctionDef)}
    for name, hook in hooks.functions.items():
        at = check.key("hooks", "functions", name)
        if name not in defined:
            check.unknown("VG213", at, f"function in '{hooks.file}' named", name, defined)
            continue
        arguments = defined[name].args
        count = len(arguments.posonlyargs) + len(arguments.args)
        if count != len(hook.args) or arguments.vararg or arguments.kwonlyargs:
            check.problems.add(
                "VG213", at, f"'{name}' takes {count} arguments in '{hooks.file}'", expected=f"{len(hook.args)}"
            )


def safe_file(check: Check, text: str, path: SpecPath) -> Path | None:
    """A file that the spec names; None (and a diagnostic) when it is outside of the spec's folder."""
    position = check.at(*path)
    folder = position.source.path.parent
    file = folder / text
    try:
        bad = "\0" in text or Path(text).is_absolute() or not inside(file, folder, folder)
    except (OSError, RuntimeError, ValueError):
        bad = True
    if bad:
        check.problems.add(
            "VG112", position, f"'{text}' leaves the folder of the spec", expected="a path inside of this folder"
        )
        return None
    return file


def is_file(file: Path) -> bool:
    """Whether there is such a file; False also for what cannot be the name of one."""
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def _secrets(check: Check) -> None:
    for path, node in scalars(check.loaded.root):
        if not isinstance(node.value, str) or (path[0] == "auth" and "vectors" in path):
            continue
        token = _TOKEN.fullmatch(node.value.strip())
        mixed = token and all(re.search(kind, node.value) for kind in ("[a-z]", "[A-Z]", "[0-9]"))
        if mixed or _KEY_BLOCK.search(node.value):
            check.problems.add(
                "VG404",
                node.position,
                "this looks like a key or token",
                expected="no secret: users pass credentials when they build a client",
                hint="a key that the venue itself published belongs in a vector",
            )


def _unused(check: Check) -> None:
    spec = check.spec
    words: set[str] = set()
    dotted: set[str] = set()
    for path, node in scalars(check.loaded.root):
        if isinstance(node.value, str) and path[0] not in ("doc", "title", "doc_notes") and path[-1] != "doc":
            words.update(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", node.value))
            dotted.update(re.findall(r"\b(?:cfg|cred|nonce|lease|hooks)\.[a-z][a-z0-9_]*", node.value))
    operations = [each for operation in spec.operations.values() for each in at_all_times(operation)]
    endpoints = list(spec.endpoints.values())
    connections = list(spec.ws.values())
    schemes = {each.auth for each in endpoints} | {
        name for each in connections if each.rpc for pair in each.rpc.auth.items() for name in pair
    }
    schemes |= {name for each in connections if each.login for name in (each.login.frame, each.login.auth)}
    schemes |= {each.handshake for each in connections}
    schemes |= {sent.auth for each in connections for sent in (each.subscribe, each.unsubscribe) if sent}
    mapped = {name for each in operations for name in (each.map, *each.also, *(further.map for further in each.plus))}
    booked = {each.book for each in operations}
    if spec.fix is not None:
        schemes |= {each.logon for each in spec.fix.sessions.values()}
    limits = spec.limits
    costs = {bucket for each in endpoints for bucket in each.cost or {}}
    costs |= {bucket for each in endpoints if each.over for bucket in each.over.cost or {}}
    costs |= set(limits.default_cost) if limits else set()
    keyed = {key for each in _keys(check.loaded.root) for key in each}
    unused: list[tuple[SpecPath, str]] = []
    unused += [(("types", name), "type") for name in spec.types if name.partition("<")[0].strip() not in words]
    unused += [(("enums", name), "enum") for name in spec.enums if name not in words]
    unused += [(("flags", name), "flags") for name in spec.flags if name not in words]
    unused += [(("unions", name), "union") for name in spec.unions if name not in words]
    unused += [(("maps", name), "map") for name in spec.maps if name not in mapped]
    unused += [(("books", name), "book") for name in spec.books if name not in booked]
    unused += [(("auth", name), "auth scheme") for name in spec.auth if name not in schemes]
    unused += [
        (("limits", "buckets", name), "bucket") for name in (limits.buckets if limits else ()) if name not in costs
    ]
    unused += [(("config", name), "setting") for name in spec.config if f"cfg.{name}" not in dotted]
    unused += [(("nonces", name), "nonce") for name in spec.nonces if f"nonce.{name}" not in dotted]
    unused += [(("leases", name), "lease") for name in spec.leases if f"lease.{name}" not in dotted]
    unused += [
        (("credentials", name), "credential")
        for name in spec.credentials
        if f"cred.{name}" not in dotted and name not in keyed and name not in words
    ]
    functions = spec.hooks.functions if spec.hooks else {}
    unused += [(("hooks", "functions", name), "hook") for name in functions if f"hooks.{name}" not in dotted]
    for path, what in unused:
        place: Position = check.key(*path)
        check.problems.add("VG212", place, f"the {what} '{path[-1]}' is never used", hint="delete it, or use it")


def _keys(node: Node) -> Iterator[set[str]]:
    """Keys of `using` maps: the credentials that sign."""
    if isinstance(node, Map):
        for key, entry in node.entries.items():
            if key == "using" and isinstance(entry.value, Map):
                yield set(entry.value.entries)
            yield from _keys(entry.value)
    elif isinstance(node, Seq):
        for item in node.items:
            yield from _keys(item)
