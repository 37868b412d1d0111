// The commands of an office that publishes: publish, verify, index, key.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

class PublishingCommands {
 public:
  /// `lang` is the language of all commands.
  PublishingCommands(CLI::App& app, std::string& lang);
  /// The exit code; nothing where another command was called.
  std::optional<int> run();

 private:
  int publish();
  int verify();
  int against();
  int index();

  std::string& lang_;
  CLI::App *publish_, *verify_, *index_, *key_, *new_key_, *show_key_, *sign_, *check_;
  std::string board_, scheme_, dataset_, out_, state_, issued_, until_, supersedes_, reason_, key_file_;
  bool with_persons_ = false, hold_back_ = false;
  std::vector<std::string> held_;
  std::string other_, site_;
  std::vector<std::string> keys_;
  std::string folder_, first_;
  std::string public_key_, signature_, message_;
};
