"""Scores: every node of every unit in every period, by recursion that remembers."""

from exact import EXEMPT, Level, MISSING, OPEN, SchemeError, Value, combine, invalid, is_quantity, known, quantity, worst
from dataset import content_period
from folds import Member, fold
from formula import by_date, evaluate, parse, same
from periods import GRAINS, finer, parse_date
from parts import KeyItem, RecordItem, Result, UnitItem, flatten, read_value
from rules import rule, steps
import outcomes

VALUE_TYPES = ("number", "rate", "money", "flag", "date")


class Ctx:
    """Where a formula is read: for a unit, in a period, perhaps of an item."""

    def __init__(self, scorer, cls, unit, period, item=None):
        self.scorer, self.cls, self.unit, self.period, self.item = scorer, cls, unit, period, item

    def of(self, item):
        return Ctx(self.scorer, self.cls, self.unit, self.period, item)

    def at(self, period):
        return Ctx(self.scorer, self.cls, self.unit, period, self.item)

    def eval(self, formula):
        if not isinstance(formula, str):
            return known(formula if isinstance(formula, bool) else quantity(formula))
        return evaluate(parse(formula, self.scorer.tables), self)

    def name(self, path, back=0):
        if path[0] in ("item", "outer"):
            item = self.item if path[0] == "item" or self.item is None else self.item.outer
            if item is None:
                raise SchemeError(f"{'.'.join(path)}: there is no item here")
            return item.get(path[1:], back)
        if path[0] == "period" and len(path) == 2:
            period = self.period
            return known({"first": period.first, "last": period.last, "days": (period.last - period.first).days + 1}[path[1]])
        return self.scorer.read(self, path, back)

    def earlier(self, path, count):
        if count.denominator != 1 or count < 0:
            return invalid("earlier counts whole periods back")
        return self.name(path, int(count))

    def is_list(self, tree):
        facts = self.scorer.classes[self.cls].get("facts", {})
        return tree[0] == "name" and len(tree[1]) == 1 and facts.get(tree[1][0], {}).get("type") == "records"

    def items(self, path):
        """(a context for each item, what is unknown of the list or None, whether unknown items are left out)"""
        if isinstance(path, str):
            path = (*path.removesuffix("^").split("."), *("^" if path.endswith("^") else ""))
        return self.scorer.items(self, path)


class Scorer:
    def __init__(self, scheme, data):
        self.scheme, self.data, self.classes = scheme, data, scheme["classes"]
        self.tables = frozenset(scheme.get("tables", {}))
        self.nodes = {name: flatten(scheme, cls) for name, cls in self.classes.items()}
        self.memory, self.running = {}, set()

    def remember(self, key, work):
        """Each thing is worked out once; asking for it while it is worked out is a cycle."""
        if key not in self.memory:
            if key in self.running:
                raise SchemeError(f"a cycle through {key}")
            self.running.add(key)
            self.memory[key] = work()
            self.running.discard(key)
        return self.memory[key]

    # Names

    def grain_of(self, spec):
        return spec.get("grain", self.data.main)

    def containing(self, period, grain, what):
        if finer(grain, period.grain):
            raise SchemeError(f"{what} is of a finer grain and read through a fold only")
        return period.containing(grain)

    def read(self, ctx, path, back=0):
        head, rest = path[0], path[1:]
        cls = self.classes[ctx.cls]
        if head in cls.get("facts", {}):
            fact = cls["facts"][head]
            period = self.containing(ctx.period, self.grain_of(fact), head).shift(-back)
            return self.fact(ctx.cls, head, ctx.unit, period, rest)
        if head in self.nodes[ctx.cls]:
            return self.read_node(ctx, head, rest, back)
        if head in self.scheme.get("parameters", {}) and not rest:
            return self.parameter(head, ctx.period)
        if self.scheme.get("links", {}).get(head, {}).get("from") == ctx.cls:
            linked = self.linked(ctx.cls, ctx.unit, (head,), ctx.period)
            if not linked:
                return EXEMPT
            return linked[0].ctx.name(rest, back)
        if self.classes.get(head, {}).get("one"):
            units = self.data.units.get(head, [])
            return Ctx(self, head, units[0], ctx.period).name(rest, back) if units else MISSING
        raise SchemeError(f"unknown name {'.'.join(path)} in {ctx.cls}")

    def read_node(self, ctx, id, rest, back):
        if rest and f"{id}.{rest[0]}" in self.nodes[ctx.cls]:
            id, rest = f"{id}.{rest[0]}", rest[1:]
        node = self.nodes[ctx.cls][id]
        if node.code:
            # quarter[Q1] is that quarter of the year at hand, wherever it is read.
            period = content_period(id, ctx.period.last.year - back)
        else:
            period = self.containing(ctx.period, node.grain, id).shift(-back)
        return self.node(ctx.cls, id, ctx.unit, period).get(rest[0] if rest else "value")

    def parameter(self, name, period):
        values = [entry for entry in self.scheme["parameters"][name]["values"] if parse_date(entry["from"]) <= period.last]
        return self.cell(max(values, key=lambda entry: entry["from"])["value"]) if values else MISSING

    def cell(self, text):
        return known(quantity(text) if not isinstance(text, bool) and is_quantity(text) else text)

    def reading(self, cls, name, unit, period):
        """As written, or a status."""
        data, fact = self.data, self.classes[cls]["facts"][name]
        if not data.covers(period) or (data.view.get("through") == "asOf" and period.first > data.as_of):
            return MISSING
        return self.excused(data.readings.get((cls, name, unit, period)), fact)

    def excused(self, raw, fact):
        if raw is None:
            return MISSING
        if isinstance(raw, dict) and set(raw) == {"reason"}:
            gives = fact["reasons"][raw["reason"]]["gives"]
            return {"exempt": EXEMPT, "missing": MISSING}.get(gives) or known(quantity(gives))
        return EXEMPT if raw == "exempt" and "exempt" not in fact.get("options", ()) else raw

    def fact(self, cls, name, unit, period, rest):
        fact = self.classes[cls]["facts"][name]
        raw = self.reading(cls, name, unit, period)
        if isinstance(raw, Value):
            return raw
        if fact["type"] == "votes":
            count = lambda option: quantity(raw.get(option) or 0)
            return known(sum(count(option) for option in fact["options"]) if rest[0] == "valid" else count(rest[0]))
        if "keys" in fact:
            raw = self.excused(raw.get(rest[0]), fact)
            if isinstance(raw, Value):
                return raw
        return read_value(fact["type"], raw, fact)

    def table(self, ctx, name, keys, column):
        """The row that matches key after key."""
        table = self.scheme["tables"][name]
        bad = worst(keys)
        if bad is not None:
            return bad
        rows = table.get("rows")
        if "versions" in table:
            versions = [version for version in table["versions"] if parse_date(version["from"]) <= ctx.period.last]
            rows = max(versions, key=lambda version: version["from"])["rows"] if versions else []
        for (key, spec), value in zip(table["keys"].items(), keys):
            rows = self.matching(rows, key, spec.get("match", "exact"), value.value)
        columns = table.get("columns")
        column = column or (columns[0] if columns and len(columns) == 1 else None)
        row = rows[0] if rows else table.get("else")
        if row is None:
            return invalid("no such row in the table")
        return self.cell(row[column])

    def matching(self, rows, key, match, value):
        if match == "exact":
            if isinstance(value, (str, Level)):
                return [row for row in rows if same(str(row[key]), value)]
            return [row for row in rows if is_quantity(row[key]) and quantity(row[key]) == value]
        sign = 1 if match == "from" else -1
        fitting = [sign * quantity(row[key]) for row in rows if sign * quantity(row[key]) <= sign * value]
        return [row for row in rows if fitting and sign * quantity(row[key]) == max(fitting)]

    # Lists

    def items(self, ctx, path):
        cls, head = self.classes[ctx.cls], path[0]
        if head in ("item", "outer"):
            item = ctx.item if head == "item" else ctx.item.outer
            if isinstance(item, UnitItem):
                found, unknown, lenient = item.ctx.items(path[1:])
                return [ctx.of(inner.item) for inner in found], unknown, lenient
            inner, unknown = item.inner(path[1])
            return [ctx.of(one) for one in inner], unknown, False
        if head in cls.get("facts", {}):
            fact = cls["facts"][head]
            if fact["type"] != "records":
                return self.key_items(ctx, head, fact)
            records, unknown = self.records(ctx.cls, ctx.unit, path, ctx.period)
            return [ctx.of(record) for record in records], unknown, False
        if head in cls.get("cohorts", {}):
            members, unclear = self.members_for(ctx, head)
            return [ctx.of(UnitItem(member)) for _, member in members], unclear, True
        if head in self.scheme.get("links", {}) and (path[-1] == "^" or len(path) == 1):
            return [ctx.of(item) for item in self.linked(ctx.cls, ctx.unit, path, ctx.period)], None, False
        other = None
        if head in self.scheme.get("links", {}):
            linked = self.linked(ctx.cls, ctx.unit, (head,), ctx.period)
            if not linked:
                return [], EXEMPT, False
            other = linked[0].ctx
        elif self.classes.get(head, {}).get("one"):
            units = self.data.units.get(head, [])
            if not units:
                return [], MISSING, False
            other = Ctx(self, head, units[0], ctx.period)
        if other is None:
            raise SchemeError(f"unknown list {'.'.join(path)} in {ctx.cls}")
        found, unknown, lenient = other.items(path[1:])
        return [ctx.of(inner.item) for inner in found], unknown, lenient

    def key_items(self, ctx, name, fact):
        period = self.containing(ctx.period, self.grain_of(fact), name)
        return [ctx.of(KeyItem(key, self.fact(ctx.cls, name, ctx.unit, period, (key,)))) for key in fact["keys"]], None, False

    def records(self, cls, unit, path, period):
        """(record items dated in the period, as listed; what is unknown of the list)"""
        fact, data = self.classes[cls]["facts"][path[0]], self.data
        if "from" in fact:
            return self.borrowed(cls, unit, path, fact, period)
        if len(path) > 1:
            outer, unknown = self.records(cls, unit, path[:1], period)
            found = []
            for record in outer:
                inner, gap = record.inner(path[1])
                found, unknown = found + inner, unknown or gap
            return found, unknown
        listed = self.excused(data.records.get((cls, path[0], unit)), fact)
        if not data.covers(period):
            return [], MISSING
        if isinstance(listed, Value):
            return [], listed
        dated, found = fact.get("dated", "date"), []
        for record in listed:
            day = parse_date(record[dated]) if record.get(dated) else None
            late = data.view.get("through") == "asOf" and day is not None and day > data.as_of
            if day is not None and period.first <= day <= period.last and not late:
                found.append(RecordItem(record, fact["fields"], day))
        closed = data.closed.get((cls, path[0], unit))
        return found, OPEN if closed is not None and period.last > closed else None

    def borrowed(self, cls, unit, path, fact, period):
        lent, unknown = self.remember(("lent", cls, path, period), lambda: self.lent(path, fact, period))
        return lent.get(unit, []), unknown

    def lent(self, path, fact, period):
        """(the source's records by the unit they name, what is unknown of them): of a period that may be finer than the source's own."""
        source, *rest = fact["from"].split(".")
        found, unknown = {}, None
        own = period.containing(fact["grain"]) if "grain" in fact and finer(period.grain, fact["grain"]) else period
        for other in self.data.units.get(source, []):
            records, gap = self.records(source, other, (*rest, *path[1:]), period)
            unknown = unknown or gap
            for record in records:
                bearer = record if fact["by"] in record.fields else record.outer
                who = bearer.get((fact["by"],))
                if who.known and own.first <= record.date <= own.last:
                    found.setdefault(who.value, []).append(record)
        return found, unknown

    def linked(self, cls, unit, path, period):
        """The links of a unit that are in force on the period's last day."""
        inverse = path[-1] == "^"
        spec = self.scheme["links"][path[0]]
        targets = spec["to"] if isinstance(spec["to"], list) else [spec["to"]]
        here, there = ("to", "from") if inverse else ("from", "to")
        found = []
        for link in self.data.links.get(path[0], []):
            begun = "since" not in link or parse_date(link["since"]) <= period.last
            ended = link.get("until") is not None and parse_date(link["until"]) < period.last
            if link[here] == unit and begun and not ended:
                classes = [spec["from"]] if inverse else targets
                other = next(name for name in classes if link[there] in self.data.units.get(name, []))
                share = known(quantity(link["share"])) if link.get("share") is not None else MISSING
                found.append(UnitItem(Ctx(self, other, link[there], period), share))
        return found

    # Parts of a class: groups and cohorts

    def belongs(self, cls, unit, period):
        if "belongs" not in self.classes[cls]:
            return known(True)
        return self.remember(("belongs", cls, unit, period), lambda: Ctx(self, cls, unit, period).eval(self.classes[cls]["belongs"]))

    def part_key(self, cls, unit, within, period):
        """What two units of one part have in common."""
        if within == "all":
            return known("all")
        if within == "group":
            return known(self.data.groups[cls, unit])
        if within in self.classes[cls].get("facts", {}):
            return Ctx(self, cls, unit, period).name((within,))
        linked = self.linked(cls, unit, (within,), period)
        return known(linked[0].ctx.unit) if linked else EXEMPT

    def part(self, cls, unit, within, period):
        """(the units of the unit's part, the period their membership is of, what makes it unknown)"""
        cohort = self.classes[cls].get("cohorts", {}).get(within)
        if cohort is not None:
            period = period.main_shift(int(quantity(cohort.get("frozen", 0))), self.data.main)
            if not self.data.covers(period):
                return [], period, MISSING
        division = cohort.get("within", "all") if cohort is not None else within
        key = self.part_key(cls, unit, division, period)
        if not key.known:
            return [], period, key
        units, unclear = self.remember(("part", cls, within, period, key.value), lambda: self.divide(cls, division, cohort, period, key.value))
        return units, period, unclear

    def divide(self, cls, division, cohort, period, key):
        found, unclear = [], None
        for unit in self.data.units.get(cls, []):
            belongs, own = self.belongs(cls, unit, period), self.part_key(cls, unit, division, period)
            if not (belongs.known and belongs.value and own.known and own.value == key):
                continue
            where = Ctx(self, cls, unit, period).eval(cohort["where"]) if cohort and "where" in cohort else known(True)
            if where.status in ("missing", "invalid"):
                unclear = worst([where] + ([unclear] if unclear is not None else []))
            elif where.known and where.value:
                found.append(unit)
        return found, unclear

    def members_for(self, ctx, within):
        """([(unit, the context its figures are read in)], what makes the part unknown)"""
        units, period, unclear = self.part(ctx.cls, ctx.unit, within, ctx.period)
        return [(unit, Ctx(self, ctx.cls, unit, period)) for unit in units], unclear

    # Nodes

    def node(self, cls, id, unit, period):
        return self.remember((cls, id, unit, period), lambda: self.limited(cls, id, unit, period, len(self.classes[cls].get("limits", []))))

    def limited(self, cls, id, unit, period, count):
        """The node after the first so many limits of its class."""
        if count == 0:
            return self.remember(("before limits", cls, id, unit, period), lambda: self.unlimited(cls, id, unit, period))
        limit = self.classes[cls]["limits"][count - 1]
        result = self.limited(cls, id, unit, period, count - 1)
        if id not in limit["nodes"] or (cls, id, unit, period) in self.data.pins or result.value.status == "exempt":
            return result
        ctx, values = Ctx(self, cls, unit, period), []
        for other in limit["nodes"]:
            at = self.containing(period, self.nodes[cls][other].grain, other)
            values.append(self.limited(cls, other, unit, at, count - 1).value)
        return Result(self.reduced(limit, values, id, ctx, result.value), result.full, result.raw, result.rejected, result.is_points)

    def reduced(self, limit, values, id, ctx, own):
        """What is left of one node's points; exempt nodes take no part."""
        top = ctx.eval(limit["max"])
        bad = worst([own, top, *(value for value in values if value.status != "exempt")])
        if bad is not None:
            return bad
        excess = sum(value.value for value in values if value.known) - top.value
        for name, value in zip(limit["nodes"], values):
            cut = min(max(excess, 0), max(value.value, 0)) if value.known else 0
            if name == id:
                return known(own.value - cut)
            excess -= cut
        raise SchemeError("a limit names its nodes")

    def unlimited(self, cls, id, unit, period):
        node, ctx = self.nodes[cls][id], Ctx(self, cls, unit, period)
        is_points = node.type == "points"
        full = self.own_full(ctx, node) if is_points else None
        pin = self.data.pins.get((cls, id, unit, period))
        if pin == "exempt":
            return Result(EXEMPT, full, is_points=is_points)
        if pin is not None:
            return Result(self.pinned(cls, node, pin), full, is_points=is_points)
        if not self.data.covers(period):
            return Result(MISSING, full, is_points=is_points)
        belongs = self.belongs(cls, unit, period)
        if not belongs.known or not belongs.value:
            return Result(EXEMPT if belongs.known else belongs, full, is_points=is_points)
        if is_points:
            return self.points(ctx, node, full)
        if node.type in VALUE_TYPES:
            return Result(self.value_node(ctx, node))
        return Result(outcomes.outcome(ctx, node))

    def own_full(self, ctx, node):
        spec = node.spec
        if "contents" in spec:
            spec = spec["contents"].get(ctx.period.code, {})
        return ctx.eval(spec["full"]) if "full" in spec else None

    def pinned(self, cls, node, pin):
        if pin in ("exempt", "missing") and not isinstance(pin, bool):
            return EXEMPT if pin == "exempt" else MISSING
        if node.type in ("veto", "verdict", "flag", "quota", "honour", "run"):
            return known(pin if isinstance(pin, bool) else pin == "true")
        if node.type == "level":
            return known(Level(pin, outcomes.scale_of(self, cls, node.id)))
        if node.type == "date":
            return known(parse_date(pin))
        if node.type == "decision":
            return outcomes.entered(self, cls, node, pin)
        return known(quantity(pin))

    def points(self, ctx, node, full):
        spec, rejected, raw = node.spec, [], None
        folding = spec.get("fold", {})
        over = folding.get("over", "children")
        if "contents" in spec:
            value = self.content_points(ctx, node)
        elif "rule" in spec and over == "children":
            points = rule(ctx, spec["rule"], full)
            value, raw, rejected = points.points, points.raw, points.rejected
        elif over == "children":
            value = self.children_points(ctx, node, full)
        else:
            value = self.folded(ctx, spec, full, True)
        before = value
        value, full = steps(ctx, spec.get("steps"), value, full)
        return Result(value, full, raw if raw is not None else before, rejected, True)

    def value_node(self, ctx, node):
        spec = node.spec
        value = self.folded(ctx, spec, None, False) if "fold" in spec else ctx.eval(spec["value"])
        return steps(ctx, spec.get("steps"), value)[0]

    def policies(self, folding):
        view = self.data.view
        return {"missing": view["missing"], **folding} if "missing" in view else folding

    def content_points(self, ctx, node):
        """The content of this period, and the children beside it, which are outside."""
        code = ctx.period.code
        if code not in node.spec["contents"]:
            return EXEMPT
        content = self.node(ctx.cls, f"{node.id}[{code}]", ctx.unit, ctx.period).value
        return self.with_outside(ctx, self.policies(node.spec.get("fold", {})), content, node.spec.get("children", []))

    def child(self, ctx, id):
        node = self.nodes[ctx.cls][id]
        at = ctx.period if node.code else self.containing(ctx.period, node.grain, id)
        return node, self.node(ctx.cls, id, ctx.unit, at)

    def weighed(self, ctx, node, member):
        """A child as it counts among its siblings: as the scheme has it."""
        return member

    def children_points(self, ctx, parent, full):
        folding = self.policies(parent.spec.get("fold", {}))
        members, outside, extra = [], [], []
        for id in parent.spec["children"]:
            node, result = self.child(ctx, id)
            if node.spec.get("extra") and folding.get("take") == "pooled":
                extra.append(result.value)
            elif node.spec.get("outside") or node.spec.get("extra"):
                outside.append(id)
            else:
                weight = ctx.eval(node.spec["weight"]) if "weight" in node.spec else None
                members.append(self.weighed(ctx, parent, Member(result.value, result.full, weight, ctx, id)))
        value = fold(folding, members, full, True, "children", added(extra, folding))
        return self.with_outside(ctx, folding, value, outside)

    def with_outside(self, ctx, folding, value, ids):
        """Adds what stands outside; what of it is not there by the fold's policies adds nothing."""
        return combine(lambda x, y: x + y, value, added([self.child(ctx, id)[1].value for id in ids], folding))

    def folded(self, ctx, spec, full, is_points):
        """A fold over periods, records, keys or links."""
        folding, over = self.policies(spec["fold"]), spec["fold"]["over"]
        periods = over in GRAINS
        if periods:
            contexts, unknown = [ctx.at(period) for period in ctx.period.parts(over)], None
        else:
            contexts, unknown, _ = ctx.items(over)
            contexts = by_date(contexts)
        members = []
        for place in contexts:
            value, member_full = self.member(place, spec, full, is_points, periods)
            if is_points:
                value, member_full = steps(place, spec.get("perPeriod") if periods else None, value, member_full)
            weight = place.eval(folding["weight"]) if "weight" in folding else None
            members.append(Member(value, member_full, weight, place))
        if unknown is not None:
            # The member that is not there yet: nothing that its own fields would say is known.
            members.append(Member(unknown, MISSING if "full" in folding else full, MISSING if "weight" in folding else None))
        return fold(folding, members, full, is_points, "periods" if periods else "items")

    def member(self, place, spec, full, is_points, periods):
        folding = spec["fold"]
        if "of" in folding and (periods or "rule" not in spec):
            target = place if periods else place.item.ctx
            node = self.nodes[target.cls][folding["of"]]
            result = self.node(target.cls, folding["of"], target.unit, self.containing(target.period, node.grain, node.id))
            value, own = result.value, result.full
        else:
            own = full
        if "full" in folding and not periods:
            own = place.eval(folding["full"])
        if "of" in folding and (periods or "rule" not in spec):
            return value, own
        return (rule(place, spec["rule"], own).points if is_points else place.eval(spec["value"])), own


def added(values, folding):
    """A sum of points beside the full marks: exempt ones add nothing, missing ones as the fold says."""
    values = [value for value in values if value.status != "exempt"]
    if folding.get("missing", "missing") != "missing":
        values = [value for value in values if value.status != "missing"]
    return combine(lambda *xs: sum(xs), *values) if values else known(0)
