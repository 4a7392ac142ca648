// Settings of the program: TOML file, then MANYI_* variables, then flags; the later wins.
// Owns the list of settings with their defaults and limits.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/result.h"

namespace manyi {

struct Config {
  std::string data = "data";
  std::string database;  // empty: SQLite in `data`
  std::string listen = "127.0.0.1:8080";
  std::string web;                         // folder of the web app; empty: none
  std::string public_origin;               // "https://service.example.com" behind a proxy
  std::vector<std::string> allowed_hosts;  // empty: any Host header
  bool trust_forwarded = false;            // believe X-Forwarded-For of the peer
  std::int64_t io_threads = 2;
  std::int64_t workers = 4;
  std::int64_t max_connections = 4096;
  std::int64_t max_body_bytes = 1 << 20;
  std::int64_t max_upload_bytes = 256 << 20;
  std::int64_t read_connections = 6;  // more than workers, so that quick reads never wait
  std::int64_t lanes = 4;
  std::int64_t session_hours = 12;
  std::string locale = "zh";
  std::string time_zone = "Asia/Shanghai";
  std::string log_level = "info";   // debug, info, warn, error, off
  std::string log_format = "text";  // text, json
  std::string log_file;             // empty: standard error
  bool access_log = false;
  bool notify_private_targets = false;  // group bots may be in private ranges, and on plain http

  /// The database's URL, with the default filled in.
  std::string database_url() const;
};
BOOST_DESCRIBE_STRUCT(Config, (),
                      (data, database, listen, web, public_origin, allowed_hosts, trust_forwarded, io_threads,
                       workers, max_connections, max_body_bytes, max_upload_bytes, read_connections, lanes,
                       session_hours, locale, time_zone, log_level, log_format, log_file, access_log,
                       notify_private_targets))

std::span<const FieldRule> field_rules(const Config*);

struct ConfigSources {
  std::optional<std::string> file;  // path of a TOML file; must exist when given
  std::function<std::optional<std::string>(const std::string&)> environment;  // null: getenv
  std::map<std::string, std::string> flags;  // setting name -> text; lists are comma-separated
};

/// Merges the sources. \errors kInvalid with every wrong setting at once, each naming its source:
/// file and line, variable, or flag; kMalformed for broken TOML; kNotFound for an absent file
Result<Config> load_config(const ConfigSources& sources);

/// The default path looked at when none is given: `manyi.toml` in the data folder.
std::string default_config_file(const std::string& data);

}  // namespace manyi
