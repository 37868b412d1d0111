#pragma once

/// Writes docs/diagnostics.md: every code, what its values are, and its sentences with sample values.
void print_diagnostic_reference();
