// Errors on the wire.
// Owns the table of statuses.
#include "platform/http/problem.h"

#include "base/json.h"

namespace manyi::http {

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kMalformed: return 400;
    case ErrorCode::kUnauthenticated: return 401;
    case ErrorCode::kForbidden: return 403;
    case ErrorCode::kNotFound: return 404;
    case ErrorCode::kMethodNotAllowed: return 405;
    case ErrorCode::kConflict: return 409;
    case ErrorCode::kStale: return 412;
    case ErrorCode::kTooLarge: return 413;
    case ErrorCode::kUnsupportedMedia: return 415;
    case ErrorCode::kInvalid: return 422;
    case ErrorCode::kTooMany: return 429;
    case ErrorCode::kInternal: return 500;
    case ErrorCode::kUnavailable: return 503;
  }
  return 500;
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Unknown";
  }
}

namespace {

Response begin_problem(int status, std::string_view key, std::string_view detail) {
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  auto& out = response.body;
  out += "{\"type\":";
  append_json_text(out, "urn:manyi:problem:" + std::string(key));
  out += ",\"title\":";
  append_json_text(out, reason_of(status));
  out += ",\"status\":" + std::to_string(status) + ",\"detail\":";
  append_json_text(out, detail);
  out += ",\"code\":";
  append_json_text(out, key);
  if (status == 401) response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"manyi\""});
  return response;
}

}  // namespace

Response problem(int status, std::string_view key, std::string_view detail) {
  auto response = begin_problem(status, key, detail);
  response.body += '}';
  return response;
}

Response problem(const Error& error) {
  auto response = begin_problem(status_of(error.code),
                                error.key.empty() ? "error" : std::string_view(error.key), error.detail);
  auto& out = response.body;
  if (!error.fields.empty()) {
    out += ",\"errors\":[";
    bool first = true;
    for (const auto& field : error.fields) {
      out += first ? "{\"pointer\":" : ",{\"pointer\":";
      first = false;
      append_json_text(out, field.pointer);
      out += ",\"code\":";
      append_json_text(out, field.code);
      out += ",\"message\":";
      append_json_text(out, field.message);
      out += '}';
    }
    out += ']';
  }
  if (!error.allowed.empty()) {
    out += ",\"allowed\":";
    append_json(out, error.allowed);
  }
  out += '}';
  if (error.retry_after_s > 0)
    response.headers.push_back({"Retry-After", std::to_string(error.retry_after_s)});
  return response;
}

}  // namespace manyi::http
