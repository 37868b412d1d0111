"""Scores with figures, parameters and weights that are not those of the documents: what a change makes of a board."""
from dataset import from_dataset
from exact import combine, known, quantity
from periods import Period
from score import Ctx, Scorer


class Varied(Scorer):
    """Scores in which parameters count something else, and children weigh something else among their siblings."""

    def __init__(self, scheme, data, parameters=None, weights=None):
        super().__init__(scheme, data)
        self.parameters, self.weights = parameters or {}, weights or {}  # name → number; (class, node, child) → number

    def parameter(self, name, period):
        return known(self.parameters[name]) if name in self.parameters else super().parameter(name, period)

    def weighed(self, ctx, node, member):
        """Under `weighted` a child's weight is another; elsewhere its points and its full marks are so many times as many."""
        weight = self.weights.get((ctx.cls, node.id, member.name))
        if weight is None:
            return member
        if node.spec.get("fold", {}).get("take", "sum") == "weighted":
            member.weight = known(weight)
            return member
        scaled = lambda x, full: x * weight / full
        member.value, member.full = combine(scaled, member.value, member.full), known(weight)
        return member

    def own_weight(self, cls, node, child, unit, period):
        """What a child weighs by itself, as a value."""
        spec, own = self.nodes[cls][node].spec, self.nodes[cls][child]
        at = period if own.code else period.containing(own.grain)
        if spec.get("fold", {}).get("take", "sum") == "weighted":
            return Ctx(self, cls, unit, period).eval(own.spec["weight"])
        full = self.node(cls, child, unit, at).full
        return full if full is not None else known(0)


class Changes:
    """A scheme and a dataset, and changes put in one after another."""

    def __init__(self, scheme, dataset, changes=()):
        self.scheme, self.data = scheme, from_dataset(scheme, dataset)
        self.parameters, self.weights = {}, {}
        for change in changes:
            self.put(change)

    def scorer(self):
        return Varied(self.scheme, self.data, self.parameters, self.weights)

    def put(self, change):
        cls, unit = change.get("class"), change.get("unit")
        if "parameter" in change:
            self.number(self.parameters, change["parameter"], change["value"])
        elif "child" in change:
            self.number(self.weights, (cls, change["node"], change["child"]), change["weight"])
        elif "records" in change:
            self.listed((cls, change["fact"], unit), change["records"])
        elif "fact" in change:
            self.reading((cls, change["fact"], unit, Period.parse(change["period"])), change)
        elif "node" in change:
            self.given((cls, change["node"], unit, Period.parse(change["period"])), change["value"])
        else:
            ends = [{"to": end} if isinstance(end, str) else end for end in change["to"]]
            rest = [row for row in self.data.links.get(change["link"], []) if row["from"] != unit]
            self.data.links = {**self.data.links, change["link"]: rest + [{"from": unit, **end} for end in ends]}

    @staticmethod
    def number(table, key, value):
        if value is None:
            table.pop(key, None)
        else:
            table[key] = quantity(value)

    def listed(self, key, records):
        if records is None:
            self.data.records.pop(key, None)
        else:
            self.data.records[key] = records

    def given(self, key, value):
        self.data.decisions.pop(key, None)
        if value is None or value == "":
            self.data.pins.pop(key, None)
        else:
            self.data.pins[key] = value

    def reading(self, key, change):
        """One value, or one of the values that stand under keys; nothing written is nothing given."""
        value = None if change["value"] == "" else change["value"]
        if "key" not in change:
            self.data.readings[key] = value
            return
        before, fact = self.data.readings.get(key), self.scheme["classes"][key[0]]["facts"][key[1]]
        given = before if isinstance(before, dict) and "reason" not in before else None
        if fact["type"] == "votes":
            after = {**(given or {}), change["key"]: value or 0}
            if value is None:
                after = after if given and any(str(count) != "0" for count in after.values()) else None if given else before
        else:
            standing = "exempt" if before == "exempt" else None
            if given is None and isinstance(before, dict):
                gives = fact["reasons"][before["reason"]]["gives"]
                standing = gives if gives != "missing" else None
            after = {**(given or dict.fromkeys(fact["keys"], standing)), change["key"]: value}
        self.data.readings[key] = after
