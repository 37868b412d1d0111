"""Conversions and money: what records become, awards, and pools that are shared out."""

from fractions import Fraction
from math import floor

from exact import EXEMPT, combine, invalid, known, quantity, round_places, round_whole, worst
from ranking import for_part, id_of, ordered, part_of, same_for_all, split
from rules import look_up, or_invalid, sum_known


def convert(ctx, node):
    spec = node.spec
    items, unknown, _ = ctx.items(spec["records"])
    kinds = [kind for kind in (item.eval(spec["kind"]) for item in items) if kind.status != "exempt"]
    bad = worst(kinds + ([unknown] if unknown is not None else []))
    if bad is not None:
        return bad
    counts = {}
    for kind in kinds:
        counts[id_of(kind.value)] = counts.get(id_of(kind.value), 0) + 1
    for rule in spec["rules"]:
        every = int(quantity(rule["every"]))
        times = counts.get(rule["of"], 0) // every
        counts[rule["of"]] = counts.get(rule["of"], 0) - times * every
        counts[rule["into"]] = counts.get(rule["into"], 0) + times
    return known(counts.get(spec["count"], 0))


def award(ctx, node):
    spec = node.spec
    coefficient = spec["coefficient"]
    if isinstance(coefficient, dict):
        table = coefficient["to"]
        factor = combine(lambda x: or_invalid(look_up(table, x), "no coefficient for it"), ctx.eval(coefficient["of"]))
    else:
        factor = ctx.eval(coefficient)
    deduct = ctx.eval(spec["deduct"]) if "deduct" in spec else known(0)
    return combine(lambda b, c, d: round_places(max(b * c - d, Fraction(0)), 2), ctx.eval(spec["base"]), factor, deduct)


def pool(ctx, node):
    spec = node.spec
    own = ctx.eval(spec["by"])
    if own.status == "exempt":
        return own
    ctxs, unclear = part_of(ctx, spec.get("within", "all"))
    if unclear is not None:
        return unclear
    if ctx.unit not in ctxs:
        return EXEMPT
    shares = {unit: place.eval(spec["by"]) for unit, place in ctxs.items()}
    takers = {unit: place for unit, place in ctxs.items() if shares[unit].status != "exempt"}
    parts = for_part(ctx, node, ctxs, "pool", lambda: pay_out(spec, takers, shares))
    if not parts.known or "adjust" not in spec:
        return combine(lambda found: found[ctx.unit], parts)
    own_adjust = adjustment(spec, ctx)
    return combine(lambda found, extra: found[ctx.unit] + extra, parts, own_adjust)


def adjustment(spec, place):
    found = place.eval(spec["adjust"]["amount"])
    return known(0) if found.status == "exempt" else found


def pay_out(spec, takers, shares):
    """unit → its part before the adjustments are given to each"""
    bad = worst(shares[unit] for unit in takers)
    if bad is not None:
        return bad
    if any(shares[unit].value < 0 for unit in takers):
        return invalid("a negative share")
    total = sum(shares[unit].value for unit in takers)
    if total == 0:
        return invalid("no shares")
    amount = same_for_all(place.eval(spec["amount"]) for place in takers.values())
    if "adjust" in spec and spec["adjust"].get("when", "before") == "before":
        taken = sum_known(adjustment(spec, place) for place in takers.values())
        amount = combine(lambda a, t: a - t, amount, taken)
    if not amount.known:
        return amount
    if amount.value < 0:
        return invalid("less than nothing to share out")
    unit_size = quantity(spec.get("unit", "0.01"))
    exact = {unit: amount.value * shares[unit].value / total / unit_size for unit in takers}
    parts = {unit: floor(part) for unit, part in exact.items()}
    left = round_whole(amount.value / unit_size, "half-up") - sum(parts.values())
    by_fraction = split(sorted(takers), {unit: known(exact[unit] - parts[unit]) for unit in takers}, True)
    queue = []
    for group in by_fraction:
        for tied in ordered({unit: takers[unit] for unit in group}, spec.get("ties", [])):
            queue += sorted(tied)
    for unit in queue[:left]:
        parts[unit] += 1
    return known({unit: part * unit_size for unit, part in parts.items()})
