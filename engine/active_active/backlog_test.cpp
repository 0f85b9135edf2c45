#include "engine/active_active/backlog.h"

#include <catch2/catch.hpp>

namespace faultline::engine::active_active {
namespace {

constexpr Source kOfBacklog{MemberId(1), Incarnation(2)};

Update update(Slot slot, std::uint64_t first, std::uint32_t count = 1) {
  Update made;
  made.slot = slot;
  made.first = {kOfBacklog, first};
  made.count = count;
  return made;
}

TEST_CASE("a backlog drops its oldest updates beyond its bytes and keeps its positions") {
  Backlog backlog(kOfBacklog, 100);
  backlog.push(update(7, 1), 60);
  backlog.push(update(7, 2), 30);
  CHECK(backlog.first_position() == 0);
  backlog.push(update(8, 1), 30);
  CHECK(backlog.first_position() == 1);
  CHECK(backlog.end_position() == 3);
  CHECK(backlog.bytes() == 60);
  CHECK(backlog.at(1).first.number == 2);
}

TEST_CASE("whether a backlog supplies a reader is a matter of dots a slot") {
  Backlog backlog(kOfBacklog, 50);
  backlog.push(update(7, 1, 3), 40);
  CHECK(backlog.supplies(7, {kOfBacklog, 1}));
  backlog.push(update(7, 4), 40);
  CHECK_FALSE(backlog.supplies(7, {kOfBacklog, 1}));
  CHECK_FALSE(backlog.supplies(7, {kOfBacklog, 3}));
  CHECK(backlog.supplies(7, {kOfBacklog, 4}));
  CHECK(backlog.supplies(8, {kOfBacklog, 1}));
  CHECK_FALSE(backlog.supplies(8, {{MemberId(1), Incarnation(1)}, 1}));
}

TEST_CASE("an update larger than the whole backlog stays until the next one") {
  Backlog backlog(kOfBacklog, 10);
  backlog.push(update(7, 1), 500);
  CHECK(backlog.end_position() - backlog.first_position() == 1);
  backlog.push(update(7, 2), 500);
  CHECK(backlog.first_position() == 1);
}

}  // namespace
}  // namespace faultline::engine::active_active
