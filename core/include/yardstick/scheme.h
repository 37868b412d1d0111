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

enum class FactType : std::uint8_t { number, count, money, rate, choice, flag, date, text, unit, votes, records };
std::string_view name_of(FactType type);  // "number" …

/// A field of a record; also what a fact and a field have in common.
struct Field {
  std::string id;
  Where where;
  FactType type = FactType::number;
  Text title;
  Text unit;
  std::vector<Option> options;
  std::optional<Number> min, max, step;
  Cited of;                     // a unit: its class
  std::vector<Field> fields;    // records; of a fact with keys, "key" and "value"
  bool personal = false;        // says something about a person
};

/// What a reason code in a reading's place gives: a status, or a value.
struct Reason {
  Option name;
  enum class Gives : std::uint8_t { missing, exempt, value } gives = Gives::missing;
  Number value;
};

struct Fact : Field {
  Grain grain = Grain::year;
  Text reporter, proof;
  std::string basis;
  std::string dated = "date";   // records: the field that places a record in its period
  std::vector<Option> keys;     // a value for each
  std::vector<Reason> reasons;
  Cited from, by;               // a borrowed list: "department.events", and its field that names the unit
  Cited share, share_per;       // records whose shares make 100%: the field, and what it is shared over
  bool is_list() const { return type == FactType::records || !keys.empty(); }
  /// The columns of its readings: a vote's options, a fact's keys, or one.
  std::size_t columns() const {
    return type == FactType::votes ? options.size() : keys.empty() ? std::size_t{1} : keys.size();
  }
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

/// A table of constants: rows found by one or more keys.
struct Table {
  struct Key {
    std::string id;
    enum class Match : std::uint8_t { exact, from, to } match = Match::exact;
  };
  struct Row {
    Where where;
    std::vector<std::string> keys;  // as written
    std::vector<Number> values;     // by column
  };
  struct Version {
    std::int64_t from = 0;  // day number
    std::vector<Row> rows;
  };
  std::string id;
  Where where;
  Text title;
  std::vector<Key> keys;
  std::vector<std::string> columns;
  std::vector<Version> versions;  // earliest first
  std::vector<Number> otherwise;  // by column; empty: invalid
};

/// A named relation between units.
struct Link {
  enum class Count : std::uint8_t { one, optional, many };
  enum class Shares : std::uint8_t { none, to, from };
  std::string id;
  Where where;
  Text title;
  Cited from;
  std::vector<Cited> to;
  Count count = Count::one;
  Shares shares = Shares::none;
};

/// Units of a class that are looked at together.
struct Cohort {
  std::string id;
  Where where;
  Text title;
  Cited within;     // "all", "group", a choice fact, a link
  Formula members;  // "where"
  int frozen = 0;   // main periods earlier
};

/// Several nodes whose points together have a maximum.
struct Limit {
  std::string id;
  Where where;
  Text title;
  std::vector<Cited> nodes;  // in the order in which they are trimmed
  Formula max;
  std::vector<Cited> clauses;
};

enum class Policy : std::uint8_t { missing, skip, zero, full, exempt, average, move };

/// A named reading of the scheme: what folds do with what is missing, and up to which day.
struct View {
  std::string id;
  Where where;
  Text title;
  std::optional<Policy> missing;
  bool through_as_of = false;
};

enum class StepKind : std::uint8_t { cap, floor, multiply, add, scale, round };

struct Step {
  StepKind kind = StepKind::cap;
  Where where;
  Formula operand;             // all but round
  Number unit = 1;             // round: the multiple
  Rounding mode = Rounding::half_up;
  Formula when;
  std::vector<Cited> clauses;
};

enum class Take : std::uint8_t { sum, mean, weighted, pooled, median, min, max, product, geometric, first, last, count, any, all,
                                 deviation, sample_deviation, percentile };  // the last three: list functions only

/// How many members: a number, or a share of those that have a figure.
struct Amount {
  Number number;
  bool share = false;
  Rounding mode = Rounding::down;
};

/// Members left out, or kept, by the order of a key.
struct Trim {
  bool given = false;
  bool keep = false;  // "pick"
  Amount lowest, highest;
  Formula by;  // nothing: the figure
};

struct AtLeast {
  bool given = false;
  bool share = false;
  Number number;
  Policy otherwise = Policy::missing;
};

struct Fold {
  Where where;
  std::string over = "children";  // or a grain, a list, a link
  Cited of;
  Take take = Take::sum;
  bool by_rate = false;
  std::optional<Policy> missing;  // stated
  Policy exempt = Policy::skip;
  std::vector<std::pair<Cited, Number>> move_to;
  Policy none = Policy::exempt;
  AtLeast at_least;
  Trim trim;
  Formula full, weight;
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
  std::optional<Number> full;  // where it is a constant
  Formula full_marks;          // as written
  Formula weight;
  std::vector<Cited> children;
  std::vector<Content> contents;
  std::shared_ptr<const Rule> rule;
  std::optional<Fold> fold;
  std::vector<Step> per_period, steps;
  bool outside = false, extra = false;
  /// Beside its parent's full marks: what it gives or takes is no part of the hundred.
  bool apart() const { return outside || extra; }
  Formula value;  // number, rate, flag, money, date
  std::shared_ptr<const Outcome> outcome;
};

struct Class {
  std::string id;
  Where where;
  Text title;
  bool one = false;
  bool persons = false;  // its units are people
  Formula belongs;
  std::vector<Fact> facts;
  std::vector<Cohort> cohorts;
  std::vector<Limit> limits;
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
  std::string name, source, cls, period, as_of, view;
  Text description, note;
  Where where;
  std::vector<Cited> clauses;
  std::vector<CaseFigure> assume, expect;
  Json units, links, readings, records, closed_through, decisions;  // as written; read like a dataset's
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
  std::vector<std::int64_t> holidays, working_days;  // sorted
  int places = 2;
  Rounding mode = Rounding::half_up;
  std::vector<Clause> clauses;
  std::vector<Parameter> parameters;
  std::vector<Table> tables;
  std::vector<Link> links;
  std::vector<View> views;
  std::vector<Class> classes;
  std::vector<Gap> gaps;
  std::vector<Case> cases;
};

/// Reads a scheme's text into the model; every fault of form, all at once. References are not yet looked at. A value is given
/// beside errors that leave every part in its place (a misspelt key, say), so that compile can tell the rest.
Checked<Scheme> parse_scheme(const Document& document);

}  // namespace yardstick
