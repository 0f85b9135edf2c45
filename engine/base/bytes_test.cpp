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
    const Bytes original("a payload that is long");
    copy = original;
    CHECK(copy.view().data() == original.view().data());
  }
  CHECK(copy == Bytes("a payload that is long"));
  Bytes& same = copy;
  copy = same;
  CHECK(copy == Bytes("a payload that is long"));
  const Bytes moved = std::move(copy);
  CHECK(moved == Bytes("a payload that is long"));
}

TEST_CASE("a slice shares memory and outlives the whole") {
  Bytes slice;
  {
    const Bytes whole("hello, all the world");
    slice = whole.slice(1, 19);
    CHECK(slice.view().data() == whole.view().data() + 1);
  }
  CHECK(slice == Bytes("ello, all the world"));
  CHECK(slice.slice(14, 3) == Bytes("wor"));
  CHECK(slice.slice(19, 0).empty());
}

TEST_CASE("a short text lies inside the object, one byte more lies outside") {
  const auto lies_inside = [](const Bytes& bytes) {
    const auto* object = reinterpret_cast<const char*>(&bytes);
    const char* text = bytes.view().data();
    return text >= object && text < object + sizeof(bytes);
  };
  const std::string text("0123456789abcdef");
  const Bytes longest(text.substr(0, Bytes::kShort));
  CHECK(lies_inside(longest));
  CHECK(longest.view() == text.substr(0, Bytes::kShort));
  const Bytes longer(text);
  CHECK_FALSE(lies_inside(longer));
  CHECK(longer.view() == text);
  const Bytes part = longer.slice(1, Bytes::kShort);
  CHECK(lies_inside(part));
  CHECK(part.view() == text.substr(1));
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
