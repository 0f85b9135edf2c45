#include "engine/base/bytes.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/assert.h"

namespace faultline::engine {

TEST_CASE("bytes hold what they were made of, zeros included") {
  const std::string text("a\0b\xff", 4);
  CHECK(Bytes(text).view() == text);
  CHECK(Bytes(text).size() == 4);
  CHECK(Bytes().empty());
  CHECK(Bytes("").view().empty());
  CHECK(Bytes() == Bytes(""));
}

TEST_CASE("a copy lives on without its original") {
  Bytes copy;
  {
    const Bytes original("payload");
    copy = original;
    CHECK(copy.view().data() == original.view().data());
  }
  CHECK(copy == Bytes("payload"));
  Bytes& same = copy;
  copy = same;
  CHECK(copy == Bytes("payload"));
  const Bytes moved = std::move(copy);
  CHECK(moved == Bytes("payload"));
}

TEST_CASE("a slice shares memory and outlives the whole") {
  Bytes slice;
  {
    const Bytes whole("hello world");
    slice = whole.slice(6, 5);
    CHECK(slice.view().data() == whole.view().data() + 6);
  }
  CHECK(slice == Bytes("world"));
  CHECK(slice.slice(1, 3) == Bytes("orl"));
  CHECK(slice.slice(5, 0).empty());
}

TEST_CASE("a slice beyond the end is a bug") {
  const AssertionHandler before = set_assertion_handler(
      [](const AssertionFailure& failure) { throw std::logic_error(failure.why); });
  const Bytes whole("abc");
  CHECK_THROWS_AS(whole.slice(1, 3), std::logic_error);
  CHECK_THROWS_AS(whole.slice(4, 0), std::logic_error);
  CHECK_THROWS_AS(whole.slice(1, static_cast<std::size_t>(-1)), std::logic_error);
  set_assertion_handler(before);
}

TEST_CASE("bytes compare like the texts they hold") {
  CHECK(rc::check([](const std::string& a, const std::string& b) {
    RC_ASSERT((Bytes(a) == Bytes(b)) == (a == b));
    RC_ASSERT((Bytes(a) < Bytes(b)) == (a < b));
    const Bytes joined(a + b);
    RC_ASSERT(joined.slice(0, a.size()) == Bytes(a));
    RC_ASSERT(joined.slice(a.size(), b.size()) == Bytes(b));
  }));
  CHECK(Bytes("\x7f") < Bytes("\x80"));
}

}  // namespace faultline::engine
