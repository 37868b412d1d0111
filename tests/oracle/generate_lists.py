"""Formulas, tables, lists of records, links and cohorts."""
from fractions import Fraction

from generate_base import MODES, Facts, Items, condition, quantity
from generate_folds import TAKES, item_fold, policies
from generate_rules import leaf, total

NUMBERS = ["sum", "mean", "median", "min", "max", "product", "first", "last", "deviation", "sampleDeviation", "percentile"]


def table(draft, keys, columns=1, choices=None, levels=None):
    """A table; keys: name → match, or name → (match, pool) where the values are known."""
    name = draft.name("table")
    columns = ["points", "fine"][:columns]
    values = {}
    for key, match in keys.items():
        match, pool = match if isinstance(match, tuple) else (match, None)
        values[key] = [v if isinstance(v, str) else quantity(v) for v in pool] if pool else ["0", "2", "5"]
        if match == "to":
            values[key] = values[key][-max(1, len(values[key]) - 1):]
        elif match == "from" and len(values[key]) > 2:
            values[key] = values[key][:-1]
    def rows():
        found = [{}]
        for key in keys:
            found = [{**row, key: value} for row in found for value in values[key]]
        if len(found) > 3 and draft.chance(0.4):
            found.remove(draft.pick(found))
        draft.rng.shuffle(found)
        return [{**row, **{column: quantity(Fraction(draft.between(0, 40), 4)) for column in columns}} for row in found]
    body = {"title": name, "keys": {key: {"match": match[0] if isinstance(match, tuple) else match} for key, match in keys.items()}, "columns": columns}
    if draft.chance(0.35):
        body["versions"] = [{"from": "2020-01-01", "rows": rows()}, {"from": draft.pick(["2025-01-01", "2025-12-31", "2024-07-01"]), "rows": rows()}]
    else:
        body["rows"] = rows()
    if draft.chance(0.7):
        body["else"] = {column: draft.pick(["0", "1"]) for column in columns}
    draft.scheme["tables"][name] = body
    return name, columns


class Formulas:
    """Random formulas with a type."""

    def __init__(self, source, nodes=()):
        self.source, self.draft, self.nodes = source, source.draft, list(nodes)
        self.dates = []

    def date(self):
        draft = self.draft
        if not self.dates:
            self.dates = [draft.date(self.source.cls, 1990, 2024, self.source.grain), draft.date(self.source.cls, 2024, 2025, self.source.grain)]
        return draft.pick(self.dates + ["period.first", "period.last", "date('2011-11-30')", "date('2024-02-29')", "date('2025-10-01')"])

    def number(self, depth=2):
        draft, source = self.draft, self.source
        if depth == 0:
            if draft.chance(0.25):
                return draft.pick(["2", "0.5", "10", "3.25", "95%", "1"])
            if self.nodes and draft.chance(0.4):
                return draft.pick(self.nodes) + draft.pick(["", ".points", ".full", ".rate", ".lost"])
            return source.number(draft.pick(["small", "count", "positive", "signed"]))[0]
        a = lambda: self.number(depth - 1)
        return draft.pick([
            lambda: f"({a()} + {a()})", lambda: f"({a()} - {a()})", lambda: f"{a()} * {a()}", lambda: f"{a()} / (1 + abs({a()}))",
            lambda: f"{source.number('positive')[0]} / {source.number(draft.pick(['positive', 'count']))[0]}",
            lambda: f"if({self.flag(depth - 1)}, {a()}, {a()})", lambda: f"min({a()}, {a()}, 7)", lambda: f"max({a()}, {a()})",
            lambda: f"abs({a()})", lambda: f"-{a()}", lambda: f"round({a()}, {draft.pick([0, 1, 2])})", lambda: f"round({a()}, 1, '{draft.pick(MODES)}')",
            lambda: f"round({a()}, 0, 'half-even')", lambda: f"floor({a()})", lambda: f"ceil({a()})", lambda: f"pow({source.number('positive')[0]}, {draft.pick(['2', '0.5', '-1', '1 / 3', '1.5', '0'])})",
            lambda: f"sqrt({draft.pick([f'abs({a()})', source.number('count')[0]])})", lambda: f"ln({draft.pick([f'1 + abs({a()})', source.number('count')[0]])})",
            lambda: f"exp({source.number('signed')[0]} / 4)", lambda: f"age({self.date()}, {self.date()})", lambda: f"age({self.date()}, period.last)",
            lambda: f"days({self.date()}, {self.date()})", lambda: f"workdays(period.first, {self.date()})" if source.grain != "year" else "workdays(date('2025-09-26'), date('2025-10-09'))",
            lambda: f"{draft.pick(['year', 'month', 'day'])}({self.date()})", lambda: "period.days"])()

    def flag(self, depth=1):
        draft, source = self.draft, self.source
        if depth == 0:
            return condition(source)
        b = lambda: self.flag(depth - 1)
        return draft.pick([
            lambda: f"({b()} and {b()})", lambda: f"({b()} or {b()})", lambda: f"not ({b()})", lambda: f"given({source.number('small')[0]})",
            lambda: f"{self.number(depth - 1)} {draft.pick(['<', '>=', '==', '!='])} {self.number(depth - 1)}", lambda: f"{source.choice(['a', 'b', 'c'])} {draft.pick(['==', '!='])} 'a'",
            lambda: f"{self.date()} {draft.pick(['<', '<=', '>'])} {self.date()}", lambda: draft.pick([f"({b()} or true)", f"({b()} and false)"]), condition.__get__(source)])()


def formulas(draft):
    past = ["2024"] if draft.chance(0.4) else []
    draft.start(past=past) if past else draft.start()
    draft.scheme["calendar"].update(holidays=["2025-10-01", "2025-10-02", "2025-10-03", "2025-01-01"], workingDays=["2025-09-28", "2025-10-11"])
    cls = draft.add_class(high=6)
    source = Facts(draft, cls, past=bool(past))
    points = [leaf(draft, cls, draft.pick(["proportional", "bands", "direct"]), past=bool(past), dressed=False) for _ in range(2)]
    made = Formulas(source, points)
    for _ in range(draft.between(4, 7)):
        draft.node(cls, draft.name("value"), type="number", value=made.number(3))
    positive = source.number("positive")[0]
    rare = [f"pow({positive}, {draft.pick(['2', '0.5', '1 / 3', '-1'])})", f"exp({positive} / 5)", f"ln({positive})", f"sqrt({positive} * {positive})", f"pow(2, {source.number('count')[0]})"]
    draft.node(cls, "rare", type="number", value=draft.turn(rare, "rare"))
    for _ in range(2):
        draft.node(cls, draft.name("holds"), type="flag", value=made.flag(2))
    draft.node(cls, "when", type="date", value=f"if({made.flag()}, {made.date()}, {made.date()})")
    one, other = source.number("money")[0], source.number("money")[0]
    draft.node(cls, "paid", type="money", value=draft.pick([f"{one} + {other} * 2", f"if({one} > {other}, {one}, {other})", f"{one} * 95% - {other}"]))
    draft.node(cls, "parted", type="rate", value=f"{one} / {other}")
    draft.node(cls, "span", type="number", value=draft.pick([f"workdays({made.date()}, period.last) / 5", f"workdays(date('2025-09-{draft.between(20, 30)}'), date('2025-10-{draft.between(10, 31)}'))"])
               if draft.chance(0.5) else "workdays(period.first, period.last)")
    if past:
        draft.node(cls, "was", type="number", value=f"if(given(earlier({source.number('small')[0]}, 1)), earlier({points[0]}, 1), 0)")
    votes = source.votes()
    draft.node(cls, "share", type="rate", value=f"({votes}.good + {votes}.fair) / {votes}.valid")
    total(draft, cls, points)


def tables(draft):
    draft.start()
    cls = draft.add_class()
    source = Facts(draft, cls)
    children = []
    draft.node(cls, "grade", type="level", of=leaf(draft, cls, "direct", full="100", dressed=False, outside=True), stages=[{"lines": [{"level": "A", "title": "A", "from": "85"}, {"level": "B", "title": "B", "from": "70"}, {"level": "C", "title": "C"}]}])
    for _ in range(3):
        kind, (days, pool), (other, others) = source.choice(["a", "b", "c"]), source.number("small"), source.number("count")
        shapes = {"exact": [(kind, ("exact", ["a", "b", "c"]))], "level": [("grade", ("exact", ["A", "B", "C"]))], "number": [(other, ("exact", others))],
                  "from": [(days, ("from", pool))], "to": [(days, ("to", pool))], "two": [(kind, ("exact", ["a", "b", "c"])), (days, (draft.pick(["from", "to"]), pool))],
                  "both": [(days, ("from", pool)), (other, ("to", others))], "first": [(days, ("to", pool)), (kind, ("exact", ["a", "b", "c"]))]}
        shape = shapes[draft.turn(list(shapes), "shape")]
        columns = draft.pick([1, 1, 2])
        name, written = table(draft, {f"k{index}": key for index, (_, key) in enumerate(shape)}, columns)
        read = f"{name}[{', '.join(value for value, _ in shape)}]" + ("." + draft.pick(written) if columns > 1 or draft.chance(0.4) else "")
        children.append(draft.node(cls, draft.name("priced"), full="10", rule={"kind": "formula", "points": read}))
    listed = draft.list(cls)
    items = Items(listed)
    of, (x, pool) = items.choice(["a", "b", "c"]), items.number("count")
    name, _ = table(draft, {"of": ("exact", ["a", "b", "c"]), "from": ("from", pool)})
    children.append(draft.node(cls, "cases", rule={"kind": "deduction", "records": listed.path, "price": {"value": f"{name}[{of}, {x}].points"}, "floor": "none"}))
    total(draft, cls, children)


def over_list(draft, path, value, cond=None, function=None):
    """A list function over something with items."""
    function = function or draft.turn(NUMBERS, "function")
    where = f" where {cond}" if cond and draft.chance(0.5) else ""
    if function == "percentile":
        return f"percentile({path}{where} : {value}, {draft.pick(['0.9', '50%', '0.25', '1'])})"
    return f"{function}({path}{where} : {value})"


def list_functions(draft):
    draft.start()
    cls = draft.add_class(high=6)
    listed = draft.list(cls, low=draft.pick([0, 1]), high=6)
    items = Items(listed)
    x, pool = items.number("small")
    flag = items.flag()
    for function in draft.some(NUMBERS, 5):
        draft.node(cls, draft.name("value"), type="number", value=over_list(draft, listed.path, x, condition(items), function))
    draft.node(cls, "howMany", type="number", value=draft.pick([f"count({listed.path} where {condition(items)})", f"count({listed.path})", f"count({listed.path} where item.date > date('{draft.day()}'))"]))
    draft.node(cls, "cost", type="money", value=f"{draft.pick(['sum', 'max', 'mean'])}({listed.path} : {items.number('money')[0]})")
    draft.node(cls, "longest", type="number", value=f"max({listed.path} : days(item.date, period.last))")
    draft.node(cls, "some", type="flag", value=f"any({listed.path} where {condition(items)} : {flag})" if draft.chance(0.5) else f"any({listed.path} where {flag})")
    draft.node(cls, "every", type="flag", value=f"all({listed.path} where {condition(items)} : {flag})" if draft.chance(0.5) else f"all({listed.path} : {x} >= {quantity(pool[0])})")
    fact = draft.keyed(cls, "small")
    draft.node(cls, "keyed", type="number", value=over_list(draft, fact, "item.value", "item.key != 'rent'", draft.turn(NUMBERS[:5], "keys")))
    draft.node(cls, "keyedMore", type="number", value=over_list(draft, fact, "item.value * 2", None, draft.pick(NUMBERS)))
    draft.node(cls, "keyedToo", type="number", value=f"count({fact} where item.value > {quantity(draft.pick(draft.pools[cls, fact]))})")
    if draft.chance(0.5):
        period = draft.pick(["quarter", "half"])
        other = draft.list(cls, period)
        y, _ = Items(other).number("small")
        each = draft.node(cls, "each", type="number", grain=period, value=over_list(draft, other.path, y, None, "sum"))
        draft.node(cls, "whole", type="number", fold={"over": period, "of": each, "take": draft.pick(["sum", "max", "mean"])})
    leaf(draft, cls)


def closed(draft):
    """Lists that are complete only up to a day."""
    draft.start()
    cls = draft.add_class(high=6)
    grain = draft.pick(["year", "quarter", "half"])
    listed = draft.list(cls, grain, high=6)
    items = Items(listed)
    x, pool = items.number("small")
    flag = items.flag()
    keys = {} if grain == "year" else {"grain": grain}
    nodes = [draft.node(cls, "howMany", type="number", value=f"count({listed.path})", **keys), draft.node(cls, "most", type="number", value=f"sum({listed.path} : {x})", **keys)]
    flags = [draft.node(cls, "some", type="flag", value=f"any({listed.path} where {flag})", **keys), draft.node(cls, "every", type="flag", value=f"all({listed.path} : {x} > {quantity(pool[0])})", **keys)]
    part = item_fold(draft, items, listed.path)
    draft.nodes(cls)[part].pop("steps", None)
    draft.nodes(cls)[part].update(keys)
    draft.nodes(cls)[part]["fold"].update(missing=draft.pick(["skip", "zero", "skip"]))
    if keys:
        draft.node(cls, "altogether", type="number", fold={"over": grain, "of": draft.pick(nodes), "take": "sum", "missing": "skip"})
        draft.node(cls, "ever", type="flag", fold={"over": grain, "of": draft.pick(flags), "take": "any", "missing": "skip"})
        draft.node(cls, "parts", full="10", fold={"over": grain, "of": part, "take": "mean", "missing": "skip"})
    year = draft.main[-1]
    days = [f"{year}-06-30", f"{year}-03-31", f"{year}-12-31", f"{year}-09-29"]
    draft.data["closedThrough"][cls] = {listed.name: draft.pick(days) if draft.chance(0.5) else {unit: draft.pick(days + [f"{year}-12-31"]) for unit in draft.units(cls)}}
    leaf(draft, cls)


def inner_lists(draft):
    """Lists inside lists, and lists borrowed from another class."""
    draft.start()
    cls = draft.add_class("department", low=1, high=3)
    person = draft.add_class("person", low=2, high=6)
    draft.cls = person
    cases = draft.list(cls, low=1, high=4)
    parts = cases.inside(low=0, high=3)
    x, pool = Items(parts).number("positive")
    weight, _ = Items(cases).number("positive")
    flag = Items(parts).flag()
    draft.node(cls, "parts", type="number", value=over_list(draft, parts.path, x, flag))
    draft.node(cls, "nested", type="number", value=draft.pick([f"sum({cases.name} : sum(item.{parts.name} : {x}))", f"max({cases.name} where count(item.{parts.name}) > 0 : mean(item.{parts.name} : {x}))", f"sum({cases.name} : count(item.{parts.name} where {flag}))"]))
    draft.node(cls, "around", type="number", value=draft.pick([f"sum({parts.path} : {x} * outer.{weight[5:]})", f"count({parts.path} where {x} > outer.{weight[5:]})"]))
    folded = item_fold(draft, Items(parts), parts.path, draft.pick(["mean", "sum", "weighted", "max"]))
    if draft.chance(0.5):
        draft.nodes(cls)[folded]["rule"] = {"kind": "formula", "points": f"{x} * outer.{weight[5:]} / 10"}
    units = draft.units(person)
    def borrow(source, low=False):
        source.field("bearer", "unit", lambda: draft.pick(units), **{"class": person})
        name = draft.name("mine")
        draft.facts(person)[name] = {"title": name, "type": "records", "from": f"{cls}.{source.path}", "by": "bearer"}
        return name
    mine = borrow(cases)
    draft.node(person, "weightBorne", type="number", value=f"sum({mine} : {weight})")
    draft.node(person, "held", rule={"kind": "deduction", "records": mine, "price": {"value": weight}, "floor": "none"})
    also = borrow(parts)
    draft.node(person, "partsBorne", type="number", value=f"count({also} where {flag})" if draft.chance(0.5) else over_list(draft, also, x, None))
    take = draft.pick(["sum", "mean", "weighted", "pooled"])
    fold = {"over": also, "take": take, **({"weight": x} if take == "weighted" else {})}
    policies(draft, fold, "list")
    draft.node(person, "share", full="10", rule={"kind": "formula", "points": f"min(10, {x})"}, fold=fold)
    total(draft, person, ["share", "held", leaf(draft, person, "proportional")], plain=True)


def split(draft, count):
    return {1: ["100%"], 2: draft.pick([["60%", "40%"], ["0.5", "1/2"]]), 3: ["50%", "30%", "20%"], 4: ["0.25", "25%", "0.4", "10%"]}.get(count, [f"1/{count}"] * count)


def shared_lists(draft):
    """Tasks shared among units: the shares of a task make 100%."""
    draft.start()
    cls = draft.add_class(low=2, high=5)
    tasks = ["road", "bridge", "school"]
    as_choice = draft.chance(0.3)
    listed = draft.list(cls)
    listed.field("task", "choice" if as_choice else "text", None, **({"options": tasks} if as_choice else {}))
    listed.field("share", "rate", None)
    draft.facts(cls)[listed.name]["shares"] = {"field": "share", "per": "task"}
    pool = draft.pool("positive")
    listed.field("points", "number", None)
    draft.lists.remove(listed)
    found = {unit: [] for unit in draft.units(cls)}
    for main in draft.main:
        for task in draft.some(tasks, 1, 3):
            bearers = draft.some(found, 1, 4)
            for unit, share in zip(bearers, split(draft, len(bearers))):
                found[unit].append({"id": f"r{len(found[unit]) + 1}", "date": draft.day(main), "task": task, "share": share, "points": quantity(draft.pick(pool))})
    draft.data["records"][cls][listed.name] = found
    draft.node(cls, "borne", type="number", value=f"sum({listed.name} : item.points * item.share)")
    draft.node(cls, "mostly", full="10", rule={"kind": "formula", "points": "min(10, item.points)"}, fold={"over": listed.name, "take": draft.pick(["weighted", "geometric"]), "weight": "item.share", "none": draft.pick(["exempt", "zero", "full"])})
    draft.node(cls, "ofTasks", rule={"kind": "bonus", "records": listed.name, "price": {"value": "item.points * item.share"}, "cap": "10"}, outside=True)
    total(draft, cls, ["mostly", "ofTasks", leaf(draft, cls), leaf(draft, cls)])


def join(draft, name, source, targets, count, shares=None, dated=False, share=False):
    """Draws a link and its pairs."""
    ends = [unit for target in targets for unit in draft.units(target)]
    pairs = []
    year = int(draft.main[0][:4])
    for unit in draft.units(source):
        if count == "many":
            for end in draft.some(ends, 0 if draft.chance(0.2) else 1, 3):
                pair = {"from": unit, "to": end}
                if dated and draft.chance(0.5):
                    pair.update(draft.pick([{"since": f"{year}-07-01"}, {"until": f"{year}-06-30"}, {"since": f"{year}-12-31"}, {"since": f"{year - 1}-03-01", "until": f"{year}-11-30"}, {"until": f"{year + 1}-01-01"}]))
                pairs.append(pair)
        elif count == "one" or draft.chance(0.75):
            if dated and draft.chance(0.5):
                last, first = draft.pick([(f"{year}-06-30", f"{year}-07-01"), (f"{year}-12-30", f"{year}-12-31"), (f"{year - 1}-12-31", f"{year}-01-01"), (f"{year}-03-14", f"{year}-03-15")])
                pairs += [{"from": unit, "to": draft.pick(ends), "until": last}, {"from": unit, "to": draft.pick(ends), "since": first}]
            else:
                pairs.append({"from": unit, "to": draft.pick(ends)})
    if shares:
        for end in {pair[shares]: None for pair in pairs}:
            mine = [pair for pair in pairs if pair[shares] == end]
            for pair, part in zip(mine, split(draft, len(mine))):
                pair["share"] = part
    elif share:
        for pair in pairs:
            pair["share"] = draft.pick(["40%", "1", "0.5", "100%"])
    draft.rng.shuffle(pairs)
    draft.link(name, source, targets, count, pairs, shares)


def links(draft):
    draft.start()
    targets = [draft.add_class("department", low=2, high=4)]
    if draft.chance(0.3):
        targets.append(draft.add_class("bureau", one=True))
    person = draft.add_class("person", low=3)
    draft.cls = person
    marks = draft.pool("mark")
    for target in targets:
        # What is read over the link exists, by the same name, in every class it leads to.
        draft.fact(target, "done", "number", lambda: draft.write(draft.pick(marks), "mark"))
        draft.node(target, "score", full="20", rule={"kind": "direct", "value": "done", "outOf": "100"})
        draft.node(target, "good", type="flag", value=f"done >= {quantity(marks[1])}")
    count = draft.turn(["one", "many", "optional", "many", "one"], "count")
    shares = draft.turn([None, "to", "from"], "shares") if count == "many" else draft.pick([None, None, "to"])
    dated = not shares and draft.chance(0.6)
    join(draft, "department", person, targets, count, shares, dated, share=True)
    own = leaf(draft, person, "proportional", dressed=False)
    worth = draft.number(person, "positive")
    children = [own]
    for _ in range(2):
        take = draft.turn(TAKES, "take")
        fold = {"over": "department", "of": "score", "take": take, "by": draft.pick(["points", "rate"])}
        if take in ("weighted", "geometric"):
            fold["weight"] = draft.pick(["item.share", "item.share", "item.done + 1"])
        if draft.chance(0.2):
            fold["full"] = draft.pick(["10", "20", "40"])
        policies(draft, fold, "link")
        for end in ("drop", "pick"):
            if end in fold and draft.chance(0.6):
                fold[end]["by"] = draft.pick(["item.done", "figure"])
        children.append(draft.node(person, draft.name("served"), full="20", fold=fold))
    if count == "many" or draft.chance(0.5):
        draft.node(person, "linked", type="number", value=over_list(draft, "department", draft.pick(["item.score", "item.done", "item.done * item.share"]), "item.good", draft.turn(NUMBERS[:5], "links")))
        draft.node(person, "linkedToo", type="number", value=over_list(draft, "department", "item.score.rate", None, draft.pick(NUMBERS)))
    if count != "many":
        children.append(draft.node(person, "own", full="10", rule={"kind": "formula", "points": draft.pick(["department.score.rate * 10", "department.score / 2", "department.done / 10"])}))
        draft.node(person, "isGood", type="flag", value=draft.pick(["department.good", f"department.done > {quantity(marks[0])}"]))
    if dated and count != "many":
        grain = draft.pick(["quarter", "month", "half"])
        each = draft.node(person, "then", type="number", grain=grain, value="department.done")
        draft.node(person, "onAverage", type="number", fold={"over": grain, "of": each, "take": "mean"})
    worthy = draft.node(person, "worthy", type="number", value=f"{worth} + 1")
    draft.node(targets[0], "worthiness", type="number", fold={"over": "department^", "of": worthy, "take": draft.pick(["sum", "mean", "max", "median", "count"]), "missing": draft.pick(["missing", "skip"])})
    draft.node(person, "anyGood", type="flag", value="any(department where item.good)")
    total(draft, person, children)
    department = targets[0]
    for staff in ("staff", "people"):
        take = draft.turn(TAKES, "take^")
        fold = {"over": "department^", "of": own, "take": take, "by": draft.pick(["points", "rate"])}
        if take in ("weighted", "geometric"):
            fold["weight"] = draft.pick(["item.share", f"item.{worth}"])
        policies(draft, fold, "link")
        draft.node(department, staff, full="10", fold=fold)
    draft.node(department, "heads", type="number", value=draft.pick(["count(department^)", f"count(department^ where item.{worth} > {quantity(draft.pick(draft.pools[person, worth]))})"]))
    draft.node(department, "theirs", type="number", value=over_list(draft, "department^", f"item.{worth}", f"item.{own} >= 5", draft.turn(NUMBERS[:5], "inverse")))
    if draft.chance(0.4):
        draft.node(department, "flagged", type="flag", value=f"all(department^ : item.{own} > 1)")
        draft.node(person, "anyFlag", type="flag", fold={"over": "department", "of": "good", "take": draft.pick(["any", "all"]), "missing": draft.pick(["missing", "skip"])})
        total(draft, department, ["score", "staff"], name="whole")


def cohorts(draft):
    frozen = draft.chance(0.4)
    past = ["2024"] if frozen else []
    draft.start(["2025"] if past else None, past)
    linked = draft.chance(0.35)
    if linked:
        draft.add_class("department", low=2, high=3)
    cls = draft.add_class("person" if linked else "office", low=4, groups=["town", "city"])
    draft.cls = cls
    if linked:
        join(draft, "department", cls, ["department"], "one")
    kind = draft.choice(cls, clean=True, past=frozen)
    within = draft.pick(["all", "group", kind]) if not linked else "department"
    mark = draft.number(cls, "mark", past=frozen)
    score = draft.node(cls, "score", full="10", rule={"kind": "direct", "value": mark, "outOf": "100"})
    source = Facts(draft, cls, past=frozen)
    peers = {"within": within}
    if draft.chance(0.5):
        peers["where"] = condition(source)
    if frozen:
        peers["frozen"] = 1
        if draft.chance(0.5):
            draft.data["history"]["nodes"][cls] = {"score": {"2024": [quantity(draft.pick(draft.pools[cls, mark]) / 10) for _ in draft.units(cls)]}}
    draft.scheme["classes"][cls]["cohorts"] = {"peers": peers, "everyone": {"within": "all"}}
    for function in [draft.turn(NUMBERS, "function") for _ in range(4)]:
        draft.node(cls, draft.name("value"), type="number", value=over_list(draft, draft.pick(["peers", "peers", "everyone"]), draft.pick(["item.score", f"item.{mark}", "item.score.rate"]), f"item.{mark} >= {quantity(draft.pick(draft.pools[cls, mark]))}", function))
    draft.node(cls, "howMany", type="number", value=f"count(peers where item.score >= {quantity(draft.pick(draft.pools[cls, mark]) / 10)})")
    draft.node(cls, "some", type="flag", value=f"{draft.pick(['any', 'all'])}(peers : item.{mark} > {quantity(draft.pools[cls, mark][0])})")
    children = [score, leaf(draft, cls)]
    children.append(draft.node(cls, "against", full="10", rule={"kind": "proportional", "actual": "score", "target": "mean(peers : item.score)", "better": draft.pick(["higher", "lower", "near"]), "over": "cap"}))
    total(draft, cls, children)


THEMES = [formulas, formulas, tables, list_functions, closed, inner_lists, shared_lists, links, links, links, cohorts]
