// The one file that sees spdlog.
// Owns the form of a log line.
#include "platform/log/log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <mutex>
#include <shared_mutex>

#include "base/json.h"

namespace manyi::log {
namespace {

struct State {
  std::shared_mutex mutex;
  std::shared_ptr<spdlog::logger> logger;
  Format format = Format::kText;
};

State& state() {
  static State* const kState = new State;  // outlives static destruction: threads may still log
  return *kState;
}

thread_local std::string_view current_trace;

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::kDebug: return spdlog::level::debug;
    case Level::kInfo: return spdlog::level::info;
    case Level::kWarn: return spdlog::level::warn;
    case Level::kError: return spdlog::level::err;
    case Level::kOff: return spdlog::level::off;
  }
  return spdlog::level::info;
}

std::shared_ptr<spdlog::logger> make_logger(spdlog::sink_ptr sink, Level level, Format format) {
  auto logger = std::make_shared<spdlog::logger>("manyi", std::move(sink));
  logger->set_pattern(format == Format::kJson ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})"
                                              : "%Y-%m-%dT%H:%M:%S.%eZ %^%-7l%$ %v",
                      spdlog::pattern_time_type::utc);
  logger->set_level(level_of(level));
  logger->flush_on(spdlog::level::warn);
  return logger;
}

// The logger to write to, and the format that goes with it.
std::pair<std::shared_ptr<spdlog::logger>, Format> current() {
  auto& all = state();
  {
    const std::shared_lock lock(all.mutex);
    if (all.logger) return {all.logger, all.format};
  }
  const std::unique_lock lock(all.mutex);
  if (!all.logger) {
    all.logger = make_logger(std::make_shared<spdlog::sinks::stderr_sink_mt>(), Level::kWarn, Format::kText);
    all.format = Format::kText;
  }
  return {all.logger, all.format};
}

void append_value(std::string& out, const Field& field, Format format) {
  if (const auto* number = std::get_if<std::int64_t>(&field.value))
    out += std::to_string(*number);
  else if (const auto* real = std::get_if<double>(&field.value))
    append_json_number(out, *real);
  else if (const auto& text = std::get<std::string_view>(field.value);
           format == Format::kJson || text.empty() ||
           text.find_first_of(" \"\\\t\r\n=") != std::string_view::npos)
    append_json_text(out, text);
  else
    out += text;
}

}  // namespace

Result<void> start(const Options& options) {
  spdlog::sink_ptr sink;
  try {
    if (options.file.empty())
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    else
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.file);
  } catch (const spdlog::spdlog_ex&) {
    return unavailable("log_file", "The log file cannot be opened for writing.");
  }
  auto& all = state();
  const std::unique_lock lock(all.mutex);
  all.logger = make_logger(std::move(sink), options.level, options.format);
  all.format = options.format;
  return {};
}

void stop() {
  auto& all = state();
  const std::unique_lock lock(all.mutex);
  if (all.logger) all.logger->flush();
  all.logger.reset();
}

bool enabled(Level level) { return current().first->should_log(level_of(level)); }

void write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  const auto [logger, format] = current();
  if (!logger->should_log(level_of(level))) return;
  std::string line;
  if (format == Format::kJson) {
    line += "\"message\":";
    append_json_text(line, message);
    for (const auto& field : fields) {
      line += ',';
      append_json_text(line, field.key);
      line += ':';
      append_value(line, field, format);
    }
    if (!current_trace.empty()) {
      line += ",\"trace_id\":";
      append_json_text(line, current_trace);
    }
  } else {
    std::string text;
    append_json_text(text, message);
    line += std::string_view(text).substr(1, text.size() - 2);
    for (const auto& field : fields) {
      line.append(" ").append(field.key).append("=");
      append_value(line, field, format);
    }
    if (!current_trace.empty()) line.append(" trace_id=").append(current_trace);
  }
  logger->log(level_of(level), spdlog::string_view_t(line.data(), line.size()));
}

TraceScope::TraceScope(std::string_view trace_id) : before_(current_trace) { current_trace = trace_id; }
TraceScope::~TraceScope() { current_trace = before_; }

}  // namespace manyi::log
