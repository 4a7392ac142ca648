// Parts of multipart/form-data (RFC 7578).
// Owns the search for the boundary over pieces of a file.
#include "platform/http/multipart.h"

#include <fstream>
#include <string>

namespace manyi::http {
namespace {

constexpr std::size_t kPiece = 256 * 1024;
constexpr std::size_t kLongestHead = 8 * 1024;

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// The value of `name=` in a header, with or without quotes.
std::string parameter(std::string_view header, std::string_view name) {
  const auto small = lower(header);
  auto at = small.find(std::string(name) + "=");
  while (at != std::string::npos && at > 0 && small[at - 1] != ';' && small[at - 1] != ' ' &&
         small[at - 1] != '\t') {
    at = small.find(std::string(name) + "=", at + 1);
  }
  if (at == std::string::npos) return {};
  auto value = header.substr(at + name.size() + 1);
  if (value.starts_with('"')) {
    std::string out;
    for (std::size_t i = 1; i < value.size() && value[i] != '"'; ++i) {
      if (value[i] == '\\' && i + 1 < value.size()) ++i;
      out += value[i];
    }
    return out;
  }
  return std::string(value.substr(0, value.find_first_of("; \t\r\n")));
}

std::string last_component(std::string name) {
  const auto slash = name.find_last_of("/\\");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

// Reads a file piece by piece and finds texts that may lie across two pieces.
class Scanner {
 public:
  explicit Scanner(const std::filesystem::path& path) : in_(path, std::ios::binary) {}

  /// Gives everything before `mark` to `take`, drops the mark. False when the file ends first.
  template <class F> bool until(std::string_view mark, F&& take) {
    for (;;) {
      const auto at = held_.find(mark);
      if (at != std::string::npos) {
        take(std::string_view(held_).substr(0, at));
        held_.erase(0, at + mark.size());
        return true;
      }
      if (held_.size() >= mark.size()) {
        const auto safe = held_.size() - mark.size() + 1;
        take(std::string_view(held_).substr(0, safe));
        held_.erase(0, safe);
      }
      if (!more()) return false;
    }
  }

 private:
  bool more() {
    const auto before = held_.size();
    held_.resize(before + kPiece);
    in_.read(held_.data() + before, static_cast<std::streamsize>(kPiece));
    held_.resize(before + static_cast<std::size_t>(in_.gcount()));
    return held_.size() > before;
  }
  std::ifstream in_;
  std::string held_ = "\r\n";  // so that the first boundary looks like the others
};

struct Part {
  std::string file_name;
  std::string content_type = "application/octet-stream";
};

Part read_part(std::string_view head) {
  Part part;
  while (!head.empty()) {
    const auto line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(head.size(), line.size() + 2));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const auto key = lower(line.substr(0, colon));
    const auto value = line.substr(colon + 1);
    if (key == "content-disposition") part.file_name = last_component(parameter(value, "filename"));
    if (key == "content-type")
      part.content_type = std::string(value.substr(std::min(value.size(), value.find_first_not_of(' '))));
  }
  return part;
}

}  // namespace

bool is_multipart(std::string_view content_type) {
  return lower(content_type.substr(0, 19)) == "multipart/form-data";
}

Result<void> extract_file(Upload& upload) {
  const auto boundary = parameter(upload.content_type, "boundary");
  if (boundary.empty()) return malformed("multipart", "The multipart body names no boundary.");
  const auto mark = "\r\n--" + boundary;
  const auto cut_off = [] {
    return malformed("multipart", "The multipart body is cut off or holds no file.");
  };
  Scanner scanner(upload.path);
  if (!scanner.until(mark, [](std::string_view) {})) return cut_off();
  for (;;) {
    std::string head;
    bool too_long = false;
    const bool whole = scanner.until("\r\n\r\n", [&](std::string_view piece) {
      if (head.size() + piece.size() > kLongestHead)
        too_long = true;
      else
        head += piece;
    });
    if (!whole || too_long || head.starts_with("--")) return cut_off();
    auto part = read_part(head);
    if (part.file_name.empty()) {
      if (!scanner.until(mark, [](std::string_view) {})) return cut_off();
      continue;
    }
    const std::filesystem::path target = upload.path.string() + ".file";
    std::ofstream out(target, std::ios::binary | std::ios::trunc);
    std::uint64_t size = 0;
    const bool ended = scanner.until(mark, [&](std::string_view piece) {
      out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
      size += piece.size();
    });
    out.close();
    std::error_code error;
    if (!ended || !out) {
      std::filesystem::remove(target, error);
      if (!ended) return cut_off();
      return unavailable("disk", "The file could not be stored.");
    }
    std::filesystem::rename(target, upload.path, error);
    if (error) return unavailable("disk", "The file could not be stored.");
    upload.size = size;
    upload.file_name = std::move(part.file_name);
    upload.content_type = std::move(part.content_type);
    return {};
  }
}

}  // namespace manyi::http
