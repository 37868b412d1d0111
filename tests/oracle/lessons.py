"""What a lesson is made of, held against the oracle: steps in their order, questions, stories, guesses, what is notable."""
import itertools
import json
import re
from fractions import Fraction

from beside import Side, flat
from calls import compare_result, same_figure, same_text
from dataset import from_case
from exact import Level, exact_text, is_quantity, known, quantity, round_places
from oracle import text
from periods import Period, finer, is_period
from score import Scorer
from varied import Changes
from vary import figure


# Steps

def check_steps(setting, unit):
    about = {**setting.about, "unit": unit}
    steps = setting.ask("steps", about)["steps"]
    card = setting.ask("card", about)
    scorer, cls = setting.base, setting.cls
    where = lambda what: lambda: f"steps {json.dumps(about, ensure_ascii=False)}: {what}"
    place = {(step["node"], step["period"]): number for number, step in enumerate(steps)}
    setting.hold("steps: once each", len(place) == len(steps), where(f"{len(steps)} steps, {len(place)} nodes"))
    wanted = (set(flat(card["tree"])) if card["tree"] else set()) | {(one["node"], str(setting.period)) for one in card["outcomes"]}
    setting.hold("steps: all of the card", wanted <= set(place), where(f"without {sorted(wanted - set(place))[:6]}"))
    for step in steps:
        key = (step["node"], step["period"])
        node, period = scorer.nodes[cls].get(step["node"]), Period.parse(step["period"])
        if not setting.hold("steps: nodes", node is not None, where(f"no node {step['node']}")):
            continue
        if period.grain != node.grain:
            continue  # a rule that is evaluated in each of its shorter periods
        found = scorer.node(cls, step["node"], unit, period)
        right = step["status"] == found.value.status
        if right and found.is_points:
            right = same_figure(step["points"], found.value) and (step["full"] is None) == (not found.get("full").known)
            right = right and (step["full"] is None or same_figure(step["full"], found.get("full")))
        elif right and found.value.known and step.get("outcome"):
            right = same_text(step["outcome"]["value"], found.value.value)
        setting.hold("steps: figures", right,
                     where(f"{key}: {step['points']} of {step['full']}, {step.get('outcome')}, the oracle {found.value!r}"))
        before = reads(scorer, (cls, step["node"], unit, period))
        late = [other for other in before if other in place and place[other] >= place[key]]
        setting.hold("steps: after all it reads", not late, where(f"{key} stands before {late}"))
        inner = {(one["node"], one["period"]) for one in step["from"]}
        setting.hold("steps: from what came before", all(one in place and place[one] < place[key] for one in inner),
                     where(f"{key} from {sorted(inner)}"))
        direct = {other for other in directly(scorer, (cls, step["node"], unit, period)) if other in place and other != key}
        direct = {other for other in direct if more_than_full(node.spec, other[0])}
        setting.hold("steps: from all it reads", direct <= inner, where(f"{key} is silent about {sorted(direct - inner)}"))
        if node.spec.get("children") and not node.spec.get("steps") and not scorer.classes[cls].get("limits"):
            setting.hold("steps: from nothing else", inner <= direct,
                         where(f"{key} is from {sorted(inner - direct)}, which it does not read"))
        for one in step["from"]:
            other = scorer.nodes[cls].get(one["node"])
            if other is not None and other.type == "points" and other.grain == Period.parse(one["period"]).grain:
                setting.hold("steps: figures that flow", same_figure(one["points"], scorer.node(cls, one["node"], unit, Period.parse(one["period"])).value),
                             where(f"{key} from {one}"))
        facts = [one["fact"] for one in step["facts"]]
        setting.hold("steps: facts", all(fact.split(".")[0] in scorer.classes[cls].get("facts", {}) for fact in facts), where(f"{key}: {facts}"))


def more_than_full(spec, id):
    """Whether a node reads more of another than its full marks, which are there before it."""
    told = json.dumps(spec, ensure_ascii=False)
    return f"{id}.full" not in told or bool(re.search(rf"\b{re.escape(id)}\b(?!\.full)", told))


def directly(scorer, key):
    """The nodes of the same unit that a node reads, as (node, period)."""
    return {(thing[1], str(thing[3])) for thing in scorer.asked_by(key) if thing[0] == key[0] and thing[2] == key[2]}


def reads(scorer, key):
    """The same, and what those read."""
    found, waiting = set(), [key]
    while waiting:
        one = waiting.pop()
        for thing in scorer.asked_by(one):
            if thing not in found:
                found.add(thing)
                waiting.append(thing)
    return {(thing[1], str(thing[3])) for thing in found if thing[0] == key[0] and thing[2] == key[2] and thing != key}


# Questions

def answered(value):
    return value.value.id if isinstance(value.value, Level) else text(value.value)


def check_quiz(setting, unit, count):
    about = {**setting.about, "unit": unit, "count": count}
    said = setting.ask("quiz", about)["questions"]
    where = lambda what: lambda: f"quiz {json.dumps(about, ensure_ascii=False)}: {what}"
    setting.hold("quiz: not too many", len(said) <= count, where(f"{len(said)} questions"))
    setting.hold("quiz: ids", len({one["id"] for one in said}) == len(said), where("an id twice"))
    asked = [json.dumps([one["asked"], one["changes"]], ensure_ascii=False) for one in said]
    setting.hold("quiz: no question twice", len(set(asked)) == len(asked), where("a question twice"))
    for one in said:
        ids = [option["id"] for option in one["options"]]
        setting.hold("quiz: options", len(set(ids)) == len(ids) >= 2 and one["answer"] in ids,
                     where(f"{ids}, answer {one['answer']}: {one['asked']}"))
        for language in ("zh-CN", "en"):
            titles = [option["title"].get(language, "") for option in one["options"]]
            setting.hold("quiz: options differ", len(set(titles)) == len(titles) and all(titles), where(f"{titles}: {one['asked']}"))
        changes = one["changes"]
        setting.hold("quiz: within the domain", all(permitted(setting, change) for change in changes), where(f"{changes}: {one['asked']}"))
        scorer = Changes(setting.scheme, setting.dataset, changes).scorer()
        node = scorer.nodes[setting.cls].get(one["node"])
        if not setting.hold("quiz: nodes", node is not None, where(f"no node {one['node']}")):
            continue
        period = Period.parse(one["period"]) if "period" in one else at_hand(setting, node, changes)
        value = scorer.node(setting.cls, one["node"], unit, period).value
        if one["kind"] == "points":
            title = next((option["title"]["en"] for option in one["options"] if option["id"] == one["answer"]), "")
            exactly = value.known and is_quantity(one["answer"]) and quantity(one["answer"]) == value.value
            right = value.known and (exactly or rounded(value.value, setting.scheme) in title)
        else:
            right = value.known and answered(value) == one["answer"]
        setting.hold(f"quiz: answers ({one['kind']})", right, where(f"{one['node']} with {changes}: {one['answer']}, the oracle {value!r}"))
        setting.hold("quiz: clauses", all(clause["id"] in setting.scheme.get("clauses", {}) for clause in one["clauses"]),
                     where(one["clauses"]))
        for name in ("asked", "why"):
            setting.hold("quiz: sentences", all(one[name].get(language) for language in ("zh-CN", "en")), where(f"{name}: {one[name]}"))
    return said


def at_hand(setting, node, changes):
    """The period of a node of a finer grain that a question means: that of the figure it changes."""
    if node.grain == setting.period.grain:
        return setting.period
    named = [Period.parse(change["period"]) for change in changes if "period" in change]
    inside = [part for part in setting.period.parts(node.grain) if not node.code or part.code == node.code]
    for period in named:
        if not finer(node.grain, period.grain):
            return period.containing(node.grain)
    return inside[-1]


def permitted(setting, change):
    fact = setting.scheme["classes"].get(change.get("class"), {}).get("facts", {}).get(change.get("fact"), {})
    value, domain = change.get("value"), fact.get("domain", {})
    if not fact or not isinstance(value, str) or not is_quantity(value):
        return True
    number = quantity(value)
    if "min" in domain and number < quantity(domain["min"]) or "max" in domain and number > quantity(domain["max"]):
        return False
    if fact["type"] == "count" and (number.denominator != 1 or number < 0):
        return False
    return "step" not in domain or ((number - quantity(domain.get("min", "0"))) / quantity(domain["step"])).denominator == 1


def rounded(number, scheme):
    places = int(scheme.get("display", {}).get("places", 2))
    whole = round_places(number, places, scheme.get("display", {}).get("mode", "half-up"))
    shown = exact_text(whole)
    return shown if places == 0 else shown + ("." if "." not in shown else "") + "0" * (places - len(shown.partition(".")[2]))


# Stories

def listed_expectations(scheme, case):
    """[(unit, node, period)] that a case expects something of, in order."""
    data, _, period = from_case(scheme, case)
    scorer, found = Scorer(scheme, data), []
    class_of = {unit: name for name, units in data.units.items() for unit in units}
    for unit, nodes in case["expect"].items():
        for id, expected in nodes.items():
            node = scorer.nodes[class_of[unit]][id]
            if isinstance(expected, dict) and expected and all(is_period(key) for key in expected):
                found += [(unit, id, key) for key in expected]
            elif node.code:
                found.append((unit, id, f"{period.last.year}-{node.code}"))
            else:
                found.append((unit, id, str(period.containing(node.grain))))
    return found


def check_stories(setting):
    said, cases = setting.ask("stories", {}), setting.scheme.get("cases", [])
    stories = said["stories"] if isinstance(said, dict) else said
    where = lambda what: lambda: f"stories: {what}"
    setting.hold("stories: all cases", [one["case"] for one in stories] == [case["name"] for case in cases],
                 where([one["case"] for one in stories]))
    for one, case in zip(stories, cases):
        data, cls, period = from_case(setting.scheme, case)
        class_of = {unit: name for name, units in data.units.items() for unit in units}
        first = next(iter(case["expect"]))
        right = (one["class"], one["unit"], one["period"]) == (class_of[first], first, str(period))
        setting.hold("stories: whom it is about", right,
                     where(f"{case['name']}: {one['class']} {one['unit']} {one['period']}, the case {class_of[first]} {first} {period}"))
        nodes = [(node["unit"], node["node"], node["period"]) for node in one["nodes"]]
        setting.hold("stories: what it expects", nodes == listed_expectations(setting.scheme, case),
                     where(f"{case['name']}: {nodes}, the case {listed_expectations(setting.scheme, case)}"))
        setting.hold("stories: no answers", all(set(node) <= {"unit", "node", "period", "title"} for node in one["nodes"]),
                     where(f"{case['name']}: {one['nodes'][:1]}"))
        cited = {clause["id"] for clause in one["clauses"]}
        setting.hold("stories: clauses", set(case.get("clauses", [])) <= cited <= set(setting.scheme.get("clauses", {})),
                     where(f"{case['name']}: {sorted(cited)}"))


def check_open_case(setting, case):
    """The board that a case becomes: whom it is about, and its figures."""
    said, faults, _ = setting.engine.reply(setting.pair, "openCase", {"case": case["name"]})
    if not setting.hold("cases opened", not faults, lambda: f"openCase {case['name']}: {faults[0]['text']['en']}"):
        return
    data, cls, period = from_case(setting.scheme, case)
    class_of = {unit: name for name, units in data.units.items() for unit in units}
    first = next(iter(case["expect"]))
    right = (said["class"], said["unit"], said["period"]) == (class_of[first], first, str(period))
    setting.hold("cases opened: whom they are about", right,
                 lambda: f"openCase {case['name']}: {said['class']} {said['unit']} {said['period']}, the case {class_of[first]} {first} {period}")
    units = {one["id"]: {unit["id"] for unit in one["units"]} for one in said["summary"]["classes"]}
    right = all(set(there) == units.get(name, set()) for name, there in data.units.items())
    result, faults, _ = setting.engine.reply(setting.pair, "result", {"nodes": True}, case=case["name"])
    if setting.hold("cases opened: figures", not faults, lambda: f"result of {case['name']}: {faults}"):
        compare_result(setting.report, "cases opened: figures", Scorer(setting.scheme, data), result, f"{setting.name}: {case['name']}")
    setting.hold("cases opened: units", right, lambda: f"openCase {case['name']}: {units}, the case {data.units}")


# Guesses

def check_guess(setting, unit):
    scorer, rng, cls = setting.base, setting.rng, setting.cls
    at_period = [id for id, node in scorer.nodes[cls].items() if node.grain == setting.period.grain and not node.code]
    for id in rng.sample(at_period, min(4, len(at_period))):
        node, found = scorer.nodes[cls][id], scorer.node(cls, id, unit, setting.period).value
        where = lambda what: lambda: f"guess {cls}.{unit}.{id}: {what}"
        ask = {**setting.about, "unit": unit, "node": id}
        if node.type == "points":
            own = found.value if found.known else Fraction(1)
            for guess in (own, own + Fraction(rng.randrange(1, 400), 200), Fraction(85)):
                said = setting.ask("guess", {**ask, "guess": exact_text(guess)})
                setting.hold("guesses of points", same_figure(said["guess"], known(guess)) and same_figure(said["answer"], found),
                             where(f"{said}, the oracle {found!r}"))
                if found.known:
                    right = guess == found.value or rounded(guess, setting.scheme) == rounded(found.value, setting.scheme)
                    setting.hold("guesses: right", said["right"] == right, where(f"{said}, the oracle {found!r}"))
                    setting.hold("guesses: differences", quantity(said["difference"]["exact"]) == guess - found.value,
                                 where(f"{said}, the oracle {found!r}"))
                else:
                    setting.hold("guesses: nothing to guess", said["right"] is False and said["difference"] is None, where(f"{said}"))
        elif node.type in ("level", "veto", "verdict"):
            values = [line["level"] for line in node.spec["stages"][0].get("lines", [])] if node.type == "level" else ["true", "false"]
            for guess in values:
                said = setting.ask("guess", {**ask, "guess": guess})
                mine = answered(found) if found.known else None
                answer = said["answer"]["id"] if said["answer"] else None
                setting.hold("guesses of outcomes", answer == mine and said["right"] == (mine == guess),
                             where(f"{guess}: {said}, the oracle {found!r}"))


def check_order(setting):
    if not setting.total or setting.base.nodes[setting.cls][setting.total].grain != setting.period.grain:
        return
    side = Side(setting.base, setting.cls, setting.total, setting.period)
    ranked = [unit for unit in side.units if side.places[unit] is not None]
    for _ in range(3):
        if len(ranked) < 2:
            return
        order = setting.rng.sample(ranked, setting.rng.randrange(2, min(6, len(ranked)) + 1))
        said = setting.ask("guess", {**setting.about, "order": order})
        places = [side.places[unit] for unit in order]
        where = lambda what: lambda: f"guess of order {order}, places {places}: {what}"
        right = sum(a <= b for a, b in itertools.combinations(places, 2))
        pairs = len(order) * (len(order) - 1) // 2
        setting.hold("guesses of order: pairs", (int(said["pairs"]["right"]), int(said["pairs"]["of"])) == (right, pairs),
                     where(f"{said['pairs']}, the oracle {right} of {pairs}"))
        true = [side.places[unit] for unit in said["order"]]
        setting.hold("guesses of order: order", sorted(said["order"]) == sorted(order) and true == sorted(true), where(f"{said['order']}"))
        setting.hold("guesses of order: right", said["right"] == (right == pairs), where(f"{said['right']}"))


# What is notable

def check_notable(setting):
    said, scorer, cls = setting.ask("notable", setting.about), setting.base, setting.cls
    where = lambda what: lambda: f"notable {setting.about}: {what}"
    total = said["parts"] and setting.total and scorer.nodes[cls][setting.total]
    units = setting.units()
    at = lambda id, unit: scorer.node(cls, id, unit, setting.period)
    for one in said["parts"]:
        node = scorer.nodes[cls].get(one["node"])
        if not setting.hold("notable: parts", bool(total) and node is not None and one["node"] in total.spec.get("children", [one["node"]]),
                            where(f"part {one['node']}")):
            continue
        if node.grain != setting.period.grain or node.type != "points":
            continue
        there = [at(one["node"], unit).value.value for unit in units if at(one["node"], unit).value.known]
        mean = known(sum(there) / len(there)) if there else None
        right = one["mean"] is None if mean is None else same_figure(one["mean"], mean)
        setting.hold("notable: means", right, where(f"{one['node']} {one['mean']}, the oracle {mean}"))
    spreads = []
    for one in said["deciders"]:
        node = scorer.nodes[cls].get(one["node"])
        setting.hold("notable: deciders", node is not None and not node.spec.get("children"), where(f"decider {one['node']}"))
        low, high, spread = (quantity(figure(one[name]["points"] if name != "spread" else one[name])) for name in ("low", "high", "spread"))
        spreads.append(spread)
        setting.hold("notable: spreads", spread == high - low or spread == abs(high - low),
                     where(f"{one['node']} {spread} between {low} and {high}"))
        if node is None or node.grain != setting.period.grain or not plainly(scorer, cls, setting.total, one["node"]):
            continue
        there = {unit: at(one["node"], unit).value.value for unit in units if at(one["node"], unit).value.known}
        right = (low, high) == (min(there.values()), max(there.values())) and there[one["low"]["unit"]] == low and there[one["high"]["unit"]] == high
        setting.hold("notable: lowest and highest", right,
                     where(f"{one['node']} {one['low']} {one['high']}, the oracle {min(there.values())} {max(there.values())}"))
    setting.hold("notable: largest first", spreads == sorted(spreads, reverse=True), where(f"{spreads}"))
    for one in said["lines"]:
        node = scorer.nodes[cls].get(one["node"])
        of = node.spec.get("of") if node is not None else None
        if of is None or node.grain != setting.period.grain:
            continue
        line, distances = quantity(figure(one["from"])), []
        there = {unit: at(of, unit).value.value for unit in units if at(of, unit).value.known}
        for near in one["near"]:
            right = near["unit"] in there and same_figure(near["points"], known(there[near["unit"]]))
            right = right and abs(quantity(figure(near["distance"]))) == abs(there[near["unit"]] - line)
            setting.hold("notable: near a line", right, where(f"{one['node']} {line}: {near}, the oracle {there.get(near['unit'])}"))
            distances.append(abs(there[near["unit"]] - line))
        setting.hold("notable: at most four", len(distances) <= 4, where(f"{one['near']}"))
        for above in (True, False):
            side = sorted(abs(value - line) for value in there.values() if (value >= line) == above)
            shown = sorted(abs(there[near["unit"]] - line) for near in one["near"] if (there[near["unit"]] >= line) == above)
            setting.hold("notable: the nearest", shown == side[: len(shown)],
                         where(f"{one['node']} {line}: {shown}, the oracle {side[:4]}"))
    for one in said["outcomes"]:
        node = scorer.nodes[cls].get(one["node"])
        if node is not None and node.type in ("veto", "verdict") and node.grain == setting.period.grain:
            count = sum(at(one["node"], unit).value.known and at(one["node"], unit).value.value is True for unit in units)
            setting.hold("notable: outcomes", int(one["units"]) == count, where(f"{one['node']} {one['units']}, the oracle {count}"))
    card = said.get("card")
    if card:
        setting.hold("notable: a card", card["unit"] in units and (not total or at(setting.total, card["unit"]).value.known),
                     where(f"{card}"))


def plainly(scorer, cls, top, id):
    """Whether a node's points count in the total as they are: through plain sums alone."""
    if top == id:
        return True
    node = scorer.nodes[cls].get(top)
    fold = node.spec.get("fold", {}) if node is not None else {}
    if node is None or fold.get("take", "sum") != "sum" or fold.get("by") == "rate" or node.spec.get("steps"):
        return False
    return any(plainly(scorer, cls, child, id) for child in node.spec.get("children", []))
