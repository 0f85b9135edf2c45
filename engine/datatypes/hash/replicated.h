// The conflict-free hash: an add-wins set of fields, each a register that can be added to. HDEL and
// DEL take of a field what they had seen, so that of a counter the unseen increments stay
// (documented for scores: shared active_active/rules.md, Hashes, Sorted sets).
#pragma once

#include <tuple>

#include "engine/datatypes/element_map.h"
#include "engine/datatypes/hash/plain.h"
#include "engine/datatypes/register.h"

namespace faultline::engine::hash {

class Replicated final : public Reader {
 public:
  [[nodiscard]] std::optional<Bytes> value_of(const Bytes& field) const override;
  [[nodiscard]] std::size_t size() const override { return fields_.alive().size(); }
  [[nodiscard]] Fields content() const override;
  [[nodiscard]] bool visible() const { return !fields_.alive().empty(); }
  // Nothing is kept, not even a removal that waits.
  [[nodiscard]] bool empty() const { return fields_.empty(); }
  [[nodiscard]] bool waits() const { return fields_.waits(); }

  void apply(const Put& put, const Arrival& arrival);
  void apply(const Increment& increment, const Arrival& arrival);
  void apply(const Remove& remove, const Arrival& arrival);
  void apply(const Assign& assign, const Arrival& arrival);
  void forget(const VersionVector& observed) { fields_.forget(observed); }
  void merge(const Replicated& other, const VersionVector& mine, const VersionVector& theirs) {
    fields_.merge(other.fields_, mine, theirs);
  }
  // Drops what waits for effects that `context` covers.
  void settle(const VersionVector& context) { fields_.settle(context); }
  // Equal at all replicas that applied the same effects.
  [[nodiscard]] Hash128 digest() const { return fields_.digest(); }
  [[nodiscard]] Plain plain() const;
  [[nodiscard]] std::size_t metadata_bytes() const { return fields_.metadata_bytes(); }
  [[nodiscard]] std::size_t value_bytes() const { return fields_.value_bytes(); }

  static constexpr auto fields() { return std::tuple{&Replicated::fields_}; }

 private:
  ElementMap<Register<TextNumber>> fields_;
};

}  // namespace faultline::engine::hash
