"""Incomplete data: what of a dataset is not there, what may be put there, and changes as the engine names them.

A hole is a reading, a value of a record or a list that is not given. `holes` finds all of a dataset, `filled` puts values into
them, `made` applies changes as `edit` takes them.
"""
import datetime
import pickle
import re
from fractions import Fraction
from math import gcd, lcm

from exact import exact_text, is_quantity, quantity
from generate_base import GRAINS, grain_of, parts, span

NUMBERS = ("number", "count", "money", "rate")
NOTHING = object()  # what a list gets that is left as it is


def copied(document):
    return pickle.loads(pickle.dumps(document))


# What may be put there

class Domain:
    """What a fact or a field may be."""

    def __init__(self, spec):
        spec = {"type": spec} if isinstance(spec, str) else spec
        self.type = spec["type"]
        limits = spec.get("domain", {})
        self.min, self.max, self.step = (quantity(limits[name]) if name in limits else None for name in ("min", "max", "step"))
        self.options = list(spec.get("options", {}))
        self.of = spec.get("class")
        if self.type in ("count", "votes"):
            self.min = Fraction(0) if self.min is None else self.min
            self.step = self.step or Fraction(1)

    @property
    def numeric(self):
        return self.type in NUMBERS or self.type == "votes"

    def holds(self, number):
        if (self.min is not None and number < self.min) or (self.max is not None and number > self.max):
            return False
        return self.step is None or ((number - (self.min or 0)) / self.step).denominator == 1

    def snapped(self, number):
        """The nearest number below that it may be, or the least there is."""
        base = self.min or Fraction(0)
        if self.max is not None:
            number = min(number, self.max)
        if self.min is not None:
            number = max(number, self.min)
        return number if self.step is None else base + (number - base) // self.step * self.step

    def ends(self):
        """(lowest, highest); None where it has no such end."""
        return self.min, None if self.max is None else self.snapped(self.max)

    def all(self, most=60):
        """All that it may be, or None where that is more than a few."""
        if self.type == "flag":
            return [False, True]
        if self.type == "choice":
            return list(self.options)
        low, high = self.ends() if self.numeric else (None, None)
        if low is None or high is None:
            return None
        if low == high:
            return [exact_text(low)]
        if self.step is None or (high - low) / self.step > most:
            return None
        return [exact_text(low + number * self.step) for number in range(int((high - low) / self.step) + 1)]


class Hole:
    """path: where in the dataset; cell: as the engine names it, or None inside records."""

    def __init__(self, where, domain, path, cell=None, after=None):
        self.where, self.domain, self.path, self.cell, self.after = where, domain, path, cell, after

    def __repr__(self):
        return self.where


def named(cls, unit, fact, period=None, key=None):
    found = {"class": cls, "unit": unit, "fact": fact}
    if period is not None:
        found["period"] = period
    if key is not None:
        found["key"] = key
    return found


def all_periods(dataset):
    return dataset.get("history", {}).get("periods", []) + dataset["periods"]


def not_given(fact, value):
    """A reading of which nothing is there; a reason that gives nothing is such a one too."""
    if isinstance(value, dict) and set(value) == {"reason"}:
        return fact["reasons"][value["reason"]]["gives"] == "missing"
    return value is None


def holes(scheme, dataset):
    """Everything that is not given, in the dataset's order."""
    found, main = [], scheme["calendar"]["main"]
    for cls, body in scheme["classes"].items():
        units = [unit["id"] for unit in dataset["units"].get(cls, [])]
        for name, fact in body["facts"].items():
            if fact["type"] == "records":
                if "from" not in fact:
                    found += list_holes(cls, name, fact, units, dataset)
                continue
            periods = [part for period in all_periods(dataset) for part in parts(period, fact.get("grain", main))]
            columns = dataset.get("readings", {}).get(cls, {}).get(name, {})
            for period in periods:
                column = columns.get(period) or [None] * len(units)
                for number, unit in enumerate(units):
                    found += reading_holes(cls, name, fact, unit, number, period, column[number])
    return found


def reading_holes(cls, name, fact, unit, number, period, value):
    path = ("readings", cls, name, period, number)
    keys = list(fact["options"]) if fact["type"] == "votes" else list(fact.get("keys", ()))
    where = f"{unit}.{name} {period}"
    if not keys:
        return [Hole(where, Domain(fact), path, named(cls, unit, name, period))] if not_given(fact, value) else []
    there = {} if not_given(fact, value) else value
    if not isinstance(there, dict) or set(there) == {"reason"}:
        return []
    if fact["type"] == "votes" and value is not None:
        return []  # an option not given is 0
    return [Hole(f"{where} {key}", Domain(fact), (*path, key), named(cls, unit, name, period, key)) for key in keys if not_given(fact, there.get(key))]


def list_holes(cls, name, fact, units, dataset):
    found = []
    lists = dataset.get("records", {}).get(cls, {}).get(name, {})
    closed = dataset.get("closedThrough", {}).get(cls, {}).get(name, {})
    for unit in units:
        after = closed.get(unit) if isinstance(closed, dict) else closed
        path = ("records", cls, name, unit)
        if lists.get(unit) is None:
            found.append(Hole(f"{unit}.{name}: the list", Domain(fact), path, named(cls, unit, name), after=None))
            continue
        for index, record in enumerate(lists[unit]):
            found += field_holes(f"{unit}.{name}.{record['id']}", fact["fields"], record, (*path, index))
        last = max(span(period)[1] for period in dataset["periods"]).isoformat()
        if after is not None and after < last:
            found.append(Hole(f"{unit}.{name}: after {after}", Domain(fact), path, named(cls, unit, name), after=after))
    return found


def field_holes(where, fields, record, path):
    found = []
    for field, spec in fields.items():
        if isinstance(spec, dict) and spec["type"] == "records":
            for index, inner in enumerate(record.get(field) or []):
                found += field_holes(f"{where}.{inner['id']}", spec["fields"], inner, (*path, field, index))
        elif record.get(field) is None:
            found.append(Hole(f"{where}.{field}", Domain(spec), (*path, field)))
    return found


def filled(scheme, dataset, values):
    """The dataset with a value in each of these holes: [(hole, value)]."""
    made = copied(dataset)
    for hole, value in values:
        if hole.domain.type == "records":
            section, cls, name, unit = hole.path
            if value is not NOTHING:
                lists = made.setdefault(section, {}).setdefault(cls, {}).setdefault(name, {})
                lists[unit] = list(lists.get(unit) or []) + value
                open_further(made, cls, name, unit)
            continue
        if hole.path[0] == "records":
            at = made
            for step in hole.path[:-1]:
                at = at[step]
            at[hole.path[-1]] = value
            continue
        put_reading(scheme, made, hole.cell, value)
    return made


def open_further(dataset, cls, name, unit):
    """The unit's list is complete to the end."""
    closed = dataset.get("closedThrough", {}).get(cls, {})
    if name not in closed:
        return
    if not isinstance(closed[name], dict):
        closed[name] = {other["id"]: closed[name] for other in dataset["units"][cls]}
    closed[name].pop(unit, None)


def put_reading(scheme, dataset, cell, value):
    """Puts a reading where a cell is; None takes it away."""
    cls, name, period = cell["class"], cell["fact"], cell["period"]
    fact = scheme["classes"][cls]["facts"][name]
    units = [unit["id"] for unit in dataset["units"][cls]]
    column = dataset.setdefault("readings", {}).setdefault(cls, {}).setdefault(name, {}).setdefault(period, [None] * len(units))
    number = units.index(cell["unit"])
    if isinstance(value, str) and fact["type"] == "flag":
        value = value == "true"
    if "key" not in cell:
        column[number] = value
        return
    there = column[number] if isinstance(column[number], dict) and set(column[number]) != {"reason"} else {}
    column[number] = {**there, cell["key"]: value}


def made(scheme, dataset, changes):
    """The dataset after changes as `edit` takes them."""
    found = copied(dataset)
    for change in changes:
        if "records" in change:
            lists = found.setdefault("records", {}).setdefault(change["class"], {}).setdefault(change["fact"], {})
            lists[change["unit"]] = change["records"]
            if change["records"] is None:
                del lists[change["unit"]]
            else:
                open_further(found, change["class"], change["fact"], change["unit"])
        elif "node" in change:
            history = found.setdefault("history", {"periods": []}).setdefault("nodes", {})
            units = [unit["id"] for unit in found["units"][change["class"]]]
            column = history.setdefault(change["class"], {}).setdefault(change["node"], {}).setdefault(change["period"], [None] * len(units))
            column[units.index(change["unit"])] = change["value"]
        else:
            value = change["value"]
            put_reading(scheme, found, change, None if value == "" else value)
    return found


# Corners

def lines_of(scheme):
    """Every number that the scheme's rules name: rows, targets, caps, and those in formulas."""
    found = set()

    def walk(part):
        if isinstance(part, dict):
            for name, inner in part.items():
                if name not in ("title", "facts", "note", "clauses", "source"):
                    walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)
        elif isinstance(part, str):
            if is_quantity(part):
                found.add(quantity(part))
            else:
                found.update(quantity(text) for text in re.findall(r"(?<![\w.'-])\d+(?:\.\d+)?%?(?![\w.'-])", part))

    walk([scheme["classes"], scheme.get("parameters"), scheme.get("tables")])
    return sorted(found)


class Corners:
    """Values to fill holes with: the ends of a domain, those at a line, zero, one, and any."""

    def __init__(self, scheme, dataset, rng, far=True):
        self.scheme, self.dataset, self.rng, self.far = scheme, dataset, rng, far
        self.lines = lines_of(scheme) or [Fraction(0)]

    def numbers(self, domain):
        """A few numbers of a domain, the ends and what the rules name among them."""
        rng = self.rng
        tiny = domain.step or Fraction(1, 1000)
        found = [Fraction(0), Fraction(1), *rng.sample(self.lines, min(4, len(self.lines)))]
        line = rng.choice(self.lines)
        found += [line - tiny, line + tiny, line * 2]
        found += [end for end in domain.ends() if end is not None]
        if None not in domain.ends():
            low, high = domain.ends()
            found += [(low + high) / 2, low + tiny, high - tiny, low + (high - low) * Fraction(rng.randint(0, 100), 100)]
        elif self.far:
            found += [Fraction(1000)] + ([] if domain.min is not None else [Fraction(-1000)])
        return [number for number in map(domain.snapped, found) if domain.holds(number)]

    def day(self):
        first, last = span(self.rng.choice(all_periods(self.dataset)))
        return self.rng.choice([first.isoformat(), last.isoformat(), (first + datetime.timedelta(days=self.rng.randint(0, (last - first).days))).isoformat(),
                                "1970-01-01", "2000-02-29", "1969-12-31", f"{last.year + 1}-01-01"])

    def value(self, domain, mode="any"):
        """One value as a dataset writes it; mode: low, high or any."""
        rng = self.rng
        if domain.numeric:
            low, high = domain.ends()
            end = {"low": low, "high": high}.get(mode)
            return exact_text(end if end is not None else rng.choice(self.numbers(domain)))
        if domain.type == "flag":
            return {"low": False, "high": True}.get(mode, rng.random() < 0.5)
        if domain.type == "choice":
            return {"low": domain.options[0], "high": domain.options[-1]}.get(mode) or rng.choice(domain.options)
        if domain.type == "date":
            return self.day()
        if domain.type == "unit":
            return rng.choice(self.dataset["units"][domain.of])["id"]
        return rng.choice(["road", "school", "x"])

    def fill(self, hole, mode="any"):
        if hole.domain.type != "records":
            return self.value(hole.domain, mode)
        count = {"low": 0, "high": 3}.get(mode, self.rng.choice([0, 0, 1, 1, 2, 4]))
        return self.records(hole, count, mode)

    def records(self, hole, count, mode):
        """Some records of a list that is not there, or that may still get some."""
        _, cls, name, unit = hole.path
        fact = self.scheme["classes"][cls]["facts"][name]
        dated = fact.get("dated", "date")
        found = []
        if "shares" in fact and Domain(fact["fields"][fact["shares"]["per"]]).type != "text":
            count = 0  # of what is one of a few, others may bear a share
        for number in range(count):
            first, last = span(self.rng.choice(self.dataset["periods"]))
            if hole.after is not None:
                first = max(first, datetime.date.fromisoformat(hole.after) + datetime.timedelta(days=1))
                if first > last:
                    continue
            day = self.rng.choice([first, last, first + datetime.timedelta(days=self.rng.randint(0, (last - first).days))])
            record = {"id": f"new{number}", **self.fields(fact["fields"], mode), dated: day.isoformat()}
            if "shares" in fact:
                # Alone with a task of its own it bears the whole of it.
                record.update({fact["shares"]["field"]: "100%", fact["shares"]["per"]: f"{unit}{number}"})
            found.append(record)
        return found

    def decision(self, cls, node, rng):
        """What may be entered."""
        kind = node.get("as", "choice")
        if kind == "level":
            first = self.scheme["classes"][cls]["nodes"][node["levels"]]["stages"][0]
            return rng.choice(first["lines"] if "lines" in first else first["map"]["levels"])["level"]
        if kind == "number":
            return exact_text(rng.choice(self.numbers(Domain("number"))))
        return self.value(Domain({"type": kind, "options": node.get("options", {})}))

    def fields(self, fields, mode):
        record = {}
        for field, spec in fields.items():
            if isinstance(spec, dict) and spec["type"] == "records":
                record[field] = [{"id": f"i{number}", **self.fields(spec["fields"], mode)} for number in range(self.rng.choice([0, 1, 2]))]
            else:
                record[field] = self.value(Domain(spec), mode)
        return record


# Making holes

def common_step(numbers):
    """The greatest number of which all of these are multiples."""
    denominator = lcm(*(number.denominator for number in numbers)) if numbers else 1
    whole = gcd(*(int(number * denominator) for number in numbers)) if numbers else 0
    return Fraction(whole, denominator)


def narrowed(rng, spec, values, few):
    """A domain that all the values keep to, most often with two ends and at times with a step; with `few`, of few values."""
    values = sorted(set(values)) or [Fraction(0)]
    low, high = values[0], values[-1]
    if spec["type"] == "count":
        if few or rng.random() < 0.8:
            spec["domain"] = {"max": exact_text(Fraction(int(high) + rng.choice([0, 1, 5])))}
        return
    least = rng.choice([low, low, min(low, Fraction(0)), low - 1])
    most = max(high + rng.choice([0, 0, 1, Fraction(1, 2)]), least + Fraction(1, 2))
    if spec["type"] == "rate" and not few:
        least, most = min(low, Fraction(0)), max(high, Fraction(1))
    limits = {}
    if few or rng.random() < 0.95:
        limits["min"] = exact_text(least)
    if few or rng.random() < 0.9:
        limits["max"] = exact_text(most)
    if few or rng.random() < 0.4:
        base = least if "min" in limits else Fraction(0)
        step = common_step([value - base for value in values]) or Fraction(1)
        while step > 1 and not few:
            step /= 2
        limits["step"] = exact_text(step)
    if limits:
        spec["domain"] = limits


def narrow(rng, scheme, dataset, few=False):
    """Gives numbers without a domain one that what is there keeps to."""
    for cls, body in scheme["classes"].items():
        for name, fact in body["facts"].items():
            if "from" in fact:
                continue
            if fact["type"] == "records":
                lists = dataset.get("records", {}).get(cls, {}).get(name, {}).values()
                narrow_fields(rng, fact["fields"], [record for records in lists for record in records or []], set(fact.get("shares", {}).values()), few)
            elif fact["type"] in NUMBERS and "domain" not in fact:
                values = [value for column in dataset["readings"].get(cls, {}).get(name, {}).values() for value in column]
                values = [inner for value in values for inner in (value.values() if isinstance(value, dict) and set(value) != {"reason"} else [value])]
                narrowed(rng, fact, [quantity(value) for value in values if value is not None and not isinstance(value, dict) and value != "exempt"], few)


def narrow_fields(rng, fields, records, aside, few):
    for name, spec in list(fields.items()):
        spec = {"type": spec} if isinstance(spec, str) else spec
        if spec["type"] == "records":
            narrow_fields(rng, spec["fields"], [inner for record in records for inner in record.get(name) or []], set(), few)
        elif spec["type"] in NUMBERS and name not in aside:
            values = [record.get(name) for record in records]
            fields[name] = spec
            narrowed(rng, spec, [quantity(value) for value in values if value is not None], few)


class Taking:
    """Takes readings and records away, in one way or another."""

    def __init__(self, rng, scheme, dataset):
        self.rng, self.scheme, self.dataset = rng, scheme, dataset
        self.plain = [(cls, name, fact) for cls, body in scheme["classes"].items() for name, fact in body["facts"].items() if fact["type"] != "records"]
        self.lists = [(cls, name, fact) for cls, body in scheme["classes"].items() for name, fact in body["facts"].items()
                      if fact["type"] == "records" and "from" not in fact]

    def units(self, cls):
        return range(len(self.dataset["units"][cls]))

    def columns(self, cls, name):
        return self.dataset.get("readings", {}).get(cls, {}).get(name, {})

    def empty(self, cls, name, period, unit):
        """Takes one reading away, or one key of it."""
        column, fact = self.columns(cls, name)[period], self.scheme["classes"][cls]["facts"][name]
        if "keys" in fact and isinstance(column[unit], dict) and self.rng.random() < 0.7:
            column[unit] = {**column[unit], self.rng.choice(list(fact["keys"])): None}
        else:
            column[unit] = None

    def cells(self):
        for _ in range(self.rng.randint(1, 6)):
            cls, name, _ = self.rng.choice(self.plain)
            if self.columns(cls, name):
                self.empty(cls, name, self.rng.choice(list(self.columns(cls, name))), self.rng.choice(self.units(cls)))

    def whole_fact(self):
        cls, name, _ = self.rng.choice(self.plain)
        only = self.rng.choice([None, *self.units(cls)])
        for column in self.columns(cls, name).values():
            for unit in self.units(cls):
                if only in (None, unit):
                    column[unit] = None

    def last_periods(self):
        for cls, name, fact in self.plain:
            if GRAINS.index(fact["grain"]) > GRAINS.index(self.scheme["calendar"]["main"]):
                periods = [period for period in self.columns(cls, name) if grain_of(period) == fact["grain"]]
                for period in sorted(periods)[-self.rng.choice([1, 1, 2, 3]):]:
                    for unit in self.units(cls):
                        if self.rng.random() < 0.7:
                            self.columns(cls, name)[period][unit] = None

    def whole_unit(self):
        cls = self.rng.choice(list(self.scheme["classes"]))
        unit = self.rng.choice(self.units(cls))
        for other, name, _ in self.plain:
            if other == cls:
                for column in self.columns(cls, name).values():
                    column[unit] = None

    def votes(self):
        for cls, name, fact in self.plain:
            if fact["type"] == "votes" or "keys" in fact:
                for column in self.columns(cls, name).values():
                    column[self.rng.choice(self.units(cls))] = None

    def list_gone(self):
        for cls, name, fact in self.lists:
            lists = self.dataset.get("records", {}).get(cls, {}).get(name, {})
            if "shares" not in fact and lists and self.rng.random() < 0.7:
                del lists[self.rng.choice(list(lists))]

    def list_open(self):
        for cls, name, _ in self.lists:
            if self.rng.random() < 0.7:
                year = self.dataset["periods"][-1][:4]
                days = self.rng.sample([f"{year}-06-30", f"{year}-11-30", f"{year}-03-31", f"{int(year) - 1}-12-31"], 2)
                units = [unit["id"] for unit in self.dataset["units"][cls]]
                said = self.rng.choice([days[0], {unit: self.rng.choice(days) for unit in units if self.rng.random() < 0.5}])
                self.dataset.setdefault("closedThrough", {}).setdefault(cls, {})[name] = said

    def field(self):
        for cls, name, fact in self.lists:
            aside = {fact.get("dated", "date"), *fact.get("shares", {}).values()}
            for records in self.dataset.get("records", {}).get(cls, {}).get(name, {}).values():
                for record in records:
                    if self.rng.random() < 0.2:
                        names = [field for field in fact["fields"] if field not in aside]
                        if names:
                            self.unset(record, fact["fields"], self.rng.choice(names))

    def unset(self, record, fields, field):
        spec = fields[field]
        if isinstance(spec, dict) and spec["type"] == "records":
            for inner in record.get(field) or []:
                if self.rng.random() < 0.5:
                    inner[self.rng.choice(list(spec["fields"]))] = None
        else:
            record[field] = None

    WAYS = ["cells", "cells", "cells", "whole_fact", "last_periods", "whole_unit", "votes", "list_gone", "list_open", "field"]

    def some(self):
        """One to three ways that have something to take."""
        ways = [way for way in self.WAYS if self.lists or way not in ("list_gone", "list_open", "field")]
        if self.lists and self.rng.random() < 0.5:
            ways = ["list_gone", "list_open", "field"]
        taken = self.rng.sample(ways, self.rng.choice([1, 1, 2, 3]))
        for way in taken:
            if self.plain or way in ("list_gone", "list_open", "field"):
                getattr(self, way)()
        for _ in range(9):
            if self.plain and not holes(self.scheme, self.dataset):
                self.cells()
        return taken

    def of_unit(self, cls, unit):
        """Takes from one unit as a year that is not over does: the last periods, some facts, lists that are open; at times from whom it is linked with too."""
        number = [other["id"] for other in self.dataset["units"][cls]].index(unit)
        year, month = self.dataset["periods"][-1], self.rng.randint(1, 12)
        day = span(f"{year[:4]}-{month:02}")[1].isoformat()
        part = self.rng.choice([0.1, 0.4, 1])
        for other, name, _ in self.plain:
            own = other == cls
            for period, column in self.columns(other, name).items():
                late = span(period)[1].isoformat() > day and period[:4] == year[:4]
                for at in [number] if own else self.units(other) if self.rng.random() < 0.05 else []:
                    if late and self.rng.random() < part or self.rng.random() < 0.03:
                        self.empty(other, name, period, at)
        for other, name, _ in self.lists:
            if other == cls and self.rng.random() < 0.5:
                said = self.dataset.setdefault("closedThrough", {}).setdefault(cls, {}).get(name, {})
                said = {one["id"]: said for one in self.dataset["units"][cls]} if isinstance(said, str) else dict(said)
                self.dataset["closedThrough"][cls][name] = {**said, unit: day}
        self.dataset["closed"] = [] if self.rng.random() < 0.5 else self.dataset.get("closed", [])
        return [f"{unit} from {day}"]

    def few(self, most=40):
        """A few readings, so few that all that they may be can be tried; what else is missing is given first."""
        corners = Corners(self.scheme, self.dataset, self.rng)
        gaps = [hole for hole in holes(self.scheme, self.dataset) if not (hole.domain.type == "records" and "shares" in self.scheme["classes"][hole.path[1]]["facts"][hole.path[2]])]
        self.dataset.update(filled(self.scheme, self.dataset, [(hole, corners.fill(hole)) for hole in gaps]))
        combinations = 1
        for _ in range(12):
            cls, name, fact = self.rng.choice(self.plain)
            there = Domain(fact).all(most)
            if there is None or fact["type"] == "votes" or not self.columns(cls, name):
                continue
            period, unit = self.rng.choice(list(self.columns(cls, name))), self.rng.choice(self.units(cls))
            before = self.columns(cls, name)[period][unit]
            keys = len(fact["keys"]) if "keys" in fact else 1
            if before is None or before == "exempt" or keys > 1 and not isinstance(before, dict) or combinations * len(there) > most:
                continue
            if keys > 1:
                key = self.rng.choice(list(fact["keys"]))
                if before.get(key) is None:
                    continue
                self.columns(cls, name)[period][unit] = {**before, key: None}
            else:
                self.columns(cls, name)[period][unit] = None
            combinations *= len(there)
        return ["few"]
