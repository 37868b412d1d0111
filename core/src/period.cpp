#include "yardstick/period.h"

#include <cassert>
#include <chrono>
#include <cstddef>
#include <iterator>

namespace yardstick {
namespace {

namespace chrono = std::chrono;

struct GrainRow {
  std::string_view name;
  int months;             // in one period; a day has none
  std::string_view mark;  // between year and index in the text form
  int digits;             // of the index in the text form
};

// In the order of Grain.
constexpr GrainRow kGrains[] = {
    {"year", 12, "", 0}, {"half", 6, "-H", 1}, {"quarter", 3, "-Q", 1}, {"month", 1, "-", 2}, {"day", 0, "", 0},
};

constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};

const GrainRow& row_of(Grain grain) { return kGrains[static_cast<std::size_t>(grain)]; }
int per_year(Grain grain) { return 12 / row_of(grain).months; }

std::int64_t number_of(const chrono::year_month_day& date) { return chrono::sys_days(date).time_since_epoch().count(); }

/// The day number of the first of a month.
std::int64_t month_start(int year, int month) {
  return number_of(chrono::year(year) / chrono::month(static_cast<unsigned>(month)) / chrono::day(1));
}

chrono::year_month_day date_of(std::int64_t day) {
  return chrono::sys_days(chrono::days(static_cast<chrono::days::rep>(day)));
}

int year_of(const chrono::year_month_day& date) { return static_cast<int>(date.year()); }
int month_of(const chrono::year_month_day& date) { return static_cast<int>(static_cast<unsigned>(date.month())); }
int day_of(const chrono::year_month_day& date) { return static_cast<int>(static_cast<unsigned>(date.day())); }

/// The period of that grain in which a day lies.
Period period_at(std::int64_t day, Grain grain) {
  const chrono::year_month_day date = date_of(day);
  const int year = year_of(date);
  if (grain == Grain::day) return {grain, year, static_cast<int>(day - month_start(year, 1)) + 1};
  return {grain, year, (month_of(date) - 1) / row_of(grain).months + 1};
}

/// The period that follows the `serial` periods from the beginning of year 0; not for days.
Period at_serial(std::int64_t serial, Grain grain) {
  const std::int64_t count = per_year(grain);
  const std::int64_t index = (serial % count + count) % count;
  return {grain, static_cast<int>((serial - index) / count), static_cast<int>(index) + 1};
}

std::int64_t serial_of(const Period& period) {
  return static_cast<std::int64_t>(period.year) * per_year(period.grain) + period.index - 1;
}

std::string padded(int value, int digits) {
  const std::string text = std::to_string(value);
  const std::size_t width = static_cast<std::size_t>(digits);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

/// A number of exactly `digits` ASCII digits.
std::optional<int> read_number(std::string_view text, int digits) {
  if (text.size() != static_cast<std::size_t>(digits)) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<int> read_year(std::string_view text) {
  const std::optional<int> year = read_number(text, 4);
  return year == 0 ? std::nullopt : year;
}

}  // namespace

std::optional<Grain> grain_from(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kGrains); ++i) {
    if (kGrains[i].name == name) return static_cast<Grain>(i);
  }
  return std::nullopt;
}

std::string_view name_of(Grain grain) { return row_of(grain).name; }

std::optional<Period> parse_period(std::string_view text) {
  if (const std::optional<std::int64_t> day = parse_date(text)) return period_at(*day, Grain::day);
  const std::optional<int> year = read_year(text.substr(0, 4));
  if (!year) return std::nullopt;
  const std::string_view rest = text.substr(4);
  if (rest.empty()) return Period{Grain::year, *year, 1};
  for (const Grain grain : {Grain::half, Grain::quarter, Grain::month}) {
    const GrainRow& row = row_of(grain);
    if (rest.substr(0, row.mark.size()) != row.mark) continue;
    const std::optional<int> index = read_number(rest.substr(row.mark.size()), row.digits);
    if (index && *index >= 1 && *index <= per_year(grain)) return Period{grain, *year, *index};
  }
  return std::nullopt;
}

std::string to_string(const Period& period) {
  if (period.grain == Grain::day) return date_text(first_day(period));
  std::string year = padded(period.year, 4);
  if (period.grain == Grain::year) return year;
  const GrainRow& row = row_of(period.grain);
  return year + std::string(row.mark) + padded(period.index, row.digits);
}

std::string label_of(const Period& period, std::string_view lang) {
  const std::string year = std::to_string(period.year);
  const std::string index = std::to_string(period.index);
  const chrono::year_month_day date = date_of(first_day(period));
  const std::string day = std::to_string(day_of(date));
  if (lang == "en") {
    const std::string month(kMonths[month_of(date) - 1]);
    const std::string labels[] = {year, "H" + index + " " + year, "Q" + index + " " + year, month + " " + year,
                                  day + " " + month + " " + year};
    return labels[static_cast<std::size_t>(period.grain)];
  }
  const std::string month = year + "年" + std::to_string(month_of(date)) + "月";
  const std::string labels[] = {year + "年", year + (period.index == 1 ? "年上半年" : "年下半年"),
                                year + "年第" + index + "季度", month, month + day + "日"};
  return labels[static_cast<std::size_t>(period.grain)];
}

std::int64_t first_day(const Period& period) {
  if (period.grain == Grain::day) return month_start(period.year, 1) + period.index - 1;
  return month_start(period.year, (period.index - 1) * row_of(period.grain).months + 1);
}

std::int64_t last_day(const Period& period) { return first_day(earlier(period, -1)) - 1; }

std::optional<std::int64_t> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::optional<int> year = read_year(text.substr(0, 4));
  const std::optional<int> month = read_number(text.substr(5, 2), 2);
  const std::optional<int> day = read_number(text.substr(8, 2), 2);
  if (!year || !month || !day) return std::nullopt;
  const chrono::year_month_day date =
      chrono::year(*year) / chrono::month(static_cast<unsigned>(*month)) / chrono::day(static_cast<unsigned>(*day));
  if (!date.ok()) return std::nullopt;
  return number_of(date);
}

CivilDate civil_date(std::int64_t day) {
  const chrono::year_month_day date = date_of(day);
  return {year_of(date), month_of(date), day_of(date)};
}

std::string date_text(std::int64_t day) {
  const chrono::year_month_day date = date_of(day);
  return padded(year_of(date), 4) + "-" + padded(month_of(date), 2) + "-" + padded(day_of(date), 2);
}

bool contains(const Period& outer, const Period& inner) {
  return first_day(outer) <= first_day(inner) && last_day(inner) <= last_day(outer);
}

Period containing(const Period& period, Grain grain) {
  assert(grain <= period.grain);
  return period_at(first_day(period), grain);
}

std::vector<Period> parts(const Period& period, Grain grain) {
  assert(grain >= period.grain);
  std::vector<Period> result;
  const std::int64_t last = last_day(period);
  for (Period part = period_at(first_day(period), grain); first_day(part) <= last; part = earlier(part, -1)) {
    result.push_back(part);
  }
  return result;
}

Period earlier(const Period& period, int n) {
  if (period.grain == Grain::day) return period_at(first_day(period) - n, Grain::day);
  return at_serial(serial_of(period) - n, period.grain);
}

}  // namespace yardstick
