// Reading scenario files key by key, so that a misspelt one is told.
// Owns nothing else.
#include "server/demo_scenario.h"

#include <toml++/toml.h>

#include <fstream>
#include <sstream>

#include "base/json.h"

namespace manyi::demo {
namespace {

using simulation::Effect;
using simulation::Scenario;
using simulation::SitePlan;

class Reader {
 public:
  Result<ScenarioFile> read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      const std::string_view name = key.str();
      const std::string at = "/" + std::string(name);
      if (name == "description")
        continue;
      else if (name == "months")
        whole(node, at, file_.months);
      else if (name == "seed")
        seed(node, at);
      else if (name == "effect")
        effects(node);
      else if (name == "site")
        sites(node);
      else if (!field(file_.scenario, name, node, at, {"sites", "effects", "detail"}))
        refuse(at, "unknown", "This key is not known.");
    }
    if (!errors_.empty()) return invalid(std::move(errors_));
    MANYI_CHECK(simulation::check(file_.scenario));
    return std::move(file_);
  }

 private:
  void refuse(std::string at, std::string code, std::string message) {
    errors_.push_back({std::move(at), std::move(code), std::move(message)});
  }

  void whole(const toml::node& node, const std::string& at, std::optional<std::int64_t>& out) {
    if (const auto value = node.value_exact<std::int64_t>())
      out = *value;
    else
      refuse(at, "type", "A whole number is expected.");
  }
  void seed(const toml::node& node, const std::string& at) {
    std::optional<std::int64_t> value;
    whole(node, at, value);
    if (value) file_.seed = static_cast<std::uint64_t>(*value);
  }

  // Fills the described member of that name; false when there is none.
  template <class T>
  bool field(T& out, std::string_view name, const toml::node& node, const std::string& at,
             std::initializer_list<std::string_view> except = {}) {
    for (const auto hidden : except)
      if (name == hidden) return false;
    bool known = false;
    for_each_member<T>([&](std::string_view member, auto pointer) {
      if (member != name) return;
      known = true;
      set(out.*pointer, node, at);
    });
    return known;
  }

  void set(std::int64_t& out, const toml::node& node, const std::string& at) {
    std::optional<std::int64_t> value;
    whole(node, at, value);
    if (value) out = *value;
  }
  void set(double& out, const toml::node& node, const std::string& at) {
    if (const auto value = node.value<double>())
      out = *value;
    else
      refuse(at, "type", "A number is expected.");
  }
  void set(std::string& out, const toml::node& node, const std::string& at) {
    if (const auto value = node.value_exact<std::string>())
      out = *value;
    else
      refuse(at, "type", "A text is expected.");
  }
  void set(std::optional<Date>& out, const toml::node& node, const std::string& at) {
    if (const auto date = node.value_exact<toml::date>())
      out = Date::of(date->year, date->month, date->day);
    else if (const auto text = node.value_exact<std::string>())
      out = Date::parse(*text);
    if (!out) refuse(at, "type", "A date such as 2026-06-01 is expected.");
  }
  template <DescribedEnum E> void set(E& out, const toml::node& node, const std::string& at) {
    const auto text = node.value_exact<std::string>();
    const auto value = text ? parse_enum<E>(*text) : std::nullopt;
    if (value)
      out = *value;
    else
      refuse(at, "choice", "One of " + enum_choices<E>() + " is expected.");
  }
  template <DescribedEnum E> void set(std::optional<E>& out, const toml::node& node, const std::string& at) {
    E value{};
    const auto before = errors_.size();
    set(value, node, at);
    if (errors_.size() == before) out = value;
  }
  template <class T> void set(std::vector<T>&, const toml::node&, const std::string&) {}

  template <class T> void list(const toml::node& node, const std::string& name, std::vector<T>& out) {
    const auto* tables = node.as_array();
    if (tables == nullptr)
      return refuse(name, "type", "Tables such as [[" + name.substr(1) + "]] are expected.");
    for (std::size_t i = 0; i < tables->size(); ++i) {
      const std::string at = name + "s/" + std::to_string(i);
      const auto* table = tables->get(i)->as_table();
      if (table == nullptr) {
        refuse(at, "type", "A table is expected.");
        continue;
      }
      T one;
      for (const auto& [key, value] : *table)
        if (!field(one, key.str(), value, at + "/" + std::string(key.str())))
          refuse(at + "/" + std::string(key.str()), "unknown", "This key is not known.");
      if constexpr (requires { one.kind; })
        if (!table->contains("kind")) refuse(at + "/kind", "required", "Say which effect it is.");
      out.push_back(std::move(one));
    }
  }
  void effects(const toml::node& node) { list(node, "/effect", file_.scenario.effects); }
  void sites(const toml::node& node) {
    file_.scenario.sites.clear();
    list(node, "/site", file_.scenario.sites);
  }

  ScenarioFile file_;
  std::vector<FieldError> errors_;
};

}  // namespace

Result<ScenarioFile> read_scenario_text(std::string_view text) {
  try {
    return Reader().read(toml::parse(text));
  } catch (const toml::parse_error& error) {
    return malformed("scenario.toml", "Line " + std::to_string(error.source().begin.line) + ", column " +
                                          std::to_string(error.source().begin.column) + ": " +
                                          std::string(error.description()) + ".");
  }
}

Result<ScenarioFile> read_scenario(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return not_found("scenario.file", "The scenario file cannot be read: " + file.string() + ".");
  std::ostringstream text;
  text << in.rdbuf();
  return read_scenario_text(text.str());
}

Result<void> write_truth(const std::filesystem::path& file, const simulation::TruthReport& truth) {
  std::ofstream out(file, std::ios::binary);
  out << to_json(truth) << "\n";
  out.close();
  if (!out) return unavailable("truth.file", "The ground truth cannot be written: " + file.string() + ".");
  return {};
}

}  // namespace manyi::demo
