// "compare": {"round": …} on a level or a rank: the rounded figure is compared, the node stays as it is.
#pragma once

#include "plan_builder.h"
#include "reader.h"
#include "telling.h"

namespace yardstick {

struct CompareRounded {
  bool given = false;
  Number unit = 1;
  Rounding mode = Rounding::half_up;

  Column lower(Builder& builder, Column column) const {
    if (!given || column < 0) return column;
    Operation rounding;
    rounding.op = Op::round;
    rounding.shape = builder.shape();
    rounding.in = {column};
    rounding.constant = unit;
    rounding.mode = mode;
    return builder.op(std::move(rounding));
  }
  /// "（四舍五入到0.1后比较）", empty where the exact figure is compared.
  Text said() const { return given ? say("（{0}后比较）", " ({0} before it is compared)", {rounding_said(unit, mode)}) : Text{}; }
};

inline CompareRounded parse_compare_rounded(Fields& fields) {
  CompareRounded result;
  const auto compare = fields.get("compare");
  if (!compare) return result;
  Fields outer(*compare);
  if (const auto round = outer.need("round")) {
    Fields how(*round);
    result.given = true;
    const auto unit = how.quantity("step");
    if (unit && *unit > 0) result.unit = *unit;
    else if (unit) round->fault(Code::bad_quantity, {unit->exact()});
    else if (const auto places = how.need("places"))
      for (int i = places->integer(0, 40); i > 0; --i) result.unit = result.unit / 10;
    result.mode = rounding_from(how.need_choice("mode", {"half-up", "half-even", "half-down", "up", "down", "ceiling", "floor"}))
                      .value_or(Rounding::half_up);
    how.done();
  }
  outer.done();
  return result;
}

}  // namespace yardstick
