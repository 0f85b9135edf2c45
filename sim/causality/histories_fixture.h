// Register histories for tests: as text, and drawn access by access. What clients of a causal store
// see is in causal_store_fixture.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/prng.h"
#include "sim/causality/register_history.h"

namespace faultline::sim {

// "wx1 ry0 | rx1": the first session writes 1 to x and reads the initial value of y; the other
// reads 1 from x. Keys are x, y and z.
[[nodiscard]] inline RegisterHistory history_of(std::string_view text) {
  RegisterHistory history;
  history.sessions.emplace_back();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '|') history.sessions.emplace_back();
    if (text[i] != 'w' && text[i] != 'r') continue;
    history.sessions.back().push_back({text[i] == 'w',
                                       static_cast<std::uint32_t>(text[i + 1] - 'x'),
                                       static_cast<std::uint32_t>(text[i + 2] - '0')});
    i += 2;
  }
  return history;
}

[[nodiscard]] inline std::string history_text(const RegisterHistory& history) {
  std::string text;
  for (const auto& session : history.sessions) {
    if (!text.empty()) text += "| ";
    for (const RegisterAccess& access : session)
      text += (access.writes ? "w" : "r") + std::string(1, static_cast<char>('x' + access.key)) +
              std::to_string(access.value) + ' ';
  }
  for (const RegisterHistory::Tie& tie : history.ties)
    text += "; " + std::to_string(tie.earlier.session) + "." +
            std::to_string(tie.earlier.position) + " before " + std::to_string(tie.later.session) +
            "." + std::to_string(tie.later.position);
  return text;
}

struct DrawnSize {
  std::uint32_t sessions = 2;
  std::uint32_t keys = 2;
  std::uint32_t accesses = 5;
};

// Reads return any value of their key; now and then one that nobody wrote.
[[nodiscard]] inline RegisterHistory draw_history(const DrawnSize& size, engine::Prng& random) {
  RegisterHistory history;
  history.sessions.resize(size.sessions);
  std::vector<std::uint32_t> written(size.keys, 0);
  std::vector<RegisterHistory::Place> places;
  for (std::uint32_t i = 0; i < size.accesses; ++i) {
    const auto session = static_cast<std::uint32_t>(random.below(size.sessions));
    auto& accesses = history.sessions[session];
    const RegisterHistory::Place place{session, static_cast<std::uint32_t>(accesses.size())};
    const auto key = static_cast<std::uint32_t>(random.below(size.keys));
    accesses.push_back({random.below(2) == 0, key, kInitialValue});
    if (accesses.back().writes) accesses.back().value = ++written[key];
    if (!places.empty() && random.below(16) == 0)
      history.ties.push_back({places[random.below(places.size())], place});
    places.push_back(place);
  }
  for (auto& session : history.sessions)
    for (RegisterAccess& access : session)
      if (!access.writes) {
        const std::uint32_t above = written[access.key] + (random.below(40) == 0 ? 2 : 1);
        access.value = static_cast<std::uint32_t>(random.below(above));
      }
  return history;
}

}  // namespace faultline::sim
