#include "scenarios/loader/expect_section.h"

#include <algorithm>
#include <set>

#include "engine/base/assert.h"
#include "scenarios/loader/nearest.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/loader/result_paths.h"
#include "sim/engines.h"

namespace faultline::scenarios {
namespace {

using sim::Expectation;

constexpr std::string_view kVerdicts[] = {"held", "failed", "unknown", "not_applicable"};
constexpr std::string_view kMarks = "marks";

class ExpectReader {
 public:
  ExpectReader(Reading& reading, ResultNames names, std::string engine)
      : reading_(reading), names_(std::move(names)), engine_(std::move(engine)) {}

  std::vector<Expectation> read(const Node& node) {
    if (!reading_.object(node, "an object such as {\"converged\": true, \"lost\": \"== 0\"}"))
      return {};
    if (node.value->empty())
      reading_.fail(node, "nothing is expected of " + in_quotes(engine_),
                    "at least one expectation; left out, the engine is held to its promises");
    collect(node, "");
    // In the order of the file, which nlohmann does not keep.
    std::stable_sort(leaves_.begin(), leaves_.end(), [&](const Leaf& a, const Leaf& b) {
      return reading_.position(a.node) < reading_.position(b.node);
    });
    std::vector<Expectation> expectations;
    for (const Leaf& leaf : leaves_)
      if (std::optional<Expectation> expectation = read_leaf(leaf))
        expectations.push_back(std::move(*expectation));
    return expectations;
  }

 private:
  struct Leaf {
    std::string path;
    Node node;
  };

  void collect(const Node& node, const std::string& prefix) {
    for (auto& [key, member] : node.members()) {
      std::string path = prefix.empty() ? key : prefix + "." + key;
      if (member.is_object() && !member.value->empty())
        collect(member, path);
      else
        leaves_.push_back({std::move(path), member});
    }
  }

  std::optional<Expectation> read_leaf(const Leaf& leaf) {
    FoundPath found = find_path(leaf.path, names_);
    if (found.path == nullptr) {
      reading_.fail_at_key(leaf.node, found.problem, found.expected, found.suggestion);
      return std::nullopt;
    }
    if (!seen_.insert(leaf.path).second) {
      reading_.fail_at_key(leaf.node, in_quotes(leaf.path) + " is given twice", "each path once");
      return std::nullopt;
    }
    const Measure measure = found.path->measure;
    if (measure == Measure::kVerdict) return read_verdict(leaf);
    if (measure == Measure::kBoolean) return read_boolean(leaf);
    const std::string form = bound_form(measure);
    const std::optional<std::string> text = reading_.text(leaf.node, form);
    if (!text) return std::nullopt;
    ParsedBound parsed = parse_bound(*text, measure);
    if (!parsed.bound) {
      reading_.fail(leaf.node, parsed.problem, form);
      return std::nullopt;
    }
    return Expectation{engine_, leaf.path, parsed.text, *parsed.bound};
  }

  std::optional<Expectation> read_verdict(const Leaf& leaf) {
    const std::vector<std::string> words(std::begin(kVerdicts), std::end(kVerdicts));
    const std::optional<std::string> word = reading_.text(leaf.node, one_of(words));
    if (!word) return std::nullopt;
    if (std::find(words.begin(), words.end(), *word) == words.end()) {
      reading_.fail_word(leaf.node, "verdict", *word, words);
      return std::nullopt;
    }
    return Expectation{engine_, leaf.path, *word, *word};
  }

  std::optional<Expectation> read_boolean(const Leaf& leaf) {
    if (!leaf.node.value->is_boolean()) {
      reading_.fail_type(leaf.node, bound_form(Measure::kBoolean));
      return std::nullopt;
    }
    const bool wanted = leaf.node.value->get<bool>();
    return Expectation{engine_, leaf.path, wanted ? "true" : "false",
                       sim::Bound{sim::Bound::Relation::kEqual, wanted ? 1 : 0}};
  }

  Reading& reading_;
  ResultNames names_;
  std::string engine_;
  std::vector<Leaf> leaves_;
  std::set<std::string> seen_;
};

void read_marks(Reading& reading, const Node& node, const std::vector<std::string>& marks,
                sim::Plan& plan) {
  if (!reading.list(node, "a list of marks")) return;
  for (const Node& each : node.elements()) {
    const std::optional<std::string> mark = reading.text(each, "a mark's name");
    if (!mark) continue;
    const bool twice = std::find(plan.expected_marks.begin(), plan.expected_marks.end(), *mark) !=
                       plan.expected_marks.end();
    if (twice)
      reading.fail(each, in_quotes(*mark) + " is listed twice", "each mark once");
    else if (std::find(marks.begin(), marks.end(), *mark) == marks.end())
      reading.fail_word(each, "mark", *mark, marks);
    plan.expected_marks.push_back(*mark);
  }
}

std::vector<Expectation> promises_of(const engine::EngineKind& kind) {
  std::vector<Expectation> promises;
  for (const std::string_view check : kind.promises)
    promises.push_back(
        {std::string(kind.name), std::string(kVerdictPrefix) + std::string(check), "held", "held"});
  return promises;
}

std::vector<std::string> joined(std::vector<std::string> words,
                                const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

void check_engines(Reading& reading, const Node& expect, bool engines_known,
                   const sim::Plan& plan) {
  const std::vector<std::string> present = names_of(plan.engines);
  std::vector<std::string> words = names_of(sim::engine_kinds());
  words.emplace_back(kMarks);
  for (const auto& [name, member] : expect.members()) {
    if (name == kMarks || std::find(present.begin(), present.end(), name) != present.end())
      continue;
    const bool exists = sim::find_engine(name) != nullptr;
    if (exists && (!engines_known || present.empty())) continue;  // reported already
    if (exists)
      reading.fail_at_key(member, "the scenario has no engine " + in_quotes(name),
                          "an engine of \"engines\"");
    else
      reading.fail_at_key(member, "unknown key " + in_quotes(name), one_of(words),
                          nearest(name, words));
  }
}

}  // namespace

void read_expect(Reading& reading, const std::optional<Node>& expect, const ExpectWorld& world,
                 sim::Plan& plan) {
  const bool readable =
      expect && reading.object(*expect, "expectations such as {\"dynomite\": {\"lost\": \"> 0\"}}");
  if (readable) check_engines(reading, *expect, world.engines_known, plan);
  for (const sim::EnginePlan& engine : plan.engines) {
    const std::optional<Node> node = readable ? expect->member(engine.name) : std::nullopt;
    const engine::EngineKind* kind = sim::find_engine(engine.name);
    FL_ASSERT(kind != nullptr, "a plan names engines of the table only");
    const ResultNames names{
        world.places, joined({kind->marks.begin(), kind->marks.end()}, world.marks_of_faults)};
    const std::vector<Expectation> expectations =
        node ? ExpectReader(reading, names, engine.name).read(*node) : promises_of(*kind);
    plan.expectations.insert(plan.expectations.end(), expectations.begin(), expectations.end());
  }
  if (!readable) return;
  if (const std::optional<Node> list = expect->member(kMarks))
    read_marks(reading, *list, joined(world.marks_of_engines, world.marks_of_faults), plan);
}

nlohmann::ordered_json write_expect(const sim::Plan& plan) {
  using nlohmann::ordered_json;
  ordered_json expect = ordered_json::object();
  for (const Expectation& expectation : plan.expectations) {
    ordered_json& bound = expect[expectation.engine][expectation.path];
    if (known_path(expectation.path).measure == Measure::kBoolean)
      bound = expectation.text == "true";
    else
      bound = expectation.text;
  }
  if (!plan.expected_marks.empty()) expect[std::string(kMarks)] = plan.expected_marks;
  return expect;
}

}  // namespace faultline::scenarios
