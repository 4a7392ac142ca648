// Plans of staff and catalogue.
// Owns the figures a provider of this size has.
#include "engines/simulation/company.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace manyi::simulation {
namespace {

constexpr std::uint64_t kPersonStream = 101, kModelStream = 102, kCertificateStream = 103;
constexpr double kCertified = 0.86;  // of the technicians of the first day
constexpr std::size_t kPartCategories = 10;
constexpr std::array<std::string_view, kPartCategories> kPartPrefixes = {"MBD", "DSP", "BAT", "KBD", "FAN",
                                                                         "PWR", "WLN", "DSK", "RLR", "DRM"};
constexpr std::array<std::int64_t, kPartCategories> kPartCosts = {62000, 38000, 16000, 9000, 4500,
                                                                  7500,  5200,  29000, 3800, 14500};

struct Line {
  std::string_view manufacturer, name, series;
  Skill skill;
  double share;
  std::int64_t price;
};
// The first model of each series is the one that demonstrations have always shown.
const std::vector<Line>& lines() {
  static const std::vector<Line> all = {
      {"联辰", "笔记本电脑", "云帆 14", Skill::kComputer, 26, 520000},
      {"联辰", "笔记本电脑", "青禾 13", Skill::kComputer, 12, 450000},
      {"联辰", "台式电脑", "商用 M7", Skill::kComputer, 9, 430000},
      {"联辰", "一体机", "天镜 24", Skill::kComputer, 4, 560000},
      {"联辰", "打印机", "打印 L2", Skill::kPrinter, 7, 160000},
      {"海岳", "手机", "X20", Skill::kPhone, 15, 330000},
      {"海岳", "手机", "Note 9", Skill::kPhone, 12, 260000},
      {"海岳", "平板", "Pad 11", Skill::kPhone, 6, 240000},
      {"海岳", "打印机", "喷墨 P5", Skill::kPrinter, 6, 110000},
      {"海岳", "手机", "A5", Skill::kPhone, 5, 140000},
  };
  return all;
}

std::string number_text(const char* format, std::int64_t number) {
  std::array<char, 40> text;
  std::snprintf(text.data(), text.size(), format, static_cast<long long>(number));
  return text.data();
}

void plan_models(Company& company, std::int64_t count, std::uint64_t seed) {
  const auto& all = lines();
  std::vector<std::string> part_lines;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto& line = all[static_cast<std::size_t>(i) % all.size()];
    const std::int64_t generation = i / static_cast<std::int64_t>(all.size());
    Random luck(seed, kModelStream, static_cast<std::uint64_t>(i));
    ModelPlan model;
    model.manufacturer = line.manufacturer;
    model.line = line.name;
    model.name = std::string(line.manufacturer) + " " + std::string(line.series);
    if (generation > 0) model.name += " " + number_text("%03lld", 100 + generation * 7);
    model.skill = line.skill;
    // A few current models make most of the work; old ones linger.
    model.weight = line.share / (1.0 + static_cast<double>(generation)) * luck.around(1, 0.3);
    model.price =
        static_cast<std::int64_t>(static_cast<double>(line.price) * luck.between(0.7, 1.3)) / 100 * 100;
    const std::string key = model.manufacturer + model.line;
    auto found = std::find(part_lines.begin(), part_lines.end(), key);
    if (found == part_lines.end()) found = part_lines.insert(part_lines.end(), key);
    model.part_line = found - part_lines.begin();
    company.models.push_back(std::move(model));
  }
  for (std::size_t line = 0; line < part_lines.size(); ++line) {
    for (std::size_t category = 0; category < kPartCategories; ++category) {
      Random luck(seed, kModelStream, 1'000'000 + line * kPartCategories + category);
      PartPlan part;
      part.no = std::string(kPartPrefixes[category]) + "-" +
                number_text("%02lld", static_cast<std::int64_t>(line) + 1);
      part.category = static_cast<PartCategory>(category);
      part.line = static_cast<std::int64_t>(line);
      part.cost =
          static_cast<std::int64_t>(static_cast<double>(kPartCosts[category]) * luck.between(0.8, 1.2));
      company.parts.push_back(std::move(part));
    }
  }
}

}  // namespace

std::optional<PartCategory> part_category_of(std::string_view name) { return parse_enum<PartCategory>(name); }

const std::vector<FaultPlan>& fault_plans() {
  using enum PartCategory;
  static const std::vector<FaultPlan> faults = {
      {"P01", false, 12, 2.0, 0.55, 1.2, kMainboard}, {"P02", false, 7, 2.5, 0.35, 1.8, kPower},
      {"D01", false, 11, 1.5, 0.70, 0.7, kScreen},    {"D02", false, 12, 1.0, 0.95, 0.4, kScreen},
      {"F12", false, 9, 0.8, 0.45, 1.2, kFan},        {"B03", false, 13, 0.7, 0.75, 0.7, kBattery},
      {"K02", false, 8, 1.0, 0.60, 0.7, kKeyboard},   {"N01", false, 8, 0.9, 0.20, 1.6, kWireless},
      {"S01", false, 10, 1.6, 0.10, 1.9, kDisk},      {"S02", false, 10, 1.4, 0.15, 1.1, kDisk},
      {"R01", true, 12, 0.9, 0.40, 1.4, kRoller},     {"R02", true, 9, 0.8, 0.60, 0.9, kDrum},
  };
  return faults;
}

std::int64_t Company::part_of(std::int64_t line, PartCategory category) const {
  return line * static_cast<std::int64_t>(kPartCategories) + static_cast<std::int64_t>(category);
}

Person hire(std::uint64_t seed, std::int64_t index, std::int64_t site, Job job) {
  Random luck(seed, kPersonStream, static_cast<std::uint64_t>(index));
  Person person;
  person.index = index;
  person.no = number_text("E%03lld", index + 1);
  person.site = site;
  person.job = job;
  person.pace = luck.around(1, 0.10);
  person.poor_repairs = luck.around(1, 0.15);
  person.wrong_diagnoses = luck.around(1, 0.15);
  person.courtesy = luck.around(1, 0.10);
  const double first = luck.uniform(), second = luck.uniform();
  if (job == Job::kTechnician) {
    person.skills = {Skill::kComputer, Skill::kPhone, Skill::kPrinter};
    // Half of them know all three; of the rest each misses one, phones or printers.
    if (first > 0.5) person.skills.erase(person.skills.begin() + (second < 0.6 ? 2 : 1));
  }
  return person;
}

Company found(const Scenario& scenario, double months, std::uint64_t seed) {
  Company company;
  company.sites = scenario.sites;
  company.manufacturers = {"联辰", "海岳"};
  company.faults = fault_plans();
  plan_models(company, scenario.models, seed);

  double shares = 0;
  for (const auto& site : scenario.sites) shares += site.share;
  const double technicians = scenario.technicians > 0
                                 ? static_cast<double>(scenario.technicians)
                                 : static_cast<double>(scenario.orders) / std::max(months, 0.5) /
                                       scenario.orders_per_technician_month;
  std::int64_t day_off = 1;
  const auto add = [&](std::int64_t site, Job job, bool founder = false) {
    Person person = hire(seed, static_cast<std::int64_t>(company.people.size()), site, job);
    person.founder = founder;
    Random luck(seed, kCertificateStream, static_cast<std::uint64_t>(person.index));
    person.certified = job == Job::kTechnician && luck.chance(kCertified);
    if (founder && job == Job::kTechnician)
      person.skills = {Skill::kComputer, Skill::kPhone, Skill::kPrinter};
    if (job == Job::kTechnician) day_off = day_off % 6 + 1, person.day_off = day_off;
    company.people.push_back(std::move(person));
  };
  // These ten have the published log-ins.
  for (const Job job :
       {Job::kManager, Job::kInfoSupervisor, Job::kTechSupervisor, Job::kInfoClerk, Job::kInfoClerk,
        Job::kTechnician, Job::kTechnician, Job::kTechnician, Job::kCallbackClerk, Job::kPartsKeeper})
    add(0, job, true);
  for (std::size_t i = 0; i < company.sites.size(); ++i) {
    const auto site = static_cast<std::int64_t>(i);
    const auto here = [&](Job job) {
      return std::count_if(company.people.begin(), company.people.end(),
                           [&](const Person& p) { return p.site == site && p.job == job; });
    };
    const auto fill = [&](Job job, double wanted) {
      const auto count = static_cast<std::int64_t>(std::lround(std::ceil(wanted - 1e-9)));
      while (here(job) < count) add(site, job);
    };
    const double bench = std::max(2.0, std::round(technicians * company.sites[i].share / shares));
    fill(Job::kInfoSupervisor, 1);
    fill(Job::kTechSupervisor, std::max(1.0, bench / 16));
    fill(Job::kTechnician, bench);
    fill(Job::kInfoClerk, std::max(1.0, bench / 2.8));
    fill(Job::kCallbackClerk, std::max(1.0, bench / 7));
    fill(Job::kPartsKeeper, std::max(1.0, bench / 7));
  }
  return company;
}

}  // namespace manyi::simulation
