#include "scenarios/loader/nearest.h"

#include <catch2/catch.hpp>
#include <vector>

using faultline::scenarios::edit_distance;
using faultline::scenarios::nearest;

TEST_CASE("edit distance counts inserts, deletes, replacements and swaps") {
  CHECK(edit_distance("partition", "partition") == 0);
  CHECK(edit_distance("partiton", "partition") == 1);
  CHECK(edit_distance("partitoin", "partition") == 1);
  CHECK(edit_distance("Partition", "partition") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("did you mean: the nearest word, and none rather than a far one") {
  const std::vector<std::string> words = {"at", "for", "kind", "mode", "groups", "stall_reset"};
  CHECK(nearest("fro", words) == "for");
  CHECK(nearest("knid", words) == "kind");
  CHECK(nearest("stallreset", words) == "stall_reset");
  CHECK(nearest("x", words).empty());
  CHECK(nearest("latency", words).empty());
  CHECK(nearest("made", words) == "mode");
  CHECK(nearest("gruope", words) == "groups");
  CHECK(nearest("bogus", std::vector<std::string>{"out", "json", "quiet"}).empty());
  CHECK(nearest("if", words).empty());
  CHECK(nearest(std::string(100'000, 'a'), words).empty());
}

TEST_CASE("did you mean: the one word that goes on where this one ends") {
  const std::vector<std::string> words = {"DC_ONE", "DC_QUORUM", "DC_EACH_SAFE_QUORUM"};
  CHECK(nearest("dc_each", words) == "DC_EACH_SAFE_QUORUM");
  CHECK(nearest("DC_", words).empty());
}
