// The least effort over the parts of a sum, held against all that can be chosen in parts that are drawn.
#include "effort.h"

#include <doctest/doctest.h>

#include <random>

using namespace yardstick;

namespace {

Ways drawn(std::mt19937& random, std::size_t figure, bool slopes) {
  const auto below = [&](int n) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(n)); };
  Ways ways;
  ways.choices.push_back({});
  for (std::int64_t k = below(4); k >= 0; --k) {
    const Number effort = Number::ratio(1 + below(20), 1 + below(2)), gain = Number::ratio(below(15), 1 + below(3));
    ways.choices.push_back({effort, gain, {{figure, effort}}});
    if (!slopes || below(2) == 0) continue;
    const Number further = Number(1 + below(6)), more = Number(1 + below(6));
    ways.choices.push_back({effort + further, gain + more, {{figure, effort + further}}});
    ways.slopes.push_back({effort, gain, effort + further, gain + more, {}, figure, effort, effort + further});
  }
  return ways;
}

/// All choices one by one; at most one part stands inside a slope, since two would be as well off with one of them at its end.
std::optional<Number> cheapest(const std::vector<Ways>& parts, const Number& need) {
  std::optional<Number> least;
  const auto take = [&](const Number& effort) {
    if (!least || effort < *least) least = effort;
  };
  const auto go = [&](const auto& self, std::size_t part, const Number& effort, const Number& gain, const Slope* slope) -> void {
    if (part == parts.size()) {
      const Number open = need - gain;
      if (!(open > 0)) take(effort);
      else if (slope && open <= slope->gain_to - slope->gain) take(effort + open * (slope->effort_to - slope->effort) / (slope->gain_to - slope->gain));
      return;
    }
    for (const Choice& choice : parts[part].choices) self(self, part + 1, effort + choice.effort, gain + choice.gain, slope);
    if (slope) return;
    for (const Slope& own : parts[part].slopes) self(self, part + 1, effort + own.effort, gain + own.gain, &own);
  };
  go(go, 0, 0, 0, nullptr);
  return least;
}

}  // namespace

TEST_CASE("least effort: as all combinations have it") {
  std::mt19937 random(20);
  int reached = 0, searched = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<Ways> parts;
    for (std::size_t figure = 0; figure < 1 + random() % 5; ++figure) parts.push_back(drawn(random, figure, round % 2 == 1));
    const Number need = Number::ratio(1 + static_cast<std::int64_t>(random() % 60), 1 + static_cast<std::int64_t>(random() % 3));
    const auto expected = cheapest(parts, need);
    LeastEffort search(parts, need, false);
    CHECK(search.possible() == expected.has_value());
    if (!expected) continue;
    ++reached;
    CHECK(search.bound() <= *expected);
    if (!search.proved()) ++searched;
    while (!search.step()) {}
    REQUIRE(search.proved());
    CHECK(search.effort().exact() == expected->exact());
  }
  CHECK(reached > 200);
  CHECK(searched > 80);
}

TEST_CASE("least effort: a hundred parts alike are no more work than one") {
  // Each gives 5 for 3 or nothing: 12 takes three of them; the linear problem has 7.2.
  std::vector<Ways> parts;
  for (std::size_t figure = 0; figure < 100; ++figure) parts.push_back({{{}, {3, 5, {{figure, 1}}}}, {}});
  LeastEffort search(parts, 12, false);
  CHECK(search.bound().exact() == "7.2");
  while (!search.step()) {}
  CHECK(search.proved());
  CHECK(search.effort().exact() == "9");
  CHECK(search.found().size() == 3);
  // More than 10 takes a third one, 10 itself does not.
  LeastEffort beyond(parts, 10, true), at(parts, 10, false);
  while (!beyond.step()) {}
  while (!at.step()) {}
  CHECK(beyond.effort().exact() == "9");
  CHECK(at.effort().exact() == "6");
}
