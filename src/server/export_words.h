// What the columns and the choices of exported lists are called in Chinese and English.
// Owns those words; the web app has its own for the screen, and a test holds them together.
#pragma once

#include <string>
#include <string_view>

#include "base/language.h"

namespace manyi::server {

class ExportWords {
 public:
  /// `list`: one of exportable_names().
  ExportWords(std::string list, Language language) : list_(std::move(list)), language_(language) {}

  /// What is not known keeps its code name.
  std::string_view head(std::string_view field) const;
  std::string_view choice(std::string_view field, std::string_view value) const;
  std::string_view truth(bool value) const;

 private:
  std::string list_;
  Language language_;
};

}  // namespace manyi::server
