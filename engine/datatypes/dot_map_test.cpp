// What replicated values keep up to date of their content, against the same made anew.
#include "engine/datatypes/dot_map.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "engine/datatypes/change.h"

namespace faultline::engine {
namespace {

// Dots and contexts of three sources, close together, so that much is covered and much collides.
Dot any_dot() {
  return {{MemberId(*rc::gen::inRange(1U, 4U)), Incarnation(1)},
          *rc::gen::inRange<std::uint64_t>(1, 9)};
}
VersionVector any_context() {
  VersionVector context;
  for (int i = 0; i < 3; ++i) context.raise(any_dot());
  return context;
}
Bytes any_member() {
  return *rc::gen::element(Bytes("x"), Bytes("y"), Bytes("z"));
}

void change_somehow(string::Replicated& value) {
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      return value.apply(string::Write{any_member(), {}}, {any_dot(), WallTime()});
    case 1:
      return value.forget(any_context());
    default:
      return value.apply(string::Increment{*rc::gen::inRange(-5, 6)}, {any_dot(), WallTime()});
  }
}

void change_somehow(set::Replicated& value) {
  switch (*rc::gen::inRange(0, 5)) {
    case 0:
      return value.apply(set::Remove{any_member(), any_context()}, any_context());
    case 1:
      return value.forget(any_context());
    case 2:
      return value.settle(any_context());
    default:
      return value.apply(set::Add{any_member()}, {any_dot(), WallTime()});
  }
}

template <class Value>
Value any_value() {
  Value value;
  for (int left = *rc::gen::inRange(0, 20); left > 0; --left) change_somehow(value);
  return value;
}

template <class Value>
void check_made_anew(const Value& value) {
  const auto again = decode<Value>(encode(value).bytes);
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->digest() == value.digest());
  RC_ASSERT(again->metadata_bytes() == value.metadata_bytes());
  RC_ASSERT(again->plain() == value.plain());
}

}  // namespace

TEMPLATE_TEST_CASE("what a value keeps of its content is what it would be made anew", "",
                   string::Replicated, set::Replicated) {
  CHECK(rc::check([] {
    auto value = any_value<TestType>();
    check_made_anew(value);
    value.merge(any_value<TestType>(), any_context(), any_context());
    check_made_anew(value);
  }));
}

TEST_CASE("equal content has an equal digest in whatever order it came") {
  const Dot one{{MemberId(1), Incarnation(1)}, 1};
  const Dot two{{MemberId(2), Incarnation(1)}, 1};
  DotMap<std::int64_t> forth;
  DotMap<std::int64_t> back;
  forth.put(one, 5);
  CHECK(forth.summary().digest != back.summary().digest);
  forth.put(two, 7);
  back.put(two, 7);
  back.put(one, 6);
  CHECK(forth.summary().digest != back.summary().digest);
  back.put(one, 5);
  CHECK(forth.summary().digest == back.summary().digest);
}

TEST_CASE("the digest of a plain set follows its members") {
  set::Plain value;
  value.apply(set::Add{"x"});
  const Hash128 of_x = value.digest();
  value.apply(set::Add{"y"});
  value.apply(set::Add{"y"});
  CHECK(decode<set::Plain>(encode(value).bytes)->digest() == value.digest());
  value.apply(set::Remove{"y", {}});
  value.apply(set::Remove{"y", {}});
  CHECK(value.digest() == of_x);
}

}  // namespace faultline::engine
