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
  /// Loads the scheme with the figures of one of its cases, what that assumes as given: {"case": name}.
  std::string open_case(const std::string& scheme, const std::string& query);
  /// All that can be said about a scheme without data; value is null.
  std::string check(const std::string& scheme);
  /// Changed readings, records, given figures: [{"class", "unit", "fact", "period", "value", "key"} | {…, "records"} |
  /// {…, "node", "period", "value"}]; and what is tried in the scheme's place: {"parameter", "value"} in every period, {"class",
  /// "node", "child", "weight"} for all units; null takes one back. All of them or none; what they reach is computed
  /// again when a question needs it.
  std::string edit(const std::string& changes);
  /// A dataset's text with changes put in: those of `edit` about readings, records, links and given figures, and what stands
  /// around them (units, groups, periods …: core/src/rewrite.cpp). No scheme is needed; numbers keep their digits. {"dataset"}.
  std::string rewrite(const std::string& dataset, const std::string& changes) const;
  /// A dataset without figures, of one unit of a class and those it must be linked to: {"class", "period", "asOf"}.
  std::string blank(const std::string& scheme, const std::string& query) const;
  /// A question about what is loaded, by its name: those of core/src/questions.cpp, which says what each is asked and answers.
  std::string ask(const std::string& question, const std::string& query) const;

  /// Runs the cases inside the loaded scheme.
  std::string cases() const;
  /// The same for a scheme that is not loaded, with all that check says of it.
  std::string cases_of(const std::string& scheme) const;

  /// Long work in slices: {"do": "load" | "cases" | a question that may take long, …} gives an id; each step does about `budget`
  /// cells' work and replies {"done", "progress", "value"}. Starting a job of the same kind stops the older one.
  std::string start(const std::string& job);
  std::string step(int id, int budget);
  std::string stop(int id);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yardstick
