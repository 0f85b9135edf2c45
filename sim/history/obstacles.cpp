#include "sim/history/obstacles.h"

#include <array>
#include <utility>

namespace faultline::sim {
namespace {

constexpr std::array<std::string_view, 8> kObstacleCauses = {"replication_paused",
                                                             "out_of_memory",
                                                             "full_sync_unfinished",
                                                             "still_behind",
                                                             "not_acknowledged",
                                                             "not_connected",
                                                             "joining",
                                                             "no_primary"};

// The words of a line that tell its cause; of several the first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTellingWords = {
    {{"paused", "replication_paused"},
     {"memory", "out_of_memory"},
     {"full sync", "full_sync_unfinished"},
     {"updates behind", "still_behind"},
     {"to be sent", "still_behind"},
     {"not yet", "not_acknowledged"},
     {"contexts", "not_connected"},
     {"connect", "not_connected"},
     {"next try", "not_connected"},
     {"its primary", "no_primary"},
     {"a primary", "no_primary"},
     {"lease", "no_primary"},
     {"before it is in sync", "joining"}}};

std::optional<Obstacle> obstacle_of(const std::string& line) {
  for (const auto& [words, cause] : kTellingWords)
    if (line.find(words) != std::string::npos) return Obstacle{cause, line};
  return std::nullopt;
}

}  // namespace

std::optional<Obstacle> obstacle_between(const History& history, engine::DatacenterId from,
                                         engine::DatacenterId to) {
  const std::string& sender = history.datacenter_name(from);
  const std::string& receiver = history.datacenter_name(to);
  const auto of_the_way = [&](const std::string& line) {
    return line.starts_with(receiver + "/") &&
           line.find(" from " + sender + " ") != std::string::npos;
  };
  const auto of_the_receiver = [&](const std::string& line) {
    return line.starts_with(receiver + "/") && line.find(" from ") == std::string::npos;
  };
  const auto of_the_sender = [&](const std::string& line) {
    return line.starts_with(sender + "/") && line.ends_with(" " + receiver);
  };
  const auto first = [&](const auto& matches) -> std::optional<Obstacle> {
    for (const std::string& line : history.waiting())
      if (auto obstacle = matches(line) ? obstacle_of(line) : std::nullopt) return obstacle;
    return std::nullopt;
  };
  if (auto obstacle = first(of_the_way)) return obstacle;
  if (auto obstacle = first(of_the_receiver)) return obstacle;
  return first(of_the_sender);
}

std::span<const std::string_view> obstacle_causes() {
  return kObstacleCauses;
}

}  // namespace faultline::sim
