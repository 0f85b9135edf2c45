#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scenarios/loader/parameters.h"
#include "scenarios/loader/units.h"

namespace faultline::scenarios {
namespace {

using engine::Groups;
using engine::Names;
using engine::Nested;
using engine::NestedKind;
using engine::ParameterUnit;
using engine::ParameterValue;

template <class T>
std::optional<ParameterValue> wrap(std::optional<T> value) {
  if (!value) return std::nullopt;
  return ParameterValue{std::move(*value)};
}

// Reads one value; a function a unit that is more than a text with a unit.
class ValueReader {
 public:
  ValueReader(Reading& reading, const Node& node, const Parameter& parameter, const Places& places)
      : reading_(reading),
        node_(node),
        parameter_(parameter),
        places_(places),
        form_(form_of(parameter)) {}

  std::optional<ParameterValue> read() {
    switch (parameter_.unit) {
      case ParameterUnit::kWord:
        return wrap(word());
      case ParameterUnit::kRole:  // faults_section.cpp, which knows the engines, asks who has it
        return wrap(reading_.text(node_, form_));
      case ParameterUnit::kBoolean:
        return wrap(boolean());
      case ParameterUnit::kInteger:
        return wrap(whole_number());
      case ParameterUnit::kDuration:
        return wrap(duration());
      case ParameterUnit::kOffset:
        return wrap(time(parse_offset));
      case ParameterUnit::kSize:
        return wrap(reading_.measure(node_, form_, parse_size));
      case ParameterUnit::kBandwidth:
        return wrap(reading_.measure(node_, form_, parse_bandwidth));
      case ParameterUnit::kRate:
        return wrap(reading_.measure(node_, form_, parse_rate));
      case ParameterUnit::kRatio:
        return wrap(reading_.measure(node_, form_, parse_ratio));
      case ParameterUnit::kDecimal:
        return wrap(reading_.measure(node_, form_, parse_decimal));
      case ParameterUnit::kDatacenter:
        return wrap(datacenter(node_));
      case ParameterUnit::kLink:
        return wrap(link());
      case ParameterUnit::kHost:
        return wrap(host());
      case ParameterUnit::kHosts:
        return wrap(places_list(node_, form_, allows_empty()));
      case ParameterUnit::kGroups:
        return wrap(groups());
      case ParameterUnit::kNested:
        return wrap(nested());
    }
    return std::nullopt;
  }

 private:
  // An empty list is allowed only where it is the default, which then gives it a meaning.
  [[nodiscard]] bool allows_empty() const { return parameter_.default_text == "[]"; }

  std::optional<std::string> word() {
    std::optional<std::string> word = reading_.text(node_, form_);
    if (!word) return std::nullopt;
    const std::vector<std::string> words(parameter_.words.begin(), parameter_.words.end());
    if (std::find(words.begin(), words.end(), *word) != words.end()) return word;
    reading_.fail_word(node_, parameter_.name, *word, words);
    return std::nullopt;
  }

  std::optional<bool> boolean() {
    if (node_.value->is_boolean()) return node_.value->get<bool>();
    reading_.fail_type(node_, form_);
    return std::nullopt;
  }

  std::optional<std::int64_t> whole_number() {
    const std::optional<std::int64_t> number = reading_.integer(node_, form_);
    if (!number || (*number >= parameter_.least && *number <= parameter_.most)) return number;
    reading_.fail(node_, std::to_string(*number) + " is out of range", form_);
    return std::nullopt;
  }

  std::optional<engine::Duration> time(Parsed<engine::Duration> (*parse)(std::string_view)) {
    const auto time = reading_.measure(node_, form_, parse);
    if (!time || std::chrono::abs(*time) <= kLongestTime) return time;
    reading_.fail(node_, format_duration(*time) + " is too long",
                  "at most " + format_duration(kLongestTime));
    return std::nullopt;
  }

  std::optional<engine::Duration> duration() {
    const auto time = this->time(parse_duration);
    if (!time || time->count() >= parameter_.least) return time;
    reading_.fail(node_, format_duration(*time) + " is too short",
                  "at least " + format_duration(engine::Duration(parameter_.least)));
    return std::nullopt;
  }

  std::optional<std::string> datacenter(const Node& node) {
    std::optional<std::string> name = reading_.text(node, "a data center's name");
    if (!name || places_.has_datacenter(*name)) return name;
    reading_.fail_word(node, "data center", *name, places_.datacenters());
    return std::nullopt;
  }

  std::optional<Names> link() {
    const std::optional<Names> ends =
        list_of(node_, form_, false, [&](const Node& each) { return datacenter(each); });
    if (!ends) return std::nullopt;
    if (ends->size() != 2) {
      reading_.fail(node_, fmt::format("{} names", ends->size()), form_);
      return std::nullopt;
    }
    const std::string& one = ends->front();
    const std::string& other = ends->back();
    if (one == other) return std::nullopt;  // listed twice: said already
    if (places_.linked(one, other)) return ends;
    reading_.fail(node_,
                  fmt::format("no link joins {} and {} directly", in_quotes(one), in_quotes(other)),
                  one_of(places_.links()));
    return std::nullopt;
  }

  std::optional<std::string> host() {
    std::optional<std::string> name = reading_.text(node_, form_);
    if (!name || places_.has_host(*name)) return name;
    const bool group = !places_.hosts_of(*name).empty();
    if (group)
      reading_.fail(node_, in_quotes(*name) + " is not a single host", form_);
    else
      reading_.fail_word(node_, "host", *name, places_.hosts());
    return std::nullopt;
  }

  std::optional<std::string> place(const Node& node) {
    std::optional<std::string> name =
        reading_.text(node, "the name of a data center, rack or host");
    if (!name || !places_.hosts_of(*name).empty()) return name;
    reading_.fail_word(node, "place", *name, places_.all());
    return std::nullopt;
  }

  std::optional<Names> places_list(const Node& node, const std::string& form, bool empty_allowed) {
    return list_of(node, form, empty_allowed, [&](const Node& each) { return place(each); });
  }

  // Whether it is flawed is asked only of what has all its values: what is missing was reported.
  std::optional<Nested> nested() {
    std::optional<Nested> read = read_nested(reading_, node_, parameter_.kinds, places_);
    if (!read || parameter_.flaw == nullptr) return read;
    for (const NestedKind& kind : parameter_.kinds)
      if (kind.name == read->kind && kind.parameters.size() != read->values.size()) return read;
    const std::string_view flaw = parameter_.flaw(*read);
    if (flaw.empty()) return read;
    reading_.fail(node_, std::string(flaw), "a distribution that can be drawn");
    return std::nullopt;
  }

  template <class Read>
  std::optional<Names> list_of(const Node& node, const std::string& form, bool empty_allowed,
                               Read read) {
    if (!reading_.list(node, form)) return std::nullopt;
    Names names;
    std::set<std::string> seen;
    bool good = true;
    for (const Node& each : node.elements()) {
      std::optional<std::string> name = read(each);
      if (name && !seen.insert(*name).second)
        reading_.fail(each, in_quotes(*name) + " is listed twice", "each name once");
      good = good && name.has_value();
      if (name) names.push_back(std::move(*name));
    }
    if (names.empty() && good && !empty_allowed) {
      reading_.fail(node, "an empty list", form);
      return std::nullopt;
    }
    const auto count = static_cast<std::int64_t>(names.size());
    if (good && (count < parameter_.least || count > parameter_.most)) {
      reading_.fail(node, fmt::format("{} names", count),
                    count < parameter_.least && parameter_.least != parameter_.most
                        ? fmt::format("at least {}", parameter_.least)
                        : form);
      return std::nullopt;
    }
    return good ? std::optional(std::move(names)) : std::nullopt;
  }

  std::optional<Groups> groups() {
    if (!reading_.list(node_, form_)) return std::nullopt;
    Groups groups;
    std::set<std::string> taken;
    bool good = true;
    for (const Node& node : node_.elements()) {
      std::optional<Names> group = places_list(node, "a group such as [\"us-east\"]", false);
      good = good && group.has_value();
      if (!group) continue;
      std::set<std::string> hosts;
      for (const std::string& name : *group)
        for (std::string& host : places_.hosts_of(name)) hosts.insert(std::move(host));
      for (const std::string& host : hosts) {
        if (taken.insert(host).second) continue;
        reading_.fail(node, in_quotes(host) + " is in two groups", "disjoint groups");
        good = false;
        break;
      }
      groups.push_back(std::move(*group));
    }
    if (good && groups.size() < 2) {
      reading_.fail(node_, groups.empty() ? "an empty list" : "only one group", form_);
      return std::nullopt;
    }
    return good ? std::optional(std::move(groups)) : std::nullopt;
  }

  Reading& reading_;
  const Node& node_;
  const Parameter& parameter_;
  const Places& places_;
  std::string form_;
};

}  // namespace

std::string form_of(const Parameter& parameter) {
  switch (parameter.unit) {
    case ParameterUnit::kWord:
      return one_of({parameter.words.begin(), parameter.words.end()});
    case ParameterUnit::kRole:
      return "a role such as \"redis\"";
    case ParameterUnit::kBoolean:
      return "true or false";
    case ParameterUnit::kInteger:
      if (parameter.most >= kLargestNumber)
        return fmt::format("a whole number, {} or more", parameter.least);
      return fmt::format("a whole number within {} and {}", parameter.least, parameter.most);
    case ParameterUnit::kDuration:
      return std::string(kDurationForm);
    case ParameterUnit::kOffset:
      return std::string(kOffsetForm);
    case ParameterUnit::kSize:
      return std::string(kSizeForm);
    case ParameterUnit::kBandwidth:
      return std::string(kBandwidthForm);
    case ParameterUnit::kRate:
      return std::string(kRateForm);
    case ParameterUnit::kRatio:
      return std::string(kRatioForm);
    case ParameterUnit::kDecimal:
      return std::string(kDecimalForm);
    case ParameterUnit::kDatacenter:
      return "a data center's name";
    case ParameterUnit::kLink:
      return "two data centers such as [\"us-east\", \"eu-west\"]";
    case ParameterUnit::kHost:
      return "a host such as \"us-east/a/0\"";
    case ParameterUnit::kHosts:
      return "a list of places such as [\"us-east\"], [\"us-east/a\"] or [\"us-east/a/0\"]";
    case ParameterUnit::kGroups:
      return "two or more groups such as [[\"us-east\"], [\"eu-west\"]]";
    case ParameterUnit::kNested: {
      std::string words;
      for (const NestedKind& kind : parameter.kinds)
        words += (words.empty() ? "" : "|") + std::string(kind.name);
      return "an object {\"kind\": " + words + ", …}";
    }
  }
  return {};
}

std::optional<ParameterValue> read_value(Reading& reading, const Node& node,
                                         const Parameter& parameter, const Places& places) {
  return ValueReader(reading, node, parameter, places).read();
}

namespace {

// A word that says what is so without it.
bool is_default_word(const Parameter& parameter, const ParameterValues& values) {
  const auto given = values.find(parameter.name);
  if (parameter.unit != ParameterUnit::kWord || given == values.end()) return false;
  return in_quotes(std::get<std::string>(given->second.value)) == parameter.default_text;
}

// A parameter that means nothing beside the others as they are.
void check_condition(Reading& reading, const Node& object, const Parameter& parameter,
                     const ParameterValues& values) {
  const std::optional<Node> node = object.member(parameter.name);
  if (!node || applies(parameter, values) || is_default_word(parameter, values)) return;
  const auto& [other, word] = parameter.only_with;
  reading.fail_at_key(*node, fmt::format("\"{}\" means nothing here", parameter.name),
                      fmt::format("it only where \"{}\" is \"{}\"", other, word));
}

}  // namespace

ParameterValues read_parameters(Reading& reading, const Node& object,
                                std::span<const Parameter> table,
                                const std::vector<std::string>& others, const Places& places) {
  std::vector<std::string> keys = others;
  for (const Parameter& parameter : table) keys.emplace_back(parameter.name);
  ParameterValues values;
  if (!reading.object(object, "an object", keys)) return values;
  for (const Parameter& parameter : table) {
    const std::optional<Node> node = object.member(parameter.name);
    if (!node && parameter.default_text.empty()) {
      reading.fail_missing(object, parameter.name, form_of(parameter));
      continue;
    }
    std::optional<ParameterValue> value =
        node ? read_value(reading, *node, parameter, places) : default_of(parameter);
    if (value) values.emplace(parameter.name, std::move(*value));
  }
  for (const Parameter& parameter : table) check_condition(reading, object, parameter, values);
  return values;
}

std::optional<Nested> read_nested(Reading& reading, const Node& node,
                                  std::span<const NestedKind> kinds, const Places& places) {
  const std::string form = form_of({"", ParameterUnit::kNested, "", "", {}, kinds});
  if (!reading.object(node, form)) return std::nullopt;
  const std::optional<std::string> name = reading.kind(node, "kind", names_of(kinds));
  if (!name) return std::nullopt;
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const auto& each) { return each.name == *name; });
  return Nested{*name, read_parameters(reading, node, kind->parameters, {"kind"}, places)};
}

ParameterValue default_of(const Parameter& parameter) {
  std::vector<InputError> errors;
  std::optional<JsonSource> source = read_json(parameter.default_text, "default", errors);
  FL_ASSERT(source.has_value(), "the default of a parameter is JSON");
  Reading reading(std::move(*source), "default", errors);
  Places any;
  any.leave_open();
  std::optional<ParameterValue> value = read_value(reading, reading.root(), parameter, any);
  FL_ASSERT(errors.empty() && value.has_value(), "the default of a parameter fits its unit");
  return std::move(*value);
}

}  // namespace faultline::scenarios
