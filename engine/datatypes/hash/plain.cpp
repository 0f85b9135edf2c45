#include "engine/datatypes/hash/plain.h"

namespace faultline::engine::hash {

std::optional<Bytes> Plain::value_of(const Bytes& field) const {
  const Bytes* found = content_.find(field);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

Fields Plain::content() const {
  Fields content;
  for (const auto* entry : content_.sorted()) content.emplace_hint(content.end(), *entry);
  return content;
}

std::vector<Bytes> Plain::parts() const {
  std::vector<Bytes> parts;
  for (const auto* entry : content_.sorted()) {
    parts.push_back(entry->first);
    parts.push_back(entry->second);
  }
  return parts;
}

void Plain::set(const Bytes& field, const Bytes& value) {
  const auto [place, added] = content_.try_emplace(field);
  if (!added) digest_ -= hash_of(field, place);
  place = value;
  digest_ += hash_of(field, value);
}

void Plain::apply(const Increment& increment) {
  const Bytes* found = content_.find(increment.field);
  auto sum = found == nullptr ? TextNumber::Sum() : TextNumber::Sum::of(*found);
  if (!sum) return;
  sum->add(increment.delta);
  set(increment.field, sum->value());
}

void Plain::apply(const Remove& remove) {
  for (const Bytes& field : remove.names) {
    const Bytes* found = content_.find(field);
    if (found == nullptr) continue;
    digest_ -= hash_of(field, *found);
    content_.erase(field);
  }
}

void Plain::apply(const Assign& assign) {
  content_.clear();
  digest_ = Hash128();
  for (const auto& [field, value] : assign.content) set(field, value);
}

void Plain::decoded() {
  digest_ = Hash128();
  content_.visit([&](const Bytes& field, const Bytes& value) { digest_ += hash_of(field, value); });
}

}  // namespace faultline::engine::hash
