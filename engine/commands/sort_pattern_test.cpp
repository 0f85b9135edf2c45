// What is found, and what not, is as SORT … GET of a real Redis 7.0.15 has it.

#include "engine/commands/sort_pattern.h"

#include <catch2/catch.hpp>

#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine {
namespace {

// Of element 1.
std::optional<Bytes> found_by(const Bytes& pattern) {
  PlainKeyspace keyspace;
  const auto write = [&](const Bytes& key, const char* value) {
    keyspace.apply(key, string::Write{value, {}});
  };
  write("1", "one");
  write("w_1", "weight");
  write("e_1->", "arrow at the end");
  write(std::string_view("z\0_1", 4), "behind a zero byte");
  keyspace.apply("h_1", hash::Assign{{{"f", "field"}, {"f*", "star"}, {"f->g", "two"}}, {}});
  keyspace.apply("a->1", hash::Assign{{{"f", "deep"}}, {}});
  keyspace.apply("s_1", set::Assign{{"x"}, {}});
  return look_up_by_pattern(PlainView(keyspace, WallTime()), pattern, "1");
}

}  // namespace

TEST_CASE("the element takes the place of the first star in the name of a string") {
  CHECK(found_by("*") == "one");
  CHECK(found_by("w_*") == "weight");
  CHECK(found_by("#") == "1");
  for (const char* pattern : {"w_1", "", "##", "#->f", "none_*", "s_*", "h_*", "w_**"}) {
    INFO(pattern);
    CHECK_FALSE(found_by(pattern));
  }
}

TEST_CASE("an arrow behind the star names a field of a hash") {
  CHECK(found_by("h_*->f") == "field");
  CHECK(found_by("h_*->f*") == "star");
  CHECK(found_by("h_*->f->g") == "two");
  CHECK(found_by("a->*->f") == "deep");
  CHECK(found_by("e_*->") == "arrow at the end");
  for (const char* pattern : {"h_*->none", "h_*->", "w_*->f", "s_*->f", "h_1->f*"}) {
    INFO(pattern);
    CHECK_FALSE(found_by(pattern));
  }
}

TEST_CASE("no star or arrow is found behind a zero byte") {
  CHECK_FALSE(found_by(std::string_view("z\0_*", 4)));
  CHECK_FALSE(found_by(std::string_view("w_*\0", 4)));
}

}  // namespace faultline::engine
