// The agendas of the three meetings.
// Owns their order, their titles and the minutes each part gets.
#include "modules/improvement/reviews.h"

namespace manyi::improvement {
namespace {

struct Part {
  const char *code, *zh, *en;
  int minutes;
};

// 08:30, ten minutes, standing.
constexpr Part kDaily[] = {
    {"figures", "昨日指标与本月累计", "Yesterday's figures and the month so far", 2},
    {"exceptions", "红黄灯：信号、预警、危险指标", "Red and amber: signals, warnings, endangered targets", 3},
    {"overdue_work", "超期与当日风险单", "Overdue cases and today's risks", 2},
    {"actions", "到期未完成的措施", "Actions that are overdue", 2},
    {"decisions", "今日安排", "What is done today", 1}};

constexpr Part kWeekly[] = {
    {"last_decisions", "上周决定的落实", "What became of last week's decisions", 5},
    {"figures", "本周指标与上周对比", "Figures beside the week before", 10},
    {"exceptions", "异常：控制图信号、预警、危险指标", "Exceptions: signals, warnings, endangered targets",
     10},
    {"paretos", "主次因分析（帕累托）", "Primary and secondary causes (Pareto)", 15},
    {"findings", "问题与改进措施", "Findings and their actions", 10},
    {"effect_checks", "到期的效果验证", "Effect checks that are due", 5},
    {"decisions", "本周决定：事项、责任人、期限", "Decisions: what, who, until when", 5}};

constexpr Part kMonthly[] = {
    {"last_decisions", "上月决定的落实", "What became of last month's decisions", 10},
    {"figures", "十二项指标对目标与上月", "The twelve metrics beside target and month before", 20},
    {"exceptions", "异常与危险指标", "Exceptions and endangered targets", 15},
    {"callbacks", "回访质量：覆盖、接通、与厂家差异",
     "Quality of callbacks: coverage, reach, difference to the manufacturer", 10},
    {"paretos", "投诉与不满意的主次因", "Causes of complaints and dissatisfaction", 15},
    {"findings", "未关闭的问题与措施", "Open findings and actions", 10},
    {"effect_checks", "改进效果验证与签署", "Effect checks and their signatures", 15},
    {"decisions", "下月重点与决定", "Decisions for the month to come", 15},
    {"signature", "经理签署", "The manager signs", 5}};

template <std::size_t N> std::vector<AgendaItem> listed(const Part (&parts)[N]) {
  std::vector<AgendaItem> items;
  for (const Part& part : parts)
    items.push_back({static_cast<std::int64_t>(items.size()) + 1, part.code, part.zh, part.en, part.minutes});
  return items;
}

}  // namespace

std::vector<AgendaItem> agenda_of(ReviewKind kind) {
  switch (kind) {
    case ReviewKind::kDay: return listed(kDaily);
    case ReviewKind::kWeek: return listed(kWeekly);
    case ReviewKind::kMonth: return listed(kMonthly);
  }
  return {};
}

}  // namespace manyi::improvement
