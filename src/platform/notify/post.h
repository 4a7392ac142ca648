// Sends one request to a group bot over the network.
// Owns the connection's limits: time, size, no redirect, no private target unless allowed.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/instant.h"
#include "platform/notify/bots.h"

namespace manyi::notify {

struct PostAnswer {
  int status = 0;  // 0: nobody answered; `failure` says why
  std::string body;
  std::string failure;                    // in words of ours: never holds the address
  bool refused = false;                   // a private target
  std::optional<DurationMs> retry_after;  // as asked for
};

using Post = std::function<PostAnswer(const BotRequest&)>;

enum class Targets { kPublicOnly, kAnywhere };
/// By libcurl; blocking, at most ten seconds. Looks at the address it connects to, whatever name led
/// there, and never goes through a proxy.
Post post_by_curl(Targets targets);

}  // namespace manyi::notify
