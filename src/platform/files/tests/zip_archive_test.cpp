// Archives as they should be, cut, locked, and larger than they say.
// Owns nothing.
#include "platform/files/zip_archive.h"

#include <array>

#include "platform/files/tests/scratch.h"

namespace manyi::files {
namespace {

struct Unpacked {
  std::size_t bytes = 0;
  std::string error;
};

Unpacked unpack(const std::filesystem::path& path, const std::string& entry, ZipLimits limits = {}) {
  auto archive = ZipArchive::open(path, limits);
  if (!archive) return {0, archive.error().key};
  auto source = (*archive)->entry(entry);
  if (!source) return {0, source.error().key};
  Unpacked unpacked;
  std::array<char, 4096> block;
  for (;;) {
    const auto got = (*source)->read(block.data(), block.size());
    if (!got) {
      unpacked.error = got.error().key;
      return unpacked;
    }
    if (*got == 0) return unpacked;
    unpacked.bytes += *got;
  }
}

class ZipArchiveTest : public ScratchTest {};

TEST_F(ZipArchiveTest, EntriesComeBack) {
  const auto path = fresh(), plain = file("from disk");
  ASSERT_TRUE(write_zip(path, {{"a.txt", "hello"}, {"目录/b", ""}}, {{"c", plain}}).ok());
  const auto archive = ZipArchive::open(path);
  ASSERT_TRUE(archive.ok());
  EXPECT_TRUE((*archive)->has("目录/b"));
  EXPECT_FALSE((*archive)->has("A.TXT"));
  std::array<char, 16> bytes;
  for (const auto& [name, text] : {std::pair("a.txt", "hello"), std::pair("c", "from disk")}) {
    auto source = (*archive)->entry(name);
    ASSERT_TRUE(source.ok());
    const auto got = (*source)->read(bytes.data(), bytes.size());
    ASSERT_TRUE(got.ok());
    EXPECT_EQ(std::string_view(bytes.data(), *got), text);
  }
  EXPECT_EQ((*archive)->entry("missing").error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(write_zip(path, {{"a", "b"}}, {}).ok());  // never over another file
  EXPECT_FALSE(write_zip(fresh(), {}, {{"a", folder_ / "missing"}}).ok());
}

TEST_F(ZipArchiveTest, CutAndForeignFilesAreBroken) {
  const std::string whole = bytes_of(archive({{"a", std::string(5000, 'x')}, {"b", "y"}}));
  EXPECT_EQ(unpack(file(whole), "a").bytes, 5000u);
  EXPECT_EQ(unpack(file(whole.substr(0, whole.size() / 2)), "a").error, "zip_broken");
  EXPECT_EQ(unpack(file("no archive at all"), "a").error, "zip_broken");
  std::string spoiled = whole;
  spoiled[40] = static_cast<char>(spoiled[40] ^ 0x55);  // in the packed bytes
  EXPECT_EQ(unpack(file(spoiled), "a").error, "zip_broken");
}

TEST_F(ZipArchiveTest, AnEntryThatUnpacksToFarTooMuchIsNotRead) {
  const auto bomb = archive({{"a", std::string(40 << 20, '\0')}});
  ASSERT_LT(std::filesystem::file_size(bomb), 100'000u);
  EXPECT_EQ(unpack(bomb, "a").error, "zip_bomb");
  EXPECT_EQ(unpack(bomb, "a").bytes, 0u);
  EXPECT_EQ(unpack(bomb, "a", {.free_bytes = 64 << 20}).bytes, std::size_t{40} << 20);
  EXPECT_EQ(unpack(bomb, "a", {.most_bytes = 1 << 20, .free_bytes = 64 << 20}).error, "zip_bomb");
}

TEST_F(ZipArchiveTest, WhatAnArchiveSaysOfItsSizeIsNotBelieved) {
  std::string bytes = bytes_of(archive({{"a", std::string(1 << 20, '\0')}}));
  const auto central = bytes.find("PK\x01\x02");
  ASSERT_NE(central, std::string::npos);
  for (const std::size_t at : {central + 24, std::size_t{22}})
    bytes.replace(at, 4, std::string("\x10\0\0\0", 4));
  const auto lied = unpack(file(bytes), "a", {.most_bytes = 4096});
  EXPECT_TRUE(lied.error == "zip_bomb" || lied.error == "zip_broken") << lied.error;
  EXPECT_LE(lied.bytes, 8192u);
}

TEST_F(ZipArchiveTest, LockedEntriesAndCrowdsAreRefused) {
  std::string bytes = bytes_of(archive({{"a", "secret"}}));
  bytes[6] |= 1;
  bytes[bytes.find("PK\x01\x02") + 8] |= 1;
  EXPECT_EQ(unpack(file(bytes), "a").error, "file_encrypted");
  Parts crowd;
  for (int i = 0; i < 20; ++i) crowd.emplace_back(std::to_string(i), "x");
  EXPECT_EQ(unpack(archive(crowd), "1", {.most_entries = 19}).error, "zip_too_large");
}

}  // namespace
}  // namespace manyi::files
