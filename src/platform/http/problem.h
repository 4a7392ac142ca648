// Errors on the wire: RFC 9457 problem documents.
// Owns the one mapping of error codes to HTTP statuses.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/http/message.h"

namespace manyi::http {

int status_of(ErrorCode code);
/// "Not Found": the phrase of the status line and the problem's title.
std::string_view reason_of(int status);
/// The whole answer, with Retry-After where it applies.
Response problem(const Error& error);
/// For refusals of the protocol itself, whose statuses no error code of ours has (431).
Response problem(int status, std::string_view key, std::string_view detail);

}  // namespace manyi::http
