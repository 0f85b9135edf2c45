#include "engine/dynomite/hash.h"

#include <catch2/catch.hpp>
#include <string>

#include "engine/dynomite/ring.h"

namespace faultline::engine::dynomite {
namespace {

using enum HashFunction;

// No answer here comes from this code: they are published ones (the test says whose), or a separate
// program's that was written from the facts and gave the published answers of the unbent functions.
void expect(HashFunction function, std::string_view key, std::uint32_t answer) {
  INFO(kHashNames[static_cast<std::size_t>(function)] << " of \"" << key << '"');
  CHECK(key_hash(function, key) == answer);
}

constexpr std::string_view kFox = "The quick brown fox jumps over the lazy dog";
constexpr std::string_view kScore = "Four score and seven years ago";

}  // namespace

TEST_CASE("each name of the configuration finds its hash function and no other word does") {
  CHECK(find_hash_function("one_at_a_time") == kOneAtATime);
  CHECK(find_hash_function("md5") == kMd5);
  CHECK(find_hash_function("crc16") == kCrc16);
  CHECK(find_hash_function("crc32") == kCrc32);
  CHECK(find_hash_function("crc32a") == kCrc32a);
  CHECK(find_hash_function("fnv1_64") == kFnv1_64);
  CHECK(find_hash_function("fnv1a_64") == kFnv1a_64);
  CHECK(find_hash_function("fnv1_32") == kFnv1_32);
  CHECK(find_hash_function("fnv1a_32") == kFnv1a_32);
  CHECK(find_hash_function("hsieh") == kHsieh);
  CHECK(find_hash_function("murmur") == kMurmur);
  CHECK(find_hash_function("jenkins") == kJenkins);
  CHECK(find_hash_function("murmur3") == kMurmur3);
  CHECK(find_hash_function("MD5") == std::nullopt);
  CHECK(find_hash_function("murmur2") == std::nullopt);
  CHECK(find_hash_function("") == std::nullopt);
}

TEST_CASE("one-at-a-time gives the published answers and reads bytes above 127 as signed") {
  expect(kOneAtATime, "a", 0xca2e9442);  // Wikipedia's
  expect(kOneAtATime, kFox, 0x519e91f5);
  expect(kOneAtATime, "", 0);
  expect(kOneAtATime, "\xff", 0xae65a494);
  expect(kOneAtATime, "\xe4\xbd\xa0", 0x79b101ac);
  expect(kOneAtATime, "abcdefgh\xff\x80", 0x976b15ed);
}

TEST_CASE("MD5 gives the first four bytes of the standard's digests, the first one lowest") {
  // RFC 1321 A.5, in which "abc" begins with 90 01 50 98.
  expect(kMd5, "abc", 0x98500190);
  expect(kMd5, "", 0xd98c1dd4);
  expect(kMd5, "a", 0xb975c10c);
  expect(kMd5, "message digest", 0x7d696bf9);
  // 62 and 80 bytes: the length needs a block of its own; more than one block.
  expect(kMd5, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 0x98ab74d1);
  std::string digits;
  for (int i = 0; i < 8; ++i) digits += "1234567890";
  expect(kMd5, digits, 0xa2f4ed57);
}

TEST_CASE("the 16-bit CRC gives XMODEM's check value below what was shifted out") {
  CHECK((key_hash(kCrc16, "123456789") & 0xffffU) == 0x31c3);  // published
  expect(kCrc16, "", 0);
  expect(kCrc16, "a", 0x7c87);
  expect(kCrc16, "ab", 0x7c74ff);
  expect(kCrc16, "123456789", 0x869031c3);
  expect(kCrc16, "key\xff", 0xeb709b67);
}

TEST_CASE("the 32-bit CRC gives the published check value, and 15 bits of it in its short form") {
  expect(kCrc32a, "123456789", 0xcbf43926);  // published
  expect(kCrc32, "123456789", 0x4bf4);
  expect(kCrc32a, "\xff", 0xff000000);
  expect(kCrc32, "\xff", 0x7f00);
  expect(kCrc32a, "", 0);
  expect(kCrc32, "", 0);
}

TEST_CASE("Fowler-Noll-Vo gives its authors' answers, the lower half of those with 64 bits") {
  expect(kFnv1_32, "", 0x811c9dc5);
  expect(kFnv1_32, "a", 0x050c5d7e);
  expect(kFnv1_32, "foobar", 0x31f0b262);
  expect(kFnv1a_32, "", 0x811c9dc5);
  expect(kFnv1a_32, "a", 0xe40c292c);
  expect(kFnv1a_32, "foobar", 0xbf9cf968);
  expect(kFnv1_64, "", 0x84222325);        // cbf29ce4 84222325
  expect(kFnv1_64, "a", 0x8601b7be);       // af63bd4c 8601b7be
  expect(kFnv1_64, "foobar", 0xa4dda9c2);  // 340d8765 a4dda9c2
  expect(kFnv1a_64, "", 0x84222325);
  expect(kFnv1a_64, "a", 0x8601ec8c);       // af63dc4c 8601ec8c
  expect(kFnv1a_64, "foobar", 0xf73967e8);  // 85944171 f73967e8
  expect(kFnv1_32, "abcdefgh\xff\x80", 0xba18c550);
  expect(kFnv1a_32, "abcdefgh\xff\x80", 0xb5cf0642);
}

TEST_CASE("Hsieh's hash gives the known answers for each number of bytes behind the last word") {
  expect(kHsieh, "", 0);
  expect(kHsieh, "a", 0x93642e87);
  expect(kHsieh, "ab", 0x5b8c0ec3);
  expect(kHsieh, "abc", 0xe5186b3a);
  expect(kHsieh, "abcd", 0x3ab452d8);
  expect(kHsieh, "key:0", 0xc3c83853);
  expect(kHsieh, "\xff", 0x02a6dba8);
  expect(kHsieh, "\xe4\xbd\xa0", 0x1fcfbeed);
  expect(kHsieh, kScore, 0x0c5fc188);
}

TEST_CASE("the hash depends on length, whole words and the rest") {
  expect(kMurmur, "key:0", 1895216676U);
  expect(kMurmur, "key:1", 3691594071U);
  expect(kMurmur, "key:2", 1027041185U);
  expect(kMurmur, "key:3", 4199861865U);
  expect(kMurmur, "", 0U);
  expect(kMurmur, "abc", 0x7b0cc428);
  expect(kMurmur, "abcdefgh\xff\x80", 0x032aeeb9);
}

TEST_CASE("bytes above 127 hash as unsigned") {
  // A signed reading of the last byte would set the upper bits.
  CHECK(key_hash(kMurmur, "\xff") != key_hash(kMurmur, "\x7f"));
  expect(kMurmur, "\xff", 3679652508U);
}

TEST_CASE("Jenkins' hash gives the known answers for one block, a full one and several") {
  expect(kJenkins, "", 0);
  expect(kJenkins, "a", 0xe0a38690);
  expect(kJenkins, "abcd", 0xd512151a);
  expect(kJenkins, "abcdefghijkl", 0xfb8b49e3);
  expect(kJenkins, "abcdefghijklm", 0xb621e85f);
  expect(kJenkins, "\xff", 0xe1964da8);
  expect(kJenkins, kScore, 0x1ab867b2);
}

TEST_CASE("with murmur3 the lowest token of a rack owns every key") {
  const Ring ring(NodeTokens{{4'000'000'000}, {7}, {2'000'000'000}});
  const Ring with_zero(NodeTokens{{5}, {0}});
  for (const std::string_view key : {"", "a", "key:0", "key:1", "user:1234567", "\xff"}) {
    CHECK(ring.owner(key_hash(kMurmur3, key)) == 1);
    CHECK(with_zero.owner(key_hash(kMurmur3, key)) == 1);
  }
}

TEST_CASE("with crc32 the first of even tokens owns every key") {
  const Ring ring(even_tokens(3));
  for (int i = 0; i < 200; ++i)
    CHECK(ring.owner(key_hash(kCrc32, "key:" + std::to_string(i))) == 0);
}

}  // namespace faultline::engine::dynomite
