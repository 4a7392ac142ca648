// Copying while hashing, then rename: a half-written file never gets a name.
// Owns the file handles while it copies.
#include "platform/files/file_store.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <vector>

namespace manyi::files {
namespace {

constexpr std::size_t kBlock = 1024 * 1024;

class Handle {
 public:
  explicit Handle(int value) : value_(value) {}
  ~Handle() {
    if (value_ >= 0) ::close(value_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  int get() const { return value_; }
  bool good() const { return value_ >= 0; }

 private:
  int value_;
};

bool write_all(int handle, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t done = ::write(handle, bytes, size);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes += done;
    size -= static_cast<std::size_t>(done);
  }
  return true;
}

Error cannot_store() {
  return unavailable("file_not_stored", "The file cannot be stored; is the disk full?");
}

}  // namespace

Result<FileStore> FileStore::create(const std::filesystem::path& folder) {
  if (sodium_init() < 0) return internal_error("the hash library does not start");
  std::error_code failure;
  std::filesystem::create_directories(folder / "incoming", failure);
  if (failure) return unavailable("folder_not_made", "The folder for files cannot be made.");
  return FileStore(folder);
}

std::filesystem::path FileStore::path_of(std::string_view hash) const {
  return folder_ / hash.substr(0, 2) / hash;
}

template <class Reader> Result<KeptFile> FileStore::keep_from(Reader&& read) const {
  std::string name = (folder_ / "incoming" / "XXXXXX").string();
  Handle out(::mkstemp(name.data()));
  if (!out.good()) return cannot_store();
  const auto give_up = [&] {
    ::unlink(name.c_str());
    return cannot_store();
  };
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  KeptFile kept;
  for (;;) {
    const std::string_view block = read();
    if (block.data() == nullptr) return give_up();
    if (block.empty()) break;
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(block.data()), block.size());
    if (!write_all(out.get(), block.data(), block.size())) return give_up();
    kept.bytes += static_cast<std::int64_t>(block.size());
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
  crypto_hash_sha256_final(&state, digest.data());
  std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex;
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  kept.hash = hex.data();
  if (::fsync(out.get()) != 0) return give_up();
  const auto target = path_of(kept.hash);
  std::error_code failure;
  std::filesystem::create_directories(target.parent_path(), failure);
  std::filesystem::rename(name, target, failure);
  if (failure) return give_up();
  return kept;
}

Result<KeptFile> FileStore::keep(const std::filesystem::path& file) const {
  Handle in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in.good()) return not_found("file_missing", "There is no such file.");
  std::vector<char> block(kBlock);
  return keep_from([&]() -> std::string_view {
    ssize_t got;
    do got = ::read(in.get(), block.data(), block.size());
    while (got < 0 && errno == EINTR);
    return got < 0 ? std::string_view() : std::string_view(block.data(), static_cast<std::size_t>(got));
  });
}

Result<KeptFile> FileStore::keep_text(std::string_view bytes) const {
  static constexpr char kNothing = 0;
  bool given = false;
  return keep_from([&]() -> std::string_view {
    if (given || bytes.empty()) return {&kNothing, 0};
    given = true;
    return bytes;
  });
}

Result<std::filesystem::path> FileStore::find(std::string_view hash) const {
  if (hash.size() != crypto_hash_sha256_BYTES * 2 ||
      hash.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return not_found("file_missing", "There is no such file.");
  auto path = path_of(hash);
  std::error_code failure;
  if (!std::filesystem::exists(path, failure)) return not_found("file_missing", "There is no such file.");
  return path;
}

}  // namespace manyi::files
