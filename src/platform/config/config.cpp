// Reads settings from a TOML file, the environment and flags.
// Owns the messages about wrong settings.
#include "platform/config/config.h"

#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <cstdlib>
#include <filesystem>

#include "base/json.h"

namespace manyi {
namespace {

std::string variable_name(std::string_view setting) {
  std::string name = "MANYI_";
  for (const char c : setting) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

std::optional<std::string> from_process(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

// The plain text that read_text understands; nullopt for tables, dates and the like.
std::optional<std::string> text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* flag = node.as_boolean()) return std::string(flag->get() ? "true" : "false");
  if (const auto* list = node.as_array()) {
    std::string all;
    for (const auto& item : *list) {
      const auto* text = item.as_string();
      if (text == nullptr) return std::nullopt;
      all += (all.empty() ? "" : ",") + text->get();
    }
    return all;
  }
  return std::nullopt;
}

class Merger {
 public:
  Config config;
  InputErrors errors;

  bool set(std::string_view name, std::string_view text, const std::string& source) {
    bool known = false;
    for_each_member<Config>([&](std::string_view member, auto pointer) {
      if (member != name) return;
      known = true;
      InputErrors found;
      read_text(text, config.*pointer, "/" + std::string(name), found, find_rule<Config>(name));
      for (auto& error : found.all()) {
        errors.add(error.pointer, std::move(error.code),
                   source + ": " + std::string(name) + ": " + error.message);
      }
    });
    if (!known) {
      errors.add("/" + std::string(name), "unknown",
                 source + ": there is no setting named " + std::string(name) + ".");
    }
    return known;
  }
};

void check_choice(Merger& merger, std::string_view name, const std::string& value,
                  std::initializer_list<std::string_view> choices) {
  std::string all;
  for (const auto choice : choices) {
    if (value == choice) return;
    all += (all.empty() ? "" : ", ") + std::string(choice);
  }
  merger.errors.add("/" + std::string(name), "choice", std::string(name) + ": expected one of: " + all + ".");
}

}  // namespace

std::string Config::database_url() const {
  if (!database.empty()) return database;
  return "sqlite://" + (std::filesystem::absolute(data) / "manyi.db").string();
}

std::span<const FieldRule> field_rules(const Config*) {
  static constexpr FieldRule kRules[] = {
      {.name = "io_threads", .minimum = 1, .maximum = 16},
      {.name = "workers", .minimum = 1, .maximum = 256},
      {.name = "max_connections", .minimum = 1, .maximum = 1'000'000},
      {.name = "max_body_bytes", .minimum = 1024, .maximum = 64 << 20},
      {.name = "max_upload_bytes", .minimum = 1024, .maximum = std::int64_t{16} << 30},
      {.name = "read_connections", .minimum = 1, .maximum = 256},
      {.name = "lanes", .minimum = 1, .maximum = 64},
      {.name = "session_hours", .minimum = 1, .maximum = 24 * 365},
  };
  return kRules;
}

Result<Config> load_config(const ConfigSources& sources) {
  Merger merger;
  if (sources.file) {
    if (!std::filesystem::exists(*sources.file)) {
      return not_found("config_file", "The configuration file " + *sources.file + " does not exist.");
    }
    toml::table table;
    try {
      table = toml::parse_file(*sources.file);
    } catch (const toml::parse_error& error) {
      const auto at = error.source().begin;
      return malformed("config_file", *sources.file + ":" + std::to_string(at.line) + ":" +
                                          std::to_string(at.column) + ": " +
                                          std::string(error.description()));
    }
    for (const auto& [key, node] : table) {
      const auto source = *sources.file + ":" + std::to_string(node.source().begin.line);
      const auto text = text_of(node);
      if (text)
        merger.set(key.str(), *text, source);
      else
        merger.errors.add("/" + std::string(key.str()), "type",
                          source + ": " + std::string(key.str()) +
                              ": expected a text, an integer, true, false or a list of texts.");
    }
  }
  const auto environment = sources.environment ? sources.environment : from_process;
  for_each_member<Config>([&](std::string_view name, auto) {
    const auto variable = variable_name(name);
    if (const auto text = environment(variable)) merger.set(name, *text, variable);
  });
  for (const auto& [name, text] : sources.flags) {
    std::string flag = "--" + name;
    for (auto& c : flag) c = c == '_' ? '-' : c;
    merger.set(name, text, flag);
  }
  check_choice(merger, "log_level", merger.config.log_level, {"debug", "info", "warn", "error", "off"});
  check_choice(merger, "log_format", merger.config.log_format, {"text", "json"});
  check_choice(merger, "locale", merger.config.locale, {"zh", "en"});
  if (!merger.errors.empty()) return invalid(std::move(merger.errors.all()));
  return std::move(merger.config);
}

std::string default_config_file(const std::string& data) {
  return (std::filesystem::path(data) / "manyi.toml").string();
}

}  // namespace manyi
