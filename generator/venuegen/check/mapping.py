"""What operations promise, maps deliver: fields of the contract's types, none missing, none invented."""

from __future__ import annotations

import datetime
import re

from venuegen.check.context import Check
from venuegen.lang.contract import BATCHES, CONTRACT_TYPES, OPERATIONS, TRANSPORTED, ContractOperation
from venuegen.lang.invert import invert_map, invert_operation
from venuegen.lang.scopes import KNOWING, item_paths
from venuegen.lang.wire_types import Problem
from venuegen.spec.dialects import day
from venuegen.spec.model import Operation

DATED = ("watch_order_book", "watch_trades", "watch_ticker", "watch_candles")
"""Streams that may have had earlier forms."""


def check_mapping(check: Check) -> None:
    """Maps and operations against the contract."""
    for name in check.spec.maps:
        _map(check, name)
    for name, operation in check.spec.operations.items():
        if name in OPERATIONS:
            _operation(check, name, operation, OPERATIONS[name])


def check_inversion(check: Check) -> None:
    """The way back, for the simulated venue: solved by the generator, or said by the author in `emit` and `read`."""
    broken = {"VG204", "VG205", "VG210", "VG215", "VG301", "VG302", "VG702"}
    if any(each.id in broken for each in check.problems.found):
        return  # there is no way back from what has no way forth
    used = {operation.map for operation in check.spec.operations.values()}
    used |= {further.map for operation in check.spec.operations.values() for further in operation.plus}
    for name, mapping in check.spec.maps.items():
        if name in used:
            for problem in invert_map(check.spec, check.table, mapping, name).problems:
                _no_way_back(check, problem, ("maps", name))
    for name, operation in check.spec.operations.items():
        if name in OPERATIONS and operation.call in check.spec.endpoints:
            for problem in invert_operation(check.spec, check.table, name, operation).problems:
                _no_way_back(check, problem, ("operations", name))


def _no_way_back(check: Check, problem: Problem, path: tuple[str, ...]) -> None:
    error = problem.error
    here = (*path, *problem.path)
    at = check.key(*here) if problem.key else check.inside(error.start, error.end, *here)
    check.problems.add("VG706", at, error.message, expected=error.expected, hint=error.hint)


def _map(check: Check, name: str) -> None:
    mapping = check.spec.maps[name]
    contract = CONTRACT_TYPES.get(mapping.to)
    if contract is not None:
        for field in mapping.fields:
            if field not in contract.fields and not (contract.name == "Instrument" and _is_ref(check, field)):
                place = check.key("maps", name, "set", field)
                check.unknown("VG702", place, f"field of {contract.name} named", field, contract.fields)
        needed = contract.required
        if contract.name == "Instrument":
            needed = (*needed, *(f"ref.{each}" for each in check.spec.ref))
        _complete(check, name, needed, ("maps", name, "set"), f"a map to {contract.name}")
    for field in mapping.emit:
        if _is_ref(check, field):
            continue
        found = check.emitted(mapping, name, field)
        if isinstance(found, str):
            known = [each.name for each in check.table.structs[found].fields]
            check.unknown("VG216", check.key("maps", name, "emit", field), f"field of {found} named", field, known)


def _is_ref(check: Check, field: str) -> bool:
    return field.startswith("ref.") and field.removeprefix("ref.") in check.spec.ref


def _complete(check: Check, name: str, needed: tuple[str, ...], path: tuple[str | int, ...], why: str) -> None:
    missing = [field for field in needed if field not in check.spec.maps[name].fields]
    if missing:
        check.problems.add(
            "VG701",
            check.key(*path) if path[-1] == "set" else check.at(*path),
            f"the map '{name}' does not set {', '.join(missing)}",
            expected=f"{why} sets {', '.join(needed)}",
        )


def _arguments(check: Check, name: str, operation: Operation, contract: ContractOperation) -> None:
    """What an operation requires is an argument of it, and venue options have a place to be given at."""
    known = {*contract.arguments, "symbol", *(CONTRACT_TYPES["OrderRequest"].fields if contract.order else ())}
    if name in KNOWING:
        known |= {f"known.{field}" for field in CONTRACT_TYPES["Order"].fields}
    for at, need in enumerate(operation.needs):
        if need not in known:
            check.unknown("VG704", check.at("operations", name, "needs", at), f"argument of {name}", need, known)
    if operation.options and name != "create_order":
        check.problems.add(
            "VG704",
            check.key("operations", name, "options"),
            f"'{name}' has no argument by which options could be given",
            hint="only create_order takes venue options; others are offered by the raw layer",
        )


def _also(check: Check, name: str, operation: Operation, contract: ContractOperation) -> None:
    """More maps of one answer: orders of the same list, and fills where one order is asked about."""
    allowed = [] if contract.to != "Order" or contract.stream else ["Order"] if contract.many else ["Order", "Fill"]
    named = isinstance(operation.also, dict)
    for at, also in enumerate(operation.also):
        place, mapping = check.at("operations", name, "also", also if named else at), check.spec.maps.get(also)
        if mapping is None:
            continue
        if named and contract.many:
            text = f"'{name}' answers with a list: what else an item carries is told by a map with `each`"
            check.problems.add("VG704", place, text, expected="`also: [<map>]`")
        elif not named and mapping.each is None:
            check.problems.add("VG704", place, f"the map '{also}' has no `each`", expected="`each: =whole.…`")
        elif named and mapping.each is not None:
            text = f"the map '{also}' has `each`: it finds its items itself"
            check.problems.add("VG704", place, text, expected=f"`also: [{also}]`")
        elif mapping.to not in allowed:
            expected = f"maps to {' or '.join(allowed)}" if allowed else "no `also`: only answers about orders have it"
            check.problems.add("VG704", place, f"'{name}' cannot use {mapping.to} from an answer", expected=expected)


def _dialects(check: Check, name: str, operation: Operation, contract: ContractOperation) -> None:
    """Earlier forms of a public stream: oldest first, and each told apart from today's."""
    path: tuple[str | int, ...] = ("operations", name, "dialects")
    if operation.dialects and name not in DATED:
        text = f"'{name}' has no earlier forms: only what a recording of public streams holds is replayed"
        check.problems.add("VG704", check.key(*path), text, expected=f"`dialects` in {', '.join(DATED)}")
        return
    before: datetime.date | None = None
    for at, dialect in enumerate(operation.dialects):
        ended = day(dialect)
        if ended is None:
            check.problems.add("VG118", check.at(*path, at, "until"), f"{dialect.until} is no day of the calendar")
        elif before is not None and ended <= before:
            text = f"{dialect.until} is not after the dialect before, of {before}"
            check.problems.add("VG118", check.at(*path, at, "until"), text, expected="the oldest dialect first")
        before = ended or before
        mapping = check.spec.maps.get(dialect.map or "")
        if mapping is not None and mapping.to != contract.to:
            text, expected = f"the map '{dialect.map}' yields {mapping.to}", f"'{name}' needs a map to {contract.to}"
            check.problems.add("VG704", check.at(*path, at, "map"), text, expected=expected)


def _choices(check: Check, name: str, operation: Operation) -> None:
    """A choice says when it is taken: by a condition, or by what orders go over."""
    for at, choice in enumerate(operation.choose):
        path = ("operations", name, "choose", at)
        if (choice.when is None) == (choice.over is None):
            said = "neither `when` nor `over`" if choice.when is None else "both `when` and `over`"
            text = f"this choice says {said}"
            check.problems.add("VG704", check.at(*path), text, expected="one of them")
        if choice.over is None or choice.call not in check.spec.endpoints:
            continue
        over = check.spec.endpoints[choice.call].over
        if over is None or over.connection != choice.over:
            text = f"'{choice.call}' does not go over '{choice.over}'"
            expected = f"`over: {over.connection}`" if over is not None else "an endpoint that has `over`"
            check.problems.add("VG704", check.at(*path, "over"), text, expected=expected)
        elif name not in TRANSPORTED:
            text = f"'{name}' does not go over what is chosen for orders"
            check.problems.add("VG704", check.at(*path, "over"), text, expected=f"one of {', '.join(TRANSPORTED)}")


def _one(check: Check, name: str, operation: Operation, contract: ContractOperation) -> None:
    """What is said of a command about one order: who knows its id, how its item was refused, what is no error."""
    path = ("operations", name)
    takes_ids = "venue_order_id" in contract.arguments
    if operation.resolve is not None and (not takes_ids or operation.resolve == name):
        text = f"'{name}' has no order id that '{operation.resolve}' could tell"
        check.problems.add("VG704", check.key(*path, "resolve"), text, hint="only methods about one order have it")
    elif operation.resolve is not None and operation.resolve not in check.spec.operations:
        text = f"there is no '{operation.resolve}' that could tell the order id"
        check.problems.add("VG704", check.at(*path, "resolve"), text, expected=f"`operations: {operation.resolve}: …`")
    if operation.refused is not None and (contract.many or contract.to != "Order"):
        text = f"'{name}' is not about one order"
        check.problems.add("VG704", check.key(*path, "refused"), text, expected="`batch: {refused: …}`, of a batch")
    told = operation.map is not None or (operation.result is not None and operation.result not in ("request", "cache"))
    reads = told or (operation.batch is None and any("r." in str(value) for value in operation.set.values()))
    if operation.done_codes and (not contract.command or reads):
        text = f"'{name}' needs an answer, which a refusal has not"
        check.problems.add("VG704", check.key(*path, "done_codes"), text, hint="only commands with nothing to read")
    for at, choice in enumerate(operation.choose):
        if choice.codes:
            text = "before anything is asked there is no refusal"
            place = check.key(*path, "choose", at, "codes")
            check.problems.add("VG704", place, text, expected="`otherwise: {codes: …}`")
    if (other := operation.otherwise) is not None and bool(other.codes) == (other.when is not None):
        text = f"'{name}' asks elsewhere after an answer of which something holds, or after a refusal"
        check.problems.add("VG704", check.key(*path, "otherwise"), text, expected="either `when: =…` or `codes: […]`")


def _compose(check: Check, name: str, operation: Operation, method: str) -> None:
    """What is made of other methods has nothing else to say, and needs them."""
    path = ("operations", name, "compose")
    if name != "cancel_all_orders":
        text = f"'{name}' is not made of other methods"
        check.problems.add("VG704", check.key(*path), text, expected="`compose` in cancel_all_orders")
        return
    if operation.call is not None:
        text = "a method has a request of its own, or is made of others"
        check.problems.add("VG704", check.key(*path), text, expected="`call` or `compose`")
    missing = [each for each in ("fetch_open_orders", method) if each not in check.spec.operations]
    if missing:
        text = f"it is made of {' and '.join(missing)}, which the venue lacks"
        check.problems.add("VG704", check.at(*path), text, expected="operations that list and cancel orders")


def _plus(check: Check, name: str, operation: Operation, contract: ContractOperation) -> None:
    """More calls of one method: of one that gives a list, and each with a map to what it gives."""
    for at, further in enumerate(operation.plus):
        mapped = check.spec.maps.get(further.map or operation.map or "")
        if not contract.many or contract.command or contract.stream or operation.fan_out or operation.choose:
            text = f"'{name}' is one call, whose answer is all there is"
            expected = "`plus` for queries of lists, without `for` and `choose`"
            check.problems.add("VG704", check.key("operations", name, "plus"), text, expected=expected)
        elif mapped is not None and mapped.to != contract.to:
            place = check.at("operations", name, "plus", at, "map")
            text = f"the map '{further.map}' yields {mapped.to}"
            check.problems.add("VG704", place, text, expected=f"'{name}' needs a map to {contract.to}")
        elif mapped is not None and further.map is not None:
            path = ("operations", name, "plus", at, "map")
            _complete(check, further.map, contract.needs, path, f"'{name}' needs a map that")


def _batch(check: Check, name: str, operation: Operation) -> None:
    """A batch is of several orders, in a list that says what each of them is."""
    path, batch = ("operations", name, "batch"), operation.batch
    if batch is None:
        return
    if name not in BATCHES:
        text = f"'{name}' is about one order, or about all"
        check.problems.add("VG704", check.key(*path), text, expected=f"`batch` in {' or '.join(BATCHES)}")
        return
    if operation.call not in check.spec.endpoints or batch.param not in check.params(
        check.spec.endpoints[operation.call]
    ):
        return
    if batch.counted is not None:
        for key, value in (("each", operation.each), ("map", operation.map), ("set", operation.set)):
            if value:
                text = f"an answer of which the orders are `counted` has no items for `{key}`"
                check.problems.add("VG704", check.key("operations", name, key), text)
        if batch.refused is not None:
            text = "an answer of which the orders are `counted` has no items for `refused`"
            check.problems.add("VG704", check.key(*path, "refused"), text)
    item = check.batch_item(operation)
    struct = check.table.structs.get(item.name) if item is not None else None
    if item is None or (struct is None) != isinstance(batch.item, str):
        wanted = "a list of objects" if not isinstance(batch.item, str) else "a list of plain values"
        text = f"the parameter '{batch.param}' does not fit `item`"
        check.problems.add("VG704", check.at(*path, "param"), text, expected=wanted)
        return
    if struct is not None and not isinstance(batch.item, str):
        styled = (
            {key for row in check.spec.orders.styles for key in row.wire} if check.spec.orders is not None else set()
        )
        paths = item_paths(check.table, struct)
        given = {*batch.item, *(paths[key] for key in styled if "*" in batch.item and key in paths)}
        inside = {each.partition(".")[0] for each in given}
        missing = [each.name for each in struct.fields if not each.type.is_opt and each.name not in inside]
        if missing:
            text = f"`item` does not say {', '.join(missing)}"
            check.problems.add("VG704", check.key(*path, "item"), text, expected=f"every field of {struct.name}")


def _operation(check: Check, name: str, operation: Operation, contract: ContractOperation) -> None:
    path = ("operations", name)
    lacks: list[str] = []
    if contract.stream and operation.channel is None:
        lacks.append("`channel: <connection>.<channel>`")
    if operation.compose is not None:
        _compose(check, name, operation, operation.compose)
        return
    if not contract.stream and operation.call is None and not operation.choose:
        lacks.append("`call: <endpoint>`")
    if contract.to == "OrderBook":
        if operation.book is None:
            lacks.append("`book: <book>`")
    elif contract.to is not None and operation.map is None and operation.result not in ("request", "cache"):
        lacks.append(f"`map: <a map to {contract.to}>`")
    elif contract.result is not None and operation.result is None:
        lacks.append("`result: =…`")
    if name in BATCHES and operation.batch is None:
        lacks.append("`batch: {param: …, item: …}`")
    if lacks:
        check.problems.add("VG704", check.key(*path), f"'{name}' lacks {' and '.join(lacks)}")
    _batch(check, name, operation)
    if "*" in operation.params and check.spec.orders is None:
        check.problems.add(
            "VG704",
            check.key(*path, "with", "*"),
            "there is no style table that this could add",
            expected="`orders: {styles: […]}`",
        )
    _one(check, name, operation, contract)
    _also(check, name, operation, contract)
    if operation.listen and name != "cancel_on_disconnect":
        text = f"'{name}' does not depend on who listens"
        check.problems.add("VG704", check.key(*path, "listen"), text, expected="`listen` in cancel_on_disconnect")
    _dialects(check, name, operation, contract)
    _choices(check, name, operation)
    _arguments(check, name, operation, contract)
    _plus(check, name, operation, contract)
    carries = operation.map in check.spec.maps and check.spec.maps[operation.map].each is not None
    if carries and contract.to != "Instrument" and not str(operation.channel).startswith("fix."):
        text = f"the map '{operation.map}' has `each`: it tells what else a message carries"
        check.problems.add("VG704", check.at(*path, "map"), text, expected=f"`also: [{operation.map}]`")
    if operation.map in check.spec.maps and contract.to is not None:
        yields = check.spec.maps[operation.map].to
        if yields != contract.to:
            check.problems.add(
                "VG704",
                check.at(*path, "map"),
                f"the map '{operation.map}' yields {yields}",
                expected=f"'{name}' needs a map to {contract.to}",
            )
        else:
            _complete(check, operation.map, contract.needs, (*path, "map"), f"'{name}' needs a map that")
        _without_symbol(check, name, operation, contract)


def _without_symbol(check: Check, name: str, operation: Operation, contract: ContractOperation) -> None:
    """Where a caller need not name an instrument, the items have to say theirs: `i` is looked up by what they say."""
    symbol = str(check.spec.maps[operation.map or ""].fields.get("symbol", ""))
    if contract.symbol_optional and contract.many and re.search(r"\bi\.", symbol) and "symbol" not in operation.needs:
        check.problems.add(
            "VG704",
            check.at("operations", name, "map"),
            f"'{name}' may be called without a symbol, and the map '{operation.map}' reads its symbol of `i`",
            expected="`symbol: =m.…`, where each item says its own",
            hint="or `needs: [symbol]`, where the venue tells the instrument nowhere",
        )
