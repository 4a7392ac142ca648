// SQL of the journal. Internal to platform/journal.
// Owns the rows of journal_entries, journal_subjects and journal_heads.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/journal/journal.h"

namespace manyi::journal::store {

struct EntryRow {
  TenantId tenant_id;
  std::int64_t seq = 0;
  Instant recorded_at;
  Instant occurred_at;
  Precision occurred_precision = Precision::kInstant;
  UserId actor_id;
  std::string kind;
  std::int64_t schema_version = 1;
  std::string subjects;  // "work_order:42 site:7"
  std::string data;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(EntryRow, (),
                      (tenant_id, seq, recorded_at, occurred_at, occurred_precision, actor_id, kind,
                       schema_version, subjects, data, hash))

struct HeadRow {
  TenantId tenant_id;
  std::int64_t seq = 0;
  std::string hash;
  Instant signed_at;
  std::string public_key;
  std::string signature;
};
BOOST_DESCRIBE_STRUCT(HeadRow, (), (tenant_id, seq, hash, signed_at, public_key, signature))

struct Position {
  std::int64_t seq = 0;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(Position, (), (seq, hash))

Result<void> insert_entry(db::Tx& tx, const EntryRow& row);
Result<void> insert_subject(db::Tx& tx, TenantId tenant, const Subject& subject, std::int64_t seq);
Result<void> insert_head(db::Tx& tx, const HeadRow& row);
std::optional<Position> last_position(db::ReadTx& tx, TenantId tenant);
std::optional<std::string> hash_at(db::ReadTx& tx, TenantId tenant, std::int64_t seq);
std::int64_t last_head_seq(db::ReadTx& tx, TenantId tenant);
std::vector<HeadRow> heads_from(db::ReadTx& tx, TenantId tenant, std::int64_t seq);
/// on_entry returns false to stop.
void each_entry(db::ReadTx& tx, TenantId tenant, std::int64_t after,
                const std::function<bool(const EntryRow&)>& on_entry);
/// The first position recorded at or after an instant; positions are in the order of recording.
std::int64_t first_recorded(db::ReadTx& tx, TenantId tenant, Instant at);
std::vector<Lateness> lateness(db::ReadTx& tx, TenantId tenant, std::int64_t first, std::int64_t end,
                               DurationMs limit);
std::vector<EntryRow> entries_after(db::ReadTx& tx, TenantId tenant, std::int64_t after, int limit);
std::vector<EntryRow> entries_about(db::ReadTx& tx, TenantId tenant, const Subject& subject,
                                    std::int64_t after, int limit);
struct SubjectsOfEntry {
  std::int64_t seq = 0;
  std::string subjects;
};
BOOST_DESCRIBE_STRUCT(SubjectsOfEntry, (), (seq, subjects))
std::vector<SubjectsOfEntry> subjects_after(db::ReadTx& tx, TenantId tenant, std::int64_t after, int limit);
std::optional<TenantId> next_tenant(db::ReadTx& tx, TenantId after);

}  // namespace manyi::journal::store
