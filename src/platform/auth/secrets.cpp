// Passwords, tokens and CSRF values.
// Owns the parameters of argon2id.
#include "platform/auth/secrets.h"

#include <sodium.h>

#include <stdexcept>

namespace manyi::auth {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19 * 1024 * 1024;
constexpr std::size_t kShortest = 8;
constexpr std::size_t kLongest = 256;

void need_sodium() {
  static const int ready = sodium_init();
  if (ready < 0) throw std::runtime_error("libsodium cannot start");
}

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string text(size * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, size);
  text.pop_back();
  return text;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool matches(const char* stored, std::string_view password) {
  return crypto_pwhash_str_verify(stored, password.data(), password.size()) == 0;
}

}  // namespace

Result<std::string> hash_password(std::string_view password) {
  need_sodium();
  if (password.size() < kShortest) return invalid("/password", "too_short", "needs at least 8 characters");
  if (password.size() > kLongest) return invalid("/password", "too_long", "has more than 256 bytes");
  char stored[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(stored, password.data(), password.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return unavailable("out_of_memory", "not enough memory to hash a password");
  }
  return std::string(stored);
}

bool verify_password(std::string_view stored, std::string_view password) {
  need_sodium();
  if (password.size() > kLongest) return false;
  if (stored.empty() || stored.size() >= crypto_pwhash_STRBYTES) {
    static const std::string nobody = hash_password(random_token()).value();
    matches(nobody.c_str(), password);
    return false;
  }
  return matches(std::string(stored).c_str(), password);
}

bool needs_rehash(std::string_view stored) {
  need_sodium();
  return crypto_pwhash_str_needs_rehash(std::string(stored).c_str(), kPasses, kMemory) != 0;
}

std::string random_token() {
  need_sodium();
  unsigned char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_ENCODED_LEN(sizeof bytes, kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, sizeof bytes, kVariant);
  text.pop_back();
  return text;
}

std::string token_hash(std::string_view token) { return digest_hex(token); }

bool equal_secrets(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string digest_hex(std::string_view bytes) {
  need_sodium();
  unsigned char out[crypto_generichash_BYTES];
  crypto_generichash(out, sizeof out, bytes_of(bytes), bytes.size(), nullptr, 0);
  return hex(out, sizeof out);
}

Csrf::Key Csrf::key_from(std::string_view installation_secret) {
  need_sodium();
  Key key;
  constexpr std::string_view kPurpose = "manyi csrf v1";
  const std::string input = std::string(kPurpose) + '\0' + std::string(installation_secret);
  crypto_generichash(key.data(), key.size(), bytes_of(input), input.size(), nullptr, 0);
  return key;
}

Csrf::Key Csrf::random_key() {
  need_sodium();
  Key key;
  randombytes_buf(key.data(), key.size());
  return key;
}

std::string Csrf::token(SessionId session) const {
  need_sodium();
  const auto text = session.text();
  unsigned char out[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256(out, bytes_of(text), text.size(), key_.data());
  return hex(out, sizeof out);
}

bool Csrf::valid(SessionId session, std::string_view token) const {
  return equal_secrets(this->token(session), token);
}

namespace {
std::string cookie(std::string_view value, std::int64_t max_age_s, CookieTransport transport) {
  std::string text(kSessionCookie);
  text.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Lax; Max-Age=");
  text.append(std::to_string(max_age_s));
  if (transport == CookieTransport::kSecure) text.append("; Secure");
  return text;
}
}  // namespace

std::string session_cookie(std::string_view token, std::int64_t max_age_s, CookieTransport transport) {
  return cookie(token, max_age_s, transport);
}

std::string expired_session_cookie(CookieTransport transport) { return cookie("", 0, transport); }

}  // namespace manyi::auth
