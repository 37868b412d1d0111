#!/usr/bin/env python3
"""Checks what the engine says of a ranking's robustness against the second scorer.

    robust.py ENGINE SCHEME DATASET --class C --period P [--node N] [--band B] [--by points|percent] [--choices N] [--seed S]

The choices of weights are made here anew: the corners of the body where they are few, else the seeded sample. For each, the
scheme is written again so that the node's children have those weights (under a sum, a child stands in a node of its own that
gives its points times the new full marks by the old), and the second scorer scores it. Places, how often each is kept, and the
pairs that are said never to turn round are compared. Ends with "N choices, D differ"; 1 where one differs.
"""
import argparse
import collections
import copy
import itertools
import json
import pathlib
import subprocess
import sys
from fractions import Fraction

from dataset import from_dataset
from exact import exact_text, quantity
from oracle import deep
from periods import Period
from score import Scorer

MASK = (1 << 64) - 1


def draws(seed):
    """splitmix64"""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def corners(low, high, total):
    """All weights but one at an end, that one inside its own: as a set, so each once."""
    found = set()
    for free in range(len(low)):
        others = [i for i in range(len(low)) if i != free]
        for ends in itertools.product(*[{low[i], high[i]} for i in others]):
            rest = total - sum(ends)
            if low[free] <= rest <= high[free]:
                choice = dict(zip(others, ends))
                choice[free] = rest
                found.add(tuple(choice[i] for i in range(len(low))))
    return found


def sample(low, high, total, seed, count):
    stream = draws(seed)
    found = []
    while len(found) < count:
        choice = [low[i] + (high[i] - low[i]) * Fraction(next(stream) % 1001, 1000) for i in range(len(low) - 1)]
        choice.append(total - sum(choice))
        if low[-1] <= choice[-1] <= high[-1]:
            found.append(tuple(choice))
    return found


def constant(scheme, written):
    """A weight as written: a quantity, or a parameter's name (its last value)."""
    parameter = scheme.get("parameters", {}).get(str(written))
    return quantity(parameter["values"][-1]["value"] if parameter else written)


def with_weights(scheme, cls, name, children, own, choice, weighted):
    result = copy.deepcopy(scheme)
    nodes = result["classes"][cls]["nodes"]
    for child, was, weight in zip(children, own, choice):
        if weighted:
            nodes[child]["weight"] = exact_text(weight)
            continue
        stand_in = {"full": exact_text(weight), "rule": {"kind": "formula", "points": f"{child} * ({exact_text(weight / was)})"}}
        if "grain" in nodes[child]:
            stand_in["grain"] = nodes[child]["grain"]
        nodes[child + "AsTried"] = stand_in
        at = nodes[name]["children"].index(child)
        nodes[name]["children"][at] = child + "AsTried"
    return result


def places(scheme, document, cls, period):
    """By the rank of the whole class on the total where there is one, else from the top of the total."""
    data = from_dataset(scheme, document)
    scorer, at = Scorer(scheme, data), Period.parse(period)
    nodes, total = scheme["classes"][cls]["nodes"], scheme["classes"][cls]["total"]
    rank = next((id for id, node in nodes.items() if node.get("type") == "rank" and node["of"] == total
                 and node.get("from", "top") == "top" and node.get("within", "all") == "all"), None)
    figures = {}
    for unit in data.units[cls]:
        found = scorer.node(cls, total, unit, at)
        figures[unit] = found.value.value if found.value.known else None
    if rank:
        result = {}
        for unit in data.units[cls]:
            found = scorer.node(cls, rank, unit, at)
            result[unit] = int(found.value.value) if found.value.known else None
        return result
    return {unit: None if figure is None else 1 + sum(1 for other in figures.values() if other is not None and other > figure) for unit, figure in figures.items()}


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("engine")
    parser.add_argument("scheme", type=pathlib.Path)
    parser.add_argument("dataset", type=pathlib.Path)
    parser.add_argument("--class", dest="cls", required=True)
    parser.add_argument("--period", required=True)
    parser.add_argument("--node")
    parser.add_argument("--band", default="5")
    parser.add_argument("--by", default="points")
    parser.add_argument("--choices", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    read = lambda file: json.loads(file.read_text(encoding="utf-8"), parse_float=str)
    scheme, document = read(options.scheme), read(options.dataset)
    command = [options.engine, "robust", str(options.scheme), str(options.dataset), "--class", options.cls, "--period", options.period, "--band", options.band,
               "--by", options.by, "--choices", str(options.choices), "--seed", str(options.seed)] + (["--node", options.node] if options.node else [])
    engine = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    cls = scheme["classes"][options.cls]
    node = options.node or cls["total"]
    weighted = cls["nodes"][node].get("fold", {}).get("take", "sum") == "weighted"
    written = {child: cls["nodes"][child].get("weight" if weighted else "full") for child in cls["nodes"][node]["children"]
               if not cls["nodes"][child].get("outside") and not cls["nodes"][child].get("extra")}
    children, own = list(written), [constant(scheme, text) for text in written.values()]
    band = Fraction(options.band.rstrip("%")) / (100 if weighted or options.by == "percent" else 1)
    far = [weight * band if options.by == "percent" else band for weight in own]
    low, high = [max(Fraction(0), w - d) for w, d in zip(own, far)], [w + d for w, d in zip(own, far)]
    found = corners(low, high, sum(own))
    how = "corners" if len(found) <= options.choices else "sample"
    choices = sorted(found) if how == "corners" else sample(low, high, sum(own), options.seed, options.choices)

    differ = []
    said = lambda what, mine, other: differ.append(f"{what}: oracle {mine}, engine {other}") if mine != other else None
    said("how", how, engine["how"])
    said("choices", len(choices), engine["choices"])
    said("weights", children, [weight["child"] for weight in engine["weights"]])
    now = places(scheme, document, options.cls, options.period)
    seen, turned = collections.defaultdict(list), set()
    never = [(pair["ahead"], pair["behind"]) for pair in engine["never"]]
    for choice in choices:
        there = places(with_weights(scheme, options.cls, node, children, own, choice, weighted), document, options.cls, options.period)
        for unit, place in there.items():
            seen[unit].append(place)
        turned.update(pair for pair in never if there[pair[1]] < there[pair[0]])
    for unit in engine["units"]:
        id, known = unit["unit"], [place for place in seen[unit["unit"]] if place is not None]
        said(id + " place", now[id], unit["place"])
        said(id + " best", min(known, default=None), unit["best"])
        said(id + " worst", max(known, default=None), unit["worst"])
        said(id + " kept", sum(1 for place in known if place == now[id]), unit["kept"])
    for ahead, behind in sorted(turned):
        differ.append(f"{behind} stands before {ahead} for some choice")
    for line in differ:
        print(line)
    print(f"{len(choices)} choices ({how}), {len(engine['units'])} units, {len(never)} pairs, {len(differ)} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(deep(lambda: main(sys.argv[1:])))
