#!/usr/bin/env python3
"""The oracle: scores a scheme and a dataset, or a scheme's own cases, from the language's reference alone.

    oracle.py score SCHEME DATASET     all figures, as JSON
    oracle.py cases SCHEME...          the schemes' cases; 1 where one fails
"""

import datetime
import json
import sys
import threading
from fractions import Fraction

from dataset import at_grain, content_period, from_case, from_dataset, load
from exact import Level, SchemeError, exact_text, quantity
from periods import Period, finer, is_period
from score import Scorer


def text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Level):
        return value.id
    if isinstance(value, datetime.date):
        return value.isoformat()
    return exact_text(value) if isinstance(value, (Fraction, int)) else str(value)


def shown(result):
    found = {"status": result.value.status}
    if result.value.known:
        found["value"] = text(result.value.value)
    elif result.value.why:
        found["why"] = result.value.why
    if result.is_points:
        for name in ("raw", "full", "rate", "lost"):
            part = result.get(name)
            if part.known and (name == "full" or result.value.known):
                found[name] = text(part.value)
        if result.rejected:
            found["rejected"] = result.rejected
    return found


def listed_periods(data, node):
    """The periods of a node that the dataset scores."""
    if node.code:
        return sorted({content_period(node.id, main.last.year) for main in data.scored})
    return sorted({period for main in data.scored for period in at_grain(main, node.grain)})


def score(scheme, document):
    data = from_dataset(scheme, document)
    scorer, result = Scorer(scheme, data), {}
    for cls, units in data.units.items():
        for unit in units:
            for id, node in scorer.nodes[cls].items():
                for period in listed_periods(data, node):
                    found = shown(scorer.node(cls, id, unit, period))
                    result.setdefault(cls, {}).setdefault(unit, {}).setdefault(id, {})[str(period)] = found
    return result


# Cases

def agrees(expected, got):
    """A plain expectation, whatever way its number is written."""
    if got is None:
        return False
    if text(expected if isinstance(expected, bool) else str(expected)) == got:
        return True
    try:
        return quantity(expected) == quantity(got)
    except (SchemeError, TypeError, AttributeError):
        return False


def faults(expected, found, where):
    if not isinstance(expected, dict):
        expected = {"points": expected}
    if found["status"] != "known" and "status" not in expected:
        return [f"{where}: expected {expected}, found {found}"]
    wrong = []
    for name, value in expected.items():
        if name == "rejected":
            right = found.get("rejected", []) == value
        elif name == "status":
            right = found["status"] == value
        elif name == "shown":
            right = True  # how a figure is displayed is not the oracle's matter
        else:
            right = agrees(value, found.get("value" if name == "points" else name))
        if not right:
            wrong.append(f"{where}: expected {name} {value}, found {found}")
    return wrong


def run_case(scheme, case):
    data, cls, period = from_case(scheme, case)
    scorer, wrong = Scorer(scheme, data), []
    class_of = {unit: name for name, units in data.units.items() for unit in units}
    for unit, nodes in case["expect"].items():
        home = class_of[unit]
        for id, expected in nodes.items():
            node = scorer.nodes[home].get(id)
            if node is None:
                wrong.append(f"{unit} {id}: there is no such node")
                continue
            if isinstance(expected, dict) and expected and all(is_period(key) for key in expected):
                wanted = {Period.parse(key): value for key, value in expected.items()}
            elif node.code:
                wanted = {content_period(id, period.last.year): expected}
            elif finer(node.grain, period.grain):
                wrong.append(f"{unit} {id}: the expectation needs a period")
                continue
            else:
                wanted = {period.containing(node.grain): expected}
            for at, value in wanted.items():
                wrong += faults(value, shown(scorer.node(home, id, unit, at)), f"{unit} {id} {at}")
    return wrong


def cases(paths):
    failed = 0
    for path in paths:
        scheme = load(path)
        for case in scheme.get("cases", []):
            try:
                wrong = run_case(scheme, case)
            except SchemeError as error:
                wrong = [str(error)]
            failed += bool(wrong)
            for line in wrong:
                print(f"{scheme['id']}: {case['name']}: {line}")
        print(f"{scheme['id']}: {len(scheme.get('cases', []))} cases")
    return 1 if failed else 0


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "score":
        print(json.dumps(score(load(arguments[1]), load(arguments[2])), ensure_ascii=False, indent=1))
        return 0
    if len(arguments) > 1 and arguments[0] == "cases":
        return cases(arguments[1:])
    print(__doc__.strip(), file=sys.stderr)
    return 2


def deep(work):
    """Recursion through years of months goes deeper than the usual stack."""
    found = []

    def call():
        try:
            found.append(work())
        except SchemeError as error:
            print(error, file=sys.stderr)
            found.append(1)

    sys.setrecursionlimit(200_000)
    threading.stack_size(512 * 1024 * 1024)
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    return found[0] if found else 1


if __name__ == "__main__":
    sys.exit(deep(lambda: main(sys.argv[1:])))
