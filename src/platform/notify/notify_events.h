// What notify tells the journal, and by it the live pages: ids and enums only.
// Owns the kinds notification.* and notification_channel.*.
#pragma once

#include <string_view>
#include <vector>

#include "platform/journal/events.h"
#include "platform/notify/notify.h"

namespace manyi::notify {

/// The subject `inbox` is the user's: a page that shows his notifications loads them anew.
struct NotificationCreated {
  static constexpr std::string_view kKind = "notification.created";
  static constexpr int kSchema = 1;
  NotificationId notification;
  UserId user;
  Severity severity = Severity::kInfo;
  std::vector<journal::Subject> subjects() const {
    return {{"inbox", user.value()}, {"notification", notification.value()}};
  }
};
BOOST_DESCRIBE_STRUCT(NotificationCreated, (), (notification, user, severity))

struct NotificationsRead {
  static constexpr std::string_view kKind = "notification.read";
  static constexpr int kSchema = 1;
  UserId user;
  std::int64_t count = 0;
  std::vector<journal::Subject> subjects() const { return {{"inbox", user.value()}}; }
};
BOOST_DESCRIBE_STRUCT(NotificationsRead, (), (user, count))

enum class ChannelChange { kCreated, kChanged, kRemoved };
BOOST_DESCRIBE_ENUM(ChannelChange, kCreated, kChanged, kRemoved)
struct ChannelChanged {
  static constexpr std::string_view kKind = "notification_channel.changed";
  static constexpr int kSchema = 1;
  ChannelId channel;
  ChannelKind kind = ChannelKind::kWecom;
  ChannelChange change = ChannelChange::kCreated;
  bool new_address = false, new_secret = false;
  std::vector<journal::Subject> subjects() const { return {{"notification_channel", channel.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ChannelChanged, (), (channel, kind, change, new_address, new_secret))

/// Delivered, or given up; a message on its way says nothing.
struct DeliverySettled {
  static constexpr std::string_view kKind = "notification_channel.delivery";
  static constexpr int kSchema = 1;
  ChannelId channel;
  DeliveryId delivery;
  DeliveryState state = DeliveryState::kDelivered;
  std::int64_t attempts = 0;
  std::vector<journal::Subject> subjects() const { return {{"notification_channel", channel.value()}}; }
};
BOOST_DESCRIBE_STRUCT(DeliverySettled, (), (channel, delivery, state, attempts))

}  // namespace manyi::notify
