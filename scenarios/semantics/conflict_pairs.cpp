#include "scenarios/semantics/conflict_pairs.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "scenarios/loader/parameters.h"
#include "sim/engines.h"
#include "sim/search/explore_orders.h"
#include "sim/search/lone_replicas.h"
#include "sim/search/outcome_text.h"

namespace faultline::scenarios {
namespace {

using enum engine::Basis;

constexpr std::string_view kLatest = "of concurrent writes the latest stamp wins";
constexpr std::string_view kWholeText = "the whole value is written, the latest stamp wins";
constexpr std::string_view kOnlySeen = "a removal takes only what it had seen";
constexpr std::string_view kSums = "increments add up";
constexpr std::string_view kOnTop = "an increment stays, on top of a write";
constexpr std::string_view kUnites = "additions of different elements all stay";
constexpr std::string_view kAddWins = "an addition wins over a removal that had not seen it";
constexpr std::string_view kRenewed = "an addition that changes nothing renews the element";
constexpr std::string_view kPopped = "what is popped is removed as by name";
constexpr std::string_view kLongest = "the longest deadline stands, PERSIST above all";
constexpr std::string_view kWriteSets =
    "a write of the whole value sets the deadline as it saw it; none is longer than any";
constexpr std::string_view kLeavesAlone = "the value changes, the deadline is left alone";
constexpr std::string_view kGone = "a deadline does not keep a deleted key";
constexpr std::string_view kStored = "a store takes what it had seen and adds what it puts there";
constexpr std::string_view kFirstType = "of two types the first of the registry is shown";

constexpr ConflictPair kPairs[] = {
    {"string", "SET k v", "SET k x", "SET k y", kLatest, kDocumented},
    {"string", "SET k v", "SET k x", "APPEND k y", kWholeText, kDocumented},
    {"string", "SET k v", "APPEND k x", "APPEND k y", kWholeText, kDocumented},
    {"string", "SET k v", "SET k x", "SETRANGE k 0 y", kWholeText, kDocumented},
    {"string", "SET k v", "SET k x", "DEL k", kOnlySeen, kDocumented},
    {"string", "SET k v", "APPEND k x", "DEL k", kOnlySeen, kDocumented},
    {"string", "SET k v", "DEL k", "DEL k", kOnlySeen, kDocumented},
    {"counter", "SET k 10", "INCRBY k 3", "INCRBY k 5", kSums, kDocumented},
    {"counter", "SET k 10", "INCRBY k 3", "DECRBY k 5", kSums, kDocumented},
    {"counter", "SET k 10", "INCRBY k 3", "INCRBYFLOAT k 0.5", kSums, kChosen},
    {"counter", "SET k 10", "INCRBYFLOAT k 0.5", "INCRBYFLOAT k 0.2", kSums, kChosen},
    {"counter", "SET k 10", "INCRBY k 3", "SET k 50", kOnTop, kInferred},
    {"counter", "SET k 10", "INCRBY k 3", "SET k x", "increments under a text are hidden", kChosen},
    {"counter", "SET k 10", "INCRBY k 3", "APPEND k 0", kOnTop, kInferred},
    {"counter", "SET k 10", "INCRBY k 3", "DEL k", kOnTop, kInferred},
    {"set", "SADD s m", "SADD s n", "SADD s o", kUnites, kDocumented},
    {"set", "SADD s m", "SADD s n", "SREM s m", kOnlySeen, kDocumented},
    {"set", "SADD s m", "SADD s m", "SREM s m", kRenewed, kInferred},
    {"set", "", "SADD s m", "SREM s m", kAddWins, kDocumented},
    {"set", "SADD s m", "SREM s m", "SREM s m", kOnlySeen, kDocumented},
    {"set", "SADD s m", "SADD s n", "DEL s", kAddWins, kDocumented},
    {"set", "SADD s m", "SREM s m", "DEL s", kOnlySeen, kDocumented},
    {"set", "SADD s m", "SPOP s", "SPOP s", kPopped, kInferred},
    {"set", "SADD s m", "SPOP s", "SADD s m", kPopped, kInferred},
    {"set", "SADD s m", "SUNIONSTORE s s", "SADD s n", kStored, kChosen},
    {"set", "SADD s m", "SUNIONSTORE s s", "SREM s m", kStored, kChosen},
    {"set", "SADD s m; SADD t{s} n", "SUNIONSTORE s s", "SUNIONSTORE s t{s}", kStored, kChosen},
    {"set", "SADD s m", "SUNIONSTORE s s", "DEL s", kStored, kChosen},
    {"hash", "HSET h f 1", "HSET h f 2", "HSET h f 3", kLatest, kDocumented},
    {"hash", "HSET h f 1", "HSET h f 2", "HSET h g 3", kUnites, kDocumented},
    {"hash", "HSET h f 1", "HSET h f 2", "HINCRBY h f 5", kOnTop, kChosen},
    {"hash", "HSET h f 1", "HINCRBY h f 2", "HINCRBY h f 5", kSums, kDocumented},
    {"hash", "HSET h f 1", "HSET h f 2", "HDEL h f", kAddWins, kDocumented},
    {"hash", "HSET h f 1", "HINCRBY h f 5", "HDEL h f", kOnTop, kInferred},
    {"hash", "HSET h f 1", "HDEL h f", "HDEL h f", kOnlySeen, kDocumented},
    {"hash", "HSET h f 1", "HSET h f 2", "DEL h", kAddWins, kDocumented},
    {"hash", "HSET h f 1", "HINCRBY h f 5", "DEL h", kOnTop, kInferred},
    {"hash", "HSET h f 1", "HDEL h f", "DEL h", kOnlySeen, kDocumented},
    {"hash", "HSET g{h} f 1; HSET h f 2", "COPY g{h} h REPLACE", "HSET h f 3", kStored, kChosen},
    {"hash", "HSET g{h} f 1; HSET h f 2", "COPY g{h} h REPLACE", "HINCRBY h f 5", kStored, kChosen},
    {"hash", "HSET g{h} f 1; HSET h f 2", "COPY g{h} h REPLACE", "HDEL h f", kStored, kChosen},
    {"hash", "HSET g{h} f 1; HSET h f 2", "COPY g{h} h REPLACE", "COPY g{h} h REPLACE", kStored,
     kChosen},
    {"hash", "HSET g{h} f 1; HSET h f 2", "COPY g{h} h REPLACE", "DEL h", kStored, kChosen},
    {"zset", "ZADD z 1 m", "ZADD z 2 m", "ZADD z 3 m", kLatest, kDocumented},
    {"zset", "ZADD z 1 m", "ZADD z 2 n", "ZADD z 3 o", kUnites, kDocumented},
    {"zset", "ZADD z 1 m", "ZADD z 2 m", "ZINCRBY z 5 m", kOnTop, kChosen},
    {"zset", "ZADD z 1 m", "ZINCRBY z 2 m", "ZINCRBY z 5 m", kSums, kDocumented},
    {"zset", "ZADD z 1 m", "ZADD z 2 m", "ZREM z m", kAddWins, kDocumented},
    {"zset", "ZADD z 1 m", "ZINCRBY z 5 m", "ZREM z m", kOnTop, kDocumented},
    {"zset", "ZADD z 1 m", "ZREM z m", "ZREM z m", kOnlySeen, kDocumented},
    {"zset", "ZADD z 1 m", "ZADD z 2 m", "DEL z", kAddWins, kDocumented},
    {"zset", "ZADD z 1 m", "ZINCRBY z 5 m", "DEL z", kOnTop, kDocumented},
    {"zset", "ZADD z 1 m", "ZREM z m", "DEL z", kOnlySeen, kDocumented},
    {"zset", "ZADD z 1 m", "ZPOPMIN z", "ZPOPMIN z", kPopped, kInferred},
    {"zset", "ZADD z 1 m", "ZUNIONSTORE z 1 z", "ZADD z 2 m", kStored, kChosen},
    {"zset", "ZADD z 1 m", "ZUNIONSTORE z 1 z", "ZINCRBY z 5 m", kStored, kChosen},
    {"zset", "ZADD z 1 m", "ZUNIONSTORE z 1 z", "ZREM z m", kStored, kChosen},
    {"zset", "ZADD z 1 m; ZADD y{z} 2 m", "ZUNIONSTORE z 1 z", "ZUNIONSTORE z 1 y{z}", kStored,
     kChosen},
    {"zset", "ZADD z 1 m", "ZUNIONSTORE z 1 z", "DEL z", kStored, kChosen},
    {"any key", "SET k v EXAT 50", "EXPIREAT k 100", "EXPIREAT k 200", kLongest, kDocumented},
    {"any key", "SET k v EXAT 50", "EXPIREAT k 100", "PERSIST k", kLongest, kDocumented},
    {"any key", "SET k v", "EXPIREAT k 100", "DEL k", kGone, kChosen},
    {"any key", "SET k v EXAT 50", "PERSIST k", "DEL k", kGone, kChosen},
    {"any key", "SET k v", "SET k x", "EXPIREAT k 100", kWriteSets, kChosen},
    {"any key", "SET k v", "APPEND k x", "EXPIREAT k 100", kWriteSets, kChosen},
    {"any key", "SET k 10", "INCRBY k 3", "EXPIREAT k 100", kLeavesAlone, kInferred},
    {"any key", "SADD s m", "SADD s n", "EXPIREAT s 100", kLeavesAlone, kInferred},
    {"any key", "SADD s m n", "SREM s m", "EXPIREAT s 100", kLeavesAlone, kInferred},
    {"any key", "SADD s m", "SUNIONSTORE s s", "EXPIREAT s 100", kWriteSets, kChosen},
    {"any key", "HSET h f 1", "HSET h f 2", "EXPIREAT h 100", kLeavesAlone, kInferred},
    {"any key", "HSET h f 1", "HINCRBY h f 5", "EXPIREAT h 100", kLeavesAlone, kInferred},
    {"any key", "HSET h f 1 g 2", "HDEL h f", "EXPIREAT h 100", kLeavesAlone, kInferred},
    {"any key", "HSET g{h} f 1; HSET h f 2", "COPY g{h} h REPLACE", "EXPIREAT h 100", kWriteSets,
     kChosen},
    {"any key", "ZADD z 1 m", "ZADD z 2 m", "EXPIREAT z 100", kLeavesAlone, kInferred},
    {"any key", "ZADD z 1 m", "ZINCRBY z 5 m", "EXPIREAT z 100", kLeavesAlone, kInferred},
    {"any key", "ZADD z 1 m 2 n", "ZREM z m", "EXPIREAT z 100", kLeavesAlone, kInferred},
    {"any key", "ZADD z 1 m", "ZUNIONSTORE z 1 z", "EXPIREAT z 100", kWriteSets, kChosen},
    {"any key", "", "SET k x", "SADD k m", kFirstType, kChosen},
    {"any key", "", "SADD k m", "HSET k f 1", kFirstType, kChosen},
};

constexpr std::string_view kWithStamps = "dynomite with stamps";
constexpr PairColumn kColumns[] = {{"active_active", "active_active"},
                                   {"last_write_wins", "last_write_wins"},
                                   {"dynomite", "dynomite"},
                                   {"dynomite", kWithStamps}};

sim::EnginePlan engine_of(const PairColumn& column) {
  sim::EnginePlan plan{std::string(column.engine), {}};
  for (const engine::Parameter& each : sim::find_engine(column.engine)->parameters)
    plan.options.emplace(each.name, default_of(each));
  if (column.title == kWithStamps) {
    plan.options["conflict"] = {std::string("timestamp")};
    for (const char* level : {"read", "write"})
      plan.options[level] = {std::string("DC_SAFE_QUORUM")};
  }
  return plan;
}

sim::ScriptStep step_of(std::string_view command, std::string_view side, int second) {
  sim::ScriptStep step{std::chrono::seconds(second), std::string(side), std::string(side), {}, {}};
  std::istringstream words{std::string(command)};
  for (std::string word; words >> word;) step.command.push_back(word);
  return step;
}

sim::Script script_of(const ConflictPair& pair, bool one_later) {
  sim::Script script;
  for (const std::string_view before : commands_before(pair))
    script.push_back(step_of(before, "one", 1));
  script.push_back(step_of(pair.one, "one", one_later ? 3 : 2));
  script.push_back(step_of(pair.other, "other", one_later ? 2 : 3));
  return script;
}

// Both sides hold what was before; then each runs its command, and then hears of the other's.
std::string shown_in_end(const sim::Plan& plan, const sim::EnginePlan& engine) {
  using Kind = sim::OrderChoice::Kind;
  const sim::OrderPlan orders = sim::order_plan(plan, engine);
  sim::Order both;
  for (std::size_t i = 1; i < orders.clients.front().commands.size(); ++i) {
    both.push_back({Kind::kIssue, 0});
    both.push_back({Kind::kDeliver, 0, 1});
  }
  both.push_back({Kind::kIssue, 0});
  both.push_back({Kind::kIssue, 1});
  // What is left are deliveries, one at a side at most: there is one end.
  return sim::outcome_text(orders, sim::explore_orders_after(orders, both).outcomes.front());
}

std::string cell_of(const PairShown& shown) {
  if (shown.other_later.empty()) return "no such command";
  if (shown.one_later == shown.other_later) return fmt::format("`{}`", shown.other_later);
  return fmt::format("`{}`, else `{}`", shown.other_later, shown.one_later);
}

}  // namespace

std::span<const ConflictPair> conflict_pairs() {
  return kPairs;
}

std::vector<std::string_view> commands_before(const ConflictPair& pair) {
  constexpr std::string_view kBetween = "; ";
  std::vector<std::string_view> commands;
  for (std::string_view rest = pair.before; !rest.empty();) {
    const std::size_t end = std::min(rest.find(kBetween), rest.size());
    commands.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + kBetween.size(), rest.size()));
  }
  return commands;
}

std::span<const PairColumn> pair_columns() {
  return kColumns;
}

PairShown shown_of(const ConflictPair& pair, const PairColumn& column) {
  const sim::EnginePlan engine = engine_of(column);
  const sim::LoneReplicaKind& kind = *sim::find_lone_replica(column.engine);
  sim::Plan plan;
  plan.topology.datacenters = {{"one", {{"r", 1}}}, {"other", {{"r", 1}}}};
  for (const sim::ScriptStep& step : script_of(pair, false)) {
    const engine::Arguments command(step.command.begin(), step.command.end());
    if (kind.ends_connection(engine.options, command)) return {"", ""};
  }
  plan.load = script_of(pair, false);
  PairShown shown{shown_in_end(plan, engine), {}};
  plan.load = script_of(pair, true);
  shown.one_later = shown_in_end(plan, engine);
  return shown;
}

std::string pair_table(std::string_view engine) {
  const auto wanted = [&](const PairColumn& column) {
    return engine.empty() || column.engine == engine;
  };
  std::string text = "| type | both hold | one side | the other |";
  std::string line = "\n|---|---|---|---|";
  for (const PairColumn& column : kColumns) {
    if (!wanted(column)) continue;
    text += fmt::format(" {} |", column.title);
    line += "---|";
  }
  text += " rule of active_active |" + line + "---|\n";
  for (const ConflictPair& pair : kPairs) {
    const std::string before = pair.before.empty() ? "" : fmt::format("`{}`", pair.before);
    text += fmt::format("| {} | {} | `{}` | `{}` |", pair.type, before, pair.one, pair.other);
    for (const PairColumn& column : kColumns)
      if (wanted(column)) text += fmt::format(" {} |", cell_of(shown_of(pair, column)));
    text += fmt::format(" {} ({}) |\n", pair.rule, word(pair.basis));
  }
  return text;
}

}  // namespace faultline::scenarios
