// From events to cases, from cases to rows.
// Owns how an activity is matched and how time is written in the rows.
#include "platform/files/event_log.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "platform/files/csv_writer.h"

namespace manyi::files {
namespace {

constexpr std::size_t kMostActivities = 60;  // with columns of their own; others can still be asked for
constexpr std::size_t kMostPath = 1000;

enum class Derived { kFirst, kLast, kFinal, kAfter, kReopened, kCount, kFirstBy, kLastBy, kLastValue };
constexpr std::array<std::pair<std::string_view, Derived>, 9> kPrefixes = {
    {{"first:", Derived::kFirst},
     {"last:", Derived::kLast},
     {"final:", Derived::kFinal},
     {"after:", Derived::kAfter},
     {"reopened:", Derived::kReopened},
     {"count:", Derived::kCount},
     {"first-by:", Derived::kFirstBy},
     {"last-by:", Derived::kLastBy},
     {"last-value:", Derived::kLastValue}}};

const std::pair<std::string_view, Derived>* prefix_of(std::string_view column) {
  for (const auto& known : kPrefixes)
    if (column.starts_with(known.first) && column.size() > known.first.size()) return &known;
  return nullptr;
}

/// Sortable; times without offset are compared as they are written.
std::int64_t moment(const WrittenTime& time) {
  return time.date.days() * 86'400'000LL + time.ms_of_day.value_or(0) - time.offset_ms.value_or(0);
}

/// A time in the one form that leaves no doubt.
std::string time_text(const WrittenTime& time) {
  if (!time.ms_of_day) return time.date.text();
  if (time.offset_ms) return time.instant(TimeZone::utc()).text();
  WrittenTime local = time;
  local.offset_ms = 0;
  std::string text = local.instant(TimeZone::utc()).text();  // 2024-03-01T08:05:30.000Z
  if (text.ends_with('Z')) text.pop_back();
  return text;
}

/// Which events a derived column speaks of.
class ActivityMatch {
 public:
  explicit ActivityMatch(std::string_view spec) : any_(spec == "*") {
    words_.emplace_back(spec);
    if (spec.find('|') == std::string_view::npos) return;
    for (std::size_t begin = 0; begin <= spec.size();) {
      const auto end = std::min(spec.find('|', begin), spec.size());
      words_.emplace_back(spec.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  bool operator()(const LogEvent& event) const {
    if (any_) return true;
    for (const std::string_view word : words_) {
      if (word == event.activity) return true;
      if (word.size() == event.activity.size() + 1 + event.transition.size() &&
          word.starts_with(event.activity) && word[event.activity.size()] == '+' &&
          word.ends_with(event.transition))
        return true;
    }
    return false;
  }

 private:
  bool any_;
  std::vector<std::string> words_;
};

class CsvCases final : public CaseReader {
 public:
  CsvCases(std::unique_ptr<RecordReader> rows, std::vector<std::string> header, std::size_t case_id,
           std::size_t activity, std::size_t time, std::optional<std::size_t> resource, DateOrder order)
      : rows_(std::move(rows)),
        header_(std::move(header)),
        case_id_(case_id),
        activity_(activity),
        time_(time),
        resource_(resource),
        order_(order) {}

  bool next(LogCase& found) override {
    if (!grouped_) group();
    if (failure_ || at_ == cases_.size()) return false;
    found = std::move(cases_[at_++]);
    return true;
  }
  const std::optional<Error>& failure() const override { return failure_; }
  std::string case_column() const override { return header_[case_id_]; }

 private:
  static std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
  }

  void add_orphan(const Record& record, RecordProblem problem, std::string note) {
    LogCase orphan;
    orphan.line = record.line;
    orphan.problem = problem;
    orphan.note = std::move(note);
    orphan.raw = record.raw;
    cases_.push_back(std::move(orphan));
  }

  void group() {
    grouped_ = true;
    std::unordered_map<std::string, std::size_t> by_name;
    rows_->expect_columns(header_.size());
    for (Record record; rows_->next(record);) {
      if (record.problem != RecordProblem::kNone) {
        add_orphan(record, record.problem, record.note);
        continue;
      }
      const auto name = trimmed(record.fields[case_id_]);
      if (name.empty()) {
        add_orphan(record, RecordProblem::kNoCase, "The event belongs to no case.");
        continue;
      }
      const auto [at, fresh] = by_name.try_emplace(std::string(name), cases_.size());
      if (fresh) {
        cases_.emplace_back().line = record.line;
        cases_.back().name = name;
      }
      add_event(cases_[at->second], record);
    }
    failure_ = rows_->failure();
    rows_.reset();
    for (auto& found : cases_)
      std::stable_sort(found.events.begin(), found.events.end(),
                       [](const LogEvent& a, const LogEvent& b) { return moment(a.time) < moment(b.time); });
  }

  void add_event(LogCase& found, const Record& record) {
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (i == case_id_ || i == activity_ || i == time_ || i == resource_) continue;
      const auto value = trimmed(record.fields[i]);
      if (value.empty()) continue;
      auto& kept = found.values[header_[i]];
      if (kept.first.empty()) kept.first = value;
      kept.last = value;
    }
    LogEvent event;
    event.line = record.line;
    event.activity = trimmed(record.fields[activity_]);
    if (resource_) event.resource = trimmed(record.fields[*resource_]);
    const auto written = trimmed(record.fields[time_]);
    std::string what;
    if (event.activity.empty()) what = "has no activity";
    const auto evidence = date_evidence(written);
    const auto time = read_written_time(written, order_);
    if (written.empty())
      what = "has no time stamp";
    else if (!time)
      what = "has the time stamp '" + std::string(written.substr(0, 60)) + "', which is no time";
    else if (order_ == DateOrder::kYmd && evidence.dmy && evidence.mdy)
      what = "has a time stamp that may be day/month or month/day; choose the order of dates";
    if (!what.empty()) {
      if (found.problem == RecordProblem::kNone)
        found.note = "The event in line " + std::to_string(record.line) + " " + what + ".";
      found.problem = RecordProblem::kEvent;
      return;
    }
    event.time = *time;
    found.events.push_back(std::move(event));
  }

  std::unique_ptr<RecordReader> rows_;
  std::vector<std::string> header_;
  std::size_t case_id_, activity_, time_;
  std::optional<std::size_t> resource_;
  DateOrder order_;
  bool grouped_ = false;
  std::vector<LogCase> cases_;
  std::size_t at_ = 0;
  std::optional<Error> failure_;
};

/// One column of the table of cases.
class Cell {
 public:
  Cell(const std::string& column, const std::string& case_column) : key_(column) {
    if (column == case_column)
      kind_ = Kind::kName;
    else if (column == "case:events")
      kind_ = Kind::kEvents;
    else if (column == "case:path")
      kind_ = Kind::kPath;
    else if (const auto* derived = prefix_of(column)) {
      kind_ = Kind::kDerived;
      derived_ = derived->second;
      key_ = column.substr(derived->first.size());
      match_.emplace(key_);
    }
  }

  std::string text(const LogCase& of) const {
    switch (kind_) {
      case Kind::kName: return of.name;
      case Kind::kEvents: return std::to_string(of.events.size());
      case Kind::kPath: return path(of);
      case Kind::kDerived:
        if (of.values.contains(column())) return value(of, column(), false);
        return derived_text(of);
      case Kind::kValue: break;
    }
    return value(of, key_, false);
  }

 private:
  enum class Kind { kName, kEvents, kPath, kDerived, kValue };

  // A file may have a column whose name looks derived: then it is that column.
  std::string column() const {
    for (const auto& [prefix, derived] : kPrefixes)
      if (derived == derived_) return std::string(prefix) + key_;
    return key_;
  }
  static std::string value(const LogCase& of, const std::string& key, bool last) {
    const auto found = of.values.find(key);
    return found == of.values.end() ? "" : last ? found->second.last : found->second.first;
  }
  static std::string path(const LogCase& of) {
    std::string text;
    for (const auto& event : of.events) {
      if (text.size() + event.activity.size() > kMostPath) return text + " > ...";
      if (!text.empty()) text += " > ";
      text += event.activity;
    }
    return text;
  }

  std::string derived_text(const LogCase& of) const {
    const auto& events = of.events;
    const auto& matches = *match_;
    switch (derived_) {
      case Derived::kFirst:
      case Derived::kFirstBy: {
        const auto at = std::find_if(events.begin(), events.end(), std::cref(matches));
        if (at == events.end()) return {};
        return derived_ == Derived::kFirst ? time_text(at->time) : at->resource;
      }
      case Derived::kLast:
      case Derived::kLastBy: {
        const auto at = std::find_if(events.rbegin(), events.rend(), std::cref(matches));
        if (at == events.rend()) return {};
        return derived_ == Derived::kLast ? time_text(at->time) : at->resource;
      }
      case Derived::kFinal:
        return !events.empty() && matches(events.back()) ? time_text(events.back().time) : std::string();
      case Derived::kAfter:
        for (std::size_t i = events.size(); i-- > 1;)
          if (!matches(events[i]) && matches(events[i - 1])) return time_text(events[i].time);
        return {};
      case Derived::kReopened: {
        std::size_t times = 0;
        for (std::size_t i = 1; i < events.size(); ++i)
          times += !matches(events[i]) && matches(events[i - 1]);
        return std::to_string(times);
      }
      case Derived::kCount:
        return std::to_string(std::count_if(events.begin(), events.end(), std::cref(matches)));
      case Derived::kLastValue: return value(of, key_, true);
    }
    return {};
  }

  Kind kind_ = Kind::kValue;
  Derived derived_ = Derived::kFirst;
  std::string key_;
  std::optional<ActivityMatch> match_;
};

class CaseTable final : public RecordReader {
 public:
  CaseTable(std::unique_ptr<CaseReader> cases, std::vector<std::string> header)
      : cases_(std::move(cases)), header_(std::move(header)) {
    for (const auto& column : header_) columns_.emplace_back(column, cases_->case_column());
  }

  bool next(Record& record) override {
    record.problem = RecordProblem::kNone;
    record.note.clear();
    if (!header_given_) {
      header_given_ = true;
      texts_ = header_;
      give(record, 0);
      return true;
    }
    if (!cases_->next(case_)) return false;
    // A log may be written in a single line; lines tell records apart.
    case_.line = last_line_ = std::max(case_.line, last_line_ + 1);
    record.problem = case_.problem;
    record.note = case_.note;
    if (!case_.raw.empty()) {
      record.line = case_.line;
      record.raw = case_.raw;
      record.fields.clear();
      return true;
    }
    texts_.clear();
    for (const auto& column : columns_) texts_.push_back(column.text(case_));
    give(record, case_.line);
    if (record.problem == RecordProblem::kNone && case_.events.empty())
      record.problem = RecordProblem::kNoEvents;
    return true;
  }
  const std::optional<Error>& failure() const override { return cases_->failure(); }
  void expect_columns(std::size_t) override {}

 private:
  void give(Record& record, std::int64_t line) {
    record.line = line;
    raw_.clear();
    CsvWriter csv(raw_);
    record.fields.clear();
    for (const auto& text : texts_) {
      csv.verbatim(text);
      record.fields.push_back(text);
    }
    record.raw = raw_;
  }

  std::unique_ptr<CaseReader> cases_;
  std::vector<std::string> header_;
  std::vector<Cell> columns_;
  bool header_given_ = false;
  std::int64_t last_line_ = 0;
  LogCase case_;
  std::vector<std::string> texts_;
  std::string raw_;
};

}  // namespace

bool is_derived_column(std::string_view column) { return prefix_of(column) != nullptr; }

Result<std::unique_ptr<CaseReader>> group_events(std::unique_ptr<RecordReader> rows,
                                                 const std::vector<std::string>& header,
                                                 const EventColumns& columns, DateOrder order) {
  std::vector<FieldError> errors;
  const auto find = [&](const std::string& name, const char* what) -> std::size_t {
    const auto at = std::find(header.begin(), header.end(), name);
    if (name.empty())
      errors.push_back(
          {std::string("/events/") + what, "required", "An event log in CSV needs this column."});
    else if (at == header.end())
      errors.push_back({std::string("/events/") + what, "missing", "The file has no column " + name + "."});
    return static_cast<std::size_t>(at - header.begin());
  };
  const auto case_id = find(columns.case_id, "case_id"), activity = find(columns.activity, "activity"),
             time = find(columns.time, "time");
  std::optional<std::size_t> resource;
  if (!columns.resource.empty()) resource = find(columns.resource, "resource");
  if (!errors.empty()) return invalid(std::move(errors));
  return std::unique_ptr<CaseReader>(
      std::make_unique<CsvCases>(std::move(rows), header, case_id, activity, time, resource, order));
}

Result<LogSurvey> survey_log(CaseReader& cases) {
  LogSurvey survey;
  survey.columns.push_back(cases.case_column());
  std::map<std::string, std::int64_t> activities;
  std::vector<std::string> values;
  std::map<std::string, bool, std::less<>> seen;
  bool people = false;
  for (LogCase found; cases.next(found); found = {}) {
    ++survey.cases;
    survey.events += static_cast<std::int64_t>(found.events.size());
    for (const auto& event : found.events) {
      ++activities[event.activity];
      people = people || !event.resource.empty();
    }
    for (const auto& [key, value] : found.values)
      if (seen.emplace(key, true).second) values.push_back(key);
  }
  if (cases.failure()) return *cases.failure();
  std::sort(values.begin(), values.end());
  survey.columns.insert(survey.columns.end(), values.begin(), values.end());
  survey.columns.insert(survey.columns.end(), {"case:events", "case:path"});
  std::vector<std::pair<std::int64_t, std::string>> frequent;
  for (const auto& [activity, count] : activities) frequent.emplace_back(-count, activity);
  std::sort(frequent.begin(), frequent.end());
  if (frequent.size() > kMostActivities) frequent.resize(kMostActivities);
  for (const std::string_view prefix : {"first:", "last:", "first-by:", "last-by:"}) {
    if (prefix.ends_with("by:") && !people) continue;
    survey.derived.push_back(std::string(prefix) + "*");
    for (const auto& [count, activity] : frequent) survey.derived.push_back(std::string(prefix) + activity);
  }
  return survey;
}

std::unique_ptr<RecordReader> case_table(std::unique_ptr<CaseReader> cases, std::vector<std::string> header) {
  return std::make_unique<CaseTable>(std::move(cases), std::move(header));
}

}  // namespace manyi::files
