"""The checks of variations.py find what they look for: figures by hand, and an engine that errs.

    python3 tests/oracle/test_variations.py
"""
import copy
import itertools
import json
import random
import unittest
from fractions import Fraction

import bands
import beside
import generate_boards
import lessons
import vary
from calls import Report
from exact import exact_text, quantity
from held import Refused
from oracle import text
from periods import Period
from score import Scorer
from traced import Traced
from varied import Changes

OFFICE = {
    "format": "yardstick-scheme/1", "id": "office", "version": "1",
    "calendar": {"main": "year", "periods": ["year"]}, "display": {"places": 2, "mode": "half-up"},
    "clauses": {"c1": "."}, "parameters": {"line": {"values": [{"from": "2020-01-01", "value": "60"}]}},
    "classes": {"office": {
        "total": "total", "publish": ["total", "level", "talk"],
        "facts": {name: {"type": "number", "grain": "year"} for name in ("x", "y", "z")},
        "nodes": {
            "total": {"full": "100", "children": ["a", "b", "c"]},
            "a": {"full": "50", "rule": {"kind": "direct", "value": "x", "outOf": "100"}},
            "b": {"full": "30", "rule": {"kind": "direct", "value": "y", "outOf": "100"}},
            "c": {"full": "20", "rule": {"kind": "direct", "value": "z", "outOf": "100"}},
            "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "line"}, {"level": "poor"}]}]},
            "talk": {"type": "verdict", "effect": "measure", "when": "total < line", "then": "."}}}}}


def figures(x, y, z):
    return {"format": "yardstick-dataset/1", "scheme": {"id": "office", "version": "1"}, "periods": ["2025"], "asOf": "2025-12-31",
            "units": {"office": [{"id": unit} for unit in "ABCD"[: len(x)]]},
            "readings": {"office": {name: {"2025": list(map(str, column))} for name, column in (("x", x), ("y", y), ("z", z))}}}


PAIR = {"scheme": OFFICE, "dataset": figures([90, 60, 40], [40, 80, 30], [50, 60, 100])}
# A: 45 + 12 + 10 = 67; B: 30 + 24 + 12 = 66; C: 20 + 9 + 20 = 49


class Right:
    """An engine whose answers are the oracle's own; `spoil` makes one of them false."""

    def __init__(self, spoil=lambda name, value: None):
        self.spoil = spoil

    def reply(self, pair, name, query, *after):
        changes = [change for file in after for change in file]
        faults = [one for one in changes if self.senseless(pair, one)]
        if faults:
            return None, [{"code": "fault", "text": {"en": "senseless"}}], "faulty"
        value = getattr(self, name)(Changes(pair["scheme"], pair["dataset"], changes).scorer(), query, pair)
        if value is None:
            return None, [{"code": "fault", "text": {"en": "senseless"}}], "faulty"
        self.spoil(name, value)
        return value, [], json.dumps(value)

    def ask(self, pair, name, query, *after):
        value, faults, _ = self.reply(pair, name, query, *after)
        if faults:
            raise Refused(name)
        return value

    @staticmethod
    def senseless(pair, change):
        nodes = pair["scheme"]["classes"]["office"]["nodes"]
        if "parameter" in change:
            return change["parameter"] not in pair["scheme"].get("parameters", {}) or change["value"] == "much"
        if "child" in change:
            child = change["child"]
            return child not in nodes[change["node"]].get("children", []) or nodes[child].get("outside") or change["weight"] in ("-1", "heavy")
        return False

    def result(self, scorer, query, pair):
        units = []
        for unit in scorer.data.units["office"]:
            nodes, outcomes = {}, {}
            for id, node in scorer.nodes["office"].items():
                found = scorer.node("office", id, unit, Period.parse("2025"))
                value = found.value
                if node.type in ("level", "verdict", "rank", "veto"):
                    outcomes[id] = {"state": "decided" if value.known else "undecided", "value": text(value.value) if value.known else ""}
                    continue
                nodes[id] = {"status": value.status, **({"points": text(value.value)} if value.known else {})}
                for part in ("full", "rate"):
                    if found.get(part).known:
                        nodes[id][part] = exact_text(found.get(part).value)
            units.append({"id": unit, "class": "office", "cards": [{"period": "2025", "nodes": nodes, "outcomes": outcomes}]})
        return {"units": units}

    def card(self, scorer, query, pair):
        def entry(id):
            return {"node": id, "period": "2025", "children": [entry(child) for child in scorer.nodes["office"][id].spec.get("children", [])]}
        return {"tree": entry("total"), "outcomes": [{"node": "level"}, {"node": "talk"}]}

    def tune(self, scorer, query, pair):
        slider, parameters = {"low": "0", "high": "1000", "step": "1"}, []
        for name in pair["scheme"].get("parameters", {}):
            own = exact_text(scorer.parameter(name, Period.parse("2025")).value)
            parameters.append({"parameter": name, "own": plain_value(pair, name), "value": own, **slider})
        nodes = vary.weighed(scorer, "office", Period.parse("2025"))
        return {"parameters": parameters, "weights": [
            {"node": node, "children": [{"child": child, "own": exact_text(own), "weight": exact_text(scorer.weights.get(("office", node, child), own)), **slider}
                                        for child, own in weights.items()]}
            for node, weights in nodes.items()]}

    def weights(self, scorer, query, pair):
        own = vary.own_weights(scorer, "office", query["node"])
        now = {child: scorer.weights.get(("office", query["node"], child), weight) for child, weight in own.items()}
        try:
            to = {child: quantity(value) for child, value in query["set"].items()}
        except Exception:
            return None
        rest = [child for child in own if child not in to and child not in query["keep"]]
        left = sum(own.values()) - sum(to.values()) - sum(now[child] for child in query["keep"])
        if set(to) - set(own) or min(to.values()) < 0 or left < 0 or not rest and left:
            return None
        share = left / sum(own[child] for child in rest) if rest else 0
        found = {child: to.get(child, now[child] if child in query["keep"] else own[child] * share) for child in own}
        return {"weights": [{"child": child, "weight": {"exact": exact_text(value)}} for child, value in found.items()],
                "changes": [{"class": "office", "node": query["node"], "child": child, "weight": exact_text(value)} for child, value in found.items()]}

    def compare(self, scorer, query, pair):
        other = query.get("other")
        scheme, dataset = (json.loads(other["scheme"]), json.loads(other["dataset"])) if other else (pair["scheme"], pair["dataset"])
        scorers = Changes(pair["scheme"], pair["dataset"], query["from"]).scorer(), Changes(scheme, dataset, query["to"]).scorer()
        sides = [beside.Side(one, "office", "total", Period.parse("2025")) for one in scorers]
        figure = lambda value: {"exact": exact_text(value.value)} if value.known else None
        units, counts = [], dict.fromkeys(("points", "places", "levels", "verdicts"), 0)
        for unit in sorted(sides[1].units, key=lambda unit: sides[1].places[unit] or 99):
            both = [{"points": figure(side.points[unit]), "place": side.places[unit],
                     "level": {"id": side.level_of(unit)} if side.level_of(unit) else None,
                     "verdicts": [{"node": id} for id in side.true(unit, "veto", "verdict")]} for side in sides]
            parts = ("points", "place", "level", "verdicts")
            unlike = [json.dumps(both[0][part]) != json.dumps(both[1][part]) for part in parts]
            for name, differs in zip(counts, unlike):
                counts[name] += differs
            named, a, b = [], sides[0].points[unit], sides[1].points[unit]
            self.leaves(scorers, unit, "total", named, figure)
            places = [side["place"] for side in both]
            units.append({"unit": unit, "in": "both", "from": both[0], "to": both[1],
                          "difference": {"exact": exact_text(b.value - a.value)} if a.known and b.known else None,
                          "moved": places[0] - places[1] if all(places) else None, "changed": any(unlike), "because": named})
        values = {name: [one.parameter(name, Period.parse("2025")) for one in scorers] for name in pair["scheme"].get("parameters", {})}
        weighed = [[(node, child, vary.own_weights(one, "office", node)) for node in one.nodes["office"] for child in vary.own_weights(one, "office", node)] for one in scorers]
        weights = [{"node": node, "child": child, "from": exact_text(old[child]), "to": exact_text(new[child])}
                   for (node, child, old), (_, _, new) in zip(*weighed) if child in new and old[child] != new[child]]
        rules = [id for id, node in scheme["classes"]["office"]["nodes"].items() if node != pair["scheme"]["classes"]["office"]["nodes"].get(id)]
        parents = [id for id, node in scheme["classes"]["office"]["nodes"].items() if set(node.get("children", [])) & set(rules)]
        return {"node": "total", "from": {"version": pair["scheme"]["version"]}, "to": {"version": scheme["version"]},
                "counts": {**counts, "units": len(units)}, "units": units,
                "parameters": [{"parameter": name, "from": exact_text(a.value), "to": exact_text(b.value)}
                               for name, (a, b) in values.items() if a.value != b.value],
                "weights": weights, "rules": [{"node": id} for id in dict.fromkeys(rules + parents)]}

    def leaves(self, scorers, unit, id, named, figure, parent=None):
        """Names the lowest nodes that differ; whether this one does."""
        values = [scorer.node("office", id, unit, Period.parse("2025")).value for scorer in scorers]
        weights = [vary.own_weights(scorer, "office", parent).get(id) if parent else None for scorer in scorers]
        weights = [scorer.weights.get(("office", parent, id), weight) for scorer, weight in zip(scorers, weights)]
        if not beside.differs(*values) and (weights[0] == weights[1] or values[0].known and values[0].value == 0):
            return False
        if not any([self.leaves(scorers, unit, child, named, figure, id) for child in scorers[0].nodes["office"][id].spec.get("children", [])]):
            named.append({"node": id, "period": "2025", "from": figure(values[0]), "to": figure(values[1]), "difference": None})
        return True

    def robust(self, scorer, query, pair):
        own = vary.own_weights(scorer, "office", "total")
        if len(own) < 2:
            return None
        shares = scorer.nodes["office"]["total"].spec.get("fold", {}).get("take") == "weighted" and query["by"] == "points"
        ends, whole = bands.ends_of(list(own.values()), quantity(query["band"]) / (100 if shares else 1), query["by"]), sum(own.values())
        found = bands.corners(ends, whole)
        few = len(found) <= query["choices"]
        drawn = sorted(found) if few else bands.sample(ends, whole, query["choices"], query["seed"])
        if drawn is None:
            return None
        sides = [of_weights(pair, own, choice) for choice in drawn]
        now, units = beside.Side(scorer, "office", "total", Period.parse("2025")), []
        for unit in now.units:
            places = [side.places[unit] for side in sides]
            kept = places.count(now.places[unit])
            units.append({"unit": unit, "place": now.places[unit], "best": min(places + [now.places[unit]], key=lambda place: place or 99),
                          "worst": max(places + [now.places[unit]], key=lambda place: place or 0), "kept": kept, "keptShare": exact_text(Fraction(kept, len(drawn)))})
        pairs = [] if not few else [{"ahead": a, "behind": b} for a, b in itertools.permutations(now.units, 2)
                                    if all(ahead(side.points[a], side.points[b]) for side in sides)]
        return {"node": "total", "how": "corners" if few else "sample", "choices": len(drawn), "linear": few, "units": units, "never": pairs,
                "weights": [{"child": child, "own": exact_text(weight), "now": exact_text(weight), "low": exact_text(low), "high": exact_text(high)}
                            for (child, weight), (low, high) in zip(own.items(), ends)]}

    def steps(self, scorer, query, pair):
        at, found = Period.parse("2025"), []
        ids = [id for id, node in scorer.nodes["office"].items() if node.type in ("points", "level", "verdict", "rank", "veto")]
        traced = Traced(scorer.scheme, scorer.data)
        before = {id: {other for other, _ in lessons.reads(traced, ("office", id, query["unit"], at))} for id in ids if traced.node("office", id, query["unit"], at)}
        for id in sorted(ids, key=lambda id: len(before[id])):
            result = traced.node("office", id, query["unit"], at)
            figure = lambda value: {"exact": exact_text(value.value)} if value.known else None
            inner = [other for other, _ in lessons.directly(traced, ("office", id, query["unit"], at)) if other in ids]
            found.append({"node": id, "period": "2025", "status": result.value.status, "facts": [],
                          "points": figure(result.value) if result.is_points else None, "full": figure(result.get("full")) if result.is_points else None,
                          "outcome": None if result.is_points else {"value": text(result.value.value) if result.value.known else ""},
                          "from": [{"node": other, "period": "2025", "points": self.points(traced, other, query["unit"])} for other in inner]})
        return {"steps": found}

    @staticmethod
    def points(scorer, id, unit):
        result = scorer.node("office", id, unit, Period.parse("2025"))
        return {"exact": exact_text(result.value.value)} if result.is_points and result.value.known else None

    def quiz(self, scorer, query, pair):
        """At the line, and a little short of it: the total given instead of computed."""
        asked = []
        for number, (points, answer) in enumerate((("59.99", "poor"), ("59.995", "poor"), ("60", "good"))):
            asked.append({"id": str(number), "kind": "level", "asked": {"zh-CN": points, "en": points}, "why": {"zh-CN": "60", "en": "60"}, "title": {}, "node": "level",
                          "options": [{"id": id, "title": {"zh-CN": id, "en": id}} for id in ("good", "poor")], "answer": answer, "clauses": [{"id": "c1"}],
                          "changes": [{"class": "office", "unit": query["unit"], "node": "total", "period": "2025", "value": points}]})
        return {"questions": asked}

    def guess(self, scorer, query, pair):
        if "node" in query:
            return self.of_node(scorer, query)
        side = beside.Side(scorer, "office", "total", Period.parse("2025"))
        order = sorted(query["order"], key=lambda unit: side.places[unit])
        pairs = list(itertools.combinations([side.places[unit] for unit in query["order"]], 2))
        right = sum(a <= b for a, b in pairs)
        return {"right": right == len(pairs), "order": order, "pairs": {"right": right, "of": len(pairs)}}

    def of_node(self, scorer, query):
        value = scorer.node("office", query["node"], query["unit"], Period.parse("2025")).value
        if not value.known:
            return {"right": False, "guess": {"exact": query["guess"]}, "answer": None, "difference": None}
        if isinstance(value.value, Fraction):
            guess = quantity(query["guess"])
            right = lessons.rounded(guess, scorer.scheme) == lessons.rounded(value.value, scorer.scheme)
            return {"right": right, "guess": {"exact": exact_text(guess)}, "answer": {"exact": exact_text(value.value)}, "difference": {"exact": exact_text(guess - value.value)}}
        return {"right": query["guess"] == text(value.value), "answer": {"id": text(value.value)}}


def plain_value(pair, name):
    return exact_text(Scorer(pair["scheme"], Changes(pair["scheme"], pair["dataset"]).data).parameter(name, Period.parse("2025")).value)


def of_weights(pair, children, choice):
    """How a board stands with one choice of weights."""
    changes = [{"class": "office", "node": "total", "child": child, "weight": exact_text(weight)} for child, weight in zip(children, choice)]
    return beside.Side(Changes(pair["scheme"], pair["dataset"], changes).scorer(), "office", "total", Period.parse("2025"))


def ahead(one, other):
    return one.known and other.known and one.value > other.value


def run(check, pair=PAIR, spoil=lambda name, value: None, name="office"):
    """(what was compared, what differs) of a check, with an engine that is spoilt."""
    report = Report()
    check(vary.Setting(Right(spoil), report, name, pair, cls="office"))
    return report.tally, report.findings


def small(seed):
    pair = generate_boards.board(seed)
    pair["scheme"]["classes"]["office"].setdefault("cohorts", {})
    return pair


class Weights(unittest.TestCase):
    def points(self, *changes):
        scorer = Changes(OFFICE, PAIR["dataset"], changes).scorer()
        return [scorer.node("office", "total", unit, Period.parse("2025")).value.value for unit in "ABC"]

    def test_by_hand(self):
        self.assertEqual(self.points(), [67, 66, 49])
        # a counts 20 instead of 50: 18, 12, 8 in the place of 45, 30, 20
        self.assertEqual(self.points({"class": "office", "node": "total", "child": "a", "weight": "20"}), [40, 48, 37])
        self.assertEqual(self.points({"class": "office", "node": "total", "child": "a", "weight": "0"}), [22, 36, 29])
        put = {"class": "office", "node": "total", "child": "a", "weight": "20"}
        self.assertEqual(self.points(put, {**put, "weight": None}), [67, 66, 49])
        self.assertEqual(self.points({"class": "office", "unit": "A", "fact": "x", "period": "2025", "value": "100"}), [72, 66, 49])

    def test_parameters_by_hand(self):
        def levels(*changes):
            scorer = Changes(OFFICE, PAIR["dataset"], changes).scorer()
            return [scorer.node("office", "level", unit, Period.parse("2025")).value.value.id for unit in "ABC"]

        self.assertEqual(levels(), ["good", "good", "poor"])
        self.assertEqual(levels({"parameter": "line", "value": "66.5"}), ["good", "poor", "poor"])
        self.assertEqual(levels({"parameter": "line", "value": "66.5"}, {"parameter": "line", "value": None}), ["good", "good", "poor"])

    def test_written_into_the_scheme(self):
        """A scheme in which what is changed is written gives the same figures."""
        compared = 0
        for seed in range(15):
            pair = small(seed)
            setting = vary.Setting(None, Report(), f"seed {seed}", pair, cls="office")
            weights = vary.all_weights(setting)
            changes = vary.tuning(setting, 2, weights)
            scheme = copy.deepcopy(pair["scheme"])
            nodes, written = scheme["classes"]["office"]["nodes"], {}
            for change in changes:
                if "parameter" in change:
                    scheme["parameters"][change["parameter"]]["values"] = [{"from": "1900-01-01", "value": change["value"]}]
                else:
                    written[change["node"], change["child"]] = change["weight"]
            for (parent, child), weight in written.items():
                if nodes[parent]["fold"]["take"] == "weighted":
                    nodes[child]["weight"] = weight
                    continue
                # Another node in the child's place: so many times as many points, out of so much.
                nodes[parent]["children"] = [child + "Other" if one == child else one for one in nodes[parent]["children"]]
                nodes[child + "Other"] = {"full": weight, "rule": {"kind": "formula", "points": f"{child}.points * {weight} / {child}.full"}}
            changed, rewritten = Changes(pair["scheme"], pair["dataset"], changes).scorer(), Scorer(scheme, setting.base.data)
            for unit in setting.units():
                for id in setting.base.nodes["office"]:
                    one, other = (scorer.node("office", id, unit, setting.period) for scorer in (changed, rewritten))
                    self.assertTrue(vary.alike(one, other), f"seed {seed} {unit} {id} {changes}: {one.value} and {other.value}")
                    compared += 1
        self.assertGreater(compared, 500)


class Choices(unittest.TestCase):
    def test_published_numbers(self):
        numbers = bands.splitmix64(1234567)
        self.assertEqual([next(numbers) for _ in range(5)], [
            6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821])

    def test_corners_by_hand(self):
        ends = bands.ends_of([Fraction(50), Fraction(30), Fraction(20)], Fraction(5), "points")
        self.assertEqual(ends, [(45, 55), (25, 35), (15, 25)])
        self.assertEqual(sorted(bands.corners(ends, 100)), [(45, 30, 25), (45, 35, 20), (50, 25, 25), (50, 35, 15), (55, 25, 20), (55, 30, 15)])
        self.assertEqual(bands.ends_of([Fraction(3), Fraction(97)], Fraction(5), "points")[0], (0, 8))
        self.assertEqual(bands.ends_of([Fraction(40)], Fraction(10), "percent"), [(36, 44)])
        self.assertIsNone(bands.corners(ends, 100, 5))

    def test_sample(self):
        ends = bands.ends_of([Fraction(50), Fraction(30), Fraction(20)], Fraction(5), "points")
        drawn = bands.sample(ends, Fraction(100), 200, 1234567)
        # 6457827717110365317 mod 1001 = 722, 3203168211198807973 mod 1001 = 121: 45 + 7.22, 25 + 1.21, and the rest
        self.assertEqual(drawn[0], (Fraction("52.22"), Fraction("26.21"), Fraction("21.57")))
        self.assertTrue(all(sum(choice) == 100 and all(low <= weight <= high for weight, (low, high) in zip(choice, ends)) for choice in drawn))
        self.assertIsNone(bands.sample([(Fraction(0), Fraction(1)), (Fraction(5), Fraction(6))], Fraction(100), 1, 1))

    def test_greatest(self):
        for seed in range(30):
            rng = random.Random(seed)
            own = [Fraction(rng.randrange(1, 40)) for _ in range(4)]
            ends, rates = bands.ends_of(own, Fraction(rng.randrange(1, 9)), "points"), [Fraction(rng.randrange(-9, 9), 7) for _ in own]
            brute = max(sum(w * r for w, r in zip(corner, rates)) for corner in bands.corners(ends, sum(own)))
            self.assertEqual(bands.greatest(rates, ends, sum(own)), brute)

    def test_never_by_hand(self):
        """A and B stand 1 apart: with a at 45 and b at 35, A has 40.5 + 14 + 10 = 64.5 and B 27 + 28 + 12 = 67; C never comes before either."""
        said = Right().ask(PAIR, "robust", {"class": "office", "period": "2025", "band": "5", "by": "points", "choices": 100, "seed": 1})
        self.assertEqual({(one["ahead"], one["behind"]) for one in said["never"]}, {("A", "C"), ("B", "C")})
        self.assertEqual([(one["best"], one["worst"]) for one in said["units"]], [(1, 2), (1, 2), (3, 3)])

    def test_again_is_what_a_fresh_scorer_gives(self):
        for seed in range(5):
            setting = vary.Setting(None, Report(), f"seed {seed}", small(seed), cls="office")
            own = vary.own_weights(setting.base, "office", "total")
            body = bands.Body(setting, "total", list(own))
            for choice in bands.sample(bands.ends_of(list(own.values()), Fraction(20), "percent"), sum(own.values()), 3, seed):
                self.assertEqual(body.side(choice).places, of_weights(setting.pair, own, choice).places)


def put(path, value):
    """Spoils a reply: `value` where a path leads."""
    def spoil(name, reply):
        if name != path[0]:
            return
        for key in path[1:-1]:
            reply = reply[key]
        reply[path[-1]] = value(reply[path[-1]]) if callable(value) else value
    return spoil


class Checks(unittest.TestCase):
    """Each check is silent about an engine that is right, and speaks about one that is not."""

    def right(self, check, least=1):
        for seed in range(4):
            tally, findings = run(check, small(seed), name=f"seed {seed}")
            self.assertEqual(findings, [], f"seed {seed}")
        tally, findings = run(check)
        self.assertEqual(findings, [])
        self.assertGreaterEqual(sum(tally.values()), least)

    def wrong(self, check, spoil, kind):
        _, findings = run(check, spoil=spoil)
        self.assertIn(kind, {found for found, _ in findings})

    def test_changes(self):
        self.right(vary.check_changes)
        self.wrong(vary.check_changes, put(["result", "units", 1, "cards", 0, "nodes", "total", "points"], "1.5"), "figures changed")
        self.wrong(vary.check_changes, put(["result", "units", 1, "cards", 0, "outcomes", "level", "value"], "none"), "figures changed")
        count = itertools.count()
        self.wrong(vary.check_changes, lambda name, reply: reply.update(odd=next(count)), "put back")

    def test_weights(self):
        self.right(vary.check_weights)
        self.right(vary.check_tune)
        self.wrong(vary.check_weights, put(["weights", "weights", 0, "weight"], "1"), "their sum")
        self.wrong(vary.check_weights, put(["weights", "changes"], []), "changes that make them")
        self.wrong(vary.check_tune, put(["tune", "weights", 0, "children", 1, "own"], "31"), "own weights")
        self.wrong(vary.check_tune, put(["tune", "parameters", 0, "own"], "61"), "parameters")
        self.wrong(vary.check_tune, put(["tune", "parameters"], []), "parameters not listed")

    def test_compare(self):
        self.right(beside.check_compare)
        self.wrong(beside.check_compare, put(["compare", "units", 0, "to", "place"], 7), "compared places")
        self.wrong(beside.check_compare, put(["compare", "units", 0, "changed"], lambda before: not before), "who changes")
        self.wrong(beside.check_compare, put(["compare", "counts", "points"], 9), "counts")
        for seed in range(20):  # some of these change a figure
            named = put(["compare", "units", 0, "because"], lambda rows: rows + [{"node": "a", "period": "2025", "from": None, "to": None, "difference": None}])
            silent = put(["compare", "units", 0, "because"], [])
            kinds = [{kind for kind, _ in run(beside.check_compare, spoil=spoil, name=f"seed {seed}")[1]} for spoil in (named, silent)]
            if "because: only those" in kinds[0] and "because: all that differ" in kinds[1]:
                return
        self.fail("nothing was found")

    def test_robust(self):
        check = lambda setting: bands.check_robust(setting, "5", "points", 12, 7, further=50)
        self.right(check)
        self.right(lambda setting: bands.check_robust(setting, "20", "percent", 3, 7, further=0))
        self.wrong(check, put(["robust", "units", 0, "kept"], 1), "robust: best, worst, kept")
        self.wrong(check, put(["robust", "units", 1, "best"], 2), "robust: best, worst, kept")
        self.wrong(check, put(["robust", "choices"], 7), "robust: choices")
        self.wrong(check, put(["robust", "never"], lambda rows: rows[1:]), "never: all that hold")
        self.wrong(check, put(["robust", "never"], lambda rows: rows + [{"ahead": "A", "behind": "B"}]), "never: of choices")
        self.wrong(check, put(["robust", "weights", 0, "low"], "40"), "robust: ends")

    def test_order(self):
        self.right(lessons.check_order)
        self.wrong(lessons.check_order, put(["guess", "pairs", "right"], 0), "guesses of order: pairs")
        self.wrong(lessons.check_order, put(["guess", "order"], lambda units: units[::-1]), "guesses of order: order")


    def test_steps(self):
        check = lambda setting: lessons.check_steps(setting, setting.units()[0])
        self.right(check)
        self.wrong(check, put(["steps", "steps"], lambda steps: steps[::-1]), "steps: after all it reads")
        self.wrong(check, put(["steps", "steps"], lambda steps: steps[1:]), "steps: all of the card")
        self.wrong(check, put(["steps", "steps", 3, "from"], lambda rows: rows[1:]), "steps: from all it reads")
        self.wrong(check, put(["steps", "steps", 0, "points", "exact"], "1"), "steps: figures")

    def test_quiz(self):
        check = lambda setting: lessons.check_quiz(setting, "A", 5)
        tally, findings = run(check)
        self.assertEqual((findings, tally["quiz: answers (level)"]), ([], 3))
        self.wrong(check, put(["quiz", "questions", 1, "answer"], "good"), "quiz: answers (level)")
        self.wrong(check, put(["quiz", "questions", 1, "options", 0, "id"], "poor"), "quiz: options")
        self.wrong(check, put(["quiz", "questions", 1, "options", 0, "title", "en"], "poor"), "quiz: options differ")

    def test_guess(self):
        check = lambda setting: lessons.check_guess(setting, "A")
        self.right(lambda setting: lessons.check_guess(setting, setting.units()[0]))
        spoil = lambda name, reply: reply.update(answer={"exact": "1", "id": "none"})
        kinds = {kind for number in range(5) for kind, _ in run(check, spoil=spoil, name=f"seed {number}")[1]}
        self.assertLessEqual({"guesses of points", "guesses of outcomes"}, kinds)


class Reads(unittest.TestCase):
    def test_by_hand(self):
        scorer = Traced(OFFICE, Changes(OFFICE, PAIR["dataset"]).data)
        at = Period.parse("2025")
        for id in ("talk", "level"):
            scorer.node("office", id, "A", at)
        key = lambda id: ("office", id, "A", at)
        self.assertEqual(lessons.directly(scorer, key("total")), {("a", "2025"), ("b", "2025"), ("c", "2025")})
        self.assertEqual(lessons.directly(scorer, key("level")), {("total", "2025")})
        self.assertEqual(lessons.reads(scorer, key("talk")), {("total", "2025"), ("a", "2025"), ("b", "2025"), ("c", "2025")})


if __name__ == "__main__":
    unittest.main()
