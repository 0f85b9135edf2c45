// All commands of strings, counters and sets side by side, each on keys of its own: reg:N, ctr:N
// and set:N. Written values are unique, so a value read tells who wrote it.
#include <array>
#include <string>
#include <vector>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

namespace {

using engine::Arguments;
using engine::Prng;

class Mixed final : public Workload {
 public:
  Mixed(const KeyDistribution& keys, std::uint32_t client) : keys_(keys), texts_(client) {}

  [[nodiscard]] Arguments next(Prng& random) override {
    constexpr std::array<std::uint32_t, 5> kFamilies = {30, 25, 30, 10, 5};
    const std::string number = std::to_string(keys_.draw(random));
    switch (weighted(random, kFamilies)) {
      case 0:
        return on_register(random, "reg:" + number);
      case 1:
        return on_counter(random, "ctr:" + number);
      case 2:
        return on_set(random, "set:" + number);
      case 3:
        return on_several(random, number);
      default:
        return {"DEL", any_of(random, number)};
    }
  }

 private:
  Arguments on_register(Prng& random, const std::string& key) {
    constexpr std::array<std::uint32_t, 5> kWeights = {35, 35, 10, 10, 10};
    switch (weighted(random, kWeights)) {
      case 0:
        return {"SET", key, value()};
      case 1:
        return {"GET", key};
      case 2:
        return {"APPEND", key, "+" + texts_.next()};
      case 3:
        return {"GETSET", key, value()};
      default:
        return {"SET", key, value(), "NX"};
    }
  }

  static Arguments on_counter(Prng& random, const std::string& key) {
    constexpr std::array<std::uint32_t, 4> kWeights = {30, 25, 15, 30};
    const auto amount = [&random] { return std::to_string(1 + random.below(100)); };
    switch (weighted(random, kWeights)) {
      case 0:
        return {"INCR", key};
      case 1:
        return {"INCRBY", key, amount()};
      case 2:
        return {"DECRBY", key, amount()};
      default:
        return {"GET", key};
    }
  }

  Arguments on_set(Prng& random, const std::string& key) {
    constexpr std::array<std::uint32_t, 4> kWeights = {50, 15, 20, 15};
    switch (weighted(random, kWeights)) {
      case 0:
        return {"SADD", key, random.below(2) == 0 ? "m" + texts_.next() : shared(random)};
      case 1:
        return {"SREM", key, shared(random)};
      case 2:
        return {"SMEMBERS", key};
      default:
        return {"SISMEMBER", key, shared(random)};
    }
  }

  // Keys of one command share a hash tag: a write of two slots would be refused as CROSSSLOT.
  Arguments on_several(Prng& random, const std::string& number) {
    const std::string tag = "{reg:" + number + "}";
    switch (random.below(4)) {
      case 0:
        return {"MSET", tag + ":a", value(), tag + ":b", value()};
      case 1:
        return {"MGET", tag + ":a", tag + ":b"};
      case 2:
        return {"EXISTS", any_of(random, number)};
      default:
        return {"TYPE", any_of(random, number)};
    }
  }

  static std::string any_of(Prng& random, const std::string& number) {
    constexpr std::array<const char*, 3> kPrefixes = {"reg:", "ctr:", "set:"};
    return kPrefixes[random.below(kPrefixes.size())] + number;
  }
  // Few enough that two clients meet on a member, and that a removal finds one.
  static std::string shared(Prng& random) { return "m" + std::to_string(random.below(12)); }
  std::string value() { return "v" + texts_.next(); }

  const KeyDistribution& keys_;
  UniqueTexts texts_;
};

}  // namespace

WorkloadKind mixed_workload() {
  return {"mixed",
          "registers, counters and sets side by side, with several keys at once and DEL",
          {},
          [](const engine::ParameterValues& /*values*/, const KeyDistribution& keys,
             std::uint32_t client) -> std::unique_ptr<Workload> {
            return std::make_unique<Mixed>(keys, client);
          }};
}

}  // namespace faultline::sim
