// A request and its answer as the rest of the program sees them: no sockets, no Beast.
// Owns plain data only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "platform/auth/caller.h"

namespace manyi::http {

struct Route;

enum class Method : std::uint8_t { kGet, kPost, kPut, kPatch, kDelete };
inline constexpr std::size_t kMethodCount = 5;
std::string_view name(Method method);

struct Header {
  std::string name;
  std::string value;
};

/// A file that came with an upload. It is deleted with the request unless moved away.
struct Upload {
  std::filesystem::path path;
  std::uint64_t size = 0;
  std::string file_name;  // as sent, last path component only
  std::string content_type;
};

/// One request. Neither copied nor moved, so that views into it stay good.
struct Request {
  Request() = default;
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;
  ~Request();

  Method method = Method::kGet;
  bool head = false;                                       // HEAD: like GET, without the body
  std::string path;                                        // percent-decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
  std::string body;
  std::optional<Upload> upload;

  std::string content_type;
  std::string host;
  std::string origin;
  std::string if_match;
  std::string if_none_match;
  std::string idempotency_key;
  std::string csrf_token;
  std::string session_token;  // from the cookie
  std::string bearer_token;   // from Authorization
  std::string accept_encoding;
  std::string last_event_id;
  std::string trace_id;  // 32 hex digits, given or made
  std::string remote_address;
  std::int64_t wanted_seq = 0;  // Manyi-Seq: the state the reader must at least see

  const Route* route = nullptr;                                            // set by the router
  std::vector<std::pair<std::string_view, std::string_view>> path_params;  // views into route and path

  std::string_view path_param(std::string_view name) const;
  const std::string* query_param(std::string_view name) const;
};

/// A request with the one who makes it. Shared by all steps of its handling.
struct Call {
  Request request;
  Caller caller;                // empty on open routes without a log-in
  bool authorized = false;      // caller is known and may do this
  std::int64_t started_us = 0;  // steady clock, when the request was whole
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<Header> headers;
  std::filesystem::path file;                // when set, sent in place of the body
  bool delete_file = false;                  // after it was sent
  const std::string* shared_body = nullptr;  // when set, sent in place of the body; outlives all requests
};

}  // namespace manyi::http
