// Digests and severe warnings in words.
// Owns the labels of the kinds.
#include "modules/alerts/digest_text.h"

#include <array>

namespace manyi::alerts {
namespace {

constexpr std::size_t kMostLines = 10;  // a group reads no more, and WeCom takes 2048 bytes

struct Label {
  AlertKind kind;
  const char *zh, *en;
};
constexpr std::array<Label, 13> kLabels = {{
    {AlertKind::kEndangeredMetric, "指标可能不达标", "target endangered"},
    {AlertKind::kAppointment, "上门时间将到", "appointment near"},
    {AlertKind::kPromise, "承诺时间将到", "promise near"},
    {AlertKind::kTurnaround, "维修周期将超限", "turnaround near its limit"},
    {AlertKind::kPartUnsigned, "备件在途未签收", "part not signed for"},
    {AlertKind::kPartCirculating, "备件订单流转过久", "part order circulating"},
    {AlertKind::kStockLow, "库存低于安全线", "stock below safety level"},
    {AlertKind::kComplaintUnsolved, "投诉即将超期", "complaint near its limit"},
    {AlertKind::kComplaintPlan, "投诉方案待提交", "complaint without a plan"},
    {AlertKind::kLateCallback, "回访超期", "callback late"},
    {AlertKind::kWorkInProgress, "在修量超过产能", "more work than can leave in time"},
    {AlertKind::kControlSignal, "控制图信号", "control-chart signal"},
    {AlertKind::kSilentRecord, "工单长时间无动作", "order untouched"},
}};

bool is_zh(ChannelLocale locale) { return locale == ChannelLocale::kZh; }

std::string lines_of(std::span<const DigestItem> items, Instant now, ChannelLocale locale) {
  std::string text;
  for (std::size_t i = 0; i < items.size() && i < kMostLines; ++i)
    text.append("\n").append(line_of(items[i], now, locale));
  if (items.size() > kMostLines) {
    const std::string rest = std::to_string(items.size() - kMostLines);
    if (is_zh(locale))
      text.append("\n另有 ").append(rest).append(" 条");
    else
      text.append("\nand ").append(rest).append(" more");
  }
  return text;
}

}  // namespace

std::string label_of(AlertKind kind, ChannelLocale locale) {
  for (const Label& label : kLabels)
    if (label.kind == kind) return is_zh(locale) ? label.zh : label.en;
  return {};
}

std::string span_text(DurationMs span, ChannelLocale locale) {
  const std::int64_t minutes = span.ms() / kMinute.ms(), hours = minutes / 60, days = hours / 24;
  const bool zh = is_zh(locale);
  if (days > 0) {
    std::string text = std::to_string(days) + (zh ? " 天" : " d");
    if (hours % 24 > 0) text.append(" ").append(std::to_string(hours % 24)).append(zh ? " 小时" : " h");
    return text;
  }
  if (hours > 0) return std::to_string(hours) + (zh ? " 小时" : " h");
  return std::to_string(minutes) + (zh ? " 分钟" : " min");
}

std::string line_of(const DigestItem& item, Instant now, ChannelLocale locale) {
  std::string text = item.no.empty() ? "" : item.no + " ";
  text.append(label_of(item.kind, locale));
  if (!item.due_at) return text;
  if (*item.due_at < now)
    text.append(is_zh(locale) ? " 超期 " : ", overdue by ").append(span_text(now - *item.due_at, locale));
  else
    text.append(is_zh(locale) ? " 还剩 " : ", left: ").append(span_text(*item.due_at - now, locale));
  return text;
}

std::string digest_text(const std::string& place, Date day, const DigestCounts& counts,
                        std::span<const DigestItem> late, Instant now, ChannelLocale locale) {
  const auto number = [](std::int64_t value) { return std::to_string(value); };
  std::string text;
  if (is_zh(locale)) {
    text = "【满意】预警日报 " + day.text() + " " + place + "\n未结 " + number(counts.open) + " · 超期 " +
           number(counts.overdue) + " · 严重 " + number(counts.severe) + " · 今日到期 " +
           number(counts.due_today);
    if (!late.empty()) text.append("\n超期：");
  } else {
    text = "[Manyi] Warnings of " + day.text() + ", " + place + "\nopen " + number(counts.open) +
           " · overdue " + number(counts.overdue) + " · severe " + number(counts.severe) + " · due today " +
           number(counts.due_today);
    if (!late.empty()) text.append("\nOverdue:");
  }
  return text.append(lines_of(late, now, locale));
}

std::string severe_text(const std::string& place, std::span<const DigestItem> items, Instant now,
                        ChannelLocale locale) {
  std::string text = is_zh(locale) ? "【满意】严重预警 " : "[Manyi] Severe warnings: ";
  text.append(std::to_string(items.size())).append(is_zh(locale) ? " 条 " : ", ").append(place);
  return text.append(lines_of(items, now, locale));
}

}  // namespace manyi::alerts
