// A control chart from a CSV file, for a terminal or a script. Needs no data folder.
// Owns the reading of columns and the printing of points and signals.
#include "server/spc_command.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <utility>

#include "base/json.h"
#include "engines/spc/spc.h"
#include "platform/files/csv_reader.h"
#include "platform/files/detection.h"

namespace manyi::server {
namespace {

constexpr std::size_t kErrorsShown = 20;

struct SpcAnswer {
  std::optional<spc::Advice> advice;
  spc::ControlChart chart;
  std::optional<spc::Capability> capability;
};
BOOST_DESCRIBE_STRUCT(SpcAnswer, (), (advice, chart, capability))

struct Table {
  files::Detection detected;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::int64_t> lines;

  std::optional<std::size_t> column(const std::string& name) const {
    const auto& header = detected.header;
    const auto found = std::find(header.begin(), header.end(), name);
    return found == header.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(found - header.begin()));
  }
};

Result<Table> read_table(const std::string& file) {
  Table table;
  auto detected = files::detect(file);
  if (!detected) {
    detected.error().detail = file + ": " + detected.error().detail;
    return detected.error();
  }
  table.detected = *std::move(detected);
  MANYI_TRY(auto source, files::open_file(file));
  const auto encoding = files::parse_encoding(table.detected.encoding).value_or(files::Encoding::kUtf8);
  files::CsvReader reader(files::utf8_source(std::move(source), encoding),
                          {.delimiter = table.detected.delimiter[0]});
  reader.expect_columns(table.detected.header.size());
  InputErrors errors;
  files::Record record;
  bool first = table.detected.has_header;
  while (reader.next(record)) {
    if (std::exchange(first, false)) continue;
    if (record.problem != files::RecordProblem::kNone) {
      errors.add("line " + std::to_string(record.line), "malformed",
                 "This row cannot be read: " + enum_name(record.problem) + ".");
      continue;
    }
    table.rows.emplace_back(record.fields.begin(), record.fields.end());
    table.lines.push_back(record.line);
  }
  if (reader.failure()) return *reader.failure();
  if (!errors.empty()) return invalid(std::move(errors.all()));
  return table;
}

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Cells of one column as numbers. Empty cells, NA and - are no data.
class Numbers {
 public:
  Numbers(const Table& table, InputErrors& errors) : table_(table), errors_(errors) {}
  std::optional<double> at(std::size_t row, std::size_t column) {
    std::string text = trimmed(table_.rows[row][column]);
    if (text.empty() || text == "NA" || text == "-") return std::nullopt;
    if (table_.detected.decimal == ",") std::replace(text.begin(), text.end(), ',', '.');
    const auto number = detail::number_from_text(text);
    if (!number)
      errors_.add("line " + std::to_string(table_.lines[row]) + ", " + table_.detected.header[column], "type",
                  "Expected a number.");
    return number;
  }

 private:
  const Table& table_;
  InputErrors& errors_;
};

/// Which columns the command names. Unknown names are errors that list what there is.
struct Columns {
  std::vector<std::size_t> values;
  std::optional<std::size_t> size, group, label;
  std::optional<double> constant_size;
};

Columns find_columns(const Table& table, const SpcCommand& command, InputErrors& errors) {
  std::string known;
  for (const auto& name : table.detected.header) known += (known.empty() ? "" : ", ") + name;
  const auto find = [&](const std::string& flag, const std::string& name) {
    const auto found = table.column(name);
    if (!found) errors.add(flag, "choice", "There is no column '" + name + "'; there are: " + known + ".");
    return found;
  };
  Columns columns;
  for (const auto& name : command.columns)
    if (const auto found = find("--column", name)) columns.values.push_back(*found);
  if (!command.size.empty()) {
    columns.constant_size = detail::number_from_text(command.size);
    if (table.column(command.size) || !columns.constant_size) {
      columns.constant_size.reset();
      columns.size = find("--size", command.size);
    }
  }
  if (!command.group.empty()) columns.group = find("--group", command.group);
  if (!command.label.empty()) columns.label = find("--label", command.label);
  if (!command.columns.empty()) return columns;
  for (std::size_t i = 0; i < table.detected.columns.size(); ++i) {
    const auto kind = table.detected.columns[i].kind;
    if ((kind == files::ColumnKind::kInteger || kind == files::ColumnKind::kNumber) && i != columns.size &&
        i != columns.group && i != columns.label)
      columns.values.push_back(i);
  }
  if (columns.values.size() != 1)
    errors.add("--column", "required", "Say which column to draw; there are: " + known + ".");
  return columns;
}

bool counted(spc::MetricKind kind) {
  return kind == spc::MetricKind::kRate || kind == spc::MetricKind::kCountPerArea ||
         kind == spc::MetricKind::kNumberBetween;
}

spc::MetricKind metric_of(spc::ChartKind chart) {
  switch (chart) {
    case spc::ChartKind::kP:
    case spc::ChartKind::kNp:
    case spc::ChartKind::kLaneyP: return spc::MetricKind::kRate;
    case spc::ChartKind::kU:
    case spc::ChartKind::kLaneyU:
    case spc::ChartKind::kC: return spc::MetricKind::kCountPerArea;
    case spc::ChartKind::kT: return spc::MetricKind::kTimeBetween;
    case spc::ChartKind::kG: return spc::MetricKind::kNumberBetween;
    case spc::ChartKind::kXmr: return spc::MetricKind::kIndividual;
    default: return spc::MetricKind::kSubgroupMean;
  }
}

/// Dates of events become the days between them.
std::optional<spc::Series> series_of_dates(const Table& table, std::size_t column, InputErrors& errors) {
  const auto& detected = table.detected.columns[column];
  if (detected.kind != files::ColumnKind::kDate && detected.kind != files::ColumnKind::kTime)
    return std::nullopt;
  if (detected.ambiguous || !detected.date_order) {
    errors.add("--column", "ambiguous", "Day and month cannot be told apart; write dates as 2026-11-23.");
    return spc::Series{};
  }
  std::vector<Instant> events;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string text = trimmed(table.rows[row][column]);
    if (text.empty()) continue;
    if (const auto written = files::read_written_time(text, *detected.date_order))
      events.push_back(written->instant(TimeZone::utc()));
    else
      errors.add("line " + std::to_string(table.lines[row]), "date", "Expected a date.");
  }
  return spc::days_between(std::move(events));
}

spc::Series series_of(const Table& table, const Columns& columns, spc::MetricKind metric,
                      InputErrors& errors) {
  if (metric == spc::MetricKind::kTimeBetween && columns.values.size() == 1)
    if (auto dated = series_of_dates(table, columns.values[0], errors)) return *dated;
  Numbers numbers(table, errors);
  spc::Series series;
  std::map<std::string, std::size_t> groups;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    std::size_t at = series.subgroups.size();
    if (columns.group) {
      const auto& name = table.rows[row][*columns.group];
      at = groups.try_emplace(name, at).first->second;
      if (at == series.subgroups.size()) series.subgroups.push_back({name, {}, {}, {}, false});
    } else {
      series.subgroups.emplace_back();
    }
    spc::Subgroup& subgroup = series.subgroups[at];
    if (columns.label) subgroup.label = table.rows[row][*columns.label];
    for (const auto column : columns.values) {
      const auto number = numbers.at(row, column);
      if (!number) continue;
      if (counted(metric))
        subgroup.count = subgroup.count.value_or(0) + *number;
      else
        subgroup.values.push_back(*number);
    }
    const auto size = columns.size ? numbers.at(row, *columns.size) : columns.constant_size;
    if (size) subgroup.size = subgroup.size.value_or(0) + *size;
    if (columns.size && !size) subgroup.count.reset();  // of an unknown number of cases nothing can be said
  }
  return series;
}

/// "xbar-r" as people type it, xbar_r as it is called.
template <class E> std::optional<E> choice(const std::string& flag, std::string text, InputErrors& errors) {
  if (text.empty()) return std::nullopt;
  std::replace(text.begin(), text.end(), '-', '_');
  E value{};
  InputErrors refused;
  read_text(text, value, flag, refused);
  if (refused.empty()) return value;
  for (auto& error : refused.all()) errors.add(error.pointer, error.code, error.message);
  return std::nullopt;
}

std::vector<spc::Rule> rules_of(const std::string& text, InputErrors& errors) {
  if (text == "default") return spc::default_rules();
  if (text == "nelson") return spc::nelson_rules();
  if (text == "western-electric") return spc::western_electric_rules();
  std::vector<spc::Rule> rules;
  InputErrors refused;
  read_text(text, rules, "--rules", refused);
  if (!refused.empty())
    errors.add(
        "--rules", "choice",
        "Expected default, nelson, western-electric, or a list of: " + enum_choices<spc::Rule>() + ".");
  return rules;
}

void add_phases(const SpcCommand& command, spc::ChartSpec& spec, InputErrors& errors) {
  if (command.phases.empty() && !command.target) return;
  spec.phases.emplace_back();
  if (command.target) {
    spec.phases[0].frozen = spc::Basis{*command.target, command.sigma.value_or(0), 1, 0};
    if (!command.sigma && !counted(metric_of(spec.kind)))
      errors.add("--sigma", "required", "A target of measured values needs its deviation.");
  }
  for (const auto& text : command.phases) {
    const auto colon = text.find(':');
    const auto number = detail::integer_from_text(trimmed(text.substr(0, colon)));
    if (!number || colon == std::string::npos)
      errors.add("--phase", "format", "Expected NUMBER:REASON, such as '21: new dispatcher'.");
    else
      spec.phases.push_back({*number - 1, trimmed(text.substr(colon + 1)), {}, {}});
  }
}

spc::ChartSpec spec_of(const SpcCommand& command, spc::ChartKind kind, InputErrors& errors) {
  spc::ChartSpec spec;
  spec.kind = kind;
  spec.baseline = command.baseline;
  spec.rules = rules_of(command.rules, errors);
  if (const auto limits = choice<spc::GLimits>("--g-limits", command.g_limits, errors))
    spec.g_limits = *limits;
  spec.ewma.lambda = command.lambda.value_or(spec.ewma.lambda);
  spec.ewma.width = command.width.value_or(spec.ewma.width);
  spec.cusum.k = command.k.value_or(spec.cusum.k);
  spec.cusum.h = command.h.value_or(spec.cusum.h);
  spec.cusum.head_start = command.head_start.value_or(spec.cusum.head_start);
  add_phases(command, spec, errors);
  return spec;
}

std::string shown(const std::optional<double>& value) {
  if (!value) return "";
  char text[64];
  std::snprintf(text, sizeof text, "%.6g", *value);
  return text;
}

std::string shown(const std::optional<spc::Index>& index) {
  return index ? shown(index->value) + " (" + shown(index->interval.low) + " .. " +
                     shown(index->interval.high) + ")"
               : "";
}

void print_panel(const spc::Panel& panel) {
  std::vector<std::vector<std::string>> rows;
  const char* missing = panel.kind == spc::PanelKind::kMain ? "no data" : "";  // a first point has no range
  for (const auto& point : panel.points) {
    std::string rules;
    for (const auto rule : point.signals) rules += (rules.empty() ? "" : ", ") + enum_name(rule);
    rows.push_back({std::to_string(point.index + 1), point.label, point.value ? shown(point.value) : missing,
                    shown(point.n), shown(point.lower), shown(point.centre), shown(point.upper), rules});
  }
  print_table({"no", "label", enum_name(panel.kind), "n", "lower", "centre", "upper", "signals"}, rows);
}

void print_answer(const SpcAnswer& answer) {
  if (answer.advice)
    std::cout << "advised: " << enum_name(answer.advice->kind) << " (" << enum_name(answer.advice->reason)
              << ")\n";
  for (const auto& panel : answer.chart.panels) {
    std::cout << "\n";
    print_panel(panel);
  }
  std::cout << "\n";
  for (const auto& panel : answer.chart.panels)
    for (const auto& signal : panel.signals)
      std::cout << enum_name(panel.kind) << ": point " << signal.at + 1 << ", "
                << spc::rule_text(signal.rule).en << ", " << enum_name(signal.direction) << ", points "
                << signal.points.front() + 1 << " to " << signal.points.back() + 1 << "\n";
  for (const auto& phase : answer.chart.phases) {
    std::cout << "limits of points " << phase.first + 1 << " to " << phase.last + 1 << ": ";
    if (!phase.basis)
      std::cout << "none, too few points with data";
    else if (phase.frozen)
      std::cout << "as given";
    else
      std::cout << "from " << phase.basis->points << " points" << (phase.provisional ? ", provisional" : "");
    std::cout << (phase.reason.empty() ? "" : "; " + phase.reason) << "\n";
  }
  if (!answer.capability) return;
  const auto& able = *answer.capability;
  std::cout << "Cp " << shown(able.cp) << "  Cpk " << shown(able.cpk) << "  Pp " << shown(able.pp) << "  Ppk "
            << shown(able.ppk) << (able.stable ? "" : "  (not in control: read no promise into them)")
            << "\n";
}

/// "/series/subgroups/3/count" as somebody who typed a command knows it: "point 4, count".
std::string place(const std::string& pointer) {
  static const std::string kPoint = "/series/subgroups/", kSpec = "/spec/";
  if (pointer.starts_with(kPoint)) {
    const auto slash = pointer.find('/', kPoint.size());
    const auto index = detail::integer_from_text(pointer.substr(kPoint.size(), slash - kPoint.size()));
    return "point " + std::to_string(index.value_or(0) + 1) +
           (slash == std::string::npos ? "" : ", " + pointer.substr(slash + 1));
  }
  if (pointer.starts_with(kSpec)) return "--" + pointer.substr(kSpec.size());
  return pointer;
}

Error for_terminal(Error error) {
  for (auto& field : error.fields) field.pointer = place(field.pointer);
  if (error.fields.size() > kErrorsShown) {
    const auto more = error.fields.size() - kErrorsShown;
    error.fields.resize(kErrorsShown);
    error.fields.push_back({"", "more", "and " + std::to_string(more) + " more."});
  }
  return error;
}

Result<SpcAnswer> answer_of(const SpcCommand& command) {
  InputErrors errors;
  const auto chart = choice<spc::ChartKind>("--chart", command.chart, errors);
  auto metric = choice<spc::MetricKind>("--metric", command.metric, errors);
  MANYI_TRY(const Table table, read_table(command.file));
  const Columns columns = find_columns(table, command, errors);
  if (chart)
    metric = metric_of(*chart);
  else if (!metric)
    metric = !command.size.empty()                        ? spc::MetricKind::kRate
             : columns.values.size() > 1 || columns.group ? spc::MetricKind::kSubgroupMean
                                                          : spc::MetricKind::kIndividual;
  if (!errors.empty()) return invalid(std::move(errors.all()));
  const spc::Series series = series_of(table, columns, *metric, errors);
  SpcAnswer answer;
  if (!chart) answer.advice = spc::advise(*metric, series);
  if (answer.advice && answer.advice->reason == spc::Reason::kTooRare)
    errors.add("--chart", "too_rare",
               "There is less than one event per row: chart what lies between the events (t or g), or name a "
               "chart.");
  const auto spec = spec_of(command, chart ? *chart : answer.advice->kind, errors);
  if (!errors.empty()) return invalid(std::move(errors.all()));
  MANYI_TRY(answer.chart, spc::control_chart(spec, series));
  if (command.lower_specification || command.upper_specification) {
    spc::CapabilitySpec limits;
    limits.lower = command.lower_specification;
    limits.upper = command.upper_specification;
    MANYI_TRY(answer.capability, spc::capability(series, limits));
  }
  return answer;
}

}  // namespace

Exit run_spc(const SpcCommand& command) {
  const auto answer = answer_of(command);
  if (!answer) {
    print_error(for_terminal(answer.error()));
    return answer.error().code == ErrorCode::kInvalid ? Exit::kUsage : Exit::kFailed;
  }
  if (command.json)
    std::cout << to_json(*answer) << "\n";
  else
    print_answer(*answer);
  return Exit::kOk;
}

void add_spc_command(CLI::App& app, int& result) {
  const auto command = std::make_shared<SpcCommand>();  // lives as long as the callback
  auto* spc = app.add_subcommand("spc", "Draw a control chart over a CSV file");
  spc->add_option("file", command->file, "CSV, plain or gzip")->required();
  spc->add_option("--chart", command->chart,
                  "p, np, laney-p, u, laney-u, c, xmr, xbar-r, xbar-s, t, g, ewma, cusum (default: advised)");
  spc->add_option("--metric", command->metric,
                  "For the advice: rate, count-per-area, individual, subgroup-mean, time-between, "
                  "number-between");
  spc->add_option("--column", command->columns,
                  "Value or count; several make a subgroup of each row; dates for a t chart")
      ->delimiter(',');
  spc->add_option("--size", command->size, "Column of cases or area, or one number for all rows");
  spc->add_option("--group", command->group, "Rows with the same value here are one point");
  spc->add_option("--label", command->label, "Column to show beside the points");
  spc->add_option("--baseline", command->baseline, "First points that set the limits (default: all)")
      ->check(CLI::PositiveNumber);
  spc->add_option("--rules", command->rules,
                  "default (Nelson 1, 2, 3, 5), nelson (1 to 8), western-electric, or a list");
  spc->add_option("--phase", command->phases, "NUMBER:REASON, new limits from that point on; repeatable");
  spc->add_option("--target", command->target, "Centre given from outside");
  spc->add_option("--sigma", command->sigma, "With --target: deviation of single values");
  spc->add_option("--lambda", command->lambda, "EWMA: weight of the newest point (default: 0.2)");
  spc->add_option("--width", command->width, "EWMA: limits in deviations (default: 3)");
  spc->add_option("--k", command->k, "CUSUM: allowance (default: 0.5)");
  spc->add_option("--h", command->h, "CUSUM: decision interval (default: 5)");
  spc->add_option("--fir", command->head_start, "CUSUM: head start, usually half of h");
  spc->add_option("--g-limits", command->g_limits, "probability or sigma (default: probability)");
  spc->add_option("--lower-spec", command->lower_specification, "Specification limit, for capability");
  spc->add_option("--upper-spec", command->upper_specification, "Specification limit, for capability");
  spc->add_flag("--json", command->json, "Print for machines");
  spc->callback([command, &result] { result = static_cast<int>(run_spc(*command)); });
}

}  // namespace manyi::server
