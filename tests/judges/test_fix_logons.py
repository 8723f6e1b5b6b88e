"""Logons over FIX, judged with the standard library and `cryptography` alone: each judge restates what the venue's own
text or sample code does to the documented fields."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from venue_runtime import Credentials
from venue_runtime.testing.plugin import CountedNonces, FixedRandom
from venues.binance_spot import BinanceSpot
from venues.bitvavo import Bitvavo
from venues.coinbase_exchange import CoinbaseExchange
from venues.deribit import Deribit
from venues.kraken_spot import KrakenSpot

PEM = """-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy+qa8WEf0lQOl1s4CLIAB9m89u
-----END PRIVATE KEY-----
"""
SECRET = base64.b64encode(bytes(range(64))).decode()
HEADER = {"35": "A", "49": "ME", "56": "VENUE", "34": "1", "52": "20240627-11:17:25.223"}


def fields(body: str) -> dict[str, str]:
    """The fields of a Logon's body; each at most once, and each ends with a separator."""
    assert body.endswith("\x01")
    pairs = [field.partition("=") for field in body[:-1].split("\x01")]
    assert len({tag for tag, _, _ in pairs}) == len(pairs)
    return {tag: value for tag, _, value in pairs}


def logon(client: Any, header: Mapping[str, str] = HEADER, scheme: str = "fix_logon", **terms: bool) -> dict[str, str]:
    return fields(getattr(client.signing, scheme)(header, **terms))


def test_binance_spot_signs_five_header_fields_with_ed25519() -> None:
    client = BinanceSpot(credentials=Credentials(api_key="key", private_key=PEM))
    key = load_pem_private_key(PEM.encode(), None)
    assert isinstance(key, Ed25519PrivateKey)
    for scheme, flag in (("fix_logon", None), ("fix_drop_copy_logon", "Y"), ("fix_market_data_logon", None)):
        sent = logon(client, scheme=scheme)
        # Raises where the signature is not that of the text.
        key.public_key().verify(base64.b64decode(sent["96"]), b"A\x01ME\x01VENUE\x011\x0120240627-11:17:25.223")
        assert (sent["95"], sent["553"], sent.get("9406"), sent["25035"]) == ("88", "key", flag, "2")


def coinbase_exchange_signature(header: Mapping[str, str], api_key: str, secret: str, passphrase: str) -> str:
    """After the sample code of docs.cdp.coinbase.com/exchange/fix-api, Logon (A)."""
    message = "\x01".join([header["52"], "A", header["34"], api_key, header["56"], passphrase])
    digest = hmac.new(base64.b64decode(secret), message.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def test_coinbase_exchange_signs_as_its_sample_code_does() -> None:
    client = CoinbaseExchange(credentials=Credentials(api_key="ME", api_secret=SECRET, passphrase="phrase"))
    signature = coinbase_exchange_signature(HEADER, "ME", SECRET, "phrase")  # the SenderCompID is the key
    expected = {"553": "ME", "554": "phrase", "95": "44", "96": signature}
    assert logon(client) == expected
    assert logon(client, cancel_on_disconnect=True) == {**expected, "8013": "S"}
    assert logon(client, scheme="fix_drop_copy_logon") == {**expected, "9406": "Y"}


def kraken_spot_password(header: Mapping[str, str], api_key: str, secret: str, nonce: str) -> str:
    """After the sample code of docs.kraken.com/api/docs/fix-api/logon."""
    given = [("35", "A"), ("34", header["34"]), ("49", header["49"]), ("56", header["56"]), ("553", api_key)]
    text = "".join(f"{tag}={value}\x01" for tag, value in given) + nonce
    key = base64.b64decode(secret)
    return base64.b64encode(hmac.new(key, hashlib.sha256(text.encode()).digest(), hashlib.sha512).digest()).decode()


def test_kraken_spot_signs_as_its_sample_code_does() -> None:
    nonces = CountedNonces(1724512345678)
    client = KrakenSpot(credentials=Credentials(api_key="key", api_secret=SECRET), nonces=nonces)
    sent = logon(client)
    assert sent == {
        "553": "key",
        "554": kraken_spot_password(HEADER, "key", SECRET, "1724512345678"),
        "5025": "1724512345678",
        "8674": "1",  # the orders stay
    }
    again = logon(client, cancel_on_disconnect=True)
    assert (again["5025"], again["8674"]) == ("1724512345679", "0")
    assert again["554"] == kraken_spot_password(HEADER, "key", SECRET, "1724512345679") != sent["554"]


def test_kraken_spot_signs_as_another_client_of_it_does() -> None:
    """Numbers of the tests of a client that is not the venue's and not ours."""
    client = KrakenSpot(
        credentials=Credentials(api_key="APIKEY", api_secret="c2VjcmV0"), nonces=CountedNonces(1724512345678)
    )
    sent = logon(client, {**HEADER, "34": "7", "49": "CLIENT", "56": "KRAKEN-TRD"})
    expected = "MwX+M7nvuHXxD5aGI/TFpghXxg2iblxXYyz7lRzLCPMA4UJYI3osNrUKWCiI3fDnOLkEQ5WKSK58Mp3nvu1Klw=="
    assert sent["554"] == expected


def test_deribit_hashes_its_raw_data_and_the_secret() -> None:
    """docs.deribit.com/fix-api/production/logon: 96 = timestamp.nonce, 554 = base64(sha256(RawData ++ secret))."""
    client = Deribit(
        credentials=Credentials(client_id="AMANDA", client_secret="AMANDASECRECT"),
        nonces=CountedNonces(1576074319000),
        random=FixedRandom("00112233445566778899aabbccddeeff"),
    )
    sent = logon(client)
    # The nonce must be of 32 bytes or more before its base64.
    raw = "1576074319000." + base64.b64encode(b"00112233445566778899aabbccddeeff").decode()
    password = base64.b64encode(hashlib.sha256((raw + "AMANDASECRECT").encode()).digest()).decode()
    expected = {"95": str(len(raw)), "96": raw, "553": "AMANDA", "554": password, "9001": "N", "9007": "N"}
    assert sent == expected
    again = logon(client, cancel_on_disconnect=True)
    assert again["96"].startswith("1576074319001.")  # the time of each Logon is above the last one's
    assert again["9001"] == "Y"


def test_bitvavo_signs_key_sender_number_and_time() -> None:
    """docs.bitvavo.com/docs/fix-api/logon: HMAC-SHA256 as hex over key, SenderCompID, MsgSeqNum and the time of the
    header in milliseconds."""
    client = Bitvavo(credentials=Credentials(api_key="key", api_secret="secret"))
    password = hmac.new(b"secret", b"keyME11719487045223", hashlib.sha256).hexdigest()  # 1719487045223 ms: HEADER's 52
    assert logon(client) == {"553": "key", "554": password, "5001": "N"}
    nanoseconds = {**HEADER, "52": "20240627-11:17:25.223456789"}  # its sessions write the time so
    assert logon(client, nanoseconds, cancel_on_disconnect=True) == {"553": "key", "554": password, "5001": "Y"}
