// SQL of the journal, and nothing but SQL.
// Owns its queries.
#include "platform/journal/store.h"

namespace manyi::journal::store {

Result<void> insert_entry(db::Tx& tx, const EntryRow& row) { return tx.insert_later("journal_entries", row); }

constexpr std::string_view kInsertSubject =
    "insert into journal_subjects (tenant_id, subject_kind, subject_id, seq) values (:tenant, :kind, :id, "
    ":seq)";
Result<void> insert_subject(db::Tx& tx, TenantId tenant, const Subject& subject, std::int64_t seq) {
  return tx.exec_later(kInsertSubject, tenant, subject.kind, subject.id, seq);
}

Result<void> insert_head(db::Tx& tx, const HeadRow& row) { return tx.insert("journal_heads", row); }

constexpr std::string_view kLastPosition =
    "select seq, hash from journal_entries where tenant_id = :tenant order by seq desc limit 1";
std::optional<Position> last_position(db::ReadTx& tx, TenantId tenant) {
  return tx.first<Position>(kLastPosition, tenant);
}

constexpr std::string_view kHashAt =
    "select hash from journal_entries where tenant_id = :tenant and seq = :seq";
std::optional<std::string> hash_at(db::ReadTx& tx, TenantId tenant, std::int64_t seq) {
  return tx.scalar<std::string>(kHashAt, tenant, seq);
}

constexpr std::string_view kLastHead = "select max(seq) from journal_heads where tenant_id = :tenant";
std::int64_t last_head_seq(db::ReadTx& tx, TenantId tenant) {
  return tx.scalar<std::int64_t>(kLastHead, tenant).value_or(0);
}

std::vector<HeadRow> heads_from(db::ReadTx& tx, TenantId tenant, std::int64_t seq) {
  static const std::string kSql =
      "select " + db::columns<HeadRow>() +
      " from journal_heads where tenant_id = :tenant and seq >= :seq order by seq";
  return tx.all<HeadRow>(kSql, tenant, seq);
}

void each_entry(db::ReadTx& tx, TenantId tenant, std::int64_t after,
                const std::function<bool(const EntryRow&)>& on_entry) {
  static const std::string kSql =
      "select " + db::columns<EntryRow>() +
      " from journal_entries where tenant_id = :tenant and seq > :after order by seq";
  tx.each<EntryRow>(kSql, on_entry, tenant, after);
}

std::vector<EntryRow> entries_after(db::ReadTx& tx, TenantId tenant, std::int64_t after, int limit) {
  static const std::string kSql =
      "select " + db::columns<EntryRow>() +
      " from journal_entries where tenant_id = :tenant and seq > :after order by seq limit :limit";
  return tx.all<EntryRow>(kSql, tenant, after, limit);
}

std::vector<EntryRow> entries_about(db::ReadTx& tx, TenantId tenant, const Subject& subject,
                                    std::int64_t after, int limit) {
  static const std::string kSql =
      "select " + db::columns<EntryRow>("e") +
      " from journal_subjects s join journal_entries e on e.tenant_id = s.tenant_id and e.seq = s.seq"
      " where s.tenant_id = :tenant and s.subject_kind = :kind and s.subject_id = :id and s.seq > :after "
      "order by s.seq limit :limit";
  return tx.all<EntryRow>(kSql, tenant, subject.kind, subject.id, after, limit);
}

constexpr std::string_view kSubjectsAfter =
    "select seq, subjects from journal_entries where tenant_id = :tenant and seq > :after order by seq limit "
    ":limit";
std::vector<SubjectsOfEntry> subjects_after(db::ReadTx& tx, TenantId tenant, std::int64_t after, int limit) {
  return tx.all<SubjectsOfEntry>(kSubjectsAfter, tenant, after, limit);
}

constexpr std::string_view kNextTenant =
    "select min(tenant_id) from journal_entries where tenant_id > :after";
std::optional<TenantId> next_tenant(db::ReadTx& tx, TenantId after) {
  return tx.scalar<TenantId>(kNextTenant, after);
}

std::int64_t first_recorded(db::ReadTx& tx, TenantId tenant, Instant at) {
  constexpr std::string_view kSql =
      "select recorded_at from journal_entries where tenant_id = :tenant and seq >= :seq order by seq limit "
      "1";
  constexpr std::string_view kLast = "select max(seq) from journal_entries where tenant_id = :tenant";
  std::int64_t low = 0;
  std::int64_t high = tx.scalar<std::int64_t>(kLast, tenant).value_or(-1) + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (tx.scalar<std::int64_t>(kSql, tenant, middle).value_or(at.ms()) < at.ms())
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

std::vector<Lateness> lateness(db::ReadTx& tx, TenantId tenant, std::int64_t first, std::int64_t end,
                               DurationMs limit) {
  constexpr std::string_view kSql =
      "select kind, count(*) as entries, sum(case when recorded_at - occurred_at > :limit then 1 else 0 end) "
      "as late "
      "from journal_entries where tenant_id = :tenant and seq >= :first and seq < :end group by kind "
      "order by 3 desc, kind";
  return tx.all<Lateness>(kSql, limit, tenant, first, end);
}

}  // namespace manyi::journal::store
