#include "scenarios/semantics/conflict_pairs.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "engine/active_active/slots.h"
#include "engine/commands/command.h"
#include "engine/datatypes/plain_keyspace.h"
#include "scenarios/program_fixture.h"

namespace faultline::scenarios {
namespace {

const ConflictPair& pair_of(std::string_view one, std::string_view other) {
  const auto pairs = conflict_pairs();
  const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const ConflictPair& pair) {
    return pair.one == one && pair.other == other;
  });
  REQUIRE(found != pairs.end());
  return *found;
}

PairShown shown_of(std::string_view one, std::string_view other, std::string_view title) {
  const auto columns = pair_columns();
  const auto column = std::find_if(columns.begin(), columns.end(),
                                   [&](const PairColumn& each) { return each.title == title; });
  REQUIRE(column != columns.end());
  return shown_of(pair_of(one, other), *column);
}

engine::Arguments words_of(std::string_view command) {
  engine::Arguments words;
  std::istringstream text{std::string(command)};
  for (std::string word; text >> word;) words.emplace_back(word);
  return words;
}

// What the command does to keys that hold this, by the kind of change.
using KeyChange = std::pair<engine::Bytes, std::size_t>;
std::vector<KeyChange> run_on(engine::PlainKeyspace& keyspace, std::string_view command) {
  const engine::Arguments arguments = words_of(command);
  const engine::PlainView view(keyspace, {});
  engine::Effects effects;
  engine::Prng random(1);
  (void)engine::find_command(arguments.front().view())->run({arguments, view, {}, effects, random});
  std::vector<KeyChange> changes;
  for (const engine::Effect& each : effects.list()) {
    changes.emplace_back(each.key, each.change.index());
    keyspace.apply(each.key, each.change);
  }
  return changes;
}

using KindPair = std::pair<std::size_t, std::size_t>;
std::set<KindPair> pairs_of_kinds() {
  std::set<KindPair> covered;
  for (const ConflictPair& pair : conflict_pairs()) {
    engine::PlainKeyspace one;
    for (const std::string_view before : commands_before(pair)) run_on(one, before);
    engine::PlainKeyspace other = one;
    const std::vector<KeyChange> others = run_on(other, pair.other);
    for (const auto& [key, kind] : run_on(one, pair.one))
      for (const auto& [other_key, other_kind] : others)
        if (key == other_key) covered.insert(std::minmax(kind, other_kind));
  }
  return covered;
}

// Of a type's own changes and of those of any key.
template <class... Changes>
std::vector<std::size_t> kinds_of(engine::TypeList<Changes...>) {
  return {engine::Change(engine::Delete()).index(), engine::Change(engine::Expire()).index(),
          engine::Change(Changes()).index()...};
}

template <class... Types>
std::vector<std::vector<std::size_t>> kinds_by_type(engine::TypeList<Types...>) {
  return {kinds_of(typename Types::Changes())...};
}

}  // namespace

TEST_CASE("the keys of a row are in one slot, so that no engine refuses its commands") {
  for (const ConflictPair& pair : conflict_pairs()) {
    std::vector<std::string_view> commands = commands_before(pair);
    commands.insert(commands.end(), {pair.one, pair.other});
    std::set<engine::active_active::Slot> slots;
    for (const std::string_view command : commands) {
      const engine::Arguments arguments = words_of(command);
      for (const engine::Bytes& key :
           engine::keys_of(*engine::find_command(arguments.front().view()), arguments))
        slots.insert(engine::active_active::slot_of(key));
    }
    INFO(pair.one << " and " << pair.other);
    CHECK(slots.size() == 1);
  }
}

TEST_CASE("the table has every two kinds of change of every data type") {
  const std::set<KindPair> covered = pairs_of_kinds();
  for (const std::vector<std::size_t>& kinds : kinds_by_type(engine::DataTypes()))
    for (const std::size_t one : kinds)
      for (const std::size_t other : kinds) {
        INFO("changes " << one << " and " << other << " of engine::Change");
        CHECK(covered.contains(std::minmax(one, other)));
      }
}

TEST_CASE("each data type has pairs of commands that are in each other's way, none twice") {
  std::set<std::string_view> types;
  std::set<std::string> pairs;
  for (const ConflictPair& pair : conflict_pairs()) {
    types.insert(pair.type);
    CHECK(pairs
              .insert(std::string(pair.before) + "|" + std::string(pair.one) + "|" +
                      std::string(pair.other))
              .second);
    CHECK_FALSE(pair.rule.empty());
  }
  for (const std::string_view name : engine::FromTypes<engine::DataTypes>::kNames)
    CHECK(types.contains(name));
}

TEST_CASE("pairs become what the rules of each engine say") {
  const PairShown sets = shown_of("SET k x", "SET k y", "active_active");
  CHECK(sets.other_later == "k = y");
  CHECK(sets.one_later == "k = x");
  CHECK(shown_of("INCRBY k 3", "INCRBY k 5", "active_active").one_later == "k = 18");
  CHECK(shown_of("INCRBY k 3", "INCRBY k 5", "last_write_wins").one_later == "k = 13");
  CHECK(shown_of("SADD s n", "DEL s", "active_active").other_later == "s = {n}");
  CHECK(shown_of("SADD s n", "DEL s", "dynomite").other_later ==
        "diverged: one: nothing; other: s = {n}");
  CHECK(shown_of("SADD s n", "DEL s", "dynomite with stamps").other_later == "nothing");
  CHECK(shown_of("ZPOPMIN z", "ZPOPMIN z", "dynomite").other_later.empty());
}

TEST_CASE("the table of one engine has its columns alone") {
  const std::string table = pair_table("dynomite");
  CHECK(table.find("dynomite with stamps") != std::string::npos);
  CHECK(table.find("last_write_wins") == std::string::npos);
  CHECK(static_cast<std::size_t>(std::count(table.begin(), table.end(), '\n')) ==
        conflict_pairs().size() + 2);
}

}  // namespace faultline::scenarios
