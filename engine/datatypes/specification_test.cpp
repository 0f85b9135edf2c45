#include "engine/datatypes/specification.h"

#include <catch2/catch.hpp>
#include <set>
#include <utility>
#include <vector>

#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine {
namespace {

// Effects of different members in the order of their stamps, and who saw whom.
struct SeenEffects final : SeenRelation {
  SeenEffects(std::vector<Change> of, std::set<std::pair<std::size_t, std::size_t>> seen_by)
      : changes(std::move(of)), pairs(std::move(seen_by)) {}
  [[nodiscard]] bool seen(std::size_t u, std::size_t v) const override {
    return pairs.contains({u, v});
  }
  [[nodiscard]] Specified specified() const {
    std::vector<SpecifiedEffect> effects;
    for (std::size_t i = 0; i < changes.size(); ++i)
      effects.push_back({&changes[i], WallTime(std::chrono::microseconds(i)),
                         MemberId(static_cast<std::uint32_t>(i + 1)), i});
    return specify(effects, *this);
  }
  std::vector<Change> changes;
  std::set<std::pair<std::size_t, std::size_t>> pairs;
};

constexpr WallTime kFar{std::chrono::hours(1)};

}  // namespace

TEST_CASE("a deadline is lost to the removal that emptied the key and had seen it") {
  const SeenEffects effects{{set::Add{"x"}, Expire{kFar}, set::Remove{{"x"}, true}, set::Add{"x"}},
                            {{0, 1}, {0, 2}, {1, 2}}};
  const Specified result = effects.specified();
  REQUIRE(result.key);
  CHECK_FALSE(result.key->expires_at);
  CHECK(result.fates[1].why == Why::kOverwritten);
  CHECK(result.fates[1].by == 2);
}

TEST_CASE("a deadline whose key is gone is lost to the last removal that had not seen it") {
  const SeenEffects effects{
      {set::Add{"x"}, set::Add{"y"}, Expire{kFar}, set::Remove{{"x"}}, set::Remove{{"y"}}},
      {{0, 2}, {1, 2}, {0, 3}, {1, 4}, {2, 4}}};
  const Specified result = effects.specified();
  CHECK_FALSE(result.key);
  CHECK(result.fates[2].why == Why::kOverwritten);
  CHECK(result.fates[2].by == 3);
}

TEST_CASE("the longest of concurrent deadlines stands and the others say so") {
  const SeenEffects effects{{set::Add{"x"}, Expire{kFar}, Expire{WallTime()}, Expire{std::nullopt}},
                            {{0, 1}, {0, 2}, {0, 3}}};
  const Specified result = effects.specified();
  REQUIRE(result.key);
  CHECK_FALSE(result.key->expires_at);
  for (const std::size_t shorter : {1, 2}) {
    CHECK(result.fates[shorter].why == Why::kLonger);
    CHECK(result.fates[shorter].by == 3);
  }
}

}  // namespace faultline::engine
