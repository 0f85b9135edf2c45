// Documents that everybody reads, extends and writes back whole. What was written between the read
// and the write is lost to the application, whatever the database does: a document tells by its
// entries, each of which is unique, whose work it holds.
#include <string>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

namespace {

// Older entries fall off, or what is written would grow with the square of the run.
constexpr std::size_t kLongest = 256;

// `drawn` is SET, the document, the new entry.
std::optional<engine::Arguments> write_back(const engine::Arguments& drawn,
                                            const engine::Reply& answer) {
  const auto* read = std::get_if<engine::Bytes>(&answer.value);
  if (read == nullptr) return drawn;  // nil: it is the first entry
  std::string text = std::string(read->view()) + "," + std::string(drawn[2].view());
  if (text.size() > kLongest) text.erase(0, text.find(',', text.size() - kLongest) + 1);
  return engine::Arguments{drawn[0], drawn[1], text};
}

class ReadModifyWrite final : public Workload {
 public:
  ReadModifyWrite(const KeyDistribution& keys, std::uint32_t client)
      : keys_(keys), texts_(client) {}

  [[nodiscard]] engine::Arguments next(engine::Prng& random) override {
    return {"GET", "doc:" + std::to_string(keys_.draw(random))};
  }

  [[nodiscard]] std::optional<FollowUp> follow_up(const engine::Arguments& asked,
                                                  engine::Prng& /*random*/) override {
    return FollowUp{{"SET", asked[1], texts_.next()}, write_back};
  }

 private:
  const KeyDistribution& keys_;
  UniqueTexts texts_;
};

}  // namespace

WorkloadKind read_modify_write_workload() {
  return {"read_modify_write",
          "documents read, extended and written back whole: GET, then SET",
          {},
          [](const engine::ParameterValues& /*values*/, const KeyDistribution& keys,
             std::uint32_t client) -> std::unique_ptr<Workload> {
            return std::make_unique<ReadModifyWrite>(keys, client);
          }};
}

}  // namespace faultline::sim
