"""Formulas: from text to a tree, and from a tree to a value in a context."""

import datetime
import functools
import re
from fractions import Fraction
from math import ceil, floor

from exact import (EXEMPT, Level, SchemeError, combine, deviation, divide, exp, invalid, known, ln, median, power,
                   quantity, round_places, worst)
from periods import age, parse_date, workdays

TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?%?)|(?P<name>[A-Za-z_]\w*)|(?P<text>'[^']*')|(?P<op>==|!=|<=|>=|[-+*/()<>,.:\[\]^]))")
LIST_FUNCTIONS = {"sum", "mean", "median", "min", "max", "product", "first", "last", "count", "any", "all", "deviation", "sampleDeviation", "percentile"}
PERIOD_CODE = re.compile(r"(H[12]|Q[1-4]|0[1-9]|1[0-2])\Z")


def tokens(text):
    found, place, text = [], 0, text.rstrip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if not match:
            raise SchemeError(f"cannot read {text[place:]!r} in {text!r}")
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found + [("end", "")]


class Parser:
    def __init__(self, text, tables):
        self.source, self.tables, self.tokens, self.place = text, tables, tokens(text), 0

    def peek(self, ahead=0):
        return self.tokens[min(self.place + ahead, len(self.tokens) - 1)]

    def take(self, *texts):
        """Moves on and says so if the next token is one of these words or signs."""
        kind, text = self.peek()
        if kind in ("op", "name") and text in texts:
            self.place += 1
            return text
        return None

    def expect(self, text):
        if not self.take(text):
            raise SchemeError(f"expected {text!r} before {self.peek()[1]!r} in {self.source!r}")

    def whole(self):
        tree = self.either()
        if self.peek()[0] != "end":
            raise SchemeError(f"unexpected {self.peek()[1]!r} in {self.source!r}")
        return tree

    def chain(self, below, signs, kind):
        tree = below()
        while True:
            sign = self.take(*signs)
            if not sign:
                return tree
            tree = (kind or sign, sign, tree, below())

    def either(self):
        return self.chain(self.both, ("or",), "or")

    def both(self):
        return self.chain(self.negation, ("and",), "and")

    def negation(self):
        return ("not", self.negation()) if self.take("not") else self.comparison()

    def comparison(self):
        return self.chain(self.addition, ("==", "!=", "<", "<=", ">", ">="), "compare")

    def addition(self):
        return self.chain(self.multiplication, ("+", "-"), "arithmetic")

    def multiplication(self):
        return self.chain(self.unary, ("*", "/"), "arithmetic")

    def unary(self):
        return ("negative", self.unary()) if self.take("-") else self.primary()

    def primary(self):
        kind, text = self.peek()
        self.place += 1
        if kind == "number":
            return ("constant", quantity(text))
        if kind == "text":
            return ("constant", text[1:-1])
        if kind == "op" and text == "(":
            tree = self.either()
            self.expect(")")
            return tree
        if kind != "name":
            raise SchemeError(f"unexpected {text!r} in {self.source!r}")
        if text in ("true", "false"):
            return ("constant", text == "true")
        if self.take("("):
            return self.call(text)
        return self.name(text)

    def path(self):
        parts = []
        while self.take("."):
            kind, text = self.peek()
            # An option id may begin with a digit (stars.5), so numbers are taken too.
            if kind not in ("name", "number"):
                raise SchemeError(f"a name is missing in {self.source!r}")
            self.place += 1
            parts.append(text)
        return parts

    def name(self, text):
        if text in self.tables:
            self.expect("[")
            keys = [self.either()]
            while self.take(","):
                keys.append(self.either())
            self.expect("]")
            column = self.path()
            return ("table", text, tuple(keys), column[0] if column else None)
        if self.take("["):
            code = self.peek()[1]
            if not PERIOD_CODE.match(code):
                raise SchemeError(f"{text!r} is no table in {self.source!r}")
            self.place += 1
            self.expect("]")
            return ("name", (f"{text}[{code}]", *self.path()))
        return ("name", (text, *self.path()))

    def is_list(self, function):
        """Looks ahead: a list is a path, perhaps with ^, and then where, a colon or the end."""
        if function not in LIST_FUNCTIONS or self.peek()[0] != "name":
            return False
        ahead = 1
        while self.peek(ahead)[1] == "." and self.peek(ahead + 1)[0] == "name":
            ahead += 2
        ahead += self.peek(ahead)[1] == "^"
        follows = self.peek(ahead)[1]
        return follows in ("where", ":") or (follows == ")" and function in ("count", "any", "all"))

    def call(self, function):
        if self.is_list(function):
            _, first = self.peek()
            self.place += 1
            path = (first, *self.path())
            if self.take("^"):
                path = (*path, "^")
            where = self.either() if self.take("where") else None
            body = self.either() if self.take(":") else None
            extra = self.either() if self.take(",") else None
            self.expect(")")
            return ("list", function, path, where, body, extra)
        arguments = []
        if not self.take(")"):
            arguments.append(self.either())
            while self.take(","):
                arguments.append(self.either())
            self.expect(")")
        return ("call", function, tuple(arguments))


@functools.lru_cache(maxsize=None)
def parse(text, tables=frozenset()):
    return Parser(text, tables).whole()


def order(value):
    """A key by which two values of one type are ordered."""
    if isinstance(value, Level):
        return value.height
    if isinstance(value, datetime.date):
        return value.toordinal()
    if isinstance(value, str):
        raise SchemeError("a choice has no order")
    return value


def same(a, b):
    return (a.id if isinstance(a, Level) else a) == (b.id if isinstance(b, Level) else b)


def compare(sign, a, b):
    if sign in ("==", "!="):
        return known(same(a, b) == (sign == "=="))
    for one, other in ((a, b), (b, a)):
        if isinstance(one, Level):
            id = other.id if isinstance(other, Level) else other
            if id not in one.scale:
                return invalid(f"{id} is not of the scale")
            a, b = (x if isinstance(x, Level) else Level(x, one.scale) for x in (a, b))
            break
    a, b = order(a), order(b)
    return known({"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign])


def arithmetic(sign, a, b):
    if sign == "/":
        return divide(a, b)
    return known({"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b}[sign]())


def settle(values, decisive):
    """and (decisive false), or (decisive true): one decisive operand settles it, whatever the others are."""
    for value in values:
        if value.known and value.value is decisive:
            return value
    return worst(values) or known(not decisive)


def evaluate(tree, ctx):
    kind = tree[0]
    if kind == "constant":
        return known(tree[1])
    if kind == "name":
        return ctx.name(tree[1])
    if kind == "table":
        return ctx.scorer.table(ctx, tree[1], [evaluate(key, ctx) for key in tree[2]], tree[3])
    if kind in ("and", "or"):
        return settle([evaluate(tree[2], ctx), evaluate(tree[3], ctx)], kind == "or")
    if kind == "not":
        return combine(lambda x: not x, evaluate(tree[1], ctx))
    if kind == "negative":
        return combine(lambda x: -x, evaluate(tree[1], ctx))
    if kind == "compare":
        return combine(lambda a, b: compare(tree[1], a, b), evaluate(tree[2], ctx), evaluate(tree[3], ctx))
    if kind == "arithmetic":
        return combine(lambda a, b: arithmetic(tree[1], a, b), evaluate(tree[2], ctx), evaluate(tree[3], ctx))
    if kind == "list":
        return list_function(tree, ctx)
    return call(tree[1], tree[2], ctx)


def call(function, arguments, ctx):
    if function == "if":
        condition = evaluate(arguments[0], ctx)
        return evaluate(arguments[1 if condition.value else 2], ctx) if condition.known else condition
    if function == "given":
        if ctx.is_list(arguments[0]):
            return known(ctx.items(arguments[0][1])[1] is None)
        return known(evaluate(arguments[0], ctx).known)
    if function == "earlier":
        if arguments[0][0] != "name":
            raise SchemeError("earlier reads a fact or a node")
        count = evaluate(arguments[1], ctx)
        return combine(lambda n: ctx.earlier(arguments[0][1], n), count)
    if function not in FUNCTIONS:
        raise SchemeError(f"unknown function {function}")
    if function == "workdays":
        return combine(lambda a, b: workdays(a, b, ctx.scorer.scheme["calendar"]), *(evaluate(a, ctx) for a in arguments))
    return combine(FUNCTIONS[function], *(evaluate(argument, ctx) for argument in arguments))


def date(text):
    try:
        return known(parse_date(text))
    except ValueError:
        return invalid(f"no such day: {text}")


FUNCTIONS = {
    "min": lambda *xs: min(xs, key=order), "max": lambda *xs: max(xs, key=order), "abs": abs,
    "round": lambda x, places, mode="half-up": round_places(x, places, mode),
    "floor": floor, "ceil": ceil, "pow": power, "exp": exp, "ln": ln,
    "sqrt": lambda x: power(x, Fraction(1, 2)) if x >= 0 else invalid("a root of a negative number"),
    "date": date, "age": age, "days": lambda a, b: (b - a).days, "workdays": None,
    "year": lambda d: d.year, "month": lambda d: d.month, "day": lambda d: d.day,
}


def by_date(items):
    """Records in order of date, then as listed; other lists as they are."""
    return sorted(items, key=lambda item: getattr(item.item, "date", datetime.date.min))


def list_function(tree, ctx):
    _, function, path, where, body, extra = tree
    items, unknown, lenient = ctx.items(path)
    items = by_date(items)
    if function in ("any", "all"):
        return any_or_all(function, items, unknown, lenient, where, body)
    values = []
    for item in items:
        belongs = evaluate(where, item) if where else known(True)
        if belongs.known and not belongs.value:
            continue
        value = worst([belongs]) or (evaluate(body, item) if body else known(1))
        if value.status == "exempt" or (lenient and not value.known):
            continue
        values.append(value)
    if unknown is not None:
        values.append(unknown)
    bad = worst(values)
    if bad is not None:
        return bad
    figures = [value.value for value in values]
    if function == "count":
        return known(len(figures))
    if function == "percentile":
        return combine(lambda p: percentile(figures, p), evaluate(extra, ctx))
    return fold_list(function, figures)


def any_or_all(function, items, unknown, lenient, where, body):
    """An item outside `where` cannot settle anything; without a flag, the condition is the flag."""
    if lenient and unknown is not None:  # who belongs to the cohort is not known
        return unknown
    decisive, values = function == "any", []
    for item in items:
        inside = evaluate(where, item) if where else known(True)
        flag = evaluate(body, item) if body else None
        if inside.status == "exempt" or (flag is not None and flag.status == "exempt"):
            continue
        if flag is None:
            value = inside
        elif decisive:
            value = settle([inside, flag], False)
        else:
            value = settle([combine(lambda x: not x, inside), flag], True)
        if lenient and not value.known:
            continue
        values.append(value)
    return settle(values + ([unknown] if unknown is not None else []), decisive)


def fold_list(function, figures):
    if not figures:
        return {"sum": known(0), "product": known(1)}.get(function, EXEMPT)
    if function == "sum":
        return known(sum(figures[1:], figures[0]))
    if function == "product":
        product = Fraction(1)
        for figure in figures:
            product *= figure
        return known(product)
    if function in ("deviation", "sampleDeviation"):
        return deviation(figures, function == "sampleDeviation")
    return known({"mean": lambda: sum(figures) / len(figures), "median": lambda: median(figures), "min": lambda: min(figures, key=order),
                  "max": lambda: max(figures, key=order), "first": lambda: figures[0], "last": lambda: figures[-1]}[function]())


def percentile(figures, p):
    """Linear between closest ranks: position p × (n − 1)."""
    if not figures:
        return EXEMPT
    if not 0 <= p <= 1:
        return invalid("a percentile lies between 0 and 1")
    figures = sorted(figures)
    position = p * (len(figures) - 1)
    low = floor(position)
    high = min(low + 1, len(figures) - 1)
    return figures[low] + (figures[high] - figures[low]) * (position - low)
