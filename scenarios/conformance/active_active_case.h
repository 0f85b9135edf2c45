// A case of Active-Active: commands in regions at wall-clock times, syncs in between, and what each
// region must show at the end. Source: shared active_active/rules.md, "How to read cases.jsonl".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/conformance/case_file.h"
#include "scenarios/conformance/reply_match.h"

namespace faultline::scenarios::conformance {

using RegionIndex = std::size_t;

struct RegionCommand {
  RegionIndex region = 0;
  std::optional<std::int64_t> at_ms;  // that region's wall clock; none: as it runs
  engine::Arguments command;
  ExpectedReply expected;
};
struct SyncStep {
  bool all = false;
  std::vector<std::pair<RegionIndex, RegionIndex>> pairs;  // from, to; in order
};
struct FinalRead {
  std::vector<RegionIndex> regions;
  std::optional<std::int64_t> at_ms;
  engine::Arguments command;
  ExpectedReply expected;
};

struct ActiveActiveCase {
  std::string id;
  std::string type;
  std::string confidence;
  bool legacy = false;
  bool optional = false;
  std::vector<std::string> regions;
  std::vector<std::int64_t> instance_ids;  // by region
  std::map<std::string, Json> config;
  std::vector<std::variant<RegionCommand, SyncStep>> steps;
  std::vector<FinalRead> expect;
};

[[nodiscard]] ActiveActiveCase read_active_active_case(Reading& reading);

}  // namespace faultline::scenarios::conformance
