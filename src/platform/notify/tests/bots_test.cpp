// Requests and answers of the three bots against values worked out elsewhere; limits; quiet hours.
// Owns the known answers.
#include "platform/notify/bots.h"

#include <gtest/gtest.h>

#include "platform/notify/post.h"
#include "platform/notify/rules.h"
#include "platform/notify/sealed.h"

namespace manyi::notify {
namespace {

constexpr std::string_view kSecret = "SECdemo0123456789";
constexpr Instant kAt{1796256000123};

TEST(BotSignature, IsThePublishedHmac) {
  EXPECT_EQ(hmac_sha256_base64("key", "The quick brown fox jumps over the lazy dog"),
            "97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=");
}

TEST(BotRequests, DingtalkSignsTimeAndSecretInTheAddress) {
  const auto request =
      build_request(ChannelKind::kDingtalk, "https://oapi.dingtalk.com/robot/send?access_token=abc", kSecret,
                    {"预警 3 条", {"u01", "u02"}}, kAt);
  EXPECT_EQ(request.url,
            "https://oapi.dingtalk.com/robot/send?access_token=abc&timestamp=1796256000123"
            "&sign=IlQ9NjISznzdy%2FTKR21RxuvPWgZchzY7lb16%2F1iaTsY%3D");
  EXPECT_EQ(request.body, R"({"msgtype":"text","text":{"content":"预警 3 条\n@u01 @u02"},)"
                          R"("at":{"atUserIds":["u01","u02"],"isAtAll":false}})");
}

TEST(BotRequests, FeishuSignsTheEmptyTextInTheBody) {
  const auto request = build_request(ChannelKind::kFeishu, "https://open.feishu.cn/open-apis/bot/v2/hook/x",
                                     kSecret, {"预警", {"ou_1"}}, kAt);
  EXPECT_EQ(request.url, "https://open.feishu.cn/open-apis/bot/v2/hook/x");
  EXPECT_EQ(request.body,
            R"({"timestamp":"1796256000","sign":"JzO4Sx2hEnCBHHnyf257b5qC0BRqTUd63Lndu4ccK4k=",)"
            R"("msg_type":"text","content":{"text":"预警<at user_id=\"ou_1\"></at>"}})");
}

TEST(BotRequests, WecomHasItsKeyInTheAddressAndNoSignature) {
  const auto request =
      build_request(ChannelKind::kWecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k", "",
                    {"预警", {"lin"}}, kAt);
  EXPECT_EQ(request.url, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k");
  EXPECT_EQ(request.body, R"({"msgtype":"text","text":{"content":"预警","mentioned_list":["lin"]}})");
}

TEST(BotRequests, WithoutASecretNothingIsSigned) {
  EXPECT_EQ(build_request(ChannelKind::kDingtalk, "https://d.cn/x?a=1", "", {"t", {}}, kAt).url,
            "https://d.cn/x?a=1");
  EXPECT_EQ(build_request(ChannelKind::kFeishu, "https://f.cn/x", "", {"t", {}}, kAt).body,
            R"({"msg_type":"text","content":{"text":"t"}})");
}

TEST(BotRequests, ALongTextIsCutBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "警";
  const auto body = build_request(ChannelKind::kWecom, "https://w.cn/x", "", {text, {}}, kAt).body;
  const auto begin = body.find("警"), end = body.find("…");
  ASSERT_NE(end, std::string::npos);
  EXPECT_EQ((end - begin) % 3, 0u);
  EXPECT_LE(end + 3 - begin, 2048u);
}

TEST(BotAnswers, ACodeInTheBodyTellsWhatAStatusOf200DoesNot) {
  using enum BotOutcome;
  const auto outcome = [](ChannelKind kind, int status, const char* body) {
    return read_answer(kind, status, body).outcome;
  };
  EXPECT_EQ(outcome(ChannelKind::kWecom, 200, R"({"errcode":0,"errmsg":"ok"})"), kDelivered);
  EXPECT_EQ(outcome(ChannelKind::kWecom, 200, R"({"errcode":45009,"errmsg":"api freq out of limit"})"),
            kRetry);
  EXPECT_EQ(outcome(ChannelKind::kWecom, 200, R"({"errcode":93000,"errmsg":"invalid webhook url"})"),
            kRefused);
  EXPECT_EQ(outcome(ChannelKind::kDingtalk, 200, R"({"errcode":310000,"errmsg":"sign not match"})"),
            kRefused);
  EXPECT_EQ(outcome(ChannelKind::kDingtalk, 200, R"({"errcode":130101,"errmsg":"send too fast"})"), kRetry);
  EXPECT_EQ(outcome(ChannelKind::kFeishu, 200, R"({"code":0,"msg":"success","data":{}})"), kDelivered);
  EXPECT_EQ(outcome(ChannelKind::kFeishu, 200, R"({"StatusCode":0,"StatusMessage":"success"})"), kDelivered);
  EXPECT_EQ(outcome(ChannelKind::kFeishu, 400, R"({"code":19021,"msg":"sign match fail"})"), kRefused);
  EXPECT_EQ(outcome(ChannelKind::kFeishu, 200, R"({"code":11232,"msg":"frequency limited"})"), kRetry);
}

TEST(BotAnswers, SilenceTroubleAndHasteAreTriedAgainAndAWrongAddressIsNot) {
  for (const int status : {0, 408, 429, 500, 503})
    EXPECT_EQ(read_answer(ChannelKind::kWecom, status, "").outcome, BotOutcome::kRetry) << status;
  for (const int status : {302, 401, 404})
    EXPECT_EQ(read_answer(ChannelKind::kWecom, status, "<html>").outcome, BotOutcome::kRefused) << status;
  EXPECT_EQ(read_answer(ChannelKind::kWecom, 200, "<html>").outcome, BotOutcome::kRetry);
}

TEST(BotTargets, OnlyPlacesOfThePublicInternetCount) {
  for (const char* address : {"127.0.0.1",
                              "10.1.2.3",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.168.1.1",
                              "169.254.169.254",
                              "100.64.0.1",
                              "0.0.0.0",
                              "224.0.0.1",
                              "255.255.255.255",
                              "::1",
                              "::",
                              "fe80::1",
                              "fc00::1",
                              "fd12::1",
                              "::ffff:10.0.0.1",
                              "64:ff9b::7f00:1",
                              "2002:7f00:1::",
                              "2001:db8::1",
                              "ff02::1",
                              "example.com",
                              ""})
    EXPECT_FALSE(is_public_address(address)) << address;
  for (const char* address : {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2400:3200::1", "::ffff:8.8.8.8"})
    EXPECT_TRUE(is_public_address(address)) << address;
}

TEST(BotTargets, AnAddressIsHttpsWithAHostAndNothingHidden) {
  EXPECT_EQ(host_of("https://qyapi.weixin.qq.com/x?key=1", Transport::kHttpsOnly), "qyapi.weixin.qq.com");
  for (const char* bad : {"http://a.cn/x", "ftp://a.cn", "https://u:p@a.cn/", "https:///x", "a.cn/x", "",
                          "https://a.cn/x#f", "javascript:alert(1)"})
    EXPECT_EQ(host_of(bad, Transport::kHttpsOnly), "") << bad;
  EXPECT_EQ(host_of("http://127.0.0.1:99/x", Transport::kAnyHttp), "127.0.0.1");
}

TEST(BotTargets, APrivateOneIsRefusedByTheAddressThatIsConnectedTo) {
  const auto answer = post_by_curl(Targets::kPublicOnly)({"http://localhost:1/x", "{}"});
  EXPECT_TRUE(answer.refused);
  EXPECT_EQ(answer.failure, "the target is in a private range");
  const auto allowed = post_by_curl(Targets::kAnywhere)({"http://127.0.0.1:1/x", "{}"});
  EXPECT_FALSE(allowed.refused);
  EXPECT_EQ(allowed.status, 0);
  EXPECT_FALSE(allowed.failure.empty());
}

TEST(RateLimits, TheTwentyFirstOfAMinuteWaitsForTheFirstToLeaveIt) {
  const auto limits = rate_limits(ChannelKind::kWecom);
  std::vector<Instant> sent;
  for (int i = 0; i < 19; ++i) sent.insert(sent.begin(), kAt + kSecond * i);
  EXPECT_EQ(may_send_at(limits, sent, kAt + kSecond * 19), kAt + kSecond * 19);
  sent.insert(sent.begin(), kAt + kSecond * 19);
  EXPECT_EQ(may_send_at(limits, sent, kAt + kSecond * 20), kAt + kMinute);
  EXPECT_EQ(may_send_at(limits, sent, kAt + kMinute), kAt + kMinute);
}

TEST(RateLimits, FeishuHasASecondLimitWithinTheSecond) {
  const auto limits = rate_limits(ChannelKind::kFeishu);
  const std::vector<Instant> sent(5, kAt);
  EXPECT_EQ(may_send_at(limits, sent, kAt), kAt + kSecond);
  EXPECT_EQ(may_send_at(limits, std::vector<Instant>(100, kAt), kAt + kSecond * 2), kAt + kMinute);
}

TEST(QuietHours, GoAcrossMidnight) {
  const QuietHours hours{21 * 60, 8 * 60};
  EXPECT_TRUE(is_quiet(hours, 21 * 60));
  EXPECT_TRUE(is_quiet(hours, 0));
  EXPECT_TRUE(is_quiet(hours, 7 * 60 + 59));
  EXPECT_FALSE(is_quiet(hours, 8 * 60));
  EXPECT_FALSE(is_quiet(hours, 20 * 60 + 59));
  EXPECT_FALSE(is_quiet({0, 0}, 0));
  EXPECT_TRUE(is_quiet({13 * 60, 14 * 60}, 13 * 60 + 30));
}

TEST(QuietHours, EndAtTheNextMorningByTheSitesOwnTime) {
  const QuietHours hours;
  const auto zone = *TimeZone::find("Asia/Shanghai");
  const auto at = [](const char* text) { return *Instant::parse(text); };
  EXPECT_EQ(quiet_until(hours, zone, at("2026-11-23T14:30:00Z")), at("2026-11-24T00:00:00Z"));  // 22:30
  EXPECT_EQ(quiet_until(hours, zone, at("2026-11-23T23:30:00Z")), at("2026-11-24T00:00:00Z"));  // 07:30
  EXPECT_EQ(quiet_until(hours, zone, at("2026-11-24T01:00:00Z")), at("2026-11-24T01:00:00Z"));  // 09:00
  EXPECT_EQ(quiet_until({13 * 60, 14 * 60}, zone, at("2026-11-24T05:30:00Z")), at("2026-11-24T06:00:00Z"));
}

TEST(TimesOfDay, AreReadStrictly) {
  EXPECT_EQ(minute_of_day("21:05"), 1265);
  for (const char* bad : {"24:00", "9:00", "21:60", "21-00", "", "ab:cd"})
    EXPECT_FALSE(minute_of_day(bad)) << bad;
  EXPECT_EQ(time_of_day(8 * 60), "08:00");
}

TEST(BackOff, GrowsAndEnds) {
  DurationMs last;
  int waits = 0;
  for (std::int64_t failures = 1; back_off(failures); ++failures, ++waits) {
    EXPECT_GT(*back_off(failures), last);
    last = *back_off(failures);
  }
  EXPECT_EQ(waits, 7);
}

TEST(Seals, OpenOnlyWithTheirOwnKeyAndHideWhatTheyHold) {
  const Seal seal("installation");
  const auto closed = seal.close("SEC-1234567890");
  EXPECT_EQ(closed.find("1234567890"), std::string::npos);
  EXPECT_NE(closed, seal.close("SEC-1234567890"));
  EXPECT_EQ(seal.open(closed), "SEC-1234567890");
  EXPECT_FALSE(Seal("another").open(closed));
  EXPECT_EQ(seal.open(seal.close("")), "");
}

}  // namespace
}  // namespace manyi::notify
