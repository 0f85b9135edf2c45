// A shop that must not sell what it has not got: a seller looks at the stock and takes a piece only
// if there is one. Nothing holds between the look and the taking, so that the stock goes below zero
// where others take the same piece meanwhile, unseen or not.
#include <charconv>
#include <string>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

namespace {

constexpr std::int64_t kPiecesMax = 1'000'000;

std::optional<engine::Arguments> sell(const engine::Arguments& drawn, const engine::Reply& answer) {
  const auto* stock = std::get_if<engine::Bytes>(&answer.value);
  if (stock == nullptr) return std::nullopt;  // nil: nothing has been delivered yet
  const std::string_view digits = stock->view();
  std::int64_t pieces = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), pieces);
  if (pieces <= 0) return std::nullopt;
  return drawn;
}

class Inventory final : public Workload {
 public:
  Inventory(const engine::ParameterValues& values, const KeyDistribution& keys,
            std::uint32_t client)
      : keys_(keys),
        pieces_(std::to_string(engine::get<std::int64_t>(values, "pieces"))),
        delivers_(client == 0) {
    const auto deliveries = engine::get<std::int64_t>(values, "deliveries");
    if (deliveries > 0) left_ = deliveries;
  }

  [[nodiscard]] engine::Arguments next(engine::Prng& random) override {
    const std::string stock = "stock:" + std::to_string(keys_.draw(random));
    if (left_ && --*left_ < 0) delivers_ = false;
    if (delivers_) return {"SET", stock, pieces_};
    return {"GET", stock};
  }

  [[nodiscard]] std::optional<FollowUp> follow_up(const engine::Arguments& asked,
                                                  engine::Prng& /*random*/) override {
    if (delivers_) return std::nullopt;
    return FollowUp{{"DECR", asked[1]}, sell};
  }

 private:
  const KeyDistribution& keys_;
  std::string pieces_;
  bool delivers_;
  std::optional<std::int64_t> left_;  // deliveries; none: as many as there is time for
};

}  // namespace

WorkloadKind inventory_workload() {
  return {"inventory",
          "the first client delivers, SET; the others sell what they see there is: GET, then DECR",
          {{"pieces",
            engine::ParameterUnit::kInteger,
            "the stock after a delivery",
            "100",
            {},
            {},
            1,
            kPiecesMax},
           {"deliveries",
            engine::ParameterUnit::kInteger,
            "after so many the first client sells like the others; 0: it never does",
            "0",
            {},
            {},
            0,
            kPiecesMax}},
          [](const engine::ParameterValues& values, const KeyDistribution& keys,
             std::uint32_t client) -> std::unique_ptr<Workload> {
            return std::make_unique<Inventory>(values, keys, client);
          }};
}

}  // namespace faultline::sim
