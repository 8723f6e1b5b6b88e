"""Imports are derived from the code that needs them, so that a generated module never has one too many or too few."""

from __future__ import annotations

import builtins
import io
import symtable
import tokenize
from collections import defaultdict
from collections.abc import Mapping

_BUILTINS = frozenset({*dir(builtins), "__file__"})


def _table(**modules: str) -> dict[str, str]:
    return {name: module.replace("__", ".") for module, names in modules.items() for name in names.split()}


#: Every name that generated code may take from elsewhere → the module it comes from.
KNOWN: dict[str, str] = {
    **_table(
        typing="Any ClassVar Final Literal NamedTuple NoReturn Protocol TypeAlias TypeVar TYPE_CHECKING cast",
        collections__abc="AsyncIterator Awaitable Callable Iterable Iterator Mapping Sequence",
        datetime="timedelta",
        decimal="Decimal",
        enum="IntFlag",
        functools="cached_property partial",
        pathlib="Path",
        msgspec="UNSET Raw Struct UnsetType field",
        urllib__parse="parse_qsl unquote urlsplit",
        venue_runtime__arguments="tolerating answer_about counted describe_order expected first_of joined given "
        "missing_credentials need order_options paired present refuse_arguments refuse_given require_any "
        "require_any_given require_given require_one require_one_given require_range whole",
        venue_runtime__bindings="Answer BatchEntry BookBinding ChannelBinding CredentialField Environment "
        "PrivateBinding PrivateEvent unread with_defaults",
        venue_runtime__books="BookState OrderBook",
        venue_runtime__booksync="BookAction BookRule BookSync SnapshotSource snapshot_book",
        venue_runtime__candles="ClosingCandles candle_length closed_by_time",
        venue_runtime__checksums="absent_if concatenated crc32 digits interleaved js_number negated signed",
        venue_runtime__client="VenueClient",
        venue_runtime__deltas="Deltas",
        venue_runtime__clock="Clock ManualClock before",
        venue_runtime__credentials="Credentials load_private_key",
        venue_runtime__endpoints="Endpoints",
        venue_runtime__error_table="ErrorRow ErrorTable",
        venue_runtime__errors="AuthenticationError CancelRejected ClockSkew ConfigurationError DecodeError "
        "DuplicateOrderId InsufficientFunds InvalidNonce InvalidOrder MarketClosed "
        "NotSupported OrderDenied OrderError OrderNotFound OutcomeUnknown "
        "PermissionDenied PostOnlyRejected RateLimitExceeded SubscriptionRejected VenueError VenueResponseError "
        "VenueUnavailable TransportError",
        venue_runtime__exprs="base64_bytes base64_text covers cut divided fix_ms floored item json_as json_at "
        "json_number only price_bands random_text raw_text "
        "json_text kind listed many part raw_at remainder sent seconds_until significant without "
        "sha256_bytes sha512_bytes sorted_map split word_of",
        venue_runtime__feeds="Feed",
        venue_runtime__fix__decoding="FixEntry FixMessage MessageCodec",
        venue_runtime__fix__encoding="data_field no_value smuggled",
        venue_runtime__fix__times="TimeWriter",
        venue_runtime__fix__client="FixClient FixSettings",
        venue_runtime__fix__meaning="FixFeed FixLevel FixReport FixTopic FixUpdate LinePlan RefusedWith coded "
        "inherited",
        venue_runtime__fix__message="read_message",
        venue_runtime__fix__store="memory_store",
        venue_runtime__http="NotSent Request Response",
        venue_runtime__ids="ClientOrderIdForm Nonces Random SeededRandom",
        venue_runtime__inflate="deflate_decoded gzip_decoded",
        venue_runtime__instruments="Instruments format_symbol instrument_ref",
        venue_runtime__leases="Lease LeaseTerms",
        venue_runtime__limits="BucketSpec Costs Usage",
        venue_runtime__model="Balance BookLevel CancelRequest Candle Capability EditRequest Fill FundingRate "
        "Instrument "
        "InstrumentKind InstrumentStatus Liquidity MarginMode OptionType Order OrderRequest "
        "OrderStatus OrderType Position "
        "PositionSide PriceBand QuantityUnit SelfTradePrevention Side Ticker TimeInForce Trade TriggerBy VenueStatus",
        venue_runtime__orders="order_from_cache order_from_request",
        venue_runtime__reconcile="Find ReconcilePlan",
        venue_runtime__pages="Pages",
        venue_runtime__rest="retry_after_seconds Endpoint Over RestExecutor",
        venue_runtime__secp256k1="Secp256k1Key",
        venue_runtime__signing="HmacKey Signer decode_secret jwt sha256 sha384 sha512 signer_of",
        venue_runtime__streams="ConnectionSettings Dialect Link Outgoing Ping StreamEndpoint StreamSubscription "
        "batches",
        venue_runtime__testing="mutate",
        venue_runtime__testing__book_script="BookMessage BookScript BookText Rows in_rows",
        venue_runtime__testing__dialect="FieldPath SimBucket SimCall SimRoute SimSocketRoute Subscription",
        venue_runtime__testing__exchange="SimulatedExchange",
        venue_runtime__testing__filling="filled get put with_columns",
        venue_runtime__testing__fix_dialect="FixCall FixRoute",
        venue_runtime__testing__fix_generated="FixRefusal GeneratedFix",
        venue_runtime__testing__fix_gateway="FixGateway",
        venue_runtime__testing__fix_market="FeedRule",
        venue_runtime__testing__fix_wire="FieldRow Layout write_message",
        venue_runtime__testing__generated="ErrorPlace Example GeneratedDialect Param Refusal Settings load_examples",
        venue_runtime__testing__verifying="Seen SignedBy Token sent_time",
        venue_runtime__testing__generated_socket="Checked Envelope GeneratedSocket Hole KeyPart Login SharedSocket "
        "TopicRule match_frame",
        venue_runtime__testing__changes="Changes",
        venue_runtime__testing__book_views="plain_update",
        venue_runtime__testing__memory="DrivenClock MemoryFix MemoryHttp MemorySockets",
        venue_runtime__testing__market_views="candle_of fills_of first_entry first_row interval_ns of_kind read_style "
        "required funding_of ticker_of trades_of within write_style",
        venue_runtime__testing__patience="bound_tests",
        venue_runtime__testing__plugin="CountedIds CountedNonces FixedRandom",
        venue_runtime__testing__scripted="ScriptedHttp ScriptedSocket ScriptedSockets",
        venue_runtime__testing__server="SimulatedVenue",
        venue_runtime__testing__subscription_script="SubscriptionScript",
        venue_runtime__testing__samples="different samples",
        venue_runtime__testing__walks="Page Walk",
        venue_runtime__wire="flat bool_01 bool_text day_from_ns decimal_text decode_error iso_from_ns ms_from_ns "
        "ns_from_day ns_from_iso ns_from_ms ns_from_s ns_from_us pairs parse_bool_01 "
        "parse_bool_text parse_csv query_text quote quote_path s_from_ns trimmed_text "
        "us_from_ns",
        venue_runtime__wire_enum="BeginningsIn OpenBeginningsIn OpenEnum OpenIntEnum OpenWordsIn WordsIn WordsOut",
    ),
}

_MODULES = frozenset(
    {
        "asyncio",
        "base64",
        "contextlib",
        "enum",
        "importlib",
        "pytest",
        "pytest_asyncio",
        "time",
        "traceback",
        "hashlib",
        "hmac",
        "json",
        "msgspec",
        "re",
    }
)


def import_block(source: str, own: Mapping[str, str] | None = None) -> str:
    """The import statements that `source` needs, sorted as ruff's isort rules want them.

    `own` maps names of the venue's own modules: name → `.types`, a module itself → `.`, and `wire` → `. types` for
    `from . import types as wire`. Raises ValueError for a name that nobody defines: a defect of a template.
    """
    known = {**KNOWN, **(own or {})}
    modules: list[str] = []
    froms: dict[str, list[str]] = defaultdict(list)
    for name in sorted(_free_names(source)):
        origin = known.get(name)
        if origin is not None:
            module, _, attribute = origin.partition(" ")
            froms[module].append(f"{attribute} as {name}" if attribute else name)
        elif name in _MODULES:
            modules.append(name)
        else:
            raise ValueError(f"rendered code uses {name}, which nothing defines")
    blocks: list[list[str]] = [[], [], []]
    for module in modules:
        blocks[_rank(module)].append(f"import {module}")
    for module in sorted(froms, key=lambda name: (name.startswith("."), name)):
        plain = sorted((name for name in froms[module] if " " not in name), key=_name_key)
        # isort gives a renamed import a statement of its own.
        statements = [[name] for name in froms[module] if " " in name] + ([plain] if plain else [])
        statements.sort(key=lambda names: _name_key(names[0]))
        blocks[_rank(module)] += [f"from {module} import {', '.join(names)}" for names in statements]
    parts = ["from __future__ import annotations", *("\n".join(block) for block in blocks if block)]
    return "\n\n".join(parts) if any(blocks) else ""


def _rank(module: str) -> int:
    if module.startswith("."):
        return 2
    return 1 if module.partition(".")[0] in ("msgspec", "pytest", "pytest_asyncio", "venue_runtime", "venues") else 0


def _name_key(name: str) -> tuple[int, str, str]:
    # Constants, then classes, then the rest: isort's order within one statement.
    plain = name.partition(" ")[0]
    rank = 0 if plain.isupper() and len(plain) > 1 else 1 if plain[:1].isupper() else 2
    return rank, plain.lower(), plain


def _free_names(source: str) -> set[str]:
    """Names that some scope of the module reads and that no scope around it binds."""
    module = symtable.symtable(source, "<rendered>", "exec")
    symbols = module.get_symbols()
    bound = {each.get_name() for each in symbols if each.is_assigned() or each.is_imported() or each.is_namespace()}
    return _read_globally(module) - bound - _BUILTINS


def _read_globally(table: symtable.SymbolTable) -> set[str]:
    top = table.get_type() == "module"
    names = {s.get_name() for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())}
    return names.union(*(_read_globally(child) for child in table.get_children()))


def with_imports(source: str, own: Mapping[str, str] | None = None) -> str:
    """`source` with its import statements after the module's docstring."""
    end = _docstring_end(source)
    lines = source.splitlines()
    head, body = "\n".join(lines[:end]), "\n".join(lines[end:])
    return f"{head}\n\n{import_block(source, own)}\n\n{body}\n"


def _docstring_end(source: str) -> int:
    """The last line of the module's docstring; 0 without one. Reads no further than that."""
    skipped = (tokenize.COMMENT, tokenize.NL, tokenize.ENCODING)
    try:
        first = next(
            each for each in tokenize.generate_tokens(io.StringIO(source).readline) if each.type not in skipped
        )
    except tokenize.TokenError as error:
        raise SyntaxError(f"the rendered module is no valid Python: {error}") from error
    return first.end[0] if first.type == tokenize.STRING else 0
