"""Rules of every kind, on facts or on items, and the nodes that hold them."""
from fractions import Fraction

from generate_base import MODES, Facts, Items, Keys, condition, percent, quantity

OPTIONS = {"a": "alpha", "b": "beta", "c": "gamma"}


def rounding(draft):
    mode = {"mode": draft.pick(MODES)}
    return {**draft.pick([{"places": draft.pick([0, 1, 2])}, {"step": draft.pick(["0.5", "0.25", "5"])}]), **mode}


def step(draft, source, kind, full):
    """One step of a kind; its operand is a formula now and then."""
    top = Fraction(full or 10)
    value = {"cap": top * draft.pick([1, 1, Fraction(4, 5), Fraction(1, 2)]), "floor": draft.pick([0, 0, top / 4]),
             "multiply": draft.pick([Fraction(11, 10), Fraction(9, 10), Fraction(1, 2), 2]), "add": draft.pick([-2, 1, Fraction(1, 2)]),
             "scale": draft.pick([Fraction(1, 2), Fraction(4, 5), 2])}.get(kind)
    if kind == "round":
        made = {"round": rounding(draft)}
    else:
        made = {kind: quantity(value)}
        if kind != "scale" and draft.chance(0.2):
            fact, _ = source.number("small")
            made[kind] = {"cap": f"{quantity(top)} - {fact} / 10", "floor": f"{fact} / 10", "multiply": f"1 + {fact} / 100", "add": f"-{fact} / 10"}[kind]
    if draft.chance(0.3):
        made["when"] = condition(source)
    if draft.chance(0.2):
        made["clauses"] = ["c2"]
    return made


def steps(draft, source, full, low=1, high=3, scale=False):
    kinds = ["cap", "floor", "multiply", "add", "round", "round"] + (["scale", "scale"] if scale else [])
    return [step(draft, source, kind, full) for kind in draft.some(kinds, low, high)]


def per(draft, rate=True):
    made = {"percentagePoint": draft.pick(["1", "0.5", "2"])} if rate else {"amount": draft.pick(["1", "0.5", "2"])}
    return {**made, "points": draft.pick(["0.5", "1", "0.2"]), "part": draft.pick(["whole", "started", "proportional"])}


def floor(draft, full):
    return draft.pick(["0", "0", "1"]) if full and draft.chance(0.7) else "none"


def proportional(source, full):
    draft = source.draft
    better = draft.pick(["higher", "lower", "near"])
    actual, _ = source.number("positive")
    target, _ = source.number("positive") if draft.chance(0.6) and not isinstance(source, Keys) else (draft.pick(["5", "8", "2.5"]), None)
    if better != "lower" and draft.chance(0.4):
        actual, _ = source.number("count")
    rule = {"kind": "proportional", "actual": actual, "target": target, "better": better, "over": draft.pick(["cap", "allow"])}
    if draft.chance(0.4):
        rule["floor"] = draft.pick(["0", "1"])
    return rule


def edges(draft, pool, count):
    """Sorted row edges, most of them values that the figures take."""
    found = {draft.pick(pool) + (0 if draft.chance(0.7) else Fraction(1, 2)) for _ in range(count)}
    while len(found) < 2:
        found.add(max(found) + draft.pick([1, Fraction(1, 2)]))
    return sorted(found)


def points_up_to(draft, full):
    return Fraction(draft.between(0, 8), 8) * Fraction(full or 8)


def bands(source, full):
    draft = source.draft
    value, pool = source.number(draft.pick(["small", "count", "small", "rate"]))
    take = draft.pick(["pick", "pick", "marginal"])
    rows = edges(draft, pool, draft.between(2, 4))
    if draft.chance(0.6):
        rows = sorted(set(rows) | {min(pool)})
    made = []
    for edge in rows:
        points = points_up_to(draft, full) if take == "pick" else draft.pick([Fraction(1, 2), 1, Fraction(1, 4), Fraction(3, 2), 0])
        made.append({"from": quantity(edge), "points": quantity(points)})
    rule = {"kind": "bands", "value": value, "take": take, "rows": made}
    if draft.chance(0.3):
        made[-1]["to"] = quantity(rows[-1] + draft.pick([1, 3, Fraction(1, 2)]))
    rule["outside"] = "invalid" if draft.chance(0.25) else draft.pick(["0", "1"])
    return rule


def segments(source, full):
    draft = source.draft
    log = draft.chance(0.35)
    value, pool = source.number("positive" if log else draft.pick(["small", "positive"]))
    found = edges(draft, pool, 4)
    found = sorted(set(found) | {max(min(found) / 2, Fraction(1, 10)) if log else min(pool), max(found) + 1})
    found = [edge for edge in found if edge > 0 or not log]
    rows, gap, low = [], False, found[0]
    for index in range(1, len(found)):
        if index > 1 and draft.chance(0.3):
            low = (found[index - 1] + found[index]) / 2
            gap = True
        rows.append({"from": quantity(low), "to": quantity(found[index]), "points": [quantity(points_up_to(draft, full)), quantity(points_up_to(draft, full))]})
        low = found[index]
    rule = {"kind": "segments", "value": value, "rows": rows, "scale": "log" if log else "linear"}
    if gap:
        rule["gap"] = draft.pick(["0", "2", "1.5", "invalid"])
    rule["outside"] = draft.pick(["ends", "ends", "0", "invalid"])
    return rule


def power(source, full):
    draft = source.draft
    value, pool = source.number("small")
    return {"kind": "power", "value": value, "a": draft.pick(["1", "0.5", "2", "-1"]), "b": quantity(draft.pick(pool)),
            "c": draft.pick(["1", "2", "0.5", "1.5", "3"]), "side": draft.pick(["above", "below"])}


def deduction_counts(source, full):
    draft = source.draft
    counts = []
    for _ in range(draft.between(1, 2)):
        value, _ = source.number("count")
        count = {"value": value}
        if full and draft.chance(0.45):
            count["tiers"] = [{"from": "1", "points": "0.5"}, {"from": draft.pick(["2", "3"]), "points": "1"}]
            if draft.chance(0.6):
                count["tiers"].append({"from": draft.pick(["5", "6"]), "all": True})
            if draft.chance(0.3):
                del count["tiers"][0]
        else:
            count["points"] = draft.pick(["0.5", "1", "0.2"])
            if draft.chance(0.4):
                count["free"] = draft.pick(["1", "2"])
        if draft.chance(0.5):
            count.update(title="Each case", clauses=["c1"])
        counts.append(count)
    rule = {"kind": "deduction", "counts": counts, "floor": floor(draft, full)}
    if any(tier.get("all") for count in counts for tier in count.get("tiers", [])):
        rule["floor"] = "0"
    return rule


def deduction_line(source, full):
    draft = source.draft
    side = draft.pick(["short", "over"])
    rate = draft.chance(0.6)
    value, pool = source.number("rate" if rate else "small")
    of = draft.pick(pool) + draft.pick([0, 0, Fraction(1, 100) if rate else Fraction(1, 2)])
    rule = {"kind": "deduction", side: {"value": value, "of": percent(of) if rate else quantity(of)}, "per": per(draft, rate), "floor": floor(draft, full)}
    return rule


def price(items):
    draft = items.draft
    if draft.chance(0.5):
        of = items.choice(OPTIONS)
        return {"of": of, "to": {option: draft.pick(["1", "2", "0.5", "4"]) for option in OPTIONS}}
    value, _ = items.number("small")
    return {"value": value if draft.chance(0.6) else f"{value} * 0.5"}


def deduction_records(draft, cls, full):
    listed = draft.list(cls)
    items = Items(listed)
    rule = {"kind": "deduction", "records": listed.path, "price": price(items), "floor": floor(draft, full)}
    if draft.chance(0.5):
        rule["when"] = condition(items)
    return rule


def bonus(draft, cls, full=None):
    listed = draft.list(cls, high=6)
    year = int(draft.main[0][:4])
    rule = {"kind": "bonus", "records": listed.path, "price": price(Items(listed))}
    if draft.chance(0.6):
        rule["evidence"] = {"field": listed.field("document", "flag", lambda: draft.pick([True, True, True, False, None]))}
    if draft.chance(0.6):
        rule["deadline"] = {"field": listed.field("filed", "date", lambda: draft.pick([f"{year}-11-30", f"{year}-12-01", f"{year}-03-08", f"{year + 1}-11-30"])),
                            "day": draft.pick(["11-30", "12-31", "02-28"])}
    if draft.chance(0.6):
        rule["carryOver"] = {"field": listed.field("earned", "date", lambda: draft.pick([f"{year}-01-01", f"{year - 1}-01-01", f"{year - 1}-12-31", f"{year - 2}-12-31", f"{year}-12-31"])),
                             "years": draft.pick([1, 1, 2])}
    for key in ("evidence", "deadline", "carryOver"):
        if key in rule and draft.chance(0.6):
            rule[key]["clauses"] = ["c1"]
    if draft.chance(0.6):
        rule["cap"] = draft.pick(["3", "5", "10"])
    return rule


def mapping(source, full):
    draft = source.draft
    if draft.chance(0.5):
        options = list(OPTIONS)
        if isinstance(source, Keys):
            options = list(draft.facts(source.cls)[source.fact]["keys"])
        value = source.choice(options)
        to = {option: quantity(points_up_to(draft, full)) for option in options}
        if draft.chance(0.4):
            del to[options[-1]]
    else:
        value, pool = source.number(draft.pick(["count", "small"]))
        to = {quantity(key): quantity(points_up_to(draft, full)) for key in pool}
        if draft.chance(0.4):
            del to[quantity(pool[0])]
    rule = {"kind": "map", "value": value, "to": to}
    rule["else"] = draft.pick(["0", "1", "2", "invalid"])
    return rule


def votes(source, full):
    draft = source.draft
    rule = {"kind": "votes", "votes": source.votes()}
    if draft.chance(0.5):
        rule.update(values={"good": "100", "fair": "85", "bad": draft.pick(["60", "0"])}, outOf="100")
    else:
        rule["satisfied"] = draft.pick([["good"], ["good", "fair"]])
    if draft.chance(0.7):
        rule["atLeast"] = draft.pick(["1", "3", "10"])
    return rule


def checklist(source, full):
    draft = source.draft
    return {"kind": "checklist", "items": [{"value": source.flag() if draft.chance(0.7) else condition(source), "points": draft.pick(["1", "2", "0.5"]), "title": "One of them"}
                                           for _ in range(draft.between(1, 3))]}


def direct(source, full):
    draft = source.draft
    value, pool = source.number("mark")
    return {"kind": "direct", "value": value, "outOf": "100" if draft.chance(0.9) else quantity(pool[-1] - (Fraction(1, 2) if len(pool) > 2 else 0))}


def constant(source, full):
    return {"kind": "constant", "points": quantity(points_up_to(source.draft, full))}


def formula(source, full):
    draft = source.draft
    value, _ = source.number("positive")
    return {"kind": "formula", "points": draft.pick([f"min({quantity(Fraction(full or 10))}, {value})", f"{value} / 2", f"if({value} > 3, 5, {value})"])}


def judged(source, full):
    draft = source.draft
    cls = source.cls
    if draft.chance(0.55):
        if draft.chance(0.3):
            marks = draft.keyed(cls, "mark", source.grain, keys=("head", "peer", "public", "staff"))
            value = "item.value"
        else:
            listed = draft.list(cls, source.grain, low=2, high=6)
            marks, value = listed.path, Items(listed).number("mark")[0]
        rule = {"kind": "judged", "marks": marks, "value": value, "outOf": "100"}
        drop = {}
        if draft.chance(0.5):
            drop["highest"] = 1
        if draft.chance(0.5):
            drop["lowest"] = draft.pick([1, 1, 2])
        if drop:
            rule["drop"] = drop
        if drop or draft.chance(0.5):
            rule["atLeast"] = sum(drop.values()) + draft.between(1, 2)
        return rule
    weights = draft.pick([["50%", "50%"], ["40%", "35%", "25%"], ["1/3", "1/3", "1/3"], ["70%", "20%", "10%"]])
    return {"kind": "judged", "groups": [{"value": source.number("mark")[0], "weight": weight, "title": "Group"} for weight in weights],
            "outOf": "100", "absent": draft.pick(["missing", "skip"])}


def relative(draft, cls, cohort, value, by=None):
    by = by or draft.pick(["place", "best", "mean", "minmax", "zscore", "percentile"])
    rule = {"kind": "relative", "value": value, "among": cohort, "by": by, "better": draft.turn(["higher", "lower", "lower"], by)}
    if by == "place":
        rule["rows"] = [{"from": "1", "points": "10"}, {"from": "2", "points": "8"}, {"from": draft.pick(["2.5", "3"]), "points": "6.5"}, {"from": "5", "points": "3"}]
        rule["ties"] = draft.turn(["competition", "dense", "mean"], "places")
        return rule
    if by == "zscore":
        rule.update(mean=draft.pick(["7", "6.5"]), spread=draft.pick(["1", "2", "1.5"]))
    if draft.chance(0.5):
        rule["floor"] = draft.pick(["0", "2", "5"])
    if draft.chance(0.5):
        rule["cap"] = draft.pick(["10", "9", "8.5"])
    return rule


def growth(source, full):
    draft = source.draft
    value, _ = source.number("positive")
    base = f"earlier({value}, 1)" if source.past else source.number("positive")[0]
    rule = {"kind": "growth", "value": value, "base": base, "per": {"percentagePoint": draft.pick(["1", "5", "10"]), "points": draft.pick(["0.1", "0.5", "1"]), "part": draft.pick(["whole", "started", "proportional"])}}
    for key, values in {"from": ["5%", "-10%", "0.1"], "start": ["5", "6", "0"], "cap": ["10", "8"], "floor": ["0", "2"]}.items():
        if draft.chance(0.6):
            rule[key] = draft.pick(values)
    return rule


SIMPLE = {"proportional": proportional, "bands": bands, "segments": segments, "power": power, "map": mapping, "direct": direct, "constant": constant, "formula": formula}
BY_FACTS = {**SIMPLE, "counts": deduction_counts, "line": deduction_line, "votes": votes, "checklist": checklist, "judged": judged, "growth": growth}
BEFORE = ("bands", "segments", "power", "direct")


def rule(source, kind, full):
    """A rule of a kind, at times with steps before it and with exceptions."""
    draft = source.draft
    made = (BY_FACTS if isinstance(source, Facts) else SIMPLE)[kind](source, full)
    if kind in BEFORE and draft.chance(0.25):
        made["before"] = [draft.pick([{"round": {"places": 0, "mode": draft.pick(MODES)}}, {"add": "0.5"}, {"cap": "100"}, {"multiply": "0.9"}])
                          for _ in range(draft.between(1, 2))]
    if isinstance(source, Facts) and draft.chance(0.2):
        made["exceptions"] = [{"when": condition(source), **draft.pick([{"points": quantity(points_up_to(draft, full))}, {"exempt": True}])}
                              for _ in range(draft.pick([1, 1, 1, 2]))]
        if draft.chance(0.5):
            made["exceptions"][0]["clauses"] = ["c1"]
    return made


def leaf(draft, cls, kind=None, full="10", grain=None, kinds=None, past=False, dressed=True, **keys):
    """A points node with a rule on facts; returns its id."""
    source = Facts(draft, cls, grain, past)
    kind = kind or draft.pick(kinds or [kind for kind in BY_FACTS if kind not in ("constant", "growth")])
    body = {"full": full} if full else {}
    if source.grain != draft.grain:
        body["grain"] = source.grain
    body["rule"] = rule(source, kind, full)
    if dressed and draft.chance(0.25):
        body["steps"] = steps(draft, source, full)
    if draft.chance(0.1):
        body["clauses"] = ["c1"]
    return draft.node(cls, draft.name("item"), **body, **keys)


def total(draft, cls, children, name="total", plain=False, grain=None, **fold):
    """The sum of points nodes: those without full marks stand outside, added after it."""
    nodes = draft.nodes(cls)
    inside = []
    for child in children:
        if draft.full.get((cls, child)) is None:
            nodes[child].setdefault("outside", True)
        if not nodes[child].get("outside") and not nodes[child].get("extra"):
            inside.append(child)
    full = sum((draft.full[cls, child] for child in inside), Fraction(0))
    fold = {"take": "sum", **fold}
    if not plain:
        if draft.chance(0.4):
            fold["missing"] = draft.pick(["missing", "skip", "zero"])
        if draft.chance(0.4):
            fold["exempt"] = draft.pick(["skip", "full", "zero", "average"])
    body = {"full": quantity(full), "children": list(children), "fold": fold}
    if grain and grain != draft.grain:
        body["grain"] = grain
    if not plain and draft.chance(0.2):
        body["steps"] = steps(draft, Facts(draft, cls, grain), quantity(full), scale=True)
    return draft.node(cls, name, **body)


def rules_theme(*kinds):
    def theme(draft):
        draft.start(other=True)
        cls = draft.add_class()
        children = [leaf(draft, cls, kind, full=draft.pick(["10", "20", "8", "12.5"])) for kind in kinds for _ in range(draft.between(1, 2))]
        if len(children) < 3:
            children.append(leaf(draft, cls))
        total(draft, cls, draft.rng.sample(children, len(children)))
    return theme


def records_rules(draft):
    draft.start(other=True)
    cls = draft.add_class()
    children = []
    for _ in range(2):
        full = draft.pick([None, "10", "5"])
        body = {"full": full} if full else {}
        children.append(draft.node(cls, draft.name("item"), **body, rule=deduction_records(draft, cls, full)))
    for index in range(2):
        children.append(draft.node(cls, draft.name("bonus"), **({"extra": True} if index else {"outside": True}), rule=bonus(draft, cls)))
    children.append(leaf(draft, cls, "proportional"))
    total(draft, cls, children)
    if draft.chance(0.8):
        draft.node(cls, "rawBonus", type="number", value="bonus1.raw")


def growth_rules(draft):
    draft.start(["2025"], past=["2023", "2024"][draft.between(0, 1):])
    cls = draft.add_class()
    children = [leaf(draft, cls, "growth", full=draft.pick(["10", None]), past=True) for _ in range(3)]
    children.append(leaf(draft, cls, "growth"))
    fact = Facts(draft, cls, past=True).number("small")[0]
    draft.node(cls, "before", type="number", value=f"{fact} - earlier({fact}, {draft.pick([1, 1, 2])})")
    total(draft, cls, children)


def relative_rules(draft):
    draft.start(other=True)
    cls = draft.add_class(low=4, groups=["town", "city"])
    kind = draft.choice(cls, clean=True)
    body = {"within": draft.pick(["all", "group", kind])}
    if draft.chance(0.4):
        body["where"] = condition(Facts(draft, cls))
    draft.scheme["classes"][cls]["cohorts"] = {"peers": body, "everyone": {"within": "all"}}
    children = []
    for by in [draft.turn(["place", "best", "mean", "minmax", "zscore", "percentile"], "by") for _ in range(5)]:
        if draft.chance(0.3):
            value = leaf(draft, cls, "proportional")
        else:
            value = draft.number(cls, draft.pick(["positive", "mark", "rate"]))
        children.append(draft.node(cls, draft.name("item"), full="10", rule=relative(draft, cls, draft.pick(["peers", "peers", "everyone"]), value, by)))
    total(draft, cls, children)


def steps_theme(draft):
    draft.start()
    cls = draft.add_class()
    source = Facts(draft, cls)
    children = []
    for _ in range(4):
        child = leaf(draft, cls, draft.pick(["proportional", "direct", "formula", "segments", "judged"]), dressed=False)
        draft.nodes(cls)[child]["steps"] = steps(draft, source, "10", 2, 4)
        children.append(child)
    total(draft, cls, children, name="part", plain=True)
    draft.node(cls, "total", full=quantity(draft.full[cls, "part"]), children=["part"], fold={"take": "sum"}, steps=steps(draft, source, "40", 2, 4, scale=True))


THEMES = [rules_theme("proportional", "formula", "constant"), rules_theme("bands", "map"), rules_theme("segments", "power"), rules_theme("counts", "line"),
          rules_theme("votes", "checklist", "direct"), rules_theme("judged"), records_rules, growth_rules, relative_rules, relative_rules, steps_theme]
