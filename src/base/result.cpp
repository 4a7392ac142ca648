// Makers of errors, so that call sites read as sentences.
// Owns nothing beyond them.
#include "base/result.h"

namespace manyi {
namespace {
Error make(ErrorCode code, std::string key, std::string detail) {
  Error error;
  error.code = code;
  error.key = std::move(key);
  error.detail = std::move(detail);
  return error;
}
}  // namespace

Error malformed(std::string key, std::string detail) {
  return make(ErrorCode::kMalformed, std::move(key), std::move(detail));
}
Error unauthenticated(std::string key, std::string detail) {
  return make(ErrorCode::kUnauthenticated, std::move(key), std::move(detail));
}
Error forbidden(std::string key, std::string detail) {
  return make(ErrorCode::kForbidden, std::move(key), std::move(detail));
}
Error not_found(std::string key, std::string detail) {
  return make(ErrorCode::kNotFound, std::move(key), std::move(detail));
}
Error stale(std::string detail) { return make(ErrorCode::kStale, "stale", std::move(detail)); }
Error unavailable(std::string key, std::string detail) {
  return make(ErrorCode::kUnavailable, std::move(key), std::move(detail));
}
Error internal_error(std::string detail) { return make(ErrorCode::kInternal, "internal", std::move(detail)); }

Error conflict(std::string key, std::string detail, std::vector<std::string> allowed) {
  Error error = make(ErrorCode::kConflict, std::move(key), std::move(detail));
  error.allowed = std::move(allowed);
  return error;
}

Error invalid(std::vector<FieldError> fields) {
  Error error = make(ErrorCode::kInvalid, "invalid", "Some fields are not valid.");
  error.fields = std::move(fields);
  return error;
}

Error invalid(std::string pointer, std::string code, std::string message) {
  return invalid(std::vector<FieldError>{{std::move(pointer), std::move(code), std::move(message)}});
}

}  // namespace manyi
