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
          *rc::gen::inRange<std::uint64_t>(1, 30)};
}
VersionVector any_context() {
  VersionVector context;
  for (int i = 0; i < 3; ++i) context.raise(any_dot());
  return context;
}
Bytes any_member() {
  return *rc::gen::element(Bytes("x"), Bytes("y"), Bytes("z"));
}

// The effects of a source come in order.
class Changing {
 public:
  template <class Value>
  Value any_value() {
    Value value;
    for (int left = *rc::gen::inRange(0, 20); left > 0; --left) change_somehow(value);
    return value;
  }

 private:
  template <class Value, class C>
  void apply(Value& value, const C& change) {
    Dot dot = any_dot();
    dot.number = ++number_;
    const VersionVector context = any_context();
    const VersionVector observed = any_context();
    value.apply(change, Arrival{{dot, WallTime()}, context, observed, *rc::gen::arbitrary<bool>()});
  }
  void change_somehow(string::Replicated& value) {
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        return apply(value, string::Write{any_member(), {}});
      case 1:
        return value.forget(any_context());
      default:
        return apply(value, string::Increment{*rc::gen::inRange(-5, 6)});
    }
  }
  void change_somehow(set::Replicated& value) {
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        return apply(value, set::Remove{{any_member(), any_member()}});
      case 1:
        return value.forget(any_context());
      case 2:
        return value.settle(any_context());
      case 3:
        return apply(value, set::Assign{{any_member(), any_member()}, {}});
      default:
        return apply(value, set::Add{any_member()});
    }
  }
  void change_somehow(hash::Replicated& value) {
    switch (*rc::gen::inRange(0, 7)) {
      case 0:
        return apply(value, hash::Remove{{any_member(), any_member()}});
      case 1:
        return value.forget(any_context());
      case 2:
        return value.settle(any_context());
      case 3:
        return apply(value, hash::Assign{{{any_member(), "1"}, {any_member(), "t"}}, {}});
      case 4:
        return apply(value, hash::Increment{any_member(), *rc::gen::inRange(-5, 6) / 4.0L});
      case 5:
        return apply(value, hash::Increment{any_member(), *rc::gen::inRange(-5, 6)});
      default:
        return apply(value, hash::Put{any_member(), any_member()});
    }
  }
  void change_somehow(sorted_set::Replicated& value) {
    if (*rc::gen::arbitrary<bool>()) static_cast<void>(value.ranking());
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        return apply(value, sorted_set::Remove{{any_member(), any_member()}});
      case 1:
        return value.forget(any_context());
      case 2:
        return value.settle(any_context());
      case 3:
        return apply(value, sorted_set::Assign{{{any_member(), 1.5}, {any_member(), -2}}, {}});
      case 4:
        return apply(value, sorted_set::Increment{any_member(), *rc::gen::inRange(-5, 6) / 4.0});
      default:
        return apply(value, sorted_set::Put{any_member(), *rc::gen::inRange(-5, 6) / 8.0});
    }
  }

  std::uint64_t number_ = 0;
};

template <class Value>
void check_made_anew(const Value& value) {
  const auto again = decode<Value>(encode(value).bytes);
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->digest() == value.digest());
  RC_ASSERT(again->metadata_bytes() == value.metadata_bytes());
  RC_ASSERT(again->visible() == value.visible());
  if (!value.visible()) return;
  RC_ASSERT(again->plain() == value.plain());
  if constexpr (requires { value.ranking(); }) RC_ASSERT(again->ranking() == value.ranking());
}

}  // namespace

TEMPLATE_TEST_CASE("what a value keeps of its content is what it would be made anew", "",
                   string::Replicated, set::Replicated, hash::Replicated, sorted_set::Replicated) {
  CHECK(rc::check([] {
    Changing changing;
    auto value = changing.any_value<TestType>();
    check_made_anew(value);
    value.merge(changing.any_value<TestType>(), any_context(), any_context());
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
  value.apply(set::Remove{{"y"}});
  value.apply(set::Remove{{"y"}});
  CHECK(value.digest() == of_x);
}

}  // namespace faultline::engine
