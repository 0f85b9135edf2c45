#include "engine/base/codec.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "engine/base/ids.h"
#include "engine/base/version_vector.h"
#include "engine/clients/protocol.h"
#include "engine/datatypes/change.h"

namespace faultline::engine {
namespace {

enum class Colour : std::uint8_t { kRed, kGreen };

// One member of every kind that the codec knows.
struct Everything {
  std::uint8_t small = 0;
  std::uint64_t large = 0;
  std::int32_t narrow = 0;
  std::int64_t wide = 0;
  bool flag = false;
  Colour colour = Colour::kRed;
  Bytes bytes;
  std::string text;
  HostId host;
  Duration duration{};
  WallTime wall{};
  Opaque<OperationId> operation;
  std::vector<std::int64_t> list;
  std::set<std::string> set;
  std::map<std::uint32_t, Bytes> map;
  std::pair<bool, std::string> pair;
  std::optional<std::int64_t> maybe;
  std::variant<std::uint64_t, std::string> either;
  VersionVector vector;
  double score = 0;
  long double sum = 0;

  friend bool operator==(const Everything&, const Everything&) = default;
  static constexpr auto fields() {
    using E = Everything;
    return std::tuple{&E::small,  &E::large, &E::narrow, &E::wide,     &E::flag,  &E::colour,
                      &E::bytes,  &E::text,  &E::host,   &E::duration, &E::wall,  &E::operation,
                      &E::list,   &E::set,   &E::map,    &E::pair,     &E::maybe, &E::either,
                      &E::vector, &E::score, &E::sum};
  }
};

Everything any_everything() {
  Everything e;
  e.small = *rc::gen::arbitrary<std::uint8_t>();
  e.large = *rc::gen::arbitrary<std::uint64_t>();
  e.narrow = *rc::gen::arbitrary<std::int32_t>();
  e.wide = *rc::gen::arbitrary<std::int64_t>();
  e.flag = *rc::gen::arbitrary<bool>();
  e.colour = *rc::gen::element(Colour::kRed, Colour::kGreen);
  e.bytes = *rc::gen::arbitrary<std::string>();
  e.text = *rc::gen::arbitrary<std::string>();
  e.host = HostId(*rc::gen::arbitrary<std::uint32_t>());
  e.duration = Duration(*rc::gen::arbitrary<std::int64_t>());
  e.wall = WallTime(Duration(*rc::gen::arbitrary<std::int64_t>()));
  e.operation = {OperationId(*rc::gen::arbitrary<std::uint64_t>())};
  e.list = *rc::gen::arbitrary<std::vector<std::int64_t>>();
  e.set = *rc::gen::arbitrary<std::set<std::string>>();
  for (const auto& [key, value] : *rc::gen::arbitrary<std::map<std::uint32_t, std::string>>())
    e.map.emplace(key, value);
  e.pair = *rc::gen::arbitrary<std::pair<bool, std::string>>();
  if (*rc::gen::arbitrary<bool>()) e.maybe = *rc::gen::arbitrary<std::int64_t>();
  if (*rc::gen::arbitrary<bool>()) e.either = *rc::gen::arbitrary<std::string>();
  for (const auto number : *rc::gen::arbitrary<std::vector<std::uint8_t>>())
    e.vector.raise({{MemberId(number % 4U), Incarnation(number % 3U)}, number + std::uint64_t{1}});
  e.score = *rc::gen::arbitrary<double>();
  e.sum = static_cast<long double>(*rc::gen::arbitrary<double>()) / 3;
  return e;
}

std::string text_of(const std::vector<std::uint8_t>& bytes) {
  return std::string(bytes.begin(), bytes.end());
}

template <class T>
bool survives(const T& value) {
  const std::optional<T> decoded = decode<T>(encode(value).bytes);
  return decoded.has_value() && *decoded == value;
}

}  // namespace

TEST_CASE("every kind of value survives encoding and decoding") {
  CHECK(rc::check([] { RC_ASSERT(survives(any_everything())); }));
}

TEST_CASE("extreme integers survive") {
  CHECK(survives(std::numeric_limits<std::uint64_t>::max()));
  CHECK(survives(std::numeric_limits<std::int64_t>::min()));
  CHECK(survives(std::numeric_limits<std::int64_t>::max()));
  CHECK(survives(std::numeric_limits<std::int32_t>::min()));
}

TEST_CASE("extreme numbers with a fraction survive") {
  using Long = std::numeric_limits<long double>;
  for (const long double value : {0.0L, -0.0L, 1.0L, -1.0L / 3, Long::max(), -Long::min(),
                                  Long::denorm_min(), Long::infinity(), -Long::infinity()}) {
    CHECK(survives(value));
    CHECK(std::signbit(*decode<long double>(encode(value).bytes)) == std::signbit(value));
  }
  CHECK(survives(std::numeric_limits<double>::denorm_min()));
  CHECK(survives(-std::numeric_limits<double>::infinity()));
  CHECK(std::isnan(*decode<long double>(encode(Long::quiet_NaN()).bytes)));
}

TEST_CASE("replies and changes survive") {
  CHECK(survives(nil_reply()));
  CHECK(survives(Reply{std::vector<Reply>{ok_reply(), error_reply("ERR x"), integer_reply(-5),
                                          Reply{std::vector<Reply>{bulk_reply("v")}}}}));
  CHECK(survives(Change{Delete{}}));
  CHECK(survives(Change{string::Write{"v", WallTime(Duration(7))}}));
  CHECK(survives(Change{set::Add{"m"}}));
}

TEST_CASE("the wire form of small values is pinned") {
  CHECK(encode(std::uint64_t{300}).bytes == Bytes("\xac\x02"));
  CHECK(encode(std::int64_t{-1}).bytes == Bytes("\x01"));
  CHECK(encode(std::int64_t{1}).bytes == Bytes("\x02"));
  CHECK(encode(std::string("ab")).bytes == Bytes("\x02"
                                                 "ab"));
  CHECK(encode(std::optional<std::int64_t>(2)).bytes == Bytes("\x01\x04"));
}

TEST_CASE("opaque ids change neither the size of a message nor its wire bytes") {
  CHECK(rc::check([](std::uint64_t a, std::uint64_t b) {
    const auto message = [](std::uint64_t operation) {
      return encode(Request{{OperationId(operation)}, {"SADD", "cart:7", "milk"}});
    };
    RC_ASSERT(message(a).bytes.size() == message(b).bytes.size());
    RC_ASSERT(message(a).uncounted == 8U && message(b).uncounted == 8U);
  }));
  CHECK(encode(Reply{std::int64_t{5}}).uncounted == 0);
}

TEST_CASE("decoding arbitrary bytes answers something or nothing, and never crashes") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& input) {
    const Bytes bytes(text_of(input));
    static_cast<void>(decode<Everything>(bytes));
    static_cast<void>(decode<Request>(bytes));
    static_cast<void>(decode<Change>(bytes));
    // What decodes is a value like any other.
    if (const auto reply = decode<Reply>(bytes)) RC_ASSERT(survives(*reply));
  }));
}

TEST_CASE("a damaged message answers something or nothing, and never crashes") {
  CHECK(rc::check([] {
    const std::string whole(encode(any_everything()).bytes.view());
    std::string damaged = whole;
    const auto place = *rc::gen::inRange<std::size_t>(0, whole.size());
    damaged[place] = static_cast<char>(*rc::gen::arbitrary<std::uint8_t>());
    static_cast<void>(decode<Everything>(Bytes(damaged)));
    // A message that ends early, or goes on after its end, is none.
    RC_ASSERT_FALSE(decode<Everything>(Bytes(whole.substr(0, place))).has_value());
    RC_ASSERT_FALSE(decode<Everything>(Bytes(whole + "x")).has_value());
  }));
}

TEST_CASE("malformed numbers, words and counts are refused") {
  CHECK_FALSE(decode<std::uint8_t>(Bytes("\x80\x02")).has_value());  // 256
  CHECK_FALSE(decode<std::int32_t>(encode(std::int64_t{1} << 40).bytes).has_value());
  CHECK_FALSE(decode<std::uint64_t>(Bytes(std::string(10, '\xff'))).has_value());
  CHECK_FALSE(decode<bool>(Bytes("\x02")).has_value());
  CHECK_FALSE((decode<std::variant<bool, bool>>(Bytes("\x02\x01")).has_value()));
  CHECK_FALSE(decode<std::string>(Bytes("\x05"
                                        "abc"))
                  .has_value());
  // A count that the input cannot hold costs no memory.
  CHECK_FALSE(decode<std::vector<std::uint64_t>>(encode(std::uint64_t{1} << 60).bytes).has_value());
}

TEST_CASE("nesting too deep for the stack is refused") {
  // 5 = an array, 1 = of one.
  std::string nested;
  for (int i = 0; i < 1'000'000; ++i) nested += "\x05\x01";
  CHECK_FALSE(decode<Reply>(Bytes(nested + std::string(1, '\0'))).has_value());
  const std::string shallow = nested.substr(0, 40) + std::string(1, '\0');
  CHECK(decode<Reply>(Bytes(shallow)).has_value());
}

TEST_CASE("decoded bytes share the memory of the message") {
  const Bytes message = encode(Bytes("a payload that is long")).bytes;
  const auto payload = decode<Bytes>(message);
  REQUIRE(payload.has_value());
  CHECK(payload->view().data() == message.view().data() + 1);
}

}  // namespace faultline::engine
