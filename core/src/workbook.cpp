#include "yardstick/workbook.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "compiled.h"
#include "layout.h"
#include "questions.h"
#include "rewrite.h"
#include "yardstick/score.h"

namespace yardstick {

namespace {

std::string reply(std::string value, const std::vector<Diagnostic>& diagnostics) {
  JsonWriter w;
  w.object().key("value").raw(value.empty() ? "null" : value).key("diagnostics");
  write_diagnostics(w, diagnostics);
  w.end_object();
  return w.take();
}

void append(std::vector<Diagnostic>& to, const std::vector<Diagnostic>& from) { to.insert(to.end(), from.begin(), from.end()); }

struct Loaded {
  Document scheme_text;
  Plan plan;
  Data data;
  Columns columns;
  Origin origin;
  /// What was changed and is not in all columns yet: they are filled when a question needs them, since a step of a slider may
  /// reach hundreds of units that nobody looks at.
  Touched stale;
  std::vector<int> fresh;  // classes that all was filled for since
  Board board() const { return {plan, data, columns, origin.text.empty() ? nullptr : &origin}; }

  /// Fills what a question about one class rests on; -1: all there is.
  void fill(int cls = -1) {
    if (stale.changes == 0 || std::find(fresh.begin(), fresh.end(), cls) != fresh.end()) return;
    std::vector<Column> wanted;
    for (std::size_t column = 0; cls >= 0 && column < plan.operations.size(); ++column)
      if (plan.operations[column].shape.cls == cls) wanted.push_back(static_cast<Column>(column));
    if (cls < 0 || !wanted.empty()) Refill(plan, stale, wanted)(data, columns);
    if (cls < 0) stale = {};
    else fresh.push_back(cls);
  }
};

void write_case(JsonWriter& w, const Case& example, const CaseOutcome& outcome) {
  w.object().key("name").string(example.name).key("description").text(example.description);
  w.key("source").string(example.source).key("note").text(example.note).key("passed").boolean(outcome.passed).key("failures").array();
  for (const auto& [unit, node, period, expected, actual, reason] : outcome.failures) {
    w.object().key("unit").string(unit).key("node").string(node).key("period").string(period).key("expected").string(expected).key("actual").string(actual);
    // A fraction that has no end is hard to read: what it is about says which figure it is.
    if (const auto exact = Number::parse(actual); exact && !exact->decimals()) w.key("about").string(exact->fixed(4));
    if (!reason.empty()) w.key("reason").text(reason);
    w.end_object();
  }
  w.end_array().end_object();
}

struct CaseTally {
  int passed = 0, failed = 0;
  std::string list;
  void add(const Case& example, const CaseOutcome& outcome) {
    ++(outcome.passed ? passed : failed);
    JsonWriter w;
    write_case(w, example, outcome);
    list += (list.empty() ? "" : ",") + w.take();
  }
  std::string json() const {
    JsonWriter w;
    w.object().key("passed").integer(passed).key("failed").integer(failed).key("cases").raw("[" + list + "]").end_object();
    return w.take();
  }
};

/// Long work: each call does about `budget` cells and tells how far it has come; `value` is set by the last.
struct Job {
  std::string kind;
  std::function<Number(std::size_t budget, std::string& value, std::vector<Diagnostic>& diagnostics)> work;
};

}  // namespace

struct Workbook::State {
  std::shared_ptr<Loaded> loaded;
  std::map<int, Job> jobs;
  int next_job = 1;

  /// A job replaces an older one of its kind.
  int begin(Job job) {
    for (auto it = jobs.begin(); it != jobs.end();) it = it->second.kind == job.kind ? jobs.erase(it) : std::next(it);
    jobs.emplace(next_job, std::move(job));
    return next_job++;
  }

  /// Reads a query and answers it from the loaded board, or without one. Where only figures of the class that it asks about are
  /// read, only those are filled.
  std::string answer(const std::string& query, const Question& asked) const {
    std::vector<Diagnostic> diagnostics;
    Checked<Document> document = read_document(query, "query");
    append(diagnostics, document.diagnostics);
    if (!document.value) return reply("", diagnostics);
    const Sink sink{*document.value, diagnostics};
    const Reader root{&document.value->root, "", &sink};
    if (!loaded && !asked.alone) {
      root.fault(Code::no_document);
      return reply("", diagnostics);
    }
    Fields fields(root);
    JsonWriter w;
    if (asked.alone) {
      asked.alone(w, fields);
    } else {
      const auto cls = asked.own ? root.json->find("class") : nullptr;
      loaded->fill(cls && cls->is(Json::Kind::string) ? loaded->plan.class_of(cls->text) : -1);
      asked.answer(w, loaded->board(), fields);
    }
    return reply(has_error(diagnostics) ? "" : w.take(), diagnostics);
  }

  /// Both documents made ready; nothing is scored yet.
  std::shared_ptr<Loaded> prepare(const std::string& scheme, const std::string& dataset, std::vector<Diagnostic>& diagnostics) const {
    Compiled compiled = compile_text(scheme);
    append(diagnostics, compiled.diagnostics);
    Checked<Document> document = read_document(dataset, "dataset");
    append(diagnostics, document.diagnostics);
    if (!compiled.plan || !document.value) return nullptr;
    auto result = std::make_shared<Loaded>();
    result->scheme_text = std::move(compiled.text);
    result->plan = std::move(*compiled.plan);
    Checked<Data> data = parse_dataset(*document.value, result->plan);
    append(diagnostics, data.diagnostics);
    if (!data.value) return nullptr;
    result->data = std::move(*data.value);
    result->origin.text = dataset;
    return result;
  }

  static std::string summary(const Loaded& loaded) {
    JsonWriter w;
    const Board board = loaded.board();
    write_summary(w, board);
    return w.take();
  }
};

Workbook::Workbook() : state_(std::make_unique<State>()) {}
Workbook::~Workbook() = default;

std::string Workbook::load(const std::string& scheme, const std::string& dataset) {
  std::vector<Diagnostic> diagnostics;
  auto loaded = state_->prepare(scheme, dataset, diagnostics);
  if (!loaded) return reply("", diagnostics);
  loaded->columns = score(loaded->plan, loaded->data);
  state_->loaded = loaded;
  return reply(State::summary(*loaded), diagnostics);
}

std::string Workbook::open_case(const std::string& scheme, const std::string& query) {
  Compiled compiled = compile_text(scheme);
  std::vector<Diagnostic>& diagnostics = compiled.diagnostics;
  Checked<Document> document = read_document(query, "query");
  append(diagnostics, document.diagnostics);
  if (!compiled.plan || !document.value) return reply("", diagnostics);
  const Sink sink{*document.value, diagnostics};
  Fields fields(Reader{&document.value->root, "", &sink});
  const auto named = fields.need("case");
  fields.done();
  const std::string name = named ? named->string() : "";
  const Case* example = nullptr;
  for (const Case& one : compiled.plan->scheme->cases)
    if (!example && one.name == name) example = &one;
  if (named && !example) named->fault(Code::query_unknown, {"case", name});
  if (has_error(diagnostics)) return reply("", diagnostics);
  CaseOutcome outcome;
  OpenCase open = yardstick::open_case(compiled.text, *compiled.plan, *example, outcome);
  append(diagnostics, open.data.diagnostics);
  std::pair<const PlanNode*, int> first{nullptr, -1};
  if (open.data.value && !example->expect.empty()) first = open.place(*compiled.plan, example->expect[0]);
  // What it assumes of a node that is not there, it cannot be opened with.
  if (!has_error(diagnostics) && (!outcome.passed || !first.first)) named->fault(Code::query_unknown, {"case", name});
  if (has_error(diagnostics)) return reply("", diagnostics);
  auto loaded = std::make_shared<Loaded>();
  loaded->scheme_text = std::move(compiled.text);
  loaded->data = std::move(*open.data.value);
  loaded->data.title = example->description;
  loaded->data.note = example->note;
  loaded->columns = std::move(open.columns);
  const int cls = first.first->cls;
  JsonWriter w;
  loaded->plan = std::move(*compiled.plan);
  w.object().key("summary").raw(State::summary(*loaded)).key("class").string(loaded->plan.scheme->classes[static_cast<std::size_t>(cls)].id);
  w.key("unit").string(loaded->data.classes[static_cast<std::size_t>(cls)].units[static_cast<std::size_t>(first.second)].id);
  w.key("period").string(to_string(open.own)).end_object();
  state_->loaded = std::move(loaded);
  return reply(w.take(), diagnostics);
}

std::string Workbook::check(const std::string& scheme) {
  Compiled compiled = compile_text(scheme);
  if (compiled.plan)
    for (const Case& example : compiled.plan->scheme->cases) {
      const int cls = example.cls.empty() ? 0 : compiled.plan->class_of(example.cls);
      append(compiled.diagnostics, case_data(compiled.text, *compiled.plan, example, cls).diagnostics);
    }
  return reply("", compiled.diagnostics);
}

std::string Workbook::edit(const std::string& changes) {
  std::vector<Diagnostic> diagnostics;
  Checked<Document> document = read_document(changes, "query");
  append(diagnostics, document.diagnostics);
  if (!document.value) return reply("", diagnostics);
  if (!state_->loaded) {
    Sink{*document.value, diagnostics}.add(Code::no_document, document.value->root, "");
    return reply("", diagnostics);
  }
  // A job that is under way keeps the board it was started on.
  if (state_->loaded.use_count() > 1) state_->loaded = std::make_shared<Loaded>(*state_->loaded);
  Loaded& loaded = *state_->loaded;
  Checked<Touched> touched = apply_changes(*document.value, loaded.plan, loaded.data);
  append(diagnostics, touched.diagnostics);
  if (!touched.value) return reply("", diagnostics);
  loaded.stale.add(*touched.value);
  loaded.fresh.clear();
  if (!touched.value->facts.empty() || !touched.value->lists.empty() || !touched.value->nodes.empty()) loaded.origin.changes.push_back(changes);
  JsonWriter w;
  w.object().key("changed").integer(static_cast<std::int64_t>(touched.value->changes)).end_object();
  return reply(w.take(), diagnostics);
}

std::string Workbook::ask(const std::string& question, const std::string& query) const {
  const Question* asked = question_named(question);
  if (!asked) return reply("", {{Code::query_unknown, Severity::error, "query", "", 0, 0, {"question", question}}});
  return state_->answer(query, *asked);
}

std::string Workbook::blank(const std::string& scheme, const std::string& query) const {
  Compiled compiled = compile_text(scheme);
  Checked<Document> document = read_document(query, "query");
  append(compiled.diagnostics, document.diagnostics);
  if (!compiled.plan || !document.value) return reply("", compiled.diagnostics);
  const Sink sink{*document.value, compiled.diagnostics};
  Fields fields(Reader{&document.value->root, "", &sink});
  JsonWriter w;
  write_blank(w, *compiled.plan, fields);
  return reply(has_error(compiled.diagnostics) ? "" : w.take(), compiled.diagnostics);
}

std::string Workbook::rewrite(const std::string& dataset, const std::string& changes) const {
  std::vector<Diagnostic> diagnostics;
  Checked<Document> text = read_document(dataset, "dataset"), query = read_document(changes, "query");
  append(diagnostics, text.diagnostics);
  append(diagnostics, query.diagnostics);
  if (!text.value || !query.value) return reply("", diagnostics);
  Json root = std::move(text.value->root);
  const Sink of_dataset{*text.value, diagnostics}, of_query{*query.value, diagnostics};
  yardstick::rewrite(root, of_dataset, Reader{&query.value->root, "", &of_query});
  if (has_error(diagnostics)) return reply("", diagnostics);
  JsonWriter w;
  w.object().key("dataset").string(laid_out(root)).end_object();
  return reply(w.take(), diagnostics);
}

std::string Workbook::cases() const {
  if (!state_->loaded) return reply("", {{Code::no_document, Severity::error, "query", "", 0, 0, {}}});
  CaseTally tally;
  for (const Case& example : state_->loaded->plan.scheme->cases)
    tally.add(example, run_case(state_->loaded->scheme_text, state_->loaded->plan, example));
  return reply(tally.json(), {});
}

std::string Workbook::cases_of(const std::string& scheme) const {
  const Compiled compiled = compile_text(scheme);
  if (!compiled.plan) return reply("", compiled.diagnostics);
  CaseTally tally;
  for (const Case& example : compiled.plan->scheme->cases) tally.add(example, run_case(compiled.text, *compiled.plan, example));
  return reply(tally.json(), compiled.diagnostics);
}

std::string Workbook::start(const std::string& text) {
  std::vector<Diagnostic> diagnostics;
  Checked<Document> document = read_document(text, "query");
  append(diagnostics, document.diagnostics);
  if (!document.value) return reply("", diagnostics);
  const Sink sink{*document.value, diagnostics};
  Fields fields(Reader{&document.value->root, "", &sink});
  Job job;
  job.kind = fields.need_string("do");
  const Question* question = question_named(job.kind);
  if (question && !question->alone && state_->loaded) state_->loaded->fill();  // a job's board is nobody's to change
  if (!job.kind.empty() && job.kind != "load" && job.kind != "cases" && !question) fields.reader().fault(Code::query_unknown, {"question", job.kind});
  if (job.kind == "load") {
    const std::string scheme = fields.need_string("scheme"), dataset = fields.need_string("dataset");
    std::shared_ptr<Loaded> loaded;
    std::shared_ptr<Scoring> scoring;
    bool prepared = false;
    job.work = [this, scheme, dataset, loaded, scoring, prepared](std::size_t budget, std::string& value, std::vector<Diagnostic>& found) mutable -> Number {
      if (!prepared) {
        prepared = true;
        loaded = state_->prepare(scheme, dataset, found);
        if (!loaded) return 1;
        scoring = std::make_shared<Scoring>(loaded->plan, loaded->data);
        return 0;
      }
      if (!scoring->step(budget))
        return Number::ratio(static_cast<std::int64_t>(scoring->cells_done()), static_cast<std::int64_t>(scoring->cells_total()) + 1);
      loaded->columns = scoring->take();
      state_->loaded = loaded;
      value = State::summary(*loaded);
      return 1;
    };
  } else if (!state_->loaded && !(question && question->alone)) {
    fields.reader().fault(Code::no_document);
  } else if (question && job.kind != "result") {
    job.work = [loaded = state_->loaded, query = std::move(*document.value), question, slices = std::shared_ptr<Slices>()](
                   std::size_t, std::string& value, std::vector<Diagnostic>& found) mutable -> Number {
      JsonWriter w;
      if (!slices) {
        const Sink own{query, found};
        Fields keys(Reader{&query.root, "", &own});
        keys.get("do");
        if (question->alone) question->alone(w, keys);
        else if (question->begin) slices = question->begin(loaded->board(), keys);
        else question->write(w, loaded->board(), keys);
        if (slices && !has_error(found)) return 0;
      } else if (!slices->step()) {
        return slices->progress();
      } else {
        slices->write(w);
      }
      value = w.take();
      return 1;
    };
    return reply(std::to_string(state_->begin(std::move(job))), {});
  } else if (job.kind == "cases") {
    const auto loaded = state_->loaded;
    job.work = [loaded, tally = CaseTally(), next = std::size_t{0}](std::size_t, std::string& value, std::vector<Diagnostic>&) mutable -> Number {
      const auto& cases = loaded->plan.scheme->cases;
      if (next < cases.size()) {
        tally.add(cases[next], run_case(loaded->scheme_text, loaded->plan, cases[next]));
        ++next;
      }
      if (next < cases.size()) return Number::ratio(static_cast<std::int64_t>(next), static_cast<std::int64_t>(cases.size()));
      value = tally.json();
      return 1;
    };
  } else if (question) {
    const auto loaded = state_->loaded;
    ResultJob result = ResultJob::read(fields, loaded->board());
    job.work = [loaded, result, done = std::int64_t{0}](std::size_t budget, std::string& value, std::vector<Diagnostic>&) mutable -> Number {
      std::int64_t all = 1;
      for (const ClassData& cls : loaded->data.classes) all += static_cast<std::int64_t>(cls.units.size());
      for (std::size_t cells = 0; cells <= budget; cells += loaded->plan.nodes.size() + 1) {
        if (!result.next(loaded->board())) {
          value = result.json(loaded->board());
          return 1;
        }
        ++done;
      }
      return Number::ratio(done, all);
    };
  }
  fields.done();
  if (has_error(diagnostics)) return reply("", diagnostics);
  return reply(std::to_string(state_->begin(std::move(job))), {});
}

std::string Workbook::step(int id, int budget) {
  std::vector<Diagnostic> diagnostics;
  const auto found = state_->jobs.find(id);
  if (found == state_->jobs.end()) {
    diagnostics.push_back({Code::query_unknown, Severity::error, "query", "", 0, 0, {"job", std::to_string(id)}});
    return reply("", diagnostics);
  }
  std::string value;
  const Number progress = found->second.work(static_cast<std::size_t>(budget > 0 ? budget : 1), value, diagnostics);
  const bool done = progress == Number(1);
  if (done) state_->jobs.erase(id);
  if (has_error(diagnostics)) return reply("", diagnostics);
  JsonWriter w;
  w.object().key("done").boolean(done).key("progress").string(progress.fixed(3, Rounding::down)).key("value").raw(value.empty() ? "null" : value).end_object();
  return reply(w.take(), diagnostics);
}

std::string Workbook::stop(int id) {
  const bool was = state_->jobs.erase(id) > 0;
  return reply(was ? "true" : "false", {});
}

}  // namespace yardstick
