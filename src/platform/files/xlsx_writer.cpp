// The parts of a minimal workbook.
// Owns the three styles of cells: header, date, time.
#include "platform/files/xlsx_writer.h"

#include <array>
#include <charconv>
#include <cmath>

#include "platform/files/sheet_values.h"
#include "platform/files/zip_archive.h"

namespace manyi::files {
namespace {

constexpr int kPlain = 0, kHead = 1, kDate = 2, kTime = 3;
constexpr std::int64_t kMostRows = 1'048'576;
constexpr std::size_t kMostText = 32'767;  // characters
constexpr std::size_t kBlock = 256 * 1024;

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>";
constexpr std::string_view kRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"xl/workbook.xml\"/></Relationships>";
constexpr std::string_view kBookRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" "
    "Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
    "Target=\"styles.xml\"/></Relationships>";
constexpr std::string_view kStyles =
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
    "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    "<cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    "</cellXfs></styleSheet>";

/// Tells whether the text begins with what readers take for an escaped character.
bool begins_escape(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdefABCDEF";
  return text.size() >= 7 && text.starts_with("_x") && text[6] == '_' &&
         text.substr(2, 4).find_first_not_of(kHex) == std::string_view::npos;
}

void append_xml(std::string& out, std::string_view text) {
  std::size_t units = 0;  // of UTF-16, in which spreadsheets count
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto code = static_cast<unsigned char>(c);
    if ((code & 0xC0) != 0x80) units += code >= 0xF0 ? 2 : 1;
    if (units > kMostText) return;
    const bool no_xml =
        text.substr(i).starts_with("\xEF\xBF\xBE") || text.substr(i).starts_with("\xEF\xBF\xBF");
    if (no_xml) {  // U+FFFE and U+FFFF
      out += "\xEF\xBF\xBD";
      i += 2;
    } else if (c == '_' && begins_escape(text.substr(i))) {
      out += "_x005F_";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (code < 0x20 && c != '\t' && c != '\n') {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      ((out += "_x00") += kHex[code >> 4]) += kHex[code & 15];
      out += '_';
    } else {
      out += c;
    }
  }
}

std::string with_declaration(std::string_view part) { return std::string(kDeclaration) + std::string(part); }

Error not_written() { return unavailable("file_not_written", "The file cannot be written."); }

}  // namespace

Result<std::unique_ptr<XlsxWriter>> XlsxWriter::create(const std::filesystem::path& path, TimeZone zone,
                                                       std::string sheet) {
  std::unique_ptr<XlsxWriter> writer(new XlsxWriter(path, std::move(zone), std::move(sheet)));
  if (!writer->out_) return not_written();
  return writer;
}

XlsxWriter::XlsxWriter(std::filesystem::path path, TimeZone zone, std::string sheet)
    : path_(std::move(path)),
      part_(path_.string() + ".sheet"),
      zone_(std::move(zone)),
      sheet_(std::move(sheet)),
      out_(part_, std::ios::binary | std::ios::trunc) {
  put(kDeclaration);
  put("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>"
      "<sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
      "state=\"frozen\"/></sheetView></sheetViews><sheetData>");
}

XlsxWriter::~XlsxWriter() {
  out_.close();
  std::error_code failure;
  std::filesystem::remove(part_, failure);
}

void XlsxWriter::put(std::string_view text) {
  block_ += text;
  if (block_.size() < kBlock) return;
  out_ << block_;
  block_.clear();
}

void XlsxWriter::open_cell(std::string_view type, int style) {
  const std::string row = std::to_string(row_);
  if (column_ == 0) put("<row r=\"" + row + "\">");
  std::string tag = "<c r=\"" + column_letters(column_++) + row + "\"";
  if (style != kPlain) tag += " s=\"" + std::to_string(style) + "\"";
  if (!type.empty()) ((tag += " t=\"") += type) += '"';
  put(tag += '>');
}

void XlsxWriter::text_cell(std::string_view text, int style) {
  open_cell("inlineStr", style);
  std::string inside;
  append_xml(inside, text);
  put("<is><t xml:space=\"preserve\">" + inside + "</t></is></c>");
}

XlsxWriter& XlsxWriter::head(std::string_view text) {
  text_cell(text, kHead);
  return *this;
}

XlsxWriter& XlsxWriter::cell(std::string_view text) {
  if (text.empty()) return empty();
  text_cell(text, kPlain);
  return *this;
}

XlsxWriter& XlsxWriter::cell(std::int64_t number) {
  constexpr std::int64_t kExact = 1'000'000'000'000'000;  // spreadsheets keep 15 digits
  if (number > kExact || number < -kExact) return cell(std::string_view(std::to_string(number)));
  open_cell("", kPlain);
  put("<v>" + std::to_string(number) + "</v></c>");
  return *this;
}

XlsxWriter& XlsxWriter::cell(double number) {
  if (!std::isfinite(number)) return empty();
  std::array<char, 40> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  open_cell("", kPlain);
  put("<v>" + std::string(text.data(), end) + "</v></c>");
  return *this;
}

XlsxWriter& XlsxWriter::cell(bool value) {
  open_cell("b", kPlain);
  put(value ? "<v>1</v></c>" : "<v>0</v></c>");
  return *this;
}

XlsxWriter& XlsxWriter::cell(Date date) {
  const auto serial = serial_of(date, 0);
  if (!serial) return cell(std::string_view(date.text()));
  open_cell("", kDate);
  put("<v>" + std::to_string(static_cast<std::int64_t>(*serial)) + "</v></c>");
  return *this;
}

XlsxWriter& XlsxWriter::cell(Instant time) {
  const LocalTime local = zone_.local(time);
  const auto serial = serial_of(local.date, local.minute_of_day * 60'000LL + local.ms_of_minute);
  if (!serial) return cell(std::string_view(time.text()));
  std::array<char, 40> text;
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), *serial, std::chars_format::fixed, 9).ptr;
  open_cell("", kTime);
  put("<v>" + std::string(text.data(), end) + "</v></c>");
  return *this;
}

XlsxWriter& XlsxWriter::empty() {
  if (column_ == 0) put("<row r=\"" + std::to_string(row_) + "\">");
  ++column_;
  return *this;
}

XlsxWriter& XlsxWriter::end_row() {
  put(column_ == 0 ? "<row/>" : "</row>");
  ++row_;
  column_ = 0;
  return *this;
}

Result<void> XlsxWriter::finish() {
  if (row_ - 1 > kMostRows)
    return Error{ErrorCode::kTooLarge,
                 "sheet_full",
                 "A sheet has 1,048,576 rows at most; export to CSV, which has no limit.",
                 {},
                 {},
                 0};
  put("</sheetData></worksheet>");
  out_ << block_;
  out_.close();
  if (!out_) return not_written();
  std::string book =
      "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet "
      "name=\"";
  append_xml(book, sheet_);
  book += "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
  return write_zip(path_,
                   {{"[Content_Types].xml", with_declaration(kTypes)},
                    {"_rels/.rels", with_declaration(kRelations)},
                    {"xl/workbook.xml", with_declaration(book)},
                    {"xl/_rels/workbook.xml.rels", with_declaration(kBookRelations)},
                    {"xl/styles.xml", with_declaration(kStyles)}},
                   {{"xl/worksheets/sheet1.xml", part_}});
}

}  // namespace manyi::files
