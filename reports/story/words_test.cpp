#include "reports/story/words.h"

#include <catch2/catch.hpp>
#include <set>

namespace faultline::reports {

TEST_CASE("every ledger class has words of its own") {
  std::set<std::string> phrases;
  for (std::size_t index = 0; index < sim::kLedgerClasses; ++index) {
    const auto ledger_class = static_cast<sim::LedgerClass>(index);
    phrases.insert(std::string(phrase(ledger_class)));
    CHECK(phrase_of_kind(word(ledger_class)) == phrase(ledger_class));
  }
  CHECK(phrases.size() == sim::kLedgerClasses);
  CHECK(phrase_of_kind("wrong_value") == "wrong value");
}

TEST_CASE("no documents are silent about an engine that is our own") {
  const sim::Rule rule{"whole key: latest wall stamp wins", sim::Basis::kChosen};
  CHECK(basis_text(rule, "last_write_wins").find("silent") == std::string::npos);
  CHECK(basis_text(rule, "active_active").find("silent") != std::string::npos);
}

TEST_CASE("names are listed as one would say them") {
  CHECK(listed({"a"}) == "a");
  CHECK(listed({"a", "b"}) == "a and b");
  CHECK(listed({"a", "b", "c"}) == "a, b and c");
  CHECK(display_name("last_write_wins") == "Last-Write-Wins");
}

TEST_CASE("a direction is an arrow, or within a data center") {
  CHECK(direction_text("us-east->eu-west") == "us-east → eu-west");
  CHECK(direction_text("eu-west->eu-west") == "within eu-west");
  CHECK(direction_text("all") == "all");
}

}  // namespace faultline::reports
