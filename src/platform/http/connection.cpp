// The life of one connection: reading requests, having them handled, answering.
// Owns the limits and time-outs on the wire. Callbacks, not coroutines: g++ 12 miscompiles some of those.
#include "platform/http/connection.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include <array>
#include <cstdlib>

#include "platform/auth/secrets.h"
#include "platform/http/multipart.h"
#include "platform/http/problem.h"
#include "platform/http/wire.h"

namespace manyi::http {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::uint64_t kDrained = 16 << 20;  // of an unwanted body, so that its sender reads our answer

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

// The sender went away, or took too long: Beast has closed the socket then, so that there is no 408.
bool is_gone(error_code error) {
  return error == bhttp::error::end_of_stream || error == bhttp::error::partial_message ||
         error == asio::error::eof || error == asio::error::connection_reset ||
         error == asio::error::operation_aborted || error == beast::error::timeout;
}

Error too_large() {
  Error error;
  error.code = ErrorCode::kTooLarge;
  error.key = "too_large";
  error.detail = "The body is over the limit.";
  return error;
}

}  // namespace

Connection::Connection(tcp::socket socket, std::shared_ptr<Loop> loop, Shared& shared)
    : loop_(std::move(loop)), stream_(std::move(socket)), shared_(shared), heartbeat_(loop_->context) {
  ++shared_.open_connections;
  error_code ignored;
  stream_.socket().set_option(tcp::no_delay(true), ignored);
  const auto peer = stream_.socket().remote_endpoint(ignored);
  if (!ignored) address_ = peer.address().to_string();
  loop_->connections.insert(this);
}

Connection::~Connection() {
  loop_->connections.erase(this);
  --shared_.open_connections;
  shared_.tell();
}

std::shared_ptr<Connection> Connection::make(tcp::socket socket, const std::shared_ptr<Loop>& loop,
                                             Shared& shared) {
  return {new Connection(std::move(socket), loop, shared), [loop](Connection* connection) {
            if (loop->here())
              delete connection;
            else
              asio::post(loop->context, [connection] { delete connection; });
          }};
}

void Connection::begin() { await_request(); }

void Connection::retire() {
  retiring_ = true;
  if (state_ == State::kIdle || state_ == State::kStreaming) close();
}

void Connection::close() {
  state_ = State::kClosed;
  subscription_.reset();
  heartbeat_.cancel();
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
  stream_.close();
}

// ---- reading -----------------------------------------------------------------------------

void Connection::await_request() {
  state_ = State::kIdle;
  if (retiring_ || shared_.stopping) return close();
  if (buffer_.size() > 0) return read_head();  // pipelined
  stream_.expires_after(millis(shared_.options.idle_time));
  stream_.async_read_some(buffer_.prepare(4096),
                          [self = shared_from_this()](error_code error, std::size_t size) {
                            if (error || self->state_ == State::kClosed) return self->close();
                            self->buffer_.commit(size);
                            self->read_head();
                          });
}

void Connection::read_head() {
  state_ = State::kReading;
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(shared_.options.max_header_bytes));
  parser_->body_limit(boost::none);  // ours, below: it depends on the route
  stream_.expires_after(millis(shared_.options.header_time));
  bhttp::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](error_code error, std::size_t) { self->on_head(error); });
}

void Connection::on_head(error_code error) {
  if (state_ == State::kClosed) return;
  started_us_ = steady_us();
  call_ = std::make_shared<Call>();
  auto& request = call_->request;
  keep_alive_ = false;
  http10_ = false;
  if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow) {
    return refuse(431, "header_too_large", "The headers are over the limit.");
  }
  if (is_gone(error)) return close();
  if (error) return refuse(400, "bad_request", "This is no HTTP/1.1 request.");

  const auto& head = parser_->get();
  keep_alive_ = head.keep_alive();
  http10_ = head.version() == 10;
  if (!read_headers(head)) return;
  if (request.host.empty() && !http10_) return refuse(400, "no_host", "A request needs one Host header.");
  if (!read_target(view(head.target()), request)) {
    return refuse(400, "bad_target", "The path or query is not valid percent-encoded UTF-8.");
  }
  plan_ = shared_.service.plan(request);
  if (!known_method_) {
    Error unknown;
    unknown.code = ErrorCode::kMethodNotAllowed;
    unknown.key = "method_not_allowed";
    unknown.detail = "This server takes GET, HEAD, POST, PUT, PATCH, DELETE.";
    plan_ = {};
    plan_.response = problem(unknown);
    plan_.response.headers.push_back({"Allow", "GET, HEAD, POST, PUT, PATCH, DELETE"});
  }
  const auto length = parser_->content_length();
  switch (plan_.next) {
    case Service::Next::kAuthorize:
      if (length && *length > plan_.body_limit) return refuse_body(problem(too_large()));
      return authorize([this] { begin_upload(); });
    case Service::Next::kStream: return authorize([this] { begin_stream(); });
    case Service::Next::kReadBody:
      if (length && *length > plan_.body_limit) return refuse_body(problem(too_large()));
      return read_body();
    case Service::Next::kAnswer:
      if (!parser_->is_done()) return refuse_body(std::move(plan_.response));
      return respond(std::move(plan_.response));
  }
}

// False when an answer was given because of a bad header.
bool Connection::read_headers(const bhttp::request_header<>& head) {
  auto& request = call_->request;
  known_method_ = true;
  switch (head.method()) {
    case bhttp::verb::get: request.method = Method::kGet; break;
    case bhttp::verb::head:
      request.method = Method::kGet;
      request.head = true;
      break;
    case bhttp::verb::post: request.method = Method::kPost; break;
    case bhttp::verb::put: request.method = Method::kPut; break;
    case bhttp::verb::patch: request.method = Method::kPatch; break;
    case bhttp::verb::delete_: request.method = Method::kDelete; break;
    default: known_method_ = false;
  }
  expects_continue_ = false;
  std::string_view traceparent;
  request.remote_address = address_;
  for (const auto& field : head) {
    const auto value = view(field.value());
    switch (field.name()) {
      case bhttp::field::host:
        if (!request.host.empty()) {
          refuse(400, "no_host", "A request needs one Host header.");
          return false;
        }
        request.host = value;
        break;
      case bhttp::field::content_type: request.content_type = value; break;
      case bhttp::field::origin: request.origin = value; break;
      case bhttp::field::if_match: request.if_match = value; break;
      case bhttp::field::if_none_match: request.if_none_match = value; break;
      case bhttp::field::accept_encoding: request.accept_encoding = value; break;
      case bhttp::field::cookie: request.session_token = cookie_value(value, auth::kSessionCookie); break;
      case bhttp::field::authorization:
        request.bearer_token = bearer_token(value);
        if (request.bearer_token.empty()) {
          refuse(401, "unauthenticated", "Only Bearer credentials are taken.");
          return false;
        }
        break;
      case bhttp::field::expect: expects_continue_ = beast::iequals(field.value(), "100-continue"); break;
      case bhttp::field::unknown: {
        const auto name = field.name_string();
        if (beast::iequals(name, "X-CSRF-Token"))
          request.csrf_token = value;
        else if (beast::iequals(name, "Idempotency-Key"))
          request.idempotency_key = value;
        else if (beast::iequals(name, "Last-Event-ID"))
          request.last_event_id = value;
        else if (beast::iequals(name, "traceparent"))
          traceparent = value;
        else if (beast::iequals(name, "Manyi-Seq"))
          request.wanted_seq = std::strtoll(std::string(value).c_str(), nullptr, 10);
        else if (shared_.options.trust_forwarded && beast::iequals(name, "X-Forwarded-For")) {
          const auto last =
              value.substr(value.rfind(',') == std::string_view::npos ? 0 : value.rfind(',') + 1);
          request.remote_address = last.substr(std::min(last.size(), last.find_first_not_of(' ')));
        }
        break;
      }
      default: break;
    }
  }
  request.trace_id = trace_id_of(traceparent);
  return true;
}

// Sends 100 Continue where it is waited for, then goes on.
void Connection::ask_for_body(std::function<void()> next) {
  if (!expects_continue_ || parser_->is_done()) return next();
  expects_continue_ = false;
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  stream_.expires_after(millis(shared_.options.write_time));
  asio::async_write(stream_, asio::buffer(kContinue),
                    [self = shared_from_this(), next = std::move(next)](error_code error, std::size_t) {
                      if (error || self->state_ == State::kClosed) return self->close();
                      next();
                    });
}

void Connection::read_body() {
  if (parser_->is_done()) return dispatch();
  ask_for_body([this] {
    const auto length = parser_->content_length();
    if (length) call_->request.body.resize(*length);
    body_read_ = 0;
    stream_.expires_after(millis(shared_.options.body_time));
    read_body_piece();
  });
}

void Connection::read_body_piece() {
  auto& body = call_->request.body;
  if (body_read_ == body.size()) body.resize(body_read_ + kPiece);  // chunked: as it comes
  parser_->get().body().data = body.data() + body_read_;
  parser_->get().body().size = body.size() - body_read_;
  bhttp::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
    self->on_body_piece(error);
  });
}

void Connection::on_body_piece(error_code error) {
  if (state_ == State::kClosed) return;
  if (error == bhttp::error::need_buffer) error = {};
  if (error) return broken_body(error);
  auto& body = call_->request.body;
  body_read_ = body.size() - parser_->get().body().size;
  if (body_read_ > plan_.body_limit) return refuse_body(problem(too_large()));
  if (!parser_->is_done()) return read_body_piece();
  body.resize(body_read_);
  dispatch();
}

void Connection::broken_body(error_code error) {
  if (is_gone(error)) return close();  // nothing was begun
  refuse(400, "bad_request", "The body is not framed as HTTP/1.1 says.");
}

// ---- uploads -----------------------------------------------------------------------------

void Connection::begin_upload() {
  auto folder = shared_.options.upload_folder;
  if (folder.empty()) folder = std::filesystem::temp_directory_path();
  auto& request = call_->request;
  request.upload.emplace();
  request.upload->path = folder / ("upload-" + auth::random_token() + ".part");
  request.upload->content_type = request.content_type;
  file_.open(request.upload->path, std::ios::binary | std::ios::trunc);
  if (!file_) return refuse_body(problem(unavailable("disk", "The file cannot be stored.")));
  if (parser_->is_done()) return end_upload();
  ask_for_body([this] {
    piece_.resize(4 * kPiece);
    read_upload_piece();
  });
}

void Connection::read_upload_piece() {
  stream_.expires_after(millis(shared_.options.body_time));
  parser_->get().body().data = piece_.data();
  parser_->get().body().size = piece_.size();
  bhttp::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
    if (self->state_ == State::kClosed) return;
    if (error == bhttp::error::need_buffer) error = {};
    if (error) return self->broken_body(error);
    auto& upload = *self->call_->request.upload;
    const auto size = self->piece_.size() - self->parser_->get().body().size;
    upload.size += size;
    if (upload.size > self->plan_.body_limit) return self->refuse_body(problem(too_large()));
    self->file_.write(self->piece_.data(), static_cast<std::streamsize>(size));
    if (!self->file_) return self->refuse_body(problem(unavailable("disk", "The file cannot be stored.")));
    if (self->parser_->is_done())
      self->end_upload();
    else
      self->read_upload_piece();
  });
}

void Connection::end_upload() {
  file_.close();
  piece_ = {};
  if (file_.fail()) return respond(problem(unavailable("disk", "The file cannot be stored.")));
  dispatch();
}

// ---- handling ----------------------------------------------------------------------------

// Runs `work` on a worker, or answers 503 when too many wait.
bool Connection::on_worker(std::function<void()> work) {
  state_ = State::kHandling;
  stream_.expires_never();
  shared_.enter();
  if (shared_.options.workers == 0) return work(), true;
  if (shared_.pool.submit(std::move(work))) return true;
  shared_.leave();
  auto busy = unavailable("busy", "Too many requests are waiting.");
  busy.retry_after_s = 1;
  if (parser_->is_done())
    respond(problem(busy));
  else
    refuse_body(problem(busy));
  return false;
}

void Connection::authorize(std::function<void()> next) {
  on_worker([self = shared_from_this(), call = call_, next]() mutable {
    Result<void> allowed;
    try {
      allowed = self->shared_.service.authorize(*call);
    } catch (const std::exception&) { allowed = unavailable("database", "The database cannot be reached."); }
    asio::post(self->loop_->context, [self, allowed = std::move(allowed), next]() mutable {
      self->shared_.leave();
      if (self->state_ == State::kClosed) return;
      if (allowed) return next();
      auto refused = problem(allowed.error());
      if (self->parser_->is_done())
        self->respond(std::move(refused));
      else
        self->refuse_body(std::move(refused));
    });
  });
}

void Connection::dispatch() {
  started_us_ = steady_us();
  // The lane may keep its copy of `done` after the answer: the connection leaves it with the answer.
  auto done = [held = std::make_shared<std::shared_ptr<Connection>>(shared_from_this())](Response response) {
    auto connection = std::move(*held);
    auto& context = connection->loop_->context;
    asio::dispatch(context, [self = std::move(connection), response = std::move(response)]() mutable {
      self->shared_.leave();
      if (self->state_ != State::kClosed) self->respond(std::move(response));
    });
  };
  if (shared_.service.is_quick(*call_)) {
    state_ = State::kHandling;
    stream_.expires_never();
    shared_.enter();
    shared_.service.handle(call_, std::move(done));
    return;
  }
  on_worker([&service = shared_.service, call = call_, done = std::move(done)] {
    auto& request = call->request;
    if (request.upload && is_multipart(request.upload->content_type)) {
      if (auto extracted = extract_file(*request.upload); !extracted) return done(problem(extracted.error()));
    }
    service.handle(call, done);
  });
}

// ---- answering ---------------------------------------------------------------------------

void Connection::refuse(int status, std::string_view key, std::string_view detail) {
  refuse_body(problem(status, key, detail));
}

// Answers without having read the body; the connection cannot be used again.
void Connection::refuse_body(Response response) {
  keep_alive_ = false;
  linger_ = true;
  respond(std::move(response));
}

void Connection::respond(Response response) {
  state_ = State::kWriting;
  if (shared_.stopping || retiring_) keep_alive_ = false;
  shared_.service.finish(call_->request, started_us_, response);
  response_ = std::move(response);
  HeadOptions head;
  head.keep_alive = keep_alive_;
  head.http10 = http10_;
  head.https = shared_.service.options().public_origin.starts_with("https:");
  if (!response_.file.empty()) {
    std::error_code error;
    head.length = std::filesystem::file_size(response_.file, error);
    reply_file_.open(response_.file, std::ios::binary);
    if (error || !reply_file_) {
      response_ = problem(internal_error("The file is gone."));
      head.length = response_.body.size();
    }
  } else {
    head.length = payload().size();
  }
  head_text_ = response_head(response_, head);
  const bool bodyless = call_->request.head || response_.status == 204 || response_.status == 304;
  const std::array<asio::const_buffer, 2> parts = {asio::buffer(head_text_), bodyless || reply_file_.is_open()
                                                                                 ? asio::const_buffer()
                                                                                 : asio::buffer(payload())};
  stream_.expires_after(millis(shared_.options.write_time));
  asio::async_write(stream_, parts, [self = shared_from_this(), bodyless](error_code error, std::size_t) {
    if (error || self->state_ == State::kClosed) return self->end_reply(error);
    if (self->reply_file_.is_open() && !bodyless) return self->write_file_piece();
    self->end_reply({});
  });
}

const std::string& Connection::payload() const {
  return response_.shared_body != nullptr ? *response_.shared_body : response_.body;
}

void Connection::write_file_piece() {
  piece_.resize(4 * kPiece);
  reply_file_.read(piece_.data(), static_cast<std::streamsize>(piece_.size()));
  const auto size = static_cast<std::size_t>(reply_file_.gcount());
  if (size == 0) return end_reply({});
  stream_.expires_after(millis(shared_.options.write_time));
  asio::async_write(stream_, asio::buffer(piece_.data(), size),
                    [self = shared_from_this()](error_code error, std::size_t) {
                      if (error || self->state_ == State::kClosed) return self->end_reply(error);
                      self->write_file_piece();
                    });
}

void Connection::end_reply(error_code error) {
  if (reply_file_.is_open()) reply_file_.close();
  if (response_.delete_file && !response_.file.empty()) {
    std::error_code ignored;
    std::filesystem::remove(response_.file, ignored);
  }
  response_ = {};
  piece_ = {};
  call_.reset();
  if (state_ == State::kClosed) return;
  if (error) return close();
  if (keep_alive_) return await_request();
  if (!linger_) return close();
  // The sender may still be writing a body we refused: closing now would reset the connection
  // and take our answer from him.
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(std::chrono::seconds(2));
  drained_ = 0;
  drain();
}

void Connection::drain() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(4 * 4096),
                          [self = shared_from_this()](error_code error, std::size_t size) {
                            self->drained_ += size;
                            if (error || self->drained_ > kDrained || self->state_ == State::kClosed)
                              return self->close();
                            self->drain();
                          });
}

}  // namespace manyi::http
