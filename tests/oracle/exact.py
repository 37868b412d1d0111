"""Exact numbers and statuses: the ground everything else stands on."""

import decimal
import re
import sys
from fractions import Fraction
from math import ceil, floor, gcd, lcm

sys.set_int_max_str_digits(0)

SIGNIFICANT = 40  # digits of a result that is not rational
MAX_DIGITS = 10_000


class SchemeError(Exception):
    """The scheme or the dataset asks for something that has no meaning."""


class Value:
    """A status and, where it is known, what is known."""

    __slots__ = ("status", "value", "why")

    def __init__(self, status, value=None, why=None):
        self.status, self.value, self.why = status, value, why

    @property
    def known(self):
        return self.status == "known"

    def __repr__(self):
        return f"<{self.status} {self.value if self.known else self.why or ''}>"


EXEMPT = Value("exempt")
MISSING = Value("missing")
OPEN = Value("missing")  # of a list: there may be one more


def known(value):
    if isinstance(value, int) and not isinstance(value, bool):
        value = Fraction(value)
    if isinstance(value, Fraction) and too_long(value):
        return invalid("more than 10 000 digits")
    return Value("known", value)


def invalid(why):
    return Value("invalid", None, why)


SEVERITY = {"known": 0, "exempt": 1, "missing": 2, "invalid": 3}


def worst(values):
    """The worst operand that is not known; None where all are known."""
    found = None
    for value in values:
        if not value.known and (found is None or SEVERITY[value.status] > SEVERITY[found.status]):
            found = value
    return found


def combine(operation, *values):
    bad = worst(values)
    if bad is not None:
        return bad
    result = operation(*(value.value for value in values))
    return result if isinstance(result, Value) else known(result)


def divide(a, b):
    return invalid("division by zero") if b == 0 else known(a / b)


class Level:
    """A level of a scale, written from the highest down."""

    __slots__ = ("id", "scale")

    def __init__(self, id, scale):
        if id not in scale:
            raise SchemeError(f"level {id} is not of the scale {scale}")
        self.id, self.scale = id, tuple(scale)

    @property
    def height(self):
        return -self.scale.index(self.id)

    def __repr__(self):
        return f"Level({self.id})"


QUANTITY = re.compile(r"(-?)(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(%?)\Z")
RATIO = re.compile(r"-?\d+/\d+\Z")


def is_quantity(text):
    return isinstance(text, (int, Fraction)) or bool(QUANTITY.match(text) or RATIO.match(text))


def quantity(text):
    if isinstance(text, bool):
        raise SchemeError("a flag is not a quantity")
    if isinstance(text, (int, Fraction)):
        return Fraction(text)
    match = QUANTITY.match(text)
    if match:
        number = Fraction(match[2]) / (100 if match[3] else 1)
        return -number if match[1] else number
    if RATIO.match(text):
        return Fraction(text)
    raise SchemeError(f"not a quantity: {text!r}")


def exact_text(number):
    """84.995 where the decimal form ends, else 200/3."""
    number = Fraction(number)
    rest, places = number.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
    return ("-" if number < 0 else "") + whole + ("." + part if part else "")


def too_long(number):
    return any(part.bit_length() > 33_216 and len(str(abs(part))) > MAX_DIGITS for part in (number.numerator, number.denominator))


# Rounding

def round_whole(number, mode):
    """A number to a whole one."""
    sign, size, half = (-1 if number < 0 else 1), abs(number), Fraction(1, 2)
    if mode == "half-up":
        return sign * floor(size + half)
    if mode == "half-down":
        return sign * ceil(size - half)
    if mode == "half-even":
        return round(number)
    if mode == "up":
        return sign * ceil(size)
    if mode == "down":
        return sign * floor(size)
    if mode == "ceiling":
        return ceil(number)
    if mode == "floor":
        return floor(number)
    raise SchemeError(f"unknown rounding mode {mode}")


def round_to(number, step, mode):
    return Fraction(round_whole(number / step, mode)) * step


def round_places(number, places, mode="half-up"):
    return round_to(number, Fraction(10) ** -int(places), mode)


def round_by(spec, number):
    """{"places": 2 | "step": "0.5", "mode"}"""
    mode = spec.get("mode", "half-up")
    if "step" in spec:
        return round_to(number, quantity(spec["step"]), mode)
    return round_places(number, spec["places"], mode)


# Powers, roots and logarithms

def context(digits):
    return decimal.Context(prec=digits, rounding=decimal.ROUND_HALF_EVEN, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)


def to_decimal(number, digits):
    return context(digits).divide(decimal.Decimal(number.numerator), decimal.Decimal(number.denominator))


def significant(number):
    """A decimal with guard digits, to 40 significant digits, half-even."""
    return known(Fraction(context(SIGNIFICANT).plus(number)))


def raw_ln(number, digits=120):
    """ln of a positive number, with the digits lost near 1 made up for."""
    near = abs(number - 1)
    if near and near < 1:
        digits += len(str(near.denominator)) - len(str(near.numerator)) + 1
    return context(digits).ln(to_decimal(number, digits))


def raw_exp(number):
    return context(120).exp(number)


def exact_root(number, degree):
    """The rational root of a number that is not negative, or None."""
    roots = []
    for part in (number.numerator, number.denominator):
        low, high = 0, 1 << (part.bit_length() // degree + 1)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if middle**degree <= part else (low, middle - 1)
        if low**degree != part:
            return None
        roots.append(low)
    return Fraction(*roots)


def whole_power(base, exponent):
    longest = max(base.numerator.bit_length(), base.denominator.bit_length()) - 1
    if longest * abs(exponent) > 40_000:
        return invalid("more than 10 000 digits")
    return known(base**exponent)


def power(base, exponent):
    base, exponent = Fraction(base), Fraction(exponent)
    if base == 0:
        if exponent < 0:
            return invalid("division by zero")
        return known(1 if exponent == 0 else 0)
    if exponent.denominator == 1:
        return whole_power(base, exponent.numerator)
    if base < 0:
        return invalid("a root of a negative number")
    root = exact_root(base, exponent.denominator) if exponent.denominator < 10_000 else (base if base == 1 else None)
    if root is not None:
        return whole_power(root, exponent.numerator)
    scaled = context(120).multiply(raw_ln(base), to_decimal(exponent, 120))
    if abs(scaled) > 40_000:
        return invalid("more than 10 000 digits")
    return significant(raw_exp(scaled))


def ln(number):
    if number <= 0:
        return invalid("a logarithm of nothing")
    return known(0) if number == 1 else significant(raw_ln(number))


def exp(number):
    if number == 0:
        return known(1)
    if abs(number) > 40_000:
        return invalid("more than 10 000 digits")
    return significant(raw_exp(to_decimal(number, 120)))


def log_ratio(number, base):
    """ln(number) / ln(base): exact where it is rational."""
    if number == 1:
        return known(0)
    raw = context(120).divide(raw_ln(number), raw_ln(base))
    guess = Fraction(raw).limit_denominator(1000)
    if abs(guess) < 1000 and number**guess.denominator == base**guess.numerator:
        return known(guess)
    return significant(raw)


def geometric(figures, weights):
    """The product of figures to their weights, to the power 1 / sum of weights."""
    if any(figure < 0 for figure in figures):
        return invalid("a negative member of a geometric mean")
    total = sum(weights)
    if total == 0:
        return invalid("division by zero")
    shares = [weight / total for weight in weights]
    if any(figure == 0 and share > 0 for figure, share in zip(figures, shares)):
        return known(0)
    parts = [(figure, share) for figure, share in zip(figures, shares) if share != 0]
    if any(figure == 0 for figure, _ in parts):
        return invalid("division by zero")
    degree = lcm(*(share.denominator for _, share in parts))
    exponents = [int(share * degree) for _, share in parts]
    common = gcd(*exponents)
    size = sum(abs(e) * max(f.numerator.bit_length(), f.denominator.bit_length()) for (f, _), e in zip(parts, exponents))
    if size < 4_000_000:
        product = Fraction(1)
        for (figure, _), exponent in zip(parts, exponents):
            product *= figure ** (exponent // common)
        return power(product, Fraction(common, degree))
    ctx, total_log = context(120), decimal.Decimal(0)
    for figure, share in parts:
        total_log = ctx.add(total_log, ctx.multiply(raw_ln(figure), to_decimal(share, 120)))
    return significant(raw_exp(total_log))


def deviation(figures, sample=False):
    count = len(figures)
    if sample and count == 1:
        return invalid("division by zero")
    mean = sum(figures) / count
    return power(sum((figure - mean) ** 2 for figure in figures) / (count - sample), Fraction(1, 2))


def median(figures):
    figures, middle = sorted(figures), len(figures) // 2
    return figures[middle] if len(figures) % 2 else (figures[middle - 1] + figures[middle]) / 2


def largest_remainder(total, shares, tie_order):
    """Deals `total` places out by shares that make 1; equal remainders go in tie_order."""
    exact = [total * share for share in shares]
    dealt = [floor(part) for part in exact]
    order = sorted(range(len(shares)), key=lambda i: (-(exact[i] - dealt[i]), tie_order[i]))
    for i in order[: total - sum(dealt)]:
        dealt[i] += 1
    return dealt
