// Boundary cases as questions. The engine finds where a figure, a level or a verdict changes, and gives each answer by scoring.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "lesson.h"
#include "order.h"
#include "outcomes/outcome.h"
#include "range.h"
#include "solve.h"
#include "standing.h"

namespace yardstick {

namespace {

constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }

constexpr int most_questions = 60;
/// Places looked at on a ranking, options of a question, other facts named beside the one that is asked about.
constexpr int most_places = 12, most_decimals = 4;
constexpr std::size_t most_options = 4, most_others = 3, most_of_fact = 8;

/// What somebody can answer: `order` is its place among the others.
struct Answer {
  std::string id;
  Text title;
  Number order;
};
bool operator==(const Answer& a, const Answer& b) { return a.id == b.id; }

/// A change as a page would make it, and the one that takes it back.
struct Change {
  std::string put, back;
};

struct Question {
  enum class Kind : std::uint8_t { level, verdict, points } kind = Kind::points;
  int tier = 0;         // the most telling ones are 0
  Number weight;        // of equals, the greater first
  std::string id;
  Text title, asked;
  std::vector<Answer> options;
  std::string answer;
  const PlanNode* node = nullptr;
  std::vector<Change> changes;
  /// Read from the board with the changes; only of those that are asked.
  std::function<Text(const Board&)> why;
  std::function<std::vector<Cited>(const Board&)> clauses;
};

/// What is left of a text that may end in a full stop.
Text without_stop(Text text) {
  const auto cut = [](std::string& s, std::string_view stop) {
    if (s.size() >= stop.size() && s.compare(s.size() - stop.size(), stop.size(), stop) == 0) s.erase(s.size() - stop.size());
  };
  cut(text.zh, "。");
  cut(text.en, ".");
  return text;
}

Text lower_first(Text text) {
  if (text.en.size() > 1 && text.en[0] >= 'A' && text.en[0] <= 'Z' && !(text.en[1] >= 'A' && text.en[1] <= 'Z')) text.en[0] = static_cast<char>(text.en[0] - 'A' + 'a');
  return text;
}

Number power_of_ten(int places) {
  Number unit = 1;
  for (int k = 0; k < places; ++k) unit = unit / 10;
  return unit;
}

/// A board on which changes are tried, one group after the other.
class Tryout {
 public:
  explicit Tryout(const Board& board) : board_(board), trial_(board, false) {}
  bool apply(const std::string& change) {
    const Checked<Document> document = read_document("[" + change + "]", "query");
    std::vector<Diagnostic> diagnostics;
    const Sink sink{*document.value, diagnostics};
    return trial_.apply(Reader{&document.value->root, "", &sink}) && !has_error(diagnostics);
  }
  const Board& loaded() const { return board_; }
  Board board() const { return trial_.board(); }

 private:
  const Board board_;
  Trial trial_;
};

/// A figure of a node, given; what stood there before is what takes it back.
Change figure_change(const Board& board, const PlanNode& node, Position where, const Number& value) {
  const auto change = [&](const Number* given) {
    JsonWriter w;
    w.object().key("class").string(board.cls(node).id).key("unit").string(board.units(node.cls)[at(where.unit)].id).key("node").string(node.id);
    w.key("period").string(to_string(board.period(node, where.slot))).key("value");
    if (!given) w.null();
    else if (node.type == ValueType::flag) w.boolean(!given->is_zero());
    else w.string(node.node->outcome ? value_text(board, node, *given) : given->exact());
    w.end_object();
    return w.take();
  };
  const int index = static_cast<int>(&node - board.plan.nodes.data());
  const Number* before = nullptr;
  for (const Pin& pin : board.data.pins)
    if (pin.node == index && pin.slot == where.slot && pin.unit == where.unit) before = &pin.value;
  return {change(&value), change(before)};
}

/// A reading; one that is missing or exempt is put back as it was.
Change reading_change(const Board& board, const ReadingAt& reading, const Number& value) {
  const ClassData& cls = board.data.classes[at(reading.cls)];
  const Cells& cells = cls.readings[at(reading.fact)][at(reading.column)];
  const std::size_t cell = at(reading.slot) * cls.units.size() + at(reading.unit);
  const auto reason = cls.reasons.find({reading.fact, reading.slot, reading.unit});
  JsonWriter put, back;
  write_change(put, board, reading, value);
  back.object();
  write_reading_place(back, board, reading);
  back.key("value");
  if (reason != cls.reasons.end()) back.string(fact_of(board.plan, reading).reasons[at(reason->second)].name.id);
  else if (cells.statuses[cell] == Status::known) back.string(entered(fact_of(board.plan, reading), cells.values[cell]));
  else if (cells.statuses[cell] == Status::exempt) back.string("exempt");
  else back.null();
  back.end_object();
  return {put.take(), back.take()};
}

/// All records of a unit: these; those it had are what takes them back.
Change records_change(const Board& board, int list, int unit, const std::string& records) {
  const RowList& model = board.plan.lists[at(list)];
  const Records& rows = board.data.lists[at(list)];
  const Class& cls = board.plan.scheme->classes[at(model.cls)];
  const auto change = [&](const std::string& own) {
    JsonWriter w;
    w.object().key("class").string(cls.id).key("unit").string(board.units(model.cls)[at(unit)].id).key("fact").string(cls.facts[at(model.fact)].id).key("records").raw(own).end_object();
    return w.take();
  };
  JsonWriter before;
  before.array();
  for (std::size_t r = rows.first[at(unit)]; r < rows.first[at(unit) + 1]; ++r) write_record(before, board, list, r, rows.rows[r].id);
  before.end_array();
  return {change(records), change(rows.known[at(unit)] ? before.take() : "null")};
}

/// Figures given on a tryout for as long as this lives.
class Given {
 public:
  explicit Given(Tryout& tryout) : tryout_(tryout) {}
  Given(const Given&) = delete;
  Given& operator=(const Given&) = delete;
  ~Given() {
    for (const auto& [node, change] : changes_) tryout_.apply(change.back);
  }
  void set(const PlanNode& node, Position where, const Number& value) {
    Change change = figure_change(tryout_.loaded(), node, where, value);
    ok_ = tryout_.apply(change.put);
    changes_[&node] = std::move(change);
  }
  bool ok() const { return ok_; }
  Board board() const { return tryout_.board(); }
  std::vector<Change> changes() const {
    std::vector<Change> result;
    for (const auto& [node, change] : changes_) result.push_back(change);
    return result;
  }

 private:
  Tryout& tryout_;
  std::map<const PlanNode*, Change> changes_;
  bool ok_ = true;
};

class Quiz {
 public:
  Quiz(const Board& b, const Asked& a) : board(b), ask(a), fine_(power_of_ten(b.plan.scheme->places)), tryout_(b) {
    for (const PlanNode& node : board.plan.nodes) {
      if (node.cls != ask.cls || node.hidden || node.grain < ask.period.grain || node.content_parent >= 0 || node.points < 0 || where(node).slot < 0) continue;
      if (node.node->type == NodeType::veto) vetoes_.push_back(&node);
      if (node.node->type == NodeType::verdict) verdicts_.push_back(&node);
      if (node.node->type == NodeType::level && !node.lines.empty() && node.of >= 0 && planned(node.of).grain == node.grain) levels_.push_back(&node);
    }
    for (const PlanNode* level : levels_) ask_level(*level);
    for (const PlanNode* veto : vetoes_)
      for (const PlanNode* level : levels_) ask_veto(*veto, *level);
    for (const PlanNode* verdict : verdicts_) ask_verdict(*verdict);
    if (const PlanNode* root = root_of(board, ask.cls, ask.period.grain)) ask_rules(entry_of(board, *root, {ask.slot, ask.unit}));
  }

  void write(JsonWriter& w, std::size_t count) {
    w.object().key("questions").array();
    for (const Question* question : chosen(count)) write(w, *question);
    w.end_array().end_object();
  }

 private:
  const PlanNode& planned(int index) const { return board.plan.nodes[at(index)]; }
  bool is_finer(const PlanNode& node) const { return node.grain > ask.period.grain; }
  /// Where a node is looked at: in the period that is asked about, or in the last shorter one within; slot -1 where there is none.
  Position where(const PlanNode& node) const {
    if (!is_finer(node)) return {node.grain == ask.period.grain ? ask.slot : board.data.containing(ask.period.grain, ask.slot, node.grain), ask.unit};
    const auto [first, last] = board.data.inside(ask.period.grain, ask.slot, node.grain);
    return {first < last ? last - 1 : -1, ask.unit};
  }

  // ---- figures and answers in words --------------------------------------------------------

  /// "84.995分", "98.2%", "第3名". What has more decimals than anybody would say is told as it is shown.
  Text figure_said(const PlanNode& node, const Number& value) const {
    const bool short_enough = value.decimals().value_or(most_decimals + 1) <= most_decimals;
    const Text text = plain(short_enough ? value.exact() : node.node->type == NodeType::points ? figure_of(board, node, value, where(node)).shown : short_text(value));
    if (node.written == Written::place) return say("第{0}名", "No. {0}", {text});
    if (node.node->type == NodeType::rate || node.written == Written::percent) return plain(quantity_text(value, true));
    if (node.node->type == NodeType::points) return say("{0}分", "{0}", {text});
    if (node.node->type == NodeType::money) return say("{0}元", "{0} yuan", {text});
    return plain(text.zh + node.unit);
  }

  /// "总分84.995分"; of what is so or not: "有“一票否决”".
  Text premise(const PlanNode& node, const Number& value) const {
    if (!is_finer(node)) return plain_premise(node, value);
    const Period& period = board.period(node, where(node).slot);
    return say("{0}（{1}）", "{0} ({1})", {plain_premise(node, value), Text{label_of(period, "zh-CN"), label_of(period, "en")}});
  }
  Text plain_premise(const PlanNode& node, const Number& value) const {
    if (node.type == ValueType::flag)
      return value.is_zero() ? say("没有“{0}”", "Without “{0}”", {node.title}) : say("有“{0}”", "With “{0}”", {node.title});
    if (node.written == Written::place) return say("{0}为{1}", "{0}: {1}", {node.title, figure_said(node, value)});
    if (node.levels)
      for (const LevelLine& line : *node.levels)
        if (line.level == value_text(board, node, value)) return say("{0}为“{1}”", "{0}: “{1}”", {node.title, line.title});
    return say("{0}{1}", "{0} {1}", {node.title, figure_said(node, value)});
  }

  std::optional<Answer> answer_of(const Board& on, const PlanNode& node, Position place) const {
    if (on.status(node.points, place) != Status::known) return std::nullopt;
    const Number& value = on.value(node.points, place);
    if (node.node->type == NodeType::points) return points_answer(node, place, value);
    if (node.type == ValueType::flag)
      return value.is_zero() ? Answer{"false", say("不适用", "does not apply"), value} : Answer{"true", say("适用", "applies"), value};
    const OutcomeReading reading = read(on, node, place);
    return Answer{reading.value, reading.label, value};
  }
  Answer points_answer(const PlanNode& node, Position place, const Number& value) const {
    const bool short_enough = value.decimals().value_or(most_decimals + 1) <= most_decimals;
    return {value.exact(), say("{0}分", "{0}", {plain(short_enough ? value.exact() : figure_of(board, node, value, place).shown)}), value};
  }
  static OutcomeReading read(const Board& on, const PlanNode& node, Position place) {
    return node.node->outcome->read({on.plan, node, on.columns, on.data, place});
  }

  static void add(std::vector<Answer>& to, const std::optional<Answer>& answer) {
    if (answer && std::find(to.begin(), to.end(), *answer) == to.end()) to.push_back(*answer);
  }
  static void sort(std::vector<Answer>& answers) {
    std::sort(answers.begin(), answers.end(), [](const Answer& a, const Answer& b) { return a.order != b.order ? a.order > b.order : a.id < b.id; });
  }

  void take(Question question) {
    const bool again = std::any_of(questions_.begin(), questions_.end(), [&](const Question& other) { return other.id == question.id; });
    if (question.options.size() < 2 || again) return;
    if (question.kind != Question::Kind::points && is_finer(*question.node)) question.tier += 1;
    questions_.push_back(std::move(question));
  }

  // ---- levels ------------------------------------------------------------------------------

  static bool reads(const PlanNode& outcome, const PlanNode* node, const Plan& plan) {
    return std::any_of(outcome.names.begin(), outcome.names.end(), [&](const auto& name) { return name.second.node >= 0 && &plan.nodes[at(name.second.node)] == node; });
  }
  /// A veto that an outcome reads is taken away where the unit has it, or may have; in words, behind what is asked.
  Text clear_vetoes(Given& given, const PlanNode& outcome, const PlanNode* but = nullptr) const {
    std::vector<Text> said;
    for (const PlanNode* veto : vetoes_) {
      if (veto == but || !reads(outcome, veto, board.plan) || (board.known(veto->points, where(*veto)) && board.value(veto->points, where(*veto)).is_zero())) continue;
      given.set(*veto, where(*veto), 0);
      said.push_back(lower_first(premise(*veto, 0)));
    }
    return said.empty() ? Text{} : say("，{0}", ", {0}", {joined(said, "，", ", ")});
  }
  static Text followed(const Text& text, const Text& more) { return {text.zh + more.zh, text.en + more.en}; }

  Text level_asked(const PlanNode& level, const Text& before) const {
    const std::string whether = "是否";
    const bool question = level.title.zh.compare(0, whether.size(), whether) == 0;
    return {before.zh + "，" + level.title.zh + (question ? "？" : "是什么？"), before.en + ": what is the " + lower_first(level.title).en + "?"};
  }

  /// Which level a figure beside a line gives, and why: the line, what is compared with it, and what comes after.
  Text level_why(const Board& on, const PlanNode& level, const LevelLine& line, const Number& value) const {
    const PlanNode& source = planned(level.of);
    const Number from = on.value(line.from, where(level));
    const Column column = level.part("compared");
    const Number compared = column >= 0 && on.known(column, where(level)) ? on.value(column, where(level)) : value;
    const Text line_said = figure_said(source, from), value_said = figure_said(source, value);
    Text why;
    if (compared < from) {
      why = say("达到{0}才是{1}；{2}没有达到", "{1} takes {0}; {2} does not reach it", {line_said, line.title, value_said});
      if (crossing(on, source, value, where(source)))
        why = say("{0}，不因显示为{1}而升等", "{0}, and being shown as {1} changes nothing", {why, plain(value.fixed(on.plan.scheme->places, on.plan.scheme->mode))});
    } else if (compared != value) {
      why = say("比较之前先取整：{0}取为{1}，达到{2}，够{3}", "It is rounded before it is compared: {0} becomes {1}, which reaches {2}, the line for {3}",
                {value_said, figure_said(source, compared), line_said, line.title});
    } else {
      why = value == from ? say("{0}以上为{1}，正好{0}也算达到", "{1} begins at {0}, and exactly {0} reaches it", {line_said, line.title})
                          : say("达到{0}就是{1}", "{0} is enough for {1}", {line_said, line.title});
    }
    const OutcomeReading reading = read(on, level, where(level));
    if (!reading.reasons.empty()) why = say("{0}；{1}", "{0}; {1}", {why, joined(reading.reasons, "；", "; ")});
    return say("{0}。", "{0}.", {why});
  }

  void ask_level(const PlanNode& level) {
    const PlanNode& source = planned(level.of);
    if (source.node->outcome || source.type == ValueType::flag) return;
    Given given(tryout_);
    const Text cleared = clear_vetoes(given, level);
    struct Probe {
      const LevelLine* line;
      Number value;
      int tier;
    };
    std::vector<Probe> probes;
    int lines = 0;
    for (const LevelLine& line : level.lines) {
      if (line.from < 0 || !board.known(line.from, where(level))) continue;
      const Number from = board.value(line.from, where(level));
      const Number unit = source.node->type == NodeType::number ? Number(1) : source.node->type == NodeType::rate ? fine_ / 100 : fine_;
      const bool first = lines++ == 0;
      probes.push_back({&line, from - unit, first ? 0 : 2});
      probes.push_back({&line, from - unit / 2, 0});
      probes.push_back({&line, from, first ? 0 : 1});
    }
    std::vector<Answer> options;
    std::vector<std::optional<Answer>> answers;
    std::vector<std::vector<Change>> changes;
    for (const Probe& probe : probes) {
      given.set(source, where(source), probe.value);
      answers.push_back(given.ok() ? answer_of(given.board(), level, where(level)) : std::nullopt);
      changes.push_back(given.changes());
      add(options, answers.back());
    }
    // A line may be reached without its level, where places are few; full marks have what there is.
    if (source.full >= 0 && board.known(source.full, where(source))) {
      given.set(source, where(source), board.value(source.full, where(source)));
      add(options, answer_of(given.board(), level, where(level)));
    }
    sort(options);
    options_[&level] = options;
    for (std::size_t i = 0; i < probes.size(); ++i) {
      if (!answers[i]) continue;
      const Probe& probe = probes[i];
      Question question;
      question.kind = Question::Kind::level;
      question.tier = probe.tier;
      question.id = "level:" + level.id + ":" + probe.value.exact();
      question.title = level.title;
      question.asked = level_asked(level, followed(premise(source, probe.value), cleared));
      question.options = nearest(options, *answers[i]);
      question.answer = answers[i]->id;
      question.why = [this, &level, line = probe.line, value = probe.value](const Board& on) { return level_why(on, level, *line, value); };
      question.node = &level;
      question.clauses = [this, &level](const Board& on) { return clauses_of(on, level); };
      question.changes = changes[i];
      take(std::move(question));
    }
  }

  std::vector<Cited> clauses_of(const Board& on, const PlanNode& outcome) const {
    const OutcomeReading reading = read(on, outcome, where(outcome));
    return reading.because.empty() ? outcome.node->clauses : reading.because;
  }

  /// The answer with those beside it, in order.
  static std::vector<Answer> nearest(std::vector<Answer> options, const Answer& answer) {
    add(options, answer);
    sort(options);
    while (options.size() > most_options) {
      const auto here = std::find(options.begin(), options.end(), answer) - options.begin();
      if (here > static_cast<std::ptrdiff_t>(options.size()) / 2) options.erase(options.begin());
      else options.pop_back();
    }
    return options;
  }

  // ---- vetoes and verdicts -----------------------------------------------------------------

  /// What a veto takes from somebody who would otherwise have the best level.
  void ask_veto(const PlanNode& veto, const PlanNode& level) {
    const PlanNode& source = planned(level.of);
    Given given(tryout_);
    clear_vetoes(given, level);
    const LevelLine& top = level.lines.front();
    if (top.from < 0 || !board.known(top.from, where(level))) return;
    const bool reached = board.known(source.points, where(source)) && board.value(source.points, where(source)) >= board.value(top.from, where(level));
    const Number value = reached ? board.value(source.points, where(source)) : board.value(top.from, where(level));
    if (!reached) given.set(source, where(source), value);
    const auto without = answer_of(given.board(), level, where(level));
    given.set(veto, where(veto), 1);
    const auto with = given.ok() ? answer_of(given.board(), level, where(level)) : std::nullopt;
    if (!with || !without || *with == *without) return;
    Question question;
    question.kind = Question::Kind::verdict;
    question.weight = 3;
    question.id = "veto:" + veto.id + ":" + level.id;
    question.title = veto.title;
    const Text before = say("{0}，但{1}", "{0}, but {1}", {premise(source, value), lower_first(premise(veto, 1))});
    question.asked = level_asked(level, before);
    question.options = options_[&level];
    add(question.options, without);
    question.options = nearest(std::move(question.options), *with);
    question.answer = with->id;
    question.why = [this, &level, &veto, otherwise = without->title](const Board& on) {
      const OutcomeReading told = read(on, level, where(level)), own = read(on, veto, where(veto));
      std::vector<Text> reasons = told.reasons;
      reasons.insert(reasons.end(), own.reasons.begin(), own.reasons.end());
      reasons.push_back(say("没有否决本来是{0}", "without it the answer would be {0}", {otherwise}));
      return say("{0}。", "{0}.", {joined(reasons, "；", "; ")});
    };
    question.node = &level;
    question.clauses = [this, &level, &veto](const Board& on) {
      std::vector<Cited> cited = clauses_of(on, level);
      cited.insert(cited.end(), veto.node->clauses.begin(), veto.node->clauses.end());
      return cited;
    };
    question.changes = given.changes();
    take(std::move(question));
  }

  /// Figures of a node between which something else may change.
  std::vector<Number> probes_of(const PlanNode& node) const {
    std::vector<Number> probes;
    if (node.type == ValueType::flag) return {0, 1};
    if (node.written == Written::place) {
      const int places = std::min(most_places, static_cast<int>(board.units(ask.cls).size()));
      for (int place = 1; place <= places; ++place) probes.push_back(place);
      return probes;
    }
    const Number unit = node.node->type == NodeType::points ? fine_ : node.node->type == NodeType::rate ? fine_ / 100 : Number(1);
    for (const Column column : node.thresholds)
      if (board.known(column, where(node))) {
        const Number edge = board.value(column, where(node));
        for (const Number& probe : {edge - unit / 2, edge, edge + unit / 2}) probes.push_back(probe);
      }
    std::sort(probes.begin(), probes.end());
    probes.erase(std::unique(probes.begin(), probes.end()), probes.end());
    return probes;
  }

  void ask_verdict(const PlanNode& verdict) {
    std::vector<const PlanNode*> read;
    for (const PlanNode& node : board.plan.nodes)
      if (&node != &verdict && node.cls == ask.cls && node.grain == verdict.grain && reads(verdict, &node, board.plan)) read.push_back(&node);
    for (const PlanNode* node : read) {
      const std::vector<Number> probes = node->type == ValueType::level ? std::vector<Number>{} : probes_of(*node);
      if (probes.size() < 2) continue;
      Given given(tryout_);
      Text beside = clear_vetoes(given, verdict, node);
      for (const PlanNode* other : read) {
        // What else it rests on, the room has to know.
        const bool known = given.board().known(other->points, where(*other)), flag = other->type == ValueType::flag;
        if (other == node || !known || (flag && given.board().value(other->points, where(*other)).is_zero())) continue;
        beside = followed(beside, say("，{0}", ", {0}", {lower_first(premise(*other, given.board().value(other->points, where(*other))))}));
      }
      std::vector<std::optional<Answer>> answers;
      for (const Number& probe : probes) {
        given.set(*node, where(*node), probe);
        answers.push_back(given.ok() ? answer_of(given.board(), verdict, where(verdict)) : std::nullopt);
      }
      for (std::size_t i = 0; i + 1 < probes.size(); ++i) {
        if (!answers[i] || !answers[i + 1] || *answers[i] == *answers[i + 1]) continue;
        // The last place that has it; the figure just short of the line; what is so, rather than what is not.
        const std::size_t telling = node->type == ValueType::flag ? i + 1 : i;
        for (const std::size_t k : {i, i + 1}) {
          given.set(*node, where(*node), probes[k]);
          ask_verdict(verdict, *node, given, probes[k], beside, *answers[k], {*answers[i], *answers[i + 1]}, k == telling);
        }
      }
    }
  }

  void ask_verdict(const PlanNode& verdict, const PlanNode& node, const Given& given, const Number& value, const Text& beside, const Answer& answer, std::vector<Answer> options,
                   bool telling) {
    Question question;
    question.kind = Question::Kind::verdict;
    // What is so or not, and the very first place, ask for little thought.
    question.tier = (telling ? 0 : 2) + (node.type == ValueType::flag || (node.written == Written::place && value <= 1) ? 1 : 0);
    question.weight = node.node->type == NodeType::points ? 2 : node.written == Written::place ? 1 : 0;
    question.id = "verdict:" + verdict.id + ":" + node.id + ":" + value.exact();
    question.title = verdict.title;
    question.asked = say("{0}，“{1}”是否适用？", "{0}: does “{1}” apply?", {followed(premise(node, value), beside), verdict.title});
    sort(options);
    question.options = std::move(options);
    question.answer = answer.id;
    question.why = [this, &verdict, &node, value](const Board& on) {
      const Text rule = sentence_of(words_at(on, verdict, where(verdict)));
      return node.type == ValueType::flag || node.written == Written::place ? say("规定：{0}", "The rule: {0}", {rule})
                                                                            : say("规定：{0}{1}", "The rule: {0} {1}", {rule, threshold_said(on, node, value)});
    };
    question.node = &verdict;
    question.clauses = [&verdict](const Board&) { return verdict.node->clauses; };
    question.changes = given.changes();
    take(std::move(question));
  }

  /// "69.995分低于70分。", of the threshold that is nearest.
  Text threshold_said(const Board& on, const PlanNode& node, const Number& value) const {
    std::optional<Number> nearest;
    for (const Column column : node.thresholds)
      if (on.known(column, where(node)) && (!nearest || abs(on.value(column, where(node)) - value) < abs(*nearest - value))) nearest = on.value(column, where(node));
    if (!nearest) return {};
    const Text a = figure_said(node, value), b = figure_said(node, *nearest);
    return value < *nearest ? say("{0}低于{1}。", "{0} is below {1}.", {a, b}) : value == *nearest ? say("{0}正好是{1}，不低于它。", "{0} is exactly {1}, and not below it.", {a, b})
                                                                                     : say("{0}高于{1}。", "{0} is above {1}.", {a, b});
  }

  // ---- rules -------------------------------------------------------------------------------

  void ask_rules(const Entry& entry) {
    for (const Entry& child : entry.children) ask_rules(child);
    const PlanNode& node = *entry.node;
    if (!entry.children.empty() || node.points < 0 || !node.node->rule) return;
    if (node.list >= 0 && node.record_points >= 0) ask_records(entry);
    const Class& cls = board.cls(node);
    std::vector<OfFact> facts;
    for (const auto& [dotted, use] : node.names) {
      if (use.fact < 0 || use.column < 0 || dotted != cls.facts[at(use.fact)].id) continue;
      const Fact& fact = cls.facts[at(use.fact)];
      if (fact.is_list() || fact.type == FactType::votes || fact.type == FactType::text || fact.type == FactType::unit || fact.type == FactType::date || fact.grain > node.grain) continue;
      if (!asked_.insert({asked_id(node), fact.id}).second) continue;  // once, of all periods
      const int slot = fact.grain == node.grain ? entry.slot : board.data.containing(node.grain, entry.slot, fact.grain);
      facts.push_back(ask_rule(entry, fact, {ask.cls, use.fact, 0, slot, ask.unit}));
    }
    // One figure of a rule comes first: that which says most.
    std::vector<std::size_t> order(facts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    stable_order(order, [&](std::size_t a, std::size_t b) { return facts[a].worth < facts[b].worth; });
    for (std::size_t k = 0; k < order.size(); ++k)
      for (Question& question : facts[order[k]].questions) {
        if (k > 0) question.tier += 1;
        take(std::move(question));
      }
  }

  /// The accepted record of the period that brings most, of whatever unit.
  std::optional<std::size_t> best_record(const PlanNode& node, int slot) const {
    const Records& list = board.data.lists[at(node.list)];
    const Cells& points = board.columns.cells[at(node.record_points)];
    if (board.plan.operations[at(node.record_points)].shape.uniform) return std::nullopt;
    std::optional<std::size_t> best;
    for (std::size_t r = 0; r < list.rows.size(); ++r) {
      if (list.rows[r].slots[static_cast<std::size_t>(node.grain)] != slot || points.statuses[r] != Status::known || points.values[r].is_zero()) continue;
      const bool accepted = std::all_of(node.hurdles.begin(), node.hurdles.end(), [&](const Hurdle& hurdle) {
        const Cells& passes = board.columns.cells[at(hurdle.passes)];
        const std::size_t place = board.plan.operations[at(hurdle.passes)].shape.uniform ? 0 : r;
        return passes.statuses[place] == Status::known && !passes.values[place].is_zero();
      });
      if (accepted && (!best || abs(points.values[r]) > abs(points.values[*best]))) best = r;
    }
    return best;
  }

  /// Records of one kind, one after the other, until one of them brings less than the first: a cap.
  void ask_records(const Entry& entry) {
    constexpr std::size_t most_records = 10;
    const PlanNode& node = *entry.node;
    const RowList& model = board.plan.lists[at(node.list)];
    const auto row = model.kind == RowList::Kind::records && model.cls == ask.cls ? best_record(node, entry.slot) : std::nullopt;
    const Records& list = board.data.lists[at(node.list)];
    if (!row || list.first.empty() || !asked_.insert({asked_id(node), model.id}).second) return;
    const Position place{entry.slot, ask.unit};
    std::vector<Answer> answers;
    std::vector<Change> changes;
    std::string records;
    const auto stops = [&] {
      const std::size_t n = answers.size();
      return n > 2 && answers[n - 1].order - answers[n - 2].order != answers[1].order - answers[0].order;
    };
    for (bool ok = true; ok && answers.size() <= most_records && !stops();) {
      changes.push_back(records_change(board, node.list, ask.unit, "[" + records + "]"));
      const auto answer = tryout_.apply(changes.back().put) ? answer_of(tryout_.board(), node, place) : std::nullopt;
      ok = answer.has_value();
      if (answer) answers.push_back(*answer);
      JsonWriter w;
      write_record(w, board, node.list, *row, "q" + std::to_string(changes.size()));
      records += (records.empty() ? "" : ",") + w.take();
    }
    tryout_.apply(changes.back().back);
    if (!stops()) return;
    const std::size_t many = answers.size() - 1;
    Question question;
    // That there is an end to losing says less than that there is one to winning.
    question.tier = answers.back().order > 0 ? 0 : 2;
    question.weight = abs(answers.back().order * entry.factor);
    question.id = "points:" + asked_id(node) + ":" + model.id + ":" + std::to_string(many);
    question.title = node.title;
    const Number& points = board.columns.cells[at(node.record_points)].values[*row];
    const Text size = plain(short_text(abs(points)));
    const Text each = points.is_negative() ? say("扣{0}分", "{0} off", {size}) : say("{0}分", "{0} points", {size});
    question.asked = say("{0}有{1}条{2}，每条{3}：{4}得几分？", "{0}: {1} records {2}, {3} each: how many points for {4}?",
                         {model.title, plain(std::to_string(many)), record_said(model, list.rows[*row]), each, lower_first(node.title)});
    for (std::size_t k = many > 2 ? many - 3 : 0; k <= many; ++k) add(question.options, answers[k]);
    sort(question.options);
    question.answer = answers.back().id;
    question.why = [&node, place, leaf = Entry{&node, entry.slot, entry.title, entry.factor, {}, {}}](const Board& on) { return rule_why(on, node, place, leaf); };
    question.node = &node;
    question.clauses = [&node](const Board&) { return node.node->clauses; };
    question.changes.push_back(changes[many]);
    take(std::move(question));
  }

  /// "“国家级表彰”": what a record's choices say of it.
  Text record_said(const RowList& model, const Record& record) const {
    std::vector<Text> said;
    for (std::size_t f = 0; model.fields && f < model.fields->size() && f < record.texts.size(); ++f)
      for (const Option& option : (*model.fields)[f].options)
        if ((*model.fields)[f].type == FactType::choice && option.id == record.texts[f]) said.push_back(say("“{0}”", "“{0}”", {option.title}));
    return joined(said, "", " ");
  }

  /// The rule, and the same with the figures of a board.
  static Text rule_why(const Board& on, const PlanNode& node, Position place, const Entry& leaf) {
    const Text figures = worked_out(on, node, place, leaf).figures, rule = sentence_of(words_at(on, node, place));
    return figures.empty() ? say("规定：{0}", "The rule: {0}", {rule}) : say("规定：{0}代入：{1}。", "The rule: {0} With these figures: {1}.", {rule, without_stop(figures)});
  }

  /// The figures around a break that are looked at: on the fact's grid, or so near to it as a person would say.
  static std::vector<Number> around(const Mover& mover, const Fact& fact, const Number& edge) {
    std::vector<Number> result;
    Number unit = mover.step().value_or(0);
    if (!mover.step()) {
      const bool rate = fact.type == FactType::rate;
      unit = power_of_ten((rate ? edge * 100 : edge).decimals().value_or(2) + (rate ? 3 : 0));
    }
    const Number from = mover.step() ? mover.on_grid(edge, false) : edge;
    for (const int k : {-2, -1, 0, 1, 2})
      if (const Number x = from + unit * Number(k); mover.allowed(x)) result.push_back(x);
    return result;
  }

  /// What can be asked of one figure; `worth`: what the best of it is about.
  struct OfFact {
    enum Worth : std::uint8_t { jump, most, bend, least, nothing } worth = nothing;
    std::vector<Question> questions;
  };

  OfFact ask_rule(const Entry& entry, const Fact& fact, const ReadingAt& reading) const {
    OfFact result;
    const PlanNode& node = *entry.node;
    const Position place{entry.slot, ask.unit};
    const std::size_t cell = board.place(node.points, place);
    Mover mover(board, {reading});
    const bool chosen = fact.type == FactType::choice || fact.type == FactType::flag;
    std::vector<Number> edges;
    if (chosen) edges.push_back(0);
    else edges = mover.breaks(node.points, cell);
    // The nearest to what the unit has come first.
    const ClassData& cls = board.data.classes[at(reading.cls)];
    const Cells& cells = cls.readings[at(reading.fact)][0];
    const std::size_t own = at(reading.slot) * cls.units.size() + at(reading.unit);
    std::vector<std::size_t> order(edges.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (cells.statuses[own] == Status::known)
      stable_order(order, [&](std::size_t a, std::size_t b) { return abs(edges[a] - cells.values[own]) < abs(edges[b] - cells.values[own]); });
    for (const std::size_t i : order) {
      const Number& edge = edges[i];
      const std::vector<Number> near = chosen ? all_choices(fact) : around(mover, fact, edge);
      const std::size_t middle = static_cast<std::size_t>(std::find(near.begin(), near.end(), mover.step() ? mover.on_grid(edge, false) : edge) - near.begin());
      if (middle >= near.size() || result.questions.size() > most_of_fact) continue;
      std::vector<std::optional<Answer>> answers;
      std::vector<Answer> options;
      for (const Number& x : near) {
        const Span points = mover.at(x, node.points, cell);
        answers.push_back(points.exact() ? std::optional(points_answer(node, place, *points.low)) : std::nullopt);
        add(options, answers.back());
      }
      tell_apart(options);
      if (options.size() < 2) continue;
      const auto [worth, first, second] = chosen ? Edge{OfFact::jump, fewest(answers), answers.size()} : edge_of(answers, middle);
      result.worth = std::min(result.worth, worth);
      for (std::size_t k = 0; k < near.size(); ++k) {
        if (!answers[k] || (k != first && k != second && !chosen)) continue;
        result.questions.push_back(rule_question(entry, fact, reading, near[k], *answers[k], options));
        result.questions.back().tier = (k == first ? 0 : chosen ? 3 : 2) + (worth == OfFact::least ? 2 : 0) + (result.questions.size() > 2 ? 1 : 0);
      }
    }
    return result;
  }

  static std::vector<Number> all_choices(const Fact& fact) {
    std::vector<Number> result;
    for (std::size_t k = 0; k < (fact.type == FactType::flag ? std::size_t{2} : fact.options.size()); ++k) result.push_back(Number(static_cast<std::int64_t>(k)));
    return result;
  }
  static std::size_t fewest(const std::vector<std::optional<Answer>>& answers) {
    std::size_t least = 0;
    for (std::size_t k = 0; k < answers.size(); ++k)
      if (answers[k] && (!answers[least] || answers[k]->order < answers[least]->order)) least = k;
    return least;
  }

  /// Answers that would be shown alike get more decimals; those that even then are alike cannot be told apart by anybody.
  static void tell_apart(std::vector<Answer>& options) {
    const auto alike = [](const Answer& a, const Answer& b) { return a.title.zh == b.title.zh; };
    bool any = false;
    for (std::size_t a = 0; a < options.size(); ++a)
      for (std::size_t b = 0; b < a; ++b) any = any || alike(options[a], options[b]);
    if (any)
      for (Answer& option : options) option.title = say("{0}分", "{0}", {plain(short_text(option.order))});
    for (std::size_t a = 0; a < options.size(); ++a)
      for (std::size_t b = 0; b < a; ++b)
        if (alike(options[a], options[b])) options.clear();
  }

  /// What an edge is about, and which of the figures around it tell most: where points jump, the edge itself and the figure on its
  /// other side; where they bend, the first figure beyond it.
  struct Edge {
    OfFact::Worth worth;
    std::size_t first, second;
  };
  static Edge edge_of(const std::vector<std::optional<Answer>>& answers, std::size_t middle) {
    const auto step = [&](std::size_t k) {
      return k + 1 < answers.size() && answers[k] && answers[k + 1] ? std::optional(answers[k + 1]->order - answers[k]->order) : std::nullopt;
    };
    const auto before = middle > 0 ? step(middle - 1) : std::nullopt, earlier = middle > 1 ? step(middle - 2) : std::nullopt;
    const auto after = step(middle), later = step(middle + 1);
    const auto& last = answers.back();
    const std::size_t next = std::min(middle + 1, answers.size() - 1), previous = middle > 0 ? middle - 1 : middle;
    if (last && !(last->order > 0) && answers.size() > 1 && answers[answers.size() - 2] == last) return {OfFact::least, answers.size() - 1, previous};
    // A jump is far more than what lies on either side of it.
    const auto far = [](const std::optional<Number>& there, const std::optional<Number>& left, const std::optional<Number>& right) {
      return there && left && right && abs(*there) > 2 * max(abs(*left), abs(*right));
    };
    if (far(before, earlier, after)) return {OfFact::jump, middle, previous};
    if (far(after, before, later)) return {OfFact::jump, middle, next};
    if (after && after->is_zero() && before && *before > 0) return {OfFact::most, next, middle};
    return {OfFact::bend, next, middle};
  }

  /// "完成市场巡查998户次".
  Text reading_said(const Fact& fact, const Number& value) const {
    if (fact.type == FactType::choice) return say("{0}为“{1}”", "{0} “{1}”", {fact.title, fact.options[at(static_cast<int>(value.to_int64().value_or(0)))].title});
    if (fact.type == FactType::flag) return say("{0}：{1}", "{0}: {1}", {fact.title, value.is_zero() ? say("否", "no") : say("是", "yes")});
    const Text figure = plain(fact.type == FactType::rate && value.decimals() ? quantity_text(value, true) : value.exact());
    return fact.unit.empty() ? say("{0}{1}", "{0} {1}", {fact.title, figure}) : say("{0}{1}{2}", "{0}: {1} {2}", {fact.title, figure, fact.unit});
  }

  Question rule_question(const Entry& entry, const Fact& fact, const ReadingAt& reading, const Number& value, const Answer& answer,
                         const std::vector<Answer>& options) const {
    const PlanNode& node = *entry.node;
    const Position place{entry.slot, ask.unit};
    Question question;
    question.weight = node.full >= 0 && board.known(node.full, place) ? board.value(node.full, place) * entry.factor : Number(0);
    question.id = "points:" + asked_id(node) + ":" + fact.id + ":" + value.exact();
    question.title = node.title;
    // Other figures of the same formula, as far as it names them.
    const Entry leaf{&node, entry.slot, entry.title, entry.factor, {}, {}};
    const Text formula = worked_out(board, node, place, leaf).formula;
    std::vector<Text> others;
    for (const auto& [dotted, use] : node.names) {
      const Fact* other = use.fact >= 0 ? &board.cls(node).facts[at(use.fact)] : nullptr;
      if (!other || other == &fact || dotted != other->id || use.column < 0 || board.plan.operations[at(use.column)].shape.list >= 0 || !board.known(use.column, place)) continue;
      if (other->is_list() || other->type == FactType::votes || other->type == FactType::date || formula.zh.find(other->title.zh) == std::string::npos) continue;
      others.push_back(reading_said(*other, board.value(use.column, place)));
    }
    Text asked = reading_said(fact, value);
    if (others.size() > most_others) asked = say("{0}，其余不变", "{0}, all else as it is", {asked});
    else if (!others.empty()) asked = say("{0}（{1}）", "{0} ({1})", {asked, joined(others, "，", ", ")});
    question.asked = say("{0}：{1}得几分？", "{0}: how many points for {1}?", {asked, lower_first(node.title)});
    question.options = nearest(options, answer);
    question.answer = answer.id;
    question.why = [&node, place, leaf](const Board& on) { return rule_why(on, node, place, leaf); };
    question.node = &node;
    question.clauses = [&node](const Board&) { return node.node->clauses; };
    question.changes.push_back(reading_change(board, reading, value));
    return question;
  }

  // ---- which of them, and in which order ---------------------------------------------------

  /// Two of five about levels, the next two about vetoes and verdicts, the rest about rules; what one has not, the others fill.
  std::vector<const Question*> chosen(std::size_t count) {
    std::vector<std::size_t> order(questions_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    stable_order(order, [&](std::size_t a, std::size_t b) {
      return questions_[a].tier != questions_[b].tier ? questions_[a].tier < questions_[b].tier : questions_[a].weight > questions_[b].weight;
    });
    std::vector<const Question*> kinds[3];
    for (const std::size_t i : order) kinds[static_cast<std::size_t>(questions_[i].kind)].push_back(&questions_[i]);
    std::size_t taken[3] = {(count * 2 + 4) / 5, (count * 3 + 5) / 10, 0};
    taken[2] = count - std::min(count, taken[0] + taken[1]);
    for (std::size_t kind = 0; kind < 3; ++kind) taken[kind] = std::min(taken[kind], kinds[kind].size());
    // Of what is left, the most telling.
    for (std::size_t all = taken[0] + taken[1] + taken[2]; all < count; ++all) {
      std::size_t best = 3;
      for (const std::size_t kind : {std::size_t{2}, std::size_t{1}, std::size_t{0}})
        if (taken[kind] < kinds[kind].size() && (best == 3 || kinds[kind][taken[kind]]->tier < kinds[best][taken[best]]->tier)) best = kind;
      if (best == 3) break;
      ++taken[best];
    }
    std::vector<const Question*> result;
    for (std::size_t kind = 0; kind < 3; ++kind) result.insert(result.end(), kinds[kind].begin(), kinds[kind].begin() + static_cast<std::ptrdiff_t>(taken[kind]));
    return result;
  }

  void write(JsonWriter& w, const Question& question) {
    static constexpr const char* kinds[] = {"level", "verdict", "points"};
    for (const Change& change : question.changes) tryout_.apply(change.put);
    const Board on = tryout_.board();
    w.object().key("id").string(question.id).key("kind").string(kinds[static_cast<std::size_t>(question.kind)]).key("title").text(question.title);
    w.key("asked").text(question.asked).key("options").array();
    for (const Answer& option : question.options) w.object().key("id").string(option.id).key("title").text(option.title).end_object();
    w.end_array().key("answer").string(question.answer).key("why").text(question.why(on)).key("node").string(asked_id(*question.node)).key("clauses");
    write_clause_texts(w, board, question.clauses(on));
    w.key("changes").array();
    for (const Change& change : question.changes) w.raw(change.put);
    w.end_array().end_object();
    for (const Change& change : question.changes) tryout_.apply(change.back);
  }

  const Board& board;
  const Asked& ask;
  const Number fine_;  // one unit of the last decimal that is shown
  Tryout tryout_;
  std::vector<const PlanNode*> levels_, vetoes_, verdicts_;
  std::map<const PlanNode*, std::vector<Answer>> options_;  // by level: those that its lines give
  std::set<std::pair<std::string, std::string>> asked_;     // node and fact
  std::vector<Question> questions_;
};

}  // namespace

void write_quiz(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, true, false);
  const auto count = query.get("count");
  const std::size_t wanted = static_cast<std::size_t>(count ? count->integer(1, most_questions) : 10);
  query.done();
  if (!ask.ok || ask.slot < 0) w.null();
  else Quiz(board, ask).write(w, wanted);
}

}  // namespace yardstick
