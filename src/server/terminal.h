// What the command line prints: tables, a progress bar, errors, questions for passwords.
// Owns the forms that every command shares.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace manyi::server {

enum class Exit : int { kOk = 0, kFailed = 1, kUsage = 2 };

/// One line on standard error, with every field error below it.
void print_error(const Error& error);
/// Aligned columns; wide (Chinese) characters count twice.
void print_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows);

/// A bar on standard error while that is a terminal; silent otherwise.
class ProgressBar {
 public:
  explicit ProgressBar(std::string title);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  void show(long long done, long long total);

 private:
  const std::string title_;
  const bool terminal_;
  int last_percent_ = -1;
};

/// Reads a password without echo from the terminal, or a line from standard input.
std::string ask_password(std::string_view question);

}  // namespace manyi::server
