// The big integers inside a Number, for the files of the number module alone.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include "yardstick/number.h"

namespace yardstick {

using Int = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>, boost::multiprecision::et_off>;

struct NumberParts {
  Int num;
  Int den;  // > 0; no factor in common with num
};
NumberParts parts_of(const Number& n);
/// num / den in lowest terms; den > 0 (precondition).
Number number_of(Int num, Int den);

}  // namespace yardstick
