// A small service with a table of notes, for tests of the HTTP layer.
// Owns its database, clock, callers and routes.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <map>
#include <thread>

#include "http_migrations.h"
#include "platform/db/db.h"
#include "platform/db/testing.h"
#include "platform/http/service.h"

namespace manyi::http_tests {

struct NoteTag;
using NoteId = Id<NoteTag>;

enum class Colour { kRed, kDarkBlue };
BOOST_DESCRIBE_ENUM(Colour, kRed, kDarkBlue)

struct Note {
  TenantId tenant_id;
  NoteId id;
  std::string text;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Note, (), (tenant_id, id, text, version))
struct AddNote {
  std::string text;
  std::optional<Colour> colour;
  std::vector<std::int64_t> numbers;
};
BOOST_DESCRIBE_STRUCT(AddNote, (), (text, colour, numbers))
inline std::span<const FieldRule> field_rules(const AddNote*) {
  static constexpr FieldRule kRules[] = {
      {.name = "text", .example = "\"call back\"", .min_length = 1, .max_length = 20}};
  return kRules;
}
struct GetNote {
  NoteId id;
};
BOOST_DESCRIBE_STRUCT(GetNote, (), (id))
struct ChangeNote {
  NoteId id;
  std::optional<std::int64_t> if_match;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(ChangeNote, (), (id, if_match, text))
struct ListNotes {
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
  std::optional<Colour> colour;
  std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(ListNotes, (), (limit, cursor, colour, tags))
struct UploadNote {
  std::string profile;
};
BOOST_DESCRIBE_STRUCT(UploadNote, (), (profile))

/// "clerk" may do all of it, "dealer" only read catalogues; both as session cookie or bearer token.
class Callers : public auth::Authenticator {
 public:
  Result<auth::Login> by_session(db::ReadTx&, std::string_view token) override {
    return find(token, SessionId(77), TokenId());
  }
  Result<auth::Login> by_bearer(db::ReadTx&, std::string_view token) override {
    return find(token, SessionId(), TokenId(88));
  }
  std::atomic<int> asked = 0;

 private:
  Result<auth::Login> find(std::string_view token, SessionId session, TokenId bearer) {
    ++asked;
    Caller caller;
    caller.tenant = TenantId(token == "stranger" ? 2 : 1);
    caller.session = session;
    caller.token = bearer;
    if (token == "clerk" || token == "stranger") {
      caller.user = UserId(token == "clerk" ? 5 : 6);
      caller.permissions = rule_of(Role::kInfoClerk).permissions;
    } else if (token == "dealer") {
      caller.user = UserId(7);
      caller.permissions = rule_of(Role::kDealer).permissions;
    } else {
      return unauthenticated("session_expired", "The session has expired.");
    }
    return auth::Login{caller, Instant(4'000'000'000'000)};
  }
};

struct Room {
  explicit Room(http::ServiceOptions options = {}) {
    declare();
    service.emplace(api, *database, callers, logins, csrf, broadcaster, std::move(options));
  }

  static std::vector<db::MigrationSet> tables() {
    const std::string sql =
        "create table notes_notes (tenant_id bigint not null, id bigint not null, text text not null, "
        "version bigint not null, primary key (tenant_id, id));";
    return {http_migrations(), {"notes", {{1, "create_notes", sql, sql}}}};
  }

  static Result<Note> load(db::ReadTx& tx, TenantId tenant, NoteId id) {
    auto note = tx.first<Note>(
        "select " + db::columns<Note>() + " from notes_notes where tenant_id = :t and id = :i", tenant, id);
    if (!note) return not_found("not_found", "There is no such note.");
    return *note;
  }

  void declare() {
    using namespace http;
    api.post("/notes")
        .summary("Add a note")
        .tag("notes")
        .allow(Permission::kWorkOrderCreate)
        .created()
        .writes<AddNote, Note>([this](db::Tx& tx, const Caller& caller, const AddNote& in) -> Result<Note> {
          if (pause.count() > 0) std::this_thread::sleep_for(pause);
          if (in.text == "forbidden") return conflict("wrong_state", "Not now.", {"open", "close"});
          if (in.text == "bug") throw std::logic_error("13800000000");
          const Note note{caller.tenant, tx.new_id<NoteTag>(), in.text, 1};
          MANYI_CHECK(tx.insert("notes_notes", note));
          tx.wrote_seq(++seq);
          return note;
        });
    api.post("/keys")
        .summary("Make a key")
        .tag("notes")
        .allow(Permission::kWorkOrderCreate)
        .created()
        .secret()
        .writes<AddNote, Items<std::string>>(
            [](db::Tx& tx, const Caller&, const AddNote& in) -> Result<Items<std::string>> {
              return Items<std::string>{{in.text + std::to_string(tx.new_id<NoteTag>().value())}};
            });
    api.get("/notes")
        .summary("List notes")
        .tag("notes")
        .allow(Permission::kWorkOrderRead)
        .reads<ListNotes, Page<Note>>(
            [](db::ReadTx& tx, const Caller& caller, const ListNotes& in) -> Result<Page<Note>> {
              MANYI_TRY(const auto limit, page_limit(in.limit));
              std::int64_t after = 0;
              if (in.cursor) {
                MANYI_TRY(const auto keys, read_cursor(*in.cursor, 1));
                after = std::stoll(keys[0]);
              }
              return page_of(tx.all<Note>("select " + db::columns<Note>() +
                                              " from notes_notes where tenant_id = :t and id > :a "
                                              "order by id limit :l",
                                          caller.tenant, after, limit + 1),
                             limit,
                             [](const Note& note) { return std::vector{std::to_string(note.id.value())}; });
            });
    api.get("/notes/{id}")
        .summary("Read a note")
        .tag("notes")
        .allow(Permission::kWorkOrderRead)
        .reads<GetNote, Note>([](db::ReadTx& tx, const Caller& caller, const GetNote& in) {
          return load(tx, caller.tenant, in.id);
        });
    api.get("/notes/newest")
        .summary("Read the newest note")
        .tag("notes")
        .allow(Permission::kWorkOrderRead)
        .answers<Nothing, Items<std::string>>(
            [](const Caller&, const Nothing&) -> Result<Items<std::string>> {
              return Items<std::string>{{"newest"}};
            });
    api.patch("/notes/{id}")
        .summary("Change a note")
        .tag("notes")
        .allow(Permission::kWorkOrderEdit)
        .writes<ChangeNote, Note>([](db::Tx& tx, const Caller& caller, const ChangeNote& in) -> Result<Note> {
          MANYI_TRY(auto note, load(tx, caller.tenant, in.id));
          if (in.if_match && *in.if_match != note.version)
            return stale("The note was changed by somebody else.");
          note.text = in.text;
          ++note.version;
          MANYI_CHECK(tx.update("notes_notes", note));
          return note;
        });
    api.del("/notes/{id}")
        .summary("Remove a note")
        .tag("notes")
        .signed_in()
        .writes<GetNote, Nothing>([](db::Tx& tx, const Caller& caller, const GetNote& in) -> Result<void> {
          MANYI_TRY(const auto gone, tx.exec("delete from notes_notes where tenant_id = :t and id = :i",
                                             caller.tenant, in.id));
          if (gone == 0) return not_found("not_found", "There is no such note.");
          return {};
        });
    api.post("/session")
        .summary("Log in")
        .tag("session")
        .open()
        .prepares<AddNote, std::string, Nothing>(
            [](Context& context, const Caller&, const AddNote& in) -> Result<std::string> {
              context.lane = TenantId(1);
              return in.text;
            },
            [](db::Tx&, const Caller&, const std::string& login) -> Result<Reply<Nothing>> {
              return Reply<Nothing>{
                  {}, {{"Set-Cookie", auth::session_cookie(login, 60, auth::CookieTransport::kPlain)}}};
            });
    api.post("/files")
        .summary("Upload a file")
        .tag("files")
        .allow(Permission::kImportRun)
        .created()
        .uploads<UploadNote, std::string, Items<std::string>>(
            [](Context&, const Caller&, const UploadNote& in, const Upload& upload) -> Result<std::string> {
              return in.profile + "|" + upload.file_name + "|" + std::to_string(upload.size) + "|" +
                     std::to_string(std::filesystem::file_size(upload.path));
            },
            [](db::Tx&, const Caller&, const std::string& text) -> Result<Items<std::string>> {
              return Items<std::string>{{text}};
            });
    api.get("/files/rejects")
        .summary("Download rejects")
        .tag("files")
        .signed_in()
        .downloads<Nothing>([](db::ReadTx&, const Caller&, const Nothing&) -> Result<Document> {
          return Document{.content_type = "text/csv", .text = "a,b\r\n", .file_name = "拒绝 1.csv"};
        });
    api.get("/events/stream").summary("Live changes").tag("events").signed_in().streams();
  }

  struct Headers {
    std::string bearer = "clerk";
    std::string session = {};
    std::string csrf = {};
    std::string if_match = {};
    std::string if_none_match = {};
    std::string key = {};
    std::string origin = {};
    std::string content_type = "application/json";
  };

  /// One request through the service, without sockets.
  http::Response send(http::Method method, std::string path, std::string body, Headers headers) {
    auto call = std::make_shared<http::Call>();
    auto& request = call->request;
    request.method = method;
    const auto question = path.find('?');
    request.path = "/api/v1" + path.substr(0, question);
    while (question != std::string::npos && path.size() > question + 1) {
      const auto end = std::min(path.find('&', question + 1), path.size());
      const auto pair = path.substr(question + 1, end - question - 1);
      path.erase(question + 1, end - question);
      const auto equals = pair.find('=');
      request.query.emplace_back(pair.substr(0, equals),
                                 equals == std::string::npos ? "" : pair.substr(equals + 1));
    }
    request.host = "manyi.test";
    request.body = std::move(body);
    request.content_type = headers.content_type;
    request.bearer_token = headers.session.empty() ? headers.bearer : "";
    request.session_token = headers.session;
    request.csrf_token = headers.csrf;
    request.if_match = headers.if_match;
    request.if_none_match = headers.if_none_match;
    request.idempotency_key = headers.key;
    request.origin = headers.origin;
    auto plan = service->plan(request);
    http::Response response;
    if (plan.next == http::Service::Next::kAnswer) {
      response = std::move(plan.response);
    } else {
      std::promise<http::Response> answered;
      service->handle(call, [&](http::Response r) { answered.set_value(std::move(r)); });
      response = answered.get_future().get();
    }
    service->finish(request, http::steady_us(), response);
    return response;
  }
  http::Response send(http::Method method, std::string path, std::string body = "") {
    return send(method, std::move(path), std::move(body), Headers());
  }

  /// Adds a note and returns its id as text.
  std::string added(const std::string& text = "note") {
    const auto response = send(http::Method::kPost, "/notes", "{\"text\":\"" + text + "\"}");
    EXPECT_EQ(response.status, 201) << response.body;
    return field(response, "id");
  }

  static std::string field(const http::Response& response, std::string_view name) {
    const auto document = JsonDocument::parse(response.body);
    if (!document) return "";
    const auto value = document->root().find(name);
    if (!value) return "";
    return value->kind() == JsonKind::kText ? std::string(value->text()) : value->serialized();
  }

  static std::string header(const http::Response& response, std::string_view name) {
    for (const auto& header : response.headers) {
      if (header.name == name) return header.value;
    }
    return "";
  }

  std::chrono::milliseconds pause{0};
  std::atomic<std::int64_t> seq = 40;
  db::TestDatabase database{tables()};
  Callers callers;
  auth::LoginCache logins{database.clock};
  auth::Csrf csrf{auth::Csrf::key_from("test")};
  http::Broadcaster broadcaster;
  http::Api api;
  std::optional<http::Service> service;
};

}  // namespace manyi::http_tests
