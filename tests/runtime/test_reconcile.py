"""Reconciliation as a machine: what counts as evidence, and when to ask."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from venue_runtime.clock import ManualClock
from venue_runtime.errors import ConfigurationError, OrderNotFound, RateLimitExceeded, TransportError
from venue_runtime.model import Order, OrderStatus
from venue_runtime.reconcile import Command, Find, ReconcilePlan, Reconciliation, Step, settle

S = 1_000_000_000
PLAN = ReconcilePlan(find=Find.QUERY, protection=5.0, first_delay=1.0, max_delay=8.0)


def order(status: OrderStatus) -> Order:
    return Order(symbol="AAA/BBB", client_order_id="c1", status=status)


def test_found_ends_a_create_at_once() -> None:
    machine = Reconciliation(PLAN, Command.CREATE, sent_ns=0)
    assert machine.next(0) is Step.QUERY
    machine.found(order(OrderStatus.NEW), 0)
    assert machine.next(0) is Step.DONE
    assert machine.verdict == order(OrderStatus.NEW)


def test_absence_means_nothing_inside_the_protection_window() -> None:
    machine = Reconciliation(PLAN, Command.CREATE, sent_ns=0)
    asked = []
    now = 0
    while (step := machine.next(now)) is not Step.DONE:
        if step is Step.WAIT:
            now += round(machine.wait(now) * S)
            continue
        asked.append(now / S)
        machine.not_found(now)
    assert asked == [0.0, 1.0, 3.0, 5.0]
    assert machine.verdict is None


def test_an_answer_to_a_question_asked_too_early_is_no_proof_even_if_it_comes_late() -> None:
    machine = Reconciliation(PLAN, Command.CREATE, sent_ns=0)
    machine.next(4 * S)
    machine.not_found(9 * S)
    assert machine.done is False


@pytest.mark.parametrize("status", [OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED])
def test_a_cancel_whose_order_is_still_open_may_yet_arrive(status: OrderStatus) -> None:
    machine = Reconciliation(PLAN, Command.CANCEL, sent_ns=0)
    machine.next(0)
    machine.found(order(status), 0)
    assert machine.done is False
    machine.next(5 * S)
    machine.found(order(status), 5 * S)
    assert machine.verdict == order(status)


def test_a_cancel_whose_order_is_final_is_settled_at_once() -> None:
    machine = Reconciliation(PLAN, Command.CANCEL, sent_ns=0)
    machine.next(0)
    machine.found(order(OrderStatus.FILLED), 0)
    assert machine.verdict == order(OrderStatus.FILLED)


def test_a_deadline_is_waited_for() -> None:
    plan = ReconcilePlan(find=Find.DEADLINE, deadline=10.0)
    machine = Reconciliation(plan, Command.CREATE, sent_ns=0)
    assert machine.next(9 * S) is Step.WAIT
    assert machine.wait(9 * S) == 1.0
    assert machine.next(10 * S) is Step.QUERY
    machine.not_found(10 * S)
    assert machine.done


def test_lists_are_used_where_orders_cannot_be_asked_for() -> None:
    assert Reconciliation(ReconcilePlan(find=Find.LIST), Command.CREATE, sent_ns=0).next(0) is Step.LIST
    assert Reconciliation(PLAN, Command.CREATE, sent_ns=0, can_query=False).next(0) is Step.LIST


def test_a_ban_is_honoured() -> None:
    machine = Reconciliation(PLAN, Command.CREATE, sent_ns=0)
    machine.next(0)
    machine.failed(0, 120.0)
    assert machine.wait(0) == 120.0


@settings(max_examples=200, deadline=None)
@given(
    command=st.sampled_from(Command),
    answers=st.lists(st.sampled_from(["none", "fail", "open", "gone"]), max_size=12),
)
def test_it_ends_and_never_concludes_absence_early(command: Command, answers: list[str]) -> None:
    machine = Reconciliation(PLAN, command, sent_ns=0)
    now, script = 0, [*answers, *["none"] * 20]
    while (step := machine.next(now)) is not Step.DONE:
        if step is Step.WAIT:
            now += max(round(machine.wait(now) * S), 1)
            continue
        answer = script.pop(0)
        if answer == "none":
            machine.not_found(now)
        elif answer == "fail":
            machine.failed(now)
        else:
            machine.found(order(OrderStatus.NEW if answer == "open" else OrderStatus.CANCELED), now)
    if machine.verdict is None:
        assert now >= 5 * S


class Scripted:
    """Questions with prepared answers."""

    def __init__(self, *answers: Order | Exception) -> None:
        self.answers = list(answers)
        self.asked = 0
        self.told: Order | None = None

    def settled(self) -> Order | None:
        return self.told

    async def query(self) -> Order:
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def list_and_match(self) -> Order | None:
        raise AssertionError("not asked for")


@pytest.mark.asyncio
async def test_settle_waits_out_errors_and_bans() -> None:
    clock = ManualClock()
    questions = Scripted(
        TransportError("no answer"),
        RateLimitExceeded("slow down", retry_after=60.0),
        order(OrderStatus.NEW),
    )
    machine = Reconciliation(PLAN, Command.CREATE, sent_ns=0)
    task = asyncio.ensure_future(settle(machine, questions, clock))
    await clock.advance(1.0)
    assert questions.asked == 2
    await clock.advance(59.0)
    assert questions.asked == 2
    await clock.advance(1.0)
    assert await task == order(OrderStatus.NEW)


@pytest.mark.asyncio
async def test_settle_ends_when_something_else_tells() -> None:
    clock = ManualClock()
    questions = Scripted(OrderNotFound("unknown order"))
    machine = Reconciliation(PLAN, Command.CREATE, sent_ns=0)
    task = asyncio.ensure_future(settle(machine, questions, clock))
    await clock.advance(0.5)
    questions.told = order(OrderStatus.FILLED)
    await clock.advance(1.0)
    assert await task == order(OrderStatus.FILLED)
    assert questions.asked == 1


@pytest.mark.asyncio
async def test_settle_does_not_hide_what_never_gets_better() -> None:
    machine = Reconciliation(PLAN, Command.CREATE, sent_ns=0)
    with pytest.raises(ConfigurationError):
        await settle(machine, Scripted(ConfigurationError("missing credentials")), ManualClock())
