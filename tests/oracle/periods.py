"""Periods, and the calendar's working days."""

import datetime
import re
from collections import namedtuple

from exact import SchemeError

GRAINS = ["year", "half", "quarter", "month", "day"]
PER_YEAR = {"year": 1, "half": 2, "quarter": 4, "month": 12}
TEXT = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?\Z")


class Period(namedtuple("Period", "grain number")):
    """The number counts periods of the grain; a day is counted by its ordinal."""

    @staticmethod
    def parse(text):
        match = TEXT.match(text)
        if not match:
            raise SchemeError(f"not a period: {text!r}")
        year, half, quarter, month, day = (int(part) if part else 0 for part in match.groups())
        if day:
            return Period("day", datetime.date(year, month, day).toordinal())
        for grain, part in (("half", half), ("quarter", quarter), ("month", month)):
            if part:
                return Period(grain, year * PER_YEAR[grain] + part - 1)
        return Period("year", year)

    @staticmethod
    def of_day(day, grain):
        if grain == "day":
            return Period("day", day.toordinal())
        return Period(grain, (day.year * 12 + day.month - 1) // (12 // PER_YEAR[grain]))

    @property
    def first(self):
        if self.grain == "day":
            return datetime.date.fromordinal(self.number)
        month = self.number * (12 // PER_YEAR[self.grain])
        return datetime.date(month // 12, month % 12 + 1, 1)

    @property
    def last(self):
        if self.grain == "day":
            return self.first
        return self.shift(1).first - datetime.timedelta(days=1)

    def shift(self, count):
        return Period(self.grain, self.number + count)

    def containing(self, grain):
        return Period.of_day(self.last, grain)

    def parts(self, grain):
        """The periods of a finer (or the same) grain that make up this one."""
        first, last = Period.of_day(self.first, grain), Period.of_day(self.last, grain)
        return [Period(grain, number) for number in range(first.number, last.number + 1)]

    def main_shift(self, count, main):
        """The same stretch, `count` main periods earlier."""
        if finer(main, self.grain):
            return self.containing(main).shift(-count).containing(self.grain)
        if self.grain != "day":
            return self.shift(-count * PER_YEAR[self.grain] // PER_YEAR[main])
        if main == "day":
            return self.shift(-count)
        month = self.first.year * 12 + self.first.month - 1 - count * 12 // PER_YEAR[main]
        whole = Period("month", month)
        return Period.of_day(min(whole.last, whole.first + datetime.timedelta(days=self.first.day - 1)), "day")

    @property
    def code(self):
        """What the period is called within its year: Q1, H2, 03."""
        return str(self).partition("-")[2]

    def __str__(self):
        if self.grain == "day":
            return self.first.isoformat()
        year, part = divmod(self.number, PER_YEAR[self.grain])
        return {"year": f"{year}", "half": f"{year}-H{part + 1}", "quarter": f"{year}-Q{part + 1}", "month": f"{year}-{part + 1:02d}"}[self.grain]


def finer(a, b):
    """Whether grain a is finer than grain b."""
    return GRAINS.index(a) > GRAINS.index(b)


def is_period(text):
    return bool(TEXT.match(text))


def parse_date(text):
    return datetime.date.fromisoformat(text)


def age(born, on):
    """Completed years; whoever is born on 29 February is a year older on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def workdays(start, end, calendar):
    holidays, extra = set(calendar.get("holidays", [])), set(calendar.get("workingDays", []))
    count, day = 0, start
    while day <= end:
        text = day.isoformat()
        count += text in extra or (day.weekday() < 5 and text not in holidays)
        day += datetime.timedelta(days=1)
    return count
