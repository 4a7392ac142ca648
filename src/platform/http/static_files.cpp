// Files of the web app.
// Owns their media types and caching rules.
#include "platform/http/static_files.h"

#include <array>
#include <fstream>
#include <iterator>
#include <utility>

namespace manyi::http {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
    {".ttf", "font/ttf"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
}};

std::string_view type_of(const std::filesystem::path& path) {
  const auto extension = path.extension().string();
  for (const auto& [known, type] : kTypes) {
    if (known == extension) return type;
  }
  return "application/octet-stream";
}

std::string read_all(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.empty() || !std::filesystem::is_directory(folder, error)) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto extension = entry.path().extension();
    if (extension == ".br" || extension == ".gz") continue;
    const auto url = "/" + std::filesystem::relative(entry.path(), folder).generic_string();
    File file;
    file.path = entry.path();
    file.content_type = type_of(entry.path());
    file.etag = std::to_string(entry.file_size()) + "-" +
                std::to_string(entry.last_write_time().time_since_epoch().count());
    file.immutable = url.starts_with("/assets/");
    file.brotli = std::filesystem::exists(entry.path().string() + ".br");
    file.gzip = std::filesystem::exists(entry.path().string() + ".gz");
    files_.emplace(url, std::move(file));
  }
}

std::optional<Response> StaticFiles::find(const Request& request) const {
  auto found = files_.find(request.path);
  if (found == files_.end()) {
    const auto last = request.path.substr(request.path.rfind('/') + 1);
    if (last.find('.') != std::string::npos) return std::nullopt;
    found = files_.find("/index.html");
    if (found == files_.end()) return std::nullopt;
  }
  return serve(found->second, request);
}

Response StaticFiles::serve(const File& file, const Request& request) const {
  Response response;
  response.content_type = file.content_type;
  std::string_view coding;
  if (file.brotli && accepts_encoding(request.accept_encoding, "br"))
    coding = "br";
  else if (file.gzip && accepts_encoding(request.accept_encoding, "gzip"))
    coding = "gzip";
  response.headers.push_back(
      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"});
  if (file.brotli || file.gzip) response.headers.push_back({"Vary", "Accept-Encoding"});
  std::string etag = "\"" + file.etag;
  if (!coding.empty()) etag.append("-").append(coding);
  etag += '"';
  const bool unchanged = request.if_none_match == etag;
  response.headers.push_back({"ETag", std::move(etag)});
  if (unchanged) {
    response.status = 304;
    return response;
  }
  if (!coding.empty()) response.headers.push_back({"Content-Encoding", std::string(coding)});
  response.body =
      read_all(coding.empty() ? file.path
                              : std::filesystem::path(file.path.string() + (coding == "br" ? ".br" : ".gz")));
  return response;
}

bool accepts_encoding(std::string_view header, std::string_view coding) {
  while (!header.empty()) {
    auto item = header.substr(0, header.find(','));
    header.remove_prefix(std::min(header.size(), item.size() + 1));
    while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) item.remove_prefix(1);
    const auto semicolon = item.find(';');
    auto token = item.substr(0, semicolon);
    while (!token.empty() && token.back() == ' ') token.remove_suffix(1);
    if (token != coding) continue;
    if (semicolon == std::string_view::npos) return true;
    const auto q = item.find("q=", semicolon);
    if (q == std::string_view::npos) return true;
    return item.find_first_of("123456789", q + 2) != std::string_view::npos;
  }
  return false;
}

}  // namespace manyi::http
