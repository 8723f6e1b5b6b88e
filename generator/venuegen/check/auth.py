"""Signing schemes: each one carries a known answer, and the answer comes out."""

from __future__ import annotations

from venuegen.check.context import Check
from venuegen.check.vectors import check_vectors


def check_auth(check: Check) -> None:
    """Vectors of every scheme."""
    for name, scheme in check.spec.auth.items():
        if not scheme.vectors and not scheme.no_vectors.strip():
            check.problems.add(
                "VG401",
                check.key("auth", name),
                f"nothing proves the scheme '{name}'",
                expected="`vectors: […]` with a published answer, or `no_vectors: <why, and who judges instead>`",
            )
    check_vectors(check)
