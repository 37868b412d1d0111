"""How robust a ranking is, worked out again: the same choices of weights, all corners, and what can never come about."""
import itertools
import json
import random
from fractions import Fraction
from math import lcm

from beside import Side
from exact import exact_text, quantity
from score import Ctx
from vary import figure, own_weights

MASK = (1 << 64) - 1
FURTHER = 10  # choices beyond those asked for that are scored in full


def splitmix64(seed):
    """Its numbers from a seed on."""
    state = seed & MASK
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
        yield z ^ z >> 31


def ends_of(own, band, by):
    """(low, high) of each weight: its own, less and more by the band, and never below 0."""
    width = lambda weight: band if by == "points" else weight * band / 100
    return [(max(weight - width(weight), Fraction(0)), weight + width(weight)) for weight in own]


def sample(ends, whole, count, seed):
    """Choices drawn from a seed; a choice whose last weight lies outside its ends is drawn again."""
    numbers, found = splitmix64(seed), []
    while len(found) < count:
        for _ in range(10_000):
            weights = [low + (high - low) * (next(numbers) % 1001) / 1000 for low, high in ends[:-1]]
            last = whole - sum(weights)
            if ends[-1][0] <= last <= ends[-1][1]:
                break
        else:
            return None
        found.append(tuple(weights) + (last,))
    return found


def corners(ends, whole, most=None):
    """All corners: every weight but one at an end, and that one where the sum puts it, inside its ends. None beyond `most`."""
    found = set()
    for free in range(len(ends)):
        others = [(0, 1)] * len(ends)
        others[free] = (0,)
        for way in itertools.product(*others):
            weights = [end[at] for end, at in zip(ends, way)]
            weights[free] = whole - sum(weights) + weights[free]
            if ends[free][0] <= weights[free] <= ends[free][1]:
                found.add(tuple(weights))
                if most is not None and len(found) > most:
                    return None
    return found


def greatest(rates, ends, whole):
    """The greatest sum of weight × rate over the body: every weight low, and what is left to the best rates first."""
    weights = [low for low, _ in ends]
    left = whole - sum(weights)
    for i in sorted(range(len(ends)), key=lambda i: -rates[i]):
        more = min(ends[i][1] - ends[i][0], left)
        weights[i] += more
        left -= more
    return sum(weight * rate for weight, rate in zip(weights, rates))


class Body:
    """The weights of one node that vary, and the places that each choice of them brings."""

    def __init__(self, setting, node, children):
        self.setting, self.node, self.children, scorer = setting, node, children, setting.base
        self.now = Side(scorer, setting.cls, node, setting.period)
        self.now.places  # worked out now, so that what rests on the node is known
        grain = scorer.nodes[setting.cls][node].grain
        below = [("before limits", setting.cls, node, unit, part) for unit in self.now.units for main in scorer.data.scored for part in main.parts(grain)]
        self.again, self.base = scorer.without(below), scorer

    def side(self, weights):
        chosen = {(self.setting.cls, self.node, child): weight for child, weight in zip(self.children, weights)}
        return Side(self.again.at({**self.base.weights, **chosen}), self.setting.cls, self.node, self.setting.period)


def check_robust(setting, band, by, choices, seed, further=2000, node=None):
    query = {**setting.about, "band": band, "by": by, "choices": choices, "seed": seed, **({"node": node} if node else {})}
    said, faults, _ = setting.engine.reply(setting.pair, "robust", query)
    node = node or setting.total
    where = lambda what: lambda: f"robust {json.dumps(query, ensure_ascii=False)}: {what}"
    own = own_weights(setting.base, setting.cls, node)
    if faults:
        setting.hold("robust answers", len(own) < 2, where(f"refused: {faults[0]['text']['en']}"))
        return None
    setting.hold("robust: node", said["node"] == node, where(said["node"]))
    names = [one["child"] for one in said["weights"]]
    if not setting.hold("robust: children", names == list(own), where(f"{names}, the oracle {list(own)}")):
        return None
    weights = list(own.values())
    shares = setting.base.nodes[setting.cls][node].spec.get("fold", {}).get("take") == "weighted"
    ends, whole = ends_of(weights, quantity(band) / 100 if shares and by == "points" else quantity(band), by), sum(weights)
    for one, weight, (low, high) in zip(said["weights"], weights, ends):
        right = quantity(figure(one["now"])) == weight and (quantity(figure(one["own"])), quantity(figure(one["low"])), quantity(figure(one["high"]))) == (weight, low, high)
        setting.hold("robust: ends", right, where(f"{one}, the oracle {weight} in {low} … {high}"))
    all_corners = corners(ends, whole, 40_000)
    few = all_corners is not None and len(all_corners) <= choices
    setting.hold("robust: how", said["how"] == ("corners" if few else "sample"),
                 where(f"{said['how']} of {said['choices']}, the oracle {len(all_corners or ())} corners"))
    drawn = sorted(all_corners) if few else sample(ends, whole, choices, seed)
    setting.hold("robust: choices", drawn is not None and int(said["choices"]) == len(drawn),
                 where(f"{said['choices']}, the oracle {len(drawn or ())}"))
    body = Body(setting, node, names)
    places = {unit: [] for unit in body.now.units}
    sides = [body.side(choice) for choice in drawn or ()]
    for side in sides:
        for unit, place in side.places.items():
            places[unit].append(place)
    for one in said["units"]:
        unit, mine = one["unit"], [place for place in places[one["unit"]] if place is not None]
        now = body.now.places[unit]
        place = None if one["place"] in (None, "", "0") else int(one["place"])
        setting.hold("robust: places now", place == now, where(f"{unit} {place}, the oracle {now}"))
        if now is None or not mine:
            continue
        kept = sum(place == now for place in places[unit])
        best, worst = min([now, *mine]), max([now, *mine])  # the weights as they are lie in the band too
        right = (int(one["best"]), int(one["worst"]), int(one["kept"])) == (best, worst, kept)
        setting.hold("robust: best, worst, kept", right, where(f"{unit} {one}, the oracle {best} to {worst}, kept {kept}"))
        share = Fraction(kept, len(drawn))
        setting.hold("robust: share kept", quantity(one["keptShare"]) == share or abs(quantity(one["keptShare"]) - share) <= Fraction(1, 10000),
                     where(f"{unit} {one['keptShare']}, the oracle {kept} of {len(drawn)}"))
    setting.hold("robust: units", {one["unit"] for one in said["units"]} >= {unit for unit, place in body.now.places.items() if place is not None},
                 where("not all units"))
    never(setting, said, body, ends, whole, all_corners, sides, further, where)
    return said


def never(setting, said, body, ends, whole, all_corners, sides, further, where):
    """No choice puts the one behind before the one ahead; and what the corners of a linear total show is said."""
    pairs = {(one["ahead"], one["behind"]) for one in said["never"]}
    setting.hold("never: once each", len(pairs) == len(said["never"]), where("a pair twice"))
    if not said["linear"]:
        setting.hold("never: none where not linear", not pairs, where(f"{len(pairs)} claimed"))
    rng = random.Random(f"{setting.name} further")
    sides += [body.side(inside(rng, ends, whole)) for _ in range(FURTHER if pairs else 0)]
    for side in sides:
        for ahead, behind in pairs:
            a, b = side.places[ahead], side.places[behind]
            if not setting.hold("never: of choices", a is None or b is None or a <= b,
                                where(f"{behind} is before {ahead}: places {b} and {a}")):
                return
    if not said["linear"]:
        return
    rates = body_rates(body)
    if rates is None:
        return
    for one, other in itertools.permutations([unit for unit in body.now.units if unit in rates], 2):
        # The greatest lead of `other` over `one`: nothing else but the weights moves it.
        now = sum(weight * (b - a) for weight, a, b in zip(body_weights(body), rates[one], rates[other]))
        rest = body.now.points[other].value - body.now.points[one].value - now
        lead = rest + greatest([b - a for a, b in zip(rates[one], rates[other])], ends, whole)
        if body.now.places[one] == body.now.places[other]:
            continue  # nobody is ahead now
        if lead < 0 and whole_of(body, one) and whole_of(body, other):
            setting.hold("never: all that hold", (one, other) in pairs,
                         where(f"{other} never comes before {one} (at most {exact_text(lead)}), and it is not said"))
        elif lead > 0:
            setting.hold("never: proved", (one, other) not in pairs, where(f"{other} can lead {one} by {exact_text(lead)}"))
    if not pairs:
        return
    # More choices than could be scored one by one: in whole numbers, from what a unit of weight brings.
    units = sorted(unit for pair in pairs for unit in pair)
    known = {unit: [body.now.points[unit].value - sum(w * r for w, r in zip(body_weights(body), rates[unit]))] + rates[unit] for unit in units}
    scale = lcm(*(part.denominator for parts in known.values() for part in parts))
    whole_parts = {unit: [int(part * scale) for part in parts] for unit, parts in known.items()}
    for _ in range(further):
        choice = [Fraction(1)] + inside(rng, ends, whole)
        grid = lcm(*(weight.denominator for weight in choice))
        weights = [int(weight * grid) for weight in choice]
        points = {unit: sum(w * p for w, p in zip(weights, parts)) for unit, parts in whole_parts.items()}
        late = [pair for pair in pairs if points[pair[1]] > points[pair[0]]]
        if not setting.hold("never: of further choices", not late, where(f"{late[:1]} the other way round at {choice[1:]}")):
            return


def whole_of(body, unit):
    """Whether all that is weighed is known of a unit, so that its total is a plain sum: of others nothing need be proved."""
    cls, period = body.setting.cls, body.setting.period
    spec = body.base.nodes[cls][body.node].spec
    return all(body.base.child(Ctx(body.base, cls, unit, period), child)[1].value.known for child in spec["children"]) and not spec.get("steps")


def body_weights(body):
    own = own_weights(body.base, body.setting.cls, body.node)
    return [own[child] for child in body.children]


def body_rates(body):
    """unit → points of the node for each unit of weight of a child, worked out from what one more unit of weight brings."""
    own, rates = body_weights(body), {}
    units = [unit for unit, value in body.now.points.items() if value.known]
    for i in range(len(own)):
        more = body.side([weight + (1 if i == j else 0) for j, weight in enumerate(own)])
        twice = body.side([weight + (2 if i == j else 0) for j, weight in enumerate(own)])
        for unit in units:
            step = more.points[unit].value - body.now.points[unit].value
            if twice.points[unit].value - more.points[unit].value != step:
                return None  # not linear in this weight: what is claimed of it is tried by choices alone
            rates.setdefault(unit, []).append(step)
    return rates


def inside(rng, ends, whole):
    """Some weights in the body: a mean of two of its corners, drawn in any order."""
    def corner():
        weights, left = [low for low, _ in ends], whole - sum(low for low, _ in ends)
        for i in rng.sample(range(len(ends)), len(ends)):
            more = min(ends[i][1] - ends[i][0], left)
            weights[i] += more
            left -= more
        return weights
    share = Fraction(rng.randrange(0, 101), 100)
    return [a * share + b * (1 - share) for a, b in zip(corner(), corner())]
