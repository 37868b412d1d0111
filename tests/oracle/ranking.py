"""Order among the units of a part: ties, the best so many, and what is worked out for all of them at once."""

from exact import EXEMPT, Level, invalid, worst
from formula import order, parse


def is_decision(ctx, formula):
    """Whether a key is a decision, and nothing else."""
    if not isinstance(formula, str):
        return False
    tree = parse(formula, ctx.scorer.tables)
    nodes = ctx.scorer.nodes[ctx.cls]
    return tree[0] == "name" and len(tree[1]) == 1 and tree[1][0] in nodes and nodes[tree[1][0]].type == "decision"


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


def ordered(ctxs, keys, highest_first=True):
    """Units in groups of equals, best first, by keys one after another."""
    groups, fixed = ([list(ctxs)] if ctxs else []), set()
    for key in keys:
        found = []
        for group in groups:
            values = {unit: ctxs[unit].eval(key) for unit in group} if len(group) > 1 else {}
            if len(group) < 2 or tuple(group) in fixed:
                found.append(group)
            elif is_decision(ctxs[group[0]], key) and not all(value.known for value in values.values()):
                # They stay tied until it is entered for all of them.
                fixed.add(tuple(group))
                found.append(group)
            else:
                found.extend(split(group, values, highest_first))
        groups = found
    return groups


def best(groups, size, ties):
    """The first `size` units; those that tie across the edge all, or none of them."""
    chosen = []
    for group in groups:
        if len(chosen) + len(group) > size:
            return chosen + (group if ties == "include" and len(chosen) < size else [])
        chosen += group
    return chosen


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


def part_of(ctx, within):
    """(unit → its context in the period at hand, what makes the part unknown)"""
    members, unclear = ctx.scorer.members_for(ctx, within)
    return {unit: type(ctx)(ctx.scorer, ctx.cls, unit, ctx.period) for unit, _ in members}, unclear


def for_part(ctx, node, ctxs, name, work):
    """Worked out once for all the units of a part."""
    return ctx.scorer.remember((name, ctx.cls, node.id, ctx.period, tuple(ctxs)), work)


def id_of(value):
    return value.id if isinstance(value, Level) else value
