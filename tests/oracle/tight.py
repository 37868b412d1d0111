#!/usr/bin/env python3
"""Of each kind of rule and each take of a fold: whether a range's ends are reached, with one reading open, with several, and with a list open.

    tight.py --program ENGINE --page docs/ranges.md    1 where the page's tables say something else
    tight.py --program ENGINE --write docs/ranges.md   puts the tables there

Each is asked on the smallest board that has it. What the engine calls tight is scored by the oracle: its changes must give both ends.
"""
import argparse
import json
import re
import sys
import tempfile

import holes
from exact import exact_text
from held import Figures, Program, about
from periods import Period

X = {"type": "number", "grain": "year", "domain": {"min": "0", "max": "10"}}
Y = {"type": "number", "grain": "year", "domain": {"min": "2", "max": "5"}}
N = {"type": "count", "grain": "year", "domain": {"max": "4"}}
FLAG = {"type": "flag", "grain": "year"}
CLAIMS = {"type": "records", "grain": "year", "fields": {"date": "date", "points": {"type": "number", "domain": {"min": "1", "max": "4"}},
                                                        "kind": {"type": "choice", "options": {"city": "City", "town": "Town"}}, "shown": "flag"}}
SUM, COUNT = "sum(claims : item.points)", "count(claims)"
BANDS = [{"from": "0", "points": "1"}, {"from": "4", "points": "6"}, {"from": "8", "points": "3"}]
PRICES = [{"from": "0", "points": "1"}, {"from": "4", "points": "0.5"}]
ROWS = [{"from": "0", "to": "4", "points": ["0", "10"]}, {"from": "4", "to": "40", "points": ["10", "1"]}]
LOG = [{"from": "1", "to": "100", "points": ["2", "8"]}]
PLACES = [{"from": "1", "points": "10"}, {"from": "2", "points": "6"}, {"from": "3", "points": "0"}]
PER = {"percentagePoint": "10", "points": "1", "part": "whole"}


def rule(kind, **more):
    return {"kind": kind, **more}


def of_value(name, one, several=None, listed=None, **facts):
    """A kind with one value: what it is of while one reading is open, several, a list."""
    return name, [board(one("x"), {"x": X, **facts}), board((several or one)("x + y" if several is None else None), {"x": X, "y": Y, **facts}),
                  board((listed or one)(SUM if listed is None else None), {"claims": CLAIMS, **facts})]


def board(rule, facts, **more):
    return {"node": {"full": "10", "rule": rule}, "facts": facts, **more}


def relative(by):
    body = {"place": {"rows": PLACES, "ties": "competition"}, "zscore": {"mean": "70", "spread": "10"}}.get(by, {})
    own = rule("relative", value="x", by=by, better="higher", **body)
    others = {"x": ["", "4", "7"]}
    return f"relative, {by}", [board(own, {"x": X}, units="ABC", readings=others),
                               board(own, {"x": {**X, "domain": {"min": "1", "max": "10"}}}, units="ABC", readings={"x": ["", "", "7"]}),
                               board({**own, "value": "sum(claims : item.points)"}, {"claims": CLAIMS}, units="ABC", records={"B": ["2"], "C": ["3", "1"]})]


def take(name, **more):
    quarterly = {"type": "number", "grain": "quarter", "domain": {"min": "1", "max": "10"}}
    part = {"grain": "quarter", "full": "10", "rule": rule("direct", value="m", outOf="10")}
    fold = {"take": name, **({"weight": "0.5"} if name == "weighted" else {})}
    flags = name in ("any", "all")
    if flags:
        quarterly = {"type": "flag", "grain": "quarter"}
    over = {"type": "flag", "fold": {"over": "quarter", "of": "part", **fold}} if flags else {"full": "40" if name == "sum" else "10", "fold": {"over": "quarter", "of": "part", **fold}}
    part = {"type": "flag", "grain": "quarter", "value": "m"} if flags else part
    listed = {"full": "10", "rule": rule("formula", points="item.points"), "fold": {"over": "claims", **fold}}
    if flags:
        listed = {"type": "flag", "value": f"{name}(claims where item.shown)" if name == "any" else "all(claims : item.shown)"}
    told = ["true", "false", "true", "true"] if flags else ["3", "8", "5", "2"]

    def by_quarter(missing):
        return {"node": over, "nodes": {"part": part}, "facts": {"m": quarterly}, "quarters": [None if k < missing else told[k] for k in range(4)]}

    return f"take {name}", [by_quarter(1), by_quarter(3), {"node": listed, "facts": {"claims": CLAIMS}}]


def spread(function):
    body = {"node": {"type": "number", "value": f"{function}(claims : item.points)"}, "facts": {"claims": CLAIMS}}
    return function, [{**body, "open fields": [None, "2", "3"]}, {**body, "open fields": [None, None, "3"]}, body]


def table():
    """[(kind, [a board for each of one, several, list; None where there is none])]"""
    flags = {"x": FLAG, "y": FLAG}
    votes = {"v": {"type": "votes", "grain": "year", "options": {"good": "Good", "fair": "Fair", "poor": "Poor"}}}
    deduct = lambda value: rule("deduction", counts=[{"value": value, "points": "1.5", "free": "1"}], floor="0")
    return [
        of_value("proportional, higher", lambda v: rule("proportional", actual=v or "x", target="8" if v else "y", better="higher", over="cap"), several=lambda _: rule("proportional", actual="x", target="y", better="higher", over="allow")),
        of_value("proportional, lower", lambda v: rule("proportional", actual=f"1 + {v}", target="4", better="lower", over="allow"), several=lambda _: rule("proportional", actual="y", target="x", better="lower", over="cap")),
        of_value("proportional, near", lambda v: rule("proportional", actual=v, target="4", better="near", over="cap", floor="0"), several=lambda _: rule("proportional", actual="x", target="y", better="near", over="cap")),
        of_value("bands, pick", lambda v: rule("bands", value=v, take="pick", rows=BANDS, outside="invalid")),
        of_value("bands, marginal", lambda v: rule("bands", value=v, take="marginal", rows=[*PRICES, {"from": "8", "points": "0"}], outside="0")),
        of_value("segments", lambda v: rule("segments", value=v, rows=ROWS, outside="ends")),
        of_value("segments, log", lambda v: rule("segments", value=f"1 + {v}", rows=LOG, outside="ends")),
        of_value("power", lambda v: rule("power", value=f"min(20, {v})", a="0.5", b="3", c="2", side="above")),
        ("map", [board(rule("map", value="x", to={"0": "3", "2": "10", "3": "1"}, **{"else": "5"}), {"x": N}),
                 board(rule("map", value="x + y", to={"0": "3", "2": "10", "3": "1"}, **{"else": "5"}), {"x": N, "y": N}),
                 board(rule("map", value=COUNT, to={"0": "3", "2": "10", "3": "1"}, **{"else": "5"}), {"claims": CLAIMS})]),
        ("constant", [board(rule("constant", points="4"), {"x": X})] * 3),
        of_value("direct", lambda v: rule("direct", value=f"min({v}, 20)", outOf="20")),
        ("checklist", [board(rule("checklist", items=[{"value": "x", "points": "6"}, {"value": "not x", "points": "4"}]), {"x": FLAG}),
                       board(rule("checklist", items=[{"value": "x", "points": "6"}, {"value": "x and y", "points": "3"}, {"value": "not y", "points": "1"}]), flags),
                       board(rule("checklist", items=[{"value": "any(claims where item.shown)", "points": "6"}, {"value": "count(claims) >= 2", "points": "4"}]), {"claims": CLAIMS})]),
        of_value("judged, groups", lambda v: rule("judged", groups=[{"value": f"min(10, {v})", "weight": "60%"}, {"value": "4", "weight": "40%"}], outOf="10"),
                 several=lambda _: rule("judged", groups=[{"value": "x", "weight": "60%"}, {"value": "y", "weight": "40%"}], outOf="10")),
        ("judged, marks", [{**board(rule("judged", marks="claims", value="item.points", drop={"highest": 1}, outOf="10"), {"claims": CLAIMS}), "open fields": [None, "2", "3"]},
                           {**board(rule("judged", marks="claims", value="item.points", drop={"highest": 1}, outOf="10"), {"claims": CLAIMS}), "open fields": [None, None, "3"]},
                           board(rule("judged", marks="claims", value="item.points", outOf="10", drop={"highest": 1}), {"claims": CLAIMS})]),
        ("votes", [board(rule("votes", votes="v", values={"good": "100", "fair": "80", "poor": "0"}, outOf="100"), votes),
                   board(rule("votes", votes="v", satisfied=["good", "fair"]), votes), None]),
        ("deduction, counts", [board(deduct("x"), {"x": X}), board(rule("deduction", counts=[{"value": "x", "points": "1"}, {"value": "y", "tiers": [{"from": "1", "points": "1"}, {"from": "3", "all": True}]}], floor="none"), {"x": N, "y": N}), board(deduct(COUNT), {"claims": CLAIMS})]),
        of_value("deduction, short", lambda v: rule("deduction", short={"value": v, "of": "6"}, per={"amount": "1", "points": "1", "part": "started"}, floor="0"), several=lambda _: rule("deduction", short={"value": "x", "of": "y"}, per={"amount": "1", "points": "1", "part": "started"}, floor="0")),
        of_value("deduction, over", lambda v: rule("deduction", over={"value": v, "of": "6"}, per={"amount": "1", "points": "1", "part": "whole"}, floor="0"), several=lambda _: rule("deduction", over={"value": "x", "of": "y"}, per={"amount": "1", "points": "1", "part": "whole"}, floor="0")),
        ("deduction, records", [{**board(rule("deduction", records="claims", price={"value": "item.points"}, floor="0"), {"claims": CLAIMS}), "open fields": [None, "2"]},
                                {**board(rule("deduction", records="claims", price={"value": "item.points"}, floor="0"), {"claims": CLAIMS}), "open fields": [None, None]},
                                board(rule("deduction", records="claims", when="item.shown", price={"of": "item.kind", "to": {"city": "2", "town": "1"}}, floor="0"), {"claims": CLAIMS})]),
        ("bonus", [{**board(rule("bonus", records="claims", price={"value": "item.points"}), {"claims": CLAIMS}), "open fields": [None, "2"]},
                   {**board(rule("bonus", records="claims", price={"value": "item.points"}), {"claims": CLAIMS}), "open fields": [None, None]},
                   board(rule("bonus", records="claims", price={"of": "item.kind", "to": {"city": "2", "town": "1"}}, evidence={"field": "shown"}, cap="5"), {"claims": CLAIMS})]),
        relative("place"), relative("best"), relative("mean"), relative("minmax"), relative("zscore"), relative("percentile"),
        of_value("growth", lambda v: rule("growth", value=v, base="4", per=PER, floor="0", cap="10"), several=lambda _: rule("growth", value="x", base="y", per=PER, start="6", cap="10")),
        of_value("with steps before it", lambda v: {**rule("bands", value=v, take="pick", rows=BANDS, outside="invalid"), "before": [{"round": {"places": 0, "mode": "half-up"}}]}),
        of_value("with exceptions", lambda v: {**rule("bands", value=v, take="pick", rows=BANDS, outside="invalid"), "exceptions": [{"when": f"{v} > 9", "points": "8"}]}),
        ("formula", [board(rule("formula", points="x * (10 - x)"), {"x": X}), board(rule("formula", points="x * y - x"), {"x": X, "y": Y}), board(rule("formula", points=f"min({SUM}, 10)"), {"claims": CLAIMS})]),
        take("sum"), take("mean"), take("weighted"), take("pooled"), take("median"), take("min"), take("max"), take("product"), take("geometric"),
        take("first"), take("last"), take("count"), take("any"), take("all"), spread("deviation"), spread("sampleDeviation"),
    ]


def documents(given):
    """A scheme and a dataset around the node in question."""
    units = list(given.get("units", "A"))
    nodes = {"total": {"title": "total", **given["node"]}, **{id: {"title": id, **node} for id, node in given.get("nodes", {}).items()}}
    points = given["node"].get("type", "points") == "points"
    facts = {id: {"title": id, **fact} for id, fact in given["facts"].items()}
    body = {"title": "Office", "facts": facts, "nodes": nodes, "total": "total", "publish": []}
    if not points:
        nodes["asked"] = nodes.pop("total")
        nodes["total"] = {"title": "total", "full": "10", "rule": {"kind": "constant", "points": "1"}}
    scheme = {"format": "yardstick-scheme/1", "id": "smallest", "version": "1", "title": "Smallest", "source": {"document": "Smallest", "status": "invented"},
              "calendar": {"main": "year", "periods": ["year", "half", "quarter", "month"]}, "display": {"places": 2, "mode": "half-up"},
              "clauses": {}, "parameters": {}, "classes": {"office": body}, "cases": []}
    readings = {id: {"2025": [value or None for value in column]} for id, column in given.get("readings", {}).items()}
    if "quarters" in given:
        readings["m"] = {f"2025-Q{k + 1}": [flag(value)] for k, value in enumerate(given["quarters"])}
    lists = {unit: [record(number, value) for number, value in enumerate(values)] for unit, values in given.get("records", {}).items()}
    if "open fields" in given:
        lists["A"] = [record(number, value) for number, value in enumerate(given["open fields"])]
    dataset = {"format": "yardstick-dataset/1", "scheme": {"id": "smallest", "version": "1"}, "asOf": "2025-12-31", "periods": ["2025"],
               "units": {"office": [{"id": unit} for unit in units]}, "readings": {"office": readings}, "records": {"office": {"claims": lists} if lists else {}}}
    return scheme, dataset, "total" if points else "asked"


def record(number, value):
    return {"id": f"r{number}", "date": f"2025-0{number + 1}-01", "points": value, "kind": "city", "shown": True}


def flag(text):
    return {"true": True, "false": False}.get(text, text)


def asked(program, given):
    """(what the range says, whether the changes that go with it give its ends by the oracle)"""
    scheme, dataset, node = documents(given)
    reply = program.ask("range", scheme, dataset, **{"class": "office", "unit": "A", "period": "2025", "all": True})
    unit = reply["units"][0]
    said = unit["nodes"][node]
    wrong = []
    if said["tight"] and node == "total":
        for end, at in (("low", "lowAt"), ("high", "highAt")):
            made = holes.made(scheme, dataset, unit[at]["changes"])
            lists = [hole for hole in holes.holes(scheme, made) if hole.domain.type == "records"]
            value = Figures(scheme, holes.filled(scheme, made, [(hole, []) for hole in lists])).of("office", node, "A", Period.parse("2025"))
            if not value.known or not about(value.value, holes.quantity(said[end]["exact"])):
                wrong.append(f"{at} gives {exact_text(value.value) if value.known else value.status}, not {said[end]['exact']}")
    return said, wrong


def words(said):
    ends = " … ".join("–" if said[end] is None else said[end]["exact"] if len(said[end]["exact"]) < 12 else said[end]["shown"] for end in ("low", "high"))
    if said["tight"]:
        return f"{ends} reached"
    return f"{ends} **not reached**" if said["low"] is not None and said["high"] is not None else f"{ends} no bound"


def lines(program):
    made, wrong = ["| | one open | several open | a list open |", "|---|---|---|---|"], []
    for name, boards in table():
        cells = []
        for given in boards:
            if given is None:
                cells.append("")
                continue
            said, faults = asked(program, given)
            cells.append(words(said))
            wrong += [f"{name}: {fault}" for fault in faults]
        made.append(f"| {name} | " + " | ".join(cells) + " |")
    return made, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--page", help="the page whose table must say the same")
    parser.add_argument("--write", help="the page to put the table into")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made, wrong = lines(Program(options.program, folder))
    for fault in wrong:
        print(fault)
    if options.page or options.write:
        path = options.page or options.write
        with open(path, encoding="utf-8") as file:
            text = file.read()
        now = re.sub(r"(?m)^\| \| one open.*\n(?:\|.*\n)+", lambda _: "\n".join(made) + "\n", text)
        if options.write:
            with open(path, "w", encoding="utf-8") as file:
                file.write(now)
        elif now != text:
            wrong.append("the page says something else")
            for line in made:
                if line not in text:
                    print("not on the page:", line)
    else:
        print("\n".join(made))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
