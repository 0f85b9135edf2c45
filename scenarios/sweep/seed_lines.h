// What a sweep keeps of its finished seeds. Words are kept once for all of them, so that a seed
// takes some 250 bytes however long its line is.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/sweep/engine_order.h"

namespace faultline::scenarios {

// What a sweep keeps of one run.
struct SeedLine {
  struct Engine {
    std::uint64_t fingerprint = 0;
    std::optional<std::uint64_t> lost{};  // none: there is no ledger
    std::optional<std::int64_t> converged_after_heal_ns{};
    friend bool operator==(const Engine&, const Engine&) = default;
  };
  std::string scenario;
  std::uint64_t seed = 0;
  std::string outcome;
  std::map<std::string, Engine, EngineOrder> engines{};
  std::vector<std::string> findings{};  // ids, sorted, each once
  friend bool operator==(const SeedLine&, const SeedLine&) = default;
};

class SeedLines {
 public:
  // In the place of what was there of that scenario and seed.
  void put(const SeedLine& line);
  [[nodiscard]] bool contains(const std::string& scenario, std::uint64_t seed) const;
  [[nodiscard]] std::optional<SeedLine> find(const std::string& scenario, std::uint64_t seed) const;
  [[nodiscard]] std::uint64_t size() const;

  using Visitor = std::function<void(const SeedLine&)>;
  // By scenario, then by seed.
  void for_each(const Visitor& visit) const;
  void for_each_of(const std::string& scenario, const Visitor& visit) const;

 private:
  using Word = std::uint32_t;  // its place in words_
  struct Packed {
    Word outcome = 0;
    std::vector<std::pair<Word, SeedLine::Engine>> engines;
    std::vector<Word> findings;
  };
  [[nodiscard]] Word word(const std::string& text);
  [[nodiscard]] SeedLine unpacked(const std::string& scenario, std::uint64_t seed,
                                  const Packed& packed) const;

  std::map<std::string, std::map<std::uint64_t, Packed>> by_scenario_;
  std::vector<std::string> words_;
  std::map<std::string, Word> places_;  // of words
};

}  // namespace faultline::scenarios
