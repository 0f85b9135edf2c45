// The conflict-free string: a register that can be added to (engine/datatypes/register.h). It
// relies on delivery in order per source, nothing between sources.
#pragma once

#include <tuple>

#include "engine/datatypes/register.h"
#include "engine/datatypes/string/plain.h"

namespace faultline::engine::string {

class Replicated final : public Reader {
 public:
  [[nodiscard]] Bytes value() const override { return register_.value(); }
  // Whether a client sees a key here.
  [[nodiscard]] bool visible() const { return !register_.empty(); }
  [[nodiscard]] bool empty() const { return register_.empty(); }

  void apply(const Write& write, const Arrival& arrival);
  void apply(const Increment& increment, const Arrival& arrival) {
    if (!arrival.annihilated) register_.increment(increment.delta, arrival.stamp);
  }
  // Drops every dot that `observed` covers: what a DEL or a Write does to what it had seen.
  void forget(const VersionVector& observed);
  // Joins another replica's state; `mine` and `theirs` are the slot contexts of both.
  void merge(const Replicated& other, const VersionVector& mine, const VersionVector& theirs) {
    register_.merge(other.register_, mine, theirs);
  }
  // Equal at all replicas that applied the same effects.
  [[nodiscard]] Hash128 digest() const { return register_.digest(); }
  [[nodiscard]] Plain plain() const {
    Plain plain;
    plain.apply(Write{value(), {}});
    return plain;
  }
  [[nodiscard]] std::size_t metadata_bytes() const { return register_.metadata_bytes(); }
  [[nodiscard]] std::size_t value_bytes() const { return register_.value_bytes(); }

  static constexpr auto fields() { return std::tuple{&Replicated::register_}; }

 private:
  Register<TextNumber> register_;
};

}  // namespace faultline::engine::string
