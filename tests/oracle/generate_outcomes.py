"""Outcomes: ranks, levels, vetoes, verdicts, quotas, runs, money and decisions."""
from fractions import Fraction

from generate_base import Facts, Items, condition, quantity, MODES
from generate_lists import join
from generate_rules import OPTIONS, leaf, total

SCALE = ["A", "B", "C", "D"]


def scored(draft, low=3, classes=True, past=False, score="score"):
    """A class with something to rank: a node of 100 points with ties in it."""
    linked = classes and draft.turn([False, True, False], "linked")
    if linked:
        draft.add_class("department", low=2, high=3)
    cls = draft.add_class("person" if linked else "office", low=low, groups=["town", "city"])
    draft.cls = cls
    if linked:
        join(draft, "department", cls, ["department"], "one")
    draft.within = (["department"] * 2 if linked else ["all"]) + ["group", draft.choice(cls, clean=True, past=past), "peers", "all"]
    where = {"where": condition(Facts(draft, cls))} if not past and draft.chance(0.4) else {}
    draft.scheme["classes"][cls]["cohorts"] = {"peers": {"within": draft.pick(["all", "group"]), **where}, "everyone": {"within": "all"}}
    marks = draft.pool("mark", draft.between(3, 7))
    fact = draft.number(cls, "mark", pool=marks, past=past)
    draft.node(cls, score, full="100", rule={"kind": "direct", "value": fact, "outOf": "100"})
    draft.marks = marks
    return cls


def within(draft, what):
    """Mostly a part of the class; which one, by turns, but for what is drawn too seldom for that."""
    if draft.chance(0.15):
        return {}
    return {"within": draft.pick(draft.within) if what in ("distribution", "level quota", "honour") else draft.turn(draft.within, what)}


def keys(draft, cls, low=1):
    source = Facts(draft, cls)
    return ["score"] + [source.number(draft.pick(["small", "count"]))[0] for _ in range(draft.between(low - 1, 2))]


def decide(draft, cls, name, draw, share=0.6, **body):
    """A decision, and what has been entered of it."""
    draft.node(cls, name, type="decision", **body)
    for period in draft.periods():
        for unit in draft.units(cls):
            if draft.chance(share):
                draft.data["decisions"].append({"class": cls, "node": name, "unit": unit, "period": period, "value": draw(), "by": "The board", "document": "No. 7", "date": f"{period[:4]}-12-20"})
    return name


def ranks(draft):
    draft.start(other=True)
    cls = scored(draft)
    lot = decide(draft, cls, "lot", lambda: str(draft.between(1, 9)), draft.pick([0.5, 1]), **{"as": "number"})
    for _ in range(3):
        body = {"of": "score", "ties": draft.pick(["competition", "dense"]), "from": draft.pick(["top", "bottom"]), **within(draft, "rank")}
        if draft.chance(0.6):
            body["tieBreak"] = keys(draft, cls)[1:] or [Facts(draft, cls).number("count")[0]]
            if draft.chance(0.4):
                body["tieBreak"].append(lot)
        if draft.chance(0.4):
            body["compare"] = {"round": draft.pick([{"places": 0, "mode": draft.pick(MODES)}, {"step": "5", "mode": "half-up"}])}
        draft.node(cls, draft.name("place"), type="rank", **body)
    draft.node(cls, "talk", type="verdict", effect=draft.pick(["honour", "measure", "notice"]), when=f"place1 <= {draft.between(1, 3)}", then="Spoken to.", bearer="The head")
    draft.node(cls, "isFirst", type="flag", value="place2 == 1 and place3 < 3")
    leaf(draft, cls, full="10")


def lines(draft):
    marks = sorted({draft.pick(draft.marks) for _ in range(3)}, reverse=True)
    while len(marks) < 3:
        marks.append(marks[-1] - Fraction(5, 2))
    found = []
    for level, mark in zip(SCALE, marks):
        found.append({"level": level, "title": f"Level {level}", "from": draft.parameter(mark) if draft.chance(0.2) else quantity(mark)})
        if draft.chance(0.3):
            found[-1]["clauses"] = ["c1"]
    return found + [{"level": "D", "title": "Level D"}]


def stage(draft, cls, kind, node):
    source = Facts(draft, cls)
    by = keys(draft, cls)
    if kind == "gate":
        made = {"when": condition(source), "atMost": draft.pick("BCD")}
    elif kind == "grant":
        made = {"when": condition(source), "level": draft.pick("ABC")}
        if draft.chance(0.6):
            made["counted"] = False
    elif kind == "quota":
        size = draft.pick(["1", "2", "2.5", "3", "count(everyone where item.score >= 60) * 30%", draft.parameter(2)])
        made = {"level": draft.pick("AAB"), "size": size, "by": by, **within(draft, "level quota"), "ties": draft.pick(["include", "vacant"])}
        made["cut"] = draft.pick([level for level in SCALE if level > made["level"]])
    elif kind == "distribution":
        made = {"when": condition(source), "by": by, **within(draft, "distribution"), "shares": [{"level": level, "share": share} for level, share in zip(SCALE, draft.pick([["20%", "30%", "0.3", "20%"], ["25%", "25%", "25%", "25%"], ["1/3", "1/3", "1/3"], ["10%", "90%"]]))]}
    elif kind == "move":
        made = {"when": condition(source), "steps": draft.pick(["-1", "1", "-2"])}
    else:
        name = decide(draft, cls, draft.name("ruling"), lambda: draft.pick(SCALE), 0.4, **{"as": "level", "levels": node, "due": draft.pick(["false", condition(source), "true"])})
        made = {"of": name}
    if draft.chance(0.3):
        made["clauses"] = ["c2"]
    return {kind: made}


def levels(draft):
    draft.start(other=True)
    cls = scored(draft, low=4)
    for node in ("level", "other"):
        stages = [{"lines": lines(draft)}] + [stage(draft, cls, kind, node) for kind in [draft.turn(["gate", "distribution", "quota", "move", "distribution", "grant", "quota", "decision"], "stage") for _ in range(draft.between(1, 3))]]
        body = {"of": "score", "stages": stages}
        if draft.chance(0.4):
            body["compare"] = {"round": {"places": 0, "mode": draft.pick(["half-up", "half-even", "down"])}}
        draft.node(cls, node, type="level", **body)
    stages = [{"map": {"of": "level", "levels": [{"level": "优秀", "title": "优秀"}, {"level": "称职", "title": "称职"}, {"level": "不称职", "title": "不称职"}], "to": {"A": "优秀", "B": "称职", "C": "称职", "D": draft.pick(["称职", "不称职"])}}}]
    if draft.chance(0.5):
        stages.append({"gate": {"when": draft.pick(["other == 'D'", "other <= 'C'"]), "atMost": "称职"}})
    draft.node(cls, "mapped", type="level", stages=stages)
    draft.node(cls, "high", type="flag", value=draft.pick(["level >= 'B'", "level == 'A' or other == 'A'", "mapped == '优秀'", "level != 'D'"]))
    draft.node(cls, "byLevel", full="10", rule={"kind": "map", "value": "level", "to": {"A": "10", "B": "8", "C": "6", "D": "0"}, "else": "invalid"})


def vetoes(draft):
    draft.start()
    cls = scored(draft)
    listed = draft.list(cls, high=3)
    items = Items(listed)
    source = Facts(draft, cls)
    conditions = []
    for index in range(draft.between(1, 3)):
        made = {"id": f"v{index + 1}", "title": "A grave matter", "when": draft.pick([f"any({listed.path} where {condition(items)})", condition(source)]), "clauses": ["c1"]}
        if draft.chance(0.5):
            made["unless"] = condition(source)
        conditions.append(made)
    draft.node(cls, "veto", type="veto", conditions=conditions)
    draft.node(cls, "level", type="level", of="score", stages=[{"lines": lines(draft)}, {"gate": {"when": "veto", "atMost": "D", "clauses": ["c1"]}}])
    for effect in ("honour", "measure", "notice"):
        draft.node(cls, effect + "Given", type="verdict", effect=effect, when=draft.pick(["veto", f"score < {quantity(draft.pick(draft.marks))}", "level == 'D' or veto", "not veto and level >= 'B'"]), then="Said.", **({"bearer": "The head"} if draft.chance(0.5) else {}))
    draft.node(cls, "total", full="100", rule={"kind": "formula", "points": "if(veto, 0, score)"})


def quotas(draft):
    draft.start(other=True)
    cls = scored(draft, low=4)
    source = Facts(draft, cls)
    strata = draft.choice(cls, clean=True)
    for index in range(3):
        body = {} if draft.chance(0.4) else {"who": draft.pick([condition(source), f"score >= {quantity(draft.pick(draft.marks))}"])}
        size = draft.pick(["1", "2", "3", "2.5", "count(everyone) * 40%", "count(everyone where item.score >= 70) / 2", draft.parameter(Fraction(5, 2))])
        body.update(size=size, by=keys(draft, cls), **within(draft, "quota"))
        if draft.chance(0.4):
            body["strata"] = {"by": strata}
        if draft.chance(0.6):
            body["round"] = draft.turn(["down", "up", "half-up"], "round")
        body["ties"] = draft.pick(["include", "vacant"])
        draft.node(cls, draft.name("chosen"), type="quota", **body)
    for _ in range(2):
        body = {} if draft.chance(0.4) else {"who": draft.pick([condition(source), "chosen1", "not chosen1"])}
        draft.node(cls, draft.name("honoured"), type="honour", **body, first=draft.pick(["1", "2", "3"]), by=keys(draft, cls), **within(draft, "honour"), ties=draft.pick(["include", "vacant"]), then="Commended.")
    draft.node(cls, "premium", rule={"kind": "checklist", "items": [{"value": "honoured1", "points": "2"}, {"value": "chosen1", "points": "1"}]}, full="3")


def runs(draft):
    years = draft.chance(0.4)
    if years:
        draft.start(["2025"], ["2022", "2023", "2024"][draft.between(0, 2):])
        grain = "year"
    else:
        draft.start(["2024", "2025"])
        grain = draft.turn(["quarter", "half", "month"], "grain")
    cls = draft.add_class(high=6)
    marks = draft.pool("mark", 3)
    fact = draft.number(cls, "mark", grain, pool=marks)
    keys = {} if years else {"grain": grain}
    draft.node(cls, "score", full="100", rule={"kind": "direct", "value": fact, "outOf": "100"}, **keys)
    middle = min(marks[len(marks) // 2], marks[-1] - Fraction(5, 2))
    line = [{"level": "A", "title": "A", "from": quantity(marks[-1])}, {"level": "B", "title": "B", "from": quantity(middle)}, {"level": "C", "title": "C"}]
    draft.node(cls, "level", type="level", of="score", stages=[{"lines": line}], **keys)
    draft.node(cls, "low", type="flag", value=f"score < {quantity(marks[-1])}", **keys)
    whens = ["low", "not low", f"score >= {quantity(marks[1])}", "level == 'A'", "level != 'C'", "level <= 'B'"]
    for gap in draft.some(["breaks", "skips", "undecided", "breaks"], 4):
        need = draft.between(2, 3)
        body = {"when": draft.pick(whens), "need": str(need) if draft.chance(0.8) else draft.parameter(need), "over": grain, "gap": gap}
        if draft.chance(0.4):
            body["within"] = str(need + draft.between(0, 2))
        if draft.chance(0.4):
            body["restart"] = draft.chance(0.8)
        draft.node(cls, draft.name("run"), type="run", **body, **keys)
    if years:
        for node, draw in (("score", lambda: quantity(draft.pick(marks))), ("level", lambda: draft.pick("ABC")), ("low", lambda: draft.chance(0.5))):
            draft.data["history"]["nodes"].setdefault(cls, {})[node] = {period: [None if draft.chance(draft.dirt) else draw() for _ in draft.units(cls)] for period in draft.past}
        draft.node(cls, "better", type="flag", value="score > earlier(score, 1)")
        draft.node(cls, "was", type="flag", value="earlier(level, 1) == 'A'")
    else:
        draft.node(cls, "ever", type="flag", fold={"over": grain, "of": "run1", "take": "any", "missing": "skip"})
    listed = draft.list(cls, "year", high=6)
    flag, (x, pool) = Items(listed).flag(), Items(listed).number("small")
    body = {"records": listed.path, "when": draft.pick([flag, f"{x} >= {quantity(draft.pick(pool))}"]), "need": draft.pick(["2", "3", "2"])}
    if draft.chance(0.5):
        body["within"] = draft.pick(["3", "4"])
    draft.node(cls, "inARow", type="run", **body)


def money(draft):
    draft.start()
    board = draft.add_class("bureau", one=True)
    funds = draft.number(board, "money", clean=draft.chance(0.9))
    cls = scored(draft)
    source = Facts(draft, cls)
    draft.node(cls, "level", type="level", of="score", stages=[{"lines": lines(draft)}])
    for index in range(2):
        body = {"base": source.number("money")[0], "coefficient": {"of": "level", "to": {"A": "1.5", "B": "1.2", "C": "1", "D": draft.pick(["0", "0.333"])}} if index else draft.pick([source.number("positive")[0], "score.rate", "1.1"])}
        if draft.chance(0.6):
            body["deduct"] = source.number("money")[0]
        draft.node(cls, draft.name("award"), type="award", **body)
    for index in range(2):
        share = draft.pick(["score", source.number("positive")[0], f"score * {source.number('positive')[0]}", source.number("count")[0], source.number("count")[0], source.number(draft.pick(["signed", "count"]))[0]])
        body = {"amount": f"bureau.{funds}" if draft.chance(0.8) else f"bureau.{funds} * 1/3", "by": share, **within(draft, "pool")}
        if draft.chance(0.6):
            body["ties"] = keys(draft, cls)
        body["unit"] = draft.pick(["0.01", "1", "0.1"])
        if draft.chance(0.5):
            pool = draft.pool("money")
            pool = [Fraction(value) / 100 * sign for value, sign in zip(pool, [1, -1, 1, 1, -1, 1])]
            body["adjust"] = {"amount": draft.number(cls, "money", pool=[Fraction(round(value * 100), 100) for value in pool]), "when": draft.pick(["before", "after"])}
        draft.node(cls, draft.name("bonus"), type="pool", **body)


def converts(draft):
    draft.start()
    cls = draft.add_class()
    listed = draft.list(cls, high=10)
    kinds = ["reminder", "warning", "severe"]
    listed.field("kind", "choice", lambda: draft.pick(["reminder", "reminder", "reminder", "warning", "warning", "severe"]), options=kinds)
    rules = [{"every": draft.pick(["3", "2"]), "of": "reminder", "into": "warning"}, {"every": draft.pick(["2", "3"]), "of": "warning", "into": "severe"}]
    if draft.chance(0.3):
        rules.reverse()
    for count in kinds:
        draft.node(cls, count + "Left", type="convert", records=listed.path, kind="item.kind", rules=rules[:draft.between(1, 2)], count=count)
    draft.node(cls, "cost", full="10", rule={"kind": "deduction", "counts": [{"value": "severeLeft", "points": "2"}, {"value": "warningLeft", "points": "0.5"}], "floor": "0"})
    total(draft, cls, ["cost", leaf(draft, cls), leaf(draft, cls)])


def decisions(draft):
    draft.start()
    cls = scored(draft)
    source = Facts(draft, cls)
    share = draft.pick([0.5, 0.8, 1])
    due = lambda: {"due": draft.pick(["true", condition(source), f"score < {quantity(draft.pick(draft.marks))}"])} if draft.chance(0.6) else {}
    decide(draft, cls, "chair", lambda: draft.pick(list(OPTIONS)), share, options=dict(OPTIONS), **due())
    decide(draft, cls, "entered", lambda: draft.pick(["1", "2.5", "-1", "0"]), share, **{"as": "number"}, **due())
    decide(draft, cls, "found", lambda: draft.chance(0.5), share, **{"as": "flag"}, **due())
    decide(draft, cls, "heard", lambda: draft.day(), share, **{"as": "date"}, **due())
    draft.node(cls, "level", type="level", of="score", stages=[{"lines": lines(draft)}])
    decide(draft, cls, "grade", lambda: draft.pick(SCALE), share, **{"as": "level", "levels": "level"}, **due())
    draft.node(cls, "talk", type="verdict", effect="measure", when=draft.pick(["found and score < 90", "chair == 'a'", "grade <= 'C'", "heard > date('2025-06-30')"]), then="Spoken to.")
    draft.node(cls, "adjusted", full="100", rule={"kind": "formula", "points": draft.pick(["score + entered", "if(given(entered), score + entered, score)"])})
    draft.node(cls, "final", type="level", of="score", stages=[{"lines": lines(draft)}, {"decision": {"of": decide(draft, cls, "ruling", lambda: draft.pick(SCALE), 0.5, **{"as": "level", "levels": "final", "due": draft.pick(["false", "score < 80"])}), "clauses": ["c1"]}}])


THEMES = [ranks, ranks, levels, levels, levels, vetoes, quotas, quotas, runs, runs, money, money, converts, decisions]
