// Reading the values of one row.
// Owns the codes of row problems: required, integer, number, date, date_order, choice, too_long.
#include "platform/imports/row_checker.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "base/json.h"
#include "platform/files/event_log.h"

namespace manyi::imports {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  if (text.size() <= kMost) return "'" + std::string(text) + "'";
  std::size_t cut = kMost;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return "'" + std::string(text.substr(0, cut)) + "...'";
}

}  // namespace

std::optional<files::WrittenTime> read_formatted_time(std::string_view text, std::string_view format) {
  static constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                               "jul", "aug", "sep", "oct", "nov", "dec"};
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  bool timed = false, pm = false, twelve = false;
  std::optional<std::int64_t> offset;
  const auto number = [&](std::size_t most, int& out) {
    std::size_t digits = 0;
    out = 0;
    while (digits < most && digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
      out = out * 10 + (text[digits++] - '0');
    text.remove_prefix(digits);
    return digits > 0;
  };
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      if (text.empty() || text.front() != format[i]) return std::nullopt;
      text.remove_prefix(1);
      continue;
    }
    bool good = true;
    switch (format[++i]) {
      case 'Y': good = number(4, year); break;
      case 'y':
        good = number(2, year);
        year += year < 70 ? 2000 : 1900;
        break;
      case 'm': good = number(2, month); break;
      case 'd': good = number(2, day); break;
      case 'H':
        good = number(2, hour);
        timed = true;
        break;
      case 'I':
        good = number(2, hour);
        timed = twelve = true;
        break;
      case 'M': good = number(2, minute); break;
      case 'S': good = number(2, second); break;
      case 'b': {
        const auto found = std::find(kMonths.begin(), kMonths.end(), lower(text.substr(0, 3)));
        good = found != kMonths.end();
        month = static_cast<int>(found - kMonths.begin()) + 1;
        while (good && !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())))
          text.remove_prefix(1);
        break;
      }
      case 'p':
        pm = lower(text.substr(0, 2)) == "pm";
        good = pm || lower(text.substr(0, 2)) == "am";
        if (good) text.remove_prefix(2);
        break;
      case 'z': {
        if (text.starts_with("Z")) {
          text.remove_prefix(1);
          offset = 0;
          break;
        }
        if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
        const int sign = text.front() == '-' ? -1 : 1;
        text.remove_prefix(1);
        int hours = 0, minutes = 0;
        good = number(2, hours);
        if (text.starts_with(":")) text.remove_prefix(1);
        number(2, minutes);
        offset = sign * (hours * 60 + minutes) * kMinute.ms();
        break;
      }
      case '%':
        good = text.starts_with("%");
        if (good) text.remove_prefix(1);
        break;
      default: return std::nullopt;
    }
    if (!good) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  if (twelve) {
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + (pm ? 12 : 0);
  }
  const auto date = Date::of(year, month, day);
  if (!date || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  files::WrittenTime time{*date, {}, offset};
  if (timed) time.ms_of_day = ((hour * 60 + minute) * 60 + second) * 1000LL;
  return time;
}

RowChecker::RowChecker(const ImportProfile& profile, const Mapping& mapping,
                       std::span<const std::string> header, const ReadingRules& rules)
    : profile_(profile), mapping_(mapping), rules_(rules), values_(profile.fields.size()) {
  const auto column_of = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
  };
  std::set<std::size_t> used;
  for (const auto& column : mapping_.columns) {
    Step step;
    while (profile.fields[step.field].code != column.field) ++step.field;
    if (column.column) used.insert(step.column = column_of(*column.column));
    step.constant = column.constant.value_or("");
    step.values = &column.values;
    step.format = column.format.value_or("");
    for (const auto& choice : profile.fields[step.field].choices) {
      step.choices.emplace(lower(choice.code), choice.code);
      for (const auto& synonym : choice.synonyms) step.choices.emplace(lower(synonym), choice.code);
    }
    steps_.push_back(std::move(step));
  }
  for (std::size_t i = 0; i < profile.fields.size(); ++i) {
    if (profile.fields[i].code == profile.key_field) key_field_ = i;
    std::string& name = json_names_.emplace_back();
    append_json_text(name, profile.fields[i].code);
    name += ':';
  }
  if (!mapping_.attributes.value_or(true)) return;
  std::set<std::string> names;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (used.contains(i) || (rules_.of_log && files::is_derived_column(header[i]))) continue;
    if (std::find(mapping_.ignore.begin(), mapping_.ignore.end(), header[i]) != mapping_.ignore.end())
      continue;
    std::string name = header[i].empty() ? "column_" + std::to_string(i + 1) : header[i];
    for (int n = 2; !names.insert(name).second; ++n) name = header[i] + "_" + std::to_string(n);
    std::string quoted;
    append_json_text(quoted, name);
    attributes_.push_back({i, quoted + ":"});
  }
}

std::string_view RowChecker::get(std::string_view field) const {
  for (std::size_t i = 0; i < profile_.fields.size(); ++i)
    if (profile_.fields[i].code == field) return values_[i].text;
  return {};
}

void RowChecker::refuse(const Step& step, std::string_view code, std::string message) {
  problems_.push_back({profile_.fields[step.field].code, std::string(code), std::move(message)});
}

bool RowChecker::read_number(std::string_view text, FieldKind kind, std::string& out) const {
  std::array<char, 64> plain;
  std::size_t size = 0;
  const char thousands = rules_.decimal == ',' ? '.' : ',';
  if (text.starts_with('+')) text.remove_prefix(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == thousands) {  // only between groups of three digits
      const std::size_t next = text.find_first_of(".,", i + 1);
      const std::size_t group = (next == std::string_view::npos ? text.size() : next) - i - 1;
      if (i == 0 || group != 3) return false;
      continue;
    }
    if (c == rules_.decimal) c = '.';
    if (size == plain.size() || !((c >= '0' && c <= '9') || c == '.' || (c == '-' && i == 0))) return false;
    plain[size++] = c;
  }
  const char* end = plain.data() + size;
  if (kind == FieldKind::kInteger) {
    std::int64_t whole = 0;
    const auto [stop, failure] = std::from_chars(plain.data(), end, whole);
    if (failure != std::errc() || stop != end) return false;
    out = std::to_string(whole);
    return true;
  }
  double value = 0;
  const auto [stop, failure] = std::from_chars(plain.data(), end, value);
  if (failure != std::errc() || stop != end || !std::isfinite(value)) return false;
  out.clear();
  append_json_number(out, value);
  return true;
}

void RowChecker::read(const Step& step, std::string_view text, Value& out) {
  const ProfileField& field = profile_.fields[step.field];
  switch (field.kind) {
    case FieldKind::kText:
      if (text.size() > static_cast<std::size_t>(field.max_length) &&
          character_count(text) > static_cast<std::size_t>(field.max_length))
        return refuse(step, "too_long", "At most " + std::to_string(field.max_length) + " characters.");
      out.text = text;
      return;
    case FieldKind::kInteger:
      if (!read_number(text, field.kind, out.text))
        refuse(step, "integer", shown(text) + " is not a whole number.");
      return;
    case FieldKind::kNumber:
      if (!read_number(text, field.kind, out.text)) refuse(step, "number", shown(text) + " is not a number.");
      return;
    case FieldKind::kDate:
    case FieldKind::kTime: {
      if (step.format.empty() && rules_.date_order == files::DateOrder::kYmd) {
        const auto evidence = files::date_evidence(text);
        if (evidence.dmy && evidence.mdy)
          return refuse(step, "date_order",
                        shown(text) + " may be day/month or month/day; choose the order of dates.");
      }
      const auto time = step.format.empty() ? files::read_written_time(text, rules_.date_order)
                                            : read_formatted_time(text, step.format);
      if (!time) return refuse(step, "date", shown(text) + " is not a date.");
      if (field.kind == FieldKind::kDate || !time->ms_of_day)
        out.text = time->date.text();
      else
        out.text = time->instant(rules_.zone).text();
      return;
    }
    case FieldKind::kChoice: {
      auto found = step.choices.find(std::string(text));
      if (found == step.choices.end()) found = step.choices.find(lower(text));
      if (found == step.choices.end())
        return refuse(step, "choice", shown(text) + " is none of the permitted values.");
      out.text = found->second;
      return;
    }
  }
}

void RowChecker::check(std::span<const std::string_view> cells) {
  problems_.clear();
  for (auto& value : values_) value.text.clear();
  for (const Step& step : steps_) {
    std::string_view text =
        step.column == kNoColumn ? std::string_view(step.constant) : trimmed(cells[step.column]);
    if (!step.values->empty()) {
      const auto mapped = step.values->find(std::string(text));
      if (mapped != step.values->end()) text = mapped->second;
    }
    if (!text.empty()) {
      read(step, text, values_[step.field]);
    } else if (profile_.fields[step.field].required || step.field == key_field_) {
      refuse(step, "required", "A value is required.");
    }
  }
  if (problems_.empty() && profile_.check) profile_.check(*this, problems_);
  if (problems_.empty()) build_payload(cells);
}

void RowChecker::build_payload(std::span<const std::string_view> cells) {
  payload_.clear();
  payload_ += '{';
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (values_[i].text.empty()) continue;
    if (payload_.size() > 1) payload_ += ',';
    payload_ += json_names_[i];
    const FieldKind kind = profile_.fields[i].kind;
    if (kind == FieldKind::kInteger || kind == FieldKind::kNumber)
      payload_ += values_[i].text;
    else
      append_json_text(payload_, values_[i].text);
  }
  bool first = true;
  for (const Attribute& attribute : attributes_) {
    const std::string_view text = trimmed(cells[attribute.column]);
    if (text.empty()) continue;
    if (first)
      payload_ += payload_.size() > 1 ? ",\"attributes\":{" : "\"attributes\":{";
    else
      payload_ += ',';
    first = false;
    payload_ += attribute.json_name;
    append_json_text(payload_, text);
  }
  if (!first) payload_ += '}';
  payload_ += '}';
}

}  // namespace manyi::imports
