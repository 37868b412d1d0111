#!/usr/bin/env python3
"""Puts random changes into loaded figures and compares with a fresh load of the changed dataset, byte for byte. Parameters and
weights that are tried are compared with a scheme that has them.

    edits.py ENGINE --pairs N [--first SEED]   on N drawn pairs of scheme and dataset
    edits.py ENGINE --boards DIR…              on boards (folders with board.json and dataset.json)

Two more laws are tried on the way: a fact of a unit that is not in its form changes none of its figures, and a change that
has a fault leaves all figures as they were. Ends with "N compared, D different"; 1 where one differs, or where a kind of
change was never made.
"""
import argparse
import collections
import copy
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

import generate
from exact import SchemeError, exact_text, quantity


def texts(fact, rng, others):
    """A value that the fact takes: one that stands somewhere already, or one of its words."""
    kind = fact["type"]
    if kind == "flag":
        return rng.random() < 0.5
    if kind == "choice":
        return rng.choice(list(fact["options"]))
    plain = [value for value in others if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "exempt"]
    return rng.choice(plain) if plain else None


def constant(text):
    """Whether a formula is a quantity."""
    try:
        return text is not None and quantity(text) > 0
    except SchemeError:
        return False


class Draw:
    """One dataset, the changes made to it, and what it is after them."""

    def __init__(self, scheme, dataset, seed):
        self.scheme, self.rng, self.tuned = scheme, random.Random(seed), copy.deepcopy(scheme)
        self.dataset, self.changes, self.kinds = copy.deepcopy(dataset), [], collections.Counter()

    def units(self, cls):
        return [unit["id"] for unit in self.dataset["units"].get(cls, [])]

    def make(self, count):
        for _ in range(count):
            cls = self.rng.choice([cls for cls in self.scheme["classes"] if self.units(cls)])
            unit = self.rng.choice(self.units(cls))
            facts = list(self.scheme["classes"][cls].get("facts", {}).items())
            links = [link for link, model in self.scheme.get("links", {}).items() if model["from"] == cls]
            if links and self.rng.random() < 0.2:
                self.link(cls, unit, self.rng.choice(links))
            elif facts:
                name, fact = self.rng.choice(facts)
                (self.records if fact["type"] == "records" else self.reading)(cls, unit, name, fact)

    def tune(self):
        """Another value of a parameter, in all periods; or taken back."""
        parameters = self.scheme.get("parameters", {})
        if not parameters or self.rng.random() < 0.5:
            return
        name = self.rng.choice(list(parameters))
        own = parameters[name]["values"]
        if self.rng.random() < 0.2:
            self.tuned["parameters"][name]["values"] = copy.deepcopy(own)
            self.changes.append({"parameter": name, "value": None})
            return
        text = str(self.rng.choice(own)["value"])
        value = exact_text(quantity(text) * self.rng.choice([Fraction(1, 2), Fraction(9, 10), Fraction(11, 10), 2]))
        self.tuned["parameters"][name]["values"] = [{"from": "1000-01-01", "value": value}]
        self.changes.append({"parameter": name, "value": value})
        self.kinds["parameter"] += 1

    def weigh(self):
        """Some of the weight of one child of a weighted node for another."""
        for cls, model in self.scheme["classes"].items():
            nodes = model["nodes"]
            for name, node in nodes.items():
                children = node.get("children", [])
                if node.get("fold", {}).get("take") != "weighted" or self.rng.random() < 0.3:
                    continue
                alone = [child for child in children if sum(child in other.get("children", []) for other in nodes.values()) == 1 and constant(nodes[child].get("weight"))]
                if len(alone) < 2:
                    continue
                one, other = self.rng.sample(alone, 2)
                moved = quantity(nodes[one]["weight"]) * self.rng.choice([Fraction(1, 2), Fraction(1, 3)])
                for child, weight in ((one, quantity(nodes[one]["weight"]) - moved), (other, quantity(nodes[other]["weight"]) + moved)):
                    self.tuned["classes"][cls]["nodes"][child]["weight"] = exact_text(weight)
                    self.changes.append({"class": cls, "node": name, "child": child, "weight": exact_text(weight)})
                self.kinds["weight"] += 1

    def reading(self, cls, unit, name, fact):
        table = self.dataset.get("readings", {}).get(cls, {}).get(name)
        if not table:
            return
        period = self.rng.choice(list(table))
        row, at = table[period], self.units(cls).index(unit)
        change = {"class": cls, "unit": unit, "fact": name, "period": period}
        keys = list(fact["options"] if fact["type"] == "votes" else fact.get("keys", {}))
        others = [value for values in table.values() for value in values]
        luck = self.rng.random()
        if luck < 0.15:
            value = None
        elif luck < 0.25:
            value = "exempt"
        elif luck < 0.4 and fact.get("reasons"):
            value = {"reason": self.rng.choice(list(fact["reasons"]))}
            self.kinds["reason"] += 1
        elif keys:
            inner = [v for values in others if isinstance(values, dict) for k, v in values.items() if k in keys]
            if fact["type"] == "votes":
                draw = lambda: self.rng.randrange(40)
            else:
                draw = lambda: texts(fact, self.rng, inner)
            if luck < 0.7:
                return self.keyed(change, fact, row, at, self.rng.choice(keys), draw())
            value = {key: draw() for key in keys if self.rng.random() < 0.8}
        else:
            value = texts(fact, self.rng, others)
        row[at] = value
        self.kinds["reading"] += 1
        written = {True: "true", False: "false"}[value] if isinstance(value, bool) and self.rng.random() < 0.5 else value
        self.changes.append({**change, "value": "" if value is None and self.rng.random() < 0.5 else written})

    def keyed(self, change, fact, row, at, key, value):
        """One value beside the others. A vote that loses its last one is missing; one that is taken away counts 0."""
        before = row[at]
        if self.rng.random() < 0.25:
            value = None
        self.changes.append({**change, "key": key, "value": value})
        self.kinds["key of votes" if fact["type"] == "votes" else "key"] += 1
        given = before if isinstance(before, dict) and "reason" not in before else None
        if fact["type"] == "votes":
            after = {**(given or {}), key: value or 0}
            if value is None:
                row[at] = after if given and any(str(count) != "0" for count in after.values()) else None if given else before
            else:
                row[at] = after
            return
        if given is None:  # what stood for all keys still stands for the others
            standing = "exempt" if before == "exempt" else None
            if isinstance(before, dict):
                gives = fact["reasons"][before["reason"]]["gives"]
                standing = gives if gives != "missing" else None
            given = {other: standing for other in fact["keys"]}
        row[at] = {**given, key: value}

    def records(self, cls, unit, name, fact):
        if "from" in fact:
            return
        lists = self.dataset.setdefault("records", {}).setdefault(cls, {}).setdefault(name, {})
        pool = [record for rows in lists.values() for record in rows]
        luck = self.rng.random()
        if luck < 0.1:
            rows = None
        elif luck < 0.2 or not pool:
            rows = []
        else:
            rows = [{**copy.deepcopy(self.rng.choice(pool)), "id": f"n{i}"} for i in range(self.rng.randrange(1, 6))]
        if rows is None:
            lists.pop(unit, None)
        else:
            lists[unit] = rows
        self.kinds["inner records" if any(isinstance(value, list) for row in rows or [] for value in row.values()) else "records"] += 1
        self.changes.append({"class": cls, "unit": unit, "fact": name, "records": copy.deepcopy(rows)})

    def link(self, cls, unit, name):
        model = self.scheme["links"][name]
        to = model["to"] if isinstance(model["to"], list) else [model["to"]]
        ends = [end for other in to for end in self.units(other)]
        count = 1 if model.get("count", "one") != "many" else self.rng.randrange(1, 3)
        chosen = self.rng.sample(ends, min(count, len(ends)))
        if model.get("shares"):
            chosen = [{"to": end, "share": "1"} for end in chosen]
        rows = self.dataset.setdefault("links", {}).setdefault(name, [])
        place = next((i for i, row in enumerate(rows) if row["from"] == unit), len(rows))
        rest = [row for row in rows if row["from"] != unit]
        place -= sum(1 for row in rows[:place] if row["from"] == unit)
        fresh = [{"from": unit, **(end if isinstance(end, dict) else {"to": end})} for end in chosen]
        self.dataset["links"][name] = rest[:place] + fresh + rest[place:]
        self.kinds["link"] += 1
        self.changes.append({"class": cls, "unit": unit, "link": name, "to": chosen})


class Trial:
    def __init__(self, engine, folder):
        self.engine, self.folder, self.all = engine, pathlib.Path(folder), "{}"

    def file(self, name, value):
        path = self.folder / name
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        return str(path)

    def call(self, scheme, dataset, method, query, after=None):
        command = [self.engine, "call", scheme, dataset, method, query] + (["--after", after] if after else [])
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout or done.stderr

    def run(self, scheme, dataset, seed, count):
        """What differs, as sentences, and the kinds of change that were made."""
        draw = Draw(scheme, dataset, seed)
        draw.make(count)
        draw.tune()
        draw.weigh()
        files = {"scheme": self.file("scheme.json", scheme), "tuned": self.file("tuned.json", draw.tuned), "before": self.file("before.json", dataset)}
        files["after"], files["changes"] = self.file("after.json", draw.dataset), self.file("changes.json", draw.changes)
        # A board's shorter periods are compared by what the main period makes of them.
        self.all = json.dumps({"nodes": True, **({"periods": dataset["periods"][-1:]} if count > 12 else {})})
        code, edited = self.call(files["scheme"], files["before"], "result", self.all, files["changes"])
        fresh_code, fresh = self.call(files["tuned"], files["after"], "result", self.all)
        refused = fresh_code != 0
        if refused:
            draw.kinds["refused"] += 1
            return ([] if code == 1 else ["a fresh load is refused, the changes are not: " + fresh[:300]]), draw.kinds
        draw.kinds["figures moved"] += fresh != self.call(files["scheme"], files["before"], "result", self.all)[1]
        if edited != fresh:
            place = next((i for i, (a, b) in enumerate(zip(edited, fresh)) if a != b), 0)
            return [f"edited …{edited[max(0, place - 200):place + 60]}… fresh …{fresh[max(0, place - 60):place + 60]}…"], draw.kinds
        return self.outside(scheme, files, draw), draw.kinds

    def outside(self, scheme, files, draw):
        """A fact of a unit that is not in its form changes none of its figures."""
        dataset, rng = draw.dataset, draw.rng
        cls = rng.choice([cls for cls in scheme["classes"] if draw.units(cls)])
        unit, period = rng.choice(draw.units(cls)), rng.choice(dataset["periods"])
        query = json.dumps({"class": cls, "unit": unit, "period": period})
        code, reply = self.call(files["scheme"], files["after"], "form", query)
        form = json.loads(reply)["value"] if code == 0 else None
        if form is None:
            return ["no form: " + reply[:300]]
        shown = {fact["fact"] for fact in form["parts"][0]["facts"]}
        hidden = [name for name, fact in scheme["classes"][cls].get("facts", {}).items() if name not in shown and fact["type"] != "records"]
        if not hidden:
            return []
        draw.kinds["outside the form"] += 1
        other = Draw(scheme, dataset, rng.random())
        for name in hidden:
            other.reading(cls, unit, name, scheme["classes"][cls]["facts"][name])
        figures = []
        for after in (None, self.file("outside.json", other.changes)):
            _, result = self.call(files["scheme"], files["after"], "result", self.all, after)
            figures.append([one for one in json.loads(result)["value"]["units"] if one["class"] == cls and one["id"] == unit])
        return [] if figures[0] == figures[1] else [f"{cls}.{unit}: facts outside its form change its figures: {other.changes}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--boards", nargs="*", default=[])
    options = parser.parse_args()
    tasks = [(f"seed {seed}", generate.pair(seed), seed, 12) for seed in range(options.first, options.first + options.pairs)]
    for folder in map(pathlib.Path, options.boards):
        board = json.loads((folder / "board.json").read_text(encoding="utf-8"))
        scheme = folder.parent.parent / "schemes" / board["scheme"] / "scheme.json"
        pair = {"scheme": json.loads(scheme.read_text(encoding="utf-8"), parse_float=str), "dataset": json.loads((folder / "dataset.json").read_text(encoding="utf-8"), parse_float=str)}
        tasks += [(f"{folder.name} {seed}", pair, seed, 30) for seed in range(2)]
    kinds, different = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(options.engine, folder)
        for name, pair, seed, count in tasks:
            found, made = trial.run(pair["scheme"], pair["dataset"], seed, count)
            kinds.update(made)
            different += bool(found)
            for sentence in found:
                print(f"{name}: {sentence}")
    print(", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    # Children with weights that can be moved are rare here; variations.py draws boards that have them.
    never = [kind for kind in ("reading", "key", "key of votes", "reason", "records", "inner records", "link", "parameter", "refused", "figures moved", "outside the form") if not kinds[kind]]
    if options.pairs and never:
        print("never made: " + ", ".join(never))
    print(f"{len(tasks)} compared, {different} different")
    return 1 if different or (options.pairs and never) else 0


if __name__ == "__main__":
    sys.exit(main())
