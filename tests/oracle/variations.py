#!/usr/bin/env python3
"""Holds what the engine says to a room against the oracle: changed weights and parameters, versions beside each other, how
robust a ranking is, steps, questions, stories and guesses.

    variations.py ENGINE --pairs N [--first SEED] [--boards DIR…] [--only changes,weights,compare,robust,steps,quiz,stories,guess,notable]

Pairs are drawn by generate.py and, as small boards of the usual make, by generate_boards.py. Ends with "N compared, D
different"; 1 where one differs.
"""
import argparse
import collections
import pathlib
import random
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor

import bands
import beside
import generate
import generate_boards
import lessons
import vary
from calls import Engine, Report
from compare import read
from exact import SchemeError
from held import Refused
from oracle import deep

PARTS = ["changes", "weights", "compare", "robust", "steps", "quiz", "stories", "guess", "notable"]


def robust(setting, board):
    rng = setting.rng
    if not setting.total or setting.base.nodes[setting.cls][setting.total].grain != setting.period.grain:
        return
    for by in ("points", "percent") if board else (rng.choice(["points", "percent"]),):
        band = str(rng.choice([2, 5, 10]) if by == "points" else rng.choice([10, 25, 50]))
        bands.check_robust(setting, "5" if board else band, by, 1000 if board else rng.choice([3, 8, 40]), rng.randrange(1, 2_000_000_000))
    if board:
        bands.check_robust(setting, "10", "points", 15, 2026, further=0)


def work(setting, part, board):
    units, rng = setting.units(), setting.rng
    some = rng.sample(units, min(2, len(units)))
    if part == "changes":
        vary.check_changes(setting)
    elif part == "weights":
        vary.check_tune(setting)
        vary.check_weights(setting)
    elif part == "compare":
        beside.check_compare(setting)
    elif part == "robust":
        robust(setting, board)
    elif part == "steps":
        for unit in some:
            lessons.check_steps(setting, unit)
    elif part == "quiz":
        for unit in some[:1] if board else some:
            lessons.check_quiz(setting, unit, 12)
    elif part == "stories" and board:
        lessons.check_stories(setting)
        for case in rng.sample(setting.scheme.get("cases", []), min(3, len(setting.scheme.get("cases", [])))):
            lessons.check_open_case(setting, case)
    elif part == "guess":
        for unit in some[:1]:
            lessons.check_guess(setting, unit)
        lessons.check_order(setting)
    elif part == "notable":
        lessons.check_notable(setting)


def task(arguments):
    """All parts of one pair: (name, counts, what differs, seconds by part)."""
    program, name, cls, parts, board = arguments
    report, spent = Report(), collections.Counter()

    def run():
        if board:
            dataset = read(pathlib.Path(board) / "dataset.json")
            scheme = read(pathlib.Path(board).parent.parent / "schemes" / dataset["scheme"]["id"] / "scheme.json")
            pair = {"scheme": scheme, "dataset": dataset}
        else:
            kind, seed = name.split()
            pair = generate.pair(int(seed)) if kind == "pair" else generate_boards.board(int(seed))
        with tempfile.TemporaryDirectory() as folder:
            setting = vary.Setting(Engine(program, folder), report, name, pair, cls=cls)
            for part in parts:
                begun = time.time()
                setting.rng = random.Random(f"{name} {part}")
                try:
                    work(setting, part, board)
                except Refused as refusal:
                    report.findings.append((part, f"{name}: the engine refuses: {refusal}"))
                except SchemeError as error:
                    report.findings.append((part, f"{name}: the oracle cannot: {error}"))
                except Exception:
                    report.findings.append((part, f"{name}: {traceback.format_exc(limit=-3)}"))
                spent[part] += time.time() - begun
        return 0

    deep(run)
    return name, report.tally, report.findings, spent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--boards", nargs="*", default=[])
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--findings", type=int, default=3, help="how many findings of each sort are printed")
    options = parser.parse_args()
    parts = options.only.split(",")
    tasks = []
    for board in options.boards:
        scheme = read(pathlib.Path(board).parent.parent / "schemes" / read(pathlib.Path(board) / "board.json")["scheme"] / "scheme.json")
        classes = [cls for cls, body in scheme["classes"].items() if body.get("total") and not body.get("one")]
        tasks += [(options.engine, f"{pathlib.Path(board).name} {cls}", cls, parts, board) for cls in classes]
    seeds = range(options.first, options.first + options.pairs)
    tasks += [(options.engine, f"{kind} {seed}", None, parts, None) for seed in seeds for kind in ("pair", "board")]
    tally, found, spent, different = collections.Counter(), collections.defaultdict(list), collections.Counter(), 0
    with ProcessPoolExecutor() as pool:
        for _, counts, findings, seconds in pool.map(task, tasks):
            tally.update(counts)
            spent.update(seconds)
            different += len(findings)
            for kind, where in findings:
                found[kind].append(where)
    for kind in sorted(tally):
        print(f"{tally[kind]:7} {kind}" + (f", {len(found[kind])} differ" if kind in found else ""))
    for kind, places in sorted(found.items()):
        for where in places[: options.findings]:
            print(f"{kind}: {where}")
    print(", ".join(f"{part} {seconds:.1f} s" for part, seconds in spent.most_common()))
    print(f"{sum(tally.values())} compared, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
