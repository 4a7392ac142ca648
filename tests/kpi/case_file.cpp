// Cuts case files into words and steps.
// Owns their quoting.
#include "case_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace manyi::kpi_cases {
namespace {

/// Words are separated by blanks; '...' keeps blanks, anywhere in a word; '' in it is one '.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false, any = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\'' && quoted && i + 1 < line.size() && line[i + 1] == '\'') {
      word += line[++i];
    } else if (c == '\'') {
      quoted = !quoted;
      any = true;
    } else if (c == '#' && !quoted) {
      break;
    } else if ((c == ' ' || c == '\t') && !quoted) {
      if (any) words.push_back(word);
      word.clear();
      any = false;
    } else {
      word += c;
      any = true;
    }
  }
  if (any) words.push_back(word);
  return words;
}

void put_field(Fields& fields, const std::string& word) {
  const auto at = word.find('=');
  if (at == std::string::npos)
    fields[word] = "yes";
  else
    fields[word.substr(0, at)] = word.substr(at + 1);
}

bool is_number(const std::string& word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
}

std::string fact_of(const std::string& word) { return word == "order" ? "work_order" : word; }

void read_file(const std::filesystem::path& path, std::vector<Case>& cases) {
  std::ifstream in(path);
  std::string line;
  Case defaults;
  defaults.file = path.stem().string();
  int number = 0;
  while (std::getline(in, line)) {
    ++number;
    auto words = words_of(line);
    if (words.empty()) continue;
    const auto complain = [&](const std::string& what) -> std::runtime_error {
      return std::runtime_error(path.string() + ":" + std::to_string(number) + ": " + what);
    };
    const std::string verb = words.front();
    if (verb == "case") {
      cases.push_back(defaults);
      cases.back().title = line.substr(line.find("case") + 5, line.find('#') - line.find("case") - 5);
      while (cases.back().title.ends_with(' ')) cases.back().title.pop_back();
      continue;
    }
    if (words.size() < 2) throw complain("'" + verb + "' needs more words");
    if (verb == "metric" || verb == "zone") {
      // Within a case they hold for it, before the first case of the file for all.
      auto& target = !cases.empty() && cases.back().file == defaults.file ? cases.back() : defaults;
      if (verb == "metric")
        target.metric = words[1];
      else if (words.size() == 3)
        target.site_zones[words[1]] = words[2];
      else
        target.zone = words[1];
      continue;
    }
    if (cases.empty() || cases.back().file != defaults.file) throw complain("a step before the first 'case'");
    Step step{};
    step.line = number;
    std::size_t rest = 2;
    if (verb == "change" || verb == "erase") {
      step.kind = verb == "change" ? Step::Kind::kChange : Step::Kind::kErase;
      if (!is_number(words[1])) {
        step.fact = fact_of(words[1]);
        if (words.size() < 3) throw complain("'" + verb + "' needs an id");
        rest = 3;
      }
      step.id = words[rest - 1];
    } else if (verb == "expect") {
      step.kind = Step::Kind::kExpect;
      step.period = words[1];
    } else if (verb == "cases") {
      step.kind = Step::Kind::kCases;
      step.period = words[1];
      if (words.size() < 3) throw complain("'cases' needs a part");
      step.part = words[2];
      rest = 3;
    } else {
      step.kind = Step::Kind::kRecord;
      step.fact = fact_of(verb);
      step.id = words[1];
      if (!is_number(step.id)) throw complain("'" + verb + "' is no step, or lacks the record's number");
    }
    for (; rest < words.size(); ++rest) {
      if (step.kind == Step::Kind::kCases && words[rest].find('=') == std::string::npos)
        step.ids.push_back(words[rest]);
      else
        put_field(step.fields, words[rest]);
    }
    cases.back().steps.push_back(std::move(step));
  }
}

}  // namespace

std::vector<Case> read_cases(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Case> cases;
  for (const auto& path : paths) read_file(path, cases);
  if (cases.empty()) throw std::runtime_error("no cases in " + folder);
  return cases;
}

}  // namespace manyi::kpi_cases
