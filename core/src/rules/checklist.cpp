// 清单: points for each item that is present.
#include "rule.h"

namespace yardstick {

namespace {

struct Item {
  Formula value;
  Number points;
  Text title;
};

struct Checklist final : Rule {
  std::vector<Item> items;

  std::string_view kind() const override { return "checklist"; }

  Column lower(Builder& b) const override {
    Column sum = b.constant(0);
    for (const Item& item : items)
      sum = b.op(Op::add, {sum, b.op(Op::choose, {b.flag(item.value), b.constant(item.points), b.constant(0)})});
    return sum;
  }
  static Text title_of(const Telling& t, const Item& item) { return item.title.empty() ? t.value(item.value, false) : item.title; }
  std::vector<Laid> tables(const Telling& t) const override {
    Laid laid{say("逐项得分", "Points by item"), {say("项目", "item"), say("得分", "points")}, {}};
    for (const Item& item : items) laid.rows.push_back({title_of(t, item), plain(points_text(item.points))});
    return {laid};
  }
  std::vector<Text> items_said(const Telling& t) const {
    std::vector<Text> parts;
    for (const Item& item : items) parts.push_back(say("{0}{1}分", "{0} {1}", {title_of(t, item), plain(points_text(item.points))}));
    return parts;
  }
  Text lead(const Telling& t) const {
    return t.has_full() ? say("满分{0}分，逐项具备即得分", "Out of {0}, points for each item that is present", {t.full_marks()})
                        : say("逐项具备即得分", "Points for each item that is present");
  }
  Text sentence(const Telling& t) const override { return say("{0}：{1}。", "{0}: {1}.", {lead(t), joined(items_said(t), "、", ", ")}); }
  Details details(const Telling& t) const override { return listed(lead(t), items_said(t)); }
  Text formula(const Telling& t) const override {
    std::vector<Text> parts;
    for (const Item& item : items) parts.push_back(say("{0} × {1}", "{0} × {1}", {t.value(item.value), plain(points_text(item.points))}));
    return joined(parts, " + ", " + ");
  }
  std::optional<Number> best(const Number&) const override {
    Number sum;
    for (const Item& item : items) sum += item.points;
    return sum;
  }
};

}  // namespace

std::shared_ptr<const Rule> parse_checklist(Fields& fields) {
  auto rule = std::make_shared<Checklist>();
  if (const auto items = fields.need("items")) {
    for (const Reader& reader : items->items()) {
      Fields row(reader);
      Item item;
      item.value = row.need_formula("value");
      if (const auto points = row.need("points")) item.points = points->quantity();
      item.title = row.text("title");
      row.done();
      rule->items.push_back(std::move(item));
    }
  }
  return rule;
}

}  // namespace yardstick
