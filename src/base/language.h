// The languages that people read: Chinese first, English at a switch.
// Owns how a language is asked for.
#pragma once

#include <optional>
#include <string_view>

namespace manyi {

enum class Language { kChinese, kEnglish };

/// "zh" or "en", alone or with a region or a script behind it: "zh-CN".
std::optional<Language> parse_language(std::string_view tag);

}  // namespace manyi
