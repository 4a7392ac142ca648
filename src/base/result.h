// Expected failure as a value: Error, Result<T> and the early-return macro.
// Owns the list of error codes; platform/http maps them to statuses in one file.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace manyi {

enum class ErrorCode {
  kMalformed,         // the input cannot be read at all (400)
  kUnauthenticated,   // nobody is logged in, or the token has expired (401)
  kForbidden,         // logged in, but not allowed (403)
  kNotFound,          // absent, or in another tenant or scope (404)
  kMethodNotAllowed,  // the path exists, the method does not (405)
  kConflict,          // the state of the record forbids it (409)
  kStale,             // If-Match names an older version (412)
  kTooLarge,          // body, header or file over the limit (413)
  kUnsupportedMedia,  // content type not understood (415)
  kInvalid,           // readable, but fields break rules (422)
  kTooMany,           // throttled (429)
  kInternal,          // a bug (500)
  kUnavailable,       // broken infrastructure; nothing was written (503)
};

/// One broken field of the input. `pointer` is a JSON pointer ("/lines/0/price"),
/// `code` a stable key the screen translates, `message` plain English.
struct FieldError {
  std::string pointer;
  std::string code;
  std::string message;
  bool operator==(const FieldError&) const = default;
};

/// Why something was refused. `key` is stable and translated on screen; `detail` is
/// plain English and never holds personal data.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string key;
  std::string detail;
  std::vector<FieldError> fields;
  std::vector<std::string> allowed;  // kConflict: what the state does allow
  std::int64_t retry_after_s = 0;    // kTooMany, kUnavailable
};

[[nodiscard]] Error malformed(std::string key, std::string detail);
[[nodiscard]] Error unauthenticated(std::string key, std::string detail);
[[nodiscard]] Error forbidden(std::string key, std::string detail);
[[nodiscard]] Error not_found(std::string key, std::string detail);
[[nodiscard]] Error conflict(std::string key, std::string detail, std::vector<std::string> allowed = {});
[[nodiscard]] Error stale(std::string detail);
[[nodiscard]] Error invalid(std::vector<FieldError> fields);
[[nodiscard]] Error invalid(std::string pointer, std::string code, std::string message);
[[nodiscard]] Error unavailable(std::string key, std::string detail);
[[nodiscard]] Error internal_error(std::string detail);

/// Either a value or an Error; testing it as bool says which.
template <class T> class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit by design
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& operator*() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& operator*() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& operator*() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T* operator->() {
    assert(ok());
    return std::get_if<0>(&state_);
  }
  const T* operator->() const {
    assert(ok());
    return std::get_if<0>(&state_);
  }
  T& value() & { return **this; }
  const T& value() const& { return **this; }
  T&& value() && { return *std::move(*this); }
  Error& error() & {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const& {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    assert(!ok());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

template <> class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design
  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  Error& error() & {
    assert(!ok());
    return *error_;
  }
  const Error& error() const& {
    assert(!ok());
    return *error_;
  }
  Error&& error() && {
    assert(!ok());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

}  // namespace manyi

#define MANYI_CONCAT_INNER(a, b) a##b
#define MANYI_CONCAT(a, b) MANYI_CONCAT_INNER(a, b)
/// MANYI_TRY(auto order, store.load(tx, id)): returns the error, or names the value.
#define MANYI_TRY(declaration, expression)                           \
  auto MANYI_CONCAT(manyi_result_, __LINE__) = (expression);         \
  if (!MANYI_CONCAT(manyi_result_, __LINE__))                        \
    return std::move(MANYI_CONCAT(manyi_result_, __LINE__)).error(); \
  declaration = std::move(*MANYI_CONCAT(manyi_result_, __LINE__))
/// MANYI_CHECK(tx.insert(...)): returns the error of a Result<void> or Result<T>, drops the value.
#define MANYI_CHECK(expression)                                                                  \
  do {                                                                                           \
    if (auto manyi_check_ = (expression); !manyi_check_) return std::move(manyi_check_).error(); \
  } while (false)
