// Pieces of documents, and documents that want to do harm.
// Owns nothing.
#include "platform/files/xml_reader.h"

#include <gtest/gtest.h>

namespace manyi::files {
namespace {

using Piece = XmlReader::Piece;

/// The document in short: <a k=..., text, >a; what is wrong with it at last.
std::string told(std::string_view document, std::string_view attribute = "k") {
  XmlReader xml(memory_source(document));
  std::string text;
  for (;;) {
    switch (xml.next()) {
      case Piece::kOpen:
        text += "<" + std::string(xml.name());
        if (!xml.attribute(attribute).empty()) text += "=" + std::string(xml.attribute(attribute));
        text += ' ';
        break;
      case Piece::kClose: text += ">" + std::string(xml.name()) + " "; break;
      case Piece::kText: text += "[" + xml.text() + "] "; break;
      case Piece::kEnd: return text + "end";
      case Piece::kBroken: return text + xml.failure()->key + ": " + xml.failure()->detail;
    }
  }
}

std::string key_of(std::string_view document) {
  XmlReader xml(memory_source(document));
  for (;;) {
    const Piece piece = xml.next();
    if (piece == Piece::kEnd) return "end";
    if (piece == Piece::kBroken) return xml.failure()->key;
  }
}

TEST(XmlReader, ElementsAttributesAndTexts) {
  EXPECT_EQ(told("<?xml version=\"1.0\"?>\n<!-- hello -->\n<a><b k='1'/>two<c>3</c></a>\n"),
            "<a <b=1 >b [two] <c [3] >c >a end");
  EXPECT_EQ(told("<x:a x:k=\"v\" xmlns:x=\"u\"></x:a >"), "<a=v >a end");
  EXPECT_EQ(told("<a k=\"x > y\" />"), "<a=x > y >a end");
  EXPECT_EQ(told("<a>one<!-- - -->two<?p i?><![CDATA[<3&>]]></a>"), "<a [onetwo<3&>] >a end");
}

TEST(XmlReader, EntitiesAreTheFiveNamedOnesAndNumbers) {
  EXPECT_EQ(told("<a k=\"&lt;&gt;&amp;&quot;&apos;\">&#65;&#x4E2D;&#x1F600;</a>"),
            "<a=<>&\"' [A中\xF0\x9F\x98\x80] >a end");
  for (const auto* bad : {"<a>&nbsp;</a>", "<a>&lol;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>",
                          "<a>&#x110000;</a>", "<a>&#;</a>", "<a>& b</a>", "<a k=\"&x;\"/>"})
    EXPECT_EQ(key_of(bad), "xml_broken") << bad;
}

TEST(XmlReader, EncodingsByMarkAndDeclaration) {
  EXPECT_EQ(told("\xEF\xBB\xBF<a>\xE4\xB8\xAD</a>"), "<a [中] >a end");
  EXPECT_EQ(told("<?xml version=\"1.0\" encoding=\"GB18030\"?><a>\xD6\xD0</a>"), "<a [中] >a end");
  EXPECT_EQ(told("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>"), "<a [é] >a end");
  using namespace std::string_literals;
  EXPECT_EQ(told("\xFF\xFE<\0a\0>\0-N<\0/\0a\0>\0"s), "<a [中] >a end");
  EXPECT_EQ(key_of("<?xml version=\"1.0\" encoding=\"klingon\"?><a/>"), "xml_encoding");
  EXPECT_EQ(key_of("<a>\xE9</a>"), "xml_broken");
  EXPECT_EQ(key_of("<a k=\"\xE9\"/>"), "xml_broken");
}

TEST(XmlReader, ADocumentTypeIsRefusedBeforeItsEntitiesGrow) {
  EXPECT_EQ(told("<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\">"
                 "<!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;\">]>\n<lolz>&lol2;</lolz>"),
            "xml_broken: Line 2: A document type is not accepted.");
  EXPECT_EQ(key_of("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"), "xml_broken");
  EXPECT_EQ(key_of("<a><!ENTITY b \"c\"></a>"), "xml_broken");
}

TEST(XmlReader, BrokenDocumentsSayWhereTheyBreak) {
  EXPECT_EQ(told("<a>\n<b>\n</a>"),
            "<a [\n] <b [\n] xml_broken: Line 3: An element is closed that is not open.");
  EXPECT_EQ(told("<a>\n<b>"), "<a [\n] <b xml_broken: Line 2: The document ends inside <b>.");
  for (const auto* bad : {"", "   ", "hello", "<a/>b", "<a/><b/>", "</a>", "<a", "<a k", "<a k=1/>",
                          "<a k='1/>", "< a/>", "<a><!-- ", "<a><![CDATA[x", "<?xml "})
    EXPECT_EQ(key_of(bad), "xml_broken") << bad;
}

TEST(XmlReader, DepthAndLengthHaveLimits) {
  std::string deep, closed;
  for (int i = 0; i < 200; ++i) deep += "<a>", closed += "</a>";
  EXPECT_EQ(key_of(deep + closed), "end");
  EXPECT_EQ(key_of(deep + "<a>" + closed + "</a>"), "xml_broken");
  constexpr std::size_t kTooMuch = 9 * 1024 * 1024;
  EXPECT_EQ(key_of("<a k=\"" + std::string(kTooMuch, 'x') + "\"/>"), "xml_broken");
  EXPECT_EQ(key_of("<a>" + std::string(kTooMuch, 'x') + "</a>"), "xml_broken");
  std::string pieces = "<a>";
  for (int i = 0; i < 9; ++i) pieces += std::string(1024 * 1024, 'x') + "<!---->";
  EXPECT_EQ(key_of(pieces + "</a>"), "xml_broken");
}

TEST(XmlReader, LongDocumentsComeInBlocks) {
  std::string document = "<a>";
  for (int i = 0; i < 60'000; ++i) document += "<b k=\"" + std::to_string(i) + "\">&lt;</b>\n";
  XmlReader xml(memory_source(document += "</a>"));
  std::int64_t seen = 0;
  ASSERT_EQ(xml.next(), Piece::kOpen);
  for (Piece piece = xml.next(); piece != Piece::kEnd; piece = xml.next()) {
    ASSERT_NE(piece, Piece::kBroken) << xml.failure()->detail;
    if (piece != Piece::kOpen) continue;
    ASSERT_EQ(xml.attribute("k"), std::to_string(seen));
    ASSERT_EQ(xml.line(), ++seen);
  }
  EXPECT_EQ(seen, 60'000);
}

TEST(XmlReader, LeaveAndTextInsideEndBehindTheElement) {
  XmlReader xml(memory_source("<a><b><c>1</c></b><d>x<e>y</e>z</d><f/></a>"));
  ASSERT_EQ(xml.next(), Piece::kOpen);
  ASSERT_EQ(xml.next(), Piece::kOpen);
  EXPECT_EQ(xml.name(), "b");
  EXPECT_TRUE(xml.leave());
  ASSERT_EQ(xml.next(), Piece::kOpen);
  std::string text;
  EXPECT_TRUE(xml.text_inside(text));
  EXPECT_EQ(text, "xyz");
  ASSERT_EQ(xml.next(), Piece::kOpen);
  EXPECT_EQ(xml.name(), "f");
  EXPECT_TRUE(xml.leave());
  EXPECT_EQ(xml.next(), Piece::kClose);
  EXPECT_EQ(xml.next(), Piece::kEnd);
}

}  // namespace
}  // namespace manyi::files
