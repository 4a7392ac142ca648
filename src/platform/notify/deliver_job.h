// The job that empties a channel's outbox.
// Owns its name and payload.
#pragma once

#include <string_view>

#include "platform/notify/notify.h"

namespace manyi::notify {

inline constexpr std::string_view kDeliverJob = "notify.deliver";
struct DeliverJob {
  ChannelId channel;
};
BOOST_DESCRIBE_STRUCT(DeliverJob, (), (channel))

}  // namespace manyi::notify
