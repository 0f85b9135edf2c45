#include "reports/render/base64.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("base64 is that of RFC 4648") {
  CHECK(to_base64("").empty());
  CHECK(to_base64("f") == "Zg==");
  CHECK(to_base64("fo") == "Zm8=");
  CHECK(to_base64("foo") == "Zm9v");
  CHECK(to_base64("foob") == "Zm9vYg==");
  CHECK(to_base64("\xff\xfe\xfd") == "//79");
}

TEST_CASE("base64 reads the examples of RFC 4648") {
  CHECK(from_base64("") == "");
  CHECK(from_base64("Zg==") == "f");
  CHECK(from_base64("Zm8=") == "fo");
  CHECK(from_base64("Zm9vYmFy") == "foobar");
}

TEST_CASE("base64 refuses what is not canonical") {
  for (const char* text :
       {"Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Z g=", "====", "Zm9v\n", "Zm-_"})
    CHECK_FALSE(from_base64(text).has_value());
}

TEST_CASE("base64 reads what it writes") {
  rc::check("any bytes",
            [](const std::string& bytes) { RC_ASSERT(from_base64(to_base64(bytes)) == bytes); });
}

}  // namespace faultline::reports
