// Laws that hold for any figures: tried on seeded random schemes and data, small enough to run in a moment.
#include <algorithm>
#include <cstdint>
#include <map>

#include "core/support.h"
#include "yardstick/number.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// The same sequence everywhere: no library generator promises that of its distributions.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  int below(int n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(n));
  }

 private:
  std::uint64_t state_;
};

Number number(const std::string& text) {
  const auto value = Number::parse(text);
  REQUIRE(value.has_value());
  return *value;
}

/// Work (proportional), order (deduction), a quarter's marks (mean of rates) and a bonus outside; additive at the top.
Given scheme() {
  Given g;
  g.facts = R"("done": {"type": "count", "grain": "year"}, "faults": {"type": "count", "grain": "year"}, "praise": {"type": "number", "grain": "year"}, "mark": {"type": "number", "grain": "quarter"})";
  g.nodes = R"x("total": {"full": "100", "children": ["work", "order", "marks", "plus"]},
    "work": {"full": "50", "rule": {"kind": "proportional", "actual": "done", "target": "37", "better": "higher", "over": "cap"}},
    "order": {"full": "20", "rule": {"kind": "deduction", "counts": [{"value": "faults", "points": "0.7", "free": "2"}], "floor": "0"}},
    "marks": {"full": "30", "fold": {"over": "quarter", "of": "q", "take": "mean", "by": "rate"}},
    "q": {"grain": "quarter", "full": "7", "rule": {"kind": "direct", "value": "mark", "outOf": "9"}},
    "plus": {"outside": true, "rule": {"kind": "formula", "points": "min(praise / 3, 5)"}},
    "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "85"}, {"level": "fair", "from": "70"}, {"level": "poor"}]}]},
    "place": {"type": "rank", "of": "total", "ties": "competition"})x";
  g.publish = "\"total\", \"level\", \"place\"";
  return g;
}

struct UnitFigures {
  std::string id;
  int done, faults, praise;
  int marks[4];
};

std::vector<UnitFigures> roll(Dice& dice, int units) {
  std::vector<UnitFigures> all;
  for (int i = 0; i < units; ++i) {
    UnitFigures u{"U" + std::to_string(i), dice.below(45), dice.below(35), dice.below(20), {}};
    for (int& mark : u.marks) mark = dice.below(10);
    all.push_back(u);
  }
  return all;
}

Given with(const std::vector<UnitFigures>& units) {
  Given g = scheme();
  g.units.clear();
  std::string done, faults, praise, marks[4];
  const auto add = [](std::string& list, int value) { list += (list.empty() ? "" : ", ") + std::to_string(value); };
  for (const UnitFigures& u : units) {
    g.units.push_back(u.id);
    add(done, u.done);
    add(faults, u.faults);
    add(praise, u.praise);
    for (int k = 0; k < 4; ++k) add(marks[k], u.marks[k]);
  }
  g.readings = R"("done": {"2025": [)" + done + R"(]}, "faults": {"2025": [)" + faults + R"(]}, "praise": {"2025": [)" + praise + R"(]}, "mark": {)";
  for (int k = 0; k < 4; ++k) g.readings += (k ? ", \"2025-Q" : "\"2025-Q") + std::to_string(k + 1) + "\": [" + marks[k] + "]";
  g.readings += "}";
  return g;
}

/// Every unit's part of the result document, by id.
std::map<std::string, std::string> by_unit(const Board& board) {
  const std::string text = board.book.ask("result", R"({"nodes": true})");
  std::map<std::string, std::string> all;
  const std::string key = "{\"id\":\"U";
  for (std::size_t at = text.find(key); at != std::string::npos;) {
    const std::size_t next = text.find(key, at + 1);
    std::string part = text.substr(at, next == std::string::npos ? next : next - at);
    if (next == std::string::npos) part.resize(part.rfind("]},\"diagnostics\""));
    while (!part.empty() && part.back() == ',') part.pop_back();
    all[part.substr(7, part.find('"', 7) - 7)] = part;
    at = next;
  }
  return all;
}

}  // namespace

TEST_SUITE("properties") {
  TEST_CASE("the total agrees with sums made by hand from the readings") {
    Dice dice(1);
    const auto units = roll(dice, 40);
    const Board board(with(units));
    for (const UnitFigures& u : units) {
      CAPTURE(u.id);
      const Number work = min(Number(50) * u.done / 37, Number(50));
      const Number order = max(Number(20) - Number(std::max(u.faults - 2, 0)) * Number::ratio(7, 10), Number(0));
      const Number marks = Number(30) * (u.marks[0] + u.marks[1] + u.marks[2] + u.marks[3]) / 36;
      const Number plus = min(Number::ratio(u.praise, 3), Number(5));
      CHECK(board.figure("total", u.id) == (work + order + marks + plus).exact());
    }
  }
  TEST_CASE("the order of the units changes nothing but the order") {
    Dice dice(2);
    for (int round = 0; round < 5; ++round) {
      auto units = roll(dice, 25);
      const auto before = by_unit(Board(with(units)));
      for (std::size_t i = units.size(); i > 1; --i) std::swap(units[i - 1], units[static_cast<std::size_t>(dice.below(static_cast<int>(i)))]);
      const auto after = by_unit(Board(with(units)));
      CHECK(before.size() == 25);
      CHECK(before == after);
    }
  }
  TEST_CASE("a card's entries add up to its total exactly, and its losses to what is lost") {
    Dice dice(3);
    const auto units = roll(dice, 25);
    const Board board(with(units));
    for (const UnitFigures& u : units) {
      CAPTURE(u.id);
      const Part card = board.card(u.id);
      Number points, lost;
      for (const Part& entry : card["tree"]["children"].items()) points += number(entry["points"]["exact"].text());
      CHECK(points.exact() == card["tree"]["points"]["exact"].text());
      for (const Part& loss : card["losses"].items()) lost += number(loss["lost"]["exact"].text());
      const Number plus = min(Number::ratio(u.praise, 3), Number(5));
      CHECK((Number(100) - lost + plus).exact() == card["tree"]["points"]["exact"].text());
    }
  }
  TEST_CASE("more of what is better never lowers a total, and one more fault never raises it") {
    Dice dice(4);
    auto units = roll(dice, 30);
    const Board before(with(units));
    auto better = units, worse = units;
    for (UnitFigures& u : better) {
      switch (dice.below(3)) {
        case 0: u.done += 1 + dice.below(9); break;
        case 1: u.praise += 1 + dice.below(9); break;
        default: {
          int& mark = u.marks[dice.below(4)];
          mark = std::min(mark + 1, 9);
        }
      }
    }
    for (UnitFigures& u : worse) u.faults += 1;
    const Board up(with(better)), down(with(worse));
    for (const UnitFigures& u : units) {
      CAPTURE(u.id);
      const Number was = number(before.figure("total", u.id));
      CHECK(number(up.figure("total", u.id)) >= was);
      CHECK(number(down.figure("total", u.id)) <= was);
    }
  }
  TEST_CASE("points stay between the floor and full marks") {
    Dice dice(5);
    const auto units = roll(dice, 40);
    const Board board(with(units));
    const std::map<std::string, Number> full{{"work", 50}, {"order", 20}, {"marks", 30}};
    for (const UnitFigures& u : units)
      for (const auto& [node, most] : full) {
        const Number points = number(board.figure(node, u.id));
        CHECK(points >= Number(0));
        CHECK(points <= most);
      }
  }
  TEST_CASE("places follow the totals: better stands before worse, equals share") {
    Dice dice(6);
    const auto units = roll(dice, 30);
    const Board board(with(units));
    std::vector<Number> totals;
    for (const UnitFigures& u : units) totals.push_back(number(board.figure("total", u.id)));
    for (std::size_t i = 0; i < units.size(); ++i) {
      int above = 0;
      for (const Number& other : totals) above += other > totals[i] ? 1 : 0;
      CHECK(board.outcome("place", units[i].id) == std::to_string(above + 1));
    }
  }
  TEST_CASE("scoring twice, and editing there and back, gives the same bytes") {
    Dice dice(7);
    const auto units = roll(dice, 20);
    Board first(with(units));
    const Board second(with(units));
    const char* const all = R"({"nodes": true})";
    const std::string before = second.book.ask("result", all);
    CHECK(first.book.ask("result", all) == before);
    const auto edit = [&](const std::string& unit, int value) {
      return errors_of(Part(first.book.edit(R"([{"class": "office", "unit": ")" + unit + R"(", "fact": "done", "period": "2025", "value": )" + std::to_string(value) + "}]")));
    };
    for (const UnitFigures& u : units) CHECK(edit(u.id, u.done + 1) == "");
    CHECK(first.book.ask("result", all) != before);
    for (const UnitFigures& u : units) CHECK(edit(u.id, u.done) == "");
    CHECK(first.book.ask("result", all) == before);
  }
  TEST_CASE("random edits equal a fresh load of the same figures") {
    Dice dice(8);
    auto units = roll(dice, 12);
    Board board(with(units));
    for (int round = 0; round < 15; ++round) {
      UnitFigures& u = units[static_cast<std::size_t>(dice.below(12))];
      const int quarter = dice.below(4);
      u.marks[quarter] = dice.below(10);
      u.faults = dice.below(35);
      const std::string change = R"([{"class": "office", "unit": ")" + u.id + R"(", "fact": "mark", "period": "2025-Q)" + std::to_string(quarter + 1) + R"(", "value": )" + std::to_string(u.marks[quarter]) +
                                 R"(}, {"class": "office", "unit": ")" + u.id + R"(", "fact": "faults", "period": "2025", "value": )" + std::to_string(u.faults) + "}]";
      CHECK(errors_of(Part(board.book.edit(change))) == "");
    }
    CHECK(board.book.ask("result", R"({"nodes": true})") == Board(with(units)).book.ask("result", R"({"nodes": true})"));
  }
}
