// Passwords, random tokens and the CSRF check value, by libsodium.
// Owns how secrets are made, stored and compared; never logs or keeps one in clear.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/auth/caller.h"

namespace manyi::auth {

/// Hashes with argon2id, 2 passes over 19 MiB: about 17 ms of CPU. Call it off the lane.
/// \errors kInvalid when shorter than 8 or longer than 256 bytes; kUnavailable without memory
Result<std::string> hash_password(std::string_view password);

/// Verifies in the same time whether or not the account exists: pass an empty `stored` for
/// an unknown log-in and the work is done all the same.
bool verify_password(std::string_view stored, std::string_view password);

/// True when `stored` was made with weaker parameters than today's.
bool needs_rehash(std::string_view stored);

/// 32 random bytes as 43 characters of URL-safe base64.
std::string random_token();

/// What is stored in place of a token: hex of its BLAKE2b-256.
std::string token_hash(std::string_view token);

/// Compares in constant time.
bool equal_secrets(std::string_view a, std::string_view b);

/// Hex of BLAKE2b-256 over any bytes; for fingerprints of requests and files.
std::string digest_hex(std::string_view bytes);

/// Makes and checks the X-CSRF-Token of cookie sessions: an HMAC of the session's id.
class Csrf {
 public:
  using Key = std::array<unsigned char, 32>;
  explicit Csrf(const Key& key) : key_(key) {}
  /// A key derived from the installation's secret.
  static Key key_from(std::string_view installation_secret);
  static Key random_key();
  std::string token(SessionId session) const;
  bool valid(SessionId session, std::string_view token) const;

 private:
  Key key_;
};

/// The session cookie. `secure` belongs to installations reached by https.
enum class CookieTransport { kPlain, kSecure };
inline constexpr std::string_view kSessionCookie = "manyi_session";
std::string session_cookie(std::string_view token, std::int64_t max_age_s, CookieTransport transport);
std::string expired_session_cookie(CookieTransport transport);

}  // namespace manyi::auth
