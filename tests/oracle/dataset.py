"""Datasets and cases, read into one shape: what is given for each unit in each period."""

import json
from fractions import Fraction

from exact import SchemeError
from periods import Period, finer, is_period, parse_date


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_float=Fraction)


class Data:
    def __init__(self, scheme):
        self.scheme = scheme
        self.main = scheme["calendar"]["main"]
        self.scored = []       # main periods whose figures are listed
        self.covered = set()   # main periods there is anything of: those, and the history's
        self.units = {}        # class → unit ids, in order
        self.groups = {}       # (class, unit) → group
        self.readings = {}     # (class, fact, unit, period) → as written
        self.records = {}      # (class, list, unit) → records; absent: not reported
        self.closed = {}       # (class, list, unit) → the day up to which the list is complete
        self.links = {}        # link → [{from, to, share, since, until}]
        self.pins = {}         # (class, node, unit, period) → given instead of computed
        self.decisions = {}    # (class, node, unit, period) → as written
        self.view = {}
        self.as_of = None

    def covers(self, period):
        """Whether the dataset has anything of the period."""
        if finer(self.main, period.grain):
            return any(main.containing(period.grain) == period for main in self.covered)
        return period.containing(self.main) in self.covered

    def classes(self):
        return self.scheme["classes"]

    def add_unit(self, cls, unit):
        self.units.setdefault(cls, []).append(unit["id"])
        self.groups[cls, unit["id"]] = unit.get("group")

    def set_view(self, document):
        if "view" in document:
            self.view = self.scheme["views"][document["view"]]
        self.as_of = parse_date(document["asOf"]) if "asOf" in document else None

    def close(self, cls, name, days):
        """{"unit": day}, or one day for all."""
        for unit in self.units.get(cls, []):
            day = days.get(unit) if isinstance(days, dict) else days
            if day:
                self.closed[cls, name, unit] = parse_date(day)

    def add_decision(self, entry, period=None):
        period = Period.parse(entry["period"]) if "period" in entry else period
        self.decisions[entry["class"], entry["node"], entry["unit"], period] = entry["value"]


def from_dataset(scheme, document):
    data = Data(scheme)
    data.set_view(document)
    data.scored = [Period.parse(text) for text in document["periods"]]
    history = document.get("history", {})
    data.covered = set(data.scored) | {Period.parse(text) for text in history.get("periods", [])}
    for cls, units in document["units"].items():
        for unit in units:
            data.add_unit(cls, unit)

    def by_unit(section, store):
        for cls, names in section.items():
            for name, periods in names.items():
                for period, values in periods.items():
                    for unit, value in zip(data.units[cls], values):
                        store(cls, name, unit, Period.parse(period), value)

    def pin(cls, name, unit, period, value):
        if value is not None:
            data.pins[cls, name, unit, period] = value

    by_unit(document.get("readings", {}), lambda *at: data.readings.__setitem__(at[:4], at[4]))
    by_unit(history.get("nodes", {}), pin)
    by_unit(document.get("given", {}), pin)
    for cls, lists in document.get("records", {}).items():
        for name, units in lists.items():
            for unit, records in units.items():
                data.records[cls, name, unit] = records
    for cls, lists in document.get("closedThrough", {}).items():
        for name, days in lists.items():
            data.close(cls, name, days)
    data.links = document.get("links", {})
    for entry in document.get("decisions", []):
        data.add_decision(entry)
    return data


# Cases

def mentioned_periods(case, scheme):
    """The main periods for which a case gives figures."""
    main, found = scheme["calendar"]["main"], set()

    def note(period):
        found.update([period.containing(main)] if not finer(main, period.grain) else period.parts(main))

    for section in ("readings", "assume"):
        for names in case.get(section, {}).values():
            for value in names.values():
                if isinstance(value, dict) and value and all(is_period(key) for key in value):
                    for key in value:
                        note(Period.parse(key))
    dated = {name: fact.get("dated", "date") for cls in scheme["classes"].values() for name, fact in cls.get("facts", {}).items()}
    for lists in case.get("records", {}).values():
        for name, records in lists.items():
            for record in records if isinstance(records, list) else []:
                if record.get(dated.get(name, "date")):
                    note(Period.of_day(parse_date(record[dated.get(name, "date")]), main))
    return found


def case_period(case, scheme):
    if "period" in case:
        return Period.parse(case["period"])
    found = mentioned_periods(case, scheme)
    return max(found) if found else Period.parse("2025").parts(scheme["calendar"]["main"])[0]


def case_units(case, scheme, cls):
    """class → units; those named in the case where none are listed."""
    units = case.get("units")
    if isinstance(units, dict):
        return units
    if isinstance(units, list):
        return {cls: units}
    named = {}
    for section in ("readings", "records", "assume", "expect"):
        for unit in case.get(section, {}):
            named.setdefault(unit, {"id": unit})
    return {cls: list(named.values())}


def node_grain(scheme, cls, node):
    base = node.split("[")[0]
    return scheme["classes"][cls]["nodes"][base].get("grain", scheme["calendar"]["main"])


def content_period(node, year):
    """The period that quarter[Q1] names in a year."""
    return Period.parse(f"{year}-{node.partition('[')[2].partition(']')[0]}")


def own_periods(scheme, cls, node, period):
    """The period of a node that a case means where it names none."""
    if "[" in node:
        return [content_period(node, period.last.year)]
    return at_grain(period, node_grain(scheme, cls, node))


def at_grain(period, grain):
    return period.parts(grain) if finer(grain, period.grain) else [period.containing(grain)]


def from_case(scheme, case):
    data = Data(scheme)
    data.set_view(case)
    cls = case.get("class") or next(iter(scheme["classes"]))
    period = case_period(case, scheme)
    mains = at_grain(period, data.main)
    earliest = min([*mentioned_periods(case, scheme), *mains])
    data.scored = mains
    data.covered = {Period(data.main, number) for number in range(earliest.number, mains[-1].number + 1)}
    for name, units in case_units(case, scheme, cls).items():
        for unit in units:
            data.add_unit(name, unit)
    class_of = {unit: name for name, units in data.units.items() for unit in units}

    def each(section):
        for unit, names in case.get(section, {}).items():
            if unit not in class_of:
                raise SchemeError(f"{section}: no unit {unit}")
            for name, value in names.items():
                dated = isinstance(value, dict) and value and all(is_period(key) for key in value)
                yield class_of[unit], unit, name, value, dated

    for home, unit, name, value, dated in each("readings"):
        fact = scheme["classes"][home]["facts"][name]
        if dated:
            for text, reading in value.items():
                data.readings[home, name, unit, Period.parse(text)] = reading
        else:
            for part in at_grain(period, fact.get("grain", data.main)):
                data.readings[home, name, unit, part] = value
    for home, unit, name, value, dated in each("assume"):
        if dated:
            for text, pin in value.items():
                data.pins[home, name, unit, Period.parse(text)] = pin
        else:
            for part in own_periods(scheme, home, name, period):
                data.pins[home, name, unit, part] = value
    for home, unit, name, value, _ in each("records"):
        data.records[home, name, unit] = value
    for key, lists in case.get("closedThrough", {}).items():
        if key in class_of:
            for name, day in lists.items():
                data.close(class_of[key], name, {key: day})
        elif key in scheme["classes"]:
            for name, days in lists.items():
                data.close(key, name, days)
        else:
            data.close(cls, key, lists)
    data.links = case.get("links", {})
    decisions = case.get("decisions", [])
    if isinstance(decisions, dict):
        for unit, nodes in decisions.items():
            for node, value in nodes.items():
                dated = isinstance(value, dict) and value and all(is_period(key) for key in value)
                for text, one in (value.items() if dated else [(None, value)]):
                    entry = {"class": class_of[unit], "node": node, "unit": unit, "value": one}
                    for part in [Period.parse(text)] if text else own_periods(scheme, class_of[unit], node, period):
                        data.add_decision(entry, part)
    else:
        for entry in decisions:
            entry = {"class": class_of.get(entry["unit"], cls), **entry}
            for part in own_periods(scheme, entry["class"], entry["node"], period):
                data.add_decision(entry, part)
    return data, cls, period
