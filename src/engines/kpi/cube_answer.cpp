// Maintained cells: which of them make up an answer, and keeping finished answers.
// Owns the choice of lattice, roll-ups over groups and periods, and what of an answer is done anew.
#include <algorithm>
#include <cmath>

#include "engines/kpi/cube_state.h"

namespace manyi::kpi {
namespace {

constexpr std::size_t kMostAnswers = 512;
constexpr std::size_t kSample = 1U << 16;

/// Every piece of the finer grain lies within one piece of the coarser.
bool nests(Grain fine, std::optional<Grain> coarse) {
  if (!coarse || *coarse == fine || fine == Grain::kDay) return true;
  return fine != Grain::kWeek && *coarse != Grain::kWeek && fine < *coarse;
}

void append(std::string& key, std::string_view part) {
  key += part;
  key += '\x1f';
}

template <class T> void append_bytes(std::string& key, const T& value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

void append(std::string& key, const Bound& bound) {
  key += bound.index() == 0 ? 'd' : 'i';
  append_bytes(
      key, bound.index() == 0 ? std::int64_t{std::get<Date>(bound).days()} : std::get<Instant>(bound).ms());
}

/// What an answer is kept under: everything of a question but its as_of.
std::string key_of(const Metric& metric, const Query& query, std::optional<int> months) {
  std::string key;
  key.reserve(128);
  const auto* address = &metric;
  append_bytes(key, address);
  append(key, query.from);
  append(key, query.to);
  append_bytes(key, query.grain ? static_cast<int>(*query.grain) : -1);
  append_bytes(key, months.value_or(0));
  for (const auto& name : query.by) append(key, name);
  for (const auto& only : query.scope.all_of) {
    key += '\x1e';
    append(key, only.dimension);
    for (const auto& one : only.keys) append(key, one);
  }
  for (const auto& only : query.only) {
    key += only.key ? '\x1d' : '\x1c';
    append(key, only.dimension);
    if (only.key) append(key, *only.key);
  }
  return key;
}

}  // namespace

Cubes::Lattice* Cubes::choose(const Metric& metric, const Query& query, std::size_t& measure) {
  auto& state = *state_;
  for (const auto* bound : {&query.from, &query.to})
    if (!std::holds_alternative<Date>(*bound)) return nullptr;
  Lattice* best = nullptr;
  for (auto& lattice : state.lattices) {
    const auto& timeline = *state.timelines[lattice->timeline];
    if (timeline.anchor != metric.anchor || !nests(timeline.grain, query.grain)) continue;
    if (period_start(timeline.grain, std::get<Date>(query.from)) != std::get<Date>(query.from) ||
        period_start(timeline.grain, std::get<Date>(query.to)) != std::get<Date>(query.to))
      continue;
    const auto has = [&](const std::string& name) {
      return std::find(lattice->by.begin(), lattice->by.end(), name) != lattice->by.end();
    };
    if (!std::all_of(query.by.begin(), query.by.end(), has)) continue;
    if (!std::all_of(query.scope.all_of.begin(), query.scope.all_of.end(),
                     [&](const auto& o) { return has(o.dimension); }) ||
        !std::all_of(query.only.begin(), query.only.end(), [&](const auto& o) { return has(o.dimension); }))
      continue;
    for (std::size_t m = 0; m < lattice->measures.size(); ++m) {
      if (state.metrics[lattice->measures[m]->metric].get() != &metric) continue;
      if (best && best->count <= lattice->count) break;
      best = lattice.get();
      measure = m;
    }
  }
  return best;
}

/// Lays out groups and periods. \return false when the scan must answer
bool Cubes::plan(Answer& answer, const Query& query) {
  auto& lattice = *answer.lattice;
  const auto& timeline = *state_->timelines[lattice.timeline];
  const auto checked = periods_of(table_, query, query.grain);
  if (!checked) return false;
  auto sheet = std::make_shared<Sheet>();
  sheet->metric = answer.metric;
  sheet->periods = *checked;
  const int months = answer.months;
  answer.spans.clear();
  const auto number = [&](Date date) {  // of the period that begins there; beyond the cells nothing lies
    if (timeline.starts.empty()) return std::int64_t{0};
    const auto at = std::lower_bound(timeline.starts.begin(), timeline.starts.end(), date);
    return timeline.base + (at - timeline.starts.begin());
  };
  for (const auto& period : sheet->periods) {
    const auto from = std::get<Date>(period.from), to = std::get<Date>(period.to);
    Date begin = from;
    if (months > 0) {
      begin = to.plus_months(-months);
      if (period_start(timeline.grain, begin) != begin || to.day() != 1) return false;
    }
    Answer::Span span{number(begin), number(to), std::numeric_limits<std::int64_t>::max(),
                      std::numeric_limits<std::int64_t>::min()};
    for (const auto& zone : table_.zones()) {
      span.begun = std::min(span.begun, bound_instant(period.from, zone).ms());
      if (answer.metric->basis == Basis::kCohort)
        span.finished =
            std::max(span.finished, bound_instant(period.to, zone).ms() + answer.metric->window_ms);
    }
    answer.spans.push_back(span);
  }

  // Which lattice groups may be looked at, and to which output group each belongs.
  const auto place = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(lattice.by.begin(), lattice.by.end(), name) -
                                    lattice.by.begin());
  };
  std::vector<std::pair<std::size_t, std::vector<std::uint8_t>>> allowed;
  const auto allow = [&](const std::string& name) -> std::vector<std::uint8_t>& {
    const auto at = place(name);
    allowed.push_back({at, std::vector<std::uint8_t>(table_.dictionary(lattice.columns[at]).size(), 0)});
    return allowed.back().second;
  };
  for (const auto& only : query.scope.all_of) {
    auto& codes = allow(only.dimension);
    const auto& dictionary = table_.dictionary(lattice.columns[allowed.back().first]);
    for (const auto& key : only.keys)
      if (const auto code = dictionary.find(key)) codes[static_cast<std::size_t>(*code)] = 1;
  }
  for (const auto& only : query.only) {
    auto& codes = allow(only.dimension);
    const auto& dictionary = table_.dictionary(lattice.columns[allowed.back().first]);
    const auto code = only.key ? dictionary.find(*only.key) : std::optional<std::int32_t>(kNullCode);
    if (code) codes[static_cast<std::size_t>(*code)] = 1;
  }
  std::vector<std::size_t> by;
  for (const auto& name : query.by) {
    if (std::find(by.begin(), by.end(), place(name)) != by.end()) return false;
    by.push_back(place(name));
  }
  std::int64_t low = std::numeric_limits<std::int64_t>::max(),
               high = std::numeric_limits<std::int64_t>::min();
  for (const auto& span : answer.spans) low = std::min(low, span.from), high = std::max(high, span.to);
  low = std::max(low, lattice.first);
  high = std::min(high, lattice.first + static_cast<std::int64_t>(lattice.periods));
  std::map<std::vector<std::int32_t>, std::vector<std::size_t>> groups;
  if (by.empty()) groups[{}] = {};
  std::size_t first_group = 0, end_group = lattice.groups(table_);
  if (lattice.columns.size() == 1)  // its codes are the groups: one person asked about is found at once
    for (const auto& [at, codes] : allowed) {
      const auto first = std::find(codes.begin(), codes.end(), 1);
      const auto last = std::find(codes.rbegin(), codes.rend(), 1);
      first_group = std::max(first_group, static_cast<std::size_t>(first - codes.begin()));
      end_group = std::min(end_group, static_cast<std::size_t>(codes.rend() - last));
    }
  for (std::size_t g = first_group; g < end_group; ++g) {
    const bool fits = std::all_of(allowed.begin(), allowed.end(), [&](const auto& rule) {
      return rule.second[static_cast<std::size_t>(lattice.code(g, rule.first))] != 0;
    });
    if (!fits) continue;
    bool any = false;
    for (auto p = low; p < high && !any; ++p) any = lattice.cell(p, g) != 0;
    if (!any) continue;
    std::vector<std::int32_t> codes;
    for (const auto d : by) codes.push_back(lattice.code(g, d));
    groups[codes].push_back(g);
  }
  std::vector<std::pair<std::vector<DimensionValue>, const std::vector<std::size_t>*>> ordered;
  for (const auto& [codes, members] : groups) {
    std::vector<DimensionValue> dims(by.size());
    for (std::size_t d = 0; d < by.size(); ++d) {
      dims[d].dimension = query.by[d];
      if (codes[d] == kNullCode) continue;
      dims[d].key = table_.dictionary(lattice.columns[by[d]]).key(codes[d]);
      dims[d].label = table_.dictionary(lattice.columns[by[d]]).label(codes[d]);
    }
    ordered.emplace_back(std::move(dims), &members);
  }
  std::sort(ordered.begin(), ordered.end(),
            [](const auto& a, const auto& b) { return comes_before(a.first, b.first); });
  auto named = std::make_shared<std::vector<std::vector<DimensionValue>>>();
  answer.begins.assign(1, 0);
  answer.members.clear();
  for (auto& [dims, members] : ordered) {
    named->push_back(std::move(dims));
    answer.members.insert(answer.members.end(), members->begin(), members->end());
    answer.begins.push_back(answer.members.size());
  }
  sheet->groups = std::move(named);
  sheet->slices.resize(sheet->periods.size());
  answer.sheet = std::move(sheet);
  answer.shape = lattice.shape;
  answer.labels = table_.labels_version();
  answer.zones = table_.zones().size();
  answer.seen = 0;
  answer.holds_from = 0, answer.holds_to = -1;
  return true;
}

/// Brings the sheet up to date: the cells that changed since, and periods that have begun or ended.
void Cubes::finish(Answer& answer, Instant as_of) {
  auto& lattice = *answer.lattice;
  auto& measure = *answer.measure;
  const bool flags_hold = as_of.ms() >= answer.holds_from && as_of.ms() < answer.holds_to;
  if (flags_hold && lattice.version <= answer.seen) return;
  if (answer.sheet.use_count() > 1) answer.sheet = std::make_shared<Sheet>(*answer.sheet);
  auto& sheet = *answer.sheet;
  const auto& metric = *answer.metric;
  const std::size_t groups = sheet.groups->size();
  const auto limit = lattice.first + static_cast<std::int64_t>(lattice.periods);
  if (measure.ordered && measure.cuts.at.empty() && answer.seen == 0) {
    // Cuts from a sample of what is there: they decide how fast ranks are found, never which.
    std::vector<std::uint32_t> sample;
    std::size_t all = 0;
    for (auto& cell : measure.values) cell.settle(measure.cuts), all += cell.size();
    if (all >= kSample) {
      const auto step = std::max<std::size_t>(1, all / kSample);
      for (const auto& cell : measure.values) cell.sample(step, sample);
      sort_values(sample);
      if (sample.size() > Cuts::kCount)
        for (std::size_t c = 0; c < Cuts::kCount; ++c)
          measure.cuts.at.push_back(sample[(c + 1) * sample.size() / (Cuts::kCount + 1)]);
    }
  }
  Ranking ranking(measure.cuts);
  Cell cell{};
  std::int64_t holds_from = std::numeric_limits<std::int64_t>::min(),
               holds_to = std::numeric_limits<std::int64_t>::max();
  for (std::size_t p = 0; p < sheet.periods.size(); ++p) {
    const auto& span = answer.spans[p];
    for (const auto edge : {span.begun, span.finished}) {
      if (edge <= as_of.ms())
        holds_from = std::max(holds_from, edge);
      else
        holds_to = std::min(holds_to, edge);
    }
    const bool begun = as_of.ms() >= span.begun;
    const bool provisional = as_of.ms() < span.finished;
    const auto from = std::max(span.from, lattice.first), to = std::min(span.to, limit);
    bool whole = !sheet.slices[p] || sheet.slices[p]->provisional != provisional;
    if (!flags_hold && answer.holds_to > answer.holds_from)  // the period may have begun in between
      whole = whole || (begun != (answer.holds_from >= span.begun));
    bool touched = whole;
    for (auto q = from; q < to && !touched; ++q)
      touched = lattice.period_versions[static_cast<std::size_t>(q - lattice.first)] > answer.seen;
    if (!touched) continue;
    auto slice = whole ? std::make_shared<Slice>(groups) : std::make_shared<Slice>(*sheet.slices[p]);
    slice->provisional = provisional;
    for (std::size_t g = 0; g < groups; ++g) {
      bool changed = whole;
      for (auto q = from; q < to && !changed; ++q) {
        if (lattice.period_versions[static_cast<std::size_t>(q - lattice.first)] <= answer.seen) continue;
        changed = lattice.period_floors[static_cast<std::size_t>(q - lattice.first)] > answer.seen;
        for (auto m = answer.begins[g]; m < answer.begins[g + 1] && !changed; ++m) {
          const auto c = lattice.cell(q, answer.members[m]);
          changed = c != 0 && lattice.versions[c] > answer.seen;
        }
      }
      if (!changed) continue;
      Parts parts;
      ranking.clear();
      const bool several = to - from > 1 || answer.begins[g + 1] - answer.begins[g] > 1;
      for (auto q = from; q < to; ++q)
        for (auto m = answer.begins[g]; m < answer.begins[g + 1]; ++m) {
          const auto c = lattice.cell(q, answer.members[m]);
          if (c == 0) continue;
          parts.counted += static_cast<std::int64_t>(measure.counts[c] & 0xFFFFFFFF);
          parts.numerator += static_cast<std::int64_t>(measure.counts[c] >> 32);
          parts.unlinked += static_cast<std::int64_t>(measure.asides[c] & 0xFFFFFFFF);
          parts.pending += static_cast<std::int64_t>(measure.asides[c] >> 32);
          if (measure.summed) parts.sum += static_cast<std::int64_t>(measure.sums[c]);
          if (measure.squared) parts.squares += measure.squares[c];
          if (measure.under) parts.under += static_cast<std::int64_t>(measure.unders[c]);
          if (measure.moments) measure.products.add_to(parts, c);
          if (measure.ordered) {
            measure.values[c].settle(measure.cuts);
            if (several) measure.values[c].mark(measure.cuts);
            ranking.add(measure.values[c]);
          }
        }
      cell = Cell{};
      fill(cell, metric, parts);
      if (measure.ordered)
        fill_ranked(cell, metric, ranking.size(),
                    [&](std::int64_t rank) { return static_cast<double>(ranking.at(rank)); });
      if (!begun) { withhold(cell); }
      slice->put(g, cell);
    }
    sheet.slices[p] = std::move(slice);
  }
  answer.seen = state_->tick;
  answer.holds_from = holds_from;
  answer.holds_to = holds_to;
}

std::shared_ptr<const Sheet> Cubes::answer(const std::shared_ptr<const Metric>& metric, const Query& query,
                                           std::optional<int> months) {
  if (!query.where.empty()) return nullptr;
  const std::lock_guard lock(mutex_);
  auto& state = *state_;
  if (!state.awake || state.stale || state.broken) return nullptr;
  // Cells stand at `now`; nothing happens between the last event and the next.
  if (query.as_of.ms() < state.last || (!state.queue.empty() && query.as_of.ms() >= state.queue.front().at))
    return nullptr;
  const auto key = key_of(*metric, query, months);
  auto at = state.answers.find(key);
  if (at == state.answers.end()) {
    if (state.answers.size() >= kMostAnswers) state.answers.clear();
    Answer answer;
    answer.metric = metric;
    std::size_t measure = 0;
    answer.lattice = choose(*metric, query, measure);
    if (!answer.lattice) return nullptr;
    answer.measure = answer.lattice->measures[measure].get();
    answer.months = months.value_or(0);
    if (!plan(answer, query)) return nullptr;
    at = state.answers.emplace(key, std::move(answer)).first;
  }
  auto& answer = at->second;
  if (answer.shape != answer.lattice->shape || answer.labels != table_.labels_version() ||
      answer.zones != table_.zones().size())
    if (!plan(answer, query)) return nullptr;
  finish(answer, query.as_of);
  ++state.answered;
  return answer.sheet;
}

void Cubes::forget_answers() {
  const std::lock_guard lock(mutex_);
  state_->answers.clear();
}

std::uint64_t Cubes::answered() const {
  const std::lock_guard lock(mutex_);
  return state_->answered;
}

}  // namespace manyi::kpi
