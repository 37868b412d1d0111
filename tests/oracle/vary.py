"""What the engine makes of changed parameters and weights, held against the oracle."""
import json
import random
from fractions import Fraction

import edits
from calls import compare_result
from dataset import from_dataset
from exact import exact_text, is_quantity, quantity
from oracle import text
from periods import Period
from traced import Traced
from varied import Changes, Varied

class Setting:
    """A pair, one of its classes in one of its main periods, and what is drawn for it."""

    def __init__(self, engine, report, name, pair, rng=None, cls=None):
        self.engine, self.report, self.name, self.pair = engine, report, name, pair
        self.rng = rng or random.Random(f"{name} of the variations")
        self.scheme, self.dataset = pair["scheme"], pair["dataset"]
        self.cls = cls or self.rng.choice([cls for cls in self.scheme["classes"] if self.dataset["units"].get(cls)])
        self.period = Period.parse(self.dataset["periods"][-1])
        self.base = Traced(self.scheme, from_dataset(self.scheme, self.dataset))
        self.about = {"class": self.cls, "period": str(self.period)}

    def ask(self, name, query, *after):
        return self.engine.ask(self.pair, name, query, *after)

    def hold(self, kind, right, where):
        return self.report.hold(kind, right, lambda: f"{self.name}: {where() if callable(where) else where}")

    @property
    def total(self):
        return self.scheme["classes"][self.cls].get("total")

    def units(self, cls=None):
        return [unit["id"] for unit in self.dataset["units"].get(cls or self.cls, [])]


# What can be moved

def own_weights(scorer, cls, id, period=None):
    """child → what it weighs, of the children that weigh the same for all units; {} where the node's fold knows no weights."""
    node = scorer.nodes[cls][id]
    fold, found = node.spec.get("fold", {}), {}
    if "children" not in node.spec or fold.get("over", "children") != "children" or "contents" in node.spec:
        return {}
    if fold.get("take", "sum") not in ("sum", "weighted"):
        return {}
    at = [period] if period is not None else sorted({part for main in scorer.data.scored for part in main.parts(node.grain)})
    at = [part for part in at if not node.code or part.code == node.code]
    for child in node.spec["children"]:
        spec = scorer.nodes[cls][child].spec
        if spec.get("outside") or spec.get("extra"):
            continue
        if fold.get("take", "sum") == "sum" and "full" not in spec and "contents" not in spec:
            continue
        values = [scorer.own_weight(cls, id, child, unit, part) for unit in scorer.data.units[cls] for part in at]
        seen = {value.value if value.known else None for value in values}
        if len(seen) == 1 and None not in seen and seen != {0}:
            found[child] = seen.pop()
    return found


def weighed(scorer, cls, period):
    """The nodes of a class with at least two children that weigh something."""
    found = {}
    for id, node in scorer.nodes[cls].items():
        weights = own_weights(scorer, cls, id)
        if len(weights) > 1:
            found[id] = weights
    return found


def numbers(scheme):
    """The parameters that are numbers."""
    number = lambda row: not isinstance(row["value"], bool) and is_quantity(row["value"])
    return [name for name, body in scheme.get("parameters", {}).items() if all(map(number, body["values"]))]


def other_number(rng, own):
    return max(rng.choice([own / 2, own * 3 / 2, own + 1, own * 2, own - 1, own * 11 / 10, Fraction(0)]), 0)


def tuning(setting, count, weights):
    """Drawn changes of parameters and weights."""
    rng, found = setting.rng, []
    names, nodes = numbers(setting.scheme), list(weights)
    for _ in range(count):
        if names and (not nodes or rng.random() < 0.4):
            name = rng.choice(names)
            own = setting.base.parameter(name, setting.period)
            found.append({"parameter": name, "value": exact_text(other_number(rng, own.value if own.known else Fraction(10)))})
        elif nodes:
            cls, node = rng.choice(nodes)
            child = rng.choice(list(weights[cls, node]))
            found.append({"class": cls, "node": node, "child": child, "weight": exact_text(other_number(rng, weights[cls, node][child]))})
    return found


def undone(changes):
    return [{**change, **({"value": None} if "parameter" in change else {"weight": None})} for change in changes]


def readings(setting, count):
    """Drawn readings and lists that are others."""
    draw = edits.Draw(setting.scheme, setting.dataset, setting.rng.random())
    for _ in range(count * 3):
        if len(draw.changes) >= count:
            break
        cls = setting.rng.choice([cls for cls in setting.scheme["classes"] if draw.units(cls)])
        facts = [(name, fact) for name, fact in setting.scheme["classes"][cls].get("facts", {}).items() if fact["type"] != "records"]
        if facts:
            draw.reading(cls, setting.rng.choice(draw.units(cls)), *setting.rng.choice(facts))
    return draw.changes


# Changes

def all_weights(setting):
    return {(cls, node): weights for cls in setting.scheme["classes"] if setting.dataset["units"].get(cls)
            for node, weights in weighed(setting.base, cls, setting.period).items()}


def check_changes(setting, count=3):
    weights = all_weights(setting)
    changes = tuning(setting, count, weights)
    if not changes:
        return
    everything = {"nodes": True}
    if sum(len(units) for units in setting.dataset["units"].values()) > 12:
        everything["periods"] = setting.dataset["periods"][-1:]
    mixed = readings(setting, 2)
    for kind, made in (("changed", changes), ("changed with readings", mixed + changes)):
        result, faults, _ = setting.engine.reply(setting.pair, "result", everything, made)
        if not setting.hold("changes taken", not faults,
                            lambda: f"refused: {faults[0]['text']['en']}: {json.dumps(made, ensure_ascii=False)}"):
            continue
        scorer = Changes(setting.scheme, setting.dataset, made).scorer()
        compare_result(setting.report, f"figures {kind}", scorer, result, f"{setting.name}: {json.dumps(made, ensure_ascii=False)}")
    first = setting.engine.reply(setting.pair, "result", everything)[2]
    back = setting.engine.reply(setting.pair, "result", everything, changes, undone(changes))[2]
    setting.hold("put back", first == back, lambda: f"null does not put back {json.dumps(changes, ensure_ascii=False)}")
    refused(setting, weights)


def refused(setting, weights):
    """Changes that make no sense."""
    wrong = [{"parameter": "noSuchParameter", "value": "1"}]
    wrong += [{"parameter": name, "value": "much"} for name in numbers(setting.scheme)[:1]]
    for (cls, node), own in list(weights.items())[:1]:
        child = next(iter(own))
        wrong += [{"class": cls, "node": node, "child": "noSuchChild", "weight": "1"}, {"class": cls, "node": node, "child": child, "weight": "-1"},
                  {"class": cls, "node": child, "child": node, "weight": "1"}, {"class": cls, "node": node, "child": child, "weight": "heavy"}]
        beside = [id for id in setting.base.nodes[cls][node].spec["children"] if setting.base.nodes[cls][id].spec.get("outside")]
        wrong += [{"class": cls, "node": node, "child": child, "weight": "1"} for child in beside[:1]]
    for change in wrong:
        _, faults, _ = setting.engine.reply(setting.pair, "result", {}, [change])
        setting.hold("refused", bool(faults), f"taken: {change}")


# What can be moved, and weights that are rescaled

def check_tune(setting):
    """What can be moved, and how far; before and after something has been."""
    said, listed = setting.ask("tune", setting.about), set()
    for changes in (tuning(setting, 3, all_weights(setting)),):
        moved, there = setting.ask("tune", setting.about, changes), Changes(setting.scheme, setting.dataset, changes)
        for one in moved["parameters"]:
            own = setting.base.parameter(one["parameter"], setting.period)
            right = own.known and quantity(figure(one["own"])) == own.value and quantity(figure(one["value"])) == there.parameters.get(one["parameter"], own.value)
            setting.hold("parameters", right, lambda: f"tune after {changes}: {one}")
        for one in moved["weights"]:
            own = own_weights(setting.base, setting.cls, one["node"])
            now = {child: there.weights.get((setting.cls, one["node"], child), weight) for child, weight in own.items()}
            have = {child["child"]: quantity(figure(child["weight"])) for child in one["children"]}
            setting.hold("weights that stand", have == now, lambda: f"tune after {changes}: {one['node']} {have}, the oracle {now}")
    for one in said["parameters"]:
        own = setting.base.parameter(one["parameter"], setting.period)
        listed.add(one["parameter"])
        right = own.known and quantity(figure(one["own"])) == own.value == quantity(figure(one["value"]))
        setting.hold("parameters", right, lambda: f"tune: {one['parameter']} own {one['own']}, the oracle {own}")
        low, high, step = (quantity(figure(one[name])) for name in ("low", "high", "step"))
        setting.hold("sliders", own.known and low <= own.value <= high and step > 0,
                     lambda: f"tune: {one['parameter']} {low} to {high} by {step} around {own}")
    for one in said["weights"]:
        own = own_weights(setting.base, setting.cls, one["node"])
        for child in one["children"]:
            right = child["child"] in own and quantity(figure(child["own"])) == own[child["child"]] == quantity(figure(child["weight"]))
            setting.hold("own weights", right, lambda: f"tune: {one['node']}.{child['child']} {child}, the oracle {own}")
            low, high, step, weight = (quantity(figure(child[name])) for name in ("low", "high", "step", "own"))
            right = low == 0 and high >= weight and step > 0
            setting.hold("sliders", right, lambda: f"tune: {one['node']}.{child['child']} {child}")
        setting.hold("weighed children", {child["child"] for child in one["children"]} == set(own),
                     lambda: f"tune: {one['node']} has {one['children']}, the oracle {own}")
    nodes = [one["node"] for one in said["weights"]]
    if setting.total and len(own_weights(setting.base, setting.cls, setting.total)) > 1:
        setting.hold("the total first", nodes[:1] == [setting.total], f"tune: {nodes} without {setting.total} first")
    for name in numbers(setting.scheme):  # one that is not listed moves nothing here
        own = setting.base.parameter(name, setting.period)
        if name in listed or not own.known:
            continue
        moved = Varied(setting.scheme, setting.base.data, {name: own.value * 2 + 1})
        here = [id for id, node in setting.base.nodes[setting.cls].items() if node.grain == setting.period.grain and not node.code]
        still = all(alike(*(scorer.node(setting.cls, id, unit, setting.period) for scorer in (setting.base, moved))) for id in here for unit in setting.units())
        setting.hold("parameters not listed", still, f"tune does not list {name}, which moves {setting.cls}")
    return said


def figure(said):
    return said["exact"] if isinstance(said, dict) else said


def alike(one, other):
    a, b = one.value, other.value
    return a.status == b.status and (not a.known or text(a.value) == text(b.value))


def check_weights(setting):
    """A few weights set one after another, the others rescaled each time; and what cannot be."""
    nodes = weighed(setting.base, setting.cls, setting.period)
    tuned = {one["node"] for one in setting.ask("tune", setting.about)["weights"]}
    for node in [id for id in nodes if id in tuned]:
        own, now, standing = nodes[node], dict(nodes[node]), []
        for _ in range(3):
            now, standing = rescaled(setting, node, own, now, standing)
        impossible(setting, node, own)


def rescaled(setting, node, own, now, standing):
    """(what the children of a node count as after a question to `weights`, the changes that make it): the others share what
    is left in proportion to their own weights, so that the way there does not matter."""
    rng, whole, names = setting.rng, sum(own.values()), list(own)
    chosen = rng.sample(names, rng.choice([1, 1, 2]) if len(names) > 2 else 1)
    kept = [name for name in names if name not in chosen and rng.random() < 0.3]
    rest = [name for name in names if name not in chosen and name not in kept]
    to, left = {}, whole - sum(now[name] for name in kept)
    for name in chosen:
        to[name] = min(left * rng.randrange(0, 6) / rng.choice([4, 5, 7]), left)
        left -= to[name]
    query = {**setting.about, "node": node, "set": {name: exact_text(value) for name, value in to.items()}, "keep": kept}
    after = [standing] if standing else []
    said, faults, _ = setting.engine.reply(setting.pair, "weights", query, *after)
    where = lambda what: lambda: f"weights {query} after {standing}: {what}"
    if not rest:
        if left != 0:
            setting.hold("impossible weights", bool(faults), where("taken, with nothing left to rescale"))
        return now, standing
    shares = sum(own[name] for name in rest)
    wanted = {**{name: now[name] for name in kept}, **to, **{name: own[name] * left / shares for name in rest}}
    if not setting.hold("weights taken", not faults, where(f"refused: {faults[0]['text']['en'] if faults else ''}")):
        return now, standing
    have = {one["child"]: quantity(figure(one["weight"])) for one in said["weights"]}
    setting.hold("weights", have == wanted, where(f"{have}, the oracle {wanted}"))
    setting.hold("their sum", sum(have.values()) == whole, where(f"{have} do not make {whole}"))
    standing = standing + said["changes"]
    put = Changes(setting.scheme, setting.dataset, standing).weights
    made = {name: put.get((setting.cls, node, name), own[name]) for name in names}
    setting.hold("changes that make them", made == wanted, where(f"{said['changes']}, the oracle {wanted}"))
    return made, standing


def impossible(setting, node, own):
    names, whole = list(own), sum(own.values())
    wrong = [{names[0]: exact_text(whole + 1)}, {names[0]: "-1"}, {"noSuchChild": "1"}, {names[0]: "x"}]
    wrong += [{names[0]: exact_text(whole / 2), names[1]: exact_text(whole)}]
    asked = [({**setting.about, "node": node, "set": to, "keep": []}, "") for to in wrong]
    asked.append(({**setting.about, "node": node, "set": {names[0]: exact_text(own[names[0]] / 2)}, "keep": names[1:]}, ", with nothing left to rescale"))
    for query, why in asked:
        _, faults, _ = setting.engine.reply(setting.pair, "weights", query)
        setting.hold("impossible weights", bool(faults), f"weights takes {query}{why}, where the children make {whole}")
