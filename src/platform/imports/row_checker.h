// One row of a file, checked and turned into its staged form under a mapping.
// Owns the reading of values: numbers, dates, choices, and what is said when they are wrong.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/files/date_text.h"
#include "platform/imports/mapping.h"
#include "platform/imports/profile.h"

namespace manyi::imports {

struct ReadingRules {
  /// Under kYmd a date whose year comes last is refused when day and month cannot be told apart.
  files::DateOrder date_order = files::DateOrder::kYmd;
  char decimal = '.';
  TimeZone zone = TimeZone::utc();
  bool of_log = false;  // columns derived from events are kept only where a field takes them
};

/// Made once per file, used for every row: about 2 us each. Not thread-safe.
class RowChecker final : public RowValues {
 public:
  /// The mapping has passed check_mapping; `profile` outlives the checker.
  RowChecker(const ImportProfile& profile, const Mapping& mapping, std::span<const std::string> header,
             const ReadingRules& rules);
  RowChecker(const RowChecker&) = delete;
  RowChecker& operator=(const RowChecker&) = delete;

  /// Reads one row. `problems` is empty when the row is good; then `payload` and `key` hold it.
  void check(std::span<const std::string_view> cells);
  const std::vector<RowProblem>& problems() const { return problems_; }
  const std::string& payload() const { return payload_; }
  std::string_view key() const { return values_[key_field_].text; }

  std::string_view get(std::string_view field) const override;

 private:
  static constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);
  struct Step {
    std::size_t field = 0;
    std::size_t column = kNoColumn;
    std::string constant;
    const std::map<std::string, std::string>* values = nullptr;
    std::string format;
    std::unordered_map<std::string, std::string> choices;  // lower-case word -> code
  };
  struct Value {
    std::string text;  // canonical
  };
  struct Attribute {
    std::size_t column;
    std::string json_name;  // quoted and escaped
  };

  void read(const Step& step, std::string_view text, Value& out);
  bool read_number(std::string_view text, FieldKind kind, std::string& out) const;
  void refuse(const Step& step, std::string_view code, std::string message);
  void build_payload(std::span<const std::string_view> cells);

  const ImportProfile& profile_;
  Mapping mapping_;
  ReadingRules rules_;
  std::vector<Step> steps_;
  std::vector<Attribute> attributes_;
  std::vector<std::string> json_names_;  // per field
  std::vector<Value> values_;            // per field
  std::vector<RowProblem> problems_;
  std::size_t key_field_ = 0;
  std::string payload_;
};

/// Reads a date or time by an explicit format (%Y %y %m %d %b %H %I %M %S %p %z, anything else as is).
std::optional<files::WrittenTime> read_formatted_time(std::string_view text, std::string_view format);

}  // namespace manyi::imports
