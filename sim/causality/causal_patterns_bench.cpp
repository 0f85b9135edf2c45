// What the causal checks cost: a history that clients of a simulated causal store saw, judged. One
// JSON line each for consistency with convergence and for causal memory:
//   causal_patterns_bench [--accesses=N] [--sessions=N] [--keys=N] [--seed=N]
//                         [--level=convergence|memory]
// Causal memory is judged on a tenth of the accesses. `patterns` is 0, as the store keeps what it
// promises. Seconds are the processor's. They and the floating point are the bench's, not the
// simulator's.

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sim/causality/bad_patterns.h"
#include "sim/causality/causal_store_fixture.h"

namespace faultline::sim {
namespace {

struct Options {
  std::uint32_t accesses = 1'000'000;
  std::uint32_t sessions = 16;
  std::uint32_t keys = 1000;
  std::uint64_t seed = 1;
  std::string level;  // empty: both
};

bool read_options(int count, char** arguments, Options& options) {
  for (int i = 1; i < count; ++i) {
    const std::string_view argument(arguments[i]);
    const std::size_t equals = argument.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view name = argument.substr(0, equals);
    const std::string value(argument.substr(equals + 1));
    const std::uint64_t number = std::strtoull(value.c_str(), nullptr, 10);
    if (name == "--accesses")
      options.accesses = static_cast<std::uint32_t>(number);
    else if (name == "--sessions")
      options.sessions = static_cast<std::uint32_t>(number);
    else if (name == "--keys")
      options.keys = static_cast<std::uint32_t>(number);
    else if (name == "--seed")
      options.seed = number;
    else if (name == "--level")
      options.level = value;
    else
      return false;
  }
  return (options.level.empty() || options.level == "convergence" || options.level == "memory") &&
         options.accesses > 0 && options.sessions > 0 && options.keys > 0;
}

RegisterHistory history_seen(const Options& options, std::uint32_t accesses,
                             CausalStore::Keeps keeps) {
  CausalStore store(options.sessions, options.keys, keeps, engine::Prng(options.seed));
  for (std::uint32_t i = 0; i < accesses; ++i) store.access();
  return store.history();
}

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

template <class Judge>
void measure(std::string_view name, const RegisterHistory& history, const Judge& judge) {
  std::size_t accesses = 0;
  for (const auto& session : history.sessions) accesses += session.size();
  const double begin = processor_seconds();
  const std::size_t patterns = judge(history);
  const double seconds = processor_seconds() - begin;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "{\"peer\":\"faultline\",\"benchmark\":\"%s\",\"operations\":%zu,\"seconds\":%.6f,"
      "\"per_second\":%.0f,\"patterns\":%zu,\"resident_peak_kib\":%ld}\n",
      std::string(name).c_str(), accesses, seconds, static_cast<double>(accesses) / seconds,
      patterns, usage.ru_maxrss);
  std::fflush(stdout);
}

std::size_t judge_convergence(const RegisterHistory& history) {
  const CausalOrder order(history);
  return consistency_patterns(order).size() + convergence_patterns(order).size();
}

// Undecided counts as a pattern.
std::size_t judge_memory(const RegisterHistory& history) {
  const CausalOrder order(history);
  const auto patterns = memory_patterns(order);
  return consistency_patterns(order).size() + (patterns ? patterns->size() : 1);
}

}  // namespace
}  // namespace faultline::sim

int main(int argc, char** argv) {
  using namespace faultline::sim;
  Options options;
  if (!read_options(argc, argv, options)) {
    std::fprintf(stderr,
                 "causal_patterns_bench [--accesses=N] [--sessions=N] [--keys=N] [--seed=N] "
                 "[--level=convergence|memory]\n");
    return 2;
  }
  if (options.level != "convergence")
    measure("causal-memory",
            history_seen(options, options.accesses / 10, CausalStore::Keeps::kLastArrival),
            judge_memory);
  if (options.level != "memory")
    measure("causal-convergence",
            history_seen(options, options.accesses, CausalStore::Keeps::kLargestStamp),
            judge_convergence);
  return 0;
}
