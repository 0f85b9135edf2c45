#include "engine/commands/scan.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

namespace faultline::engine {
namespace {

std::vector<Bytes> numbered(int first, int last) {
  std::vector<Bytes> names;
  for (int i = first; i < last; ++i) names.push_back(std::to_string(i));
  return names;
}

}  // namespace

TEST_CASE("pages of any size together hold every name once, below 2^48") {
  CHECK(rc::check([] {
    const std::vector<Bytes> names = numbered(0, *rc::gen::inRange(0, 200));
    const std::int64_t count = *rc::gen::inRange(1, 30);
    std::vector<Bytes> seen;
    std::uint64_t cursor = 0;
    do {
      const ScanPage page = page_of(names, cursor, count);
      RC_ASSERT(page.next == 0 || page.names.size() >= static_cast<std::size_t>(count));
      RC_ASSERT(page.next == 0 || page.next > cursor);
      RC_ASSERT(page.next < std::uint64_t{1} << 48);
      seen.insert(seen.end(), page.names.begin(), page.names.end());
      cursor = page.next;
    } while (cursor != 0);
    std::sort(seen.begin(), seen.end());
    std::vector<Bytes> sorted = names;
    std::sort(sorted.begin(), sorted.end());
    RC_ASSERT(seen == sorted);
  }));
}

TEST_CASE("what is there all the time is returned once, whatever comes and goes") {
  const std::vector<Bytes> lasting = numbered(0, 50);
  std::multiset<Bytes> seen;
  std::uint64_t cursor = 0;
  int round = 0;
  do {
    std::vector<Bytes> names = lasting;
    const int start = 100 * ++round;
    for (const Bytes& other : numbered(start, start + 30)) names.push_back(other);
    const ScanPage page = page_of(names, cursor, 7);
    seen.insert(page.names.begin(), page.names.end());
    cursor = page.next;
  } while (cursor != 0);
  for (const Bytes& name : lasting) CHECK(seen.count(name) == 1);
}

TEST_CASE("a cursor behind all names ends the iteration") {
  const ScanPage page = page_of(numbered(0, 10), ~std::uint64_t{0}, 10);
  CHECK(page.next == 0);
  CHECK(page.names.empty());
}

TEST_CASE("cursors are read as by strtoul") {
  CHECK(parse_cursor("0") == 0);
  CHECK(parse_cursor("+7") == 7);
  CHECK(parse_cursor("") == 0);
  CHECK(parse_cursor("-1") == ~std::uint64_t{0});
  CHECK(parse_cursor("18446744073709551615") == ~std::uint64_t{0});
  for (const char* text : {"abc", " 1", "1 ", "0x0", "1.0", "18446744073709551616", "-"}) {
    INFO("'" << text << "'");
    CHECK_FALSE(parse_cursor(text));
  }
}

}  // namespace faultline::engine
