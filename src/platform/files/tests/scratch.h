// A folder of a test, with files, archives and workbooks made on the spot.
// Owns the folder.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "base/describe.h"
#include "platform/files/record_reader.h"
#include "platform/files/zip_archive.h"

namespace manyi::files {

class ScratchTest : public testing::Test {
 protected:
  using Parts = std::vector<std::pair<std::string, std::string>>;

  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "manyi-files-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path fresh() { return folder_ / std::to_string(++count_); }
  std::filesystem::path file(std::string_view bytes) {
    const auto path = fresh();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::filesystem::path gzipped(std::string_view bytes) {
    const auto path = fresh();
    gzFile out = gzopen(path.c_str(), "wb");
    gzwrite(out, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(out);
    return path;
  }
  static std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::filesystem::path archive(const Parts& parts) {
    const auto path = fresh();
    EXPECT_TRUE(write_zip(path, parts, {}).ok());
    return path;
  }

  /// The parts of a workbook with one sheet; `data` is inside of sheetData.
  struct Book {
    std::string data, texts = {}, formats = {}, properties = {};
    std::string sheets = "<sheet name=\"Blatt\" sheetId=\"1\" r:id=\"rId1\"/>";
  };
  static Parts parts_of(const Book& book) {
    const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    Parts parts = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"" + type +
                            "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
        {"xl/workbook.xml",
         "<workbook xmlns:r=\"x\">" + book.properties + "<sheets>" + book.sheets + "</sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"rId1\" Type=\"" + type +
             "worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" + type +
             "worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Type=\"" + type +
             "sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId4\" Type=\"" + type +
             "styles\" Target=\"styles.xml\"/></Relationships>"},
        {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + book.data + "</sheetData></worksheet>"},
        {"xl/worksheets/sheet2.xml",
         "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>second</t></is></c></row></sheetData>"
         "</worksheet>"}};
    if (!book.texts.empty()) parts.emplace_back("xl/sharedStrings.xml", "<sst>" + book.texts + "</sst>");
    if (!book.formats.empty())
      parts.emplace_back("xl/styles.xml", "<styleSheet>" + book.formats + "</styleSheet>");
    return parts;
  }
  std::filesystem::path workbook(const Book& book) { return archive(parts_of(book)); }

  /// All records as texts; a broken one is the name of its problem.
  static std::vector<std::vector<std::string>> rows_of(RecordReader& reader) {
    std::vector<std::vector<std::string>> rows;
    for (Record record; reader.next(record);) {
      if (record.problem == RecordProblem::kNone)
        rows.emplace_back(record.fields.begin(), record.fields.end());
      else
        rows.push_back({enum_name(record.problem)});
    }
    return rows;
  }

  std::filesystem::path folder_;
  int count_ = 0;
};

}  // namespace manyi::files
