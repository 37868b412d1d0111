// A price list over records: what deductions and bonuses share.
#pragma once

#include "rule.h"

namespace yardstick {

struct Price {
  Formula value;                                       // the price itself, or what the list is read by
  bool is_list = false;
  std::vector<std::pair<std::string, Number>> list;    // choice → points
  std::vector<Where> places;
  Where where;

  /// The price of each record, in the present list shape.
  Column lower(Builder& builder) const;
  /// "国家级4分、省级3分"
  Text sentence(const Telling& telling) const;
  /// The list as a table; none where there is none.
  std::vector<Laid> tables(const Telling& telling, const Text& points) const;
  Text title_of(const Telling& telling, const std::string& id) const;
};

Price parse_price(const Reader& reader);

}  // namespace yardstick
