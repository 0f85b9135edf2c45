// The things of a key that can be there or not, which additions put and removals take: a member of
// a set, a field of a hash, a member of a sorted set, or the key itself (a string is one thing).
// What changes, values, commands and replies say of them.
#pragma once

#include <compare>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/commands/command.h"

namespace faultline::sim {

struct Element {
  std::string_view type;  // as TYPE says; empty: the key itself
  engine::Bytes name;
  [[nodiscard]] bool is_key() const { return type.empty(); }
  friend auto operator<=>(const Element&, const Element&) = default;
  friend bool operator==(const Element&, const Element&) = default;
};

// What a client sees of the value; of a string the key itself.
[[nodiscard]] std::vector<Element> elements_of(const engine::PlainValue& value);
// What the change puts there, the key itself first; nothing: it only takes, or sets a deadline.
[[nodiscard]] std::vector<Element> added_by(const engine::Change& change);
// The members or fields that the change names to take them.
[[nodiscard]] std::vector<Element> taken_by_name(const engine::Change& change);

// What a command takes of a key by its own words, whatever it finds; none: it does not only take.
// An element that is the key: all of it.
[[nodiscard]] std::optional<Element> removal_of(const engine::CommandKind& kind,
                                                const engine::Unit& unit);
// Whether a write may put something there, by its words: `element` none: whatever there can be.
struct Putting {
  std::optional<Element> element;
};
[[nodiscard]] std::optional<Putting> putting_of(const engine::CommandKind& kind,
                                                const engine::Unit& unit);

// What the reply to a read says of a key.
struct Reading {
  engine::Bytes key;
  std::vector<Element> shown;
  std::vector<Element> missing;  // asked for by name and not there
  // What it would have shown of this type is not there; none: it was asked for by name.
  std::optional<std::string_view> all_of{};
};
// Whether the command is a read of single things.
[[nodiscard]] bool is_reading(const engine::CommandKind& kind);
// Empty where it is not, or the reply an error.
[[nodiscard]] std::vector<Reading> readings_of(const engine::Arguments& command,
                                               const engine::Reply& reply);

}  // namespace faultline::sim
