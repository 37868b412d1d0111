// What check says of a scheme before any data: the graph, full marks, weights, types and hints.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

const std::string nodes_at = "/classes/office/nodes/";

std::string refusal(const std::string& nodes, const std::string& facts = "") {
  Given g;
  g.facts = facts;
  g.nodes = nodes;
  return check_errors(g);
}
std::string ten(const std::string& id, const std::string& more = "") {
  return "\"" + id + R"(": {"full": "10")" + more + R"(, "rule": {"kind": "constant", "points": "1"}})";
}

}  // namespace

TEST_SUITE("plan") {
  TEST_CASE("a cycle is refused and names its members in their order") {
    Given g;
    g.nodes = R"("total": {"full": "10", "rule": {"kind": "formula", "points": "a"}}, "a": {"type": "number", "value": "b + 1"}, "b": {"type": "number", "value": "total"})";
    Workbook book;
    const Part reply(book.check(scheme_text(g)));
    CHECK(errors_of(reply) == "cycle " + nodes_at + "total");
    for (const Part& d : reply["diagnostics"].items())
      if (d["code"].text() == "cycle") CHECK(d["args"].words() == "total → a → b → total");
  }
  TEST_CASE("a node that reads itself and a bonus for the place it decides are cycles") {
    CHECK(refusal(ten_points(R"({"kind": "formula", "points": "total"})")) == "cycle " + nodes_at + "total");
    CHECK(refusal(R"("total": {"full": "10", "children": ["a", "plus"]}, )" + ten("a") +
                  R"x(, "plus": {"outside": true, "rule": {"kind": "formula", "points": "if(place == 1, 1, 0)"}}, "place": {"type": "rank", "of": "total", "ties": "dense"})x") == "cycle " + nodes_at + "total");
  }
  TEST_CASE("full marks of the children make up their parent's under a sum, not under a mean of rates") {
    const std::string two = R"("children": ["a", "b"]}, )" + ten("a") + ", " + ten("b");
    CHECK(refusal(R"("total": {"full": "20", )" + two) == "");
    CHECK(refusal(R"("total": {"full": "19", )" + two) == "full-off-children " + nodes_at + "total");
    CHECK(refusal(R"("total": {"full": "100", "fold": {"take": "mean", "by": "rate"}, )" + two) == "");
  }
  TEST_CASE("weights make 100% exactly") {
    const auto weights = [](const std::string& a, const std::string& b) {
      return refusal(R"("total": {"full": "10", "fold": {"take": "weighted"}, "children": ["a", "b"]}, )" + ten("a", R"(, "weight": ")" + a + "\"") + ", " + ten("b", R"(, "weight": ")" + b + "\""));
    };
    CHECK(weights("0.7", "30%") == "");
    CHECK(weights("1/3", "2/3") == "");
    CHECK(weights("0.7", "0.299999") == "weights-off-total " + nodes_at + "total");
    CHECK(weights("0.7", "0.300001") == "weights-off-total " + nodes_at + "total");
  }
  TEST_CASE("full marks are needed inside, not outside, and must be above zero") {
    CHECK(refusal(R"("total": {"rule": {"kind": "constant", "points": "1"}})") == "full-missing " + nodes_at + "total");
    CHECK(refusal(R"("total": {"full": "0", "rule": {"kind": "constant", "points": "1"}})") == "bad-quantity " + nodes_at + "total");
    CHECK(refusal(R"("total": {"full": "10", "children": ["a", "b"]}, )" + ten("a") + R"(, "b": {"outside": true, "rule": {"kind": "constant", "points": "1"}})") == "");
  }
  TEST_CASE("a node needs one source of its points and no more") {
    CHECK(refusal(R"("total": {"full": "10"})") == "fold-without-members " + nodes_at + "total");
    CHECK(refusal(R"("total": {"full": "10", "children": ["a"], "rule": {"kind": "constant", "points": "1"}}, )" + ten("a")) == "wrong-format " + nodes_at + "total");
  }
  TEST_CASE("a child is named once") {
    CHECK(refusal(R"("total": {"full": "20", "children": ["a", "a"]}, )" + ten("a")) == "duplicate-id " + nodes_at + "total/children/1");
  }
  TEST_CASE("full marks make up those of all the periods that a sum runs over") {
    const auto year = [](const std::string& full, const std::string& fold) {
      return refusal(R"("total": {"full": ")" + full + R"(", "fold": {"over": "quarter", "of": "quarter", )" + fold + R"(}}, "quarter": {"grain": "quarter", "full": "10", "rule": {"kind": "constant", "points": "1"}})");
    };
    CHECK(year("40", R"("take": "sum")") == "");
    CHECK(year("10", R"("take": "sum")") == "full-off-children " + nodes_at + "total");
    CHECK(year("10", R"("take": "mean")") == "");
  }
  TEST_CASE("steps on each period want a fold over periods, and rates want full marks") {
    CHECK(refusal(R"("total": {"full": "10", "perPeriod": [{"cap": "1"}], "rule": {"kind": "constant", "points": "5"}})") == "wrong-format " + nodes_at + "total/perPeriod/0");
    CHECK(refusal(R"("total": {"full": "10", "children": ["a", "b"]}, )" + ten("a") + R"(, "b": {"outside": true, "fold": {"take": "sum", "by": "rate"}, "children": ["c"]}, )" + ten("c")) == "full-missing " + nodes_at + "b/fold");
  }
  TEST_CASE("unknown children, totals, published nodes, clauses and periods are refused at their places") {
    CHECK(refusal(R"("total": {"full": "10", "children": ["b"]}, )" + ten("a")) == "unknown-reference " + nodes_at + "total/children/0");
    CHECK(refusal(ten("total", R"(, "clauses": ["c9"])")) == "unknown-reference " + nodes_at + "total/clauses/0");
    Given g;
    g.nodes = ten("total");
    g.publish = "\"totl\"";
    CHECK(check_errors(g) == "unknown-reference /classes/office/publish/0");
    g.publish = "";
    g.total = "sum";
    CHECK(check_errors(g) == "missing-total /classes/office/total");
    CHECK(refusal(ten("total", R"(, "grain": "week")")) == "bad-choice " + nodes_at + "total/grain");
  }
  TEST_CASE("an unknown name gets the nearest known one as a suggestion") {
    Given g;
    g.facts = R"("patrols": {"type": "count", "grain": "year"})";
    g.nodes = ten_points(R"({"kind": "formula", "points": "patrlos"})");
    Workbook book;
    const Part reply(book.check(scheme_text(g)));
    REQUIRE(errors_of(reply) != "");
    CHECK(reply["diagnostics"][0]["args"].words() == "name patrlos patrols");
    CHECK(reply["diagnostics"][0]["text"].en().find("patrols") != std::string::npos);
  }
  TEST_CASE("children and folds of another grain are refused") {
    CHECK(refusal(R"("total": {"full": "10", "children": ["a"]}, )" + ten("a", R"(, "grain": "quarter")")) == "grain-clash " + nodes_at + "total/children/0");
    CHECK(refusal(R"("total": {"full": "10", "fold": {"over": "month", "of": "a", "take": "mean"}}, )" + ten("a", R"(, "grain": "quarter")")) == "grain-clash " + nodes_at + "total/fold");
    CHECK(refusal(R"("total": {"full": "10", "fold": {"over": "year", "of": "a", "take": "mean"}}, )" + ten("a")) == "grain-clash " + nodes_at + "total/fold");
  }
  TEST_CASE("contents are keyed by periods of their node's grain, each once") {
    const auto contents = [](const std::string& inner) {
      return refusal(ten("total") + R"(, "q": {"grain": "quarter", "contents": {)" + inner + "}}");
    };
    const std::string body = R"(: {"full": "10", "children": {"a": {"full": "10", "rule": {"kind": "constant", "points": "1"}}}})";
    CHECK(contents("\"Q1\"" + body) == "");
    CHECK(contents("\"H1\"" + body) == "contents-clash " + nodes_at + "q/contents/H1");
    CHECK(contents("\"Q5\"" + body) != "");
    CHECK(contents(R"("Q1": {"full": "11", "children": {"a": {"full": "10", "rule": {"kind": "constant", "points": "1"}}}})") == "full-off-children " + nodes_at + "q/contents/Q1");
  }
  TEST_CASE("a cap below a floor is refused, on either order, and equal ones are not") {
    CHECK(refusal(ten("total", R"(, "steps": [{"cap": "5"}, {"floor": "6"}])")) == "cap-below-floor " + nodes_at + "total/steps/1");
    CHECK(refusal(ten("total", R"(, "steps": [{"floor": "6"}, {"cap": "5"}])")) == "cap-below-floor " + nodes_at + "total/steps/1");
    CHECK(refusal(ten("total", R"(, "steps": [{"floor": "5"}, {"cap": "5"}])")) == "");
    CHECK(refusal(ten("total", R"(, "steps": [{"cap": "5", "floor": "6"}])")) == "wrong-format " + nodes_at + "total/steps/0");
  }
  TEST_CASE("a chain of nodes deeper than the limit is refused instead of ending the engine") {
    const auto chain = [](int length) {
      std::string nodes = ten_points(R"({"kind": "formula", "points": "n1"})");
      for (int i = 1; i < length; ++i) nodes += ", \"n" + std::to_string(i) + R"(": {"type": "number", "value": "n)" + std::to_string(i + 1) + " + 1\"}";
      return nodes + ", \"n" + std::to_string(length) + R"(": {"type": "number", "value": "1"})";
    };
    Given g;
    g.nodes = chain(199);
    CHECK(Board(g).figure("total") == "199");
    CHECK(refusal(chain(200)).rfind("not-supported ", 0) == 0);
    CHECK(refusal(chain(3000)).rfind("not-supported ", 0) == 0);
  }
  TEST_CASE("hints name what is unused and uncited, and refuse nothing") {
    Given g;
    g.clauses = R"("c1": "one", "c2": "two")";
    g.parameters = R"("line": {"values": [{"from": "2025-01-01", "value": "1"}]})";
    g.facts = R"("f": {"type": "number", "grain": "year"})";
    g.nodes = ten("total", R"(, "clauses": ["c1"])");
    CHECK(check_hints(g) == "clause-without-node /clauses/c2; unused-parameter /parameters/line; unused-fact /classes/office/facts/f");
    CHECK(check_errors(g) == "");
    g.nodes = ten("total");
    CHECK(check_hints(g).find("node-without-clause /classes/office/nodes/total") != std::string::npos);
  }
  TEST_CASE("all faults are told at once") {
    CHECK(refusal(R"("total": {"full": "10", "children": ["a", "b"]}, "a": {"full": "10", "rule": {"kind": "formula", "points": "x"}}, "c": {"type": "flag", "value": "1"})") ==
          "unknown-reference " + nodes_at + "a/rule/points; unknown-reference " + nodes_at + "total/children/1; formula-type " + nodes_at + "c/value");
  }
}
