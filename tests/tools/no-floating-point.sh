#!/usr/bin/env bash
# Scores are exact: neither word may occur in the core, not even in a comment.
cd "$(dirname "$0")/../.." || exit 1
if found=$(grep -rnwE 'float|double' core/include core/src); then
  echo "floating point in the core:"
  echo "$found"
  exit 1
fi
[ -n "$(find core/include core/src -name '*.h' -o -name '*.cpp' | head -n 1)" ] || { echo "the core was not found"; exit 1; }
