// The facade: a loaded scheme and dataset with their columns. The only header that wasm/ and the command line include.
// Text in, text out; every reply is {"value": …, "diagnostics": […]} and nothing throws. Queries and replies: data/README.md
// and site/src/engine/types.ts.
#pragma once

#include <memory>
#include <string>

namespace yardstick {

class Workbook {
 public:
  Workbook();
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  /// Reads, checks, compiles and scores both documents. On an error the previous state stays.
  std::string load(const std::string& scheme, const std::string& dataset);
  /// All that can be said about a scheme without data; value is null.
  std::string check(const std::string& scheme);
  /// Changed readings, records, given figures: [{"class", "unit", "fact", "period", "value", "key"} | {…, "records"} |
  /// {…, "node", "period", "value"}], all of them or none; recomputes only the columns they reach.
  std::string edit(const std::string& changes);
  /// A dataset without figures, of one unit of a class and those it must be linked to: {"class", "period"}.
  std::string blank(const std::string& scheme, const std::string& query) const;
  /// What a unit's figures rest on, as fields of a form: {"class", "unit", "period"}.
  std::string form(const std::string& query) const;
  /// How low and how high figures can still come out: {"class", "unit", "period", "nodes", "all"}; without a unit, of all that
  /// are not settled.
  std::string range(const std::string& query) const;
  /// For which values of one figure a goal is reached, figure by figure; and the least effort over several:
  /// {"class", "unit", "period", "goal": {"node", "atLeast" | "atMost" | "level" | "place" | "is"}, "cells", "frozen", "costs"}.
  std::string solve(const std::string& query) const;
  std::string path(const std::string& query) const;
  /// Points lost by clause, what can still be won back, and what is past: {"class", "unit", "period"}.
  std::string ledger(const std::string& query) const;
  /// What a unit's card becomes from one set of changes to another: {"class", "unit", "period", "from", "to"}.
  std::string differ(const std::string& query) const;

  std::string rows(const std::string& query) const;
  std::string card(const std::string& query) const;
  std::string explain(const std::string& query) const;
  std::string histogram(const std::string& query) const;
  /// One outcome of a class (a quota, a pool, a verdict …) with its arithmetic and all whom it concerns.
  std::string outcome(const std::string& query) const;
  /// Runs the cases inside the loaded scheme.
  std::string cases() const;
  /// The same for a scheme that is not loaded, with all that check says of it.
  std::string cases_of(const std::string& scheme) const;
  /// The result document: {"periods": […], "nodes": bool, "sha256": {"scheme", "dataset"}}.
  std::string result(const std::string& query) const;

  /// Long work in slices: {"do": "load" | "cases" | "result" | "range" | "solve" | "path" | "ledger" | "differ", …} gives an id; each step does about `budget` cells' work
  /// and replies {"done", "progress", "value"}. Starting a job of the same kind stops the older one.
  std::string start(const std::string& job);
  std::string step(int id, int budget);
  std::string stop(int id);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yardstick
