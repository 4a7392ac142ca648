// The tree of path segments.
// Owns the rule for two routes that fit: literal before parameter, and one that has the method.
#include "platform/http/router.h"

#include <algorithm>

namespace manyi::http {
namespace {

// Takes the first segment off "/a/b" and leaves "/b".
std::string_view next_segment(std::string_view& rest) {
  rest.remove_prefix(1);
  const auto slash = rest.find('/');
  const auto segment = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash);
  return segment;
}

}  // namespace

bool Router::Node::has_route() const {
  return std::ranges::any_of(routes, [](const Route* route) { return route != nullptr; });
}

Router::Router(const Api& api) {
  for (const auto& route : api.routes()) {
    Node* node = &root_;
    std::string_view rest = route.path;
    while (!rest.empty()) {
      const auto segment = next_segment(rest);
      auto& child = segment.starts_with('{') ? node->parameter : node->literals[std::string(segment)];
      if (!child) child = std::make_unique<Node>();
      node = child.get();
    }
    node->routes[static_cast<std::size_t>(route.method)] = &route;
  }
}

const Router::Node* Router::walk(const Node& node, std::string_view rest, Method method,
                                 std::vector<std::string_view>& values, const Node*& other_method) const {
  if (rest.empty()) {
    if (node.routes[static_cast<std::size_t>(method)] != nullptr) return &node;
    if (node.has_route() && other_method == nullptr) other_method = &node;
    return nullptr;
  }
  const auto segment = next_segment(rest);
  const auto literal = node.literals.find(segment);
  if (literal != node.literals.end()) {
    if (const auto* found = walk(*literal->second, rest, method, values, other_method)) return found;
  }
  if (node.parameter && !segment.empty()) {
    values.push_back(segment);
    if (const auto* found = walk(*node.parameter, rest, method, values, other_method)) return found;
    values.pop_back();
  }
  return nullptr;
}

Router::Found Router::find(Request& request, std::string_view path) const {
  if (path.empty() || path.front() != '/') return {};
  std::vector<std::string_view> values;
  const Node* other_method = nullptr;
  const Node* node = walk(root_, path, request.method, values, other_method);
  if (node == nullptr) {
    if (other_method == nullptr) return {};
    Found found{Match::kNoMethod, {}};
    for (std::size_t i = 0; i < kMethodCount; ++i) {
      if (other_method->routes[i] == nullptr) continue;
      if (!found.allow.empty()) found.allow += ", ";
      found.allow += name(static_cast<Method>(i));
      if (i == static_cast<std::size_t>(Method::kGet)) found.allow += ", HEAD";
    }
    return found;
  }
  request.route = node->routes[static_cast<std::size_t>(request.method)];
  request.path_params.clear();
  for (std::size_t i = 0; i < values.size(); ++i) {
    request.path_params.emplace_back(request.route->path_params[i], values[i]);
  }
  return {Match::kFound, {}};
}

}  // namespace manyi::http
