#include "engine/commands/assignment.h"

#include <catch2/catch.hpp>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

const std::optional<WallTime> kDeadline = WallTime(std::chrono::hours(1));

// The content of each data type, once.
template <class... Types>
std::vector<PlainValue> one_of_each(TypeList<Types...>) {
  return {PlainValue(typename Types::Plain())...};
}

struct Fill {
  void operator()(string::Plain& plain) const { plain.apply(string::Write{"text", {}}); }
  void operator()(set::Plain& plain) const { plain.apply(set::Assign{{"a", "b"}, {}}); }
  void operator()(hash::Plain& plain) const { plain.apply(hash::Assign{{{"f", "v"}}, {}}); }
  void operator()(sorted_set::Plain& plain) const {
    plain.apply(sorted_set::Assign{{{"a", 1.5}, {"b", 1.5}}, {}});
  }
};

}  // namespace

TEST_CASE("an assignment makes a key of any type hold just that, until the deadline") {
  for (PlainValue& value : one_of_each(DataTypes{})) {
    std::visit(Fill{}, value);
    const Change change = assignment_of(reader_of(value), kDeadline);
    CHECK(overwrites(change));
    std::optional<PlainKey> key;
    apply_plain(key, string::Write{"before", {}});
    apply_plain(key, change);
    CHECK(key == PlainKey{value, kDeadline});
  }
}

TEST_CASE("the assignment of no key is its deletion") {
  CHECK(assignment_of(AnyReader(), kDeadline) == Change(Delete{}));
}

}  // namespace faultline::engine
