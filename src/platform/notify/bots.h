// What the group bots of WeCom, DingTalk and Feishu want to be sent, and what they answer.
// Owns their bodies, signatures, mentions, limits and error codes. Pure: no network, no clock.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"

namespace manyi::notify {

enum class ChannelKind { kWecom, kDingtalk, kFeishu };
BOOST_DESCRIBE_ENUM(ChannelKind, kWecom, kDingtalk, kFeishu)

struct BotMessage {
  std::string text;
  std::vector<std::string> mentions;  // ids of users as that bot knows them; never phone numbers
};

struct BotRequest {
  std::string url;   // with the signature, where it travels there
  std::string body;  // JSON
};

/// Builds the request that delivers the message. Text over the bot's limit is cut at a character.
/// \param webhook the address that the bot was given, with its key
/// \param secret empty: not signed (WeCom signs never: its key is in the address)
BotRequest build_request(ChannelKind kind, std::string_view webhook, std::string_view secret,
                         const BotMessage& message, Instant at);

/// base64(HMAC-SHA256(key, text)).
std::string hmac_sha256_base64(std::string_view key, std::string_view text);

enum class BotOutcome { kDelivered, kRetry, kRefused };
BOOST_DESCRIBE_ENUM(BotOutcome, kDelivered, kRetry, kRefused)

struct BotAnswer {
  BotOutcome outcome = BotOutcome::kRetry;
  std::int64_t code = 0;  // of the body; 0 when it has none
};

/// Reads the answer. All three answer 200 with a code in the body when they refuse. What may pass by
/// itself (5xx, 429, busy, too fast, codes unknown to us) is to be tried again; a wrong key, signature,
/// key word or message is not.
/// \param status 0: no answer at all
BotAnswer read_answer(ChannelKind kind, int status, std::string_view body);

/// At most `count` messages in any stretch of `window`.
struct RateLimit {
  std::size_t count = 0;
  DurationMs window;
};
/// WeCom and DingTalk 20 a minute, Feishu 100 a minute and 5 a second.
std::span<const RateLimit> rate_limits(ChannelKind kind);

/// The host of an address that a bot may have. Only https, unless `plain_http` is allowed; no user
/// and password in it. \errors empty
enum class Transport { kHttpsOnly, kAnyHttp };
std::string host_of(std::string_view webhook, Transport allowed);

/// False for loopback, private, link-local, shared, documentation, multicast and reserved addresses
/// of both families, and for what is no address at all.
bool is_public_address(std::string_view address);

}  // namespace manyi::notify
