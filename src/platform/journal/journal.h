// The journal: one append-only, hash-chained log per tenant, written in the caller's Tx.
// Owns the chain, its signed heads, the timeline of each subject and the proof of the whole.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/describe.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "platform/db/db.h"

namespace manyi::journal {

/// Who did it. User 0 is the program itself.
struct Actor {
  TenantId tenant;
  UserId user;
};

/// What an entry is about: "work_order" 42.
struct Subject {
  std::string kind;
  std::int64_t id = 0;
  bool operator==(const Subject&) const = default;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (kind, id))

/// How exactly `occurred_at` is known: imports may know the day alone.
enum class Precision { kInstant, kDay };
BOOST_DESCRIBE_ENUM(Precision, kInstant, kDay)

/// What is about to be written. `data` is one line of JSON: ids, enums, numbers, amounts, times;
/// never names, phone numbers or free text.
struct Draft {
  std::string kind;
  int schema = 1;
  std::vector<Subject> subjects = {};
  std::string data = "{}";
  std::optional<Instant> occurred_at = {};  // none: now
  Precision precision = Precision::kInstant;
};

struct Entry {
  TenantId tenant;
  std::int64_t seq = 0;
  Instant recorded_at;
  Instant occurred_at;
  Precision precision = Precision::kInstant;
  UserId actor;
  std::string kind;
  std::int64_t schema = 1;
  std::vector<Subject> subjects;
  RawJson data;
  std::string hash;
};

/// A signed statement of where a tenant's chain stands; enough to prove later that nothing before
/// it has changed. Self-contained: the key is in it, its owner is to be asked which key is his.
struct Head {
  std::string format = "manyi-journal-head-1";
  std::int64_t tenant = 0;
  std::int64_t seq = 0;
  std::string hash;
  Instant signed_at;
  std::string public_key;
  std::string signature;
};
BOOST_DESCRIBE_STRUCT(Head, (), (format, tenant, seq, hash, signed_at, public_key, signature))

/// The first place where the chain does not hold.
struct Break {
  std::int64_t seq = 0;
  std::string reason;  // "gap", "hash", "head_hash", "head_signature", "head_key", "truncated"
  std::string detail;
};

struct Verification {
  std::int64_t from_seq = 0;  // entries after this one were walked
  std::int64_t to_seq = 0;
  std::int64_t entries = 0;
  std::int64_t heads = 0;
  std::optional<Break> first_break;
  bool ok() const { return !first_break.has_value(); }
};

/// Thread-safe. One per Database.
class Journal {
 public:
  /// Reads the installation's signing key, or makes one (file mode 0600). An empty name keeps the
  /// key in memory only, for tests.
  /// \errors kUnavailable when the file cannot be read or written; kMalformed when it is no key.
  static Result<std::unique_ptr<Journal>> open(const std::string& key_file);

  /// Appends in the caller's transaction. Returns the entry's position.
  /// \errors kInvalid for a kind or subject with a space or control character, or data of several lines.
  Result<std::int64_t> append(db::Tx& tx, const Actor& actor, const Draft& draft);

  /// Called after the durable COMMIT, on the lane's thread or on that of announce_outside: entries
  /// first..last of the tenant are new; the same entry may be told twice. Register before the first
  /// write. Must be quick.
  void on_committed(std::function<void(TenantId, std::int64_t first, std::int64_t last)> listener);

  /// Tells the listeners what other processes have committed since they were last told, whatever the
  /// tenant. To be called now and then by a process that serves.
  void announce_outside(db::ReadTx& tx);

  /// Signs the present head of each tenant whose chain has grown since its last signed head.
  /// Returns how many were signed.
  Result<int> sign_heads(db::Database& database);

  /// The present head, signed, for keeping outside. \errors kNotFound when the tenant has no entries.
  Result<Head> export_head(db::ReadTx& tx, TenantId tenant) const;

  /// Walks the chain from its beginning, or from an exported head onward, and checks every entry
  /// and every signed head in reach. Streams: memory does not grow with the journal.
  Verification verify(db::ReadTx& tx, TenantId tenant, const std::optional<Head>& from = std::nullopt) const;

  const std::string& public_key() const { return public_key_; }

 private:
  struct Chain {
    std::int64_t batch = 0;  // of the transaction that read or wrote it last
    std::int64_t seq = 0;
    std::string hash;
  };
  Journal() = default;
  Head sign(TenantId tenant, std::int64_t seq, const std::string& hash, Instant at) const;

  std::string public_key_;
  std::string secret_key_;
  std::mutex mutex_;
  std::unordered_map<std::int64_t, Chain> chains_;
  std::unordered_map<std::int64_t, std::int64_t> announced_;  // guarded by mutex_
  std::vector<std::function<void(TenantId, std::int64_t, std::int64_t)>> listeners_;
};

/// Entries about one subject with seq > after, ascending.
std::vector<Entry> timeline(db::ReadTx& tx, TenantId tenant, const Subject& subject, std::int64_t after,
                            int limit);
/// Entries with seq > after, ascending.
std::vector<Entry> entries_after(db::ReadTx& tx, TenantId tenant, std::int64_t after, int limit);
/// The last position; 0 when empty.
std::int64_t last_seq(db::ReadTx& tx, TenantId tenant);

struct Subjects {
  std::vector<Subject> subjects;  // distinct
  std::int64_t reached = 0;       // the last entry looked at; `after` when there was none
};
/// What the entries after a position are about, looking at no more than `limit` entries.
Subjects subjects_after(db::ReadTx& tx, TenantId tenant, std::int64_t after, int limit);

struct Lateness {
  std::string kind;
  std::int64_t entries = 0;
  std::int64_t late = 0;
};
BOOST_DESCRIBE_STRUCT(Lateness, (), (kind, entries, late))
/// Per kind, how many entries recorded in [from, to) had happened more than `limit` before; most late first.
std::vector<Lateness> lateness(db::ReadTx& tx, TenantId tenant, Instant from, Instant to, DurationMs limit);

/// Tenants that have entries, ascending.
std::vector<TenantId> tenants(db::ReadTx& tx);

/// Tells whether a head's signature is its key's own, whoever owns it.
bool signature_holds(const Head& head);

}  // namespace manyi::journal
