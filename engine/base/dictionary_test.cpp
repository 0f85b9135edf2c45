#include "engine/base/dictionary.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "engine/base/lazy.h"

namespace faultline::engine {
namespace {

using Table = Dictionary<int>;
using Model = std::map<Bytes, int>;

// Every entry, and nothing else, whichever way one looks.
void expect_same(const Table& table, const Model& model) {
  RC_ASSERT(table.size() == model.size());
  std::vector<std::pair<Bytes, int>> entries;
  for (const auto* entry : table.sorted()) entries.emplace_back(entry->first, entry->second);
  RC_ASSERT(std::equal(entries.begin(), entries.end(), model.begin(), model.end(),
                       [](const auto& a, const auto& b) { return a.first == b.first; }));
  for (const auto& [key, value] : model) RC_ASSERT(*table.find(key) == value);
  int sum = 0;
  table.visit([&](const Bytes&, int value) { sum += value; });
  for (const auto& [key, value] : model) sum -= value;
  RC_ASSERT(sum == 0);
}

}  // namespace

TEST_CASE("a dictionary holds what a sorted map holds, whatever is put in and taken out") {
  CHECK(rc::check([](const std::vector<std::pair<std::uint8_t, std::uint8_t>>& steps) {
    Table table;
    Model model;
    for (const auto& [what, name] : steps) {
      const Bytes key(std::to_string(name % 40));
      if (what % 3 == 0) {
        RC_ASSERT(table.erase(key) == (model.erase(key) > 0));
      } else if (what % 16 == 1) {
        table.erase_if([&](const Bytes&, int value) { return value % 2 == 1; });
        std::erase_if(model, [](const auto& entry) { return entry.second % 2 == 1; });
      } else {
        const bool added = table.try_emplace(key, what).second;
        RC_ASSERT(added == model.try_emplace(key, what).second);
      }
      RC_ASSERT(table.contains(key) == model.contains(key));
    }
    expect_same(table, model);
    RC_ASSERT(encode(table).bytes == encode(model).bytes);
    const auto read = decode<Table>(encode(model).bytes);
    RC_ASSERT(read && *read == table);
  }));
}

TEST_CASE("dictionaries are equal by what they hold, in whatever order it came") {
  Table one;
  Table other;
  for (const char* key : {"a", "b", "c"}) one.try_emplace(key, 1);
  for (const char* key : {"c", "a", "b"}) other.try_emplace(key, 1);
  CHECK(one == other);
  *other.find("b") = 2;
  CHECK_FALSE(one == other);
  CHECK(one.sorted_keys() == std::vector<Bytes>{"a", "b", "c"});
  one.clear();
  CHECK(one.empty());
  CHECK(one.find("a") == nullptr);
}

TEST_CASE("what is lazy is not copied with its object and stays when the object moves") {
  Lazy<int> lazy;
  CHECK_FALSE(lazy);
  lazy.emplace();
  *lazy = 7;
  const Lazy<int> copy(lazy);
  CHECK_FALSE(copy);
  const Lazy<int> moved(std::move(lazy));
  CHECK(*moved == 7);
}

}  // namespace faultline::engine
