#include "units.h"

namespace yardstick {

Column Units::lower(Builder& b, Column amount) const {
  Column units = b.op(Op::divide, {amount, b.constant(percentage ? size / 100 : size)});
  b.part("short", units);
  if (part != "proportional") {
    // Alike on both sides of the line: a part of a unit below it is dropped, or counts as one, as above it.
    Operation rounding;
    rounding.op = Op::round;
    rounding.shape = b.shape();
    rounding.in = {units};
    rounding.constant = 1;
    rounding.mode = part == "whole" ? Rounding::down : Rounding::up;
    units = b.op(std::move(rounding));
  }
  b.part("units", units);
  return b.op(Op::multiply, {units, b.constant(points)});
}

Text Units::size_text() const {
  const Text number = plain(points_text(size));
  if (!percentage) return number;
  return say("{0}个百分点", size == Number(1) ? "percentage point" : "{0} percentage points", {number});
}

Text Units::rounding_text() const {
  return part == "whole"     ? say("，不足一个单位的不计", "; a part of one does not count")
         : part == "started" ? say("，不足一个单位的按一个计", "; a part of one counts as one")
                             : say("，按比例计", ", in proportion");
}

Text Units::counted(const Text& amount) const {
  const char* zh = part == "whole" ? "取整({0} ÷ {1})" : part == "started" ? "进一({0} ÷ {1})" : "{0} ÷ {1}";
  const char* en = part == "whole" ? "floor({0} ÷ {1})" : part == "started" ? "ceil({0} ÷ {1})" : "{0} ÷ {1}";
  return say(zh, en, {amount, plain(points_text(size) + (percentage ? "%" : ""))});
}

Units parse_units(const Reader& reader, bool amounts) {
  Units units;
  Fields how(reader);
  const auto percentage = amounts ? how.quantity("percentagePoint") : std::optional(Number(1));
  const auto amount = amounts ? how.quantity("amount") : std::nullopt;
  if (percentage.has_value() == amount.has_value()) reader.fault(Code::wrong_format, {"per", "percentagePoint / amount"});
  units.percentage = percentage.has_value();
  units.size = percentage ? *percentage : amount.value_or(1);
  if (!amounts)
    if (const auto size = how.need("percentagePoint")) units.size = size->quantity();
  if (!(units.size > 0)) {
    reader.fault(Code::bad_quantity, {units.size.exact()});
    units.size = 1;
  }
  if (const auto points = how.need("points")) units.points = points->quantity();
  units.part = how.need_choice("part", {"whole", "started", "proportional"});
  how.done();
  return units;
}

}  // namespace yardstick
