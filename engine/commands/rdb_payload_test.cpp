// Payloads are recorded from a real Redis 7.0.15, and what is refused is what it refuses.

#include "engine/commands/rdb_payload.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <limits>

#include "engine/commands/crc64.h"
#include "engine/commands/hex_fixture.h"
#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

// With a footer of that version that is right.
Bytes with_footer(std::string body, std::uint64_t version = 10) {
  body += static_cast<char>(version & 0xff);
  body += static_cast<char>(version >> 8);
  const std::uint64_t crc = crc64(body);
  for (int i = 0; i < 8; ++i) body += static_cast<char>(crc >> (8 * i) & 0xff);
  return body;
}

// What it holds, part by part; nothing where it is at fault.
std::vector<Bytes> parts_in(const Bytes& payload) {
  const auto parsed = parse_payload(payload);
  const auto* value = std::get_if<PlainValue>(&parsed);
  return value == nullptr ? std::vector<Bytes>() : parts_of(*value);
}

using Parts = std::vector<Bytes>;

bool is_malformed(std::string_view digits) {
  const auto parsed = parse_payload(with_footer(from_hex(digits)));
  const auto* fault = std::get_if<PayloadFault>(&parsed);
  return fault != nullptr && *fault == PayloadFault::kFormat;
}

}  // namespace

TEST_CASE("strings are read plain, as integers and compressed") {
  CHECK(parts_in(from_hex("000568656c6c6f0a006372df766534200a")) == Parts{"hello"});
  CHECK(parts_in(from_hex("00000a005d9b5c400f7fa2da")) == Parts{""});
  CHECK(parts_in(from_hex("00c00a0a006e9f57450eae63bb")) == Parts{"10"});
  CHECK(parts_in(from_hex("00c1d4fe0a00c6c48623febede2e")) == Parts{"-300"});
  CHECK(parts_in(from_hex("00c2701101000a0001a408fe953095a5")) == Parts{"70000"});
  std::string repeated;
  for (int i = 0; i < 30; ++i) repeated += "abc";
  CHECK(parts_in(from_hex("00c30b405a0361626361e04b020162630a00238036f9e2d0c780")) ==
        Parts{repeated});
}

TEST_CASE("sets are read as intsets and member by member") {
  CHECK(parts_in(from_hex("0b14040000000300000090eefeff01000000020000000a005d9df7da2f43d06b")) ==
        Parts{"-70000", "1", "2"});
  CHECK(parts_in(from_hex("020301620161c0210a00f8cc948b8ffcef35")) == Parts{"33", "a", "b"});
}

TEST_CASE("hashes are read as listpacks, ziplists and field by field") {
  CHECK(parts_in(from_hex("1019190000000600816602817602816702dffb02816e02cfa002ff0a00e73a8329b81e6a"
                          "f3")) == Parts{"f", "v", "g", "-5", "n", "4000"});
  CHECK(parts_in(from_hex("0402016601760167c0fb0a00da828ea863695ea0")) ==
        Parts{"f", "v", "g", "-5"});
  CHECK(parts_in(with_footer(from_hex("0d10100000000d000000020000016603f6ff"))) == Parts{"f", "5"});
}

TEST_CASE("sorted sets are read as listpacks, ziplists, and with binary or decimal scores") {
  CHECK(
      parts_in(from_hex("112a2a0000000800816302842d696e660581610283312e35048162020201816402f400008a"
                        "5d7845630109ff0a0014aedf72a40059b3")) ==
      Parts{"c", "-inf", "a", "1.5", "b", "2", "d", "1e+17"});
  CHECK(parts_in(from_hex("0503016200000000000000400161000000000000f83f0163000000000000f0ff0a007165"
                          "0286e46a3ac7")) == Parts{"c", "-inf", "a", "1.5", "b", "2"});
  CHECK(parts_in(from_hex("0c20200000001a00000006000001610303312e3505016203f30201630303696e66ff0a00"
                          "561b2cb51e3114e4")) == Parts{"a", "1.5", "b", "2", "c", "inf"});
  CHECK(parts_in(with_footer(from_hex("0303016103312e350162fe0163ff"))) ==
        Parts{"c", "-inf", "a", "1.5", "b", "inf"});
  CHECK(parts_in(with_footer(from_hex("0301016104312e3578"))) == Parts{"a", "1.5"});
}

TEST_CASE("lengths take 6, 14, 32 or 64 bits") {
  for (const char* digits : {"000161", "00400161", "00800000000161", "0081000000000000000161"}) {
    INFO(digits);
    CHECK(parts_in(with_footer(from_hex(digits))) == Parts{"a"});
  }
  CHECK(is_malformed("00820000000161"));
}

TEST_CASE("a payload of another checksum or a later version is refused as that") {
  const auto is_refused = [](const Bytes& payload) {
    const auto parsed = parse_payload(payload);
    const auto* fault = std::get_if<PayloadFault>(&parsed);
    return fault != nullptr && *fault == PayloadFault::kVersionOrChecksum;
  };
  CHECK(is_refused(""));
  CHECK(is_refused("abcdefghijkl"));
  CHECK(is_refused(from_hex("0001610a000000000000000000")));
  CHECK(is_refused(with_footer(from_hex("000161"), 11)));
  CHECK_FALSE(is_refused(with_footer(from_hex("000161"), 9)));
}

TEST_CASE("bytes behind the value are left alone, and the footer is some of them") {
  CHECK(parts_in(with_footer(from_hex("0001615858"))) == Parts{"a"});
  CHECK(parts_in(with_footer(from_hex("000361"))) == Parts{from_hex("610a00")});
}

TEST_CASE("other types, nothing at all and collections of nothing are malformed") {
  for (const char* digits : {"", "00", "001361", "3f", "1201020a0a0000000100816102ff", "0200",
                             "0400", "0500", "0300", "0b080200000000000000", "02c00161",
                             "1007070000000000ff", "00c4", "00c302050061", "00c3030505616263"}) {
    INFO(digits);
    CHECK(is_malformed(digits));
  }
}

TEST_CASE("equal members and scores that are no number are malformed") {
  for (const char* digits : {"020201610161", "020201310131", "04020161016201610163",
                             "05010161000000000000f87f", "03010161fd", "030101610378797a",
                             "0301016100", "05020161000000000000000001610000000000000000"}) {
    INFO(digits);
    CHECK(is_malformed(digits));
  }
}

TEST_CASE("a dumped value is the value again") {
  std::string large(20'000, 'y');
  const std::vector<Change> changes = {
      string::Write{"hello", {}},
      string::Write{"", {}},
      string::Write{large, {}},
      set::Assign{{"a", "", "-7", std::string(100, 'x')}, {}},
      hash::Assign{{{"f", "v"}, {"", ""}, {"g", large}}, {}},
      sorted_set::Assign{{{"a", 0.1}, {"b", -kInfinite}, {"c", 1e300}, {"d", -0.0}}, {}}};
  for (const Change& change : changes) {
    std::optional<PlainKey> key;
    apply_plain(key, change);
    CHECK(parse_payload(dump_payload(reader_of(key->value))) ==
          std::variant<PlainValue, PayloadFault>(key->value));
  }
}

TEST_CASE("a dumped string is what a real Redis takes, byte by byte") {
  std::optional<PlainKey> key;
  apply_plain(key, string::Write{"hello", {}});
  CHECK(dump_payload(reader_of(key->value)) == from_hex("000568656c6c6f0a006372df766534200a"));
}

TEST_CASE("no payload whatever breaks the reader") {
  CHECK(rc::check([](const std::string& bytes) {
    static constexpr char kTypes[] = {0, 2, 3, 4, 5, 11, 12, 13, 16, 17};
    for (const char type : kTypes) static_cast<void>(parse_payload(with_footer(type + bytes)));
    static_cast<void>(parse_payload(bytes));
  }));
}

}  // namespace faultline::engine
