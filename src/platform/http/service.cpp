// The steps from a request to its answer.
// Owns which checks come before which, and what a broken one says.
#include "platform/http/service.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <typeinfo>

#include "base/json.h"
#include "platform/db/db.h"
#include "platform/http/openapi.h"
#include "platform/http/problem.h"
#include "platform/http/store.h"
#include "platform/log/log.h"

namespace manyi::http {
namespace {

constexpr std::string_view kBase = "/api/v1";
constexpr std::size_t kLongestKey = 200;
constexpr std::int64_t kQuickUs = 300;

bool is_unsafe(Method method) { return method != Method::kGet; }

// "https://host:8080/..." -> "host:8080"
std::string_view authority_of(std::string_view origin) {
  const auto scheme = origin.find("://");
  if (scheme == std::string_view::npos) return {};
  origin.remove_prefix(scheme + 3);
  return origin.substr(0, origin.find('/'));
}

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool same_text(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

Response text_response(int status, std::string_view type, std::string body) {
  Response response;
  response.status = status;
  response.content_type = type;
  response.body = std::move(body);
  return response;
}

Error no_route() { return not_found("no_such_path", "There is nothing at this path."); }

Error broken(std::string_view where, const std::exception& error) {
  // what() of foreign exceptions may quote values; only our own is free of them.
  const auto* database = dynamic_cast<const db::DbError*>(&error);
  log::error("request failed",
             {{"route", where},
              {"exception", std::string_view(typeid(error).name())},
              {"detail", database != nullptr ? std::string_view(database->what()) : std::string_view()}});
  if (database == nullptr) return internal_error("The program has a fault. It was logged.");
  switch (database->kind()) {
    case db::DbError::Kind::kMisuse:
    case db::DbError::Kind::kConstraint: return internal_error("The program has a fault. It was logged.");
    default:
      return unavailable("database", "The database cannot be reached. Nothing was written; try again.");
  }
}

}  // namespace

std::int64_t steady_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Service::Service(const Api& api, db::Database& database, auth::Authenticator& authenticator,
                 auth::LoginCache& logins, const auth::Csrf& csrf, Broadcaster& broadcaster,
                 ServiceOptions options)
    : api_(api),
      database_(database),
      authenticator_(authenticator),
      logins_(logins),
      csrf_(csrf),
      broadcaster_(broadcaster),
      options_(std::move(options)),
      router_(api),
      files_(options_.web),
      metrics_(api),
      paces_(api.routes().size()) {}

// ---- before the body -----------------------------------------------------------------------

Service::Plan Service::plan(Request& request) const {
  Plan plan;
  if (auto checked = check_host(request); !checked) {
    plan.response = problem(checked.error());
    return plan;
  }
  const std::string_view path = request.path;
  if (!path.starts_with(kBase) || (path.size() > kBase.size() && path[kBase.size()] != '/')) {
    if (path == "/readyz") {  // looks at the database: not on the network thread
      plan.next = Next::kReadBody;
      return plan;
    }
    plan.response = answer_plainly(request);
    return plan;
  }
  const auto below = path.substr(kBase.size());
  if (below == "/openapi.json" && request.method == Method::kGet) {
    std::call_once(document_once_, [&] { document_ = openapi_document(api_, options_.version); });
    plan.response.shared_body = &document_;
    return plan;
  }
  const auto found = router_.find(request, below);
  if (found.match == Router::Match::kNoPath) {
    plan.response = problem(no_route());
    return plan;
  }
  if (found.match == Router::Match::kNoMethod) {
    Error error;
    error.code = ErrorCode::kMethodNotAllowed;
    error.key = "method_not_allowed";
    error.detail = "This path takes " + found.allow + ".";
    plan.response = problem(error);
    plan.response.headers.push_back({"Allow", found.allow});
    return plan;
  }
  switch (request.route->kind) {
    case RouteKind::kUpload:
      plan.next = Next::kAuthorize;
      plan.body_limit = options_.max_upload_bytes;
      break;
    case RouteKind::kStream: plan.next = Next::kStream; break;
    default: plan.next = Next::kReadBody; plan.body_limit = options_.max_body_bytes;
  }
  return plan;
}

Response Service::answer_plainly(const Request& request) const {
  if (request.method != Method::kGet) {
    Error error;
    error.code = ErrorCode::kMethodNotAllowed;
    error.key = "method_not_allowed";
    error.detail = "This path takes GET, HEAD.";
    auto response = problem(error);
    response.headers.push_back({"Allow", "GET, HEAD"});
    return response;
  }
  if (request.path == "/healthz") return text_response(200, "application/json", R"({"status":"ok"})");
  if (request.path == "/metrics") return text_response(200, "text/plain; version=0.0.4", metrics_.text());
  if (request.path == "/api" || request.path.starts_with("/api/")) return problem(no_route());
  if (auto file = files_.find(request)) return std::move(*file);
  return problem(no_route());
}

Response Service::ready() const {
  if (draining_) return problem(unavailable("draining", "The server is stopping."));
  try {
    database_.read([](db::ReadTx& tx) { tx.scalar<std::int64_t>("select 1"); });
  } catch (const std::exception& error) { return problem(broken("/readyz", error)); }
  if (options_.ready) {
    if (auto checked = options_.ready(); !checked) return problem(checked.error());
  }
  return text_response(200, "application/json", R"({"status":"ready"})");
}

Result<void> Service::check_host(const Request& request) const {
  if (options_.allowed_hosts.empty()) return {};
  const auto host = without_port(request.host);
  for (const auto& allowed : options_.allowed_hosts) {
    if (same_text(host, allowed)) return {};
  }
  return forbidden("host", "This server does not answer for that Host.");
}

Result<void> Service::check_origin(const Request& request) const {
  if (request.origin.empty()) return {};
  if (!options_.public_origin.empty() && same_text(request.origin, options_.public_origin)) return {};
  const auto authority = authority_of(request.origin);
  if (!authority.empty() && same_text(authority, request.host)) return {};
  return forbidden("origin", "Changes from pages of another origin are refused.");
}

// ---- who calls -----------------------------------------------------------------------------

Result<Caller> Service::resolve(const Request& request) const {
  const bool bearer = !request.bearer_token.empty();
  const auto& secret = bearer ? request.bearer_token : request.session_token;
  if (secret.empty()) return unauthenticated("unauthenticated", "Log in first.");
  const auto key = auth::token_hash(secret);
  if (auto known = logins_.find(key)) return std::move(known->caller);
  const auto generation = logins_.generation();
  auto login = database_.read([&](db::ReadTx& tx) {
    return bearer ? authenticator_.by_bearer(tx, secret) : authenticator_.by_session(tx, secret);
  });
  if (!login) return std::move(login).error();
  logins_.store(key, *login, generation);
  return std::move(login->caller);
}

Result<void> Service::authorize(Call& call) const {
  const auto& request = call.request;
  const auto& route = *request.route;
  if (is_unsafe(request.method) && request.bearer_token.empty()) MANYI_CHECK(check_origin(request));
  if (route.access == Access::kOpen) {
    call.authorized = true;
    return {};
  }
  MANYI_TRY(call.caller, resolve(request));
  if (is_unsafe(request.method) && call.caller.session &&
      !csrf_.valid(call.caller.session, request.csrf_token)) {
    return forbidden("csrf", "The X-CSRF-Token header is missing or wrong.");
  }
  if (route.access == Access::kPermission) {
    const auto needed = route.any_of.list();
    if (std::ranges::none_of(needed, [&](Permission p) { return call.caller.may(p); })) {
      return forbidden("permission",
                       "This needs the permission " + std::string(manyi::name(needed.front())) + ".");
    }
  }
  call.authorized = true;
  return {};
}

// ---- the operation -------------------------------------------------------------------------

void Service::wait_for(const Call& call) const {
  if (call.request.wanted_seq <= 0 || !options_.applied_seq) return;
  const auto deadline = steady_us() + options_.read_wait.ms() * 1000;
  while (options_.applied_seq(call.caller.tenant) < call.request.wanted_seq && steady_us() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

void Service::Pace::note(std::int64_t took_us) {
  const auto before = slowest_us.load(std::memory_order_relaxed);
  slowest_us.store(std::max(took_us, before - before / 16), std::memory_order_relaxed);
}

bool Service::is_quick(const Call& call) const {
  const auto& request = call.request;
  if (request.route == nullptr) return false;
  const auto& route = *request.route;
  switch (route.kind) {
    case RouteKind::kWrite:
      if (route.has_prepare) return false;
      break;
    case RouteKind::kRead:
    case RouteKind::kAnswer:
      if (request.wanted_seq > 0 && options_.applied_seq &&
          (route.figures || route.kind == RouteKind::kAnswer))
        return false;
      if (paces_[route.index].slowest_us.load(std::memory_order_relaxed) > kQuickUs) return false;
      break;
    default: return false;
  }
  if (call.authorized) return true;
  const auto& secret = request.bearer_token.empty() ? request.session_token : request.bearer_token;
  return !secret.empty() && logins_.find(auth::token_hash(secret)).has_value();
}

void Service::handle(const std::shared_ptr<Call>& call, Done done) const {
  const log::TraceScope trace(call->request.trace_id);
  if (call->request.route == nullptr) return done(ready());
  const auto& route = *call->request.route;
  try {
    if (!call->authorized) {
      if (auto allowed = authorize(*call); !allowed) return done(problem(allowed.error()));
    }
    if (route.kind == RouteKind::kWrite || route.kind == RouteKind::kUpload) return write(call, done);
    // Reads of the database see every commit; answers from memory may lag behind it.
    if (route.figures || route.kind == RouteKind::kAnswer) wait_for(*call);
    const auto begun_us = steady_us();
    Result<Response> result = route.kind == RouteKind::kAnswer
                                  ? route.answer(*call)
                                  : database_.read([&](db::ReadTx& tx) { return route.read(tx, *call); });
    paces_[route.index].note(steady_us() - begun_us);
    done(result ? std::move(*result) : problem(result.error()));
  } catch (const std::exception& error) { done(problem(broken(route.path, error))); }
}

void Service::write(const std::shared_ptr<Call>& call, Done& done) const {
  const auto& request = call->request;
  Context context{database_, request, database_.clock().now(), call->caller.tenant};
  auto prepared = request.route->write(context, call);
  if (!prepared) return done(problem(prepared.error()));
  if (!context.lane)
    return done(problem(internal_error("The program has a fault: no lane for this change.")));

  // The same object is filled again when the lane runs the command again.
  const auto response = std::make_shared<Response>();
  db::Database::Apply apply;
  const bool keyed = request.method == Method::kPost && !request.idempotency_key.empty() && call->caller.user;
  if (!keyed) {
    apply = [response, run = std::move(*prepared)](db::Tx& tx) -> Result<void> {
      MANYI_TRY(*response, run(tx));
      return {};
    };
  } else {
    if (request.idempotency_key.size() > kLongestKey || !valid_utf8(request.idempotency_key)) {
      return done(problem(malformed("idempotency_key", "An Idempotency-Key has at most 200 characters.")));
    }
    std::string seen = std::string(name(request.method)) + " " + request.path + "\n";
    for (const auto& [key, value] : request.query) seen += key + "=" + value + "&";
    const bool secret = request.route->secret;
    if (!secret) seen += "\n" + request.body;  // a digest of a password is something to guess at
    apply = [response, call, secret, run = std::move(*prepared),
             fingerprint = auth::digest_hex(seen)](db::Tx& tx) -> Result<void> {
      const auto& caller = call->caller;
      const auto& key = call->request.idempotency_key;
      if (auto first = find_first_answer(tx, caller.tenant, caller.user, key)) {
        if (first->fingerprint != fingerprint) {
          return conflict("idempotency_key_reused", "This Idempotency-Key was used with another request.");
        }
        if (secret) {
          return conflict("idempotency_key_spent",
                          "This was done already. The answer held a secret and was not kept.");
        }
        *response = std::move(first->response);
        response->headers.push_back({"Idempotency-Replayed", "true"});
        return {};
      }
      MANYI_TRY(*response, run(tx));
      return keep_first_answer(tx, caller.tenant, caller.user, key, fingerprint,
                               secret ? Response() : *response);
    };
  }
  database_.submit(context.lane, std::move(apply),
                   [response, done = std::move(done)](Result<db::Committed> committed) {
                     if (!committed) return done(problem(committed.error()));
                     if (committed->seq > 0)
                       response->headers.push_back({"Manyi-Seq", std::to_string(committed->seq)});
                     done(std::move(*response));
                   });
}

// ---- after ---------------------------------------------------------------------------------

void Service::finish(const Request& request, std::int64_t started_us, Response& response) const {
  // A record's ETag is its version, for If-Match. What is shown beside it, names and nested records, changes
  // without it: no answer is kept, and none is "not modified".
  const bool has_caching = std::any_of(response.headers.begin(), response.headers.end(),
                                       [](const Header& one) { return one.name == "Cache-Control"; });
  if (!has_caching) response.headers.push_back({"Cache-Control", "no-store"});
  const auto took_us = steady_us() - started_us;
  metrics_.count(request.route, response.status, took_us);
  if (response.status >= 500 || options_.access_log) {
    const log::TraceScope trace(request.trace_id);
    log::write(response.status >= 500 ? log::Level::kWarn : log::Level::kInfo, "request",
               {{"method", name(request.method)},
                {"route", request.route != nullptr ? std::string_view(request.route->path)
                                                   : std::string_view("other")},
                {"status", response.status},
                {"took_us", took_us}});
  }
}

}  // namespace manyi::http
