// Writes the OpenAPI document.
// Owns operation ids, error descriptions and the examples made from schemas.
#include "platform/http/openapi.h"

#include <boost/json.hpp>

#include <algorithm>
#include <set>

#include "platform/http/problem.h"

namespace manyi::http {
namespace {

namespace json = boost::json;

// "POST /work-orders/{id}/close" -> "post_work_orders_id_close"
std::string operation_id(const Route& route) {
  std::string id;
  for (const char c : name(route.method)) id += static_cast<char>(c - 'A' + 'a');
  for (const char c : route.path) {
    if (c == '/' || c == '-')
      id += '_';
    else if (c != '{' && c != '}')
      id += c;
  }
  return id;
}

bool takes_query(const Route& route) {
  return route.method == Method::kGet || route.method == Method::kDelete || route.kind == RouteKind::kUpload;
}

// A value that fits the schema, for documentation.
json::value example_of(const json::value& schema, const json::object& components, int depth) {
  if (!schema.is_object() || depth > 8) return nullptr;
  const auto& object = schema.as_object();
  if (const auto* reference = object.if_contains("$ref")) {
    const std::string_view target(reference->as_string());
    const auto* found = components.if_contains(target.substr(target.rfind('/') + 1));
    return found != nullptr ? example_of(*found, components, depth + 1) : json::value(nullptr);
  }
  if (const auto* examples = object.if_contains("examples")) return examples->as_array().at(0);
  if (const auto* choices = object.if_contains("anyOf"))
    return example_of(choices->as_array().at(0), components, depth + 1);
  if (const auto* choices = object.if_contains("enum")) return choices->as_array().at(0);
  const auto* type = object.if_contains("type");
  if (type == nullptr) return nullptr;
  const std::string_view kind(type->is_array() ? type->as_array().at(0).as_string() : type->as_string());
  if (kind == "boolean") return false;
  if (kind == "integer") {
    const auto* minimum = object.if_contains("minimum");
    return minimum != nullptr ? *minimum : json::value(1);
  }
  if (kind == "number") return 1.5;
  if (kind == "array") {
    json::array list;
    if (depth < 5) list.push_back(example_of(object.at("items"), components, depth + 1));
    return list;
  }
  if (kind == "object") {
    json::object made;
    if (const auto* properties = object.if_contains("properties")) {
      for (const auto& [key, value] : properties->as_object())
        made[key] = example_of(value, components, depth + 1);
    }
    return made;
  }
  const auto* format = object.if_contains("format");
  if (format != nullptr && format->as_string() == "date-time") return "2026-11-23T08:30:00.000Z";
  if (format != nullptr && format->as_string() == "date") return "2026-11-23";
  const auto* description = object.if_contains("description");
  if (description != nullptr && description->as_string() == "opaque id") return "00d3k7q8x1m2n";
  return "text";
}

json::object content(std::string_view media, json::value schema, const json::object& components) {
  json::object media_type;
  media_type["schema"] = schema;
  media_type["example"] = example_of(schema, components, 0);
  json::object by_media;
  by_media[media] = std::move(media_type);
  return by_media;
}

std::string_view why(int status) {
  switch (status) {
    case 400: return "The request cannot be read; for JSON the position is told.";
    case 401: return "Nobody is logged in, or the session or token has expired.";
    case 403: return "Logged in, but not allowed.";
    case 404: return "There is no such record in the caller's reach.";
    case 409: return "The state of the record forbids it; allowed transitions are listed.";
    case 412: return "If-Match names an older version.";
    case 413: return "The body is over the limit.";
    case 415: return "The content type is not understood.";
    case 422: return "Fields break rules; all of them are listed with their JSON pointers.";
    case 429: return "Too many calls; Retry-After says when to try again.";
    case 503: return "Nothing was written; try again.";
    default: return "Refused.";
  }
}

std::set<int> statuses_of(const Route& route, bool has_if_match) {
  std::set<int> all = {400, 422, 503};
  if (route.access != Access::kOpen) all.insert(401);
  if (route.access == Access::kPermission || route.method != Method::kGet) all.insert(403);
  if (!route.path_params.empty()) all.insert(404);
  if (route.method != Method::kGet && route.method != Method::kDelete) all.insert({413, 415});
  if (has_if_match) all.insert(412);
  for (const auto code : route.errors) all.insert(status_of(code));
  return all;
}

json::object header_parameter(std::string_view header, std::string_view description) {
  return {{"name", header},
          {"in", "header"},
          {"required", false},
          {"description", description},
          {"schema", {{"type", "string"}}}};
}

struct Collected {
  SchemaSet schemas;
  json::object bodies;  // component schemas of request bodies
};

json::object operation(const Route& route, Collected& document, const json::object& components) {
  json::object made;
  made["operationId"] = operation_id(route);
  made["summary"] = route.summary;
  if (!route.tag.empty()) made["tags"] = json::array{route.tag};
  if (route.access == Access::kOpen) {
    made["security"] = json::array{};
  } else if (!route.any_of.empty()) {
    json::array names;
    for (const auto permission : route.any_of.list()) names.push_back(json::string(manyi::name(permission)));
    made["x-permissions"] = std::move(names);
  }

  json::array parameters;
  json::object properties;
  json::array required;
  bool has_if_match = false;
  for (const auto& field : route.in_fields(document.schemas)) {
    const bool in_path = route.has_path_param(field.name);
    if (field.name == "if_match") {
      has_if_match = true;
      parameters.push_back(
          header_parameter("If-Match", "The ETag of the version that is changed; 412 when it is stale."));
    } else if (in_path || takes_query(route)) {
      json::object parameter;
      parameter["name"] = field.name;
      parameter["in"] = in_path ? "path" : "query";
      parameter["required"] = in_path || field.required;
      auto schema = json::parse(field.schema);
      if (const auto* object = schema.if_object(); object != nullptr && object->contains("items")) {
        parameter["style"] = "form";
        parameter["explode"] = false;
      }
      parameter["schema"] = std::move(schema);
      parameters.push_back(std::move(parameter));
    } else {
      properties[field.name] = json::parse(field.schema);
      if (field.required) required.push_back(json::string(field.name));
    }
  }
  if (route.method == Method::kPost && route.kind == RouteKind::kWrite && route.access != Access::kOpen) {
    parameters.push_back(header_parameter(
        "Idempotency-Key", route.secret ? "A repeat with the same key is a conflict: the first answer "
                                          "is not kept."
                                        : "A repeat with the same key returns the first answer."));
  }
  if (!parameters.empty()) made["parameters"] = std::move(parameters);

  if (route.kind == RouteKind::kUpload) {
    json::object body;
    body["required"] = true;
    body["content"] = {
        {"application/octet-stream", {{"schema", {{"type", "string"}, {"format", "binary"}}}}},
        {"multipart/form-data",
         {{"schema",
           {{"type", "object"}, {"properties", {{"file", {{"type", "string"}, {"format", "binary"}}}}}}}}}};
    made["requestBody"] = std::move(body);
  } else if (!properties.empty()) {
    json::object schema = {{"type", "object"}, {"additionalProperties", false}};
    schema["properties"] = std::move(properties);
    const bool needed = !required.empty();
    if (needed) schema["required"] = std::move(required);
    json::value shown = schema;
    // The same In may serve two routes with different path parameters: the first shape gets the name.
    auto& named = document.bodies[route.in_name];
    if (named.is_null()) named = schema;
    if (named == shown) shown = {{"$ref", "#/components/schemas/" + route.in_name}};
    json::object body;
    body["required"] = needed;
    json::object known = components;
    for (const auto& [key, value] : document.bodies) known.insert_or_assign(key, value);
    body["content"] = content("application/json", std::move(shown), known);
    made["requestBody"] = std::move(body);
  }

  json::object responses;
  json::object success;
  success["description"] = std::string(reason_of(route.success));
  if (route.kind == RouteKind::kStream) {
    success["content"] = {{"text/event-stream", {{"schema", {{"type", "string"}}}}}};
  } else if (route.document) {
    success["content"] = {{"*/*", {{"schema", {{"type", "string"}, {"format", "binary"}}}}}};
  } else if (route.out_schema != nullptr) {
    success["content"] =
        content("application/json", json::parse(route.out_schema(document.schemas)), components);
  }
  responses[std::to_string(route.success)] = std::move(success);
  for (const int status : statuses_of(route, has_if_match)) {
    responses[std::to_string(status)] = {
        {"description", why(status)},
        {"content",
         {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
  }
  made["responses"] = std::move(responses);
  return made;
}

json::value problem_schema() {
  return json::parse(R"({"type":"object","required":["type","title","status","detail","code"],"properties":{
    "type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},
    "code":{"type":"string","description":"stable key that the screen translates"},
    "errors":{"type":"array","items":{"type":"object","required":["pointer","code","message"],"properties":{
      "pointer":{"type":"string"},"code":{"type":"string"},"message":{"type":"string"}}}},
    "allowed":{"type":"array","items":{"type":"string"}}}})");
}

json::object all_components(const Collected& document) {
  json::object components;
  std::set<std::string> names;
  for (const auto& [name, text] : document.schemas.components()) names.insert(name);
  for (const auto& [name, value] : document.bodies) names.insert(std::string(name));
  for (const auto& name : names) {
    const auto found = document.schemas.components().find(name);
    if (found != document.schemas.components().end())
      components[name] = json::parse(found->second);
    else
      components[name] = document.bodies.at(name);
  }
  components["Problem"] = problem_schema();
  return components;
}

}  // namespace

std::string openapi_document(const Api& api, std::string_view version) {
  Collected document;
  // A first pass fills the components, so that the second can show examples of what they hold.
  for (const auto& route : api.routes()) {
    route.in_fields(document.schemas);
    if (route.out_schema != nullptr) route.out_schema(document.schemas);
  }
  // A body never takes the name of a type that is also used whole.
  for (const auto& [name, text] : document.schemas.components()) document.bodies[name] = json::parse(text);
  const auto components = all_components(document);

  std::vector<const Route*> routes;
  for (const auto& route : api.routes()) routes.push_back(&route);
  std::ranges::sort(routes, [](const Route* a, const Route* b) {
    return a->path != b->path ? a->path < b->path : a->method < b->method;
  });
  json::object paths;
  for (const auto* route : routes) {
    std::string method;
    for (const char c : name(route->method)) method += static_cast<char>(c - 'A' + 'a');
    auto& path = paths[route->path];
    if (path.is_null()) path = json::object{};
    path.as_object()[method] = operation(*route, document, components);
  }

  json::object root;
  root["openapi"] = "3.1.0";
  root["info"] = {{"title", "Manyi"},
                  {"version", version},
                  {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}};
  root["servers"] = json::array{json::object{{"url", "/api/v1"}}};
  root["security"] =
      json::array{json::object{{"session", json::array{}}}, json::object{{"bearer", json::array{}}}};
  root["paths"] = std::move(paths);
  root["components"] = {{"schemas", all_components(document)},
                        {"securitySchemes",
                         {{"session",
                           {{"type", "apiKey"},
                            {"in", "cookie"},
                            {"name", "manyi_session"},
                            {"description", "Changes also need X-CSRF-Token."}}},
                          {"bearer", {{"type", "http"}, {"scheme", "bearer"}}}}}};
  return json::serialize(root);
}

}  // namespace manyi::http
