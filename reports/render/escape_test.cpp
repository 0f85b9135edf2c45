#include "reports/render/escape.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("markup and Markdown lose their meaning") {
  CHECK(escape_markup("<a b=\"'&'\">") == "&lt;a b=&quot;&#39;&amp;&#39;&quot;&gt;");
  CHECK(escape_markdown("a|b`c`<d>\n*e*") == "a\\|b\\`c\\`&lt;d> \\*e\\*");
  CHECK(escape_markdown("lost_concurrent _x_") == "lost_concurrent \\_x\\_");
  CHECK(escape_markdown("&lt; & &#60;") == "&amp;lt; & &amp;#60;");
}

TEST_CASE("keys with colons and values with dollars are no pictures and formulas on GitHub") {
  CHECK(escape_markdown("cart:100:milk at eu: c1") == "cart<span>:</span>100:milk at eu: c1");
  CHECK(escape_markdown("cart:7 $1 $") == "cart:7 <span>$</span>1 <span>$</span>");
  CHECK(escape_markdown("a:: b:") == "a:: b:");
}

TEST_CASE("in Markdown a bound reads as it was written, and opens nothing at the begin of a line") {
  CHECK(escape_markdown("> 0") == "> 0");
  CHECK(markdown_paragraph("> 0") == "\\> 0");
  CHECK(markdown_paragraph("# one") == "\\# one");
  CHECK(markdown_paragraph("  12. one") == "12\\. one");
  CHECK(markdown_paragraph("12 carts") == "12 carts");
  CHECK(markdown_paragraph("").empty());
}

}  // namespace faultline::reports
