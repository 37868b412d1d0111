"""Order among the units of a part: ties, the best so many, and what is worked out for all of them at once."""

from exact import EXEMPT, Level, MISSING, SEVERITY, invalid, known, quantity, worst
from formula import order, parse


def reads_decision(ctx, formula):
    """Whether a key names a decision."""
    nodes = ctx.scorer.nodes[ctx.cls]

    def names_one(tree):
        if not isinstance(tree, tuple) or not tree:
            return False
        if tree[0] == "name":
            return tree[1][0] in nodes and nodes[tree[1][0]].type == "decision"
        return any(names_one(part) for part in tree)

    return isinstance(formula, str) and names_one(parse(formula, ctx.scorer.tables))


def open_key(value):
    """Missing or invalid: it may still part units. An exempt key just comes last."""
    return SEVERITY[value.status] > SEVERITY["exempt"]


def split(group, values, highest_first):
    """A group of equals, divided by one more key; a key that is not known comes last."""
    def place(unit):
        value = values[unit]
        if not value.known:
            return (1, 0)
        number = order(value.value)
        return (0, -number if highest_first else number)

    places = {unit: place(unit) for unit in group}
    return [[unit for unit in group if places[unit] == at] for at in sorted(set(places.values()))]


def ordered(ctxs, keys, highest_first=True, waits=lambda ctx, key: True):
    """[(units that no key parts, whether a key that may part them is open)], best first, by keys one after another.

    An open key of which it `waits` leaves those it should part together; any other comes last.
    """
    units = list(ctxs)
    if len(units) < 2 or not keys:
        return [(units, False)] if units else []
    values = {unit: ctxs[unit].eval(keys[0]) for unit in units}
    if waits(ctxs[units[0]], keys[0]) and any(open_key(value) for value in values.values()):
        return [(units, True)]
    found = []
    for group in split(units, values, highest_first):
        found += ordered({unit: ctxs[unit] for unit in group}, keys[1:], highest_first, waits)
    return found


def best(groups, size, ties):
    """unit → whether it is among the first `size`; those that tie across the edge all, or none of them."""
    found, before, closed = {}, 0, False
    for group, waits in groups:
        after = before + len(group)
        edge = not closed and before < size < after
        for unit in group:
            found[unit] = MISSING if edge and waits else known(not closed and before < size and not (edge and ties == "vacant"))
        closed, before = closed or after >= size, after
    return found


def same_for_all(values):
    """One value for a part: what all of it give, exempt ones aside."""
    values = list(values)
    there = [value for value in values if value.status != "exempt"]
    bad = worst(there)
    if bad is not None or not there:
        return bad or EXEMPT
    if any(value.value != there[0].value for value in there):
        return invalid("not the same for all")
    return there[0]


def concerned(value):
    """A condition, false where it is exempt."""
    return known(False) if value.status == "exempt" else value


def select(ctxs, stands, size, number_of, by, choose, stratum=lambda ctx: known("")):
    """unit → whether it is chosen. All of a part's candidates are settled, or none is.

    Refused units are never chosen; whose first key or stratum is exempt takes no part.
    """
    found, candidates, open_values, sizes = {}, {}, [], []
    for unit, place in ctxs.items():
        own_size, stand = place.eval(size), stands(place)
        if own_size.known:
            sizes.append(own_size)
        if stand.known and not stand.value:
            found[unit] = known(False)
            continue
        own = [place.eval(by[0]), stand, stratum(place)]
        if any(value.status == "exempt" for value in own):
            found[unit] = EXEMPT
            continue
        open_values += [value for value in (*own, own_size) if open_key(value)]
        candidates[unit] = place
    bad = worst(open_values + [same_for_all(sizes)])
    if bad is not None:
        return {**found, **dict.fromkeys(candidates, bad)}
    return {**found, **choose(candidates, number_of(sizes[0].value))}


def part_of(ctx, within):
    """(unit → its context in the period at hand, why the unit at hand stands in no part, or None)"""
    cohort = ctx.scorer.classes[ctx.cls].get("cohorts", {}).get(within, {})
    members, unclear = ctx.scorer.members_for(ctx, within)
    ctxs = {unit: type(ctx)(ctx.scorer, ctx.cls, unit, ctx.period) for unit, _ in members}
    if "where" in cohort:
        frozen = ctx.period.main_shift(int(quantity(cohort.get("frozen", 0))), ctx.scorer.data.main)
        where = concerned(ctx.at(frozen).eval(cohort["where"]) if ctx.scorer.data.covers(frozen) else MISSING)
        if not where.known:
            return ctxs, where
        if not where.value:
            return ctxs, EXEMPT
    if unclear is not None:
        return ctxs, unclear
    return ctxs, None if ctx.unit in ctxs else EXEMPT


def for_part(ctx, node, ctxs, name, work):
    """Worked out once for all the units of a part."""
    return ctx.scorer.remember((name, ctx.cls, node.id, ctx.period, tuple(ctxs)), work)


def id_of(value):
    return value.id if isinstance(value, Level) else value
