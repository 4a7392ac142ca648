// Tests of routes, input errors, permissions, ETags, idempotency and documents, without sockets.
// Owns nothing beyond its Room.
#include <fstream>

#include "platform/http/multipart.h"
#include "platform/http/openapi.h"
#include "platform/http/tests/http_room.h"
#include "platform/http/wire.h"

namespace manyi::http_tests {
namespace {

using http::Method;

struct HttpService : testing::Test {
  Room room;
};

TEST_F(HttpService, AWriteAnswersWithTheRecordItsTagAndItsSequence) {
  const auto response = room.send(Method::kPost, "/notes", R"({"text":"a","colour":"dark_blue"})");
  EXPECT_EQ(response.status, 201) << response.body;
  EXPECT_EQ(Room::header(response, "ETag"), "\"1\"");
  EXPECT_EQ(Room::header(response, "Manyi-Seq"), "41");
  EXPECT_EQ(room.send(Method::kGet, "/notes/" + Room::field(response, "id")).body, response.body);
}

TEST_F(HttpService, EveryBrokenFieldIsToldAtOnceWithItsPointer) {
  const auto response =
      room.send(Method::kPost, "/notes", R"({"text":"","colour":"pink","numbers":[1,"x"],"extra":1})");
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.content_type, "application/problem+json");
  const auto errors = Room::field(response, "errors");
  for (const auto* pointer : {"/text", "/colour", "/numbers/1", "/extra"}) {
    EXPECT_NE(errors.find("\"" + std::string(pointer) + "\""), std::string::npos) << errors;
  }
}

TEST_F(HttpService, AMissingFieldIsRequired) {
  EXPECT_NE(room.send(Method::kPost, "/notes", "{}").body.find("\"required\""), std::string::npos);
  EXPECT_EQ(room.send(Method::kPost, "/notes", "").status, 422);
}

TEST_F(HttpService, MalformedJsonIs400WithItsPosition) {
  const auto response = room.send(Method::kPost, "/notes", "{\"text\":\n  oops}");
  EXPECT_EQ(response.status, 400);
  EXPECT_NE(Room::field(response, "detail").find("line 2"), std::string::npos) << response.body;
}

TEST_F(HttpService, AFieldGivenTwiceIsRefusedAndColonsInTextsAreNot) {
  EXPECT_EQ(room.send(Method::kPost, "/notes", R"({"text":"a","text":"b"})").status, 400);
  EXPECT_EQ(room.send(Method::kPost, "/notes", R"({"text":"a:\":b"})").status, 201);
}

TEST_F(HttpService, NulAndBrokenUtf8AreRefused) {
  EXPECT_EQ(room.send(Method::kPost, "/notes", R"({"text":"a\u0000b"})").status, 422);
  EXPECT_EQ(room.send(Method::kPost, "/notes", "{\"text\":\"\xff\xfe\"}").status, 400);
}

TEST_F(HttpService, ABodyThatIsNoObjectIs422AndOneThatIsNoJsonIs415) {
  EXPECT_EQ(room.send(Method::kPost, "/notes", "[1]").status, 422);
  EXPECT_EQ(
      room.send(Method::kPost, "/notes", "text=a", {.content_type = "application/x-www-form-urlencoded"})
          .status,
      415);
  EXPECT_EQ(room.send(Method::kPost, "/notes", R"({"text":"a"})",
                      {.content_type = "application/json; charset=utf-8"})
                .status,
            201);
}

TEST_F(HttpService, QueryParametersAreCheckedLikeFields) {
  const auto response = room.send(Method::kGet, "/notes?limit=ten&colour=pink&what=1&limit=3");
  EXPECT_EQ(response.status, 422);
  const auto errors = Room::field(response, "errors");
  for (const auto* code : {"\"type\"", "\"choice\"", "\"unknown\"", "\"repeated\""}) {
    EXPECT_NE(errors.find(code), std::string::npos) << errors;
  }
  EXPECT_EQ(room.send(Method::kGet, "/notes?limit=201").status, 422);
  EXPECT_EQ(room.send(Method::kPost, "/notes?x=1", R"({"text":"a"})").status, 422);
}

TEST_F(HttpService, ListsGoOnWithTheirCursorAndRefuseAForeignOne) {
  for (int i = 0; i < 3; ++i) room.added("n" + std::to_string(i));
  const auto first = room.send(Method::kGet, "/notes?limit=2");
  const auto cursor = Room::field(first, "next_cursor");
  const auto second = room.send(Method::kGet, "/notes?limit=2&cursor=" + cursor);
  EXPECT_NE(second.body.find("n2"), std::string::npos);
  EXPECT_EQ(Room::field(second, "next_cursor"), "null");
  EXPECT_EQ(room.send(Method::kGet, "/notes?cursor=abc").status, 422);
}

TEST_F(HttpService, PathsAndMethodsThatDoNotExist) {
  EXPECT_EQ(room.send(Method::kGet, "/nothing").status, 404);
  EXPECT_EQ(room.send(Method::kGet, "/notes/").status, 404);
  const auto response = room.send(Method::kPut, "/notes");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(Room::header(response, "Allow"), "GET, HEAD, POST");
  EXPECT_EQ(room.send(Method::kGet, "/notes/newest").status, 200);  // literal before parameter
}

TEST_F(HttpService, APathThatIsNoIdAndAForeignTenantsIdAreBoth404) {
  const auto id = room.added();
  EXPECT_EQ(room.send(Method::kGet, "/notes/zzz").status, 404);
  EXPECT_EQ(room.send(Method::kGet, "/notes/" + id, "", {.bearer = "stranger"}).status, 404);
  EXPECT_EQ(room.send(Method::kGet, "/notes/" + id).status, 200);
}

TEST_F(HttpService, NobodyIs401AndTheWrongRoleIs403) {
  EXPECT_EQ(room.send(Method::kGet, "/notes", "", {.bearer = ""}).status, 401);
  EXPECT_EQ(room.send(Method::kGet, "/notes", "", {.bearer = "expired"}).status, 401);
  const auto response = room.send(Method::kPost, "/notes", R"({"text":"a"})", {.bearer = "dealer"});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(Room::field(response, "code"), "permission");
}

TEST_F(HttpService, ACookieNeedsItsCsrfTokenToChangeAnything) {
  const auto body = R"({"text":"a"})";
  EXPECT_EQ(room.send(Method::kPost, "/notes", body, {.session = "clerk"}).status, 403);
  EXPECT_EQ(room.send(Method::kPost, "/notes", body, {.session = "clerk", .csrf = "00"}).status, 403);
  const auto token = room.csrf.token(SessionId(77));
  EXPECT_EQ(room.send(Method::kPost, "/notes", body, {.session = "clerk", .csrf = token}).status, 201);
  EXPECT_EQ(room.send(Method::kGet, "/notes", "", {.session = "clerk"}).status, 200);
}

TEST_F(HttpService, PagesOfOtherOriginsCannotChangeAnything) {
  const auto token = room.csrf.token(SessionId(77));
  const auto body = R"({"text":"a"})";
  EXPECT_EQ(room.send(Method::kPost, "/notes", body,
                      {.session = "clerk", .csrf = token, .origin = "https://evil.test"})
                .status,
            403);
  EXPECT_EQ(
      room.send(Method::kPost, "/notes", body, {.session = "clerk", .csrf = token, .origin = "null"}).status,
      403);
  EXPECT_EQ(room.send(Method::kPost, "/notes", body,
                      {.session = "clerk", .csrf = token, .origin = "http://manyi.test"})
                .status,
            201);
  EXPECT_EQ(room.send(Method::kPost, "/session", body, {.origin = "https://evil.test"}).status,
            204);  // bearer: no cookie at risk
  EXPECT_EQ(room.send(Method::kPost, "/session", body, {.bearer = "", .origin = "https://evil.test"}).status,
            403);
}

TEST_F(HttpService, LogInsAreAskedOfTheDatabaseOncePerMinute) {
  for (int i = 0; i < 5; ++i) room.send(Method::kGet, "/notes");
  EXPECT_EQ(room.callers.asked, 1);
  room.database.clock.advance(DurationMs(61'000));
  room.send(Method::kGet, "/notes");
  EXPECT_EQ(room.callers.asked, 2);
}

TEST_F(HttpService, OnlyPlainWritesAndReadsThatWereQuickMayRunOnTheNetworkThread) {
  const auto quick = [&](Method method, const std::string& path, const std::string& bearer) {
    http::Call call;
    call.request.method = method;
    call.request.path = "/api/v1" + path;
    call.request.host = "a";
    call.request.bearer_token = bearer;
    room.service->plan(call.request);
    return room.service->is_quick(call);
  };
  EXPECT_FALSE(quick(Method::kPost, "/notes", "clerk"));  // the log-in is not in memory yet
  for (int i = 0; i < 200; ++i) room.send(Method::kGet, "/notes/newest");
  EXPECT_TRUE(quick(Method::kPost, "/notes", "clerk"));
  EXPECT_FALSE(quick(Method::kPost, "/session", "clerk"));  // prepares: may be slow
  EXPECT_TRUE(quick(Method::kGet, "/notes/newest", "clerk"));
  EXPECT_FALSE(quick(Method::kGet, "/notes", "clerk"));  // never measured
  EXPECT_FALSE(quick(Method::kGet, "/nothing", "clerk"));
}

TEST_F(HttpService, ARecordIsReadAnewAndAStaleChangeIs412) {
  const auto id = room.added();
  // The version says nothing of what is shown beside the record: a kept answer could be an old one.
  const auto read = room.send(Method::kGet, "/notes/" + id, "", {.if_none_match = "\"1\""});
  EXPECT_EQ(read.status, 200);
  EXPECT_FALSE(read.body.empty());
  const auto body = R"({"text":"b"})";
  EXPECT_EQ(room.send(Method::kPatch, "/notes/" + id, body, {.if_match = "\"1\""}).status, 200);
  EXPECT_EQ(room.send(Method::kPatch, "/notes/" + id, body, {.if_match = "\"1\""}).status, 412);
  EXPECT_EQ(room.send(Method::kPatch, "/notes/" + id, body, {.if_match = "\"of-another-kind\""}).status, 412);
  EXPECT_EQ(room.send(Method::kPatch, "/notes/" + id, body, {.if_match = "*"}).status, 200);
  EXPECT_EQ(room.send(Method::kPatch, "/notes/" + id, body).status, 200);
}

TEST_F(HttpService, APathFieldInTheBodyIsUnknown) {
  const auto id = room.added();
  EXPECT_EQ(room.send(Method::kPatch, "/notes/" + id, R"({"text":"b","id":"x"})").status, 422);
  EXPECT_EQ(room.send(Method::kPatch, "/notes/" + id, R"({"text":"b","if_match":1})").status, 422);
}

TEST_F(HttpService, ARepeatWithTheSameKeyReturnsTheFirstAnswer) {
  const auto first = room.send(Method::kPost, "/notes", R"({"text":"a"})", {.key = "k1"});
  const auto again = room.send(Method::kPost, "/notes", R"({"text":"a"})", {.key = "k1"});
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(Room::header(again, "ETag"), "\"1\"");
  EXPECT_EQ(Room::header(again, "Idempotency-Replayed"), "true");
  const auto count = room.database->read(
      [](db::ReadTx& tx) { return tx.scalar<std::int64_t>("select count(*) from notes_notes"); });
  EXPECT_EQ(count, 1);
  EXPECT_EQ(room.send(Method::kPost, "/notes", R"({"text":"other"})", {.key = "k1"}).status, 409);
  EXPECT_EQ(room.send(Method::kPost, "/notes", R"({"text":"a"})", {.bearer = "stranger", .key = "k1"}).status,
            201);
}

TEST_F(HttpService, OfASecretNothingIsKeptAndARepeatIsAConflict) {
  EXPECT_EQ(room.send(Method::kPost, "/keys", R"({"text":"s"})", {.key = "k1"}).status, 201);
  const auto again = room.send(Method::kPost, "/keys", R"({"text":"s"})", {.key = "k1"});
  EXPECT_EQ(again.status, 409);
  EXPECT_NE(again.body.find("idempotency_key_spent"), std::string::npos);
  EXPECT_EQ(room.send(Method::kPost, "/keys", R"({"text":"s"})", {.key = "k2"}).status, 201);
  const auto kept = [&](const char* what) {
    return room.database->read([&](db::ReadTx& tx) {
      return tx.scalar<std::int64_t>("select count(distinct " + std::string(what) +
                                     ") from http_idempotency where body = ''");
    });
  };
  EXPECT_EQ(kept("key"), 2);
  EXPECT_EQ(kept("fingerprint"), 1);  // nor does it tell which text was sent
  const auto other = room.send(Method::kPost, "/notes", R"({"text":"s"})", {.key = "k1"});
  EXPECT_EQ(other.status, 409);
  EXPECT_NE(other.body.find("idempotency_key_reused"), std::string::npos);
}

TEST_F(HttpService, ARefusedCommandKeepsNoKeyAndListsWhatIsAllowed) {
  const auto refused = room.send(Method::kPost, "/notes", R"({"text":"forbidden"})", {.key = "k1"});
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(Room::field(refused, "allowed"), R"(["open","close"])");
  EXPECT_EQ(room.send(Method::kPost, "/notes", R"({"text":"a"})", {.key = "k1"}).status, 201);
}

TEST_F(HttpService, ABugIs500WithoutItsText) {
  const auto response = room.send(Method::kPost, "/notes", R"({"text":"bug"})");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("13800000000"), std::string::npos);
}

TEST_F(HttpService, NothingIs204AndOpenWritesSetCookies) {
  const auto id = room.added();
  EXPECT_EQ(room.send(Method::kDelete, "/notes/" + id).status, 204);
  EXPECT_EQ(room.send(Method::kDelete, "/notes/" + id).status, 404);
  const auto login = room.send(Method::kPost, "/session", R"({"text":"li"})", {.bearer = ""});
  EXPECT_EQ(login.status, 204);
  EXPECT_NE(Room::header(login, "Set-Cookie").find("manyi_session=li;"), std::string::npos);
}

TEST_F(HttpService, DownloadsOfferTheirNameInBothForms) {
  const auto response = room.send(Method::kGet, "/files/rejects");
  EXPECT_EQ(response.body, "a,b\r\n");
  EXPECT_EQ(Room::header(response, "Content-Disposition"),
            "attachment; filename=\"_______1.csv\"; filename*=UTF-8''%E6%8B%92%E7%BB%9D%201.csv");
}

TEST_F(HttpService, MetricsCountByTemplateAndStatus) {
  room.send(Method::kGet, "/notes/zzz");
  room.service->metrics().gauge("manyi_lane_depth", "Commands waiting.", [] { return 3.0; });
  const auto text = room.service->metrics().text();
  EXPECT_NE(text.find("manyi_http_requests_total{method=\"GET\",route=\"/notes/{id}\",status=\"404\"} 1\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("manyi_lane_depth 3\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("zzz"), std::string::npos);
}

TEST_F(HttpService, TheDocumentTellsParametersBodiesErrorsAndExamples) {
  const auto text = http::openapi_document(room.api, "1.2.3");
  EXPECT_EQ(text, http::openapi_document(room.api, "1.2.3"));
  const auto parsed = JsonDocument::parse(text);
  ASSERT_TRUE(parsed) << text;
  const auto patch = *(*(*parsed->root().find("paths")).find("/notes/{id}")).find("patch");
  EXPECT_EQ(patch.find("operationId")->text(), "patch_notes_id");
  EXPECT_EQ(patch.find("parameters")->size(), 2u);  // id, If-Match
  for (const auto* status : {"200", "400", "401", "403", "404", "412", "413", "415", "422", "503"}) {
    EXPECT_TRUE(patch.find("responses")->find(status)) << status;
  }
  EXPECT_NE(text.find("\"example\":{\"text\":\"call back\""), std::string::npos) << text;
  EXPECT_TRUE(parsed->root().find("components")->find("schemas")->find("PageNote"));
}

TEST(RouteDeclaration, RefusesWhatWouldBeAHole) {
  using namespace http;
  Api api;
  const auto handler = [](const Caller&, const Nothing&) -> Result<Nothing> { return Nothing{}; };
  EXPECT_THROW((api.get("/a").summary("a").answers<Nothing, Nothing>(handler)), std::logic_error);
  EXPECT_THROW((api.get("/a").open().answers<Nothing, Nothing>(handler)), std::logic_error);
  EXPECT_THROW((api.get("/a/{id}").summary("a").open().answers<Nothing, Nothing>(handler)), std::logic_error);
  api.get("/a").summary("a").open().answers<Nothing, Nothing>(handler);
  EXPECT_THROW((api.get("/a").summary("a").open().answers<Nothing, Nothing>(handler)), std::logic_error);
}

TEST(Cursor, KeysComeBackAndDamageIsSeen) {
  const std::vector<std::string> keys = {"2026-11-23", "", "拒:绝"};
  const auto cursor = make_cursor(keys);
  EXPECT_EQ(read_cursor(cursor, 3).value(), keys);
  EXPECT_FALSE(read_cursor(cursor, 2));
  EXPECT_FALSE(read_cursor(cursor.substr(1), 3));
  EXPECT_FALSE(read_cursor("", 0));
}

TEST(Wire, PercentDecodingRefusesBrokenEscapesAndBrokenUtf8) {
  EXPECT_EQ(http::percent_decoded("a%20b+c", http::UrlPart::kQuery), "a b c");
  EXPECT_EQ(http::percent_decoded("a+c", http::UrlPart::kPath), "a+c");
  EXPECT_FALSE(http::percent_decoded("%4", http::UrlPart::kPath));
  EXPECT_FALSE(http::percent_decoded("%zz", http::UrlPart::kPath));
  EXPECT_FALSE(http::percent_decoded("%ff", http::UrlPart::kPath));
}

TEST(Wire, TraceparentIsTakenOrReplaced) {
  EXPECT_EQ(http::trace_id_of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(http::trace_id_of("nonsense").size(), 32u);
  EXPECT_NE(http::trace_id_of(""), http::trace_id_of(""));
}

TEST(Wire, HeadersCannotBeSplit) {
  http::Response response;
  response.headers = {{"X-A", "b\r\nSet-Cookie: c"}};
  const auto head = http::response_head(response, {});
  EXPECT_EQ(head.find("\r\nSet-Cookie"), std::string::npos);
  EXPECT_NE(head.find("script-src 'self';"), std::string::npos);
}

TEST(AcceptEncoding, QualityZeroRefuses) {
  EXPECT_TRUE(http::accepts_encoding("gzip, br", "br"));
  EXPECT_TRUE(http::accepts_encoding("br;q=0.5", "br"));
  EXPECT_FALSE(http::accepts_encoding("br;q=0", "br"));
  EXPECT_FALSE(http::accepts_encoding("gzip", "br"));
}

TEST(StaticFiles, NegotiatesVariantsAndFallsBackToIndex) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "manyi_static_test";
  std::filesystem::create_directories(folder / "assets");
  const auto put = [&](const char* name, const char* text) { std::ofstream(folder / name) << text; };
  put("index.html", "<html>");
  put("assets/app-1a2b.js", "plain");
  put("assets/app-1a2b.js.br", "brotli");
  put("assets/app-1a2b.js.gz", "gzip");
  const http::StaticFiles files(folder);
  http::Request script;
  script.path = "/assets/app-1a2b.js";
  script.accept_encoding = "gzip, br";
  const auto compressed = files.find(script);
  ASSERT_TRUE(compressed);
  EXPECT_EQ(compressed->body, "brotli");
  EXPECT_EQ(Room::header(*compressed, "Content-Encoding"), "br");
  EXPECT_EQ(Room::header(*compressed, "Cache-Control"), "public, max-age=31536000, immutable");
  script.accept_encoding = "";
  EXPECT_EQ(files.find(script)->body, "plain");
  http::Request route;
  route.path = "/work-orders/42";
  EXPECT_EQ(files.find(route)->body, "<html>");
  EXPECT_EQ(Room::header(*files.find(route), "Cache-Control"), "no-cache");
  http::Request missing;
  missing.path = "/../etc/passwd.txt";
  EXPECT_FALSE(files.find(missing));
  std::filesystem::remove_all(folder);
}

TEST(Multipart, TakesTheFirstFileAndItsName) {
  const auto path = std::filesystem::path(testing::TempDir()) / "manyi_multipart_test";
  const std::string content(700'000, 'x');
  std::ofstream(path, std::ios::binary)
      << "--B\r\nContent-Disposition: form-data; name=\"profile\"\r\n\r\nopen-repair\r\n"
      << "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\\\a\\\\b.csv\"\r\n"
      << "Content-Type: text/csv\r\n\r\n"
      << content << "\r\n--B--\r\n";
  http::Upload upload{path, 0, "", "multipart/form-data; boundary=B"};
  ASSERT_TRUE(http::extract_file(upload));
  EXPECT_EQ(upload.file_name, "b.csv");
  EXPECT_EQ(upload.content_type, "text/csv");
  EXPECT_EQ(upload.size, content.size());
  EXPECT_EQ(std::filesystem::file_size(path), content.size());
  std::ofstream(path, std::ios::binary)
      << "--B\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\ncut off";
  upload.content_type = "multipart/form-data; boundary=B";
  EXPECT_FALSE(http::extract_file(upload));
  std::filesystem::remove(path);
}

TEST(Broadcaster, ResumesFromAPositionAndTellsOfGaps) {
  http::Broadcaster broadcaster(
      [](const Caller&, const http::LiveEvent& event) { return event.kind != "secret"; }, 3);
  Caller caller;
  caller.tenant = TenantId(1);
  EXPECT_TRUE(broadcaster.read_after(caller, 5).gap);
  broadcaster.start_at(TenantId(1), 10);
  for (int i = 11; i <= 13; ++i) broadcaster.publish(TenantId(1), {i, i == 12 ? "secret" : "x", "{}"});
  const auto batch = broadcaster.read_after(caller, 10);
  EXPECT_FALSE(batch.gap);
  EXPECT_EQ(batch.events.size(), 2u);
  EXPECT_EQ(batch.position, 13);
  EXPECT_TRUE(broadcaster.read_after(caller, 9).gap);
  EXPECT_TRUE(broadcaster.read_after(caller, 99).gap);
  broadcaster.publish(TenantId(1), {14, "x", "{}"});
  EXPECT_TRUE(broadcaster.read_after(caller, 10).gap);
  EXPECT_FALSE(broadcaster.read_after(caller, 11).gap);
  caller.tenant = TenantId(2);
  EXPECT_TRUE(broadcaster.read_after(caller, http::Broadcaster::kFromNow).events.empty());
}

}  // namespace
}  // namespace manyi::http_tests
