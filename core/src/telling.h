// Putting a rule into words: names become titles, or the figures of one unit.
#pragma once

#include <initializer_list>
#include <string>

#include "yardstick/plan.h"

namespace yardstick {

struct Columns;
struct Data;

/// Where one looks: a period (slot of the node's grain) and a unit.
struct Position {
  int slot = 0;
  int unit = 0;
};

/// A text that is only looked at while a sentence is made.
struct TextView {
  const Text* text;
  TextView(const Text& of) : text(&of) {}
};
/// Fills {0} {1} … in each language.
Text say(const char* zh, const char* en, std::initializer_list<TextView> args = {});
Text plain(std::string text);  // the same in both languages
Text joined(const std::vector<Text>& parts, const char* zh, const char* en);
std::string points_text(const Number& number);  // for a scheme's own constants: exact

/// A number that its author wrote as a percentage, or not.
std::string quantity_text(const Number& number, bool percent);

/// Exact where that is short, else four decimals.
std::string short_text(const Number& number);
/// "9 + 8 − 10", the first `most` of them.
std::string figures_sum(const std::vector<Number>& figures, std::size_t most, bool percents = false);

/// "四舍五入到0.01"
Text rounding_said(const Number& unit, Rounding mode);

/// A part of a rule, with the clauses that it cites by itself; without words, only those.
struct Said {
  Text text;
  const std::vector<Cited>* clauses = nullptr;
};
/// A rule taken apart: what holds for all of it, then one thing after another.
struct Details {
  Text lead;
  std::vector<Said> parts;
};

Details listed(Text lead, std::vector<Text> parts);

/// Whether a formula is a choice between figures: told as a sentence of its own.
bool is_choice(const Formula& formula);

/// Without columns, tells in words; with columns, tells the figures at a position.
struct Telling {
  const Plan& plan;
  const PlanNode& node;
  const Columns* columns = nullptr;
  const Data* data = nullptr;
  Position position = {};
  // What stands for a formula that steps have acted on.
  const Formula* stepped = nullptr;
  Text stepped_as = {};
  // In words: a parameter's value stands behind its title, as it is in force at the position; the latest where `data` is null.
  bool with_values = false;

  bool in_figures() const { return columns != nullptr; }
  /// The same place in words.
  Telling in_words() const { return {plan, node, nullptr, data, position, nullptr, {}, with_values}; }
  /// The formula as people read it; in brackets where it is more than one term.
  Text value(const Formula& formula, bool brackets = true) const;
  /// A part of the rule: `words`, or its figure.
  Text part(const std::string& name, const Text& words) const;
  /// Whether the node has full marks, as a quantity or a formula.
  bool has_full() const { return node.node->full || node.node->full_marks.given(); }
  /// Full marks: "满分", or the figure.
  Text full() const;
  Text full_marks() const;  // the figure in both cases
  /// The value of a column at the position; nothing where it is not known, or of a list's rows.
  std::optional<Number> number(Column column) const;
  std::string figure(Column column, Written written = Written::plain) const;
  /// The title of an option or a level, "是" or "否": what a name comes to that is no quantity; else empty.
  Text said(const NameUse& use) const;
  /// The figures of a list's rows that a sum in a formula is made of; empty where they are not known, or it is no sum of rows.
  std::vector<Number> rows_of(Column column) const;
  Text title_of_list(int list) const;
  /// What `within` names: a cohort, a choice, a link.
  Text title_of_parts(const std::string& id) const;
  Text title_of_fact(const std::string& id) const;  // the id itself where there is none
};

}  // namespace yardstick
