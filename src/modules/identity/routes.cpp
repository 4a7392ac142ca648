// HTTP operations of identity.
// Owns their paths, permissions and documentation; no logic.
#include "modules/identity/identity.h"
#include "platform/db/db.h"
#include "platform/http/api.h"

namespace manyi::identity {
namespace {

http::Reply<Session> with_cookie(const Identity& identity, StartedSession started) {
  return {
      std::move(started.session),
      {{"Set-Cookie", auth::session_cookie(started.secret, kSessionLasts.ms() / 1000, identity.cookies())}}};
}

void declare_sessions(http::Api& api, Identity& identity) {
  api.post("/session")
      .summary("Log in")
      .tag("session")
      .open()
      .fails({ErrorCode::kUnauthenticated, ErrorCode::kTooMany})
      .prepares<StartSession, VerifiedLogin, Session>(
          [&identity](http::Context& context, const Caller&,
                      const StartSession& in) -> Result<VerifiedLogin> {
            auto login = identity.verify(context.database, in, context.request.remote_address);
            if (login) context.lane = login->tenant.id;
            return login;
          },
          [&identity](db::Tx& tx, const Caller&, const VerifiedLogin& login) -> Result<http::Reply<Session>> {
            MANYI_TRY(StartedSession started, identity.start_session(tx, login));
            return with_cookie(identity, std::move(started));
          });
  api.get("/session")
      .summary("Say who is logged in and what he may do")
      .tag("session")
      .signed_in()
      .reads<http::Nothing, Session>([&identity](db::ReadTx& tx, const Caller& caller, const http::Nothing&) {
        return identity.session(tx, caller);
      });
  api.del("/session")
      .summary("Log out")
      .tag("session")
      .signed_in()
      .fails({ErrorCode::kConflict})
      .writes<http::Nothing, http::Nothing>(
          [&identity](db::Tx& tx, const Caller& caller,
                      const http::Nothing&) -> Result<http::Reply<http::Nothing>> {
            MANYI_CHECK(identity.end_session(tx, caller));
            return http::Reply<http::Nothing>{
                {}, {{"Set-Cookie", auth::expired_session_cookie(identity.cookies())}}};
          });
  api.patch("/session/preferences")
      .summary("Change language, theme and expert mode")
      .tag("session")
      .signed_in()
      .writes<ChangePreferences, Session>(
          [&identity](db::Tx& tx, const Caller& caller, const ChangePreferences& in) {
            return identity.change_preferences(tx, caller, in);
          });
  api.post("/session/password")
      .summary("Change the own password; other sessions end")
      .tag("session")
      .signed_in()
      .secret()
      .fails({ErrorCode::kConflict, ErrorCode::kTooMany})
      .prepares<ChangePassword, VerifiedPasswordChange, Session>(
          [&identity](http::Context& context, const Caller& caller, const ChangePassword& in) {
            return identity.verify(context.database, caller, in, context.request.remote_address);
          },
          [&identity](db::Tx& tx, const Caller& caller,
                      const VerifiedPasswordChange& in) -> Result<http::Reply<Session>> {
            MANYI_TRY(StartedSession started, identity.change_password(tx, caller, in));
            return with_cookie(identity, std::move(started));
          });
}

void declare_users(http::Api& api, Identity& identity) {
  api.get("/users")
      .summary("List users, newest first")
      .tag("users")
      .allow(Permission::kUserRead)
      .reads<ListUsers, Page<User>>([&identity](db::ReadTx& tx, const Caller& caller, const ListUsers& in) {
        return identity.list_users(tx, caller, in);
      });
  api.post("/users")
      .summary("Add a user")
      .tag("users")
      .allow(Permission::kUserWrite)
      .created()
      .secret()
      .fails({ErrorCode::kConflict})
      .prepares<CreateUser, HashedUser, User>(
          [](http::Context&, const Caller&, const CreateUser& in) { return Identity::hash(in); },
          [&identity](db::Tx& tx, const Caller& caller, const HashedUser& in) {
            return identity.create_user(tx, caller, in);
          });
  api.get("/users/{id}")
      .summary("Read a user")
      .tag("users")
      .allow(Permission::kUserRead)
      .fails({ErrorCode::kNotFound})
      .reads<UserRef, User>([&identity](db::ReadTx& tx, const Caller& caller, const UserRef& in) {
        return identity.get_user(tx, caller, in.id);
      });
  api.patch("/users/{id}")
      .summary("Change a user's name, roles or sites")
      .tag("users")
      .allow(Permission::kUserWrite)
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale})
      .writes<ChangeUser, User>([&identity](db::Tx& tx, const Caller& caller, const ChangeUser& in) {
        return identity.change_user(tx, caller, in);
      });
  api.post("/users/{id}/disable")
      .summary("Disable a user; his sessions end at once")
      .tag("users")
      .allow(Permission::kUserWrite)
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale})
      .writes<UserRef, User>([&identity](db::Tx& tx, const Caller& caller, const UserRef& in) {
        return identity.disable_user(tx, caller, in);
      });
  api.post("/users/{id}/enable")
      .summary("Let a disabled user in again")
      .tag("users")
      .allow(Permission::kUserWrite)
      .fails({ErrorCode::kNotFound, ErrorCode::kStale})
      .writes<UserRef, User>([&identity](db::Tx& tx, const Caller& caller, const UserRef& in) {
        return identity.enable_user(tx, caller, in);
      });
  api.post("/users/{id}/password")
      .summary("Set a user's password; his sessions end")
      .tag("users")
      .allow(Permission::kUserWrite)
      .secret()
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict})
      .prepares<ResetPassword, HashedPassword, User>(
          [&identity](http::Context& context, const Caller& caller,
                      const ResetPassword& in) -> Result<HashedPassword> {
            const auto user =
                context.database.read([&](db::ReadTx& tx) { return identity.get_user(tx, caller, in.id); });
            if (!user) return user.error();
            return Identity::hash(in.id, user->login, in.password);
          },
          [&identity](db::Tx& tx, const Caller& caller, const HashedPassword& in) {
            return identity.set_password(tx, caller, in);
          });
  api.get("/roles")
      .summary("List the roles and what each may do")
      .tag("users")
      .allow(Permission::kRoleRead)
      .answers<http::Nothing, Items<RoleInfo>>(
          [](const Caller&, const http::Nothing&) -> Result<Items<RoleInfo>> {
            return Items<RoleInfo>{Identity::roles()};
          });
}

void declare_tokens(http::Api& api, Identity& identity) {
  api.get("/tokens")
      .summary("List bearer tokens, newest first")
      .tag("tokens")
      .allow(Permission::kTokenRead)
      .reads<ListTokens, Page<ApiToken>>(
          [&identity](db::ReadTx& tx, const Caller& caller, const ListTokens& in) {
            return identity.list_tokens(tx, caller, in);
          });
  api.post("/tokens")
      .summary("Make a bearer token; its secret is shown this once")
      .tag("tokens")
      .allow(Permission::kTokenWrite)
      .created()
      .secret()
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict})
      .writes<CreateToken, NewToken>([&identity](db::Tx& tx, const Caller& caller, const CreateToken& in) {
        return identity.create_token(tx, caller, in);
      });
  api.post("/tokens/{id}/revoke")
      .summary("Revoke a bearer token")
      .tag("tokens")
      .allow(Permission::kTokenWrite)
      .fails({ErrorCode::kNotFound})
      .writes<TokenRef, ApiToken>([&identity](db::Tx& tx, const Caller& caller, const TokenRef& in) {
        return identity.revoke_token(tx, caller, in.id);
      });
}

}  // namespace

// Called by module.cpp alone.
void declare_routes(http::Api& api, Identity& identity) {
  declare_sessions(api, identity);
  declare_users(api, identity);
  declare_tokens(api, identity);
}

}  // namespace manyi::identity
