// HTTP operations of notify.
// Owns their paths, permissions and documentation; no logic.
#include "platform/http/api.h"
#include "platform/notify/notify.h"

namespace manyi::notify {
namespace {
const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kStale};
}

void declare_notification_routes(http::Api& api, Notify& notify) {
  api.get("/notifications")
      .summary("List what the caller was told, newest first; total_estimate counts with unread=true")
      .tag("notifications")
      .signed_in()
      .reads<ListNotifications, Page<Notification>>(
          [&notify](db::ReadTx& tx, const Caller& caller, const ListNotifications& in) {
            return notify.list(tx, caller, in);
          });
  api.post("/notifications/{id}/read")
      .summary("Mark one notification as read")
      .tag("notifications")
      .signed_in()
      .fails({ErrorCode::kNotFound})
      .writes<OneNotification, Notification>(
          [&notify](db::Tx& tx, const Caller& caller, const OneNotification& in) {
            return notify.mark_read(tx, caller, in.id);
          });
  api.post("/notifications/read-all")
      .summary("Mark all notifications of the caller as read")
      .tag("notifications")
      .signed_in()
      .writes<http::Nothing, ReadNotifications>(
          [&notify](db::Tx& tx, const Caller& caller, const http::Nothing&) {
            return notify.mark_all_read(tx, caller);
          });
}

void declare_routes(http::Api& api, Notify& notify) {
  declare_notification_routes(api, notify);
  api.get("/notification-channels")
      .summary("List group bots; their addresses and secrets are never shown")
      .tag("notifications")
      .allow(Permission::kNotificationWrite)
      .reads<http::Nothing, Items<Channel>>(
          [&notify](db::ReadTx& tx, const Caller& caller, const http::Nothing&) -> Result<Items<Channel>> {
            return Items<Channel>{notify.channels(tx, caller.tenant)};
          });
  api.get("/notification-channels/{id}")
      .summary("Read a group bot")
      .tag("notifications")
      .allow(Permission::kNotificationWrite)
      .fails({ErrorCode::kNotFound})
      .reads<OneChannel, Channel>([&notify](db::ReadTx& tx, const Caller& caller, const OneChannel& in) {
        return notify.channel(tx, caller, in.id);
      });
  api.post("/notification-channels")
      .summary("Connect a group bot of WeCom, DingTalk or Feishu")
      .tag("notifications")
      .allow(Permission::kNotificationWrite)
      .secret()
      .created()
      .writes<CreateChannel, Channel>([&notify](db::Tx& tx, const Caller& caller, const CreateChannel& in) {
        return notify.create_channel(tx, caller, in);
      });
  api.patch("/notification-channels/{id}")
      .summary("Change a group bot")
      .tag("notifications")
      .allow(Permission::kNotificationWrite)
      .secret()
      .fails(kOnChange)
      .writes<ChangeChannel, Channel>([&notify](db::Tx& tx, const Caller& caller, const ChangeChannel& in) {
        return notify.change_channel(tx, caller, in);
      });
  api.del("/notification-channels/{id}")
      .summary("Disconnect a group bot; messages that wait are given up")
      .tag("notifications")
      .allow(Permission::kNotificationWrite)
      .fails(kOnChange)
      .writes<OneChannel, http::Nothing>([&notify](db::Tx& tx, const Caller& caller, const OneChannel& in) {
        return notify.remove_channel(tx, caller, in);
      });
  api.post("/notification-channels/{id}/test")
      .summary("Send a test message, past quiet hours")
      .tag("notifications")
      .allow(Permission::kNotificationWrite)
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict})
      .writes<OneChannel, Delivery>([&notify](db::Tx& tx, const Caller& caller, const OneChannel& in) {
        return notify.test_channel(tx, caller, in.id);
      });
  api.get("/notification-deliveries")
      .summary("List messages to group bots, newest first; those given up are in state dead")
      .tag("notifications")
      .allow(Permission::kNotificationWrite)
      .reads<ListDeliveries, Page<Delivery>>(
          [&notify](db::ReadTx& tx, const Caller& caller, const ListDeliveries& in) {
            return notify.deliveries(tx, caller, in);
          });
  api.post("/notification-deliveries/{id}/redeliver")
      .summary("Send a message that was given up once more")
      .tag("notifications")
      .allow(Permission::kNotificationWrite)
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict})
      .writes<OneDelivery, Delivery>([&notify](db::Tx& tx, const Caller& caller, const OneDelivery& in) {
        return notify.redeliver(tx, caller, in.id);
      });
}

}  // namespace manyi::notify
