"""Signing schemes: each one carries a known answer, and the answer comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from venuegen.check.context import Check
from venuegen.check.vectors import check_vectors
from venuegen.spec.model import AuthScheme


def check_auth(check: Check) -> None:
    """Vectors of every scheme, and the parameters that schemes are to send."""
    for name, scheme in check.spec.auth.items():
        if not scheme.vectors and not scheme.no_vectors.strip():
            check.problems.add(
                "VG401",
                check.key("auth", name),
                f"nothing proves the scheme '{name}'",
                expected="`vectors: […]` with a published answer, or `no_vectors: <why, and who judges instead>`",
            )
    for name, endpoint in check.spec.endpoints.items():
        used = check.spec.auth.get(endpoint.auth or "")
        if endpoint.place == "none" and (endpoint.auth is None or used is not None) and not _reads_params(used):
            check.problems.add(
                "VG405",
                check.at("endpoints", name, "in"),
                f"nothing sends the parameters of '{name}'"
                + (f": the scheme '{endpoint.auth}' does not read `params`" if used is not None else ""),
                expected="`auth: <scheme>` with a step that reads `params`, such as `=base64(json(params))`",
            )
    check_vectors(check)


def _reads_params(scheme: AuthScheme | None) -> bool:
    steps = msgspec.to_builtins(scheme.steps) if scheme is not None else []
    return any(re.search(r"\bparams\b(?!\.)", text) for text in _expressions(steps))


def _expressions(data: Any) -> Iterator[str]:
    if isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _expressions(each)
    elif isinstance(data, str) and data.startswith("="):
        yield data
