// Rules of phones, masks, serial numbers and warranty.
// Owns the cases.
#include "modules/customers/rules.h"

#include <gtest/gtest.h>

namespace manyi::customers {
namespace {

Date day(std::string_view text) { return *Date::parse(text); }

TEST(Phone, OneNumberHasOneForm) {
  for (const auto* spelling :
       {"13812346621", "138 1234 6621", "138-1234-6621", "+86 138 1234 6621", "0086-13812346621",
        "8613812346621", "１３８１２３４６６２１", "(138)12346621"})
    EXPECT_EQ(normalised_phone(spelling), "13812346621") << spelling;
  EXPECT_EQ(normalised_phone("0512-6588 1234"), "051265881234");
  EXPECT_EQ(normalised_phone("+86 512 6588 1234"), "051265881234");
  EXPECT_EQ(normalised_phone("+44 7911 123456"), "+447911123456");
  EXPECT_EQ(normalised_phone("0512-65881234转801"), "051265881234x801");
  EXPECT_EQ(normalised_phone("  "), "");
}

TEST(Phone, RefusesWhatIsNone) {
  for (const auto* bad : {"1234", "not a phone", "138123466211381234662113812", "138a2346621", "转801"})
    EXPECT_EQ(normalised_phone(bad), std::nullopt) << bad;
}

TEST(Mask, KeepsEnoughToRecogniseAndNoMore) {
  EXPECT_EQ(mask_phone("13812346621"), "138****6621");
  EXPECT_EQ(mask_phone("65881234"), "****1234");
  EXPECT_EQ(mask_phone("12345"), "****");
  EXPECT_EQ(mask_phone(""), "");
  EXPECT_EQ(mask_name("罗敏"), "罗*");
  EXPECT_EQ(mask_name("John Smith"), "J*");
  EXPECT_EQ(mask_name(""), "");
}

TEST(Mask, CompaniesKeepTheirNames) {
  CustomerCore company;
  company.kind = CustomerKind::kKeyAccount;
  company.name = "苏州某某有限公司";
  company.phone = "051265881234";
  company.note = "ask for Ms Luo";
  mask(company);
  EXPECT_EQ(company.name, "苏州某某有限公司");
  EXPECT_EQ(company.phone, "051****1234");
  EXPECT_EQ(company.note, "");
}

TEST(Serial, SpellingDoesNotMatter) {
  for (const auto* spelling : {"PF2K9X7L", "pf2k-9x7l", " PF2K 9X7L ", "ＰＦ２Ｋ９Ｘ７Ｌ", "PF2K.9X7L"})
    EXPECT_EQ(normalised_serial(spelling), "PF2K9X7L") << spelling;
}

TEST(Serial, PlaceholdersIdentifyNothing) {
  for (const auto* nothing : {"", "N/A", "none", "无", "000000", "-", "xxxx", "12", "unknown", "不详"})
    EXPECT_EQ(normalised_serial(nothing), "") << nothing;
}

Entitlement cover(std::int64_t id, std::string_view from, std::string_view to,
                  EntitlementState state = EntitlementState::kActive) {
  Entitlement entitlement;
  entitlement.id = EntitlementId(id);
  entitlement.starts_on = day(from);
  entitlement.ends_on = day(to);
  entitlement.state = state;
  return entitlement;
}

TEST(Warranty, BothEndsAreCovered) {
  const std::vector covers = {cover(1, "2025-01-01", "2025-12-31")};
  EXPECT_EQ(decide_warranty(covers, day("2025-01-01")).warranty, Warranty::kInWarranty);
  EXPECT_EQ(decide_warranty(covers, day("2025-12-31")).warranty, Warranty::kInWarranty);
  EXPECT_EQ(decide_warranty(covers, day("2026-01-01")).warranty, Warranty::kOutOfWarranty);
  EXPECT_EQ(decide_warranty(covers, day("2024-12-31")).warranty, Warranty::kOutOfWarranty);
}

TEST(Warranty, NothingRecordedIsUnknown) {
  EXPECT_EQ(decide_warranty({}, day("2025-01-01")).warranty, Warranty::kUnknown);
}

TEST(Warranty, TheCoverThatEndsLastDecidesAndCoversAddUp) {
  auto basic = cover(1, "2025-01-01", "2025-12-31");
  basic.covers_labour = false;
  auto extension = cover(2, "2025-06-01", "2027-05-31");
  extension.covers_parts = false;
  extension.covers_onsite = true;
  const auto decision = decide_warranty(std::vector{extension, basic}, day("2025-07-01"));
  EXPECT_EQ(decision.entitlement_id, EntitlementId(2));
  EXPECT_EQ(decision.ends_on, day("2027-05-31"));
  EXPECT_TRUE(decision.covers_parts && decision.covers_labour && decision.covers_onsite);
}

TEST(Warranty, VoidCoversNothingAndSuspendedDoesNotPay) {
  EXPECT_EQ(decide_warranty(std::vector{cover(1, "2025-01-01", "2025-12-31", EntitlementState::kVoid)},
                            day("2025-07-01"))
                .warranty,
            Warranty::kUnknown);
  EXPECT_EQ(decide_warranty(std::vector{cover(1, "2025-01-01", "2025-12-31", EntitlementState::kSuspended)},
                            day("2025-07-01"))
                .warranty,
            Warranty::kOutOfWarranty);
}

TEST(Warranty, APastDayIsJudgedAsOfThatDay) {
  EXPECT_EQ(decide_warranty(std::vector{cover(1, "2020-01-01", "2020-12-31", EntitlementState::kExpired)},
                            day("2020-07-01"))
                .warranty,
            Warranty::kInWarranty);
}

}  // namespace
}  // namespace manyi::customers
