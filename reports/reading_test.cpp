// The page on how to read a report is held to what a report can say.
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/charts/chart_kind.h"
#include "reports/report.h"
#include "reports/sample_run.h"

namespace faultline::reports {
namespace {

std::string reading() {
  std::ostringstream text;
  text << std::ifstream(FAULTLINE_SOURCE_DIR "/reports/reading.md").rdbuf();
  return text.str();
}

// The row of a table that begins with the word; empty: there is none.
std::string row_of(std::string_view word) {
  const std::string text = reading();
  const std::size_t at = text.find("\n| `" + std::string(word) + "` |");
  return at == std::string::npos ? std::string()
                                 : text.substr(at + 1, text.find('\n', at + 1) - at - 1);
}

TEST_CASE("how to read a report: every class of the ledger has its row, and says if it is lost") {
  for (std::size_t i = 0; i < sim::kLedgerClasses; ++i) {
    const auto ledger_class = static_cast<sim::LedgerClass>(i);
    const std::string row = row_of(word(ledger_class));
    INFO(word(ledger_class) << ": " << row);
    CHECK(row.size() > 30);
    CHECK(row.ends_with("| yes |") == sim::is_lost(ledger_class));
  }
}

TEST_CASE("how to read a report: every chart has its row") {
  for (const ChartKind& chart : chart_kinds()) {
    INFO(chart.name);
    CHECK(row_of(chart.name).size() > 30);
  }
}

TEST_CASE("how to read a report: wire.csv has no greetings, which are part of the sum") {
  CHECK(row_of("wire").find("greetings before the run's time 0") != std::string::npos);
}

TEST_CASE("how to read a report: every verdict has its row, every basis its words") {
  for (const sim::Verdict verdict : {sim::Verdict::kHeld, sim::Verdict::kFailed,
                                     sim::Verdict::kUnknown, sim::Verdict::kNotApplicable}) {
    INFO(word(verdict));
    CHECK(row_of(word(verdict)).size() > 30);
  }
  for (const sim::Basis basis :
       {sim::Basis::kDocumented, sim::Basis::kMeasured, sim::Basis::kInferred, sim::Basis::kChosen})
    CHECK(reading().find("`" + std::string(word(basis)) + "`") != std::string::npos);
}

TEST_CASE("how to read a report: every key of an engine's figures is named") {
  SampleRun sample;
  const auto result = nlohmann::json::parse(result_json(sample.input()));
  REQUIRE_FALSE(result["engines"].empty());
  const std::string text = reading();
  const auto named = [&](const std::string& key) {
    return text.find("`" + key + "`") != std::string::npos ||
           text.find("." + key + "`") != std::string::npos;
  };
  for (const auto& [key, value] : result["engines"].begin()->items()) {
    INFO(key);
    CHECK(named(key));
  }
  for (const char* key :
       {"outcome", "interrupted", "checks", "expectations", "pairs", "findings"}) {
    INFO(key);
    CHECK(result.contains(key));
    CHECK(named(key));
  }
}

}  // namespace
}  // namespace faultline::reports
