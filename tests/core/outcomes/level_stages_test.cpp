#include "core/support.h"

using namespace yardstick::test;

namespace {

/// Marks of A, B, C … graded good from 80, fair from 60, else poor, and then by these stages.
Given staged(const std::string& marks, const std::string& stages, const std::string& more = "") {
  Given g;
  g.units.clear();
  std::size_t units = 1;
  for (const char c : marks) units += c == ',';
  for (std::size_t i = 0; i < units; ++i) g.units.push_back(std::string(1, static_cast<char>('A' + i)));
  g.clauses = R"("c1": "line", "c2": "stage")";
  g.facts = R"("mark": {"type": "number", "title": {"zh-CN": "得分", "en": "Mark"}, "grain": "year"}, "second": {"type": "number", "grain": "year"},
    "merit": {"type": "flag", "title": {"zh-CN": "立功", "en": "Merit"}, "grain": "year"})";
  g.nodes = R"("total": {"full": "100", "rule": {"kind": "formula", "points": "mark"}}, "level": {"type": "level", "of": "total", "stages": [
    {"lines": [{"level": "good", "title": {"zh-CN": "优秀", "en": "Good"}, "from": "80", "clauses": ["c1"]}, {"level": "fair", "title": {"zh-CN": "良好", "en": "Fair"}, "from": "60"}, {"level": "poor", "title": {"zh-CN": "较差", "en": "Poor"}}]})" +
            (stages.empty() ? "" : ", " + stages) + "]}";
  g.readings = R"("mark": {"2025": [)" + marks + "]}" + more;
  return g;
}
std::string levels(const Given& g, const std::string& node = "level") {
  const Board board(g);
  std::string all;
  for (const std::string& unit : g.units) all += (all.empty() ? "" : " ") + board.outcome(node, unit);
  return all;
}
std::string reasons(const Given& g, const std::string& unit, bool chinese = true) {
  std::string all;
  for (const Part& reason : Board(g).explain("level", unit)["outcome"]["reasons"].items()) all += (all.empty() ? "" : " | ") + (chinese ? reason.zh() : reason.en());
  return all;
}
std::string merit(const std::string& flags) { return R"(, "merit": {"2025": [)" + flags + "]}"; }
std::string grant(const std::string& level, const std::string& rest = "") { return R"({"grant": {"when": "merit", "level": ")" + level + "\"" + rest + R"(, "clauses": ["c2"]}})"; }
std::string quota(const std::string& size, const std::string& ties = "include", const std::string& rest = "") {
  return R"({"quota": {"level": "good", "size": ")" + size + R"(", "by": ["mark"], "ties": ")" + ties + R"(", "cut": "fair", "clauses": ["c2"])" + rest + "}}";
}
std::string dealt(const std::string& shares, const std::string& rest = R"("by": ["mark"])") { return R"({"distribution": {"shares": [)" + shares + "], " + rest + "}}"; }
std::string move(const std::string& steps) { return R"({"move": {"when": "merit", "steps": ")" + steps + R"(", "clauses": ["c2"]}})"; }
const char* const eighty_twenty = R"({"level": "good", "share": "80%"}, {"level": "fair", "share": "20%"})";

}  // namespace

TEST_SUITE("outcomes.level_stages") {
  TEST_CASE("a grant lifts up and pulls none down") {
    CHECK(levels(staged("85, 70, 50, 50", grant("fair"), merit("true, true, true, false"))) == "good fair fair poor");
    CHECK(reasons(staged("50", grant("fair"), merit("true")), "A") == "立功的，至少为良好");
    CHECK(Board(staged("50", grant("fair"), merit("true"))).explain("level")["outcome"]["because"].words().find("c2") != std::string::npos);
    CHECK(reasons(staged("50", grant("fair"), merit("false")), "A") == "");
  }
  TEST_CASE("a grant whose condition is missing is undecided only where it could matter") {
    CHECK(levels(staged("85, 70, 50", grant("fair"), merit("null, null, null"))) == "good fair undecided");
    CHECK(levels(staged("null, null", grant("good"), merit("true, false"))) == "good undecided");
    CHECK(levels(staged("null", grant("fair"), merit("true"))) == "undecided");
    CHECK(levels(staged("85, 70", grant("good"), merit("\"exempt\", \"exempt\""))) == "good undecided");
    // As a gate to the lowest level does, a grant of the highest settles it for whoever has no level so far.
    CHECK(levels(staged("\"exempt\", \"exempt\"", grant("good"), merit("true, false"))) == "good undecided");
  }
  TEST_CASE("a quota: the best keep the level, the others drop; those below are not concerned") {
    CHECK(levels(staged("90, 85, 95, 82, 70, 50", quota("2"))) == "good fair good fair fair poor");
    CHECK(levels(staged("90, 85, 95, 82, 70, 50", quota("9"))) == "good good good good fair poor");
    CHECK(levels(staged("90, 85", quota("0"))) == "fair fair");
    CHECK(levels(staged("90, 85, 85, 82", quota("2"))) == "good good good fair");
    CHECK(levels(staged("90, 85, 85, 82", quota("2", "vacant"))) == "good fair fair fair");
  }
  TEST_CASE("a quota is told with its arithmetic, the place and the drop") {
    const Given g = staged("90, 85, 95, 82, 70, 50", quota("40% * 6"));
    CHECK(reasons(g, "B") == "优秀：40% × 6 = 2.4，取2个名额 | 在4个候选中列第3位 | 最后入选的是A，其后是B | 在优秀名额之外，降为良好");
    CHECK(reasons(g, "C", false) == "Good: 40% × 6 = 2.4, so 2 places | No. 1 of 4 candidates | the last taken: A; the next: B");
    CHECK(reasons(g, "E") == "");
  }
  TEST_CASE("a quota counts those above its level, who keep theirs") {
    // good and fair both count against three places of fair or better.
    const std::string fair = R"({"quota": {"level": "fair", "size": "3", "by": ["mark"], "ties": "include", "cut": "poor"}})";
    CHECK(levels(staged("90, 85, 75, 70, 65", fair)) == "good good fair poor poor");
  }
  TEST_CASE("a unit whose level is not known holds the quota open for the candidates only") {
    CHECK(levels(staged("90, null, 85, 70", quota("1"))) == "undecided undecided undecided fair");
    CHECK(levels(staged("90, \"exempt\", 85, 70", quota("1"))) == "good undecided fair fair");
  }
  TEST_CASE("grants that are not counted neither use up places nor lose theirs") {
    const std::string flags = merit("false, false, true, true");
    CHECK(levels(staged("90, 85, 82, 50", grant("good", R"(, "counted": false)") + ", " + quota("1"), flags)) == "good fair good good");
    CHECK(levels(staged("90, 85, 82, 50", grant("good") + ", " + quota("1"), flags)) == "good fair fair fair");
    // An exempt condition grants nothing: A counts; a missing one holds the places open.
    CHECK(levels(staged("90, 85", grant("good", R"(, "counted": false)") + ", " + quota("1"), merit("\"exempt\", false"))) == "good fair");
    CHECK(levels(staged("90, 85", grant("good", R"(, "counted": false)") + ", " + quota("1"), merit("null, false"))) == "undecided undecided");
    CHECK(reasons(staged("90, 85, 82, 50", grant("good", R"(, "counted": false)") + ", " + quota("1"), flags), "D") == "立功的，至少为优秀（不占名额）");
  }
  TEST_CASE("stages act in the order they are written") {
    const std::string gate = R"({"gate": {"when": "merit", "atMost": "poor"}})";
    CHECK(levels(staged("90", gate + ", " + grant("fair"), merit("true"))) == "fair");
    CHECK(levels(staged("90", grant("fair") + ", " + gate, merit("true"))) == "poor");
    // The gate first takes the best out of the quota; after it, the best has used up the place.
    const std::string flags = merit("true, false");
    CHECK(levels(staged("90, 85", gate + ", " + quota("1"), flags)) == "poor good");
    CHECK(levels(staged("90, 85", quota("1") + ", " + gate, flags)) == "poor fair");
  }
  TEST_CASE("80 and 20 per cent of seven: 5.6 and 1.4 make six and one") {
    CHECK(levels(staged("1, 2, 3, 4, 5, 6, 7", dealt(eighty_twenty))) == "fair good good good good good good");
    CHECK(reasons(staged("1, 2, 3, 4, 5, 6, 7", dealt(eighty_twenty)), "A") == "在7个中列第7位，按比例定为良好");
  }
  TEST_CASE("equal remainders of a distribution go to the first listed") {
    CHECK(levels(staged("1, 2, 3", dealt(R"({"level": "good", "share": "50%"}, {"level": "poor", "share": "50%"})"))) == "poor good good");
    CHECK(levels(staged("1", dealt(R"({"level": "good", "share": "50%"}, {"level": "poor", "share": "50%"})"))) == "good");
  }
  TEST_CASE("a tie across an edge of a distribution all gets the better level") {
    const std::string thirds = R"({"level": "good", "share": "1/3"}, {"level": "fair", "share": "1/3"}, {"level": "poor", "share": "1/3"})";
    CHECK(levels(staged("9, 8, 8, 7, 6, 5", dealt(thirds))) == "good good good fair poor poor");
    CHECK(levels(staged("9, 8, 8, 8, 8, 5", dealt(thirds))) == "good good good good good poor");
    CHECK(levels(staged("7, 7, 7, 7, 7, 7", dealt(thirds))) == "good good good good good good");
  }
  TEST_CASE("a distribution deals only to those for whom its condition holds, and the others keep their level") {
    const std::string rest = R"("when": "merit", "by": ["mark"])";
    CHECK(levels(staged("90, 70, 65, 50", dealt(R"({"level": "good", "share": "50%"}, {"level": "poor", "share": "50%"})", rest), merit("false, true, true, false"))) == "good good poor poor");
    CHECK(levels(staged("90, 70, 65, 50", dealt(eighty_twenty, rest), merit("false, true, null, true"))) == "good undecided undecided undecided");
    CHECK(levels(staged("90, 70, 65, 50", dealt(R"({"level": "good", "share": "50%"}, {"level": "poor", "share": "50%"})", rest), merit("\"exempt\", true, true, false"))) == "good good poor poor");
    CHECK(levels(staged("90, null, 65, 50", dealt(eighty_twenty))) == "undecided undecided undecided undecided");
  }
  TEST_CASE("a move goes so many levels, and stops at the ends of the scale") {
    CHECK(levels(staged("90, 70, 50, 70", move("-1"), merit("true, true, true, false"))) == "fair poor poor fair");
    CHECK(levels(staged("90, 70, 50", move("1"), merit("true, true, true"))) == "good good fair");
    CHECK(levels(staged("90, 70, 50", move("-2"), merit("true, true, true"))) == "poor poor poor");
    CHECK(levels(staged("90, 70, 50", move("-1"), merit("null, null, null"))) == "undecided undecided poor");
    CHECK(reasons(staged("90", move("-1"), merit("true")), "A") == "立功的，下调1档");
    CHECK(reasons(staged("50", move("-1"), merit("true")), "A", false) == "Merit: already the lowest level");
  }
  TEST_CASE("a map carries another level over to a scale of its own") {
    const std::string carried = R"(, "year": {"type": "level", "stages": [{"map": {"of": "level", "levels": [{"level": "A"}, {"level": "B"}], "to": {"good": "A", "fair": "B", "poor": "B"}}})";
    Given g = staged("90, 70, 50", "", merit("true, true, false"));
    g.nodes += carried + "]}";
    CHECK(levels(g, "year") == "A B B");
    g = staged("90, 70, null", "", merit("true, true, false"));
    g.nodes += carried + R"(, {"grant": {"when": "merit", "level": "A"}}]})";
    CHECK(levels(g, "year") == "A A undecided");
    CHECK(Board(g).explain("year")["sentence"].zh() == "按level定等次：优秀的为A，良好的为B，较差的为B；立功的，至少为A。");
  }
  TEST_CASE("a decision stands over the level where it is entered, is awaited where it is due, and else leaves it") {
    Given g = staged("90, 70, 50", R"({"decision": {"of": "committee", "clauses": ["c2"]}})", merit("true, true, false"));
    g.nodes += R"(, "committee": {"type": "decision", "title": {"zh-CN": "委员会", "en": "Committee"}, "as": "level", "levels": "level", "due": "merit"})";
    CHECK(levels(g) == "pending pending poor");
    CHECK(Board(g).explain("level")["outcome"]["label"].zh() == "待决定");
    CHECK(Board(g).explain("level")["reason"].zh() == "委员会（2025年）尚未作出决定");
    g.cases = R"({"name": "entered", "source": "invented", "period": "2025", "units": [{"id": "A"}, {"id": "B"}],
      "readings": {"A": {"mark": "90", "merit": true}, "B": {"mark": "70", "merit": true}}, "assume": {"A": {"committee": "poor"}},
      "expect": {"A": {"level": "poor", "committee": "poor"}, "B": {"level": {"status": "missing", "state": "pending"}}}})";
    yardstick::Workbook book;
    const Part ran = Part(book.cases_of(scheme_text(g)))["value"]["cases"][0];
    CHECK(ran["passed"].text() == "true");
  }
  TEST_CASE("the levels after each stage are kept apart and the whole is told") {
    const Given g = staged("90", grant("fair") + ", " + move("-1") + ", " + quota("1"), merit("true"));
    CHECK(Board(g).explain("level")["sentence"].zh() ==
          "按total定等次：80以上（含）为优秀，60以上（含）为良好，其余为较差；立功的，至少为良好；立功的，下调1档；优秀：按得分从高到低取前1个，边缘并列的全部入选，其余降为良好。");
  }
  TEST_CASE("what a stage cannot mean is refused") {
    const std::string at = " /classes/office/nodes/level/stages/1";
    CHECK(check_errors(staged("1", grant("fine"))) == "unknown-reference" + at + "/grant/level");
    CHECK(check_errors(staged("1", R"({"quota": {"level": "fair", "size": "1", "by": ["mark"], "ties": "include", "cut": "good"}})")) == "rows-unsorted" + at + "/quota/cut");
    CHECK(check_errors(staged("1", dealt(R"({"level": "good", "share": "50%"}, {"level": "fair", "share": "40%"})"))) == "weights-off-total" + at + "/distribution");
    CHECK(check_errors(staged("1", dealt(R"({"level": "fair", "share": "50%"}, {"level": "good", "share": "50%"})"))) == "rows-unsorted" + at + "/distribution/shares/1/level");
    CHECK(check_errors(staged("1", R"({"move": {"when": "merit", "steps": "0"}})")) == "bad-quantity" + at + "/move/steps");
    CHECK(check_errors(staged("1", R"({"lines": [{"level": "x"}]})")) == "wrong-format" + at);
    CHECK(check_errors(staged("1", R"({})")) == "wrong-format" + at);
    CHECK(check_errors(staged("1", R"({"decision": {"of": "total"}})")) == "formula-type" + at + "/decision/of");
  }
}
