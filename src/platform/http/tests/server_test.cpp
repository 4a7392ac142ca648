// Tests of the real server over raw sockets: framing, limits, live streams, orderly stop.
// Owns a small socket client.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>

#include "platform/http/server.h"
#include "platform/http/tests/http_room.h"

namespace manyi::http_tests {
namespace {

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    timeval wait{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  }
  ~Client() { ::close(socket_); }
  bool connected() const { return connected_; }
  void send(std::string_view text) {
    while (!text.empty()) {
      const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// Reads until `mark` was seen; "" when the connection ended first.
  std::string until(std::string_view mark) {
    for (;;) {
      const auto at = held_.find(mark);
      if (at != std::string::npos) {
        auto text = held_.substr(0, at + mark.size());
        held_.erase(0, text.size());
        return text;
      }
      if (!more()) return "";
    }
  }
  /// One whole answer with Content-Length: head and body.
  std::string answer() {
    auto head = until("\r\n\r\n");
    const auto at = head.find("Content-Length: ");
    if (at == std::string::npos) return head;
    const auto size = std::stoul(head.substr(at + 16));
    while (held_.size() < size && more()) {}
    head += held_.substr(0, size);
    held_.erase(0, size);
    return head;
  }
  /// True when the server has closed.
  bool ended() {
    while (more()) {}
    return !timed_out_;
  }

 private:
  bool more() {
    char piece[65536];
    const auto size = ::recv(socket_, piece, sizeof piece, 0);
    if (size < 0) timed_out_ = errno == EAGAIN;
    if (size <= 0) return false;
    held_.append(piece, static_cast<std::size_t>(size));
    return true;
  }
  int socket_;
  bool connected_ = false;
  bool timed_out_ = false;
  std::string held_;
};

std::string get(const std::string& path, const std::string& headers = "") {
  return "GET " + path + " HTTP/1.1\r\nHost: manyi.test\r\nAuthorization: Bearer clerk\r\n" + headers +
         "\r\n";
}
std::string post(const std::string& path, const std::string& body,
                 const std::string& headers = "Content-Type: application/json\r\n") {
  return "POST " + path + " HTTP/1.1\r\nHost: manyi.test\r\nAuthorization: Bearer clerk\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
int status_of(const std::string& answer) { return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0; }

struct HttpServer : testing::Test {
  void start(http::ServerOptions options = {}) {
    options.listen = "127.0.0.1:0";
    auto started = http::Server::start(*room.service, options);
    ASSERT_TRUE(started) << started.error().detail;
    server = std::move(*started);
  }
  std::uint16_t port() const { return server->port(); }
  Room room;
  std::unique_ptr<http::Server> server;
};

TEST_F(HttpServer, KeepsTheConnectionAndAnswersPipelinedRequestsInOrder) {
  start();
  Client client(port());
  client.send(post("/api/v1/notes", R"({"text":"one"})") + get("/api/v1/notes") + get("/healthz"));
  EXPECT_EQ(status_of(client.answer()), 201);
  const auto list = client.answer();
  EXPECT_EQ(status_of(list), 200);
  EXPECT_NE(list.find("\"one\""), std::string::npos);
  EXPECT_NE(client.answer().find("\"ok\""), std::string::npos);
}

TEST_F(HttpServer, EveryAnswerCarriesTheSecurityHeaders) {
  start();
  for (const auto* path :
       {"/healthz", "/api/v1/notes", "/nothing.txt", "/api/v1/openapi.json", "/metrics", "/readyz"}) {
    Client client(port());
    client.send(get(path));
    const auto answer = client.answer();
    EXPECT_NE(answer.find("X-Content-Type-Options: nosniff"), std::string::npos) << path;
    EXPECT_NE(answer.find("script-src 'self';"), std::string::npos) << path;
    EXPECT_NE(answer.find("Date: "), std::string::npos) << path;
  }
}

TEST_F(HttpServer, HeadGivesTheHeadersAlone) {
  start();
  Client client(port());
  client.send("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n" + get("/healthz"));
  const auto head = client.until("\r\n\r\n");
  EXPECT_NE(head.find("Content-Length: 15"), std::string::npos);
  EXPECT_EQ(status_of(client.answer()), 200);
}

TEST_F(HttpServer, NonsenseIs400AndClosed) {
  start();
  for (const auto* text :
       {"NONSENSE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"}) {
    Client client(port());
    client.send(text);
    EXPECT_EQ(status_of(client.answer()), 400) << text;
    EXPECT_TRUE(client.ended()) << text;
  }
}

TEST_F(HttpServer, UnknownMethodsAre405) {
  start();
  Client client(port());
  client.send("BREW /api/v1/notes HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(status_of(client.answer()), 405);
}

TEST_F(HttpServer, LimitsHeaderAndBody) {
  start();
  Client long_header(port());
  long_header.send(get("/healthz", "X-Long: " + std::string(20'000, 'x') + "\r\n"));
  EXPECT_EQ(status_of(long_header.answer()), 431);
  Client long_body(port());
  long_body.send(post("/api/v1/notes", std::string((1 << 20) + 1, ' ')));
  EXPECT_EQ(status_of(long_body.answer()), 413);
  EXPECT_TRUE(long_body.ended());
  Client chunked(port());
  chunked.send(
      "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer clerk\r\nTransfer-Encoding: "
      "chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
  for (int i = 0; i < 18; ++i) chunked.send(chunk);
  EXPECT_EQ(status_of(chunked.answer()), 413);
}

TEST_F(HttpServer, ChunkedBodiesAreRead) {
  start();
  Client client(port());
  client.send(
      "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer clerk\r\nContent-Type: "
      "application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n");
  client.send("8\r\n{\"text\":\r\n");
  client.send("6\r\n\"one\"}\r\n0\r\n\r\n");
  EXPECT_EQ(status_of(client.answer()), 201);
}

TEST_F(HttpServer, ASlowHeaderAndASlowBodyAreCutOff) {
  start({.header_time = DurationMs(200), .body_time = DurationMs(200)});
  Client slow_header(port());
  slow_header.send("GET /healthz HT");
  EXPECT_TRUE(slow_header.ended());
  Client slow_body(port());
  slow_body.send(
      "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer clerk\r\nContent-Length: 20\r\n\r\n{");
  EXPECT_TRUE(slow_body.ended());
}

TEST_F(HttpServer, IdleConnectionsAreClosed) {
  start({.idle_time = DurationMs(200)});
  Client client(port());
  EXPECT_TRUE(client.ended());
}

TEST_F(HttpServer, ConnectionsOverTheLimitAreTurnedAway) {
  start({.max_connections = 2});
  Client first(port()), second(port());
  first.send(get("/healthz"));
  first.answer();
  second.send(get("/healthz"));
  second.answer();
  Client third(port());
  EXPECT_EQ(status_of(third.answer()), 503);
}

TEST_F(HttpServer, UploadsAreStreamedToAFileThatGoesAway) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "manyi_upload_test";
  std::filesystem::create_directories(folder);
  start({.upload_folder = folder});
  const std::string body(3'000'000, 'x');
  {
    Client client(port());
    client.send(post("/api/v1/files?profile=p", body, "Content-Type: text/csv\r\n"));
    EXPECT_NE(client.answer().find("p||3000000|3000000"), std::string::npos);
  }
  {
    Client client(port());
    client.send(
        "POST /api/v1/files?profile=p HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer clerk\r\nContent-Length: "
        "3\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    EXPECT_EQ(status_of(client.answer()), 201);
  }
  {
    Client client(port());  // refused before the body was sent
    client.send(
        "POST /api/v1/files?profile=p HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer dealer\r\nContent-Length: "
        "3000000\r\n\r\n");
    EXPECT_EQ(status_of(client.answer()), 403);
  }
  {
    Client client(port());
    client.send(post(
        "/api/v1/files?profile=p",
        "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n\r\nhello\r\n--B--\r\n",
        "Content-Type: multipart/form-data; boundary=B\r\n"));
    EXPECT_NE(client.answer().find("p|a.csv|5|5"), std::string::npos);
  }
  server->stop();
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

TEST_F(HttpServer, ALiveStreamGivesEventsAndResumesAfterTheLastOneSeen) {
  start();
  room.broadcaster.start_at(TenantId(1), 100);
  const auto event = [&](std::int64_t seq) {
    room.broadcaster.publish(TenantId(1), {seq, "note.added", "{\"seq\":" + std::to_string(seq) + "}"});
  };
  {
    Client client(port());
    client.send(get("/api/v1/events/stream"));
    EXPECT_NE(client.until("retry: 2000\n\n").find("text/event-stream"), std::string::npos);
    event(101);
    EXPECT_NE(client.until("\n\n").find("id: 101\ndata: {\"seq\":101}"), std::string::npos);
  }
  event(102);
  event(103);
  Client again(port());
  again.send(get("/api/v1/events/stream", "Last-Event-ID: 101\r\n"));
  again.until("retry: 2000\n\n");
  EXPECT_NE(again.until("\n\n").find("id: 102"), std::string::npos);
  EXPECT_NE(again.until("\n\n").find("id: 103"), std::string::npos);
  Client lost(port());
  lost.send(get("/api/v1/events/stream", "Last-Event-ID: 7\r\n"));
  lost.until("retry: 2000\n\n");
  EXPECT_NE(lost.until("\n\n").find("event: reset\nid: 103"), std::string::npos);
  Client nobody(port());
  nobody.send("GET /api/v1/events/stream HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(status_of(nobody.answer()), 401);
}

TEST_F(HttpServer, ALiveStreamBeatsAndEndsWithTheServer) {
  start({.heartbeat = DurationMs(50)});
  Client client(port());
  client.send(get("/api/v1/events/stream"));
  EXPECT_NE(client.until(": alive\n\n"), "");
  server->stop();
  EXPECT_TRUE(client.ended());
}

TEST_F(HttpServer, StoppingAnswersWhatWasReceivedAndLosesNoAcknowledgedWrite) {
  start();
  room.pause = std::chrono::milliseconds(20);
  std::atomic<int> acknowledged = 0;
  std::atomic<int> sent = 0;
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([&] {
      Client client(port());
      for (;;) {
        ++sent;
        client.send(post("/api/v1/notes", R"({"text":"x"})"));
        const auto answer = client.answer();
        if (status_of(answer) != 201) return;
        ++acknowledged;
        if (answer.find("Connection: close") != std::string::npos) return;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  server->stop();
  for (auto& writer : writers) writer.join();
  EXPECT_GT(acknowledged, 0);
  const auto count = room.database->read(
      [](db::ReadTx& tx) { return tx.scalar<std::int64_t>("select count(*) from notes_notes"); });
  EXPECT_GE(*count, acknowledged.load());
  Client late(port());
  EXPECT_FALSE(late.connected());
}

TEST_F(HttpServer, ManyClientsAtOnceGetTheirOwnAnswers) {
  start({.io_threads = 2});
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      Client client(port());
      for (int n = 0; n < 20; ++n) {
        const auto text = "n" + std::to_string(i) + "-" + std::to_string(n);
        client.send(post("/api/v1/notes", "{\"text\":\"" + text + "\"}"));
        if (client.answer().find("\"" + text + "\"") != std::string::npos) ++right;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 16 * 20);
}

TEST(ServerStart, TellsOfABadOrTakenAddress) {
  Room room;
  EXPECT_EQ(http::Server::start(*room.service, {.listen = "nowhere"}).error().code, ErrorCode::kInvalid);
  auto first = http::Server::start(*room.service, {.listen = "127.0.0.1:0"});
  ASSERT_TRUE(first);
  const auto taken =
      http::Server::start(*room.service, {.listen = "127.0.0.1:" + std::to_string((*first)->port())});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace manyi::http_tests
