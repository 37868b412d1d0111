// What the workbook answers, written from columns. Shapes: site/src/engine/types.ts.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reader.h"
#include "reading.h"

namespace yardstick {

extern const char* const engine_version;

void write_diagnostics(JsonWriter& w, const std::vector<Diagnostic>& diagnostics);
void write_figure(JsonWriter& w, const Figure& figure);
void write_status(JsonWriter& w, Status status);
void write_clauses(JsonWriter& w, const std::vector<Cited>& clauses);
void write_outcome(JsonWriter& w, const Board& board, const PlanNode& node, Position at);

/// What a node says, in one sentence a language.
Text sentence_of(const Telling& words);
/// What its fold does, where it has a rule beside it as well.
Text fold_said(const Telling& words);

/// A query's class, unit, node and period, found or reported.
struct Asked {
  int cls = -1, unit = -1;
  const PlanNode* node = nullptr;
  Period period;
  int slot = -1;  // of the node's grain (of the period's own grain where no node is asked for)
  bool ok = true;
};
Asked asked(Fields& fields, const Board& board, bool wants_unit, bool wants_node);

void write_summary(JsonWriter& w, const Board& board);
void write_rows(JsonWriter& w, const Board& board, Fields& query);
void write_histogram(JsonWriter& w, const Board& board, Fields& query);
void write_card(JsonWriter& w, const Board& board, Fields& query);
void write_explanation(JsonWriter& w, const Board& board, Fields& query);
/// One outcome of a class with all whom it concerns: {"class", "node", "period", "from", "count"}.
void write_sheet(JsonWriter& w, const Board& board, Fields& query);

/// The fields that a unit's figures rest on.
void write_form(JsonWriter& w, const Board& board, Fields& query);
/// The facts of a class with all its units beside each other: {"class", "period", "units"}.
void write_grid(JsonWriter& w, const Board& board, Fields& query);
/// What a page about one node says: {"class", "node", "unit", "period"}.
void write_indicator(JsonWriter& w, const Board& board, Fields& query);
/// A dataset of one unit of a class and those it must be linked to: {"class", "period", "asOf"}.
void write_blank(JsonWriter& w, const Plan& plan, Fields& query);

/// Points lost by clause, what can still be won back, and what is past: {"class", "unit", "period"}.
void write_ledger(JsonWriter& w, const Board& board, Fields& query);
/// What a unit's card becomes from one set of changes to another: {"class", "unit", "period", "from", "to"}.
void write_difference(JsonWriter& w, const Board& board, Fields& query);

/// What a point of a child counts in its parent, and its weight there as the scheme says it ("40%"; "" where none is given).
struct Share {
  Number factor = 1;
  std::string weight;
};
/// By child of a node.
std::vector<Share> shares_at(const Board& board, const PlanNode& node, Position at);

/// One line of a unit's card: a node in a period, with what it is made of. `factor` is what a point here counts in the total.
struct Entry {
  const PlanNode* node = nullptr;
  int slot = 0;
  Text title;
  Number factor = 1;
  std::string weight;  // in a weighted fold, as the scheme says it
  std::vector<Entry> children;
};
Entry entry_of(const Board& board, const PlanNode& node, Position at, Text title = {}, const Number& factor = 1);
void write_entry(JsonWriter& w, const Board& board, const Entry& entry, int unit, bool deep, int at_least = 0);
/// A node's formula in words, and with one unit's figures put in.
struct Worked {
  Text formula, figures;
};
Worked worked_out(const Board& board, const PlanNode& node, Position at, const Entry& entry);
/// The records of a node's rule for one unit and period, with what became of each; how many were written.
int write_records(JsonWriter& w, const Board& board, const PlanNode& node, Position at, bool rejected_only = false);
/// What stands on a card beside its tree: other figures, what is missing, what was rejected, how it was before, how it stands
/// beside the others, and to whom it is linked (keys of the object in hand).
void write_beside(JsonWriter& w, const Board& board, const Entry& tree, int unit, const Period& period);

/// The result document, unit by unit: {"periods", "nodes", "sha256": {"scheme", "dataset"}}.
struct ResultJob {
  std::vector<Period> periods;
  bool nodes = false;
  std::string scheme_sha256, dataset_sha256;
  std::string units;
  int cls = 0, unit = 0;

  static ResultJob read(Fields& fields, const Board& board);
  /// One more unit; false when there is none left.
  bool next(const Board& board);
  std::string json(const Board& board) const;
};
void write_result(JsonWriter& w, const Board& board, Fields& query);

struct CaseFailure {
  std::string unit, node, period, expected, actual;
  Text reason;  // what is wrong with the case's own figures
};
struct CaseOutcome {
  bool passed = true;
  std::vector<CaseFailure> failures;
};
/// A case's figures, scored.
struct OpenCase {
  int cls = -1;
  Period own;  // the main period it is about
  Checked<Data> data;
  Columns columns;
  /// The node and the unit of whatever class a figure speaks of; nullptr where there is no such node, -1 no such unit.
  std::pair<const PlanNode*, int> place(const Plan& plan, const CaseFigure& figure) const;
};
/// What cannot be taken as it is written is a failure of `outcome`.
OpenCase open_case(const Document& scheme_text, const Plan& plan, const Case& example, CaseOutcome& outcome);
/// The slots a figure of a case speaks of: the period it names, or else all those of the node in the example's own period
/// (of all periods where that is not given), less those of other contents.
std::vector<int> slots_of(const Board& board, const PlanNode& node, const CaseFigure& figure, const std::optional<Period>& own);
/// Scores one case and compares; faults in its figures are failures of the case.
CaseOutcome run_case(const Document& scheme_text, const Plan& plan, const Case& example);

}  // namespace yardstick
