// Keeps the secrets of channels so that a copy of the database gives none away.
// Owns the key that is derived from the installation's.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace manyi::notify {

class Seal {
 public:
  explicit Seal(std::string_view installation_secret);
  /// Base64 of nonce and ciphertext; "" for "".
  std::string close(std::string_view text) const;
  /// \errors nullopt when it was not closed with this installation's key
  std::optional<std::string> open(std::string_view sealed) const;

 private:
  std::array<unsigned char, 32> key_{};
};

}  // namespace manyi::notify
