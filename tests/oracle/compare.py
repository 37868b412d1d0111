#!/usr/bin/env python3
"""Compares the engine with the oracle, figure by figure.

    compare.py ENGINE --pairs N [--first SEED]   on N drawn pairs of scheme and dataset
    compare.py ENGINE --boards DIR…              on boards (folders with board.json and dataset.json)

Ends with "N compared, D different"; 1 where a pair differs, where the engine refuses what was drawn as valid, or where a
construct of the language was never reached.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor

import generate
import generate_reach
from exact import SchemeError
from oracle import score

PARTS = ("value", "raw", "full", "rate", "lost")


def read(file):
    """A document with its fractions digit for digit, as quantities in quotes are."""
    return json.loads(file.read_text(encoding="utf-8"), parse_float=str)


def lines_of(scheme, dataset):
    return "".join(json.dumps(part, ensure_ascii=False) + "\n" for part in (scheme, dataset))


def differences(expected, got):
    """Each place where the two do not say the same, as text."""
    if "errors" in got:
        return ["the engine refuses: " + "; ".join(got["errors"][:4])]
    found = []
    for cls, units in expected.items():
        for unit, nodes in units.items():
            for node, periods in nodes.items():
                for period, figure in periods.items():
                    other = got.get(cls, {}).get(unit, {}).get(node, {}).get(period)
                    where = f"{cls}.{unit}.{node} {period}"
                    if other is None:
                        found.append(f"{where}: the engine says nothing")
                        continue
                    if figure["status"] == other["status"] != "known":
                        continue  # nothing more is said of a figure that is not there
                    wanted = {name: figure.get(name) for name in ("status",) + PARTS}
                    have = {name: other.get(name) for name in ("status",) + PARTS}
                    if wanted != have:
                        unlike = [name for name in wanted if wanted[name] != have[name]]
                        found.append(f"{where}: " + ", ".join(f"{n} oracle {wanted[n]} engine {have[n]}" for n in unlike))
    return found


def one(task):
    """A drawn pair through both; what differs, what it reached, and the statuses by kind of node."""
    engine, seed = task
    pair = generate.pair(seed)
    try:
        expected = score(pair["scheme"], pair["dataset"])
    except (SchemeError, RecursionError) as error:
        return seed, [f"the oracle cannot: {error}"], set(), {}, 0
    reply = subprocess.run([engine, "figures"], input=lines_of(pair["scheme"], pair["dataset"]), capture_output=True, text=True, check=False)
    got = json.loads(reply.stdout) if reply.stdout else {"errors": [f"exit {reply.returncode}: {reply.stderr[-300:]}"]}
    tally, cells = collections.Counter(), 0
    for cls, units in expected.items():
        written = pair["scheme"]["classes"][cls]["nodes"]
        for nodes in units.values():
            for id, periods in nodes.items():
                node = written.get(id, {})
                kind = node.get("rule", {}).get("kind") or (node["type"] if node.get("type", "points") != "points" else "points")
                for figure in periods.values():
                    tally[f"{kind} {figure['status']}"] += 1
                    cells += 1
    return seed, differences(expected, got), generate_reach.Walk(pair).found, tally, cells


def compare_pairs(engine, count, first):
    reached, tally = collections.Counter(), collections.Counter()
    different, cells = 0, 0
    with ProcessPoolExecutor() as pool:
        for seed, found, constructs, statuses, figures in pool.map(one, ((engine, seed) for seed in range(first, first + count)), chunksize=8):
            reached.update(constructs)
            tally.update(statuses)
            cells += figures
            if found:
                different += 1
                print(f"seed {seed} ({generate.theme(seed).__name__}):")
                for line in found[:6]:
                    print("  " + line)
    missing = [name for name in generate_reach.listed() if not reached[name]]
    for name in sorted(reached):
        print(f"{reached[name]:7} {name}")
    for name in sorted(tally):
        print(f"{tally[name]:7} cells: {name}")
    for name in missing:
        print(f"      0 {name}: never reached")
    print(f"{cells} figures, {len(reached)} constructs reached, {len(missing)} not")
    print(f"{count} compared, {different} different")
    return 1 if different or (missing and count >= 500) else 0


def compare_boards(engine, folders):
    different = 0
    for folder in map(pathlib.Path, folders):
        dataset = read(folder / "dataset.json")
        scheme_file = folder.parent.parent / "schemes" / dataset["scheme"]["id"] / "scheme.json"
        scheme = read(scheme_file)
        reply = subprocess.run([engine, "figures"], input=lines_of(scheme, dataset), capture_output=True, text=True, check=True)
        found = differences(score(scheme, dataset), json.loads(reply.stdout))
        different += bool(found)
        print(f"{folder.name}: {len(found)} figures differ")
        for line in found[:10]:
            print("  " + line)
    print(f"{len(folders)} compared, {different} different")
    return 1 if different else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--boards", nargs="*", default=[])
    options = parser.parse_args()
    code = compare_boards(options.engine, options.boards) if options.boards else 0
    return compare_pairs(options.engine, options.pairs, options.first) or code if options.pairs else code


if __name__ == "__main__":
    sys.exit(main())
