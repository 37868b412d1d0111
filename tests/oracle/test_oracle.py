"""Hand-worked figures for the oracle's trickiest parts."""

import os
import sys
import unittest
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import exact  # noqa: E402
import oracle  # noqa: E402
from dataset import from_case  # noqa: E402
from periods import Period, age, parse_date, workdays  # noqa: E402
from score import Scorer  # noqa: E402


def scheme_of(nodes, facts=None, **more):
    calendar = {"main": "year", "periods": ["year", "half", "quarter", "month"]}
    cls = {key: more.pop(key) for key in ("belongs", "cohorts", "limits") if key in more}
    return {"id": "t", "calendar": calendar, "classes": {"unit": {"facts": facts or {}, "nodes": nodes, **cls}, **more.pop("classes", {})}, **more}


def number(grain="year", **more):
    return {"type": "number", "grain": grain, **more}


class OracleTest(unittest.TestCase):
    def given(self, nodes, facts=None, case=None, **more):
        scheme = scheme_of(nodes, facts, **more)
        data, self.cls, self.period = from_case(scheme, {"class": "unit", "period": "2025", **(case or {})})
        self.scorer = Scorer(scheme, data)

    def figure(self, node, unit="A", period=None, cls="unit"):
        found = oracle.shown(self.scorer.node(cls, node, unit, Period.parse(period) if period else self.period))
        return found.get("value", found["status"])

    def figures(self, node, units, **more):
        return [self.figure(node, unit, **more) for unit in units]

    def fold(self, values, full=("10", "20", "30"), own="60", **fold):
        """Children a, b, c …, pinned; an "exempt" or None among them is what it says."""
        names = "abcdef"[: len(values)]
        weights = fold.pop("weights", [None] * len(values))
        nodes = {name: {"full": f, "rule": {"kind": "constant", "points": "0"}, **({"weight": w} if w else {})} for name, f, w in zip(names, full, weights)}
        for name, value in zip(names, values):
            if value is None:
                nodes[name]["rule"] = {"kind": "formula", "points": "unseen"}
        nodes["top"] = {"full": own, "children": list(names), "fold": fold}
        pins = {name: value for name, value in zip(names, values) if value is not None}
        self.given(nodes, {"unseen": number()}, {"assume": {"A": pins}})
        return self.figure("top")


class Numbers(OracleTest):
    def test_a_root_is_exact_where_it_is_rational(self):
        self.assertEqual(exact.power(Fraction(8, 27), Fraction(2, 3)).value, Fraction(4, 9))

    def test_an_irrational_root_has_forty_digits(self):
        # √2 = 1.4142135623 7309504880 1688724209 6980785696 7187…
        self.assertEqual(exact.power(2, Fraction(1, 2)).value, Fraction("1.414213562373095048801688724209698078570"))

    def test_a_logarithm_close_to_one_keeps_its_digits(self):
        # ln(1 + x) = x − x²/2 + x³/3 …, x = 10^-60
        x = Fraction(1, 10**60)
        self.assertEqual(exact.ln(1 + x).value, x)

    def test_rounding_modes_differ_on_halves_and_below_nothing(self):
        modes = ["half-up", "half-down", "half-even", "up", "down", "ceiling", "floor"]
        self.assertEqual([exact.round_whole(Fraction(-5, 2), mode) for mode in modes], [-3, -2, -2, -3, -2, -2, -3])
        self.assertEqual([exact.round_whole(Fraction(5, 2), mode) for mode in modes], [3, 2, 2, 3, 2, 3, 2])

    def test_a_figure_is_written_as_a_decimal_where_that_ends(self):
        self.assertEqual([exact.exact_text(Fraction(x)) for x in ("84.995", "200/3", "-1/8", "10")], ["84.995", "200/3", "-0.125", "10"])


class Calendar(OracleTest):
    def test_a_birthday_on_29_february_is_reached_on_1_march(self):
        born = parse_date("2004-02-29")
        self.assertEqual([age(born, parse_date(day)) for day in ("2025-02-28", "2025-03-01", "2024-02-28", "2024-02-29")], [20, 21, 19, 20])

    def test_working_days_leave_out_holidays_and_take_in_moved_days(self):
        # 2025-09-28 is a Sunday that is worked; 1 and 2 October are holidays; 27 September is a Saturday.
        calendar = {"holidays": ["2025-10-01", "2025-10-02"], "workingDays": ["2025-09-28"]}
        self.assertEqual(workdays(parse_date("2025-09-27"), parse_date("2025-10-03"), calendar), 4)

    def test_a_month_a_main_year_ago(self):
        self.assertEqual(str(Period.parse("2025-03").main_shift(1, "year")), "2024-03")


class Statuses(OracleTest):
    def test_one_operand_settles_and_or(self):
        nodes = {name: {"type": "flag", "value": formula} for name, formula in {
            "no": "false and x > 1", "yes": "x > 1 or true", "open": "true and x > 1", "broken": "1 / 0 > 1 or x > 1", "settled": "1 / 0 > 1 or true"}.items()}
        self.given(nodes, {"x": number()}, {"readings": {"A": {"x": None}}})
        self.assertEqual([self.figure(n) for n in nodes], ["false", "true", "missing", "invalid", "true"])

    def test_given_is_never_missing_and_if_looks_at_one_branch(self):
        nodes = {"a": {"type": "number", "value": "if(given(x), x, 7)"}, "b": {"type": "number", "value": "if(y > 0, 1 / y, 1 / 0)"}}
        self.given(nodes, {"x": number(), "y": number()}, {"readings": {"A": {"x": None, "y": "4"}}})
        self.assertEqual([self.figure("a"), self.figure("b")], ["7", "0.25"])


class FoldPolicies(OracleTest):
    def test_a_missing_child_makes_the_sum_missing(self):
        self.assertEqual(self.fold(["10", None, "15"]), "missing")

    def test_the_others_stand_for_a_skipped_child(self):
        # (10 + 15) × 60 ÷ 40
        self.assertEqual(self.fold(["10", "exempt", "15"]), "37.5")
        self.assertEqual(self.fold(["10", None, "15"], missing="skip"), "37.5")

    def test_zero_is_a_figure_of_nothing(self):
        self.assertEqual(self.fold(["10", None, "15"], missing="zero"), "25")
        self.assertEqual(self.fold(["10", "exempt", "15"], exempt="zero"), "25")

    def test_full_is_a_rate_of_one(self):
        self.assertEqual(self.fold(["10", "exempt", "15"], exempt="full"), "45")
        # (10/10 + 1 + 15/30) ÷ 3 × 60
        self.assertEqual(self.fold(["10", "exempt", "15"], exempt="full", take="mean", by="rate"), "50")

    def test_average_is_the_mean_rate_of_the_known(self):
        # (1 + 0.5) ÷ 2 = 0.75; 10 + 0.75 × 20 + 15
        self.assertEqual(self.fold(["10", "exempt", "15"], exempt="average"), "40")

    def test_full_marks_move_to_siblings_at_their_own_rate(self):
        # 20 moves: 25% to a (rate 1), 75% to c (rate 0.5): 10 + 5 + 15 + 7.5
        move = {"moveTo": {"a": "25%", "c": "75%"}}
        self.assertEqual(self.fold(["10", "exempt", "15"], exempt=move), "37.5")
        self.assertEqual(self.fold(["10", "exempt", None], exempt=move, missing="zero"), "missing")

    def test_the_others_share_a_skipped_weight(self):
        # (0.2×10 + 0.5×15) ÷ 0.7
        self.assertEqual(self.fold(["10", "exempt", "15"], take="weighted", weights=["20%", "30%", "50%"]), "95/7")

    def test_pooled_divides_all_points_by_all_full_marks(self):
        # 25 ÷ 40 × 60
        self.assertEqual(self.fold(["10", "exempt", "15"], take="pooled"), "37.5")

    def test_all_skipped_is_exempt(self):
        self.assertEqual(self.fold(["exempt", "exempt", "exempt"], none="zero"), "exempt")

    def test_nothing_is_made_up_for_what_is_dropped(self):
        # of 8, 20, 20, 5: the lowest goes; of the two highest the earlier is the higher
        self.assertEqual(self.fold(["8", "20", "20", "5"], full=["20"] * 4, drop={"lowest": "1"}), "48")
        self.assertEqual(self.fold(["8", "20", "20", "5"], full=["20"] * 4, pick={"highest": "1"}), "20")
        # dropped: 5; skipped: one of 20; 28 × 60 ÷ 40
        self.assertEqual(self.fold(["8", "20", "exempt", "5"], full=["20"] * 4, drop={"lowest": "1"}), "42")

    def test_a_share_of_the_known_members_is_dropped(self):
        self.assertEqual(self.fold(["1", "2", "3", "4", "exempt"], full=["10"] * 5, take="mean", drop={"lowest": {"share": "40%", "round": "half-up"}}), "3.5")

    def test_too_few_known_members(self):
        self.assertEqual(self.fold(["10", None, "15"], missing="skip", atLeast={"count": "3", "else": "zero"}), "0")
        # of 60 full marks 40 are known
        self.assertEqual(self.fold(["10", None, "15"], missing="skip", atLeast={"share": "2/3"}), "37.5")
        self.assertEqual(self.fold(["10", None, "15"], missing="skip", atLeast={"share": "67%", "else": "exempt"}), "exempt")

    def test_median_geometric_and_count(self):
        self.assertEqual(self.fold(["10", "3", "15", "4"], full=["20"] * 4, take="median"), "7")
        self.assertEqual(self.fold(["4", "2", "1"], take="geometric"), "2")
        self.assertEqual(self.fold(["4", "-2", "1"], take="geometric"), "invalid")
        self.assertEqual(self.fold(["4", "exempt", "1"], take="count"), "2")

    def test_a_geometric_mean_with_weights(self):
        # (4^1 × 2^2 × 8^1)^(1/4) = 128^(1/4) is irrational; (4^1 × 16^1)^(1/2) = 8 with a weight of nothing for the third
        self.assertEqual(self.fold(["4", "16", "5"], take="geometric", weights=["1", "1", "0"]), "8")

    def test_extra_points_join_a_pooled_numerator_and_stand_outside_a_sum(self):
        children = {"a": {"full": "20", "rule": {"kind": "constant", "points": "10"}}, "b": {"full": "20", "rule": {"kind": "constant", "points": "16"}},
                    "x": {"extra": True, "rule": {"kind": "constant", "points": "2"}}}
        self.given({**children, "pooled": {"full": "100", "children": ["a", "b", "x"], "fold": {"take": "pooled"}},
                    "sum": {"full": "40", "children": ["a", "b", "x"], "fold": {"take": "sum"}}}, {}, {"units": [{"id": "A"}]})
        # (10 + 16 + 2) ÷ 40 × 100
        self.assertEqual([self.figure("pooled"), self.figure("sum")], ["70", "28"])

    def test_a_list_that_is_not_closed_has_one_member_more(self):
        facts = {"r": {"type": "records", "grain": "year", "fields": {"date": "date", "x": "number", "bad": "flag"}}}
        nodes = {"sum": {"type": "number", "value": "sum(r : item.x)"}, "any": {"type": "flag", "value": "any(r : item.bad)"}, "all": {"type": "flag", "value": "all(r : item.bad)"},
                 "mean": {"full": "10", "rule": {"kind": "formula", "points": "item.x"}, "fold": {"over": "r", "take": "mean", "missing": "skip"}}}
        records = [{"id": "1", "date": "2025-02-01", "x": "3", "bad": True}, {"id": "2", "date": "2025-03-01", "x": "4", "bad": True}]
        self.given(nodes, facts, {"records": {"A": {"r": records}}, "closedThrough": {"unit": {"r": "2025-06-30"}}})
        self.assertEqual([self.figure(n) for n in nodes], ["missing", "true", "missing", "3.5"])


class Steps(OracleTest):
    def test_steps_run_from_left_to_right_and_scale_takes_full_marks_along(self):
        node = {"full": "100", "rule": {"kind": "formula", "points": "x"}, "steps": [{"cap": "90"}, {"scale": "1/2"}, {"add": "0.125"}, {"round": {"places": 2, "mode": "half-even"}}]}
        self.given({"a": node}, {"x": number()}, {"readings": {"A": {"x": "97"}}})
        found = oracle.shown(self.scorer.node("unit", "a", "A", self.period))
        self.assertEqual((found["value"], found["full"], found["raw"]), ("45.12", "50", "97"))

    def test_a_limit_takes_from_the_nodes_in_the_order_listed(self):
        nodes = {n: {"full": "10", "rule": {"kind": "constant", "points": p}} for n, p in (("a", "3"), ("b", "-1"), ("c", "8"))}
        nodes["sum"] = {"children": ["a", "b", "c"], "fold": {"take": "sum"}}
        self.given(nodes, {}, {"units": [{"id": "A"}]}, limits=[{"id": "l", "nodes": ["a", "b", "c"], "max": "5"}])
        # 10 in all, 5 too many: 3 from a, none from b, 2 from c
        self.assertEqual([self.figure(n) for n in ("a", "b", "c", "sum")], ["0", "-1", "6", "5"])


class Rules(OracleTest):
    def rule(self, x, **rule):
        self.given({"a": {"full": "10", "rule": rule}}, {"x": number()}, {"readings": {"A": {"x": x}}})
        return self.figure("a")

    def test_marginal_bands_price_each_part(self):
        # 10×1 + 10×2 + 5×3
        rows = [{"from": "0", "points": "1"}, {"from": "10", "points": "2"}, {"from": "20", "points": "3", "to": "50"}]
        self.assertEqual(self.rule("25", kind="bands", value="x", take="marginal", rows=rows), "45")
        self.assertEqual(self.rule("51", kind="bands", value="x", take="marginal", rows=rows), "invalid")

    def test_segments_close_where_no_next_row_begins(self):
        rows = [{"from": "0", "to": "10", "points": ["0", "5"]}, {"from": "20", "to": "30", "points": ["6", "10"]}]
        found = [self.rule(x, kind="segments", value="x", rows=rows, gap="5.5", outside="ends") for x in ("-1", "10", "15", "20", "25", "30", "99")]
        self.assertEqual(found, ["0", "5", "5.5", "6", "8", "10", "10"])

    def test_log_segments_are_exact_where_the_logarithms_are_in_proportion(self):
        rows = [{"from": "1", "to": "1000", "points": ["0", "9"]}]
        self.assertEqual(self.rule("100", kind="segments", value="x", scale="log", rows=rows), "6")

    def test_tiers_cost_one_after_another_and_then_everything(self):
        tiers = [{"from": "1", "points": "1"}, {"from": "2", "points": "2"}, {"from": "4", "all": True}]
        found = [self.rule(x, kind="deduction", counts=[{"value": "x", "tiers": tiers}], floor="none") for x in ("0", "1", "2", "3", "4", "9")]
        self.assertEqual(found, ["10", "9", "7", "5", "0", "0"])

    def test_growth_counts_whole_units_alike_on_both_sides(self):
        rule = {"kind": "growth", "value": "x", "base": "100", "per": {"percentagePoint": "1", "points": "2", "part": "whole"}, "from": "5%", "start": "60"}
        self.assertEqual([self.rule(x, **rule) for x in ("107.9", "105", "102.1")], ["64", "60", "56"])

    def test_marks_lose_the_ends_and_groups_share_an_absent_weight(self):
        facts = {"m": {"type": "records", "grain": "year", "fields": {"date": "date", "mark": "number"}}, "y": number(), "z": number()}
        marks = [{"id": str(i), "date": "2025-05-05", "mark": mark} for i, mark in enumerate(["80", None, "100", "60", "90"])]
        nodes = {"a": {"full": "10", "rule": {"kind": "judged", "marks": "m", "value": "item.mark", "outOf": "100", "drop": {"highest": "1", "lowest": "1"}}},
                 "b": {"full": "10", "rule": {"kind": "judged", "outOf": "100", "absent": "skip", "groups": [{"value": "y", "weight": "60%"}, {"value": "z", "weight": "40%"}]}}}
        self.given(nodes, facts, {"records": {"A": {"m": marks}}, "readings": {"A": {"y": "75"}}})
        self.assertEqual([self.figure("a"), self.figure("b")], ["8.5", "7.5"])

    def test_places_and_shares_within_a_cohort(self):
        def node(**rule):
            return {"full": "12", "rule": {"kind": "relative", "value": "x", "among": "all", **rule}}

        rows = [{"from": "1", "points": "12"}, {"from": "2", "points": "9"}, {"from": "2.5", "points": "8"}, {"from": "4", "points": "3"}]
        nodes = {"competition": node(by="place", rows=rows), "mean": node(by="place", rows=rows, ties="mean"), "dense": node(by="place", rows=rows, ties="dense"),
                 "minmax": node(by="minmax"), "percentile": node(by="percentile"), "zscore": node(by="zscore", mean="70", spread="10", better="lower")}
        self.given(nodes, {"x": number()}, {"readings": {"A": {"x": "9"}, "B": {"x": "7"}, "C": {"x": "7"}, "D": {"x": "1"}}})
        self.assertEqual(self.figures("competition", "ABCD"), ["12", "9", "9", "3"])
        self.assertEqual(self.figures("mean", "ABCD"), ["12", "8", "8", "3"])
        self.assertEqual(self.figures("dense", "ABCD"), ["12", "9", "9", "8"])
        # (x − 1) ÷ 8 × 12
        self.assertEqual(self.figures("minmax", "ABCD"), ["12", "9", "9", "0"])
        # of three others: all; D and half of the other; none
        self.assertEqual(self.figures("percentile", "ABCD"), ["12", "6", "6", "0"])
        # mean 6, squares 9 + 1 + 1 + 25 = 36, σ = 3
        self.assertEqual(self.figures("zscore", "ABCD"), ["60", "200/3", "200/3", "260/3"])

    def test_two_exceptions_must_agree(self):
        rule = {"kind": "constant", "points": "5", "exceptions": [{"when": "x >= 1", "points": "0"}, {"when": "x >= 2", "exempt": True}]}
        self.assertEqual([self.rule(x, **rule) for x in ("0", "1", "2", None)], ["5", "0", "invalid", "missing"])


class Tables(OracleTest):
    def test_keys_decide_one_after_another(self):
        table = {"keys": {"level": {"match": "exact"}, "days": {"match": "from"}, "most": {"match": "to"}}, "columns": ["points"], "else": {"points": "-1"}, "rows": [
            {"level": "city", "days": "0", "most": "5", "points": "1"}, {"level": "city", "days": "0", "most": "9", "points": "2"},
            {"level": "city", "days": "10", "most": "9", "points": "3"}, {"level": "town", "days": "0", "most": "9", "points": "4"}]}
        nodes = {f"n{i}": {"type": "number", "value": f"t[{key}]"} for i, key in enumerate(("'city', 9, 5", "'city', 9, 6", "'city', 10, 5", "'town', 99, 9", "'city', 10, 10"))}
        self.given(nodes, {}, {"units": [{"id": "A"}]}, tables={"t": table})
        self.assertEqual([self.figure(n) for n in nodes], ["1", "2", "3", "4", "-1"])


class Outcomes(OracleTest):
    def test_places_with_ties_and_tie_breaks(self):
        nodes = {"competition": {"type": "rank", "of": "x", "ties": "competition"}, "dense": {"type": "rank", "of": "x", "ties": "dense"},
                 "bottom": {"type": "rank", "of": "x", "ties": "competition", "from": "bottom"}, "broken": {"type": "rank", "of": "x", "ties": "competition", "tieBreak": ["y"]}}
        readings = {"A": {"x": "9", "y": "1"}, "B": {"x": "9", "y": "2"}, "C": {"x": "5"}, "D": {"x": None}, "E": {"x": "5", "y": "0"}}
        self.given(nodes, {"x": number(), "y": number()}, {"readings": readings})
        self.assertEqual(self.figures("competition", "ABCDE"), ["1", "1", "3", "missing", "3"])
        self.assertEqual(self.figures("dense", "ABCDE"), ["1", "1", "2", "missing", "2"])
        self.assertEqual(self.figures("bottom", "ABCDE"), ["3", "3", "1", "missing", "1"])
        self.assertEqual(self.figures("broken", "ABCDE"), ["2", "1", "4", "missing", "3"])

    def test_a_tie_stays_until_all_have_a_decision(self):
        nodes = {"d": {"type": "decision", "as": "number"}, "place": {"type": "rank", "of": "x", "ties": "competition", "tieBreak": ["d"]}}
        readings = {unit: {"x": "9"} for unit in "AB"}
        one = [{"class": "unit", "node": "d", "unit": "A", "period": "2025", "value": "1"}]
        self.given(nodes, {"x": number()}, {"readings": readings, "decisions": one})
        self.assertEqual(self.figures("place", "AB"), ["1", "1"])
        self.given(nodes, {"x": number()}, {"readings": readings, "decisions": one + [{**one[0], "unit": "B", "value": "2"}]})
        self.assertEqual(self.figures("place", "AB"), ["2", "1"])

    def levels(self, stages, readings):
        facts = {"x": number(), "flag": {"type": "flag", "grain": "year"}}
        lines = {"lines": [{"level": "best", "from": "90"}, {"level": "good", "from": "60"}, {"level": "poor"}]}
        self.given({"level": {"type": "level", "of": "x", "stages": [lines, *stages]}}, facts, {"readings": readings})
        return self.figures("level", readings)

    def test_a_quota_keeps_the_best_and_cuts_the_others(self):
        readings = {"A": {"x": "95"}, "B": {"x": "93"}, "C": {"x": "93"}, "D": {"x": "70"}}
        # 2.9 is rounded down to two; B and C tie for the second place.
        quota = {"level": "best", "size": "2.9", "by": ["x"], "cut": "good"}
        self.assertEqual(self.levels([{"quota": {**quota, "ties": "include"}}], readings), ["best", "best", "best", "good"])
        self.assertEqual(self.levels([{"quota": {**quota, "ties": "vacant"}}], readings), ["best", "good", "good", "good"])
        self.assertEqual(self.levels([{"quota": {**quota, "size": "x"}}], readings), ["invalid", "invalid", "invalid", "good"])

    def test_nobody_below_a_vacant_edge_moves_up(self):
        readings = {"A": {"x": "95"}, "B": {"x": "93"}, "C": {"x": "93"}, "D": {"x": "92"}}
        quota = {"level": "best", "size": "2", "by": ["x"], "cut": "good", "ties": "vacant"}
        self.assertEqual(self.levels([{"quota": quota}], readings), ["best", "good", "good", "good"])

    def test_a_granted_level_that_is_not_counted_leaves_the_quota_alone(self):
        readings = {"A": {"x": "95", "flag": False}, "B": {"x": "93", "flag": False}, "C": {"x": "50", "flag": True}}
        stages = [{"grant": {"when": "flag", "level": "best", "counted": False}}, {"quota": {"level": "best", "size": "1", "by": ["x"], "cut": "good"}}]
        self.assertEqual(self.levels(stages, readings), ["best", "good", "best"])

    def test_levels_are_dealt_by_largest_remainder(self):
        # Of 7: 0.2×7 = 1.4, 0.5×7 = 3.5, 0.3×7 = 2.1: 1, 3, 2 and one more to the second.
        readings = {unit: {"x": str(x)} for unit, x in zip("ABCDEFG", (99, 98, 97, 96, 95, 95, 94))}
        shares = [{"level": "best", "share": "20%"}, {"level": "good", "share": "50%"}, {"level": "poor", "share": "30%"}]
        # E and F tie across the edge between the fifth and the sixth: both get the better level.
        self.assertEqual(self.levels([{"distribution": {"by": ["x"], "shares": shares}}], readings), ["best", "good", "good", "good", "good", "good", "poor"])

    def test_a_level_moves_within_its_scale(self):
        readings = {"A": {"x": "95"}, "B": {"x": "10"}}
        self.assertEqual(self.levels([{"move": {"when": "true", "steps": "-1"}}], readings), ["good", "poor"])
        self.assertEqual(self.levels([{"move": {"when": "true", "steps": "1"}}], readings), ["best", "good"])

    def test_a_quota_by_strata(self):
        # 4 places for 5 + 2 + 2: 20/9, 8/9, 8/9: 2, 0, 0 and one each by remainder: the small ones first.
        facts = {"x": number(), "s": {"type": "choice", "grain": "year", "options": ["p", "q", "r"]}}
        readings = {unit: {"x": str(20 - i), "s": s} for i, (unit, s) in enumerate(zip("ABCDEFGHI", "pppppqqrr"))}
        self.given({"c": {"type": "quota", "size": "4", "by": ["x"], "strata": {"by": "s"}, "ties": "include"}}, facts, {"readings": readings})
        self.assertEqual([unit for unit in readings if self.figure("c", unit) == "true"], ["A", "B", "F", "H"])

    def pool(self, amount, shares, **more):
        facts = {"x": number(), "k": number(), "amount": number(), "plus": number()}
        readings = {unit: {"x": x, "amount": amount, "k": k, "plus": "10"} for unit, (x, k) in shares.items()}
        self.given({"pool": {"type": "pool", "amount": "amount", "by": "x", **more}}, facts, {"readings": readings})
        return self.figures("pool", shares)

    def test_a_pool_loses_nothing(self):
        # 100 ÷ 3: the cent that is left goes to the first by id.
        even = {"B": ("1", "0"), "A": ("1", "0"), "C": ("1", "5")}
        self.assertEqual(self.pool("100", even), ["33.33", "33.34", "33.33"])
        self.assertEqual(self.pool("100", even, ties=["k"]), ["33.33", "33.33", "33.34"])
        # 100.005 is paid out as 100.01: the parts end in 50 hundredths of a cent each, and one cent is left.
        self.assertEqual(self.pool("100.005", {"A": ("1", "0"), "B": ("1", "0")}), ["50.01", "50"])

    def test_a_pool_by_the_status_of_its_shares(self):
        self.assertEqual(self.pool("100", {"A": ("1", "0"), "B": (None, "0"), "C": ("exempt", "0")}), ["missing", "missing", "exempt"])
        self.assertEqual(self.pool("100", {"A": ("1", "0"), "B": ("3", "0"), "C": ("exempt", "0")}), ["25", "75", "exempt"])
        self.assertEqual(self.pool("100", {"A": ("1", "0"), "B": ("-1", "0")}), ["invalid", "invalid"])

    def test_adjustments_before_and_after(self):
        shares = {"A": ("1", "0"), "B": ("3", "0")}
        self.assertEqual(self.pool("100", shares, adjust={"amount": "plus", "when": "before"}), ["30", "70"])
        self.assertEqual(self.pool("100", shares, adjust={"amount": "plus", "when": "after"}), ["35", "85"])

    def run_outcome(self, values, **run):
        """Quarters of 2024 and 2025, true, false or None, and what is true in each."""
        node = {"type": "run", "grain": "quarter", "over": "quarter", "when": "f", **run}
        periods = [f"{year}-Q{q}" for year in (2024, 2025) for q in (1, 2, 3, 4)]
        self.given({"r": node}, {"f": {"type": "flag", "grain": "quarter"}}, {"readings": {"A": {"f": dict(zip(periods, values))}}})
        return "".join({"true": "T", "false": "f", "missing": "?"}[self.figure("r", period=p)] for p in periods)

    def test_runs_and_gaps(self):
        T, F, N = True, False, None
        self.assertEqual(self.run_outcome([T, T, T, F, T, T, T, T], need="3"), "ffTfffTT")
        self.assertEqual(self.run_outcome([T, T, T, F, T, T, T, T], need="2", restart=True), "fTfffTfT")
        self.assertEqual(self.run_outcome([F, T, T, N, T, T, F, T], need="3", gap="breaks"), "ffffffff")
        self.assertEqual(self.run_outcome([F, T, T, N, T, T, F, T], need="3", gap="skips"), "ffffTTff")
        self.assertEqual(self.run_outcome([F, T, T, N, T, T, F, T], need="3", gap="undecided"), "fff???ff")
        self.assertEqual(self.run_outcome([T, F, T, F, F, T, T, F], need="2", within="3"), "ffTfffTf")

    def test_runs_before_the_history_are_undecided(self):
        T, F = True, False
        self.assertEqual(self.run_outcome([T, T, T, F, T, F, F, T], need="3", gap="undecided"), "??Tfffff")

    def test_every_three_of_one_kind_become_one_of_another(self):
        facts = {"r": {"type": "records", "grain": "year", "fields": {"date": "date", "kind": {"type": "choice", "options": ["a", "b", "c"]}}}}
        records = [{"id": str(i), "date": "2025-05-05", "kind": kind} for i, kind in enumerate("aaaaaaabb")]
        node = {"type": "convert", "records": "r", "kind": "item.kind", "rules": [{"every": 3, "of": "a", "into": "b"}, {"every": 2, "of": "b", "into": "c"}]}
        self.given({kind: {**node, "count": kind} for kind in "abc"}, facts, {"records": {"A": {"r": records}}})
        self.assertEqual([self.figure(kind) for kind in "abc"], ["1", "0", "2"])


class Belonging(OracleTest):
    def test_links_and_their_inverse(self):
        classes = {"office": {"facts": {"x": number()}, "nodes": {
            "mean": {"type": "number", "value": "sum(home^ : item.share * item.x) / sum(home^ : item.share)"},
            "fold": {"full": "10", "fold": {"over": "home^", "of": "p", "take": "weighted", "weight": "item.share"}}}}}
        nodes = {"p": {"full": "10", "rule": {"kind": "formula", "points": "x"}}, "its": {"type": "number", "value": "home.x"}}
        case = {"units": {"unit": [{"id": u} for u in "ABC"], "office": [{"id": "o"}]}, "readings": {"A": {"x": "4"}, "B": {"x": "8"}, "C": {"x": "1"}, "o": {"x": "7"}},
                "links": {"home": [{"from": "A", "to": "o", "share": "25%"}, {"from": "B", "to": "o", "share": "75%", "since": "2025-12-31"}, {"from": "C", "to": "o", "share": "1", "until": "2025-12-30"}]}}
        self.given(nodes, {"x": number()}, case, classes=classes, links={"home": {"from": "unit", "to": ["office"], "count": "optional"}})
        self.assertEqual([self.figure("mean", "o", cls="office"), self.figure("fold", "o", cls="office")], ["7", "7"])
        self.assertEqual(self.figures("its", "ABC"), ["7", "7", "exempt"])

    def test_a_cohort_of_a_year_ago(self):
        nodes = {"mean": {"type": "number", "value": "mean(peers : item.x)"}, "above": {"type": "number", "value": "count(peers where item.x > 5)"}}
        readings = {"A": {"x": {"2024": "4", "2025": "1"}, "in": {"2024": True}}, "B": {"x": {"2024": "8"}, "in": {"2024": True}},
                    "C": {"x": {"2024": None}, "in": {"2024": True}}, "D": {"x": {"2024": "100"}, "in": {"2024": False}}}
        facts = {"x": number(), "in": {"type": "flag", "grain": "year"}}
        self.given(nodes, facts, {"readings": readings}, cohorts={"peers": {"within": "all", "where": "in", "frozen": 1}})
        self.assertEqual(self.figures("mean", "AD"), ["6", "6"])
        self.assertEqual(self.figure("above"), "1")

    def test_who_does_not_belong_is_exempt(self):
        self.given({"a": {"type": "number", "value": "1"}}, {"born": {"type": "date", "grain": "year"}},
                   {"readings": {"A": {"born": "1969-12-31"}, "B": {"born": "1970-01-01"}, "C": {}}, "expect": {"C": {}}}, belongs="age(born, period.last) >= 56")
        self.assertEqual(self.figures("a", "ABC"), ["1", "exempt", "missing"])


class Lists(OracleTest):
    """Cases with parts, each with a bearer: what the office's records give, and what a person finds in them."""

    def setUp(self):
        part = {"type": "records", "fields": {"who": {"type": "unit", "class": "unit"}, "x": "number"}}
        office = {"facts": {"cases": {"type": "records", "grain": "half", "dated": "day", "fields": {"day": "date", "level": {"type": "choice", "options": ["hi", "lo"]}, "parts": part}}},
                  "one": True, "nodes": {
            "hi": {"type": "number", "value": "sum(cases where item.level == 'hi' : sum(item.parts : item.x))", "grain": "half"},
            "all": {"type": "number", "value": "sum(cases.parts where outer.level == 'lo' : item.x)"},
            "most": {"type": "number", "value": "max(cases : count(item.parts where item.x > 1))"},
            "price": {"grain": "half", "full": "20", "rule": {"kind": "deduction", "records": "cases.parts", "when": "item.x > 1", "price": {"of": "outer.level", "to": {"hi": "3", "lo": "1"}}, "floor": "0"}}}}
        records = [{"id": "1", "day": "2025-08-01", "level": "lo", "parts": [{"id": "a", "who": "A", "x": "5"}]},
                   {"id": "2", "day": "2025-02-01", "level": "hi", "parts": [{"id": "a", "who": "A", "x": "1"}, {"id": "b", "who": "B", "x": "2"}]},
                   {"id": "3", "day": "2025-06-30", "level": "hi", "parts": []}]
        facts = {"mine": {"type": "records", "from": "office.cases.parts", "by": "who"}}
        nodes = {"own": {"type": "number", "value": "sum(mine : item.x)"}, "last": {"type": "number", "value": "last(mine : item.x)"},
                 "theirs": {"type": "number", "value": "office.all"}}
        self.case = {"units": {"unit": [{"id": "A"}, {"id": "B"}], "office": [{"id": "o"}]}, "records": {"o": {"cases": records}}}
        self.make = lambda **more: self.given(nodes, facts, {**self.case, **more}, classes={"office": office}, views={"current": {"missing": "skip", "through": "asOf"}})

    def test_inner_lists(self):
        self.make()
        self.assertEqual([self.figure("hi", "o", "2025-H1", "office"), self.figure("hi", "o", "2025-H2", "office")], ["3", "0"])
        self.assertEqual(self.figures("all", "o", cls="office"), ["5"])
        self.assertEqual(self.figures("most", "o", cls="office"), ["1"])
        self.assertEqual([self.figure("price", "o", p, "office") for p in ("2025-H1", "2025-H2")], ["17", "19"])

    def test_borrowed_lists_and_a_class_of_one(self):
        self.make()
        # A's parts by date: 1 in February, 5 in August, though listed the other way round.
        self.assertEqual([self.figures(node, "AB") for node in ("own", "last", "theirs")], [["6", "2"], ["5", "2"], ["5", "5"]])

    def test_a_view_leaves_out_what_lies_after_its_day(self):
        self.make(view="current", asOf="2025-06-30")
        self.assertEqual(self.figures("own", "AB"), ["1", "2"])

    def test_keys_are_items_and_a_key_not_given_is_missing(self):
        facts = {"handled": {"type": "count", "grain": "year", "keys": {"food": {}, "ads": {}, "misc": {}}, "reasons": {"none": {"gives": "exempt"}, "usual": {"gives": "4"}}}}
        nodes = {"food": {"type": "number", "value": "handled.food"}, "sum": {"type": "number", "value": "sum(handled : item.value)"},
                 "some": {"type": "number", "value": "sum(handled where item.key != 'ads' : item.value)"},
                 "fold": {"full": "10", "rule": {"kind": "proportional", "actual": "item.value", "target": "6"}, "fold": {"over": "handled", "take": "sum", "missing": "zero", "full": "if(item.key == 'food', 12, 10)"}}}
        self.given(nodes, facts, {"readings": {"A": {"handled": {"food": "3", "misc": {"reason": "none"}}}, "B": {"handled": {"reason": "usual"}}}})
        self.assertEqual(self.figures("food", "AB"), ["3", "4"])
        self.assertEqual(self.figures("sum", "AB"), ["missing", "12"])
        self.assertEqual(self.figures("some", "AB"), ["3", "8"])
        # 12 × 3/6, the others nothing; 12 × 4/6 + 10 × 4/6 + 10 × 4/6
        self.assertEqual(self.figures("fold", "AB"), ["6", "64/3"])

    def test_a_run_of_records_by_date(self):
        facts = {"r": {"type": "records", "grain": "year", "fields": {"date": "date", "bad": "flag"}}}
        nodes = {"row": {"type": "run", "records": "r", "when": "item.bad", "need": "3"}, "of4": {"type": "run", "records": "r", "when": "item.bad", "need": "3", "within": "4"}}

        def listed(*flags):
            return [{"id": str(i), "date": f"2025-0{9 - i}-01", "bad": flag} for i, flag in enumerate(flags)]

        units = {"A": listed(True, True, False, True), "B": listed(True, False, False, True, True), "C": listed(True, None, True, False), "D": listed(True, True, True)}
        self.given(nodes, facts, {"records": {unit: {"r": records} for unit, records in units.items()}})
        self.assertEqual(self.figures("row", "ABCD"), ["false", "false", "missing", "true"])
        self.assertEqual(self.figures("of4", "ABCD"), ["true", "false", "missing", "true"])


class Periods(OracleTest):
    def test_contents_differ_by_period_and_what_is_outside_comes_on_top(self):
        def fixed(full, points):
            return {"grain": "quarter", "full": full, "rule": {"kind": "constant", "points": points}}

        contents = {"Q1": {"full": "40", "children": {"a": fixed("40", "30")}}, "Q2": {"full": "20", "children": {"a": fixed("10", "5"), "b": fixed("10", "10")}}}
        nodes = {"top": {"full": "100", "fold": {"over": "quarter", "of": "q", "take": "mean", "by": "rate"}},
                 "q": {"grain": "quarter", "children": ["out"], "contents": contents, "fold": {"take": "sum"}, "steps": [{"cap": "19"}]},
                 "out": {**fixed("5", "2"), "outside": True}}
        self.given(nodes, {}, {"units": [{"id": "A"}]})
        self.assertEqual([self.figure("q[Q1]", period="2025-Q1"), self.figure("q[Q2].b", period="2025-Q2")], ["30", "10"])
        self.assertEqual([self.figure("q", period=f"2025-Q{n}") for n in (1, 2, 3)], ["19", "17", "exempt"])
        # (19/40 + 17/20) ÷ 2
        self.assertEqual(self.figure("top"), "66.25")

    def test_earlier_periods_parameters_and_dated_tables(self):
        nodes = {"growth": {"type": "rate", "value": "x / earlier(x, 1) - 1", "grain": "quarter"}, "chain": {"type": "number", "value": "if(given(earlier(chain, 1)), earlier(chain, 1), 0) + x", "grain": "quarter"},
                 "line": {"type": "number", "value": "p", "grain": "quarter"}, "cell": {"type": "number", "value": "t[x]", "grain": "quarter"}}
        dated = [{"from": "2025-03-31", "value": "1"}, {"from": "2025-07-01", "value": "2"}]
        versions = [{"from": "2025-01-01", "rows": [{"k": "0", "c": "7"}]}, {"from": "2025-06-30", "rows": [{"k": "0", "c": "8"}]}]
        readings = {"x": {"2025-Q1": "4", "2025-Q2": "5", "2025-Q3": "5"}}
        self.given(nodes, {"x": number("quarter")}, {"readings": {"A": readings}}, parameters={"p": {"values": dated}}, tables={"t": {"keys": {"k": {"match": "from"}}, "columns": ["c"], "versions": versions}})
        quarters = [f"2025-Q{n}" for n in (1, 2, 3)]
        self.assertEqual([[self.figure(n, period=q) for q in quarters] for n in nodes],
                         [["missing", "0.25", "0"], ["4", "9", "14"], ["1", "1", "2"], ["7", "8", "8"]])

    def test_months_with_a_step_on_each(self):
        node = {"full": "12", "rule": {"kind": "deduction", "counts": [{"value": "n", "points": "5"}], "floor": "none"}, "perPeriod": [{"floor": "0"}], "fold": {"over": "month", "take": "mean", "missing": "skip"}}
        self.given({"a": node}, {"n": number("month")}, {"readings": {"A": {"n": {"2025-01": "0", "2025-02": "1", "2025-05": "9"}}}})
        # (12 + 7 + 0) ÷ 3
        self.assertEqual(self.figure("a"), "19/3")


class Awards(OracleTest):
    def test_a_level_decided_and_the_award_for_it(self):
        lines = {"lines": [{"level": "A1", "from": "90"}, {"level": "B1"}]}
        nodes = {"level": {"type": "level", "of": "x", "stages": [lines, {"decision": {"of": "say"}}]}, "say": {"type": "decision", "as": "level", "levels": "level", "due": "x > 80"},
                 "pay": {"type": "award", "base": "1000.005", "coefficient": {"of": "level", "to": {"A1": "1", "B1": "0.5"}}, "deduct": "x"}}
        decisions = [{"class": "unit", "node": "say", "unit": "B", "period": "2025", "value": "A1"}]
        self.given(nodes, {"x": number()}, {"readings": {"A": {"x": "95"}, "B": {"x": "85"}, "C": {"x": "10"}}, "decisions": decisions})
        self.assertEqual(self.figures("level", "ABC"), ["missing", "A1", "B1"])
        # 1000.005 − 85 is rounded up; 500.0025 − 10
        self.assertEqual(self.figures("pay", "ABC"), ["missing", "915.01", "490"])

    def test_a_veto_is_open_until_it_is_settled(self):
        flag = {"type": "flag", "grain": "year"}
        conditions = [{"id": "a", "when": "p", "unless": "q"}, {"id": "b", "when": "r"}]
        readings = {"A": {"p": True, "q": None, "r": False}, "B": {"p": True, "q": None, "r": True}, "C": {"p": False, "r": False}, "D": {"p": True, "q": True, "r": False}}
        self.given({"veto": {"type": "veto", "conditions": conditions}}, {"p": flag, "q": flag, "r": flag}, {"readings": readings})
        self.assertEqual(self.figures("veto", "ABCD"), ["missing", "true", "false", "false"])


if __name__ == "__main__":
    unittest.main()
