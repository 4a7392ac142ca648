// Sorted runs and ranks over several of them.
// Owns when a change is sorted in by hand and when by a merge.
#include "engines/kpi/cells.h"

#include <algorithm>
#include <array>
#include <limits>

#include "engines/kpi/lanes.h"

namespace manyi::kpi {
namespace {

constexpr std::size_t kDigitsFrom = 512;  // below, std::sort is faster
constexpr std::size_t kMarkedFrom = 512;  // values a cell needs before its cuts are marked
constexpr std::int64_t kMiddleEnd = std::numeric_limits<std::uint32_t>::max();

template <class T> void give_back(std::vector<T>& values) {
  if (values.capacity() > 64)
    std::vector<T>().swap(values);
  else
    values.clear();
}

}  // namespace

void sort_values(std::vector<std::int64_t>& values) { std::sort(values.begin(), values.end()); }

void sort_values(std::vector<std::uint32_t>& values) {
  if (values.size() < kDigitsFrom || std::is_sorted(values.begin(), values.end())) {
    std::sort(values.begin(), values.end());
    return;
  }
  constexpr unsigned kBits = 11, kBuckets = 1U << kBits;
  static thread_local std::vector<std::uint32_t> other;
  static thread_local std::array<std::array<std::uint32_t, kBuckets>, 3> starts;
  other.resize(values.size());
  for (auto& digit : starts) digit.fill(0);
  for (const auto value : values)
    for (unsigned d = 0; d < 3; ++d) ++starts[d][(value >> (d * kBits)) & (kBuckets - 1)];
  for (unsigned d = 0; d < 3; ++d) {
    std::uint32_t sum = 0;
    bool one = false;  // all values share the digit
    for (auto& start : starts[d]) {
      one = one || start == values.size();
      const auto count = start;
      start = sum;
      sum += count;
    }
    if (one) continue;
    for (const auto value : values) other[starts[d][(value >> (d * kBits)) & (kBuckets - 1)]++] = value;
    values.swap(other);
  }
  if (other.capacity() > (std::size_t{1} << 20)) std::vector<std::uint32_t>().swap(other);
}

template <class T> void Run<T>::settle() {
  if (settled()) return;
  if (few()) {
    for (const auto value : fresh_)
      sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), value), value);
    for (const auto value : gone_) {
      const auto at = std::lower_bound(sorted_.begin(), sorted_.end(), value);
      if (at != sorted_.end() && *at == value) sorted_.erase(at);
    }
    fresh_.clear();
    gone_.clear();
    return;
  }
  sort_values(fresh_);
  if (sorted_.empty()) {
    sorted_.swap(fresh_);
    sorted_.shrink_to_fit();
  } else if (!fresh_.empty()) {
    // From the back, so that it needs no second array.
    auto a = sorted_.size(), b = fresh_.size(), to = a + b;
    sorted_.reserve(to + to / 16);
    sorted_.resize(to);
    while (b > 0) sorted_[--to] = a > 0 && sorted_[a - 1] > fresh_[b - 1] ? sorted_[--a] : fresh_[--b];
  }
  if (!gone_.empty()) {
    sort_values(gone_);
    std::size_t to = 0, g = 0;
    for (std::size_t from = 0; from < sorted_.size(); ++from) {
      while (g < gone_.size() && gone_[g] < sorted_[from]) ++g;
      if (g < gone_.size() && gone_[g] == sorted_[from])
        ++g;
      else
        sorted_[to++] = sorted_[from];
    }
    sorted_.resize(to);
  }
  give_back(fresh_);
  give_back(gone_);
}

template class Run<std::uint32_t>;
template class Run<std::int64_t>;

void CellValues::add(std::int64_t value) {
  if (value >= 0 && value < kMiddleEnd) return middle_.add(static_cast<std::uint32_t>(value));
  if (!outer_) outer_ = std::make_unique<Outer>();
  (value < 0 ? outer_->low : outer_->high).add(value);
}

void CellValues::remove(std::int64_t value) {
  if (value >= 0 && value < kMiddleEnd) return middle_.remove(static_cast<std::uint32_t>(value));
  if (!outer_) outer_ = std::make_unique<Outer>();
  (value < 0 ? outer_->low : outer_->high).remove(value);
}

void CellValues::settle(const Cuts& cuts) {
  bool changed = !middle_.settled();
  if (changed && middle_.few() && marks_.size() == cuts.at.size() && !marks_.empty()) {
    changed = false;
    const auto above = [&](std::uint32_t value) {
      return static_cast<std::size_t>(std::upper_bound(cuts.at.begin(), cuts.at.end(), value) -
                                      cuts.at.begin());
    };
    for (const auto value : middle_.fresh())
      for (auto c = above(value); c < marks_.size(); ++c) ++marks_[c];
    for (const auto value : middle_.gone())
      for (auto c = above(value); c < marks_.size(); ++c) --marks_[c];
  }
  middle_.settle();
  if (outer_) {
    outer_->low.settle();
    outer_->high.settle();
  }
  if (changed && !marks_.empty()) std::vector<std::uint32_t>().swap(marks_);
}

void CellValues::mark(const Cuts& cuts) {
  const auto values = middle_.values();
  if (cuts.at.empty() || values.size() < kMarkedFrom || marks_.size() == cuts.at.size()) return;
  marks_.resize(cuts.at.size());
  constexpr std::size_t kSteps = 16 * Cuts::kCount;  // above, searching is faster than walking
  std::size_t at = 0;
  for (std::size_t c = 0; c < cuts.at.size(); ++c) {
    if (values.size() < kSteps)
      while (at < values.size() && values[at] < cuts.at[c]) ++at;
    else
      at = static_cast<std::size_t>(
          std::lower_bound(values.begin() + static_cast<std::ptrdiff_t>(at), values.end(), cuts.at[c]) -
          values.begin());
    marks_[c] = static_cast<std::uint32_t>(at);
  }
}

std::size_t CellValues::size() const {
  return middle_.values().size() + (outer_ ? outer_->low.values().size() + outer_->high.values().size() : 0);
}

void CellValues::sample(std::size_t step, std::vector<std::uint32_t>& into) const {
  const auto values = middle_.values();
  for (std::size_t i = step / 2; i < values.size(); i += step) into.push_back(values[i]);
}

std::size_t CellValues::bytes() const {
  return sizeof(*this) + middle_.bytes() + marks_.capacity() * 4 +
         (outer_ ? sizeof(Outer) + outer_->low.bytes() + outer_->high.bytes() : 0);
}

std::span<const std::uint32_t> Selection::ranks(std::span<const std::uint32_t> values, std::size_t low,
                                                std::size_t high) {
  // Copies what lies between two pivots from a sample, until so little is left that it is sorted as it is.
  constexpr std::size_t kSample = 64, kMargin = 4;
  const auto wanted = high - low + 1;
  for (std::size_t turn = 0;; turn = 1 - turn) {
    const auto n = values.size();
    auto& kept = kept_[turn];
    if (kept.size() < n + 16) kept.resize(n + 16);
    if (n <= lanes::kFew) {
      std::copy(values.begin(), values.end(), kept.begin());
      lanes::sort_few(kept.data(), n);
      return {kept.data() + low, wanted};
    }
    std::array<std::uint32_t, kSample> sample;
    for (std::size_t i = 0; i < kSample; ++i) sample[i] = values[n * i / kSample + n / (2 * kSample)];
    lanes::sort_few(sample.data(), kSample);
    const auto before = low * kSample / n, after = high * kSample / n + 1 + kMargin;
    const auto least = before >= kMargin ? sample[before - kMargin] : 0;
    const auto most = after < kSample ? sample[after] : std::numeric_limits<std::uint32_t>::max();
    std::size_t below = 0;
    const auto left = lanes::between(values.data(), n, least, most, kept.data(), below);
    const bool inside = below <= low && high < below + left;
    if (inside && least == most) {
      std::fill_n(kept.begin(), wanted, least);
      return {kept.data(), wanted};
    }
    if (!inside || left > n - n / 8) {  // an unlucky sample, or ranks from everywhere
      const auto at = [&](std::size_t rank) { return kept.begin() + static_cast<std::ptrdiff_t>(rank); };
      std::copy(values.begin(), values.end(), kept.begin());
      std::nth_element(at(0), at(low), at(n));
      std::partial_sort(at(low), at(high + 1), at(n));
      return {kept.data() + low, wanted};
    }
    values = {kept.data(), left};
    low -= below;
    high -= below;
  }
}

void Ranking::add(const CellValues& cell) {
  if (cell.size() == 0) return;
  cells_.push_back(&cell);
  size_ += static_cast<std::int64_t>(cell.size());
  middle_ += static_cast<std::int64_t>(cell.middle_.values().size());
  if (cell.outer_) low_ += static_cast<std::int64_t>(cell.outer_->low.values().size());
  part_to_ = part_from_ = 0;
  scratch_.clear();
}

/// Number of a cell's values below the cut; the cut after the last is above all.
std::size_t Ranking::below(const CellValues& cell, std::size_t cut) const {
  const auto values = cell.middle_.values();
  if (cut >= cuts_.at.size()) return values.size();
  if (!cell.marks_.empty()) return cell.marks_[cut];
  return static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), cuts_.at[cut]) -
                                  values.begin());
}

std::int64_t Ranking::at(std::int64_t rank) {
  if (rank < low_ || rank >= low_ + middle_) {  // rare: below zero or above 49 days
    std::vector<std::int64_t> wide;
    const bool low = rank < low_;
    for (const auto* cell : cells_) {
      if (!cell->outer_) continue;
      const auto part = (low ? cell->outer_->low : cell->outer_->high).values();
      wide.insert(wide.end(), part.begin(), part.end());
    }
    const auto at = wide.begin() + static_cast<std::ptrdiff_t>(low ? rank : rank - low_ - middle_);
    std::nth_element(wide.begin(), at, wide.end());
    return *at;
  }
  const auto wanted = rank - low_;
  if (cells_.size() == 1) return cells_.front()->middle_.values()[static_cast<std::size_t>(wanted)];
  if (scratch_.empty() || wanted < part_from_ || wanted >= part_to_) {
    // The first cut with more than `wanted` values below it ends the part the rank lies in.
    std::size_t low = 0, high = cuts_.at.size();
    std::int64_t to = middle_;
    while (low < high) {
      const auto cut = (low + high) / 2;
      std::int64_t count = 0;
      for (const auto* cell : cells_) count += static_cast<std::int64_t>(below(*cell, cut));
      if (count > wanted)
        high = cut, to = count;
      else
        low = cut + 1;
    }
    scratch_.clear();
    for (const auto* cell : cells_) {
      const auto values = cell->middle_.values();
      const auto from = low == 0 ? 0 : below(*cell, low - 1);
      scratch_.insert(scratch_.end(), values.begin() + static_cast<std::ptrdiff_t>(from),
                      values.begin() + static_cast<std::ptrdiff_t>(below(*cell, low)));
    }
    part_to_ = to;
    part_from_ = to - static_cast<std::int64_t>(scratch_.size());
  }
  const auto at = static_cast<std::size_t>(wanted - part_from_);
  return selection_.ranks(scratch_, at, at).front();
}

}  // namespace manyi::kpi
