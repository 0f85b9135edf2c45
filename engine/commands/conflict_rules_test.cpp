#include "engine/commands/conflict_rules.h"

#include <catch2/catch.hpp>

#include "engine/commands/command.h"

namespace faultline::engine {

TEST_CASE("each command that writes has a rule, and no other") {
  for (const CommandKind& kind : command_kinds()) {
    INFO(kind.name);
    CHECK((conflict_rule_of(kind.name) != nullptr) == (kind.access == Access::kWrite));
  }
}

TEST_CASE("a rule says what it rests on") {
  CHECK(conflict_rule_of("SADD")->name == "addition wins");
  CHECK(conflict_rule_of("SADD")->basis == Basis::kDocumented);
  CHECK(conflict_rule_of("COPY")->basis == Basis::kChosen);
  CHECK(conflict_rule_of("GET") == nullptr);
  CHECK(conflict_rule_of("nonsense") == nullptr);
}

}  // namespace faultline::engine
