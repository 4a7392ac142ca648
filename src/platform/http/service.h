// Handles requests from their route to their answer: log-in, CSRF, permission, input, database, reply.
// Owns the order of these steps. Knows nothing of sockets, so that tests can call it directly.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/auth/authenticator.h"
#include "platform/auth/secrets.h"
#include "platform/http/api.h"
#include "platform/http/broadcaster.h"
#include "platform/http/metrics.h"
#include "platform/http/router.h"
#include "platform/http/static_files.h"

namespace manyi::http {

struct ServiceOptions {
  std::string version = "0";
  std::string public_origin;               // "https://service.example.com": allowed as Origin
  std::vector<std::string> allowed_hosts;  // without port; empty: any
  std::filesystem::path web;               // folder of the web app
  std::uint64_t max_body_bytes = 1 << 20;
  std::uint64_t max_upload_bytes = 256 << 20;
  DurationMs read_wait = DurationMs(200);  // how long a read waits for the state named by Manyi-Seq
  bool access_log = false;
  /// How far the tenant's projections are; null: reads always see every commit.
  std::function<std::int64_t(TenantId)> applied_seq;
  /// Further conditions of /readyz.
  std::function<Result<void>()> ready;
};

/// Thread-safe once built. Everything passed in outlives it.
class Service {
 public:
  Service(const Api& api, db::Database& database, auth::Authenticator& authenticator,
          auth::LoginCache& logins, const auth::Csrf& csrf, Broadcaster& broadcaster, ServiceOptions options);

  enum class Next {
    kAnswer,     // the response is known without a body
    kReadBody,   // then handle()
    kAuthorize,  // authorize() first, since the body is large; then body, then handle()
    kStream,     // authorize(), then a stream of changes
  };
  struct Plan {
    Next next = Next::kAnswer;
    Response response;  // for kAnswer
    std::uint64_t body_limit = 0;
  };
  /// Looks at head line and headers only; quick, for the network thread.
  Plan plan(Request& request) const;

  /// Finds out who calls and whether he may. Reads the database at most once a minute per log-in.
  Result<void> authorize(Call& call) const;

  /// True when handle() may run on the network thread, which spares two changes of thread: plain
  /// writes, which only queue a command, and reads that have lately been quick; both only for callers
  /// whose log-in is in memory. A read that turns slow goes to the workers from its next call on.
  bool is_quick(const Call& call) const;

  using Done = std::function<void(Response)>;
  /// Runs the operation. `done` is called exactly once: on this thread, or on the lane's after COMMIT.
  void handle(const std::shared_ptr<Call>& call, Done done) const;

  /// Adds what every answer has: ETag comparison, HEAD, caching; counts and logs it.
  void finish(const Request& request, std::int64_t started_us, Response& response) const;

  Metrics& metrics() const { return metrics_; }
  Broadcaster& broadcaster() const { return broadcaster_; }
  const ServiceOptions& options() const { return options_; }
  /// Makes /readyz say no, so that a load balancer sends nothing more.
  void drain() { draining_ = true; }

 private:
  Response answer_plainly(const Request& request) const;
  Response ready() const;
  Result<Caller> resolve(const Request& request) const;
  Result<void> check_host(const Request& request) const;
  Result<void> check_origin(const Request& request) const;
  void wait_for(const Call& call) const;
  void write(const std::shared_ptr<Call>& call, Done& done) const;

  // The slowest of a route's latest reads: each call takes a sixteenth off and may raise it again.
  struct Pace {
    std::atomic<std::int64_t> slowest_us{20'000};
    void note(std::int64_t took_us);
  };

  const Api& api_;
  db::Database& database_;
  auth::Authenticator& authenticator_;
  auth::LoginCache& logins_;
  const auth::Csrf csrf_;
  Broadcaster& broadcaster_;
  const ServiceOptions options_;
  const Router router_;
  const StaticFiles files_;
  mutable Metrics metrics_;
  mutable std::vector<Pace> paces_;  // by Route::index
  mutable std::once_flag document_once_;
  mutable std::string document_;
  std::atomic<bool> draining_{false};
};

/// Microseconds of a clock that never goes back.
std::int64_t steady_us();

}  // namespace manyi::http
