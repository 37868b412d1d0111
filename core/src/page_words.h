// What a page about a node says, whether it is one of many in a description or stands alone.
#pragma once

#include <string>
#include <vector>

#include "laid.h"
#include "telling.h"

namespace yardstick {

/// The formula in words; `members`: the titles of what a fold adds up.
struct MemberName {
  Text title;
  bool outside = false;  // it joins what the fold comes to, not the fold
};
Text formula_said(const Telling& words, const std::vector<MemberName>& members);
/// What a fold does with members that are missing, exempt or not there; none where it says nothing of its own.
std::vector<Text> policies_said(const Telling& words);
/// What is done to points afterwards, one after the other.
std::vector<Text> steps_said(const Telling& words, const std::vector<Step>& steps);
/// A table of the scheme as it stands from one day on.
Laid table_said(const Plan& plan, const Table& table, const Table::Version& version);

}  // namespace yardstick
