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
  // Only a class of one unit is ever read as class.name; a link that leads to it may share its name, for it reads the same.
  for (const Class& cls : scheme.classes) {
    const auto leads_here = [&](const Link& link) {
      return link.id == cls.id && std::any_of(link.to.begin(), link.to.end(), [&](const Cited& to) { return to.id == cls.id; });
    };
    if (cls.one && std::none_of(scheme.links.begin(), scheme.links.end(), leads_here)) taken.add(cls.id, cls.where, -1);
  }
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    const int own = static_cast<int>(c);
    for (const Cohort& cohort : cls.cohorts) {
      const bool plain = cohort.within.id == cohort.id && !cohort.members.given() && cohort.frozen == 0;  // means what it says
      if (plain) taken.add(cohort.id, cohort.where, own);
      else taken.add(cohort.id, cohort.where, own, {"all", "group"});
    }
    for (const Fact& fact : cls.facts) {
      if (fact.is_list()) taken.add(fact.id, fact.where, own, {"children", "year", "half", "quarter", "month", "day"});
      else if (fact.type == FactType::choice) taken.add(fact.id, fact.where, own, {"all", "group"});
      else taken.add(fact.id, fact.where, own);
    }
    for (const Node& node : cls.nodes) taken.add(node.id, node.where, own);
  }
}

}  // namespace yardstick
