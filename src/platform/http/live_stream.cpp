// A connection that became a stream of server-sent events.
// Owns resuming, heartbeats and the end of a stream whose log-in has ended.
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <cstdlib>

#include "platform/http/connection.h"
#include "platform/http/problem.h"
#include "platform/http/wire.h"

namespace manyi::http {

void Connection::begin_stream() {
  if (!parser_->is_done()) return refuse_body(problem(malformed("body", "This path takes no body.")));
  if (retiring_ || shared_.stopping) return close();
  state_ = State::kStreaming;
  position_ = Broadcaster::kFromNow;
  const auto& request = call_->request;
  if (!request.last_event_id.empty()) position_ = std::strtoll(request.last_event_id.c_str(), nullptr, 10);
  auto& broadcaster = shared_.service.broadcaster();
  std::weak_ptr<Connection> weak = weak_from_this();
  subscription_ = broadcaster.subscribe(
      call_->caller.tenant,
      [weak, loop = std::weak_ptr<Loop>(loop_), pending = std::make_shared<std::atomic<bool>>(false)] {
        const auto alive = loop.lock();
        if (!alive || alive->ended || pending->exchange(true)) return;
        asio::post(alive->context, [weak, pending] {
          *pending = false;
          if (const auto self = weak.lock()) self->pump();
        });
      });
  if (position_ == Broadcaster::kFromNow) position_ = broadcaster.head(call_->caller.tenant);
  Response response;
  response.content_type = "text/event-stream";
  response.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  HeadOptions head;
  head.keep_alive = false;
  head.length = std::nullopt;
  outbox_ = response_head(response, head) + "retry: 2000\n\n";
  shared_.service.metrics().count(request.route, 200, 0);
  stream_.expires_never();
  watch_for_close();
  beat();
  pump();
}

// Adds what is new to the outbox and sends it, unless a send is under way.
void Connection::pump() {
  if (state_ != State::kStreaming || writing_) return;
  const auto batch = shared_.service.broadcaster().read_after(call_->caller, position_);
  position_ = batch.position;
  if (batch.gap) {
    outbox_ += "event: reset\n";
    if (position_ >= 0) outbox_ += "id: " + std::to_string(position_) + "\n";
    outbox_ += "data: {}\n\n";
  }
  for (const auto& event : batch.events) {
    outbox_ += "id: " + std::to_string(event->seq) + "\ndata: " + event->json + "\n\n";
  }
  if (outbox_.empty()) return;
  writing_ = true;
  beats_while_writing_ = 0;
  head_text_ = std::move(outbox_);
  outbox_.clear();
  asio::async_write(stream_, asio::buffer(head_text_),
                    [self = shared_from_this()](error_code error, std::size_t) {
                      self->writing_ = false;
                      if (error || self->state_ == State::kClosed) return self->close();
                      self->pump();
                    });
}

void Connection::beat() {
  heartbeat_.expires_after(millis(shared_.options.heartbeat));
  heartbeat_.async_wait([self = shared_from_this()](error_code error) {
    if (error || self->state_ != State::kStreaming) return;
    if (self->writing_ && ++self->beats_while_writing_ >= 2) return self->close();  // nobody reads
    self->check_log_in();
    if (!self->writing_) self->outbox_ += ": alive\n\n";
    self->pump();
    self->beat();
  });
}

// A stream ends with the session it came with.
void Connection::check_log_in() {
  auto fresh = std::make_shared<Call>();
  fresh->request.route = call_->request.route;
  fresh->request.session_token = call_->request.session_token;
  fresh->request.bearer_token = call_->request.bearer_token;
  shared_.enter();
  const bool taken = shared_.pool.submit([self = shared_from_this(), fresh] {
    bool ended = false;
    try {
      ended = !self->shared_.service.authorize(*fresh).ok();
    } catch (const std::exception&) {
      // The database is away: the stream may stay until it is back.
    }
    asio::post(self->loop_->context, [self, fresh, ended] {
      self->shared_.leave();
      if (self->state_ != State::kStreaming) return;
      if (ended) return self->close();
      if (fresh->authorized) self->call_->caller = fresh->caller;
    });
  });
  if (!taken) shared_.leave();
}

void Connection::watch_for_close() {
  stream_.async_read_some(buffer_.prepare(256), [self = shared_from_this()](error_code error, std::size_t) {
    if (error || self->state_ != State::kStreaming) return self->close();
    self->watch_for_close();
  });
}

}  // namespace manyi::http
