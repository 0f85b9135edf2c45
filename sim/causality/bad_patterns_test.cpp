#include "sim/causality/bad_patterns.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "sim/causality/histories_fixture.h"
#include "sim/causality/pattern_table_fixture.h"

namespace faultline::sim {
namespace {

// Of the lowest level that is broken.
std::vector<BadPattern> lowest_patterns(const CausalOrder& order) {
  std::vector<BadPattern> patterns = consistency_patterns(order);
  if (!patterns.empty()) return patterns;
  patterns = convergence_patterns(order);
  const std::vector<BadPattern> memory = memory_patterns(order).value();
  patterns.insert(patterns.end(), memory.begin(), memory.end());
  return patterns;
}

// "write_co_read x1, …", with how often each occurs.
std::string patterns_of(const RegisterHistory& history) {
  std::string text;
  for (const BadPattern& each : lowest_patterns(CausalOrder(history)))
    text += (text.empty() ? "" : ", ") + std::string(word(each.kind)) + " x" +
            std::to_string(each.occurrences);
  return text;
}

TEST_CASE("histories without a bad pattern are on all levels") {
  for (const char* text :
       {"", "rx0", "wx1 rx1", "wx1 wy1 | ry1 rx1", "wx1 | rx0 rx1", "wx1 | wx2 | rx1 rx2 | rx1 rx2",
        "wx1 rx1 | wx2 rx2", "wx1 wy1 | rx1 wx2 | rx2 ry1"})
    CHECK(patterns_of(history_of(text)) == "");
}

TEST_CASE("each pattern is found by itself") {
  CHECK(patterns_of(history_of("rx1 wy1 | ry1 wx1")) == "cyclic_co x1");
  CHECK(patterns_of(history_of("rx1 wx1")) == "cyclic_co x1");
  CHECK(patterns_of(history_of("wx1 | rx2 | rx1 ry1")) == "thin_air_read x2");
  CHECK(patterns_of(history_of("wx1 wy1 | ry1 rx0 rx0")) == "write_co_init_read x2");
  CHECK(patterns_of(history_of("wx1 rx0")) == "write_co_init_read x1");
  CHECK(patterns_of(history_of("wx1 wx2 wy1 | ry1 rx1")) == "write_co_read x1");
  CHECK(patterns_of(history_of("wx1 | rx1 wx2 | rx2 rx1 rx2")) == "write_co_read x1");
  CHECK(patterns_of(history_of("wx1 rx2 | wx2 rx1")) == "cyclic_cf x1");
  CHECK(patterns_of(history_of("wz1 wx1 wy1 | wx2 rz0 ry1 rx2")) == "write_hb_init_read x1");
  CHECK(patterns_of(history_of("wx1 | wx2 | rx1 rx2 rx1")) == "cyclic_cf x1, cyclic_hb x1");
}

TEST_CASE("what ties an access to another session counts as the order of one session") {
  RegisterHistory history = history_of("wx1 | rx0");
  CHECK(patterns_of(history) == "");
  history.ties.push_back({{0, 0}, {1, 0}});
  CHECK(patterns_of(history) == "write_co_init_read x1");
  // A session in two parts that reads x1, x2, x1.
  history = history_of("wx1 | wx2 | rx1 rx2 | rx1");
  CHECK(patterns_of(history) == "");
  history.ties.push_back({{2, 1}, {3, 0}});
  CHECK(patterns_of(history) == "cyclic_cf x1, cyclic_hb x1");
}

TEST_CASE("what takes longer than it may is undecided, unless something was found by then") {
  const CausalOrder order(history_of("rx1 rx2 rx1 | rx1 rx2 rx1 | wx1 | wx2"));
  CHECK_FALSE(memory_patterns(order, 0).has_value());
  std::set<std::size_t> found;  // how many sessions see it
  for (std::uint64_t work = 0; work < 1000; ++work) {
    const auto patterns = memory_patterns(order, work);
    CHECK((patterns || found.empty()));  // more work does not undo it
    if (patterns) found.insert(patterns->front().occurrences);
  }
  CHECK(found == std::set<std::size_t>{1, 2});
}

// Why the one comes before the other, checked against the relations as matrices.
bool is_true(const CausalStep& step, AccessIndex next, const PatternTable& table) {
  const Accesses& accesses = table.accesses();
  if (step.link == CausalLink::kSession) return table.session_order().has(step.access, next);
  if (step.link == CausalLink::kRead) return accesses.source_of(next) == step.access;
  const AccessIndex read = step.decided_by;
  if (step.link != CausalLink::kConflict || accesses.source_of(read) != next) return false;
  if (!accesses[step.access].writes || step.access == next ||
      accesses[step.access].key != accesses[next].key)
    return false;
  if (table.causal_order().has(step.access, read)) return true;
  for (AccessIndex last = 0; last < accesses.size(); ++last)
    if ((last == read || table.session_order().has(read, last)) &&
        table.session_view(last).has(step.access, read))
      return true;
  return false;
}

bool is_cycle(PatternKind kind) {
  return kind == PatternKind::kCyclicCo || kind == PatternKind::kCyclicCf ||
         kind == PatternKind::kCyclicHb;
}

void check_steps(const BadPattern& pattern, const PatternTable& table) {
  const Accesses& accesses = table.accesses();
  const std::vector<CausalStep>& steps = pattern.steps;
  for (std::size_t i = 0; i + 1 < steps.size(); ++i)
    REQUIRE(is_true(steps[i], steps[i + 1].access, table));
  if (is_cycle(pattern.kind)) {
    REQUIRE(is_true(steps.back(), steps.front().access, table));
    return;
  }
  REQUIRE(steps.back().link == CausalLink::kNone);
  const AccessIndex read = steps.back().access;
  const AccessIndex write = steps.front().access;
  if (pattern.kind == PatternKind::kThinAirRead) {
    REQUIRE(accesses.from_thin_air(read));
  } else if (pattern.kind == PatternKind::kWriteCoRead) {
    REQUIRE(accesses.source_of(read) == write);
    const bool overwritten =
        std::any_of(steps.begin() + 1, steps.end(), [&](const CausalStep& step) {
          return accesses[step.access].writes && accesses[step.access].key == accesses[read].key;
        });
    REQUIRE(overwritten);
  } else {
    REQUIRE(accesses[read].value == kInitialValue);
    REQUIRE(accesses[write].writes);
    REQUIRE(accesses[write].key == accesses[read].key);
  }
}

TEST_CASE("every step of a pattern that is told is true") {
  engine::Prng random(3);
  std::map<PatternKind, int> told;
  for (int i = 0; i < 6000; ++i) {
    const DrawnSize size{static_cast<std::uint32_t>(random.between(2, 4)),
                         static_cast<std::uint32_t>(random.between(1, 3)),
                         static_cast<std::uint32_t>(random.between(3, 14))};
    const RegisterHistory history = draw_history(size, random);
    INFO(history_text(history));
    const CausalOrder order(history);
    const PatternTable table(history);
    for (const BadPattern& pattern : lowest_patterns(order)) {
      INFO(word(pattern.kind));
      check_steps(pattern, table);
      ++told[pattern.kind];
    }
  }
  for (const PatternKind kind :
       {PatternKind::kCyclicCo, PatternKind::kThinAirRead, PatternKind::kWriteCoInitRead,
        PatternKind::kWriteCoRead, PatternKind::kCyclicCf, PatternKind::kCyclicHb})
    CHECK(told[kind] > 5);
}

}  // namespace
}  // namespace faultline::sim
