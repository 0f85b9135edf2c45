#include "engine/datatypes/hash/plain.h"

namespace faultline::engine::hash {
std::optional<Bytes> Plain::value_of(const Bytes& field) const {
  const auto found = content_.find(field);
  return found == content_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Bytes> Plain::parts() const {
  std::vector<Bytes> parts;
  for (const auto& [field, value] : content_) {
    parts.push_back(field);
    parts.push_back(value);
  }
  return parts;
}

void Plain::set(const Bytes& field, const Bytes& value) {
  const auto [found, added] = content_.try_emplace(field);
  if (!added) digest_ -= hash_of(field, found->second);
  found->second = value;
  digest_ += hash_of(field, value);
}

void Plain::apply(const Increment& increment) {
  const auto found = content_.find(increment.field);
  auto sum = found == content_.end() ? TextNumber::Sum() : TextNumber::Sum::of(found->second);
  if (!sum) return;
  sum->add(increment.delta);
  set(increment.field, sum->value());
}

void Plain::apply(const Remove& remove) {
  for (const Bytes& field : remove.names) {
    const auto found = content_.find(field);
    if (found == content_.end()) continue;
    digest_ -= hash_of(field, found->second);
    content_.erase(found);
  }
}

void Plain::decoded() {
  digest_ = Hash128();
  for (const auto& [field, value] : content_) digest_ += hash_of(field, value);
}

}  // namespace faultline::engine::hash
