// `manyi serve`: the API, the web app and the jobs, until a signal comes.
// Owns the network side of the program and its orderly stop.
#pragma once

#include <string>

#include "platform/config/config.h"
#include "server/terminal.h"

namespace manyi::server {

struct ServeCommand {
  Config config;
  bool sqlite_synchronous_off = false;  // only under MANYI_TESTING=1: shows that the fault tests can fail
  bool print_demo_logins = false;
};

Exit run_serve(const ServeCommand& command);

/// The OpenAPI document, without a database or a network.
Exit run_openapi();

}  // namespace manyi::server
