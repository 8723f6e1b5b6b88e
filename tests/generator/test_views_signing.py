"""Auth schemes as the lines that sign."""

from __future__ import annotations

from views_support import views


def test_headers_that_only_credentials_enter_are_made_once() -> None:
    (headers,) = (each for each in views().signing.once if each.name == "_signed_headers")
    assert headers.code == "{\"X-KEY\": self._credentials.reveal('api_key')}"


def test_the_scheme_reads_the_clock_once_and_signs_what_it_sends() -> None:
    scheme = next(each for each in views().signing.schemes if each.name == "signed")
    assert scheme.body == (
        "now = self._clock.time_ns()",
        'query = f"{query}&window={self._config.recv_window}&time={now // 1_000_000}".removeprefix("&")',
        "signature = self._sign_signed(query)",
        'query += f"&signature={quote(signature)}"',
        'return Request(method, f"{self._urls[host]}{path}?{query}", self._signed_headers)',
    )


def test_the_first_credential_that_is_given_signs() -> None:
    (key,) = views().signing.keys
    assert key.lines == (
        'if "api_secret" in credentials:',
        '    return HmacKey(credentials["api_secret"]).hex',
        'if "private_key" in credentials:',
        '    return signer_of(load_private_key(credentials["private_key"], ("pem",))).base64',
        'return missing_credentials("example_spot", "api_secret", "private_key")',
    )


def test_a_capability_needs_one_of_the_sets_of_credentials() -> None:
    offers = dict(views().venue.offers)
    assert offers["FETCH_TIME"] == "()"
    assert offers["CREATE_ORDER"] == ('(frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"}))')
