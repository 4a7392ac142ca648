// Finds the route of a path and method.
// Owns a tree of path segments; a literal segment wins over a parameter.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/http/api.h"

namespace manyi::http {

/// Read-only once built, so that many threads may ask. Keeps pointers into the Api.
class Router {
 public:
  explicit Router(const Api& api);

  enum class Match { kFound, kNoPath, kNoMethod };
  struct Found {
    Match match = Match::kNoPath;
    std::string allow;  // for kNoMethod: the Allow header
  };
  /// Looks up `request.path` below /api/v1 and fills `request.route` and `request.path_params`.
  Found find(Request& request, std::string_view path_below_base) const;

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::array<const Route*, kMethodCount> routes{};
    bool has_route() const;
  };
  const Node* walk(const Node& node, std::string_view rest, Method method,
                   std::vector<std::string_view>& values, const Node*& other_method) const;
  Node root_;
};

}  // namespace manyi::http
