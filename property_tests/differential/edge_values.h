// What arguments are drawn from: small values that meet each other again, and the edges of what
// Redis takes and refuses. Counts, lengths and offsets are small or refused: none of them makes a
// server answer millions of elements or allocate half a gigabyte. The first eight of a list, or its
// first half, are drawn more often: there stand values that Redis takes.
#pragma once

#include <string_view>

namespace faultline::differential {

using namespace std::string_view_literals;

// clang-format off
inline constexpr std::string_view kStringKeys[] = {"string:1", "string:2", "string:3"};
inline constexpr std::string_view kHashKeys[] = {"hash:1", "hash:2"};
inline constexpr std::string_view kSetKeys[] = {"set:1", "set:2", "set:3"};
inline constexpr std::string_view kSortedSetKeys[] = {"zset:1", "zset:2"};
inline constexpr std::string_view kLexicalKeys[] = {"zset:a", "zset:b"};  // of one score
inline constexpr std::string_view kGeoKeys[] = {"geo:1", "geo:2"};
inline constexpr std::string_view kOddKeys[] = {"", "\0k\xff\r\n"sv, "w_1"};

inline constexpr std::string_view kValues[] = {
    "", "a", "b", "abc", "foobar", "ohmytext", "mynewtext", "hello world", "0", "1", "-1", "7",
    "10", "00", "-0", "+1", " 1", "1 ", "1.5", "3.0", "1e3", "0x10", "inf", "nan",
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551615",
    "\0"sv, "a\0b"sv, "\xff\x00\xfe"sv, "\r\n", "\xc3\xa9", "\xff\xff\xff\xff",
    "\x01\x02\x04\x80\x40", "01234567890123456789012345678901234567890123",
    "012345678901234567890123456789012345678901234",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

// Of sets, sorted sets and geo indexes, and the fields of hashes. SORT ... ALPHA takes a text to
// end at a zero byte, so none is the beginning of another up to there.
inline constexpr std::string_view kMembers[] = {
    "a", "b", "c", "d", "1", "2", "", "aa", "e", "f", "0", "3", "10", "-1", "007", "1.0", "ab",
    "9223372036854775807", "9223372036854775808", "q\0b"sv, "\xff", "\r\n",
    "a member that is longer than the 64 bytes of the longest in a packed list"};

inline constexpr std::string_view kIntegers[] = {
    "0", "1", "-1", "2", "5", "10", "-10", "100", "4294967296", "-2147483649",
    "9223372036854775807", "9223372036854775806", "-9223372036854775808", "-9223372036854775807",
    "9223372036854775808", "-9223372036854775809", "18446744073709551616", "", "abc", "1.0",
    "1e2", "+1", " 1", "1 ", "01", "-0", "0x1"};

inline constexpr std::string_view kIndexes[] = {
    "0", "0", "1", "2", "3", "4", "-1", "-1", "-2", "-3", "5", "10", "-10", "100", "-100",
    "2147483648", "-2147483649", "9223372036854775807", "-9223372036854775808",
    "9223372036854775808", "", "abc", "1.0"};

// SRANDMEMBER k -n answers n elements, so that none here lies between -20 and what is refused.
inline constexpr std::string_view kRandomCounts[] = {
    "1", "2", "3", "5", "-1", "-2", "-7", "0", "-20", "100", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808", "abc", "1.0", ""};

inline constexpr std::string_view kCounts[] = {
    "1", "1", "2", "2", "3", "5", "10", "0", "100", "-1", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808", "abc", "1.0", ""};

inline constexpr std::string_view kDatabases[] = {
    "0", "0", "0", "1", "-1", "abc", "9223372036854775807"};

inline constexpr std::string_view kByteOffsets[] = {
    "0", "1", "2", "3", "5", "8", "20", "0", "100", "536870912", "4294967296",
    "9223372036854775807", "-1", "abc", ""};
inline constexpr std::string_view kBitOffsets[] = {
    "0", "1", "2", "3", "6", "7", "8", "9", "15", "16", "31", "63", "100", "4294967296",
    "9223372036854775807", "-1", "abc", ""};
inline constexpr std::string_view kBitfieldOffsets[] = {
    "0", "1", "3", "7", "8", "#0", "#1", "#2", "10", "63", "100", "#3", "4294967296", "-1", "#-1",
    "#", "#abc", "#9223372036854775807", "abc", ""};
inline constexpr std::string_view kBits[] = {"0", "1", "1", "1", "2", "-1", "abc", ""};
inline constexpr std::string_view kBitfieldTypes[] = {
    "u1", "u2", "u4", "i4", "i5", "u8", "i8", "u7", "u3", "u5", "i7", "u16", "u31", "u32", "u33",
    "u63", "i1", "i2", "i16", "i32", "i63", "i64", "u64", "i65", "u0", "i0", "u-1", "x8", "u", "",
    "U8", "8"};

inline constexpr std::string_view kFloats[] = {
    "0", "1", "-1", "1.5", "-1.5", "0.1", "0.2", "3.0e3", "-0", "1e-5", "1e17", "1e18", "1e22",
    "1e308", "-1e308", "1e400", "17179869184", "9007199254740993", "123456789012345678",
    "3.14159265358979", "0.00000000000000001", "inf", "-inf", "+inf", "infinity", "nan", "", "abc",
    " 1", "1 ", "0x10", "1.5abc", ".5", "5.", "+1", "1e"};

// None is so small that strtod warns of it: SORT of Redis takes that for an error of its own.
inline constexpr std::string_view kScores[] = {
    "0", "1", "-0", "2", "3", "-1", "1.5", "2.5", "0", "-2", "10", "100", "1", "0.1", "1e5", "1e17",
    "1e21", "1e-5", "3.1400000000000001", "9007199254740993", "1e308", "-1e308", "1e-300", "inf",
    "-inf", "+inf", "nan", "abc", "", "1 ", " 1", "0x10"};
inline constexpr std::string_view kScoreBounds[] = {
    "-inf", "+inf", "0", "1", "2", "(1", "-1", "3", "-inf", "+inf", "(0", "(2", "(3", "(-1", "1.5",
    "(1.5", "10", "inf", "(inf", "(-inf", "nan", "(", "", "abc", "(abc", "[1", "1 "};
inline constexpr std::string_view kLexBounds[] = {
    "-", "-", "+", "+", "[a", "(a", "[b", "(b", "[c", "(c", "[", "(", "[1", "(aa", "[\xff",
    "(q\0b"sv, "a", "", "-a", "+a"};
inline constexpr std::string_view kWeights[] = {
    "1", "2", "0.5", "-1", "3", "0", "inf", "-inf", "1e308", "nan", "abc", ""};

inline constexpr std::string_view kPatterns[] = {
    "*", "*", "?", "a*", "*1", "[a-c]*", "[c-a]*", "[^a]*", "[", "[a", "[a-", "\\*", "\\", "",
    "a\\b", "**a*", "h?sh:*", "set:[12]", "string:*", "*\xff*", "0", "?*?"};
inline constexpr std::string_view kKeyPatterns[] = {
    "string:*", "*", "w_*", "#", "nosort", "hash:*->a", "hash:1->*", "w_", "*->", ""};
inline constexpr std::string_view kTypes[] = {
    "string", "hash", "set", "zset", "list", "SET", "nope", ""};
// "0" begins a whole iteration; the others are for what Redis says of them.
inline constexpr std::string_view kCursors[] = {
    "0", "0", "0", "0", "0", "0", "0", "abc", "-1", "", "0 ", "1.5", "18446744073709551616"};

// Longitude and latitude; no two as far from a third one.
inline constexpr std::string_view kPositions[][2] = {
    {"13.361389", "38.115556"}, {"15.087269", "37.502669"}, {"2.3522", "48.8566"},
    {"-122.4194", "37.7749"}, {"139.6917", "35.6895"}, {"0", "0"}, {"180", "85.05112878"},
    {"-180", "12"}, {"31", "-85.05112878"}, {"179.9", "0.1"}, {"-179.9", "-0.2"},
    {"0.0001", "0.0001"},
    {"181", "0"}, {"0", "86"}, {"abc", "0"}, {"0", ""}, {"nan", "1"}, {"1e1", "-1e1"}};
inline constexpr std::string_view kDistances[] = {
    "100", "200", "500", "1000", "5000", "20000", "1e9", "1", "0", "0.001", "-1", "abc", "", "nan",
    "1e308"};
inline constexpr std::string_view kUnits[] = {"m", "km", "km", "km", "ft", "mi", "KM", "x", ""};

// What a real server's DUMP answered: strings (raw, integer, compressed), sets (packed integers,
// table), hashes and sorted sets (packed and not), in hexadecimal.
inline constexpr std::string_view kTablePayload =
    "05050164000000000000f07f01630000000000000840016200000000000000400165000000000000f83f"
    "0161000000000000f03f0a005327b9270b51f2fc";
inline constexpr std::string_view kPayloads[] = {
    "00036162630a00d9ac303d4172a2e2", "00c02a0a0081fb5cfa86634f50",
    "00c3094048016161e03b000161610a0006c6b77395d67782",
    "0b1404000000030000000100000002000000701101000a0085d5c1065b1dd055",
    "0203c001016201610a004467f0c6e2d12e5b",
    "10121200000004008161020101816202817802ff0a0078074c6bd9d7051f",
    "04050165c0050163c0030161c0010162c0020164c0040a00e97a65cbf36c64e2",
    "1114140000000400816102010181620283322e3504ff0a00d44c6ea4f644d9d7",
    kTablePayload};
// clang-format on

}  // namespace faultline::differential
