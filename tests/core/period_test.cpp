#include "yardstick/period.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using yardstick::Grain;
using yardstick::Period;

namespace {

constexpr Grain kGrains[] = {Grain::year, Grain::half, Grain::quarter, Grain::month, Grain::day};

Period period(std::string_view text) {
  const std::optional<Period> value = yardstick::parse_period(text);
  CHECK_MESSAGE(value.has_value(), std::string(text));
  return value.value_or(Period());
}

std::string span(std::string_view text) {
  return yardstick::date_text(first_day(period(text))) + " " + yardstick::date_text(last_day(period(text)));
}

std::string joined(const std::vector<Period>& periods) {
  std::string text;
  for (const Period& p : periods) text += (text.empty() ? "" : " ") + to_string(p);
  return text;
}

}  // namespace

TEST_SUITE("period") {
  TEST_CASE("a period reads as its grain, year and place in the year") {
    CHECK(period("2025") == Period{Grain::year, 2025, 1});
    CHECK(period("2025-H1") == Period{Grain::half, 2025, 1});
    CHECK(period("2025-H2") == Period{Grain::half, 2025, 2});
    CHECK(period("2025-Q4") == Period{Grain::quarter, 2025, 4});
    CHECK(period("2025-11") == Period{Grain::month, 2025, 11});
    CHECK(period("2025-11-25") == Period{Grain::day, 2025, 329});  // 334 days to the end of November, less 5
    CHECK(period("2024-12-31") == Period{Grain::day, 2024, 366});
    CHECK(period("2024-02-29") == Period{Grain::day, 2024, 60});
    CHECK(period("0001") == Period{Grain::year, 1, 1});
    CHECK(period("9999-12-31") == Period{Grain::day, 9999, 365});
  }

  TEST_CASE("a text that is no period is refused") {
    for (const char* text :
         {"",           "0",          "25",         "0000",        "0000-01",    "0000-01-01", "10000",
          "-2025",      "+2025",      " 2025",      "2025 ",       "2025-",      "2025-H",     "2025-H0",
          "2025-H3",    "2025-H01",   "2025-h1",    "2025-Q0",     "2025-Q5",    "2025-Q",     "2025Q1",
          "2025-0",     "2025-00",    "2025-1",     "2025-13",     "2025-011",   "2025/11",    "202511",
          "2025-11-",   "2025-11-0",  "2025-11-00", "2025-11-31",  "2025-02-29", "2025-02-30", "1900-02-29",
          "2025-13-01", "2025-00-01", "2025-1-01",  "2025-11-25T", "2025-11/25", "20 5",       "２０２５",
          "2025-+1",    "2025-11--1"}) {
      CHECK_MESSAGE(!yardstick::parse_period(text).has_value(), text);
    }
  }

  TEST_CASE("a leap day exists in 2000 and 2024 and not in 1900, 2023 and 2100") {
    CHECK(yardstick::parse_date("2000-02-29").has_value());
    CHECK(yardstick::parse_date("2024-02-29").has_value());
    CHECK(!yardstick::parse_date("1900-02-29").has_value());
    CHECK(!yardstick::parse_date("2023-02-29").has_value());
    CHECK(!yardstick::parse_date("2100-02-29").has_value());
  }

  TEST_CASE("a date is a whole day and nothing else") {
    CHECK(!yardstick::parse_date("2025").has_value());
    CHECK(!yardstick::parse_date("2025-11").has_value());
    CHECK(!yardstick::parse_date("2025-11-25 ").has_value());
    CHECK(!yardstick::parse_date("").has_value());
  }

  TEST_CASE("days are counted from the first of January 1970") {
    CHECK(yardstick::parse_date("1970-01-01") == 0);
    CHECK(yardstick::parse_date("1969-12-31") == -1);
    CHECK(yardstick::parse_date("1970-12-31") == 364);
    CHECK(yardstick::parse_date("2000-01-01") == 10957);  // 30 years of 365 days and 7 leap days: 1972 … 1996
    CHECK(yardstick::parse_date("2000-03-01") == 11017);
    CHECK(yardstick::parse_date("0001-01-01") == -719162);
    CHECK(yardstick::parse_date("9999-12-31") == 2932896);
  }

  TEST_CASE("every day of the calendar follows the one before") {
    // Written out by hand: month lengths and the leap rule, day by day over all years a text can hold.
    const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    std::int64_t day = -719162;
    bool all_agree = true;
    for (int year = 1; year <= 9999; ++year) {
      const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
      int of_year = 0;
      for (int month = 1; month <= 12; ++month) {
        const int length = lengths[month - 1] + (leap && month == 2 ? 1 : 0);
        all_agree = all_agree && first_day(Period{Grain::month, year, month}) == day &&
                    last_day(Period{Grain::month, year, month}) == day + length - 1;
        of_year += length;
        day += length;
        all_agree = all_agree && first_day(Period{Grain::day, year, of_year}) == day - 1;
      }
      all_agree = all_agree && last_day(Period{Grain::year, year, 1}) == day - 1;
    }
    CHECK(all_agree);
    CHECK(day == 2932897);
  }

  TEST_CASE("a period spans its first and last day") {
    CHECK(span("2025") == "2025-01-01 2025-12-31");
    CHECK(span("2025-H1") == "2025-01-01 2025-06-30");
    CHECK(span("2025-H2") == "2025-07-01 2025-12-31");
    CHECK(span("2025-Q1") == "2025-01-01 2025-03-31");
    CHECK(span("2025-Q3") == "2025-07-01 2025-09-30");
    CHECK(span("2024-02") == "2024-02-01 2024-02-29");
    CHECK(span("2025-02") == "2025-02-01 2025-02-28");
    CHECK(span("2025-12") == "2025-12-01 2025-12-31");
    CHECK(span("2025-11-25") == "2025-11-25 2025-11-25");
  }

  TEST_CASE("text and period are each other's inverse") {
    for (const char* text : {"2025", "0007", "2025-H2", "2025-Q3", "2025-02", "2025-12", "2024-02-29", "2025-11-25",
                             "2025-12-31", "9999-12-31", "0001-01-01"}) {
      CHECK(to_string(period(text)) == text);
    }
    for (const char* text : {"1970-01-01", "1969-12-31", "2024-02-29", "0001-01-01", "9999-12-31"}) {
      CHECK(yardstick::date_text(yardstick::parse_date(text).value_or(0)) == text);
    }
  }

  TEST_CASE("labels follow the habit of each language") {
    const std::pair<const char*, std::pair<const char*, const char*>> cases[] = {
        {"2025", {"2025年", "2025"}},
        {"2025-H1", {"2025年上半年", "H1 2025"}},
        {"2025-H2", {"2025年下半年", "H2 2025"}},
        {"2025-Q3", {"2025年第3季度", "Q3 2025"}},
        {"2025-11", {"2025年11月", "November 2025"}},
        {"2025-03", {"2025年3月", "March 2025"}},
        {"2025-11-25", {"2025年11月25日", "25 November 2025"}},
        {"2025-01-05", {"2025年1月5日", "5 January 2025"}},
    };
    for (const auto& [text, labels] : cases) {
      CHECK(label_of(period(text), "zh-CN") == labels.first);
      CHECK(label_of(period(text), "en") == labels.second);
    }
  }

  TEST_CASE("a period contains what lies wholly inside it") {
    CHECK(contains(period("2025"), period("2025")));
    CHECK(contains(period("2025"), period("2025-Q4")));
    CHECK(contains(period("2025-H1"), period("2025-Q2")));
    CHECK(!contains(period("2025-H1"), period("2025-Q3")));
    CHECK(contains(period("2025-Q4"), period("2025-12-31")));
    CHECK(!contains(period("2025-Q4"), period("2026-01-01")));
    CHECK(contains(period("2025-Q4"), period("2025-10-01")));
    CHECK(!contains(period("2025-Q4"), period("2025-09-30")));
    CHECK(!contains(period("2025-Q4"), period("2025")));
    CHECK(!contains(period("2024"), period("2025-01")));
  }

  TEST_CASE("a period lies in one period of each coarser grain") {
    CHECK(to_string(containing(period("2025-08"), Grain::year)) == "2025");
    CHECK(to_string(containing(period("2025-06"), Grain::half)) == "2025-H1");
    CHECK(to_string(containing(period("2025-07"), Grain::half)) == "2025-H2");
    CHECK(to_string(containing(period("2025-Q2"), Grain::half)) == "2025-H1");
    CHECK(to_string(containing(period("2025-Q3"), Grain::half)) == "2025-H2");
    CHECK(to_string(containing(period("2025-09-30"), Grain::quarter)) == "2025-Q3");
    CHECK(to_string(containing(period("2025-10-01"), Grain::quarter)) == "2025-Q4");
    CHECK(to_string(containing(period("2024-02-29"), Grain::month)) == "2024-02");
    CHECK(to_string(containing(period("2024-02-29"), Grain::day)) == "2024-02-29");
    CHECK(to_string(containing(period("2025-H2"), Grain::half)) == "2025-H2");
  }

  TEST_CASE("the parts of a period stand in order") {
    CHECK(joined(parts(period("2025"), Grain::half)) == "2025-H1 2025-H2");
    CHECK(joined(parts(period("2025"), Grain::quarter)) == "2025-Q1 2025-Q2 2025-Q3 2025-Q4");
    CHECK(joined(parts(period("2025-H2"), Grain::quarter)) == "2025-Q3 2025-Q4");
    CHECK(joined(parts(period("2025-Q2"), Grain::month)) == "2025-04 2025-05 2025-06");
    CHECK(joined(parts(period("2025-Q2"), Grain::quarter)) == "2025-Q2");
    CHECK(parts(period("2025"), Grain::month).size() == 12);
    CHECK(parts(period("2024"), Grain::day).size() == 366);
    CHECK(parts(period("2025"), Grain::day).size() == 365);
    CHECK(parts(period("2024-02"), Grain::day).size() == 29);
  }

  TEST_CASE("every part of a period is contained in it, whatever the grains") {
    for (const Grain outer : kGrains) {
      for (const Grain inner : kGrains) {
        if (inner < outer) continue;
        const Period whole = containing(period("2024-02-29"), outer);
        std::int64_t next = first_day(whole);
        for (const Period& part : parts(whole, inner)) {
          CHECK(first_day(part) == next);
          CHECK(containing(part, outer) == whole);
          CHECK(contains(whole, part));
          next = last_day(part) + 1;
        }
        CHECK(next == last_day(whole) + 1);
      }
    }
  }

  TEST_CASE("earlier steps back over the turn of the year, and forward for a negative count") {
    CHECK(to_string(earlier(period("2025"), 1)) == "2024");
    CHECK(to_string(earlier(period("2025-H1"), 1)) == "2024-H2");
    CHECK(to_string(earlier(period("2025-Q1"), 1)) == "2024-Q4");
    CHECK(to_string(earlier(period("2025-Q3"), 10)) == "2023-Q1");
    CHECK(to_string(earlier(period("2025-01"), 1)) == "2024-12");
    CHECK(to_string(earlier(period("2025-12"), -1)) == "2026-01");
    CHECK(to_string(earlier(period("2024-03-01"), 1)) == "2024-02-29");
    CHECK(to_string(earlier(period("2025-12-31"), -1)) == "2026-01-01");
    CHECK(earlier(period("2025-Q2"), 0) == period("2025-Q2"));
    CHECK(earlier(period("0001-Q1"), 1) == Period{Grain::quarter, 0, 4});
    CHECK(earlier(period("0001-Q1"), 5) == Period{Grain::quarter, -1, 4});
    CHECK(earlier(period("0001-Q1"), 8) == Period{Grain::quarter, -1, 1});
  }

  TEST_CASE("grains keep their names and go from coarse to fine") {
    const char* names[] = {"year", "half", "quarter", "month", "day"};
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(name_of(kGrains[i]) == names[i]);
      CHECK(yardstick::grain_from(names[i]) == kGrains[i]);
      if (i > 0) CHECK(kGrains[i - 1] < kGrains[i]);
    }
    CHECK(!yardstick::grain_from("week").has_value());
    CHECK(!yardstick::grain_from("").has_value());
  }
}
