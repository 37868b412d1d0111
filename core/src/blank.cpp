// A dataset without figures, for a form of any class: one unit, and those that it must be linked to.
#include <algorithm>

#include "replies.h"

namespace yardstick {

namespace {

class Blank {
 public:
  explicit Blank(const Plan& plan) : plan_(plan), units_(plan.scheme->classes.size()), links_(plan.scheme->links.size()) {}

  /// A unit of the class with all that it needs; on a way that comes back to a class, the unit met there.
  std::string unit(int cls) {
    const Class& model = plan_.scheme->classes[static_cast<std::size_t>(cls)];
    auto& own = units_[static_cast<std::size_t>(cls)];
    const bool open = std::find(way_.begin(), way_.end(), cls) != way_.end();
    if (!own.empty() && (open || model.one)) return own.back();
    own.push_back(own.empty() ? model.id : model.id + std::to_string(own.size() + 1));
    const std::string id = own.back();
    way_.push_back(cls);
    for (std::size_t l = 0; l < links_.size(); ++l) {
      const Link& link = plan_.scheme->links[l];
      if (link.count == Link::Count::one && plan_.class_of(link.from.id) == cls) links_[l].push_back({id, unit(plan_.class_of(link.to[0].id))});
    }
    way_.pop_back();
    return id;
  }

  /// The only units of their classes, and somebody to keep the records that others borrow.
  void rest() {
    const auto& classes = plan_.scheme->classes;
    for (std::size_t c = 0; c < classes.size(); ++c)
      if (classes[c].one) unit(static_cast<int>(c));
    for (const RowList& list : plan_.lists) {
      if (list.kind != RowList::Kind::borrowed || units_[static_cast<std::size_t>(list.cls)].empty()) continue;
      const int owner = plan_.lists[static_cast<std::size_t>(list.source)].cls;
      if (units_[static_cast<std::size_t>(owner)].empty()) unit(owner);
    }
  }

  std::string text(const Period& period, const std::string& as_of) const {
    const Scheme& scheme = *plan_.scheme;
    JsonWriter w;
    w.object().key("format").string("yardstick-dataset/1").key("scheme").object().key("id").string(scheme.id).key("version").string(scheme.version).end_object();
    w.key("asOf").string(as_of).key("periods").array().string(to_string(period)).end_array().key("units").object();
    for (std::size_t c = 0; c < units_.size(); ++c) {
      if (units_[c].empty()) continue;
      w.key(scheme.classes[c].id).array();
      for (const std::string& id : units_[c]) w.object().key("id").string(id).key("name").text(scheme.classes[c].title).end_object();
      w.end_array();
    }
    w.end_object().key("links").object();
    for (std::size_t l = 0; l < links_.size(); ++l) {
      if (links_[l].empty()) continue;
      w.key(scheme.links[l].id).array();
      for (const auto& [from, to] : links_[l]) {
        w.object().key("from").string(from).key("to").string(to);
        if (scheme.links[l].shares != Link::Shares::none) w.key("share").string("1");
        w.end_object();
      }
      w.end_array();
    }
    w.end_object().end_object();
    return w.take();
  }

 private:
  const Plan& plan_;
  std::vector<std::vector<std::string>> units_;                            // by class
  std::vector<std::vector<std::pair<std::string, std::string>>> links_;    // by link of the scheme
  std::vector<int> way_;
};

}  // namespace

void write_blank(JsonWriter& w, const Plan& plan, Fields& query) {
  const auto cls_named = query.need("class"), period_named = query.get("period"), as_of_named = query.get("asOf");
  query.done();
  const int cls = cls_named ? plan.class_of(cls_named->string()) : -1;
  if (cls_named && cls < 0) cls_named->fault(Code::query_unknown, {"class", cls_named->json->text});
  // Without a period, the latest that an example of the scheme is about.
  Period period{plan.scheme->main, 2025, 1};
  std::optional<Period> latest;
  for (const Case& example : plan.scheme->cases)
    if (const auto own = parse_period(example.period); own && own->grain == plan.scheme->main && (!latest || first_day(*own) > first_day(*latest))) latest = own;
  if (latest) period = *latest;
  if (period_named) {
    const auto asked = parse_period(period_named->string());
    if (!asked) return period_named->fault(Code::bad_period, {period_named->json->text});
    if (asked->grain != plan.scheme->main)
      return period_named->fault(Code::grain_clash, {period_named->json->text, std::string(name_of(asked->grain)), plan.scheme->id, std::string(name_of(plan.scheme->main))});
    period = *asked;
  }
  // The day it stands as of says which periods are over; by itself, all of them.
  const auto as_of = as_of_named ? parse_date(as_of_named->string()) : last_day(period);
  if (!as_of) return as_of_named->fault(Code::bad_date, {as_of_named->json->text});
  if (cls < 0) return;
  Blank blank(plan);
  const std::string unit = blank.unit(cls);
  blank.rest();
  w.object().key("dataset").string(blank.text(period, date_text(*as_of))).key("unit").string(unit).key("period").string(to_string(period)).end_object();
}

}  // namespace yardstick
