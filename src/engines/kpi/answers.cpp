// Questions to the engine, on their way to a cube, a scan or a formula.
// Owns the choice of definition and of the records behind a part.
#include <algorithm>
#include <set>

#include "engines/kpi/engine.h"
#include "engines/kpi/formula.h"
#include "engines/kpi/formula_cells.h"
#include "engines/kpi/rolling.h"
#include "engines/kpi/stretches.h"
#include "engines/kpi/sweep.h"

namespace manyi::kpi {
namespace {

bool is_own(const std::string& definition) { return definition.empty() || definition == "own"; }

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// The metric's own terms down to those that have records, each once.
void leaves(const Engine& engine, const Metric& metric, std::vector<std::shared_ptr<const Metric>>& found,
            std::set<std::string>& seen) {
  for (const auto& [term, place] : metric.formula->terms) {
    if (!seen.insert(term).second) continue;
    const auto known = engine.metric(term);
    if (!known) continue;
    if ((*known)->formula)
      leaves(engine, **known, found, seen);
    else
      found.push_back(*known);
  }
}

std::vector<std::shared_ptr<const Metric>> leaves(const Engine& engine, const Metric& metric) {
  std::vector<std::shared_ptr<const Metric>> found;
  std::set<std::string> seen;
  leaves(engine, metric, found, seen);
  return found;
}

}  // namespace

std::vector<std::string> Engine::facts_of(const Metric& metric) const {
  if (!metric.formula) return {metric.fact};
  std::set<std::string> facts;
  for (const auto& leaf : leaves(*this, metric)) facts.insert(leaf->fact);
  return {facts.begin(), facts.end()};
}

std::vector<TimeZone> Engine::zones() const {
  std::vector<TimeZone> all{zone_};
  for (const auto& [name, table] : tables_) {
    const auto lock = table->read_lock();
    for (const auto& zone : table->zones())
      if (std::none_of(all.begin(), all.end(), [&](const TimeZone& z) { return z.name() == zone.name(); }))
        all.push_back(zone);
  }
  return all;
}

Result<std::vector<MetricAnswer>> Engine::evaluate(const std::vector<std::string>& metrics,
                                                   const Query& query) const {
  std::vector<MetricAnswer> answers;
  for (const auto& code : metrics) {
    MANYI_TRY(auto one, answer(code, query));
    answers.push_back(std::move(one));
  }
  return answers;
}

Result<MetricAnswer> Engine::answer(std::string_view code, const Query& query) const {
  MANYI_TRY(auto own, metric(code));
  if (is_own(query.definition)) {
    MANYI_TRY(auto all, cells(own, query));
    return MetricAnswer{std::move(own), std::move(all), {}};
  }
  MANYI_TRY(const auto name, manufacturer(query.definition));
  MetricAnswer answer{own, {}, {}};
  const auto from = bound_instant(query.from, zone_), to = bound_instant(query.to, zone_);
  if (from >= to) return invalid("/to", "empty_period", "'to' must come after 'from'");
  // Neighbouring periods under one and the same definition are asked about together.
  std::optional<DefinitionUse> run;
  const auto end_run = [&]() -> Result<void> {
    if (!run) return {};
    Query one = query;
    one.from = run->period.from;
    one.to = run->period.to;
    MANYI_TRY(auto part, cells(run->metric, one));
    std::move(part.begin(), part.end(), std::back_inserter(answer.cells));
    run.reset();
    return {};
  };
  for (const auto& period : split(query.from, query.to, query.grain, zone_)) {
    const auto uses = in_force(own, name, period, query);
    for (const auto& use : uses) {
      if (!use.metric->manufacturer.empty()) answer.metric = use.metric;
      const Period stretch = uses.size() == 1 ? period : use.period;
      if (!answer.definitions.empty() && answer.definitions.back().metric == use.metric)
        answer.definitions.back().period.to = stretch.to;
      else
        answer.definitions.push_back({stretch, use.metric});
    }
    if (uses.size() > 1) {
      MANYI_CHECK(end_run());
      MANYI_TRY(auto part, evaluate_stretches(*table(uses.back().metric->fact), uses, query, period));
      std::move(part.begin(), part.end(), std::back_inserter(answer.cells));
    } else if (run && run->metric == uses.front().metric) {
      run->period.to = period.to;
    } else {
      MANYI_CHECK(end_run());
      run = {period, uses.front().metric};
    }
  }
  MANYI_CHECK(end_run());
  return answer;
}

Result<std::string> Engine::manufacturer(const std::string& definition) const {
  std::vector<std::string> names;
  for (const auto& metric : metrics())
    for (const auto& one : definitions(metric->code)) names.push_back(one->manufacturer);
  const auto known = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (known(definition)) return definition;
  for (const auto& [fact, table] : tables_) {
    const auto lock = table->read_lock();
    const auto index = table->dimension_index("manufacturer");
    if (!index) continue;
    const auto& dictionary = table->dictionary(*index);
    if (const auto code = dictionary.find(definition); code && known(dictionary.label(*code)))
      return dictionary.label(*code);
  }
  const auto near = nearest_name(definition, names);
  return invalid("/definition", "unknown_definition",
                 "nobody but us defines metrics by the name of '" + definition.substr(0, 80) + "'" +
                     (near.empty() ? "" : "; did you mean '" + near + "'?"));
}

Engine::MetricPtr Engine::definition_on(const MetricPtr& own, const std::string& name, Date day) const {
  for (const auto& one : definitions(own->code))
    if (one->manufacturer == name && (!one->valid_from || *one->valid_from <= day) &&
        (!one->valid_to || day < *one->valid_to))
      return one;
  return own;
}

std::vector<DefinitionUse> Engine::in_force(const MetricPtr& own, const std::string& name,
                                            const Period& period, const Query& query) const {
  const auto last_day = zone_.local_date(bound_instant(period.to, zone_) - DurationMs(1));
  const auto last = name.empty() ? own : definition_on(own, name, last_day);
  Query asked = query;
  asked.from = period.from;
  asked.to = period.to;
  const auto window = window_of(asked, *last, zone_);
  const DefinitionUse whole{{window.from, window.to}, last};
  if (name.empty()) return {whole};
  const auto from = bound_instant(window.from, zone_), to = bound_instant(window.to, zone_);
  std::set<Date> edges;
  for (const auto& one : definitions(own->code)) {
    if (one->manufacturer != name) continue;
    for (const auto& edge : {one->valid_from, one->valid_to})
      if (edge && from < bound_instant(*edge, zone_) && bound_instant(*edge, zone_) < to) edges.insert(*edge);
  }
  std::vector<DefinitionUse> uses{
      {{window.from, window.to}, definition_on(own, name, zone_.local_date(from))}};
  for (const auto& edge : edges) {
    auto next = definition_on(own, name, edge);
    if (next == uses.back().metric) continue;
    uses.back().period.to = edge;
    uses.push_back({{edge, window.to}, std::move(next)});
  }
  for (const auto& use : uses)
    if (use.metric != last && !add_up(*use.metric, *last)) return {whole};
  return uses;
}

Result<std::vector<Cell>> Engine::cells(const MetricPtr& metric, const Query& query) const {
  if (metric->formula) {
    MANYI_CHECK(check_dimensions(*metric, query));
    TermAnswers terms;
    terms.ask = [this](const std::string& code, const Query& asked) -> Result<std::vector<Cell>> {
      MANYI_TRY(auto found, answer(code, asked));
      return std::move(found.cells);
    };
    terms.metric = [this](const std::string& code) { return *this->metric(code); };
    terms.zones = zones();
    return formula_cells(*metric, query, terms);
  }
  const auto* facts = table(metric->fact);
  const auto credited = with_credit(query, *metric, facts->schema());
  const auto window = rolling_of(*metric, query);
  if (window && window->unit == Rolling::Unit::kMonths)
    if (const auto sheet = kept(metric, credited, window->count)) {
      auto all = sheet->cells();
      name_person(all, query);
      return all;
    }
  MANYI_TRY(auto all, window ? evaluate_windows(credited, *window, zones(),
                                                [&](const Query& one) { return ask(metric, one); })
                             : ask(metric, credited));
  name_person(all, query);
  return all;
}

std::shared_ptr<const Sheet> Engine::kept(const MetricPtr& metric, const Query& query,
                                          std::optional<int> months) const {
  const auto cubes = cubes_.find(tables_.at(metric->fact).get());
  if (cubes == cubes_.end()) return nullptr;
  const auto lock = cubes->first->read_lock();
  return cubes->second->answer(metric, query, months);
}

Result<std::vector<Cell>> Engine::ask(const MetricPtr& metric, const Query& query) const {
  if (const auto sheet = kept(metric, query, {})) return sheet->cells();
  const auto* facts = table(metric->fact);
  if (is_plain(*metric)) {
    const auto lock = facts->read_lock();
    MANYI_TRY(const auto sheets, sweep(*facts, {metric}, query));
    if (!sheets.empty()) return sheets.front()->cells();
  }
  return evaluate_once(*facts, *metric, query);
}

Result<std::vector<std::shared_ptr<const Sheet>>> Engine::sheets(const std::vector<std::string>& codes,
                                                                 const Query& query) const {
  std::vector<std::shared_ptr<const Sheet>> all(codes.size());
  std::vector<MetricPtr> metrics;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    MANYI_TRY(auto found, metric(codes[i]));
    const auto refuse = [&](const std::string& why) {
      return invalid("/metrics/" + std::to_string(i), "not_plain", "metric " + found->code + " " + why);
    };
    if (found->formula || !is_plain(*found)) return refuse("has no columns of its own: ask for its cells");
    if (!metrics.empty() &&
        (metrics.front()->fact != found->fact || metrics.front()->person() != found->person()))
      return refuse("is of another fact or credits another person");
    const auto window = rolling_of(*found, query);
    const auto credited = with_credit(query, *found, table(found->fact)->schema());
    if (window && window->unit != Rolling::Unit::kMonths) return refuse("rolls over days: ask for its cells");
    all[i] = kept(found, credited, window ? std::optional(window->count) : std::nullopt);
    if (all[i]) continue;
    if (window) return refuse("rolls over a window that is not kept: ask for its cells");
    metrics.push_back(std::move(found));
    places.push_back(i);
  }
  if (metrics.empty()) return all;
  const auto* facts = table(metrics.front()->fact);
  const auto lock = facts->read_lock();
  MANYI_TRY(auto scanned, sweep(*facts, metrics, with_credit(query, *metrics.front(), facts->schema())));
  if (scanned.empty()) return invalid("/by", "too_many", "this cannot be answered in columns: ask for cells");
  for (std::size_t i = 0; i < places.size(); ++i) all[places[i]] = std::move(scanned[i]);
  return all;
}

Result<void> Engine::check_dimensions(const Metric& metric, const Query& query) const {
  for (std::size_t i = 0; i < query.by.size(); ++i) {
    if (query.by[i].starts_with("attr.")) continue;
    for (const auto& leaf : leaves(*this, metric)) {
      const auto& schema = table(leaf->fact)->schema();
      const auto& name = query.by[i] == "person" && !schema.find("person") ? leaf->person() : query.by[i];
      const auto* column = schema.find(name);
      if (column && column->kind == ColumnKind::kDimension) continue;
      return invalid("/by", "unknown_dimension",
                     "metric " + metric.code + " cannot be split by '" + query.by[i].substr(0, 80) +
                         "': its part " + leaf->code + " (" + leaf->fact + ") has no such dimension");
    }
  }
  return {};
}

Result<Cases> Engine::cases(std::string_view code, const Query& query, Part part, std::int64_t after,
                            std::size_t limit) const {
  MANYI_TRY(auto found, metric(code));
  std::string name;
  if (!is_own(query.definition)) { MANYI_TRY(name, manufacturer(query.definition)); }
  const auto uses = in_force(found, name, {query.from, query.to}, query);
  const auto& last = *uses.back().metric;
  if (last.formula) {
    if (!found->formula)
      return invalid("/part", "not_comparable",
                     "the definition in force is made of other metrics: ask for theirs");
    static constexpr std::string_view kNames[] = {"numerator", "denominator", "unlinked", "pending"};
    return cases(code, query, kNames[static_cast<std::size_t>(part)], after, limit);
  }
  return cases_of_stretches(*table(last.fact), uses, query, part, after, limit);
}

Result<Cases> Engine::cases(std::string_view code, const Query& query, std::string_view part,
                            std::int64_t after, std::size_t limit) const {
  MANYI_TRY(auto found, metric(code));
  if (!found->formula) {
    if (const auto known = parse_part(part)) return cases(code, query, *known, after, limit);
    return invalid("/part", "choice", "Expected one of: numerator, denominator, unlinked, pending.");
  }
  Query asked = query;
  asked.rolling = rolling_of(*found, query);
  const auto& formula = *found->formula;
  const auto* node = part == "numerator"     ? formula.numerator
                     : part == "denominator" ? formula.denominator
                                             : nullptr;
  const auto behind = leaves(*this, *found);
  std::vector<std::string> names;
  for (const auto& leaf : behind) names.push_back(leaf->code);
  for (const auto& [term, place] : formula.terms)
    if (std::find(names.begin(), names.end(), term) == names.end()) names.push_back(term);
  if (node && node->op == FormulaOp::kTerm) {
    MANYI_TRY(const auto term, metric(node->term));
    return term->formula ? cases(node->term, asked, part, after, limit)
                         : cases(node->term, asked, Part::kDenominator, after, limit);
  }
  const auto dot = part.find('.');
  const auto name = part.substr(0, dot);
  if (std::find(names.begin(), names.end(), name) != names.end()) {
    MANYI_TRY(const auto term, metric(name));
    if (dot != std::string_view::npos) return cases(name, asked, part.substr(dot + 1), after, limit);
    if (!term->formula) return cases(name, asked, Part::kDenominator, after, limit);
  }
  return invalid("/part", "choice",
                 "Metric " + found->code + " is made of others: name one of " + listed(names) + ".");
}

Result<Comparison> Engine::compare(std::string_view code, const Query& query, const std::string& first,
                                   const std::string& second, std::int64_t after, std::size_t limit) const {
  MANYI_TRY(const auto own, metric(code));
  std::vector<std::vector<DefinitionUse>> pair;
  Comparison comparison;
  for (const auto& definition : {first, second}) {
    Query one = query;
    one.definition = definition;
    MANYI_TRY(auto found, answer(code, one));
    std::string name;
    if (!is_own(definition)) { MANYI_TRY(name, manufacturer(definition)); }
    pair.push_back(in_force(own, name, {query.from, query.to}, query));
    const auto theirs = [](const DefinitionUse& use) { return !use.metric->manufacturer.empty(); };
    if (!name.empty() && std::none_of(pair.back().begin(), pair.back().end(), theirs))
      return invalid("/definition", "unknown_definition",
                     "'" + name + "' has no definition of " + own->code + " valid in this period");
    (pair.size() == 1 ? comparison.first : comparison.second) = std::move(found);
  }
  const auto &mine = *pair[0].back().metric, &other = *pair[1].back().metric;
  if (mine.formula || other.formula || mine.fact != other.fact)
    return invalid("/metric", "not_comparable",
                   "the definitions of " + own->code + " are not over the same kind of record");
  MANYI_TRY(comparison.records, differences(*table(own->fact), pair[0], pair[1], query, after, limit));
  return comparison;
}

}  // namespace manyi::kpi
