// The HTTP/1.1 server: connections, limits, time-outs, live streams, orderly stop.
// Owns the network threads and the workers; what a request means is service.h's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/instant.h"
#include "base/result.h"
#include "platform/http/service.h"

namespace manyi::http {

struct ServerOptions {
  std::string listen = "127.0.0.1:8080";  // port 0: any free one
  int io_threads = 2;
  int workers = 4;
  int max_connections = 4096;
  std::size_t max_waiting = 10'000;  // requests waiting for a worker before new ones get 503
  std::size_t max_header_bytes = 16 * 1024;
  DurationMs header_time = DurationMs(10'000);  // from the first byte of a request to its last header
  DurationMs idle_time = DurationMs(75'000);    // between requests
  DurationMs body_time = DurationMs(30'000);    // a whole body; for uploads: without any progress
  DurationMs write_time = DurationMs(30'000);   // without any progress
  DurationMs heartbeat = DurationMs(15'000);    // of live streams; their log-in is checked again then
  std::filesystem::path upload_folder = {};     // empty: the system's folder for temporary files
  bool trust_forwarded = false;                 // take the address from X-Forwarded-For
};

/// Runs from start() until stop().
class Server {
 public:
  /// \errors kInvalid for a listen address that cannot be read; kUnavailable when it is taken
  static Result<std::unique_ptr<Server>> start(Service& service, ServerOptions options);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  /// Accepts nothing more, answers what was received whole, ends live streams. Connections that
  /// take longer than `grace` are cut, but every submitted write is waited for.
  void stop(DurationMs grace = DurationMs(10'000));

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace manyi::http
