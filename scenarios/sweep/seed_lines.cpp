#include "scenarios/sweep/seed_lines.h"

namespace faultline::scenarios {

SeedLines::Word SeedLines::word(const std::string& text) {
  const auto [place, is_new] = places_.try_emplace(text, static_cast<Word>(words_.size()));
  if (is_new) words_.push_back(text);
  return place->second;
}

void SeedLines::put(const SeedLine& line) {
  Packed packed{word(line.outcome), {}, {}};
  packed.engines.reserve(line.engines.size());
  for (const auto& [name, engine] : line.engines) packed.engines.emplace_back(word(name), engine);
  packed.findings.reserve(line.findings.size());
  for (const std::string& id : line.findings) packed.findings.push_back(word(id));
  by_scenario_[line.scenario].insert_or_assign(line.seed, std::move(packed));
}

SeedLine SeedLines::unpacked(const std::string& scenario, std::uint64_t seed,
                             const Packed& packed) const {
  SeedLine line{scenario, seed, words_[packed.outcome]};
  for (const auto& [name, engine] : packed.engines) line.engines.emplace(words_[name], engine);
  for (const Word id : packed.findings) line.findings.push_back(words_[id]);
  return line;
}

std::optional<SeedLine> SeedLines::find(const std::string& scenario, std::uint64_t seed) const {
  const auto seeds = by_scenario_.find(scenario);
  if (seeds == by_scenario_.end()) return std::nullopt;
  const auto found = seeds->second.find(seed);
  if (found == seeds->second.end()) return std::nullopt;
  return unpacked(scenario, seed, found->second);
}

bool SeedLines::contains(const std::string& scenario, std::uint64_t seed) const {
  const auto seeds = by_scenario_.find(scenario);
  return seeds != by_scenario_.end() && seeds->second.contains(seed);
}

std::uint64_t SeedLines::size() const {
  std::uint64_t all = 0;
  for (const auto& [scenario, seeds] : by_scenario_) all += seeds.size();
  return all;
}

void SeedLines::for_each(const Visitor& visit) const {
  for (const auto& [scenario, seeds] : by_scenario_) for_each_of(scenario, visit);
}

void SeedLines::for_each_of(const std::string& scenario, const Visitor& visit) const {
  const auto seeds = by_scenario_.find(scenario);
  if (seeds == by_scenario_.end()) return;
  for (const auto& [seed, packed] : seeds->second) visit(unpacked(scenario, seed, packed));
}

}  // namespace faultline::scenarios
