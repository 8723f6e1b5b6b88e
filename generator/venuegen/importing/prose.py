"""What a document says in sentences instead of fields: how requests are signed, where streams and pages are, bounds.

Sentences are hints for a draft, never facts: what is read from them is written where a person sees it, beside a TODO.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from venuegen.importing import naming
from venuegen.importing.model import Endpoint
from venuegen.spec.todo import TODO

MOST_TEXT = 400_000
"""Characters of a document's sentences that are read."""
_ALGORITHMS = (
    ("ed25519", r"\bed-?25519\b"),
    ("hmac-sha512", r"\bhmac[-_ ]?sha[-_ ]?512\b|\bhmacsha512\b"),
    ("hmac-sha384", r"\bhmac[-_ ]?sha[-_ ]?384\b|\bhmacsha384\b"),
    ("hmac-sha256", r"\bhmac[-_ ]?sha[-_ ]?256\b|\bhmacsha256\b"),
    ("ecdsa-p256", r"\bes256\b|\becdsa\b"),
    ("rsa-sha256", r"\brsa[-_ ]?sha[-_ ]?256\b"),
)
#: Parameters that say how much of something is wanted.
_PAGE_SIZES = {"limit", "size", "page_size", "pagesize", "count", "depth", "levels", "n"}


def algorithm(text: str) -> str:
    """The one algorithm of signatures that the sentences name; empty where they name none, or several."""
    found = [name for name, pattern in _ALGORITHMS if re.search(pattern, text, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""


def signature_form(text: str, alg: str) -> str:
    """How the signature is written: `base64` where a sentence about signatures says so, else as is usual."""
    said = [each for each in re.split(r"(?<=[.!?])\s|\n", text) if re.search(r"\bsign", each, re.IGNORECASE)]
    words = " ".join(said).lower()
    if ("base64" in words) != ("hex" in words):
        return "base64" if "base64" in words else "hex"
    return "hex" if alg.startswith("hmac") else "base64"


def key_formats(text: str, alg: str) -> list[str]:
    """The forms of a private key that the sentences speak of."""
    low = text.lower()
    if alg == "ed25519" and "seed" in low:
        return ["ed25519_seed_hex" if "hex" in low and "base64" not in low else "ed25519_seed_base64"]
    return [{"ed25519": "pem_ed25519", "rsa-sha256": "pem_rsa", "ecdsa-p256": "pem_ec_p256"}.get(alg, "pem")]


def streams(text: str) -> list[str]:
    """Addresses of WebSocket connections, in the order in which they are named; nothing that has a path beside one
    without is kept, since documents show old addresses too."""
    found = re.findall(r"wss://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?(?:/[A-Za-z0-9/_.-]*)?", text)
    plain = [each.rstrip("/.") for each in found]
    return list(dict.fromkeys(plain))


def documentation(text: str) -> str:
    """The host of the pages that the sentences most often lead to, where it is one for documents."""
    found = Counter(re.findall(r"https://(?:docs|developers?|api-docs|apidocs)\.[a-z0-9.-]+[a-z0-9]", text))
    return found.most_common(1)[0][0] if found else ""


_WINDOWS = {"s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "m": "m", "min": "m", "mins": "m",
            "minute": "m", "minutes": "m"}  # fmt: skip


def budget(text: str) -> tuple[int, str]:
    """How many requests in which window an endpoint takes (`Rate limit: 600 requests/10 sec`); 0 where nothing says."""
    found = re.search(
        r"\b(\d{1,7}) (?:requests|calls) ?(?:/|per|every) ?(\d{0,4}) ?([a-z]+)\b", text.replace(",", ""), re.IGNORECASE
    )
    if found is None or found[3].lower() not in _WINDOWS or not int(found[1]):
        return 0, ""
    return int(found[1]), f"{int(found[2] or 1)}{_WINDOWS[found[3].lower()]}"


def largest(wire: str, text: str) -> int | None:
    """The largest number of things that may be asked for at once (`maximum 1000`), by the description of a limit."""
    if wire.lower() not in _PAGE_SIZES:
        return None
    found = {int(each) for each in re.findall(r"\bmax(?:imum)?(?: (?:is|of|value))?[: ]+`?(\d{1,6})\b", text, re.I)}
    return found.pop() if len(found) == 1 else None


def alternatives(text: str) -> tuple[tuple[str, ...], bool]:
    """Parameters of which one must be given (``one of `a` or `b` must be …``), and whether only one may."""
    found = re.search(r"\b[Oo]ne of ((?:`\w+`(?:, (?:or )?| or )?){2,}) ?(?:must|has to|is required|should)", text)
    if found is None:
        return (), False
    names = tuple(re.findall(r"`(\w+)`", found[1]))
    only = re.search(r"\bboth\b[^.]*\b(reject|error|refus|not allowed)|\b(exactly|only) one\b", text, re.IGNORECASE)
    return names, only is not None


def sentences(*values: Any) -> str:
    """The texts among these values, one after the other."""
    return "\n".join(each for each in values if isinstance(each, str))[:MOST_TEXT]


def sentence(endpoint: Endpoint, name: str) -> str:
    """One sentence about an endpoint that says more than its name."""
    for text in (endpoint.summary, endpoint.doc):
        if "---" in text or " | " in text:
            continue
        plain = re.sub(r"\bweight\s*(\([^()]*\))?\s*[:=]\s*\d+", "", plain_text(text), flags=re.IGNORECASE).strip()
        first = re.split(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)\s", plain, maxsplit=1)[0].rstrip(".")
        first = "" if "/" in first.partition(" ")[0] else first
        words = set(naming.tokens(first)) - {"the", "a", "an", "of", "get", "query"}
        if (
            12 < len(first) <= 110
            and not words <= set(name.split("_"))
            and not TODO.search(first)
            and first[:1].isalpha()
        ):
            return f"{first[:1].upper()}{first[1:]}."
    return ""


def plain_text(text: str) -> str:
    """Without markup, on one line, printable."""
    text = re.sub(r"<[^<>]*>", " ", text)
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"[*`#|]+", "", text)
    return " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())
