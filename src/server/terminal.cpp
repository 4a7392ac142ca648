// Printing for people.
// Owns column widths and the progress bar.
#include "server/terminal.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "base/json.h"

namespace manyi::server {
namespace {

/// Columns a UTF-8 text takes: CJK and full-width characters take two.
std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c & 0xC0) == 0x80) continue;
    width += c >= 0xE2 ? 2 : 1;
  }
  return width;
}

}  // namespace

void print_error(const Error& error) {
  std::cerr << "manyi: " << error.detail << "\n";
  for (const auto& field : error.fields) std::cerr << "  " << field.pointer << ": " << field.message << "\n";
  if (!error.allowed.empty()) {
    std::cerr << "  allowed:";
    for (const auto& allowed : error.allowed) std::cerr << " " << allowed;
    std::cerr << "\n";
  }
}

void print_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& title : header) widths.push_back(display_width(title));
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
      widths[i] = std::max(widths[i], display_width(row[i]));
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i) {
      text += cells[i];
      if (i + 1 < cells.size()) text += std::string(widths[i] - display_width(cells[i]) + 2, ' ');
    }
    std::cout << text << "\n";
  };
  line(header);
  for (const auto& row : rows) line(row);
}

ProgressBar::ProgressBar(std::string title)
    : title_(std::move(title)), terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (terminal_ && last_percent_ >= 0) std::cerr << "\n";
}

void ProgressBar::show(long long done, long long total) {
  if (!terminal_ || total <= 0) return;
  const int percent = static_cast<int>(std::clamp(100 * done / total, 0LL, 100LL));
  if (percent == last_percent_) return;
  last_percent_ = percent;
  constexpr int kWidth = 40;
  const int filled = percent * kWidth / 100;
  std::cerr << "\r" << title_ << " [" << std::string(static_cast<std::size_t>(filled), '#')
            << std::string(static_cast<std::size_t>(kWidth - filled), '.') << "] " << percent << "%"
            << std::flush;
}

std::string ask_password(std::string_view question) {
  std::string password;
  const bool terminal = ::isatty(STDIN_FILENO) == 1;
  termios before{};
  if (terminal) {
    std::cerr << question << ": " << std::flush;
    ::tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  std::getline(std::cin, password);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
    std::cerr << "\n";
  }
  return password;
}

}  // namespace manyi::server
