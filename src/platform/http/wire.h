// The text of HTTP/1.1 around the parser: targets, cookies, credentials, response heads.
// Owns the security headers that every answer carries.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace manyi::http {

/// \errors nullopt for a broken escape, a control character or broken UTF-8; NUL passes, for the
/// fields' own check to name it. `+` is a space in queries only.
enum class UrlPart { kPath, kQuery };
std::optional<std::string> percent_decoded(std::string_view text, UrlPart part);

/// Fills path and query from a request target, absolute form included.
/// False when it cannot be read.
bool read_target(std::string_view target, Request& request);
std::string_view cookie_value(std::string_view cookie_header, std::string_view name);
/// The token of "Bearer ..."; empty for other schemes.
std::string_view bearer_token(std::string_view authorization);
/// The trace id of a W3C traceparent; a fresh one when there is none.
std::string trace_id_of(std::string_view traceparent);

struct HeadOptions {
  bool keep_alive = true;
  bool http10 = false;
  bool https = false;                       // behind a proxy: adds HSTS
  std::optional<std::uint64_t> length = 0;  // nullopt: until the connection closes
};
/// Status line, headers and the empty line.
std::string response_head(const Response& response, const HeadOptions& options);

}  // namespace manyi::http
