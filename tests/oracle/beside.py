"""Two sets of figures or two versions of a scheme beside each other, held against the oracle: who changes, and because of what."""
import copy
import functools
import json
from fractions import Fraction

from calls import same_figure
from exact import exact_text, is_quantity, known, quantity
from formula import order
from oracle import text
from periods import Period
from varied import Changes, Varied
from vary import all_weights, figure, numbers, readings, tuning

FLAGS = ("veto", "verdict")
SELECTIONS = FLAGS + ("run", "honour", "quota")


class Side:
    """One of two sides that are compared: points, places, levels and verdicts of a class in a period."""

    def __init__(self, scorer, cls, node, period):
        self.scorer, self.cls, self.node, self.period = scorer, cls, node, period
        self.units, nodes = scorer.data.units.get(cls, []), scorer.nodes[cls]
        self.points = {unit: self.at(node, unit) for unit in self.units}
        levels = [id for id, one in nodes.items() if one.type == "level" and one.grain == period.grain]
        named = [id for id in levels if nodes[id].spec.get("of") == node]
        published = [id for id in levels if id in scorer.classes[cls].get("publish", [])]
        self.level = (named or published or [None])[0]
        here = [(id, one.type) for id, one in nodes.items() if one.grain == period.grain and not one.code]
        self.flags = {kind: [id for id, type in here if type == kind] for kind in SELECTIONS}

    def at(self, id, unit):
        return self.scorer.node(self.cls, id, unit, self.period).value

    @functools.cached_property
    def places(self):
        """unit → place, or None: those of the last plain rank of the whole class on the node, else as points order them."""
        ranks = [id for id, one in self.scorer.nodes[self.cls].items() if one.type == "rank" and one.grain == self.period.grain
                 and one.spec["of"] == self.node and one.spec.get("within", "all") == "all" and one.spec.get("from", "top") == "top"]
        there = {unit: value.value for unit, value in self.points.items() if value.known}
        if ranks:
            found = {unit: self.at(ranks[-1], unit) for unit in there}
            return {unit: int(found[unit].value) if unit in found and found[unit].known else None for unit in self.units}
        return {unit: 1 + sum(order(other) > order(there[unit]) for other in there.values()) if unit in there else None for unit in self.units}

    def level_of(self, unit):
        value = self.at(self.level, unit) if self.level else None
        return value.value.id if value is not None and value.known else None

    def true(self, unit, *kinds):
        return {id for kind in kinds for id in self.flags[kind] for value in [self.at(id, unit)] if value.known and value.value is True}


def differs(a, b):
    return a.status != b.status or a.known and text(a.value) != text(b.value)


def compare_sides(setting, query, said, before, after, trees):
    """A reply of `compare` against two sides as the oracle scores them."""
    hold, counts = setting.hold, {"points": 0, "places": 0, "levels": 0, "verdicts": 0}
    where = lambda what: lambda: f"compare {json.dumps(query, ensure_ascii=False)[:600]}: {what}"
    units = {one["unit"]: one for one in said["units"]}
    hold("compared units", set(units) == set(before.units) | set(after.units), where(f"units {sorted(units)}"))
    places = [after.places.get(one["unit"]) for one in said["units"] if one["to"] is not None]
    known_places = [place for place in places if place is not None]
    hold("compared order", known_places == sorted(known_places), where(f"not in order of place: {places}"))
    for unit, one in units.items():
        moves = []
        for name, side in (("from", before), ("to", after)):
            if unit not in side.units:
                hold("compared units", one[name] is None, where(f"{unit} is not on the side {name}"))
                continue
            there = one[name]
            hold("compared points", same_figure(there["points"], side.points[unit]),
                 where(f"{unit} {name} {there['points']}, the oracle {side.points[unit]}"))
            place = None if there["place"] in (None, "", "0") else int(there["place"])
            hold("compared places", place == side.places[unit],
                 where(f"{unit} {name} place {there['place']}, the oracle {side.places[unit]}"))
            level = there["level"]["id"] if there["level"] else None
            hold("compared levels", level == side.level_of(unit), where(f"{unit} {name} level {level}, the oracle {side.level_of(unit)}"))
            verdicts = {verdict["node"] for verdict in there["verdicts"]}
            hold("compared verdicts", verdicts >= side.true(unit, *FLAGS) and verdicts <= side.true(unit, *SELECTIONS),
                 where(f"{unit} {name} verdicts {verdicts}, the oracle {side.true(unit, *FLAGS)}"))
            moves.append((place, level, verdicts))
        if one["in"] != "both":
            continue
        a, b = before.points[unit], after.points[unit]
        if a.known and b.known:
            hold("differences", same_figure(one["difference"], known(b.value - a.value)),
                 where(f"{unit} differs by {one['difference']}, the oracle {b.value - a.value}"))
        (place, level, verdicts), (new_place, new_level, new_verdicts) = moves
        moved = place - new_place if place is not None and new_place is not None else None
        hold("places moved", (None if one["moved"] is None else int(one["moved"])) == moved,
             where(f"{unit} moved {one['moved']}, the oracle {moved}"))
        changed = {"points": differs(a, b), "places": place != new_place, "levels": level != new_level, "verdicts": verdicts != new_verdicts}
        for name in counts:
            counts[name] += changed[name]
        hold("who changes", one["changed"] == any(changed.values()), where(f"{unit} changed {one['changed']}, the oracle {changed}"))
        because(setting, one, before, after, trees(unit), where)
    for name, count in counts.items():
        hold("counts", int(said["counts"][name]) == count, where(f"{name} {said['counts'][name]}, the oracle {count}"))
    return counts


def flat(tree):
    """(node, period) → the entries right below it, of a card's tree."""
    found, waiting = {}, [tree]
    while waiting:
        entry = waiting.pop()
        below = found.setdefault((entry["node"], entry["period"]), [])
        below += [(child["node"], child["period"]) for child in entry["children"]]
        waiting += entry["children"]
    return found


class Counted:
    """What each node of a unit's card counts in its total: its own figure, and that figure in points of the total.

    What is not a plain share of what stands above it (a cap, a best so many, a missing part) has no points of the total.
    """

    def __init__(self, side, unit, tree):
        self.side, self.unit, self.tree, self.found = side, unit, tree, {}
        root = (side.node, str(side.period))
        if root in tree:
            self.walk(root, Fraction(1), Fraction(1))

    def walk(self, key, share, weight):
        """share: points of the total for a point of the node, None where that is not plain; weight: what it weighs where it stands."""
        value = self.value(key).value
        self.found[key] = (value, share, weight)
        below = [child for child in self.tree.get(key, []) if self.stands(child)]
        for child, (part, by_weight) in zip(below, self.shares(key, below)):
            self.walk(child, share * part if share is not None and part is not None else None, by_weight)

    def stands(self, key):
        """Whether a line of the card is a node in a period of its own; what a rule gives in each shorter period is none."""
        node = self.side.scorer.nodes[self.side.cls].get(key[0])
        return node is not None and node.grain == Period.parse(key[1]).grain

    def value(self, key):
        return self.side.scorer.node(self.side.cls, key[0], self.unit, Period.parse(key[1]))

    def shares(self, key, below):
        """For each node below: (what a point there counts here or None, what it weighs)."""
        scorer, cls, spec = self.side.scorer, self.side.cls, self.side.scorer.nodes[self.side.cls][key[0]].spec
        fold = spec.get("fold", {})
        take, over = fold.get("take", "sum"), fold.get("over", "children")
        beside = [bool(scorer.nodes[cls][child[0]].spec.get("outside") or scorer.nodes[cls][child[0]].spec.get("extra")) for child in below]
        members = [child for child, apart in zip(below, beside) if not apart]
        results = {child: self.value(child) for child in members}
        plain = not (spec.get("steps") or spec.get("perPeriod") or scorer.classes[cls].get("limits") or "drop" in fold or "pick" in fold)
        plain = plain and take in ("sum", "weighted", "mean") and all(results[child].value.known for child in members)
        plain = plain and (over == "children" or over in ("half", "quarter", "month") and take != "weighted")
        own, found = self.value(key).get("full"), []
        for child, apart in zip(below, beside):
            if apart:
                found.append((Fraction(1) if plain else None, Fraction(1)))
                continue
            part = by_weight = Fraction(1)
            changed = scorer.weights.get((cls, key[0], child[0])) if isinstance(scorer, Varied) else None
            if take == "weighted" and over == "children":
                known_weight = scorer.own_weight(cls, key[0], child[0], self.unit, Period.parse(key[1]))
                part = by_weight = changed if changed is not None else known_weight.value if known_weight.known else Fraction(1)
            elif changed is not None:
                part = by_weight = changed / scorer.own_weight(cls, key[0], child[0], self.unit, Period.parse(key[1])).value
            if take == "mean":
                part = part / len(members)
            if fold.get("by") == "rate":
                full = results[child].get("full")
                part = part * own.value / full.value if own.known and full.known and full.value else None
            found.append((part if plain else None, by_weight))
        return found

    def points(self, key):
        """In points of the total; None where there is no plain share."""
        value, share, _ = self.found[key]
        return known(value.value * share) if share is not None and value.known else value if not value.known else None


def under(tree, key):
    """All that a node is made of, however deep."""
    found, waiting = set(), [key]
    while waiting:
        below = [child for child in tree.get(waiting.pop(), []) if child not in found]
        found.update(below)
        waiting += below
    return found


def because(setting, one, before, after, trees, where):
    """Only nodes that differ are named; and all that do without any below that does."""
    both = [Counted(side, one["unit"], tree) for side, tree in zip((before, after), trees)]

    def moved(key):
        """Its own figure is another, or what it weighs among its siblings."""
        if not all(key in side.found for side in both):
            return True
        (a, _, one_weight), (b, _, other_weight) = (side.found[key] for side in both)
        return differs(a, b) or one_weight != other_weight and (not a.known or a.value != 0)

    root = (before.node, str(before.period))
    trees = [{key: [child for child in below if any(child in side.found for side in both)] for key, below in tree.items()} for tree in trees]
    wanted, waiting, seen = set(), [root], set()
    while waiting:
        key = waiting.pop()
        if key in seen or not moved(key):
            continue
        seen.add(key)
        below = [child for child in dict.fromkeys(child for tree in trees for child in tree.get(key, [])) if moved(child)]
        waiting += below
        if not below:
            wanted.add(key)
    named = {(row["node"], row["period"]): row for row in one["because"]}
    setting.hold("because: once each", len(named) == len(one["because"]), where(f"{one['unit']}: {sorted(named)}"))
    shorter = {key for key in named if not any(key in side.found for side in both)}  # what rules give in shorter periods
    wanted -= {key for key in wanted if any(other[0] == key[0] for other in shorter)}
    setting.hold("because: all that differ", wanted <= set(named), where(f"{one['unit']} is silent about {sorted(wanted - set(named))}, names {sorted(named)}"))
    extra = [key for key in set(named) - wanted - shorter if not moved(key)]
    setting.hold("because: only those", not extra, where(f"{one['unit']} names {sorted(extra)}, of {sorted(wanted)}"))
    above = {key for tree in trees for key in tree if any(child in named for child in under(tree, key))}
    for key, row in named.items():
        if not all(key in side.found for side in both):
            continue
        points, own = [side.points(key) for side in both], [side.found[key][0] for side in both]
        there = None not in (row["from"], row["to"])
        if row["difference"] is None:  # no plain share of the total: its own figures
            right = all(same_figure(row[name], a) or b is not None and same_figure(row[name], b) for name, a, b in zip(("from", "to"), own, points))
        elif key in above:  # what is left over above others that are named: its figures are its own, if any are said
            right = not there or None in points or same_figure(row["from"], points[0]) and same_figure(row["to"], points[1])
        else:
            right = there and quantity(row["to"]["exact"]) - quantity(row["from"]["exact"]) == quantity(row["difference"]["exact"])
            right = right and (None in points or same_figure(row["from"], points[0]) and same_figure(row["to"], points[1]))
        setting.hold("because: figures", right, where(f"{one['unit']} {key}: {row['from']} → {row['to']}, the oracle {points} of {own}"))
    a, b = before.points[one["unit"]], after.points[one["unit"]]
    if a.known and b.known and all(row["difference"] for row in named.values()):
        whole = sum(quantity(row["difference"]["exact"]) for row in named.values())
        setting.hold("because: make the difference", whole == b.value - a.value, where(f"{one['unit']}: {sorted(named)} make {whole} of {b.value - a.value}"))


def tree_of(setting, pair, unit, after):
    """The card of a unit as the engine draws it: what is made of what; its figures are not taken from there."""
    reply = setting.engine.ask(pair, "card", {**setting.about, "unit": unit}, *after)
    return flat(reply["tree"]) if reply["tree"] else {}


def check_compare(setting):
    """By changes on both sides, and by another version of the scheme."""
    if not setting.total or setting.base.nodes[setting.cls][setting.total].grain != setting.period.grain:
        return
    weights = {key: own for key, own in all_weights(setting).items() if key[0] == setting.cls}
    few = lambda: tuning(setting, setting.rng.choice([1, 1, 2]), weights) + (readings(setting, 1) if setting.rng.random() < 0.4 else [])
    one, other = ([] if setting.rng.random() < 0.7 else few()), few()
    before, after = (Changes(setting.scheme, setting.dataset, changes).scorer() for changes in (one, other))
    query = {**setting.about, "from": one, "to": other}
    said = setting.ask("compare", query)
    sides = [Side(scorer, setting.cls, said["node"], setting.period) for scorer in (before, after)]
    trees = {unit: tree_of(setting, setting.pair, unit, []) for unit in setting.units()}
    compare_sides(setting, query, said, *sides, lambda unit: (trees[unit], trees[unit]))
    parameters(setting, query, said, before, after)
    version(setting, trees)


def parameters(setting, query, said, before, after):
    """Those that count something else on the other side, and their values."""
    named = {one["parameter"]: one for one in said["parameters"]}
    for name in dict.fromkeys([*numbers(before.scheme), *numbers(after.scheme)]):
        a, b = (scorer.parameter(name, setting.period) if name in scorer.scheme.get("parameters", {}) else None for scorer in (before, after))
        same = a is not None and b is not None and not differs(a, b)
        if setting.hold("parameters that differ", (name in named) != same,
                        lambda: f"compare {json.dumps(query, ensure_ascii=False)[:400]}: {name} {a} → {b}, named {named.get(name)}") and not same:
            for side, value in (("from", a), ("to", b)):
                there = named[name][side]
                right = there is None if value is None or not value.known else there is not None and quantity(figure(there)) == value.value
                setting.hold("parameters that differ", right, lambda: f"compare: {name} {side} {there}, the oracle {value}")


def reworked(setting):
    """(another version of the scheme, the nodes whose own rule is another), or None where there is nothing to change."""
    rng, scheme = setting.rng, copy.deepcopy(setting.scheme)
    scheme["version"] = str(scheme.get("version", "1")) + "-next"
    nodes, ways = scheme["classes"][setting.cls]["nodes"], []
    for name, body in scheme.get("parameters", {}).items():
        if name in numbers(scheme):
            ways.append(("parameter", name, body))
    for id, node in nodes.items():
        rule = node.get("rule", {})
        for stage in node.get("stages", [])[:1]:
            if any(is_quantity(row.get("from", "x")) for row in stage.get("lines", [])):
                ways.append(("line", id, stage["lines"]))
        if rule.get("kind") == "constant":
            ways.append(("constant", id, rule))
        if rule.get("kind") in ("direct", "proportional"):
            ways.append(("rule", id, node))
        if "weight" in node and is_quantity(node["weight"]):
            ways.append(("weight", id, node))
        if node.get("steps"):
            ways.append(("step", id, node))
    if not ways:
        return None
    kind, id, what = rng.choice(ways)
    altered = []
    if kind == "parameter":
        for row in what["values"]:
            row["value"] = exact_text(quantity(row["value"]) + rng.choice([1, 2, Fraction(1, 2)]))
    elif kind == "line":
        row = next(row for row in what if is_quantity(row.get("from", "x")))  # the highest line may always rise
        row["from"] = exact_text(quantity(row["from"]) + rng.choice([1, 5]))
    elif kind == "constant":
        what["points"] = exact_text(quantity(what["points"]) / 2)
        altered = [id]
    elif kind == "rule":
        what["rule"] = {"kind": "constant", "points": exact_text(quantity(what["full"]) / 2) if is_quantity(what.get("full", "x")) else "3"}
        altered = [id]
    elif kind == "step":
        what["steps"] = what["steps"] + [{"multiply": "0.9"}]
        altered = [id]
    else:
        parents = [node for node in nodes.values() if node.get("fold", {}).get("take") == "weighted" and id in node.get("children", [])]
        siblings = [child for parent in parents for child in parent["children"] if child != id and is_quantity(nodes[child].get("weight", "x"))]
        if len(parents) != 1 or not siblings:
            return None
        shift = quantity(what["weight"]) / 2
        what["weight"] = exact_text(quantity(what["weight"]) - shift)
        nodes[siblings[0]]["weight"] = exact_text(quantity(nodes[siblings[0]]["weight"]) + shift)
        altered = [parent_id for parent_id, node in nodes.items() if id in node.get("children", [])]
    return scheme, altered, kind


def version(setting, trees):
    made = reworked(setting)
    if made is None:
        return
    scheme, altered, kind = made
    dataset = copy.deepcopy(setting.dataset)
    dataset["scheme"] = {**dataset["scheme"], "version": scheme["version"]}
    if setting.rng.random() < 0.3:
        dataset["scheme"] = setting.dataset["scheme"]  # made for the version before: taken, with a hint
    other, units = {"scheme": scheme}, dataset["units"][setting.cls]
    texts = {"scheme": json.dumps(scheme, ensure_ascii=False), "dataset": json.dumps(dataset, ensure_ascii=False)}
    query = {**setting.about, "from": [], "to": [], "other": texts}
    said, faults, _ = setting.engine.reply(setting.pair, "compare", query)
    shown = {**setting.about, "another version, changed": [kind, altered]}
    if not setting.hold("versions taken", not faults, lambda: f"compare {shown}: {faults[0]['text']['en']}"):
        return
    before, after = setting.base, Changes(scheme, dataset).scorer()
    sides = [Side(scorer, setting.cls, said["node"], setting.period) for scorer in (before, after)]
    other["dataset"] = {**dataset, "scheme": {**dataset["scheme"], "version": scheme["version"]}}
    new_trees = {unit["id"]: tree_of(setting, other, unit["id"], []) for unit in units}
    compare_sides(setting, shown, said, *sides, lambda unit: (trees[unit], new_trees[unit]))
    parameters(setting, shown, said, before, after)
    rules = {one["node"] for one in said["rules"]}
    if kind == "weight":
        named = {(one["node"], one["child"]): (quantity(one["from"]), quantity(one["to"])) for one in said["weights"]}
        old, new = (one["classes"][setting.cls]["nodes"] for one in (setting.scheme, scheme))
        children = [(parent, child) for parent in altered for child in old[parent]["children"] if is_quantity(old[child].get("weight", "x"))]
        wanted = {(parent, child): (quantity(old[child]["weight"]), quantity(new[child]["weight"])) for parent, child in children}
        wanted = {key: pair for key, pair in wanted.items() if pair[0] != pair[1]}
        setting.hold("weights that differ", named == wanted, lambda: f"compare {shown}: weights {named}, the oracle {wanted}")
    else:
        setting.hold("rules that differ", set(altered) <= rules, lambda: f"compare {shown}: rules {sorted(rules)}")
    setting.hold("versions named", said["from"]["version"] == setting.scheme["version"] and said["to"]["version"] == scheme["version"],
                 lambda: f"compare {shown}: {said['from']} {said['to']}")
