// Working bonus sheets out: scorecards and cases into amounts, kept as drafts or held beside what was kept.
// Owns whose cases a sheet names.
#include <algorithm>
#include <map>

#include "base/json.h"
#include "modules/scorecards/bonus.h"
#include "modules/scorecards/bonus_lines.h"
#include "modules/scorecards/cards.h"
#include "modules/scorecards/scorecards_events.h"
#include "modules/scorecards/store.h"

namespace manyi::scorecards {
namespace {

using store::StoredSheet;

/// A veto counts in the month of grace too.
std::optional<double> paid_score(const Scorecard& card) {
  return card.vetoed ? std::optional(0.0) : card.score;
}

/// His cases of every metric that the terms name.
Result<std::vector<PersonCases>> cases_of(Figures& figures, const BonusTerms& terms, EmployeeId employee) {
  const auto scope = scope_of_person(employee);
  std::vector<PersonCases> all;
  const auto add = [&](const std::vector<CaseAmount>& rules) -> Result<void> {
    for (const auto& rule : rules) {
      // The figure is known for everybody at once; the records are asked for where there are any.
      MANYI_TRY(const auto figure, figures.at(rule.metric, scope, Window::kMonth));
      if (!figure || figure->value.value_or(0) <= 0) continue;
      MANYI_TRY(auto cases, figures.cases(rule.metric, scope));
      all.push_back({rule.metric, std::move(cases)});
    }
    return {};
  };
  MANYI_CHECK(add(terms.additions));
  MANYI_CHECK(add(terms.deductions));
  return all;
}

bool written_by_people(LineKind kind) { return kind == LineKind::kCorrection || kind == LineKind::kDecision; }

void fill(StoredSheet& row, const SheetDraft& draft, BonusRuleId rule, std::int64_t written, Instant now) {
  row.site_id = draft.site;
  row.role = draft.role;
  row.rule_id = rule;
  row.score = paid_score(draft.card);
  row.sum = draft.card.sum;
  row.coefficient = draft.card.coefficient;
  row.spread = draft.card.spread;
  row.grace = draft.card.grace;
  row.vetoed = draft.card.vetoed;
  row.month_closed = draft.card.closed;
  row.factor = draft.amounts.factor;
  row.base = draft.amounts.base;
  row.additions = sum_of(draft.amounts.lines, LineKind::kAddition);
  row.deductions = sum_of(draft.amounts.lines, LineKind::kDeduction);
  row.corrections = Money(written);
  row.total = Money(draft.amounts.total.amount() + written);
  row.computed_at = now;
}

store::FigureRow figure_row(const StoredSheet& sheet, const CardRow& row, std::int64_t place) {
  store::FigureRow figure;
  figure.tenant_id = sheet.tenant_id;
  figure.sheet_id = sheet.id;
  figure.place = place;
  figure.metric = row.metric;
  figure.unit = row.unit;
  figure.better = row.better;
  figure.weight = row.weight;
  figure.scored_weight = row.scored_weight;
  figure.standing = row.standing;
  figure.measured_at = row.measured_at;
  figure.source = row.source;
  figure.value = row.value;
  figure.low = row.low;
  figure.high = row.high;
  figure.n = row.n;
  figure.floor = row.floor;
  figure.target = row.target;
  figure.stretch = row.stretch;
  figure.points = row.points;
  figure.contribution = row.contribution;
  return figure;
}

}  // namespace

Result<BonusDrafts> BonusSheets::work_out(db::ReadTx& tx, const Caller& caller, const ComputeBonus& in) {
  MANYI_TRY(const Month month, month_in(in.month));
  const Month running = needs_.scorecards.running_month(tx, caller.tenant);
  if (month.from > running.from) return invalid("/month", "future", "This month has not begun.");
  if (store::locked_month(tx, caller.tenant, month.text))
    return conflict("bonus.locked",
                    "This month is locked: what changed since enters a later month as a correction.");
  const auto rule = rule_in_force(tx, caller.tenant, month.text);
  if (!rule) return conflict("bonus.no_rule", "No bonus rule is in force in this month.");
  const auto& needs = needs_.scorecards.needs();
  CardMaker maker(needs, needs_.scorecards.expected(), tx, caller.tenant, month, Values::kAsClosed,
                  month.text == running.text);
  BonusDrafts drafts;
  drafts.month = month;
  drafts.rule = rule->id;
  auto staff = needs_.scorecards.staff_of(tx, caller.tenant, month);
  std::sort(staff.begin(), staff.end(), [](const auto& a, const auto& b) { return a.no < b.no; });
  for (const auto& person : staff) {
    if (!in_scope(caller, {.tenant = caller.tenant, .site = person.site_id, .technician = person.id}))
      continue;
    const auto base = base_of(*rule, person.id, person.role);
    if (!base) continue;
    SheetDraft draft;
    draft.employee = person.id;
    draft.site = person.site_id;
    draft.role = person.role;
    MANYI_TRY(draft.card, maker.card_of(person, Detail::kScore));
    MANYI_TRY(const auto cases, cases_of(maker.figures(), *rule, person.id));
    draft.amounts = amounts_of(*rule, *base, paid_score(draft.card), cases, draft.card.veto_cases);
    drafts.sheets.push_back(std::move(draft));
  }
  return drafts;
}

Result<ComputedBonus> BonusSheets::keep(db::Tx& tx, const Caller& caller, const BonusDrafts& drafts) {
  if (store::locked_month(tx, caller.tenant, drafts.month.text))
    return conflict("bonus.locked", "This month was locked in the meantime.");
  std::map<EmployeeId, StoredSheet> known;
  for (auto& row : store::sheets_of_month(tx, caller.tenant, drafts.month.text))
    known.emplace(row.employee_id, std::move(row));
  ComputedBonus done;
  done.month = drafts.month.text;
  for (const auto& draft : drafts.sheets) {
    const auto at = known.find(draft.employee);
    const bool is_new = at == known.end();
    if (!is_new && at->second.state != SheetState::kDraft) {
      ++done.left_alone;
      continue;
    }
    StoredSheet row = is_new ? StoredSheet() : at->second;
    std::int64_t written = 0;
    if (is_new) {
      row.tenant_id = caller.tenant;
      row.id = tx.new_id<BonusSheetTag>();
      row.month = drafts.month.text;
      row.employee_id = draft.employee;
      row.created_at = row.updated_at = tx.now();
      row.created_by = row.updated_by = caller.user;
    } else {
      for (const auto& line : store::lines(tx, caller.tenant, row.id))
        if (written_by_people(line.kind)) written += line.amount.amount();
      MANYI_CHECK(store::remove_worked_out(tx, caller.tenant, row.id));
      row.updated_at = tx.now();
      row.updated_by = caller.user;
      row.version += 1;
    }
    fill(row, draft, drafts.rule, written, tx.now());
    if (is_new)
      MANYI_CHECK(store::insert_sheet(tx, row));
    else
      MANYI_CHECK(store::update_sheet(tx, row));
    std::int64_t place = 0;
    for (const auto& figure : draft.card.rows)
      MANYI_CHECK(store::insert_figure(tx, figure_row(row, figure, ++place)));
    for (const auto& line : draft.amounts.lines)
      MANYI_CHECK(store::insert_line(tx, line_row(tx, row, line, caller.user)));
    BonusSheetComputed event;
    event.sheet = row.id;
    event.employee = row.employee_id;
    event.month = row.month;
    event.state = row.state;
    event.total = row.total;
    event.score = row.score;
    event.factor = row.factor;
    MANYI_CHECK(needs_.events.publish(tx, caller, event));
    ++(is_new ? done.made : done.renewed);
    known.insert_or_assign(draft.employee, std::move(row));
  }
  std::int64_t total = 0;
  for (const auto& [employee, row] : known) total += row.total.amount();
  done.total = Money(total);
  return done;
}

Result<SheetNow> BonusSheets::worked_out_now(db::ReadTx& tx, const StoredSheet& row,
                                             const std::vector<BonusLine>& kept) {
  const auto rule = store::rule(tx, row.tenant_id, row.rule_id);
  const auto month = parse_month(row.month);
  const auto& needs = needs_.scorecards.needs();
  auto person = needs.org.employee(tx, row.tenant_id, row.employee_id);
  if (!rule || !month || !person) return internal_error("a bonus sheet lost its rule or its person");
  MANYI_TRY(const auto terms, from_json<BonusTerms>(rule->terms.text));
  // The role and site that he had then.
  person->role = row.role;
  person->site_id = row.site_id;
  CardMaker maker(needs, needs_.scorecards.expected(), tx, row.tenant_id, *month, Values::kAsNow, false);
  MANYI_TRY(const Scorecard card, maker.card_of(*person, Detail::kScore));
  MANYI_TRY(const auto cases, cases_of(maker.figures(), terms, row.employee_id));
  const BonusAmounts amounts = amounts_of(terms, row.base, paid_score(card), cases, card.veto_cases);
  SheetNow now;
  now.score = paid_score(card);
  now.factor = amounts.factor;
  now.lines = amounts.lines;
  for (const auto& line : kept)
    if (written_by_people(line.kind)) now.lines.push_back(line);
  now.total = sum_of(now.lines);
  now.difference = Money(now.total.amount() - row.total.amount());
  now.differs = now.difference.amount() != 0;
  return now;
}

}  // namespace manyi::scorecards
