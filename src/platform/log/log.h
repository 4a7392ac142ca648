// Structured logging: a message and fields, as JSON lines or text.
// Owns the program's one logger. Never pass names, phone numbers or free text: ids only.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

namespace manyi::log {

enum class Level { kDebug, kInfo, kWarn, kError, kOff };
enum class Format { kText, kJson };

struct Options {
  Level level = Level::kInfo;
  Format format = Format::kText;
  std::string file;  // empty: standard error
};

/// One field of a line. Texts are for stable keys, ids, routes; never for personal data.
struct Field {
  std::string_view key;
  std::variant<std::int64_t, double, std::string_view> value;
  template <class T>
  requires std::is_integral_v<T> Field(std::string_view k, T v)
      : key(k), value(static_cast<std::int64_t>(v)) {}
  Field(std::string_view k, double v) : key(k), value(v) {}
  Field(std::string_view k, std::string_view v) : key(k), value(v) {}
  Field(std::string_view k, const std::string& v) : key(k), value(std::string_view(v)) {}
  Field(std::string_view k, const char* v) : key(k), value(std::string_view(v)) {}
};

/// Sets up the logger; before that, warnings and errors go to standard error as text.
/// \errors kUnavailable when the file cannot be opened
Result<void> start(const Options& options);
/// Writes out what is buffered and closes the file.
void stop();

bool enabled(Level level);
/// Thread-safe. Control characters in texts are escaped, so that one call is one line.
void write(Level level, std::string_view message, std::initializer_list<Field> fields = {});

inline void debug(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::kDebug, message, fields);
}
inline void info(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::kInfo, message, fields);
}
inline void warn(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::kWarn, message, fields);
}
inline void error(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::kError, message, fields);
}

/// While it lives, every line of this thread carries the trace id (W3C, 32 hex digits).
class TraceScope {
 public:
  explicit TraceScope(std::string_view trace_id);
  ~TraceScope();
  TraceScope(const TraceScope&) = delete;
  TraceScope& operator=(const TraceScope&) = delete;

 private:
  std::string_view before_;
};

}  // namespace manyi::log
