// libzip behind a byte source.
// Owns the count of unpacked bytes: what the archive says of itself is not believed.
#include "platform/files/zip_archive.h"

#include <zip.h>

#include <algorithm>

namespace manyi::files {
namespace {

class EntrySource final : public ByteSource {
 public:
  EntrySource(zip_file_t* file, std::uint64_t most) : file_(file), most_(most) {}
  ~EntrySource() override { zip_fclose(file_); }
  EntrySource(const EntrySource&) = delete;
  EntrySource& operator=(const EntrySource&) = delete;

  Result<std::size_t> read(char* into, std::size_t room) override {
    const zip_int64_t got = zip_fread(file_, into, room);
    if (got < 0) return malformed("zip_broken", "The packed file is damaged.");
    read_ += static_cast<std::uint64_t>(got);
    if (read_ > most_)
      return malformed("zip_bomb", "The file unpacks to far more than its size; it was not read.");
    return static_cast<std::size_t>(got);
  }

 private:
  zip_file_t* file_;
  std::uint64_t most_, read_ = 0;
};

}  // namespace

Result<std::unique_ptr<ZipArchive>> ZipArchive::open(const std::filesystem::path& path, ZipLimits limits) {
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive == nullptr) return malformed("zip_broken", "The file is cut off or damaged.");
  std::unique_ptr<ZipArchive> opened(new ZipArchive(archive, limits));
  if (zip_get_num_entries(archive, 0) > limits.most_entries)
    return malformed("zip_too_large", "The archive holds too many files.");
  return opened;
}

ZipArchive::~ZipArchive() { zip_discard(archive_); }

bool ZipArchive::has(const std::string& name) const {
  return zip_name_locate(archive_, name.c_str(), 0) >= 0;
}

Result<std::unique_ptr<ByteSource>> ZipArchive::entry(const std::string& name) const {
  zip_stat_t about;
  if (zip_stat(archive_, name.c_str(), 0, &about) != 0)
    return not_found("zip_entry", "The archive has no " + name + ".");
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE)
    return malformed("file_encrypted", "The file is protected by a password. Save it without one.");
  const std::uint64_t most =
      std::min(limits_.most_bytes, std::max(limits_.free_bytes, about.comp_size * limits_.most_ratio));
  if (about.size > most)
    return malformed("zip_bomb", "The file unpacks to far more than its size; it was not read.");
  zip_file_t* file = zip_fopen_index(archive_, about.index, 0);
  if (file == nullptr) return malformed("zip_broken", "The packed file is damaged.");
  return std::unique_ptr<ByteSource>(std::make_unique<EntrySource>(file, most));
}

Result<void> write_zip(const std::filesystem::path& path,
                       const std::vector<std::pair<std::string, std::string>>& texts,
                       const std::vector<std::pair<std::string, std::filesystem::path>>& files) {
  const auto failed = [] { return unavailable("file_not_written", "The file cannot be written."); };
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_EXCL, &code);
  if (archive == nullptr) return failed();
  const auto add = [&](const std::string& name, zip_source_t* source) {
    if (source != nullptr && zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0) return true;
    zip_source_free(source);
    return false;
  };
  bool good = true;
  for (const auto& [name, text] : texts)
    good = good && add(name, zip_source_buffer(archive, text.data(), text.size(), 0));
  for (const auto& [name, file] : files)
    good = good && add(name, zip_source_file(archive, file.c_str(), 0, -1));
  if (good && zip_close(archive) == 0) return {};
  zip_discard(archive);
  return failed();
}

}  // namespace manyi::files
