// Periods of the calendar: year, half, quarter, month, day. Pure arithmetic on the proleptic Gregorian calendar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yardstick {

/// Coarse to fine; a finer grain has the larger value.
enum class Grain : std::uint8_t { year, half, quarter, month, day };

std::optional<Grain> grain_from(std::string_view name);  // "year", "half", …
std::string_view name_of(Grain grain);

/// "2025", "2025-H1", "2025-Q4", "2025-11", "2025-11-25". `index` counts from 1 within the year (day: day of year); all
/// functions but parse_period expect one that exists.
struct Period {
  Grain grain = Grain::year;
  int year = 0;
  int index = 1;
  friend bool operator==(const Period& a, const Period& b) {
    return a.grain == b.grain && a.year == b.year && a.index == b.index;
  }
};

/// Years 1 … 9999; nothing for any other text (month 13, 2025-02-30, spaces).
std::optional<Period> parse_period(std::string_view text);
std::string to_string(const Period& period);
/// "2025年第3季度" / "Q3 2025"; English for "en", else Chinese.
std::string label_of(const Period& period, std::string_view lang);

/// Day numbers count from 1970-01-01 = 0.
std::int64_t first_day(const Period& period);
std::int64_t last_day(const Period& period);
/// "2025-11-25" to its day number.
std::optional<std::int64_t> parse_date(std::string_view text);
/// A day number as year, month and day of the month.
struct CivilDate {
  int year = 1970, month = 1, day = 1;
};
CivilDate civil_date(std::int64_t day);
/// A day of the years 0 … 9999 as "2025-11-25".
std::string date_text(std::int64_t day);

/// Whether every day of `inner` lies in `outer`; each contains itself.
bool contains(const Period& outer, const Period& inner);
/// The period of a coarser or equal grain that contains this one. A half holds two quarters, a quarter three months.
Period containing(const Period& period, Grain grain);
/// The periods of that (finer or equal) grain inside, in order.
std::vector<Period> parts(const Period& period, Grain grain);
/// n periods of the same grain earlier (n < 0: later). May leave the years 1 … 9999.
Period earlier(const Period& period, int n);

}  // namespace yardstick
