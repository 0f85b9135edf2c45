#include "scenarios/loader/base64.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "reports/render/escape.h"

using faultline::reports::base64;
using faultline::scenarios::from_base64;

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

TEST_CASE("base64 reads what the reports write") {
  rc::check("any bytes",
            [](const std::string& bytes) { RC_ASSERT(from_base64(base64(bytes)) == bytes); });
}
