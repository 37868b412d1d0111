"""What the checks of the engine's replies share: the engine, the oracle's figures, and what does not hold."""
import collections
import datetime
import json
import pathlib
import subprocess

from dataset import content_period, from_dataset
from exact import Level, exact_text, quantity
from outcomes import scale_of
from periods import Period
from score import Scorer


DAY_NOUGHT = datetime.date(1970, 1, 1).toordinal()  # the engine writes a date's exact figure as a number of days

# What a range is counted under: kinds of rules with their forms, takes of folds, outcomes.
RULES = ["proportional", "bands pick", "bands marginal", "segments linear", "segments log", "power", "map", "constant", "direct", "checklist", "judged marks", "judged groups",
         "votes values", "votes satisfied", "deduction counts", "deduction short", "deduction over", "deduction records", "bonus", "growth", "formula",
         *(f"relative {by}" for by in ("place", "best", "mean", "minmax", "zscore", "percentile")), "with before", "with exceptions"]
TAKES = ["sum", "mean", "weighted", "pooled", "median", "min", "max", "product", "geometric", "first", "last", "count", "any", "all"]
OUTCOMES = ["rank", "level", "veto", "verdict", "quota", "honour", "run", "convert", "award", "pool", "decision"]


class Refused(Exception):
    """The engine does not answer."""


class Program:
    """The engine's command line, on one scheme and dataset."""

    def __init__(self, path, folder):
        self.path, self.folder = path, pathlib.Path(folder)
        self.asked = 0

    def ask(self, what, scheme, dataset, **options):
        files = [self.folder / "scheme.json", self.folder / "dataset.json"]
        for file, document in zip(files, (scheme, dataset)):
            file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        command = [self.path, what, *map(str, files)]
        for name, value in options.items():
            if value is True:
                command.append(f"--{name}")
            elif value not in (None, False):
                command += [f"--{name}", value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)]
        self.asked += 1
        try:
            reply = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        except subprocess.TimeoutExpired:
            raise Refused(f"{what}: no answer in a minute") from None
        if reply.returncode != 0 or not reply.stdout:
            raise Refused(f"{what}: exit {reply.returncode}: {(reply.stderr or reply.stdout)[-400:].strip()}")
        return json.loads(reply.stdout, parse_float=str)


class Figures:
    """A dataset's figures by the oracle, each worked out when it is asked for."""

    def __init__(self, scheme, dataset):
        self.scorer = Scorer(scheme, from_dataset(scheme, dataset))

    def of(self, cls, node, unit, period):
        return self.scorer.node(cls, node, unit, period).value


class Nodes:
    """What is to be known of a class's nodes to compare their figures."""

    def __init__(self, scheme, dataset, cls):
        self.cls, self.scorer = cls, Scorer(scheme, from_dataset(scheme, dataset))
        self.nodes = self.scorer.nodes[cls]

    def period(self, id, period):
        """The period that a node's figure is of; None for one of another grain."""
        node = self.nodes[id]
        if node.grain != period.grain or node.code and content_period(id, period.last.year) != period:
            return None
        return period

    def kind(self, id):
        spec = self.nodes[id].spec
        if "fold" in spec and spec["fold"].get("over", "children") != "children":
            return f"fold {spec['fold']['take']}"
        if "rule" in spec:
            rule = spec["rule"]
            form = next((name for name in ("counts", "short", "over", "records") if rule["kind"] == "deduction" and name in rule), rule.get("by", ""))
            return f"{rule['kind']} {form}".strip()
        if "children" in spec or "contents" in spec:
            return f"children {spec.get('fold', {}).get('take', 'sum')}"
        return self.nodes[id].type

    def sorts(self, id):
        """What its range is counted under."""
        spec, found = self.nodes[id].spec, []
        if "rule" in spec:
            rule = spec["rule"]
            forms = {"bands": [rule.get("take")], "segments": [rule.get("scale", "linear")], "relative": [rule.get("by")],
                     "deduction": [name for name in ("counts", "short", "over", "records") if name in rule],
                     "judged": [name for name in ("marks", "groups") if name in rule], "votes": [name for name in ("values", "satisfied") if name in rule]}
            found += [f"rule {rule['kind']} {form}".strip() for form in forms.get(rule["kind"], [""])]
            found += [f"rule with {name}" for name in ("before", "exceptions") if name in rule]
        if "fold" in spec or "children" in spec or "contents" in spec:
            found.append(f"take {spec.get('fold', {}).get('take', 'sum')}")
        if self.nodes[id].type in OUTCOMES:
            found.append(f"outcome {self.nodes[id].type}")
        return found

    def place(self, id, value):
        """A figure as something that can be compared; None where it has no order (a choice)."""
        if isinstance(value, Level):
            return value.height
        if isinstance(value, bool):
            return int(value)
        if hasattr(value, "toordinal"):
            return value.toordinal() - DAY_NOUGHT
        return None if isinstance(value, str) else value

    def said(self, id, text):
        """The same of a figure as the engine writes it."""
        if text in ("true", "false"):
            return int(text == "true")
        if self.nodes[id].type == "level" or self.nodes[id].spec.get("as") == "level":
            scale = scale_of(self.scorer, self.cls, id if self.nodes[id].type == "level" else self.nodes[id].spec["levels"])
            return Level(text, scale).height
        if len(text) == 10 and text[4] == "-" and text[7] == "-":
            return Period.parse(text).first.toordinal() - DAY_NOUGHT
        return quantity(text)


def about(a, b):
    """Whether two figures are the same, those of forty digits but for the last few."""
    if a == b:
        return True
    return len(exact_text(a)) > 30 and abs(a - b) <= max(abs(a), abs(b), 1) / 10**30


class Finding:
    """Something that does not hold."""

    def __init__(self, what, where, scheme, dataset, ask, completion=None, test=None):
        self.what, self.where, self.scheme, self.dataset = what, where, scheme, dataset
        self.ask, self.completion, self.test = ask, completion, test

    def keep(self, folder, seed, number):
        home = pathlib.Path(folder) / f"{seed}-{number}"
        home.mkdir(parents=True, exist_ok=True)
        for name, document in (("scheme", self.scheme), ("dataset", self.dataset), ("completion", self.completion)):
            if document is not None:
                (home / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
        options = " ".join(f"--{name}" if value is True else f"--{name} '{value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}'"
                           for name, value in self.ask.items() if name != "what" and value not in (None, False))
        text = f"{self.what}\n{self.where}\n{self.ask['what']} {home}/scheme.json {home}/dataset.json {options}\n"
        (home / "what.txt").write_text(text, encoding="utf-8")
        return text


class Report:
    def __init__(self):
        self.tally, self.findings = collections.Counter(), []

    def add(self, *found):
        self.findings += found
