from __future__ import annotations

import multiprocessing
import string
import uuid
from pathlib import Path

import pytest
from venue_runtime.clock import ManualClock
from venue_runtime.errors import ConfigurationError
from venue_runtime.ids import (
    ClientOrderIdForm,
    MintedClientOrderIds,
    MonotonicNonces,
    PersistentNonces,
    SeededRandom,
    SystemRandom,
    random_fraction,
)

START = 1_616_492_376_594_000_000


def test_monotonic_nonces_never_repeat_even_when_the_clock_goes_back() -> None:
    clock = ManualClock(START)
    nonces = MonotonicNonces(clock, unit_ns=1_000_000)
    assert [nonces.next("k") for _ in range(3)] == [1616492376594, 1616492376595, 1616492376596]
    clock.step(-10_000_000_000)
    assert nonces.next("k") == 1616492376597
    assert nonces.next("other") == 1616492366594


def test_persistent_nonces_survive_restart_and_a_clock_that_went_back(tmp_path: Path) -> None:
    clock = ManualClock(START)
    first = PersistentNonces(tmp_path / "nonces", clock)
    assert [first.next("api-key-1"), first.next("api-key-1")] == [1616492376594000, 1616492376594001]
    first.close()
    clock.step(-3600 * 1_000_000_000)
    assert PersistentNonces(tmp_path / "nonces", clock).next("api-key-1") == 1616492376594002
    assert first.next("api-key-1") == 1616492376594003
    (file,) = (tmp_path / "nonces").iterdir()
    assert "api-key-1" not in file.name
    assert file.stat().st_mode & 0o777 == 0o600


def test_damaged_or_unusable_nonce_files_are_configuration_errors(tmp_path: Path) -> None:
    nonces = PersistentNonces(tmp_path)
    nonces.next("k")
    (file,) = tmp_path.iterdir()
    file.write_text("not a number")
    with pytest.raises(ConfigurationError, match="is damaged"):
        nonces.next("k")
    with pytest.raises(ConfigurationError, match="nonce directory"):
        PersistentNonces(file)


def _draw(directory: str, n: int, out: multiprocessing.SimpleQueue[list[int]]) -> None:
    nonces = PersistentNonces(directory, ManualClock(START))
    out.put([nonces.next("k") for _ in range(n)])


def test_persistent_nonces_are_unique_and_increasing_across_processes(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    out = context.SimpleQueue()
    workers = [context.Process(target=_draw, args=(str(tmp_path), 500, out)) for _ in range(3)]
    for worker in workers:
        worker.start()
    drawn = [out.get() for _ in workers]
    for worker in workers:
        worker.join()
    assert all(numbers == sorted(set(numbers)) for numbers in drawn)
    everything = sorted(number for numbers in drawn for number in numbers)
    assert everything == list(range(1616492376594000, 1616492376594000 + 1500))


def test_minted_ids_are_unique_fit_the_form_and_repeat_with_the_same_sources() -> None:
    form = ClientOrderIdForm(max_len=32, prefix="x-")
    ids = [
        [MintedClientOrderIds(form, random=SeededRandom(1), clock=ManualClock(START)).next("A/B") for _ in range(1)]
        for _ in range(2)
    ]
    assert ids[0] == ids[1]
    minted = MintedClientOrderIds(form, clock=ManualClock(START))
    many = [minted.next("A/B") for _ in range(1000)]
    assert len(set(many)) == 1000
    assert many == sorted(many)
    assert all(form.problem(one) is None and len(one) <= 32 for one in many)


def test_two_processes_at_the_same_microsecond_do_not_collide() -> None:
    one, two = (MintedClientOrderIds(clock=ManualClock(START), random=SeededRandom(seed)) for seed in (1, 2))
    assert one.next("A/B") != two.next("A/B")


def test_ids_of_a_shape() -> None:
    form = ClientOrderIdForm(max_len=36, alphabet="0123456789abcdef", template="xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx")
    ids = MintedClientOrderIds(form, random=SeededRandom(7), clock=ManualClock(START))
    minted = [ids.next("AAA/BBB") for _ in range(1000)]
    assert len(set(minted)) == 1000
    assert minted == sorted(minted)
    for text in minted[:10]:
        parsed = uuid.UUID(text)
        assert str(parsed) == text
        assert (parsed.version, parsed.variant) == (4, uuid.RFC_4122)


def test_numbers_are_the_time_or_its_last_digits_behind_one_that_is_no_zero() -> None:
    clock = ManualClock(1_700_000_000_123 * 10**6)
    whole = MintedClientOrderIds(ClientOrderIdForm(max_len=15, alphabet=string.digits, number=True), clock=clock)
    assert [whole.next("A/B"), whole.next("A/B")] == ["1700000000123", "1700000000124"]
    # 1,700,000,000,123 ms are 1,888 times nine hundred million, and 800,000,123 more.
    nine = MintedClientOrderIds(ClientOrderIdForm(max_len=9, alphabet=string.digits, number=True), clock=clock)
    assert [nine.next("A/B"), nine.next("A/B")] == ["900000123", "900000124"]
    ten = MintedClientOrderIds(ClientOrderIdForm(max_len=10, alphabet=string.digits, number=True), clock=clock)
    assert len(ten.next("A/B")) == 10
    with pytest.raises(ConfigurationError, match="numbers need 9 digits"):
        MintedClientOrderIds(ClientOrderIdForm(max_len=8, alphabet=string.digits, number=True), clock=clock)


def test_forms_with_little_room() -> None:
    digits = ClientOrderIdForm(max_len=14, alphabet=string.digits)
    minted = MintedClientOrderIds(digits, clock=ManualClock(START))
    assert minted.next("A/B") == "01616492376594"
    hex128 = ClientOrderIdForm(max_len=34, min_len=34, prefix="0x", alphabet="0123456789abcdef")
    assert hex128.problem(MintedClientOrderIds(hex128).next("A/B")) is None
    with pytest.raises(ConfigurationError, match="too few values"):
        MintedClientOrderIds(ClientOrderIdForm(max_len=5, alphabet=string.digits))


@pytest.mark.parametrize(
    ("form", "text", "problem"),
    [
        (ClientOrderIdForm(), "", "client order id '' has 0 characters, the venue takes 1 to 36"),
        (ClientOrderIdForm(max_len=3), "abcd", "client order id 'abcd' has 4 characters, the venue takes 1 to 3"),
        (ClientOrderIdForm(), "a b!", "client order id 'a b!' has characters that the venue refuses:  !"),
        (ClientOrderIdForm(prefix="t-"), "abc", "client order id 'abc' must start with 't-'"),
        (ClientOrderIdForm(pattern=r"[a-z-]+"), "A", "client order id 'A' does not match [a-z-]+"),
        (ClientOrderIdForm(pattern=r"[a-z-]+"), "a\n", "client order id 'a\\n' does not match [a-z-]+"),
    ],
)
def test_given_ids_are_checked(form: ClientOrderIdForm, text: str, problem: str) -> None:
    assert form.problem(text) == problem
    assert ClientOrderIdForm(pattern=r"[a-z-]+").problem("a-b") is None


def test_random_sources() -> None:
    assert len(SystemRandom().bytes(8)) == 8
    assert SeededRandom(5).bytes(8) == SeededRandom(5).bytes(8)
    values = [random_fraction(SystemRandom()) for _ in range(100)]
    assert all(0 <= value < 1 for value in values)
    assert len(set(values)) == 100


def test_series_of_several_units_are_apart(tmp_path: Path) -> None:
    clock = ManualClock(1_700_000_000_123_456_789)
    for nonces in (MonotonicNonces(clock), PersistentNonces(tmp_path, clock)):
        assert nonces.next("key@ms") == 1_700_000_000_123
        assert nonces.next("key@ms") == 1_700_000_000_124
        assert nonces.next("key@ns") == 1_700_000_000_123_456_789
        assert nonces.next("key@s") == 1_700_000_000
        assert nonces.next("key") == 1_700_000_000_123_456
        assert nonces.next("me@example") == 1_700_000_000_123_456  # no unit: part of the key
    # Another run goes on where this one stopped.
    assert PersistentNonces(tmp_path, clock).next("key@ms") == 1_700_000_000_125
