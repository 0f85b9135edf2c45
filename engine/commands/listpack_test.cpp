#include "engine/commands/listpack.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "engine/commands/hex_fixture.h"

namespace faultline::engine {
namespace {

using Texts = std::vector<Bytes>;

}  // namespace

TEST_CASE("a listpack of every encoding, as a real Redis 7.0.15 writes it") {
  const auto entries = parse_listpack(
      from_hex("484800000010008161027f01816202d00002816302cfff02816402f1008003816502f2ffff7f0481"
               "6602f30000008005816702f4ffffffffffffff7f098168028668656c6c6f2107ff")
          .substr(1));
  CHECK(entries == Texts{"a", "127", "b", "-4096", "c", "4095", "d", "-32768", "e", "8388607", "f",
                         "-2147483648", "g", "9223372036854775807", "h", "hello!"});
}

TEST_CASE("long entries of a listpack say their length in more bytes, before and behind") {
  const std::string middle(130, 'z');
  const std::string large(20'000, 'z');
  CHECK(parse_listpack(from_hex("900000000200816102e082") + middle + from_hex("0184ff")) ==
        Texts{"a", middle});
  CHECK(parse_listpack(from_hex("324e00000200816102f0204e0000") + large + from_hex("019ca5ff")) ==
        Texts{"a", large});
}

TEST_CASE("a ziplist of every encoding, as a real Redis 7.0.15 still takes it") {
  CHECK(parse_ziplist(from_hex("2f00000024000000080000016603017603f602fe9c03c02c0104f090eefe05d000"
                               "94357706e00000000000000080ff")) ==
        Texts{"f", "v", "5", "-100", "300", "-70000", "2000000000", "-9223372036854775808"});
}

TEST_CASE("long entries of a ziplist say their length in more bytes, before and behind") {
  const std::string middle(70, 'x');
  const std::string large(300, 'y');
  const std::string huge(20'000, 'w');
  CHECK(parse_ziplist(from_hex("b54f0000ae4f00000500004046") + middle + from_hex("48412c") + large +
                      from_hex("fe2f010000f2068000004e20") + huge + from_hex("fe264e0000f3ff")) ==
        Texts{middle, large, "1", huge, "2"});
}

TEST_CASE("intsets hold integers of 16, 32 or 64 bits") {
  CHECK(parse_intset(from_hex("0200000002000000ffff0200")) == Texts{"-1", "2"});
  CHECK(parse_intset(from_hex("040000000100000090eefeff")) == Texts{"-70000"});
  CHECK(parse_intset(from_hex("08000000010000000000000000000080")) ==
        Texts{"-9223372036854775808"});
  CHECK(parse_intset(from_hex("0200000000000000")) == Texts{});
}

TEST_CASE("listpacks that are malformed give nothing") {
  CHECK(parse_listpack(from_hex("070000000000ff")) == Texts{});
  for (const char* digits :
       {"", "07000000", "080000000000ff", "070000000000fe", "070000000100ff", "0900000001000101",
        "090000000100010100", "0a00000001000101ffff", "0900000001008501ff", "090000000100f501ff"}) {
    INFO(digits);
    CHECK_FALSE(parse_listpack(from_hex(digits)));
  }
  CHECK(parse_listpack(from_hex("09000000ffff0101ff")) == Texts{"1"});  // uncounted
}

TEST_CASE("ziplists and intsets that are malformed give nothing") {
  CHECK(parse_ziplist(from_hex("0b0000000a0000000000ff")) == Texts{});
  for (const char* digits : {"", "0b0000000a0000000100ff", "0c0000000a0000000000ff",
                             "0d0000000a000000010000ffff", "0d0000000a00000001000005ff"}) {
    INFO(digits);
    CHECK_FALSE(parse_ziplist(from_hex(digits)));
  }
  for (const char* digits :
       {"", "0300000001000000000000", "02000000020000000100", "0200000001000000010002"}) {
    INFO(digits);
    CHECK_FALSE(parse_intset(from_hex(digits)));
  }
}

TEST_CASE("no bytes whatever break the readers of compact encodings") {
  CHECK(rc::check([](const std::string& bytes) {
    // With the size right, so that the entries are looked at, and their number left unsaid.
    std::string framed = from_hex("00000000ffff") + bytes + "\xff";
    framed[0] = static_cast<char>(framed.size() & 0xff);
    static_cast<void>(parse_listpack(framed));
    framed.insert(4, 4, '\0');
    framed[0] = static_cast<char>(framed.size() & 0xff);
    static_cast<void>(parse_ziplist(framed));
    static_cast<void>(parse_intset(bytes));
  }));
}

}  // namespace faultline::engine
