#include "rule.h"

namespace yardstick {

const std::vector<RuleKind>& rule_kinds() {
  static const std::vector<RuleKind> kinds{
      {"proportional", parse_proportional}, {"bands", parse_bands},   {"deduction", parse_deduction},
      {"bonus", parse_bonus},               {"map", parse_map},       {"votes", parse_votes},
      {"checklist", parse_checklist},       {"direct", parse_direct}, {"constant", parse_constant},
      {"formula", parse_formula_rule},      {"segments", parse_segments}, {"power", parse_power},
      {"judged", parse_judged},             {"relative", parse_relative}, {"growth", parse_growth},
  };
  return kinds;
}

}  // namespace yardstick
