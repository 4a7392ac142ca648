// Flow on the satisfaction ladder: words of customers held month against month.
// Owns which records are words, and the months a question touches.
#include "modules/performance/satisfaction_flow.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/json.h"

namespace manyi::performance {
namespace {

constexpr int kMostMonths = 36;
constexpr int kCustomersDefault = 50;
constexpr std::string_view kAnswers = "survey_answer", kComplaints = "complaint";

int month_number(Date date) { return date.year() * 12 + date.month() - 1; }
Date first_of(int month) { return *Date::of(month / 12, month % 12 + 1, 1); }
std::string month_text(int month) { return first_of(month).text().substr(0, 7); }

bool is_step(LadderStep step) { return step < LadderStep::kNoAnswer; }

/// What customers said up to a month, and how often nobody knows who said it, by month.
struct Words {
  std::vector<Word> all;
  std::map<int, std::int64_t> unlinked;
};

/// The calendar of a row.
const TimeZone& zone_of(const kpi::FactTable& table, std::size_t row) {
  const auto& numbers = table.zone_of_code();
  const auto dimension = table.schema().zone_dimension();
  if (numbers.empty() || !dimension) return table.zones().front();
  return table.zones()[numbers[static_cast<std::size_t>(table.codes(*dimension)[row])]];
}

/// How the records of one fact are read as words.
struct Reader {
  std::string_view fact, metric, time;
  bool classed = false;
};
constexpr Reader kReaders[] = {{kAnswers, "csat_rate", "answered", true},
                               {kComplaints, "complaint_count", "received", false}};

Result<Words> words_until(Performance& performance, const Caller& caller, int last,
                          const std::optional<Instant>& as_of, const std::optional<std::string>& where) {
  Words words;
  MANYI_TRY(const auto engine, performance.engine(caller.tenant));
  for (const auto& reader : kReaders) {
    KpiCasesQuery query;
    query.metric = reader.metric;
    query.from = "1970-01-01";
    query.to = first_of(last + 1).text();
    query.as_of = as_of;
    query.where = where;
    MANYI_TRY(const auto records, performance.counted(caller, query));
    const auto& table = *engine->table(reader.fact);
    const auto& schema = table.schema();
    const auto lock = table.read_lock();
    const auto customers = table.wholes(schema.find("customer")->index),
               orders = table.wholes(schema.find("work_order")->index);
    const auto times = table.times(schema.find(reader.time)->index);
    const auto classes = reader.classed ? schema.find("class")->index : std::uint16_t{0};
    for (const auto& one : records.items) {
      const auto row = table.row_of(one.id);
      if (!row || times[*row] == kpi::kNull) continue;  // gone in between
      Word word;
      word.at_ms = times[*row];
      word.month = month_number(zone_of(table, *row).local_date(Instant(word.at_ms)));
      if (customers[*row] == kpi::kNull) {
        ++words.unlinked[word.month];
        continue;
      }
      word.customer = customers[*row];
      word.record = one.id;
      if (orders[*row] != kpi::kNull) word.work_order = orders[*row];
      word.step = LadderStep::kComplaint;
      if (reader.classed) {
        const auto& dictionary = table.dictionary(classes);
        const auto step = parse_enum<LadderStep>(dictionary.key(table.codes(classes)[*row]));
        if (!step) continue;
        word.step = *step;
      }
      words.all.push_back(word);
    }
  }
  std::sort(words.all.begin(), words.all.end(), by_customer);
  return words;
}

std::optional<int> parse_month(const std::string& text) {
  constexpr std::size_t kLength = 7;
  const auto first = text.size() == kLength ? Date::parse(text + "-01") : std::nullopt;
  return first ? std::optional(month_number(*first)) : std::nullopt;
}

std::optional<FlowRecord> record_of(
    const Word* word, const std::map<std::string, std::map<std::int64_t, std::string>>& numbers) {
  if (!word) return std::nullopt;
  FlowRecord record;
  record.kind = word->step == LadderStep::kComplaint ? kComplaints : kAnswers;
  record.id = id_text(word->record);
  const auto& known = numbers.at(record.kind);
  if (const auto number = known.find(word->record); number != known.end()) record.no = number->second;
  if (word->work_order) record.work_order_id = id_text(*word->work_order);
  record.at = Instant(word->at_ms);
  return record;
}

}  // namespace

bool by_customer(const Word& a, const Word& b) {
  return std::tie(a.customer, a.at_ms, a.record) < std::tie(b.customer, b.at_ms, b.record);
}

std::vector<Move> moves_of(std::span<const Word> words, int month) {
  std::vector<Move> moves;
  for (auto at = words.begin(); at != words.end();) {
    Move move{at->customer, LadderStep::kFirstAnswer, LadderStep::kNoAnswer, nullptr, nullptr};
    for (; at != words.end() && at->customer == move.customer; ++at) {
      if (at->month == month) {
        move.now = at->step;
        move.now_word = &*at;
      } else if (at->month == month - 1) {
        move.before = at->step;
        move.before_word = &*at;
      } else if (at->month < month && !move.before_word) {
        move.before = LadderStep::kNoAnswer;
      }
    }
    if (move.before_word || move.now_word) moves.push_back(move);
  }
  return moves;
}

std::span<const FieldRule> field_rules(const SatisfactionFlowQuery*) {
  static const FieldRule kRules[] = {
      {.name = "from",
       .doc = "First day; its month and those after it are held against the month before.",
       .example = R"("2026-09-01")",
       .max_length = 10},
      {.name = "to", .doc = "The day after the last.", .example = R"("2026-11-01")", .max_length = 10},
      {.name = "as_of", .doc = "What is later counts as not happened. Now by default."},
      {.name = "where", .doc = "A condition such as: product_line = '笔记本' and site = 'S1'"}};
  return kRules;
}

std::span<const FieldRule> field_rules(const FlowCustomersQuery*) {
  static const FieldRule kRules[] = {
      {.name = "month",
       .doc = "The later month.",
       .example = R"("2026-10")",
       .min_length = 7,
       .max_length = 7},
      {.name = "before", .doc = "Where they stood in the month before."},
      {.name = "now", .doc = "Where they stand in the month."},
      {.name = "where", .doc = "A condition such as: product_line = '笔记本' and site = 'S1'"},
      {.name = "limit", .doc = "At most 200; 50 by default.", .minimum = 1, .maximum = 200}};
  return kRules;
}

Result<SatisfactionFlow> satisfaction_flow(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                           const SatisfactionFlowQuery& query) {
  InputErrors errors;
  const auto from = Date::parse(query.from), to = Date::parse(query.to);
  if (!from) errors.add("/from", "date", "Expected a date.");
  if (!to) errors.add("/to", "date", "Expected a date.");
  int first = 0, last = 0;
  if (from && to) {
    first = month_number(*from);
    last = month_number(to->plus_days(-1));
    if (*to <= *from) errors.add("/to", "empty_period", "'to' must come after 'from'.");
    if (last - first >= kMostMonths)
      errors.add("/to", "too_long", "Ask for at most " + std::to_string(kMostMonths) + " months.");
  }
  if (!errors.empty()) return invalid(std::move(errors.all()));
  SatisfactionFlow flow;
  flow.as_of = query.as_of.value_or(tx.now());
  MANYI_TRY(const auto words, words_until(performance, caller, last, flow.as_of, query.where));
  flow.fresh_to = performance.wait_for(caller.tenant, 0, DurationMs(0));
  for (int month = first; month <= last; ++month) {
    FlowMonth out;
    out.month = month_text(month);
    out.month_before = month_text(month - 1);
    if (const auto unlinked = words.unlinked.find(month); unlinked != words.unlinked.end())
      out.unlinked = unlinked->second;
    std::map<std::pair<LadderStep, LadderStep>, std::int64_t> cells;
    for (const auto& move : moves_of(words.all, month)) {
      ++cells[{move.before, move.now}];
      if (is_step(move.now)) ++out.customers;
      if (!is_step(move.before) || !is_step(move.now)) continue;
      ++(move.now > move.before ? out.risen : move.now < move.before ? out.fallen : out.kept);
    }
    for (const auto& [steps, customers] : cells) out.cells.push_back({steps.first, steps.second, customers});
    flow.months.push_back(std::move(out));
  }
  return flow;
}

Result<FlowCustomerPage> flow_customers(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                        const FlowCustomersQuery& query) {
  InputErrors errors;
  const auto month = parse_month(query.month);
  if (!month) errors.add("/month", "month", "Expected a month such as 2026-10.");
  if (query.now == LadderStep::kFirstAnswer)
    errors.add("/now", "choice", "A first answer is what somebody came from, not where he stands.");
  const auto after = query.cursor ? parse_id(*query.cursor) : std::optional<std::int64_t>(0);
  if (!after) errors.add("/cursor", "cursor", "This is not a cursor of this list.");
  if (!errors.empty()) return invalid(std::move(errors.all()));
  MANYI_TRY(const auto words,
            words_until(performance, caller, *month, query.as_of.value_or(tx.now()), query.where));
  FlowCustomerPage page;
  const auto limit = static_cast<std::size_t>(query.limit.value_or(kCustomersDefault));
  std::vector<Move> found;
  for (const auto& move : moves_of(words.all, *month)) {
    if (move.before != query.before || move.now != query.now) continue;
    ++page.total_estimate;
    if (move.customer <= *after) continue;
    if (found.size() == limit) {
      page.next_cursor = id_text(found.back().customer);
      continue;
    }
    found.push_back(move);
  }
  std::vector<std::int64_t> customers;
  std::map<std::string, std::vector<std::int64_t>> records{{std::string(kAnswers), {}},
                                                           {std::string(kComplaints), {}}};
  for (const auto& move : found) {
    customers.push_back(move.customer);
    for (const auto* word : {move.before_word, move.now_word})
      if (word)
        records[std::string(word->step == LadderStep::kComplaint ? kComplaints : kAnswers)].push_back(
            word->record);
  }
  std::map<std::string, std::map<std::int64_t, std::string>> numbers;
  for (const auto& [kind, ids] : records)
    numbers[kind] = performance.ports().record_numbers(tx, caller.tenant, kind, ids);
  const auto names = performance.ports().customer_names(tx, caller, customers);
  for (const auto& move : found) {
    const auto name = names.find(move.customer);
    page.items.push_back({id_text(move.customer), name == names.end() ? std::string() : name->second,
                          record_of(move.before_word, numbers), record_of(move.now_word, numbers)});
  }
  return page;
}

}  // namespace manyi::performance
