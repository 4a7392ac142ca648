// Wiring of performance.
// Owns what the server is handed.
#include "platform/module/module.h"
#include "modules/performance/performance.h"
#include "performance_catalogue.h"
#include "performance_migrations.h"
#include "platform/http/api.h"

namespace manyi::performance {

void add_routes(http::Api& api, Performance& performance);

std::vector<std::pair<std::string, std::string>> built_in_catalogue() {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& [name, text] : performance_catalogue()) files.emplace_back(name, text);
  return files;
}

Module make_module(Performance& performance) {
  return {.name = "performance",
          .migrations = performance_migrations(),
          .routes = [&performance](http::Api& api) { add_routes(api, performance); }};
}

}  // namespace manyi::performance
