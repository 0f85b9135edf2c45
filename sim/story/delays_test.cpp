// What is said of copies that different faults kept from different replicas.
#include "sim/story/delays.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::DatacenterId;
using engine::HostId;
using engine::Instant;
using engine::ProcessId;

// One write that ran in the first of three data centers.
class WriteInThree {
 public:
  WriteInThree() {
    deployment_.arbitration = engine::Arbitration::kArrivalOrder;
    deployment_.replicas_of = [](const engine::Bytes&, engine::Port) {
      return std::vector<ProcessId>{ProcessId(0), ProcessId(1), ProcessId(2)};
    };
    load_.clients.push_back({"c", DatacenterId(0), {}, {}});
    load_.arrivals.push_back({Instant(), 0, {"SET", "k", "v"}});
    Places places{{}, {}, {"ap", "eu", "us"}};
    for (std::uint32_t i = 0; i < 3; ++i) {
      places.processes.push_back({places.datacenters[i] + "/redis", DatacenterId(i), HostId(i)});
      places.hosts.push_back({places.datacenters[i] + "/a/0", DatacenterId(i)});
    }
    history_ = std::make_unique<History>(load_, deployment_, std::move(places));
    history_->invoked(0, load_.arrivals[0].command, Instant());
  }

  void disturb(const Disturbance& what, std::optional<Instant> to = {}) {
    history_->disturbed(DisturbanceId(++disturbances_), what, Instant());
    if (to) history_->undone(DisturbanceId(disturbances_), *to);
  }
  void apply(std::uint32_t at, std::int64_t now) {
    engine::observation::Applied applied;
    applied.effect = {{engine::OperationId(1)}, 0};
    applied.key = "k";
    applied.change = engine::string::Write{"v", {}};
    history_->observed({ProcessId(at), Instant(engine::Duration(now)), {}, {}, {}}, applied);
  }
  void observe(std::uint32_t at, const engine::Observation& what) {
    history_->observed({ProcessId(at), {}, {}, {}, {}}, what);
  }
  [[nodiscard]] const History& history() const { return *history_; }

 private:
  Load load_;
  engine::Deployment deployment_;
  std::unique_ptr<History> history_;
  std::uint32_t disturbances_ = 0;
};

TEST_CASE("each copy that never came is said with what kept it") {
  WriteInThree write;
  write.disturb(Cut{{HostId(0)}, {HostId(1)}, PartitionMode::kRefused, {}, {}});
  write.disturb(Paused{HostId(2), ""});
  write.apply(0, 5);
  CHECK(missing_sentence(write.history(), 0, "It") ==
        "It never came to eu/redis: the way from ap/a/0 to eu/a/0 was cut from 0 s on; nor to "
        "us/redis: us/a/0 was paused from 0 s on.");
  CHECK(absence_cause(write.history(), 0, 2) == "us/a/0 was paused from 0 s on");
}

TEST_CASE("a copy that its sender kept back for its rate is said so") {
  WriteInThree write;
  write.apply(0, 5'000'000);
  write.observe(0, engine::observation::HeldBack{engine::OperationId(1), ProcessId(2)});
  write.apply(1, 45'000'000);
  write.apply(2, 1'005'000'000);
  CHECK(delay_sentence(write.history(), 0, "It") ==
        "It arrived at us/redis only 1 s after it had run: ap/redis kept it back, having sent all "
        "that it may in a second to us.");
}

TEST_CASE("a copy waited for what stood in its own way") {
  WriteInThree write;
  write.disturb(Paused{HostId(2), ""}, Instant(engine::Duration(50)));
  write.apply(0, 5);
  write.apply(1, 6);
  write.apply(2, 60);
  CHECK(delay_cause(write.history(), 0, 1).empty());
  CHECK(delay_cause(write.history(), 0, 2) == "us/a/0 was paused from 0 s to 0 s");
  CHECK(missing_sentence(write.history(), 0, "It").empty());
}

}  // namespace
}  // namespace faultline::sim
