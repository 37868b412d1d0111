// `yardstick figures`: see figures.cpp.
#pragma once

/// Reads pairs of lines from standard input until it ends, and answers each with a line.
void print_figures();
