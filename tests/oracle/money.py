"""Conversions and money: what records become, awards, and pools that are shared out."""

from fractions import Fraction
from math import floor

from exact import MISSING, combine, invalid, known, quantity, round_places, round_to, round_whole, worst
from ranking import for_part, id_of, ordered, part_of, same_for_all, split
from rules import look_up, or_invalid


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
    ctxs, aside = part_of(ctx, spec.get("within", "all"))
    if aside is not None or own.status == "exempt":
        return aside or own
    takers = {unit: place for unit, place in ctxs.items() if place.eval(spec["by"]).status != "exempt"}
    part = for_part(ctx, node, ctxs, "pool", lambda: pay_out(spec, takers))[ctx.unit]
    return combine(lambda found, extra: found + extra, part, adjustment(spec, ctx)) if part.known else part


def unit_of(spec):
    return quantity(spec.get("unit", "0.01"))


def adjustment(spec, place):
    """Rounded half-up to the unit; an exempt one is nothing."""
    if "adjust" not in spec:
        return known(0)
    found = place.eval(spec["adjust"]["amount"])
    return known(0) if found.status == "exempt" else combine(lambda x: round_to(x, unit_of(spec), "half-up"), found)


def pay_out(spec, takers):
    """unit → its part before the adjustments are given to each"""
    shares = {unit: place.eval(spec["by"]) for unit, place in takers.items()}
    before = "adjust" in spec and spec["adjust"]["when"] == "before"
    amounts = [place.eval(spec["amount"]) for place in takers.values()]
    adjustments = [adjustment(spec, place) for place in takers.values()] if before else []
    open_values = [value for value in (*shares.values(), *amounts, *adjustments) if not value.known and value.status != "exempt"]
    if any(share.known and share.value < 0 for share in shares.values()):
        open_values.append(invalid("a negative share"))
    amount = same_for_all(value for value in amounts if value.known)
    bad = worst(open_values + [amount])
    if bad is not None:
        return dict.fromkeys(takers, bad)
    total, rest = sum(share.value for share in shares.values()), amount.value - sum(value.value for value in adjustments)
    if total == 0 or rest < 0:
        return dict.fromkeys(takers, invalid("no shares, or less than nothing to share out"))
    exact = {unit: rest * share.value / total / unit_of(spec) for unit, share in shares.items()}
    parts = {unit: known(floor(part)) for unit, part in exact.items()}
    left = round_whole(rest / unit_of(spec), "half-up") - int(sum(part.value for part in parts.values()))
    for group in split(sorted(takers), {unit: known(exact[unit] - parts[unit].value) for unit in takers}, True):
        for tied, waits in ordered({unit: takers[unit] for unit in group}, spec.get("ties", [])):
            if waits and 0 < left < len(tied):
                parts.update(dict.fromkeys(tied, MISSING))
                left = 0
            for unit in sorted(tied)[: max(left, 0)]:
                parts[unit] = known(parts[unit].value + 1)
            left -= len(tied)
    return {unit: combine(lambda part: part * unit_of(spec), part) for unit, part in parts.items()}
