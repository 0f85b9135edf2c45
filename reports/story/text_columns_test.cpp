#include "reports/story/text_columns.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("columns are those of a terminal, not bytes") {
  CHECK(text_columns("cart") == 4);
  CHECK(text_columns("κλειδί") == 6);
  CHECK(text_columns("● →") == 3);
  CHECK(text_columns("買い物") == 6);
}

TEST_CASE("text is cut between characters, and the cut shows") {
  CHECK(cut_to("cart:7", 6) == "cart:7");
  CHECK(cut_to("cart:77", 6) == "cart:…");
  CHECK(cut_to("κλειδί", 3) == "κλ…");
  CHECK(cut_to("買い物", 4) == "買…");
  CHECK(cut_to("x", 0).empty());
  CHECK(filled_to("ab", 4) == "ab  ");
  CHECK(filled_to("abcdef", 4) == "abc…");
}

TEST_CASE("text is folded between words, and within one that is too wide") {
  CHECK(folded_to("a b c", 80) == std::vector<std::string>{"a b c"});
  CHECK(folded_to("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(folded_to("abcdefgh ij", 4) == std::vector<std::string>{"abcd", "efgh", "ij"});
  CHECK(folded_to("", 5).empty());
  for (const std::string& line : folded_to("買い物 買い物買い物", 5))
    CHECK(text_columns(line) <= 5);
}

}  // namespace faultline::reports
