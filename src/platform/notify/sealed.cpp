// Secret boxes of libsodium.
// Owns the form of what is stored: base64(nonce ++ box).
#include "platform/notify/sealed.h"

#include <sodium.h>

#include <stdexcept>
#include <vector>

namespace manyi::notify {
namespace {
constexpr auto kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::string_view kPurpose = "manyi notification channels";
}  // namespace

static_assert(crypto_secretbox_KEYBYTES == 32);

Seal::Seal(std::string_view secret) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, key_.size());
  for (const auto part : {kPurpose, secret})
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  crypto_generichash_final(&state, key_.data(), key_.size());
}

std::string Seal::close(std::string_view text) const {
  if (text.empty()) return {};
  std::vector<unsigned char> bytes(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size());
  randombytes_buf(bytes.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(bytes.data() + crypto_secretbox_NONCEBYTES,
                        reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data(),
                        key_.data());
  std::string out(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), kVariant);
  out.pop_back();
  return out;
}

std::optional<std::string> Seal::open(std::string_view sealed) const {
  if (sealed.empty()) return std::string();
  std::vector<unsigned char> bytes(sealed.size());
  std::size_t length = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), sealed.data(), sealed.size(), nullptr, &length, nullptr,
                        kVariant) != 0 ||
      length < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
    return std::nullopt;
  std::string text(length - crypto_secretbox_NONCEBYTES - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(text.data()),
                                 bytes.data() + crypto_secretbox_NONCEBYTES,
                                 length - crypto_secretbox_NONCEBYTES, bytes.data(), key_.data()) != 0)
    return std::nullopt;
  return text;
}

}  // namespace manyi::notify
