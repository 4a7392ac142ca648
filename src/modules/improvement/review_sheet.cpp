// A review as one sheet of a workbook: agenda, figures, exceptions, what is open, minutes.
// Owns the order of its parts and the file on its way to a browser.
#include <unistd.h>

#include <filesystem>
#include <functional>

#include "modules/improvement/reviews.h"
#include "platform/files/xlsx_writer.h"
#include "platform/http/api.h"

namespace manyi::improvement {
namespace {

class Sheet {
 public:
  Sheet(files::XlsxWriter& out, bool english) : out_(out), english_(english) {}

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

void write_lines(Sheet& sheet, const char* zh, const char* en, const std::vector<ReviewLine>& lines) {
  sheet.part(zh, en,
             {{"类别", "Kind"},
              {"内容", "What"},
              {"范围", "Where"},
              {"当前值", "Value"},
              {"目标", "Target"},
              {"达标概率", "Chance"},
              {"责任人", "Owner"},
              {"时间", "When"}});
  for (const auto& line : lines)
    sheet.put(line.kind)
        .put(sheet.say(line.title_zh, line.title_en))
        .put(line.scope_label)
        .put(line.value)
        .put(line.target)
        .put(line.chance)
        .put(line.owner_name)
        .put(line.at)
        .end();
}

void write_decisions(Sheet& sheet, const char* zh, const char* en, const std::vector<ReviewDecision>& rows) {
  sheet.part(zh, en,
             {{"决定", "Decision"},
              {"责任人", "Owner"},
              {"期限", "Due"},
              {"状态", "State"},
              {"措施", "Action"},
              {"结果", "Outcome"}});
  for (const auto& row : rows)
    sheet.put(row.text)
        .put(row.owner_name)
        .put(row.due_on)
        .put(enum_name(row.state))
        .put(row.action_no)
        .put(row.outcome)
        .end();
}

void write_review(Sheet& sheet, const Review& review) {
  const ReviewPack& pack = review.pack;
  sheet.put(sheet.say("评审", "Review"))
      .put(enum_name(review.kind))
      .put(std::optional(review.from))
      .put(std::optional(review.to.plus_days(-1)));
  sheet.put(review.site_id ? review.site_name : sheet.say("全公司", "Company"))
      .put(enum_name(review.state))
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
        .put(figure.unit)
        .put(figure.value)
        .put(figure.before)
        .put(figure.target)
        .put(!figure.on_target   ? std::string()
             : *figure.on_target ? sheet.say("是", "yes")
                                 : sheet.say("否", "no"))
        .put(figure.n)
        .end();

  write_lines(sheet, "异常", "Exceptions", pack.exceptions);
  write_lines(sheet, "超期工作", "Overdue work", pack.overdue_work);
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
  sheet.part("未关闭的问题", "Open findings",
             {{"编号", "No"},
              {"问题", "Finding"},
              {"责任人", "Owner"},
              {"状态", "State"},
              {"发现日期", "Found on"}});
  for (const auto& row : pack.open_findings)
    sheet.put(row.no)
        .put(row.title)
        .put(row.owner_name)
        .put(enum_name(row.state))
        .put(std::optional(row.found_on))
        .end();
  sheet.part("超期措施", "Overdue actions",
             {{"编号", "No"}, {"措施", "Action"}, {"责任人", "Owner"}, {"期限", "Due"}, {"状态", "State"}});
  for (const auto& row : pack.overdue_actions)
    sheet.put(row.no).put(row.title).put(row.owner_name).put(row.due_on).put(enum_name(row.state)).end();
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
        .put(effect.change)
        .put(effect.low)
        .put(effect.high)
        .put(row.effect ? enum_name(effect.verdict) : std::string())
        .end();
  }
  write_decisions(sheet, "上次决定", "Last decisions", pack.last_decisions);
  write_decisions(sheet, "仍未完成的决定", "Open decisions", pack.open_decisions);
  write_decisions(sheet, "本次决定", "Decisions taken", review.taken);
  sheet.part("会议记录", "Minutes", {{"出席", "Attendance"}});
  for (const auto& person : review.attendance) sheet.put(person.name).end();
  if (review.held_on) sheet.put(sheet.say("召开日期", "Held on")).put(review.held_on).end();
  if (!review.notes.empty()) sheet.put(sheet.say("记录", "Notes")).put(review.notes).end();
  if (review.signed_at) sheet.put(sheet.say("签署时间", "Signed at")).put(review.signed_at).end();
}

}  // namespace

Result<http::Document> Reviews::sheet(db::ReadTx& tx, const Caller& caller, ReviewId id) {
  MANYI_TRY(const Review review, this->review(tx, caller, id));
  std::string name = (std::filesystem::temp_directory_path() / "manyi-review-XXXXXX").string();
  const int made = ::mkstemp(name.data());
  if (made < 0) return unavailable("export.file", "The file cannot be written.");
  ::close(made);
  const std::filesystem::path file(name);
  std::filesystem::remove(file);  // the writer makes its own
  const auto write = [&]() -> Result<void> {
    const TimeZone zone = of_.needs_.performance.ports().default_zone(tx, caller.tenant);
    MANYI_TRY(const auto book, files::XlsxWriter::create(file, zone, "review"));
    Sheet sheet(*book, caller.locale == "en");
    write_review(sheet, review);
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
