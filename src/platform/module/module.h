// What a module hands to the server: its tables, routes, subscriptions and jobs.
// Owns the one shape in which modules are wired.
#pragma once

#include <functional>
#include <string>

#include "platform/db/migration.h"

namespace manyi::http {
class Api;
}
namespace manyi::journal {
class Events;
}
namespace manyi::jobs {
class Jobs;
}

namespace manyi {

/// Made by each module's `make_module(Façade&)`; the façade outlives it. The server migrates the
/// tables of all modules first, then subscribes, registers jobs and declares routes. What a module
/// has none of stays empty.
struct Module {
  std::string name;
  db::MigrationSet migrations;
  std::function<void(http::Api&)> routes = {};
  std::function<void(journal::Events&)> subscriptions = {};
  std::function<void(jobs::Jobs&)> jobs = {};
};

}  // namespace manyi
