// Whole-key last-write-wins by its definition: each operation leaves one value of the key, made on
// top of the value that its home showed when it ran; of all results that a replica holds it shows
// the one with the latest wall stamp, then the smallest member, then the later in that member's own
// order.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/datatypes/plain_keyspace.h"
#include "sim/history/interpretation.h"
#include "sim/history/lineage.h"

namespace faultline::sim {

class LastWriteWins {
 public:
  LastWriteWins(const History& history, KeyIndex key) : history_(&history), key_(key) {}
  // Takes in the effects that came since the last call; results once worked out stay.
  void extend();
  // What a replica showed at `position`; null: no such key. It lies in `made` where it had to be
  // made anew, else here until the next call of extend().
  [[nodiscard]] const engine::PlainKey* value(LocalReplica replica, Position position,
                                              std::optional<engine::PlainKey>& made) const;
  // Fills in value, visibility and what took an effect away, for what `result` says is held.
  void interpret(LocalReplica replica, Position position, Interpretation& result) const;

 private:
  // The effects of one operation on this key, and the value they left.
  struct Version {
    std::vector<std::size_t> members;  // positions in KeyEntry::effects
    EffectIndex first = 0;
    std::optional<std::size_t> base;  // the version that its home showed when it ran
    // Of the effects that `base` shows it took some, sorted, and it added some of its own.
    std::vector<EffectIndex> taken;
    std::vector<EffectIndex> added;
    bool valued = true;  // false: the value was dropped, and is made anew when it is asked for
    std::optional<engine::PlainKey> value;
  };
  // The visible effects of one version (none: of no key).
  struct Shown {
    std::optional<std::size_t> version;
    Lineage lineage;
  };
  struct Difference {
    std::vector<EffectIndex> left;
    std::vector<EffectIndex> joined;
  };
  [[nodiscard]] const KeyEntry& key() const { return history_->keys()[key_]; }
  [[nodiscard]] const EffectEntry& first_of(const Version& version) const {
    return history_->effects()[version.first];
  }
  [[nodiscard]] bool wins(const Version& a, const Version& b) const;
  [[nodiscard]] bool held(const Version& version, LocalReplica replica, Position position) const;
  // The version that is shown, null before any.
  [[nodiscard]] const Version* shown(LocalReplica replica, Position position) const;
  [[nodiscard]] std::vector<const Version*> in_order_of_arrival(LocalReplica replica,
                                                                Position position) const;
  [[nodiscard]] std::size_t index_of(const Version& version) const {
    return static_cast<std::size_t>(&version - versions_.data());
  }
  void make_value(Version& version);
  // Appends the version and gives it its rank.
  void add(Version version);
  [[nodiscard]] std::optional<engine::PlainKey> value_of(const Version& version) const;
  void drop_old_values();
  // Goes from one version to another by what those on the way took and added.
  Difference move(Shown& shown, std::optional<std::size_t> to) const;
  // The last version that both were made on top of, or are; null if there is none.
  [[nodiscard]] const Version* common_base(const Version& a, const Version& b) const;
  // The version on the way to `shown` that left the effect out, and whether it was made on top of
  // it: then it overwrote the effect, else it won against it.
  struct Taker {
    const Version* version;
    bool overwrote;
  };
  [[nodiscard]] Taker taker_of(EffectIndex effect, const Version& shown) const;
  // Returns the visible effects of the version that is shown in the end.
  Lineage find_who_took(LocalReplica replica, Position position, Interpretation& result) const;

  const History* history_;
  KeyIndex key_;
  std::size_t taken_ = 0;                 // how many of the key's effects are in versions_
  std::vector<Version> versions_;         // in the order they ran
  std::vector<std::size_t> ranks_;        // positions in versions_, the winner last
  std::map<LocalReplica, Shown> newest_;  // the last version of each home
};

}  // namespace faultline::sim
