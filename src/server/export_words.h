// What the columns and the choices of exported lists are called in Chinese and English.
// Owns those words; the web app has its own for the screen, and a test holds them together.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/language.h"
#include "base/time_zone.h"

namespace manyi::server {

class ExportWords {
 public:
  /// `list`: one of exportable_names(). `zone`: whose clock times are read from.
  ExportWords(std::string list, Language language, TimeZone zone)
      : list_(std::move(list)), language_(language), zone_(std::move(zone)) {}

  Language language() const { return language_; }
  /// The words of another list in the same language.
  ExportWords of(std::string list) const { return {std::move(list), language_, zone_}; }
  /// What is not known keeps its code name.
  std::string_view head(std::string_view field) const;
  std::string_view choice(std::string_view field, std::string_view value) const;
  std::string_view truth(bool value) const;
  /// 2026-11-28 14:30:05: what a spreadsheet takes for a time, and an import too.
  std::string time(Instant at) const;

 private:
  std::string list_;
  Language language_;
  TimeZone zone_;
};

}  // namespace manyi::server
