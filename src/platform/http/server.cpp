// Accepts connections and stops in order.
// Owns the acceptor and the network threads; connection.cpp owns what happens on a connection.
#include "platform/http/server.h"

#include <boost/asio/post.hpp>

#include <future>
#include <optional>
#include <vector>

#include "platform/http/connection.h"

namespace manyi::http {
namespace {

constexpr const char* kConnections = "manyi_http_connections";
constexpr const char* kWaiting = "manyi_http_waiting";
constexpr const char* kStreams = "manyi_http_streams";

Result<tcp::endpoint> endpoint_of(const std::string& listen) {
  const auto colon = listen.rfind(':');
  const auto refused = [&] {
    return invalid("/listen", "format", "Expected ADDRESS:PORT, for example 127.0.0.1:8080.");
  };
  if (colon == std::string::npos) return refused();
  auto host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  if (host.empty() || host == "*") host = "0.0.0.0";
  const auto port = manyi::detail::integer_from_text(listen.substr(colon + 1));
  error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (error || !port || *port < 0 || *port > 65535) return refused();
  return tcp::endpoint(address, static_cast<std::uint16_t>(*port));
}

}  // namespace

struct Server::Impl {
  Impl(Service& service, ServerOptions options) : shared(service, std::move(options)) {}

  Shared shared;
  std::vector<std::shared_ptr<Loop>> loops;
  std::optional<tcp::acceptor> acceptor;
  std::optional<asio::steady_timer> pause;
  std::size_t next_loop = 0;
  std::uint16_t port = 0;
  bool stopped = false;

  Result<void> open() {
    MANYI_TRY(const auto endpoint, endpoint_of(shared.options.listen));
    for (int i = 0; i < shared.options.io_threads; ++i) loops.push_back(std::make_shared<Loop>());
    auto& context = loops.front()->context;
    acceptor.emplace(context);
    pause.emplace(context);
    error_code error;
    acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error)
      return unavailable("listen",
                         "Cannot listen on " + shared.options.listen + ": " + error.message() + ".");
    port = acceptor->local_endpoint().port();
    forget_left_uploads();
    auto& metrics = shared.service.metrics();
    metrics.gauge(kConnections, "Open connections.",
                  [this] { return double(shared.open_connections.load()); });
    metrics.gauge(kWaiting, "Requests waiting for a worker.",
                  [this] { return double(shared.pool.waiting()); });
    metrics.gauge(kStreams, "Live streams.",
                  [this] { return double(shared.service.broadcaster().subscribers()); });
    accept();
    for (auto& loop : loops) loop->thread = std::thread([&context = loop->context] { context.run(); });
    return {};
  }

  // Uploads of a program that was killed. The system's own folder is left alone: others may use it.
  void forget_left_uploads() {
    if (shared.options.upload_folder.empty()) return;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(shared.options.upload_folder, failed)) {
      const auto name = entry.path().filename().string();
      if (name.starts_with("upload-") && name.find(".part") != std::string::npos)
        std::filesystem::remove(entry.path(), failed);
    }
  }

  void accept() {
    const auto& loop = loops[next_loop++ % loops.size()];
    acceptor->async_accept(loop->context, [this, &loop](error_code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted || shared.stopping) return;
      if (error) {  // out of file descriptors, most likely: try again soon
        pause->expires_after(std::chrono::milliseconds(100));
        pause->async_wait([this](error_code cancelled) {
          if (!cancelled) accept();
        });
        return;
      }
      if (shared.open_connections >= shared.options.max_connections) {
        static constexpr std::string_view kFull =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: "
            "close\r\n\r\n";
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(kFull), ignored);
      } else {
        asio::post(loop->context, [this, &loop, socket = std::move(socket)]() mutable {
          Connection::make(std::move(socket), loop, shared)->begin();
        });
      }
      accept();
    });
  }

  void stop(DurationMs grace) {
    if (stopped) return;
    stopped = true;
    shared.service.drain();
    shared.stopping = true;
    if (loops.empty() || !loops.front()->thread.joinable()) return shared.pool.stop();  // never opened
    asio::post(loops.front()->context, [this] {
      error_code ignored;
      acceptor->close(ignored);
      pause->cancel();
    });
    for_each_connection([](Connection& connection) { connection.retire(); });
    {
      std::unique_lock lock(shared.mutex);
      shared.changed.wait_for(lock, millis(grace), [this] { return shared.open_connections == 0; });
    }
    for_each_connection([](Connection& connection) { connection.close(); });
    {
      // Every write that was submitted is answered by its lane: only then may the loops go.
      std::unique_lock lock(shared.mutex);
      shared.changed.wait(lock, [this] { return shared.in_flight == 0; });
    }
    shared.pool.stop();
    {
      // Nothing holds them any more but handlers that are about to run.
      std::unique_lock lock(shared.mutex);
      shared.changed.wait_for(lock, std::chrono::seconds(5), [this] { return shared.open_connections == 0; });
    }
    acceptor_gone();
    for (auto& loop : loops) {
      loop->guard.reset();
      loop->context.stop();
      loop->thread.join();
      loop->ended = true;
    }
    auto& metrics = shared.service.metrics();
    for (const auto* gauge : {kConnections, kWaiting, kStreams}) metrics.drop_gauge(gauge);
  }

  // The acceptor and its timer belong to the first loop's thread.
  void acceptor_gone() {
    std::promise<void> gone;
    asio::post(loops.front()->context, [&] {
      acceptor.reset();
      pause.reset();
      gone.set_value();
    });
    gone.get_future().wait();
  }

  void for_each_connection(void (*act)(Connection&)) {
    for (auto& loop : loops) {
      asio::post(loop->context, [&loop, act] {
        std::vector<std::shared_ptr<Connection>> all;  // closing one may end its life
        for (auto* connection : loop->connections) {
          if (auto alive = connection->weak_from_this().lock()) all.push_back(std::move(alive));
        }
        for (const auto& connection : all) act(*connection);
      });
    }
  }
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(Service& service, ServerOptions options) {
  auto impl = std::make_unique<Impl>(service, std::move(options));
  MANYI_CHECK(impl->open());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const { return impl_->port; }

void Server::stop(DurationMs grace) { impl_->stop(grace); }

}  // namespace manyi::http
