// What server.cpp, connection.cpp and live_stream.cpp share; no other file includes it, since it
// brings Asio and Beast along.
// Owns the state of one connection and of one network thread.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_set>

#include "platform/http/server.h"
#include "platform/http/worker_pool.h"

namespace manyi::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

inline std::chrono::milliseconds millis(DurationMs time) { return std::chrono::milliseconds(time.ms()); }

class Connection;

/// One network thread with its connections: what happens on it needs no lock.
struct Loop {
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};
  std::unordered_set<Connection*> connections;
  std::thread thread;
  std::atomic<bool> ended{false};

  bool here() { return ended || context.get_executor().running_in_this_thread(); }
};

/// What all connections of a server share. Thread-safe.
struct Shared {
  Shared(Service& s, ServerOptions o)
      : service(s),
        options(std::move(o)),
        pool(static_cast<std::size_t>(options.workers), options.max_waiting) {}
  Service& service;
  const ServerOptions options;
  WorkerPool pool;
  std::atomic<int> open_connections{0};
  std::atomic<int> in_flight{0};  // handed to handlers and not yet answered
  std::atomic<bool> stopping{false};
  std::mutex mutex;  // only for the wait of the one who stops
  std::condition_variable changed;

  void enter() { ++in_flight; }
  void leave() {
    --in_flight;
    tell();
  }
  void tell() {
    if (!stopping) return;
    const std::scoped_lock lock(mutex);
    changed.notify_all();
  }
};

/// Used on its loop's thread only, but for what it hands to workers.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, std::shared_ptr<Loop> loop, Shared& shared);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  /// Made and destroyed on its loop's thread, whoever lets go of it last.
  static std::shared_ptr<Connection> make(tcp::socket socket, const std::shared_ptr<Loop>& loop,
                                          Shared& shared);
  void begin();
  /// The server stops: idle connections and streams end now, others after their answer.
  void retire();
  void close();

 private:
  enum class State { kIdle, kReading, kHandling, kWriting, kStreaming, kClosed };
  using Parser = bhttp::request_parser<bhttp::buffer_body>;

  void await_request();
  void read_head();
  void on_head(error_code error);
  bool read_headers(const bhttp::request_header<>& head);
  void ask_for_body(std::function<void()> next);
  void read_body();
  void read_body_piece();
  void on_body_piece(error_code error);
  void broken_body(error_code error);

  void begin_upload();
  void read_upload_piece();
  void end_upload();

  bool on_worker(std::function<void()> work);
  void authorize(std::function<void()> next);
  void dispatch();

  void refuse(int status, std::string_view key, std::string_view detail);
  void refuse_body(Response response);
  void respond(Response response);
  const std::string& payload() const;
  void write_file_piece();
  void end_reply(error_code error);
  void drain();

  void begin_stream();
  void pump();
  void beat();
  void check_log_in();
  void watch_for_close();

  const std::shared_ptr<Loop> loop_;
  beast::tcp_stream stream_;
  Shared& shared_;
  beast::flat_buffer buffer_{64 * 1024};
  std::optional<Parser> parser_;
  std::string address_;
  State state_ = State::kIdle;
  bool retiring_ = false;
  bool keep_alive_ = true;
  bool http10_ = false;
  bool linger_ = false;
  bool known_method_ = true;
  bool expects_continue_ = false;
  std::int64_t started_us_ = 0;
  std::uint64_t drained_ = 0;
  std::size_t body_read_ = 0;
  std::shared_ptr<Call> call_;
  Service::Plan plan_;
  Response response_;
  std::string head_text_;
  std::ofstream file_;
  std::ifstream reply_file_;
  std::string piece_;
  // live streams
  asio::steady_timer heartbeat_;
  Broadcaster::Subscription subscription_;
  std::int64_t position_ = Broadcaster::kFromNow;
  std::string outbox_;
  bool writing_ = false;
  int beats_while_writing_ = 0;
};

}  // namespace manyi::http
