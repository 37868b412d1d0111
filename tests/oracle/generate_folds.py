"""Folds over children, periods, records, keys and links; contents, limits, views and membership."""
from fractions import Fraction

from generate_base import Facts, Items, Keys, condition, quantity
from generate_rules import leaf, rounding, rule, step, steps, total

TAKES = ["sum", "mean", "weighted", "pooled", "median", "min", "max", "product", "geometric", "first", "last", "count"]


def policies(draft, fold, over, children=()):
    """Adds what a fold does with members that are missing, exempt, too few, worst, or not there."""
    if draft.chance(0.7):
        fold["missing"] = draft.turn(["missing", "skip", "zero", "skip"], "missing " + fold["take"])
    if draft.chance(0.8):
        fold["exempt"] = draft.turn(["skip", "full", "zero", "average"], "exempt " + fold["take"])
        if over == "children" and fold["take"] in ("sum", "mean") and len(children) > 2 and draft.chance(0.4):
            first, second = draft.rng.sample(list(children), 2)
            fold["exempt"] = {"moveTo": draft.pick([{first: "100%"}, {first: "60%", second: "40%"}])}
    if draft.chance(0.3):
        fold["atLeast"] = {**draft.pick([{"count": draft.pick([1, 2])}, {"share": draft.pick(["50%", "0.75", "1/3"])}]), "else": draft.pick(["missing", "exempt", "zero"])}
    number = draft.pick([1, 1, 2, {"share": draft.pick(["10%", "50%", "25%"]), "round": draft.pick(["down", "up", "half-up"])}])
    if draft.chance(0.25):
        ends = draft.pick([["lowest"], ["highest"], ["lowest", "highest"]])
        fold["drop"] = {end: number for end in ends}
    elif draft.chance(0.3):
        fold["pick"] = {draft.pick(["lowest", "highest"]): number}
    if over in ("list", "keys", "link") and draft.chance(0.5):
        fold["none"] = draft.pick(["exempt", "full", "zero", "missing"])
    return fold


def children_folds(draft):
    draft.start()
    cls = draft.add_class()
    source = Facts(draft, cls)
    groups = []
    for _ in range(draft.between(2, 3)):
        take = draft.turn(TAKES, "take")
        by = "points" if take in ("sum", "count") else draft.pick(["points", "rate", "rate"])
        count = draft.between(2, 4)
        fulls = ["10"] * count if by == "points" and take != "sum" else [draft.pick(["10", "20", "5", "12.5"]) for _ in range(count)]
        children = [leaf(draft, cls, draft.pick(["proportional", "direct", "judged", "bands", "map", "votes", "counts"]), full=full, dressed=False) for full in fulls]
        full = Fraction(10)
        if take == "weighted":
            if draft.chance(0.4):
                weights = {2: ["60%", "40%"], 3: ["50%", "1/3", "1/6"], 4: ["25%", "0.35", "0.3", "10%"]}[count]
            else:
                weights = [source.number("share")[0] if index else "0.5" for index in range(count)]
            for child, weight in zip(children, weights):
                draft.nodes(cls)[child]["weight"] = weight
        elif take == "sum":
            full = sum(map(Fraction, fulls))
        elif by == "rate" or take == "pooled":
            full = draft.pick([10, 30, 100])
        if take == "pooled" or take in ("geometric", "product") and draft.chance(0.5):
            child = leaf(draft, cls, "power", full=None, dressed=False)
            draft.nodes(cls)[child]["extra" if take == "pooled" else draft.pick(["outside", "extra"])] = True
            children.append(child)
        if take == "pooled" and draft.chance(0.4):
            draft.nodes(cls)[children[0]]["steps"] = [step(draft, source, "scale", fulls[0])]
        fold = {"take": take}
        if by == "rate" or draft.chance(0.3):
            fold["by"] = by
        inside = [child for child in children if draft.full.get((cls, child)) is not None]
        policies(draft, fold, "children", inside)
        groups.append(draft.node(cls, draft.name("group"), full=quantity(full), children=children, fold=fold))
    total(draft, cls, groups)


def moving(draft):
    """Children that are exempt, and where their full marks go."""
    draft.start()
    draft.dirt = 0
    cls = draft.add_class(low=3)
    children = [leaf(draft, cls, draft.pick(["proportional", "direct", "formula"]), full=draft.pick(["10", "20", "5"]), dressed=False) for _ in range(4)]
    for child in children[:2]:
        when = f"{draft.number(cls, 'count', pool=[0, 1, 2])} == 1"
        draft.nodes(cls)[child]["rule"]["exceptions"] = [{"when": when, "exempt": True, "clauses": ["c1"]}]
    draft.dirt = draft.pick([0, 0.03])
    fold = {"exempt": draft.pick(["average", {"moveTo": {children[2]: "100%"}}, {"moveTo": {children[2]: "70%", children[3]: "30%"}}, {"moveTo": {children[1]: "1/2", children[3]: "1/2"}}])}
    if draft.chance(0.3):
        fold["missing"] = "skip"
    total(draft, cls, children, name="part", plain=True, **fold)
    take = draft.pick(["mean", "weighted", "pooled", "median", "geometric"])
    other = [leaf(draft, cls, "direct", full="10", dressed=False) for _ in range(3)]
    for child, weight in zip(other, ["50%", "30%", "20%"]):
        if take == "weighted":
            draft.nodes(cls)[child]["weight"] = weight
    draft.nodes(cls)[other[0]]["rule"]["exceptions"] = [{"when": condition(Facts(draft, cls)), "exempt": True}]
    draft.node(cls, "group", full="10", children=other, fold={"take": take, "by": "rate", "exempt": draft.pick(["average", "full", "zero", "skip"])})
    total(draft, cls, ["part", "group"], plain=True)


def period_folds(draft):
    draft.start()
    cls = draft.add_class(high=5)
    roots = []
    for _ in range(draft.between(2, 3)):
        grain = draft.pick(["half", "quarter", "quarter", "month"])
        take = draft.turn(TAKES, "take")
        by = draft.pick(["points", "rate"])
        count = {"half": 2, "quarter": 4, "month": 12}[grain]
        full = Fraction(10) * (count if take == "sum" and by == "points" else 1)
        fold = {"over": grain, "take": take}
        if by == "rate" or draft.chance(0.3):
            fold["by"] = by
        source = Facts(draft, cls, grain)
        kind = draft.pick(["proportional", "direct", "counts", "bands", "map", "votes"])
        if take in ("weighted", "geometric") and (take == "weighted" or draft.chance(0.5)):
            fold["weight"] = draft.pick(["period.days", source.number("positive")[0]])
        policies(draft, fold, "periods")
        body = {"full": quantity(full)}
        if draft.chance(0.4) and not (take == "sum" and by == "points"):
            body["rule"] = rule(source, kind, "10")
            body["rule"].pop("exceptions", None)
        elif draft.chance(0.3) and grain != "half":
            middle = draft.pick(["half", "quarter"]) if grain == "month" else "half"
            child = leaf(draft, cls, kind, full="10", grain=grain)
            fold["over"], source = middle, Facts(draft, cls)
            if "weight" in fold:
                fold["weight"] = "period.days"
            fold["of"] = draft.node(cls, draft.name("span"), full="10", grain=middle, fold={"over": grain, "of": child, "take": draft.pick(["mean", "min", "last", "median"])})
            body["full"] = quantity(Fraction(10) * ({"half": 2, "quarter": 4}[middle] if take == "sum" and by == "points" else 1))
        else:
            fold["of"] = leaf(draft, cls, kind, full="10", grain=grain)
        if draft.chance(0.35):
            body["perPeriod"] = steps(draft, source, "10", 1, 2)
        body["fold"] = fold
        roots.append(draft.node(cls, draft.name("year"), **body))
    total(draft, cls, roots)


def day_folds(draft):
    draft.start(["2025-02"] if draft.chance(0.7) else ["2025-02", "2025-03"])
    cls = draft.add_class(low=1, high=3)
    child = leaf(draft, cls, draft.pick(["proportional", "counts", "map"]), full="10", grain="day", dressed=False)
    fold = {"over": "day", "of": child, "take": draft.pick(["mean", "weighted", "min", "median", "last", "first", "pooled", "max", "count"]), "missing": draft.pick(["skip", "zero", "skip"])}
    if fold["take"] == "weighted":
        fold["weight"] = draft.number(cls, "positive", "day", clean=True)
    draft.node(cls, "attendance", full="10", fold=fold)
    flag = draft.node(cls, "present", type="flag", grain="day", value=draft.flag(cls, "day", 0.9))
    draft.node(cls, "daysThere", type="number", fold={"over": "day", "of": flag, "take": "count", "missing": "skip"})
    draft.node(cls, "ever", type="flag", fold={"over": "day", "of": flag, "take": draft.pick(["any", "all"]), "missing": draft.pick(["missing", "skip"])})
    total(draft, cls, ["attendance", leaf(draft, cls)])


def value_folds(draft):
    draft.start()
    cls = draft.add_class(high=5)
    base = draft.node(cls, "base", type="number", value=draft.number(cls, "positive", clean=True))
    for _ in range(4):
        grain = draft.pick(["half", "quarter", "month"])
        take = draft.turn(["sum", "mean", "weighted", "median", "min", "max", "product", "geometric", "first", "last", "count"], "take")
        source = Facts(draft, cls, grain)
        type_ = draft.pick(["number", "rate", "money"]) if take not in ("product", "geometric") else "number"
        fact, _ = source.number({"number": "positive", "rate": "rate", "money": "money"}[type_])
        value = draft.pick([fact, fact, f"{fact} * 2", f"if(given(earlier({fact}, 1)), max({fact}, earlier({fact}, 1)), {fact})", f"{fact} * {base}"])
        child = draft.node(cls, draft.name("each"), type=type_, grain=grain, value=value)
        fold = {"over": grain, "of": child, "take": take}
        if take == "weighted":
            fold["weight"] = draft.pick(["period.days", source.number("positive")[0]])
        policies(draft, fold, "periods")
        if fold.get("exempt") in ("full", "average"):
            fold["exempt"] = "skip"
        if take != "sum" or draft.chance(0.5):
            fold.pop("drop", None)
        draft.node(cls, draft.name("whole"), type="number" if take == "count" else type_, fold=fold)
    grain = draft.pick(["half", "quarter", "month"])
    flag = draft.node(cls, "each", type="flag", grain=grain, value=condition(Facts(draft, cls, grain)))
    draft.node(cls, "some", type="flag", fold={"over": grain, "of": flag, "take": "any", **draft.pick([{}, {"missing": "skip"}, {"atLeast": {"count": 2, "else": "missing"}}])})
    draft.node(cls, "every", type="flag", fold={"over": grain, "of": flag, "take": "all", **draft.pick([{}, {"missing": "skip"}])})
    draft.node(cls, "howMany", type="number", fold={"over": grain, "of": flag, "take": "count", "missing": draft.pick(["skip", "missing"])})
    if draft.chance(0.6):
        day = draft.node(cls, "eachDay", type="date", grain=grain, value=draft.date(cls, grain=grain))
        draft.node(cls, "aDay", type="date", fold={"over": grain, "of": day, "take": draft.pick(["first", "last", "min", "max"]), "missing": draft.pick(["missing", "skip"])})
    leaf(draft, cls, "formula")


def item_fold(draft, source, over, take=None):
    """A points node whose rule is evaluated for each record or key."""
    take = take or draft.turn(TAKES, "take")
    cls = source.cls
    by = draft.pick(["points", "rate"])
    kind = draft.pick(["proportional", "bands", "segments", "map", "formula", "direct", "constant"] if isinstance(source, Items) else ["map", "bands", "formula", "proportional"])
    body = {"full": "10", "rule": rule(source, kind, "10")}
    fold = {"over": over, "take": take}
    if by == "rate" or draft.chance(0.3):
        fold["by"] = by
    if isinstance(source, Items):
        if draft.chance(0.3):
            fold["full"] = draft.pick(["5", source.number("positive")[0]])
        if take == "weighted" or (take == "geometric" and draft.chance(0.5)):
            fold["weight"] = source.number("positive")[0]
    elif take == "weighted":
        fold["weight"] = draft.pick(["if(item.key == 'food', 2, 1)", "item.value + 1"])
    policies(draft, fold, "list" if isinstance(source, Items) else "keys")
    for end in ("drop", "pick"):
        if end in fold and draft.chance(0.6):
            fold[end]["by"] = draft.pick([source.number("small")[0], "figure"])
    body["fold"] = fold
    if draft.chance(0.25):
        body["steps"] = steps(draft, Facts(draft, cls), "10")
    return draft.node(cls, draft.name("visits"), **body)


def record_folds(draft):
    draft.start()
    cls = draft.add_class(high=6)
    listed = draft.list(cls, high=5)
    children = [item_fold(draft, Items(listed), listed.path) for _ in range(3)]
    if draft.chance(0.5):
        inner = listed.inside()
        children.append(item_fold(draft, Items(inner), inner.path))
    if draft.chance(0.3):
        grain = draft.pick(["quarter", "half"])
        other = draft.list(cls, grain, high=6)
        each = item_fold(draft, Items(other), other.path, draft.pick(["sum", "mean", "max"]))
        draft.nodes(cls)[each].pop("steps", None)
        draft.nodes(cls)[each]["grain"] = grain
        children.append(draft.node(cls, "across", full="10", fold={"over": grain, "of": each, "take": "mean", "missing": "skip"}))
    total(draft, cls, children)


def key_folds(draft):
    draft.start()
    cls = draft.add_class(high=6)
    children = []
    for _ in range(2):
        fact = draft.keyed(cls, draft.pick(["small", "count", "mark", "positive"]))
        children += [item_fold(draft, Keys(draft, cls, fact), fact) for _ in range(3)]
        draft.node(cls, draft.name("keys"), type="number", value=draft.pick([f"sum({fact} : item.value)", f"{fact}.food + {fact}.ads", f"max({fact} where item.key != 'ads' : item.value)", f"mean({fact} : item.value)"]))
    total(draft, cls, children)


def contents(draft):
    draft.start()
    cls = draft.add_class(high=5)
    grain = draft.pick(["quarter", "half"])
    parts = {}
    for label in {"quarter": ["Q1", "Q2", "Q3", "Q4"], "half": ["H1", "H2"]}[grain]:
        children, source = {}, Facts(draft, cls, grain)
        for _ in range(draft.between(1, 2)):
            full = draft.pick(["10", "40", "60", "25"])
            made = rule(source, draft.pick(["proportional", "counts", "direct", "bands"]), full)
            children[draft.name("task")] = {"title": "A task", "full": full, "rule": made}
        parts[label] = {"title": label, "full": quantity(sum(Fraction(child["full"]) for child in children.values())), "clauses": ["c1"], "children": children}
    notes = leaf(draft, cls, "counts", full=None, grain=grain, dressed=False, outside=True)
    draft.nodes(cls)[notes]["rule"]["floor"] = "none"
    body = {"grain": grain, "contents": parts}
    if draft.chance(0.7):
        body["children"] = [notes]
    if draft.chance(0.5):
        body["fold"] = {"take": "sum", **({"missing": draft.pick(["skip", "zero"])} if draft.chance(0.6) else {})}
    if draft.chance(0.5):
        body["steps"] = [{"floor": "0"}]
    draft.node(cls, "work", **body)
    root = {"full": "100", "fold": {"over": grain, "of": "work", "take": draft.pick(["mean", "mean", "pooled", "min", "median"]), "by": "rate"}}
    policies(draft, root["fold"], "periods")
    if draft.chance(0.7):
        root["perPeriod"] = [draft.pick([{"round": rounding(draft)}, {"cap": "90"}, {"multiply": "0.9", "when": condition(Facts(draft, cls, grain))}])]
    draft.node(cls, "key", **root)
    total(draft, cls, ["key", leaf(draft, cls)])
    label = draft.pick(parts)
    if draft.chance(0.5):
        child = draft.pick(parts[label]["children"])
        draft.node(cls, "one", type="number", value=f"work[{label}].{child} + 1")
        draft.node(cls, "oneRate", type="number", value=f"work[{label}].rate")


def limits(draft):
    draft.start()
    cls = draft.add_class()
    children = [draft.node(cls, draft.name("award"), outside=True, rule=rule(Facts(draft, cls), draft.pick(["formula", "power", "checklist", "constant", "map"]), "8")) for _ in range(3)]
    for child in children:
        draft.nodes(cls)[child].setdefault("steps", []).append({"floor": "0"})
    maximum = draft.pick(["5", "10", "8.5", draft.parameter(6, 9), f"3 + {Facts(draft, cls).number('small')[0]}"])
    listed = draft.rng.sample(children, draft.between(2, 3))
    draft.scheme["classes"][cls]["limits"] = [{"id": "soft", "nodes": listed, "max": maximum, "clauses": ["c1"]}]
    base = [leaf(draft, cls) for _ in range(2)]
    if draft.chance(0.4):
        for child in children:
            draft.nodes(cls)[child].pop("outside")
            draft.nodes(cls)[child]["extra"] = True
    total(draft, cls, base + children)


def views(draft):
    draft.start()
    cls = draft.add_class()
    draft.dirt = 0.08
    listed = draft.list(cls, high=4)
    children = [leaf(draft, cls, dressed=False) for _ in range(3)] + [item_fold(draft, Items(listed), listed.path, draft.pick(["sum", "mean", "count"]))]
    grain = draft.pick(["quarter", "month"])
    each = leaf(draft, cls, "proportional", grain=grain, full="10", dressed=False)
    children.append(draft.node(cls, "running", full="10", fold={"over": grain, "of": each, "take": draft.pick(["mean", "pooled", "last"]), "by": "rate"}))
    total(draft, cls, children, plain=draft.chance(0.7))
    draft.scheme["views"] = {"current": {"title": "As things stand", "missing": "skip", "through": "asOf"}, "final": {"missing": "zero"}, "plain": {"title": "As written", "through": "asOf"}}
    if draft.chance(0.85):
        draft.data["view"] = draft.pick(["current", "current", "final", "plain"])
    year = draft.main[-1]
    draft.data["asOf"] = draft.pick([f"{year}-06-30", f"{year}-07-01", f"{year}-10-15", f"{year}-03-31"])


def membership(draft):
    draft.start()
    board = draft.add_class("bureau", one=True)
    cls = draft.add_class("person", low=3)
    born = draft.date(cls, days=["1969-12-31", "1970-01-01", "1969-06-15", "1972-02-29", "1968-03-01", "1985-05-05", "1990-01-01", "1969-01-01"])
    draft.scheme["classes"][cls]["belongs"] = draft.pick([f"age({born}, period.last) < 56", f"age({born}, period.last) < 56 or {draft.flag(cls)}", f"year({born}) >= 1969", f"{draft.choice(cls)} != 'c'"])
    draft.cls = cls
    mark, line = draft.number(board, "mark", clean=draft.chance(0.7)), draft.number(board, "positive")
    whole = leaf(draft, board, "proportional", full="20", dressed=False)
    children = [leaf(draft, cls) for _ in range(2)]
    children.append(draft.node(cls, "shared", full="20", rule={"kind": "direct", "value": f"bureau.{mark}", "outOf": "100"}))
    children.append(draft.node(cls, "part", full="10", rule={"kind": "formula", "points": f"10 * bureau.{whole}.rate"}))
    draft.node(cls, "over", type="flag", value=f"{Facts(draft, cls).number('positive')[0]} > bureau.{line}")
    total(draft, cls, children)


def parameters(draft):
    draft.start(["2024", "2025"])
    cls = draft.add_class(high=6)
    line = draft.parameter(draft.pick([60, Fraction(9, 2)]), draft.pick([70, 5]))
    late = draft.parameter(8, start=draft.pick(["2025-01-01", "2024-12-31", "2025-12-31"]))
    both = draft.parameter(20, 30)
    mark, _ = Facts(draft, cls).number("mark")
    children = [draft.node(cls, "marks", full=both, rule={"kind": "direct", "value": mark, "outOf": "100"})]
    children.append(draft.node(cls, "lines", full="10", rule={"kind": "formula", "points": f"if({mark} >= {line}, 10, {late})"}))
    children.append(leaf(draft, cls, "counts"))
    flag = draft.flag(cls)
    draft.node(cls, "byFact", full=f"if({flag}, 20, 10)", rule={"kind": "direct", "value": mark, "outOf": "100"})
    draft.node(cls, "weighed", full="100", children=["marks", "lines", children[2], "byFact"], fold={"take": draft.pick(["mean", "pooled", "min"]), "by": "rate", "missing": draft.pick(["missing", "skip"])})
    grain = draft.pick(["quarter", "month"])
    each = draft.node(cls, "each", type="number", grain=grain, value=f"{both} * {Facts(draft, cls, grain).number('small')[0]}")
    draft.node(cls, "together", type="number", fold={"over": grain, "of": each, "take": "sum"})
    draft.scheme["gaps"] = [{"rule": "c2", "clauses": ["c2"], "reason": "A matter of procedure."}]


THEMES = [children_folds, children_folds, moving, period_folds, period_folds, day_folds, value_folds, record_folds, key_folds, contents, limits, views, membership, parameters]
