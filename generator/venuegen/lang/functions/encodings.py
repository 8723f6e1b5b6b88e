"""JSON, encodings and hashes."""

from __future__ import annotations

import ast

from ..convert import convert
from ..types import BYTES, JSON, STR
from ..values import Ex, name
from .calls import Call, function


@function("json(x)", "JSON text without spaces, keys in their order.", "=json(params)")
def _json(call: Call) -> Ex:
    return call.new(call.compiler.runtime("json_text", convert(call.compiler, call.arg(0), JSON).core), STR)


@function("quote(s)", "Percent-encoded text.", "=quote(m.cursor)")
def _quote(call: Call) -> Ex:
    return call.new(call.compiler.runtime("quote", call.text(call.arg(0)).core), STR)


@function("unquote(s)", "Text without its percent-encoding; none when s is.", "=unquote(r.next_page)")
def _unquote(call: Call) -> Ex:
    ex = call.text(call.arg(0, missing=True))
    return call.made(ex, call.compiler.std("unquote", ex.core), STR)


@function("bytes(s)", "UTF-8 bytes of a text.", "=concat(bytes(path), sha256(body.encoded))")
def _bytes(call: Call) -> Ex:
    return call.bytes(call.arg(0))


@function("hex(b)", "Bytes as lower-case hex text.", "=hex(random)")
def _hex(call: Call) -> Ex:
    return call.method(call.bytes(call.arg(0)), "hex", STR)


@function("unhex(s)", "Bytes that a hex text spells.", "=unhex('00')")
def _unhex(call: Call) -> Ex:
    ex = call.text(call.arg(0))
    if isinstance(ex.literal, str):
        try:
            return call.new(ast.Constant(bytes.fromhex(ex.literal)), BYTES)
        except ValueError:
            raise call.refuse(ex, "an even number of hex digits") from None
    return call.new(ast.Call(ast.Attribute(name("bytes"), "fromhex", ast.Load()), [ex.core], []), BYTES)


@function("base64(b)", "Bytes as base64 text.", "=base64(body.encoded)")
def _base64(call: Call) -> Ex:
    return call.new(call.compiler.runtime("base64_text", call.bytes(call.arg(0)).core), STR)


@function(
    "fix_ms(s)",
    "Milliseconds since the epoch, as text, of a time as FIX writes it.",
    "=concat(cred.api_key, fix_ms(h.sending_time))",
)
def _fix_ms(call: Call) -> Ex:
    return call.new(call.compiler.runtime("fix_ms", call.text(call.arg(0)).core), STR)


@function("unbase64(s)", "Bytes that a base64 text spells.", "=unbase64(m.blob)")
def _unbase64(call: Call) -> Ex:
    return call.new(call.compiler.runtime("base64_bytes", call.text(call.arg(0)).core), BYTES)


def _digest(call: Call) -> Ex:
    return call.new(call.compiler.runtime(f"{call.function.name}_bytes", call.bytes(call.arg(0)).core), BYTES)


function("sha256(b)", "The hash, as bytes.", "=hex(sha256(body.encoded))")(_digest)
function("sha512(b)", "The hash, as bytes.", "=hex(sha512(body.encoded))")(_digest)
