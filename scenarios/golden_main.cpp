// golden: writes anew what is generated into documents and held there by a test. ./dev golden
// builds and runs it; read the difference before you commit it.
#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <string>

#include "scenarios/documents/generated.h"

int main() {
  int code = 0;
  for (const faultline::scenarios::Generated& each : faultline::scenarios::generated()) {
    const std::string file = FAULTLINE_SOURCE_DIR "/" + std::string(each.file);
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    const auto anew = faultline::scenarios::with_generated(text.str(), each.mark, each.make());
    if (!anew) {
      fmt::print(stderr, "golden: {} has no marks \"begin of {}\" and \"end\"\n", file, each.mark);
      code = 2;
      continue;
    }
    std::ofstream(file, std::ios::binary) << *anew;
    fmt::print("{} {}{}{}\n", *anew == text.str() ? "unchanged" : "rewritten", each.file,
               each.mark.empty() ? "" : ": ", each.mark);
  }
  return code;
}
