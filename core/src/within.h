// "within": how units are parted before they are compared: all together, by group, by a choice, by a link, by a cohort.
#pragma once

#include "plan_builder.h"
#include "reader.h"
#include "telling.h"

namespace yardstick {

struct Within {
  std::string name = "all";
  Where where;

  bool all() const { return name == "all"; }
  /// A column that numbers the part each unit belongs to, in the present shape; not known for a unit of none.
  Column lower(Builder& builder) const;
  /// "（组内）", empty for all.
  Text said(const Telling& telling) const;
};

inline Within parse_within(Fields& fields) {
  Within result;
  if (const auto within = fields.get("within")) result = {within->string(), within->where()};
  return result;
}

}  // namespace yardstick
