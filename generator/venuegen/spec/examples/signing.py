"""How requests and frames are signed, and what proves it."""

EXAMPLES: dict[str, str] = {
    "AuthScheme": """
# auth: key_only:
steps:
  - set: {header.X-KEY: =cred.api_key}
no_vectors: nothing is signed

# auth: with_passphrase:
doc: The passphrase is signed once, when the client is built.
once:
  - sign: {to: signed_passphrase, data: =cred.passphrase, using: {api_secret: {alg: hmac-sha256, out: base64}}}
steps:
  - set: {body.nonce: =text(nonce.requests)}
  - set: {header.X-KEY: =cred.api_key, header.X-PASS: =signed_passphrase}
fields_first: true
no_vectors: none is published; a judge covers it
""",
    "Step": """
# auth: signed: steps: -
set: {query.timestamp: =clock.ms, header.X-KEY: =cred.api_key}

# auth: signed: steps: -
let: {stamp: =clock.ms_text}

# auth: ws_login: steps: -
message: {op: login, key: =cred.api_key, time: =clock.s}
""",
    "SignUsing": """
# auth: proven: steps: - sign: using: api_secret:
alg: hmac-sha256
out: hex
""",
    "SignStep": """
# auth: signed: steps: - sign:
to: signature
data: =query.encoded + body.encoded
using:
  api_secret: {alg: hmac-sha256, out: hex}
  private_key: {alg: by-key, out: base64}
""",
    "HashStep": """
# auth: signed: steps: - hash:
to: digest
alg: sha256
data: =body.encoded
out: hex
""",
    "JwtStep": """
# auth: bearer: steps: - jwt:
to: token
key: private_key
header: {kid: =cred.api_key}
claims: {iat: =clock.s, uri: "{method} {host}{path}"}

# auth: bearer: steps: - jwt:
to: token
key: private_key
alg: ES256
header: {alg: ES256}
claims: {sub: =cred.api_key}
""",
    "Vector": """
# auth: proven: vectors: -
id: docs_hmac
source: https://example.org/api#signing
given:
  credentials: {api_key: published-key, api_secret: published-secret}
  clock_ms: 1499827319559
  request: {method: GET, path: /api/account}
expect: {query.signature: 105d9f7f8086b1210fbf6842f253d4a64fe87293920a604de150ebc2deba1b27}

# auth: randomized: vectors: -
id: rfc_6979
source: RFC 6979, A.2.5 (the text "sample", SHA-256)
given:
  credentials:
    private_key: |
      -----BEGIN EC PRIVATE KEY-----
      MHcCAQEEIMmvqdhFunUWa1whV2ex1pNOUMPbNuibEnuKYisSD2choAoGCCqGSM49
      AwEHoUQDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8
      maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==
      -----END EC PRIVATE KEY-----
expect: {signature: 79SLKqy2qP0RQN2c1F6B1p0sh3tWqvmRw00OqE6vNxb3yxyULWV8QdQ2x6G24p9l8+kA27mv9AZNxKsvhDrNqA==}
verify: true
""",
    "VectorGiven": """
# auth: everything: vectors: - given:
credentials: {api_key: published-key, api_secret: published-secret}
clock_ms: 1499827319559
config: {recv_window: 5000}
request: {method: GET, path: /api/account}

# auth: everything: vectors: - given:
credentials: {api_key: published-key, api_secret: published-secret}
nonce: 1700000000123
random: 00112233445566778899aabbccddeeff
lease: {session: {token: published-token}}

# auth: plain_logon: vectors: - given:
credentials: {api_key: published-key, api_secret: published-secret}
header: {sender_comp_id: TRADER, target_comp_id: VENUE, msg_seq_num: 1, sending_time: 20260131-12:00:00.000000}
""",
    "VectorRequest": """
# auth: everything: vectors: - given: request:
method: POST
path: /api/order
query: {symbol: AAABBB, side: BUY}

# auth: everything: vectors: - given: request:
host: api.example.org
body: {symbol: AAABBB, quantity: "0.1"}

# auth: ws_signed: vectors: - given: request:
params: {symbol: AAABBB, quantity: "0.1"}

# auth: frame_signed: vectors: - given: request:
msg: {op: subscribe, channel: orders}
""",
}
