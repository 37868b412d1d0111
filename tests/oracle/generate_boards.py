"""Draws small boards of the usual make: weighed parts, a place, a level with its lines, a veto, a measure.

What generate.py draws reaches every construct once; these are drawn for what is done with a whole board: weights moved,
versions compared, questions asked.
"""
from fractions import Fraction

from generate_base import Draft, Facts, quantity
from generate_rules import leaf

KINDS = ["proportional", "direct", "counts", "bands", "checklist", "direct", "segments"]


def shares(draft, count):
    """Whole percents that make 100."""
    cuts = sorted(draft.rng.sample(range(1, 20), count - 1))
    return [Fraction(b - a, 20) for a, b in zip([0] + cuts, cuts + [20])]


def part(draft, cls, name, full, count):
    """A node whose children make its full marks."""
    take = draft.pick(["sum", "sum", "weighted", "weighted by rate"])
    children = []
    for share in shares(draft, count):
        own = full * share if take == "sum" else full if take == "weighted" else Fraction(draft.pick([10, 20, 100]))
        kind = draft.pick(KINDS)
        source = Facts(draft, cls)
        if kind == "bands":  # through a line that is a parameter
            value, pool = source.number("count")
            line = draft.parameter(draft.pick(pool))
            rule = {"kind": "formula", "points": f"if({value} >= {line}, {quantity(own)}, {quantity(own / 2)})"}
            child = draft.node(cls, draft.name("item"), full=quantity(own), rule=rule)
        elif kind == "direct":
            value, _ = source.number("mark")
            child = draft.node(cls, draft.name("item"), full=quantity(own), rule={"kind": "direct", "value": value, "outOf": "100"})
        else:
            child = leaf(draft, cls, kind, full=quantity(own), dressed=False)
        if take != "sum":
            draft.nodes(cls)[child]["weight"] = quantity(share)
        children.append(child)
    if draft.chance(0.3):
        value, _ = Facts(draft, cls).number("small")
        children.append(draft.node(cls, draft.name("plus"), outside=True, rule={"kind": "formula", "points": value}))
    fold = {"take": "sum"} if take == "sum" else {"take": "weighted", **({"by": "rate"} if take != "weighted" else {})}
    if draft.chance(0.3):
        fold["missing"] = draft.pick(["skip", "zero"])
    if draft.chance(0.3):
        fold["exempt"] = draft.pick(["full", "zero", "average"])
    body = {"full": quantity(full), "children": children, "fold": fold}
    if draft.chance(0.3):
        round_it = {"round": {"places": draft.pick([0, 1, 2]), "mode": "half-up"}}
        body["steps"] = [draft.pick([{"cap": quantity(full)}, {"floor": "0"}, round_it, {"multiply": "0.9"}])]
    return draft.node(cls, name, **body)


def board(seed):
    draft = Draft(f"board {seed}")
    draft.start()
    draft.dirt = draft.pick([0, 0, 0, 0.03])
    cls = draft.add_class(low=3, high=9)
    count = draft.between(2, 4)
    total = part(draft, cls, "total", Fraction(100), count)
    for child in list(draft.nodes(cls)[total]["children"]):  # some of its parts have parts
        node = draft.nodes(cls)[child]
        if not node.get("outside") and draft.chance(0.3):
            draft.nodes(cls).pop(child)
            part(draft, cls, child, Fraction(node["full"]), 2)
            draft.nodes(cls)[child].update({"weight": node["weight"]} if "weight" in node else {})
    rank = {"of": total, "ties": draft.pick(["competition", "dense"])}
    if draft.chance(0.3):
        rank["tieBreak"] = [Facts(draft, cls).number("count")[0]]
    if draft.chance(0.2):
        rank["compare"] = {"round": {"places": 0, "mode": "half-up"}}
    draft.node(cls, "place", type="rank", **rank)
    lines = sorted(draft.rng.sample(range(40, 95), 2), reverse=True)
    rows = [{"level": name, "title": name, "from": draft.parameter(line) if draft.chance(0.4) else quantity(line)} for name, line in zip("AB", lines)]
    level = {"of": total, "stages": [{"lines": rows + [{"level": "C", "title": "C"}]}]}
    if draft.chance(0.3):
        level["compare"] = {"round": {"places": draft.pick([0, 1]), "mode": "half-up"}}
    draft.node(cls, "level", type="level", **level)
    when = f"{draft.number(cls, 'count')} > {draft.between(0, 9)}"
    draft.node(cls, "veto", type="veto", conditions=[{"id": "v1", "title": "accident", "when": when, "clauses": ["c1"]}])
    low = draft.parameter(draft.between(30, 90))
    draft.node(cls, "talk", type="verdict", effect="measure", when=f"total < {low} or veto", then="Spoken to.", bearer="The head")
    return finished(draft, seed)


def finished(draft, seed):
    pair = draft.finish()
    pair["scheme"]["id"] = pair["dataset"]["scheme"]["id"] = f"board-{seed}"
    pair["scheme"]["title"], pair["scheme"]["x-drawn"] = f"Drawn board {seed}", seed
    return pair
