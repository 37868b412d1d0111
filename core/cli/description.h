#pragma once

#include <string>

/// The scheme as a page in that language; false where it has errors, which are told on stderr.
bool print_description(const std::string& scheme, const std::string& path, const std::string& cls, const std::string& lang);
