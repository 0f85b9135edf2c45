#include "sim/history/overhead.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::ProcessId;
using engine::set::Add;

HandHistory one_set_at_two() {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "cart", "milk"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"cart", Add{"milk"}}});
  history.contents(0, "cart", set_of({"milk"}));
  history.contents(1, "cart", set_of({"milk", "tea"}));
  return history;
}

TEST_CASE("user bytes are names and values of every copy, metadata what their replicas keep") {
  HandHistory history = one_set_at_two();
  history.observe(0, engine::observation::Metadata{100});
  history.observe(0, engine::observation::Metadata{40});
  history.observe(1, engine::observation::Metadata{2});
  history.observe(2, engine::observation::Metadata{500});  // no replica of any key
  const Overhead all = overhead(history.history());
  CHECK(all.keys == 1);
  CHECK(all.copies == 2);
  CHECK(all.user_bytes == 4 + 4 + 4 + 4 + 3);
  CHECK(all.metadata_bytes == 42);
}

TEST_CASE("replicas out of the core do not count, and what nobody told is not 0") {
  HandHistory history = one_set_at_two();
  history.history().set_core([](ProcessId process) { return process == ProcessId(0); });
  const Overhead all = overhead(history.history());
  CHECK(all.copies == 1);
  CHECK(all.user_bytes == 8);
  CHECK_FALSE(all.metadata_bytes.has_value());
}

}  // namespace
}  // namespace faultline::sim
