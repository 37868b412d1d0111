"""The fold: children, periods, records, keys or linked units, combined into one figure."""

from fractions import Fraction

from exact import EXEMPT, MISSING, SchemeError, combine, divide, geometric, known, median, quantity, round_whole, worst
from formula import order, settle
from rules import NO_FULL


class Member:
    """One of what is combined: its value, full marks (or None), weight (or None), and where formulas about it are read."""

    def __init__(self, value, full=None, weight=None, ctx=None, name=None):
        self.value, self.full, self.weight, self.ctx, self.name = value, full, weight, ctx, name
        self.known = value.known   # whether it was known of itself, before any policy
        self.skipped = False
        self.nothing = False       # given nothing by a policy, whatever its full marks


def fold(spec, members, own_full, is_points, over, extra=known(0)):
    """over: children, periods or items; extra: points that join a pooled numerator.

    The result is in points; steps and what stands outside come later.
    """
    take = spec.get("take", "sum")
    by_rate = is_points and spec.get("by") == "rate"
    if take in ("any", "all"):
        return flags(spec, members, take)
    if not members:
        return nothing(spec, own_full)

    if by_rate:
        for member in members:
            rate = rate_of(member)
            if member.known and not rate.known:
                member.value, member.known = rate, False
    bad = worst(member.value for member in members if member.value.status == "invalid")
    if bad is not None:
        return bad
    bad = apply_missing(spec, members) or apply_exempt(spec, members, is_points, over, by_rate)
    if bad is not None:
        return bad

    short = enough_of(spec, members, None)
    if short is not None:
        return short
    for member in members:
        if not member.skipped:
            member.figure = rate_of(member) if by_rate else member.value
    members, bad = pick_and_drop(spec, members)
    if bad is not None:
        return bad

    taken = [member for member in members if not member.skipped]
    if not taken:
        return EXEMPT
    if take == "pooled":
        points = add([extra, *(m.value for m in taken)])
        full = add([m.full if m.full is not None else NO_FULL for m in taken])
        return combine(lambda p, f, own: divide(p * own, f), points, full, own_full if own_full is not None else NO_FULL)
    result = TAKES[take](members, taken, is_points and not by_rate and over != "items", over)
    if by_rate and take != "count":
        result = combine(lambda x, f: x * f, result, own_full if own_full is not None else NO_FULL)
    return result


def add(values):
    return combine(lambda *xs: sum(xs, Fraction(0)), *values)


def rate_of(member):
    if member.nothing:
        return known(0)
    return combine(divide, member.value, member.full if member.full is not None else NO_FULL)


def nothing(spec, own_full):
    rule = spec.get("none", "exempt")
    if rule == "full":
        return own_full if own_full is not None else NO_FULL
    return {"exempt": EXEMPT, "missing": MISSING, "zero": known(0)}[rule]


def flags(spec, members, take):
    if not members:
        return {"exempt": EXEMPT, "missing": MISSING, "zero": known(False), "full": known(True)}[spec.get("none", "exempt")]
    values = []
    for member in members:
        policy = spec.get(member.value.status) if member.value.status in ("missing", "exempt") else None
        policy = policy or {"missing": "missing", "exempt": "skip"}.get(member.value.status)
        if policy == "skip" or policy == "average":
            continue
        values.append({"zero": known(False), "full": known(True)}.get(policy, member.value))
    result = settle(values, take == "any") if values else EXEMPT
    return enough_of(spec, members, result) if result.known else result


def apply_missing(spec, members):
    for member in members:
        if member.value.status == "missing":
            policy = spec.get("missing", "missing")
            if policy == "missing":
                return MISSING
            if policy == "skip":
                member.skipped = True
            else:
                member.value, member.nothing = known(0), True
    return None


def apply_exempt(spec, members, is_points, over, by_rate):
    """What exempt members become; a status where that makes the whole unknown."""
    policy = spec.get("exempt", "skip")
    exempt = [member for member in members if member.value.status == "exempt"]
    if isinstance(policy, dict):
        return move_full(policy["moveTo"], members, exempt)
    rates = [rate_of(member) for member in members if member.known and member.full is not None]
    for member in exempt:
        if policy == "zero":
            member.value, member.nothing = known(0), True
        elif policy == "full" and by_rate:
            member.value = member.full = known(1)
        elif policy == "full":
            member.value = member.full if member.full is not None else NO_FULL
        elif policy == "average" and is_points and rates:
            mean = combine(lambda *xs: sum(xs) / len(xs), *rates)
            member.value = combine(lambda x, f: x * f, mean, member.full if member.full is not None else NO_FULL)
        else:
            member.skipped = True
    return worst(member.value for member in exempt if not member.skipped)


def move_full(shares, members, exempt):
    """The full marks of exempt children go to siblings, which earn them at their own rate."""
    by_name, moved = {member.name: member for member in members}, {}
    for member in exempt:
        member.skipped = True
        for name, share in shares.items():
            sibling = by_name[name]
            if not sibling.known:
                return MISSING
            part = combine(lambda f: f * quantity(share), member.full if member.full is not None else NO_FULL)
            moved[name] = combine(lambda a, b: a + b, moved[name], part) if name in moved else part
        member.full = known(0)
    for name, part in moved.items():
        sibling = by_name[name]
        rate = rate_of(sibling)
        sibling.value = combine(lambda x, r, f: x + r * f, sibling.value, rate, part)
        sibling.full = combine(lambda a, b: a + b, sibling.full, part)
    return worst(by_name[name].value for name in moved)


def pick_and_drop(spec, members):
    """Leaves out what is dropped or not picked; of equals the earlier counts as the higher."""
    for name in ("drop", "pick"):
        if name not in spec:
            continue
        choice, present = spec[name], [member for member in members if not member.skipped]
        keys = [key_of(member, choice) for member in present]
        bad = worst(keys)
        if bad is not None:
            return members, bad
        ranked = sorted(range(len(present)), key=lambda i: (-Fraction(order(keys[i].value)), i))
        number = {end: how_many(choice[end], present) for end in ("highest", "lowest") if end in choice}
        chosen = set(ranked[: number.get("highest", 0)])
        chosen |= set(ranked[max(len(ranked) - number.get("lowest", 0), 0) :])
        gone = [member for i, member in enumerate(present) if (i in chosen) == (name == "drop")]
        members = [member for member in members if member not in gone]
    return members, None


def key_of(member, choice):
    if choice.get("by", "figure") == "figure":
        return member.figure
    return member.ctx.eval(choice["by"]) if member.ctx is not None else MISSING


def how_many(number, present):
    if isinstance(number, dict):
        share = quantity(number["share"]) * sum(member.known for member in present)
        return round_whole(share, number.get("round", "down"))
    return int(quantity(number))


def enough_of(spec, members, otherwise):
    """What a fold with too few known members gives; `otherwise` where there are enough."""
    if "atLeast" not in spec:
        return otherwise
    enough = at_least(spec["atLeast"], members)
    if not enough.known:
        return enough
    return otherwise if enough.value else {"missing": MISSING, "exempt": EXEMPT, "zero": known(0)}[spec["atLeast"].get("else", "missing")]


def at_least(spec, members):
    if "count" in spec:
        return known(sum(member.known for member in members) >= quantity(spec["count"]))
    if any(member.weight is not None for member in members):
        sizes = [member.weight if member.weight is not None else known(0) for member in members]
    elif any(member.full is not None for member in members):
        sizes = [member.full if member.full is not None else known(0) for member in members]
    else:
        sizes = [known(1) for _ in members]

    def enough(*sizes):
        there = sum((size for size, member in zip(sizes, members) if member.known), Fraction(0))
        return there >= quantity(spec["share"]) * sum(sizes)

    return combine(enough, *sizes)


# Takes: members (dropped ones gone, skipped ones still there), those that take part, and whether others stand for the skipped.

def take_sum(members, taken, stands_for_whole, over):
    total = add([member.figure for member in taken])
    if len(taken) == len(members) or not stands_for_whole:
        return total
    all_full = add([m.full if m.full is not None else known(0) for m in members])
    taken_full = add([m.full if m.full is not None else known(0) for m in taken])
    return combine(lambda x, a, t: EXEMPT if t == 0 else known(x * a / t), total, all_full, taken_full)


def take_mean(members, taken, stands_for_whole, over):
    return combine(lambda *xs: sum(xs) / len(xs), *(member.figure for member in taken))


def weight_of(member):
    if member.weight is None:
        raise SchemeError("a weighted fold needs a weight for each member")
    return member.weight


def take_weighted(members, taken, stands_for_whole, over):
    total = add([combine(lambda w, x: w * x, weight_of(m), m.figure) for m in taken])
    there = add([weight_of(m) for m in taken])
    if over != "children":
        return combine(divide, total, there)
    if len(taken) == len(members):
        return total
    return combine(lambda x, a, t: divide(x * a, t), total, add([weight_of(m) for m in members]), there)


def take_geometric(members, taken, stands_for_whole, over):
    if any(member.weight is not None for member in taken):
        weights = [weight_of(member) for member in taken]
    else:
        weights = [known(1) for _ in taken]
    return combine(lambda *xs: geometric(xs[: len(taken)], xs[len(taken) :]), *(m.figure for m in taken), *weights)


def take_product(members, taken, stands_for_whole, over):
    product = known(1)
    for member in taken:
        product = combine(lambda a, b: a * b, product, member.figure)
    return product


def take_count(members, taken, stands_for_whole, over):
    return known(sum(member.known and member.figure.value is not False for member in taken))


def of_figures(operation):
    return lambda members, taken, stands_for_whole, over: combine(lambda *xs: operation(xs), *(member.figure for member in taken))


TAKES = {
    "sum": take_sum, "mean": take_mean, "weighted": take_weighted, "geometric": take_geometric, "product": take_product, "count": take_count,
    "median": of_figures(median), "min": of_figures(lambda xs: min(xs, key=order)), "max": of_figures(lambda xs: max(xs, key=order)),
    "first": of_figures(lambda xs: xs[0]), "last": of_figures(lambda xs: xs[-1]),
}
