#include "engine/active_active/backlog.h"

#include <catch2/catch.hpp>

namespace faultline::engine::active_active {
namespace {

constexpr Source kOfBacklog{MemberId(1), Incarnation(2)};
constexpr Source kOfAnother{MemberId(2), Incarnation(1)};

Update update(Slot slot, std::uint64_t first, std::uint32_t count = 1, Source source = kOfBacklog) {
  Update made;
  made.slot = slot;
  made.first = {source, first};
  made.count = count;
  return made;
}

TEST_CASE("a backlog drops its oldest updates beyond its bytes and keeps its positions") {
  Backlog backlog(100);
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
  Backlog backlog(50);
  backlog.push(update(7, 1, 3), 40);
  CHECK(backlog.supplies(7, {kOfBacklog, 1}, 3));
  backlog.push(update(7, 4), 40);
  CHECK_FALSE(backlog.supplies(7, {kOfBacklog, 1}, 4));
  CHECK_FALSE(backlog.supplies(7, {kOfBacklog, 3}, 4));
  CHECK(backlog.supplies(7, {kOfBacklog, 4}, 4));
  CHECK_FALSE(backlog.supplies(7, {kOfBacklog, 4}, 5));
  CHECK_FALSE(backlog.supplies(8, {kOfBacklog, 1}, 1));
  CHECK_FALSE(backlog.supplies(7, {{MemberId(1), Incarnation(1)}, 1}, 1));
}

TEST_CASE("updates of several sources are supplied each by itself") {
  Backlog backlog(100);
  backlog.push(update(7, 1), 40);
  backlog.push(update(7, 5, 1, kOfAnother), 40);
  CHECK(backlog.supplies(7, {kOfAnother, 5}, 5));
  CHECK_FALSE(backlog.supplies(7, {kOfAnother, 4}, 5));
  backlog.push(update(7, 6, 1, kOfAnother), 40);
  CHECK_FALSE(backlog.supplies(7, {kOfBacklog, 1}, 1));
  CHECK(backlog.supplies(7, {kOfAnother, 5}, 6));
}

TEST_CASE("what stands before a gap serves nobody and its end takes nothing from what follows") {
  Backlog backlog(100);
  backlog.push(update(7, 1), 50);
  backlog.push(update(7, 9), 50);  // a snapshot brought what lies between
  CHECK_FALSE(backlog.supplies(7, {kOfBacklog, 1}, 9));
  CHECK(backlog.supplies(7, {kOfBacklog, 9}, 9));
  backlog.push(update(8, 1), 50);  // drops number 1
  CHECK(backlog.supplies(7, {kOfBacklog, 9}, 9));
}

TEST_CASE("an update larger than the whole backlog stays until the next one") {
  Backlog backlog(10);
  backlog.push(update(7, 1), 500);
  CHECK(backlog.end_position() - backlog.first_position() == 1);
  backlog.push(update(7, 2), 500);
  CHECK(backlog.first_position() == 1);
}

}  // namespace
}  // namespace faultline::engine::active_active
