"""Ways to a goal, paths and ledgers, against the oracle."""
import datetime
import itertools
import json
from fractions import Fraction

import holes
from exact import exact_text, quantity, round_by
from held import Figures, Finding, Nodes, about
from outcomes import scale_of
from periods import Period

CELL = ("class", "unit", "fact", "period", "key")


def cell_of(entry):
    return {name: entry[name] for name in CELL if name in entry}


class Goal:
    """A goal, and whether a figure reaches it."""

    def __init__(self, nodes, query):
        self.nodes, self.query, self.id = nodes, query, query["node"]
        node = nodes.nodes[self.id]
        # What people read of it: the points behind a level; nothing where there are none.
        self.figure = node.spec["of"] if node.type == "level" and "of" in node.spec else None if node.type in ("level", "veto", "verdict") else self.id

    def reached(self, value):
        if not value.known:
            return False
        at, query = self.nodes.place(self.id, value.value), self.query
        if "atLeast" in query:
            return at >= quantity(query["atLeast"])
        if "atMost" in query:
            return at <= quantity(query["atMost"])
        if "place" in query:
            return at <= int(query["place"])
        if "level" in query:
            return at >= self.nodes.said(self.id, query["level"])
        return at == (query["is"] == "true")

    def better(self, value, than):
        """Whether a figure lies beyond what is said to be the best."""
        if not value.known or not isinstance(value.value, Fraction):
            return False
        low = "atMost" in self.query or "place" in self.query or self.query.get("is") == "false"
        return value.value < than if low else value.value > than


class Setting:
    """One unit's goal on a pair, and its figures when cells change."""

    def __init__(self, draw, complete):
        self.draw, self.rng, self.scheme = draw, draw.rng, draw.scheme
        self.dataset = draw.dataset
        if complete:
            self.dataset = holes.filled(draw.scheme, draw.dataset, [(hole, draw.corners.fill(hole)) for hole in draw.holes])
        self.cls = draw.focus[0] if draw.focus else self.rng.choice(list(self.scheme["classes"]))
        self.unit = draw.focus[1] if draw.focus else self.rng.choice(self.dataset["units"][self.cls])["id"]
        self.text = draw.period()
        self.period = Period.parse(self.text)
        self.nodes = Nodes(self.scheme, self.dataset, self.cls)
        self.scored = {}

    @property
    def total(self):
        return self.scheme["classes"][self.cls]["total"]

    def value(self, node, changes=()):
        """The unit's figure after changes."""
        key = json.dumps(list(changes), sort_keys=True)
        if key not in self.scored:
            self.scored[key] = Figures(self.scheme, holes.made(self.scheme, self.dataset, changes) if changes else self.dataset)
        return self.scored[key].of(self.cls, node, self.unit, self.nodes.period(node, self.period))

    def full(self, node):
        """A node's full marks, or None where it has none."""
        return Figures(self.scheme, self.dataset).scorer.node(self.cls, node, self.unit, self.nodes.period(node, self.period)).full

    def goal(self):
        """A goal at or a bit beyond what there is: points, a level, a place, or something avoided."""
        rng, found = self.rng, [self.total, self.total, self.total]
        for id, node in self.nodes.nodes.items():
            if node.type in ("level", "rank", "veto", "verdict") and self.nodes.period(id, self.period) == self.period:
                found += [id] * 2
        id = rng.choice(found)
        node, now = self.nodes.nodes[id], self.value(id)
        if node.type == "level":
            query = {"level": rng.choice(scale_of(self.nodes.scorer, self.cls, id)[:-1] or scale_of(self.nodes.scorer, self.cls, id))}
        elif node.type == "rank":
            query = {"place": str(rng.randint(1, len(self.dataset["units"][self.cls])))}
        elif node.type in ("veto", "verdict"):
            query = {"is": "false"}
        else:
            at = now.value if now.known and isinstance(now.value, Fraction) else Fraction(rng.choice([5, 20, 60]))
            more = rng.choice([Fraction(0), Fraction(1, 100), Fraction(1, 2), Fraction(1), Fraction(3), Fraction(10)])
            query = {"atLeast": exact_text(at + more)} if rng.random() < 0.8 else {"atMost": exact_text(at - more)}
        return Goal(self.nodes, {"node": id, **query})

    def fact(self, cell):
        return self.scheme["classes"][cell["class"]]["facts"][cell["fact"]]

    def samples(self, way):
        """Values of a way's fact: its domain's ends, the ranges' ends and what lies beside them, and corners."""
        rng, domain = self.rng, holes.Domain(self.fact(way["cells"][0]))
        few = domain.all(12)
        if few is not None:
            return [text_of(value) for value in few]
        ends = [text for part in way["ranges"] for text in (part["from"], part["to"]) if text is not None]
        said = [text for text in (way.get("nearest"), way.get("bestAt"), way.get("now")) if text]
        if domain.type == "date":
            days = {datetime.date.fromisoformat(text) for text in ends + said}
            first, last = datetime.date.min.toordinal(), datetime.date.max.toordinal()
            near = {day.toordinal() + by for day in days for by in (-1, 0, 1)}
            days = {datetime.date.fromordinal(day) for day in near if first <= day <= last} | {datetime.date.fromisoformat(self.draw.corners.day()) for _ in range(4)}
            return sorted(day.isoformat() for day in days)
        if not domain.numeric:
            return []
        found = set(rng.sample(self.draw.corners.numbers(domain), 4))
        beside = [domain.step] if domain.step else [Fraction(1, 1000), Fraction(1, 10**9)]
        for number in map(quantity, ends + said):
            found |= {number, *(number + by for by in beside), *(number - by for by in beside)}
        inner = sorted(map(quantity, ends))
        found |= {domain.snapped((low + high) / 2) for low, high in zip(inner, inner[1:])}
        found |= {end for end in domain.ends() if end is not None}
        return [exact_text(number) for number in sorted(found) if domain.holds(number)]


def text_of(value):
    return str(value).lower() if isinstance(value, bool) else value


def inside(domain, ranges, text):
    """Whether a value lies in one of the ranges."""
    def at(text):
        if domain.type == "date":
            return datetime.date.fromisoformat(text).toordinal()
        if not domain.numeric:  # options in their order, false before true
            return [text_of(value) for value in domain.all(1000)].index(text)
        return quantity(text)

    for part in ranges:
        low, high = part["from"], part["to"]
        over = low is None or at(text) > at(low) or (at(text) == at(low) and not part["above"])
        under = high is None or at(text) < at(high) or (at(text) == at(high) and not part["below"])
        if over and under:
            return True
    return False


class Check:
    """What is asked on a setting, and where what does not hold goes."""

    def __init__(self, what, setting, goal, report, query=None):
        self.setting, self.goal, self.report = setting, goal, report
        self.ask = {"what": what, "class": setting.cls, "unit": setting.unit, "period": setting.text}
        if goal is not None:
            self.ask["goal"] = goal.query
        if query:
            self.ask["query"] = query

    def reply(self, program):
        return program.ask(scheme=self.setting.scheme, dataset=self.setting.dataset, **self.ask)

    def fault(self, kind, where):
        self.report.tally[f"fault: {kind}"] += 1
        self.report.add(Finding(kind, where, self.setting.scheme, self.setting.dataset, self.ask))

    def state(self, said):
        """What the reply says of the goal as things stand."""
        value = self.setting.value(self.goal.id)
        if said["met"] != self.goal.reached(value):
            self.fault("goal met", f"says met {said['met']}, the figure is {value}")
        if self.goal.figure is None:
            return
        value = self.setting.value(self.goal.figure)
        now = None if said["now"] is None else quantity(said["now"]["exact"])
        if (now is not None) != value.known or now is not None and not same(now, value.value):
            self.fault("figure now", f"says {said['now']}, it is {value}")


def same(a, b):
    return about(Fraction(a), Fraction(b))


# One fact at a time

def check_solve(program, draw, count, report):
    setting = Setting(draw, True)
    solve_on(program, setting, setting.goal(), report)


def solve_on(program, setting, goal, report):
    check = Check("solve", setting, goal, report)
    reply = check.reply(program)
    check.state(reply["goal"])
    report.tally["solve: goals"] += 1
    report.tally[f"solve: goal {next(name for name in goal.query if name != 'node')}"] += 1
    ways = reply["ways"]
    for way in setting.rng.sample(ways, min(5, len(ways))):
        one_way(check, way, reply["goal"])
    unsaid(check, reply)


def one_way(check, way, said):
    setting, goal, tally = check.setting, check.goal, check.report.tally
    domain = holes.Domain(setting.fact(way["cells"][0]))
    cells = [cell_of(cell) for cell in way["cells"]]
    where = f"{cells[0]['unit']}.{cells[0]['fact']} {cells[0].get('period', '')} {cells[0].get('key', '')} × {len(cells)}"
    tally["solve: ways"] += 1
    tally[f"solve: ways of {domain.type}, {'reaching' if way['ranges'] else 'not reaching'}"] += 1
    if not way["exact"]:
        tally[f"solve: not exact, {domain.type}"] += 1
    best = None if way["best"] is None else quantity(way["best"]["exact"])
    for text in setting.samples(way):
        value = setting.value(goal.id, [{**cell, "value": text} for cell in cells])
        tally["solve: values tried"] += 1
        reached, within = goal.reached(value), inside(domain, way["ranges"], text)
        if way["exact"] and reached != within:
            check.fault("way", f"{where}: at {text} the figure is {value}, so it {'reaches' if reached else 'does not reach'}; ranges {json.dumps(way['ranges'])}")
            break
        figure = setting.value(goal.figure, [{**cell, "value": text} for cell in cells]) if goal.figure else value
        if way["exact"] and best is not None and goal.better(figure, best) and not same(figure.value, best):
            check.fault("way's best", f"{where}: at {text} the figure is {figure}, better than the best {way['best']}")
            break
        if reached and said["possible"] is False:
            check.fault("possible", f"{where}: at {text} it reaches, though it is said not to be possible")
            break
    for name, figure in (("nearest", "then"), ("bestAt", "best")):
        if way[name] is None:
            continue
        value = setting.value(goal.id, [{**cell, "value": way[name]} for cell in cells])
        wanted = None if way[figure] is None else quantity(way[figure]["exact"])
        if name == "nearest" and not goal.reached(value):
            check.fault("nearest", f"{where}: at {way[name]} the figure is {value}")
            continue
        value = setting.value(goal.figure, [{**cell, "value": way[name]} for cell in cells]) if goal.figure else value
        if wanted is not None and not (value.known and same(value.value, wanted)):
            check.fault(figure, f"{where}: at {way[name]} the figure is {value}, it says {way[figure]}")
    if way["nearest"] is None and way["ranges"]:
        check.fault("nearest", f"{where}: there are ranges, and none is nearest")
    if way["exact"] and way["nearest"] is not None and way["now"] is not None and domain.numeric:
        nearer(check, way, where, domain, cells)


def nearer(check, way, where, domain, cells):
    """No sampled value reaches the goal nearer to what is there now."""
    now, nearest = quantity(way["now"]), quantity(way["nearest"])
    for text in check.setting.samples(way):
        if abs(quantity(text) - now) < abs(nearest - now) and check.goal.reached(check.setting.value(check.goal.id, [{**cell, "value": text} for cell in cells])):
            exact_end = any(part["above"] or part["below"] for part in way["ranges"])
            if not exact_end:  # an end that is excluded has no nearest
                check.fault("nearest", f"{where}: {text} reaches too and is nearer to {way['now']} than {way['nearest']}")
            return


def unsaid(check, reply):
    """A reading of the unit that is given, in the asked period, and alone reaches the goal stands among the ways."""
    setting, goal = check.setting, check.goal
    listed = {json.dumps(cell_of(cell), sort_keys=True) for way in reply["ways"] for cell in way["cells"]}
    cells = [cell for cell in cells_of(setting.scheme, setting.dataset, setting.cls, setting.unit) if json.dumps(cell, sort_keys=True) not in listed]
    cells = [cell for cell in cells if current(setting, cell) is not None and setting.period.first <= Period.parse(cell["period"]).first <= setting.period.last]
    for cell in setting.rng.sample(cells, min(3, len(cells))):
        for mode in ("low", "high", "any"):
            value = text_of(setting.draw.corners.value(holes.Domain(setting.fact(cell)), mode))
            now = setting.value(goal.id)
            if not goal.reached(now) and goal.reached(setting.value(goal.id, [{**cell, "value": value}])):
                check.fault("way not told", f"{json.dumps(cell)}: {value} reaches, and no way says so")
                return


def cells_of(scheme, dataset, cls, unit):
    """Every plain cell of a unit in the scored periods."""
    main, found = scheme["calendar"]["main"], []
    for name, fact in scheme["classes"][cls]["facts"].items():
        if fact["type"] == "records":
            continue
        keys = fact["options"] if fact["type"] == "votes" else fact.get("keys", [None])
        for period in dataset["periods"]:
            for part in holes.parts(period, fact.get("grain", main)):
                found += [holes.named(cls, unit, name, part, key) for key in keys]
    return found


# Several facts together

def check_path(program, draw, count, report):
    setting = Setting(draw, True)
    path_on(program, setting, setting.goal(), report)


def path_on(program, setting, goal, report):
    rng, tally = setting.rng, report.tally
    free = [cell for cell in cells_of(setting.scheme, setting.dataset, setting.cls, setting.unit) if cell["period"] in (setting.text, *holes.parts(setting.text, "month"), *holes.parts(setting.text, "quarter"), *holes.parts(setting.text, "half"))]
    small = [cell for cell in free if len(holes.Domain(setting.fact(cell)).all(9) or ()) > 1 and current(setting, cell) is not None]
    chosen, combinations = [], 1
    for cell in rng.sample(small, min(3, len(small))):
        if any((cell["fact"], cell.get("key")) == (other["fact"], other.get("key")) for other in chosen):
            continue  # a fact's periods move together
        size = len(holes.Domain(setting.fact(cell)).all(9))
        if combinations * size <= 130:
            chosen.append(cell)
            combinations *= size
    if not chosen:
        tally["path: no few readings to move"] += 1
        return
    costs = []
    for cell in chosen:
        domain = holes.Domain(setting.fact(cell))
        cost = {**cell, "cost": exact_text(Fraction(rng.randint(1, 9), rng.choice([1, 1, 2]))), "step": exact_text((domain.step if domain.numeric else None) or Fraction(1))}
        costs.append(cost)
    frozen = [cell for cell in cells_of(setting.scheme, setting.dataset, setting.cls, setting.unit) if cell not in chosen]
    frozen += [cell for cls, body in setting.scheme["classes"].items() if body.get("one") and cls != setting.cls for unit in setting.dataset["units"][cls] for cell in cells_of(setting.scheme, setting.dataset, cls, unit["id"])]
    alone = len(json.dumps(frozen)) < 100_000
    check = Check("path", setting, goal, report, {"frozen": frozen, "costs": costs} if alone else None)
    reply = check.reply(program)
    check.state(reply["goal"])
    if reply["goal"]["met"]:
        tally["path: met already"] += 1
        return
    for path in reply["paths"]:
        one_path(check, path, costs if alone else None)
    if not alone:
        tally[f"path: {reply['proof']}, among all readings"] += 1
        return
    least = cheapest(setting, goal, chosen, costs)
    tally[f"path: {reply['proof']}, {'reachable' if least is not None else 'not reachable'}"] += 1
    said = quantity(reply["paths"][0]["cost"]) if reply["paths"] else None
    if said is not None and least is None:
        check.fault("path", "no combination reaches the goal, yet there is a path")
    elif said is None and least is not None and reply["proof"] == "exact":
        check.fault("path", f"no path, yet {least[1]} reaches at {exact_text(least[0])}")
    elif said is not None and (said < rounded(least[0]) or reply["proof"] == "exact" and said != rounded(least[0])):
        check.fault("path", f"costs {exact_text(said)}, and {least[1]} reaches at {exact_text(least[0])}")
    if reply["bound"] is not None and least is not None and quantity(reply["bound"]) > rounded(least[0]):
        check.fault("path's bound", f"at least {reply['bound']} it says, and {least[1]} reaches at {exact_text(least[0])}")


def current(setting, cell):
    """What a cell holds now, as text; None where it is no plain value."""
    column = setting.dataset["readings"].get(cell["class"], {}).get(cell["fact"], {}).get(cell["period"])
    units = [unit["id"] for unit in setting.dataset["units"][cell["class"]]]
    value = column[units.index(cell["unit"])] if column else None
    if "key" in cell:
        value = value.get(cell["key"]) if isinstance(value, dict) else None
    if value is None or isinstance(value, dict) or value == "exempt":
        return None
    return text_of(value) if isinstance(value, (bool, str)) else exact_text(quantity(value))


def price(setting, cost, before, after):
    """A cost for each step; choices and flags have their places as steps."""
    domain = holes.Domain(setting.fact(cost))
    if not domain.numeric:
        places = list(map(text_of, domain.all()))
        return quantity(cost["cost"]) * abs(places.index(after) - places.index(before)) / quantity(cost["step"])
    return quantity(cost["cost"]) * abs(quantity(after) - quantity(before)) / quantity(cost["step"])


def rounded(cost):
    """A cost as it is written: with two places, where it has more than four."""
    return cost if (cost * 10**4).denominator == 1 else round_by({"places": 2, "mode": "half-up"}, cost)


def cheapest(setting, goal, chosen, costs):
    """(cost, changes) of the cheapest combination that reaches the goal, by trying all; None where none does."""
    before = [current(setting, cell) for cell in chosen]
    options = []
    for values in itertools.product(*(map(text_of, holes.Domain(setting.fact(cell)).all(9)) for cell in chosen)):
        total = sum(price(setting, cost, old, new) for cost, old, new in zip(costs, before, values))
        options.append((total, [{**cell, "value": new} for cell, old, new in zip(chosen, before, values) if new != old]))
    for total, changes in sorted(options, key=lambda option: option[0]):
        if goal.reached(setting.value(goal.id, changes)):
            return total, [f"{change['fact']} {change['period']} {change['value']}" for change in changes]
    return None


def one_path(check, path, costs):
    """A path's changes reach the goal at what they are said to cost."""
    setting, goal = check.setting, check.goal
    check.report.tally["path: paths"] += 1
    changes = [{**cell_of(change), "value": change["to"]} for change in path["changes"]]
    value = setting.value(goal.id, changes)
    where = ", ".join(f"{change['unit']}.{change['fact']} {change['period']}: {change['from']} → {change['to']}" for change in path["changes"])
    if not goal.reached(value):
        check.fault("path", f"{where}: the figure is {value}")
    elif path["then"] is not None and not same(quantity(path["then"]["exact"]), setting.value(goal.figure, changes).value):
        check.fault("path's figure", f"{where}: the figure is {setting.value(goal.figure, changes)}, it says {path['then']}")
    total = Fraction(0)
    for change in path["changes"] if costs else []:
        cost = next((cost for cost in costs if cell_of(cost) == cell_of(change)), None)
        if cost is None:
            check.fault("path", f"{json.dumps(cell_of(change))} is frozen")
            return
        total += price(setting, cost, change["from"], change["to"])
    if costs and rounded(total) != quantity(path["cost"]):
        check.fault("path's cost", f"{where}: {path['cost']}, by the costs {exact_text(total)}")


# What was lost

def check_ledger(program, draw, count, report):
    ledger_on(program, Setting(draw, draw.rng.random() < 0.5), report)


def ledger_on(program, setting, report):
    check = Check("ledger", setting, None, report)
    reply = check.reply(program)
    total, tally = setting.value(setting.total), report.tally
    tally["ledger: asked"] += 1
    lost = quantity(reply["lost"]["exact"]) if reply["lost"] else None
    rows = reply["rows"]
    figures = [quantity(row["lost"]["exact"]) for row in rows]
    if any(figure < 0 for figure in figures) or sum(figures) != lost:
        check.fault("ledger", f"the rows make {exact_text(sum(figures))}, it says {reply['lost']}")
    if figures != sorted(figures, reverse=True):
        check.fault("ledger's order", "the largest does not come first")
    if not additive(setting):
        return
    if total.known:
        tally["ledger: added up"] += 1
        # More than full marks somewhere is no loss, and makes none good.
        parts = [setting.full(child).value - setting.value(child).value for child in setting.nodes.nodes[setting.total].spec["children"]]
        if lost != sum(part for part in parts if part > 0):
            check.fault("ledger", f"lost {reply['lost']}, the children lost {', '.join(map(exact_text, parts))}")


def additive(setting):
    """Whether the total is the plain sum of nodes with rules, all inside, all counting."""
    nodes = setting.nodes.nodes
    spec = nodes[setting.total].spec
    if setting.scheme["classes"][setting.cls].get("limits") or "children" not in spec or "steps" in spec or spec.get("fold", {}).get("take", "sum") != "sum":
        return False
    inside = [nodes[child].spec for child in spec["children"]]
    if any("rule" not in child or "fold" in child or child.get("outside") or child.get("extra") for child in inside):
        return False
    return all(setting.value(child).known and (full := setting.full(child)) is not None and full.known for child in spec["children"])
