// A scheme as its author wrote it: typed, every part with its place in the text, nothing resolved.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "yardstick/document.h"
#include "yardstick/formula.h"
#include "yardstick/number.h"
#include "yardstick/period.h"

namespace yardstick {

struct Rule;     // core/src/rules/rule.h
struct Outcome;  // core/src/outcomes/outcome.h

/// A place in the author's text.
struct Where {
  std::string pointer;
  std::size_t offset = 0;
};

/// An id that refers to something, with its place.
struct Cited {
  std::string id;
  Where where;
};

/// A formula with its parsed tree; `expr` is null where none was given or it does not parse.
struct Formula {
  std::string text;
  Where where;
  std::shared_ptr<const Expr> expr;
  bool given() const { return !text.empty(); }
};

struct Option {
  std::string id;
  Text title;
};

enum class FactType : std::uint8_t { number, count, money, rate, choice, flag, date, text, votes, records };

/// A field of a record; also what a fact and a field have in common.
struct Field {
  std::string id;
  Where where;
  FactType type = FactType::number;
  Text title;
  std::vector<Option> options;
  std::optional<Number> min, max, step;
};

struct Fact : Field {
  Grain grain = Grain::year;
  Text unit, reporter, proof;
  std::string basis;
  std::string dated = "date";   // records: the field that places a record in its period
  std::vector<Field> fields;    // records
};

struct Dated {
  std::int64_t from = 0;  // day number
  Number value;
  bool percent = false;   // written "98%"
  std::vector<Cited> clauses;
};

struct Parameter {
  std::string id;
  Where where;
  Text title;
  std::string basis;
  std::vector<Dated> values;  // earliest first
};

enum class StepKind : std::uint8_t { cap, floor, multiply, add, round };

struct Step {
  StepKind kind = StepKind::cap;
  Where where;
  Formula operand;             // all but round
  Number unit = 1;             // round: the multiple
  Rounding mode = Rounding::half_up;
  Formula when;
  std::vector<Cited> clauses;
};

enum class Take : std::uint8_t { sum, mean, weighted, pooled, min, max };
enum class Policy : std::uint8_t { missing, skip, zero, full, exempt };

struct Fold {
  Where where;
  std::string over = "children";  // or a grain, or a records fact
  Cited of;
  Take take = Take::sum;
  bool by_rate = false;
  Policy missing = Policy::missing;
  Policy exempt = Policy::skip;
  Policy none = Policy::exempt;
};

enum class NodeType : std::uint8_t { points, number, rate, flag, money, date, rank, level, veto, verdict, quota, honour, run, convert, award, pool, decision };
std::string_view name_of(NodeType type);  // "points" …

struct Node;

/// What one period of a node with contents of its own is made of.
struct Content {
  std::string key;  // "Q1"
  int index = 1;
  std::vector<Node> nodes;  // the content itself first, then its children
};

struct Node {
  std::string id;  // "speed"; inside contents "quarter[Q1]", "quarter[Q1].inspection"
  Where where;
  NodeType type = NodeType::points;
  Text title;
  std::string basis;
  std::vector<Cited> clauses;
  std::optional<Grain> grain;  // the calendar's main period where none is written
  std::optional<Number> full;
  std::optional<Number> weight;
  std::vector<Cited> children;
  std::vector<Content> contents;
  std::shared_ptr<const Rule> rule;
  std::optional<Fold> fold;
  std::vector<Step> per_period, steps;
  bool outside = false, extra = false;
  Formula value;  // number, rate, flag, money, date
  std::shared_ptr<const Outcome> outcome;
};

struct Class {
  std::string id;
  Where where;
  Text title;
  std::vector<Fact> facts;
  std::vector<Node> nodes;
  Cited total;
  std::vector<Cited> publish;
};

struct Gap {
  std::string rule;
  std::vector<Cited> clauses;
  Text reason;
};

/// An expected or pinned figure: node, period ("" for the case's own), aspect ("" points, "rate", "status" …) and text.
struct CaseFigure {
  std::string unit, node, period, aspect;
  std::vector<std::string> values;  // one, but for "rejected"
  Where where;
};

struct Case {
  std::string name, source, note, cls, period;
  Text description;
  Where where;
  std::vector<Cited> clauses;
  std::vector<CaseFigure> assume, expect;
  Json units, readings, records;  // as written; read like a dataset's
  std::string pointer;
};

struct Clause {
  std::string id;
  Text text;
  Where where;
};

struct Scheme {
  std::string id, version;
  Text title;
  Text source_document, source_note;
  std::string source_status;
  Grain main = Grain::year;
  std::vector<Grain> grains;
  int places = 2;
  Rounding mode = Rounding::half_up;
  std::vector<Clause> clauses;
  std::vector<Parameter> parameters;
  std::vector<Class> classes;
  std::vector<Gap> gaps;
  std::vector<Case> cases;
};

/// Reads a scheme's text into the model; every fault of form, all at once. References are not yet looked at.
Checked<Scheme> parse_scheme(const Document& document);

}  // namespace yardstick
