// Serves the web app from a folder: pre-compressed variants, immutable assets, index.html for its routes.
// Owns the list of files, read once, so that no path of a request ever reaches the file system.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace manyi::http {

class StaticFiles {
 public:
  StaticFiles() = default;
  /// An absent folder serves nothing.
  explicit StaticFiles(const std::filesystem::path& folder);

  /// nullopt: no such file. Paths without an extension get index.html, for the app's own routes.
  std::optional<Response> find(const Request& request) const;
  bool empty() const { return files_.empty(); }

 private:
  struct File {
    std::filesystem::path path;
    std::string content_type;
    std::string etag;
    bool immutable = false;  // its name carries a hash of its content
    bool brotli = false;     // path + ".br" exists
    bool gzip = false;
  };
  Response serve(const File& file, const Request& request) const;
  std::map<std::string, File, std::less<>> files_;
};

/// True when an Accept-Encoding header takes that coding (q=0 refuses).
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);

}  // namespace manyi::http
