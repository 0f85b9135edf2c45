#include "reports/render/escape.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("base64 is that of RFC 4648") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64("\xff\xfe\xfd") == "//79");
}

TEST_CASE("markup and Markdown lose their meaning") {
  CHECK(escape_markup("<a b=\"'&'\">") == "&lt;a b=&quot;&#39;&amp;&#39;&quot;&gt;");
  CHECK(escape_markdown("a|b`c`<d>\n*e*") == "a&#124;b&#96;c&#96;&#60;d&#62; &#42;e&#42;");
  CHECK(escape_markdown("lost_concurrent _x_") == "lost_concurrent &#95;x&#95;");
}

}  // namespace faultline::reports
