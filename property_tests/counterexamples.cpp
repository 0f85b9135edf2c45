#include "property_tests/counterexamples.h"

#define CATCH_CONFIG_EXTERNAL_INTERFACES  // for listeners; so this source is in no unity batch
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "scenarios/loader/loader.h"

namespace faultline::tests {
namespace {

// Catch2 runs one test at a time, in one thread.
const sim::Plan* current_plan = nullptr;

struct CounterexampleListener : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;
  bool assertionEnded(const Catch::AssertionStats& stats) override {
    if (stats.assertionResult.succeeded() || current_plan == nullptr) return true;
    std::cerr << "counterexample " << write_counterexample(*current_plan, "counterexamples")
              << '\n';
    current_plan = nullptr;
    return true;
  }
};
CATCH_REGISTER_LISTENER(CounterexampleListener)

}  // namespace

std::string write_counterexample(const sim::Plan& plan, const std::string& folder) {
  std::filesystem::create_directories(folder);
  std::string path = folder + "/" + plan.name + "-" + std::to_string(plan.seed) + ".json";
  std::ofstream(path, std::ios::binary) << scenarios::resolved_text(plan);
  return path;
}

Counterexample::Counterexample(const sim::Plan& plan) {
  current_plan = &plan;
}

Counterexample::~Counterexample() {
  current_plan = nullptr;
}

}  // namespace faultline::tests
