// Who may own warnings: the holders of records and who leads, read once per sweep.
// Owns nothing but what it has read; lives as long as its transaction's answers are wanted.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "modules/alerts/alerts.h"
#include "modules/alerts/causes.h"
#include "platform/db/db.h"

namespace manyi::alerts {

class Staff {
 public:
  Staff(org::Org& org, const Ports& ports, TenantId tenant) : org_(org), ports_(ports), tenant_(tenant) {}
  /// \errors nullopt: the company has nobody on its staff
  std::optional<EmployeeId> owner_of(db::ReadTx& tx, const Cause& cause);
  /// nullopt for an employee who is unknown; absent ones are told as of today.
  std::optional<StaffMember> member(db::ReadTx& tx, EmployeeId id);

 private:
  void read_leaders(db::ReadTx& tx);
  StaffMember describe(db::ReadTx& tx, const org::EmployeeCore& employee) const;

  org::Org& org_;
  const Ports& ports_;
  TenantId tenant_;
  bool read_ = false;
  std::vector<StaffMember> leaders_;
  std::map<EmployeeId, std::optional<StaffMember>> members_;
};

}  // namespace manyi::alerts
