"""Base URLs of an environment, and overriding them: what lets a client run against a venue on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from urllib.parse import urlsplit, urlunsplit

from .bindings import Environment
from .errors import ConfigurationError

__all__ = ["Endpoints"]

_SCHEMES = {"http", "https", "ws", "wss", "tcp", "tcp+tls"}
_SECURE = {"https", "wss", "tcp+tls"}
_FAMILIES = {"ws": ("ws", "wss"), "wss": ("ws", "wss"), "tcp": ("tcp", "tcp+tls"), "tcp+tls": ("tcp", "tcp+tls")}
"""A scheme → what it is without TLS and with."""


class Endpoints(dict[str, str]):
    """The URLs that a client calls. `signed` keeps the environment's own: hosts inside signatures stay the spec's.

    `override` is a mapping of names to base URLs, or one URL that every host is mapped to: scheme, host and port are
    its own (http, ws or tcp as each URL needs), the path of each URL is kept. A FIX address (`tcp://host:port`, with
    TLS `tcp+tls://host:port`) has no path: who stands for all hosts takes FIX at the same port. Raises
    ConfigurationError for an unknown name or a text that is no URL.
    """

    def __init__(self, environment: Environment, override: Mapping[str, str] | str | None = None) -> None:
        self.signed: Mapping[str, str] = dict(environment.urls)
        self._everything: str | None = None
        urls = dict(environment.urls)
        if isinstance(override, str):
            self._everything = _checked(override)
            urls = {name: _moved(url, override) for name, url in urls.items()}
        elif override is not None:
            for name, url in override.items():
                if name not in urls:
                    near = get_close_matches(name, urls, 1)
                    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(urls)}"
                    raise ConfigurationError(f"unknown endpoint {name!r}: {hint}")
                urls[name] = _checked(url).rstrip("/")
        super().__init__(urls)

    def dictated(self, url: str) -> str:
        """A URL that the venue told us to use: mapped like the others when one override stands for all."""
        return url if self._everything is None else _moved(url, self._everything)


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.netloc:
        raise ConfigurationError(
            f"endpoint {url!r} is no URL: write http://host:port, wss://host/path or tcp+tls://host:port"
        )
    return url


def _moved(url: str, target: str) -> str:
    old, new = urlsplit(url), urlsplit(target)
    plain, secure = _FAMILIES.get(old.scheme, ("http", "https"))
    scheme = secure if new.scheme in _SECURE else plain
    path = "" if plain == "tcp" else new.path.rstrip("/") + old.path
    return urlunsplit((scheme, new.netloc, path, old.query, ""))
