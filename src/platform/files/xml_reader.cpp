// A pull parser over one growing buffer.
// Owns the buffer; a piece is at most kMostBytes long.
#include "platform/files/xml_reader.h"

#include <algorithm>
#include <charconv>

#include "base/json.h"

namespace manyi::files {
namespace {

constexpr std::size_t kBlock = 256 * 1024;
constexpr std::size_t kMostBytes = 8 * 1024 * 1024;  // of one tag or one text
constexpr std::size_t kMostDepth = 200;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view without_prefix(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void append_utf8(std::string& out, unsigned code) {
  const auto byte = [&](unsigned value) { out += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | (code >> 6));
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | (code >> 18));
    byte(0x80 | ((code >> 12) & 0x3F));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

/// Bytes already read, then the rest.
class ContinuedSource final : public ByteSource {
 public:
  ContinuedSource(std::string head, std::unique_ptr<ByteSource> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}
  Result<std::size_t> read(char* into, std::size_t room) override {
    if (at_ == head_.size()) return rest_->read(into, room);
    const std::size_t count = std::min(room, head_.size() - at_);
    head_.copy(into, count, at_);
    at_ += count;
    return count;
  }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

/// The encoding that the first bytes declare. \errors nullopt when its name is not known
std::optional<Encoding> declared_encoding(std::string_view head) {
  if (head.starts_with("\xFF\xFE")) return Encoding::kUtf16le;
  if (head.starts_with("\xFE\xFF")) return Encoding::kUtf16be;
  const auto declaration = head.substr(0, head.find("?>"));
  if (!head.starts_with("<?xml") || declaration.size() == head.size()) return Encoding::kUtf8;
  const auto key = declaration.find("encoding");
  if (key == std::string_view::npos) return Encoding::kUtf8;
  const auto open = declaration.find_first_of("\"'", key);
  if (open == std::string_view::npos) return Encoding::kUtf8;
  const auto close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return Encoding::kUtf8;
  return parse_encoding(declaration.substr(open + 1, close - open - 1));
}

}  // namespace

XmlReader::XmlReader(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

XmlReader::Piece XmlReader::broken(std::string what) {
  if (!failure_)
    failure_ = malformed("xml_broken", "Line " + std::to_string(next_line_) + ": " + std::move(what));
  return Piece::kBroken;
}

bool XmlReader::start() {
  started_ = true;
  constexpr std::size_t kDeclaration = 256;
  std::string head(kDeclaration, '\0');
  std::size_t filled = 0;
  while (filled < head.size()) {
    auto got = source_->read(head.data() + filled, head.size() - filled);
    if (!got) {
      failure_ = std::move(got).error();
      return false;
    }
    if (*got == 0) break;
    filled += *got;
  }
  head.resize(filled);
  const auto encoding = declared_encoding(head);
  if (!encoding) {
    failure_ = malformed("xml_encoding", "The encoding of this XML file is not known.");
    return false;
  }
  if (head.starts_with("\xEF\xBB\xBF"))
    head.erase(0, 3);
  else if (*encoding == Encoding::kUtf16le || *encoding == Encoding::kUtf16be)
    head.erase(0, 2);
  source_ = utf8_source(std::make_unique<ContinuedSource>(std::move(head), std::move(source_)), *encoding);
  return true;
}

bool XmlReader::fill() {
  if (ended_ || failure_) return false;
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  if (buffer_.size() > kMostBytes) {
    broken("A tag or a text is longer than 8 MiB.");
    return false;
  }
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + kBlock);
  auto got = source_->read(buffer_.data() + kept, kBlock);
  buffer_.resize(kept + (got ? *got : 0));
  if (!got) {
    failure_ = std::move(got).error();
    return false;
  }
  ended_ = *got == 0;
  return !ended_;
}

/// Looks for `mark` at or after at_ + from; `at` is relative to at_.
bool XmlReader::find(std::string_view mark, std::size_t from, std::size_t& at) {
  for (;;) {
    const auto found = buffer_.find(mark, at_ + from);
    if (found != std::string::npos) {
      at = found - at_;
      return true;
    }
    from = std::max(from, buffer_.size() - at_ >= mark.size() ? buffer_.size() - at_ - mark.size() + 1 : 0);
    if (!fill()) return false;
  }
}

void XmlReader::pass(std::size_t to) {
  next_line_ += std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
                           buffer_.begin() + static_cast<std::ptrdiff_t>(at_ + to), '\n');
  at_ += to;
}

bool XmlReader::append_unescaped(std::string_view raw, std::string& out) {
  for (;;) {
    const auto mark = raw.find('&');
    out += raw.substr(0, mark);
    if (mark == std::string_view::npos) return true;
    raw.remove_prefix(mark + 1);
    const auto end = raw.find(';');
    if (end == std::string_view::npos || end == 0) return false;
    const auto entity = raw.substr(0, end);
    raw.remove_prefix(end + 1);
    if (entity == "amp") {
      out += '&';
    } else if (entity == "lt") {
      out += '<';
    } else if (entity == "gt") {
      out += '>';
    } else if (entity == "quot") {
      out += '"';
    } else if (entity == "apos") {
      out += '\'';
    } else if (entity[0] == '#') {
      const bool hex = entity.size() > 1 && (entity[1] == 'x' || entity[1] == 'X');
      const auto digits = entity.substr(hex ? 2 : 1);
      unsigned code = 0;
      const auto [stop, failure] =
          std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
      const bool good = failure == std::errc() && stop == digits.data() + digits.size() && code != 0 &&
                        code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
      if (!good) return false;
      append_utf8(out, code);
    } else {
      return false;
    }
  }
}

std::string_view XmlReader::attribute(std::string_view name) const {
  for (std::size_t i = 0; i < attribute_count_; ++i)
    if (attributes_[i].name == name) return attributes_[i].value;
  return {};
}

XmlReader::Piece XmlReader::read_open(std::string_view inside) {
  close_pending_ = inside.ends_with('/');
  if (close_pending_) inside.remove_suffix(1);
  std::size_t i = 0;
  while (i < inside.size() && !blank(inside[i])) ++i;
  if (i == 0) return broken("A tag has no name.");
  const std::string_view full = inside.substr(0, i);
  name_ = without_prefix(full);
  attribute_count_ = 0;
  for (;;) {
    while (i < inside.size() && blank(inside[i])) ++i;
    if (i == inside.size()) break;
    const std::size_t begin = i;
    while (i < inside.size() && inside[i] != '=' && !blank(inside[i])) ++i;
    const auto key = inside.substr(begin, i - begin);
    while (i < inside.size() && blank(inside[i])) ++i;
    if (i == inside.size() || inside[i] != '=') return broken("An attribute has no value.");
    ++i;
    while (i < inside.size() && blank(inside[i])) ++i;
    if (i == inside.size() || (inside[i] != '"' && inside[i] != '\''))
      return broken("An attribute's value is not quoted.");
    const auto close = inside.find(inside[i], i + 1);
    if (close == std::string_view::npos) return broken("An attribute's value has no end.");
    if (attribute_count_ == attributes_.size()) attributes_.emplace_back();
    Attribute& attribute = attributes_[attribute_count_++];
    attribute.name = without_prefix(key);
    attribute.value.clear();
    if (!append_unescaped(inside.substr(i + 1, close - i - 1), attribute.value))
      return broken("An entity is not known.");
    if (!valid_utf8(attribute.value)) return broken("There are bytes that are no text.");
    i = close + 1;
  }
  if (open_.empty() && root_seen_) return broken("There is a second root element.");
  root_seen_ = true;
  if (open_.size() == kMostDepth) return broken("The elements are nested too deeply.");
  open_.emplace_back(full);
  return Piece::kOpen;
}

XmlReader::Piece XmlReader::next() {
  if (failure_) return Piece::kBroken;
  if (!started_ && !start()) return Piece::kBroken;
  if (close_pending_) {
    close_pending_ = false;
    name_ = without_prefix(open_.back());
    open_.pop_back();
    return Piece::kClose;
  }
  text_.clear();
  line_ = next_line_;
  for (;;) {
    if (at_ == buffer_.size() && !fill()) {
      if (failure_) return Piece::kBroken;
      if (!open_.empty()) return broken("The document ends inside <" + open_.back() + ">.");
      if (!root_seen_) return broken("There is no element.");
      return text_.empty() ? Piece::kEnd : Piece::kText;
    }
    if (buffer_[at_] != '<') {
      std::size_t end = 0;
      if (!find("<", 0, end)) {
        if (failure_) return Piece::kBroken;
        end = buffer_.size() - at_;
      }
      const std::string_view raw(buffer_.data() + at_, end);
      const bool only_space = std::all_of(raw.begin(), raw.end(), blank);
      if (open_.empty() && !only_space) return broken("There is text outside of the root element.");
      if (!open_.empty() && !append_unescaped(raw, text_)) return broken("An entity is not known.");
      if (!valid_utf8(text_)) return broken("There are bytes that are no text.");
      pass(end);
      if (text_.size() > kMostBytes) return broken("A text is longer than 8 MiB.");
      continue;
    }
    while (buffer_.size() - at_ < 9 && fill()) {}
    if (failure_) return Piece::kBroken;
    const std::string_view here(buffer_.data() + at_, buffer_.size() - at_);
    std::size_t end = 0;
    if (here.starts_with("<!--")) {
      if (!find("-->", 4, end)) return broken("A comment has no end.");
      pass(end + 3);
      continue;
    }
    if (here.starts_with("<![CDATA[")) {
      if (!find("]]>", 9, end)) return broken("A CDATA section has no end.");
      text_.append(buffer_, at_ + 9, end - 9);
      if (open_.empty() || !valid_utf8(text_)) return broken("There are bytes that are no text.");
      pass(end + 3);
      if (text_.size() > kMostBytes) return broken("A text is longer than 8 MiB.");
      continue;
    }
    if (here.starts_with("<?")) {
      if (!find("?>", 2, end)) return broken("A processing instruction has no end.");
      pass(end + 2);
      continue;
    }
    if (here.starts_with("<!")) return broken("A document type is not accepted.");
    if (!text_.empty()) return Piece::kText;
    line_ = next_line_;
    // The end of a tag: the first > outside of quotes.
    std::size_t scan = 1;
    char quote = 0;
    for (;; ++scan) {
      if (at_ + scan == buffer_.size() && !fill()) return broken("A tag has no end.");
      const char c = buffer_[at_ + scan];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        break;
      }
    }
    std::string_view inside(buffer_.data() + at_ + 1, scan - 1);
    if (inside.starts_with('/')) {
      inside.remove_prefix(1);
      while (!inside.empty() && blank(inside.back())) inside.remove_suffix(1);
      if (open_.empty() || open_.back() != inside) return broken("An element is closed that is not open.");
      name_ = without_prefix(inside);
      open_.pop_back();
      pass(scan + 1);
      return Piece::kClose;
    }
    const Piece piece = read_open(inside);
    if (piece == Piece::kOpen) pass(scan + 1);
    return piece;
  }
}

bool XmlReader::leave() {
  const std::size_t outside = open_.size() - 1;
  while (open_.size() > outside) {
    const Piece piece = next();
    if (piece == Piece::kBroken || piece == Piece::kEnd) return false;
  }
  return true;
}

bool XmlReader::text_inside(std::string& out) {
  const std::size_t outside = open_.size() - 1;
  while (open_.size() > outside) {
    const Piece piece = next();
    if (piece == Piece::kBroken || piece == Piece::kEnd) return false;
    if (piece == Piece::kText) out += text_;
    if (out.size() > kMostBytes) {
      broken("A text is longer than 8 MiB.");
      return false;
    }
  }
  return true;
}

}  // namespace manyi::files
