#!/usr/bin/env python3
"""How long what the self-check asks takes for a class of 415 items, some of them open: processor time beside scoring the same board once.

    python3 tests/tools/bench_goal.py build/bin/yardstick
"""
import json
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

ITEMS, CHAPTER = 415, 10
MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


def monthly(rng, name):
    rule = {"kind": "proportional", "actual": name, "target": rng.choice(["0.9", "0.95", "1"]), "better": "higher", "over": "cap"}
    nodes = {f"{name}Item": {"full": "1", "fold": {"over": "month", "of": f"{name}Month", "take": "mean"}}, f"{name}Month": {"grain": "month", "full": "1", "rule": rule}}
    figures = {month: [f"{rng.randint(40, 99)}%" if place < 8 else None] for place, month in enumerate(MONTHS)}  # four months are open
    return {"type": "rate", "grain": "month", "domain": {"min": "0", "max": "1"}}, nodes, figures


def yearly(fact, rule, draw):
    def item(rng, name):
        own = rule(rng, name)
        return {"grain": "year", **fact}, {f"{name}Item": {"full": "1", "rule": own}}, {"2025": [draw(rng) if rng.random() < 0.7 else None]}
    return item


def deduction(rng, name):
    return {"kind": "deduction", "counts": [{"value": name, "points": rng.choice(["0.1", "0.05", "0.25"])}], "floor": "0"}


def segments(_, name):
    rows = [{"from": "0", "to": "60", "points": ["0", "0.4"]}, {"from": "60", "to": "90", "points": ["0.5", "1"]}]
    return {"kind": "segments", "value": name, "rows": rows, "outside": "1"}


def bands(_, name):
    rows = [{"from": line, "points": points} for line, points in (("0", "0"), ("10", "0.3"), ("30", "0.8"), ("50", "1"))]
    return {"kind": "bands", "value": name, "take": "pick", "rows": rows, "outside": "0"}


def formula(_, name):
    return {"kind": "formula", "points": f"if({name} == 'good', 1, if({name} == 'fair', 0.6, 0))"}


KINDS = [
    monthly,
    yearly({"type": "count", "domain": {"max": "60"}}, deduction, lambda rng: str(rng.randint(0, 9))),
    yearly({"type": "number", "domain": {"min": "0", "max": "100"}}, segments, lambda rng: str(rng.randint(10, 95))),
    yearly({"type": "count", "domain": {"max": "100"}}, bands, lambda rng: str(rng.randint(0, 60))),
    yearly({"type": "choice", "options": ["bad", "fair", "good"]}, formula, lambda rng: rng.choice(["bad", "fair", "good"])),
]


def documents(rng):
    facts, nodes, readings, chapters = {}, {}, {}, []
    for place in range(ITEMS):
        name = f"x{place}"
        facts[name], own, readings[name] = KINDS[place % len(KINDS)](rng, name)
        nodes.update(own)
        if place % CHAPTER == 0:
            chapters.append(f"chapter{place // CHAPTER}")
            nodes[chapters[-1]] = {"children": []}
        nodes[chapters[-1]]["children"].append(f"{name}Item")
        nodes[chapters[-1]]["full"] = str(len(nodes[chapters[-1]]["children"]))
    nodes["total"] = {"full": str(ITEMS), "children": chapters}
    scheme = {"format": "yardstick-scheme/1", "id": "many", "version": "1", "title": "Many items", "source": {"document": "drawn", "status": "invented"},
              "display": {"places": 2, "mode": "half-up"}, "calendar": {"main": "year", "periods": ["year", "month"]},
              "classes": {"office": {"title": "Office", "facts": facts, "nodes": nodes, "total": "total"}}}
    dataset = {"format": "yardstick-dataset/1", "scheme": {"id": "many", "version": "1"}, "asOf": "2025-12-31", "periods": ["2025"],
               "units": {"office": [{"id": "A", "name": "A"}]}, "readings": {"office": readings}}
    return scheme, dataset


def timed(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    reply = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, reply


def main(program):
    scheme, dataset = documents(random.Random(7))
    with tempfile.TemporaryDirectory() as folder:
        files = [str(pathlib.Path(folder, name)) for name in ("scheme.json", "dataset.json")]
        for path, document in zip(files, (scheme, dataset)):
            pathlib.Path(path).write_text(json.dumps(document), encoding="utf-8")
        place = ["--class", "office", "--unit", "A", "--period", "2025"]
        scored, _ = timed([program, "score", *files])
        goal = json.dumps({"node": "total", "atLeast": "270"})
        asked = {"range": [], "ledger": [], "solve": ["--goal", goal], "path": ["--goal", goal]}
        print(f"{ITEMS} items of one unit, {sum(None in column for by in dataset['readings']['office'].values() for column in by.values())} readings open; processor time of the whole program, loading included:")
        print(f"  {'score':8}{scored * 1000:8.0f} ms")
        for question, rest in asked.items():
            took, reply = timed([program, question, *files, *place, *rest])
            found = json.loads(reply)
            said = f"{len(found['ways'])} ways" if question == "solve" else f"{len(found['paths'])} paths" if question == "path" else ""
            print(f"  {question:8}{took * 1000:8.0f} ms  {took / scored:6.1f} × score  {said}")


if __name__ == "__main__":
    main(sys.argv[1])
