#include "scenarios/conformance/dynomite_case.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace faultline::scenarios::conformance {
namespace {

constexpr std::int64_t kMostNodes = 100;  // a rack

const std::map<std::string, FaultAction> kActions = {{"link_hold", FaultAction::kLinkHold},
                                                     {"link_down", FaultAction::kLinkDown},
                                                     {"link_heal", FaultAction::kLinkHeal},
                                                     {"kill", FaultAction::kKill},
                                                     {"start", FaultAction::kStart},
                                                     {"kill_redis", FaultAction::kKillRedis},
                                                     {"start_redis", FaultAction::kStartRedis},
                                                     {"pause", FaultAction::kPause},
                                                     {"resume", FaultAction::kResume},
                                                     {"await", FaultAction::kAwait},
                                                     {"described", FaultAction::kDescribed}};

class DynomiteCaseReader {
 public:
  explicit DynomiteCaseReader(Reading& reading) : reading_(reading) {}

  DynomiteCase read() {
    const Node root = reading_.root();
    result_.id = text_of(reading_, root, "id");
    result_.group = text_of(reading_, root, "group");
    result_.runnable = flag_of(reading_, root, "runnable", true);
    read_topology(root);
    read_consistency(root);
    // What cannot be replayed is told in words, places and shapes of its own.
    if (!result_.runnable) return std::move(result_);
    for (const Node& step : list_of(reading_, root, "steps")) read_step(step);
    for (const Node& each : list_of(reading_, root, "observed")) read_observed(each);
    result_.converged = flag_of(reading_, root, "converged", false);
    result_.repeats = count(root, "repeats").value_or(1);
    result_.diverged_repeats = count(root, "diverged_repeats");
    if (result_.diverged_repeats > result_.repeats)
      reading_.fail(*root.member("diverged_repeats"), "more diverged than repeated");
    result_.missing_executions = count(root, "missing_executions");
    result_.extra_executions = count(root, "extra_executions");
    read_outcomes(root);
    return std::move(result_);
  }

 private:
  std::optional<std::uint64_t> count(const Node& object, std::string_view key) {
    const auto value = integer_of(reading_, object, key);
    if (value && *value < 0) reading_.fail(*object.member(key), "a count is not negative");
    return value ? std::optional(static_cast<std::uint64_t>(std::max<std::int64_t>(*value, 0)))
                 : std::nullopt;
  }

  void read_topology(const Node& root) {
    const auto topology = root.member("topology");
    const auto dcs = topology ? topology->member("dcs") : std::nullopt;
    if (!dcs) return reading_.fail_missing(root, "topology", "{\"dcs\": …, \"tokens\": …}");
    if (!reading_.object(*dcs, "data centers")) return;
    for (const auto& [name, racks] : dcs->members()) {
      if (!reading_.object(racks, "racks with their number of nodes")) continue;
      for (const auto& [rack, nodes] : racks.members()) {
        const auto number = reading_.integer(nodes, "the number of nodes");
        if (!number) continue;
        if (*number < 1 || *number > kMostNodes)
          reading_.fail(nodes, "this number of nodes does not fit", "1 to 100");
        else
          result_.datacenters[name][rack] = static_cast<std::uint32_t>(*number);
      }
    }
    if (result_.datacenters.empty()) reading_.fail(*dcs, "there is no data center");
    if (const auto tokens = topology->member("tokens")) read_tokens(*tokens);
  }

  void read_tokens(const Node& node) {
    if (!reading_.object(node, "tokens by data center and rack")) return;
    for (const auto& [datacenter, racks] : node.members()) {
      if (!reading_.object(racks, "tokens by rack")) continue;
      for (const auto& [rack, list] : racks.members()) {
        if (!reading_.list(list, "the tokens of each node")) continue;
        auto& tokens = result_.tokens[{datacenter, rack}];
        for (const Node& each : list.elements()) tokens.push_back(tokens_of(each));
        const auto found = result_.datacenters.find(datacenter);
        const bool fits = found != result_.datacenters.end() && found->second.contains(rack) &&
                          found->second.at(rack) == tokens.size();
        if (!fits) reading_.fail(list, "these tokens do not fit the nodes", "one token a node");
      }
    }
  }

  // "101134286", or several of one node: "101134286,3000000000".
  std::vector<std::uint32_t> tokens_of(const Node& node) {
    const std::string text = node.is_text() ? node.value->get<std::string>() : node.value->dump();
    std::vector<std::uint32_t> tokens;
    for (const std::string& each : split_at(text, ",")) {
      std::uint32_t& token = tokens.emplace_back();
      const auto read = std::from_chars(each.data(), each.data() + each.size(), token);
      if (read.ec == std::errc() && read.ptr == each.data() + each.size()) continue;
      reading_.fail_type(node, "a token, 0 to 2^32 - 1");
      break;
    }
    return tokens;
  }

  void read_consistency(const Node& root) {
    const auto node = root.member("consistency");
    if (!node || !reading_.object(*node, "read, write and read_repairs")) return;
    result_.read = optional_text_of(reading_, *node, "read").value_or("DC_ONE");
    result_.write = optional_text_of(reading_, *node, "write").value_or("DC_ONE");
    result_.read_repairs = flag_of(reading_, *node, "read_repairs", false);
  }

  [[nodiscard]] bool is_node(std::string_view name) const {
    for (const auto& [datacenter, racks] : result_.datacenters)
      for (const auto& [rack, nodes] : racks)
        for (std::uint32_t i = 0; i < nodes; ++i)
          if (name == datacenter + "/" + rack + "/" + std::to_string(i)) return true;
    return false;
  }

  std::string node_name(const Node& node) {
    const std::string name = reading_.text(node, "a node such as \"dc1/r1/0\"").value_or("");
    if (node.is_text() && !is_node(name))
      reading_.fail(node, "there is no node " + in_quotes(name), "a node such as \"dc1/r1/0\"");
    return name;
  }

  NodeCommand node_command(const Node& node) {
    NodeCommand step;
    if (const auto member = node.member("node"))
      step.node = node_name(*member);
    else
      reading_.fail_missing(node, "node", "a node such as \"dc1/r1/0\"");
    const std::string via = optional_text_of(reading_, node, "via").value_or("dynomite");
    if (via != "dynomite" && via != "storage")
      reading_.fail_word(*node.member("via"), "way", via, {"dynomite", "storage"});
    step.via = via == "storage" ? Via::kStorage : Via::kDynomite;
    step.setup = optional_text_of(reading_, node, "phase").value_or("") == "setup";
    step.command = command_of(reading_, node);
    if (const auto reply = node.member("reply")) step.expected.reply = *reply->value;
    if (const auto latency = milliseconds_of(reading_, node, "latency_s"))
      step.latency = std::chrono::milliseconds(*latency);
    return step;
  }

  // "(pipeline) A, B" or "A, then (pipeline) B, C" in the place of a command: words between spaces,
  // and the reply is a list, one for each command of the pipeline. False: it is none.
  bool read_pipeline(const Node& node, const NodeCommand& whole) {
    if (whole.command.size() != 1) return false;
    constexpr std::string_view kMark = "(pipeline) ";
    const std::string text(whole.command[0].view());
    const std::size_t mark = text.find(kMark);
    if (mark == std::string::npos) return false;
    constexpr std::string_view kThen = ", then ";
    const std::string before = text.substr(0, mark);
    if (before.ends_with(kThen))
      add_command(whole, before.substr(0, before.size() - kThen.size()), std::nullopt);
    else if (!before.empty())
      reading_.fail(node, "this is no pipeline", "\"(pipeline) SET a 1, SET b 2\"");
    const std::vector<std::string> commands = split_at(text.substr(mark + kMark.size()), ", ");
    const auto& reply = whole.expected.reply;
    if (reply && (!reply->is_array() || reply->size() != commands.size()))
      reading_.fail(node, "these replies do not fit the pipeline", "a list, one a command");
    for (std::size_t i = 0; i < commands.size(); ++i) {
      const bool told = reply && reply->is_array() && i < reply->size();
      add_command(whole, commands[i], told ? std::optional<Json>((*reply)[i]) : std::nullopt)
          .with_next = i + 1 < commands.size();
    }
    return true;
  }

  NodeCommand& add_command(const NodeCommand& like, const std::string& text,
                           std::optional<Json> reply) {
    NodeCommand step = like;
    step.command.clear();
    for (const std::string& word : split_at(text, " ")) step.command.emplace_back(word);
    step.expected.reply = std::move(reply);
    result_.steps.emplace_back(std::move(step));
    return std::get<NodeCommand>(result_.steps.back());
  }

  static std::vector<std::string> split_at(std::string_view text, std::string_view separator) {
    std::vector<std::string> parts;
    for (std::size_t end = 0; end != std::string_view::npos;) {
      end = text.find(separator);
      parts.emplace_back(text.substr(0, end));
      if (end != std::string_view::npos) text.remove_prefix(end + separator.size());
    }
    return parts;
  }

  void read_observed(const Node& node) {
    if (reading_.object(node, "an observation")) result_.observed.push_back(node_command(node));
  }

  void read_step(const Node& node) {
    if (!reading_.object(node, "a step")) return;
    const auto fault = node.member("fault");
    if (!fault) {
      NodeCommand step = node_command(node);
      if (!read_pipeline(node, step)) result_.steps.emplace_back(std::move(step));
      return;
    }
    if (!reading_.object(*fault, "a fault")) return;
    FaultStep step;
    const std::string kind = text_of(reading_, *fault, "kind");
    if (const auto found = kActions.find(kind); found != kActions.end()) {
      step.action = found->second;
    } else if (fault->member("kind")) {
      std::vector<std::string> kinds;
      for (const auto& [name, action] : kActions) kinds.push_back(name);
      reading_.fail_word(*fault->member("kind"), "fault", kind, kinds);
    }
    read_places(*fault, step);
    if (const auto lasts = fault->member("for"))
      step.lasts = reading_.measure(*lasts, "a duration such as \"45s\"", parse_duration);
    result_.steps.emplace_back(std::move(step));
  }

  void read_places(const Node& fault, FaultStep& step) {
    const bool link = step.action == FaultAction::kLinkHold ||
                      step.action == FaultAction::kLinkDown ||
                      step.action == FaultAction::kLinkHeal;
    if (link) {
      step.between = texts_of(reading_, fault, "between");
      for (const std::string& name : step.between)
        if (!result_.datacenters.contains(name))
          reading_.fail(*fault.member("between"), "there is no data center " + in_quotes(name));
      if (fault.member("between") && step.between.size() != 2)
        reading_.fail(*fault.member("between"), "a link has two ends", "two data centers");
      return;
    }
    if (fault.member("nodes"))
      for (const Node& each : list_of(reading_, fault, "nodes"))
        step.nodes.push_back(node_name(each));
    if (const auto node = fault.member("node")) step.nodes.push_back(node_name(*node));
    const bool named = step.action == FaultAction::kAwait || step.action == FaultAction::kDescribed;
    if (step.nodes.empty() && !named) reading_.fail_missing(fault, "node", "a node");
  }

  // Each key of `outcomes` is a JSON text of its own.
  void read_outcomes(const Node& root) {
    const auto node = root.member("outcomes");
    if (!node || !reading_.object(*node, "outcomes with their number")) return;
    for (const auto& [text, number] : node->members()) {
      std::vector<InputError> ignored;
      const auto source = read_json(text, "outcomes", ignored, Numbers::kAny);
      const Json document = source ? source->document : Json();
      Outcome outcome;
      bool good = document.is_array();
      for (std::size_t i = 0; good && i < document.size(); ++i) {
        good = document[i].is_array();
        if (good) outcome.emplace_back(document[i].begin(), document[i].end());
      }
      if (good)
        result_.outcomes.push_back(std::move(outcome));
      else
        reading_.fail_at_key(number, "this is no outcome", "lists of values, as JSON");
    }
  }

  Reading& reading_;
  DynomiteCase result_;
};

}  // namespace

DynomiteCase read_dynomite_case(Reading& reading) {
  return DynomiteCaseReader(reading).read();
}

}  // namespace faultline::scenarios::conformance
