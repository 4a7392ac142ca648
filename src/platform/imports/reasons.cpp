// Sentences by code; `row/` in front where the code means the whole row.
// Owns their table, which is sorted by code.
#include "platform/imports/reasons.h"

#include <algorithm>
#include <functional>

namespace manyi::imports {
namespace {

struct Sentence {
  std::string_view code, chinese;
};

constexpr Sentence kSentences[] = {
    {"accused", "被投诉的人不能跟踪这件投诉。"},
    {"ambiguous", "日月顺序看不出来，请写成 2026-11-23。"},
    {"amount", "金额不对。"},
    {"before_attempt", "早于第一次拨打。"},
    {"before_confirmed", "早于客户确认。"},
    {"before_from", "结束要晚于开始。"},
    {"before_happened", "早于发生的时间。"},
    {"before_hired_on", "不能早于入职日期。"},
    {"before_joined_on", "早于入职日期。"},
    {"before_reached", "早于接通的时间。"},
    {"before_received", "早于收到的时间。"},
    {"before_starts_on", "不能早于开始日期。"},
    {"before_verified", "早于核实的时间。"},
    {"cell_error", "有单元格是错误值，例如 #REF!。"},
    {"choice", "不是这一项允许的值。"},
    {"closed", "已经停用。"},
    {"column_count", "列数和表头不一样。"},
    {"contradiction", "和其他几项对不上。"},
    {"currency", "币种不对。"},
    {"date", "日期不对。"},
    {"date_order", "日和月分不清，请先选日期顺序。"},
    {"duplicate", "前面已有一行编号相同、内容不同。"},
    {"either", "两项只填一项。"},
    {"empty_period", "时间段是空的。"},
    {"encoding", "有些字不是这个文件的编码，读不出来。"},
    {"erased", "这个客户的个人信息已经删除。"},
    {"event", "有一个事件没有时间或活动名称。"},
    {"format", "格式不对。"},
    {"future", "还没到这个时间。"},
    {"id", "编号不对。"},
    {"identity", "员工的回答不记名。"},
    {"incomplete", "没有填全。"},
    {"instant", "时间不对。"},
    {"integer", "要填整数。"},
    {"invalid", "填得不对。"},
    {"left", "这个人已经离职。"},
    {"max_length", "太长了。"},
    {"maximum", "太大了。"},
    {"minimum", "太小了。"},
    {"mixed_return", "装过的备件不能当未用退回。"},
    {"month", "月份不对。"},
    {"month_closed", "这个月的账已经关了，先重新打开。"},
    {"more_than_available", "用掉的比有的还多。"},
    {"needs_customer", "联系人要属于一个客户。"},
    {"negative", "不能小于 0。"},
    {"no_case", "事件不属于任何个案，或者个案没有名称。"},
    {"no_events", "这个个案里什么也没发生。"},
    {"not_applicable", "不适用的项目没有分数。"},
    {"not_found", "系统里没有，请先建好或改正。"},
    {"not_left", "离职的人才填原因。"},
    {"not_verified", "核实过才能转达。"},
    {"nul", "含有不能用的字符。"},
    {"number", "不是数字。"},
    {"order", "早于报修或受理的时间。"},
    {"overlap", "和已有的时间段重叠。"},
    {"past", "要晚于现在。"},
    {"phone", "要 5 到 20 位数字。"},
    {"pulse_only", "只有员工的回答才有班组。"},
    {"range", "超出允许的范围。"},
    {"repeated", "给了两次。"},
    {"required", "必填。"},
    {"row/nul", "这一行含有不能用的字符。"},
    {"row/too_long", "这一行超过 1 MB。"},
    {"serial_no", "序列号不对。"},
    {"taken", "已经有了。"},
    {"text_after_quote", "结尾的引号后面还有字。"},
    {"time", "时间不对。"},
    {"time_order", "早于前一步的时间。"},
    {"too_long", "太长了。"},
    {"too_short", "太短了。"},
    {"touched", "导入以后有人改过这条记录。"},
    {"type", "类型不对。"},
    {"undecided", "还没有人定过，不能算成立。"},
    {"unexpected", "这一步不用填。"},
    {"unknown", "没有这一项。"},
    {"unknown_metric", "没有这个指标。"},
    {"unknown_name", "没有这个名字。"},
    {"unterminated_quote", "少了结尾的引号。"},
    {"utf8", "有读不出来的字。"},
    {"window", "时间段不对。"},
    {"zero", "不能是 0。"},
};
static_assert(std::ranges::is_sorted(kSentences, {}, &Sentence::code));

std::string_view sentence_of(const std::string& code) {
  const auto* at = std::ranges::lower_bound(kSentences, code, {}, &Sentence::code);
  return at != std::end(kSentences) && at->code == code ? at->chinese : std::string_view();
}

/// What the caller wrote in it is told by the row itself, which stands beside the reason.
std::string in_chinese(const RowProblem& problem) {
  std::string_view found;
  if (problem.field.empty()) found = sentence_of("row/" + problem.code);
  if (found.empty()) found = sentence_of(problem.code);
  return found.empty() ? problem.message : std::string(found);
}

/// A row is refused by its fields or by those of the record made of it: site and site_id.
std::string field_name(const std::string& code, const ImportProfile* profile, Language language) {
  constexpr std::string_view kIdEnding = "_id";
  const auto* field = profile == nullptr ? nullptr : profile->find_field(code);
  if (field == nullptr && profile != nullptr && code.ends_with(kIdEnding))
    field = profile->find_field(std::string_view(code).substr(0, code.size() - kIdEnding.size()));
  if (field == nullptr) return code;
  return language == Language::kChinese ? field->name_zh : field->name_en;
}

}  // namespace

std::string reason_text(const std::vector<RowProblem>& problems, const ImportProfile* profile,
                        std::optional<Language> language) {
  const bool chinese = language == Language::kChinese;
  std::string reason;
  for (const auto& problem : problems) {
    if (!reason.empty() && !chinese) reason += ' ';
    if (!problem.field.empty())
      reason += (language ? field_name(problem.field, profile, *language) : problem.field) +
                (chinese ? "：" : ": ");
    reason += chinese ? in_chinese(problem) : problem.message;
  }
  return reason;
}

}  // namespace manyi::imports
