// The three group bots: requests, answers, limits, and which addresses count as public.
// Owns the tables of their error codes.
#include "platform/notify/bots.h"

#include <arpa/inet.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

#include <boost/url.hpp>

#include "base/json.h"

namespace manyi::notify {
namespace {

constexpr std::size_t kLongestWecom = 2048;  // bytes, by its documentation
constexpr std::size_t kLongestOther = 16'000;

std::string cut(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  static constexpr std::string_view kEllipsis = "…";
  std::size_t end = most - kEllipsis.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end).append(kEllipsis);
}

std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) != 0 || letter == '-' || letter == '_' || letter == '.' || letter == '~') {
      out += letter;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

void append_list(std::string& out, const std::vector<std::string>& values) { append_json(out, values); }

BotRequest wecom(std::string_view webhook, const BotMessage& message) {
  std::string body = R"({"msgtype":"text","text":{"content":)";
  append_json_text(body, cut(message.text, kLongestWecom));
  if (!message.mentions.empty()) {
    body += R"(,"mentioned_list":)";
    append_list(body, message.mentions);
  }
  body += "}}";
  return {std::string(webhook), std::move(body)};
}

BotRequest dingtalk(std::string_view webhook, std::string_view secret, const BotMessage& message,
                    Instant at) {
  // DingTalk shows a mention where the text names the user.
  std::string names;
  for (const auto& user : message.mentions) names += (names.empty() ? "\n@" : " @") + user;
  std::string body = R"({"msgtype":"text","text":{"content":)";
  append_json_text(body, cut(message.text, kLongestOther) + names);
  body += R"(},"at":{"atUserIds":)";
  append_list(body, message.mentions);
  body += R"(,"isAtAll":false}})";
  std::string url(webhook);
  if (!secret.empty()) {
    const std::string stamp = std::to_string(at.ms());
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += "timestamp=" + stamp +
           "&sign=" + percent_encoded(hmac_sha256_base64(secret, stamp + "\n" + std::string(secret)));
  }
  return {std::move(url), std::move(body)};
}

BotRequest feishu(std::string_view webhook, std::string_view secret, const BotMessage& message, Instant at) {
  std::string text = cut(message.text, kLongestOther);
  for (const auto& user : message.mentions) text += "<at user_id=\"" + user + "\"></at>";
  std::string body = "{";
  if (!secret.empty()) {
    const std::string stamp = std::to_string(at.ms() / 1000);
    body += "\"timestamp\":\"" + stamp + "\",\"sign\":";
    append_json_text(body, hmac_sha256_base64(stamp + "\n" + std::string(secret), ""));
    body += ',';
  }
  body += R"("msg_type":"text","content":{"text":)";
  append_json_text(body, text);
  body += "}}";
  return {std::string(webhook), std::move(body)};
}

// What the same message will never get past.
constexpr std::array<std::int64_t, 7> kWecomRefuses = {93000, 93004, 93008, 40008, 40058, 44004, 45002};
constexpr std::array<std::int64_t, 8> kDingtalkRefuses = {310000, 300001, 300005, 400013,
                                                          400101, 400102, 400105, 400106};
constexpr std::array<std::int64_t, 6> kFeishuRefuses = {9499, 19001, 19002, 19021, 19022, 19024};

bool refuses(ChannelKind kind, std::int64_t code) {
  const auto in = [code](const auto& codes) { return std::ranges::find(codes, code) != codes.end(); };
  switch (kind) {
    case ChannelKind::kWecom: return in(kWecomRefuses);
    case ChannelKind::kDingtalk: return in(kDingtalkRefuses);
    case ChannelKind::kFeishu: return in(kFeishuRefuses);
  }
  return false;
}

struct Range4 {
  std::uint32_t network;
  int bits;
};
constexpr Range4 kNotPublic4[] = {{0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},
                                  {0xA9FE0000, 16}, {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24},
                                  {0xC0A80000, 16}, {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24},
                                  {0xE0000000, 4},  {0xF0000000, 4}};

bool is_public4(std::uint32_t address) {
  return std::ranges::none_of(kNotPublic4, [address](const Range4& range) {
    return (address & (0xFFFFFFFFU << (32 - range.bits))) == range.network;
  });
}

std::uint32_t big_endian(const unsigned char* bytes) {
  return static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16 |
         static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3];
}

bool is_public6(const std::array<unsigned char, 16>& b) {
  static constexpr unsigned char kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  static constexpr unsigned char kTranslated[12] = {0, 0x64, 0xFF, 0x9B};
  if (std::memcmp(b.data(), kMapped, 12) == 0 || std::memcmp(b.data(), kTranslated, 12) == 0)
    return is_public4(big_endian(b.data() + 12));
  if (b[0] == 0x20 && b[1] == 0x02) return is_public4(big_endian(b.data() + 2));            // 6to4
  if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8) return false;           // documentation
  if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x00 && (b[3] & 0xFE) == 0x00) return false;  // Teredo
  return (b[0] & 0xE0) == 0x20;  // 2000::/3 is all that was ever given out
}

}  // namespace

std::string hmac_sha256_base64(std::string_view key, std::string_view text) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::string out(sodium_base64_encoded_len(mac.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), mac.data(), mac.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // its terminating zero
  return out;
}

BotRequest build_request(ChannelKind kind, std::string_view webhook, std::string_view secret,
                         const BotMessage& message, Instant at) {
  switch (kind) {
    case ChannelKind::kWecom: return wecom(webhook, message);
    case ChannelKind::kDingtalk: return dingtalk(webhook, secret, message, at);
    case ChannelKind::kFeishu: break;
  }
  return feishu(webhook, secret, message, at);
}

BotAnswer read_answer(ChannelKind kind, int status, std::string_view body) {
  BotAnswer answer;
  const auto document = JsonDocument::parse(body);
  if (document && document->root().kind() == JsonKind::kObject) {
    for (const char* name : {"errcode", "code", "StatusCode"}) {
      const auto found = document->root().find(name);
      if (!found || found->kind() != JsonKind::kInteger) continue;
      answer.code = found->integer().value_or(-1);
      if (status >= 200 && status < 300 && answer.code == 0) answer.outcome = BotOutcome::kDelivered;
      break;
    }
  }
  if (answer.outcome == BotOutcome::kDelivered) return answer;
  if (refuses(kind, answer.code)) answer.outcome = BotOutcome::kRefused;
  // Whoever says 404 or 403 without a code of his own will say so again.
  if (answer.code == 0 && status >= 300 && status < 500 && status != 408 && status != 429)
    answer.outcome = BotOutcome::kRefused;
  return answer;
}

std::span<const RateLimit> rate_limits(ChannelKind kind) {
  static constexpr RateLimit kTwentyAMinute[] = {{20, kMinute}};
  static constexpr RateLimit kOfFeishu[] = {{100, kMinute}, {5, kSecond}};
  if (kind == ChannelKind::kFeishu) return kOfFeishu;
  return kTwentyAMinute;
}

std::string host_of(std::string_view webhook, Transport allowed) {
  const auto url = boost::urls::parse_uri(webhook);
  if (!url || url->has_userinfo() || url->encoded_host().empty() || url->has_fragment()) return {};
  if (url->scheme() != "https" && !(allowed == Transport::kAnyHttp && url->scheme() == "http")) return {};
  return std::string(url->encoded_host());
}

bool is_public_address(std::string_view address) {
  const std::string text(address);
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return is_public4(ntohl(four.s_addr));
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return false;
  std::array<unsigned char, 16> bytes{};
  std::memcpy(bytes.data(), &six, bytes.size());
  return is_public6(bytes);
}

}  // namespace manyi::notify
