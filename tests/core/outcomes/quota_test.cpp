#include "core/support.h"

using namespace yardstick::test;

namespace {

/// Units A, B, C … with marks, a second figure, a flag and a kind; one quota with those keys.
Given counted(std::size_t units, const std::string& marks, const std::string& keys, const std::string& more = "") {
  Given g;
  g.units.clear();
  for (std::size_t i = 0; i < units; ++i) g.units.push_back(std::string(1, static_cast<char>('A' + i)));
  g.facts = R"("mark": {"type": "number", "title": {"zh-CN": "得分", "en": "Mark"}, "grain": "year"}, "second": {"type": "number", "grain": "year"},
    "staff": {"type": "count", "title": {"zh-CN": "人数", "en": "Staff"}, "grain": "year"}, "stands": {"type": "flag", "grain": "year"},
    "kind": {"type": "choice", "grain": "year", "options": {"a": "甲", "b": "乙", "c": "丙"}})";
  g.nodes = ten_points(R"({"kind": "formula", "points": "mark"})") + R"(, "best": {"type": "quota", )" + keys + "}";
  g.readings = R"("mark": {"2025": [)" + marks + "]}" + more;
  return g;
}
std::string chosen(const Given& g, const std::string& node = "best") {
  const Board board(g);
  std::string all;
  for (const std::string& unit : g.units) {
    const std::string id = unit[0] == '{' ? unit.substr(8, 1) : unit;
    const std::string text = board.outcome(node, id);
    all += (all.empty() ? "" : " ") + (text == "true" ? "+" : text == "false" ? "-" : text);
  }
  return all;
}
std::string reasons(const Part& outcome, bool chinese) {
  std::string all;
  for (const Part& reason : outcome["reasons"].items()) all += (all.empty() ? "" : " | ") + (chinese ? reason.zh() : reason.en());
  return all;
}
const char* const include = R"("by": ["mark"], "ties": "include")";
const char* const vacant = R"("by": ["mark"], "ties": "vacant")";
std::string sized(const std::string& size, const std::string& rest = include) { return "\"size\": \"" + size + "\", " + rest; }

}  // namespace

TEST_SUITE("outcomes.quota") {
  TEST_CASE("the best so many are chosen, the size rounded as told, down by default") {
    CHECK(chosen(counted(5, "5, 1, 4, 2, 3", sized("2"))) == "+ - + - -");
    CHECK(chosen(counted(5, "5, 1, 4, 2, 3", sized("50% * 5"))) == "+ - + - -");
    CHECK(chosen(counted(5, "5, 1, 4, 2, 3", sized("2.5") + R"(, "round": "up")")) == "+ - + - +");
    CHECK(chosen(counted(5, "5, 1, 4, 2, 3", sized("2.5") + R"(, "round": "half-up")")) == "+ - + - +");
    CHECK(chosen(counted(5, "5, 1, 4, 2, 3", sized("2.4") + R"(, "round": "half-up")")) == "+ - + - -");
  }
  TEST_CASE("a size of nought chooses none, a negative one too, and one over the number all") {
    CHECK(chosen(counted(3, "3, 2, 1", sized("0"))) == "- - -");
    CHECK(chosen(counted(3, "3, 2, 1", sized("-2"))) == "- - -");
    CHECK(chosen(counted(3, "3, 2, 1", sized("9"))) == "+ + +");
    CHECK(chosen(counted(3, "3, 2, 1", sized("0.99"))) == "- - -");
  }
  TEST_CASE("a tie at the edge is taken in, or leaves its places vacant; a tie inside is no matter") {
    CHECK(chosen(counted(5, "9, 8, 8, 8, 7", sized("2"))) == "+ + + + -");
    CHECK(chosen(counted(5, "9, 8, 8, 8, 7", sized("2", vacant))) == "+ - - - -");
    CHECK(chosen(counted(5, "9, 8, 8, 8, 7", sized("4", vacant))) == "+ + + + -");
    CHECK(chosen(counted(5, "9, 8, 8, 8, 7", sized("1", vacant))) == "+ - - - -");
    CHECK(chosen(counted(3, "8, 8, 8", sized("2", vacant))) == "- - -");
  }
  TEST_CASE("further keys part equals") {
    const std::string second = R"(, "second": {"2025": [0, 1, 3, 2, 9]})";
    CHECK(chosen(counted(5, "9, 8, 8, 8, 7", R"("size": "2", "by": ["mark", "second"], "ties": "vacant")", second)) == "+ - + - -");
    CHECK(chosen(counted(5, "9, 8, 8, 8, 7", R"("size": "2", "by": ["mark", "-second"], "ties": "vacant")", second)) == "+ + - - -");
  }
  TEST_CASE("only those for whom `who` holds stand, and the others are told so") {
    const Given g = counted(4, "9, 8, 7, 6", sized("2", R"("who": "stands", "by": ["mark"], "ties": "include")"), R"(, "stands": {"2025": [false, true, true, true]})");
    CHECK(chosen(g) == "- + + -");
    CHECK(reasons(Board(g).explain("best", "A")["outcome"], false).find("not a candidate: stands does not hold") != std::string::npos);
    CHECK(Board(g).explain("best", "B")["outcome"]["of"].text() == "3");
  }
  TEST_CASE("a missing key or condition holds the part open, except for those who do not stand") {
    CHECK(chosen(counted(4, "9, null, 7, 6", sized("2"))) == "undecided undecided undecided undecided");
    const std::string who = R"("size": "1", "who": "stands", "by": ["mark"], "ties": "include")";
    CHECK(chosen(counted(4, "9, 8, null, 6", who, R"(, "stands": {"2025": [true, null, false, true]})")) == "undecided undecided - undecided");
    CHECK(chosen(counted(4, "9, 8, null, 6", who, R"(, "stands": {"2025": [true, true, false, true]})")) == "+ - - -");
    // Whom the condition does not concern is not chosen.
    CHECK(chosen(counted(4, "9, 8, 7, 6", who, R"(, "stands": {"2025": ["exempt", true, false, true]})")) == "- + - -");
    CHECK(chosen(counted(4, "9, 8, 7, 6", who, R"(, "stands": {"2025": ["exempt", null, false, true]})")) == "- undecided - undecided");
    const Board board(counted(4, "9, null, 7, 6", sized("2")));
    CHECK(board.explain("best", "A")["status"].text() == "missing");
    CHECK(board.explain("best", "A")["reason"].zh() == "B：缺少得分（2025年），已逾期");
  }
  TEST_CASE("an exempt figure takes no part") {
    CHECK(chosen(counted(4, "9, \"exempt\", 7, 6", sized("2"))) == "+ undecided + -");
    CHECK(Board(counted(4, "9, \"exempt\", 7, 6", sized("2"))).explain("best", "B")["status"].text() == "exempt");
  }
  TEST_CASE("a further key that is missing matters only to those it should part at the edge") {
    const std::string keys = R"("size": "2", "by": ["mark", "second"], "ties": "include")";
    CHECK(chosen(counted(4, "9, 8, 8, 7", keys, R"(, "second": {"2025": [null, 1, null, null]})")) == "+ undecided undecided -");
    CHECK(chosen(counted(4, "9, 9, 8, 7", keys, R"(, "second": {"2025": [null, 1, null, null]})")) == "+ + - -");
  }
  TEST_CASE("a size that differs inside a part is a fault of the figures; between parts it may differ") {
    const std::string staff = R"(, "staff": {"2025": [4, 4, 2, 2]})";
    CHECK(Board(counted(4, "9, 8, 7, 6", sized("50% * staff"), staff)).figure("best") == "invalid");
    CHECK(Board(counted(4, "9, 8, 7, 6", sized("50% * staff"), staff)).explain("best")["reason"].zh() == "同一范围内各单位的名额不一致");
    Given g = counted(4, "9, 8, 7, 6", sized("50% * staff", R"("within": "group", "by": ["mark"], "ties": "include")"), staff);
    g.units = {R"({"id": "A", "group": "x"})", R"({"id": "B", "group": "x"})", R"({"id": "C", "group": "y"})", R"({"id": "D", "group": "y"})"};
    CHECK(chosen(g) == "+ + + -");
  }
  TEST_CASE("a missing size holds all open who stand") {
    CHECK(chosen(counted(3, "9, 8, 7", sized("staff"), R"(, "staff": {"2025": [null, 1, 1]})")) == "undecided undecided undecided");
  }
  TEST_CASE("within a choice each option has its own places") {
    const std::string kind = R"(, "kind": {"2025": ["a", "b", "a", "b", "b"]})";
    CHECK(chosen(counted(5, "5, 4, 3, 2, 1", sized("1", R"("within": "kind", "by": ["mark"], "ties": "include")"), kind)) == "+ + - - -");
  }
  TEST_CASE("why it is open is told of a unit of the own part, and one of no part stands open alone") {
    const std::string kind = R"(, "kind": {"2025": ["a", "a", "b", "b", null]})";
    const Given g = counted(5, "null, 4, 3, null, 1", sized("1", R"("within": "kind", "by": ["mark"], "ties": "include")"), kind);
    CHECK(Board(g).explain("best", "C")["reason"].zh() == "D：缺少得分（2025年），已逾期");
    CHECK(Board(g).explain("best", "E")["reason"].en() == "kind (2025) is missing, and late");
    CHECK(chosen(counted(3, "5, 4, 3", sized("1", R"("within": "kind", "by": ["mark"], "ties": "include")"), R"(, "kind": {"2025": ["a", "a", null]})")) == "+ - undecided");
  }
  TEST_CASE("within a cohort only its members stand, and the others are in no part") {
    Given g = counted(4, "9, 8, 7, 6", sized("1", R"("within": "peers", "by": ["mark"], "ties": "include")"), R"(, "stands": {"2025": [false, true, true, true]}, "kind": {"2025": ["a", "a", "b", "b"]})");
    g.publish = R"(], "cohorts": {"peers": {"within": "kind", "where": "stands"}}, "x-rest": [)";
    CHECK(chosen(g) == "undecided + + -");
    CHECK(Board(g).explain("best", "A")["status"].text() == "exempt");
  }
  TEST_CASE("while it is not known of one who stands in a cohort, its part stays open, and no other part") {
    Given g = counted(5, "9, 8, 7, 6, 5", sized("1", R"("within": "peers", "by": ["mark"], "ties": "include")"), R"(, "stands": {"2025": [true, null, true, true, false]}, "kind": {"2025": ["a", "a", "b", "b", "a"]})");
    g.publish = R"(], "cohorts": {"peers": {"within": "kind", "where": "stands"}}, "x-rest": [)";
    CHECK(chosen(g) == "undecided undecided + - undecided");
    CHECK(Board(g).explain("best", "A")["status"].text() == "missing");
    CHECK(Board(g).explain("best", "E")["status"].text() == "exempt");
  }
  TEST_CASE("who stood in a frozen cohort is told by the year before") {
    Given g = counted(3, "9, 8, 7", sized("1", R"("within": "peers", "by": ["mark"], "ties": "include")"), R"(, "stands": {"2024": [false, true, true], "2025": [true, true, true]})");
    g.periods = R"("2024", "2025")";
    g.publish = R"(], "cohorts": {"peers": {"within": "all", "where": "stands", "frozen": 1}}, "x-rest": [)";
    CHECK(chosen(g) == "undecided + -");
  }
  TEST_CASE("who does not belong to the class stands in no part of it, whatever figures there are") {
    Given g = counted(3, "9, 8, 7", sized("1"), R"(, "stands": {"2025": [false, true, true]})");
    g.publish = R"(], "belongs": "stands", "x-rest": [)";
    CHECK(chosen(g) == "undecided + -");
  }
  TEST_CASE("strata share the size by largest remainder") {
    // 3 places over 5, 3 and 2: 1.5, 0.9, 0.6 → 1, 0, 0 and the two left go to the remainders .9 and .6.
    const std::string kind = R"(, "kind": {"2025": ["a", "a", "a", "a", "a", "b", "b", "b", "c", "c"]})";
    const std::string keys = sized("3", R"("strata": {"by": "kind"}, "by": ["mark"], "ties": "include")");
    CHECK(chosen(counted(10, "10, 9, 8, 7, 6, 5, 4, 3, 2, 1", keys, kind)) == "+ - - - - + - - + -");
  }
  TEST_CASE("strata with equal remainders: more members first, then the order of the options") {
    // 2 places over 3 and 1: 1.5 and 0.5; the one left goes to the larger.
    const std::string keys = sized("2", R"("strata": {"by": "kind"}, "by": ["mark"], "ties": "include")");
    CHECK(chosen(counted(4, "1, 2, 3, 4", keys, R"(, "kind": {"2025": ["a", "b", "b", "b"]})")) == "- - + +");
    // 1 place over 2 and 2: a half each; the first option has it, whatever the order of the units.
    const std::string one = sized("1", R"("strata": {"by": "kind"}, "by": ["mark"], "ties": "include")");
    CHECK(chosen(counted(4, "4, 3, 2, 1", one, R"(, "kind": {"2025": ["b", "b", "a", "a"]})")) == "- - + -");
  }
  TEST_CASE("the arithmetic, the own place and the edge are told in words") {
    const Given g = counted(5, "9, 8, 7, 6, 5", sized("40% * staff"), R"(, "staff": {"2025": [6, 6, 6, 6, 6]})");
    const Part outcome = Board(g).explain("best", "C")["outcome"];
    CHECK(reasons(outcome, true) == "40% × 6 = 2.4，取2个名额 | 在5个候选中列第3位 | 最后入选的是B，其后是C");
    CHECK(reasons(outcome, false) == "40% × 6 = 2.4, so 2 places | No. 3 of 5 candidates | the last taken: B; the next: C");
    CHECK(outcome["label"].zh() == "未入选");
    CHECK(reasons(Board(counted(3, "3, 2, 1", sized("50% * staff"), R"(, "staff": {"2025": [4, 4, 4]})")).explain("best")["outcome"], true) ==
          "50% × 4 = 2个名额 | 在3个候选中列第1位 | 最后入选的是B，其后是C");
    CHECK(reasons(Board(counted(4, "9, 8, 8, 7", sized("2"))).explain("best", "B")["outcome"], true) == "2个名额 | 在4个候选中列第2位 | B、C并列在边缘，全部入选");
    CHECK(reasons(Board(counted(4, "9, 8, 8, 7", sized("2", vacant))).explain("best", "B")["outcome"], true) == "2个名额 | 在4个候选中列第2位 | B、C并列在边缘，名额空缺");
    CHECK(Board(g).explain("best")["sentence"].zh() == "按得分从高到低取前(40% × 人数)个，边缘并列的全部入选。");
  }
  TEST_CASE("a formula reads it as true or false") {
    Given g = counted(3, "3, 2, 1", sized("1"));
    g.nodes += R"(, "prize": {"type": "number", "value": "if(best, 10, 0) + 0"})";
    CHECK(Board(g).figure("prize", "A") == "10");
    CHECK(Board(g).figure("prize", "B") == "0");
  }
  TEST_CASE("no keys, no ties policy and a choice as a key are refused") {
    CHECK(check_errors(counted(1, "1", R"("size": "1", "by": [], "ties": "include")")) == "missing-key /classes/office/nodes/best/by");
    CHECK(check_errors(counted(1, "1", R"("size": "1", "by": ["mark"])")) == "missing-key /classes/office/nodes/best");
    CHECK(check_errors(counted(1, "1", R"("size": "1", "by": ["kind"], "ties": "include")")) == "formula-type /classes/office/nodes/best/by/0");
  }
}

TEST_SUITE("outcomes.honour") {
  TEST_CASE("the first so many are honoured, and it is told as an honour") {
    Given g = counted(4, "9, 8, 8, 7", sized("1"));
    g.nodes += R"(, "praise": {"type": "honour", "first": "2", "by": ["mark"], "ties": "include", "then": {"zh-CN": "通报表扬", "en": "Praised"}})";
    CHECK(chosen(g, "praise") == "+ + + -");
    const Part outcome = Board(g).explain("praise")["outcome"];
    CHECK(outcome["effect"].text() == "honour");
    CHECK(outcome["label"].zh() == "通报表扬");
    CHECK(Board(g).explain("praise", "D")["outcome"]["effect"].text() == "");
    CHECK(Board(g).explain("praise", "D")["outcome"]["label"].en() == "not honoured");
    CHECK(Board(g).explain("praise")["sentence"].en() == "The first 2 by Mark, highest first; a tie at the edge is taken in: Praised.");
  }
}
