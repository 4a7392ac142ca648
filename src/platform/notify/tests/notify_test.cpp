// The outbox on both databases: limits, quiet hours, failures, secrets; and what a user is told.
// Owns the cases; the network is a function here.
#include "platform/notify/notify.h"

#include <gtest/gtest.h>

#include "notify_migrations.h"
#include "platform/module/module.h"
#include "platform/notify/notify_events.h"
#include "platform/testing/room.h"

namespace manyi::notify {
namespace {

constexpr const char* kAddress = "https://oapi.dingtalk.com/robot/send?access_token=hidden-key";

struct Desk : Room {
  explicit Desk(db::Dialect dialect) : Room({notify_migrations()}, dialect) {
    make_module(notify).jobs(jobs);
    clock.set(*Instant::parse("2026-11-23T02:00:00Z"));  // Monday, 10:00 in Hangzhou
  }
  Notify::Options options() {
    Notify::Options made;
    made.installation_secret = "test";
    made.post = [this](const BotRequest& request) {
      sent.push_back(request);
      return answer;
    };
    made.ports.zone_of = [](db::ReadTx&, TenantId, ChannelScope, const std::string&) {
      return *TimeZone::find("Asia/Shanghai");
    };
    made.ports.label_of = [](db::ReadTx&, TenantId, ChannelScope scope,
                             const std::string& key) -> std::optional<std::string> {
      if (scope == ChannelScope::kCompany) return "公司";
      if (key == "here") return "文三路站";
      return std::nullopt;
    };
    return made;
  }
  CreateChannel dingtalk() const {
    CreateChannel in;
    in.name = "经理群";
    in.kind = ChannelKind::kDingtalk;
    in.webhook_url = kAddress;
    in.secret = "SEC-hidden-secret";
    in.max_per_hour = 100;
    return in;
  }
  Channel connect(const CreateChannel& in) {
    auto made = write([&](db::Tx& tx) { return notify.create_channel(tx, boss, in); });
    if (!made) ADD_FAILURE() << made.error().detail;
    return made ? *made : Channel();
  }
  SendOutcome send(ChannelId channel, const std::string& key, Severity severity = Severity::kWarning) {
    OutgoingMessage message;
    message.key = key;
    message.severity = severity;
    message.content.text = key;
    return *write([&](db::Tx& tx) { return notify.send(tx, tenant, channel, message); });
  }
  void run() {
    while (jobs.run_due() > 0) {}
  }
  void pass(DurationMs time) {
    clock.advance(time);
    run();
  }
  std::vector<Delivery> deliveries(std::optional<DeliveryState> state = {}) {
    ListDeliveries in;
    if (state) in.state = {*state};
    in.limit = 200;
    return read([&](db::ReadTx& tx) { return notify.deliveries(tx, boss, in); })->items;
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> all;
    for (const auto& request : sent) {
      const auto begin = request.body.find(R"("content":")") + 11;
      all.push_back(request.body.substr(begin, request.body.find('"', begin) - begin));
    }
    return all;
  }

  PostAnswer answer = answered(200, R"({"errcode":0})");
  static PostAnswer answered(int status, std::string body) {
    PostAnswer made;
    made.status = status;
    made.body = std::move(body);
    return made;
  }
  std::vector<BotRequest> sent;
  Notify notify{{*database, events, jobs}, options()};
};

struct NotifyOn : testing::TestWithParam<db::Dialect> {
  Desk desk{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, NotifyOn, testing::ValuesIn(db::test_dialects()), [](const auto& info) {
  return info.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(NotifyOn, AMessageLeavesSignedAfterTheCommitAndOnlyOnce) {
  const auto channel = desk.connect(desk.dingtalk());
  EXPECT_EQ(desk.send(channel.id, "a"), SendOutcome::kQueued);
  EXPECT_EQ(desk.send(channel.id, "a"), SendOutcome::kRepeated);
  EXPECT_TRUE(desk.sent.empty());
  desk.run();
  ASSERT_EQ(desk.sent.size(), 1u);
  EXPECT_NE(desk.sent[0].url.find("access_token=hidden-key&timestamp=1795399200000&sign="),
            std::string::npos);
  EXPECT_EQ(desk.deliveries(DeliveryState::kDelivered).size(), 1u);
  EXPECT_EQ(desk.published<DeliverySettled>().size(), 1u);
}

TEST_P(NotifyOn, ARefusedCommandSendsNothing) {
  const auto channel = desk.connect(desk.dingtalk());
  const auto refused = desk.write([&](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(desk.notify.send(tx, desk.tenant, channel.id, {.key = "a", .content = {"a", {}}}));
    return conflict("no", "no");
  });
  EXPECT_FALSE(refused);
  desk.run();
  EXPECT_TRUE(desk.sent.empty());
}

TEST_P(NotifyOn, TwentyGoInAMinuteAndTheRestFollows) {
  const auto channel = desk.connect(desk.dingtalk());
  for (int i = 0; i < 30; ++i) EXPECT_EQ(desk.send(channel.id, std::to_string(i)), SendOutcome::kQueued);
  desk.run();
  EXPECT_EQ(desk.sent.size(), 20u);
  desk.pass(kSecond * 59);
  EXPECT_EQ(desk.sent.size(), 20u);
  desk.pass(kSecond);
  EXPECT_EQ(desk.sent.size(), 30u);
  EXPECT_EQ(desk.texts().back(), "29");
}

TEST_P(NotifyOn, TheHourHasItsNumberAndTheRestIsForTheDigest) {
  auto in = desk.dingtalk();
  in.max_per_hour = 2;
  const auto channel = desk.connect(in);
  EXPECT_EQ(desk.send(channel.id, "a"), SendOutcome::kQueued);
  EXPECT_EQ(desk.send(channel.id, "b"), SendOutcome::kQueued);
  EXPECT_EQ(desk.send(channel.id, "c"), SendOutcome::kTooMany);
  desk.pass(kHour);
  EXPECT_EQ(desk.send(channel.id, "c"), SendOutcome::kQueued);
}

TEST_P(NotifyOn, AtNightOnlyWhatIsSevereGoesOut) {
  const auto channel = desk.connect(desk.dingtalk());
  desk.clock.set(*Instant::parse("2026-11-23T14:00:00Z"));  // 22:00
  desk.send(channel.id, "ordinary");
  desk.send(channel.id, "severe", Severity::kSevere);
  desk.run();
  EXPECT_EQ(desk.texts(), std::vector<std::string>{"severe"});
  desk.pass(kHour * 9 + kMinute * 59);
  EXPECT_EQ(desk.sent.size(), 1u);
  desk.pass(kMinute);  // 08:00
  EXPECT_EQ(desk.texts(), (std::vector<std::string>{"severe", "ordinary"}));
}

TEST_P(NotifyOn, ABusyBotIsAskedAgainLaterAndLater) {
  const auto channel = desk.connect(desk.dingtalk());
  desk.answer = Desk::answered(503, "");
  desk.send(channel.id, "a");
  desk.run();
  EXPECT_EQ(desk.sent.size(), 1u);
  desk.pass(kSecond * 9);
  EXPECT_EQ(desk.sent.size(), 1u);
  desk.pass(kSecond);
  EXPECT_EQ(desk.sent.size(), 2u);
  desk.answer = Desk::answered(200, R"({"errcode":0})");
  desk.pass(kSecond * 30);
  EXPECT_EQ(desk.sent.size(), 3u);
  const auto all = desk.deliveries();
  EXPECT_EQ(all[0].state, DeliveryState::kDelivered);
  EXPECT_EQ(all[0].attempts, 3);
}

TEST_P(NotifyOn, AWaitThatTheBotAsksForIsKept) {
  const auto channel = desk.connect(desk.dingtalk());
  desk.answer = Desk::answered(429, "");
  desk.answer.retry_after = kMinute;
  desk.send(channel.id, "a");
  desk.run();
  desk.pass(kSecond * 59);
  EXPECT_EQ(desk.sent.size(), 1u);
  desk.pass(kSecond);
  EXPECT_EQ(desk.sent.size(), 2u);
}

TEST_P(NotifyOn, WhatFailsEveryTimeIsGivenUpInSightAndCanBeSentAgain) {
  const auto channel = desk.connect(desk.dingtalk());
  desk.answer = Desk::answered(200, R"({"errcode":130101})");
  desk.send(channel.id, "a", Severity::kSevere);  // severe: nights count too
  for (int i = 0; i < 10; ++i) desk.pass(kHour * 4);
  EXPECT_EQ(desk.sent.size(), 8u);
  const auto dead = desk.deliveries(DeliveryState::kDead);
  ASSERT_EQ(dead.size(), 1u);
  EXPECT_EQ(dead[0].last_code, 130101);
  EXPECT_EQ(dead[0].allowed, std::vector{DeliveryStep::kRedeliver});
  desk.answer = Desk::answered(200, R"({"errcode":0})");
  desk.clock.set(*Instant::parse("2026-11-27T02:00:00Z"));
  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.notify.redeliver(tx, desk.boss, dead[0].id); }));
  desk.run();
  EXPECT_EQ(desk.deliveries(DeliveryState::kDelivered).size(), 1u);
  const auto again = desk.write([&](db::Tx& tx) { return desk.notify.redeliver(tx, desk.boss, dead[0].id); });
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
}

TEST_P(NotifyOn, AWrongSignatureIsGivenUpAtOnceAndHoldsUpNobody) {
  const auto channel = desk.connect(desk.dingtalk());
  desk.answer = Desk::answered(200, R"({"errcode":310000})");
  desk.send(channel.id, "a");
  desk.send(channel.id, "b");
  desk.run();
  EXPECT_EQ(desk.deliveries(DeliveryState::kDead).size(), 2u);
  EXPECT_EQ(desk.sent.size(), 2u);
}

TEST_P(NotifyOn, SecretsGoInAndNeverComeOut) {
  const auto channel = desk.connect(desk.dingtalk());
  EXPECT_TRUE(channel.secret_set);
  EXPECT_EQ(channel.host, "oapi.dingtalk.com");
  if (GetParam() == db::Dialect::kSqlite) {
    const std::string kept = desk.all_text();
    EXPECT_EQ(kept.find("hidden-key"), std::string::npos);
    EXPECT_EQ(kept.find("SEC-hidden"), std::string::npos);
  }
  ChangeChannel change;
  change.id = channel.id;
  change.name = "店长群";
  change.secret = "";
  const auto changed =
      desk.write([&](db::Tx& tx) { return desk.notify.change_channel(tx, desk.boss, change); });
  ASSERT_TRUE(changed);
  EXPECT_FALSE(changed->secret_set);
  EXPECT_EQ(changed->version, 2);
  change.if_match = 1;
  EXPECT_EQ(
      desk.write([&](db::Tx& tx) { return desk.notify.change_channel(tx, desk.boss, change); }).error().code,
      ErrorCode::kStale);
  desk.send(channel.id, "a");
  desk.run();
  ASSERT_EQ(desk.sent.size(), 1u);
  EXPECT_EQ(desk.sent[0].url, kAddress);
}

TEST_P(NotifyOn, AllThatIsWrongWithAChannelIsNamedAtOnce) {
  auto in = desk.dingtalk();
  in.kind = ChannelKind::kWecom;
  in.webhook_url = "https://192.168.1.5/send";
  in.scope = ChannelScope::kSite;
  in.scope_key = "nowhere";
  in.quiet_from = "9pm";
  const auto refused = desk.write([&](db::Tx& tx) { return desk.notify.create_channel(tx, desk.boss, in); });
  ASSERT_FALSE(refused);
  std::vector<std::string> pointers;
  for (const auto& field : refused.error().fields) pointers.push_back(field.pointer);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/secret", "/webhook_url", "/quiet_from", "/scope_key"}));
}

TEST_P(NotifyOn, ARemovedChannelSendsNoMore) {
  const auto channel = desk.connect(desk.dingtalk());
  desk.send(channel.id, "a");
  ASSERT_TRUE(desk.write([&](db::Tx& tx) {
    return desk.notify.remove_channel(tx, desk.boss, {channel.id, channel.version});
  }));
  desk.run();
  EXPECT_TRUE(desk.sent.empty());
  EXPECT_EQ(desk.deliveries(DeliveryState::kDead).size(), 1u);
  EXPECT_EQ(desk.send(channel.id, "b"), SendOutcome::kOff);
  EXPECT_TRUE(desk.read([&](db::ReadTx& tx) { return desk.notify.channels(tx, desk.tenant); }).empty());
}

TEST_P(NotifyOn, AUserReadsWhatHeWasToldAndNobodyElses) {
  NotificationContent content;
  content.kind = "alert.raised";
  content.severity = Severity::kSevere;
  content.subject_kind = "alert";
  content.subject_id = 77;
  content.text_key = "alert.promise";
  content.params = {R"({"no":"WO-2611-000123"})"};
  const auto id =
      desk.write([&](db::Tx& tx) { return desk.notify.tell(tx, desk.tenant, desk.boss.user, content); });
  ASSERT_TRUE(id);
  const auto told = desk.published<NotificationCreated>();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].subjects[0], (journal::Subject{"inbox", desk.boss.user.value()}));
  const auto other = desk.caller(Role::kTechnician);
  const auto list = [&](const Caller& caller) {
    return desk.read([&](db::ReadTx& tx) { return desk.notify.list(tx, caller, {}); })->items;
  };
  ASSERT_EQ(list(desk.boss).size(), 1u);
  EXPECT_EQ(list(desk.boss)[0].subject_id, id_text(77));
  EXPECT_TRUE(list(other).empty());
  EXPECT_EQ(desk.write([&](db::Tx& tx) { return desk.notify.mark_read(tx, other, *id); }).error().code,
            ErrorCode::kNotFound);
  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.notify.mark_read(tx, desk.boss, *id); }));
  EXPECT_EQ(desk.read([&](db::ReadTx& tx) { return desk.notify.unread(tx, desk.boss); }), 0);
  const auto none = desk.write([&](db::Tx& tx) { return desk.notify.mark_all_read(tx, desk.boss); });
  EXPECT_EQ(none->read, 0);
}

}  // namespace
}  // namespace manyi::notify
