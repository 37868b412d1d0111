"""Rule kinds: from the figures of a unit (or of an item) to points.

Each kind gives its points before its own floor and cap; `rule` applies those, so that both are at hand.
"""

from fractions import Fraction
from math import ceil, floor

from exact import EXEMPT, Level, MISSING, Value, combine, deviation, divide, exact_text, invalid, known, log_ratio, power, quantity, round_by, worst
from formula import settle
from ranking import part_of

NO_FULL = invalid("there are no full marks")


class Points:
    """The points of a rule: as they count, as they were before floor and cap, and the claims it rejected."""

    def __init__(self, points, raw=None, rejected=()):
        self.points, self.raw, self.rejected = points, points if raw is None else raw, list(rejected)


def rule(ctx, spec, full):
    """full: the full marks as a Value, or None where there are none."""
    exceptions = [(ctx.eval(entry["when"]), entry) for entry in spec.get("exceptions", [])]
    unclear = worst(condition for condition, _ in exceptions)
    if unclear is not None:
        return Points(unclear)
    holding = [EXEMPT if entry.get("exempt") else ctx.eval(entry["points"]) for condition, entry in exceptions if condition.value]
    if holding:
        return Points(agreed(holding))
    points = KINDS[spec["kind"]](ctx, spec, full)
    if isinstance(points, Value):
        points = Points(points)
    if "floor" in spec and spec["floor"] != "none":
        points.points = combine(lambda x: max(x, quantity(spec["floor"])), points.points)
    if "cap" in spec:
        points.points = combine(lambda x: min(x, quantity(spec["cap"])), points.points)
    return points


def agreed(holding):
    """What the exceptions that hold give, if they give the same."""
    bad = worst(value for value in holding if value.status != "exempt")
    if bad is not None:
        return bad
    first = holding[0]
    if any(value.status != first.status or value.value != first.value for value in holding):
        return invalid("two exceptions differ")
    return first


def steps(ctx, specs, value, full=None):
    """Steps from left to right; scale multiplies full marks alike."""
    for step in specs or []:
        when = ctx.eval(step["when"]) if "when" in step else known(True)
        if not when.known:
            value = worst([value, when])
            full = worst([full, when]) if full is not None and "scale" in step else full
            continue
        if not when.value:
            continue
        if "round" in step:
            value = combine(lambda x: round_by(step["round"], x), value)
            continue
        name = next(name for name in STEPS if name in step)
        operand = ctx.eval(step[name])
        value = combine(STEPS[name], value, operand)
        if name == "scale" and full is not None:
            full = combine(STEPS[name], full, operand)
    return value, full


STEPS = {"cap": min, "floor": max, "multiply": lambda x, y: x * y, "add": lambda x, y: x + y, "scale": lambda x, y: x * y}


def value_of(ctx, spec):
    """A kind's value, after the steps ahead of it."""
    return steps(ctx, spec.get("before"), ctx.eval(spec["value"]))[0]


def of_full(full, share):
    """full × share"""
    return combine(lambda f, x: f * x, full if full is not None else NO_FULL, share)


def units(amount, size, part):
    """How many units of a size there are in an amount; a part of one as `part` says, alike on both sides of nothing."""
    count = amount / size
    sign = -1 if count < 0 else 1
    return sign * {"whole": floor, "started": ceil, "proportional": lambda x: x}[part](abs(count))


def unit_size(per):
    return quantity(per["percentagePoint"]) / 100 if "percentagePoint" in per else quantity(per["amount"])


def proportional(ctx, spec, full):
    better = spec.get("better", "higher")

    def ratio(actual, target):
        if better == "near":
            share = divide(abs(actual - target), target)
            share = combine(lambda x: 1 - x, share)
            return combine(lambda x: min(x, 1), share) if spec.get("over", "cap") == "cap" else share
        share = divide(actual, target) if better == "higher" else divide(target, actual)
        return combine(lambda x: min(x, 1), share) if spec.get("over", "cap") == "cap" else share

    return of_full(full, combine(ratio, ctx.eval(spec["actual"]), ctx.eval(spec["target"])))


def or_invalid(text, why):
    return invalid(why) if text is None or text == "invalid" else known(quantity(text))


def bands(ctx, spec, full):
    rows = [(quantity(row["from"]), quantity(row["points"])) for row in spec["rows"]]
    end = quantity(spec["rows"][-1]["to"]) if "to" in spec["rows"][-1] else None

    def points(value):
        if value < rows[0][0] or (end is not None and value >= end):
            return or_invalid(spec.get("outside"), "outside the bands")
        if spec.get("take", "pick") == "pick":
            return known([price for start, price in rows if start <= value][-1])
        total = Fraction(0)
        for i, (start, price) in enumerate(rows):
            stop = rows[i + 1][0] if i + 1 < len(rows) else value
            total += price * max(min(stop, value) - start, 0)
        return known(total)

    return combine(points, value_of(ctx, spec))


def segments(ctx, spec, full):
    rows = [(quantity(row["from"]), quantity(row["to"]), [quantity(p) for p in row["points"]]) for row in spec["rows"]]

    def inside(value, start, end, marks):
        if spec.get("scale") == "log":
            if value <= 0 or start <= 0:
                return invalid("a logarithm of nothing")
            part = log_ratio(value / start, end / start)
        else:
            part = known((value - start) / (end - start))
        return combine(lambda x: marks[0] + (marks[1] - marks[0]) * x, part)

    def points(value):
        for i, (start, end, marks) in enumerate(rows):
            closed = i + 1 == len(rows) or rows[i + 1][0] != end
            if start <= value < end or (closed and value == end):
                return inside(value, start, end, marks)
        if rows[0][0] < value < rows[-1][1]:
            return or_invalid(spec.get("gap"), "in a gap")
        if spec.get("outside") == "ends":
            return known(rows[0][2][0] if value < rows[0][0] else rows[-1][2][1])
        return or_invalid(spec.get("outside"), "outside the segments")

    return combine(points, value_of(ctx, spec))


def power_rule(ctx, spec, full):
    a, b, c = (quantity(spec[name]) for name in "abc")

    def points(value):
        distance = value - b if spec["side"] == "above" else b - value
        return combine(lambda x: a * x, power(distance, c)) if distance > 0 else known(0)

    return combine(points, value_of(ctx, spec))


def deduction(ctx, spec, full):
    start = full if full is not None else known(0)
    if "counts" in spec:
        return deduct_counts(ctx, spec, start)
    if "records" in spec:
        loss = sum_known(price for _, price in priced(ctx, spec))
        return combine(lambda x, y: x - y, start, loss)
    line = spec.get("short") or spec["over"]
    sign = 1 if "short" in spec else -1
    per = spec["per"]

    def points(x, value, of):
        beyond = max(sign * (of - value), 0)
        return x - units(beyond, unit_size(per), per.get("part", "proportional")) * quantity(per["points"])

    return combine(points, start, ctx.eval(line["value"]), ctx.eval(line["of"]))


def deduct_counts(ctx, spec, start):
    losses, everything = [], []
    for count in spec["counts"]:
        free = quantity(count.get("free", 0))
        number = combine(lambda x: max(x - free, 0), ctx.eval(count["value"]))
        if "tiers" not in count:
            losses.append(combine(lambda x: x * quantity(count["points"]), number))
            continue
        losses.append(combine(lambda x: tier_loss(count["tiers"], floor(x)), number))
        total = [quantity(tier["from"]) for tier in count["tiers"] if tier.get("all")]
        everything.append(combine(lambda x: bool(total) and floor(x) >= total[0], number))
    rest = combine(lambda x, y: x - y, start, sum_known(losses))
    taken = settle(everything, True)
    # All the points there are: nothing is left, but points below nothing are not lifted to it.
    return combine(lambda x, all_taken: min(x, Fraction(0)) if all_taken else x, rest, taken)


def tier_loss(tiers, number):
    total = Fraction(0)
    for single in range(1, number + 1):
        row = [tier for tier in tiers if quantity(tier["from"]) <= single][-1:]
        if row and not row[0].get("all"):
            total += quantity(row[0]["points"])
    return total


def sum_known(values):
    return combine(lambda *xs: sum(xs, Fraction(0)), *values)


def map_key(value):
    if isinstance(value, Level):
        return value.id
    if isinstance(value, Fraction):
        return exact_text(value)
    return str(value).lower() if isinstance(value, bool) else value


def look_up(table, value):
    """The price listed for a choice, a level or a number; None where there is none."""
    if isinstance(value, Fraction):
        table = {exact_text(quantity(key)): price for key, price in table.items()}
    return table.get(map_key(value))


def price_of(item, price):
    if "value" in price:
        return item.eval(price["value"])
    return combine(lambda x: or_invalid(look_up(price["to"], x), f"no price for {map_key(x)}"), item.eval(price["of"]))


def priced(ctx, spec):
    """(item, price) of the records that count; a price that is not known stands for itself."""
    items, unknown, _ = ctx.items(spec["records"])
    found = []
    for item in items:
        when = item.eval(spec["when"]) if "when" in spec else known(True)
        if when.known and not when.value:
            continue
        price = price_of(item, spec["price"]) if when.known else when
        if price.status != "exempt":
            found.append((item, price))
    return found + ([(None, unknown)] if unknown is not None else [])


def bonus(ctx, spec, full):
    items, unknown, _ = ctx.items(spec["records"])
    prices, rejected = ([unknown] if unknown is not None else []), []
    for item in items:
        when = item.eval(spec["when"]) if "when" in spec else known(True)
        if when.known and not when.value:
            continue
        holds = settle([when, *claim_tests(item, spec)], False)
        if holds.known and not holds.value:
            rejected.append(item.item.record["id"])
            continue
        price = price_of(item, spec["price"]) if holds.known else holds
        if price.status != "exempt":
            prices.append(price)
    return Points(sum_known(prices), None, rejected)


def claim_tests(item, spec):
    if "evidence" in spec:
        evidence = item.name(("item", spec["evidence"]["field"]))
        yield evidence if evidence.known or evidence.status == "invalid" else known(False)
    if "deadline" in spec or "carryOver" in spec:
        year = item.item.date.year  # the units at the other end of a link have no date, and no deadline either
    if "deadline" in spec:
        month, day = (int(part) for part in spec["deadline"]["day"].split("-"))
        yield combine(lambda d: (d.year, d.month, d.day) <= (year, month, day), item.name(("item", spec["deadline"]["field"])))
    if "carryOver" in spec:
        years = int(quantity(spec["carryOver"]["years"]))
        yield combine(lambda d: year - years <= d.year <= year, item.name(("item", spec["carryOver"]["field"])))


def map_rule(ctx, spec, full):
    def points(value):
        found = look_up(spec["to"], value)
        return known(quantity(found)) if found is not None else or_invalid(spec.get("else"), f"no points for {map_key(value)}")

    return combine(points, value_of(ctx, spec))


def votes(ctx, spec, full):
    valid = ctx.name((spec["votes"], "valid"))
    options = spec["values"] if "values" in spec else dict.fromkeys(spec["satisfied"], 1)
    out_of = quantity(spec["outOf"]) if "values" in spec else 1
    gained = sum_known(combine(lambda x: x * quantity(worth), ctx.name((spec["votes"], option))) for option, worth in options.items())

    def share(total, number):
        if "atLeast" in spec and number < quantity(spec["atLeast"]):
            return MISSING
        return divide(total, number * out_of)

    return of_full(full, combine(share, gained, valid))


def checklist(ctx, spec, full):
    return sum_known(combine(lambda flag: quantity(item["points"]) if flag else Fraction(0), ctx.eval(item["value"])) for item in spec["items"])


def direct(ctx, spec, full):
    out_of = quantity(spec["outOf"])
    return of_full(full, combine(lambda x: known(x / out_of) if 0 <= x <= out_of else invalid("outside 0 … outOf"), value_of(ctx, spec)))


def judged(ctx, spec, full):
    out_of = quantity(spec["outOf"])
    if "groups" in spec:
        return of_full(full, combine(lambda x: x / out_of, judged_groups(ctx, spec)))
    items, unknown, _ = ctx.items(spec["marks"])
    marks = [item.eval(spec["value"]) for item in items]
    if unknown is not None and unknown.status != "missing":
        marks.append(unknown)
    bad = worst(mark for mark in marks if mark.status == "invalid")
    if bad is not None:
        return bad
    if unknown is not None and unknown.status == "exempt":
        return unknown
    figures = sorted(mark.value for mark in marks if mark.known)
    low, high = (int(quantity(spec.get("drop", {}).get(end, 0))) for end in ("lowest", "highest"))
    if len(figures) < max(quantity(spec.get("atLeast", 1)), low + high + 1):
        return MISSING
    stay = figures[low : len(figures) - high]
    return of_full(full, known(sum(stay) / len(stay) / out_of))


def judged_groups(ctx, spec):
    groups = [(ctx.eval(group["value"]), quantity(group["weight"])) for group in spec["groups"]]
    if spec.get("absent", "missing") == "skip":
        there = [(value, weight) for value, weight in groups if value.status not in ("missing", "exempt")]
        if not there:
            return worst(value for value, _ in groups)
        groups = there
    total = sum(weight for _, weight in groups)
    mean = sum_known(combine(lambda x: x * weight, value) for value, weight in groups)
    return combine(lambda x: divide(x, total), mean)


def relative(ctx, spec, full):
    own = value_of(ctx, spec)
    members, aside = part_of(ctx, spec.get("among", "all"))
    bad = worst([own] + ([aside] if aside is not None else []))
    if bad is not None:
        return bad
    figures = {unit: value_of(member, spec) for unit, member in members.items()}
    others = [value.value for unit, value in figures.items() if value.known and unit != ctx.unit]
    everyone = [value.value for value in figures.values() if value.known]
    higher = spec.get("better", "higher") == "higher"
    return RELATIVE[spec["by"]](spec, full, own.value, everyone, others, higher)


def place(spec, full, own, everyone, others, higher):
    better = [x for x in others if (x > own if higher else x < own)]
    tied = sum(x == own for x in others)
    ties = spec.get("ties", "competition")
    found = Fraction(1 + (len(set(better)) if ties == "dense" else len(better))) + (Fraction(tied, 2) if ties == "mean" else 0)
    rows = [row for row in spec["rows"] if quantity(row["from"]) <= found]
    return known(quantity(rows[-1]["points"])) if rows else or_invalid(spec.get("outside"), "outside the bands")


def to_best(spec, full, own, everyone, others, higher):
    if not everyone:
        return EXEMPT
    return of_full(full, divide(own, max(everyone)) if higher else divide(min(everyone), own))


def to_mean(spec, full, own, everyone, others, higher):
    if not everyone:
        return EXEMPT
    mean = sum(everyone) / len(everyone)
    return of_full(full, divide(own, mean) if higher else divide(mean, own))


def minmax(spec, full, own, everyone, others, higher):
    if not everyone:
        return EXEMPT
    best, worst_one = (max(everyone), min(everyone)) if higher else (min(everyone), max(everyone))
    return of_full(full, known(1) if best == worst_one else divide(own - worst_one, best - worst_one))


def zscore(spec, full, own, everyone, others, higher):
    if not everyone:
        return EXEMPT
    mean, spread = quantity(spec["mean"]), quantity(spec["spread"])
    middle = sum(everyone) / len(everyone)

    def points(sigma):
        if sigma == 0:
            return known(mean)
        return known(mean + spread * ((own - middle) / sigma if higher else (middle - own) / sigma))

    return combine(points, deviation(everyone))


def percentile_rule(spec, full, own, everyone, others, higher):
    if not others:
        return of_full(full, known(1))
    score = sum(Fraction(1) if (x < own if higher else x > own) else Fraction(1, 2) if x == own else Fraction(0) for x in others)
    return of_full(full, known(score / len(others)))


RELATIVE = {"place": place, "best": to_best, "mean": to_mean, "minmax": minmax, "zscore": zscore, "percentile": percentile_rule}


def growth(ctx, spec, full):
    per = spec["per"]

    def points(value, base):
        if base <= 0:
            return invalid("a base that is not positive")
        beyond = value / base - 1 - quantity(spec.get("from", 0))
        return known(quantity(spec.get("start", 0)) + quantity(per["points"]) * units(beyond, unit_size(per), per.get("part", "proportional")))

    return combine(points, value_of(ctx, spec), ctx.eval(spec["base"]))


KINDS = {
    "proportional": proportional, "bands": bands, "segments": segments, "power": power_rule, "deduction": deduction, "bonus": bonus,
    "map": map_rule, "votes": votes, "checklist": checklist, "direct": direct, "judged": judged, "relative": relative, "growth": growth,
    "constant": lambda ctx, spec, full: known(quantity(spec["points"])),
    "formula": lambda ctx, spec, full: ctx.eval(spec["points"]),
}
