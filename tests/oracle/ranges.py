#!/usr/bin/env python3
"""Holds what the engine says of incomplete data against the oracle: ranges, ways to a goal, paths and ledgers.

    ranges.py --program ENGINE --pairs N [--seed FIRST] [--completions K] [--only range,solve,path,ledger] [--keep DIR] [--boards DIR…]

Schemes and datasets are drawn (or a board's, with --boards), readings and records taken away. What the engine says must hold whatever is then put there:
no completion lies outside a range, a tight end is reached, a way reaches its goal exactly inside its ranges.
Ends with "N ranges, M completions, 0 outside"; 1 where something does not hold.
"""
import argparse
import collections
import itertools
import json
import pathlib
import random
import sys
import tempfile
import traceback
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction

import generate
import goals
import holes
from compare import read
from exact import Level, SchemeError, exact_text, quantity
from held import OUTCOMES, RULES, TAKES, Figures, Finding, Nodes, Program, Refused, Report, about
from periods import Period


class Draw:
    """A pair of a seed with holes, and what fills them."""

    def __init__(self, seed):
        self.seed, self.rng = seed, random.Random(seed * 7919 + 1)
        drawn = generate.pair(seed)
        self.scheme, self.dataset = drawn["scheme"], drawn["dataset"]
        self.few = self.rng.random() < 0.4
        holes.narrow(self.rng, self.scheme, self.dataset, self.few)
        taking = holes.Taking(self.rng, self.scheme, self.dataset)
        self.few = self.few and bool(taking.plain)
        self.taken = taking.few() if self.few else taking.some()
        self.corners = holes.Corners(self.scheme, self.dataset, self.rng)
        self.holes = holes.holes(self.scheme, self.dataset)

    focus = None  # the class and unit that is asked about, where it is one only

    def period(self):
        return self.rng.choice(self.dataset["periods"])

    def completions(self, count):
        """[[(hole, value)]]: all there are where those are few, else corners of every sort."""
        if self.few:
            each = [hole.domain.all() if hole.domain.type != "records" else [[]] for hole in self.holes]
            if all(each):
                return True, [list(zip(self.holes, values)) for values in itertools.product(*each)]
        found = []
        for number in range(count):
            mode = ["low", "high"][number] if number < 2 else "any"
            found.append([(hole, self.corners.fill(hole, mode if self.rng.random() < 0.85 else self.rng.choice(["low", "high", "any"]))) for hole in self.holes])
        return False, found


# Ranges

def check_range(program, draw, count, report):
    """What `range` says of each class of a pair, against completions."""
    scheme, dataset, rng = draw.scheme, draw.dataset, draw.rng
    whole, completions = draw.completions(count)
    datasets = [decided(draw, holes.filled(scheme, dataset, values)) for values in completions]
    whole = whole and all(completed is same for completed, same in datasets)
    datasets = [completed for completed, _ in datasets]
    figures = [Figures(scheme, completed) for completed in datasets]
    report.tally["completions"] += len(completions)
    for cls in [draw.focus[0]] if draw.focus else scheme["classes"]:
        units = [unit["id"] for unit in dataset["units"][cls]]
        for unit in [draw.focus[1]] if draw.focus else [None, rng.choice(units)]:
            ask = {"what": "range", "class": cls, "unit": unit, "period": draw.period(), "all": True}
            reply = program.ask(scheme=scheme, dataset=dataset, **ask)
            RangeCheck(draw, cls, ask, reply, report).run(whole, completions, datasets, figures)


def decided(draw, dataset):
    """(the dataset with a decision wherever one is due and not entered, the dataset as it was)"""
    before, scheme = dataset, draw.scheme
    nodes = [(cls, id, node) for cls, body in scheme["classes"].items() for id, node in body["nodes"].items() if node.get("type") == "decision"]
    for _ in range(3 if nodes else 0):
        figures, entered = Figures(scheme, dataset), []
        for cls, id, node in nodes:
            for unit in dataset["units"].get(cls, []):
                for period in dataset["periods"]:
                    if figures.of(cls, id, unit["id"], Period.parse(period)).status == "missing":
                        entered.append({"class": cls, "node": id, "unit": unit["id"], "period": period, "value": draw.corners.decision(cls, node, draw.rng),
                                        "by": "the board", "document": "minutes", "date": dataset["asOf"]})
        if not entered:
            break
        dataset = {**dataset, "decisions": dataset.get("decisions", []) + entered}
    return dataset, before


class OfBoard(Draw):
    """A published board of which one unit's figures are incomplete."""

    def __init__(self, folder, seed):
        folder = pathlib.Path(folder)
        self.seed, self.rng, self.few = seed, random.Random(f"{folder.name} {seed}"), False
        self.dataset = read(folder / "dataset.json")
        self.scheme = read(folder.parent.parent / "schemes" / self.dataset["scheme"]["id"] / "scheme.json")
        cls = self.rng.choice([name for name in self.scheme["classes"] if self.dataset["units"].get(name) and "total" in self.scheme["classes"][name]])
        self.focus = cls, self.rng.choice(self.dataset["units"][cls])["id"]
        self.taken = holes.Taking(self.rng, self.scheme, self.dataset).of_unit(*self.focus)
        self.corners = holes.Corners(self.scheme, self.dataset, self.rng)
        self.holes = holes.holes(self.scheme, self.dataset)


class RangeCheck:
    def __init__(self, draw, cls, ask, reply, report):
        self.draw, self.scheme, self.dataset = draw, draw.scheme, draw.dataset
        self.cls, self.ask, self.reply, self.report = cls, ask, reply, report
        self.period = Period.parse(ask["period"])
        self.nodes = Nodes(self.scheme, self.dataset, cls)
        self.total = self.scheme["classes"][cls]["total"]

    def fault(self, kind, where, completion=None, test=None):
        self.report.tally[f"fault: {kind}"] += 1
        self.report.add(Finding(kind, where, self.scheme, self.dataset, self.ask, completion, test))

    def run(self, whole, completions, datasets, figures):
        units = {unit["unit"]: unit for unit in self.reply["units"]}
        for unit, said in units.items():
            for id in self.nodes.nodes:
                at = self.nodes.period(id, self.period)
                if id not in said["nodes"]:
                    if at is not None:
                        self.fault("absent", f"{unit} {id}: the range says nothing")
                    continue
                if at is None:
                    self.report.tally["nodes of a finer grain, not compared"] += 1
                    continue
                self.node(unit, id, at, said["nodes"][id], whole, datasets, figures)
            self.ends(unit, said)
        if self.ask["unit"] is None:
            self.settled(units, datasets, figures)
        self.open_cells(units, completions)

    def outside(self, id, said, value):
        """What is wrong with a completion's figure, or None."""
        if not value.known:
            return None if value.status in said["mayBe"] else f"{value.status} is not in {said['mayBe']}"
        if not said.get("known", True):
            return "it is known, and said to be never known"
        at = self.nodes.place(id, value.value)
        if at is None:
            return None
        ends = self.said_ends(said)
        shown = value.value.id if isinstance(value.value, Level) else exact_text(at)
        if ends[0] is not None and at < self.nodes.said(id, ends[0]) and not about(at, self.nodes.said(id, ends[0])):
            return f"{shown} lies below {ends[0]}"
        if ends[1] is not None and at > self.nodes.said(id, ends[1]) and not about(at, self.nodes.said(id, ends[1])):
            return f"{shown} lies above {ends[1]}"
        return None

    def node(self, unit, id, at, said, whole, datasets, figures):
        kind, tally = self.nodes.kind(id), self.report.tally
        tally["ranges"] += 1
        sorts = self.nodes.sorts(id)
        for sort in sorts:
            tally[f"met: {sort}"] += 1
        values = [figure.of(self.cls, id, unit, at) for figure in figures]
        for value, completed in zip(values, datasets):
            wrong = self.outside(id, said, value)
            if wrong:
                test = lambda reply, value: id in reply and bool(RangeCheck.outside(self, id, reply[id], value))
                self.fault("outside", f"{unit} {id} ({kind}): {wrong}", completed, (test, unit, id, at))
                break
        low, high = self.said_ends(said)
        if low is not None and low == high and not said["mayBe"]:
            tally[f"settled {kind}"] += 1
            return
        for sort in sorts:
            tally[f"reached: {sort}"] += 1
            if said.get("tight"):
                tally[f"reached and tight: {sort}"] += 1
        tally[f"open {kind}"] += 1
        if low is None or high is None:
            tally[f"endless {kind}"] += 1
        if "tight" in said:
            tally[f"{'tight' if said['tight'] else 'not tight'} {kind}"] += 1
        reached = [self.nodes.place(id, value.value) for value in values if value.known]
        if not whole or "tight" not in said or not reached or None in reached:
            return
        tally[f"tried whole {kind}"] += 1
        best = min(reached), max(reached)
        exact = all(text is not None and about(Fraction(self.nodes.said(id, text)), Fraction(end)) for text, end in zip((low, high), best))
        if said["tight"] and not exact:
            self.fault("tight but not reached", f"{unit} {id} ({kind}): says {low} … {high}, all completions give {exact_text(best[0])} … {exact_text(best[1])}")
        elif exact and not said["tight"]:
            tally[f"reached though not called tight {kind}"] += 1

    def said_ends(self, said):
        """The lowest and the highest as the engine writes them; None for one that there is not."""
        if said.get("levels"):
            return said["levels"]["low"], said["levels"]["high"]
        return tuple(None if said[end] is None else said[end]["exact"] for end in ("low", "high"))

    def ends(self, unit, said):
        """The changes that reach the total's ends; lists are taken as complete with what they have."""
        total = said["nodes"].get(self.total)
        if total is None or "tight" not in total:
            return
        for end, at in (("low", "lowAt"), ("high", "highAt")):
            if not said[at]["reached"] or total[end] is None:
                if total["tight"] and total[end] is not None:
                    self.fault("tight but not reached", f"{unit} {self.total}: called tight, and {at} does not reach it")
                continue
            changes = said[at]["changes"]
            self.report.tally["ends tried"] += 1
            wrong = self.not_open(changes)
            if wrong:
                self.fault("end over what is given", f"{unit} {at}: {wrong}")
                continue
            completed = holes.filled(self.scheme, holes.made(self.scheme, self.dataset, changes), [(hole, []) for hole in self.draw.holes if hole.domain.type == "records"])
            value = Figures(self.scheme, completed).of(self.cls, self.total, unit, self.period)
            wanted = self.nodes.said(self.total, total[end]["exact"])
            if not value.known or not about(value.value, wanted):
                found = exact_text(value.value) if value.known else value.status
                self.fault("end not reached", f"{unit} {self.total} ({self.nodes.kind(self.total)}): {at} gives {found}, {end} is {total[end]['exact']}", completed)

    def not_open(self, changes):
        """Why a change is none of what is open, or None."""
        cells = {json.dumps(hole.cell, sort_keys=True): hole for hole in self.draw.holes if hole.cell is not None}
        for change in changes:
            if "records" in change:
                wrong = self.records_wrong(change)
            else:
                cell = {name: change[name] for name in ("class", "unit", "fact", "period", "key") if name in change}
                hole = cells.get(json.dumps(cell, sort_keys=True))
                wrong = "it is not open" if hole is None else not_allowed(hole.domain, change["value"])
            if wrong:
                return f"{json.dumps(change, ensure_ascii=False)}: {wrong}"
        return None

    def records_wrong(self, change):
        """What is listed stays, with what it says; what is new lies in what is open."""
        cls, name, unit = change["class"], change["fact"], change["unit"]
        fact = self.scheme["classes"][cls]["facts"][name]
        before = self.dataset.get("records", {}).get(cls, {}).get(name, {}).get(unit)
        after = {record["id"]: record for record in change["records"] or []}
        for record in before or []:
            now = after.pop(record["id"], None)
            if now is None or not kept(record, now):
                return f"record {record['id']} is not as it was"
        opening = next((hole for hole in self.draw.holes if hole.cell == holes.named(cls, unit, name)), None)
        for record in after.values():
            if opening is None:
                return "the list is complete"
            if opening.after is not None and record[fact.get("dated", "date")] <= opening.after:
                return f"record {record['id']} lies in what is complete"
        for record in change["records"] or []:
            wrong = fields_wrong(fact["fields"], record)
            if wrong:
                return f"record {record['id']}: {wrong}"
        return None

    def settled(self, units, datasets, figures):
        """The total of a unit that the reply passes over is the same whatever is put there."""
        for unit in (unit["id"] for unit in self.dataset["units"][self.cls]):
            if unit in units:
                continue
            values = [figure.of(self.cls, self.total, unit, self.period) for figure in figures]
            found = {(value.status, value.value if value.known else None): completed for value, completed in zip(values, datasets)}
            self.report.tally["totals settled"] += 1
            if len(found) > 1:
                self.fault("not settled", f"{unit} {self.total}: passed over, yet it may be {' or '.join(str(key[1] if key[1] is not None else key[0]) for key in list(found)[:3])}", list(found.values())[1])

    def open_cells(self, units, completions):
        """A reading that alone moves a total is listed as open; what is listed is open."""
        listed = {json.dumps({name: cell[name] for name in ("class", "unit", "fact", "period", "key") if name in cell}, sort_keys=True): cell for cell in self.reply["cells"]}
        mine = {json.dumps(hole.cell, sort_keys=True) for hole in self.draw.holes if hole.cell is not None}
        lists = {(hole.path[1], hole.path[3], hole.path[2]) for hole in self.draw.holes if hole.path[0] == "records"}
        for text, cell in listed.items():
            if text not in mine and (cell["class"], cell["unit"], cell["fact"]) not in lists:
                self.fault("not open", f"listed as open: {text}")
        rng = self.draw.rng
        cells = [hole for hole in self.draw.holes if hole.cell is not None and hole.domain.type != "records"]
        for hole in rng.sample(cells, min(3, len(cells))):
            rest = rng.choice(completions)
            found = set()
            for mode in ("low", "high", "any", "any"):
                values = [(other, self.draw.corners.fill(hole, mode) if other is hole else value) for other, value in rest]
                figure = Figures(self.scheme, holes.filled(self.scheme, self.dataset, values))
                found.add(tuple((value.status, value.value if value.known else None) for value in (figure.of(self.cls, self.total, unit, self.period) for unit in units)))
            self.report.tally["cells moved alone"] += 1
            if len(found) > 1 and json.dumps(hole.cell, sort_keys=True) not in listed:
                self.fault("open but not listed", f"{hole}: moves a total")


def not_allowed(domain, value):
    """Why a fact cannot have a value, or None."""
    if value is None or value == "":
        return None
    if domain.numeric:
        return None if domain.holds(quantity(value)) else f"{value} lies outside its domain"
    if domain.type == "flag":
        return None if str(value).lower() in ("true", "false") else "no flag"
    if domain.type == "choice":
        return None if value in domain.options else "no such option"
    return None


def kept(before, after):
    """Whether a record says what it said, and perhaps more."""
    for name, value in before.items():
        if value is None:
            continue
        if isinstance(value, list):
            inner = {record["id"]: record for record in after.get(name) or []}
            if set(inner) != {record["id"] for record in value} or not all(kept(record, inner[record["id"]]) for record in value):
                return False
        elif after.get(name) != value and (isinstance(value, bool) or str(after.get(name)) != str(value)):  # 4 and "4" are the same figure
            return False
    return True


def fields_wrong(fields, record):
    for name, spec in fields.items():
        if isinstance(spec, dict) and spec["type"] == "records":
            wrong = next(filter(None, (fields_wrong(spec["fields"], inner) for inner in record.get(name) or [])), None)
        else:
            wrong = None if record.get(name) is None else not_allowed(holes.Domain(spec), record[name])
        if wrong:
            return f"{name}: {wrong}"
    return None


# Made smaller

def smaller(program, draw, finding):
    """The same finding with as few holes, nodes and facts as will do: tried one by one."""
    if finding.test is None:
        return finding
    test, unit, id, at = finding.test
    scheme, dataset, completion = finding.scheme, finding.dataset, finding.completion

    def fails(scheme, dataset, completion):
        try:
            reply = program.ask(scheme=scheme, dataset=dataset, **finding.ask)
            said = next((entry["nodes"] for entry in reply["units"] if entry["unit"] == unit), {})
            return test(said, Figures(scheme, completion).of(finding.ask["class"], id, unit, at))
        except (Refused, SchemeError, KeyError, StopIteration, RecursionError, TypeError):
            return False

    def pruned(document, path):
        made = holes.copied(document)
        at = made
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]
        return made

    if not fails(scheme, dataset, completion):
        return finding
    for hole in draw.holes:
        if hole.path[0] == "readings":
            at_hole = completion
            for step in hole.path:
                at_hole = at_hole[step]
            tried = holes.filled(scheme, dataset, [(hole, at_hole)])
            if fails(scheme, tried, completion):
                dataset = tried
    for cls, body in finding.scheme["classes"].items():
        if cls == finding.ask["class"] and scheme["classes"][cls]["nodes"][id].get("type", "points") == "points":
            tried = holes.copied(scheme)
            tried["classes"][cls]["total"] = id
            scheme = tried if fails(tried, dataset, completion) else scheme
        for node in list(body["nodes"])[::-1]:
            if node in (id, scheme["classes"][cls].get("total")):
                continue
            tried = pruned(scheme, ("classes", cls, "nodes", node))
            tried["classes"][cls]["publish"] = [name for name in tried["classes"][cls]["publish"] if name != node]
            scheme = tried if fails(tried, dataset, completion) else scheme
        for fact in list(body["facts"]):
            path = ("records" if body["facts"][fact]["type"] == "records" else "readings", cls, fact)
            try:
                tried = pruned(scheme, ("classes", cls, "facts", fact)), *(pruned(document, path) for document in (dataset, completion))
            except KeyError:
                continue
            if fails(*tried):
                scheme, dataset, completion = tried
    finding.scheme, finding.dataset, finding.completion = scheme, dataset, completion
    return finding


# Runs

SORTS = [*(f"rule {kind}" for kind in RULES), *(f"take {take}" for take in TAKES), *(f"outcome {type}" for type in OUTCOMES)]
ALWAYS_SETTLED = ("rule constant",)
CHECKS = {"range": check_range, "solve": goals.check_solve, "path": goals.check_path, "ledger": goals.check_ledger}


def one(task):
    """A pair through the checks; its tally and what does not hold."""
    path, seed, board, count, only, keep = task
    report, texts = Report(), []
    with tempfile.TemporaryDirectory() as folder:
        program = Program(path, folder)
        for name in only:
            draw = OfBoard(board, seed) if board else Draw(seed)
            before = len(report.findings)
            try:
                CHECKS[name](program, draw, count, report)
            except (Refused, SchemeError, RecursionError, KeyError, TypeError, AttributeError, ValueError) as error:
                if not isinstance(error, Refused):
                    error = traceback.format_exc()
                report.tally["fault: no answer"] += 1
                report.add(Finding("no answer", str(error), draw.scheme, draw.dataset, {"what": name}))
            for number, finding in enumerate(report.findings[before : before + 3]):
                finding = smaller(program, draw, finding) if keep else finding
                texts.append(finding.keep(keep, f"{name}-{pathlib.Path(board).name + '-' if board else ''}{seed}", number) if keep else f"{finding.what}\n{finding.where}\n{json.dumps(finding.ask, ensure_ascii=False)}\n")
    return f"{pathlib.Path(board).name} {seed}" if board else f"seed {seed} ({generate.theme(seed).__name__})", report.tally, texts


def printed(tally):
    """The counts by kind, as a table."""
    kinds = sorted({key.split(" ", 1)[1] for key in tally if key.startswith("open ")})
    if kinds:
        print(f"{'kind':24}{'open':>8}{'tight':>8}{'not':>8}{'endless':>8}{'tried':>8}{'reached, not called tight':>28}")
    for kind in kinds:
        counts = [tally[f"{name} {kind}"] for name in ("open", "tight", "not tight", "endless", "tried whole", "reached though not called tight")]
        print(f"{kind:24}" + "".join(f"{count:>8}" for count in counts[:-1]) + f"{counts[-1]:>28}")
    print(f"{'of each':32}{'reached':>8}{'tight':>8}")
    for sort in SORTS:
        print(f"{sort:32}{tally[f'reached: {sort}']:>8}{tally[f'reached and tight: {sort}']:>8}")
    heads = ("met: ", "reached: ", "reached and tight: ", "open ", "tight ", "not tight ", "endless ", "tried whole ", "settled ", "reached though not called tight ")
    for key in sorted(tally):
        if not key.startswith(heads) and key not in ("ranges", "completions"):
            print(f"{tally[key]:8} {key}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--completions", type=int, default=8)
    parser.add_argument("--only", default=",".join(CHECKS))
    parser.add_argument("--boards", nargs="*", help="folders with board.json and dataset.json, each taken from so many times")
    parser.add_argument("--keep", help="a folder to keep what does not hold in, made smaller")
    options = parser.parse_args()
    tally, wrong = collections.Counter(), 0
    seeds = range(options.seed, options.seed + options.pairs)
    tasks = [(options.program, seed, board, options.completions, options.only.split(","), options.keep) for board in options.boards or [None] for seed in seeds]
    with ProcessPoolExecutor() as pool:
        for name, counts, texts in pool.map(one, tasks, chunksize=2):
            tally.update(counts)
            for text in texts:
                print(f"{name}: {text}", flush=True)
    wrong = sum(count for key, count in tally.items() if key.startswith("fault"))
    printed(tally)
    # What never has an open figure of its own is reached where it is met.
    never = [sort for sort in SORTS if not tally[f"{'met' if sort in ALWAYS_SETTLED else 'reached'}: {sort}"]]
    print("never reached: " + ", ".join(never) if never else f"each of {len(SORTS)} kinds, takes and outcomes was reached")
    print(f"{tally['ranges']} ranges, {tally['completions']} completions, {wrong} outside")
    return 1 if wrong or (never and options.pairs >= 2000) else 0


if __name__ == "__main__":
    sys.exit(main())
