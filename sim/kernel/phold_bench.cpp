// PHOLD on the event queue of the kernel: a fixed population of events, each of which bumps a
// logical process and schedules one successor. The model draws like its peers, so that equal
// checksums mean equal orders of events. One JSON line a variant:
//   phold_bench [--lps=N] [--pop=N] [--events=N] [--seed=N] [--dist=exp|wan] [--variant=NAME]
// Variants: event-queue, and model-only, which is the model without any queue. The one place of the
// simulator with floating point and a real clock: both are the bench's, not the queue's.

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "sim/kernel/event_queue.h"

namespace faultline::sim {
namespace {

__extension__ using Wide = unsigned __int128;

struct Options {
  std::uint64_t processes = 1024;
  std::uint64_t population = 16384;
  std::uint64_t events = 5'000'000;
  std::uint64_t seed = 42;
  std::string distribution = "exp";
  std::string variant;
};

bool read_options(int count, char** arguments, Options& options) {
  for (int i = 1; i < count; ++i) {
    const std::string_view argument(arguments[i]);
    const std::size_t equals = argument.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view name = argument.substr(0, equals);
    const std::string value(argument.substr(equals + 1));
    const std::uint64_t number = std::strtoull(value.c_str(), nullptr, 10);
    if (name == "--lps")
      options.processes = number;
    else if (name == "--pop")
      options.population = number;
    else if (name == "--events")
      options.events = number;
    else if (name == "--seed")
      options.seed = number;
    else if (name == "--dist")
      options.distribution = value;
    else if (name == "--variant")
      options.variant = value;
    else
      return false;
  }
  return options.processes > 0 && options.population > 0 &&
         (options.distribution == "exp" || options.distribution == "wan") &&
         (options.variant.empty() || options.variant == "event-queue" ||
          options.variant == "model-only");
}

struct Successor {
  std::uint32_t process;
  std::int64_t delay;
};

class Model {
 public:
  explicit Model(const Options& options)
      : random_(options.seed),
        state_(options.processes, 0),
        wide_area_(options.distribution == "wan") {}

  Successor draw() {
    const std::uint64_t first = next();
    const std::uint64_t second = next();
    const auto process =
        static_cast<std::uint32_t>((static_cast<Wide>(first) * state_.size()) >> 64);
    const double uniform = static_cast<double>((second >> 11) + 1) * 0x1.0p-53;
    const std::int64_t delay =
        wide_area_ ? wide_area_delay(first & 0xff, process, uniform) : scaled(uniform, 1e9);
    return {process, delay < 1 ? 1 : delay};
  }
  Successor step(std::uint32_t process, std::int64_t now) {
    const auto time = static_cast<std::uint64_t>(now);
    state_[process] += time;
    checksum_ = (checksum_ ^ (time * 31 + process)) * 1099511628211ULL;
    return draw();
  }
  [[nodiscard]] std::uint64_t checksum() const { return checksum_; }

 private:
  std::uint64_t next() {  // SplitMix64
    std::uint64_t z = (random_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  static std::int64_t scaled(double uniform, double mean) {
    return static_cast<std::int64_t>(-std::log(uniform) * mean);
  }
  // 60 % inside a data center, 35 % between two, 5 % timers of 5 s.
  static std::int64_t wide_area_delay(std::uint64_t choice, std::uint32_t process, double uniform) {
    if (choice < 154) return 200'000 + scaled(uniform, 3e5);
    if (choice < 243)
      return 40'000'000 + std::int64_t{process % 7} * 20'000'000 + scaled(uniform, 5e6);
    return 5'000'000'000;
  }

  std::uint64_t random_;
  std::vector<std::uint64_t> state_;
  std::uint64_t checksum_ = 1469598103934665603ULL;
  bool wide_area_;
};

// As large as an event of the simulation.
struct Payload {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  std::uint32_t process = 0;
};

void report(std::string_view variant, const Options& options, std::int64_t elapsed_ns,
            std::uint64_t checksum) {
  const double seconds = static_cast<double>(elapsed_ns) * 1e-9;
  std::printf(
      "{\"peer\":\"faultline-%s\",\"benchmark\":\"%s\",\"events\":%llu,\"seconds\":%.6f,"
      "\"per_second\":%.0f,\"checksum\":\"%016llx\"}\n",
      std::string(variant).c_str(), options.distribution == "wan" ? "phold-wan" : "phold",
      static_cast<unsigned long long>(options.events), seconds,
      static_cast<double>(options.events) / seconds, static_cast<unsigned long long>(checksum));
}

std::int64_t clock_ns() {
  return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void run_event_queue(const Options& options) {
  Model model(options);
  EventQueue<Payload> queue;
  for (std::uint64_t i = 0; i < options.population; ++i) {
    const Successor successor = model.draw();
    queue.push(engine::Instant(engine::Duration(successor.delay)),
               Payload{i, 0, successor.process});
  }
  const std::int64_t begin = clock_ns();
  for (std::uint64_t done = 0; done < options.events; ++done) {
    const auto item = queue.pop();
    const Successor successor = model.step(item.payload.process, engine::nanoseconds_of(item.at));
    queue.push(item.at + engine::Duration(successor.delay),
               Payload{item.payload.first, done, successor.process});
  }
  report("event-queue", options, clock_ns() - begin, model.checksum());
}

void run_model_only(const Options& options) {
  Model model(options);
  Successor successor{0, 0};
  std::int64_t now = 0;
  const std::int64_t begin = clock_ns();
  for (std::uint64_t done = 0; done < options.events; ++done) {
    now += successor.delay;
    successor = model.step(successor.process, now);
  }
  report("model-only", options, clock_ns() - begin, model.checksum());
}

}  // namespace
}  // namespace faultline::sim

int main(int argc, char** argv) {
  using namespace faultline::sim;
  Options options;
  if (!read_options(argc, argv, options)) {
    std::fprintf(stderr,
                 "phold_bench [--lps=N] [--pop=N] [--events=N] [--seed=N] [--dist=exp|wan] "
                 "[--variant=event-queue|model-only]\n");
    return 2;
  }
  if (options.variant != "model-only") run_event_queue(options);
  if (options.variant != "event-queue") run_model_only(options);
  return 0;
}
