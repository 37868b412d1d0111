// Ids that a formula could not tell apart, or that mean something else there.
#include <map>

#include "scheme_parts.h"

namespace yardstick {

namespace {

bool is_one_of(std::string_view id, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), id) != words.end(); }

struct Taken {
  std::map<std::string, int> ids;  // of the whole scheme: -1; else the class
  const Sink& sink;

  void add(const std::string& id, const Where& where, int cls, std::initializer_list<std::string_view> reserved = {}) {
    if (is_one_of(id, {"item", "outer", "period", "unit"}) || is_one_of(id, reserved)) sink.add(Code::reserved_id, where, {id});
    take(id, where, cls);
  }
  void take(const std::string& id, const Where& where, int cls) {
    const auto [found, fresh] = ids.emplace(id, cls);
    if (fresh) return;
    if (found->second == -1 || found->second == cls) sink.add(Code::duplicate_id, where, {id});
    found->second = cls;
  }
};

}  // namespace

void check_names(const Scheme& scheme, const Sink& sink) {
  Taken taken{{}, sink};
  for (const Parameter& parameter : scheme.parameters) taken.add(parameter.id, parameter.where, -1);
  for (const Table& table : scheme.tables) taken.add(table.id, table.where, -1);
  // What a fold may run over, and what may part the units, must not read like a period length or like "all".
  for (const Link& link : scheme.links)
    taken.add(link.id, link.where, -1, {"children", "year", "half", "quarter", "month", "day", "all", "group"});
  for (const Class& cls : scheme.classes) {
    // Only a class of one unit is ever read as class.name: any other may have such a word, or the name of a link.
    const bool link = std::any_of(scheme.links.begin(), scheme.links.end(), [&](const Link& l) { return l.id == cls.id; });
    if (cls.one) taken.add(cls.id, cls.where, -1);
    else if (!link) taken.take(cls.id, cls.where, -1);
  }
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    const int own = static_cast<int>(c);
    for (const Cohort& cohort : cls.cohorts) taken.add(cohort.id, cohort.where, own, {"all", "group"});
    for (const Fact& fact : cls.facts) {
      if (fact.is_list()) taken.add(fact.id, fact.where, own, {"children", "year", "half", "quarter", "month", "day"});
      else if (fact.type == FactType::choice) taken.add(fact.id, fact.where, own, {"all", "group"});
      else taken.add(fact.id, fact.where, own);
    }
    for (const Node& node : cls.nodes) taken.add(node.id, node.where, own);
  }
}

}  // namespace yardstick
