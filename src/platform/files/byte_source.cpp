// Reading files through zlib, which passes plain files through, and turning text into UTF-8.
// Owns the iconv handles.
#include "platform/files/byte_source.h"

#include <iconv.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace manyi::files {
namespace {

constexpr unsigned kGzipBuffer = 256 * 1024;
constexpr std::size_t kDecodeBuffer = 64 * 1024;
constexpr char kUndecodable = static_cast<char>(0xFF);

class FileSource final : public ByteSource {
 public:
  explicit FileSource(gzFile file) : file_(file) {}
  ~FileSource() override { gzclose(file_); }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  Result<std::size_t> read(char* into, std::size_t room) override {
    const int got = gzread(file_, into, static_cast<unsigned>(std::min<std::size_t>(room, 1u << 30)));
    int code = Z_OK;
    gzerror(file_, &code);
    // A cut stream shows itself as Z_BUF_ERROR after its last good byte.
    if (code == Z_BUF_ERROR && got <= 0) return malformed("gzip_cut", "The gzip file ends too early.");
    if (code == Z_DATA_ERROR) return malformed("gzip_damaged", "The gzip file is damaged.");
    if (got < 0) return unavailable("file_unreadable", "The file cannot be read.");
    return static_cast<std::size_t>(got);
  }

 private:
  gzFile file_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : rest_(bytes) {}
  Result<std::size_t> read(char* into, std::size_t room) override {
    const std::size_t count = std::min(room, rest_.size());
    if (count > 0) std::memcpy(into, rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
};

const char* iconv_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8: return "UTF-8";
    case Encoding::kGb18030: return "GB18030";
    case Encoding::kWindows1252: return "WINDOWS-1252";
    case Encoding::kUtf16le: return "UTF-16LE";
    case Encoding::kUtf16be: return "UTF-16BE";
  }
  return "UTF-8";
}

class DecodingSource final : public ByteSource {
 public:
  DecodingSource(std::unique_ptr<ByteSource> source, Encoding encoding)
      : source_(std::move(source)),
        unit_(encoding == Encoding::kUtf16le || encoding == Encoding::kUtf16be ? 2 : 1),
        handle_(iconv_open("UTF-8", iconv_name(encoding))) {
    if (handle_ == reinterpret_cast<iconv_t>(-1))
      throw std::runtime_error(std::string("the system cannot decode ") + iconv_name(encoding));
  }
  ~DecodingSource() override { iconv_close(handle_); }
  DecodingSource(const DecodingSource&) = delete;
  DecodingSource& operator=(const DecodingSource&) = delete;

  Result<std::size_t> read(char* into, std::size_t room) override {
    char* out = into;
    std::size_t left = room;
    while (left == room) {
      if (pending_.size() - at_ < kLongestCharacter && !ended_) MANYI_CHECK(fill());
      if (at_ == pending_.size()) return std::size_t{0};
      char* in = pending_.data() + at_;
      std::size_t in_left = pending_.size() - at_;
      const std::size_t converted = iconv(handle_, &in, &in_left, &out, &left);
      at_ = pending_.size() - in_left;
      if (converted != static_cast<std::size_t>(-1)) continue;
      if (errno == E2BIG && left < room) break;
      const bool incomplete = errno == EINVAL && !ended_;
      if (incomplete) {
        MANYI_CHECK(fill());
        continue;
      }
      if (errno != EILSEQ && errno != EINVAL) break;
      if (left == 0) break;
      *out++ = kUndecodable;
      --left;
      at_ = std::min(pending_.size(), at_ + unit_);
      iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    }
    return room - left;
  }

 private:
  static constexpr std::size_t kLongestCharacter = 8;

  Result<void> fill() {
    pending_.erase(0, at_);
    at_ = 0;
    const std::size_t kept = pending_.size();
    pending_.resize(kept + kDecodeBuffer);
    auto got = source_->read(pending_.data() + kept, kDecodeBuffer);
    pending_.resize(kept + (got ? *got : 0));
    if (!got) return std::move(got).error();
    ended_ = *got == 0;
    return {};
  }

  std::unique_ptr<ByteSource> source_;
  std::size_t unit_;
  iconv_t handle_;
  std::string pending_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace

std::string encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8: return "utf-8";
    case Encoding::kGb18030: return "gb18030";
    case Encoding::kWindows1252: return "windows-1252";
    case Encoding::kUtf16le: return "utf-16le";
    case Encoding::kUtf16be: return "utf-16be";
  }
  return "utf-8";
}

std::optional<Encoding> parse_encoding(std::string_view name) {
  std::string key;
  for (const char c : name)
    if (std::isalnum(static_cast<unsigned char>(c)))
      key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  static constexpr std::array<std::pair<std::string_view, Encoding>, 14> kNames{
      {{"utf8", Encoding::kUtf8},
       {"utf8bom", Encoding::kUtf8},
       {"utf8sig", Encoding::kUtf8},
       {"ascii", Encoding::kUtf8},
       {"gb18030", Encoding::kGb18030},
       {"gbk", Encoding::kGb18030},
       {"gb2312", Encoding::kGb18030},
       {"cp936", Encoding::kGb18030},
       {"windows1252", Encoding::kWindows1252},
       {"cp1252", Encoding::kWindows1252},
       {"latin1", Encoding::kWindows1252},
       {"iso88591", Encoding::kWindows1252},
       {"utf16le", Encoding::kUtf16le},
       {"utf16be", Encoding::kUtf16be}}};
  for (const auto& [text, encoding] : kNames)
    if (text == key) return encoding;
  return std::nullopt;
}

Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path) {
  std::error_code failure;
  if (!std::filesystem::exists(path, failure)) return not_found("file_missing", "There is no such file.");
  if (std::filesystem::is_directory(path, failure))
    return malformed("file_is_folder", "This is a folder, not a file.");
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return unavailable("file_unreadable", "The file cannot be opened.");
  gzbuffer(file, kGzipBuffer);
  return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(file));
}

std::unique_ptr<ByteSource> memory_source(std::string_view bytes) {
  return std::make_unique<MemorySource>(bytes);
}

std::unique_ptr<ByteSource> utf8_source(std::unique_ptr<ByteSource> source, Encoding encoding) {
  if (encoding == Encoding::kUtf8) return source;
  return std::make_unique<DecodingSource>(std::move(source), encoding);
}

Result<Head> read_head(ByteSource& source, std::size_t limit) {
  Head head;
  head.bytes.resize(limit);
  std::size_t filled = 0;
  while (filled < limit) {
    MANYI_TRY(const std::size_t got, source.read(head.bytes.data() + filled, limit - filled));
    if (got == 0) {
      head.complete = true;
      break;
    }
    filled += got;
  }
  if (!head.complete) {
    char probe = 0;
    MANYI_TRY(const std::size_t more, source.read(&probe, 1));
    head.complete = more == 0;
  }
  head.bytes.resize(filled);
  return head;
}

}  // namespace manyi::files
