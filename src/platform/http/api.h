// Declares the operations of the HTTP API: one declaration per operation feeds the router, the
// permission check, the input errors and the OpenAPI document.
// Owns the list of routes; the network is in server.h, the handling in service.h.
//
//   api.post("/work-orders/{id}/close").summary("Close a delivered work order").tag("work-orders")
//      .allow(Permission::kWorkOrderClose).fails({ErrorCode::kNotFound, ErrorCode::kConflict})
//      .writes<CloseWorkOrder, WorkOrder>([&](db::Tx& tx, const Caller& caller, const CloseWorkOrder& in) {
//        return orders.close(tx, caller, in);
//      });
//
// Where a field of `In` comes from: one named in the path, from the path; `if_match`, from the
// If-Match header; else from the query string for GET and DELETE, from the JSON body for the rest.
// A field that is not optional (nor a list or map) is required everywhere. Unknown fields and
// unknown query parameters are 422. A path parameter that is no id is 404.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/json.h"
#include "base/result.h"
#include "base/schema.h"
#include "platform/auth/caller.h"
#include "platform/auth/permission.h"
#include "platform/http/message.h"
#include "platform/http/page.h"

namespace manyi::db {
class Database;
class ReadTx;
class Tx;
}  // namespace manyi::db

namespace manyi::http {

/// The In or Out of an operation that takes or gives nothing; as Out it answers 204.
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

/// An Out with headers of its own, such as Set-Cookie.
template <class T> struct Reply {
  T body{};
  std::vector<Header> headers;
};

/// An Out that is no JSON: text made here, or a file.
struct Document {
  std::string content_type = {};
  std::string text = {};
  std::filesystem::path file = {};  // when set, sent in place of the text
  std::string file_name = {};       // when set, offered for saving under this name
  bool delete_file = false;
};

/// What `prepare` steps see. They run on a worker, outside any lane, and may be slow.
struct Context {
  db::Database& database;  // for reads of their own
  const Request& request;
  Instant now;
  TenantId lane;  // the tenant whose lane will apply; open routes must set it
};

enum class Access : std::uint8_t { kUnset, kOpen, kSignedIn, kPermission };
enum class RouteKind : std::uint8_t { kRead, kAnswer, kWrite, kUpload, kStream };

using Apply = std::function<Result<Response>(db::Tx&)>;
using ReadHandler = std::function<Result<Response>(db::ReadTx&, const Call&)>;
using AnswerHandler = std::function<Result<Response>(const Call&)>;
/// Reads the input and prepares; what it returns runs on the lane, perhaps more than once.
using WriteHandler = std::function<Result<Apply>(Context&, std::shared_ptr<const Call>)>;

/// One field of an In for the document.
struct FieldDoc {
  std::string_view name;
  std::string schema;
  bool required = false;
};

struct Route {
  Method method = Method::kGet;
  std::string path;  // "/work-orders/{id}/close", below /api/v1
  std::string summary;
  std::string tag;
  Access access = Access::kUnset;
  PermissionSet any_of;  // one of them suffices
  std::vector<ErrorCode> errors;
  int success = 200;
  bool document = false;     // answers with something else than JSON
  bool has_prepare = false;  // slow work before the lane
  bool secret = false;       // nothing of request or answer is kept
  RouteKind kind = RouteKind::kRead;
  bool figures = false;  // answers from figures: Manyi-Seq waits for them
  std::vector<std::string> path_params;
  std::size_t index = 0;  // of this route in its Api

  ReadHandler read;
  AnswerHandler answer;
  WriteHandler write;

  std::string in_name;
  std::vector<FieldDoc> (*in_fields)(SchemaSet&) = nullptr;
  std::string (*out_schema)(SchemaSet&) = nullptr;  // null: no content

  bool has_path_param(std::string_view name) const;
};

/// Where the fields of one request's input are found.
class InputSource {
 public:
  /// \errors kMalformed, kUnsupportedMedia
  static Result<InputSource> of(const Call& call);
  enum class Place : std::uint8_t { kAbsent, kText, kJson, kIfMatch };
  struct Found {
    Place place = Place::kAbsent;
    std::string_view text;
    JsonView json;
  };
  Found find(std::string_view field) const;
  /// Adds an error for every given field that is not in `known`.
  void refuse_unknown(std::initializer_list<std::string_view> known, InputErrors& errors) const;
  void refuse_unknown(const std::vector<std::string_view>& known, InputErrors& errors) const;
  /// The version named by If-Match; -1 for a tag that is not one of ours, so that it is stale.
  std::int64_t if_match() const;
  /// Turns collected errors into one: 404 when the path itself was no id, else 422 with all.
  Error refusal(InputErrors& errors) const;

 private:
  explicit InputSource(const Call& call) : request_(&call.request) {}
  const Request* request_;
  std::optional<JsonDocument> body_;
};

namespace detail {

template <class In> const std::vector<std::string_view>& field_names() {
  static const auto names = [] {
    std::vector<std::string_view> all;
    for_each_member<In>([&](std::string_view name, auto) { all.push_back(name); });
    return all;
  }();
  return names;
}

template <class T>
constexpr bool kReadsText =
    AnyOptional<T> || AnyVector<T> || std::is_arithmetic_v<T> || DescribedEnum<T> || AnyId<T> ||
    std::is_same_v<T, std::string> || std::is_same_v<T, Instant> || std::is_same_v<T, Date> ||
    std::is_same_v<T, DurationMs> || std::is_same_v<T, Currency>;
template <class T> struct Element { using Type = T; };
template <class T> struct Element<std::optional<T>> : Element<T> {};
template <class T> struct Element<std::vector<T>> : Element<T> {};
template <class T> constexpr bool kHasTextForm = kReadsText<T>&& kReadsText<typename Element<T>::Type>;

template <class T>
constexpr bool kMayBeAbsent = AnyOptional<T> || AnyVector<T> || AnyTextMap<T> || std::is_same_v<T, RawJson>;

void refuse_required(InputErrors& errors, std::string_view field);

template <class In> Result<In> read_input(const Call& call) {
  MANYI_TRY(const auto source, InputSource::of(call));
  In in{};
  InputErrors errors;
  source.refuse_unknown(field_names<In>(), errors);
  for_each_member<In>([&](std::string_view name, auto pointer) {
    using Member = std::remove_cvref_t<decltype(in.*pointer)>;
    const auto found = source.find(name);
    switch (found.place) {
      case InputSource::Place::kAbsent:
        if constexpr (!kMayBeAbsent<Member>) refuse_required(errors, name);
        break;
      case InputSource::Place::kIfMatch:
        if constexpr (std::is_same_v<Member, std::optional<std::int64_t>>) in.*pointer = source.if_match();
        break;
      case InputSource::Place::kText:
        if constexpr (kHasTextForm<Member>) {
          read_text(found.text, in.*pointer, child_pointer("", name), errors, find_rule<In>(name));
        }
        break;
      case InputSource::Place::kJson:
        read_json(found.json, in.*pointer, child_pointer("", name), errors, find_rule<In>(name));
        break;
    }
  });
  if (!errors.empty()) return source.refusal(errors);
  return in;
}

template <class In> std::vector<FieldDoc> document_fields(SchemaSet& schemas) {
  std::vector<FieldDoc> fields;
  for_each_member<In>([&](std::string_view name, auto pointer) {
    using Member = std::remove_cvref_t<decltype(std::declval<In&>().*pointer)>;
    fields.push_back({name, schemas.of<Member>(find_rule<In>(name)), !kMayBeAbsent<Member>});
  });
  return fields;
}

template <class Out> std::string document_schema(SchemaSet& schemas) { return schemas.of<Out>(); }

std::string etag_of(std::int64_t version);
Response document_response(Document document);

template <class T> struct IsReply : std::false_type {};
template <class T> struct IsReply<Reply<T>> : std::true_type {};

template <class Out> Response respond(int success, Out&& out) {
  using Plain = std::remove_cvref_t<Out>;
  if constexpr (IsReply<Plain>::value) {
    Response response = respond(success, std::move(out.body));
    for (auto& header : out.headers) response.headers.push_back(std::move(header));
    return response;
  } else if constexpr (std::is_same_v<Plain, Nothing>) {
    Response response;
    response.status = 204;
    return response;
  } else if constexpr (std::is_same_v<Plain, Document>) {
    return document_response(std::move(out));
  } else {
    Response response;
    response.status = success;
    append_json(response.body, out);
    if constexpr (requires { std::int64_t{out.version}; }) {
      response.headers.push_back({"ETag", etag_of(out.version)});
    }
    return response;
  }
}

template <class T> Result<Response> respond_result(int success, Result<T>&& result) {
  if (!result) return std::move(result).error();
  return respond(success, std::move(*result));
}
Result<Response> respond_result(int success, Result<void>&& result);

}  // namespace detail

class Api;

/// Collects what is said of one operation; the last call names its handler and registers it.
/// Handlers return Result<Out> or Result<Reply<Out>>.
class RouteBuilder {
 public:
  RouteBuilder(Api& api, Method method, std::string path);

  RouteBuilder& summary(std::string text) { return set(route_.summary, std::move(text)); }
  RouteBuilder& tag(std::string text) { return set(route_.tag, std::move(text)); }
  /// Callers need one of these permissions.
  template <class... P> RouteBuilder& allow(P... any_of) {
    route_.access = Access::kPermission;
    (route_.any_of.add(any_of), ...);
    return *this;
  }
  /// No log-in needed.
  RouteBuilder& open() { return set(route_.access, Access::kOpen); }
  /// Anybody who is logged in.
  RouteBuilder& signed_in() { return set(route_.access, Access::kSignedIn); }
  /// Errors beyond those that every operation can give (400, 401, 403, 413, 422, 429, 503).
  RouteBuilder& fails(std::vector<ErrorCode> errors) { return set(route_.errors, std::move(errors)); }
  /// Request or answer holds a secret: nothing of them is kept, and a repeated Idempotency-Key is a
  /// conflict instead of the first answer.
  RouteBuilder& secret() { return set(route_.secret, true); }
  /// Answers from what follows the journal in memory: a read with Manyi-Seq waits for that position.
  RouteBuilder& figures() { return set(route_.figures, true); }
  /// Answers 201.
  RouteBuilder& created() { return set(route_.success, 201); }

  /// handler(db::ReadTx&, const Caller&, const In&): one snapshot, on a worker, never waits for a lane.
  template <class In, class Out, class F> void reads(F handler) {
    describe<In, Out>(RouteKind::kRead);
    route_.read = [handler = std::move(handler), success = route_.success](
                      db::ReadTx& tx, const Call& call) -> Result<Response> {
      MANYI_TRY(const In in, detail::read_input<In>(call));
      return detail::respond_result(success, handler(tx, call.caller, in));
    };
    finish();
  }

  /// handler(const Caller&, const In&): an answer from memory, without the database.
  template <class In, class Out, class F> void answers(F handler) {
    describe<In, Out>(RouteKind::kAnswer);
    route_.answer = [handler = std::move(handler),
                     success = route_.success](const Call& call) -> Result<Response> {
      MANYI_TRY(const In in, detail::read_input<In>(call));
      return detail::respond_result(success, handler(call.caller, in));
    };
    finish();
  }

  /// handler(db::Tx&, const Caller&, const In&): on the tenant's writer lane.
  template <class In, class Out, class F> void writes(F handler) {
    describe<In, Out>(RouteKind::kWrite);
    route_.write = [handler = std::move(handler), success = route_.success](
                       Context&, std::shared_ptr<const Call> call) -> Result<Apply> {
      MANYI_TRY(In in, detail::read_input<In>(*call));
      return Apply([&handler, success, call = std::move(call), in = std::move(in)](db::Tx& tx) {
        return detail::respond_result(success, handler(tx, call->caller, in));
      });
    };
    finish();
  }

  /// prepare(Context&, const Caller&, const In&) -> Result<Prepared>, slow work off the lane; then
  /// apply(db::Tx&, const Caller&, const Prepared&).
  template <class In, class Prepared, class Out, class P, class A> void prepares(P prepare, A apply) {
    describe<In, Out>(RouteKind::kWrite);
    prepared<In, Prepared>(std::move(prepare), std::move(apply));
  }

  /// Like prepares, with a file: prepare(Context&, const Caller&, const In&, const Upload&). The body
  /// is the file itself (any content type), or the first file of multipart/form-data; `In` comes from
  /// path and query. Move or read the file in `prepare`: it is gone once the request is answered.
  template <class In, class Prepared, class Out, class P, class A> void uploads(P prepare, A apply) {
    describe<In, Out>(RouteKind::kUpload);
    prepared<In, Prepared>(
        [prepare = std::move(prepare)](Context& context, const Caller& caller, const In& in) {
          return prepare(context, caller, in, *context.request.upload);
        },
        std::move(apply));
  }

  /// handler(db::ReadTx&, const Caller&, const In&) -> Result<Document>: a file to save.
  template <class In, class F> void downloads(F handler) { reads<In, Document>(std::move(handler)); }

  /// The live stream of changes, served by the server from its Broadcaster.
  void streams() {
    describe<Nothing, Document>(RouteKind::kStream);
    finish();
  }

 private:
  template <class T> RouteBuilder& set(T& place, T value) {
    place = std::move(value);
    return *this;
  }

  template <class In, class Prepared, class P, class A> void prepared(P prepare, A apply) {
    route_.has_prepare = true;
    route_.write = [prepare = std::move(prepare), apply = std::move(apply), success = route_.success](
                       Context& context, std::shared_ptr<const Call> call) -> Result<Apply> {
      MANYI_TRY(const In in, detail::read_input<In>(*call));
      Result<Prepared> ready = prepare(context, call->caller, in);
      if (!ready) return std::move(ready).error();
      return Apply([&apply, success, call = std::move(call),
                    ready = std::make_shared<const Prepared>(std::move(*ready))](db::Tx& tx) {
        return detail::respond_result(success, apply(tx, call->caller, *ready));
      });
    };
    finish();
  }

  template <class In, class Out> void describe(RouteKind kind) {
    route_.kind = kind;
    route_.in_name = type_name<In>();
    route_.in_fields = &detail::document_fields<In>;
    if constexpr (std::is_same_v<Out, Document>) {
      route_.document = true;
    } else if constexpr (std::is_same_v<Out, Nothing>) {
      route_.success = 204;
    } else {
      route_.out_schema = &detail::document_schema<Out>;
    }
  }
  void finish();

  Api& api_;
  Route route_;
};

/// All operations. Filled while the program starts, read-only afterwards.
class Api {
 public:
  RouteBuilder get(std::string path) { return {*this, Method::kGet, std::move(path)}; }
  RouteBuilder post(std::string path) { return {*this, Method::kPost, std::move(path)}; }
  RouteBuilder put(std::string path) { return {*this, Method::kPut, std::move(path)}; }
  RouteBuilder patch(std::string path) { return {*this, Method::kPatch, std::move(path)}; }
  RouteBuilder del(std::string path) { return {*this, Method::kDelete, std::move(path)}; }

  const std::deque<Route>& routes() const { return routes_; }

 private:
  friend class RouteBuilder;
  std::deque<Route> routes_;  // addresses stay
};

}  // namespace manyi::http
