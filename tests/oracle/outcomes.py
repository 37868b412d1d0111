"""Outcomes: places, levels, vetoes, consequences, choices, runs and decisions."""

from fractions import Fraction
from math import floor

from exact import EXEMPT, Level, MISSING, combine, invalid, known, largest_remainder, quantity, round_by, round_whole, worst
from formula import by_date, order, settle
from money import award, convert, pool
from periods import finer, parse_date
from ranking import best, for_part, id_of, ordered, part_of, same_for_all, split
from rules import look_up


def outcome(ctx, node):
    return KINDS[node.type](ctx, node)


# Places

def rank(ctx, node):
    spec = node.spec
    own = ctx.eval(spec["of"])
    ctxs, unclear = part_of(ctx, spec.get("within", "all"))
    if not own.known or unclear is not None:
        return worst([value for value in (own, unclear) if value is not None])
    if ctx.unit not in ctxs:
        return EXEMPT
    return known(for_part(ctx, node, ctxs, "rank", lambda: places(spec, ctxs))[ctx.unit])


def places(spec, ctxs):
    values = {unit: compared(spec, place.eval(spec["of"])) for unit, place in ctxs.items()}
    there = [unit for unit in ctxs if values[unit].known]
    top = spec.get("from", "top") == "top"
    groups = split(there, values, top) if there else []
    found, count = {}, 0
    finer_groups = []
    for group in groups:
        finer_groups.extend(ordered({unit: ctxs[unit] for unit in group}, spec.get("tieBreak", []), top))
    for number, group in enumerate(finer_groups):
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
        return (lines(ctx, node.spec, spec["lines"], scale) if "lines" in spec else mapped(ctx, spec["map"], scale)), True
    level, counted = staged(ctx, node, number - 1)
    if "decision" in spec:
        decision = ctx.eval(spec["decision"]["of"])
        return (level if decision.status == "exempt" else combine(lambda x: known(Level(id_of(x), scale)), decision)), counted
    if "gate" in spec:
        limit = Level(spec["gate"]["atMost"], scale)
        return combine(lambda x, holds: lower(x, limit) if holds else x, level, ctx.eval(spec["gate"]["when"])), counted
    if "grant" in spec:
        limit, holds = Level(spec["grant"]["level"], scale), ctx.eval(spec["grant"]["when"])
        counted = counted and not (holds.known and holds.value and spec["grant"].get("counted", True) is False)
        return combine(lambda x, holds: higher(x, limit) if holds else x, level, holds), counted
    if "move" in spec:
        return combine(lambda x, holds, by: moved(x, by) if holds else x, level, ctx.eval(spec["move"]["when"]), ctx.eval(spec["move"]["steps"])), counted
    if not level.known:
        return level, counted
    if "quota" in spec:
        return quota_stage(ctx, node, number, spec["quota"], level, counted, scale), counted
    return distribution(ctx, node, number, spec["distribution"], level, scale), counted


def lower(a, b):
    return a if a.height <= b.height else b


def higher(a, b):
    return a if a.height >= b.height else b


def moved(level, by):
    place = min(max(level.scale.index(level.id) - int(by), 0), len(level.scale) - 1)
    return Level(level.scale[place], level.scale)


def lines(ctx, spec, rows, scale):
    value = compared(spec, ctx.eval(spec["of"]))
    if not value.known:
        return value
    for row in rows:
        if "from" not in row:
            return known(Level(row["level"], scale))
        line = ctx.eval(row["from"])
        if not line.known:
            return line
        if order(value.value) >= order(line.value):
            return known(Level(row["level"], scale))
    return invalid("below the last line")


def mapped(ctx, spec, scale):
    def to(value):
        found = look_up(spec["to"], value)
        return known(Level(found, scale)) if found is not None else invalid("a level that is not mapped")

    return combine(to, ctx.eval(spec["of"]))


def quota_stage(ctx, node, number, spec, level, counted, scale):
    """Of the units at the level or above the best keep it."""
    line, cut = Level(spec["level"], scale), Level(spec["cut"], scale)
    if not counted or level.value.height < line.height:
        return level
    ctxs, unclear = part_of(ctx, spec.get("within", "all"))
    if unclear is not None:
        return unclear
    if ctx.unit not in ctxs:
        return level

    def keepers():
        size = same_for_all(place.eval(spec["size"]) for place in ctxs.values())
        if not size.known:
            return size
        candidates = {}
        for unit, place in ctxs.items():
            theirs, counts = staged(place, node, number - 1)
            if counts and theirs.known and theirs.value.height >= line.height:
                candidates[unit] = place
        return known(tuple(best(ordered(candidates, spec["by"]), floor(size.value), spec.get("ties", "include"))))

    return combine(lambda kept: level if ctx.unit in kept else lower(cut, level.value), for_part(ctx, node, ctxs, ("quota", number), keepers))


def distribution(ctx, node, number, spec, level, scale):
    """Levels dealt in order by largest remainder; a tie across an edge gets the better level."""
    when = ctx.eval(spec["when"]) if "when" in spec else known(True)
    if not when.known or not when.value:
        return level if when.known else when
    ctxs, unclear = part_of(ctx, spec.get("within", "all"))
    if unclear is not None:
        return unclear
    if ctx.unit not in ctxs:
        return level

    def dealt():
        there = {}
        for unit, place in ctxs.items():
            holds = place.eval(spec["when"]) if "when" in spec else known(True)
            if holds.known and holds.value and staged(place, node, number - 1)[0].known:
                there[unit] = place
        shares = [quantity(row["share"]) for row in spec["shares"]]
        counts = largest_remainder(len(there), shares, range(len(shares)))
        levels = [row["level"] for row, count in zip(spec["shares"], counts) for _ in range(count)]
        found, place = {}, 0
        for group in ordered(there, spec["by"]):
            found.update(dict.fromkeys(group, levels[place]))
            place += len(group)
        return found

    return known(Level(for_part(ctx, node, ctxs, ("distribution", number), dealt)[ctx.unit], scale))


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
    who = ctx.eval(spec["who"]) if "who" in spec else known(True)
    if not who.known or not who.value:
        return who
    ctxs, unclear = part_of(ctx, spec.get("within", "all"))
    if unclear is not None:
        return unclear
    if ctx.unit not in ctxs:
        return known(False)

    def choose():
        size = same_for_all(place.eval(spec["size" if "size" in spec else "first"]) for place in ctxs.values())
        if not size.known:
            return size
        number = max(round_whole(size.value, spec.get("round", "down")), 0)
        candidates = {}
        for unit, place in ctxs.items():
            holds = place.eval(spec["who"]) if "who" in spec else known(True)
            if holds.known and holds.value:
                candidates[unit] = place
        if "strata" in spec:
            return known(tuple(by_strata(ctx, spec, candidates, number)))
        return known(tuple(best(ordered(candidates, spec["by"]), number, spec.get("ties", "include"))))

    if "strata" in spec:
        stratum = ctx.eval(spec["strata"]["by"])
        if not stratum.known:
            return stratum
    return combine(lambda units: ctx.unit in units, for_part(ctx, node, ctxs, "chosen", choose))


def by_strata(ctx, spec, candidates, number):
    """The number divided by the strata's sizes, and the best chosen within each."""
    options = list(ctx.scorer.classes[ctx.cls]["facts"][spec["strata"]["by"]]["options"])
    strata = {option: {} for option in options}
    for unit, place in candidates.items():
        stratum = place.eval(spec["strata"]["by"])
        if stratum.known:
            strata[stratum.value][unit] = place
    total = sum(len(members) for members in strata.values())
    if not total:
        return []
    sizes = [len(strata[option]) for option in options]
    counts = largest_remainder(number, [Fraction(size, total) for size in sizes], [(-size, i) for i, size in enumerate(sizes)])
    found = []
    for option, count in zip(options, counts):
        found += best(ordered(strata[option], spec["by"]), count, spec.get("ties", "include"))
    return found


# Runs

def run(ctx, node):
    spec = node.spec
    need = ctx.eval(spec["need"])
    within = ctx.eval(spec["within"]) if "within" in spec else need
    bad = worst([need, within])
    if bad is not None:
        return bad
    need, within = int(need.value), int(within.value)
    if "records" in spec:
        return run_of_records(ctx, spec, need, within)
    grain = spec.get("over", ctx.period.grain)
    periods = ctx.period.parts(grain) if finer(grain, ctx.period.grain) else [ctx.period.containing(grain)]
    return settle([run_at(ctx, spec, period, need, within) for period in periods], True)


def run_at(ctx, spec, period, need, within):
    """Whether a run is complete in a period, told from the earliest period on.

    A state is what may still count: the last periods, each true or false. Where a gap leaves things undecided it may
    have been either, so several states are kept; if they disagree in the end, the outcome is missing.
    """
    gap = spec.get("gap", "breaks")
    first = period
    while ctx.scorer.data.covers(first.shift(-1)):
        first = first.shift(-1)
    states, complete = {()}, {False}
    at = first.shift(-need - within) if gap == "undecided" else first
    while at.number <= period.number:
        holds = ctx.at(at).eval(spec["when"]) if ctx.scorer.data.covers(at) else MISSING
        complete = {False}
        if holds.known:
            states, complete = advance(states, [holds.value], need, within, spec.get("restart"))
        elif gap == "breaks":
            states = {()}
        elif gap == "undecided":
            states, complete = advance(states, [True, False], need, within, spec.get("restart"))
        at = at.shift(1)
    return known(complete.pop()) if len(complete) == 1 else MISSING


def advance(states, flags, need, within, restart):
    """All states, and all answers, that may follow."""
    following, complete = set(), set()
    for state in states:
        for flag in flags:
            window = (state + (flag,))[-within:]
            done = flag and sum(window) >= need
            complete.add(done)
            following.add(() if done and restart else window[-(within - 1) :] if within > 1 else ())
    return following, complete


def run_of_records(ctx, spec, need, within):
    items, unknown, _ = ctx.items(spec["records"])
    flags = [item.eval(spec["when"]) for item in by_date(items)]
    flags = [flag for flag in flags if flag.status != "exempt"]

    def found(truth):
        sequence = [truth(flag) for flag in flags]
        return any(sum(sequence[end - min(within, end) : end]) >= need for end in range(1, len(sequence) + 1))

    if found(lambda flag: flag.known and flag.value):
        return known(True)
    if unknown is not None:
        return worst([unknown, *(flag for flag in flags if not flag.known)])
    if found(lambda flag: not flag.known or flag.value):
        return worst(flags)
    return known(False)


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
