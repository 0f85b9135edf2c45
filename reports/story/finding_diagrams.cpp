#include "reports/story/finding_diagrams.h"

#include "reports/story/findings.h"
#include "reports/story/key_story.h"
#include "reports/story/space_time_svg.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

// None: no operation on a key is its example.
std::optional<FindingDiagram> diagram_of(const sim::History& history, const sim::Finding& finding) {
  const sim::FindingExample& example = finding.example;
  if (!example.loser || example.key.empty()) return std::nullopt;
  const engine::Bytes key(example.key);
  const auto operation = static_cast<sim::OperationIndex>(example.loser->operation - 1);
  if (history.find_key(key) == nullptr || !names_key(history, operation, key)) return std::nullopt;
  KeyStoryWish wish;
  wish.operation = operation;
  const KeyStory story = key_story(history, finding.engine, key, wish);
  if (story.diagram.events.empty()) return std::nullopt;
  return FindingDiagram{space_time_svg({story.diagram}), "Space-time diagram of " +
                                                             sim::printable_start(example.key) +
                                                             ": " + finding_headline(finding)};
}

}  // namespace

std::map<std::string, FindingDiagram> finding_diagrams(const sim::History& history,
                                                       const sim::EngineResult& engine,
                                                       std::size_t most) {
  std::map<std::string, FindingDiagram> diagrams;
  for (const sim::Finding* finding : worst_first({&engine})) {
    if (diagrams.size() == most) break;
    if (auto diagram = diagram_of(history, *finding))
      diagrams.emplace(finding->id, std::move(*diagram));
  }
  return diagrams;
}

}  // namespace faultline::reports
