#include "scenarios/conformance/active_active_case.h"

#include <algorithm>
#include <set>

namespace faultline::scenarios::conformance {
namespace {

// A wall clock counts nanoseconds in 64 bits; a case may move it by some years.
constexpr std::int64_t kLatestMs = std::int64_t{1} << 42;

class ActiveActiveCaseReader {
 public:
  explicit ActiveActiveCaseReader(Reading& reading) : reading_(reading) {}

  ActiveActiveCase read() {
    const Node root = reading_.root();
    result_.id = text_of(reading_, root, "id");
    result_.type = text_of(reading_, root, "type");
    result_.confidence = optional_text_of(reading_, root, "confidence").value_or("certain");
    result_.legacy = flag_of(reading_, root, "legacy", false);
    result_.optional = flag_of(reading_, root, "optional", false);
    read_regions(root);
    if (const auto config = root.member("config"))
      if (reading_.object(*config, "settings"))
        for (const auto& [name, value] : config->members()) result_.config[name] = *value.value;
    for (const Node& step : list_of(reading_, root, "steps")) read_step(step);
    for (const Node& expect : list_of(reading_, root, "expect")) read_final_read(expect);
    return std::move(result_);
  }

 private:
  void read_regions(const Node& root) {
    result_.regions = texts_of(reading_, root, "regions");
    const auto ids = root.member("instance_ids");
    if (ids && !reading_.object(*ids, "a number for each region")) return;
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < result_.regions.size(); ++i) {
      std::optional<std::int64_t> id = static_cast<std::int64_t>(i) + 1;
      if (ids) id = integer_of(reading_, *ids, result_.regions[i]);
      if (!id) reading_.fail_missing(*ids, result_.regions[i], "a number for each region");
      if (id && (*id < 0 || !seen.insert(*id).second))
        reading_.fail(*ids, "two regions have one id, or an id is negative", "different numbers");
      result_.instance_ids.push_back(id.value_or(0));
    }
    const std::set<std::string> names(result_.regions.begin(), result_.regions.end());
    const auto list = root.member("regions");
    if (list && (names.size() != result_.regions.size() || names.empty()))
      reading_.fail(*list, "no regions, or one twice", "each region once");
  }

  std::optional<RegionIndex> region(const Node& node, std::string_view name) {
    const auto found = std::find(result_.regions.begin(), result_.regions.end(), name);
    if (found != result_.regions.end())
      return static_cast<RegionIndex>(found - result_.regions.begin());
    reading_.fail_word(node, "region", name, result_.regions);
    return std::nullopt;
  }

  std::int64_t wall(const Node& node, std::string_view key) {
    const std::int64_t at_ms = integer_of(reading_, node, key).value_or(0);
    if (at_ms >= -kLatestMs && at_ms <= kLatestMs) return at_ms;
    reading_.fail(*node.member(key), "this time is out of range", "at most 2^42 ms from 1970");
    return 0;
  }

  ExpectedReply expected(const Node& node) {
    ExpectedReply expected;
    if (const auto reply = node.member("reply")) expected.reply = *reply->value;
    if (node.member("alternatives"))
      for (const Node& each : list_of(reading_, node, "alternatives"))
        expected.alternatives.push_back(*each.value);
    expected.view = optional_text_of(reading_, node, "view").value_or("");
    const std::vector<std::string> views = {"number", "json", "names", "ids"};
    if (!expected.view.empty() &&
        std::find(views.begin(), views.end(), expected.view) == views.end())
      reading_.fail_word(*node.member("view"), "view", expected.view, views);
    expected.unordered = flag_of(reading_, node, "unordered", false);
    expected.pairs = flag_of(reading_, node, "pairs", false);
    expected.same_everywhere = flag_of(reading_, node, "same_everywhere", false);
    return expected;
  }

  void read_step(const Node& node) {
    if (!reading_.object(node, "a step")) return;
    if (const auto sync = node.member("sync")) return read_sync(*sync);
    RegionCommand step;
    const std::string name = text_of(reading_, node, "region");
    if (const auto member = node.member("region"); member && member->is_text())
      step.region = region(*member, name).value_or(0);
    if (node.member("at_ms")) step.at_ms = wall(node, "at_ms");
    step.command = command_of(reading_, node);
    step.expected = expected(node);
    result_.steps.emplace_back(std::move(step));
  }

  void read_sync(const Node& node) {
    SyncStep sync;
    if (node.is_text() && node.value->get_ref<const std::string&>() == "all")
      sync.all = true;
    else if (node.is_text())
      read_pair(node, sync);
    else if (reading_.list(node, R"("all", or pairs such as ["A->B"])"))
      for (const Node& each : node.elements()) read_pair(each, sync);
    result_.steps.emplace_back(std::move(sync));
  }

  void read_pair(const Node& node, SyncStep& sync) {
    const auto text = reading_.text(node, "\"A->B\"");
    if (!text) return;
    const std::size_t arrow = text->find("->");
    if (arrow == std::string::npos) {
      reading_.fail(node, in_quotes(*text) + " is no pair of regions", R"("all" or "A->B")");
      return;
    }
    const auto from = region(node, text->substr(0, arrow));
    const auto to = region(node, text->substr(arrow + 2));
    if (from && from == to) reading_.fail(node, "a region needs no sync with itself");
    if (from && to) sync.pairs.emplace_back(*from, *to);
  }

  void read_final_read(const Node& node) {
    if (!reading_.object(node, "an expectation")) return;
    FinalRead read;
    for (const Node& each : list_of(reading_, node, "regions"))
      if (const auto name = reading_.text(each, "a region"))
        if (const auto found = region(each, *name)) read.regions.push_back(*found);
    if (node.member("at_ms")) read.at_ms = wall(node, "at_ms");
    read.command = command_of(reading_, node);
    read.expected = expected(node);
    result_.expect.push_back(std::move(read));
  }

  Reading& reading_;
  ActiveActiveCase result_;
};

}  // namespace

ActiveActiveCase read_active_active_case(Reading& reading) {
  return ActiveActiveCaseReader(reading).read();
}

}  // namespace faultline::scenarios::conformance
