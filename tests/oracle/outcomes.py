"""Outcomes: places, levels, vetoes, consequences, choices, runs and decisions."""

from fractions import Fraction
from math import floor

from exact import EXEMPT, Level, MISSING, OPEN, combine, invalid, known, largest_remainder, quantity, round_by, round_whole, worst
from formula import by_date, order, settle
from money import award, convert, pool
from periods import finer, parse_date
from ranking import best, concerned, for_part, id_of, ordered, part_of, reads_decision, select, split
from rules import look_up


def outcome(ctx, node):
    return KINDS[node.type](ctx, node)


# Places

def rank(ctx, node):
    spec = node.spec
    ctxs, aside = part_of(ctx, spec.get("within", "all"))
    bad = worst([ctx.eval(spec["of"])] + ([aside] if aside is not None else []))
    if bad is not None:
        return bad
    return known(for_part(ctx, node, ctxs, "rank", lambda: places(spec, ctxs))[ctx.unit])


def places(spec, ctxs):
    values = {unit: compared(spec, place.eval(spec["of"])) for unit, place in ctxs.items()}
    there = [unit for unit in ctxs if values[unit].known]
    top = spec.get("from", "top") == "top"
    groups = split(there, values, top) if there else []
    found, count = {}, 0
    finer_groups = []
    for group in groups:
        finer_groups.extend(ordered({unit: ctxs[unit] for unit in group}, spec.get("tieBreak", []), top, reads_decision))
    for number, (group, _) in enumerate(finer_groups):
        for unit in group:
            found[unit] = number + 1 if spec.get("ties", "competition") == "dense" else count + 1
        count += len(group)
    return found


def compared(spec, value):
    if "compare" in spec and value.known and isinstance(value.value, Fraction):
        return known(round_by(spec["compare"]["round"], value.value))
    return value


# Levels

def scale_of(scorer, cls, id):
    first = scorer.nodes[cls][id].spec["stages"][0]
    return [line["level"] for line in first["lines"]] if "lines" in first else [line["level"] for line in first["map"]["levels"]]


def level(ctx, node):
    return staged(ctx, node, len(node.spec["stages"]) - 1)[0]


def staged(ctx, node, number):
    """(the level after a stage, whether the unit counts in quotas)"""
    return ctx.scorer.remember(("stage", number, ctx.cls, node.id, ctx.unit, ctx.period), lambda: stage(ctx, node, number))


def stage(ctx, node, number):
    spec = node.spec["stages"][number]
    scale = scale_of(ctx.scorer, ctx.cls, node.id)
    if number == 0:
        return (lines(ctx, node.spec, spec["lines"], scale) if "lines" in spec else mapped(ctx, spec["map"], scale)), known(True)
    level, counted = staged(ctx, node, number - 1)
    if "decision" in spec:
        decision = ctx.eval(spec["decision"]["of"])
        return (level if decision.status == "exempt" else combine(lambda x: known(Level(id_of(x), scale)), decision)), counted
    if "gate" in spec:
        return bounded(level, ctx.eval(spec["gate"]["when"]), Level(spec["gate"]["atMost"], scale), lower, scale[-1]), counted
    if "grant" in spec:
        holds = ctx.eval(spec["grant"]["when"])
        if spec["grant"].get("counted", True) is False:
            counted = settle([counted, combine(lambda x: not x, concerned(holds))], False)
        return bounded(level, holds, Level(spec["grant"]["level"], scale), higher, scale[0]), counted
    if "move" in spec:
        return move_stage(level, ctx.eval(spec["move"]["when"]), ctx.eval(spec["move"]["steps"])), counted
    if "quota" in spec:
        return quota_stage(ctx, node, number, spec["quota"], level, counted, scale), counted
    return distribution(ctx, node, number, spec["distribution"], level, scale), counted


def bounded(level, holds, limit, bound, end):
    """A gate or a grant: settled where the condition, or the level so far, cannot matter."""
    if level.known and bound(level.value, limit).id == level.value.id:
        return level
    if holds.known and holds.value and limit.id == end:
        return known(limit)
    return combine(lambda x, now: bound(x, limit) if now else x, level, holds)


def move_stage(level, holds, steps):
    if level.known and steps.known and moved(level.value, steps.value).id == level.value.id:
        return level
    return combine(lambda x, now, by: moved(x, by) if now else x, level, holds, steps)


def lower(a, b):
    return a if a.height <= b.height else b


def higher(a, b):
    return a if a.height >= b.height else b


def moved(level, by):
    place = min(max(level.scale.index(level.id) - int(by), 0), len(level.scale) - 1)
    return Level(level.scale[place], level.scale)


def lines(ctx, spec, rows, scale):
    value = compared(spec, ctx.eval(spec["of"]))
    marks = [ctx.eval(row["from"]) for row in rows if "from" in row]
    bad = worst([value, *marks])
    if bad is not None:
        return bad
    for row, line in zip(rows, marks):
        if order(value.value) >= order(line.value):
            return known(Level(row["level"], scale))
    return known(Level(rows[-1]["level"], scale))


def mapped(ctx, spec, scale):
    def to(value):
        found = look_up(spec["to"], value)
        return known(Level(found, scale)) if found is not None else invalid("a level that is not mapped")

    return combine(to, ctx.eval(spec["of"]))


def quota_stage(ctx, node, number, spec, level, counted, scale):
    """Of the units at the level or above the best keep it."""
    line, cut = Level(spec["level"], scale), Level(spec["cut"], scale)

    def stands(place):
        theirs, counts = staged(place, node, number - 1)
        return settle([combine(lambda x: x.height >= line.height, theirs), counts], False)

    own = stands(ctx)
    if own.known and not own.value:
        return level
    ctxs, aside = part_of(ctx, spec.get("within", "all"))

    def keepers():
        return select(ctxs, stands, spec["size"], floor, spec["by"], lambda there, size: best(ordered(there, spec["by"]), size, spec.get("ties", "include")))

    kept = aside if aside is not None else for_part(ctx, node, ctxs, ("quota", number), keepers)[ctx.unit]
    if kept.status == "exempt":
        return level
    return combine(lambda x, keeps: x if keeps else lower(cut, x), level, kept)


def distribution(ctx, node, number, spec, level, scale):
    """Levels dealt in order by largest remainder; a tie across an edge gets the better level."""
    def takes_part(place):
        return concerned(place.eval(spec["when"])) if "when" in spec else known(True)

    own = takes_part(ctx)
    if own.known and not own.value:
        return level
    ctxs, aside = part_of(ctx, spec.get("within", "all"))

    def dealt():
        there, open_values, found = {}, [], {}
        for unit, place in ctxs.items():
            holds, key = takes_part(place), place.eval(spec["by"][0])
            if (holds.known and not holds.value) or key.status == "exempt":
                found[unit] = EXEMPT
                continue
            open_values += [holds, key]
            there[unit] = place
        bad = worst(open_values)
        if bad is not None:
            return {**found, **dict.fromkeys(there, bad)}
        shares = [quantity(row["share"]) for row in spec["shares"]]
        counts = largest_remainder(len(there), shares, range(len(shares)))
        levels, place = [row["level"] for row, count in zip(spec["shares"], counts) for _ in range(count)], 0
        for group, waits in ordered(there, spec["by"]):
            across = levels[place] != levels[place + len(group) - 1]
            found.update(dict.fromkeys(group, MISSING if across and waits else known(Level(levels[place], scale))))
            place += len(group)
        return found

    given = aside if aside is not None else for_part(ctx, node, ctxs, ("distribution", number), dealt)[ctx.unit]
    return level if given.status == "exempt" else given


# Vetoes and consequences

def veto(ctx, node):
    found = []
    for condition in node.spec["conditions"]:
        tests = [ctx.eval(condition["when"])]
        if "unless" in condition:
            tests.append(combine(lambda x: not x, ctx.eval(condition["unless"])))
        found.append(settle(tests, False))
    return settle(found, True)


def verdict(ctx, node):
    return ctx.eval(node.spec["when"])


# Those who are chosen

def chosen(ctx, node):
    spec = node.spec

    def stands(place):
        return concerned(place.eval(spec["who"])) if "who" in spec else known(True)

    own = stands(ctx)
    if own.known and not own.value:
        return own
    ctxs, aside = part_of(ctx, spec.get("within", "all"))
    if aside is not None:
        return aside

    def number_of(size):
        return max(round_whole(size, spec.get("round", "down")), 0)

    def choose(candidates, number):
        if "strata" in spec:
            return by_strata(ctx, spec, candidates, number)
        return best(ordered(candidates, spec["by"]), number, spec.get("ties", "include"))

    def choices():
        strata = (lambda place: place.eval(spec["strata"]["by"])) if "strata" in spec else (lambda place: known(""))
        return select(ctxs, stands, spec["size" if "size" in spec else "first"], number_of, spec["by"], choose, strata)

    return for_part(ctx, node, ctxs, "chosen", choices)[ctx.unit]


def by_strata(ctx, spec, candidates, number):
    """The number divided by the strata's sizes, and the best chosen within each."""
    options = list(ctx.scorer.classes[ctx.cls]["facts"][spec["strata"]["by"]]["options"])
    strata = {option: {} for option in options}
    for unit, place in candidates.items():
        strata[place.eval(spec["strata"]["by"]).value][unit] = place
    if not candidates:
        return {}
    sizes = [len(strata[option]) for option in options]
    counts = largest_remainder(number, [Fraction(size, len(candidates)) for size in sizes], [(-size, i) for i, size in enumerate(sizes)])
    found = {}
    for option, count in zip(options, counts):
        found.update(best(ordered(strata[option], spec["by"]), count, spec.get("ties", "include")))
    return found


# Runs

def run(ctx, node):
    spec = node.spec
    if "records" in spec:
        length = length_at(ctx, spec)
        return combine(lambda l: run_of_records(ctx, spec, *l), length)
    grain = spec.get("over", ctx.period.grain)
    periods = ctx.period.parts(grain) if finer(grain, ctx.period.grain) else [ctx.period.containing(grain)]
    return settle([run_at(ctx, spec, period) for period in periods], True)


def length_at(ctx, spec):
    """(how many are needed, of how many)"""
    def both(need, within):
        if need.denominator != 1 or within.denominator != 1 or need < 1 or within < need:
            return invalid("a number of periods that makes no sense")
        return known((int(need), int(within)))

    need = ctx.eval(spec["need"])
    return combine(both, need, ctx.eval(spec["within"]) if "within" in spec else need)


def run_at(ctx, spec, period):
    """Whether a run is complete in a period, told from the earliest period on.

    A state is what may still count: the last periods, each true or false. Where a gap leaves things undecided it may
    have been either, and so may what lies before the earliest period; several states are kept then, and if they disagree
    in the end, the outcome is missing.
    """
    gap, data = spec.get("gap", "breaks"), ctx.scorer.data

    def told(at):
        """(whether the condition holds in a period, how long a run it asks for); no length where there is nothing of it"""
        if not data.covers(at):
            return MISSING, None
        return ctx.at(at).eval(spec["when"]), length_at(ctx.at(at), spec)

    def read(at):
        return ctx.scorer.remember(("run", id(spec), ctx.cls, ctx.unit, at), lambda: told(at))

    own, length = read(period)
    if own.status == "invalid":
        return own
    if not length.known:
        return length
    at = min((part for main in data.covered for part in main.parts(period.grain)), key=lambda part: part.number) if not finer(data.main, period.grain) else period
    line = []  # of each period up to this one: whether it holds, and the length
    while at.number <= period.number:
        holds, asked = read(at)
        line.append((holds, asked or line[-1][1]))
        at = at.shift(1)
    there = [asked.value for _, asked in line if asked.known]
    memory, restart = max(within for _, within in there), spec.get("restart")
    states, complete = {()}, {False}
    if gap == "undecided":
        for _ in range(memory):
            states, _ = advance(states, [True, False], known(there[0]), memory, restart)
    for holds, asked in line:
        complete = {False}
        if holds.known:
            states, complete = advance(states, [holds.value], asked, memory, restart)
        elif gap == "breaks":
            states = {()}
        elif gap == "undecided":
            states, complete = advance(states, [True, False], asked, memory, restart)
    return known(complete.pop()) if len(complete) == 1 else MISSING


def advance(states, flags, length, memory, restart):
    """All states, and all answers, that may follow. Where the length is not known nothing is complete."""
    following, complete = set(), set()
    for state in states:
        for flag in flags:
            past = (state + (flag,))[-memory:]
            done = bool(length.known and flag and sum(past[-length.value[1] :]) >= length.value[0])
            complete.add(done)
            following.add(() if done and restart else past)
    return following, complete


def run_of_records(ctx, spec, need, within):
    items, unknown, _ = ctx.items(spec["records"])
    if unknown is not None and unknown is not OPEN:
        return unknown
    flags = [flag for flag in (item.eval(spec["when"]) for item in by_date(items)) if flag.status != "exempt"]
    flags += [MISSING] if unknown is OPEN else []

    def found(truth):
        sequence = [truth(flag) for flag in flags]
        return any(sequence[end - 1] and sum(sequence[max(end - within, 0) : end]) >= need for end in range(1, len(sequence) + 1))

    if found(lambda flag: flag.known and flag.value):
        return known(True)
    return worst(flags) if found(lambda flag: not flag.known or flag.value) else known(False)


# Decisions

def entered(scorer, cls, node, raw):
    spec = node.spec
    kind = spec.get("as", "choice")
    if kind == "number":
        return known(quantity(raw))
    if kind == "flag":
        return known(raw if isinstance(raw, bool) else raw == "true")
    if kind == "date":
        return known(parse_date(raw))
    if kind == "level":
        return known(Level(raw, scale_of(scorer, cls, spec["levels"])))
    return known(str(raw))


def decision(ctx, node):
    raw = ctx.scorer.data.decisions.get((ctx.cls, node.id, ctx.unit, ctx.period))
    if raw is not None:
        return entered(ctx.scorer, ctx.cls, node, raw)
    due = ctx.eval(node.spec["due"]) if "due" in node.spec else known(True)
    return combine(lambda x: MISSING if x else EXEMPT, due)


KINDS = {
    "rank": rank, "level": level, "veto": veto, "verdict": verdict, "quota": chosen, "honour": chosen, "run": run,
    "convert": convert, "award": award, "pool": pool, "decision": decision,
}
