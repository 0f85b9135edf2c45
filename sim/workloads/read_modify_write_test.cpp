#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {
namespace {

using engine::Arguments;

const engine::ParameterValues kDocuments = {
    {"keys", {engine::Nested{"uniform", {{"count", {std::int64_t{3}}}}}}}};

TEST_CASE("every read leads to a write of the same document with an entry of its own") {
  const auto keys = keys_of(kDocuments);
  engine::Prng random(9);
  const auto author = find_workload("read_modify_write")->make(kDocuments, *keys, 6);
  std::set<engine::Bytes> entries;
  for (int i = 0; i < 500; ++i) {
    const Arguments read = author->next(random);
    const auto write = author->follow_up(read, random);
    REQUIRE(write);
    CHECK(write->drawn[1] == read[1]);
    CHECK(entries.insert(write->drawn[2]).second);
  }
}

TEST_CASE("what is written is what was read and the new entry") {
  const auto keys = keys_of(kDocuments);
  engine::Prng random(9);
  const auto author = find_workload("read_modify_write")->make(kDocuments, *keys, 6);
  const auto write = author->follow_up({"GET", "doc:1"}, random);
  REQUIRE(write);
  CHECK(write->make(write->drawn, engine::nil_reply()) == Arguments{"SET", "doc:1", "6-1"});
  CHECK(write->make(write->drawn, engine::bulk_reply("2-9,3-4")) ==
        Arguments{"SET", "doc:1", "2-9,3-4,6-1"});
}

TEST_CASE("a long document loses its oldest entries, whole ones") {
  const auto keys = keys_of(kDocuments);
  engine::Prng random(9);
  const auto author = find_workload("read_modify_write")->make(kDocuments, *keys, 6);
  const auto write = author->follow_up({"GET", "doc:1"}, random);
  REQUIRE(write);
  std::string text = "4-100";
  while (text.size() < 300) text += ",4-" + std::to_string(100 + text.size() / 6);
  const auto made = write->make(write->drawn, engine::bulk_reply(text));
  REQUIRE(made);
  const std::string_view written = (*made)[2].view();
  CHECK(written.size() <= 256);
  CHECK(written.size() > 240);
  CHECK(written.starts_with("4-"));
  CHECK(written.ends_with(",6-1"));
}

}  // namespace
}  // namespace faultline::sim
