// golden: writes anew what is generated into READMEs and held there by a test. ./dev golden builds
// and runs it; read the difference before you commit it.
#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <string>

#include "scenarios/semantics/conflict_pairs.h"

int main() {
  const std::string file =
      FAULTLINE_SOURCE_DIR "/" + std::string(faultline::scenarios::kPairsReadme);
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  const auto anew = faultline::scenarios::with_pair_table(text.str());
  if (!anew) {
    fmt::print(stderr, "golden: {} has no marks between which the table stands\n", file);
    return 2;
  }
  std::ofstream(file, std::ios::binary) << *anew;
  fmt::print("{} {}\n", *anew == text.str() ? "unchanged" : "rewritten",
             faultline::scenarios::kPairsReadme);
}
