// Walks through the parts of a workbook: relations, styles, shared texts, the sheet.
// Owns the limits on texts and columns.
#include "platform/files/xlsx_reader.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "platform/files/csv_writer.h"

namespace manyi::files {
namespace {

using Piece = XmlReader::Piece;

constexpr std::size_t kMostTextBytes = 512ull << 20;
constexpr std::size_t kMostRowBytes = 1024 * 1024;
constexpr std::size_t kLookAhead = 6;  // rows in which a table under titles must begin

Error broken(const std::string& part) {
  return malformed("xlsx_broken", "The workbook cannot be read: " + part + ".");
}

/// What is wrong with the XML of a workbook, or with the archive around it.
Error failure_of(const XmlReader& xml) {
  Error error = xml.failure().value_or(broken("a part is cut off"));
  if (error.key == "xml_broken" || error.key == "xml_encoding") error.key = "xlsx_broken";
  return error;
}

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A target of a relation, seen from the folder of the part that names it.
std::string resolved(const std::string& folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string path = folder;
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    const auto slash = path.substr(0, path.empty() ? 0 : path.size() - 1).rfind('/');
    path = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  }
  if (target.starts_with("./")) target.remove_prefix(2);
  return path + std::string(target);
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

/// Text of a string item: its runs joined, without phonetic guides. The element is open.
bool rich_text(XmlReader& xml, std::string& out) {
  const std::size_t outside = xml.depth() - 1;
  while (xml.depth() > outside) {
    switch (xml.next()) {
      case Piece::kOpen:
        if (xml.name() == "t") {
          if (!xml.text_inside(out)) return false;
        } else if (xml.name() == "rPh" || xml.name() == "rPr") {
          if (!xml.leave()) return false;
        }
        break;
      case Piece::kBroken:
      case Piece::kEnd: return false;
      default: break;
    }
  }
  return true;
}

/// Texts write characters that XML does not allow as _x000D_.
std::string without_escapes(std::string text) {
  for (std::size_t at = 0; (at = text.find("_x", at)) != std::string::npos;) {
    unsigned code = 0;
    const bool whole_escape =
        at + 6 < text.size() && text[at + 6] == '_' &&
        std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16).ptr == text.data() + at + 6;
    if (whole_escape && code < 0x80 && code != 0) text.replace(at, 7, 1, static_cast<char>(code));
    ++at;
  }
  return text;
}

}  // namespace

Result<std::unique_ptr<XlsxReader>> XlsxReader::open(const std::filesystem::path& path,
                                                     const std::string& sheet, ZipLimits limits) {
  MANYI_TRY(auto archive, ZipArchive::open(path, limits));
  std::unique_ptr<XlsxReader> reader(new XlsxReader());
  reader->archive_ = std::move(archive);
  MANYI_CHECK(reader->load(sheet));
  return reader;
}

Result<XmlReader> XlsxReader::part(const std::string& path) const {
  auto source = archive_->entry(path);
  if (!source && source.error().code == ErrorCode::kNotFound) return broken("it has no " + path);
  if (!source) return std::move(source).error();
  return XmlReader(std::move(*source));
}

Result<std::string> XlsxReader::workbook_path() const {
  if (archive_->has("_rels/.rels")) {
    MANYI_TRY(auto xml, part("_rels/.rels"));
    for (Piece piece = xml.next(); piece != Piece::kEnd; piece = xml.next()) {
      if (piece == Piece::kBroken) return failure_of(xml);
      if (piece == Piece::kOpen && xml.name() == "Relationship" &&
          xml.attribute("Type").ends_with("/officeDocument"))
        return resolved("", xml.attribute("Target"));
    }
  }
  return std::string("xl/workbook.xml");
}

Result<void> XlsxReader::load(const std::string& wanted) {
  MANYI_TRY(const std::string book, workbook_path());
  if (!archive_->has(book)) return broken("it has no list of sheets");
  struct Sheet {
    std::string name, relation;
    bool hidden = false;
  };
  std::vector<Sheet> all;
  MANYI_TRY(auto xml, part(book));
  for (Piece piece = xml.next(); piece != Piece::kEnd; piece = xml.next()) {
    if (piece == Piece::kBroken) return failure_of(xml);
    if (piece != Piece::kOpen) continue;
    if (xml.name() == "workbookPr") {
      const auto value = xml.attribute("date1904");
      if (value == "1" || value == "true") dates_ = DateSystem::k1904;
    } else if (xml.name() == "sheet") {
      const auto state = xml.attribute("state");
      all.push_back({std::string(xml.attribute("name")), std::string(xml.attribute("id")),
                     state == "hidden" || state == "veryHidden"});
    }
  }
  struct Target {
    std::string path, type;
  };
  std::map<std::string, Target> targets;
  const std::string folder = folder_of(book);
  std::string texts, styles;
  MANYI_TRY(auto relations, part(folder + "_rels/" + book.substr(folder.size()) + ".rels"));
  for (Piece piece = relations.next(); piece != Piece::kEnd; piece = relations.next()) {
    if (piece == Piece::kBroken) return failure_of(relations);
    if (piece != Piece::kOpen || relations.name() != "Relationship") continue;
    const auto type = relations.attribute("Type");
    const std::string path = resolved(folder, relations.attribute("Target"));
    if (type.ends_with("/sharedStrings")) texts = path;
    if (type.ends_with("/styles")) styles = path;
    if (type.ends_with("/worksheet")) targets[std::string(relations.attribute("Id"))] = {path, ""};
  }
  std::erase_if(all, [&](const Sheet& sheet) { return !targets.contains(sheet.relation); });  // charts
  if (all.empty()) return broken("it has no sheet with cells");
  for (const auto& sheet : all) sheets_.push_back(sheet.name);
  auto chosen = wanted.empty()
                    ? std::find_if(all.begin(), all.end(), [](const Sheet& sheet) { return !sheet.hidden; })
                    : std::find_if(all.begin(), all.end(), [&](const Sheet& s) { return s.name == wanted; });
  if (chosen == all.end() && wanted.empty()) chosen = all.begin();
  if (chosen == all.end()) {
    std::string names;
    for (const auto& name : sheets_) names += (names.empty() ? "" : ", ") + name;
    return invalid("/sheet", "sheet_missing",
                   "The workbook has no sheet " + wanted + ". It has: " + names + ".");
  }
  sheet_ = chosen->name;
  if (!texts.empty() && archive_->has(texts)) MANYI_CHECK(load_texts(texts));
  if (!styles.empty() && archive_->has(styles)) MANYI_CHECK(load_styles(styles));
  MANYI_TRY(auto cells, part(targets[chosen->relation].path));
  xml_ = std::make_unique<XmlReader>(std::move(cells));
  for (;;) {  // up to the cells
    const Piece piece = xml_->next();
    if (piece == Piece::kBroken) return failure_of(*xml_);
    if (piece == Piece::kEnd) {
      ended_ = true;
      return {};
    }
    if (piece != Piece::kOpen) continue;
    if (xml_->name() == "dimension") {
      const auto area = xml_->attribute("ref");
      if (const auto colon = area.find(':'); colon != std::string_view::npos) {
        const auto last = area.substr(area.find_first_of("0123456789", colon));
        rows_told_ = whole(last).value_or(0);
      }
    } else if (xml_->name() == "sheetData") {
      return {};
    }
  }
}

Result<void> XlsxReader::load_texts(const std::string& path) {
  MANYI_TRY(auto xml, part(path));
  std::size_t bytes = 0;
  for (Piece piece = xml.next(); piece != Piece::kEnd; piece = xml.next()) {
    if (piece == Piece::kBroken) return failure_of(xml);
    if (piece != Piece::kOpen || xml.name() != "si") continue;
    std::string text;
    if (!rich_text(xml, text)) return failure_of(xml);
    bytes += text.size();
    if (bytes > kMostTextBytes) return malformed("zip_bomb", "The workbook holds more than 512 MiB of text.");
    texts_.push_back(without_escapes(std::move(text)));
  }
  return {};
}

Result<void> XlsxReader::load_styles(const std::string& path) {
  MANYI_TRY(auto xml, part(path));
  std::map<int, std::string> codes;
  bool cell_styles = false;
  for (Piece piece = xml.next(); piece != Piece::kEnd; piece = xml.next()) {
    if (piece == Piece::kBroken) return failure_of(xml);
    if (piece == Piece::kClose && xml.name() == "cellXfs") cell_styles = false;
    if (piece != Piece::kOpen) continue;
    if (xml.name() == "numFmt") {
      if (const auto id = whole(xml.attribute("numFmtId"))) codes[*id] = xml.attribute("formatCode");
    } else if (xml.name() == "cellXfs") {
      cell_styles = true;
    } else if (xml.name() == "xf" && cell_styles) {
      const int id = whole(xml.attribute("numFmtId")).value_or(0);
      const auto code = codes.find(id);
      shapes_.push_back(number_shape(id, code == codes.end() ? "" : code->second));
    }
  }
  return {};
}

// The cell element is open.
bool XlsxReader::read_cell(Row& row, std::size_t& column) {
  const auto reference = xml_->attribute("r");
  if (!reference.empty()) {
    const auto at = column_of_reference(reference);
    if (!at) {
      fail(broken("a cell has no place"));
      return false;
    }
    column = *at;
  }
  const std::string type(xml_->attribute("t"));
  const auto style = static_cast<std::size_t>(whole(xml_->attribute("s")).value_or(0));
  std::string value, text;
  const std::size_t outside = xml_->depth() - 1;
  while (xml_->depth() > outside) {
    const Piece piece = xml_->next();
    if (piece == Piece::kBroken || piece == Piece::kEnd) return false;
    if (piece != Piece::kOpen) continue;
    bool good = true;
    if (xml_->name() == "v")
      good = xml_->text_inside(value);
    else if (xml_->name() == "is")
      good = rich_text(*xml_, text);
    else
      good = xml_->leave();
    if (!good) return false;
  }
  if (type == "inlineStr") {
    text = without_escapes(std::move(text));
  } else if (type == "s") {
    const auto index = whole(value);
    if (!value.empty() && (!index || *index < 0 || static_cast<std::size_t>(*index) >= texts_.size())) {
      fail(broken("a cell names a text that is not there"));
      return false;
    }
    if (index) text = texts_[static_cast<std::size_t>(*index)];
  } else if (type == "str") {
    text = without_escapes(std::move(value));
  } else if (type == "b") {
    text = value == "1" ? "true" : value == "0" ? "false" : value;
  } else if (type == "e") {
    text = value;
    if (row.error.empty())
      row.error =
          "Cell " + column_letters(column) + std::to_string(row.number) + " holds the error " + value + ".";
  } else if (type == "d") {
    text = value;
  } else if (!value.empty()) {
    double number = 0;
    const auto [stop, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (failure != std::errc() || stop != value.data() + value.size()) {
      text = value;
    } else {
      const NumberShape shape = style < shapes_.size() ? shapes_[style] : NumberShape::kNumber;
      std::optional<std::string> date;
      if (shape != NumberShape::kNumber) date = serial_text(number, shape, dates_);
      text = date ? std::move(*date) : plain_number(number);
    }
  }
  if (column >= kMostColumns) {
    fail(broken("a row has more cells than a sheet has columns"));
    return false;
  }
  if (!text.empty()) {
    // A text may be named by thousands of cells; the row it would make is not built.
    row.bytes += text.size();
    if (row.bytes > kMostRowBytes) text.clear();
    if (row.cells.size() <= column) row.cells.resize(column + 1);
    row.cells[column] = std::move(text);
    ++row.filled;
  }
  ++column;
  return true;
}

// The next row that holds something. \returns false at the end or when broken
bool XlsxReader::read_row(Row& row) {
  while (!ended_ && !failure_) {
    const Piece piece = xml_->next();
    if (piece == Piece::kBroken) {
      fail(failure_of(*xml_));
      return false;
    }
    if (piece == Piece::kEnd || (piece == Piece::kClose && xml_->name() == "sheetData")) {
      ended_ = true;
      return false;
    }
    if (piece != Piece::kOpen) continue;
    if (xml_->name() != "row") {
      if (!xml_->leave()) break;
      continue;
    }
    row = {};
    row.number = std::max<std::int64_t>(whole(xml_->attribute("r")).value_or(0), last_row_ + 1);
    last_row_ = row.number;
    std::size_t column = 0;
    const std::size_t outside = xml_->depth() - 1;
    bool good = true;
    while (good && xml_->depth() > outside) {
      const Piece inner = xml_->next();
      if (inner == Piece::kBroken || inner == Piece::kEnd)
        good = false;
      else if (inner == Piece::kOpen)
        good = xml_->name() == "c" ? read_cell(row, column) : xml_->leave();
    }
    if (!good) break;
    if (row.filled > 0) return true;
  }
  if (!ended_ && !failure_) fail(failure_of(*xml_));
  return false;
}

bool XlsxReader::look_for_table() {
  begun_ = true;
  for (Row row; ahead_.size() < kLookAhead && read_row(row);) {
    const bool wide = row.filled > 1;
    ahead_.push_back(std::move(row));
    if (!wide) continue;
    const bool titles = ahead_.size() > 1;
    if (titles) ahead_.erase(ahead_.begin(), ahead_.end() - 1);
    break;
  }
  return !failure_;
}

bool XlsxReader::next(Record& record) {
  if (!begun_ && !look_for_table()) return false;
  if (!ahead_.empty()) {
    row_ = std::move(ahead_.front());
    ahead_.pop_front();
  } else if (!read_row(row_)) {
    return false;
  }
  if (row_.cells.size() < columns_) row_.cells.resize(columns_);
  record.line = row_.number;
  record.note.clear();
  record.problem = RecordProblem::kNone;
  record.fields.clear();
  raw_.clear();
  CsvWriter csv(raw_);
  for (const auto& cell : row_.cells) {
    csv.verbatim(cell);
    record.fields.push_back(cell);
  }
  record.raw = raw_;
  if (row_.bytes > kMostRowBytes || raw_.size() > kMostRowBytes)
    record.problem = RecordProblem::kTooLong;
  else if (raw_.find('\0') != std::string::npos)
    record.problem = RecordProblem::kNul;
  else if (columns_ != 0 && row_.cells.size() != columns_)
    record.problem = RecordProblem::kColumnCount;
  else if (!row_.error.empty())
    record.problem = RecordProblem::kCellError, record.note = row_.error;
  return true;
}

}  // namespace manyi::files
