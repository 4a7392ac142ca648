// Money, sales and checks of the simulation in the words of their modules.
// Owns which lines stand in the books of an order and which in those of the month.
#include <array>

#include "server/application.h"
#include "server/demo_points.h"
#include "server/demo_records.h"

namespace manyi::demo {
namespace {

const char* product_name(simulation::Product product) {
  static constexpr std::array<const char*, 5> kNames = {"延长保修一年", "深度清洁", "数据备份", "原装配件",
                                                        "内存升级"};
  return kNames[static_cast<std::size_t>(product)];
}

}  // namespace

// ---- money -------------------------------------------------------------------------------------------

Result<void> RecordWriter::put(db::Tx& tx, const simulation::Charge& one) {
  const auto book = [&](billing::Account account, std::int64_t amount, const char* kind,
                        const char* cost) -> Result<void> {
    if (amount == 0) return {};
    auto in = origin<billing::ImportedLedgerLine>(one.id, kind, one.order, one.site);
    in.booked_on = company_.calendar->zone().local_date(one.told_at);
    in.account = account;
    in.amount = Money(amount);
    if (*cost != '\0') in.cost_type = cost;
    MANYI_CHECK(app_.billing().record(tx, system(), in));
    return {};
  };
  const bool part = one.kind == simulation::ChargeKind::kPart;
  MANYI_CHECK(book(one.to_manufacturer ? billing::Account::kRevenueWarranty
                   : part              ? billing::Account::kRevenueParts
                                       : billing::Account::kRevenuePaid,
                   one.amount, "charge", ""));
  return book(billing::Account::kDirectCost, one.cost, "cost", part ? "parts" : "labour");
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::LedgerLine& one) {
  // What belongs to an order is booked with the order, see Charge; here stands the rest of the month.
  const bool rest = one.account == simulation::Account::kExpense ||
                    one.account == simulation::Account::kRevenueProducts || one.cost_type == "products";
  if (!rest) return {};
  auto in = origin<billing::ImportedLedgerLine>(one.id, "month", 0, one.site);
  in.booked_on = company_.calendar->zone().local_date(one.booked_at);
  in.account = same<billing::Account>(one.account);
  in.amount = Money(one.amount);
  if (!one.cost_type.empty()) in.cost_type = one.cost_type;
  MANYI_CHECK(app_.billing().record(tx, system(), in));
  return {};
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::SalesLine& one) {
  auto in = origin<sales::ImportedSalesLine>(one.id, "sale", one.order, one.site);
  in.product = product_name(one.product);
  in.seller_id = company_.employee_or_none(one.seller);
  in.amount = Money(one.amount);
  in.cost = Money(one.cost);
  in.quantity = one.quantity;
  in.service_product =
      one.product != simulation::Product::kAccessory && one.product != simulation::Product::kMemoryUpgrade;
  in.sold_at = one.sold_at;
  in.recognised_at = one.recognised_at;
  in.refunded_at = one.refunded_at;
  MANYI_CHECK(app_.sales().lines.record(tx, system(), in));
  const auto asset = orders_.asset(one.device);
  if (!one.extends_from || !asset) return {};
  customers::AddEntitlement cover{};
  cover.id = *asset;
  cover.source = customers::EntitlementSource::kExtension;
  cover.starts_on = *one.extends_from;
  cover.ends_on = one.extends_from->plus_months(12).plus_days(-1);
  MANYI_CHECK(app_.customers().add_entitlement(tx, system(), cover));
  return {};
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::SalesQuota& one) {
  auto in = origin<sales::ImportedSalesQuota>(one.id, "quota", 0, one.site);
  in.seller_id = company_.employee_or_none(one.seller);
  in.month = one.month;
  in.amount = Money(one.amount);
  MANYI_CHECK(app_.sales().quotas.record(tx, system(), in));
  return {};
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::Check& one) {
  auto in = origin<processes::ImportedCheck>(one.id, "check", one.order, one.site);
  in.checked_at = one.told_at;
  in.kind = same<processes::CheckKind>(one.kind);
  in.result = one.conforming ? processes::CheckResult::kPass : processes::CheckResult::kFail;
  in.points_got = one.points_got;
  in.points_max = one.points_max;
  in.checker_id = company_.employee_or_none(one.checker);
  in.employee_id = company_.employee_or_none(one.person);
  in.required = one.required;
  in.quality_point = quality_point_of(one);
  MANYI_CHECK(app_.checks().record(tx, system(), in));
  return put_points(tx, one);
}

/// The inspector has the whole order in his hands and looks at what others did with it, too.
Result<void> RecordWriter::put_points(db::Tx& tx, const simulation::Check& one) {
  std::int64_t at = 0;
  for (const auto& point : inspected_points(one)) {
    const auto person = point.role == Role::kTechnician ? one.person : at_work(tx, one, point.role);
    auto in = origin<processes::ImportedCheck>(one.id, "point", one.order, one.site);
    *in.source_id += "-" + std::to_string(++at);
    if (person == simulation::kNobody || person == one.checker) continue;
    in.checked_at = one.told_at;
    in.kind = processes::CheckKind::kProcess;
    in.quality_point = point.quality_point;
    in.result = missed(point, one, person) ? processes::CheckResult::kFail : processes::CheckResult::kPass;
    in.checker_id = company_.employee_or_none(one.checker);
    in.employee_id = company_.employee(person);
    MANYI_CHECK(app_.checks().record(tx, system(), in));
  }
  return {};
}

std::int64_t RecordWriter::at_work(db::ReadTx& tx, const simulation::Check& check, Role role) const {
  std::vector<std::int64_t> there;
  for (const auto& person : company_.people) {
    if (person.site != check.site || enum_name(person.job) != enum_name(role)) continue;
    const auto employee = app_.org().employee(tx, company_.tenant, company_.employee(person.index));
    if (employee && employee->state == org::EmployeeState::kActive) there.push_back(person.index);
  }
  if (there.empty()) return simulation::kNobody;
  return there[static_cast<std::size_t>(check.id) % there.size()];
}

}  // namespace manyi::demo
