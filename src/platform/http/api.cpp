// Registration of routes and the reading of their inputs.
// Owns the checks that a declaration must pass when the program starts.
#include "platform/http/api.h"

#include <algorithm>
#include <stdexcept>

namespace manyi::http {

std::string_view name(Method method) {
  switch (method) {
    case Method::kGet: return "GET";
    case Method::kPost: return "POST";
    case Method::kPut: return "PUT";
    case Method::kPatch: return "PATCH";
    case Method::kDelete: return "DELETE";
  }
  return "GET";
}

Request::~Request() {
  if (!upload) return;
  std::error_code ignored;
  std::filesystem::remove(upload->path, ignored);
}

std::string_view Request::path_param(std::string_view name) const {
  for (const auto& [key, value] : path_params) {
    if (key == name) return value;
  }
  return {};
}

const std::string* Request::query_param(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return &value;
  }
  return nullptr;
}

bool Route::has_path_param(std::string_view name) const {
  return std::ranges::find(path_params, name) != path_params.end();
}

// ---- input ---------------------------------------------------------------------------------

namespace {

bool takes_query(const Request& request) {
  return request.method == Method::kGet || request.method == Method::kDelete ||
         request.route->kind == RouteKind::kUpload;
}

bool is_json(std::string_view content_type) {
  const auto media = content_type.substr(0, content_type.find(';'));
  const auto end = media.find_last_not_of(" \t");
  const auto trimmed = end == std::string_view::npos ? media : media.substr(0, end + 1);
  return trimmed == "application/json" || (trimmed.starts_with("application/") && trimmed.ends_with("+json"));
}

std::string pointer_of(std::string_view field) { return child_pointer("", field); }

}  // namespace

Result<InputSource> InputSource::of(const Call& call) {
  InputSource source(call);
  const auto& request = call.request;
  if (takes_query(request) || request.body.empty()) return source;
  if (!is_json(request.content_type)) {
    Error error;
    error.code = ErrorCode::kUnsupportedMedia;
    error.key = "unsupported_media_type";
    error.detail = "Send the body as application/json.";
    return error;
  }
  MANYI_TRY(source.body_, JsonDocument::parse(request.body));
  if (source.body_->root().kind() != JsonKind::kObject) {
    return invalid("", "type", "Expected an object, got " + kind_name(source.body_->root().kind()) + ".");
  }
  return source;
}

InputSource::Found InputSource::find(std::string_view field) const {
  Found found;
  for (const auto& [key, value] : request_->path_params) {
    if (key != field) continue;
    found.place = Place::kText;
    found.text = value;
    return found;
  }
  if (field == "if_match") {
    if (!request_->if_match.empty() && request_->if_match != "*") found.place = Place::kIfMatch;
    return found;
  }
  if (takes_query(*request_)) {
    if (const auto* value = request_->query_param(field)) {
      found.place = Place::kText;
      found.text = *value;
    }
  } else if (body_) {
    if (const auto value = body_->root().find(field)) {
      found.place = Place::kJson;
      found.json = *value;
    }
  }
  return found;
}

void InputSource::refuse_unknown(const std::vector<std::string_view>& known, InputErrors& errors) const {
  const auto is_known = [&](std::string_view field) {
    return field != "if_match" && std::ranges::find(known, field) != known.end() &&
           !request_->route->has_path_param(field);
  };
  std::vector<std::string_view> seen;
  for (const auto& [key, value] : request_->query) {
    if (!takes_query(*request_) || !is_known(key)) {
      errors.add(pointer_of(key), "unknown", "This query parameter is not known.");
    } else if (std::ranges::find(seen, key) != seen.end()) {
      errors.add(pointer_of(key), "repeated", "This query parameter is given more than once.");
    }
    seen.push_back(key);
  }
  if (!body_) return;
  const auto root = body_->root();
  for (std::size_t i = 0; i < root.size(); ++i) {
    if (!is_known(root.key(i))) errors.add(pointer_of(root.key(i)), "unknown", "This field is not known.");
  }
}

std::int64_t InputSource::if_match() const {
  std::string_view tag = request_->if_match;
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return -1;
  const auto version = manyi::detail::integer_from_text(tag.substr(1, tag.size() - 2));
  return version.value_or(-1);
}

Error InputSource::refusal(InputErrors& errors) const {
  for (const auto& error : errors.all()) {
    for (const auto& [key, value] : request_->path_params) {
      if (error.pointer == pointer_of(key) && error.code != "unknown")
        return not_found("not_found", "There is no such record.");
    }
  }
  return invalid(std::move(errors.all()));
}

// ---- output --------------------------------------------------------------------------------

namespace detail {

void refuse_required(InputErrors& errors, std::string_view field) {
  errors.add(pointer_of(field), "required", "This field is required.");
}

std::string etag_of(std::int64_t version) { return '"' + std::to_string(version) + '"'; }

Result<Response> respond_result(int success, Result<void>&& result) {
  if (!result) return std::move(result).error();
  return respond(success, Nothing{});
}

Response document_response(Document document) {
  Response response;
  response.content_type = std::move(document.content_type);
  response.body = std::move(document.text);
  response.file = std::move(document.file);
  response.delete_file = document.delete_file;
  if (!document.file_name.empty()) {
    // RFC 6266: an ASCII fallback, and the whole name percent-encoded.
    std::string plain;
    std::string encoded;
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const unsigned char c : document.file_name) {
      const bool safe = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                        c == '.' || c == '-' || c == '_';
      plain += safe ? static_cast<char>(c) : '_';
      if (safe)
        encoded += static_cast<char>(c);
      else
        (encoded += '%') += {kHex[c >> 4], kHex[c & 15]};
    }
    response.headers.push_back(
        {"Content-Disposition", "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded});
  }
  return response;
}

}  // namespace detail

// ---- registration --------------------------------------------------------------------------

RouteBuilder::RouteBuilder(Api& api, Method method, std::string path) : api_(api) {
  route_.method = method;
  route_.path = std::move(path);
  std::string_view rest = route_.path;
  for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    const auto close = rest.find('}', open);
    route_.path_params.emplace_back(rest.substr(open + 1, close - open - 1));
    rest = rest.substr(close + 1);
  }
}

void RouteBuilder::finish() {
  const auto what = std::string(name(route_.method)) + " " + route_.path;
  if (route_.access == Access::kUnset) throw std::logic_error(what + " says nothing of who may call it");
  if (route_.access == Access::kPermission && route_.any_of.empty())
    throw std::logic_error(what + " allows nobody");
  if (route_.summary.empty()) throw std::logic_error(what + " has no summary");
  for (const auto& other : api_.routes_) {
    if (other.method == route_.method && other.path == route_.path)
      throw std::logic_error(what + " is declared twice");
  }
  SchemaSet schemas;
  const auto fields = route_.in_fields(schemas);
  for (const auto& param : route_.path_params) {
    if (std::ranges::none_of(fields, [&](const FieldDoc& field) { return field.name == param; })) {
      throw std::logic_error(what + " has no input field named " + param);
    }
  }
  route_.index = api_.routes_.size();
  api_.routes_.push_back(std::move(route_));
}

}  // namespace manyi::http
