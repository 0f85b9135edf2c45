// The command table: one handler a command for all engines. A handler reads a view of the keys and
// leaves the elementary effects to apply; plain Redis applies them to plain values, Active-Active
// stamps them and applies them at the origin and everywhere else by the same path.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/prng.h"
#include "engine/datatypes/change.h"
#include "engine/ports/observation.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

// What a command's arguments name: a key, or one element or field of it. The ledger counts units.
struct Unit {
  Bytes key;
  std::optional<Bytes> element;  // none: the whole key
  friend bool operator==(const Unit&, const Unit&) = default;
  static constexpr auto fields() { return std::tuple{&Unit::key, &Unit::element}; }
};

// Units of changes that no argument names: what is left of an expired key is deleted before a
// write, and the region that owns the expiry of a key deletes it, on account of the operation that
// set the deadline.
inline constexpr std::uint32_t kImpliedUnit = 0xffffffff;
inline constexpr std::uint32_t kExpiryUnit = 0xfffffffe;
// A key that a member evicts, one unit a member, on account of the operation at which it ran short
// of memory.
inline constexpr std::uint32_t kEvictionUnits = 0xffff0000;
[[nodiscard]] constexpr std::uint32_t eviction_unit(MemberId member) {
  return kEvictionUnits + member.value();
}
[[nodiscard]] constexpr bool is_eviction(std::uint32_t unit) {
  return kEvictionUnits <= unit && unit < kExpiryUnit;
}

struct Effect {
  Bytes key;
  std::uint32_t unit = 0;
  Change change;
  bool changed = true;
};

// Collects the effects of one command, in order. An effect that would change nothing is left out,
// except where a rule wants it sent all the same (an SADD of a member renews it): `changed` says
// so.
class Effects {
 public:
  void add(Bytes key, std::uint32_t unit, Change change, bool changed = true) {
    list_.push_back({std::move(key), unit, std::move(change), changed});
  }
  [[nodiscard]] const std::vector<Effect>& list() const { return list_; }
  // The removal at `index` leaves nothing of its key.
  void mark_emptying(std::size_t index) {
    std::visit(
        [](auto& change) {
          if constexpr (requires { change.empties; }) change.empties = true;
        },
        list_.at(index).change);
  }
  [[nodiscard]] bool empty() const { return list_.empty(); }
  // Whether the unit changed anything here (ledger class no_effect otherwise).
  [[nodiscard]] bool changed(std::uint32_t unit) const {
    for (const Effect& each : list_)
      if (each.unit == unit && each.changed) return true;
    return false;
  }

 private:
  std::vector<Effect> list_;
};

struct CommandContext {
  const Arguments& arguments;  // [0] is the name
  const KeyspaceView& keys;
  WallTime now;
  Effects& effects;
  Prng& random;                     // for commands that choose, as SPOP does
  int counter_bits = kCounterBits;  // of what INCR and the like may leave
};

enum class Access { kRead, kWrite };
inline constexpr auto kRead = Access::kRead;
inline constexpr auto kWrite = Access::kWrite;

// Which arguments are keys, as in Redis's own table: every `step`-th from `first` to `last`
// (negative: counted from the end); and, where `counted` is not 0, as many after that argument as
// it says.
struct KeyRange {
  int first = 1;
  int last = 1;
  int step = 1;
  int counted = 0;
};
inline constexpr KeyRange kNoKeys{1, 0, 1};
inline constexpr KeyRange kFirstKey{1, 1, 1};
inline constexpr KeyRange kFirstTwoKeys{1, 2, 1};
inline constexpr KeyRange kAllKeys{1, -1, 1};

// Which keys a command may look at: those that its arguments name, any that these lead to, as SORT
// … BY weight_* does, or all, as KEYS does.
enum class Scope { kNamed, kLedTo, kAll };

struct CommandKind {
  std::string_view name;  // upper case
  std::string_view summary;
  int arity;  // number of arguments with the name; negative: at least
  Access access = Access::kRead;
  KeyRange keys;
  Reply (*run)(const CommandContext&);
  // The units that the arguments of a write name; null: one a key.
  std::vector<Unit> (*units)(const Arguments&) = nullptr;
  Scope scope = Scope::kNamed;
  // Keys that the range does not reach, as that of SORT … STORE; null: none.
  std::vector<Bytes> (*more_keys)(const Arguments&) = nullptr;
  // The reply is drawn: any like it would do.
  bool chooses = false;
  // The data type it is about; filled in from its family.
  std::string_view type{};
};

// All commands, by family, in the order of the registry.
[[nodiscard]] std::span<const CommandKind> command_kinds();
// Null: no such command. `name` in any case.
[[nodiscard]] const CommandKind* find_command(std::string_view name);

// The reply to what no table knows.
[[nodiscard]] Reply unknown_command(const Arguments& arguments);
// What is wrong with a command before it runs: unknown, or a wrong number of arguments. The text is
// Redis's.
[[nodiscard]] std::optional<Reply> refuse(const Arguments& arguments);
[[nodiscard]] bool writes(const Arguments& arguments);
// Which arguments are keys, without those that more_keys names.
[[nodiscard]] std::vector<std::size_t> key_positions(const CommandKind& kind,
                                                     const Arguments& arguments);
// In the order of the arguments; those that more_keys names come last.
[[nodiscard]] std::vector<Bytes> keys_of(const CommandKind& kind, const Arguments& arguments);
[[nodiscard]] std::vector<Unit> units_of(const CommandKind& kind, const Arguments& arguments);

// Checks and runs a command. Effects of a command that answers an error are dropped.
[[nodiscard]] Reply run_command(const CommandContext& context);

}  // namespace faultline::engine
