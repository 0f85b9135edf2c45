#include "engine/datatypes/hash/replicated.h"

namespace faultline::engine::hash {

std::optional<Bytes> Replicated::value_of(const Bytes& field) const {
  const auto* found = fields_.find(field);
  return found == nullptr ? std::nullopt : std::optional(found->value());
}

Fields Replicated::content() const {
  Fields content;
  for (const auto* field : fields_.alive().sorted())
    content.emplace_hint(content.end(), field->first, field->second.value());
  return content;
}

void Replicated::apply(const Put& put, const Arrival& arrival) {
  fields_.take(put.field, arrival);
  fields_.add(put.field, arrival, [&](auto& field) { field.write(put.value, arrival.stamp); });
}

void Replicated::apply(const Increment& increment, const Arrival& arrival) {
  fields_.add(increment.field, arrival,
              [&](auto& field) { field.increment(increment.delta, arrival.stamp); });
}

void Replicated::apply(const Remove& remove, const Arrival& arrival) {
  for (const Bytes& field : remove.names) fields_.take(field, arrival);
}

void Replicated::apply(const Assign& assign, const Arrival& arrival) {
  for (const auto& [name, value] : assign.content)
    fields_.add(name, arrival,
                [&, &text = value](auto& field) { field.write(text, arrival.stamp); });
}

Plain Replicated::plain() const {
  Plain plain;
  plain.apply(Assign{content(), {}});
  return plain;
}

}  // namespace faultline::engine::hash
