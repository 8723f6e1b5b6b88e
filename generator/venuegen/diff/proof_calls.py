"""What proves a change of what is sent, and of who signs it: signatures, hooks, requests, orders, methods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from venuegen.diff.conditions import Facts, at
from venuegen.diff.evidence import Evidence, KnownAnswer, Owner
from venuegen.diff.proof_case import Case, Proof, answered, either, literal, says, words
from venuegen.diff.standing import has_key, is_path, pairs, text
from venuegen.diff.tree import Record, records

# ------------------------------------------------------------------------------------------------ a person's word


def stated(case: Case) -> Proof:
    """A later comparison with the documents, or new words about the part in which the change is."""
    said = [f"`{name}`" for name in words(case)]
    if case.evidence.checked:
        said.append(f"checked {case.evidence.checked}")
    return Proof(tuple(said), "a later `checked`, or another `doc` of this part")


# ------------------------------------------------------------------------------------------------ signatures


def vector(case: Case) -> Proof:
    """A signature that was published."""
    scheme = case.path[1]
    found = [_name(each) for each in case.evidence.answers if each.scheme == scheme]
    found += [f"`{name}`" for name in words(case) if at(case.root, ("auth", scheme, "no_vectors"))]
    sessions = [] if case.root["fix"] is None else case.root["fix"]["sessions"].values()
    if any(each["logon"] == scheme for each in sessions):
        found += [each.file for each in case.evidence.messages if each.type == "A"]
    return Proof(tuple(found), f"a new or changed vector of `{scheme}`")


def key(case: Case) -> Proof:
    """A signature with such a key."""
    name = case.path[1]
    found = [_name(each) for each in case.evidence.answers if name in each.vector["given"]["credentials"]]
    return Proof(tuple(found), f"a new or changed vector that is given `{name}`")


def _name(answer: KnownAnswer) -> str:
    return f"vector {answer.scheme}.{answer.vector['id']}"


def hook(case: Case) -> Proof:
    """What goes through a hook."""
    names = {case.path[2]} if len(case.path) > 2 else set(case.evidence.hooks)
    return hook_proof(names, case.facts, case.evidence)


def hook_proof(names: Iterable[str], facts: Facts, evidence: Evidence) -> Proof:
    """What speaks for hooks: vectors of the schemes, and examples of the maps, that call them."""
    declared = facts.new["hooks"] or facts.old["hooks"]
    functions = declared["functions"] if declared is not None else {}
    wanted = [name for name in names if name in functions]
    wanted = wanted if wanted and "*" not in names else list(functions)
    calls = re.compile(rf"\bhooks\.({'|'.join(map(re.escape, wanted))})\b") if wanted else None
    found: list[str] = []
    users: list[str] = []
    for section in ("auth", "credentials", "maps"):
        for name, body in {**facts.old[section], **facts.new[section]}.items():
            if calls is None or not any(calls.search(each) for each in _texts(body)):
                continue
            users.append(f"`{section}.{name}`")
            if section == "maps":
                found += [each.file for each in evidence.samples if name in each.expected]
            for answer in evidence.answers:
                if section == "auth" and name == answer.scheme:
                    found.append(_name(answer))
                if section == "credentials" and name in answer.vector["given"]["credentials"]:
                    found.append(_name(answer))
    who = f" of {' or '.join(users)}" if users else ""
    return Proof(tuple(dict.fromkeys(found)), f"a new or changed vector or example{who}")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        yield from _texts(item)


# ------------------------------------------------------------------------------------------------ requests


def _asked(case: Case, endpoint: str) -> Iterator[tuple[str, Any]]:
    """New requests of an endpoint: of examples, and of vectors that sign one."""
    for sample in case.evidence.samples:
        if ("endpoints", endpoint) in sample.owners and sample.request is not None:
            yield sample.file, sample.request
    method, _, path = (at(case.root, ("endpoints", endpoint, "call")) or "").partition(" ")
    for answer in case.evidence.answers:
        request = answer.vector["given"]["request"]
        if request["method"] == method and is_path(path, request["path"]):
            yield _name(answer), {key: request[key] for key in ("query", "body", "params", "msg")}


def request(case: Case) -> Proof:
    """What an endpoint sends: its own request, with the parameter in question."""
    endpoint, params = case.path[1], case.path[3:4] if case.path[2] == "params" else ()
    found = [name for name, sent in _asked(case, endpoint) if all(_has(case, sent, each) for each in params)]
    with_it = f" with `{params[0]}`" if params and case.change.kind != "removed" else ""
    return Proof(tuple(found), f"a new or changed example of `{endpoint}` that has its `request`{with_it}")


def _has(case: Case, request: Any, param: str) -> bool:
    """Whether a request has a parameter, and its constant where there is one."""
    declared = at(case.root, (*case.change.path[:3], param))
    if not isinstance(declared, Record):
        return True  # it is gone
    if declared["const"] is None:
        return has_key(request, param)
    return (param, text(declared["const"])) in pairs(request)


def call(case: Case) -> Proof:
    """Where an endpoint is, and who may call it: anything that was said there."""
    endpoint = case.path[1]
    found = [name for name, _ in _asked(case, endpoint)] + answered(case, ("endpoints", endpoint))
    return Proof(tuple(dict.fromkeys(found)), f"a new or changed example of `{endpoint}`")


def lease(case: Case) -> Proof:
    """What is read of the answer that grants it; a length of time that is no expression is a person's word."""
    if case.path[2] == "lifetime" and not text(case.change.after).startswith("="):
        return stated(case)
    endpoint = str(at(case.root, ("leases", case.path[1], "call")))
    return Proof(tuple(answered(case, ("endpoints", endpoint))), f"a new or changed example of `{endpoint}`")


def style(case: Case) -> Proof:
    """An order of this style, as it is sent."""
    row = at(case.root, case.change.path[:3]) if len(case.path) > 2 else None
    wire = row["wire"] if isinstance(row, Record) and row.cls == "StyleRow" else {}
    found = []
    for endpoint in _calls(case.root["operations"].get("create_order")):
        names = _wire_names(case, endpoint)
        said = {names.get(name, name): value for name, value in wire.items()}
        for name, sent in _asked(case, endpoint):
            there = set(pairs(sent))
            keys = {key for key, _ in there}
            if all((key, text(each)) in there if literal(each) else key in keys for key, each in said.items()):
                found.append(name)
    return Proof(tuple(dict.fromkeys(found)), f"a new or changed `request` of `create_order` that says {says(wire)}")


# ------------------------------------------------------------------------------------------------ methods


def operation(case: Case) -> Proof:
    """What a method asks for, or makes of the answer."""
    operation = at(case.root, case.change.path[:2])
    inner = at(case.root, case.change.path[:4]) if len(case.path) > 3 else None
    one = isinstance(inner, Record) and isinstance(inner.get("call"), str)
    endpoints = _calls(inner if one else operation)
    fields = {part for part, owner in zip(case.path, case.change.owners, strict=True) if owner}
    if fields & {"with", "compose", "item", "param"}:
        params = case.path[case.path.index("with") + 1 :][:1] if "with" in fields else ()
        params = () if case.change.kind == "removed" or params == ("*",) else params
        found = [name for each in endpoints for name, sent in _asked(case, each) if _gives(case, each, sent, params)]
        wanted = f"a new or changed example of {either(endpoints)} that has its `request`"
        return Proof(tuple(dict.fromkeys(found)), wanted)
    owners: list[Owner] = [("endpoints", each) for each in endpoints]
    names = [*endpoints]
    channel = operation.get("channel") if isinstance(operation, Record) else None
    if channel:
        connection, _, name = channel.partition(".")
        owners.append(("ws", connection, "channels", name))
        names.append(channel)
    return Proof(tuple(answered(case, *owners)), f"a new or changed example of {either(names)}")


def _gives(case: Case, endpoint: str, request: Any, params: Iterable[str]) -> bool:
    """Whether a request has parameters that go by their python names."""
    names = _wire_names(case, endpoint)
    return all(has_key(request, names.get(each, each)) for each in params)


def _wire_names(case: Case, endpoint: str) -> dict[str, str]:
    declared = at(case.root, ("endpoints", endpoint, "params")) or {}
    return {param["name"]: wire for wire, param in declared.items()}


def _calls(operation: Any) -> list[str]:
    """Endpoints that a method, or a choice of it, may call."""
    found: list[str] = []
    for group in records(operation).values() if isinstance(operation, Record) else ():
        found += [each["call"] for each in group if isinstance(each.get("call"), str)]
    return list(dict.fromkeys(found))
