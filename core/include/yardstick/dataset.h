// Units and figures, checked against a plan: every reading a cell with a status, every record in its period.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "yardstick/plan.h"

namespace yardstick {

/// Zero is none of the last three. Strict operations take the worst of their operands, in this order.
enum class Status : std::uint8_t { known, exempt, missing, invalid };
std::string_view name_of(Status status);

/// A value and a status for each cell; the value counts only where the status is known.
struct Cells {
  std::vector<Number> values;
  std::vector<Status> statuses;
  void resize(std::size_t size, Status status = Status::missing) {
    values.resize(size);
    statuses.resize(size, status);
  }
  void set(std::size_t i, Number value) {
    values[i] = std::move(value);
    statuses[i] = Status::known;
  }
};

struct Unit {
  std::string id;
  Text name;
  std::string group, initials;
};

struct Group {
  std::string id;
  Text title;
};

/// One row of a list: a record, a value by key, or a link to another unit.
struct Record {
  std::string id;
  int unit = 0;
  std::int64_t day = 0;                       // the day that places it in a period
  std::array<int, 5> slots{-1, -1, -1, -1, -1};  // by grain
  std::vector<std::string> texts;             // fields as written, "" where absent
  int outer = -1;                             // an inner record: the row around it
  int other_cls = -1, other = -1;             // a link: the unit at the other end
};

/// The rows of one list, grouped by unit; `known` is false for a unit that has no list at all.
struct Records {
  std::vector<bool> known;
  std::vector<Record> rows;
  std::vector<std::size_t> first;            // by unit: where its rows begin; one more at the end
  std::vector<Cells> fields;                 // a link's only field is its share
  std::vector<char> beyond;                  // by unit: it also has records after the day that the view looks up to; empty where none has
  std::vector<std::int64_t> closed_through;  // by unit: the day up to which it is complete; empty where all are complete
  /// Whether there may be more of them up to that day.
  bool open_on(std::size_t unit, std::int64_t day) const { return !closed_through.empty() && closed_through[unit] < day; }
};

/// A relation between two units, in force from one day to another.
struct LinkRow {
  int from_cls = -1, from = -1, to_cls = -1, to = -1;
  std::optional<Number> share;
  std::int64_t since = 0, until = 0;
};

struct ClassData {
  std::vector<Unit> units;
  std::vector<Group> groups;
  std::vector<int> group_of;                // by unit: index of its group, -1
  std::vector<std::vector<Cells>> readings; // by fact, by option or key (one where it has none); slot × unit
  std::map<std::array<int, 3>, int> reasons;  // fact, slot, unit: which of the fact's reasons stands in the reading's place
};

/// A figure given instead of what the rules would give: by a case, by an earlier year's result, by a dataset whose facts are
/// held back, by a decision.
struct Pin {
  int node = 0, slot = 0, unit = 0;
  Number value;
  bool exempt = false;  // said to be exempt; then there is no value
};

/// Who decided what a pin holds, by which document, on which day.
struct Decided {
  int node = 0, slot = 0, unit = 0;
  Text by, document;
  std::string date;
};

/// What is tried in the scheme's place: values of parameters, and weights of children.
struct Tuned {
  std::map<int, Number> parameters;                  // by parameter of the scheme: in every period
  std::map<std::pair<Column, int>, Number> weights;  // by a fold's column and the child's place in it
};

struct Data {
  std::vector<Period> mains;                 // those that are scored
  std::array<std::vector<Period>, 5> slots;  // by grain: the periods inside the mains and the earlier years, in order
  std::vector<ClassData> classes;
  std::vector<Records> lists;                // by list of the plan
  std::vector<std::vector<LinkRow>> links;   // by link of the scheme
  std::vector<std::pair<int, int>> held;     // facts that are known and not published: class and place
  std::vector<Pin> pins;                     // earlier results, given figures and decisions
  std::vector<Decided> decisions;            // those that were entered
  Tuned tuned;
  std::optional<Policy> missing;             // the view's
  std::string view;
  Text title, note;
  bool invented = false;
  std::string as_of;
  std::vector<Period> closed;                // said to be complete; empty where nothing is said

  /// Whether all that belongs to a period should be there: it is said to be closed, or, where nothing is said, over by `asOf`.
  bool is_closed(const Period& period) const;
  int slot(const Period& period) const;                          // -1
  std::size_t units(int cls) const { return classes[static_cast<std::size_t>(cls)].units.size(); }
  /// The day by which what belongs to a slot is looked at: its last.
  std::int64_t day_of(Grain grain, int slot) const { return last_day(slots[static_cast<std::size_t>(grain)][static_cast<std::size_t>(slot)]); }
  /// How many cells a column of that shape has.
  std::size_t size(const Shape& shape) const;
  /// The slot of a coarser grain that contains a slot.
  int containing(Grain from, int slot, Grain to) const;
  /// The slots of a finer grain inside a slot: first and one past the last. Fewer than the calendar's where the dataset's
  /// periods do not fill it.
  std::pair<int, int> inside(Grain from, int slot, Grain to) const;
};

struct DataLimits {
  std::size_t units = 20000;
  std::size_t cells = 20'000'000;  // readings and fields
};

/// Reads a dataset against the plan; every fault at once, each with its place.
Checked<Data> parse_dataset(const Document& document, const Plan& plan, const DataLimits& limits = {});

/// The figures of one case of the scheme (`document` is the scheme's text).
Checked<Data> case_data(const Document& document, const Plan& plan, const Case& example, int cls);

/// What a batch of changes reaches: facts (class and place), lists and nodes of the plan, parameters, folds with other weights.
struct Touched {
  std::size_t changes = 0;
  std::vector<std::pair<int, int>> facts;
  std::vector<int> lists, nodes, parameters;
  std::vector<Column> folds;

  /// What others have changed as well; each thing once.
  void add(const Touched& others);
};

/// Puts changes into `data`: readings ({"class", "unit", "fact", "period", "value", "key"}), all records of a unit
/// ({"class", "unit", "fact", "records"}), figures given in place of computed ones ({"class", "unit", "node", "period",
/// "value"}), links ({"class", "unit", "link", "to"}), parameters ({"parameter", "value"}: in every period), weights ({"class",
/// "node", "child", "weight"}: what the child counts among the children of the node; its own card stays). Null takes any of them
/// back. On an error `data` is as it was.
Checked<Touched> apply_changes(const Document& document, const Plan& plan, Data& data);

}  // namespace yardstick
