// Texts of HTTP/1.1.
// Owns the Content-Security-Policy.
#include "platform/http/wire.h"

#include <atomic>
#include <charconv>
#include <chrono>
#include <ctime>
#include <random>

#include "base/json.h"
#include "platform/http/problem.h"

namespace manyi::http {
namespace {

// Ant Design writes style elements while it runs, so styles may be inline; scripts never.
constexpr std::string_view kSecurityHeaders =
    "Content-Security-Policy: default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(self), geolocation=(), microphone=()\r\n";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool read_query(std::string_view text, Request& request) {
  while (!text.empty()) {
    const auto pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto key = percent_decoded(pair.substr(0, equals), UrlPart::kQuery);
    auto value = percent_decoded(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), UrlPart::kQuery);
    if (!key || !value) return false;
    request.query.emplace_back(std::move(*key), std::move(*value));
  }
  return true;
}

const std::string& date_line() {
  thread_local std::time_t of = 0;
  thread_local std::string line;
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  if (now != of) {
    of = now;
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[64];
    const auto size = std::strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
    line.assign(text, size);
  }
  return line;
}

// A header value from our own code never has line breaks, but file names and keys pass here too.
void append_header(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  for (const char c : value) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  out.append("\r\n");
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, UrlPart part) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && part == UrlPart::kQuery) {
      out += ' ';
    } else {
      out += c;
    }
  }
  if (!valid_utf8(out)) return std::nullopt;
  return out;
}

bool read_target(std::string_view target, Request& request) {
  if (target.empty()) return false;
  if (target.front() != '/') {
    const auto scheme = target.find("://");
    if (scheme == std::string_view::npos) return false;
    const auto slash = target.find('/', scheme + 3);
    if (slash == std::string_view::npos)
      target = "/";
    else
      target = target.substr(slash);
  }
  const auto question = target.find('?');
  auto path = percent_decoded(target.substr(0, question), UrlPart::kPath);
  if (!path) return false;
  request.path = std::move(*path);
  return question == std::string_view::npos || read_query(target.substr(question + 1), request);
}

std::string_view cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    auto item = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(header.size(), item.size() + 1));
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    if (item.size() > name.size() && item.starts_with(name) && item[name.size()] == '=')
      return item.substr(name.size() + 1);
  }
  return {};
}

std::string_view bearer_token(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size()) return {};
  for (std::size_t i = 0; i < kScheme.size(); ++i) {
    if ((authorization[i] | 0x20) != (kScheme[i] | 0x20)) return {};
  }
  return authorization.substr(kScheme.size());
}

std::string trace_id_of(std::string_view traceparent) {
  // version "-" trace-id(32) "-" parent-id(16) "-" flags
  if (traceparent.size() >= 55 && traceparent[2] == '-' && traceparent[35] == '-') {
    const auto id = traceparent.substr(3, 32);
    if (id.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
        id.find_first_not_of('0') != std::string_view::npos) {
      return std::string(id);
    }
  }
  thread_local std::mt19937_64 random{std::random_device{}()};
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string id(32, '0');
  for (int half = 0; half < 2; ++half) {
    auto bits = random();
    for (int i = 0; i < 16; ++i, bits >>= 4) id[static_cast<std::size_t>(half * 16 + i)] = kHex[bits & 15];
  }
  return id;
}

std::string response_head(const Response& response, const HeadOptions& options) {
  std::string out;
  out.reserve(1200);
  out.append("HTTP/1.1 ")
      .append(std::to_string(response.status))
      .append(" ")
      .append(reason_of(response.status))
      .append("\r\n");
  out += date_line();
  if (response.status != 204 && response.status != 304) {
    append_header(out, "Content-Type", response.content_type);
    if (options.length) append_header(out, "Content-Length", std::to_string(*options.length));
  }
  for (const auto& header : response.headers) append_header(out, header.name, header.value);
  if (!options.keep_alive)
    out += "Connection: close\r\n";
  else if (options.http10)
    out += "Connection: keep-alive\r\n";
  out += kSecurityHeaders;
  if (options.https) out += "Strict-Transport-Security: max-age=31536000\r\n";
  out += "\r\n";
  return out;
}

}  // namespace manyi::http
