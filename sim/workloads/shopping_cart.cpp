// Shoppers fill, look at and empty carts that many of them share: a set of items a cart. Most items
// are bought once only, so a lost addition shows at the end.
#include <array>
#include <string>
#include <vector>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

namespace {

enum Step : std::size_t { kAdd, kAddTwo, kRemove, kLook, kCount, kCheckOut };
constexpr std::array<std::uint32_t, 6> kCartWeights = {50, 5, 15, 18, 10, 2};

constexpr std::int64_t kItemsMax = 10'000'000;

class ShoppingCart final : public Workload {
 public:
  ShoppingCart(const engine::ParameterValues& values, const KeyDistribution& keys,
               std::uint32_t client)
      : keys_(keys),
        catalogue_(static_cast<std::uint64_t>(engine::get<std::int64_t>(values, "items"))),
        texts_(client) {}

  [[nodiscard]] engine::Arguments next(engine::Prng& random) override {
    const std::string cart = "cart:" + std::to_string(keys_.draw(random));
    switch (weighted(random, kCartWeights)) {
      case kAdd:
        return {"SADD", cart, buy(random, cart)};
      case kAddTwo:
        return {"SADD", cart, buy(random, cart), buy(random, cart)};
      case kRemove:
        return put_back(random, cart);
      case kLook:
        return {"SMEMBERS", cart};
      case kCount:
        return {"SCARD", cart};
      default:
        return {"DEL", cart};
    }
  }

 private:
  struct Bought {
    std::string cart;
    std::string item;
  };

  std::string buy(engine::Prng& random, const std::string& cart) {
    const std::string item = catalogue_ == 0 ? "item:" + texts_.next() : listed(random);
    if (recent_.size() < kRemembered) {
      recent_.push_back({cart, item});
    } else {
      recent_[oldest_] = {cart, item};
      oldest_ = (oldest_ + 1) % kRemembered;
    }
    return item;
  }

  // Mostly something this shopper put in lately; else a guess, which often hits nothing.
  engine::Arguments put_back(engine::Prng& random, const std::string& cart) {
    if (recent_.empty() || random.below(4) == 0) return {"SREM", cart, listed(random)};
    const Bought& bought = recent_[random.below(recent_.size())];
    return {"SREM", bought.cart, bought.item};
  }

  [[nodiscard]] std::string listed(engine::Prng& random) const {
    return "item:" + std::to_string(random.below(catalogue_ == 0 ? 1 : catalogue_));
  }

  static constexpr std::size_t kRemembered = 16;
  const KeyDistribution& keys_;
  std::uint64_t catalogue_;
  UniqueTexts texts_;
  std::vector<Bought> recent_;
  std::size_t oldest_ = 0;
};

}  // namespace

WorkloadKind shopping_cart_workload() {
  return {"shopping_cart",
          "sets filled, read and emptied from every side: SADD SREM SMEMBERS SCARD DEL",
          {{"items",
            engine::ParameterUnit::kInteger,
            "how many items the shop has; 0: every item is bought once only",
            "10000",
            {},
            {},
            0,
            kItemsMax}},
          [](const engine::ParameterValues& values, const KeyDistribution& keys,
             std::uint32_t client) -> std::unique_ptr<Workload> {
            return std::make_unique<ShoppingCart>(values, keys, client);
          }};
}

}  // namespace faultline::sim
