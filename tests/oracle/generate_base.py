"""What a drawn pair is made of: periods, figures, classes, facts, lists and links.

Everything random comes from one random.Random, in a fixed order, so that a seed gives the same pair for ever.
"""
import calendar
import datetime
import functools
import random
from fractions import Fraction

GRAINS = ["year", "half", "quarter", "month", "day"]
MODES = ["half-up", "half-even", "half-down", "up", "down", "ceiling", "floor"]


def quantity(x):
    """A number as a scheme writes it: a decimal where it ends, else a fraction."""
    x = Fraction(x)
    rest = x.denominator
    while rest % 2 == 0:
        rest //= 2
    while rest % 5 == 0:
        rest //= 5
    if rest != 1:
        return f"{x.numerator}/{x.denominator}"
    if x.denominator == 1:
        return str(x.numerator)
    places = 0
    while (x * 10**places).denominator != 1:
        places += 1
    digits = str(abs(x * 10**places).numerator).rjust(places + 1, "0")
    return ("-" if x < 0 else "") + digits[:-places] + "." + digits[-places:]


def percent(x):
    return quantity(Fraction(x) * 100) + "%"


def grain_of(period):
    if len(period) == 4:
        return "year"
    if "H" in period:
        return "half"
    if "Q" in period:
        return "quarter"
    return "month" if len(period) == 7 else "day"


def span(period):
    """First and last day of a period."""
    grain, year = grain_of(period), int(period[:4])
    if grain == "day":
        day = datetime.date.fromisoformat(period)
        return day, day
    first, months = {"year": (1, 12), "half": (0, 6), "quarter": (0, 3), "month": (0, 1)}[grain]
    if grain in ("half", "quarter"):
        first = (int(period[-1]) - 1) * months + 1
    elif grain == "month":
        first = int(period[5:7])
    last = first + months - 1
    return datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])


def period_at(day, grain):
    """The period of a length that holds a day."""
    return {"year": f"{day.year}", "half": f"{day.year}-H{(day.month + 5) // 6}", "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
            "month": f"{day.year}-{day.month:02}", "day": day.isoformat()}[grain]


@functools.lru_cache(maxsize=None)
def parts(period, grain):
    """The periods of a length that make up a period."""
    first, last = span(period)
    found = []
    for offset in range((last - first).days + 1):
        part = period_at(first + datetime.timedelta(days=offset), grain)
        if not found or found[-1] != part:
            found.append(part)
    return found


class Draft:
    """The pair under construction."""

    def __init__(self, seed, phase=0):
        self.rng = random.Random(seed)
        self.phase, self.turns = phase, {}
        self.dirt = self.rng.choice([0, 0, 0.03, 0.06, 0.1])
        self.counter = {}
        self.pools = {}
        self.full = {}
        self.lists = []
        self.blank = {}
        self.main, self.past, self.cls = [], [], None
        self.scheme = {"format": "yardstick-scheme/1", "id": f"drawn-{seed}", "version": "1", "title": f"Drawn scheme {seed}",
                       "source": {"document": "none", "status": "invented"},
                       "calendar": {"main": "year", "periods": list(GRAINS)}, "x-drawn": seed, "display": {"places": 2, "mode": "half-up"}, "clauses": {"c1": "Invented clause 1.", "c2": "Invented clause 2."},
                       "parameters": {}, "tables": {}, "links": {}, "classes": {}}
        self.data = {"format": "yardstick-dataset/1", "scheme": {"id": f"drawn-{seed}", "version": "1"}, "title": f"Drawn figures {seed}",
                     "invented": True, "asOf": "2025-12-31", "periods": [], "closed": [], "groups": {}, "units": {}, "readings": {},
                     "records": {}, "links": {}, "history": {"periods": [], "nodes": {}}, "decisions": [], "closedThrough": {}}

    # Choices

    def chance(self, share):
        return self.rng.random() < share

    def pick(self, items):
        return self.rng.choice(list(items))

    def some(self, items, low, high=None):
        items = list(items)
        return self.rng.sample(items, min(len(items), self.rng.randint(low, high or low)))

    def turn(self, items, what):
        """One of the items, each in its turn from seed to seed, so that the rare ones come about as well."""
        count = self.turns[what] = self.turns.get(what, -1) + 1
        return items[(self.phase + (5 if len(items) % 5 else 3) * count) % len(items)]

    def between(self, low, high):
        return self.rng.randint(low, high)

    def name(self, stem):
        self.counter[stem] = self.counter.get(stem, 0) + 1
        return stem + str(self.counter[stem])

    # Periods

    def start(self, periods=None, past=(), other=False):
        """Sets the main periods, and those of the history before them; with `other`, shorter ones than years too."""
        if other and self.chance(0.15):
            periods = self.pick([["2025-Q1", "2025-Q2"], ["2025-H2"], ["2025-H1", "2025-H2"], ["2025-11"]])
        if periods is None:
            periods = ["2025"] if past or self.chance(0.7) else ["2024", "2025"]
        self.main, self.past = list(periods), list(past)
        grain = grain_of(self.main[0])
        self.scheme["calendar"] = {"main": grain, "periods": GRAINS[GRAINS.index(grain):]}
        self.data["periods"], self.data["closed"] = list(self.main), list(self.main)
        self.data["history"]["periods"] = list(self.past)
        self.data["asOf"] = span(self.main[-1])[1].isoformat()

    @property
    def grain(self):
        return self.scheme["calendar"]["main"]

    def periods(self, grain=None, past=False):
        return [part for main in (self.past if past else []) + self.main for part in parts(main, grain or self.grain)]

    def day(self, period=None):
        """A day in a period (or in the main periods), the edges more often than not."""
        first, last = span(period or self.pick(self.main))
        if self.chance(0.2):
            return self.pick([first, last]).isoformat()
        return (first + datetime.timedelta(days=self.between(0, (last - first).days))).isoformat()

    # Figures

    def pool(self, kind, size=None):
        """A few distinct values of a kind of figure, so that ties and boundaries come about."""
        step, low, high = {"small": (Fraction(1, self.pick([1, 2, 4, 10])), 0, 12), "count": (1, 0, 9), "mark": (Fraction(1, 2), 50, 100),
                           "rate": (Fraction(1, 200), Fraction(4, 5), Fraction(101, 100)), "money": (Fraction(1, 100), 100, 300),
                           "signed": (Fraction(1, 4), -6, 6), "positive": (Fraction(1, self.pick([1, 2, 5])), 1, 12), "share": (Fraction(1, 10), 0, 1)}[kind]
        steps = int((high - low) / step)
        values = {low + step * self.between(0, steps) for _ in range(size or self.between(3, 6))}
        if kind == "mark":
            values = {self.pick([v, 100 - abs(100 - v) / 3]) if v.denominator == 1 else v for v in map(Fraction, values)}
        return sorted(Fraction(v) for v in values)

    def write(self, value, kind):
        if kind in ("rate", "share") and self.chance(0.6):
            return percent(value)
        if kind == "count" and self.chance(0.6):
            return int(value)
        return quantity(value)

    # Classes

    def add_class(self, cls="office", low=2, high=8, one=False, groups=None, **keys):
        count = 1 if one else self.between(low, high)
        self.cls = self.cls or cls
        names = [f"{cls[0]}{number}" for number in range(1, count + 1)]
        body = {"title": cls, **({"one": True} if one else {}), **keys, "facts": {}, "nodes": {}}
        self.scheme["classes"][cls] = body
        units = [{"id": name, "name": name.upper()} for name in names]
        if groups:
            self.data["groups"][cls] = {group: group for group in groups}
            for unit in units:
                unit["group"] = self.pick(groups)
        self.data["units"][cls] = units
        self.data["readings"][cls] = {}
        self.data["records"][cls] = {}
        self.blank[cls] = self.between(0, count - 1) if self.dirt and count > 3 and self.chance(0.15) else None
        return cls

    def units(self, cls):
        return [unit["id"] for unit in self.data["units"][cls]]

    def facts(self, cls):
        return self.scheme["classes"][cls]["facts"]

    def nodes(self, cls):
        return self.scheme["classes"][cls]["nodes"]

    def fact(self, cls, name, type_, draw, grain=None, clean=False, past=False, **keys):
        """Declares a fact and draws its readings: missing, exempt and reasons among them as the pair's dirt has it."""
        grain = grain or self.grain
        body = {"title": name, "type": type_, "grain": grain, **keys}
        self.facts(cls)[name] = body
        readings = self.data["readings"][cls][name] = {}
        dirt = 0 if clean else self.dirt
        for period in self.periods(grain, past):
            column = []
            for index in range(len(self.units(cls))):
                value = draw()
                if not clean and self.blank[cls] == index:
                    value = None
                elif dirt and self.chance(dirt * (2 if keys.get("reasons") else 1)):
                    value = self.pick([None, None, "exempt"])
                    if keys.get("reasons") and self.chance(0.7):
                        value = {"reason": self.pick(keys["reasons"])}
                column.append(value)
            readings[period] = column
        return name

    def number(self, cls, kind="small", grain=None, pool=None, clean=False, past=False, stem=None, **keys):
        """A fact that is a number; its values are remembered, for rows and lines to meet them."""
        type_ = {"count": "count", "rate": "rate", "money": "money", "share": "rate"}.get(kind, "number")
        pool = pool or self.pool(kind)
        if not clean and self.chance(0.12):
            keys.setdefault("reasons", {"leave": {"title": "On leave", "gives": "exempt"}, "late": {"title": "Late", "gives": "missing"},
                                        "none": {"title": "Nothing to do", "gives": quantity(pool[-1])}})
        if self.chance(0.1):
            if type_ != "money":
                keys.setdefault("unit", "cases")
        if type_ == "number" and self.chance(0.08):
            keys.setdefault("domain", {"min": quantity(min(pool)), "max": quantity(max(pool))})
        name = self.name(stem or {"count": "cases", "rate": "rate", "mark": "mark", "money": "sum", "share": "part"}.get(kind, "figure"))
        self.pools[cls, name] = pool
        return self.fact(cls, name, type_, lambda: self.write(self.pick(pool), kind), grain, clean, past, **keys)

    def flag(self, cls, grain=None, share=0.6, clean=False, past=False):
        return self.fact(cls, self.name("flag"), "flag", lambda: self.chance(share), grain, clean, past)

    def choice(self, cls, options=("a", "b", "c"), grain=None, clean=False, past=False):
        options = list(options)
        shown = options if self.chance(0.5) else {option: option.upper() for option in options}
        return self.fact(cls, self.name("kind"), "choice", lambda: self.pick(options), grain, clean, past, options=shown)

    def date(self, cls, first=1960, last=2000, grain=None, clean=False, days=None):
        def draw():
            if days:
                return self.pick(days)
            if self.chance(0.1):
                return f"{self.pick([year for year in range(first, last + 1) if year % 4 == 0])}-02-29"
            return f"{self.between(first, last)}-{self.between(1, 12):02}-{self.between(1, 28):02}"
        return self.fact(cls, self.name("date"), "date", draw, grain, clean)

    def votes(self, cls, options=("good", "fair", "bad"), grain=None):
        def draw():
            if self.chance(0.06):
                return {option: 0 for option in options}
            return {option: self.pick([0, 1, 2, 5, 10, 40]) for option in options if not self.chance(0.1)}
        return self.fact(cls, self.name("votes"), "votes", draw, grain, options=list(options))

    def keyed(self, cls, kind="small", grain=None, keys=("food", "ads", "rent")):
        pool = self.pool(kind)
        name = self.name("handled")
        self.pools[cls, name] = pool
        def draw():
            value = {key: self.write(self.pick(pool), kind) for key in keys}
            if self.dirt and self.chance(self.dirt):
                key = self.pick(keys)
                if self.chance(0.5):
                    value[key] = None
                else:
                    del value[key]
            return value
        return self.fact(cls, name, {"count": "count", "rate": "rate"}.get(kind, "number"), draw, grain,
                         keys={key: key.upper() for key in keys})

    def parameter(self, value, later=None, start="2020-01-01"):
        name = self.name("line")
        values = [{"from": start, "value": quantity(value)}]
        if later is not None:
            values.append({"from": self.pick(["2025-01-01", "2025-12-31", "2025-07-01"]), "value": quantity(later)})
        self.scheme["parameters"][name] = {"title": name, "basis": "illustrative", "values": values}
        return name

    def list(self, cls, grain=None, low=0, high=5, **keys):
        return Listed(self, cls, grain or self.grain, low, high, **keys)

    # Nodes

    def node(self, cls, name, **body):
        """Adds a node; returns its id."""
        if "full" in body:
            try:
                self.full[cls, name] = Fraction(body["full"])
            except ValueError:
                self.full[cls, name] = None
        self.nodes(cls)[name] = {"title": name, **body}
        return name

    def link(self, name, source, targets, count, pairs, shares=None):
        """pairs: {"from", "to", …} as the dataset lists them."""
        self.scheme["links"][name] = {"title": name, "from": source, "to": list(targets), "count": count,
                                      **({"shares": shares} if shares else {})}
        self.data["links"][name] = pairs

    def finish(self):
        for listed in self.lists:
            listed.draw()
        scheme, data = self.scheme, self.data
        for key in ("parameters", "tables", "links"):
            if not scheme[key]:
                del scheme[key]
        for cls, body in scheme["classes"].items():
            points = [name for name, node in body["nodes"].items() if node.get("type", "points") == "points" and node.get("grain", self.grain) == self.grain]
            if not points:
                points.append(self.node(cls, "total", full="10", rule={"kind": "constant", "points": "10"}))
            body["total"] = "total" if "total" in points else points[-1]
            body["publish"] = list(body["nodes"])
        for key in ("groups", "links", "decisions", "closedThrough"):
            if not data[key]:
                del data[key]
        if not data["history"]["periods"]:
            del data["history"]
        elif not data["history"]["nodes"]:
            del data["history"]["nodes"]
        return {"scheme": scheme, "dataset": data}


class Listed:
    """A list of records: its fields gather as the scheme is drawn, its records are drawn at the end."""

    def __init__(self, draft, cls, grain, low, high, name=None, shares=None, outer=None):
        self.draft, self.cls, self.grain, self.low, self.high = draft, cls, grain, low, high
        self.name = name or draft.name("list")
        self.fields, self.draws, self.outer = {}, {}, outer
        if outer is None:
            self.fields["date"] = "date"
            draft.facts(cls)[self.name] = {"title": self.name, "type": "records", "grain": grain, "dated": "date", "fields": self.fields}
            draft.lists.append(self)
        else:
            outer.fields[self.name] = {"type": "records", "fields": self.fields}
        self.inner = []

    @property
    def path(self):
        return f"{self.outer.name}.{self.name}" if self.outer else self.name

    def inside(self, low=0, high=3):
        inner = Listed(self.draft, self.cls, self.grain, low, high, name=self.draft.name("parts"), outer=self)
        self.inner.append(inner)
        return inner

    def field(self, name, type_, draw, **keys):
        self.fields[name] = {"type": type_, **keys} if keys else type_
        self.draws[name] = draw
        return name

    def number(self, kind="small", pool=None, name=None):
        draft = self.draft
        pool = pool or draft.pool(kind)
        name = name or f"x{len(self.fields)}"
        self.field(name, {"count": "count", "rate": "rate", "share": "rate", "money": "money"}.get(kind, "number"),
                   lambda: draft.write(draft.pick(pool), kind))
        draft.pools[self.cls, self.path + "." + name] = pool
        return name

    def flag(self, share=0.7):
        return self.field(f"yes{len(self.fields)}", "flag", lambda: self.draft.chance(share))

    def choice(self, options):
        options = list(options)
        return self.field(f"of{len(self.fields)}", "choice", lambda: self.draft.pick(options), options=options)

    def one(self, identity, dirt):
        record = {"id": identity}
        for name, draw in self.draws.items():
            if dirt and name not in ("share", "task") and self.fields[name] != "flag" and self.draft.chance(dirt / 2):
                if self.fields[name] != "date" and self.draft.chance(0.7):
                    record[name] = None
                    continue
            record[name] = draw()
        for inner in self.inner:
            record[inner.name] = [inner.one(f"{identity}i{number}", dirt) for number in range(1, self.draft.between(inner.low, inner.high) + 1)]
        return record

    def draw(self):
        draft = self.draft
        found = draft.data["records"][self.cls][self.name] = {}
        for unit in draft.units(self.cls):
            if draft.dirt and draft.chance(draft.dirt / 3):
                continue
            records = []
            for main in draft.main:
                for _ in range(draft.between(self.low, self.high)):
                    record = self.one(f"r{len(records) + 1}", draft.dirt)
                    records.append({"id": record["id"], "date": draft.day(main), **record})
            found[unit] = records


class Facts:
    """Where a rule takes its values from: facts of a class, of a grain."""

    def __init__(self, draft, cls, grain=None, past=False):
        self.draft, self.cls, self.grain, self.past = draft, cls, grain or draft.grain, past

    def number(self, kind="small", pool=None):
        draft = self.draft
        known = [name for (cls, name), _ in draft.pools.items() if cls == self.cls and "." not in name and pool is None
                 and draft.facts(cls)[name]["grain"] == self.grain and "keys" not in draft.facts(cls)[name]
                 and draft.facts(cls)[name]["type"] == {"count": "count", "rate": "rate", "money": "money", "share": "rate"}.get(kind, "number")
                 and (kind not in ("positive", "mark") or name.startswith(kind))]
        if known and draft.chance(0.3):
            name = draft.pick(known)
        else:
            name = draft.number(self.cls, kind, self.grain, pool, past=self.past, stem=kind if kind in ("positive", "mark") else None)
        return name, draft.pools[self.cls, name]

    def flag(self):
        return self.draft.flag(self.cls, self.grain, past=self.past)

    def choice(self, options):
        return self.draft.choice(self.cls, options, self.grain, past=self.past)

    def votes(self):
        return self.draft.votes(self.cls, grain=self.grain)


class Items:
    """The same within a list: `item.x`."""

    def __init__(self, listed):
        self.draft, self.listed, self.cls, self.grain = listed.draft, listed, listed.cls, listed.grain

    def number(self, kind="small", pool=None):
        name = self.listed.number(kind, pool)
        return "item." + name, self.draft.pools[self.cls, self.listed.path + "." + name]

    def flag(self):
        return "item." + self.listed.flag()

    def choice(self, options):
        return "item." + self.listed.choice(options)


class Keys:
    """The same within a keyed fact: `item.value`, `item.key`."""

    def __init__(self, draft, cls, fact):
        self.draft, self.cls, self.fact, self.grain = draft, cls, fact, draft.facts(cls)[fact]["grain"]

    def number(self, kind="small", pool=None):
        return "item.value", self.draft.pools[self.cls, self.fact]

    def choice(self, options):
        return "item.key"


def condition(source):
    """A formula that is true or false, often at a boundary."""
    draft = source.draft
    if draft.chance(0.3) and not isinstance(source, Keys):
        flag = source.flag()
        return draft.pick([flag, f"not {flag}"])
    value, pool = source.number(draft.pick(["small", "count"]))
    return f"{value} {draft.pick(['<', '<=', '>', '>=', '==', '!='])} {quantity(draft.pick(pool))}"
