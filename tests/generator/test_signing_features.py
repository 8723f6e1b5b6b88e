"""Signing schemes of many kinds, each against a published answer: what `check` computes and what the client sends."""

from __future__ import annotations

import base64
import hashlib
import hmac
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from feature_support import checked, connected, generated
from venue_runtime.credentials import load_private_key
from venue_runtime.signing import jwt_verify, signer_of
from venue_runtime.testing.keys import dummy_key
from venue_runtime.testing.plugin import CountedNonces
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets

#: Body hash, seconds, hex: the venue's own example of a signed request.
HASHED = """
credentials: {api_key: {secret: false}, api_secret: {}}
auth:
  signed:
    steps:
      - hash: {to: digest, alg: sha512, data: =body.encoded, out: hex}
      - sign:
          to: signature
          data: "=join('\\\\n', method, path, query.encoded, digest, clock.s_text)"
          using: {api_secret: {alg: hmac-sha512, out: hex}}
      - set: {header.KEY: =cred.api_key, header.SIGN: =signature, header.Timestamp: =clock.s_text}
    vectors:
      - id: published
        source: the venue's documentation of signed requests
        given:
          credentials: {api_key: key, api_secret: secret}
          clock_ms: 1541993715000
          request:
            path: /api/v4/futures/orders
            query: {contract: BTC_USD, status: finished, limit: 50}
        expect:
          header.SIGN: "55f84ea195d6fe57ce62464daaa7c3c02fa9d1dde954e4c898289c9a2407a3d6fb3faf24deff16790d726b66ac\\
            9f74526668b13bd01029199cc4fcc522418b8a"
endpoints:
  orders:
    call: GET /api/v4/futures/orders
    auth: signed
    params: {contract: str, status: str, limit: int}
    result: json
"""
#: A hash inside a signature, a secret in base64, a nonce in the form.
NESTED = """
credentials: {api_key: {secret: false}, api_secret: {encoding: base64}}
nonces: {calls: {unit: ms}}
auth:
  signed:
    steps:
      - set: {body.nonce: "=text(nonce.calls)"}
      - hash: {to: digest, alg: sha256, data: "=concat(text(nonce.calls), body.encoded)", out: raw}
      - sign:
          to: signature
          data: "=concat(bytes(path), digest)"
          using: {api_secret: {alg: hmac-sha512, out: base64}}
      - set: {header.API-Key: =cred.api_key, header.API-Sign: =signature}
    no_vectors: the published one has the nonce first, see the test
endpoints:
  place: {call: POST /0/private/AddOrder, in: form, auth: signed, params: {pair: str}, result: json}
"""
#: The parameters in a header, as base64 of JSON.
PAYLOAD = """
credentials: {api_key: {secret: false}, api_secret: {}}
nonces: {calls: {unit: ms}}
auth:
  signed:
    steps:
      - let: {payload: "=base64(json({'request': path, 'nonce': nonce.calls}))"}
      - sign: {to: signature, data: =payload, using: {api_secret: {alg: hmac-sha384, out: hex}}}
      - set: {header.X-APIKEY: =cred.api_key, header.X-PAYLOAD: =payload, header.X-SIGNATURE: =signature}
    vectors:
      - id: computed
        source: computed with Python's hmac, base64 and json modules
        given: {credentials: {api_key: key, api_secret: secret}, nonce: 7, request: {method: POST, path: /v1/balances}}
        expect: {header.X-PAYLOAD: eyJyZXF1ZXN0IjoiL3YxL2JhbGFuY2VzIiwibm9uY2UiOjd9, header.X-SIGNATURE: "SIGNATURE"}
endpoints:
  balances: {call: POST /v1/balances, auth: signed, kind: read, result: json}
"""
#: The parameters go nowhere but into that header, behind what the scheme adds; one nonce of two is taken.
CONSUMED = """
config: {unit: {type: enum, values: [ms, s], default: ms}}
credentials: {api_key: {secret: false}, api_secret: {}, account: {secret: false, optional: true}}
nonces: {calls: {unit: ms}, seconds: {unit: s}}
auth:
  signed:
    fields_first: true
    steps:
      - let: {stamp: "=nonce.calls if cfg.unit == 'ms' else nonce.seconds"}
      - set: {params.request: =path, params.nonce: =stamp, params.account: =cred.account}
      - let: {payload: =base64(json(params))}
      - sign: {to: signature, data: =payload, using: {api_secret: {alg: hmac-sha384, out: hex}}}
      - set: {header.X-PAYLOAD: =payload, header.X-SIGNATURE: =signature}
    vectors:
      - id: computed
        source: computed with Python's base64 and json modules
        given:
          credentials: {api_key: key, api_secret: secret}
          nonce: 7
          request: {method: POST, path: /v1/order, params: {symbol: aaabbb, amount: "1.5"}}
        expect:
          header.X-PAYLOAD: eyJyZXF1ZXN0IjoiL3YxL29yZGVyIiwibm9uY2UiOjcsInN5bWJvbCI6ImFhYWJiYiIsImFtb3VudCI6IjEuNSJ9
endpoints:
  place:
    call: POST /v1/order
    in: none
    auth: signed
    params: {symbol: str, amount: decimal, note: opt<str>}
    result: json
"""
#: One text, signed by whatever key the user has.
BY_KEY = """
credentials: {private_key: {format: [pem]}}
auth:
  signed:
    steps:
      - sign:
          to: signature
          data: "=concat('A', '\\x01', 'EXAMPLE', '\\x01', 'SPOT', '\\x01', '1', '\\x01', path)"
          using: {private_key: {alg: by-key, out: base64}}
      - set: {header.X-SIGN: =signature}
    vectors:
      - id: published
        source: the logon example of a venue's FIX documentation
        given:
          credentials: {private_key: "-----BEGIN PRIVATE KEY-----\\nMC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy+qa8WEf0lQOl1s4CLIAB9m89u\\n-----END PRIVATE KEY-----"}
          request: {path: "20240627-11:17:25.223"}
        expect: {header.X-SIGN: 4MHXelVVcpkdwuLbl6n73HQUXUf1dse2PCgT1DYqW9w8AVZ1RACFGM+5UdlGPrQHrgtS3CvsRURC1oj73j8gCA==}
endpoints:
  account: {call: GET /account, auth: signed, result: json}
"""  # noqa: E501
#: A token per request, by the kind of key that the user has.
TOKEN = """
credentials:
  api_key: {secret: false}
  private_key: {format: [FORMAT]}
auth:
  signed:
    steps:
      - jwt:
          to: token
          key: private_key
          header: {kid: =cred.api_key, nonce: =random.hex, typ: JWT}
          claims: {sub: =cred.api_key, nbf: =clock.s, exp: =clock.s + 120, uri: "{method} {host}{path}"}
      - set: {header.Authorization: "Bearer {token}"}
    no_vectors: none is published; the test verifies the token
endpoints:
  account: {call: GET /api/account, auth: signed, params: {limit: opt<int>}, result: json}
"""


def refusals_of(folder: Path, name: str, spec: str) -> list[str]:
    return checked(folder, name, spec)[1]


def client(kind: Any, **credentials: str) -> Any:
    return connected(kind, ScriptedSockets(), credentials=credentials, nonces=CountedNonces(1616492376594))


def test_a_hash_of_the_body(tmp_path: Path) -> None:
    assert refusals_of(tmp_path, "scheme_hashed", HASHED) == []
    # A digit more or less is seen.
    (wrong,) = refusals_of(tmp_path, "scheme_hashed", HASHED.replace("55f84ea1", "65f84ea1"))
    assert wrong.startswith("VG402")


def test_a_hash_inside_a_signature(tmp_path: Path) -> None:
    kind = generated(tmp_path, "scheme_nested", NESTED)
    secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="
    signing = client(kind, api_key="k", api_secret=secret).signing
    request = signing.signed("POST", "rest", "/0/private/AddOrder", form="pair=XBTUSD")
    assert request.body == b"pair=XBTUSD&nonce=1616492376594"
    # The published request has its nonce first: the same lines over its bytes give its signature.
    from venue_runtime.signing import HmacKey, decode_secret, sha256

    body = "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"
    key = HmacKey(decode_secret(secret, "base64"), "sha512")
    assert (
        key.base64(b"/0/private/AddOrder" + sha256.raw(f"1616492376594{body}"))
        == "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ=="
    )
    signed = key.base64(b"/0/private/AddOrder" + sha256.raw(f"1616492376594{(request.body or b'').decode()}"))
    assert request.headers["API-Sign"] == signed


def test_parameters_in_a_header(tmp_path: Path) -> None:
    payload = b"eyJyZXF1ZXN0IjoiL3YxL2JhbGFuY2VzIiwibm9uY2UiOjd9"
    expected = hmac.new(b"secret", payload, hashlib.sha384).hexdigest()
    assert refusals_of(tmp_path, "scheme_payload", PAYLOAD.replace('SIGNATURE"', f'{expected}"')) == []


@pytest.mark.asyncio
async def test_parameters_that_the_scheme_alone_sends(tmp_path: Path) -> None:
    """Nothing is in the query or the body; a nonce that the settings do not choose is not taken."""
    kind = generated(tmp_path, "scheme_consumed", CONSUMED)
    http, nonces, keys = ScriptedHttp(), CountedNonces(7), {"api_key": "key", "api_secret": "secret"}
    http.answer({"ok": True}, path="/v1/order", times=None)
    async with connected(kind, ScriptedSockets(), http, credentials=keys, nonces=nonces) as one:
        await one.raw.place(symbol="aaabbb", amount=Decimal("1.5"))
        await one.raw.place(symbol="aaabbb", amount=Decimal("1.5"), note="x")
    first, second = (each for each in http.requests if each.url.endswith("/v1/order"))
    assert first.url == "https://api.example.com/v1/order"
    assert not first.body
    payload = "eyJyZXF1ZXN0IjoiL3YxL29yZGVyIiwibm9uY2UiOjcsInN5bWJvbCI6ImFhYWJiYiIsImFtb3VudCI6IjEuNSJ9"
    assert first.headers["X-PAYLOAD"] == payload
    assert first.headers["X-SIGNATURE"] == hmac.new(b"secret", payload.encode(), hashlib.sha384).hexdigest()
    assert base64.b64decode(second.headers["X-PAYLOAD"]) == (
        b'{"request":"/v1/order","nonce":8,"symbol":"aaabbb","amount":"1.5","note":"x"}'
    )


def test_an_account_goes_ahead_of_the_parameters(tmp_path: Path) -> None:
    kind = generated(tmp_path, "scheme_consumed_for", CONSUMED)
    signing = client(kind, api_key="key", api_secret="secret", account="main").signing
    request = signing.signed("POST", "rest", "/v1/order", params={"symbol": "aaabbb"})
    assert base64.b64decode(request.headers["X-PAYLOAD"]) == (
        b'{"request":"/v1/order","nonce":1616492376594,"account":"main","symbol":"aaabbb"}'
    )


def test_a_key_says_how_it_signs(tmp_path: Path) -> None:
    assert refusals_of(tmp_path, "scheme_by_key", BY_KEY) == []


@pytest.mark.parametrize(("name", "form"), [("scheme_es256", "pem_ec_p256"), ("scheme_eddsa", "ed25519_raw64_base64")])
def test_a_token_by_the_kind_of_key(tmp_path: Path, name: str, form: str) -> None:
    kind = generated(tmp_path, name, TOKEN.replace("FORMAT", form))
    secret = dummy_key([form])
    request = client(kind, api_key="key-1", private_key=secret).signing.signed("GET", "rest", "/api/account", "limit=5")
    token = request.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt_verify(signer_of(load_private_key(secret, (form,))), token)
    assert claims == {
        "sub": "key-1",
        "nbf": 1_700_000_000,
        "exp": 1_700_000_120,
        "uri": "GET api.example.com/api/account",
    }
