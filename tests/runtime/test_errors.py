from __future__ import annotations

import pytest
from venue_runtime import errors
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import ERRORS_BY_NAME, OutcomeUnknown, VenueError, VenueResponseError, VenueUnavailable
from venue_runtime.model import Order, OrderStatus

PARENTS = {
    "ConfigurationError": "VenueError",
    "OrderDenied": "ConfigurationError",
    "NotSupported": "VenueError",
    "TransportError": "VenueError",
    "OutcomeUnknown": "VenueError",
    "DecodeError": "VenueError",
    "FeedError": "VenueError",
    "SequenceGap": "FeedError",
    "ChecksumMismatch": "FeedError",
    "StaleFeed": "FeedError",
    "SubscriptionRejected": "FeedError",
    "BufferOverflow": "FeedError",
    "VenueResponseError": "VenueError",
    "AuthenticationError": "VenueResponseError",
    "PermissionDenied": "VenueResponseError",
    "InvalidNonce": "VenueResponseError",
    "ClockSkew": "VenueResponseError",
    "RateLimitExceeded": "VenueResponseError",
    "VenueUnavailable": "VenueResponseError",
    "OrderError": "VenueResponseError",
    "InvalidOrder": "OrderError",
    "InsufficientFunds": "OrderError",
    "OrderNotFound": "OrderError",
    "DuplicateOrderId": "OrderError",
    "PostOnlyRejected": "OrderError",
    "CancelRejected": "OrderError",
    "MarketClosed": "OrderError",
}


def test_the_tree_is_the_contracts() -> None:
    for child, parent in PARENTS.items():
        assert getattr(errors, child).__bases__ == (getattr(errors, parent),)
    assert set(errors.__all__) == {*PARENTS, "VenueError", "ERRORS_BY_NAME"}


def test_every_name_of_the_table_makes_an_error_with_every_field() -> None:
    assert set(ERRORS_BY_NAME) == {name for name in PARENTS if issubclass(getattr(errors, name), VenueResponseError)}
    for name, kind in ERRORS_BY_NAME.items():
        error = kind("no", venue="example", operation="op", code=-7, http_status=429, retry_after=1.5, definitive=False)
        assert type(error).__name__ == name
        assert (error.code, error.http_status, error.definitive, error.retry_after) == ("-7", 429, False, 1.5)
        assert str(error) == "example op: no (code -7, HTTP 429, retry after 1.5 s)"


def test_what_may_be_repeated_by_default() -> None:
    assert {name for name, kind in ERRORS_BY_NAME.items() if kind("x").retryable} == {
        "ClockSkew",
        "RateLimitExceeded",
        "VenueUnavailable",
    }
    assert ERRORS_BY_NAME["InvalidOrder"]("x", retryable=True).retryable


def test_unknown_outcome_names_the_order() -> None:
    cause = VenueResponseError("busy", definitive=False)
    error = OutcomeUnknown("no answer", venue="example", operation="new_order", client_order_id="c-1", cause=cause)
    assert str(error) == "example new_order: outcome unknown (client order id c-1): no answer"
    assert error.reconciliation is None
    assert error.cause is cause


def test_denied_carries_the_order() -> None:
    order = Order(symbol="AAA/BBB", status=OrderStatus.DENIED)
    with pytest.raises(VenueError) as caught:
        raise errors.OrderDenied("too big", order=order, problems=["quantity"])
    assert isinstance(caught.value, errors.OrderDenied)
    assert (caught.value.order, caught.value.problems) == (order, ("quantity",))


def test_a_code_that_nobody_declared_may_have_had_its_effect_unless_the_answer_is_a_refusal_by_its_kind() -> None:
    table = ErrorTable({"7": ErrorRow(VenueUnavailable, definitive=False)})
    assert table.error("99", "what").definitive is False
    assert table.error("99", "what", definite=True).definitive is True
    assert table.error("7", "busy", definite=True).definitive is False, "a row that says otherwise is believed"
