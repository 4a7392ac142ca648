// The chain: appending, signing, walking.
// Owns the canonical form over which hashes and signatures are made.
#include "platform/journal/journal.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <utility>

#include "platform/journal/store.h"

namespace manyi::journal {
namespace {

const std::string kNoHash(2 * crypto_hash_sha256_BYTES, '0');  // stands before the first entry

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string text(2 * size + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, size);
  text.pop_back();
  return text;
}

/// Bytes of a hex text of exactly that size. \errors nullopt
std::optional<std::string> unhex(std::string_view text, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t read = 0;
  if (text.size() != 2 * size ||
      sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), size, text.data(), text.size(), nullptr,
                     &read, nullptr) != 0 ||
      read != size)
    return std::nullopt;
  return bytes;
}

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// SHA-256 over one field per line. No field but the last could hold a line break, and none does:
/// append() sees to it. Anyone can compute this with a shell.
std::string entry_hash(std::string_view previous, const store::EntryRow& row) {
  std::string text;
  text.reserve(300 + row.data.size());
  const auto line = [&](std::string_view field) { (text += field) += '\n'; };
  line("manyi-journal-1");
  line(previous);
  line(std::to_string(row.tenant_id.value()));
  line(std::to_string(row.seq));
  line(std::to_string(row.recorded_at.ms()));
  line(std::to_string(row.occurred_at.ms()));
  line(enum_name(row.occurred_precision));
  line(std::to_string(row.actor_id.value()));
  line(row.kind);
  line(std::to_string(row.schema_version));
  line(row.subjects);
  line(row.data);
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(digest, bytes_of(text), text.size());
  return hex(digest, sizeof digest);
}

std::string head_message(const Head& head) {
  return head.format + "\n" + std::to_string(head.tenant) + "\n" + std::to_string(head.seq) + "\n" +
         head.hash + "\n" + std::to_string(head.signed_at.ms()) + "\n";
}

bool plain_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return c > ' ' && c != ':' && c != 0x7f; });
}

std::string subjects_text(const std::vector<Subject>& subjects) {
  std::string text;
  for (const Subject& s : subjects) {
    if (!text.empty()) text += ' ';
    text += s.kind + ":" + std::to_string(s.id);
  }
  return text;
}

std::vector<Subject> parse_subjects(std::string_view text) {
  std::vector<Subject> subjects;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    const auto colon = word.find(':');
    if (colon != std::string_view::npos)
      subjects.push_back({std::string(word.substr(0, colon)),
                          std::strtoll(std::string(word.substr(colon + 1)).c_str(), nullptr, 10)});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return subjects;
}

std::vector<Entry> to_entries(std::vector<store::EntryRow> rows) {
  std::vector<Entry> entries;
  entries.reserve(rows.size());
  for (store::EntryRow& row : rows)
    entries.push_back({row.tenant_id, row.seq, row.recorded_at, row.occurred_at, row.occurred_precision,
                       row.actor_id, std::move(row.kind), row.schema_version, parse_subjects(row.subjects),
                       RawJson{std::move(row.data)}, std::move(row.hash)});
  return entries;
}

Head to_head(const store::HeadRow& row) {
  Head head;
  head.tenant = row.tenant_id.value();
  head.seq = row.seq;
  head.hash = row.hash;
  head.signed_at = row.signed_at;
  head.public_key = row.public_key;
  head.signature = row.signature;
  return head;
}

Result<std::string> read_or_make_seed(const std::string& key_file) {
  std::string seed(crypto_sign_SEEDBYTES, '\0');
  if (key_file.empty()) {
    randombytes_buf(seed.data(), seed.size());
    return seed;
  }
  if (std::ifstream in(key_file); in) {
    std::string text;
    in >> text;
    auto read = unhex(text, crypto_sign_SEEDBYTES);
    if (!read) return malformed("journal.key", "The signing key's file holds no key: " + key_file);
    return std::move(*read);
  }
  randombytes_buf(seed.data(), seed.size());
  const int file = ::open(key_file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0) return unavailable("journal.key", "The signing key cannot be written: " + key_file);
  const std::string text = hex(bytes_of(seed), seed.size()) + "\n";
  const bool written =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  if (::close(file) != 0 || !written)
    return unavailable("journal.key", "The signing key cannot be written: " + key_file);
  return seed;
}

}  // namespace

Result<std::unique_ptr<Journal>> Journal::open(const std::string& key_file) {
  if (sodium_init() < 0) return internal_error("libsodium does not start");
  MANYI_TRY(const std::string seed, read_or_make_seed(key_file));
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
  unsigned char secret_key[crypto_sign_SECRETKEYBYTES];
  crypto_sign_seed_keypair(public_key, secret_key, bytes_of(seed));
  std::unique_ptr<Journal> journal(new Journal);
  journal->public_key_ = hex(public_key, sizeof public_key);
  journal->secret_key_.assign(reinterpret_cast<const char*>(secret_key), sizeof secret_key);
  return journal;
}

Result<std::int64_t> Journal::append(db::Tx& tx, const Actor& actor, const Draft& draft) {
  if (!plain_word(draft.kind))
    return invalid("/kind", "journal.kind", "The kind of a journal entry is one word.");
  for (const Subject& s : draft.subjects)
    if (!plain_word(s.kind))
      return invalid("/subjects", "journal.subject", "The kind of a subject is one word.");
  if (draft.data.find_first_of("\r\n") != std::string::npos)
    return invalid("/data", "journal.data", "The data of a journal entry is one line of JSON.");

  const std::int64_t tenant = actor.tenant.value();
  Chain chain;
  {
    const std::lock_guard lock(mutex_);
    chain = chains_[tenant];
  }
  const Chain before = chain;
  if (chain.batch != tx.batch()) {
    // Another process may have written meanwhile: the chain is what the database says, read once
    // per transaction, under the writer's lock. The first writer of a transaction tells of its end.
    auto last = store::last_position(tx, actor.tenant);
    chain.batch = tx.batch();
    chain.seq = last ? last->seq : 0;
    chain.hash = last ? std::move(last->hash) : kNoHash;
    tx.after_commit([this, tenant, first = chain.seq + 1] {
      std::int64_t reached = 0;
      {
        const std::lock_guard lock(mutex_);
        reached = chains_[tenant].seq;
        announced_[tenant] = std::max(announced_[tenant], reached);
      }
      for (const auto& listener : listeners_) listener(TenantId(tenant), first, reached);
    });
  }
  std::vector<Subject> subjects;
  for (const Subject& s : draft.subjects)
    if (std::find(subjects.begin(), subjects.end(), s) == subjects.end()) subjects.push_back(s);

  store::EntryRow row;
  row.tenant_id = actor.tenant;
  row.seq = chain.seq + 1;
  row.recorded_at = tx.now();
  row.occurred_at = draft.occurred_at.value_or(tx.now());
  row.occurred_precision = draft.precision;
  row.actor_id = actor.user;
  row.kind = draft.kind;
  row.schema_version = draft.schema;
  row.subjects = subjects_text(subjects);
  row.data = draft.data;
  row.hash = entry_hash(chain.hash, row);
  MANYI_CHECK(store::insert_entry(tx, row));
  for (const Subject& s : subjects) MANYI_CHECK(store::insert_subject(tx, actor.tenant, s, row.seq));

  tx.on_rollback([this, tenant, before] {
    const std::lock_guard lock(mutex_);
    chains_[tenant] = before;
  });
  chain.seq = row.seq;
  chain.hash = std::move(row.hash);
  {
    const std::lock_guard lock(mutex_);
    chains_[tenant] = std::move(chain);
  }
  tx.wrote_seq(row.seq);
  return row.seq;
}

void Journal::on_committed(std::function<void(TenantId, std::int64_t, std::int64_t)> listener) {
  listeners_.push_back(std::move(listener));
}

void Journal::announce_outside(db::ReadTx& tx) {
  for (const TenantId tenant : tenants(tx)) {
    const std::int64_t last = last_seq(tx, tenant);
    std::int64_t told = 0;
    {
      const std::lock_guard lock(mutex_);
      told = std::exchange(announced_[tenant.value()], std::max(announced_[tenant.value()], last));
    }
    if (told >= last) continue;
    for (const auto& listener : listeners_) listener(tenant, told + 1, last);
  }
}

Head Journal::sign(TenantId tenant, std::int64_t seq, const std::string& hash, Instant at) const {
  Head head;
  head.tenant = tenant.value();
  head.seq = seq;
  head.hash = hash;
  head.signed_at = at;
  head.public_key = public_key_;
  const std::string message = head_message(head);
  unsigned char signature[crypto_sign_BYTES];
  crypto_sign_detached(signature, nullptr, bytes_of(message), message.size(), bytes_of(secret_key_));
  head.signature = hex(signature, sizeof signature);
  return head;
}

Result<int> Journal::sign_heads(db::Database& database) {
  std::vector<TenantId> grown;
  database.read([&](db::ReadTx& tx) {
    for (const TenantId tenant : tenants(tx))
      if (last_seq(tx, tenant) > store::last_head_seq(tx, tenant)) grown.push_back(tenant);
  });
  for (const TenantId tenant : grown) {
    MANYI_CHECK(database.write(tenant, [&](db::Tx& tx) -> Result<void> {
      const auto last = store::last_position(tx, tenant);
      if (!last || last->seq <= store::last_head_seq(tx, tenant)) return {};
      const Head head = sign(tenant, last->seq, last->hash, tx.now());
      return store::insert_head(
          tx, {tenant, head.seq, head.hash, head.signed_at, head.public_key, head.signature});
    }));
  }
  return static_cast<int>(grown.size());
}

Result<Head> Journal::export_head(db::ReadTx& tx, TenantId tenant) const {
  const auto last = store::last_position(tx, tenant);
  if (!last) return not_found("journal.empty", "The journal has no entries.");
  return sign(tenant, last->seq, last->hash, tx.now());
}

bool signature_holds(const Head& head) {
  const auto key = unhex(head.public_key, crypto_sign_PUBLICKEYBYTES);
  const auto signature = unhex(head.signature, crypto_sign_BYTES);
  if (!key || !signature || head.format != Head().format) return false;
  const std::string message = head_message(head);
  return crypto_sign_verify_detached(bytes_of(*signature), bytes_of(message), message.size(),
                                     bytes_of(*key)) == 0;
}

Verification Journal::verify(db::ReadTx& tx, TenantId tenant, const std::optional<Head>& from) const {
  Verification report;
  const auto broken = [&](std::int64_t seq, std::string reason, std::string detail) {
    report.first_break = Break{seq, std::move(reason), std::move(detail)};
    return report;
  };
  std::string previous = kNoHash;
  if (from) {
    report.from_seq = report.to_seq = from->seq;
    if (from->tenant != tenant.value())
      return broken(from->seq, "head_key", "The exported head belongs to another tenant.");
    if (!signature_holds(*from))
      return broken(from->seq, "head_signature", "The exported head's signature does not hold.");
    const auto hash = store::hash_at(tx, tenant, from->seq);
    if (!hash) return broken(from->seq, "truncated", "The journal ends before the exported head.");
    if (*hash != from->hash)
      return broken(from->seq, "head_hash", "The entry differs from the exported head.");
    previous = *hash;
  }
  const auto heads = store::heads_from(tx, tenant, report.from_seq);
  auto head = heads.begin();
  const auto check_heads = [&](std::int64_t seq, const std::string& hash) {
    for (; head != heads.end() && head->seq == seq; ++head) {
      if (!signature_holds(to_head(*head)))
        return broken(seq, "head_signature", "A stored head's signature does not hold."), false;
      if (head->public_key != public_key_)
        return broken(seq, "head_key", "A stored head was signed by another key."), false;
      if (head->hash != hash)
        return broken(seq, "head_hash", "The entry differs from the head that was signed."), false;
      ++report.heads;
    }
    return true;
  };
  if (from && !check_heads(from->seq, previous)) return report;
  store::each_entry(tx, tenant, report.from_seq, [&](const store::EntryRow& row) {
    const std::int64_t expected = report.to_seq + 1;
    if (row.seq != expected) {
      broken(expected, "gap", "The entry is missing; the next one is " + std::to_string(row.seq) + ".");
      return false;
    }
    if (entry_hash(previous, row) != row.hash) {
      broken(row.seq, "hash", "The entry's content does not fit its hash.");
      return false;
    }
    if (!check_heads(row.seq, row.hash)) return false;
    previous = row.hash;
    report.to_seq = row.seq;
    ++report.entries;
    return true;
  });
  if (report.ok() && head != heads.end())
    return broken(report.to_seq + 1, "truncated",
                  "Entries up to " + std::to_string(heads.back().seq) + " were signed and are gone.");
  return report;
}

std::vector<Entry> timeline(db::ReadTx& tx, TenantId tenant, const Subject& subject, std::int64_t after,
                            int limit) {
  return to_entries(store::entries_about(tx, tenant, subject, after, limit));
}

std::vector<Entry> entries_after(db::ReadTx& tx, TenantId tenant, std::int64_t after, int limit) {
  return to_entries(store::entries_after(tx, tenant, after, limit));
}

std::int64_t last_seq(db::ReadTx& tx, TenantId tenant) {
  const auto last = store::last_position(tx, tenant);
  return last ? last->seq : 0;
}

Subjects subjects_after(db::ReadTx& tx, TenantId tenant, std::int64_t after, int limit) {
  Subjects out;
  out.reached = after;
  std::set<std::pair<std::string, std::int64_t>> seen;
  for (const auto& row : store::subjects_after(tx, tenant, after, limit)) {
    out.reached = row.seq;
    for (Subject& s : parse_subjects(row.subjects))
      if (seen.emplace(s.kind, s.id).second) out.subjects.push_back(std::move(s));
  }
  return out;
}

std::vector<Lateness> lateness(db::ReadTx& tx, TenantId tenant, Instant from, Instant to, DurationMs limit) {
  return store::lateness(tx, tenant, store::first_recorded(tx, tenant, from),
                         store::first_recorded(tx, tenant, to), limit);
}

std::vector<TenantId> tenants(db::ReadTx& tx) {
  std::vector<TenantId> all;
  for (auto next = store::next_tenant(tx, TenantId(0)); next; next = store::next_tenant(tx, *next))
    all.push_back(*next);
  return all;
}

}  // namespace manyi::journal
