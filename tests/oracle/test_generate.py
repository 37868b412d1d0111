"""The drawn pairs are what they are said to be: valid, and the same for the same seed.

    python3 tests/oracle/test_generate.py
"""
import datetime
import json
import re
import unittest
from fractions import Fraction

from generate import pair
from generate_base import parts, period_at, quantity, span

SEEDS = range(200)


def number(text):
    text = str(text)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def plain(text):
    return re.fullmatch(r"-?[0-9./]+%?", str(text)) is not None


class Pairs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pairs = {seed: pair(seed) for seed in SEEDS}

    def each(self):
        """Every class of every pair."""
        for seed, drawn in self.pairs.items():
            for name, body in drawn["scheme"]["classes"].items():
                self.at = f"seed {seed}, class {name}"
                yield drawn["scheme"], drawn["dataset"], name, body

    def _formatMessage(self, msg, standardMsg):
        return super()._formatMessage(msg or getattr(self, "at", None), standardMsg)

    def test_a_seed_gives_the_same_pair_again(self):
        for seed in (0, 1, 57, 123):
            self.assertEqual(json.dumps(pair(seed)), json.dumps(self.pairs[seed]))

    def test_a_pair_survives_json(self):
        for drawn in self.pairs.values():
            self.assertEqual(json.loads(json.dumps(drawn)), drawn)

    def test_full_marks_of_a_sum_are_those_of_its_children(self):
        for _, _, _, body in self.each():
            nodes = body["nodes"]
            for node in nodes.values():
                for content in node.get("contents", {}).values():
                    self.assertEqual(number(content["full"]), sum(number(child["full"]) for child in content["children"].values()))
                if "children" not in node or "contents" in node or node["fold"]["take"] != "sum":
                    continue
                inside = [nodes[child] for child in node["children"] if not nodes[child].get("outside") and not nodes[child].get("extra")]
                self.assertEqual(number(node["full"]), sum(number(child["full"]) for child in inside))

    def test_constant_weights_and_moved_shares_make_the_whole(self):
        for _, _, _, body in self.each():
            for node in body["nodes"].values():
                fold = node.get("fold", {})
                if fold.get("take") == "weighted" and "children" in node:
                    weights = [body["nodes"][child]["weight"] for child in node["children"]]
                    if all(map(plain, weights)):
                        self.assertEqual(sum(map(number, weights)), 1)
                if isinstance(fold.get("exempt"), dict):
                    self.assertEqual(sum(map(number, fold["exempt"]["moveTo"].values())), 1)
                for group in [node.get("rule", {}).get("groups")]:
                    if group:
                        self.assertEqual(sum(number(one["weight"]) for one in group), 1)

    def test_names_within_a_class_are_told_apart(self):
        for scheme, _, _, body in self.each():
            names = [*body["facts"], *body["nodes"], *body.get("cohorts", {}), *scheme.get("parameters", {}), *scheme.get("tables", {})]
            self.assertEqual(len(names), len(set(names)))

    def test_rows_rise(self):
        for _, _, _, body in self.each():
            for node in body["nodes"].values():
                rows = [number(row["from"]) for row in node.get("rule", {}).get("rows", [])]
                self.assertEqual(rows, sorted(set(rows)))

    def test_readings_stand_in_the_order_of_the_units_and_records_lie_in_the_periods(self):
        for _, data, name, body in self.each():
            units = [unit["id"] for unit in data["units"][name]]
            for columns in data["readings"][name].values():
                for column in columns.values():
                    self.assertEqual(len(column), len(units))
            for lists in data["records"][name].values():
                for unit, records in lists.items():
                    self.assertIn(unit, units)
                    self.assertEqual(len({record["id"] for record in records}), len(records))
                    for record in records:
                        day = datetime.date.fromisoformat(record["date"])
                        self.assertTrue(any(first <= day <= last for first, last in map(span, data["periods"])))

    def test_link_counts_and_shares_hold_in_every_month(self):
        for seed, drawn in self.pairs.items():
            scheme, data = drawn["scheme"], drawn["dataset"]
            for name, link in scheme.get("links", {}).items():
                for month in [month for main in data["periods"] for month in parts(main, "month")]:
                    day = span(month)[1].isoformat()
                    pairs = [pair for pair in data["links"][name] if pair.get("since", day) <= day <= pair.get("until", day)]
                    with self.subTest(seed=seed, link=name, month=month):
                        for unit in data["units"][link["from"]]:
                            count = sum(pair["from"] == unit["id"] for pair in pairs)
                            self.assertTrue({"one": count == 1, "optional": count <= 1, "many": True}[link["count"]])
                        if "shares" in link:
                            for end in {pair[link["shares"]] for pair in pairs}:
                                self.assertEqual(sum(number(pair["share"]) for pair in pairs if pair[link["shares"]] == end), 1)

    def test_shares_of_a_task_make_the_whole(self):
        for _, data, name, body in self.each():
            for fact, spec in body["facts"].items():
                if "shares" not in spec:
                    continue
                sums = {}
                for records in data["records"][name][fact].values():
                    for record in records:
                        key = record["task"], period_at(datetime.date.fromisoformat(record["date"]), spec["grain"])
                        sums[key] = sums.get(key, 0) + number(record["share"])
                self.assertEqual(set(sums.values()) | {1}, {1})

    def test_numbers_are_written_exactly(self):
        for text in ("0", "-2", "0.1", "-0.05", "12.25", "1/3", "-259/3", "100"):
            self.assertEqual(quantity(Fraction(text)), text)


if __name__ == "__main__":
    unittest.main()
