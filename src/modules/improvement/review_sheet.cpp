// A review as one sheet of a workbook: agenda, figures, exceptions, what is open, minutes.
// Owns the order of its parts, the words for its codes, and the file on its way to a browser.
#include <array>
#include <filesystem>
#include <functional>
#include <string_view>

#include "modules/improvement/reviews.h"
#include "platform/files/passing_file.h"
#include "platform/files/xlsx_writer.h"
#include "platform/http/api.h"

namespace manyi::improvement {
namespace {

/// Codes of kinds, states, verdicts and units as people say them; each means the same wherever it stands.
struct Word {
  std::string_view code;
  const char *zh, *en;
};
constexpr std::array<Word, 33> kWords = {{
    {"day", "日会", "daily"},
    {"week", "周会", "weekly"},
    {"month", "月会", "monthly"},
    {"prepared", "已准备", "prepared"},
    {"held", "已开", "held"},
    {"signed", "已签字", "signed"},
    {"signal", "控制图信号", "signal"},
    {"forecast", "落地预测", "endangered target"},
    {"alert", "预警", "warning"},
    {"work_order", "工单", "work order"},
    {"complaint", "投诉", "complaint"},
    {"part_request", "备件申请", "part request"},
    {"open", "待处理", "open"},
    {"analysing", "分析中", "analysing"},
    {"acting", "在改", "acting"},
    {"checking", "在验证", "checking"},
    {"closed", "已关闭", "closed"},
    {"planned", "已计划", "planned"},
    {"doing", "进行中", "doing"},
    {"done", "已完成", "done"},
    {"verified_effective", "已证明有效", "effective"},
    {"not_effective", "没有效果", "not effective"},
    {"cancelled", "已取消", "cancelled"},
    {"dropped", "不做了", "dropped"},
    {"better", "变好了", "better"},
    {"worse", "变差了", "worse"},
    {"none_seen", "看不出变化", "no change seen"},
    {"too_few", "记录太少", "too few records"},
    {"percent", "比率", "share"},
    {"duration_ms", "小时", "hours"},
    {"money", "元", "currency"},
    {"count", "个", "count"},
    {"number", "数", "number"},
}};

/// People read hours and whole currency, not milliseconds and cents.
std::optional<double> readable(const std::optional<double>& value, std::string_view unit) {
  constexpr double kHour = 3'600'000, kCents = 100;
  if (!value) return value;
  if (unit == kpi::unit_name(kpi::Unit::kDurationMs)) return *value / kHour;
  return unit == kpi::unit_name(kpi::Unit::kMoney) ? *value / kCents : *value;
}

/// The unit of a metric by its code; "" for what is none.
using UnitOf = std::function<std::string(const std::string& metric)>;

class Sheet {
 public:
  Sheet(files::XlsxWriter& out, bool english) : out_(out), english_(english) {}

  std::string word(std::string_view code) const {
    for (const auto& one : kWords)
      if (one.code == code) return say(one.zh, one.en);
    return std::string(code);
  }

  std::string say(const char* zh, const char* en) const { return english_ ? en : zh; }
  const std::string& say(const std::string& zh, const std::string& en) const { return english_ ? en : zh; }

  void part(const char* zh, const char* en,
            std::initializer_list<std::pair<const char*, const char*>> heads) {
    out_.end_row();
    out_.head(say(zh, en)).end_row();
    for (const auto& [head_zh, head_en] : heads) out_.head(say(head_zh, head_en));
    out_.end_row();
  }
  Sheet& put(const std::string& text) {
    out_.cell(text);
    return *this;
  }
  Sheet& put(const std::optional<double>& number) {
    number ? out_.cell(*number) : out_.empty();
    return *this;
  }
  Sheet& put(std::int64_t number) {
    out_.cell(number);
    return *this;
  }
  Sheet& put(const std::optional<Date>& day) {
    day ? out_.cell(*day) : out_.empty();
    return *this;
  }
  Sheet& put(const std::optional<Instant>& at) {
    at ? out_.cell(*at) : out_.empty();
    return *this;
  }
  void end() { out_.end_row(); }

 private:
  files::XlsxWriter& out_;
  const bool english_;
};

void write_lines(Sheet& sheet, const char* zh, const char* en, const std::vector<ReviewLine>& lines,
                 const UnitOf& unit_of) {
  sheet.part(zh, en,
             {{"类别", "Kind"},
              {"内容", "What"},
              {"范围", "Where"},
              {"当前值", "Value"},
              {"目标", "Target"},
              {"把握", "Chance"},
              {"负责人", "Owner"},
              {"时间", "When"}});
  for (const auto& line : lines) {
    const std::string unit = line.metric ? unit_of(*line.metric) : std::string();
    const bool company = line.scope == ScopeKind::kCompany;
    sheet.put(sheet.word(line.kind))
        .put(sheet.say(line.title_zh, line.title_en))
        .put(company ? sheet.say("全公司", "Company") : line.scope_label)
        .put(readable(line.value, unit))
        .put(readable(line.target, unit))
        .put(line.chance)
        .put(line.owner_name)
        .put(line.at)
        .end();
  }
}

void write_decisions(Sheet& sheet, const char* zh, const char* en, const std::vector<ReviewDecision>& rows) {
  sheet.part(zh, en,
             {{"决定", "Decision"},
              {"负责人", "Owner"},
              {"期限", "Due"},
              {"状态", "State"},
              {"措施", "Action"},
              {"结果", "Outcome"}});
  for (const auto& row : rows)
    sheet.put(row.text)
        .put(row.owner_name)
        .put(row.due_on)
        .put(sheet.word(enum_name(row.state)))
        .put(row.action_no)
        .put(row.outcome)
        .end();
}

void write_review(Sheet& sheet, const Review& review, const UnitOf& unit_of) {
  const ReviewPack& pack = review.pack;
  sheet.put(sheet.say("例会", "Review"))
      .put(sheet.word(enum_name(review.kind)))
      .put(std::optional(review.from))
      .put(std::optional(review.to.plus_days(-1)));
  sheet.put(review.site_id ? review.site_name : sheet.say("全公司", "Company"))
      .put(sheet.word(enum_name(review.state)))
      .end();
  sheet.put(sheet.say("数据截至", "Data as of")).put(std::optional(pack.as_of)).end();

  sheet.part("议程", "Agenda", {{"序号", "No"}, {"议题", "Topic"}, {"分钟", "Minutes"}});
  for (const auto& item : pack.agenda)
    sheet.put(item.no).put(sheet.say(item.title_zh, item.title_en)).put(item.minutes).end();

  sheet.part("指标", "Figures",
             {{"指标", "Metric"},
              {"单位", "Unit"},
              {"本期", "Value"},
              {"上期", "Before"},
              {"目标", "Target"},
              {"达标", "On target"},
              {"样本量", "n"}});
  for (const auto& figure : pack.figures)
    sheet.put(sheet.say(figure.name_zh, figure.name_en))
        .put(sheet.word(figure.unit))
        .put(readable(figure.value, figure.unit))
        .put(readable(figure.before, figure.unit))
        .put(readable(figure.target, figure.unit))
        .put(!figure.on_target   ? std::string()
             : *figure.on_target ? sheet.say("是", "yes")
                                 : sheet.say("否", "no"))
        .put(figure.n)
        .end();

  write_lines(sheet, "异常", "Exceptions", pack.exceptions, unit_of);
  write_lines(sheet, "超期的活", "Overdue work", pack.overdue_work, unit_of);
  for (const auto& pareto : pack.paretos) {
    sheet.part("主次因分析", "Pareto",
               {{"指标", "Metric"},
                {"原因", "Cause"},
                {"次数", "Cases"},
                {"占比", "Share"},
                {"累计", "Cumulative"},
                {"主要", "Primary"}});
    for (const auto& item : pareto.items)
      sheet.put(sheet.say(pareto.name_zh, pareto.name_en))
          .put(item.label.empty() ? item.key : item.label)
          .put(std::optional(item.cases))
          .put(std::optional(item.share))
          .put(std::optional(item.cumulative))
          .put(item.within_line ? sheet.say("是", "yes") : std::string())
          .end();
  }
  sheet.part("没关的发现", "Open findings",
             {{"编号", "No"},
              {"发现", "Finding"},
              {"负责人", "Owner"},
              {"状态", "State"},
              {"发现日期", "Found on"}});
  for (const auto& row : pack.open_findings)
    sheet.put(row.no)
        .put(row.title)
        .put(row.owner_name)
        .put(sheet.word(enum_name(row.state)))
        .put(std::optional(row.found_on))
        .end();
  sheet.part("过期的措施", "Overdue actions",
             {{"编号", "No"}, {"措施", "Action"}, {"负责人", "Owner"}, {"期限", "Due"}, {"状态", "State"}});
  for (const auto& row : pack.overdue_actions)
    sheet.put(row.no)
        .put(row.title)
        .put(row.owner_name)
        .put(row.due_on)
        .put(sheet.word(enum_name(row.state)))
        .end();
  sheet.part("效果验证", "Effect checks",
             {{"措施", "Action"},
              {"指标", "Metric"},
              {"天数", "Days"},
              {"到期", "Due"},
              {"变化", "Change"},
              {"下限", "Low"},
              {"上限", "High"},
              {"结论", "Verdict"}});
  for (const auto& row : pack.due_checks) {
    const EffectResult effect = row.effect.value_or(EffectResult());
    sheet.put(row.action_no + " " + row.action_title)
        .put(sheet.say(row.metric_name_zh, row.metric_name_en))
        .put(row.after_days)
        .put(std::optional(row.due_on))
        .put(readable(effect.change, row.unit))
        .put(readable(effect.low, row.unit))
        .put(readable(effect.high, row.unit))
        .put(row.effect ? sheet.word(enum_name(effect.verdict)) : std::string())
        .end();
  }
  write_decisions(sheet, "上次的决定", "Last decisions", pack.last_decisions);
  write_decisions(sheet, "还没落实的决定", "Open decisions", pack.open_decisions);
  write_decisions(sheet, "本次的决定", "Decisions taken", review.taken);
  sheet.part("会议记录", "Minutes", {{"出席", "Attendance"}});
  for (const auto& person : review.attendance) sheet.put(person.name).end();
  if (review.held_on) sheet.put(sheet.say("开会日期", "Held on")).put(review.held_on).end();
  if (!review.notes.empty()) sheet.put(sheet.say("记录", "Notes")).put(review.notes).end();
  if (review.signed_at) sheet.put(sheet.say("签字时间", "Signed at")).put(review.signed_at).end();
}

}  // namespace

Result<http::Document> Reviews::sheet(db::ReadTx& tx, const Caller& caller, ReviewId id) {
  MANYI_TRY(const Review review, this->review(tx, caller, id));
  MANYI_TRY(const auto file, files::make_passing_file());
  std::filesystem::remove(file);  // the writer makes its own
  const auto write = [&]() -> Result<void> {
    const TimeZone zone = of_.needs_.performance.ports().default_zone(tx, caller.tenant);
    MANYI_TRY(const auto book, files::XlsxWriter::create(file, zone, "review"));
    Sheet sheet(*book, caller.locale == "en");
    write_review(sheet, review, [&](const std::string& code) {
      const auto metric = of_.metric(caller.tenant, code);
      return metric ? std::string(kpi::unit_name(metric->unit)) : std::string();
    });
    return book->finish();
  };
  if (const auto written = write(); !written) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return written.error();
  }
  http::Document document;
  document.file = file;
  document.delete_file = true;
  document.file_name = "review-" + enum_name(review.kind) + "-" + review.from.text() + ".xlsx";
  document.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return document;
}

}  // namespace manyi::improvement
