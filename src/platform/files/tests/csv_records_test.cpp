// Described types as CSV rows.
// Owns the cases of absent, nested and dangerous values.
#include <gtest/gtest.h>

#include "platform/files/csv_records.h"

namespace manyi::files {
namespace {

enum class Shade { kLight, kVeryDark };
BOOST_DESCRIBE_ENUM(Shade, kLight, kVeryDark)

struct Inner {
  int a = 1;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (a))

struct Row {
  SiteId id;
  std::string name;
  std::optional<Instant> at;
  Shade shade = Shade::kVeryDark;
  bool open = true;
  double share = 0.5;
  Inner inner;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, name, at, shade, open, share, inner))

}  // namespace

TEST(CsvRecords, ColumnsAreTheDescribedFieldsInOrder) {
  std::string text;
  CsvWriter csv(text);
  write_csv_header<Row>(csv);
  write_csv_row(csv, Row{SiteId(42), "=1+1, \"满意\"", {}, Shade::kVeryDark, true, 0.5, {}});
  EXPECT_EQ(text,
            "id,name,at,shade,open,share,inner\r\n"
            "000000000001a,\"'=1+1, \"\"满意\"\"\",,very_dark,true,0.5,\"{\"\"a\"\":1}\"\r\n");
}

}  // namespace manyi::files
