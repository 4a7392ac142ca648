// Guessing by evidence from the values themselves.
// Owns the thresholds.
#include "platform/files/detection.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "platform/files/csv_reader.h"
#include "platform/files/xes_reader.h"
#include "platform/files/xlsx_reader.h"
#include "platform/files/zip_archive.h"

namespace manyi::files {
namespace {

constexpr std::size_t kHeadBytes = 8 * 1024 * 1024;
constexpr std::size_t kDelimiterRows = 200;
constexpr std::size_t kEvidenceRows = 50'000;
constexpr std::size_t kSampleRows = 10;
constexpr std::size_t kExamples = 3;
constexpr std::size_t kTextCheck = 64 * 1024;

/// A column's name as it can be shown and stored: bytes that the encoding does not know become U+FFFD.
std::string readable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\xFF')
      out += "\xEF\xBF\xBD";
    else
      out += c;
  }
  return out;
}

/// The beginning of a long value, cut between two characters.
std::string_view beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

struct Utf8Count {
  std::size_t good = 0, bad = 0;  // multi-byte sequences
};

Utf8Count count_utf8(std::string_view text) {
  Utf8Count count;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = c >= 0xC2 && c < 0xE0   ? 2
                               : c >= 0xE0 && c < 0xF0 ? 3
                               : c >= 0xF0 && c < 0xF5 ? 4
                                                       : 0;
    if (length != 0 && i + length > text.size()) break;  // cut at the end
    bool good = length != 0;
    for (std::size_t k = 1; good && k < length; ++k)
      good = (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
    if (good) {
      ++count.good;
      i += length;
    } else {
      ++count.bad;
      ++i;
    }
  }
  return count;
}

struct Gb18030Count {
  std::size_t common = 0;  // symbols and the hanzi of GB 2312
  std::size_t rare = 0;    // valid pairs outside them, which western text hits by chance
  std::size_t bad = 0;
};

Gb18030Count count_gb18030(std::string_view text) {
  Gb18030Count count;
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    if (at(i) < 0x80) {
      ++i;
      continue;
    }
    if (i + 1 >= text.size()) break;
    const unsigned char first = at(i), second = at(i + 1);
    if (first == 0x80 || first == 0xFF) {
      ++count.bad;
      ++i;
    } else if (second >= 0x30 && second <= 0x39) {
      if (i + 3 >= text.size()) break;
      const bool good = at(i + 2) >= 0x81 && at(i + 2) <= 0xFE && at(i + 3) >= 0x30 && at(i + 3) <= 0x39;
      good ? ++count.rare : ++count.bad;
      i += good ? 4 : 1;
    } else if (second >= 0x40 && second != 0x7F && second != 0xFF) {
      const bool common =
          second >= 0xA1 && ((first >= 0xB0 && first <= 0xF7) || (first >= 0xA1 && first <= 0xA9));
      common ? ++count.common : ++count.rare;
      i += 2;
    } else {
      ++count.bad;
      ++i;
    }
  }
  return count;
}

struct Scored {
  char delimiter = ',';
  double score = -1;
};

Scored score_delimiter(std::string_view text, char delimiter) {
  CsvReader reader(memory_source(text), {.delimiter = delimiter});
  Record record;
  std::map<std::size_t, std::size_t> widths;
  std::size_t rows = 0, broken = 0;
  while (rows < kDelimiterRows && reader.next(record)) {
    ++rows;
    if (record.problem == RecordProblem::kUnterminatedQuote ||
        record.problem == RecordProblem::kTextAfterQuote)
      ++broken;
    else
      ++widths[record.fields.size()];
  }
  std::size_t width = 1, same = 0;
  for (const auto& [columns, count] : widths)
    if (count > same) width = columns, same = count;
  if (width < 2 || rows == 0) return {delimiter, 0};
  const double agreement = static_cast<double>(same) / static_cast<double>(rows);
  return {delimiter, agreement * agreement * (1 + std::log2(static_cast<double>(width)) / 4) -
                         static_cast<double>(broken) / static_cast<double>(rows)};
}

char guess_delimiter(std::string_view text) {
  Scored best;
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const Scored scored = score_delimiter(text, delimiter);
    if (scored.score > best.score) best = scored;
  }
  return best.score > 0 ? best.delimiter : ',';
}

/// Evidence of one column, gathered value by value.
struct Evidence {
  std::size_t filled = 0, integers = 0, points = 0, commas = 0, either = 0;
  std::size_t dates = 0, times = 0, only_dmy = 0, only_mdy = 0, both = 0, ymd = 0;
  std::vector<std::string> examples;

  void look(std::string_view value) {
    if (value.empty()) return;
    ++filled;
    if (examples.size() < kExamples && std::find(examples.begin(), examples.end(), value) == examples.end())
      examples.emplace_back(beginning(value, 120));
    if (value.size() > 40) return;
    look_number(value);
    const DateEvidence date = date_evidence(value);
    if (!date.any()) return;
    ++dates;
    times += value.find(':') != std::string_view::npos;
    ymd += date.ymd;
    both += date.dmy && date.mdy;
    only_dmy += date.dmy && !date.mdy;
    only_mdy += date.mdy && !date.dmy;
  }

  void look_number(std::string_view value) {
    if (value.front() == '-' || value.front() == '+') value.remove_prefix(1);
    std::size_t digits = 0, point_count = 0, comma_count = 0, last_mark = std::string_view::npos;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const char c = value[i];
      if (c >= '0' && c <= '9')
        ++digits;
      else if (c == '.')
        ++point_count, last_mark = i;
      else if (c == ',')
        ++comma_count, last_mark = i;
      else
        return;
    }
    if (digits == 0) return;
    if (last_mark == std::string_view::npos) {
      ++integers;
      return;
    }
    const std::size_t after = value.size() - last_mark - 1;
    if (point_count > 0 && comma_count > 0)
      value[last_mark] == '.' ? ++points : ++commas;
    else if (point_count + comma_count > 1)
      ++either;  // 1.234.567: thousands
    else if (after == 3 && value[0] != '0')
      ++either;
    else
      value[last_mark] == '.' ? ++points : ++commas;
  }

  ColumnKind kind() const {
    if (filled == 0) return ColumnKind::kEmpty;
    const auto most = [&](std::size_t count) { return count * 10 >= filled * 9; };
    if (most(integers) && !(most(dates) && examples[0].size() == 8 && ymd == dates))
      return ColumnKind::kInteger;
    if (most(dates)) return times * 2 >= dates ? ColumnKind::kTime : ColumnKind::kDate;
    if (most(integers + points + commas + either)) return ColumnKind::kNumber;
    return ColumnKind::kText;
  }
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool looks_like_header(const std::vector<std::string>& first) {
  std::set<std::string_view> seen;
  for (const auto& name : first) {
    if (name.empty() || !seen.insert(name).second) return false;
    Evidence evidence;
    evidence.look(name);
    if (evidence.integers + evidence.points + evidence.commas + evidence.either + evidence.dates > 0)
      return false;
  }
  return true;
}

/// Plain text as 16-bit characters, the way old workbooks name their parts.
std::string utf16(std::string_view text) {
  std::string out;
  for (const char c : text) (out += c) += '\0';
  return out;
}

bool looks_like_xml(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE")) return bytes.substr(2).starts_with(utf16("<"));
  bytes.remove_prefix(std::min(bytes.size(), bytes.find_first_not_of(" \t\r\n")));
  return bytes.starts_with("<?xml") || bytes.starts_with("<log") || bytes.starts_with("<!--");
}

Result<std::string> decode(std::string_view bytes, Encoding encoding) {
  auto source = utf8_source(memory_source(bytes), encoding);
  std::string text;
  std::array<char, 65536> block;
  for (;;) {
    MANYI_TRY(const std::size_t got, source->read(block.data(), block.size()));
    if (got == 0) return text;
    text.append(block.data(), got);
  }
}

/// What the rows say: header, kinds of columns, dates, decimals.
struct Look {
  std::size_t rows = 0;       // records looked at, the header among them
  std::int64_t last_end = 0;  // bytes up to the last of them
};

Result<Look> look_at(RecordReader& reader, const DetectionHints& hints, Detection& found,
                     const std::function<std::int64_t()>& consumed) {
  Record record;
  std::vector<Evidence> evidence;
  Look look;
  while (look.rows <= kEvidenceRows && reader.next(record)) {
    if (look.rows == 0) {
      for (const auto field : record.fields) found.header.push_back(readable(trimmed(field)));
      if (record.problem != RecordProblem::kNone && record.problem != RecordProblem::kEncoding)
        return malformed("header_broken", "The first row cannot be read: " + enum_name(record.problem) + ".");
      found.has_header = hints.has_header.value_or(looks_like_header(found.header));
      evidence.resize(found.header.size());
      reader.expect_columns(found.header.size());
      ++look.rows;
      if (found.has_header) continue;
    } else {
      ++look.rows;
    }
    if (record.problem != RecordProblem::kNone) continue;
    if (found.sample_rows.size() < kSampleRows)
      found.sample_rows.emplace_back(record.fields.begin(), record.fields.end());
    for (std::size_t i = 0; i < record.fields.size() && i < evidence.size(); ++i)
      evidence[i].look(trimmed(record.fields[i]));
    look.last_end = consumed();
  }
  if (reader.failure()) return *reader.failure();
  if (look.rows == 0) return malformed("file_empty", "The file is empty.");
  if (!found.has_header)
    for (std::size_t i = 0; i < found.header.size(); ++i) found.header[i] = "column_" + std::to_string(i + 1);
  std::size_t points = 0, commas = 0, only_dmy = 0, only_mdy = 0, both = 0, ymd = 0;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const Evidence& seen = evidence[i];
    DetectedColumn column{found.header[i], seen.kind(), {}, false, static_cast<std::int64_t>(seen.filled),
                          seen.examples};
    if (column.kind == ColumnKind::kNumber) points += seen.points, commas += seen.commas;
    if (column.kind == ColumnKind::kDate || column.kind == ColumnKind::kTime) {
      ymd += seen.ymd, both += seen.both, only_dmy += seen.only_dmy, only_mdy += seen.only_mdy;
      if (seen.only_dmy > seen.only_mdy)
        column.date_order = DateOrder::kDmy;
      else if (seen.only_mdy > seen.only_dmy)
        column.date_order = DateOrder::kMdy;
      else if (seen.both == 0 && seen.only_dmy == 0)
        column.date_order = DateOrder::kYmd;
      column.ambiguous = !column.date_order;
    }
    found.columns.push_back(std::move(column));
  }
  if (only_dmy > only_mdy)
    found.date_order = DateOrder::kDmy;
  else if (only_mdy > only_dmy)
    found.date_order = DateOrder::kMdy;
  else if (both + only_dmy + only_mdy == 0 && ymd > 0)
    found.date_order = DateOrder::kYmd;
  found.date_order_ambiguous = !found.date_order && both + only_dmy + only_mdy > 0;
  if (commas > points) found.decimal = ",";
  return look;
}

std::int64_t data_rows(const Look& look, const Detection& found) {
  return static_cast<std::int64_t>(look.rows) - (found.has_header ? 1 : 0);
}

Error not_text(const std::string& kind) {
  static const std::map<std::string, std::string> kAdvice = {
      {"zip", "This is a zip archive. Unpack it and choose the CSV, XLSX or XES file inside."},
      {"xls", "This is a workbook of the old XLS format. Save it as XLSX or CSV."},
      {"pdf", "This is a PDF document."},
      {"png", "This is a PNG image."},
      {"jpeg", "This is a JPEG image."},
      {"gif", "This is a GIF image."},
      {"gzip", "This file is packed with gzip twice, or cut off."},
      {"7z", "This is a 7z archive. Unpack it first."},
      {"rar", "This is a RAR archive. Unpack it first."},
      {"sqlite", "This is a SQLite database."},
      {"xml", "This is an XML file, but no event log."},
  };
  const auto advice = kAdvice.find(kind);
  return malformed("not_text",
                   (advice == kAdvice.end() ? "This is a binary file, not a table." : advice->second) +
                       " Detected: " + kind + ".");
}

Result<Detection> detect_head(const Head& head, double unpacked_ratio, std::uintmax_t stored_bytes,
                              const DetectionHints& hints) {
  std::string_view bytes = head.bytes;
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return malformed("file_empty", "The file is empty.");
  const bool said_wide = hints.encoding == Encoding::kUtf16le || hints.encoding == Encoding::kUtf16be;
  if (const auto kind = binary_kind(bytes); kind && !(said_wide && kind == "binary")) return not_text(*kind);
  Detection found;
  found.format = FileFormat::kCsv;
  Encoding encoding = hints.encoding.value_or(Encoding::kUtf8);
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    found.byte_order_mark = true;
    encoding = hints.encoding.value_or(Encoding::kUtf8);
  } else if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    found.byte_order_mark = true;
    encoding = bytes[0] == '\xFF' ? Encoding::kUtf16le : Encoding::kUtf16be;
  } else if (!hints.encoding) {
    encoding = guess_encoding(bytes);
  }
  found.encoding = encoding_name(encoding);
  std::string decoded;
  if (encoding != Encoding::kUtf8) {
    MANYI_TRY(decoded, decode(bytes, encoding));
    bytes = decoded;
  }
  const char delimiter = hints.delimiter.value_or(guess_delimiter(bytes));
  found.delimiter = std::string(1, delimiter);

  CsvReader reader(memory_source(bytes), {.delimiter = delimiter});
  MANYI_TRY(const Look look, look_at(reader, hints, found, [&] { return reader.consumed(); }));
  const bool all_seen = head.complete && look.rows <= kEvidenceRows;
  const std::int64_t rows = data_rows(look, found);
  found.rows_estimate = rows;
  if (!all_seen && look.last_end > 0) {
    const double text_per_byte = static_cast<double>(bytes.size()) / static_cast<double>(head.bytes.size());
    const double whole = static_cast<double>(stored_bytes) * unpacked_ratio * text_per_byte;
    found.rows_estimate = std::max<std::int64_t>(
        rows,
        static_cast<std::int64_t>(static_cast<double>(rows) * whole / static_cast<double>(look.last_end)));
  }
  return found;
}

Result<Detection> detect_workbook(const std::filesystem::path& path, const DetectionHints& hints) {
  MANYI_TRY(auto reader, XlsxReader::open(path, hints.sheet));
  Detection found;
  found.format = FileFormat::kXlsx;
  found.encoding = "utf-8";
  found.sheet = reader->sheet();
  found.sheets = reader->sheets();
  MANYI_TRY(const Look look, look_at(*reader, hints, found, [] { return std::int64_t{0}; }));
  found.rows_estimate = data_rows(look, found);
  if (look.rows > kEvidenceRows) found.rows_estimate = std::max(found.rows_estimate, reader->rows_told() - 1);
  return found;
}

Result<std::unique_ptr<CaseReader>> open_cases(const std::filesystem::path& path, const Detection& detected,
                                               const DetectionHints& hints,
                                               const std::vector<std::string>& csv_header) {
  const EventColumns columns = hints.events.value_or(EventColumns{});
  if (detected.format == FileFormat::kXes) {
    MANYI_TRY(auto source, open_file(path));
    return std::unique_ptr<CaseReader>(std::make_unique<XesReader>(std::move(source), columns));
  }
  DetectionHints rows = hints;
  rows.events.reset();
  MANYI_TRY(auto reader, open_records(path, detected, rows));
  std::vector<std::string> header = csv_header;
  if (header.empty()) {
    Record record;
    if (reader->next(record))
      for (const auto field : record.fields) header.push_back(readable(trimmed(field)));
  } else {
    Record record;
    reader->next(record);
  }
  return group_events(std::move(reader), header, columns,
                      hints.date_order.value_or(detected.date_order.value_or(DateOrder::kYmd)));
}

/// `found` is what the file is as rows: the log's own rows become cases.
Result<Detection> detect_log(const std::filesystem::path& path, Detection found,
                             const DetectionHints& hints) {
  if (!found.has_header) return invalid("/header", "required", "An event log needs a header.");
  MANYI_TRY(auto cases, open_cases(path, found, hints, found.header));
  MANYI_TRY(const LogSurvey survey, survey_log(*cases));
  if (survey.cases == 0) return malformed("file_empty", "The log holds no case.");
  std::vector<std::string> header = survey.columns;
  header.insert(header.end(), survey.derived.begin(), survey.derived.end());
  for (const auto& column : hints.asked)
    if (is_derived_column(column) && std::find(header.begin(), header.end(), column) == header.end())
      header.push_back(column);
  const auto log_order = hints.date_order ? hints.date_order : found.date_order;
  found.header.clear();
  found.columns.clear();
  found.sample_rows.clear();
  DetectionHints table_hints;
  table_hints.has_header = true;
  MANYI_TRY(auto again, open_cases(path, found, hints, {}));
  const auto table = case_table(std::move(again), header);
  found.date_order.reset();
  const bool ambiguous = found.date_order_ambiguous && !hints.date_order;
  const auto look = look_at(*table, table_hints, found, [] { return std::int64_t{0}; });
  if (!look) return look.error();
  // Times of the table are written year first; the order is that of the log.
  found.date_order = log_order;
  found.date_order_ambiguous = ambiguous;
  found.rows_estimate = survey.cases;
  found.cases = survey.cases;
  return found;
}

}  // namespace

Encoding guess_encoding(std::string_view bytes) {
  const Utf8Count utf8 = count_utf8(bytes);
  if (utf8.bad == 0 || utf8.good > utf8.bad * 10) return Encoding::kUtf8;
  const Gb18030Count gb = count_gb18030(bytes);
  const bool mostly_common = gb.common * 10 >= (gb.common + gb.rare) * 7;
  if (mostly_common && gb.common > gb.bad * 10) return Encoding::kGb18030;
  return Encoding::kWindows1252;
}

std::optional<std::string> binary_kind(std::string_view bytes) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kSigns = {
      {{"PK\x03\x04", "zip"},
       {"PK\x05\x06", "zip"},
       {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "xls"},
       {"%PDF-", "pdf"},
       {"\x89PNG\r\n\x1A\n", "png"},
       {"\xFF\xD8\xFF", "jpeg"},
       {"GIF8", "gif"},
       {"\x1F\x8B", "gzip"},
       {"7z\xBC\xAF\x27\x1C", "7z"},
       {"Rar!\x1A\x07", "rar"},
       {"SQLite format 3", "sqlite"}}};
  for (const auto& [sign, kind] : kSigns)
    if (bytes.starts_with(sign)) return std::string(kind);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return std::nullopt;  // UTF-16
  const auto first = bytes.substr(0, kTextCheck);
  std::size_t nuls = 0, controls = 0;
  for (const char c : first) {
    nuls += c == '\0';
    const auto code = static_cast<unsigned char>(c);
    controls +=
        (code < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1A') || code == 0x7F;
  }
  // A stray one in a long text spoils its row alone; more than that is no text.
  constexpr std::size_t kStray = 2;
  if (nuls * 100 > first.size() || (controls > kStray && controls * 200 > first.size())) return "binary";
  return std::nullopt;
}

Result<std::unique_ptr<RecordReader>> open_records(const std::filesystem::path& path,
                                                   const Detection& detected, const DetectionHints& hints) {
  if (detected.format == FileFormat::kXes || hints.events) {
    MANYI_TRY(auto cases, open_cases(path, detected, hints, {}));
    return case_table(std::move(cases), detected.header);
  }
  if (detected.format == FileFormat::kXlsx) {
    MANYI_TRY(auto reader,
              XlsxReader::open(path, hints.sheet.empty() ? detected.sheet.value_or("") : hints.sheet));
    return std::unique_ptr<RecordReader>(std::move(reader));
  }
  MANYI_TRY(auto source, open_file(path));
  const auto encoding = hints.encoding ? hints.encoding : parse_encoding(detected.encoding);
  const char delimiter =
      hints.delimiter.value_or(detected.delimiter.empty() ? ',' : detected.delimiter.front());
  return std::unique_ptr<RecordReader>(
      std::make_unique<CsvReader>(utf8_source(std::move(source), encoding.value_or(Encoding::kUtf8)),
                                  CsvOptions{.delimiter = delimiter}));
}

Result<Detection> detect(const std::filesystem::path& path, const DetectionHints& hints) {
  MANYI_TRY(auto source, open_file(path));
  MANYI_TRY(const Head head, read_head(*source, kHeadBytes));
  std::error_code failure;
  const auto stored = std::filesystem::file_size(path, failure);
  std::array<char, 8> first{};
  if (FILE* file = std::fopen(path.c_str(), "rb")) {
    if (std::fread(first.data(), 1, first.size(), file) == 0) first.fill(0);
    std::fclose(file);
  }
  const std::string_view start(first.data(), first.size());
  const bool gzip = start.starts_with("\x1F\x8B");
  Detection found;
  DetectionHints as_rows = hints;
  if (hints.events && !hints.has_header) as_rows.has_header = true;  // its columns are told by their names
  const auto kind = binary_kind(head.bytes);
  if (kind == "zip" && !gzip) {
    MANYI_TRY(auto archive, ZipArchive::open(path));
    if (!archive->has("[Content_Types].xml") || !archive->has("_rels/.rels") ||
        archive->has("word/document.xml") || archive->has("ppt/presentation.xml"))
      return not_text("zip");
    archive.reset();
    MANYI_TRY(found, detect_workbook(path, as_rows));
  } else if (kind == "xls" && head.bytes.find(utf16("EncryptedPackage")) != std::string::npos) {
    return malformed("file_encrypted", "The workbook is protected by a password. Save it without one.");
  } else if (!kind && looks_like_xml(head.bytes)) {
    found.format = FileFormat::kXes;
    found.encoding = "utf-8";
  } else {
    constexpr double kUsualGzipRatio = 6;
    MANYI_TRY(found, detect_head(head, gzip ? kUsualGzipRatio : 1, failure ? 0 : stored, as_rows));
  }
  if (found.format == FileFormat::kXes || hints.events) {
    MANYI_TRY(found, detect_log(path, std::move(found), hints));
  }
  found.gzip = gzip;
  return found;
}

Result<Detection> detect_text(std::string_view bytes, const DetectionHints& hints) {
  return detect_head(Head{std::string(bytes), true}, 1, bytes.size(), hints);
}

}  // namespace manyi::files
