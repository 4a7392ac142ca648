// Files are kept once, whole, and under their hash.
// Owns a temporary folder per test.
#include "platform/files/file_store.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <fstream>

#include "platform/files/byte_source.h"

namespace manyi::files {
namespace {

class FileStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "manyi-files-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(FileStoreTest, SameContentIsKeptOnceUnderItsHash) {
  const auto store = FileStore::create(folder_ / "files");
  ASSERT_TRUE(store.ok());
  const auto first = store->keep_text("abc");
  const auto second = store->keep_text("abc");
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(first->hash, second->hash);
  EXPECT_TRUE(store->find(first->hash).ok());
  EXPECT_EQ(store->find("../../etc/passwd").error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "files/incoming"));
}

TEST_F(FileStoreTest, MissingFileIsNotFound) {
  const auto store = FileStore::create(folder_);
  ASSERT_TRUE(store.ok());
  EXPECT_EQ(store->keep(folder_ / "none").error().code, ErrorCode::kNotFound);
}

TEST_F(FileStoreTest, CutGzipIsAnErrorNotAShortFile) {
  const auto path = (folder_ / "x.gz").string();
  std::string noise;
  for (int i = 0; i < 200000; ++i) noise += static_cast<char>('a' + i * i % 23);
  gzFile out = gzopen(path.c_str(), "wb");
  gzwrite(out, noise.data(), static_cast<unsigned>(noise.size()));
  gzclose(out);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  auto source = open_file(path);
  ASSERT_TRUE(source.ok());
  const auto head = read_head(**source, 1 << 20);
  ASSERT_FALSE(head.ok());
  EXPECT_EQ(head.error().code, ErrorCode::kMalformed);
}

}  // namespace
}  // namespace manyi::files
