// Judges every record by both definitions.
// Owns the pairing.
#include "engines/kpi/comparison.h"

#include <algorithm>
#include <array>

#include "engines/kpi/parts.h"
#include "engines/kpi/rolling.h"
#include "engines/kpi/scan.h"
#include "engines/kpi/stock.h"

namespace manyi::kpi {
namespace {

/// One definition at work.
class Judge {
 public:
  static Result<Judge> create(const FactTable& table, const Metric& metric, const Query& query) {
    const auto asked = window_of(with_credit(query, metric, table.schema()), metric, table.zones().front());
    MANYI_TRY(const auto periods, periods_of(table, asked, std::nullopt));
    std::vector<PeriodGrid> grids;
    for (const auto& zone : table.zones()) grids.emplace_back(periods, zone);
    MANYI_TRY(auto scan, Scan::create(table, metric, asked, std::move(grids)));
    return Judge(metric, std::move(scan));
  }

  void read(std::size_t first, std::size_t count, std::array<Verdict, kBlock>& verdicts) {
    std::fill_n(verdicts.begin(), count, Verdict{});
    scan_.read(first, count, block_);
    if (block_.empty) return;
    if (metric_->looks_at) scan_.look(block_, 0);
    for (std::size_t i = 0; i < count; ++i) verdicts[i] = verdict(i);
  }

 private:
  Judge(const Metric& metric, Scan scan) : metric_(&metric), scan_(std::move(scan)) {}

  Verdict verdict(std::size_t i) const {
    if (scan_.has_unlinked() && block_.unlinked[i]) return {Standing::kUnlinked, {}};
    if (metric_->basis == Basis::kCohort && block_.pending[i]) return {Standing::kPending, {}};
    if (!block_.counted[i]) return {};
    if (!metric_->value && !block_.numerator[i]) return {Standing::kDenominator, {}};
    Verdict good{Standing::kNumerator, {}};
    const auto& measure = metric_->value ? metric_->value : metric_->numerator;
    if (measure->of && measure->aggregate != Aggregate::kDistinct) {
      if (block_.reals)
        good.value = block_.reals[i];
      else if (block_.wholes)
        good.value = static_cast<double>(block_.wholes[i]);
    }
    if (metric_->basis == Basis::kStockAverage)
      good.value = good.value.value_or(1) * share_of(scan_, block_, i, 0);
    return good;
  }

  const Metric* metric_;
  Scan scan_;
  ScanBlock block_;
};

}  // namespace

std::string_view standing_name(Standing standing) {
  switch (standing) {
    case Standing::kLeftOut: return "left_out";
    case Standing::kDenominator: return "denominator";
    case Standing::kNumerator: return "numerator";
    case Standing::kUnlinked: return "unlinked";
    case Standing::kPending: return "pending";
  }
  return "";
}

Result<Differences> differences(const FactTable& table, const Metric& first, const Metric& second,
                                const Query& query, std::int64_t after, std::size_t limit) {
  const auto lock = table.read_lock();
  MANYI_TRY(auto one, Judge::create(table, first, query));
  MANYI_TRY(auto other, Judge::create(table, second, query));
  Differences found;
  found.fact = table.schema().fact();
  std::array<Verdict, kBlock> a, b;
  for (std::size_t begin = 0; begin < table.size(); begin += kBlock) {
    const auto count = std::min(kBlock, table.size() - begin);
    one.read(begin, count, a);
    other.read(begin, count, b);
    for (std::size_t i = 0; i < count; ++i) {
      if (a[i] == b[i]) continue;
      ++found.total;
      if (const auto id = table.ids()[begin + i]; id > after) found.items.push_back({id, a[i], b[i]});
    }
  }
  std::sort(found.items.begin(), found.items.end(),
            [](const Difference& x, const Difference& y) { return x.id < y.id; });
  if (found.items.size() > limit) {
    found.items.resize(limit);
    if (limit > 0) found.next = found.items.back().id;
  }
  return found;
}

}  // namespace manyi::kpi
