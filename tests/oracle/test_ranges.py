"""The checks of ranges.py find what they look for: against an engine that tries everything there is, and one that errs.

    python3 tests/oracle/test_ranges.py
"""
import itertools
import random
import unittest
from fractions import Fraction

import goals
import holes
import ranges
from exact import Level, exact_text, quantity
from held import Figures, Nodes, Report
from holes import Corners, Domain
from oracle import text
from periods import Period

OFFICE = {
    "format": "yardstick-scheme/1", "id": "office", "calendar": {"main": "year", "periods": ["year", "month"]},
    "classes": {"office": {
        "total": "total",
        "facts": {
            "done": {"type": "count", "grain": "year", "domain": {"max": "3"}},
            "mark": {"type": "number", "grain": "year", "domain": {"min": "0", "max": "10", "step": "2.5"}},
            "kind": {"type": "choice", "grain": "year", "options": ["a", "b"]},
            "by": {"type": "count", "grain": "year", "keys": ["x", "y"]},
            "vote": {"type": "votes", "grain": "year", "options": ["good", "bad"]},
            "seen": {"type": "records", "grain": "year", "dated": "day", "fields": {"day": "date", "stars": "number", "parts": {"type": "records", "fields": {"n": "count"}}}}},
        "nodes": {
            "total": {"full": "10", "rule": {"kind": "formula", "points": "done * 2 + if(kind == 'a', mark, 1)"}},
            "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "6"}, {"level": "poor"}]}]},
            "enough": {"type": "verdict", "effect": "notice", "when": "done > 1", "then": "."}}}}}


def figures(**readings):
    return {"format": "yardstick-dataset/1", "periods": ["2025"], "asOf": "2025-12-31", "units": {"office": [{"id": "A"}, {"id": "B"}]},
            "readings": {"office": {name: {"2025": list(column)} for name, column in readings.items()}}, "records": {"office": {}}}


class Everything:
    """An engine that knows a range by trying all there is; `spoil` makes its reply a false one."""

    def __init__(self, spoil=lambda reply: None):
        self.spoil, self.asked = spoil, 0

    def ask(self, what, scheme, dataset, **options):
        cls, period = options["class"], Period.parse(options["period"])
        nodes = Nodes(scheme, dataset, cls)
        total = scheme["classes"][cls]["total"]
        gaps = holes.holes(scheme, dataset)
        each = [hole.domain.all() for hole in gaps]
        tried = [list(zip(gaps, values)) for values in itertools.product(*each)] if all(each) else None
        units = []
        for unit in (unit["id"] for unit in dataset["units"][cls]):
            said = {"unit": unit, "open": len(gaps), "nodes": {}}
            for id in nodes.nodes:
                at = nodes.period(id, period)
                if at is None:
                    continue
                if tried is None:
                    ends, seen, levels = [], ["exempt", "missing", "invalid"], []
                else:
                    found = [(Figures(scheme, holes.filled(scheme, dataset, values)).of(cls, id, unit, at), values) for values in tried]
                    seen = sorted({value.status for value, _ in found if not value.known})
                    there = [(value.value, values) for value, values in found if value.known and nodes.place(id, value.value) is not None]
                    levels = [value for value, _ in there if isinstance(value, Level)]
                    ends = [choose(there, key=lambda pair: nodes.place(id, pair[0])) for choose in (min, max)] if there else []
                plain = ends and not isinstance(ends[0][0], Level)
                low, high = ({"exact": text(end[0])} for end in ends) if plain else (None, None)
                said["nodes"][id] = {"low": low, "high": high, "tight": bool(plain), "mayBe": seen}
                if levels:
                    said["nodes"][id]["levels"] = {"low": min(levels, key=lambda level: level.height).id, "high": max(levels, key=lambda level: level.height).id}
                if id == total and plain:
                    for name, end in (("lowAt", ends[0]), ("highAt", ends[1])):
                        said[name] = {"reached": True, "changes": [{**hole.cell, "value": text(value)} for hole, value in end[1]]}
            for name in ("lowAt", "highAt"):
                said.setdefault(name, {"reached": False, "changes": []})
            known = said["nodes"][total]
            if known["low"] is None or known["low"] != known["high"] or known["mayBe"]:
                units.append(said)
        reply = {"units": units, "cells": [hole.cell for hole in gaps if hole.cell is not None]}
        self.spoil(reply)
        return reply


class Trying:
    """An engine that knows ways and paths by trying all that readings of few values may be."""

    def __init__(self, spoil=lambda reply: None):
        self.spoil = spoil

    def ask(self, what, scheme, dataset, goal=None, query=None, **options):
        setting = Given(scheme, dataset, options["class"], options["unit"], options["period"])
        if what == "ledger":
            reply = self.lost(setting)
            self.spoil(reply)
            return reply
        self.setting, self.goal = setting, goals.Goal(setting.nodes, goal)
        frozen = [goals.cell_of(cell) for cell in (query or {}).get("frozen", [])]
        self.cells = [cell for cell in goals.cells_of(scheme, dataset, setting.cls, setting.unit) if cell not in frozen and holes.Domain(setting.fact(cell)).all()]
        now = setting.value(goal["node"])
        reply = {"goal": {"node": goal["node"], "met": self.goal.reached(now), "now": self.figure(), "possible": None, "best": None},
                 **(self.ways() if what == "solve" else self.paths(query["costs"]))}
        self.spoil(reply)
        return reply

    def figure(self, *changes):
        """What people read: the points behind a level, nothing of a verdict."""
        value = self.setting.value(self.goal.figure, [{**cell, "value": to} for cell, to in changes]) if self.goal.figure else None
        return {"exact": text(value.value)} if value is not None and value.known else None

    def lost(self, setting):
        rows = [(setting.full(child).value - setting.value(child).value, child) for child in setting.nodes.nodes[setting.total].spec["children"]]
        rows.sort(reverse=True)
        return {"lost": {"exact": exact_text(sum(lost for lost, _ in rows))},
                "rows": [{"node": child, "period": setting.text, "title": "", "clauses": [], "lost": {"exact": exact_text(lost)}, "back": None, "past": True, "cells": []} for lost, child in rows]}

    def value(self, *changes):
        return self.setting.value(self.goal.id, [{**cell, "value": to} for cell, to in changes])

    def ways(self):
        found = []
        for cell in self.cells:
            domain = holes.Domain(self.setting.fact(cell))
            values = [goals.text_of(value) for value in domain.all()]
            reaching = [self.goal.reached(self.value((cell, value))) for value in values]
            parts = []
            for value, reached, before in zip(values, reaching, [False, *reaching]):
                if reached and before and domain.numeric:
                    parts[-1]["to"] = value
                elif reached:
                    parts.append({"from": value, "to": value, "above": False, "below": False})
            now = goals.current(self.setting, cell)
            near = [value for value, reached in zip(values, reaching) if reached]
            if domain.numeric and now is not None:
                near.sort(key=lambda value: abs(quantity(value) - quantity(now)))
            there = [value for value in values if self.value((cell, value)).known]
            best = (min if "atMost" in self.goal.query else max)(there, key=lambda value: quantity((self.figure((cell, value)) or {"exact": "0"})["exact"]))
            found.append({"cells": [cell], "title": "", "type": domain.type, "unit": "", "now": now, "ranges": parts, "exact": True,
                          "nearest": near[0] if near else None, "then": self.figure((cell, near[0])) if near else None,
                          "best": self.figure((cell, best)), "bestAt": best})
        return {"ways": found}

    def paths(self, costs):
        chosen = [goals.cell_of(cost) for cost in costs]
        tried = []
        for values in itertools.product(*(map(goals.text_of, holes.Domain(self.setting.fact(cell)).all()) for cell in chosen)):
            changes = [(cost, goals.current(self.setting, cell), value) for cost, cell, value in zip(costs, chosen, values)]
            changes = [(cost, old, new) for cost, old, new in changes if old != new]
            moves = [(goals.cell_of(cost), new) for cost, old, new in changes]
            if self.goal.reached(self.value(*moves)):
                parts = [{**goals.cell_of(cost), "title": "", "from": old, "to": new} for cost, old, new in changes]
                tried.append((sum((goals.price(self.setting, *change) for change in changes), Fraction(0)), parts, self.figure(*moves)))
        tried.sort(key=lambda one: one[0])
        paths = [{"changes": parts, "cost": exact_text(cost), "then": figure} for cost, parts, figure in tried[:3]]
        return {"paths": paths, "proof": "exact", "bound": None}


class Given(goals.Setting):
    """A unit in a period, as they are."""

    def __init__(self, scheme, dataset, cls="office", unit="A", period="2025"):
        self.draw = Drawn(scheme, dataset)
        self.rng, self.scheme, self.dataset = self.draw.rng, scheme, dataset
        self.cls, self.unit, self.text, self.period = cls, unit, period, Period.parse(period)
        self.nodes, self.scored = Nodes(scheme, dataset, cls), {}


class Drawn(ranges.Draw):
    """A draw of which everything is given here."""

    def __init__(self, scheme, dataset, few=True):
        self.seed, self.rng, self.few = 0, random.Random(1), few
        self.scheme, self.dataset = scheme, dataset
        self.corners = Corners(scheme, dataset, self.rng)
        self.holes = holes.holes(scheme, dataset)


def found(spoil=lambda reply: None, few=True, **readings):
    """The kinds of what does not hold, of the office's range."""
    report = Report()
    draw = Drawn(OFFICE, figures(**{"done": [None, 1], "mark": ["5", "5"], "kind": ["a", "b"], "by": [{"x": 1, "y": 1}] * 2, "vote": [{"good": 1}] * 2, **readings}), few)
    draw.dataset["records"]["office"]["seen"] = {"A": [], "B": []}
    draw.holes = holes.holes(draw.scheme, draw.dataset)
    draw.rng.choice = lambda items: list(items)[0]  # every unit is asked for
    ranges.check_range(Everything(spoil), draw, 8, report)
    return sorted({finding.what for finding in report.findings})


class Ranges(unittest.TestCase):
    def test_what_holds_is_not_found_fault_with(self):
        self.assertEqual(found(), [])
        self.assertEqual(found(mark=[None, "5"], kind=[None, "b"]), [])

    def test_a_figure_above_the_highest_is_found(self):
        def lower(reply):
            reply["units"][0]["nodes"]["total"]["high"]["exact"] = "10"
        self.assertIn("outside", found(lower))

    def test_a_figure_below_the_lowest_is_found(self):
        def higher(reply):
            reply["units"][0]["nodes"]["total"]["low"]["exact"] = "5.01"
        self.assertIn("outside", found(higher))

    def test_a_status_that_was_said_not_to_be_is_found(self):
        def sure(reply):
            reply["units"][0]["nodes"]["total"]["mayBe"] = []
        self.assertEqual(found(mark=["exempt", "5"]), [])
        self.assertEqual(found(sure, mark=["exempt", "5"]), ["outside"])

    def test_a_level_outside_its_levels_is_found(self):
        def good(reply):
            reply["units"][0]["nodes"]["level"]["levels"]["low"] = "good"
        self.assertEqual(found(good), ["outside"])

    def test_a_verdict_outside_its_range_is_found(self):
        def never(reply):
            reply["units"][0]["nodes"]["enough"]["high"] = {"exact": "false"}
        self.assertIn("outside", found(never))

    def test_an_end_called_tight_that_nothing_reaches_is_found(self):
        def wide(reply):
            reply["units"][0]["nodes"]["total"]["low"]["exact"] = "4"
        self.assertEqual(found(wide), ["end not reached", "tight but not reached"])

    def test_an_end_that_is_not_called_tight_may_be_wide(self):
        def wide(reply):
            reply["units"][0]["nodes"]["total"].update(tight=False, low={"exact": "4"})
            reply["units"][0]["lowAt"].update(reached=False)

        def boast(reply):
            wide(reply)
            reply["units"][0]["nodes"]["total"]["tight"] = True
        self.assertEqual(found(wide), [])
        self.assertEqual(found(boast), ["tight but not reached"])

    def test_changes_that_do_not_reach_the_end_are_found(self):
        def other(reply):
            reply["units"][0]["highAt"] = reply["units"][0]["lowAt"]
        self.assertEqual(found(other), ["end not reached"])

    def test_an_end_reached_over_what_is_given_or_outside_a_domain_is_found(self):
        def over(reply):
            reply["units"][0]["highAt"]["changes"].append({"class": "office", "unit": "A", "fact": "mark", "period": "2025", "value": "5"})

        def beyond(reply):
            reply["units"][0]["highAt"]["changes"][0]["value"] = "4"
        self.assertEqual(found(over), ["end over what is given"])
        self.assertEqual(found(beyond), ["end over what is given"])

    def test_a_unit_passed_over_that_is_open_is_found(self):
        self.assertEqual(found(lambda reply: reply["units"].clear()), ["not settled"])

    def test_a_node_passed_over_is_found(self):
        self.assertEqual(found(lambda reply: reply["units"][0]["nodes"].pop("enough")), ["absent"])

    def test_an_open_reading_that_is_not_listed_is_found(self):
        self.assertEqual(found(lambda reply: reply["cells"].clear()), ["open but not listed"])

    def test_a_given_reading_that_is_listed_as_open_is_found(self):
        def more(reply):
            reply["cells"].append({"class": "office", "unit": "B", "fact": "done", "period": "2025"})
        self.assertEqual(found(more), ["not open"])


def complete(**readings):
    dataset = figures(**{"done": [1, 1], "mark": ["5", "5"], "kind": ["a", "b"], "by": [{"x": 1, "y": 1}] * 2, "vote": [{"good": 1}] * 2, **readings})
    dataset["records"]["office"]["seen"] = {"A": [], "B": []}
    return dataset


class Goals(unittest.TestCase):
    """The office's A has 1 done and a mark of 5: 7 points."""

    def found(self, on, spoil=lambda reply: None, node="total", **goal):
        report, setting = Report(), Given(OFFICE, complete())
        on(Trying(spoil), setting, goals.Goal(setting.nodes, {"node": node, **goal}), report)
        return sorted({finding.what for finding in report.findings})

    def test_ways_that_hold_are_not_found_fault_with(self):
        for goal in ({"atLeast": "8"}, {"atMost": "5"}, {"node": "level", "level": "good"}, {"node": "enough", "is": "false"}, {"atLeast": "100"}):
            self.assertEqual(self.found(goals.solve_on, **goal), [], goal)

    def test_a_range_too_wide_or_too_narrow_is_found(self):
        def wider(reply):
            for way in reply["ways"]:
                for part in way["ranges"]:
                    part["from"] = None

        def open_end(reply):
            for way in reply["ways"]:
                for part in way["ranges"]:
                    part["above"] = True
        self.assertEqual(self.found(goals.solve_on, wider, atLeast="8"), ["way"])
        self.assertIn("way", self.found(goals.solve_on, open_end, atLeast="9"))

    def test_a_nearest_that_does_not_reach_or_is_not_nearest_is_found(self):
        def short(reply):
            for way in reply["ways"]:
                way["nearest"] = way["now"]

        def far(reply):
            for way in reply["ways"]:
                if way["ranges"]:
                    way.update(nearest=way["ranges"][-1]["to"], then=None)
        self.assertIn("nearest", self.found(goals.solve_on, short, atLeast="8"))
        self.assertEqual(self.found(goals.solve_on, far, atLeast="8"), ["nearest"])

    def test_a_best_that_is_beaten_or_not_reached_is_found(self):
        def low(reply):
            for way in reply["ways"]:
                way["best"]["exact"] = "7.5"

        def elsewhere(reply):
            for way in reply["ways"]:
                way["bestAt"] = way["now"]
        self.assertEqual(self.found(goals.solve_on, low, atLeast="100"), ["best", "way's best"])
        self.assertEqual(self.found(goals.solve_on, elsewhere, atLeast="100"), ["best"])

    def test_a_goal_called_met_or_not_possible_falsely_is_found(self):
        self.assertEqual(self.found(goals.solve_on, lambda reply: reply["goal"].update(met=True), atLeast="8"), ["goal met"])
        self.assertEqual(self.found(goals.solve_on, lambda reply: reply["goal"].update(possible=False), atLeast="8"), ["possible"])
        self.assertEqual(self.found(goals.solve_on, lambda reply: reply["goal"]["now"].update(exact="6"), atLeast="8"), ["figure now"])

    def test_a_way_not_told_is_found(self):
        self.assertEqual(self.found(goals.solve_on, lambda reply: reply["ways"].clear(), atLeast="8"), ["way not told"])

    def test_paths_that_hold_are_not_found_fault_with(self):
        for goal in ({"atLeast": "8"}, {"atLeast": "14"}, {"atMost": "2"}, {"node": "level", "level": "good"}, {"atLeast": "100"}):
            self.assertEqual(self.found(goals.path_on, **goal), [], goal)

    def test_a_path_that_is_not_the_cheapest_is_found_unless_it_says_so(self):
        def second(reply):
            del reply["paths"][0]

        def honest(reply):
            del reply["paths"][0]
            reply.update(proof="bound", bound="0")

        def boast(reply):
            reply.update(proof="bound", bound="1000")
        self.assertEqual(self.found(goals.path_on, second, atLeast="8"), ["path"])
        self.assertEqual(self.found(goals.path_on, honest, atLeast="8"), [])
        self.assertEqual(self.found(goals.path_on, boast, atLeast="8"), ["path's bound"])

    def test_a_path_that_does_not_reach_or_costs_something_else_is_found(self):
        def short(reply):
            reply["paths"][0]["changes"][0]["to"] = reply["paths"][0]["changes"][0]["from"]

        def free(reply):
            reply["paths"][0]["cost"] = "0"
        self.assertIn("path", self.found(goals.path_on, short, atLeast="8"))
        self.assertEqual(self.found(goals.path_on, free, atLeast="8"), ["path", "path's cost"])


class Ledgers(unittest.TestCase):
    """Of 30 points the office's A has 1 of 10 and 5 of 20."""

    SUM = holes.copied(OFFICE)
    SUM["classes"]["office"]["nodes"] = {
        "total": {"full": "30", "children": ["first", "second"], "fold": {"take": "sum"}},
        "first": {"full": "10", "rule": {"kind": "formula", "points": "done"}},
        "second": {"full": "20", "rule": {"kind": "formula", "points": "mark"}}}

    def found(self, spoil=lambda reply: None):
        report, setting = Report(), Given(self.SUM, complete())
        goals.ledger_on(Trying(spoil), setting, report)
        return sorted({finding.what for finding in report.findings})

    def test_a_ledger_that_holds_is_not_found_fault_with(self):
        self.assertEqual(self.found(), [])

    def test_a_ledger_that_does_not_add_up_is_found(self):
        self.assertEqual(self.found(lambda reply: reply["lost"].update(exact="23")), ["ledger"])
        self.assertEqual(self.found(lambda reply: reply["rows"].pop()), ["ledger"])

    def test_a_ledger_that_does_not_begin_with_the_largest_is_found(self):
        self.assertEqual(self.found(lambda reply: reply["rows"].reverse()), ["ledger's order"])


class Holes(unittest.TestCase):
    def gaps(self, dataset):
        return [hole.where for hole in holes.holes(OFFICE, dataset)]

    def complete(self):
        dataset = figures(done=[1, 1], mark=["5", "5"], kind=["a", "b"], by=[{"x": 1, "y": 1}] * 2, vote=[{"good": 1}] * 2)
        dataset["records"]["office"]["seen"] = {"A": [], "B": [{"id": "r", "day": "2025-03-01", "stars": "5", "parts": [{"id": "p", "n": "1"}]}]}
        return dataset

    def test_what_is_given_is_no_hole(self):
        self.assertEqual(self.gaps(self.complete()), [])

    def test_a_key_not_given_is_a_hole_but_a_voting_option_is_not(self):
        dataset = self.complete()
        dataset["readings"]["office"]["by"]["2025"] = [{"x": None, "y": 1}, {"x": 1}]
        dataset["readings"]["office"]["vote"]["2025"] = [{}, None]
        self.assertEqual(self.gaps(dataset), ["A.by 2025 x", "B.by 2025 y", "B.vote 2025 good", "B.vote 2025 bad"])

    def test_an_exempt_reading_is_no_hole(self):
        dataset = self.complete()
        dataset["readings"]["office"]["done"]["2025"] = ["exempt", None]
        self.assertEqual(self.gaps(dataset), ["B.done 2025"])

    def test_a_list_may_be_missing_open_or_lack_a_value(self):
        dataset = self.complete()
        del dataset["records"]["office"]["seen"]["A"]
        dataset["records"]["office"]["seen"]["B"][0].update(stars=None, parts=[{"id": "p"}])
        dataset["closedThrough"] = {"office": {"seen": {"B": "2025-06-30"}}}
        self.assertEqual(self.gaps(dataset), ["A.seen: the list", "B.seen.r.stars", "B.seen.r.p.n", "B.seen: after 2025-06-30"])

    def test_what_is_filled_leaves_no_hole_and_changes_nothing_else(self):
        dataset = self.complete()
        dataset["readings"]["office"]["by"]["2025"] = [None, {"x": "7", "y": None}]
        dataset["readings"]["office"]["kind"]["2025"] = [None, "b"]
        dataset["closedThrough"] = {"office": {"seen": "2025-06-30"}}
        dataset["records"]["office"]["seen"]["B"][0]["stars"] = None
        before = holes.copied(dataset)
        corners = Corners(OFFICE, dataset, random.Random(3))
        for _ in range(20):
            completed = holes.filled(OFFICE, dataset, [(hole, corners.fill(hole)) for hole in holes.holes(OFFICE, dataset)])
            self.assertEqual(self.gaps(completed), [])
            self.assertEqual(completed["readings"]["office"]["by"]["2025"][1]["x"], "7")
            self.assertEqual(completed["readings"]["office"]["kind"]["2025"][1], "b")
            for unit in ("A", "B"):
                new = [record for record in completed["records"]["office"]["seen"][unit] if record["id"] != "r"]
                self.assertTrue(all(record["day"] > "2025-06-30" for record in new))
        self.assertEqual(dataset, before)

    def test_changes_are_made_as_edit_makes_them(self):
        cell = {"class": "office", "unit": "A", "period": "2025"}
        completed = holes.made(OFFICE, self.complete(), [
            {**cell, "fact": "done", "value": "2"}, {**cell, "fact": "by", "key": "x", "value": "3"}, {**cell, "fact": "mark", "value": ""},
            {"class": "office", "unit": "B", "fact": "seen", "records": None}, {**cell, "unit": "B", "node": "total", "value": "4"}])
        readings = completed["readings"]["office"]
        self.assertEqual((readings["done"]["2025"][0], readings["by"]["2025"][0], readings["mark"]["2025"][0]), ("2", {"x": "3", "y": 1}, None))
        self.assertNotIn("B", completed["records"]["office"]["seen"])
        self.assertEqual(Figures(OFFICE, completed).of("office", "total", "B", Period.parse("2025")).value, 4)


class Domains(unittest.TestCase):
    def test_a_step_counts_from_the_least(self):
        domain = Domain({"type": "number", "domain": {"min": "1", "max": "6", "step": "2"}})
        self.assertEqual(domain.all(), ["1", "3", "5"])
        self.assertEqual(domain.ends(), (1, 5))
        self.assertTrue(domain.holds(Fraction(3)) and not domain.holds(Fraction(2)) and not domain.holds(Fraction(7)))

    def test_a_count_is_whole_and_not_negative(self):
        self.assertEqual(Domain("count").ends(), (0, None))
        self.assertFalse(Domain("count").holds(Fraction(1, 2)) or Domain("count").holds(Fraction(-1)))

    def test_corners_keep_to_the_domain_and_reach_its_ends(self):
        corners = Corners(OFFICE, figures(), random.Random(1))
        domain = Domain(OFFICE["classes"]["office"]["facts"]["mark"])
        drawn = {corners.value(domain) for _ in range(200)}
        self.assertTrue(all(domain.holds(Fraction(value)) for value in drawn))
        self.assertLessEqual({"0", "10", "5"}, drawn)

    def test_corners_stand_on_below_and_above_the_lines_that_the_rules_name(self):
        self.assertEqual(holes.lines_of(OFFICE), [1, 2, 6, 10])
        corners, drawn = Corners(OFFICE, figures(), random.Random(1)), set()
        for _ in range(50):
            drawn |= set(corners.numbers(Domain("number")))
        self.assertLessEqual({Fraction(6), Fraction("5.999"), Fraction("6.001"), Fraction(10), Fraction(0)}, drawn)


class Drawing(unittest.TestCase):
    def test_drawn_data_is_incomplete_in_every_way(self):
        seen = set()
        for seed in range(120):
            draw = ranges.Draw(seed)
            for hole in draw.holes:
                seen.add("list after a day" if hole.after else "list" if hole.domain.type == "records" else "field" if hole.path[0] == "records"
                         else "key" if "key" in hole.cell else "reading")
            seen.update(draw.taken)
        self.assertLessEqual({"list after a day", "list", "field", "key", "reading", "few", *holes.Taking.WAYS}, seen)

    def test_a_seed_gives_the_same_draw_again(self):
        for seed in (3, 29, 77):
            one, other = ranges.Draw(seed), ranges.Draw(seed)
            self.assertEqual((one.scheme, one.dataset), (other.scheme, other.dataset))
            self.assertEqual([values for _, values in one.completions(3)[1][0]], [values for _, values in other.completions(3)[1][0]])

    def test_what_is_narrowed_keeps_what_is_there(self):
        for seed in range(60):
            draw = ranges.Draw(seed)
            for cls, body in draw.scheme["classes"].items():
                for name, fact in body["facts"].items():
                    for column in draw.dataset["readings"].get(cls, {}).get(name, {}).values():
                        for value in column if fact["type"] in holes.NUMBERS and "keys" not in fact else []:
                            if value is not None and value != "exempt" and not isinstance(value, dict):
                                self.assertTrue(Domain(fact).holds(holes.quantity(value)), f"seed {seed}: {name} {value}")


if __name__ == "__main__":
    unittest.main()
