// What is indexed beside plain words, and how a query is put to the index.
// Owns the scope of tokens: tenant and kind are part of each, so that none is found by another.
#include "platform/search/search.h"

#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <unordered_set>

#include "platform/search/store.h"

namespace manyi::search {
namespace {

constexpr std::size_t kMaxTokens = 2000;
constexpr std::size_t kFewTokens = 32;  // compared one by one
constexpr std::size_t kMaxQueryTokens = 12;
// A beginning is merged from the lists of all words it covers: "sn" over 400k serials cost 140 ms.
constexpr std::size_t kShortestBeginning = 3;

bool ascii(std::string_view token) {
  return std::all_of(token.begin(), token.end(), [](unsigned char c) { return c < 0x80; });
}
bool has_digit(std::string_view token) {
  return std::any_of(token.begin(), token.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Digits of a phone number without country code.
std::string phone_digits(std::string_view phone) {
  std::string digits;
  for (const char c : phone)
    if (c >= '0' && c <= '9') digits += c;
  if (digits.starts_with("0086"))
    digits.erase(0, 4);
  else if (digits.size() == 13 && digits.starts_with("86"))
    digits.erase(0, 2);
  return digits;
}

/// Stands for the number in the index, which does not hold it in clear.
std::string phone_token(TenantId tenant, const std::string& digits) {
  const std::string text = "phone " + std::to_string(tenant.value()) + " " + digits;
  unsigned char digest[crypto_generichash_BYTES_MIN];
  crypto_generichash(digest, sizeof digest, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     nullptr, 0);
  char hex[2 * sizeof digest + 1];
  sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
  return std::string("phone") + hex;
}

/// "SN-12/34" is found by its parts (the tokens), by "sn1234" and by its last characters.
void add_serials(std::string_view text, std::vector<std::string>& tokens) {
  const auto joiner = [](char c) { return c == '-' || c == '/' || c == '.' || c == '_'; };
  const auto plain = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t at = 0; at < text.size();) {
    if (!plain(text[at])) {
      ++at;
      continue;
    }
    std::string joined;
    bool parts = false;
    for (; at < text.size() &&
           (plain(text[at]) || (joiner(text[at]) && at + 1 < text.size() && plain(text[at + 1])));
         ++at) {
      if (plain(text[at]))
        joined += static_cast<char>(std::tolower(static_cast<unsigned char>(text[at])));
      else
        parts = true;
    }
    if (!has_digit(joined) || joined.size() > 40) continue;
    if (parts) tokens.push_back(joined);
    if (joined.size() >= 8)
      for (const std::size_t tail : {4, 6}) tokens.push_back(joined.substr(joined.size() - tail));
  }
}

std::vector<std::string> document_tokens(TenantId tenant, const Document& document) {
  std::vector<std::string> tokens = tokens_of(document.text);
  add_serials(document.text, tokens);
  for (const std::string& phone : document.phones) {
    const std::string digits = phone_digits(phone);
    if (digits.size() < 4) continue;
    tokens.push_back(phone_token(tenant, digits));
    tokens.push_back(digits.substr(digits.size() - 4));
  }
  // `distinct` does not grow past what it reserves, so that `seen` may point into it.
  std::vector<std::string> distinct;
  distinct.reserve(tokens.size());
  std::unordered_set<std::string_view> seen;
  for (std::string& token : tokens) {
    if (distinct.size() >= kMaxTokens) break;
    const bool known = distinct.size() < kFewTokens
                           ? std::find(distinct.begin(), distinct.end(), token) != distinct.end()
                           : seen.contains(token);
    if (known) continue;
    distinct.push_back(std::move(token));
    if (distinct.size() == kFewTokens)
      seen.insert(distinct.begin(), distinct.end());
    else if (distinct.size() > kFewTokens)
      seen.insert(distinct.back());
  }
  return distinct;
}

/// Kinds hold letters only and the tenant's text begins with a digit, so no two scopes are alike.
std::string scope_of(TenantId tenant, std::string_view kind) {
  std::string scope;
  for (const char c : kind)
    if (c >= 'a' && c <= 'z') scope += c;
  return scope + tenant.text();
}

std::string join(const std::vector<std::string>& tokens) {
  std::string text;
  text.reserve(tokens.size() * 8);
  for (const std::string& token : tokens) {
    if (!text.empty()) text += ' ';
    text += token;
  }
  return text;
}

std::string scoped(std::string_view tokens, const std::string& scope) {
  std::string text;
  const auto words = static_cast<std::size_t>(std::count(tokens.begin(), tokens.end(), ' ')) + 1;
  text.reserve(tokens.size() + words * scope.size());
  for (std::size_t at = 0; at < tokens.size();) {
    const auto end = std::min(tokens.find(' ', at), tokens.size());
    if (!text.empty()) text += ' ';
    (text += scope) += tokens.substr(at, end - at);
    at = end + 1;
  }
  return text;
}

}  // namespace

Result<void> Search::add(db::Tx& tx, TenantId tenant, std::string_view kind, std::int64_t id,
                         const Document& document) {
  const std::string tokens = join(document_tokens(tenant, document));
  return store::add(tx, tenant, kind, id, tokens, scoped(tokens, scope_of(tenant, kind)));
}

Result<void> Search::put(db::Tx& tx, TenantId tenant, std::string_view kind, std::int64_t id,
                         const Document& document) {
  const std::string tokens = join(document_tokens(tenant, document));
  const std::string scope = scope_of(tenant, kind);
  const auto old = store::tokens(tx, tenant, id);
  if (old == tokens) return {};
  std::optional<std::string> old_scoped;
  if (old) old_scoped = scoped(*old, scope);
  return store::put(tx, tenant, std::string(kind), id, tokens, scoped(tokens, scope), old_scoped);
}

Result<void> Search::remove(db::Tx& tx, TenantId tenant, std::string_view kind, std::int64_t id) {
  const auto old = store::tokens(tx, tenant, id);
  std::optional<std::string> old_scoped;
  if (old) old_scoped = scoped(*old, scope_of(tenant, kind));
  return store::remove(tx, tenant, id, old_scoped);
}

Result<bool> Search::scrub(db::Tx& tx, Scrub piece) {
  if (tx.dialect() != db::Dialect::kSqlite) return true;  // an updated row of PostgreSQL keeps no old words
  return store::scrub(tx, piece == Scrub::kFirst);
}

std::vector<Hit> Search::find(db::ReadTx& tx, TenantId tenant, std::string_view query,
                              const std::vector<std::string>& kinds, int limit) const {
  std::vector<std::string> words = tokens_of(query);
  if (words.size() > kMaxQueryTokens) words.resize(kMaxQueryTokens);
  if (words.empty() || kinds.empty() || limit <= 0) return {};
  std::vector<std::vector<std::string>> ways{words};
  const bool only_phone = query.find_first_not_of("+-() 0123456789") == std::string_view::npos;
  if (const std::string digits = phone_digits(query); only_phone && digits.size() >= 7)
    ways.push_back({phone_token(tenant, digits)});

  const bool sqlite = tx.dialect() == db::Dialect::kSqlite;
  std::string text;
  for (const std::string& kind : kinds) {
    const std::string scope = scope_of(tenant, kind);
    for (const auto& way : ways) {
      if (!text.empty()) text += sqlite ? " OR " : " | ";
      text += '(';
      for (std::size_t i = 0; i < way.size(); ++i) {
        const bool beginning = ascii(way[i]) && way[i].size() >= kShortestBeginning;
        if (i > 0) text += sqlite ? " AND " : " & ";
        text += sqlite ? '"' : '\'';
        text += scope + way[i];
        text += sqlite ? '"' : '\'';
        if (beginning) text += sqlite ? " *" : ":*";
      }
      text += ')';
    }
  }
  std::vector<Hit> hits;
  for (auto& found : store::find(tx, tenant, text, limit)) hits.push_back({std::move(found.kind), found.id});
  return hits;
}

}  // namespace manyi::search
